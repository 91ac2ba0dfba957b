/* import_add.c: rows that are new, and where they stand. */
#include <math.h>

#include "core/exchange/import/import_private.h"
#include "core/model/ledger.h"
#include "core/rules/phrase.h"

/* ---- the tree ------------------------------------------------------------------------------- */

static char *place_key(gint64 parent, const char *title) {
  return g_strdup_printf("%" G_GINT64_FORMAT " %s", parent, title);
}

static void remember_node(ImportRunning *running, const Indicator *node) {
  char *key = place_key(node->parent, node->title);
  if (g_hash_table_contains(running->indicators, key))
    g_free(key); /* of two of one name the first */
  else
    g_hash_table_insert(running->indicators, key, g_memdup2(&node->id, sizeof node->id));
  gint64 position = node->position;
  const gint64 *last = g_hash_table_lookup(running->positions, &node->parent);
  if (last == NULL || *last < position)
    g_hash_table_insert(running->positions, g_memdup2(&node->parent, sizeof node->parent),
                        g_memdup2(&position, sizeof position));
}

gboolean import_read_places(ImportRunning *running, GError **error) {
  g_autoptr(GPtrArray) tree = indicator_list(running->db, running->plan->ledger, error);
  if (tree == NULL)
    return FALSE;
  for (guint i = 0; i < tree->len; i++)
    remember_node(running, tree->pdata[i]);
  /* In the same writing nothing else changes: what the plan knows, and what was added since. */
  Query *query = query_new(running->db, "SELECT number FROM task WHERE ledger = ?1");
  query_bind_int(query, 1, running->plan->ledger);
  while (query_next(query)) {
    int number = (int)query_int(query, 0);
    g_hash_table_add(running->numbers, GINT_TO_POINTER(number));
    running->last_number = MAX(running->last_number, number);
  }
  return query_finish(query, error);
}

/* The 分值 that incoming gives the node of that title above task; NAN: none. */
static double points_above(const Content *content, const ContentTask *task, const char *title) {
  for (int i = task->indicator; i >= 0;) {
    const ContentIndicator *node = content->indicators->pdata[i];
    if (g_str_equal(node->title, title))
      return node->points;
    i = node->parent;
  }
  return NAN;
}

gboolean import_place(ImportRunning *running, const ContentTask *task, const char *const *titles,
                      gint64 *indicator, GError **error) {
  static const char *const NOWHERE[] = {CONTENT_UNSORTED, NULL};
  gint64 parent = 0;
  for (gsize i = 0; titles[i] != NULL; i++) {
    if (*titles[i] == '\0')
      continue;
    g_autofree char *key = place_key(parent, titles[i]);
    const gint64 *known = g_hash_table_lookup(running->indicators, key);
    if (known != NULL) {
      parent = *known;
      continue;
    }
    const gint64 *last = g_hash_table_lookup(running->positions, &parent);
    Indicator node = {
        .ledger = running->plan->ledger,
        .parent = parent,
        .position = last != NULL ? (int)*last + 1 : 1,
        .title = (char *)titles[i],
        .points = points_above(running->plan->incoming, task, titles[i]),
    };
    if (!indicator_insert(running->db, &node, error))
      return FALSE;
    remember_node(running, &node);
    parent = node.id;
  }
  if (parent == 0)
    return import_place(running, task, NOWHERE, indicator, error);
  *indicator = parent;
  return TRUE;
}

/* ---- what is left ------------------------------------------------------------------------- */

static GHashTable *nodes_by_id(const GPtrArray *tree) {
  GHashTable *nodes = g_hash_table_new(g_int64_hash, g_int64_equal);
  for (guint i = 0; i < tree->len; i++) {
    Indicator *node = tree->pdata[i];
    g_hash_table_insert(nodes, &node->id, node);
  }
  return nodes;
}

/* TRUE where the file has said the 分值 of a place: those of the lowest, in a column. */
static gboolean says_points(const ImportRunning *running, gboolean lowest) {
  return lowest && (running->plan->incoming->fields & CONTENT_BIT(CONTENT_POINTS)) != 0;
}

/* Along both ways up, level by level: of a node that is no more, the 分值 go to the one that stands
 * for it; of several that became one, their sum. before, now: the tree; gaining: gint64*, ids of
 * those that had none. */
static gboolean hand_on(ImportRunning *running, const ImportMove *move, GHashTable *before,
                        GHashTable *now, GHashTable *gaining, GError **error) {
  Indicator *from = g_hash_table_lookup(before, &move->from);
  Indicator *to = g_hash_table_lookup(now, &move->to);
  gboolean lowest = TRUE;
  while (from != NULL && to != NULL) {
    gboolean lower = from->level > to->level, upper = from->level < to->level;
    if (!lower && !upper && !isnan(from->points) && !says_points(running, lowest) &&
        !g_hash_table_contains(now, &from->id) &&
        (isnan(to->points) || g_hash_table_contains(gaining, &to->id))) {
      to->points = from->points + (isnan(to->points) ? 0 : to->points);
      from->points = NAN;
      g_hash_table_add(gaining, &to->id);
      if (!indicator_set_points(running->db, to->id, to->points, error))
        return FALSE;
    }
    from = upper ? from : g_hash_table_lookup(before, &from->parent);
    to = lower ? to : g_hash_table_lookup(now, &to->parent);
    lowest = FALSE;
  }
  return TRUE;
}

gboolean import_remove_left(ImportRunning *running, GError **error) {
  const GArray *moves = running->moves;
  if (moves->len == 0)
    return TRUE;
  g_autoptr(GPtrArray) tree = indicator_list(running->db, running->plan->ledger, error);
  if (tree == NULL)
    return FALSE;
  for (guint i = 0; i < moves->len; i++) {
    if (!indicator_remove_empty(running->db, g_array_index(moves, ImportMove, i).from, error))
      return FALSE;
  }
  g_autoptr(GPtrArray) rest = indicator_list(running->db, running->plan->ledger, error);
  if (rest == NULL)
    return FALSE;
  g_autoptr(GHashTable) before = nodes_by_id(tree), now = nodes_by_id(rest);
  g_autoptr(GHashTable) gaining = g_hash_table_new(g_int64_hash, g_int64_equal);
  for (guint i = 0; i < moves->len; i++) {
    if (!hand_on(running, &g_array_index(moves, ImportMove, i), before, now, gaining, error))
      return FALSE;
  }
  return TRUE;
}

/* ---- a row ---------------------------------------------------------------------------------- */

/* The 序号 of the file where it is free, else the next after all. */
static int take_number(ImportRunning *running, const ContentTask *task) {
  int number = task->number;
  if (number < 1 || g_hash_table_contains(running->numbers, GINT_TO_POINTER(number))) {
    running->result.renumbered += number > 0;
    number = running->last_number + 1;
  }
  g_hash_table_add(running->numbers, GINT_TO_POINTER(number));
  running->last_number = MAX(running->last_number, number);
  return number;
}

/* The id of the task that a row is a part of; 0: of none. */
static gboolean parent_of(const ImportRunning *running, const ContentTask *task, gint64 *parent,
                          GError **error) {
  *parent = task->parent >= 0 ? running->ids[task->parent] : 0;
  if (task->parent < 0 || *parent != 0)
    return TRUE;
  g_autofree char *goal = task_short_goal(task->goal);
  return store_refuse(error, "“%s”是一项任务分解出的部分，而那一项没有选中；请一并选中，或都不导入",
                      goal);
}

gboolean import_add(ImportRunning *running, const ImportItem *item, GError **error) {
  const Content *incoming = running->plan->incoming;
  const ContentTask *task = incoming->tasks->pdata[item->incoming];
  const char *titles[CONTENT_LEVELS_MAX + 1] = {NULL};
  for (int level = 1; level <= CONTENT_LEVELS_MAX; level++)
    titles[level - 1] = content_level(incoming, task, level);
  gint64 indicator, parent;
  if (!parent_of(running, task, &parent, error) ||
      !import_place(running, task, titles, &indicator, error))
    return FALSE;
  ContentTask *row = import_without(running, task);
  int year = running->plan->present->year;
  if (incoming->year != year && incoming->origin == NULL) {
    g_auto(Phrase) phrase = {PHRASE_NONE}; /* 5月底 is one of the ledger's year */
    phrase_read(row->deadline, year, &phrase);
    row->due = phrase.due;
  }
  gboolean good = content_writer_task(&running->writer, row, indicator, take_number(running, task),
                                      parent, &running->ids[item->incoming], error) &&
                  content_writer_put(&running->writer, error);
  import_without_free(row);
  running->result.added += good;
  return good;
}

/* ---- a new ledger --------------------------------------------------------------------------- */

static gboolean is_whole(const ImportRunning *running) {
  for (guint i = 0; i < running->plan->items->len; i++) {
    if (!((const ImportItem *)running->plan->items->pdata[i])->chosen)
      return FALSE;
  }
  return g_hash_table_size(running->omitted) == 0;
}

/* The rows that are chosen, without the units that are left out. */
static GPtrArray *chosen_rows(const ImportRunning *running, GError **error) {
  const ImportPlan *plan = running->plan;
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)import_without_free);
  g_autofree int *index = g_new(int, plan->incoming->tasks->len + 1);
  for (guint i = 0; i < plan->items->len; i++) {
    const ImportItem *item = plan->items->pdata[i];
    const ContentTask *task = plan->incoming->tasks->pdata[item->incoming];
    index[item->incoming] = item->chosen ? (int)rows->len : -1;
    if (!item->chosen)
      continue;
    ContentTask *row = import_without(running, task);
    g_ptr_array_add(rows, row);
    if (task->parent >= 0)
      row->parent = index[task->parent];
    running->ids[item->incoming] = 1; /* it will be there */
    gint64 parent;
    if (!parent_of(running, task, &parent, error))
      return NULL;
  }
  return g_steal_pointer(&rows);
}

gboolean import_store_new(ImportRunning *running, GError **error) {
  Content content = *running->plan->incoming;
  g_autoptr(GPtrArray) units = g_ptr_array_new(); /* those to be made are made */
  g_autoptr(GPtrArray) rows = NULL;
  content.units = units;
  if (!is_whole(running)) {
    rows = chosen_rows(running, error);
    if (rows == NULL)
      return FALSE;
    content.tasks = rows;
  }
  running->result.added = content.tasks->len;
  return content_store(running->db, running->actor->who, running->actor->today, &content,
                       &running->result.ledger, running->watch, error);
}

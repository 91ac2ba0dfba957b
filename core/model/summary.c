#include "core/model/summary.h"

#include "core/model/answer.h"
#include "core/model/ledger.h"
#include "core/model/unit.h"

static void bar_free(SummaryBar *bar) {
  g_free(bar->name);
  g_free(bar);
}

void summary_free(Summary *summary) {
  if (summary == NULL)
    return;
  if (summary->indicators != NULL)
    g_ptr_array_unref(summary->indicators);
  if (summary->units != NULL)
    g_ptr_array_unref(summary->units);
  g_free(summary);
}

static SummaryBar *bar_new(gint64 id, const char *name) {
  SummaryBar *bar = g_new0(SummaryBar, 1);
  bar->id = id;
  bar->name = g_strdup(name);
  return bar;
}

/* Until bar_close(), share holds the sum. */
static void bar_add(SummaryBar *bar, const TaskRef *ref) {
  if (ref->parts > 0) {
    bar->red++;
    return;
  }
  bar->tasks++;
  bar->done += task_state_is_done((TaskState)ref->state) ? 1 : 0;
  bar->red += ref->light == LIGHT_RED ? 1 : 0;
  bar->share += task_ref_share(ref);
}

static void bar_close(SummaryBar *bar) {
  if (bar->tasks > 0)
    bar->share /= bar->tasks;
}

/* A task that can be completed and is still asked for: what the bars count. For one that is split
 * the parts do, but that it may be overdue itself. */
static gboolean counts(const TaskRef *ref) {
  return ref->kind == TASK_KIND_TASK && ref->state != TASK_STATE_VOID &&
         (ref->parts == 0 || task_ref_is_late(ref));
}

static void count_totals(Summary *summary, const GArray *refs) {
  summary->blue = TRUE;
  for (guint i = 0; i < refs->len; i++) {
    const TaskRef *ref = &g_array_index(refs, TaskRef, i);
    if (ref->parts > 0) {
      summary->wholes += task_ref_is_late(ref) ? 1 : 0;
      summary->lights[LIGHT_RED] += task_ref_is_late(ref) ? 1 : 0;
      continue;
    }
    summary->tasks++;
    summary->blue = summary->blue && ref->blue;
    summary->lights[ref->light]++;
    if (task_state_is_done((TaskState)ref->state)) {
      summary->done++;
      summary->late_done += ref->overdue > 0 ? 1 : 0;
    }
  }
  summary->blue = summary->blue && summary->tasks > 0;
}

/* Bars of the 一级: the tree comes with each root before what is below it. */
static gboolean count_indicators(Db *db, gint64 ledger, const GArray *refs, Summary *summary,
                                 GError **error) {
  g_autoptr(GPtrArray) tree = indicator_list(db, ledger, error);
  if (tree == NULL)
    return FALSE;
  g_autoptr(GPtrArray) roots = g_ptr_array_new_with_free_func((GDestroyNotify)bar_free);
  g_autoptr(GHashTable) root_of = g_hash_table_new(g_int64_hash, g_int64_equal);
  for (guint i = 0; i < tree->len; i++) {
    const Indicator *node = tree->pdata[i];
    if (node->parent == 0)
      g_ptr_array_add(roots, bar_new(node->id, node->title));
    g_hash_table_insert(root_of, (gpointer)&node->id, roots->pdata[roots->len - 1]);
  }
  SummaryBar *bar = NULL;
  for (guint i = 0; i < refs->len; i++) {
    const TaskRef *ref = &g_array_index(refs, TaskRef, i);
    if (i == 0 || ref->indicator != g_array_index(refs, TaskRef, i - 1).indicator)
      bar = g_hash_table_lookup(root_of, &(gint64){ref->indicator});
    if (bar != NULL && counts(ref))
      bar_add(bar, ref);
  }
  g_ptr_array_set_free_func(roots, NULL);
  for (guint i = 0; i < roots->len; i++) {
    bar = roots->pdata[i];
    bar_close(bar);
    if (bar->tasks > 0)
      g_ptr_array_add(summary->indicators, bar);
    else
      bar_free(bar);
  }
  return TRUE;
}

static int by_need(gconstpointer a, gconstpointer b) {
  const SummaryBar *left = *(SummaryBar *const *)a, *right = *(SummaryBar *const *)b;
  if (left->red != right->red)
    return right->red - left->red;
  if (left->share != right->share)
    return left->share < right->share ? -1 : 1;
  if (left->tasks != right->tasks)
    return right->tasks - left->tasks;
  return left->id < right->id ? -1 : left->id > right->id;
}

/* The unit of that id, from *next on, which goes on to it; NULL where somebody has added it since
 * units were read: its turn comes with the next look. */
static const Unit *unit_from(const GPtrArray *units, guint *next, gint64 id) {
  while (*next < units->len && ((const Unit *)units->pdata[*next])->id < id)
    (*next)++;
  const Unit *unit = *next < units->len ? units->pdata[*next] : NULL;
  return unit != NULL && unit->id == id ? unit : NULL;
}

static gboolean count_units(Db *db, TaskRefs *tasks, Summary *summary, GError **error) {
  g_autoptr(GPtrArray) units = unit_list(db, error);
  if (units == NULL)
    return FALSE;
  SummaryBar *bar = NULL;
  guint next_unit = 0; /* both lists are in the order of units */
  Query *query = answer_query(db);
  Answer answer;
  while (answer_next(query, &answer)) {
    const TaskRef *ref = task_refs_find(tasks, answer.task);
    if (ref == NULL || !counts(ref))
      continue;
    if (bar == NULL || bar->id != answer.unit) {
      const Unit *unit = unit_from(units, &next_unit, answer.unit);
      if (unit == NULL)
        continue;
      bar = bar_new(unit->id, unit->name);
      g_ptr_array_add(summary->units, bar);
    }
    bar_add(bar, ref);
  }
  if (!query_finish(query, error))
    return FALSE;
  for (guint i = 0; i < summary->units->len; i++)
    bar_close(summary->units->pdata[i]);
  g_ptr_array_sort(summary->units, by_need);
  return TRUE;
}

Summary *summary_of_tasks(Db *db, TaskRefs *tasks, gint64 ledger, GError **error) {
  const GArray *refs = task_refs_list(tasks);
  g_autoptr(Summary) summary = g_new0(Summary, 1);
  summary->indicators = g_ptr_array_new_with_free_func((GDestroyNotify)bar_free);
  summary->units = g_ptr_array_new_with_free_func((GDestroyNotify)bar_free);
  count_totals(summary, refs);
  if (!count_indicators(db, ledger, refs, summary, error) ||
      !count_units(db, tasks, summary, error))
    return NULL;
  return g_steal_pointer(&summary);
}

/* ---- the tasks of a bar ----------------------------------------------------------------- */

static GArray *list_tasks(Db *db, const Reckoning *reckoning, gint64 ledger, GError **error) {
  TaskFilter filter = TASK_FILTER_ALL;
  filter.ledger = ledger;
  return task_list(db, reckoning, &filter, error);
}

/* The ids of the refs that count and whose id, or indicator, is in set (gint64*). */
static GArray *ids_in(const GArray *refs, GHashTable *set, gboolean by_indicator) {
  GArray *ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  for (guint i = 0; i < refs->len; i++) {
    const TaskRef *ref = &g_array_index(refs, TaskRef, i);
    gint64 key = by_indicator ? (gint64)ref->indicator : ref->id;
    if (counts(ref) && g_hash_table_contains(set, &key))
      g_array_append_val(ids, ref->id);
  }
  return ids;
}

GArray *summary_indicator_tasks(Db *db, const Reckoning *reckoning, gint64 ledger, gint64 indicator,
                                GError **error) {
  g_autoptr(GPtrArray) tree = indicator_list(db, ledger, error);
  g_autoptr(GArray) refs = tree != NULL ? list_tasks(db, reckoning, ledger, error) : NULL;
  if (refs == NULL)
    return NULL;
  g_autoptr(GHashTable) below = g_hash_table_new(g_int64_hash, g_int64_equal);
  gint64 root = 0;
  for (guint i = 0; i < tree->len; i++) {
    const Indicator *node = tree->pdata[i];
    if (node->parent == 0)
      root = node->id;
    if (root == indicator)
      g_hash_table_add(below, (gpointer)&node->id);
  }
  return ids_in(refs, below, TRUE);
}

GArray *summary_unit_tasks(Db *db, const Reckoning *reckoning, gint64 ledger, gint64 unit,
                           GError **error) {
  g_autoptr(GArray) answers = answer_list(db, error);
  g_autoptr(GArray) refs = answers != NULL ? list_tasks(db, reckoning, ledger, error) : NULL;
  if (refs == NULL)
    return NULL;
  g_autoptr(GHashTable) own = g_hash_table_new(g_int64_hash, g_int64_equal);
  for (guint i = 0; i < answers->len; i++) {
    Answer *answer = &g_array_index(answers, Answer, i);
    if (answer->unit == unit)
      g_hash_table_add(own, &answer->task);
  }
  return ids_in(refs, own, FALSE);
}

/* bulletin_line.c: the lines of a bulletin: what they count, and their order. */
#include "core/model/bulletin_line.h"

#include "core/model/answer.h"
#include "core/model/id_places.h"
#include "core/model/ledger.h"
#include "core/model/unit.h"

static BulletinLine *line_new(gint64 id, int number, const char *name) {
  BulletinLine *line = g_new0(BulletinLine, 1);
  line->id = id;
  line->number = number;
  line->name = g_strdup(name);
  return line;
}

void bulletin_line_free(BulletinLine *line) {
  if (line == NULL)
    return;
  g_clear_pointer(&line->places, g_array_unref);
  g_free(line->name);
  g_free(line);
}

/* ---- lines ------------------------------------------------------------------------------ */

/* Until line_close(), mean holds the sum. */
static void line_count(BulletinLine *line, const DayTask *task) {
  for (int i = 0; i < FIGURE_COUNT; i++)
    line->counts[i] += bulletin_day_counts((FigureKind)i, task) ? 1 : 0;
  if (!task->whole)
    line->mean += task->share;
}

/* Adds the one at a place in tasks. */
static void line_add(BulletinLine *line, const GArray *tasks, guint place) {
  if (line->places == NULL)
    line->places = g_array_new(FALSE, FALSE, sizeof(guint));
  g_array_append_val(line->places, place);
  line_count(line, &g_array_index(tasks, DayTask, place));
}

static void line_close(BulletinLine *line) {
  guint tasks = bulletin_count(line, FIGURE_TASKS);
  if (tasks == 0)
    return;
  line->share = 100.0 * bulletin_count(line, FIGURE_DONE) / tasks;
  line->mean /= tasks;
}

BulletinLine *bulletin_line_of_all(const GArray *tasks) {
  BulletinLine *line = line_new(0, 0, "合计");
  for (guint i = 0; i < tasks->len; i++)
    line_count(line, &g_array_index(tasks, DayTask, i));
  line_close(line);
  return line;
}

/* The 一级, each with what is below it: the tree comes with each root before its children. */
GPtrArray *bulletin_lines_of_indicators(Db *db, gint64 ledger, const GArray *tasks,
                                        GError **error) {
  g_autoptr(GPtrArray) tree = indicator_list(db, ledger, error);
  if (tree == NULL)
    return NULL;
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func((GDestroyNotify)bulletin_line_free);
  g_autoptr(GHashTable) line_of = g_hash_table_new(g_int64_hash, g_int64_equal);
  for (guint i = 0; i < tree->len; i++) {
    Indicator *node = tree->pdata[i];
    if (node->parent == 0)
      g_ptr_array_add(lines, line_new(node->id, node->position, node->title));
    g_hash_table_insert(line_of, &node->id, lines->pdata[lines->len - 1]);
  }
  for (guint i = 0; i < tasks->len; i++) {
    const DayTask *task = &g_array_index(tasks, DayTask, i);
    BulletinLine *line = g_hash_table_lookup(line_of, &task->indicator);
    if (line != NULL) /* NULL only where somebody has altered the file */
      line_add(line, tasks, i);
  }
  for (guint i = lines->len; i-- > 0;) {
    BulletinLine *line = lines->pdata[i];
    line_close(line);
    if (bulletin_count(line, FIGURE_TASKS) + bulletin_count(line, FIGURE_MISSED) +
            bulletin_count(line, FIGURE_OVERDUE) ==
        0)
      g_ptr_array_remove_index(lines, i);
  }
  return g_steal_pointer(&lines);
}

/* ---- units ------------------------------------------------------------------------------ */

static int by_merit(gconstpointer a, gconstpointer b) {
  const BulletinLine *left = *(BulletinLine *const *)a, *right = *(BulletinLine *const *)b;
  if (left->share != right->share)
    return left->share > right->share ? -1 : 1;
  if (left->mean != right->mean)
    return left->mean > right->mean ? -1 : 1;
  static const FigureKind fewer[] = {FIGURE_OVERDUE, FIGURE_MISSED};
  for (guint i = 0; i < G_N_ELEMENTS(fewer); i++) {
    guint here = bulletin_count(left, fewer[i]), there = bulletin_count(right, fewer[i]);
    if (here != there)
      return here < there ? -1 : 1;
  }
  return 0;
}

/* The sort keeps equal ones in the order of their ids. */
static void rank(GPtrArray *lines) {
  g_ptr_array_sort(lines, by_merit);
  for (guint i = 0; i < lines->len; i++) {
    BulletinLine *line = lines->pdata[i];
    gboolean equal = i > 0 && by_merit(&lines->pdata[i - 1], &lines->pdata[i]) == 0;
    line->rank = equal ? ((BulletinLine *)lines->pdata[i - 1])->rank : (int)i + 1;
  }
}

static int by_place(gconstpointer a, gconstpointer b) {
  guint left = *(const guint *)a, right = *(const guint *)b;
  return left < right ? -1 : left > right;
}

/* The unit's among places, made where there are none yet. */
static GArray *places_of_unit(GHashTable *places, gint64 unit) {
  GArray *of_unit = g_hash_table_lookup(places, &unit);
  if (of_unit == NULL) {
    of_unit = g_array_new(FALSE, FALSE, sizeof(guint));
    g_hash_table_insert(places, g_memdup2(&unit, sizeof unit), of_unit);
  }
  return of_unit;
}

/* For each unit the places in tasks of those it answers for: gint64* → GArray of guint. */
static GHashTable *places_by_unit(Db *db, const GArray *tasks, GError **error) {
  g_autoptr(IdPlaces) place_of = id_places_new(tasks);
  g_autoptr(GHashTable) places =
      g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)g_array_unref);
  Query *query = answer_query(db);
  Answer answer;
  while (answer_next(query, &answer)) {
    const DayTask *task = id_places_find(place_of, answer.task);
    if (task == NULL)
      continue;
    guint place = (guint)(task - (const DayTask *)(gpointer)tasks->data);
    g_array_append_val(places_of_unit(places, answer.unit), place);
  }
  return query_finish(query, error) ? g_steal_pointer(&places) : NULL;
}

/* Of the tasks at places, which it keeps. */
static BulletinLine *line_of_unit(const Unit *unit, const GArray *tasks, GArray *places) {
  BulletinLine *line = line_new(unit->id, 0, unit->name);
  g_array_sort(places, by_place);
  for (guint i = 0; i < places->len; i++)
    line_count(line, &g_array_index(tasks, DayTask, g_array_index(places, guint, i)));
  line->places = g_array_ref(places);
  line_close(line);
  return line;
}

GPtrArray *bulletin_lines_of_units(Db *db, const GArray *tasks, GError **error) {
  g_autoptr(GHashTable) places = places_by_unit(db, tasks, error);
  g_autoptr(GPtrArray) units = places != NULL ? unit_list(db, error) : NULL;
  if (units == NULL)
    return NULL;
  GPtrArray *lines = g_ptr_array_new_with_free_func((GDestroyNotify)bulletin_line_free);
  for (guint i = 0; i < units->len; i++) {
    const Unit *unit = units->pdata[i];
    GArray *of_unit = g_hash_table_lookup(places, &unit->id);
    if (of_unit != NULL)
      g_ptr_array_add(lines, line_of_unit(unit, tasks, of_unit));
  }
  rank(lines);
  return lines;
}

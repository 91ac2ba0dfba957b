/* task_load.c: tasks with all that is read along. They are read in sets, a statement for each kind
 * of thing: one task is a set of one. */
#include "core/model/indicator_path.h"
#include "core/model/ledger.h"
#include "core/model/task.h"
#include "core/model/task_parts.h"

/* Of which ids: a list of one need not be taken apart. */
#define ONE " = ?1 "
#define SEVERAL " IN (SELECT value FROM json_each(?1)) "
#define SQL_TASKS(which)                                                                           \
  "SELECT t.id, t.ledger, t.indicator, t.number, t.kind, t.goal, t.deadline, t.deadline_printed, " \
  "t.due, t.state, t.percent, t.done_on, t.note, l.title, t.parent, t.weight, "                    \
  "(SELECT count(*) FROM task p WHERE p.parent = t.id AND " SQL_IS_PART "), "                      \
  "(SELECT " SQL_PARTS_PERCENT " FROM task p WHERE p.parent = t.id AND " SQL_IS_PART "), "         \
  "l.year, l.frozen_on, " SQL_SEVERAL_LEDGERS " "                                                  \
  "FROM task t CROSS JOIN ledger l ON l.id = t.ledger WHERE t.id" which
#define SQL_INDICATORS(which)                                                                      \
  "WITH RECURSIVE up(of, parent, title, depth) AS ("                                               \
  "SELECT id, parent, title, 0 FROM indicator WHERE id" which                                      \
  "UNION ALL SELECT up.of, i.parent, i.title, up.depth + 1 FROM indicator i "                      \
  "JOIN up ON i.id = up.parent) SELECT of, title FROM up ORDER BY of, depth DESC"
#define SQL_UNITS(which)                                                                           \
  "SELECT tu.task, u.id, u.name, tu.role FROM task_unit tu CROSS JOIN unit u ON u.id = tu.unit "   \
  "WHERE tu.task" which "ORDER BY tu.task, tu.position, u.id"
#define SQL_TAGS(which) "SELECT task, tag FROM task_tag WHERE task" which "ORDER BY task, tag"

/* Tasks that are being read. */
typedef struct {
  Db *db;
  GArray *ids;       /* gint64: what is asked for */
  GHashTable *by_id; /* &task->id → Task*, those that were found */
  GPtrArray *tasks;  /* they in the order of ids; borrowed */
} Loading;

static void loading_begin(Loading *loading, Db *db, const gint64 *ids, gsize count) {
  loading->db = db;
  loading->ids = g_array_sized_new(FALSE, FALSE, sizeof(gint64), (guint)count);
  g_array_append_vals(loading->ids, ids, (guint)count);
  loading->by_id =
      g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, (GDestroyNotify)task_free);
  loading->tasks = g_ptr_array_sized_new((guint)count);
}

/* What was loaded, as an array that frees it. */
static GPtrArray *loading_end(Loading *loading) {
  g_hash_table_steal_all(loading->by_id);
  g_ptr_array_set_free_func(loading->tasks, (GDestroyNotify)task_free);
  return g_steal_pointer(&loading->tasks);
}

static void loading_clear(Loading *loading) {
  g_clear_pointer(&loading->tasks, g_ptr_array_unref);
  g_clear_pointer(&loading->by_id, g_hash_table_unref);
  g_clear_pointer(&loading->ids, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Loading, loading_clear)

static Task *task_from_row(Query *query) {
  Task *task = g_new0(Task, 1);
  task->id = query_int(query, 0);
  task->ledger = query_int(query, 1);
  task->indicator = query_int(query, 2);
  task->number = (int)query_int(query, 3);
  task_kind_parse(query_text(query, 4), &task->kind);
  task->goal = g_strdup(query_text(query, 5));
  task->deadline = g_strdup(query_text(query, 6));
  task->deadline_printed = g_strdup(query_text(query, 7));
  task->due = query_day(query, 8);
  task_state_parse(query_text(query, 9), &task->state);
  task->percent = query_is_null(query, 10) ? PERCENT_NONE : (int)query_int(query, 10);
  task->done_on = query_day(query, 11);
  task->note = g_strdup(query_text(query, 12));
  task->ledger_title = g_strdup(query_text(query, 13));
  task->parent = query_int(query, 14);
  task->weight = (int)query_int(query, 15);
  task->parts = (int)query_int(query, 16);
  if (task->parts > 0 && !task_state_is_done(task->state))
    task->percent = (int)query_int(query, 17);
  task->ledger_year = (int)query_int(query, 18);
  task->frozen_on = query_day(query, 19);
  task->several = query_int(query, 20) != 0;
  task->units = g_ptr_array_new_with_free_func((GDestroyNotify)task_unit_free);
  return task;
}

/* The statement of one id or of several, with these ids. */
static Query *query_of(Db *db, const GArray *ids, const char *one, const char *several) {
  Query *query = query_new(db, ids->len == 1 ? one : several);
  if (ids->len == 1)
    query_bind_int(query, 1, g_array_index(ids, gint64, 0));
  else
    query_bind_ids(query, 1, ids);
  return query;
}
#define QUERY(db, ids, sql) query_of(db, ids, sql(ONE), sql(SEVERAL))

/* The task of the id in a column; NULL: it came into the file since. */
static Task *task_in(const Loading *loading, Query *query, int column) {
  gint64 id = query_int(query, column);
  return g_hash_table_lookup(loading->by_id, &id);
}

static gboolean read_rows(Loading *loading, GError **error) {
  Query *query = QUERY(loading->db, loading->ids, SQL_TASKS);
  while (query_next(query)) {
    Task *task = task_from_row(query);
    g_hash_table_replace(loading->by_id, &task->id, task);
  }
  if (!query_finish(query, error))
    return FALSE;
  for (guint i = 0; i < loading->ids->len; i++) {
    const gint64 *id = &g_array_index(loading->ids, gint64, i);
    Task *task = g_hash_table_lookup(loading->by_id, id);
    if (task != NULL)
      g_ptr_array_add(loading->tasks, task);
  }
  return TRUE;
}

/* FALSE and STORE_ERROR_NOT_FOUND where one is missing among tasks, which are in their order. */
static gboolean check_all(const GPtrArray *tasks, const gint64 *ids, gsize count, GError **error) {
  for (gsize i = 0; i < count; i++) {
    if (i < tasks->len && ((const Task *)tasks->pdata[i])->id == ids[i])
      continue;
    g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                "没有编号为 %" G_GINT64_FORMAT " 的任务，可用 taizhang list 查看编号", ids[i]);
    return FALSE;
  }
  return TRUE;
}

/* 一级 and 二级 of an indicator. */
typedef struct {
  gint64 id;
  char *titles[2];
} Heading;

static void heading_free(gpointer data) {
  Heading *heading = data;
  g_free(heading->titles[0]);
  g_free(heading->titles[1]);
  g_free(heading);
}

static GArray *indicators_of(const Loading *loading) {
  g_autoptr(GHashTable) seen = g_hash_table_new(g_int64_hash, g_int64_equal);
  GArray *ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  for (guint i = 0; i < loading->tasks->len; i++) {
    Task *task = loading->tasks->pdata[i];
    if (g_hash_table_add(seen, &task->indicator))
      g_array_append_val(ids, task->indicator);
  }
  return ids;
}

/* id → Heading. NULL and error. */
static GHashTable *read_headings(const Loading *loading, GError **error) {
  g_autoptr(GHashTable) headings =
      g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, heading_free);
  g_autoptr(GArray) ids = indicators_of(loading);
  Query *query = QUERY(loading->db, ids, SQL_INDICATORS);
  Heading *heading = NULL;
  while (query_next(query)) {
    gint64 id = query_int(query, 0);
    if (heading == NULL || heading->id != id) {
      heading = g_new0(Heading, 1);
      heading->id = id;
      g_hash_table_insert(headings, &heading->id, heading);
    }
    char **title = &heading->titles[heading->titles[0] != NULL];
    if (*title == NULL)
      *title = g_strdup(query_text(query, 1));
  }
  return query_finish(query, error) ? g_steal_pointer(&headings) : NULL;
}

static gboolean read_indicators(Loading *loading, GError **error) {
  g_autoptr(GHashTable) headings = read_headings(loading, error);
  if (headings == NULL)
    return FALSE;
  for (guint i = 0; i < loading->tasks->len; i++) {
    Task *task = loading->tasks->pdata[i];
    const Heading *heading = g_hash_table_lookup(headings, &task->indicator);
    task->primary = heading != NULL ? g_strdup(heading->titles[0]) : NULL;
    task->secondary = heading != NULL ? g_strdup(heading->titles[1]) : NULL;
  }
  return TRUE;
}

static gboolean read_units(Loading *loading, GError **error) {
  Query *query = QUERY(loading->db, loading->ids, SQL_UNITS);
  while (query_next(query)) {
    Task *task = task_in(loading, query, 0);
    Role role = ROLE_RESPONSIBLE;
    role_parse(query_text(query, 3), &role); /* the schema admits no other code */
    if (task != NULL)
      g_ptr_array_add(task->units, task_unit_new(query_int(query, 1), query_text(query, 2), role));
  }
  return query_finish(query, error);
}

static gboolean read_last_progress(Loading *loading, GError **error) {
  g_autoptr(GPtrArray) entries = progress_last(loading->db, loading->ids, error);
  for (guint i = 0; entries != NULL && i < entries->len; i++) {
    Progress *entry = entries->pdata[i];
    Task *task = g_hash_table_lookup(loading->by_id, &entry->task);
    if (task != NULL)
      task->last_progress = g_steal_pointer(&entries->pdata[i]);
  }
  return entries != NULL;
}

/* 营商环境、信用; "" where a task has none. */
static gboolean read_tags(Loading *loading, GError **error) {
  Query *query = QUERY(loading->db, loading->ids, SQL_TAGS);
  while (query_next(query)) {
    Task *task = task_in(loading, query, 0);
    if (task == NULL)
      continue;
    char *before = task->tags;
    task->tags = before == NULL ? g_strdup(query_text(query, 1))
                                : g_strconcat(before, "、", query_text(query, 1), NULL);
    g_free(before);
  }
  for (guint i = 0; i < loading->tasks->len; i++) {
    Task *task = loading->tasks->pdata[i];
    if (task->tags == NULL)
      task->tags = g_strdup("");
  }
  return query_finish(query, error);
}

static gboolean read_standings(Loading *loading, const Reckoning *reckoning, GError **error) {
  ObligationFilter rules = {.tasks = loading->ids};
  g_autoptr(GHashTable) standings = obligation_standings(loading->db, reckoning, &rules, error);
  if (standings == NULL)
    return FALSE;
  for (guint i = 0; i < loading->tasks->len; i++) {
    Task *task = loading->tasks->pdata[i];
    LightInput input = {
        .kind = task->kind, .state = task->state, .due = task->due, .done_on = task->done_on};
    task->standing = task_standing(&input, g_hash_table_lookup(standings, &task->id),
                                   reckoning_policy(reckoning, task->ledger),
                                   reckoning_day(reckoning, task->ledger));
  }
  return TRUE;
}

static GPtrArray *load_set(Db *db, const Reckoning *reckoning, const gint64 *ids, gsize count,
                           gboolean lines, GError **error) {
  g_auto(Loading) loading = {0};
  loading_begin(&loading, db, ids, count);
  if (!read_rows(&loading, error) || !read_units(&loading, error) ||
      (!lines && (!read_indicators(&loading, error) || !read_last_progress(&loading, error) ||
                  !read_tags(&loading, error))) ||
      (reckoning != NULL && !read_standings(&loading, reckoning, error)))
    return NULL;
  return loading_end(&loading);
}

/* The only one of tasks, which are freed; NULL: NULL. */
static Task *take_one(GPtrArray *tasks) {
  g_autoptr(GPtrArray) all = tasks;
  return all != NULL ? g_ptr_array_steal_index(all, 0) : NULL;
}

GPtrArray *task_load_there(Db *db, const Reckoning *reckoning, const gint64 *ids, gsize count,
                           GError **error) {
  return load_set(db, reckoning, ids, count, FALSE, error);
}

GPtrArray *task_load_set(Db *db, const Reckoning *reckoning, const gint64 *ids, gsize count,
                         GError **error) {
  g_autoptr(GPtrArray) tasks = task_load_there(db, reckoning, ids, count, error);
  return tasks != NULL && check_all(tasks, ids, count, error) ? g_steal_pointer(&tasks) : NULL;
}

GPtrArray *task_load_lines(Db *db, const Reckoning *reckoning, const gint64 *ids, gsize count,
                           GError **error) {
  return load_set(db, reckoning, ids, count, TRUE, error);
}

Task *task_load(Db *db, const Reckoning *reckoning, gint64 id, GError **error) {
  return take_one(task_load_set(db, reckoning, &id, 1, error));
}

static char *title_above(const IndicatorPaths *paths, gint64 indicator, int level) {
  guint place = indicator_paths_at(paths, indicator, level);
  return place > 0 ? g_strdup(indicator_paths_node(paths, place)->title) : NULL;
}

Task *task_load_among(Db *db, const IndicatorPaths *paths, gint64 id, GError **error) {
  g_auto(Loading) loading = {0};
  loading_begin(&loading, db, &id, 1);
  if (!read_rows(&loading, error) || !check_all(loading.tasks, &id, 1, error) ||
      !read_units(&loading, error) || !read_tags(&loading, error))
    return NULL;
  Task *task = take_one(loading_end(&loading));
  task->primary = title_above(paths, task->indicator, 1);
  task->secondary = title_above(paths, task->indicator, 2);
  return task;
}

/* load.c: a ledger out of the ledger file: one query for each table, put together in memory. */
#include "core/exchange/content/content_private.h"
#include "core/model/ledger.h"
#include "core/model/reporting.h"
#include "core/model/task_parts.h"
#include "core/rules/text.h"
#include "core/store/journal.h"

/* Which tasks (t): all of a ledger, or these of it. */
#define SQL_ALL "t.ledger = ?1"
#define SQL_THESE "t.id IN (SELECT value FROM json_each(?2)) AND +t.ledger = ?1"

/* A part right after the task it is a part of. What is split has the 完成率 of its parts. */
#define SQL_TASKS(which)                                                                           \
  "SELECT t.id, t.number, t.indicator, t.parent, t.weight, t.kind, t.goal, t.deadline, "           \
  "t.deadline_printed, t.due, t.state, "                                                           \
  "iif(t.state IN ('done', 'closed'), t.percent, ifnull((SELECT " SQL_PARTS_PERCENT                \
  " FROM task p WHERE p.parent = t.id AND " SQL_IS_PART "), t.percent)), t.done_on, t.note "       \
  "FROM task t LEFT JOIN task up ON up.id = t.parent WHERE " which                                 \
  " ORDER BY ifnull(up.number, t.number), t.parent IS NOT NULL, t.number"
#define SQL_UNITS(which)                                                                           \
  "SELECT tu.task, u.name, tu.role FROM task t JOIN task_unit tu ON tu.task = t.id "               \
  "JOIN unit u ON u.id = tu.unit WHERE " which " ORDER BY tu.task, tu.position, u.id"
#define SQL_RULES(which)                                                                           \
  "SELECT " SCHEDULE_COLUMNS " FROM task t JOIN schedule s ON s.task = t.id WHERE " which          \
  " ORDER BY s.id"
#define SQL_PROGRESS(which)                                                                        \
  "SELECT p.task, p.id, p.made_on, p.text, p.percent, p.author FROM task t "                       \
  "JOIN progress p ON p.task = t.id WHERE " which " ORDER BY p.made_on DESC, p.id DESC"
#define SQL_EVIDENCE(which)                                                                        \
  "SELECT e.progress, e.reference FROM task t JOIN evidence e ON e.task = t.id "                   \
  "WHERE e.progress IS NOT NULL AND " which " ORDER BY e.id"

typedef struct {
  Db *db;
  gint64 ledger;
  const GArray *wanted; /* gint64; NULL: all */
  const Watch *watch;
  gint64 rows; /* read so far */
  Content *content;
  GHashTable *indicators; /* gint64* → its index */
  GHashTable *tasks;      /* gint64* → ContentTask* */
  GHashTable *indexes;    /* gint64* → the index of a task */
  GHashTable *units;      /* char*: names of units, borrowed from the tasks */
  Query *hold;
} Loading;

static Query *query_of(const Loading *loading, const char *all, const char *these) {
  Query *query = query_new(loading->db, loading->wanted != NULL ? these : all);
  query_bind_int(query, 1, loading->ledger);
  if (loading->wanted != NULL)
    query_bind_ids(query, 2, loading->wanted);
  return query;
}
#define QUERY(loading, sql) query_of(loading, sql(SQL_ALL), sql(SQL_THESE))

static gpointer id_key(gint64 id) {
  return g_memdup2(&id, sizeof id);
}

static GHashTable *ids_new(void) {
  return g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
}

/* The index under an id; -1: there is none. */
static int index_of(GHashTable *ids, gint64 id) {
  gpointer index;
  return g_hash_table_lookup_extended(ids, &id, NULL, &index) ? GPOINTER_TO_INT(index) : -1;
}

/* What is in the file may be older than the cleaning of what is typed. */
static char *clean(const char *text) {
  if (text == NULL || text_is_clean(text, TRUE))
    return g_strdup(text);
  return text_clean(text, TRUE);
}

static int percent_of(Query *query, int column) {
  return query_is_null(query, column) ? PERCENT_NONE : (int)query_int(query, column);
}

/* ---- the head and the tree -------------------------------------------------------------- */

static gboolean load_head(Loading *loading, GError **error) {
  Content *content = loading->content;
  g_autoptr(Ledger) ledger = ledger_load(loading->db, loading->ledger, error);
  JournalSpan span;
  if (ledger == NULL || !journal_span(loading->db, &span, error))
    return FALSE;
  content->template_name = clean(ledger->template_name);
  content->title = clean(ledger->title);
  content->issuer = clean(ledger->issuer);
  content->document = clean(ledger->document);
  content->issued = ledger->issued;
  content->region = clean(ledger->region);
  content->year = ledger->year;
  content->source_year = ledger->source_year;
  content->origin = *span.origin != '\0' ? g_strdup(span.origin) : NULL;
  content->ledger = ledger->id;
  content->fields = (CONTENT_BIT(CONTENT_FIELD_COUNT) - 1) & ~CONTENT_BIT(CONTENT_NONE);
  return TRUE;
}

static gboolean load_indicators(Loading *loading, GError **error) {
  g_autoptr(GPtrArray) tree = indicator_list(loading->db, loading->ledger, error);
  if (tree == NULL)
    return FALSE;
  for (guint i = 0; i < tree->len; i++) {
    const Indicator *node = tree->pdata[i];
    ContentIndicator *indicator = g_new0(ContentIndicator, 1);
    indicator->parent = index_of(loading->indicators, node->parent);
    indicator->title = clean(node->title);
    indicator->points = node->points;
    g_ptr_array_add(loading->content->indicators, indicator);
    g_hash_table_insert(loading->indicators, id_key(node->id), GINT_TO_POINTER((int)i));
  }
  return TRUE;
}

/* Of an extract, the indicators that nothing stands under do not come along. */
static void drop_indicators(Content *content) {
  guint count = content->indicators->len;
  g_autofree gboolean *used = g_new0(gboolean, count + 1);
  g_autofree int *moved = g_new0(int, count + 1);
  for (guint i = 0; i < content->tasks->len; i++) {
    int indicator = ((const ContentTask *)content->tasks->pdata[i])->indicator;
    if (indicator >= 0)
      used[indicator] = TRUE;
  }
  for (guint i = count; i > 0; i--) {
    int parent = ((const ContentIndicator *)content->indicators->pdata[i - 1])->parent;
    if (used[i - 1] && parent >= 0)
      used[parent] = TRUE;
  }
  g_autoptr(GPtrArray) all = g_steal_pointer(&content->indicators);
  content->indicators = g_ptr_array_new_with_free_func((GDestroyNotify)content_indicator_free);
  for (guint i = 0; i < count; i++) {
    if (!used[i])
      continue;
    ContentIndicator *indicator = g_steal_pointer(&all->pdata[i]);
    if (indicator->parent >= 0)
      indicator->parent = moved[indicator->parent];
    moved[i] = (int)content->indicators->len;
    g_ptr_array_add(content->indicators, indicator);
  }
  for (guint i = 0; i < content->tasks->len; i++) {
    ContentTask *task = content->tasks->pdata[i];
    if (task->indicator >= 0)
      task->indicator = moved[task->indicator];
  }
}

/* ---- tasks ------------------------------------------------------------------------------ */

static ContentTask *task_of_row(const Loading *loading, Query *query) {
  ContentTask *task = content_task_new();
  task->id = query_int(query, 0);
  task->number = (int)query_int(query, 1);
  task->indicator = index_of(loading->indicators, query_int(query, 2));
  task->parent = index_of(loading->indexes, query_int(query, 3));
  task->weight = task->parent >= 0 ? (int)query_int(query, 4) : 0;
  task_kind_parse(query_text(query, 5), &task->kind); /* the schema admits no other code */
  task->goal = clean(query_text(query, 6));
  task->deadline = clean(query_text(query, 7));
  if (g_strcmp0(query_text(query, 8), query_text(query, 7)) != 0)
    task->deadline_printed = clean(query_text(query, 8));
  task->due = query_day(query, 9);
  task_state_parse(query_text(query, 10), &task->state); /* nor here */
  task->percent = percent_of(query, 11);
  task->done_on = query_day(query, 12);
  task->note = clean(query_text(query, 13));
  return task;
}

/* TRUE where it is to go on; else query is ended. */
static gboolean goes_on(Loading *loading, Query *query, GError **error) {
  if (++loading->rows % CONTENT_WATCH_ROWS != 0 ||
      watch_goes_on(loading->watch, "正在读取台账", loading->rows, 0, error))
    return TRUE;
  query_free(query);
  return FALSE;
}

static gboolean load_tasks(Loading *loading, GError **error) {
  GPtrArray *tasks = loading->content->tasks;
  Query *query = QUERY(loading, SQL_TASKS);
  while (query_next(query)) {
    ContentTask *task = task_of_row(loading, query);
    g_hash_table_insert(loading->tasks, id_key(task->id), task);
    g_hash_table_insert(loading->indexes, id_key(task->id), GINT_TO_POINTER((int)tasks->len));
    g_ptr_array_add(tasks, task);
    if (!goes_on(loading, query, error))
      return FALSE;
  }
  return query_finish(query, error);
}

/* The task that column 0 names; every row of the queries below has one. */
static ContentTask *task_of(const Loading *loading, gint64 id) {
  return g_hash_table_lookup(loading->tasks, &id);
}

static gboolean load_task_units(Loading *loading, GError **error) {
  Query *query = QUERY(loading, SQL_UNITS);
  while (query_next(query)) {
    ContentTask *task = task_of(loading, query_int(query, 0));
    Role role = ROLE_RESPONSIBLE;
    role_parse(query_text(query, 2), &role); /* the schema admits no other code */
    g_autofree char *name = clean(query_text(query, 1));
    ContentUnit *unit = content_unit_new(name, role);
    g_ptr_array_add(task->units, unit);
    g_hash_table_add(loading->units, unit->name);
    if (!goes_on(loading, query, error))
      return FALSE;
  }
  return query_finish(query, error);
}

static gboolean load_rules(Loading *loading, GError **error) {
  Query *query = QUERY(loading, SQL_RULES);
  while (query_next(query)) {
    g_autoptr(Schedule) schedule = schedule_from_row(query);
    ContentRule *rule = g_new0(ContentRule, 1);
    rule->phrase = clean(schedule->phrase);
    rule->material = clean(schedule->material);
    rule->rule = schedule->rule;
    rule->since = schedule->since;
    rule->ended = schedule->ended;
    g_ptr_array_add(task_of(loading, schedule->task)->rules, rule);
    if (!goes_on(loading, query, error))
      return FALSE;
  }
  return query_finish(query, error);
}

/* ---- progress --------------------------------------------------------------------------- */

static gboolean load_entries(Loading *loading, GHashTable *entries, GError **error) {
  Query *query = QUERY(loading, SQL_PROGRESS);
  while (query_next(query)) {
    g_autofree char *text = clean(query_text(query, 3));
    ContentProgress *progress = content_progress_new(text);
    progress->made_on = query_day(query, 2);
    progress->percent = percent_of(query, 4);
    progress->author = clean(query_text(query, 5));
    g_ptr_array_add(task_of(loading, query_int(query, 0))->progress, progress);
    g_hash_table_insert(entries, id_key(query_int(query, 1)), progress);
    if (!goes_on(loading, query, error))
      return FALSE;
  }
  return query_finish(query, error);
}

static gboolean load_progress(Loading *loading, GError **error) {
  g_autoptr(GHashTable) entries = ids_new(); /* gint64* → ContentProgress* */
  if (!load_entries(loading, entries, error))
    return FALSE;
  Query *query = QUERY(loading, SQL_EVIDENCE);
  while (query_next(query)) {
    gint64 id = query_int(query, 0);
    ContentProgress *progress = g_hash_table_lookup(entries, &id);
    if (progress != NULL)
      g_ptr_array_add(progress->evidence, clean(query_text(query, 1)));
    if (!goes_on(loading, query, error))
      return FALSE;
  }
  return query_finish(query, error);
}

/* ---- what belongs to the whole ---------------------------------------------------------- */

static gboolean load_reporting(Loading *loading, GError **error) {
  g_autoptr(GPtrArray) list = reporting_list(loading->db, loading->ledger, error);
  if (list == NULL)
    return FALSE;
  for (guint i = 0; i < list->len; i++) {
    const Reporting *stored = list->pdata[i];
    ContentReporting *reporting = g_new0(ContentReporting, 1);
    reporting->text = clean(stored->text);
    reporting->phrase = clean(stored->phrase);
    reporting->materials = g_ptr_array_new_with_free_func(g_free);
    for (guint k = 0; k < stored->materials->len; k++)
      g_ptr_array_add(reporting->materials, clean(stored->materials->pdata[k]));
    g_ptr_array_add(loading->content->reporting, reporting);
  }
  return TRUE;
}

static gboolean load_standings(const Loading *loading, const Reckoning *reckoning, GError **error) {
  ObligationFilter rules = {.ledger = loading->ledger};
  g_autoptr(GHashTable) standings = obligation_standings(loading->db, reckoning, &rules, error);
  if (standings == NULL)
    return FALSE;
  const Policy *policy = reckoning_policy(reckoning, loading->ledger);
  Day today = reckoning_day(reckoning, loading->ledger);
  for (guint i = 0; i < loading->content->tasks->len; i++) {
    ContentTask *task = loading->content->tasks->pdata[i];
    LightInput input = {
        .kind = task->kind, .state = task->state, .due = task->due, .done_on = task->done_on};
    task->standing =
        task_standing(&input, g_hash_table_lookup(standings, &task->id), policy, today);
  }
  return TRUE;
}

static void loading_clear(Loading *loading) {
  query_free(loading->hold);
  g_clear_pointer(&loading->content, content_free);
  g_clear_pointer(&loading->indicators, g_hash_table_unref);
  g_clear_pointer(&loading->tasks, g_hash_table_unref);
  g_clear_pointer(&loading->indexes, g_hash_table_unref);
  g_clear_pointer(&loading->units, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Loading, loading_clear)

Content *content_load(Db *db, const Reckoning *reckoning, gint64 ledger, const GArray *tasks,
                      const Watch *watch, GError **error) {
  g_auto(Loading) loading = {
      .db = db,
      .ledger = ledger,
      .wanted = tasks,
      .watch = watch,
      .content = content_new(),
      .indicators = ids_new(),
      .tasks = ids_new(),
      .indexes = ids_new(),
      .units = g_hash_table_new(g_str_hash, g_str_equal),
      .hold = query_hold(db),
  };
  if (!load_head(&loading, error) || !load_indicators(&loading, error) ||
      !load_tasks(&loading, error) || !load_task_units(&loading, error) ||
      !load_rules(&loading, error) || !load_progress(&loading, error) ||
      !load_reporting(&loading, error) ||
      !content_load_units(db, loading.content, loading.units, error))
    return NULL;
  if (reckoning != NULL && !load_standings(&loading, reckoning, error))
    return NULL;
  if (tasks != NULL)
    drop_indicators(loading.content);
  return g_steal_pointer(&loading.content);
}

#include "core/model/ledger.h"
#include "core/model/task.h"
#include "core/model/task_parts.h"
#include "core/model/task_query.h"

#define SQL_SPLIT                                                                                  \
  "SELECT p.parent AS task, count(*) AS parts, " SQL_PARTS_PERCENT " AS percent "                  \
  "FROM task p WHERE p.parent IS NOT NULL AND " SQL_IS_PART " GROUP BY p.parent"
#define SQL_LIST_HEAD                                                                              \
  "SELECT t.id, t.indicator, t.ledger, t.kind, t.state, t.due, t.done_on, "                        \
  "ifnull(s.percent, t.percent), t.parent, s.parts FROM task t "                                   \
  "LEFT JOIN task up ON up.id = t.parent LEFT JOIN (" SQL_SPLIT ") s ON s.task = t.id "            \
  "JOIN ledger l ON l.id = t.ledger WHERE 1"
#define SQL_LIST_LEDGER " AND t.ledger = ?1"
#define SQL_LIST_STATE " AND t.state = ?2"
#define SQL_LIST_DUE " AND t.due <= ?3"
#define SQL_LIST_IDS " AND t.id IN (SELECT value FROM json_each(?6))"
/* ?5: tasks with a period due by then, as a JSON array. Two looks and no OR, which would keep
 * SQLite from its index of due dates. */
#define SQL_LIST_DUE_HEAD " AND t.id IN (SELECT t.id FROM task t WHERE 1"
#define SQL_LIST_DUE_TAIL " UNION ALL SELECT value FROM json_each(?5))"
#define SQL_LIST_IN_USE " AND t.ledger NOT IN " SQL_LEDGERS_FROZEN("?7")
#define SQL_LIST_WHOLE " AND s.parts IS NULL"
/* As the index task_open_due has it, word for word, so that SQLite sees that it may use it. */
#define SQL_LIST_OPEN " AND t.state NOT IN ('done', 'closed', 'void')"
/* The groups that it is in, and the units that went into it, which 封存 ledgers still name. UNION,
 * not UNION ALL: a group may be in another. */
#define SQL_LIST_UNIT                                                                              \
  " AND t.id IN (WITH RECURSIVE asked(id) AS (SELECT ?4 UNION"                                     \
  " SELECT m.unit FROM unit_member m JOIN asked ON m.member = asked.id UNION"                      \
  " SELECT e.id FROM unit e JOIN asked ON e.successor = asked.id)"                                 \
  " SELECT tu.task FROM task_unit tu JOIN asked ON tu.unit = asked.id)"
/* A part right after the task it is a part of. */
#define SQL_LIST_BY_NUMBER                                                                         \
  " ORDER BY l.year DESC, l.id, ifnull(up.number, t.number), t.parent IS NOT NULL, t.number"
#define SQL_LIST_BY_DUE " ORDER BY t.due IS NULL, t.due, l.year DESC, l.id, t.number"

#define QUERY_PARAMETER 8

/* Only what is open can be red or amber. */
static gboolean is_open_only(const TaskFilter *filter) {
  return filter->light == LIGHT_RED || filter->light == LIGHT_AMBER;
}

/* periods: whether ?5 is bound. */
static void append_due(GString *sql, const TaskFilter *filter, gboolean periods) {
  if (periods)
    g_string_append(sql, SQL_LIST_DUE_HEAD);
  g_string_append(sql, SQL_LIST_DUE);
  if (periods && is_open_only(filter))
    g_string_append(sql, SQL_LIST_OPEN);
  if (periods)
    g_string_append(sql, SQL_LIST_DUE_TAIL);
}

static gboolean takes_only_in_use(const TaskFilter *filter) {
  return filter->ledger == 0 && filter->ids == NULL && !filter->frozen;
}

static char *list_sql(const TaskFilter *filter, const TaskQuery *words, gboolean periods) {
  g_autoptr(GString) sql = g_string_new(SQL_LIST_HEAD);
  if (filter->ledger != 0)
    g_string_append(sql, SQL_LIST_LEDGER);
  if (takes_only_in_use(filter))
    g_string_append(sql, SQL_LIST_IN_USE);
  if (filter->state >= 0)
    g_string_append(sql, SQL_LIST_STATE);
  if (filter->due_until != DAY_NONE)
    append_due(sql, filter, periods);
  if (is_open_only(filter))
    g_string_append(sql, SQL_LIST_OPEN);
  if (filter->ids != NULL)
    g_string_append(sql, SQL_LIST_IDS);
  if (filter->whole)
    g_string_append(sql, SQL_LIST_WHOLE);
  if (filter->unit != 0)
    g_string_append(sql, SQL_LIST_UNIT);
  g_string_append(sql, task_query_sql(words));
  g_string_append(sql, filter->order == TASK_ORDER_DUE ? SQL_LIST_BY_DUE : SQL_LIST_BY_NUMBER);
  return g_string_free(g_steal_pointer(&sql), FALSE);
}

/* The tasks with a missed or running period due until then, as a JSON array; NULL: none. */
static char *due_by_periods(GHashTable *standings, Day until) {
  g_autoptr(GString) ids = g_string_new(NULL);
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init(&iter, standings);
  while (g_hash_table_iter_next(&iter, NULL, &value)) {
    const ObligationStanding *standing = value;
    if ((standing->missed != DAY_NONE && standing->missed <= until) ||
        (standing->asked != DAY_NONE && standing->asked <= until))
      g_string_append_printf(ids, "%c%" G_GINT64_FORMAT, ids->len == 0 ? '[' : ',', standing->task);
  }
  if (ids->len == 0)
    return NULL;
  g_string_append_c(ids, ']');
  return g_string_free(g_steal_pointer(&ids), FALSE);
}

static void bind_filter(Query *query, const TaskFilter *filter, Day today, const char *periods,
                        const TaskQuery *words) {
  if (filter->ledger != 0)
    query_bind_int(query, 1, filter->ledger);
  if (filter->state >= 0)
    query_bind_text(query, 2, task_state_code((TaskState)filter->state));
  if (filter->due_until != DAY_NONE)
    query_bind_day(query, 3, filter->due_until);
  if (filter->unit != 0)
    query_bind_int(query, 4, filter->unit);
  if (periods != NULL)
    query_bind_text(query, 5, periods);
  if (filter->ids != NULL)
    query_bind_ids(query, 6, filter->ids);
  if (takes_only_in_use(filter))
    query_bind_day(query, 7, today);
  task_query_bind(words, query);
}

static TaskRef ref_from_row(Query *query, const Reckoning *reckoning, GHashTable *standings) {
  LightInput input = {.due = query_day(query, 5), .done_on = query_day(query, 6)};
  task_kind_parse(query_text(query, 3), &input.kind);
  task_state_parse(query_text(query, 4), &input.state);
  gint64 id = query_int(query, 0), ledger = query_int(query, 2);
  Standing standing =
      task_standing(&input, g_hash_table_lookup(standings, &id),
                    reckoning_policy(reckoning, ledger), reckoning_day(reckoning, ledger));
  return (TaskRef){
      .id = id,
      .indicator = query_int(query, 1),
      .ledger = ledger,
      .parent = query_int(query, 8),
      .overdue = standing.overdue,
      .missed = (gint16)MIN(standing.missed, G_MAXINT16),
      .parts = (gint16)query_int(query, 9),
      .light = (gint8)standing.light,
      .kind = (gint8)input.kind,
      .state = (gint8)input.state,
      .blue = (gint8)standing.blue,
      .share = task_state_is_done(input.state) ? 100 : (gint8)query_int(query, 7),
      .due = input.due,
      .done_on = input.done_on,
  };
}

GArray *task_list(Db *db, const Reckoning *reckoning, const TaskFilter *filter, GError **error) {
  g_autoptr(TaskQuery) words =
      task_query_new(db, filter->query, reckoning_today(reckoning), QUERY_PARAMETER, error);
  if (words == NULL)
    return NULL;
  ObligationFilter rules = {.ledger = filter->ledger, .frozen = !takes_only_in_use(filter)};
  g_autoptr(GHashTable) standings = obligation_standings(db, reckoning, &rules, error);
  if (standings == NULL)
    return NULL;
  g_autofree char *periods =
      filter->due_until != DAY_NONE ? due_by_periods(standings, filter->due_until) : NULL;
  g_autofree char *sql = list_sql(filter, words, periods != NULL);
  g_autoptr(GArray) refs = g_array_new(FALSE, FALSE, sizeof(TaskRef));
  Query *query = query_new(db, sql);
  bind_filter(query, filter, reckoning_today(reckoning), periods, words);
  while (query_next(query)) {
    TaskRef ref = ref_from_row(query, reckoning, standings);
    if ((filter->light < 0 || filter->light == ref.light) &&
        task_query_takes(words, (Light)ref.light, ref.overdue))
      g_array_append_val(refs, ref);
  }
  if (!query_finish(query, error))
    return NULL;
  return g_steal_pointer(&refs);
}

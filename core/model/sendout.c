#include "core/model/sendout.h"

#include <string.h>

#include "core/rules/word.h"

/* ?1 a month, NULL: the newest; ?2 a table, 0: of each unit the one sent last. */
#define SQL_SENT                                                                                   \
  "SELECT s.id, s.sendout, o.period, o.made_on, s.unit, u.name, s.answer_by, s.file, "             \
  "(SELECT count(*) FROM sendout_row r WHERE r.sent = s.id), "                                     \
  "count(c.id), min(c.made_on), ifnull(sum(c.taken), 0), "                                         \
  "ifnull((SELECT k.kept FROM collected k JOIN sendout_unit x ON x.id = k.sent "                   \
  "JOIN sendout y ON y.id = x.sendout WHERE x.unit = s.unit AND y.period = o.period "              \
  "ORDER BY k.id DESC LIMIT 1), 0) "                                                               \
  "FROM sendout_unit s JOIN sendout o ON o.id = s.sendout JOIN unit u ON u.id = s.unit "           \
  "LEFT JOIN sendout_unit a ON a.unit = s.unit AND a.sendout IN "                                  \
  "(SELECT id FROM sendout b WHERE b.period = o.period) LEFT JOIN collected c ON c.sent = a.id "
#define SQL_OF_PERIOD                                                                              \
  "WHERE o.period = ifnull(?1, (SELECT max(period) FROM sendout)) AND s.id = "                     \
  "(SELECT max(n.id) FROM sendout_unit n JOIN sendout m ON m.id = n.sendout "                      \
  "WHERE n.unit = s.unit AND m.period = o.period) "
#define SQL_OF_ID "WHERE s.id = ?2 "
#define SQL_GROUP "GROUP BY s.id ORDER BY s.unit"
#define SQL_ROWS                                                                                   \
  "SELECT id, task, ifnull(schedule, 0), key, state, percent, newest "                             \
  "FROM sendout_row WHERE sent = ?1 ORDER BY position"
#define SQL_OPEN_TASKS                                                                             \
  "SELECT DISTINCT r.task FROM sendout_row r JOIN task t ON t.id = r.task WHERE r.sent = ?1 "      \
  "AND t.state NOT IN ('done', 'closed', 'void') AND NOT EXISTS "                                  \
  "(SELECT 1 FROM collected_row c WHERE c.\"row\" = r.id) ORDER BY r.position"
#define SQL_COLLECTED_ROWS                                                                         \
  "SELECT c.id, c.collected, c.\"row\", c.task, f.made_on, t.number, "                             \
  "(SELECT count(*) > 1 FROM ledger), t.goal, r.key, c.outcome, c.text, c.percent, c.problem, "    \
  "c.reference, c.state, c.note FROM collected_row c JOIN collected f ON f.id = c.collected "      \
  "JOIN sendout_row r ON r.id = c.\"row\" JOIN task t ON t.id = c.task "                           \
  "WHERE f.sent = ?1 ORDER BY f.id DESC, r.position"
#define SQL_COLLECTED                                                                              \
  "SELECT id, sent, made_on, digest, file, taken, kept, author FROM collected WHERE digest = ?1"
#define SQL_COLLECTED_INSERT                                                                       \
  "INSERT INTO collected (sent, made_on, digest, file, taken, kept, author) "                      \
  "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
#define SQL_ROW_INSERT                                                                             \
  "INSERT INTO collected_row (task, collected, \"row\", outcome, text, percent, problem, "         \
  "reference, state, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"

/* ---- words ------------------------------------------------------------------------------ */

static const Word STATES[SENDOUT_STATE_COUNT] = {
    [SENDOUT_WAITING] = {"waiting", "未回收"},
    [SENDOUT_BACK] = {"back", "已回收"},
    [SENDOUT_LATE] = {"late", "逾期"},
};
static const Word OUTCOMES[COLLECT_OUTCOME_COUNT] = {
    [COLLECT_TAKEN] = {"taken", "已采纳"},
    [COLLECT_KEPT] = {"kept", "未采纳"},
    [COLLECT_REFUSED] = {"refused", "不能采纳"},
};

const char *sendout_state_code(SendoutState state) {
  return STATES[state].code;
}

const char *sendout_state_name(SendoutState state) {
  return STATES[state].name;
}

const char *collect_outcome_code(CollectOutcome outcome) {
  return OUTCOMES[outcome].code;
}

const char *collect_outcome_name(CollectOutcome outcome) {
  return OUTCOMES[outcome].name;
}

gboolean collect_outcome_parse(const char *text, CollectOutcome *out) {
  int index = word_of_text(OUTCOMES, COLLECT_OUTCOME_COUNT, text);
  if (index >= 0)
    *out = (CollectOutcome)index;
  return index >= 0;
}

const char *collect_field_name(CollectField field) {
  static const char *const NAMES[COLLECT_FIELD_COUNT] = {
      [COLLECT_TEXT] = "进展情况",    [COLLECT_PERCENT] = "完成率",
      [COLLECT_PROBLEM] = "存在问题", [COLLECT_REFERENCE] = "佐证材料",
      [COLLECT_STATE] = "状态",
  };
  return NAMES[field];
}

void sendout_period(int year, int month, char period[SENDOUT_PERIOD_SIZE]) {
  g_snprintf(period, SENDOUT_PERIOD_SIZE, "%04d-%02d", CLAMP(year, 0, 9999), CLAMP(month, 1, 12));
}

/* ---- tables ----------------------------------------------------------------------------- */

void sendout_unit_free(SendoutUnit *sent) {
  if (sent == NULL)
    return;
  g_free(sent->period);
  g_free(sent->unit_name);
  g_free(sent->file);
  g_free(sent);
}

static SendoutUnit *sent_from_row(Query *query, Day today) {
  SendoutUnit *sent = g_new0(SendoutUnit, 1);
  sent->id = query_int(query, 0);
  sent->sendout = query_int(query, 1);
  sent->period = g_strdup(query_text(query, 2));
  sent->made_on = query_day(query, 3);
  sent->unit = query_int(query, 4);
  sent->unit_name = g_strdup(query_text(query, 5));
  sent->answer_by = query_day(query, 6);
  sent->file = g_strdup(query_text(query, 7));
  sent->rows = (int)query_int(query, 8);
  sent->files = (int)query_int(query, 9);
  sent->back_on = query_day(query, 10);
  sent->taken = (int)query_int(query, 11);
  sent->kept = (int)query_int(query, 12);
  Day until = sent->files > 0 ? sent->back_on : today;
  sent->overdue = until > sent->answer_by ? until - sent->answer_by : 0;
  sent->state = sent->files > 0 ? SENDOUT_BACK : sent->overdue > 0 ? SENDOUT_LATE : SENDOUT_WAITING;
  return sent;
}

static int state_rank(SendoutState state) {
  static const int RANKS[SENDOUT_STATE_COUNT] = {
      [SENDOUT_LATE] = 0, [SENDOUT_WAITING] = 1, [SENDOUT_BACK] = 2};
  return RANKS[state];
}

static gint compare_sent(gconstpointer a, gconstpointer b) {
  const SendoutUnit *one = *(SendoutUnit *const *)a, *other = *(SendoutUnit *const *)b;
  int order = state_rank(one->state) - state_rank(other->state);
  return order != 0 ? order : one->unit < other->unit ? -1 : one->unit > other->unit;
}

GPtrArray *sendout_list(Db *db, const char *period, Day today, GError **error) {
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)sendout_unit_free);
  Query *query = query_new(db, SQL_SENT SQL_OF_PERIOD SQL_GROUP);
  query_bind_text(query, 1, period);
  while (query_next(query))
    g_ptr_array_add(list, sent_from_row(query, today));
  if (!query_finish(query, error))
    return NULL;
  g_ptr_array_sort(list, compare_sent);
  return g_steal_pointer(&list);
}

SendoutUnit *sendout_load(Db *db, gint64 id, Day today, GError **error) {
  Query *query = query_new(db, SQL_SENT SQL_OF_ID SQL_GROUP);
  query_bind_int(query, 2, id);
  g_autoptr(SendoutUnit) sent = query_next(query) ? sent_from_row(query, today) : NULL;
  if (!query_finish(query, error))
    return NULL;
  if (sent == NULL)
    g_set_error_literal(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                        "没有这份下发的填报表，可能下发已被撤销；请刷新后再试");
  return g_steal_pointer(&sent);
}

void sendout_row_free(SendoutRow *row) {
  if (row == NULL)
    return;
  g_free(row->key);
  g_free(row);
}

GPtrArray *sendout_rows(Db *db, gint64 sent, GError **error) {
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)sendout_row_free);
  Query *query = query_new(db, SQL_ROWS);
  query_bind_int(query, 1, sent);
  while (query_next(query)) {
    SendoutRow *row = g_new0(SendoutRow, 1);
    row->id = query_int(query, 0);
    row->task = query_int(query, 1);
    row->schedule = query_int(query, 2);
    row->key = g_strdup(query_text(query, 3));
    task_state_parse(query_text(query, 4), &row->state); /* the schema admits no other code */
    row->percent = query_is_null(query, 5) ? PERCENT_NONE : (int)query_int(query, 5);
    row->newest = query_int(query, 6);
    g_ptr_array_add(rows, row);
  }
  if (!query_finish(query, error))
    return NULL;
  return g_steal_pointer(&rows);
}

GArray *sendout_open_tasks(Db *db, gint64 sent, GError **error) {
  g_autoptr(GArray) tasks = g_array_new(FALSE, FALSE, sizeof(gint64));
  Query *query = query_new(db, SQL_OPEN_TASKS);
  query_bind_int(query, 1, sent);
  while (query_next(query)) {
    gint64 task = query_int(query, 0);
    g_array_append_val(tasks, task);
  }
  if (!query_finish(query, error))
    return NULL;
  return g_steal_pointer(&tasks);
}

/* ---- what came back --------------------------------------------------------------------- */

void collected_row_free(CollectedRow *row) {
  if (row == NULL)
    return;
  g_free(row->number);
  g_free(row->goal);
  g_free(row->key);
  for (int i = 0; i < COLLECT_FIELD_COUNT; i++)
    g_free(row->values[i]);
  g_free(row->note);
  g_free(row);
}

/* The column of collected_row in which a field lies, in order. */
#define FIRST_VALUE 10

GPtrArray *collected_rows(Db *db, gint64 sent, GError **error) {
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)collected_row_free);
  Query *query = query_new(db, SQL_COLLECTED_ROWS);
  query_bind_int(query, 1, sent);
  while (query_next(query)) {
    CollectedRow *row = g_new0(CollectedRow, 1);
    row->id = query_int(query, 0);
    row->collected = query_int(query, 1);
    row->row = query_int(query, 2);
    row->task = query_int(query, 3);
    row->made_on = query_day(query, 4);
    row->number = task_number_text((int)query_int(query, 5), row->task, query_int(query, 6) != 0);
    row->goal = g_strdup(query_text(query, 7));
    row->key = g_strdup(query_text(query, 8));
    collect_outcome_parse(query_text(query, 9), &row->outcome); /* nor here */
    for (int i = 0; i < COLLECT_FIELD_COUNT; i++)
      row->values[i] = g_strdup(query_text(query, FIRST_VALUE + i));
    row->note = g_strdup(query_text(query, FIRST_VALUE + COLLECT_FIELD_COUNT));
    g_ptr_array_add(rows, row);
  }
  if (!query_finish(query, error))
    return NULL;
  return g_steal_pointer(&rows);
}

void collected_free(Collected *collected) {
  if (collected == NULL)
    return;
  g_free(collected->digest);
  g_free(collected->file);
  g_free(collected->author);
  g_free(collected);
}

gboolean collected_find(Db *db, const char *digest, Collected **collected, GError **error) {
  *collected = NULL;
  Query *query = query_new(db, SQL_COLLECTED);
  query_bind_text(query, 1, digest);
  g_autoptr(Collected) found = NULL;
  if (query_next(query)) {
    found = g_new0(Collected, 1);
    found->id = query_int(query, 0);
    found->sent = query_int(query, 1);
    found->made_on = query_day(query, 2);
    found->digest = g_strdup(query_text(query, 3));
    found->file = g_strdup(query_text(query, 4));
    found->taken = (int)query_int(query, 5);
    found->kept = (int)query_int(query, 6);
    found->author = g_strdup(query_text(query, 7));
  }
  if (!query_finish(query, error))
    return FALSE;
  *collected = g_steal_pointer(&found);
  return TRUE;
}

gboolean collected_insert(Db *db, const Actor *actor, Collected *collected, GError **error) {
  Query *query = query_new(db, SQL_COLLECTED_INSERT);
  query_bind_int(query, 1, collected->sent);
  query_bind_day(query, 2, collected->made_on);
  query_bind_text(query, 3, collected->digest);
  query_bind_text(query, 4, collected->file);
  query_bind_int(query, 5, collected->taken);
  query_bind_int(query, 6, collected->kept);
  query_bind_text(query, 7, actor->who);
  if (!query_run(query, error))
    return FALSE;
  collected->id = db_last_id(db);
  return TRUE;
}

gboolean collected_row_insert(Db *db, CollectedRow *row, GError **error) {
  Query *query = query_new(db, SQL_ROW_INSERT);
  query_bind_int(query, 1, row->task);
  query_bind_int(query, 2, row->collected);
  query_bind_int(query, 3, row->row);
  query_bind_text(query, 4, collect_outcome_code(row->outcome));
  for (int i = 0; i < COLLECT_FIELD_COUNT; i++)
    query_bind_text(query, 5 + i, row->values[i]);
  query_bind_text(query, 5 + COLLECT_FIELD_COUNT, row->note);
  if (!query_run(query, error))
    return FALSE;
  row->id = db_last_id(db);
  return TRUE;
}

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
#define SQL_NEWEST "SELECT ifnull(max(id), 0) FROM sendout_unit WHERE unit = ?1"
#define SQL_OF_ROW "SELECT sent FROM sendout_row WHERE id = ?1"
/* What came in since: by the office, or in the unit's own name. */
#define SQL_SAID                                                                                   \
  "SELECT id, text FROM progress WHERE task = ?1 AND id > ?2 AND (unit IS NULL OR unit = ?3) "     \
  "ORDER BY id DESC LIMIT 1"
#define SQL_RETURNED                                                                               \
  "SELECT 1 FROM sendout_row r JOIN sendout_unit u ON u.id = r.sent "                              \
  "JOIN sendout o ON o.id = u.sendout JOIN step s ON s.task = r.task WHERE r.id = ?1 "             \
  "AND s.name = 'return' AND s.before IN ('done', 'closed') AND s.made_on >= o.made_on LIMIT 1"
#define SQL_HANDED_IN                                                                              \
  "SELECT b.id, b.text FROM submission b JOIN period p ON p.id = b.period WHERE p.schedule = ?1 "  \
  "AND p.key = ?4 AND b.id > ?2 AND (b.unit IS NULL OR b.unit = ?3) ORDER BY b.id DESC LIMIT 1"
#define SQL_OPEN_TASKS                                                                             \
  "SELECT DISTINCT r.task FROM sendout_row r JOIN task t ON t.id = r.task WHERE r.sent = ?1 "      \
  "AND t.state NOT IN ('done', 'closed', 'void') AND NOT EXISTS "                                  \
  "(SELECT 1 FROM collected_row c WHERE c.\"row\" = r.id) ORDER BY r.position"

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

static const Word FIELDS[COLLECT_FIELD_COUNT] = {
    [COLLECT_TEXT] = {"text", "进展情况"},       [COLLECT_PERCENT] = {"percent", "完成率"},
    [COLLECT_PROBLEM] = {"problem", "存在问题"}, [COLLECT_REFERENCE] = {"evidence", "佐证材料"},
    [COLLECT_STATE] = {"state", "状态"},
};

const char *collect_field_code(CollectField field) {
  return FIELDS[field].code;
}

const char *collect_field_name(CollectField field) {
  return FIELDS[field].name;
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

static gboolean look_up(Db *db, const char *sql, gint64 id, gint64 *found, GError **error) {
  Query *query = query_new(db, sql);
  query_bind_int(query, 1, id);
  *found = query_next(query) ? query_int(query, 0) : 0;
  return query_finish(query, error);
}

gboolean sendout_newest(Db *db, gint64 unit, gint64 *sent, GError **error) {
  return look_up(db, SQL_NEWEST, unit, sent, error);
}

gboolean sendout_of_row(Db *db, gint64 row, gint64 *sent, GError **error) {
  return look_up(db, SQL_OF_ROW, row, sent, error);
}

/* ---- how it stands now ------------------------------------------------------------------ */

void sendout_now_free(SendoutNow *now) {
  if (now == NULL)
    return;
  g_clear_pointer(&now->task, task_free);
  g_clear_pointer(&now->period, obligation_free);
  g_free(now->said);
  g_free(now);
}

static gboolean read_period(Db *db, const Reckoning *reckoning, const SendoutRow *row,
                            SendoutNow *now, GError **error) {
  ObligationFilter filter = {.schedule = row->schedule};
  g_autoptr(GPtrArray) list = obligation_list(db, reckoning, &filter, error);
  for (guint i = 0; list != NULL && i < list->len; i++) {
    if (now->period == NULL &&
        g_strcmp0(((const Obligation *)list->pdata[i])->span.key, row->key) == 0)
      now->period = g_steal_pointer(&list->pdata[i]);
  }
  return list != NULL;
}

static gboolean read_returned(Db *db, const SendoutRow *row, SendoutNow *now, GError **error) {
  Query *query = query_new(db, SQL_RETURNED);
  query_bind_int(query, 1, row->id);
  now->returned = query_next(query);
  return query_finish(query, error);
}

SendoutNow *sendout_now(Db *db, const Reckoning *reckoning, const SendoutRow *row, gint64 unit,
                        GError **error) {
  g_autoptr(SendoutNow) now = g_new0(SendoutNow, 1);
  now->task = task_load(db, reckoning, row->task, error);
  if (now->task == NULL || !read_returned(db, row, now, error) ||
      (row->schedule != 0 && !read_period(db, reckoning, row, now, error)))
    return NULL;
  Query *query = query_new(db, row->schedule != 0 ? SQL_HANDED_IN : SQL_SAID);
  query_bind_int(query, 1, row->schedule != 0 ? row->schedule : row->task);
  query_bind_int(query, 2, row->newest);
  query_bind_int(query, 3, unit);
  if (row->schedule != 0)
    query_bind_text(query, 4, row->key);
  if (query_next(query)) {
    now->since = query_int(query, 0);
    now->said = g_strdup(query_text(query, 1));
  }
  if (!query_finish(query, error))
    return NULL;
  return g_steal_pointer(&now);
}

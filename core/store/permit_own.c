/* permit_own.c: what may be changed by whoever is limited to the tasks of units. */
#include "core/rules/text.h"
#include "core/store/permit_check.h"
#include "core/store/words.h"

#define SQL_TASK "SELECT number, goal, ledger FROM task WHERE id = ?1"
#define SQL_TASK_UNITS                                                                             \
  "SELECT group_concat(name, '、') FROM (SELECT DISTINCT u.name FROM task_unit tu"                \
  " JOIN unit u ON u.id = tu.unit WHERE tu.task = ?1 ORDER BY tu.position)"
#define SQL_UNIT "SELECT name FROM unit WHERE id = ?1"
#define SQL_CASE_UNIT "SELECT unit FROM \"case\" WHERE id = ?1"
#define SQL_EVIDENCE_CASE "SELECT \"case\" FROM evidence WHERE id = ?1"
#define SQL_STAGE_CASE "SELECT \"case\" FROM case_stage WHERE id = ?1"
#define SQL_SENT_UNIT "SELECT unit FROM sendout_unit WHERE id = ?1"

#define GOAL_COLUMNS 40 /* of a task's text in a message */

static char *ask_text(Db *db, const char *sql, gint64 id) {
  Query *query = query_new(db, sql);
  query_bind_int(query, 1, id);
  char *found = query_next(query) ? g_strdup(query_text(query, 0)) : NULL;
  query_free(query);
  return found;
}

/* What may be done to a unit's tasks and cases by whoever is limited to them. */
static const struct {
  const char *table;
  Access level;
} own_tables[] = {
    {"progress", ACCESS_CLERK},      {"evidence", ACCESS_CLERK},  {"submission", ACCESS_CLERK},
    {"period", ACCESS_CLERK},        {"step", ACCESS_CLERK},      {"extension", ACCESS_CLERK},
    {"nudge", ACCESS_CLERK},         {"task", ACCESS_CLERK},      {"notice", ACCESS_SUPERVISOR},
    {"notice_answer", ACCESS_CLERK}, {"case", ACCESS_CLERK},      {"case_stage", ACCESS_CLERK},
    {"collected_row", ACCESS_CLERK}, {"collected", ACCESS_CLERK}, {"user", ACCESS_CLERK},
};

/* The fields of a task that its progress changes; an approved 延期 changes the time, too. */
static const struct {
  const char *column;
  Access level;
} own_columns[] = {
    {"state", ACCESS_CLERK}, {"percent", ACCESS_CLERK},       {"done_on", ACCESS_CLERK},
    {"note", ACCESS_CLERK},  {"deadline", ACCESS_SUPERVISOR}, {"due", ACCESS_SUPERVISOR},
};

/* 厅公路处、厅科技处 */
static char *units_text(Db *db, Right right) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < right.units->len; i++) {
    g_autofree char *unit = ask_text(db, SQL_UNIT, g_array_index(right.units, gint64, i));
    g_string_append_printf(text, "%s%s", i > 0 ? "、" : "", unit != NULL ? unit : "");
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

gboolean permit_refuse_beyond(const Permit *permit, Right right, gint64 ledger, const char *why,
                              GError **error) {
  g_autofree char *units = units_text(permit->db, right);
  g_autofree char *whom = permit_ask_whom(permit, ledger);
  g_set_error(error, STORE_ERROR, STORE_ERROR_FORBIDDEN, "您（%s）只能办理“%s”的任务：%s。%s",
              permit->actor->who, units, why, whom);
  return FALSE;
}

gboolean permit_refuse_task(const Permit *permit, Right right, gint64 task, GError **error) {
  g_autofree char *units = ask_text(permit->db, SQL_TASK_UNITS, task);
  g_autofree char *why = NULL;
  gint64 ledger = 0;
  Query *query = query_new(permit->db, SQL_TASK);
  query_bind_int(query, 1, task);
  if (query_next(query)) {
    g_autofree char *goal = text_clean(query_text(query, 1), FALSE);
    g_autofree char *cut = text_ellipsize(goal, GOAL_COLUMNS);
    why = g_strdup_printf("第%d项“%s”的责任单位是“%s”", (int)query_int(query, 0), cut,
                          units != NULL ? units : "未写明");
    ledger = query_int(query, 2);
  }
  query_free(query);
  return permit_refuse_beyond(permit, right, ledger, why != NULL ? why : "不能改动别的任务", error);
}

static gboolean is_own_case(const PermitCheck *check, Right right, gint64 id) {
  return g_hash_table_contains(check->cases, &id) ||
         permit_has_unit(right, permit_ask_id(check->permit, SQL_CASE_UNIT, id));
}

/* What a column of the row refers to, as it was and as it is, where the change says so. */
static void read_column(const PermitCheck *check, const ChangedRow *row, const char *name,
                        gint64 *before, gint64 *after) {
  int column = shapes_index(check->shapes, row, name);
  sqlite3_value *old = column >= 0 ? changeset_old(row, column) : NULL;
  sqlite3_value *new_ = column >= 0 ? changeset_new(row, column) : NULL;
  *before = permit_value_id(old != NULL ? old : new_);
  *after = permit_value_id(new_ != NULL ? new_ : old);
}

/* The case that a row of another table belongs to. */
static void read_case(const PermitCheck *check, const ChangedRow *row, gint64 *before,
                      gint64 *after) {
  read_column(check, row, "case", before, after);
  if (row->operation != SQLITE_UPDATE || *before != 0 || *after != 0)
    return;
  /* An UPDATE that leaves the column alone does not carry it. */
  gboolean is_evidence = g_str_equal(row->table, "evidence");
  *before = *after = permit_ask_id(check->permit, is_evidence ? SQL_EVIDENCE_CASE : SQL_STAGE_CASE,
                                   changeset_id(row));
}

/* Of a case, and what belongs to one: the unit that wrote it has to be the own one. */
static gboolean check_case(PermitCheck *check, const ChangedRow *row, Right right, GError **error) {
  gint64 before, after;
  gboolean own;
  if (!permit_survey(check, error))
    return FALSE;
  if (g_str_equal(row->table, "case")) {
    read_column(check, row, "unit", &before, &after);
    if (before == 0 && after == 0)
      before = after = permit_ask_id(check->permit, SQL_CASE_UNIT, changeset_id(row));
    own = permit_has_unit(right, before) && permit_has_unit(right, after);
  } else {
    read_case(check, row, &before, &after);
    own = is_own_case(check, right, before) && is_own_case(check, right, after);
  }
  return own || permit_refuse_beyond(check->permit, right, 0, "该案例不是它报送的", error);
}

static gboolean check_collected(PermitCheck *check, const ChangedRow *row, Right right,
                                GError **error) {
  gint64 before, after;
  read_column(check, row, "sent", &before, &after);
  if (row->operation != SQLITE_UPDATE &&
      permit_has_unit(right, permit_ask_id(check->permit, SQL_SENT_UNIT, before)))
    return TRUE;
  return permit_refuse_beyond(check->permit, right, 0, "该表不是下发给它的", error);
}

static gboolean check_task_row(const PermitCheck *check, const ChangedRow *row, Right right,
                               gint64 ledger, GError **error) {
  if (row->operation != SQLITE_UPDATE)
    return permit_refuse_beyond(check->permit, right, ledger, "不能添加或删除任务", error);
  for (int i = 0; i < row->columns; i++) {
    if (row->key[i] != 0 || changeset_new(row, i) == NULL)
      continue;
    const char *column = shapes_column(check->shapes, "task", i);
    gboolean own = FALSE;
    for (gsize j = 0; j < G_N_ELEMENTS(own_columns); j++)
      own = own ||
            (g_str_equal(column, own_columns[j].column) && right.level >= own_columns[j].level);
    if (own)
      continue;
    g_autofree char *why = g_strdup_printf("不能改动任务的“%s”", words_column("task", column));
    return permit_refuse_beyond(check->permit, right, ledger, why, error);
  }
  return TRUE;
}

static gboolean check_table(const PermitCheck *check, const ChangedRow *row, Right right,
                            gint64 ledger, GError **error) {
  for (gsize i = 0; i < G_N_ELEMENTS(own_tables); i++) {
    if (g_str_equal(own_tables[i].table, row->table) && right.level >= own_tables[i].level)
      return TRUE;
  }
  g_autofree char *why = g_strdup_printf("不能改动“%s”", words_table(row->table));
  return permit_refuse_beyond(check->permit, right, ledger, why, error);
}

/* Whether a row is one that whoever is limited to a unit may change. */
gboolean permit_check_own(PermitCheck *check, const ChangedRow *row, Right right, gint64 ledger,
                          GError **error) {
  gint64 before, after;
  if (!check_table(check, row, right, ledger, error))
    return FALSE;
  if (g_str_equal(row->table, "user"))
    return TRUE; /* the own name: raise_for_row() has seen to it */
  if (g_str_equal(row->table, "collected"))
    return check_collected(check, row, right, error);
  shapes_tasks(check->shapes, row, &before, &after);
  if (before == 0 && after == 0) {
    static const char *const OF_CASES[] = {"case", "case_stage", "evidence", NULL};
    gint64 node, same;
    read_column(check, row, "node", &node, &same);
    if (node != 0 || !g_strv_contains(OF_CASES, row->table))
      return permit_refuse_beyond(check->permit, right, ledger, "不能改动得分的依据", error);
    return check_case(check, row, right, error);
  }
  if (g_str_equal(row->table, "task") && !check_task_row(check, row, right, ledger, error))
    return FALSE;
  if (!permit_is_within(check->permit, right, before))
    return permit_refuse_task(check->permit, right, before, error);
  return permit_is_within(check->permit, right, after) ||
         permit_refuse_task(check->permit, right, after, error);
}

/* What belongs to a ledger that is 封存 cannot be changed by anybody, in any table. */
#include "core/store/frozen.h"
#include "tests/core/store/support.h"

#define FREEZE "UPDATE ledger SET frozen_on = '2026-09-21' WHERE id = 1"
#define THAW "UPDATE ledger SET frozen_on = NULL WHERE id = 1"
#define SAID "该台账已于2026-09-21封存，只能查看"

/* One row in each table that belongs to a ledger, %d being the ledger or its first task. */
static const struct {
  const char *table;
  const char *insert;
} ROWS[] = {
    {"ledger", NULL},
    {"indicator", "INSERT INTO indicator (id, ledger, position, title)"
                  " VALUES (100 + %d, %d, 9, '九')"},
    {"task", "INSERT INTO task (id, ledger, indicator, number, kind, goal, state)"
             " VALUES (100 + %d, %d, 1, 99, 'task', '新增', 'new')"},
    {"policy", "INSERT OR REPLACE INTO policy (ledger, lead_days) VALUES (%d, %d)"},
    {"reporting", "INSERT INTO reporting (id, ledger, position, text, phrase, materials)"
                  " VALUES (100 + %d, %d, 1, '原文', '当月15日前', '工作进展')"},
    {"task_unit", "INSERT INTO task_unit (task, unit, role, position) VALUES (%d, 1, 'lead', %d)"},
    {"access", "INSERT INTO access (login, ledger, level) VALUES ('wang' || %d, %d, 'clerk')"},
    {"task_tag", "INSERT INTO task_tag (task, tag) VALUES (1 + %d, '新%d')"},
    {"schedule", "INSERT INTO schedule (id, task, phrase, every, since)"
                 " VALUES (100 + %d, %d, '每月', 'month', '2026-01-01')"},
    {"period", "INSERT INTO period (id, task, schedule, key, first, last, due, quota)"
               " VALUES (100 + %d, %d, 1, '2026-09', '2026-09-01', '2026-09-30', '2026-09-30', 1)"},
    {"submission", "INSERT INTO submission (id, task, period, made_on, text, author)"
                   " VALUES (100 + %d, %d, 1, '2026-09-21', '一期', 'zhang')"},
    {"step", "INSERT INTO step (id, task, name, before, after, made_on, author)"
             " VALUES (100 + %d, %d, 'start', 'new', 'active', '2026-09-21', 'zhang')"},
    {"extension", "INSERT INTO extension (id, task, asked_on, asked_by, reason, old_due,"
                  " new_deadline, new_due, state) VALUES (100 + %d, %d, '2026-09-21', 'zhang',"
                  " '雨', '2026-09-30', '10月', '2026-10-31', 'asked')"},
    {"nudge", "INSERT INTO nudge (id, task, made_on, means, text, author)"
              " VALUES (100 + %d, %d, '2026-09-21', 'record', '请抓紧', 'zhang')"},
    {"notice",
     "INSERT INTO notice (id, task, year, number, level, text, issued_on, answer_by,"
     " author) VALUES (100 + %d, %d, 2026, 99, 1, '督', '2026-09-21', '2026-09-30', 'zhang')"},
    {"notice_answer", "INSERT INTO notice_answer (id, task, notice, made_on, text, author)"
                      " VALUES (100 + %d, %d, 1, '2026-09-21', '已办', 'zhang')"},
    {"progress", "INSERT INTO progress (id, task, made_on, text, author)"
                 " VALUES (100 + %d, %d, '2026-09-21', '已报送', 'zhang')"},
    {"evidence", "INSERT INTO evidence (id, task, reference) VALUES (100 + %d, %d, '1号')"},
    {"sendout_row", "INSERT INTO sendout_row (id, task, sent, position, state, newest)"
                    " VALUES (100 + %d, %d, 1, 2, 'new', 0)"},
    {"collected_row", "INSERT INTO collected_row (id, task, collected, \"row\", outcome)"
                      " VALUES (100 + %d, %d, 1, 1, 'kept')"},
};

/* The row is the one of the first task in each table: update and delete work on it. */
#define CHANGES 3

static char *change_of(gsize i, int change) {
  const char *table = ROWS[i].table;
  gboolean keyed = g_str_equal(table, "policy") || g_str_equal(table, "task_unit") ||
                   g_str_equal(table, "task_tag");
  const char *key = g_str_equal(table, "policy")   ? "ledger"
                    : g_str_equal(table, "access") ? "login = 'li' AND ledger"
                    : keyed                        ? "task"
                                                   : "id";
  const char *column = g_str_equal(table, "ledger")          ? "title"
                       : g_str_equal(table, "indicator")     ? "title"
                       : g_str_equal(table, "task")          ? "goal"
                       : g_str_equal(table, "policy")        ? "lead_days"
                       : g_str_equal(table, "access")        ? "login"
                       : g_str_equal(table, "reporting")     ? "position"
                       : g_str_equal(table, "task_unit")     ? "position"
                       : g_str_equal(table, "task_tag")      ? "tag"
                       : g_str_equal(table, "schedule")      ? "quota"
                       : g_str_equal(table, "period")        ? "quota"
                       : g_str_equal(table, "notice")        ? "level"
                       : g_str_equal(table, "evidence")      ? "reference"
                       : g_str_equal(table, "extension")     ? "reason"
                       : g_str_equal(table, "sendout_row")   ? "position"
                       : g_str_equal(table, "collected_row") ? "percent"
                                                             : "made_on";
  if (change == 0)
    return ROWS[i].insert != NULL ? g_strdup_printf(ROWS[i].insert, 1, 1) : NULL;
  if (change == 1)
    return g_strdup_printf("UPDATE %s SET %s = 3 WHERE %s = 1", table, column, key);
  if (g_str_equal(table, "indicator")) /* the first has tasks below it */
    return g_strdup("DELETE FROM indicator WHERE id = 3");
  return g_str_equal(table, "ledger") ? NULL
                                      : g_strdup_printf("DELETE FROM %s WHERE %s = 1", table, key);
}

/* Ledger 1 with a row in every table (id 1 each), and ledger 2 with one task (4). */
static void fill(Db *db) {
  make_tasks(db, "zhang");
  static const char *const more[] = {
      "INSERT INTO ledger (id, title, year, source_year) VALUES (2, '下一年', 2027, 2020)",
      "INSERT INTO indicator (id, ledger, position, title) VALUES (2, 2, 1, '一')",
      "INSERT INTO task (id, ledger, indicator, number, kind, goal, state)"
      " VALUES (4, 2, 2, 1, 'task', '完善制度', 'new')",
      "INSERT INTO indicator (id, ledger, position, title) VALUES (3, 1, 2, '二')",
      "INSERT INTO policy (ledger, lead_days) VALUES (1, 5)",
      "INSERT INTO reporting (ledger, position, text, phrase, materials)"
      " VALUES (1, 1, '原文', '当月15日前', '工作进展')",
      "INSERT INTO task_unit (task, unit, role, position) VALUES (1, 1, 'support', 1)",
      "INSERT INTO access (login, ledger, level) VALUES ('li', 1, 'clerk')",
      "INSERT INTO task_tag (task, tag) VALUES (1, '重点')",
      "INSERT INTO schedule (task, phrase, every, since) VALUES (1, '每月', 'month', '2026-01-01')",
      "INSERT INTO period (task, schedule, key, first, last, due, quota)"
      " VALUES (1, 1, '2026-08', '2026-08-01', '2026-08-31', '2026-08-31', 1)",
      "INSERT INTO submission (task, period, made_on, text, author)"
      " VALUES (1, 1, '2026-08-21', '一期', 'zhang')",
      "INSERT INTO step (task, name, before, after, made_on, author)"
      " VALUES (1, 'start', 'new', 'active', '2026-08-21', 'zhang')",
      "INSERT INTO extension (task, asked_on, asked_by, reason, old_due, new_deadline, new_due,"
      " state) VALUES (1, '2026-08-21', 'zhang', '雨', '2026-09-30', '10月', '2026-10-31', 'asked')",
      "INSERT INTO nudge (task, made_on, means, text, author)"
      " VALUES (1, '2026-08-21', 'record', '请抓紧', 'zhang')",
      "INSERT INTO notice (task, year, number, level, text, issued_on, answer_by, author)"
      " VALUES (1, 2026, 1, 1, '督', '2026-08-21', '2026-08-30', 'zhang')",
      "INSERT INTO notice_answer (task, notice, made_on, text, author)"
      " VALUES (1, 1, '2026-08-22', '已办', 'zhang')",
      "INSERT INTO progress (task, made_on, text, author)"
      " VALUES (1, '2026-08-21', '已报送', 'zhang')",
      "INSERT INTO evidence (task, reference) VALUES (1, '1号')",
      "INSERT INTO sendout (period, made_on, author) VALUES ('2026-08', '2026-08-21', 'zhang')",
      "INSERT INTO sendout_unit (sendout, unit, answer_by, file)"
      " VALUES (1, 1, '2026-08-31', '甲.xlsx')",
      "INSERT INTO sendout_row (task, sent, position, state, newest)"
      " VALUES (1, 1, 1, 'new', 0)",
      "INSERT INTO collected (sent, made_on, digest, file, taken, kept, author)"
      " VALUES (1, '2026-08-22', 'ab', '甲.xlsx', 1, 0, 'zhang')",
      "INSERT INTO collected_row (task, collected, \"row\", outcome) VALUES (1, 1, 1, 'taken')",
      NULL};
  deed(db, "zhang", 0, more);
}

static gboolean try_one(Db *db, const char *sql, GError **error) {
  const char *const statements[] = {sql, NULL};
  Actor actor = actor_of("zhang");
  Deed what = {.verb = "test.write", .summary = "测试写入"};
  return try_deed(db, &actor, &what, statements, error);
}

/* A table that comes later must be in the list above, or nobody sees to it. */
static void test_all_tables_are_known(Fixture *fixture, gconstpointer data) {
  (void)data;
  Query *query =
      query_new(fixture->db, "SELECT DISTINCT s.name FROM sqlite_schema s"
                             " JOIN pragma_foreign_key_list(s.name) f WHERE s.type = 'table'"
                             " AND f.\"table\" IN ('ledger', 'task') AND f.on_delete = 'CASCADE'");
  int found = 0;
  while (query_next(query)) {
    gboolean known = FALSE;
    for (gsize i = 0; i < G_N_ELEMENTS(ROWS); i++)
      known = known || g_str_equal(ROWS[i].table, query_text(query, 0));
    if (!known)
      g_error("%s is not tested here", query_text(query, 0));
    found++;
  }
  g_assert_true(query_finish(query, NULL));
  g_assert_cmpint(found, ==, G_N_ELEMENTS(ROWS) - 1); /* all but ledger itself */
}

static void test_every_table_is_closed(Fixture *fixture, gconstpointer data) {
  (void)data;
  Db *db = fixture->db;
  fill(db);
  deed_one(db, "zhang", 0, FREEZE);
  gint64 entries = number(db, "SELECT count(*) FROM journal");
  for (gsize i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    for (int change = 0; change < CHANGES; change++) {
      g_autofree char *sql = change_of(i, change);
      if (sql == NULL)
        continue;
      g_test_message("%s", sql);
      g_autoptr(GError) error = NULL;
      g_assert_false(try_one(db, sql, &error));
      g_assert_true(is_error(&error, STORE_ERROR_REFUSED, SAID));
    }
  }
  g_assert_cmpint(number(db, "SELECT count(*) FROM journal"), ==, entries);
}

/* The same changes pass once it is in use again: what refused them was the 封存 alone. */
static void test_every_table_is_open_again(Fixture *fixture, gconstpointer data) {
  (void)data;
  Db *db = fixture->db;
  fill(db);
  deed_one(db, "zhang", 0, FREEZE);
  deed_one(db, "zhang", 0, THAW);
  for (gsize i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_autofree char *insert = change_of(i, 0);
    g_autofree char *update = change_of(i, 1);
    if (insert != NULL)
      deed_one(db, "zhang", 0, insert);
    deed_one(db, "zhang", 0, update);
  }
}

static void test_others_stay_open(Fixture *fixture, gconstpointer data) {
  (void)data;
  Db *db = fixture->db;
  fill(db);
  deed_one(db, "zhang", 0, FREEZE);
  deed_one(db, "zhang", 0, "UPDATE task SET goal = '新' WHERE id = 4");
  deed_one(db, "zhang", 0,
           "INSERT INTO progress (task, made_on, text, author)"
           " VALUES (4, '2026-09-21', '已报送', 'zhang')");
  deed_one(db, "zhang", 0, "INSERT INTO unit (name, kind) VALUES ('厅公路处', 'office')");
  deed_one(db, "zhang", 0, "UPDATE ledger SET rolled_from = 1 WHERE id = 2");
  deed_one(db, "zhang", 0,
           "INSERT INTO system (title, year, source_year, every, ledger)"
           " VALUES ('指标体系', 2026, 2023, 'year', 1)");
  /* Neither into it nor out of it. */
  deed_fails(db, "UPDATE task SET ledger = 1, number = 50 WHERE id = 4", STORE_ERROR_REFUSED);
  deed_fails(db, "UPDATE task SET ledger = 2, number = 50 WHERE id = 3", STORE_ERROR_REFUSED);
  deed_fails(db, "UPDATE progress SET task = 4 WHERE id = 1", STORE_ERROR_REFUSED);
  deed_fails(db, "UPDATE progress SET task = 1 WHERE id = 2", STORE_ERROR_REFUSED);
}

static void test_deleting(Fixture *fixture, gconstpointer data) {
  (void)data;
  Db *db = fixture->db;
  fill(db);
  deed_one(db, "zhang", 0, FREEZE);
  deed_fails(db, "DELETE FROM ledger WHERE id = 1", STORE_ERROR_REFUSED);
}

static void test_freezing_and_thawing(Fixture *fixture, gconstpointer data) {
  (void)data;
  Db *db = fixture->db;
  fill(db);
  /* In one writing with what else is done. */
  const char *const freezing[] = {"UPDATE task SET note = '结转' WHERE id = 1", FREEZE, NULL};
  gint64 seq = deed(db, "zhang", 0, freezing);
  deed_fails(db, "UPDATE ledger SET frozen_on = '2026-12-31' WHERE id = 1", STORE_ERROR_REFUSED);
  g_autofree char *summary = NULL;
  GError *error = NULL;
  Actor actor = actor_of("zhang");
  journal_undo(db, &actor, seq, &summary, &error);
  g_assert_no_error(error);
  g_assert_cmpint(number(db, "SELECT count(*) FROM ledger WHERE frozen_on IS NOT NULL"), ==, 0);
  journal_undo(db, &actor, seq + 1, NULL, &error); /* again */
  g_assert_no_error(error);
  deed_fails(db, "UPDATE task SET note = '再改' WHERE id = 1", STORE_ERROR_REFUSED);
  const char *const thawing[] = {THAW, "UPDATE task SET note = '再改' WHERE id = 1", NULL};
  deed(db, "zhang", 0, thawing);
}

static void test_undo(Fixture *fixture, gconstpointer data) {
  (void)data;
  Db *db = fixture->db;
  fill(db);
  gint64 old = deed_one(db, "zhang", 0, "UPDATE task SET note = '记' WHERE id = 1");
  gint64 other = deed_one(db, "zhang", 0, "UPDATE task SET note = '记' WHERE id = 4");
  deed_one(db, "zhang", 0, FREEZE);
  Actor actor = actor_of("zhang");
  GError *error = NULL;
  g_assert_false(journal_undo(db, &actor, old, NULL, &error));
  g_assert_true(is_error(&error, STORE_ERROR_REFUSED, SAID));
  journal_undo(db, &actor, other, NULL, &error);
  g_assert_no_error(error);
}

static void test_text(void) {
  g_autofree char *text = frozen_text("任务分工台账", 2026, day_from_ymd(2027, 1, 5));
  g_assert_cmpstr(text, ==,
                  "该台账已于2027-01-05封存，只能查看；确需改动，请先启封并写明理由。"
                  "台账：《任务分工台账》（2026年）");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/frozen/all-tables-are-known", test_all_tables_are_known);
  ADD("/frozen/every-table-is-closed", test_every_table_is_closed);
  ADD("/frozen/every-table-is-open-again", test_every_table_is_open_again);
  ADD("/frozen/others-stay-open", test_others_stay_open);
  ADD("/frozen/deleting", test_deleting);
  ADD("/frozen/freezing-and-thawing", test_freezing_and_thawing);
  ADD("/frozen/undo", test_undo);
  g_test_add_func("/frozen/text", test_text);
  return g_test_run();
}

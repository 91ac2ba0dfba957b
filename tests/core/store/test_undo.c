/* Taking back: exactly what the entry did, never what somebody else did since. */
#include <string.h>

#include "core/store/db_private.h"
#include "tests/core/store/support.h"

static const char *const dumped[] = {"ledger",   "indicator", "unit",     "unit_member",
                                     "task",     "task_unit", "schedule", "progress",
                                     "evidence", "plan",      "topic",    "case"};

/* The hash over every row of the ledger, to see that something is as it was. */
static char *state_of(Db *db) {
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  for (gsize i = 0; i < G_N_ELEMENTS(dumped); i++) {
    g_autofree char *columns_sql =
        g_strdup_printf("SELECT group_concat('quote(\"' || name || '\")', '||'',''||')"
                        " FROM pragma_table_info('%s')",
                        dumped[i]);
    g_autofree char *columns = text(db, columns_sql);
    g_autofree char *sql = g_strdup_printf("SELECT %s FROM \"%s\" ORDER BY 1", columns, dumped[i]);
    Query *query = query_new(db, sql);
    while (query_next(query)) {
      g_checksum_update(sum, (const guchar *)query_text(query, 0), -1);
      g_checksum_update(sum, (const guchar *)"\n", 1);
    }
    g_assert_true(query_finish(query, NULL));
  }
  return g_strdup(g_checksum_get_string(sum));
}

static void undo_ok(Db *db, const char *who, gint64 seq) {
  GError *error = NULL;
  g_autofree char *summary = NULL;
  Actor actor = actor_of(who);
  g_assert_true(journal_undo(db, &actor, seq, &summary, &error));
  g_assert_no_error(error);
  g_assert_cmpstr(summary, ==, "测试写入");
}

/* Refused with code and part in its message, and everything as it was. */
static void undo_fails(Db *db, gint64 seq, StoreError code, const char *part) {
  GError *error = NULL;
  char *summary = NULL;
  Actor actor = actor_of("zhang");
  g_autofree char *before = state_of(db);
  gint64 entries = number(db, "SELECT count(*) FROM journal");
  g_assert_false(journal_undo(db, &actor, seq, &summary, &error));
  g_assert_null(summary);
  g_assert_true(is_error(&error, code, part));
  g_autofree char *after = state_of(db);
  g_assert_cmpstr(before, ==, after);
  g_assert_cmpint(number(db, "SELECT count(*) FROM journal"), ==, entries);
}

/* Does statements, takes them back, and does them again by taking that back. */
static void there_and_back(Db *db, const char *const *statements) {
  g_autofree char *before = state_of(db);
  gint64 seq = deed(db, "zhang", 0, statements);
  g_assert_cmpint(seq, >, 0);
  g_autofree char *done = state_of(db);
  g_assert_cmpstr(before, !=, done);
  undo_ok(db, "zhang", seq);
  g_autofree char *undone = state_of(db);
  g_assert_cmpstr(before, ==, undone);
  undo_ok(db, "zhang", seq + 1);
  g_autofree char *redone = state_of(db);
  g_assert_cmpstr(done, ==, redone);
}

static const char progress_sql[] = "INSERT INTO progress (task, made_on, text, author)"
                                   " VALUES (1, '2026-09-21', '已报送', 'zhang')";

static void test_insert(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_tasks(fixture->db, "zhang");
  const char *const statements[] = {
      progress_sql,
      "INSERT INTO evidence (task, progress, reference) VALUES (1, 1, '宁交办发〔2026〕1号')",
      "INSERT INTO task_unit (task, unit, role, position) VALUES (1, 1, 'lead', 1)", NULL};
  there_and_back(fixture->db, statements);
}

static void test_update(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_tasks(fixture->db, "zhang");
  const char *const statements[] = {
      "UPDATE task SET percent = 100, state = 'done', done_on = '2026-09-21' WHERE id = 1",
      "UPDATE task SET number = number + 10", "UPDATE indicator SET points = 1.5", NULL};
  there_and_back(fixture->db, statements);
}

/* Each number is free only after the next row has moved on. */
static void test_shift(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_tasks(fixture->db, "zhang");
  const char *const statements[] = {"UPDATE task SET number = -number",
                                    "UPDATE task SET number = 1 - number", NULL};
  there_and_back(fixture->db, statements);
}

/* Any order becomes any other, with what else is changed in the same rows. */
static void test_orders(Fixture *fixture, gconstpointer data) {
  (void)data;
  enum { TASKS = 30, ORDERS = 6 };
  Db *db = fixture->db;
  make_tasks(db, "zhang");
  deed_one(db, "zhang", 0,
           "INSERT INTO task (ledger, indicator, number, kind, goal, state)"
           " WITH RECURSIVE n (i) AS (SELECT 4 UNION ALL SELECT i + 1 FROM n WHERE i < 30)"
           " SELECT 1, 1, i, 'task', '目标', 'new' FROM n");
  for (int round = 0; round < ORDERS; round++) {
    int order[TASKS];
    for (int i = 0; i < TASKS; i++) {
      int other = g_test_rand_int_range(0, i + 1);
      order[i] = order[other];
      order[other] = i + 1 + round % 2; /* also onto numbers that nobody had */
    }
    g_autoptr(GPtrArray) statements = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(statements, g_strdup("UPDATE task SET number = -number"));
    for (int i = 0; i < TASKS; i++)
      g_ptr_array_add(statements,
                      g_strdup_printf("UPDATE task SET number = %d%s WHERE id = %d", order[i],
                                      i % 3 == 0 ? ", note = number" : "", i + 1));
    g_ptr_array_add(statements, NULL);
    there_and_back(db, (const char *const *)statements->pdata);
  }
}

/* Two tasks that changed places: numbers are unique, so one after the other would not do. */
static void test_swap(Fixture *fixture, gconstpointer data) {
  (void)data;
  Db *db = fixture->db;
  make_tasks(db, "zhang");
  const char *const exchange[] = {"UPDATE task SET number = -2 WHERE id = 1",
                                  "UPDATE task SET number = 1, note = '一' WHERE id = 2",
                                  "UPDATE task SET number = 2, note = '二' WHERE id = 1", NULL};
  there_and_back(db, exchange);
  gint64 seq = number(db, "SELECT max(seq) FROM journal"); /* that did it again */
  gint64 noted = deed_one(db, "li", 2, "UPDATE task SET note = '三' WHERE id = 2");
  undo_fails(db, seq, STORE_ERROR_CONFLICT, "（编号 2）的“备注”之后又被改过");
  undo_ok(db, "li", noted);
  deed_one(db, "li", 1, "UPDATE task SET number = 9 WHERE id = 1");
  undo_fails(db, seq, STORE_ERROR_CONFLICT, "（编号 1）的“序号”之后又被改过");
}

/* One table of everything goes with the ledger, and all of it comes back. */
static void test_delete(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_tasks(fixture->db, "zhang");
  const char *const more[] = {
      progress_sql, "INSERT INTO evidence (task, progress, reference) VALUES (1, 1, '甲')",
      "INSERT INTO task_unit (task, unit, role, position) VALUES (1, 1, 'lead', 1)",
      "INSERT INTO indicator (ledger, parent, position, title) VALUES (1, 1, 1, '（一）')", NULL};
  deed(fixture->db, "li", 1, more);
  const char *const one[] = {"DELETE FROM task WHERE id = 1", NULL};
  there_and_back(fixture->db, one);
  const char *const all[] = {"DELETE FROM ledger", NULL};
  there_and_back(fixture->db, all);
}

/* Making a whole ledger is taken back, although deleting it deletes the rest beforehand. */
static void test_whole_ledger(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *empty = state_of(fixture->db);
  gint64 seq = make_tasks(fixture->db, "zhang");
  undo_ok(fixture->db, "zhang", seq);
  g_autofree char *after = state_of(fixture->db);
  g_assert_cmpstr(empty, ==, after);
  /* who made it is still known */
  g_assert_cmpint(number(fixture->db, "SELECT count(*) FROM access WHERE level = 'admin'"), ==, 1);
}

static void test_entry(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  Db *db = fixture->db;
  make_tasks(db, "zhang");
  raw_exec(fixture->path, "INSERT INTO access (login, level)"
                          " VALUES ('li', 'supervisor'), ('wang', 'supervisor')");
  gint64 seq = deed_one(db, "zhang", 2, "UPDATE task SET percent = 50 WHERE id = 2");
  undo_ok(db, "li", seq);
  undo_ok(db, "li", seq + 1);
  g_autoptr(GPtrArray) entries = journal_list(db, 2, 3, &error);
  g_assert_no_error(error);
  const JournalEntry *redo = g_ptr_array_index(entries, 0), *undo = g_ptr_array_index(entries, 1),
                     *first = g_ptr_array_index(entries, 2);
  g_assert_cmpstr(undo->verb, ==, "undo");
  g_assert_cmpstr(undo->who, ==, "li");
  g_assert_cmpstr(undo->summary, ==, "撤销：测试写入");
  g_assert_cmpint(undo->task, ==, 2);
  g_assert_cmpint(undo->undoes, ==, seq);
  g_assert_cmpint(undo->undone_by, ==, seq + 2);
  g_assert_cmpstr(redo->verb, ==, "redo");
  g_assert_cmpstr(redo->summary, ==, "重做：测试写入");
  g_assert_cmpint(redo->undoes, ==, seq + 1);
  g_assert_cmpint(first->undone_by, ==, seq + 1);
  g_assert_cmpint(first->undoes, ==, 0);
}

static void test_refused(Fixture *fixture, gconstpointer data) {
  (void)data;
  Db *db = fixture->db;
  make_tasks(db, "zhang");
  raw_exec(fixture->path, "INSERT INTO access (login, level)"
                          " VALUES ('li', 'supervisor'), ('wang', 'supervisor')");
  gint64 seq = deed_one(db, "zhang", 1, "UPDATE task SET percent = 10 WHERE id = 1");
  undo_ok(db, "li", seq);
  undo_fails(db, seq, STORE_ERROR_REFUSED, "已由 li 撤销");
  undo_ok(db, "wang", seq + 1);
  undo_fails(db, seq + 1, STORE_ERROR_REFUSED, "已由 wang 重做");
  undo_fails(db, 99, STORE_ERROR_NOT_FOUND, "99");
  undo_fails(db, 0, STORE_ERROR_NOT_FOUND, "");
}

static void test_field_changed(Fixture *fixture, gconstpointer data) {
  (void)data;
  Db *db = fixture->db;
  make_tasks(db, "zhang");
  gint64 seq =
      deed_one(db, "zhang", 1, "UPDATE task SET percent = 10, deadline = '5月底' WHERE id = 1");
  deed_one(db, "li", 1, "UPDATE task SET note = '别的字段' WHERE id = 1");
  gint64 later = deed_one(db, "li", 1, "UPDATE task SET deadline = '6月底' WHERE id = 1");
  undo_fails(db, seq, STORE_ERROR_CONFLICT,
             "目标任务（编号 1）的“完成时限”之后又被改过，当时是“5月底”，现在是“6月底”");
  gint64 stated = deed_one(db, "zhang", 1, "UPDATE task SET state = 'done' WHERE id = 1");
  gint64 restated = deed_one(db, "li", 1, "UPDATE task SET state = 'closed' WHERE id = 1");
  undo_fails(db, stated, STORE_ERROR_CONFLICT, /* codes are for nobody's eyes */
             "目标任务（编号 1）的“状态”之后又被改过，由 li 于");
  undo_ok(db, "li", restated);
  undo_ok(db, "zhang", stated);
  undo_ok(db, "li", later);
  undo_ok(db, "zhang", seq); /* the field is as it was left; the note is another field */
  g_assert_cmpint(number(db, "SELECT count(*) FROM task WHERE id = 1 AND percent IS NULL"
                             " AND deadline IS NULL AND note = '别的字段'"),
                  ==, 1);
}

static void test_row_changed(Fixture *fixture, gconstpointer data) {
  (void)data;
  Db *db = fixture->db;
  make_tasks(db, "zhang");
  gint64 made = deed_one(db, "zhang", 1, progress_sql);
  deed_one(db, "li", 1, "UPDATE progress SET text = '一段很长很长的话，一段很长很长的话，完'");
  undo_fails(db, made, STORE_ERROR_CONFLICT,
             "进展（编号 1）的“进展情况”之后又被改过，当时是“已报送”，现在是"
             "“一段很长很长的话，一段很长很长的话，完”");
  gint64 seq = deed_one(db, "zhang", 1, "UPDATE progress SET percent = 5");
  gint64 gone = deed_one(db, "li", 1, "DELETE FROM progress");
  undo_fails(db, seq, STORE_ERROR_CONFLICT, "进展（编号 1）之后已被删除");
  undo_fails(db, made, STORE_ERROR_CONFLICT, "进展（编号 1）之后已被删除");
  undo_ok(db, "li", gone);
}

/* Deleting a task deletes its progress, which somebody else wrote. */
static void test_cascade(Fixture *fixture, gconstpointer data) {
  (void)data;
  Db *db = fixture->db;
  make_tasks(db, "zhang");
  gint64 seq = deed_one(db, "zhang", 4,
                        "INSERT INTO task (ledger, indicator, number, kind, goal, state)"
                        " VALUES (1, 1, 4, 'task', '新任务', 'new')");
  gint64 added = deed_one(db, "li", 4,
                          "INSERT INTO progress (task, made_on, text, author)"
                          " VALUES (4, '2026-09-21', '别人的进展', 'li')");
  undo_fails(db, seq, STORE_ERROR_CONFLICT, "连带删除之后添加的进展（编号 1）");
  undo_fails(db, 1, STORE_ERROR_CONFLICT, "连带删除之后添加的");
  undo_ok(db, "li", added);
  undo_ok(db, "zhang", seq);
  g_assert_cmpint(number(db, "SELECT count(*) FROM task"), ==, 3);
}

/* A field of a row that goes by cascade, changed since, is a change that would be lost. */
static void test_cascade_changed(Fixture *fixture, gconstpointer data) {
  (void)data;
  Db *db = fixture->db;
  gint64 seq = make_tasks(db, "zhang");
  deed_one(db, "li", 2, "UPDATE task SET note = '核实过' WHERE id = 2");
  undo_fails(db, seq, STORE_ERROR_CONFLICT, "目标任务（编号 2）的“备注”");
}

static void test_references(Fixture *fixture, gconstpointer data) {
  (void)data;
  Db *db = fixture->db;
  make_tasks(db, "zhang");
  gint64 seq = deed_one(db, "zhang", 0, "INSERT INTO unit (name, kind) VALUES ('厅', 'office')");
  deed_one(db, "li", 1,
           "INSERT INTO task_unit (task, unit, role, position) VALUES (1, 2, 'lead', 1)");
  undo_fails(db, seq, STORE_ERROR_REFUSED, "互相引用");
}

static void test_unique(Fixture *fixture, gconstpointer data) {
  (void)data;
  Db *db = fixture->db;
  make_tasks(db, "zhang");
  gint64 seq = deed_one(db, "zhang", 0, "UPDATE unit SET name = '法规处'");
  deed_one(db, "li", 0, "INSERT INTO unit (name, kind) VALUES ('厅法规处', 'office')");
  undo_fails(db, seq, STORE_ERROR_CONFLICT, "单位（编号 1）与别的记录重复");
}

/* ---- which one is next ------------------------------------------------------------------- */

static void assert_next(Db *db, const char *who, gint64 undo, gint64 redo) {
  gint64 seq = -1;
  g_assert_true(journal_undoable(db, who, &seq, NULL));
  g_assert_cmpint(seq, ==, undo);
  g_assert_true(journal_redoable(db, who, &seq, NULL));
  g_assert_cmpint(seq, ==, redo);
}

static void percent(Db *db, const char *who, int value) {
  g_autofree char *sql = g_strdup_printf("UPDATE task SET percent = %d WHERE id = 1", value);
  deed_one(db, who, 1, sql);
}

static void test_next(Fixture *fixture, gconstpointer data) {
  (void)data;
  Db *db = fixture->db;
  assert_next(db, "zhang", 0, 0);
  Actor actor = actor_of("zhang");
  Deed init = {.verb = "init.template", .summary = "添加模板"};
  const char *const unit[] = {"INSERT INTO unit (name, kind) VALUES ('厅', 'office')", NULL};
  g_assert_true(try_deed(db, &actor, &init, unit, NULL)); /* 1 */
  init.verb = "init";
  const char *const rename[] = {"UPDATE unit SET name = '局'", NULL};
  g_assert_true(try_deed(db, &actor, &init, rename, NULL)); /* 2 */
  assert_next(db, "zhang", 0, 0);
  make_tasks(db, "li");    /* 3 */
  percent(db, "zhang", 1); /* 4 */
  percent(db, "zhang", 2); /* 5 */
  assert_next(db, "zhang", 5, 0);
  undo_ok(db, "zhang", 5); /* 6 */
  assert_next(db, "zhang", 4, 6);
  undo_ok(db, "zhang", 4); /* 7 */
  assert_next(db, "zhang", 0, 7);
  undo_ok(db, "zhang", 7); /* 8 does 4 again */
  assert_next(db, "zhang", 8, 6);
  undo_ok(db, "zhang", 6); /* 9 does 5 again */
  assert_next(db, "zhang", 9, 0);
  g_assert_cmpint(number(db, "SELECT percent FROM task WHERE id = 1"), ==, 2);
  undo_ok(db, "zhang", 9); /* 10 */
  assert_next(db, "zhang", 8, 10);
  undo_ok(db, "zhang", 8); /* 11 */
  assert_next(db, "zhang", 0, 11);
  percent(db, "zhang", 3); /* 12: what was undone before stays undone */
  assert_next(db, "zhang", 12, 0);
  assert_next(db, "li", 3, 0); /* each their own */
}

/* ---- large entries ------------------------------------------------------------------------ */

/* Small ones are taken back as if they were large. */
static void loose_set_up(Fixture *fixture, gconstpointer data) {
  fixture_set_up(fixture, data);
  fixture->db->loose_from = 0;
}

typedef struct {
  int begun;  /* transactions that were to write */
  int looked; /* how often through all references */
} Seen;

static int see_statement(unsigned kind, void *data, void *statement, void *sql) {
  (void)kind;
  (void)sql;
  Seen *seen = data;
  const char *text_ = sqlite3_sql(statement);
  seen->begun += g_str_equal(text_, "BEGIN IMMEDIATE");
  seen->looked += strstr(text_, "pragma_foreign_key_check") != NULL;
  return 0;
}

/* Done in one go where nothing is in the way, else tried again; afterwards references are followed
 * as ever. */
static void test_large(Fixture *fixture, gconstpointer data) {
  (void)data;
  Db *db = fixture->db;
  gint64 seq = make_tasks(db, "zhang");
  gint64 added = deed_one(db, "zhang", 1, progress_sql);
  Seen seen = {0};
  sqlite3_trace_v2(db->handle, SQLITE_TRACE_STMT, see_statement, &seen);
  undo_fails(db, seq, STORE_ERROR_CONFLICT, "连带删除之后添加的进展（编号 1）");
  g_assert_cmpint(seen.begun, ==, 2);
  g_assert_cmpint(seen.looked, ==, 1);
  undo_ok(db, "zhang", added);
  g_assert_cmpint(seen.begun, ==, 3);
  g_assert_cmpint(seen.looked, ==, 2);
  db->loose_from = G_MAXSIZE;
  undo_ok(db, "zhang", added + 1);
  g_assert_cmpint(seen.begun, ==, 4);
  g_assert_cmpint(seen.looked, ==, 2);
  sqlite3_trace_v2(db->handle, 0, NULL, NULL);
  g_assert_cmpint(number(db, "PRAGMA foreign_keys"), ==, 1);
  deed_fails(db, "INSERT INTO task_unit (task, unit, role, position) VALUES (99, 1, 'lead', 1)",
             STORE_ERROR_REFUSED);
}

#define ADD_BOTH(path, function)                                                                   \
  ADD(path, function);                                                                             \
  g_test_add(path "/large", Fixture, NULL, loose_set_up, function, fixture_tear_down)

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD_BOTH("/undo/insert", test_insert);
  ADD_BOTH("/undo/update", test_update);
  ADD_BOTH("/undo/shift", test_shift);
  ADD_BOTH("/undo/orders", test_orders);
  ADD_BOTH("/undo/swap", test_swap);
  ADD_BOTH("/undo/delete", test_delete);
  ADD_BOTH("/undo/whole-ledger", test_whole_ledger);
  ADD("/undo/entry", test_entry);
  ADD("/undo/refused", test_refused);
  ADD_BOTH("/undo/field-changed", test_field_changed);
  ADD_BOTH("/undo/row-changed", test_row_changed);
  ADD_BOTH("/undo/cascade", test_cascade);
  ADD_BOTH("/undo/cascade-changed", test_cascade_changed);
  ADD_BOTH("/undo/references", test_references);
  ADD_BOTH("/undo/unique", test_unique);
  ADD("/undo/next", test_next);
  g_test_add("/undo/large", Fixture, NULL, loose_set_up, test_large, fixture_tear_down);
  return g_test_run();
}

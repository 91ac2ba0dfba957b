/* The one write path: all or nothing, journaled, and politely beside others. */
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/store/db_private.h"
#include "tests/core/store/support.h"

static gint64 entries(Db *db) {
  return number(db, "SELECT count(*) FROM journal");
}

static void test_entry(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_assert_cmpint(make_tasks(fixture->db, "zhang"), ==, 1);
  g_assert_cmpint(deed_one(fixture->db, "li", 2, "UPDATE task SET percent = 50 WHERE id = 2"), ==,
                  2);
  g_autoptr(GPtrArray) list = journal_list(fixture->db, 0, 0, &error);
  g_assert_no_error(error);
  g_assert_cmpint(list->len, ==, 2);
  const JournalEntry *entry = g_ptr_array_index(list, 0);
  g_assert_cmpint(entry->seq, ==, 2);
  g_assert_cmpint(entry->at, ==, 1790000000);
  g_assert_cmpstr(entry->who, ==, "li");
  g_assert_cmpstr(entry->verb, ==, "test.write");
  g_assert_cmpstr(entry->summary, ==, "测试写入");
  g_assert_cmpstr(entry->reason, ==, NULL);
  g_assert_cmpint(entry->task, ==, 2);
  g_assert_cmpint(entry->undoes, ==, 0);
  g_assert_cmpint(entry->undone_by, ==, 0);
}

/* ---- who writes is known ----------------------------------------------------------------- */

static gboolean write_role(Db *db, gpointer data, GError **error) {
  char **role = data;
  Query *query = query_new(db, "SELECT level FROM access WHERE login = 'zhang'");
  if (query_next(query))
    *role = g_strdup(query_text(query, 0));
  return query_finish(query, error);
}

static void test_users(Fixture *fixture, gconstpointer data) {
  (void)data;
  Actor actor = actor_of("zhang");
  Deed what = {.verb = "test.role", .summary = "看角色"};
  g_autofree char *seen = NULL;
  gint64 seq = -1;
  g_assert_true(store_write(fixture->db, &actor, &what, write_role, &seen, &seq, NULL));
  g_assert_cmpstr(seen, ==, "admin"); /* the writer sees it, */
  g_assert_cmpint(seq, ==, 0);        /* and one who changed nothing leaves nothing */
  g_assert_cmpint(number(fixture->db, "SELECT count(*) FROM user"), ==, 0);
  make_tasks(fixture->db, "zhang");
  deed_one(fixture->db, "li", 1, "UPDATE task SET note = '甲' WHERE id = 1");
  deed_one(fixture->db, "li", 1, "UPDATE task SET note = '乙' WHERE id = 1");
  g_autofree char *users = text(fixture->db, "SELECT group_concat(login, ',')"
                                             " FROM (SELECT * FROM user ORDER BY login)");
  g_assert_cmpstr(users, ==, "li,zhang");
  g_autofree char *levels =
      text(fixture->db, "SELECT group_concat(ifnull(login, '*') || ' ' ||"
                        " level, ',') FROM (SELECT * FROM access ORDER BY 1)");
  g_assert_cmpstr(levels, ==, "* clerk,zhang admin");
}

/* ---- all or nothing ---------------------------------------------------------------------- */

static gboolean write_and_fail(Db *db, gpointer data, GError **error) {
  if (!query_run(query_new(db, "DELETE FROM task"), error))
    return FALSE;
  if (data != NULL)
    g_set_error_literal(error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "没有这一项");
  return FALSE;
}

static void test_rollback(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  gint64 seq = -1;
  Actor actor = actor_of("wang");
  Deed what = {.verb = "test.fail", .summary = "失败"};
  make_tasks(fixture->db, "zhang");
  g_assert_false(store_write(fixture->db, &actor, &what, write_and_fail, "说", &seq, &error));
  g_assert_true(is_error(&error, STORE_ERROR_NOT_FOUND, "没有这一项"));
  g_assert_cmpint(seq, ==, 0);
  g_assert_false(store_write(fixture->db, &actor, &what, write_and_fail, NULL, NULL, &error));
  g_assert_nonnull(error); /* a writer that does not say why still fails */
  g_clear_error(&error);
  g_assert_cmpint(number(fixture->db, "SELECT count(*) FROM task"), ==, 3);
  g_assert_cmpint(number(fixture->db, "SELECT count(*) FROM user"), ==, 1);
  g_assert_cmpint(entries(fixture->db), ==, 1);
  g_assert_cmpint(deed_one(fixture->db, "li", 0, "DELETE FROM task WHERE id = 3"), ==, 2);
}

static void test_no_change(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_tasks(fixture->db, "zhang");
  g_autofree char *before = NULL, *after = NULL;
  gsize size_before = 0, size_after = 0;
  g_assert_true(g_file_get_contents(fixture->path, &before, &size_before, NULL));
  g_assert_cmpint(deed_one(fixture->db, "li", 1, "UPDATE task SET goal = goal"), ==, 0);
  g_assert_cmpint(deed_one(fixture->db, "li", 1, "DELETE FROM task WHERE id = 99"), ==, 0);
  static const char *const there_and_back[] = {"UPDATE task SET note = '甲'",
                                               "UPDATE task SET note = NULL", NULL};
  g_assert_cmpint(deed(fixture->db, "li", 1, there_and_back), ==, 0);
  g_assert_true(g_file_get_contents(fixture->path, &after, &size_after, NULL));
  g_assert_cmpmem(before, size_before, after, size_after);
}

static gboolean write_nested(Db *db, gpointer data, GError **error) {
  Actor actor = actor_of("zhang");
  Deed what = {.verb = "test.nested", .summary = "套着"};
  return query_run(query_new(db, "UPDATE task SET note = '甲'"), error) &&
         store_write(db, &actor, &what, write_nested, data, NULL, error);
}

static void test_nested(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  Actor actor = actor_of("zhang");
  Deed what = {.verb = "test.nested", .summary = "套着"};
  make_tasks(fixture->db, "zhang");
  g_assert_false(store_write(fixture->db, &actor, &what, write_nested, NULL, NULL, &error));
  g_assert_true(is_error(&error, STORE_ERROR_REFUSED, "还没有结束"));
  g_assert_cmpint(number(fixture->db, "SELECT count(*) FROM task WHERE note IS NULL"), ==, 3);
}

/* A transaction that SQLite itself ended, and a writer that goes on all the same. */
static gboolean write_after_end(Db *db, gpointer data, GError **error) {
  (void)data;
  (void)error;
  query_free(query_new(db, "UPDATE task SET note = '前'"));
  sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
  g_assert_false(query_run(query_new(db, "UPDATE task SET note = '后'"), NULL));
  return TRUE;
}

static void test_early_end(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  Actor actor = actor_of("zhang");
  Deed what = {.verb = "test.end", .summary = "中断"};
  make_tasks(fixture->db, "zhang");
  g_assert_false(store_write(fixture->db, &actor, &what, write_after_end, NULL, NULL, &error));
  g_assert_true(is_error(&error, STORE_ERROR_IO, "中途被取消"));
  g_assert_cmpint(number(fixture->db, "SELECT count(*) FROM task WHERE note IS NULL"), ==, 3);
  g_assert_cmpint(entries(fixture->db), ==, 1);
}

/* Emptying a table must be recorded, whatever was prepared before. */
static void test_empty_table(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  make_tasks(fixture->db, "zhang");
  g_assert_false(query_run(query_new(fixture->db, "DELETE FROM schedule"), NULL));
  deed_one(
      fixture->db, "zhang", 1,
      "INSERT INTO schedule (task, phrase, every, since) VALUES (1, '每季度至少1次', 'quarter', '2026-01-01')");
  gint64 seq = deed_one(fixture->db, "zhang", 1, "DELETE FROM schedule");
  g_assert_cmpint(seq, ==, 3);
  g_autoptr(GPtrArray) changes = journal_changes(fixture->db, seq, 0, &error);
  g_assert_no_error(error);
  g_assert_cmpint(changes->len, >, 3);
}

/* ---- rules of the ledger ----------------------------------------------------------------- */

static void refused(Fixture *fixture, const char *statement, const char *part) {
  GError *error = NULL;
  Actor actor = actor_of("zhang");
  Deed what = {.verb = "test.write", .summary = "测试写入"};
  const char *const statements[] = {statement, NULL};
  g_assert_false(try_deed(fixture->db, &actor, &what, statements, &error));
  g_assert_true(is_error(&error, STORE_ERROR_REFUSED, part));
}

static void test_constraints(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_tasks(fixture->db, "zhang");
  refused(fixture, "UPDATE task SET number = 1 WHERE id = 2", "目标任务的台账、序号");
  refused(fixture, "UPDATE task SET goal = NULL WHERE id = 2", "目标任务的目标任务");
  refused(fixture, "UPDATE task SET state = 'x' WHERE id = 2", "state");
  refused(fixture,
          "INSERT INTO progress (task, made_on, text, author)"
          " VALUES (99, '2026-09-21', '甲', 'zhang')",
          "引用的记录不存在");
  refused(fixture, "DELETE FROM journal", "日志只能追加，不能删除");
  refused(fixture, "UPDATE journal SET summary = ''", "日志只能追加，不能修改");
  g_assert_cmpint(entries(fixture->db), ==, 1);
}

/* ---- others ------------------------------------------------------------------------------ */

static void test_busy(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_tasks(fixture->db, "zhang");
  g_autoptr(Db) other = open_ok(fixture->path, DB_WRITE);
  sqlite3_busy_timeout(other->handle, 30);
  sqlite3_exec(fixture->db->handle, "BEGIN IMMEDIATE", NULL, NULL, NULL);
  GError *error = NULL;
  Actor actor = actor_of("li");
  Deed what = {.verb = "test.write", .summary = "测试写入"};
  const char *const statements[] = {"UPDATE task SET note = '甲'", NULL};
  g_assert_false(try_deed(other, &actor, &what, statements, &error));
  g_assert_null(strstr(error->message, "locked"));
  g_assert_true(is_error(&error, STORE_ERROR_BUSY, "另一位同事正在保存"));
  g_assert_cmpint(number(other, "SELECT count(*) FROM task"), ==, 3); /* reading goes on */
  sqlite3_exec(fixture->db->handle, "ROLLBACK", NULL, NULL, NULL);
  g_assert_true(try_deed(other, &actor, &what, statements, &error));
}

static void test_data_version(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Db) reader = open_ok(fixture->path, DB_READ);
  gint64 own = db_data_version(fixture->db), others = db_data_version(reader);
  make_tasks(fixture->db, "zhang");
  g_assert_cmpint(db_data_version(fixture->db), ==, own);
  g_assert_cmpint(db_data_version(reader), !=, others);
  others = db_data_version(reader);
  g_assert_cmpint(deed_one(fixture->db, "li", 1, "UPDATE task SET goal = goal"), ==, 0);
  g_assert_cmpint(db_data_version(reader), ==, others);
}

enum { WRITERS = 4, WRITES = 25 };

/* One process of several: counts up, each time reading what the others have made of it. */
static int count_up(const char *path, const char *who) {
  static const char *const statements[] = {
      "UPDATE task SET percent = coalesce(percent, 0) + 1 WHERE id = 1",
      "INSERT INTO progress (task, made_on, text, author)"
      " VALUES (1, '2026-09-21', '一次', 'x')",
      NULL};
  Db *db = db_open(path, DB_WRITE, NULL);
  if (db == NULL)
    return 1;
  int failed = 0;
  Actor actor = actor_of(who);
  Deed what = {.verb = "test.count", .summary = "加一", .task = 1};
  for (int i = 0; i < WRITES; i++)
    failed += !try_deed(db, &actor, &what, statements, NULL);
  db_close(db);
  return failed;
}

static void test_many_writers(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const char *const names[WRITERS] = {"zhao", "qian", "sun", "li"};
  make_tasks(fixture->db, "zhang");
  fixture_close(fixture); /* an SQLite handle must not go through fork() */
  pid_t children[WRITERS];
  for (int i = 0; i < WRITERS; i++) {
    children[i] = fork();
    g_assert_cmpint(children[i], >=, 0);
    if (children[i] == 0)
      _exit(count_up(fixture->path, names[i]));
  }
  for (int i = 0; i < WRITERS; i++) {
    int status = -1;
    g_assert_cmpint(waitpid(children[i], &status, 0), ==, children[i]);
    g_assert_cmpint(status, ==, 0);
  }
  fixture->db = open_ok(fixture->path, DB_WRITE);
  g_assert_cmpint(number(fixture->db, "SELECT percent FROM task WHERE id = 1"), ==,
                  WRITERS * WRITES);
  g_assert_cmpint(number(fixture->db, "SELECT count(*) FROM progress"), ==, WRITERS * WRITES);
  JournalVerdict verdict;
  g_assert_true(journal_verify(fixture->db, &verdict, NULL));
  g_assert_cmpint(verdict.entries, ==, 1 + WRITERS * WRITES);
  g_assert_cmpint(verdict.bad_seq, ==, 0);
  g_assert_cmpint(number(fixture->db, "SELECT count(DISTINCT who) FROM journal"), ==, 1 + WRITERS);
}

/* ---- trying ------------------------------------------------------------------------------ */

static gboolean write_unit(Db *db, gpointer data, GError **error) {
  Query *query = query_new(db, "INSERT INTO unit (name, kind) VALUES (?1, 'office')");
  query_bind_text(query, 1, data);
  return query_run(query, error);
}

static gboolean write_twice(Db *db, gpointer data, GError **error) {
  return write_unit(db, data, error) && write_unit(db, data, error); /* names are unique */
}

/* The second part fails alone; the first and the third stay. */
static gboolean write_parts(Db *db, gpointer data, GError **error) {
  gboolean *broken = data;
  GError *refusal = NULL;
  gboolean first = store_attempt(db, write_unit, (gpointer) "甲处", broken, error);
  g_assert_false(store_attempt(db, write_twice, (gpointer) "乙处", broken, &refusal));
  g_assert_nonnull(refusal);
  g_assert_false(*broken);
  g_clear_error(&refusal);
  return first && store_attempt(db, write_unit, (gpointer) "丙处", broken, error);
}

static void test_try(Fixture *fixture, gconstpointer data) {
  (void)data;
  Db *db = fixture->db;
  GError *error = NULL;
  gboolean broken = FALSE;
  Actor actor = actor_of("zhang");
  g_assert_true(store_try(db, &actor, "test.write", write_parts, &broken, &error));
  g_assert_no_error(error);
  g_assert_cmpint(number(db, "SELECT count(*) FROM unit"), ==, 0);
  g_assert_cmpint(number(db, "SELECT count(*) FROM journal"), ==, 0);
  Deed deed = {.verb = "test.write", .summary = "测试写入"};
  g_assert_true(store_write(db, &actor, &deed, write_parts, &broken, NULL, &error));
  g_assert_no_error(error);
  g_autofree char *names =
      text(db, "SELECT group_concat(name) FROM (SELECT name FROM unit ORDER BY id)");
  g_assert_cmpstr(names, ==, "甲处,丙处");
  g_assert_true(journal_undo(db, &actor, 1, NULL, &error)); /* what failed is not in the entry */
  g_assert_cmpint(number(db, "SELECT count(*) FROM unit"), ==, 0);
  g_assert_false(store_try(db, &actor, "test.write", write_twice, (gpointer) "丁处", &error));
  g_assert_nonnull(error);
  g_clear_error(&error);
}

/* The memory for pages is as it was, whether the deed was done or refused. */
static void test_pages_given_back(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 before = number(fixture->db, "PRAGMA cache_size");
  make_tasks(fixture->db, "zhang");
  g_assert_cmpint(number(fixture->db, "PRAGMA cache_size"), ==, before);
  deed_fails(fixture->db, "UPDATE task SET state = 'x'", STORE_ERROR_REFUSED);
  g_assert_cmpint(number(fixture->db, "PRAGMA cache_size"), ==, before);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/write/entry", test_entry);
  ADD("/write/users", test_users);
  ADD("/write/rollback", test_rollback);
  ADD("/write/no-change", test_no_change);
  ADD("/write/nested", test_nested);
  ADD("/write/early-end", test_early_end);
  ADD("/write/empty-table", test_empty_table);
  ADD("/write/constraints", test_constraints);
  ADD("/write/busy", test_busy);
  ADD("/write/data-version", test_data_version);
  ADD("/write/many-writers", test_many_writers);
  ADD("/write/try", test_try);
  ADD("/write/pages-given-back", test_pages_given_back);
  return g_test_run();
}

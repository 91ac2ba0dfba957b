/* Statements: values, failures, the cache, rules in C. */
#include <string.h>

#include "core/store/db_private.h"
#include "core/store/words.h"
#include "tests/core/store/support.h"

static void test_values(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  Query *query = query_new(fixture->db, "SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, typeof(?8)");
  g_autofree char *owned = g_strdup("进展");
  query_bind_int(query, 1, G_MAXINT64);
  query_bind_text(query, 2, owned);
  owned[0] = 'x'; /* it was copied */
  query_bind_text(query, 3, NULL);
  query_bind_day(query, 4, day_from_iso("2026-02-28"));
  query_bind_day(query, 5, DAY_NONE);
  query_bind_blob(query, 6, "a\0b", 3);
  query_bind_null(query, 7);
  query_bind_blob(query, 8, NULL, 0);
  g_assert_true(query_is_null(query, 0)); /* no row yet */
  g_assert_true(query_next(query));
  g_assert_cmpint(query_int(query, 0), ==, G_MAXINT64);
  g_assert_cmpstr(query_text(query, 1), ==, "进展");
  g_assert_null(query_text(query, 2));
  g_assert_true(query_is_null(query, 2));
  g_assert_cmpstr(query_text(query, 3), ==, "2026-02-28");
  g_assert_cmpuint(query_day(query, 3), ==, day_from_iso("2026-02-28"));
  g_assert_cmpuint(query_day(query, 4), ==, DAY_NONE);
  gsize size = 0;
  const void *blob = query_blob(query, 5, &size);
  g_assert_cmpmem(blob, size, "a\0b", 3);
  g_assert_true(query_is_null(query, 6));
  g_assert_cmpstr(query_text(query, 7), ==, "blob"); /* empty is not NULL */
  g_assert_false(query_next(query));
  g_assert_false(query_next(query)); /* the end stays the end */
  g_assert_null(query_text(query, 1));
  g_assert_true(query_finish(query, &error));
  g_assert_no_error(error);
}

static void test_invalid_text(Fixture *fixture, gconstpointer data) {
  (void)data;
  Query *query = query_new(fixture->db, "SELECT CAST(x'e8bf9bff' AS TEXT), '好' UNION ALL"
                                        " SELECT '完', CAST(x'ff' AS TEXT)");
  g_assert_true(query_next(query));
  const char *first = query_text(query, 0);
  g_assert_cmpstr(query_text(query, 1), ==, "好");
  g_assert_true(g_utf8_validate(first, -1, NULL));
  g_assert_true(g_str_has_prefix(first, "进"));
  g_assert_true(query_next(query));
  g_assert_cmpstr(query_text(query, 0), ==, "完");
  g_assert_cmpstr(query_text(query, 1), ==, "\357\277\275");
  query_free(query);
}

static void test_failures(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const char *const bad[] = {"SELECT nothing FROM nowhere", "", "SELECT 1; SELECT 2",
                                    "SELECT \"no such column\"",
                                    "SELECT abs(-9223372036854775808)"};
  for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
    GError *error = NULL;
    Query *query = query_new(fixture->db, bad[i]);
    query_bind_int(query, 1, 1); /* what follows a failure does no harm */
    g_assert_false(query_next(query));
    g_assert_cmpint(query_int(query, 0), ==, 0);
    g_assert_false(query_finish(query, &error));
    g_assert_true(is_error(&error, STORE_ERROR_IO, ""));
  }
  GError *error = NULL;
  Query *query = query_new(fixture->db, "SELECT ?1");
  query_bind_int(query, 2, 1); /* there is no ?2 */
  g_assert_false(query_run(query, &error));
  g_assert_true(is_error(&error, STORE_ERROR_IO, fixture->path));
  query_free(NULL);
}

/* The same SQL inside itself, left early, and again: each has its own rows and no old values. */
static void test_reentrant(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_tasks(fixture->db, "zhang");
  static const char sql[] = "SELECT id FROM task WHERE ?1 IS NULL OR id = ?1 ORDER BY id";
  GString *seen = g_string_new(NULL);
  Query *outer = query_new(fixture->db, sql);
  while (query_next(outer)) {
    Query *inner = query_new(fixture->db, sql);
    query_bind_int(inner, 1, query_int(outer, 0));
    while (query_next(inner))
      g_string_append_printf(seen, "%d%d ", (int)query_int(outer, 0), (int)query_int(inner, 0));
    query_free(inner);
  }
  g_assert_true(query_finish(outer, NULL));
  Query *again = query_new(fixture->db, sql);
  g_assert_true(query_next(again));
  query_free(again); /* leaves two rows unread */
  again = query_new(fixture->db, sql);
  for (int i = 1; i <= 3; i++) {
    g_assert_true(query_next(again));
    g_assert_cmpint(query_int(again, 0), ==, i);
  }
  query_free(again);
  g_assert_cmpstr(seen->str, ==, "11 22 33 ");
  g_string_free(seen, TRUE);
}

static void test_cache(Fixture *fixture, gconstpointer data) {
  (void)data;
  sqlite3_stmt *const none = NULL;
  for (int i = 0; i < 1000; i++) {
    g_autofree char *sql = g_strdup_printf("SELECT %d", i);
    g_assert_cmpint(number(fixture->db, sql), ==, i);
    g_assert_cmpint(number(fixture->db, "SELECT 'always'"), ==, 0);
  }
  int kept = 0;
  for (sqlite3_stmt *s = sqlite3_next_stmt(fixture->db->handle, none); s != NULL;
       s = sqlite3_next_stmt(fixture->db->handle, s)) {
    g_assert_false(sqlite3_stmt_busy(s)); /* none holds a lock */
    kept++;
  }
  g_assert_cmpint(kept, >, 1);
  g_assert_cmpint(kept, <=, 128);
}

/* An unfinished reader keeps others from committing; one finished early must not. */
static void test_no_lock_kept(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_tasks(fixture->db, "zhang");
  g_autoptr(Db) other = open_ok(fixture->path, DB_WRITE);
  sqlite3_busy_timeout(other->handle, 10);
  Query *query = query_new(fixture->db, "SELECT id FROM task");
  g_assert_true(query_next(query));
  deed_fails(other, "UPDATE task SET note = '甲'", STORE_ERROR_BUSY);
  query_free(query);
  g_assert_cmpint(deed_one(other, "li", 0, "UPDATE task SET note = '甲'"), ==, 2);
}

/* There is one write path. */
static void test_no_other_path(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_tasks(fixture->db, "zhang");
  static const char *const sql[] = {"DELETE FROM task", "UPDATE task SET goal = ''",
                                    "DROP TABLE task", "BEGIN IMMEDIATE",
                                    "INSERT INTO unit (name, kind) VALUES ('厅', 'office')"};
  for (gsize i = 0; i < G_N_ELEMENTS(sql); i++) {
    GError *error = NULL;
    g_assert_false(query_run(query_new(fixture->db, sql[i]), &error));
    g_assert_true(is_error(&error, STORE_ERROR_IO, sql[i]));
  }
  g_assert_cmpint(number(fixture->db, "SELECT count(*) FROM task WHERE goal <> ''"), ==, 3);
}

static void test_words(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_assert_cmpstr(words_table("task"), ==, "目标任务");
  g_assert_cmpstr(words_table("x"), ==, "x");
  g_assert_cmpstr(words_column("task", "x"), ==, "x");
  g_assert_cmpstr(words_column("x", "due"), ==, "due");
  /* every table and column of the schema has a word of its own */
  Query *query = query_new(fixture->db, "SELECT s.name, c.name FROM sqlite_schema s"
                                        " JOIN pragma_table_info(s.name) c WHERE s.type = 'table'"
                                        " AND s.name NOT LIKE 'sqlite_%'"
                                        " AND s.name NOT LIKE 'journal%'");
  int columns = 0;
  for (; query_next(query); columns++) {
    const char *table = query_text(query, 0), *column = query_text(query, 1);
    g_assert_cmpstr(words_table(table), !=, table);
    g_assert_cmpstr(words_column(table, column), !=, column);
  }
  query_free(query);
  g_assert_cmpint(columns, >, 70);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/query/values", test_values);
  ADD("/query/invalid-text", test_invalid_text);
  ADD("/query/failures", test_failures);
  ADD("/query/reentrant", test_reentrant);
  ADD("/query/cache", test_cache);
  ADD("/query/no-lock-kept", test_no_lock_kept);
  ADD("/query/no-other-path", test_no_other_path);
  ADD("/query/words", test_words);
  return g_test_run();
}

#include "tests/core/store/support.h"

#include <glib/gstdio.h>
#include <string.h>

#include "core/store/db_private.h"

static void remove_tree(const char *path) {
  GDir *directory = g_dir_open(path, 0, NULL);
  if (directory != NULL) {
    const char *name;
    while ((name = g_dir_read_name(directory)) != NULL) {
      g_autofree char *inside = g_build_filename(path, name, NULL);
      if (g_file_test(inside, G_FILE_TEST_IS_SYMLINK))
        g_unlink(inside);
      else
        remove_tree(inside);
    }
    g_dir_close(directory);
  }
  g_remove(path);
}

void fixture_set_up(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  fixture->directory = g_dir_make_tmp("taizhang-XXXXXX", &error);
  g_assert_no_error(error);
  g_assert_cmpint(g_chmod(fixture->directory, 0755), ==, 0);
  fixture->path = fixture_file(fixture, "台账.db");
  fixture->db = db_create(fixture->path, &error);
  g_assert_no_error(error);
  g_assert_true(db_publish(fixture->db, &error));
  g_assert_no_error(error);
}

void fixture_tear_down(Fixture *fixture, gconstpointer data) {
  (void)data;
  fixture_close(fixture);
  remove_tree(fixture->directory);
  g_free(fixture->directory);
  g_free(fixture->path);
}

void fixture_close(Fixture *fixture) {
  db_close(g_steal_pointer(&fixture->db));
}

char *fixture_file(const Fixture *fixture, const char *name) {
  return g_build_filename(fixture->directory, name, NULL);
}

static gint compare_names(gconstpointer a, gconstpointer b) {
  return g_strcmp0(*(char *const *)a, *(char *const *)b);
}

char *fixture_names(const Fixture *fixture) {
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GDir) directory = g_dir_open(fixture->directory, 0, NULL);
  g_assert_nonnull(directory);
  const char *name;
  while ((name = g_dir_read_name(directory)) != NULL)
    g_ptr_array_add(names, g_strdup(name));
  g_ptr_array_sort(names, compare_names);
  g_ptr_array_add(names, NULL);
  return g_strjoinv(" ", (char **)names->pdata);
}

Db *open_ok(const char *path, DbMode mode) {
  GError *error = NULL;
  Db *db = db_open(path, mode, &error);
  g_assert_no_error(error);
  g_assert_nonnull(db);
  return db;
}

void raw_exec(const char *path, const char *sql) {
  sqlite3 *handle = NULL;
  char *message = NULL;
  g_assert_cmpint(sqlite3_open(path, &handle), ==, SQLITE_OK);
  sqlite3_exec(handle, sql, NULL, NULL, &message);
  g_assert_cmpstr(message, ==, NULL);
  sqlite3_close(handle);
}

Actor actor_of(const char *who) {
  return (Actor){.who = who, .now = 1790000000, .today = day_from_iso("2026-09-21")};
}

static gboolean run_statements(Db *db, gpointer data, GError **error) {
  for (const char *const *sql = data; *sql != NULL; sql++)
    if (!query_run(query_new(db, *sql), error))
      return FALSE;
  return TRUE;
}

gboolean try_deed(Db *db, const Actor *actor, const Deed *what, const char *const *statements,
                  GError **error) {
  return store_write(db, actor, what, run_statements, (gpointer)statements, NULL, error);
}

gint64 deed(Db *db, const char *who, gint64 task, const char *const *statements) {
  GError *error = NULL;
  gint64 seq = -1;
  Actor actor = actor_of(who);
  Deed what = {.verb = "test.write", .summary = "测试写入", .task = task};
  g_assert_true(store_write(db, &actor, &what, run_statements, (gpointer)statements, &seq, &error));
  g_assert_no_error(error);
  return seq;
}

gint64 deed_one(Db *db, const char *who, gint64 task, const char *statement) {
  const char *const statements[] = {statement, NULL};
  return deed(db, who, task, statements);
}

void deed_fails(Db *db, const char *statement, StoreError code) {
  GError *error = NULL;
  const char *const statements[] = {statement, NULL};
  Actor actor = actor_of("zhang");
  Deed what = {.verb = "test.write", .summary = "测试写入"};
  g_assert_false(try_deed(db, &actor, &what, statements, &error));
  g_assert_true(is_error(&error, code, ""));
}

gint64 make_tasks(Db *db, const char *who) {
  static const char *const statements[] = {
      "INSERT INTO ledger (title, year, source_year) VALUES ('任务分工台账', 2026, 2020)",
      "INSERT INTO indicator (ledger, position, title) VALUES (1, 1, '一、制度建设')",
      "INSERT INTO unit (name, kind) VALUES ('厅法规处', 'office')",
      "INSERT INTO task (ledger, indicator, number, kind, goal, state)"
      " VALUES (1, 1, 1, 'task', '完善制度', 'new'), (1, 1, 2, 'task', '开展培训', 'new'),"
      " (1, 1, 3, 'task', '报送案例', 'new')",
      NULL};
  return deed(db, who, 0, statements);
}

gint64 number(Db *db, const char *sql) {
  GError *error = NULL;
  Query *query = query_new(db, sql);
  gint64 value = query_next(query) ? query_int(query, 0) : -1;
  g_assert_true(query_finish(query, &error));
  g_assert_no_error(error);
  return value;
}

char *text(Db *db, const char *sql) {
  GError *error = NULL;
  Query *query = query_new(db, sql);
  char *value = query_next(query) ? g_strdup(query_text(query, 0)) : NULL;
  g_assert_true(query_finish(query, &error));
  g_assert_no_error(error);
  return value;
}

gboolean is_error(GError **error, StoreError code, const char *part) {
  g_assert_error(*error, STORE_ERROR, (gint)code);
  gboolean found = strstr((*error)->message, part) != NULL;
  if (!found)
    g_test_message("%s", (*error)->message);
  g_clear_error(error);
  return found;
}

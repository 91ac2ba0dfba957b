#include "tests/faults/faults.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/store/db_private.h"

void faults_make(const char *path) {
  GError *error = NULL;
  g_autoptr(Db) db = db_create(path, &error);
  g_assert_no_error(error);
  make_tasks(db, "zhang");
  g_assert_true(db_publish(db, &error));
  g_assert_no_error(error);
}

static gboolean insert(Db *db, gpointer data, GError **error) {
  Query *query = query_new(db, "INSERT INTO progress (task, made_on, author, text)"
                               " VALUES (1, '2026-09-21', 'zhang', ?1)");
  g_autofree char *words = g_strdup_printf("第 %d 次：已收集各处室意见", *(int *)data);
  query_bind_text(query, 1, words);
  return query_run(query, error);
}

gboolean faults_write(Db *db, int n, GError **error) {
  Actor actor = actor_of("zhang");
  Deed deed = {.verb = "progress.add", .summary = "记进展", .task = 1};
  return store_write(db, &actor, &deed, insert, &n, NULL, error);
}

gint64 faults_count(Db *db) {
  return number(db, "SELECT count(*) FROM progress");
}

gint64 faults_check(const char *path) {
  g_autoptr(Db) db = open_ok(path, DB_READ);
  g_autofree char *integrity = text(db, "PRAGMA integrity_check");
  g_assert_cmpstr(integrity, ==, "ok");
  g_assert_null(text(db, "PRAGMA foreign_key_check"));
  GError *error = NULL;
  JournalVerdict verdict = {0};
  g_assert_true(journal_verify(db, &verdict, &error));
  g_assert_no_error(error);
  g_assert_cmpstr(verdict.problem, ==, NULL);
  gint64 count = faults_count(db);
  g_assert_cmpint(number(db, "SELECT count(*) FROM journal WHERE verb = 'progress.add'"), ==,
                  count);
  g_assert_cmpint(number(db, "SELECT count(DISTINCT text) FROM progress"), ==, count);
  return count;
}

GBytes *faults_bytes(const char *path) {
  char *data;
  gsize size;
  g_assert_true(g_file_get_contents(path, &data, &size, NULL));
  return g_bytes_new_take(data, size);
}

void faults_put(const char *path, const void *data, gsize size) {
  int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0660);
  g_assert_cmpint(file, >=, 0);
  g_assert_cmpint(write(file, data, size), ==, (gssize)size);
  close(file);
}

void faults_drop_journal(const char *path) {
  g_autofree char *journal = g_strconcat(path, "-journal", NULL);
  g_unlink(journal);
}

int faults_wait(int child) {
  int status;
  g_assert_cmpint(waitpid(child, &status, 0), ==, child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

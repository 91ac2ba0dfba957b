/* kill -9 at random moments of saving, of an import and of a migration: no acknowledged save is
 * lost, the file is sound, and what was not finished is not there at all. */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "core/store/db_private.h"
#include "core/store/migrate.h"
#include "tests/faults/faults.h"
#include "tests/faults/shim.h"

/* ---- saving ----------------------------------------------------------------------------- */

/* Saves for ever and tells of each through a pipe. */
static void save_for_ever(const char *path, int first, int pipe) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  g_autoptr(Db) db = db_open(path, DB_WRITE, NULL);
  for (int n = first; db != NULL && faults_write(db, n, NULL); n++)
    if (write(pipe, &n, sizeof n) != sizeof n)
      break;
  _exit(1);
}

static void kill_once(const char *path, gint64 *acknowledged) {
  int ends[2];
  g_assert_cmpint(pipe(ends), ==, 0);
  int child = fork();
  if (child == 0)
    save_for_ever(path, (int)*acknowledged + 1, ends[1]);
  close(ends[1]);
  g_usleep((gulong)g_test_rand_int_range(500, 12000));
  kill(child, SIGKILL);
  g_assert_cmpint(faults_wait(child), ==, -SIGKILL);
  int told = 0;
  gint64 last = *acknowledged;
  while (read(ends[0], &told, sizeof told) == sizeof told)
    last = told;
  close(ends[0]);
  gint64 count = faults_check(path);
  g_assert_cmpint(count, >=, last);
  g_assert_cmpint(count, <=, last + 1); /* committed, and killed before it could tell */
  *acknowledged = count;
}

static void test_saving(Fixture *fixture, gconstpointer data) {
  (void)data;
  fixture_close(fixture);
  g_autofree char *path = fixture_file(fixture, "写.db");
  faults_make(path);
  gint64 acknowledged = 0;
  int kills = long_count(500, 40);
  for (int i = 0; i < kills; i++)
    kill_once(path, &acknowledged);
  g_test_message("%d kills, %d saves kept", kills, (int)acknowledged);
  g_assert_cmpint(acknowledged, >, kills / 4);
}

/* ---- migrating -------------------------------------------------------------------------- */

/* A file of an older version with something in it. */
static GBytes *make_older(Fixture *fixture, int version) {
  g_autofree char *path = fixture_file(fixture, "旧.db");
  Migrations older = {ledger_migrations.steps, version};
  GError *error = NULL;
  g_autoptr(Db) db = migrate_create(path, &older, &error);
  g_assert_no_error(error);
  g_assert_true(db_publish(db, &error));
  db_close(g_steal_pointer(&db));
  g_autoptr(GString) sql = g_string_new(
      "INSERT INTO ledger (title, year, source_year) VALUES ('任务分工台账', 2026, 2020);"
      "INSERT INTO indicator (ledger, position, title) VALUES (1, 1, '一、制度建设');"
      "BEGIN;");
  for (int i = 1; i <= 300; i++)
    g_string_append_printf(sql,
                           "INSERT INTO task (ledger, indicator, number, kind, goal, state)"
                           " VALUES (1, 1, %d, 'task', '完善制度', 'new');"
                           "INSERT INTO progress (task, made_on, text, author)"
                           " VALUES (%d, '2026-03-01', '已启动', 'zhang');",
                           i, i);
  g_string_append(sql, "COMMIT");
  raw_exec(path, sql->str);
  GBytes *bytes = faults_bytes(path);
  g_unlink(path);
  faults_drop_journal(path);
  return bytes;
}

static void migrate_and_stop(const char *path) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  g_autoptr(Db) db = db_open(path, DB_WRITE, NULL);
  _exit(db != NULL ? 0 : 1);
}

/* Past every rule of the program, so that nothing migrates it meanwhile. */
static int raw_version(const char *path) {
  sqlite3 *raw;
  sqlite3_stmt *statement;
  g_assert_cmpint(sqlite3_open(path, &raw), ==, SQLITE_OK);
  g_assert_cmpint(sqlite3_prepare_v2(raw,
                                     "SELECT user_version FROM pragma_user_version WHERE 'ok' ="
                                     " (SELECT integrity_check FROM pragma_integrity_check)",
                                     -1, &statement, NULL),
                  ==, SQLITE_OK);
  g_assert_cmpint(sqlite3_step(statement), ==, SQLITE_ROW); /* else it is not sound */
  int version = sqlite3_column_int(statement, 0);
  sqlite3_finalize(statement);
  sqlite3_close(raw);
  return version;
}

static gboolean kill_migration(const char *path, int version) {
  int child = fork();
  if (child == 0)
    migrate_and_stop(path);
  g_usleep((gulong)g_test_rand_int_range(0, 16000));
  kill(child, SIGKILL);
  int status = faults_wait(child);
  g_assert_true(status == -SIGKILL || status == 0);
  int now = raw_version(path); /* a step is done wholly or not at all */
  g_assert_cmpint(now, >=, version);
  g_assert_cmpint(now, <=, migrations_newest(&ledger_migrations));
  g_autoptr(Db) db = open_ok(path, DB_WRITE);
  g_assert_cmpint(number(db, "PRAGMA user_version"), ==, migrations_newest(&ledger_migrations));
  g_assert_cmpint(number(db, "SELECT count(*) FROM task"), ==, 300);
  g_assert_cmpint(number(db, "SELECT count(*) FROM progress"), ==, 300);
  return status == -SIGKILL && now < migrations_newest(&ledger_migrations);
}

static void test_migrating(Fixture *fixture, gconstpointer data) {
  (void)data;
  fixture_close(fixture);
  int newest = migrations_newest(&ledger_migrations);
  int kills = long_count(500, 40) / (newest - 1), halfway = 0;
  for (int version = 1; version < newest; version++) {
    g_autoptr(GBytes) bytes = make_older(fixture, version);
    gsize size;
    const void *older = g_bytes_get_data(bytes, &size);
    for (int i = 0; i < kills; i++) {
      g_autofree char *path = fixture_file(fixture, "升级.db");
      faults_drop_journal(path);
      faults_put(path, older, size);
      halfway += kill_migration(path, version);
    }
  }
  g_test_message("%d kills from each of %d versions, %d before the end", kills, newest - 1,
                 halfway);
  g_assert_cmpint(halfway, >, 0);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  shim_register();
  ADD("/faults/kill/saving", test_saving);
  ADD("/faults/kill/migrating", test_migrating);
  return g_test_run();
}

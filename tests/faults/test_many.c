/* Many processes on one file: exact counts, nobody hears of locks; one stopped in the middle; two
 * users of different umasks. */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <grp.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/store/db_private.h"
#include "tests/faults/faults.h"
#include "tests/faults/shim.h"

#define PROCESSES 8

/* ---- all at once ------------------------------------------------------------------------ */

typedef struct {
  int saved, refused;
  gint64 longest; /* microseconds that a save took */
} Told;

static void save_many(const char *path, int who, int count, int gate, int pipe) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  char byte;
  g_autoptr(Db) db = open_ok(path, DB_WRITE);
  Told told = {0};
  g_assert_cmpint(read(gate, &byte, 1), ==, 0); /* it is closed when all are there */
  for (int i = 0; i < count; i++) {
    g_autoptr(GError) error = NULL;
    gint64 begin = g_get_monotonic_time();
    if (faults_write(db, who * count + i, &error))
      told.saved++;
    else
      told.refused++;
    told.longest = MAX(told.longest, g_get_monotonic_time() - begin);
  }
  _exit(write(pipe, &told, sizeof told) == sizeof told ? 0 : 1);
}

static void test_all_at_once(Fixture *fixture, gconstpointer data) {
  (void)data;
  fixture_close(fixture);
  g_autofree char *path = fixture_file(fixture, "八人.db");
  faults_make(path);
  int count = long_count(500, 60), gate[2], ends[2], children[PROCESSES];
  g_assert_cmpint(pipe(gate), ==, 0);
  g_assert_cmpint(pipe(ends), ==, 0);
  for (int i = 0; i < PROCESSES; i++) {
    children[i] = fork();
    if (children[i] == 0) {
      close(gate[1]);
      save_many(path, i, count, gate[0], ends[1]);
    }
  }
  close(ends[1]);
  close(gate[1]);
  Told told, all = {0};
  gint64 begin = g_get_monotonic_time();
  while (read(ends[0], &told, sizeof told) == sizeof told) {
    all.saved += told.saved;
    all.refused += told.refused;
    all.longest = MAX(all.longest, told.longest);
  }
  for (int i = 0; i < PROCESSES; i++)
    g_assert_cmpint(faults_wait(children[i]), ==, 0);
  g_test_message("%d saves of %d processes in %.1f s, the longest %.0f ms", all.saved, PROCESSES,
                 (double)(g_get_monotonic_time() - begin) / 1e6, (double)all.longest / 1e3);
  g_assert_cmpint(all.refused, ==, 0);
  g_assert_cmpint(all.saved, ==, PROCESSES * count);
  g_assert_cmpint(faults_check(path), ==, PROCESSES * count);
}

/* ---- stopped ---------------------------------------------------------------------------- */

static gboolean stop_inside(Db *db, gpointer data, GError **error) {
  Query *query = query_new(db, "INSERT INTO progress (task, made_on, author, text)"
                               " VALUES (1, '2026-09-21', 'zhang', '停在半路')");
  if (!query_run(query, error))
    return FALSE;
  (void)data;
  return raise(SIGSTOP) == 0;
}

static int start_stopped(const char *path, gboolean writing) {
  int child = fork();
  if (child == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    g_autoptr(Db) db = open_ok(path, DB_WRITE);
    Actor actor = actor_of("zhang");
    Deed deed = {.verb = "progress.add", .summary = "记进展", .task = 1};
    gboolean good = TRUE;
    if (writing)
      good = store_write(db, &actor, &deed, stop_inside, NULL, NULL, NULL);
    else
      raise(SIGSTOP); /* as a screen is, whatever it shows: it holds nothing */
    _exit(good ? 0 : 1);
  }
  int status;
  g_assert_cmpint(waitpid(child, &status, WUNTRACED), ==, child);
  g_assert_true(WIFSTOPPED(status));
  return child;
}

/* Others wait, read meanwhile, are told who it is, and save once it goes on. */
static void test_stopped_writer(Fixture *fixture, gconstpointer data) {
  (void)data;
  fixture_close(fixture);
  g_autofree char *path = fixture_file(fixture, "停.db");
  faults_make(path);
  int child = start_stopped(path, TRUE);
  {
    g_autoptr(Db) db = open_ok(path, DB_WRITE);
    sqlite3_busy_timeout(db->handle, 50); /* and not the seconds that a person waits */
    GError *error = NULL;
    g_autofree char *number_text = g_strdup_printf("进程 %d", child);
    for (int i = 0; i < long_count(20, 2); i++) {
      g_assert_false(faults_write(db, 1, &error));
      g_assert_true(strstr(error->message, number_text) != NULL);
      g_assert_true(strstr(error->message, "暂停") != NULL);
      g_assert_true(is_error(&error, STORE_ERROR_BUSY, "另一位同事正在保存"));
      g_assert_cmpint(faults_count(db), ==, 0);
    }
    kill(child, SIGCONT);
    g_assert_cmpint(faults_wait(child), ==, 0);
    g_assert_true(faults_write(db, 1, &error));
    g_assert_no_error(error);
  }
  g_assert_cmpint(faults_check(path), ==, 2);
}

/* An hour is as many saves of others as are made in it. */
static void test_stopped_screen(Fixture *fixture, gconstpointer data) {
  (void)data;
  fixture_close(fixture);
  g_autofree char *path = fixture_file(fixture, "停.db");
  faults_make(path);
  int child = start_stopped(path, FALSE), count = long_count(2000, 50);
  {
    g_autoptr(Db) db = open_ok(path, DB_WRITE);
    GError *error = NULL;
    for (int i = 0; i < count; i++)
      g_assert_true(faults_write(db, i, &error));
  }
  kill(child, SIGCONT);
  g_assert_cmpint(faults_wait(child), ==, 0);
  g_assert_cmpint(faults_check(path), ==, count);
}

/* ---- two users -------------------------------------------------------------------------- */

static int run_as(uid_t user, gid_t group, mode_t mask, const char *path, int n, gboolean create) {
  int child = fork();
  if (child == 0) {
    gid_t groups[] = {group};
    umask(mask);
    if (setgroups(1, groups) != 0 || setresgid(user, user, user) != 0 ||
        setresuid(user, user, user) != 0)
      _exit(2);
    if (create) {
      faults_make(path);
      _exit(0);
    }
    g_autoptr(GError) error = NULL;
    g_autoptr(Db) db = db_open(path, DB_WRITE, &error);
    if (db == NULL || !faults_write(db, n, &error)) {
      g_printerr("# %s\n", error->message);
      _exit(1);
    }
    db_close(g_steal_pointer(&db));
    _exit(0);
  }
  return faults_wait(child);
}

static void test_two_users(Fixture *fixture, gconstpointer data) {
  (void)data;
  enum { FIRST = 61001, SECOND, GROUP };
  if (geteuid() != 0) {
    g_test_skip("only root can be two users");
    return;
  }
  fixture_close(fixture);
  g_autofree char *folder = fixture_file(fixture, "共用");
  g_autofree char *path = g_build_filename(folder, "台账.db", NULL);
  g_autofree char *journal = g_strconcat(path, "-journal", NULL);
  g_assert_cmpint(g_mkdir(folder, 0770), ==, 0);
  g_assert_cmpint(chown(folder, 0, GROUP), ==, 0);
  g_assert_cmpint(chmod(folder, 02770), ==, 0);
  g_assert_cmpint(run_as(FIRST, GROUP, 0077, path, 0, TRUE), ==, 0);
  int rounds = long_count(50, 4);
  for (int i = 0; i < rounds; i++) {
    g_assert_cmpint(run_as(FIRST, GROUP, i % 2 == 0 ? 0077 : 0022, path, 2 * i, FALSE), ==, 0);
    g_assert_cmpint(run_as(SECOND, GROUP, i % 2 == 0 ? 0022 : 0077, path, 2 * i + 1, FALSE), ==, 0);
    if (i % 2 == 1)
      g_assert_cmpint(g_unlink(journal), ==, 0); /* who saves next makes it */
  }
  struct stat info;
  g_assert_cmpint(stat(path, &info), ==, 0);
  g_assert_cmpuint(info.st_mode & 07777, ==, 0660);
  g_assert_cmpuint(info.st_gid, ==, GROUP);
  g_assert_cmpint(run_as(61999, 61999, 0022, path, 0, FALSE), ==, 1); /* an outsider */
  g_assert_cmpint(faults_check(path), ==, 2 * rounds);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  if (!long_run())
    shim_register();
  ADD("/faults/many/at-once", test_all_at_once);
  ADD("/faults/many/stopped-writer", test_stopped_writer);
  ADD("/faults/many/stopped-screen", test_stopped_screen);
  ADD("/faults/many/two-users", test_two_users);
  return g_test_run();
}

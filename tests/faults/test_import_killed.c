/* kill -9 at random moments of an import: all of it is there, or nothing. */
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/command/cli.h"
#include "tests/long.h"

static char *make_rows(Cli *cli, int rows) {
  char *path = g_build_filename(cli->home, "行.csv", NULL);
  g_autoptr(GString) text = g_string_new("序号,目标任务,责任单位,完成时限\n");
  for (int i = 1; i <= rows; i++)
    g_string_append_printf(text, "%d,第%d项任务：完善制度并报送案例,厅法规处,2026年12月\n", i, i);
  g_assert_true(g_file_set_contents(path, text->str, (gssize)text->len, NULL));
  return path;
}

static void die_with_parent(gpointer data) {
  (void)data;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
}

/* Kills the import after a time, or lets it end where that is 0. Returns how long it ran, in
 * microseconds. */
static gint64 run_import(Cli *cli, const char *file, gint64 after, gboolean *killed) {
  char *argv[] = {(char *)g_getenv("TAIZHANG"),
                  "import",
                  (char *)file,
                  "--as-ledger",
                  "甲",
                  "--year",
                  "2026",
                  "--make-units",
                  NULL};
  GError *error = NULL;
  GPid child;
  gint64 begin = g_get_monotonic_time();
  g_spawn_async(cli->home, argv, cli->environment,
                G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                die_with_parent, NULL, &child, &error);
  g_assert_no_error(error);
  if (after > 0) {
    g_usleep((gulong)after);
    kill(child, SIGKILL);
  }
  int status;
  g_assert_cmpint(waitpid(child, &status, 0), ==, child);
  *killed = WIFSIGNALED(status);
  g_assert_true(*killed || WEXITSTATUS(status) == 0);
  return g_get_monotonic_time() - begin;
}

static gint64 one_number(Cli *cli, const char *sql) {
  g_autoptr(Run) run = cli_run(cli, "sql", "--format", "csv", sql, NULL);
  g_assert_cmpstr(run->err, ==, "");
  const char *line = strchr(run->out, '\n');
  g_assert_nonnull(line);
  return g_ascii_strtoll(line + 1, NULL, 10);
}

static void test_killed(void) {
  g_autoptr(Cli) cli = cli_new();
  int rows = long_count(100000, 2000), kills = long_count(500, 20), undone = 0;
  g_autofree char *file = make_rows(cli, rows);
  gboolean killed;
  g_free(cli_text(cli, "init"));
  g_autoptr(Run) keep = cli_shell(cli, "cp data/taizhang/taizhang.db empty.db");
  g_assert_cmpint(keep->status, ==, 0);
  gint64 whole = run_import(cli, file, 0, &killed);
  g_assert_cmpint(one_number(cli, "SELECT count(*) FROM task"), ==, rows);
  for (int i = 0; i < kills; i++) {
    g_autoptr(Run) again = cli_shell(
        cli, "rm -f data/taizhang/taizhang.db-journal; cp empty.db data/taizhang/taizhang.db");
    g_assert_cmpint(again->status, ==, 0);
    run_import(cli, file, g_test_rand_int_range(1, (gint32)whole), &killed);
    gint64 found = one_number(cli, "SELECT count(*) FROM task");
    g_assert_true(found == 0 || found == rows);
    g_assert_true(killed || found == rows);
    undone += killed && found == 0;
    if (i % 50 == 49)
      g_test_message("%d kills, %d undone", i + 1, undone);
    g_free(cli_text(cli, "verify"));
  }
  g_test_message("%d kills of an import of %d rows in %.2f s, %d undone", kills, rows,
                 (double)whole / 1e6, undone);
  g_assert_cmpint(undone, >, 0);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/faults/kill/import", test_killed);
  return g_test_run();
}

/* report: the file itself is tested in tests/core/exchange/report/. */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/command/cli.h"

static char *path_in(const Cli *cli, const char *name) {
  return g_build_filename(cli->home, name, NULL);
}

/* report with an option and -o NAME in the home. */
static Run *report(Cli *cli, const char *option, const char *name) {
  g_autofree char *line = g_strdup_printf("cd \"$HOME\" && $T report %s -o %s", option, name);
  return cli_shell(cli, line);
}

static void assert_xlsx(const char *path) {
  g_autofree char *bytes = NULL;
  gsize size = 0;
  g_assert_true(g_file_get_contents(path, &bytes, &size, NULL));
  g_assert_cmpuint(size, >, 10000);
  g_assert_true(memcmp(bytes, "PK\003\004", 4) == 0);
}

static guint files_in(const char *folder) {
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  guint count = 0;
  while (g_dir_read_name(dir) != NULL)
    count++;
  return count;
}

/* One new file, whole; the ledger file is only read. */
static void test_file(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *path = path_in(cli, "通报.xlsx");
  g_autofree char *before = NULL, *after = NULL;
  gsize before_size = 0, after_size = 0;
  guint files = files_in(cli->home);
  g_assert_true(g_file_get_contents(cli->db, &before, &before_size, NULL));
  g_autoptr(Run) run = report(cli, "--month 2026-11", "通报.xlsx");
  g_assert_cmpstr(run->err, ==, "");
  g_assert_cmpint(run->status, ==, 0);
  g_assert_cmpstr(run->out, ==, "2026年11月的报告已存为 通报.xlsx\n");
  assert_xlsx(path);
  g_assert_cmpuint(files_in(cli->home), ==, files + 1);
  g_assert_true(g_file_get_contents(cli->db, &after, &after_size, NULL));
  g_assert_cmpmem(before, before_size, after, after_size);
}

/* What is there is kept, unless it is to be replaced; a link is never followed. */
static void test_existing(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *path = path_in(cli, "a.xlsx");
  g_autofree char *linked = path_in(cli, "b.xlsx");
  g_autofree char *text = NULL;
  g_assert_true(g_file_set_contents(path, "原来的", -1, NULL));
  g_autoptr(Run) kept = report(cli, "", "a.xlsx");
  g_assert_cmpint(kept->status, ==, 1);
  assert_has(kept->err, "--force");
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_assert_cmpstr(text, ==, "原来的");
  g_assert_cmpint(symlink(path, linked), ==, 0);
  g_autoptr(Run) link = report(cli, "--force", "b.xlsx");
  g_assert_cmpint(link->status, ==, 1);
  g_autoptr(Run) replaced = report(cli, "--force", "a.xlsx");
  g_assert_cmpint(replaced->status, ==, 0);
  assert_xlsx(path);
}

static void test_refused(void) {
  g_autoptr(Cli) cli = cli_new_example();
  guint files = files_in(cli->home);
  cli_refused(cli, "report", 2, "-o 通报2026年11月.xlsx");
  cli_refused(cli, "report --month 2026-10", 2, "-o 通报2026年10月.xlsx");
  cli_refused(cli, "report -o 通报.xls", 2, ".xlsx");
  cli_refused(cli, "report -o .xlsx", 2, ".xlsx");
  cli_refused(cli, "report --month 13 -o a.xlsx", 2, "--month");
  cli_refused(cli, "report --month 2026-12 -o a.xlsx", 1, "2026年12月还没有到");
  cli_refused(cli, "report --ledger 没有 -o a.xlsx", 1, "没有");
  cli_refused(cli, "report -o /没有这个文件夹/a.xlsx", 1, "没有这个文件夹");
  g_assert_cmpuint(files_in(cli->home), ==, files);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/report/file", test_file);
  g_test_add_func("/report/existing", test_existing);
  g_test_add_func("/report/refused", test_refused);
  return g_test_run();
}

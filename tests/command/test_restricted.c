/* --restricted, and the other ways into that mode: which words count, and which files. */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/command/cli.h"

/* What somebody gets who may add words to those that were fixed: as an sshd hands them over. */
static Run *forced(Cli *cli, const char *words) {
  cli_set(cli, "SSH_ORIGINAL_COMMAND", words);
  return cli_run(cli, "--restricted", "--db", cli->db, NULL);
}

static void gives(Cli *cli, const char *words, int status, const char *out, const char *err) {
  g_autoptr(Run) run = forced(cli, words);
  if (run->status != status)
    g_error("%s: %d\n%s%s", words, run->status, run->out, run->err);
  assert_has(run->out, out);
  assert_has(run->err, err);
}

static void test_words(void) {
  g_autoptr(Cli) cli = cli_new_example();
  gives(cli, "ledgers", 0, "2026", "");
  gives(cli, "taizhang ledgers", 0, "2026", "");
  gives(cli, "/usr/bin/taizhang ledgers --format csv", 0, "2026", "");
  gives(cli, "ledgers; id", 2, "", "taizhang: ");
  gives(cli, "ledgers 'x", 2, "", "引号没有配对");
  gives(cli, "--db /tmp/other.db ledgers", 2, "", "不能用 --db");
  gives(cli, "ledgers --db=/tmp/other.db", 2, "", "不能用 --db");
  gives(cli, "sh -c id", 2, "", "没有“sh”这条命令");
  cli_set(cli, "SSH_ORIGINAL_COMMAND", NULL);
  g_autoptr(Run) shell = cli_run(cli, "-c", "version; id", NULL);
  g_assert_cmpint(shell->status, ==, 2);
  g_autoptr(Run) late = cli_run(cli, "--ascii", "--restricted", NULL);
  g_assert_cmpint(late->status, ==, 2);
  assert_has(late->err, "要写在最前面");
  g_autoptr(Run) alone = cli_run(cli, "ledgers", "--restricted", NULL);
  g_assert_cmpint(alone->status, ==, 2);
}

/* Nothing of the environment counts that says where files are. */
static void test_environment(void) {
  g_autoptr(Cli) cli = cli_new_example();
  cli_set(cli, "TAIZHANG_SHARE", "/nowhere");
  cli_set(cli, "TAIZHANG_DB", "/nowhere/other.db");
  cli_set(cli, "XDG_CONFIG_HOME", "/nowhere");
  cli_set(cli, "TAIZHANG_TODAY", "no day at all");
  gives(cli, "ledgers", 0, "2026", "");
  g_autoptr(Run) run = forced(cli, "config");
  assert_has(run->out, cli->db);
  g_assert_null(strstr(run->out, "/nowhere"));
  cli_set(cli, "SSH_ORIGINAL_COMMAND", NULL);
  cli_set(cli, "SUDO_UID", "x1");
  g_autoptr(Run) strange = cli_run(cli, "ledgers", NULL);
  g_assert_cmpint(strange->status, ==, 1);
  assert_has(strange->err, "SUDO_UID");
}

static void test_files(void) {
  g_autoptr(Cli) cli = cli_new_example();
  gives(cli, "export -o all.csv", 0, "all.csv", "");
  g_autofree char *stem = g_strndup(cli->db, strlen(cli->db) - strlen(".db"));
  g_autofree char *folder = g_strconcat(stem, "-exchange", NULL);
  g_autofree char *file = g_build_filename(folder, "all.csv", NULL);
  struct stat status;
  g_assert_cmpint(stat(folder, &status), ==, 0);
  g_assert_cmpint(status.st_mode & 07777, ==, 02770);
  g_assert_cmpint(stat(file, &status), ==, 0);
  g_autofree char *link = g_build_filename(folder, "out", NULL);
  g_assert_cmpint(symlink("/etc", link), ==, 0);
  gives(cli, "export -o out/x.csv", 1, "", "只能用交换目录");
  gives(cli, "export -o ../x.csv", 1, "", "只能用交换目录");
  gives(cli, "import out/passwd", 1, "", "只能用交换目录");
  gives(cli, "check-template /etc/passwd", 1, "只能用交换目录", "");
  gives(cli, "backup --check out/passwd", 1, "", "只能用交换目录");
  gives(cli, "sendout --period 2026-11 --dir out/made", 1, "", "只能用交换目录");
  gives(cli, "sendout --period 2026-11 --dir /etc/made", 1, "", "只能用交换目录");
}

/* A copy of the ledger file in the exchange folder is taken as it was looked at, and with what lies
 * beside it. */
static void test_copies(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *stem = g_strndup(cli->db, strlen(cli->db) - strlen(".db"));
  g_autofree char *folder = g_strconcat(stem, "-exchange", NULL);
  g_autofree char *journal = g_build_filename(folder, "copy.db-journal", NULL);
  gives(cli, "backup -o copy.db", 0, "copy.db", "");
  g_autoptr(Run) run = forced(cli, "backup --check copy.db");
  g_assert_cmpint(run->status, ==, 0);
  g_assert_true(g_str_has_prefix(run->out, "copy.db 完好"));
  gives(cli, "restore copy.db --dry-run", 0, "", "");
  g_assert_true(g_file_set_contents(journal, "half", -1, NULL));
  gives(cli, "backup --check copy.db", 1, "", "上次保存时中断");
  g_assert_cmpint(g_unlink(journal), ==, 0);
  g_assert_cmpint(mkfifo(journal, 0660), ==, 0);
  gives(cli, "backup --check copy.db", 1, "", "不是普通文件");
}

/* Told where it matters, with the command that mends it, and only then. */
static void test_modes(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *folder = g_path_get_dirname(cli->db);
  g_assert_cmpint(chmod(cli->db, 0664), ==, 0);
  g_free(cli_text(cli, "ledgers")); /* nobody else can enter the home */
  g_assert_cmpint(chmod(cli->home, 0755), ==, 0);
  g_assert_cmpint(chmod(folder, 02775), ==, 0);
  g_autoptr(Run) told = cli_run(cli, "ledgers", NULL);
  g_assert_cmpint(told->status, ==, 0);
  assert_has(told->err, "任何人都能读取台账文件（权限是 0664，应为 0660）；请执行 chmod 0660 ");
  g_assert_cmpint(chmod(cli->db, 0660), ==, 0);
  g_free(cli_text(cli, "ledgers"));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  if (!cli_hide_system()) {
    g_print("1..0 # SKIP only root can put %s out of sight\n", SYSTEM_FOLDER);
    return 0;
  }
  g_test_add_func("/command/restricted/words", test_words);
  g_test_add_func("/command/restricted/environment", test_environment);
  g_test_add_func("/command/restricted/files", test_files);
  g_test_add_func("/command/restricted/copies", test_copies);
  g_test_add_func("/command/restricted/modes", test_modes);
  return g_test_run();
}

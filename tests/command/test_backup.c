/* backup, restore, check: what they say and do, who may, and which files under --restricted. */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/command/cli.h"

/* taizhang.backups, .exchange and so on, beside the ledger. */
static char *beside(Cli *cli, const char *suffix) {
  g_autofree char *stem = g_strndup(cli->db, strlen(cli->db) - strlen(".db"));
  return g_strconcat(stem, suffix, NULL);
}

static char *only_copy(Cli *cli) {
  json_t *list = cli_json(cli, "backup --list --format json");
  const json_t *copies = json_object_get(list, "copies");
  g_assert_cmpuint(json_array_size(copies), ==, 1);
  char *path = g_strdup(json_text_of(json_array_get(copies, 0), "file"));
  json_decref(list);
  return path;
}

/* Its day, by which a person names it: that of the real clock. */
static char *day_of(const char *copy) {
  g_autofree char *name = g_path_get_basename(copy);
  return g_strndup(name + strlen("taizhang-"), strlen("2026-11-28"));
}

static void damage(const char *path) {
  g_autofree char *bytes = NULL;
  gsize size;
  g_assert_true(g_file_get_contents(path, &bytes, &size, NULL));
  memset(bytes + size / 2, 0x5a, 4096);
  g_assert_true(g_file_set_contents(path, bytes, (gssize)size, NULL));
}

static gboolean is_said(Cli *cli, const char *words) {
  g_autofree char *record = cli_text(cli, "log --limit 5");
  return strstr(record, words) != NULL;
}

/* ---- coming back -------------------------------------------------------------------------- */

static void test_restore(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *made = cli_text(cli, "backup");
  assert_has(made, "已备份，核对无误");
  g_autofree char *copy = only_copy(cli);
  g_autofree char *name = g_path_get_basename(copy);
  g_autofree char *day = day_of(copy);
  g_free(cli_text(cli, "progress 4 --text 之后的改动"));

  g_autofree char *dry = g_strdup_printf("restore %s --dry-run", name);
  g_autofree char *lost = cli_text(cli, dry);
  assert_has(lost, "会失去备份之后的1次改动");
  assert_has(lost, "记录进展");
  g_assert_true(is_said(cli, "记录进展"));

  g_autofree char *itself = g_strdup_printf("restore %s --yes", cli->db);
  cli_refused(cli, itself, 1, "就是现在用的台账文件");

  /* Nobody there to answer: nothing is done. */
  g_autoptr(Run) asked = cli_run(cli, "restore", name, NULL);
  g_assert_cmpint(asked->status, ==, 1);
  assert_has(asked->err, "恢复要先确认");
  g_assert_true(is_said(cli, "记录进展"));

  /* What a writer that died left beside the file would be rolled back into the one that comes. */
  g_autofree char *hot = g_strconcat(cli->db, "-journal", NULL);
  g_assert_true(g_file_set_contents(hot, "no journal of SQLite's", -1, NULL));
  g_autoptr(Run) done = cli_run(cli, "restore", day, "--yes", NULL);
  if (done->status != 0)
    g_error("%s%s", done->out, done->err);
  assert_has(done->out, "恢复之前的文件留在 ");
  g_autofree char *left = NULL;
  g_assert_true(!g_file_get_contents(hot, &left, NULL, NULL) || *left == '\0');
  g_assert_false(is_said(cli, "记录进展"));
  g_assert_true(is_said(cli, "恢复备份 "));
  /* It is an entry that changes no record. */
  json_t *newest = cli_json(cli, "log --format json --limit 1");
  const json_t *entry = json_array_get(newest, 0);
  g_assert_cmpuint(json_array_size(newest), ==, 1);
  g_assert_cmpuint(json_array_size(json_object_get(entry, "changes")), ==, 0);
  g_autofree char *row = cli_text(cli, "log --format csv --limit 1");
  assert_has(row, json_text_of(entry, "summary"));
  json_decref(newest);
  g_autofree char *sound = cli_text(cli, "check");
  assert_has(sound, "没有发现问题");
  g_autofree char *verified = cli_text(cli, "verify");
  assert_has(verified, "台账内容与日志一致");
  cli_refused(cli, "undo 2", 1, "换的是整个文件");
  g_autofree char *then = g_strdup_printf("show 1 --at %s", day);
  g_autofree char *past = cli_text(cli, then);
  assert_has(past, "目标任务");

  /* And what was before is one of the copies: nothing of it is lost. */
  g_autofree char *list = cli_text(cli, "backup --list");
  assert_has(list, "恢复前");
  cli_refused(cli, "restore 2020-01-01", 1, "没有“2020-01-01”这份备份");
  damage(copy);
  cli_refused(cli, dry, 1, "损坏");
}

static void test_right(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "backup"));
  g_autofree char *copy = only_copy(cli);
  g_autofree char *day = day_of(copy);
  g_free(cli_text(cli, "user tz-boss --level 管理员 --force"));
  g_autofree char *line = g_strdup_printf("user %s --level 督办", g_get_user_name());
  g_free(cli_text(cli, line));
  g_autoptr(Run) run = cli_run(cli, "restore", day, "--yes", NULL);
  g_assert_cmpint(run->status, !=, 0);
  assert_has(run->err, "管理员");
  g_autofree char *list = cli_text(cli, "backup --list");
  g_assert_null(strstr(list, "恢复前"));
  g_assert_false(is_said(cli, "恢复备份"));
}

/* ---- what fails ---------------------------------------------------------------------------- */

/* Where the folder cannot be: said in words, noted nowhere as made, the ledger goes on. */
static void test_no_folder(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *folder = beside(cli, ".backups");
  g_assert_true(g_file_set_contents(folder, "no folder", -1, NULL));
  cli_refused(cli, "backup", 1, ".backups");
  cli_refused(cli, "backup --output /nowhere/copy.db", 1, "/nowhere 失败：没有这个文件夹");
  cli_refused(cli, "backup --output ", 2, "请在 --output 后面写上文件名");
  /* A folder that is reached by a link is as good as any. */
  g_autofree char *link = g_build_filename(cli->home, "link", NULL);
  g_assert_cmpint(symlink(cli->home, link), ==, 0);
  g_autofree char *by_link = g_strdup_printf("backup --output %s/copy.db", link);
  g_free(cli_text(cli, by_link));
  /* A device that is always full. */
  cli_refused(cli, "backup --output /dev/full", 1, "已经存在");
  g_free(cli_text(cli, "progress 4 --text 照样能存"));
}

static void test_check(void) {
  g_autoptr(Cli) cli = cli_new_example();
  json_t *none = cli_json(cli, "check --format json");
  g_assert_cmpuint(json_array_size(none), ==, 0);
  json_decref(none);
  g_free(cli_text(cli, "backup"));
  g_autofree char *copy = only_copy(cli);
  g_autofree char *line = g_strdup_printf("backup --check %s", copy);
  g_autofree char *good = cli_text(cli, line);
  assert_has(good, "完好：任务69项");
  damage(copy);
  cli_refused(cli, line, 1, "损坏");
  cli_refused(cli, "backup --list --daily", 2, "只能写一个");
  damage(cli->db);
  g_autoptr(Run) found = cli_run(cli, "check", NULL);
  g_assert_cmpint(found->status, ==, 1);
}

/* ---- restricted ---------------------------------------------------------------------------- */

static void gives(Cli *cli, const char *words, int status, const char *out, const char *err) {
  cli_set(cli, "SSH_ORIGINAL_COMMAND", words);
  g_autoptr(Run) run = cli_run(cli, "--restricted", "--db", cli->db, NULL);
  if (run->status != status)
    g_error("%s: %d\n%s%s", words, run->status, run->out, run->err);
  assert_has(run->out, out);
  assert_has(run->err, err);
}

static void test_restricted(void) {
  if (!cli_hide_system()) {
    g_test_skip("only root can put " SYSTEM_FOLDER " out of sight");
    return;
  }
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *outside = g_build_filename(cli->home, "outside.db", NULL);
  g_autofree char *output = g_strdup_printf("backup --output %s", outside);
  g_free(cli_text(cli, output));
  gives(cli, "export -o all.csv", 0, "", ""); /* makes the folder */
  g_autofree char *folder = beside(cli, "-exchange");
  g_autofree char *link = g_build_filename(folder, "link.db", NULL);
  g_assert_cmpint(symlink(outside, link), ==, 0);

  g_autofree char *check = g_strdup_printf("backup --check %s", outside);
  g_autofree char *restore = g_strdup_printf("restore %s --yes", outside);
  g_autofree char *new = g_strdup_printf("backup --output %s/new.db", cli->home);
  gives(cli, check, 1, "", "只能用交换目录");
  gives(cli, restore, 1, "", "只能用交换目录");
  gives(cli, new, 1, "", "只能用交换目录");
  gives(cli, "backup --output ../new.db", 1, "", "只能用交换目录");
  gives(cli, "backup --check link.db", 1, "", "只能用交换目录");
  gives(cli, "restore link.db --yes", 1, "", "只能用交换目录");
  gives(cli, "backup --check /etc/passwd", 1, "", "只能用交换目录");

  gives(cli, "backup --output mine.db", 0, "mine.db", "");
  g_autofree char *mine = g_build_filename(folder, "mine.db", NULL);
  g_assert_true(g_file_test(mine, G_FILE_TEST_IS_REGULAR));
  gives(cli, "backup --output mine.db", 1, "", "taizhang: mine.db 已经存在");
  gives(cli, "backup --check mine.db", 0, "完好", "");
  gives(cli, "restore mine.db --dry-run", 0, "不会失去什么", "");
  gives(cli, "restore none.db --dry-run", 1, "", "没有“none.db”这份备份");

  /* Its own copies, by name, date and path. */
  gives(cli, "backup", 0, "已备份", "");
  g_autofree char *own = only_copy(cli);
  g_autofree char *by_path = g_strdup_printf("backup --check %s", own);
  gives(cli, by_path, 0, "完好", "");
  g_autofree char *day = day_of(own);
  g_autofree char *by_day = g_strdup_printf("restore %s --dry-run", day);
  gives(cli, by_day, 0, "不会失去什么", "");

  /* Where the ledger says no more who may do what, a file that somebody brings does not. */
  g_assert_true(g_file_set_contents(cli->db, "no ledger", -1, NULL));
  g_autofree char *back = g_strdup_printf("restore %s --yes", day);
  gives(cli, "restore mine.db --yes", 1, "", "只能用备份目录里的备份恢复");
  gives(cli, back, 0, "已恢复到", "");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/command/backup/restore", test_restore);
  g_test_add_func("/command/backup/right", test_right);
  g_test_add_func("/command/backup/no-folder", test_no_folder);
  g_test_add_func("/command/backup/check", test_check);
  g_test_add_func("/command/backup/restricted", test_restricted);
  return g_test_run();
}

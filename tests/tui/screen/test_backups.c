/* 备份: making a copy, checking it, and what would be lost by coming back to it. */
#include <pwd.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "tests/tui/screen/program.h"

static char *only_copy(Cli *cli) {
  g_autofree char *folder = g_strconcat(cli->db, "", NULL);
  *strrchr(folder, '.') = '\0';
  g_autofree char *copies = g_strconcat(folder, ".backups", NULL);
  g_autoptr(GDir) dir = g_dir_open(copies, 0, NULL);
  g_assert_nonnull(dir);
  const char *name;
  while ((name = g_dir_read_name(dir)) != NULL) {
    if (g_str_has_suffix(name, ".db"))
      return g_build_filename(copies, name, NULL);
  }
  g_error("no copy");
}

static void test_backups(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "$", "还没有备份过");
  g_assert_false(is_shown(pty, "怎样恢复"));
  press(pty, "n", "已备份并核对");
  pty_wait(pty, "共1份", 0);
  pty_wait(pty, "做时完好", 0);
  press(pty, "c", "完好：69项任务");
  g_assert_false(is_shown(pty, "做时完好"));
  press(pty, "r", "taizhang restore taizhang-2");
  pty_wait(pty, "请管理员退出后", 0);
  press_gone(pty, "y", "请管理员退出后");
  g_free(cli_text(cli, "progress 4 --text 之后的改动"));
  press(pty, ENTER, "会失去之后的1次改动");
  pty_wait(pty, "记录进展", 0);
  g_autofree char *copy = only_copy(cli);
  g_autofree char *away = g_strconcat(copy, ".away", NULL);
  g_assert_cmpint(g_rename(copy, away), ==, 0); /* what is not there is not damaged */
  press(pty, "c", "不存在");
  g_assert_false(is_shown(pty, "损坏"));
  g_assert_cmpint(g_rename(away, copy), ==, 0);
  press(pty, "\014", "共1份");
  g_autofree char *bytes = NULL;
  gsize size;
  g_assert_true(g_file_get_contents(copy, &bytes, &size, NULL));
  memset(bytes + size / 2, 0x5a, 4096);
  g_assert_true(g_file_set_contents(copy, bytes, (gssize)size, NULL));
  press(pty, "c", "已损坏");
  pty_wait(pty, " 损坏 ", 0);
  press(pty, ESC, "本月主题");
  program_quit(pty);
}

/* Where no folder can be made, that is said; when it can be, the same key makes the copy. */
static void test_refused(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *folder = g_strdup(cli->db);
  *strrchr(folder, '.') = '\0';
  g_autofree char *copies = g_strconcat(folder, ".backups", NULL);
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "$", "还没有备份过");
  g_assert_true(g_file_set_contents(copies, "不是目录", -1, NULL));
  press(pty, "n", "当中有一段不是文件夹");
  g_assert_false(is_shown(pty, "已备份"));
  g_assert_cmpint(g_unlink(copies), ==, 0);
  press(pty, "n", "已备份并核对");
  press(pty, ESC, "本月主题");
  program_quit(pty);
}

/* Who may only read looks, and makes none. */
static void test_reader(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "backup"));
  const struct passwd *me = getpwuid(getuid());
  g_assert_nonnull(me);
  g_free(cli_text(cli, "user tz-boss --level 管理员 --force"));
  g_autofree char *line = g_strdup_printf("user %s --level 只读", me->pw_name);
  g_free(cli_text(cli, line));
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "$", "共1份");
  press(pty, "n", "“立即备份”需要“经办”");
  g_assert_false(is_shown(pty, "已备份"));
  press(pty, "c", "完好：69项任务");
  press(pty, ESC, "本月主题");
  program_quit(pty);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/backups/making", test_backups);
  g_test_add_func("/backups/refused", test_refused);
  g_test_add_func("/backups/reader", test_reader);
  return g_test_run();
}

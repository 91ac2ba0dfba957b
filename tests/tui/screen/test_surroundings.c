/* Other people at the same ledger, other files than one expects, other terminals and charsets. */
#include "tests/tui/screen/program.h"

#include <string.h>

#include <glib/gstdio.h>

/* ---- two at the same ledger ------------------------------------------------------------- */

/* What another program records appears by itself, and the cursor stays where it is. */
static void test_others_changes(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "2", "1/101");
  press(pty, "jjjjjj", "7/101");
  g_free(cli_text(cli, "progress 4 --text 另一人已经记下 --percent 50"));
  pty_wait(pty, "另一人已经记下", 0);
  settle(pty);
  pty_wait_row(pty, 1, "7/101", 0);
  g_assert_true(is_chosen(pty, row_of(pty, " 4 落实国家")));
  pty_wait_row(pty, row_of(pty, " 4 落实国家"), "办理中", 0);
  program_quit(pty);
}

/* Two change different fields: both are kept. */
static void test_no_conflict(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) first = program_start(cli);
  g_autoptr(Pty) second = program_start(cli);
  edit_deadline(second, "12月5日");
  press(first, "2", "1/101");
  press(first, "jjjjjj", "7/101");
  press(first, "e", "修改任务  第4项");
  press(second, CTRL_S, "已保存");
  pty_send(first, TAB TAB TAB TAB);
  type_in(first, "督办件");
  press(first, CTRL_S, "已保存");
  pty_wait_row(first, row_of(first, " 4 落实国家"), "12月5日", 0);
  press(first, ENTER, "督办件");
  json_auto_t *task = task_json(cli, 4);
  g_assert_cmpstr(json_text_of(task, "due"), ==, "2026-12-05");
  program_quit(second);
}

/* ---- files ------------------------------------------------------------------------------ */

/* Where no file can be, none is begun. */
static void test_no_place(void) {
  g_autoptr(Cli) cli = cli_new();
  g_autofree char *data = g_build_filename(cli->home, "data", NULL);
  g_assert_true(g_file_set_contents(data, "", 0, NULL)); /* no folder */
  g_autoptr(Pty) pty = program_open(cli, 24, 80, "C.UTF-8");
  g_assert_cmpint(pty_wait_exit(pty, 0), ==, 1);
  pty_wait(pty, "taizhang: ", 0);
  g_assert_false(pty_alternate(pty));
}

static void test_not_a_ledger(void) {
  g_autoptr(Cli) cli = cli_new();
  g_autofree char *folder = g_path_get_dirname(cli->db);
  g_mkdir_with_parents(folder, 0700);
  g_assert_true(g_file_set_contents(cli->db, "一份普通的文件，不是台账\n", -1, NULL));
  g_autoptr(Pty) pty = program_open(cli, 24, 80, "C.UTF-8");
  g_assert_cmpint(pty_wait_exit(pty, 0), ==, 1);
  pty_wait(pty, "taizhang: ", 0);
  g_autofree char *bytes = NULL;
  g_assert_true(g_file_get_contents(cli->db, &bytes, NULL, NULL));
  g_assert_cmpstr(bytes, ==, "一份普通的文件，不是台账\n");
}

/* Root can write every file: for root the program runs as somebody else, where that can be had. */
static Pty *start_reader(Cli *cli) {
  static const char line[] =
      "if [ \"$(id -u)\" -ne 0 ]; then exec \"$TAIZHANG\"; fi\n"
      "as=\"setpriv --reuid 65534 --regid 65534 --clear-groups\"\n"
      "$as test -x \"$TAIZHANG\" -a -r \"$TAIZHANG_DB\" || { echo cannot; exit 3; }\n"
      "exec $as \"$TAIZHANG\"\n";
  g_autofree char *home = g_strdup_printf("HOME=%s", cli->home);
  g_autofree char *db = g_strdup_printf("TAIZHANG_DB=%s", cli->db);
  const char *environment[] = {home, db, "TAIZHANG_TODAY=2026-11-21", NULL};
  return pty_spawn((const char *const[]){"/bin/sh", "-c", line, NULL}, environment, 24, 80,
                   "C.UTF-8");
}

static void test_read_only(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *folder = g_path_get_dirname(cli->db);
  g_autofree char *data = g_path_get_dirname(folder);
  g_chmod(cli->db, 0444);
  g_chmod(folder, 0755);
  g_chmod(data, 0755);
  g_chmod(cli->home, 0755);
  g_autoptr(Pty) pty = start_reader(cli);
  for (int i = 0; i < 400 && !is_shown(pty, "本月主题") && !is_shown(pty, "cannot"); i++)
    pty_wait_quiet(pty, 50);
  if (is_shown(pty, "cannot")) {
    g_test_skip("root can write every file, and nobody else can run the program here");
    return;
  }
  pty_wait_row(pty, 0, "只读", 0);
  pty_wait(pty, "任何人都能读取台账文件", 0);
  press_gone(pty, "y", "任何人都能读取台账文件");
  press(pty, "p", "台账文件是只读的");
  press(pty, "u", "不能用“撤销”");
  press(pty, F10, "─ 菜单 ");
  g_assert_false(is_shown(pty, "记录进展"));
  press_gone(pty, ESC, "─ 菜单 ");
  program_quit(pty);
}

/* ---- terminals and charsets ------------------------------------------------------------- */

static void test_locale_refused(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_open(cli, 24, 80, "en_US.ISO-8859-1");
  g_assert_cmpint(pty_wait_exit(pty, 0), ==, 1);
  g_autofree char *screen = pty_screen(pty);
  assert_has(screen, "ISO-8859-1");
  assert_has(screen, "UTF-8");
  const GByteArray *output = pty_output(pty);
  g_autofree char *bytes = g_strndup((const char *)output->data, output->len);
  assert_has(bytes, "中文");
  assert_has(bytes, "Chinese");
  g_assert_false(pty_alternate(pty));
}

static void check_locale(const char *locale) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_open(cli, 24, 80, locale);
  pty_wait(pty, "本月主题", 0);
  press(pty, "p", "记录进展  第4项");
  type_in(pty, "已部署");
  press(pty, CTRL_S, "已保存");
  g_autofree char *text = last_progress_text(cli, 4);
  g_assert_cmpstr(text, ==, "已部署");
  program_quit(pty);
}

static void test_no_locale(void) {
  check_locale(NULL);
  check_locale("C");
  check_locale("POSIX");
}

static void check_terminal(const char *change) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *home = g_strdup_printf("HOME=%s", cli->home);
  g_autofree char *db = g_strdup_printf("TAIZHANG_DB=%s", cli->db);
  const char *environment[] = {home, db, "TAIZHANG_TODAY=2026-11-21", change, NULL};
  g_autoptr(Pty) pty =
      pty_spawn((const char *const[]){g_getenv("TAIZHANG"), NULL}, environment, 24, 80, "C.UTF-8");
  pty_wait(pty, "本月主题", 0);
  press(pty, "2", "1/101");
  press(pty, "jjjjjj", "7/101");
  program_quit(pty);
}

static void test_terminals(void) {
  check_terminal("TERM");
  check_terminal("TERM=no-such-terminal");
  check_terminal("TERM=linux");
  check_terminal("TERM=vt100");
  check_terminal("NO_COLOR=1");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/screen/surroundings/others_changes", test_others_changes);
  g_test_add_func("/screen/surroundings/no_conflict", test_no_conflict);
  g_test_add_func("/screen/surroundings/no_place", test_no_place);
  g_test_add_func("/screen/surroundings/not_a_ledger", test_not_a_ledger);
  g_test_add_func("/screen/surroundings/read_only", test_read_only);
  g_test_add_func("/screen/surroundings/locale_refused", test_locale_refused);
  g_test_add_func("/screen/surroundings/no_locale", test_no_locale);
  g_test_add_func("/screen/surroundings/terminals", test_terminals);
  return g_test_run();
}

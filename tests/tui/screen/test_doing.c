/* Ways to say what to do: menu, names, help, one's own keys, the mouse. */
#include "tests/tui/screen/program.h"

#include <glib/gstdio.h>

/* It begins with the chosen task; ← leads to the groups, and every key beside an item works. */
static void test_menu(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, F10, "─ 菜单 ");
  pty_wait(pty, "记录进展", 0);
  press(pty, DOWN DOWN ENTER, "修改任务  第4项");
  press(pty, ESC, "本月主题");
  press(pty, F10, "─ 菜单 ");
  press(pty, LEFT UP, "报送案例");
  press_gone(pty, LEFT, "─ 菜单 ");
  press(pty, "m", "─ 菜单 ");
  press(pty, LEFT DOWN ENTER, "换台账");
  press(pty, DOWN ENTER, "1/101");
  press(pty, "m", "─ 菜单 ");
  press(pty, "3", "最长 205 天");
  press(pty, "m", "─ 菜单 ");
  press(pty, "办", "请切换到英文输入");
  press_gone(pty, ESC, "─ 菜单 ");
  pty_send(pty, "\003"); /* Ctrl-C: a letter may still do nothing */
  g_assert_cmpint(pty_wait_exit(pty, 0), ==, 0);
}

static void test_palette(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, ":", "输入名称的一部分");
  g_assert_false(is_shown(pty, "最近"));
  type_in(pty, "选题");
  pty_wait_row(pty, row_of(pty, "选题计划设置") - 1, " 4 ", 0);
  press(pty, ENTER, "11/12");
  press(pty, "\020", "输入名称的一部分"); /* Ctrl-P */
  pty_wait(pty, "最近", 0);
  type_in(pty, "没有这个");
  pty_wait(pty, "没有符合的", 0);
  press_gone(pty, ESC, "没有符合的");
  press(pty, ":", "输入名称的一部分");
  type_in(pty, "screen.led"); /* by the name that keys.yaml uses */
  press(pty, ENTER, "1/101");
  program_quit(pty);
}

static void go_to(Pty *pty, const char *number, const char *row, const char *words) {
  press(pty, ":", "输入名称的一部分");
  type_in(pty, number);
  pty_wait(pty, row, 0);
  press(pty, ENTER, words);
}

/* A number is a 序号; where all of several ledgers are looked at, the 编号 that is shown in [ ]. */
static void test_palette_number(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  go_to(pty, "54", "看第54项任务", "第54项（编号 54，任务）");
  press(pty, ESC, "本月主题");
  g_free(cli_text(cli, "init --template xinzhou-2022"));
  pty_send(pty, "\014");
  pty_wait(pty, "全部台账", 0);
  go_to(pty, "71", "看编号71（[ ] 里的数）的任务", "第2项（编号 71，任务）");
  press(pty, ESC, "本月主题");
  go_to(pty, "999", "看编号999", "没有编号为 999 的任务");
  program_quit(pty);
}

/* What cannot be done now is there all the same, and says why; a page of another screen is gone to
 * by way of that screen. */
static void test_palette_everywhere(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, ":", "输入名称的一部分");
  type_in(pty, "封存");
  pty_wait(pty, "“封存或启封”要在“台账”里用", 0);
  press_gone(pty, ENTER, "输入名称的一部分");
  pty_wait_row(pty, 23, "“封存或启封”要在“台账”里用", 0);
  press(pty, ":", "输入名称的一部分");
  type_in(pty, "task.close");
  press_gone(pty, ENTER, "输入名称的一部分");
  pty_wait_row(pty, 22, "不能销号", 0); /* above the keys, for which it leaves no room */
  g_assert_cmpint(pty_cell(pty, 22, 1).foreground, ==, 203); /* refused, and not done */
  press(pty, ":", "输入名称的一部分");
  type_in(pty, "报送情况表");
  pty_wait(pty, "先到“选题”", 0);
  press(pty, ENTER, "报送单位（篇）");
  press(pty, ESC, "11/12");
  press(pty, ESC, "本月主题");
  program_quit(pty);
}

static void test_help(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "2", "1/101");
  press(pty, "?", "此处可用的按键");
  pty_wait(pty, "台账：任务分工台账，按指标展开。", 0); /* what the screen is for */
  type_in(pty, "折叠");
  pty_wait_row(pty, row_of(pty, "折叠：折叠当前指标"), "h ←", 0);
  pty_wait_row(pty, row_of(pty, "全部折叠："), "[", 0);
  press(pty, ENTER, "1/90"); /* does it */
  press(pty, "?", "此处可用的按键");
  type_in(pty, "保留筛选"); /* keys that are no actions */
  press(pty, ENTER, "在那里才起作用");
  press(pty, "1", "本月主题");
  press(pty, "?", "此处可用的按键");
  type_in(pty, "折叠");
  pty_wait_gone(pty, "折叠当前指标", 0); /* not here */
  press(pty, CTRL_U "按栏排序", "此处没有符合的；可按 Esc，再按 : 从全部操作里找");
  press_gone(pty, ESC, "此处可用的按键");
  press(pty, "p", "记录进展  第4项");
  press(pty, "?\033OP", "输入时可用的按键"); /* F1, since ? is a letter here */
  pty_wait(pty, "保存：在哪一栏都可以", 0);
  press_gone(pty, ESC, "输入时可用的按键");
  pty_wait(pty, "?", 0);
  press(pty, ESC, "有未保存的内容");
  press(pty, "d", "本月主题");
  program_quit(pty);
}

/* ---- one's own keys --------------------------------------------------------------------- */

static void write_config(Cli *cli, const char *name, const char *text) {
  g_autofree char *folder = g_build_filename(cli->home, "config", "taizhang", NULL);
  g_autofree char *path = g_build_filename(folder, name, NULL);
  g_mkdir_with_parents(folder, 0700);
  g_autoptr(GError) error = NULL;
  g_file_set_contents(path, text, -1, &error);
  g_assert_no_error(error);
}

static void test_own_keys(void) {
  g_autoptr(Cli) cli = cli_new_example();
  write_config(cli, "keys.yaml",
               "global:\n  screen.topics: [z]\n  no.such.thing: [y]\ntoday:\n"
               "  progress.add: [w]\n");
  g_autoptr(Pty) pty = program_start(cli);
  pty_wait(pty, "no.such.thing", 0);
  pty_wait(pty, "keys.yaml 第 3 行", 0);
  pty_wait_row(pty, 0, "z选题", 0);
  press(pty, "z", "典型案例报送主题计划");
  press(pty, "1", "本月主题");
  pty_wait_row(pty, 23, "w 进展", 0);
  press(pty, "w", "记录进展  第4项");
  press(pty, ESC, "本月主题");
  press(pty, "?", "此处可用的按键");
  type_in(pty, "记录进展");
  pty_wait_row(pty, row_of(pty, "记录进展："), " w ", 0);
  press_gone(pty, ESC, "此处可用的按键");
  pty_send(pty, "q");
  g_assert_cmpint(pty_wait_exit(pty, 0), ==, 0);
  g_assert_true(is_shown(pty, "no.such.thing")); /* said again where it stays */
}

static void test_broken_keys(void) {
  g_autoptr(Cli) cli = cli_new_example();
  write_config(cli, "keys.yaml", "global:\n  undo: [u\n");
  g_autoptr(Pty) pty = program_open(cli, 24, 80, "C.UTF-8");
  pty_wait(pty, "keys.yaml", 0);
  program_quit(pty);
}

/* ---- the mouse -------------------------------------------------------------------------- */

static void test_mouse(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  click(pty, 0, column_of(pty, 0, "台账"));
  pty_wait(pty, "1/101", 0);
  settle(pty);
  click(pty, row_of(pty, " 3 交通运输厅"), 20);
  pty_wait(pty, "5/101", 0);
  pty_wait(pty, "第3项", 0);
  settle(pty);
  g_assert_true(is_chosen(pty, row_of(pty, " 3 交通运输厅")));
  pty_send(pty, "\033[<65;20;10M");
  pty_wait_gone(pty, "（一）加强组织领导", 0);
  pty_send(pty, "\033[<64;20;10M");
  pty_wait(pty, "（一）加强组织领导", 0);
  settle(pty);
  int row = row_of(pty, " 2 发挥");
  click(pty, row, 20);
  click(pty, row, 20);
  pty_wait(pty, "第2项（编号", 0);
  click(pty, 0, column_of(pty, 0, "今日"));
  pty_wait(pty, "本月主题", 0);
  settle(pty);
  click(pty, row_of(pty, "第54项"), 30);
  settle(pty);
  press(pty, "p", "记录进展  第54项");
  settle(pty);
  click(pty, row_of(pty, "完成率"), 20);
  type_in(pty, "30");
  pty_wait_row(pty, row_of(pty, "完成率"), "30", 0);
  click(pty, row_of(pty, "取消 (Esc)"), column_of(pty, row_of(pty, "取消 (Esc)"), "取消"));
  pty_wait(pty, "有未保存的内容", 0);
  settle(pty);
  int answers = row_of(pty, "放弃");
  click(pty, answers, column_of(pty, answers, "放弃"));
  pty_wait(pty, "本月主题", 0);
  program_quit(pty);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/screen/doing/menu", test_menu);
  g_test_add_func("/screen/doing/palette", test_palette);
  g_test_add_func("/screen/doing/palette_number", test_palette_number);
  g_test_add_func("/screen/doing/palette_everywhere", test_palette_everywhere);
  g_test_add_func("/screen/doing/help", test_help);
  g_test_add_func("/screen/doing/own_keys", test_own_keys);
  g_test_add_func("/screen/doing/broken_keys", test_broken_keys);
  g_test_add_func("/screen/doing/mouse", test_mouse);
  return g_test_run();
}

/* Getting about: back along the way one came, the palette, the menu, help, and an input method that
 * is on. */
#include "tests/tui/screen/program.h"

#define STRAY "请切换到英文输入，或用方向键与回车"

/* ---- an input method -------------------------------------------------------------------- */

/* Presses keys until a text is shown: for a time they may do nothing. */
static void press_until(Pty *pty, const char *keys, const char *text) {
  for (int i = 0; i < 100 && !is_shown(pty, text); i++) {
    pty_send(pty, keys);
    pty_wait_quiet(pty, 100);
  }
  pty_wait(pty, text, 0);
}

static void test_stray(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "台", STRAY);
  press_gone(pty, DOWN, STRAY); /* arrows work at once */
  press(pty, "台账2", STRAY);   /* the digit came with it */
  pty_wait(pty, "本月主题", 0);
  press_gone(pty, UP, STRAY);
  press_until(pty, "2", "1/101");
  press(pty, "办d", STRAY);
  g_assert_false(is_shown(pty, "标为已办结"));
  pty_send(pty, "\003"); /* Ctrl-C quits at once */
  g_assert_cmpint(pty_wait_exit(pty, 0), ==, 0);
}

/* A key that means nothing on a screen says so, with the next key no more. */
static void test_unused(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press_gone(pty, "8", "本月主题");
  press(pty, "W", "W 键在这里没有用处；按 ? 看能用的键");
  press(pty, "x", "x 键在这里没有用处");
  press(pty, "{", "{ 键在这里没有用处；按 ? 看能用的键");
  press(pty, "2", "1/101");
  g_assert_false(is_shown(pty, "没有用处"));
  press(pty, "v", "请先按空格标记一项"); /* there is nothing to mark from */
  program_quit(pty);
}

/* Marks and letters of full width are those of the keyboard, but in what is typed as text. */
static void test_full_width(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "：", "输入名称的一部分");
  type_in(pty, "ｎ．ｌｅｄ");
  press(pty, ENTER, "1/101");
  press(pty, "ｊｊ", "3/101");
  press(pty, "Ｇ", "101/101");
  press(pty, "ｇ【", "1/9");
  press(pty, "】", "1/101");
  press(pty, "、", "筛选：");
  type_in(pty, "法规处。");
  pty_send(pty, ESC);
  pty_wait_gone(pty, "筛选：", 0);
  press(pty, "？", "此处可用的按键");
  press_gone(pty, ESC, "此处可用的按键");
  press(pty, "１", "本月主题");
  press(pty, "ｄ", "标为已办结");
  press(pty, "Ｙ", "已办结，等待审核");
  program_quit(pty);
}

/* ---- going back ------------------------------------------------------------------------- */

#define BACKSPACE "\177"

/* Along the way one came: pages with the row they were on, a filter first, main screens in turn. */
static void test_back(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, ESC, "已在最外一层");
  press(pty, "2", "1/101");
  press(pty, "jjjjjj", "7/101");
  press(pty, "3", "最长 205 天");
  press(pty, "4", "11/12");
  press(pty, BACKSPACE, "最长 205 天");
  press(pty, ESC, "7/101");
  press(pty, ENTER, "第4项（编号");
  pty_wait_row(pty, 0, " 第4项", 0);
  press(pty, "n", "第5项（编号");
  press(pty, ":", "输入名称的一部分");
  type_in(pty, "screen.units");
  press(pty, ENTER, "单位（其他名称）");
  press(pty, "jj" ENTER, "的任务");
  press(pty, ":", "输入名称的一部分");
  type_in(pty, "screen.units");
  press(pty, ENTER, "单位（其他名称）");
  press(pty, ESC, "第5项（编号");
  press(pty, ESC, "8/101");
  program_quit(pty);
}

/* To and fro makes no longer way back; a page that was left for another screen is come back to. */
static void test_back_pages(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_open(cli, 50, 200, "C.UTF-8");
  pty_wait(pty, "本月主题", 0);
  press(pty, "2", "1/101");
  press(pty, "jjjjjj" ENTER, "台账 › 第4项");
  pty_wait_row(pty, 0, "台账 › 第4项  2026-11-21 周六", 0);
  press(pty, "323232323", "最长 205 天");
  press(pty, "2", "7/101");
  press(pty, ENTER, "台账 › 第4项");
  press(pty, "3", "最长 205 天");
  press(pty, ESC, "台账 › 第4项");
  press(pty, ESC, "7/101");
  press(pty, "/", "筛选：");
  type_in(pty, "法规处");
  press_gone(pty, ENTER, "筛选：");
  press(pty, "1", "本月主题");
  press(pty, ESC, "筛选“法规处”");
  press_gone(pty, ESC, "筛选“法规处”");
  press(pty, ESC, "已在最外一层");
  program_quit(pty);
}

/* ---- found by initials ------------------------------------------------------------------ */

/* yq is 逾期: the screen comes before all that have the letters somewhere. */
static void test_initials(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, ":", "拼音首字母");
  type_in(pty, "yq");
  press(pty, ENTER, "最长 205 天");
  press(pty, "?", "此处可用的按键");
  type_in(pty, "ｊｌｊｚ"); /* 记录进展, with full width on */
  press(pty, ENTER, "记录进展  第4项");
  press(pty, ESC, "最长 205 天");
  program_quit(pty);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/screen/about/stray", test_stray);
  g_test_add_func("/screen/about/unused", test_unused);
  g_test_add_func("/screen/about/full_width", test_full_width);
  g_test_add_func("/screen/about/back", test_back);
  g_test_add_func("/screen/about/back_pages", test_back_pages);
  g_test_add_func("/screen/about/initials", test_initials);
  return g_test_run();
}

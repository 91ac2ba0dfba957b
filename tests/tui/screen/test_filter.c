/* The filter line: what it offers, what it tells, what it keeps; the lists it narrows. */
#include <string.h>

#include "tests/tui/screen/program.h"

/* What stands in the row above the line. */
static gboolean is_offered(Pty *pty, const char *text) {
  g_autofree char *row = row_part(pty, 22, 0, 80);
  return strstr(row, text) != NULL;
}

static void test_completion(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "2", "1/101");
  press(pty, "/", "Tab 采用");
  g_assert_true(is_offered(pty, "责任:  状态:  灯:  时限:"));
  /* A field by the initials of its name, its value by those of its own. */
  press(pty, "zr", "筛选：zr");
  pty_wait_row(pty, 22, "责任:", 0);
  press(pty, TAB, "筛选：责任:");
  pty_wait_row(pty, 23, "单位名称、别名或拼音首字母", 0);
  press(pty, "tfgc", "筛选“责任:tfgc”：36 项");
  pty_wait_row(pty, 22, "厅法规处", 0);
  press(pty, RIGHT, "筛选“责任:厅法规处”：36 项");
  g_assert_false(is_offered(pty, "厅法规处")); /* it stands there */
  /* Another offer than the first; one that is clicked. */
  press(pty, " zt", "筛选：责任:厅法规处 zt");
  press(pty, TAB, "未启动");
  press(pty, SHIFT_TAB SHIFT_TAB SHIFT_TAB TAB, "状态:办理中");
  pty_wait_row(pty, 1, "：0 项", 0);
  press(pty, "\177\177\177", "Shift-Tab 换一个");
  click(pty, 22, column_of(pty, 22, "未启动"));
  pty_wait_row(pty, 1, "筛选“责任:厅法规处 状态:未启动”：36 项", 0);
  /* ↑ ↓ are the list's while something is typed. */
  press(pty, DOWN DOWN, "5/61");
  /* Before the cursor, not at the end. */
  press(pty, HOME "deng", "筛选：deng责任");
  press(pty, CTRL_U "d ", "筛选：d 责任");
  press(pty, LEFT, "灯:  督促:");
  press(pty, TAB, "筛选：灯: 责任");
  press(pty, "红", "：1 项");
  /* Kept, it is found again from an empty line. */
  press_gone(pty, ENTER, "红、黄、绿、灰");
  press(pty, ESC, "/101");
  press(pty, "/", "↑ 以前的筛选");
  press(pty, UP, "筛选：灯:红 责任:厅法规处 状态:未启动");
  pty_wait_row(pty, 1, "：1 项", 0);
  press(pty, DOWN, "↑ 以前的筛选");
  pty_wait_row(pty, 1, "/101", 0);
  press_gone(pty, ESC, "↑ 以前的筛选");
  program_quit(pty);
}

/* What is not understood is told, and that word alone left out. */
static void test_problems(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "2", "1/101");
  press(pty, "/", "筛选：");
  type_in(pty, "法规处 状态:xyz");
  pty_wait(pty, "没有“xyz”这种状态，可以是未启动", 0);
  pty_wait_row(pty, 1, "：36 项", 0);
  press(pty, CTRL_U, "筛选：内容");
  g_assert_false(is_shown(pty, "这种状态"));
  type_in(pty, "责人:法规处");
  pty_wait(pty, "没有“责人”这一项", 0);
  press(pty, CTRL_U, "筛选：内容");
  type_in(pty, "责任:没有的处");
  pty_wait(pty, "没有名称含“没有的处”的单位", 0);
  /* A date is no mistake while it is typed; it is when the line goes. */
  press(pty, CTRL_U, "筛选：内容");
  type_in(pty, "时限:<2026-13");
  settle(pty);
  g_assert_false(is_shown(pty, "不是日期"));
  pty_wait_row(pty, 23, "<2026-12-01、本月", 0);
  press(pty, ENTER, "筛选中：“2026-13”不是日期");
  pty_wait(pty, "不是日期，可以写 2026-12-01", 0);
  /* Nor is it forgotten with the next key: all that is listed could be marked. */
  press_gone(pty, "j", "不是日期");
  pty_wait_row(pty, 1, "筛选（有没看懂的）“时限:<2026-13”：69 项", 0);
  /* As an input method writes it. */
  press(pty, "/" CTRL_U, "筛选：内容");
  type_in(pty, "ｚｒ：ｔｆｇｃ，ｔｒｓｃ");
  pty_wait_row(pty, 1, "项", 0);
  settle(pty);
  g_assert_false(is_shown(pty, "没有“"));
  press(pty, CTRL_U, "筛选：内容");
  type_in(pty, "序号：４");
  pty_wait_row(pty, 1, "筛选“序号：４”：1 项", 0);
  press_gone(pty, ENTER, "筛选：序号");
  pty_wait_row(pty, 1, "筛选“序号：４”：1 项", 0);
  press(pty, ESC, "7/101");
  program_quit(pty);
}

/* The other lists on which tasks can be chosen, and 单位. */
static void test_lists(void) {
  g_autoptr(Cli) cli = cli_new_example();
  cli_set(cli, "TAIZHANG_TODAY", "2026-12-02");
  g_free(cli_text(cli, "done 4"));
  g_free(cli_text(cli, "done 30"));
  g_autoptr(Pty) pty = program_open(cli, 24, 80, "C.UTF-8");
  pty_wait(pty, "本月主题", 0);
  press(pty, "3", "，涉及 ");
  press(pty, "/时限:无 灯:红", "”：逾期 0 项");
  press(pty, CTRL_U "灯:红 序号:54", "筛选“灯:红 序号:54”：逾期 1 项");
  press(pty, ESC, "，涉及 ");

  press(pty, "5", "1/7");
  press(pty, "/序号:50", "1/1");
  pty_wait(pty, "第50项 每季度公示2个以上", 0);
  pty_wait_row(pty, 1, "筛选“序号:50”", 0);
  pty_wait_row(pty, row_of(pty, "合计 "), "0/2+   0/2+", 0);
  press_gone(pty, ENTER, "筛选：");
  press(pty, TAB TAB TAB, "按单位、按月");
  pty_wait_row(pty, 1, "筛选“序号:50”", 0);
  press_gone(pty, ESC, "筛选“序号:50”");
  press(pty, "/没有", "没有符合筛选的周期要求");
  press_gone(pty, ESC, "没有符合筛选的周期要求");

  press(pty, "7", "待审核2项");
  press(pty, "/序号:4", "筛选“序号:4”：待审核1项");
  press_gone(pty, ENTER, "筛选：序号:4");
  press(pty, ESC, "待审核2项");
  press(pty, "/没有", "没有符合筛选的事项");
  press(pty, ESC, "待审核2项");

  press(pty, "N", "单位  共45个");
  press(pty, "/", "名称、别名、类别或拼音首字母");
  g_assert_false(is_offered(pty, "责任:"));
  press(pty, "ｔＦＧc", "单位  共1个");
  pty_wait(pty, "厅法规处", 0);
  press(pty, ENTER, "M 合并");
  press(pty, ESC, "单位  共45个");
  /* What was typed for names is brought back among names. */
  press(pty, "/" UP, "单位  共1个");
  press(pty, ESC, "单位  共45个");
  press(pty, ESC, "待审核2项");
  program_quit(pty);
}

static void test_gb18030(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_open(cli, 24, 80, "zh_CN.GB18030");
  pty_wait(pty, "今日", 0);
  press(pty, "2", "1/101");
  press(pty, "/", "Tab 采用");
  type_in(pty, "zr:tfgc");
  pty_wait_row(pty, 22, "厅法规处", 0);
  press(pty, TAB, "筛选“zr:厅法规处”：36 项");
  press(pty, ESC, "3/101");
  program_quit(pty);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/screen/filter/completion", test_completion);
  g_test_add_func("/screen/filter/problems", test_problems);
  g_test_add_func("/screen/filter/lists", test_lists);
  g_test_add_func("/screen/filter/gb18030", test_gb18030);
  return g_test_run();
}

/* 日志: the list and its filter, an entry, taking one back; a task as it was. */
#include "tests/tui/screen/program.h"

static void test_record(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "set 4 --note 甲"));
  g_free(cli_text(cli, "set 5 --note 乙"));
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "~", "日志  共3条");
  press(pty, "/字段:备注 甲", "日志  共1条");
  press(pty, ENTER, "r 撤销它");
  press(pty, ENTER, "修改        目标任务（编号 4）");
  pty_wait(pty, "备注        （空） → 甲", 0);
  press(pty, "r", "撤销第2条？");
  pty_send(pty, "r"); /* the same key again answers nothing */
  settle(pty);
  g_assert_true(is_shown(pty, "撤销第2条？"));
  press(pty, "y", "已撤销：");
  press(pty, ESC, "日志  共2条");
  pty_wait(pty, "（已撤销）", 0);
  press(pty, ESC, "日志  共4条");
  press(pty, "/任务:x", "没看懂");
  press_gone(pty, ESC, "任务:x");
  press(pty, ESC, "本月主题");
  press(pty, "3", "最长 ");
  press_gone(pty, ENTER, "最长 ");
  press(pty, "h", "筛选：任务:4");
  press_gone(pty, ESC, "任务:4"); /* the filter goes, then the page */
  press_gone(pty, ESC, "做了什么");
  press(pty, "H", "历史");
  press_gone(pty, ESC, "历史");
  press(pty, "1", "本月主题");
  program_quit(pty);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/screen/record", test_record);
  return g_test_run();
}

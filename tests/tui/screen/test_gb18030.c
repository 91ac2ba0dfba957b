/* The screens in a GB18030 terminal, where ─│—…“” are two columns wide. */
#include "tests/tui/screen/program.h"

#include <string.h>

static Pty *start(Cli *cli) {
  Pty *pty = program_open(cli, 24, 80, "zh_CN.GB18030");
  pty_wait(pty, "本月主题", 0);
  settle(pty);
  return pty;
}

/* The last column in which something stands. */
static int end_of_row(Pty *pty, int row) {
  for (int column = 79; column >= 0; column--) {
    PtyCell cell = pty_cell(pty, row, column);
    if (cell.width == 0 || (cell.text[0] != '\0' && cell.text[0] != ' '))
      return column;
  }
  return -1;
}

static void test_opening(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = start(cli);
  pty_wait_row(pty, 0, "2026-11-21 周六", 0);
  pty_wait_row(pty, 1, "!红2 ~黄1 +绿55 -灰11", 0);
  int late = row_of(pty, "逾期205天");
  pty_wait_row(pty, late, "第4项", 0);
  pty_wait_row(pty, late + 1, "逾期21天", 0);
  pty_wait(pty, "11月  诚信文化", 0);
  int rule = row_of(pty, "本月主题");
  g_autofree char *line = pty_row_text(pty, rule);
  assert_has(line, "─");
  g_assert_cmpint(pty_cell(pty, rule, 0).width, ==, 2);
  g_assert_cmpint(end_of_row(pty, rule), >=, 78);
  press(pty, "4", "11/12");
  pty_wait(pty, "“信易行”", 0);
  int july = row_of(pty, " 7月"), june = row_of(pty, " 6月");
  g_assert_cmpint(column_of(pty, july, "2026-07-15"), ==, column_of(pty, june, "2026-06-15"));
  g_assert_cmpint(column_of(pty, july, "0/3"), ==, column_of(pty, june, "0/3"));
  program_quit(pty);
}

/* The column of the last + in a row. */
static int corner(Pty *pty, int row) {
  int column = 79;
  while (column > 0 && strcmp(pty_cell(pty, row, column).text, "+") != 0)
    column--;
  return column;
}

/* A calendar and the units of a task: their right sides stand under each other. */
static void test_form_windows(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = start(cli);
  press(pty, "p", "记录进展");
  pty_send(pty, TAB TAB);
  press(pty, ENTER, "2026年11月");
  pty_wait(pty, "21今", 0);
  settle(pty);
  int foot = row_of(pty, "2026-11-21 周六，休息日，今天");
  g_assert_cmpstr(pty_cell(pty, foot, corner(pty, foot + 1)).text, ==, "|");
  press(pty, ESC, "不填就是今天");
  press(pty, ESC, "本月主题");
  press(pty, "e", "修改任务");
  pty_send(pty, TAB TAB);
  press(pty, CTRL_O, "< 责任 >");
  settle(pty);
  int row = row_of(pty, "< 责任 >");
  g_assert_cmpstr(pty_cell(pty, row, corner(pty, row - 1)).text, ==, "|");
  press(pty, ESC, "下一栏");
  press(pty, ESC, "本月主题");
  program_quit(pty);
}

/* The sides of a window stand under each other. */
static void test_window(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = start(cli);
  press(pty, "2", "1/101");
  press(pty, "?", "此处可用的按键");
  settle(pty);
  int title = row_of(pty, "此处可用的按键"), left = -1;
  for (int column = 0; column < 80 && left < 0; column++) {
    if (strcmp(pty_cell(pty, title, column).text, "+") == 0)
      left = column;
  }
  g_assert_cmpint(left, >=, 0);
  int right = 79;
  while (right > left && strcmp(pty_cell(pty, title, right).text, "+") != 0)
    right--;
  g_assert_cmpint(right, >, left + 20);
  for (int row = title + 1; row < title + 8; row++) {
    g_assert_cmpstr(pty_cell(pty, row, left).text, ==, "|");
    g_assert_cmpstr(pty_cell(pty, row, right).text, ==, "|");
  }
  press_gone(pty, ESC, "此处可用的按键");
  program_quit(pty);
}

static void test_typing(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = start(cli);
  press(pty, "2", "1/101");
  press(pty, "/", "筛选：");
  pty_type(pty, "法规处");
  pty_wait_row(pty, 1, "筛选“法规处”：36 项", 0);
  settle(pty);
  pty_send(pty, ENTER);
  pty_wait_gone(pty, "筛选：", 0);
  press(pty, ESC, "/101");
  press(pty, "gjjjjjj", "7/101");
  press(pty, "p", "记录进展  第4项");
  /* Bytes that are ASCII inside characters (镕 is E946, 㐂 has digits), and four-byte ones. */
  type_in(pty, "“诚信之星”——镕㐂𠮷…");
  pty_send(pty, TAB);
  type_in(pty, "60");
  press(pty, CTRL_S, "已保存");
  g_autofree char *text = last_progress_text(cli, 4);
  g_assert_cmpstr(text, ==, "“诚信之星”——镕㐂𠮷…");
  press(pty, "1", "本月主题");
  g_autofree char *bar = row_part(pty, row_of(pty, "一、贯彻"), 0, 40);
  assert_has(bar, " 7%");
  program_quit(pty);
}

static void test_hangup(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = start(cli);
  press(pty, "p", "记录进展  第4项");
  paste(pty, "第一行\n第二行");
  pty_wait(pty, "第二行", 0);
  pty_hangup(pty);
  pty_wait_exit(pty, 0);
  g_autoptr(Pty) again = program_start(cli); /* in UTF-8 now */
  pty_wait(again, "上次有没保存的内容", 0);
  press(again, ENTER, "第一行");
  press(again, CTRL_S, "已保存");
  g_autofree char *text = last_progress_text(cli, 4);
  g_assert_cmpstr(text, ==, "第一行\n第二行");
  program_quit(again);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/screen/gb18030/opening", test_opening);
  g_test_add_func("/screen/gb18030/window", test_window);
  g_test_add_func("/screen/gb18030/form_windows", test_form_windows);
  g_test_add_func("/screen/gb18030/typing", test_typing);
  g_test_add_func("/screen/gb18030/hangup", test_hangup);
  return g_test_run();
}

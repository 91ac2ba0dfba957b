/* Typing and pasting Chinese: nothing is lost and nothing is run. */
#include "tests/tui/screen/program.h"

#include <string.h>

#define LINES "第一行：已部署\n第二行：q\n\n第四行：1234u"

/* Saves the form of progress on task 4, and gives what was stored. */
static char *save(Cli *cli, Pty *pty) {
  press(pty, CTRL_S, "已保存");
  return last_progress_text(cli, 4);
}

static void test_paste(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "p", "记录进展  第4项");
  paste(pty, LINES);
  pty_wait(pty, "第四行：1234u", 0);
  settle(pty);
  g_assert_cmpint(row_of(pty, "第四行：1234u"), ==, row_of(pty, "第一行：已部署") + 3);
  g_autofree char *text = save(cli, pty);
  g_assert_cmpstr(text, ==, LINES);
  program_quit(pty);
}

/* A terminal without bracketed paste sends it all at once, with carriage returns. */
static void test_burst(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "p", "记录进展  第4项");
  g_autofree char *burst = g_strdelimit(g_strdup(LINES), "\n", '\r');
  pty_type(pty, burst);
  pty_wait(pty, "第四行：1234u", 0);
  g_autofree char *text = save(cli, pty);
  g_assert_cmpstr(text, ==, LINES);
  program_quit(pty);
}

/* In a field of one line, lines become one. */
static void test_paste_in_line(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "p", "记录进展  第4项");
  type_in(pty, "已部署");
  pty_send(pty, TAB TAB TAB);
  paste(pty, "宁交规〔2026〕3号\n宁交办〔2026〕8号\n");
  pty_wait(pty, "宁交规〔2026〕3号 宁交办〔2026〕8号", 0);
  g_autofree char *text = save(cli, pty);
  g_assert_cmpstr(text, ==, "已部署");
  program_quit(pty);
}

/* On a screen of lists a paste would be a string of commands: none is run. */
static void test_paste_on_list(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  paste(pty, "d\nd\nq\n");
  pty_wait(pty, "这里不能粘贴", 0);
  pty_wait(pty, "逾期205天", 0);
  press(pty, "j", "c 报案例"); /* the message goes with the next key */
  pty_send(pty, "d\rd\rq\rWhat a clipboard may hold.\r4");
  pty_wait(pty, "这里不能粘贴", 0);
  pty_wait(pty, "逾期205天", 0);
  program_quit(pty);
  g_autofree char *log = cli_text(cli, "log --format csv");
  g_assert_null(strstr(log, "办结"));
}

static void test_paste_in_filter(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "2", "1/101");
  press(pty, "/", "筛选：");
  paste(pty, "法规处\n");
  pty_wait_row(pty, 1, "36 项", 0);
  press(pty, ESC, "/101");
  program_quit(pty);
}

static void test_editing(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "p", "记录进展  第4项");
  type_in(pty, "印发要点");
  pty_send(pty, HOME);
  type_in(pty, "已");
  pty_wait(pty, "已印发要点", 0);
  press(pty, RIGHT "\177", "已发要点"); /* backspace takes one character */
  press(pty, "\033[3~", "已要点");      /* delete too */
  pty_send(pty, END);
  pty_type(pty, "，分解到处室 about 9月");
  pty_wait(pty, "分解到处室 about 9月", 0);
  press_gone(pty, CTRL_W, "9月");
  press_gone(pty, CTRL_W CTRL_W, "about");
  pty_wait(pty, "已要点，分解到处室", 0);
  int row, column;
  settle(pty);
  g_assert_true(pty_cursor(pty, &row, &column));
  g_assert_cmpint(row, ==, row_of(pty, "已要点"));
  g_autofree char *before_cursor = row_part(pty, row, 0, column);
  g_assert_true(g_str_has_suffix(before_cursor, "分解到处室"));
  press_gone(pty, CTRL_U, "已要点");
  pty_send(pty, END CTRL_U);
  pty_wait(pty, "做了什么", 0);
  pty_type(pty, "“诚信之星”—— 甲①号…");
  pty_wait(pty, "“诚信之星”—— 甲①号…", 0);
  g_autofree char *text = save(cli, pty);
  g_assert_cmpstr(text, ==, "“诚信之星”—— 甲①号…");
  program_quit(pty);
}

/* A long text typed without pause arrives whole. */
static void test_long(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "p", "记录进展  第4项");
  g_autoptr(GString) text = g_string_new(NULL);
  for (int i = 0; i < 400; i++)
    g_string_append_printf(text, "第%d句：统筹推进信用体系建设。", i);
  g_string_append(text, "完");
  pty_type(pty, text->str);
  pty_wait(pty, "建设。完", 0);
  g_autofree char *stored = save(cli, pty);
  g_assert_cmpstr(stored, ==, text->str);
  program_quit(pty);
}

/* What is typed ahead in one go does what the same keys do one by one: a refusal, and characters
 * that come where no form is open, take none of what follows with them, and the refusal is told. */
static void test_ahead(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "2", "1/101"); /* on a heading; tasks 1 to 3 stand below the second */
  pty_type(pty, "p丢字" CTRL_S DOWN DOWN "p第二条" CTRL_S DOWN "p第三条" CTRL_S);
  pty_wait(pty, "已保存；按 u 可撤销（先按的没有做：请先选中一项任务", 0);
  g_autofree char *one = last_progress_text(cli, 1);
  g_autofree char *two = last_progress_text(cli, 2);
  g_assert_cmpstr(one, ==, "第二条");
  g_assert_cmpstr(two, ==, "第三条");

  press_gone(pty, "g", "先按的没有做"); /* once */
  press(pty, "pj", "或按空格标记这一组，再用“记录进展”");
  press_gone(pty, "g", "请先选中一项任务");
  press(pty, "丢字 d", "请切换到英文输入"); /* nothing is done by what came with it */
  press_gone(pty, DOWN, "请切换到英文输入");
  program_quit(pty);
}

/* A refusal that the line has not taken yet is told once more with the key that takes it away, also
 * where the keys come one by one. */
static void test_refusal_slowly(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "2", "1/101");
  pty_hold(pty, TRUE);
  pty_send(pty, "p");
  pty_wait_taken(pty);
  pty_send(pty, "j");
  pty_wait_taken(pty);
  pty_hold(pty, FALSE);
  pty_wait(pty, " 2/101", 0);
  settle(pty);
  g_assert_true(is_shown(pty, "请先选中一项任务"));
  press_gone(pty, "j", "请先选中一项任务"); /* once */
  program_quit(pty);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/screen/typing/paste", test_paste);
  g_test_add_func("/screen/typing/burst", test_burst);
  g_test_add_func("/screen/typing/paste_in_line", test_paste_in_line);
  g_test_add_func("/screen/typing/paste_on_list", test_paste_on_list);
  g_test_add_func("/screen/typing/paste_in_filter", test_paste_in_filter);
  g_test_add_func("/screen/typing/editing", test_editing);
  g_test_add_func("/screen/typing/long", test_long);
  g_test_add_func("/screen/typing/ahead", test_ahead);
  g_test_add_func("/screen/typing/refusal_slowly", test_refusal_slowly);
  return g_test_run();
}

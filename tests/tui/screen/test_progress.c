/* Recording progress, seeing it count everywhere, taking it back, and finding it the next day. */
#include "tests/tui/screen/program.h"

#include <string.h>

/* Types in the form of progress on the task that is chosen: a text of two lines, a percent. */
static void fill_progress(Pty *pty, const char *percent) {
  press(pty, "p", "记录进展  第4项");
  type_in(pty, "已印发年度信用工作要点，");
  pty_send(pty, ENTER);
  pty_wait_quiet(pty, 50);
  type_in(pty, "分解到各处室。");
  pty_send(pty, TAB);
  type_in(pty, percent);
}

/* The left half of 今日's row for the first 一级指标. */
static char *first_bar(Pty *pty) {
  return row_part(pty, row_of(pty, "一、贯彻"), 0, 40);
}

/* 办结, with a word on it: the form that opens has it chosen already. */
static void test_finish_with_words(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "d", "标为已办结");
  press(pty, "p", "已经办结");
  type_in(pty, "要点已印发");
  press(pty, CTRL_S, "已保存");
  pty_wait(pty, "已办结1项（其中逾期1）", 0);
  pty_wait(pty, "逾期 1 项，欠报 1 期，7天内到期 2 项，待办 1 项", 0);
  pty_wait_row(pty, row_of(pty, "今天办结"), "第4项 待审核", 0);
  g_autofree char *text = last_progress_text(cli, 4);
  g_assert_cmpstr(text, ==, "要点已印发");
  program_quit(pty);
}

/* What a window that is too small does not show is not done. */
static void test_blind(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  pty_resize(pty, 10, 40);
  pty_wait(pty, "太小了", 0);
  pty_send(pty, "d" ENTER "q");
  settle(pty);
  pty_resize(pty, 24, 80);
  pty_wait(pty, "已办结0项", 0);
  pty_wait(pty, "逾期205天", 0);
  program_quit(pty);
}

static void test_percent(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "3", "最长 205 天");
  pty_wait(pty, "第4项  任务", 0);
  fill_progress(pty, "60");
  press(pty, CTRL_S, "已保存");
  pty_wait(pty, "办理中", 0);
  pty_wait(pty, "分解到各处室。", 0); /* below the list */
  press(pty, ENTER, "一级指标");
  int progress = row_of(pty, "60%  已印发");
  pty_wait_row(pty, progress, "2026-11-21", 0);
  pty_wait_row(pty, progress + 1, "分解到各处室。（", 0);
  press(pty, "1", "本月主题");
  g_autofree char *bar = first_bar(pty);
  assert_has(bar, " 7%");
  pty_wait(pty, "逾期205天", 0);
  g_autofree char *text = last_progress_text(cli, 4);
  g_assert_cmpstr(text, ==, "已印发年度信用工作要点，\n分解到各处室。");
  json_auto_t *task = task_json(cli, 4);
  g_assert_cmpint(json_number_of(task, "percent"), ==, 60);
  program_quit(pty);
}

/* 办结, a start anew, and undo. */
static void test_done(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) first = program_start(cli);
  press(first, "2", "1/101");
  press(first, "jjjjjj", "7/101");
  pty_wait_row(first, row_of(first, " 4 落实国家"), "!红", 0);
  press(first, "p", "记录进展  第4项");
  type_in(first, "要点已印发");
  press(first, TAB TAB TAB TAB, "< 未办结，继续办理 >");
  press(first, RIGHT, "< 已经办结 >");
  press(first, CTRL_S, "已保存");
  int row = row_of(first, " 4 落实国家");
  pty_wait_row(first, row, "+绿", 0);
  pty_wait_row(first, row, "逾期办结", 0);
  pty_wait(first, "已办结 100%", 0);
  press(first, "3", "逾期 1 项");
  g_assert_false(is_shown(first, "205"));
  pty_wait(first, "最长 21 天", 0);
  press(first, "1", "本月主题");
  pty_wait_row(first, 1, "!红1 ~黄1 +绿56", 0);
  pty_wait_row(first, 1, "已办结1项（其中逾期1）", 0);
  program_quit(first);

  g_autoptr(Pty) pty = program_start(cli);
  pty_wait_row(pty, 1, "已办结1项（其中逾期1）", 0);
  g_assert_false(is_shown(pty, "逾期205天"));
  g_autofree char *bar = first_bar(pty);
  assert_has(bar, "11%"); /* one of nine */
  press(pty, "u", "撤销您最近的一次修改");
  press_gone(pty, "n", "撤销您最近的一次修改");
  pty_wait_row(pty, 1, "已办结1项", 0);
  press(pty, "u", "撤销您最近的一次修改");
  pty_wait(pty, "第4项", 0);
  press(pty, "y", "已撤销");
  pty_wait(pty, "逾期205天", 0);
  pty_wait_row(pty, 1, "!红2 ~黄1 +绿55", 0);
  pty_wait_row(pty, 1, "已办结0项", 0);
  press(pty, "3", "逾期 2 项，涉及");
  g_assert_null(last_progress_text(cli, 4));
  press(pty, "1u", "您没有可以撤销的修改（建立文件和添加模板不能撤销）");
  program_quit(pty);
}

/* d: the same without a text. */
static void test_done_key(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "d", "标为已办结？");
  press_gone(pty, "n", "标为已办结？");
  pty_wait(pty, "逾期205天", 0);
  press(pty, "d", "标为已办结？");
  press(pty, "p", "记录进展  第4项");
  press(pty, ESC, "逾期205天");
  press(pty, "d", "标为已办结？");
  press(pty, "y", "等待审核");
  pty_wait_gone(pty, "逾期205天", 0);
  pty_wait_row(pty, 1, "已办结1项（其中逾期1）", 0);
  json_auto_t *task = task_json(cli, 4);
  g_assert_cmpstr(json_text_of(task, "state"), ==, "done");
  program_quit(pty);
}

/* What is refused is said beside its field, and nothing is stored. */
static void test_refused(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "p", "记录进展  第4项");
  press(pty, CTRL_S, "请写明进展情况");
  type_in(pty, "已部署");
  pty_wait_gone(pty, "请写明进展情况", 0);
  pty_send(pty, TAB);
  type_in(pty, "101");
  pty_send(pty, TAB);
  type_in(pty, "13月");
  press(pty, CTRL_S, "应为 0 到 100 的整数");
  g_assert_cmpint(row_of(pty, "应为 0 到 100 的整数"), ==, row_of(pty, "101") + 1);
  int date = row_of(pty, "13月");
  g_assert_cmpint(row_of(pty, "认不出日期，请写成"), >, date);
  g_assert_null(last_progress_text(cli, 4));
  press_gone(pty, CTRL_U, "101"); /* the first field that is wrong has the cursor */
  pty_type(pty, "５０％");        /* full width */
  pty_wait(pty, "５０％", 0);
  pty_send(pty, TAB CTRL_U);
  type_in(pty, "11月30日");
  pty_wait(pty, "即 2026-11-30 周一", 0);
  press(pty, CTRL_S, "不能晚于今天");
  press_gone(pty, CTRL_U, "11月30日");
  type_in(pty, "11月20日");
  pty_wait(pty, "即 2026-11-20 周五", 0);
  press(pty, CTRL_S, "已保存");
  json_auto_t *task = task_json(cli, 4);
  g_assert_cmpint(json_number_of(task, "percent"), ==, 50);
  g_assert_cmpstr(json_text_of(json_object_get(task, "last_progress"), "on"), ==, "2026-11-20");
  program_quit(pty);
}

static void test_leaving(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "p", "记录进展  第4项");
  press(pty, ESC, "本月主题"); /* nothing typed: nothing to ask */
  press(pty, "p", "记录进展  第4项");
  type_in(pty, "写了一半");
  press(pty, ESC, "有未保存的内容");
  press_gone(pty, ESC, "有未保存的内容");
  pty_wait(pty, "写了一半", 0);
  press(pty, ESC, "有未保存的内容");
  press(pty, "d", "本月主题");
  g_assert_null(last_progress_text(cli, 4));
  press(pty, "p", "做了什么");
  type_in(pty, "写完了");
  press(pty, ESC, "有未保存的内容");
  press(pty, "s", "已保存");
  g_autofree char *text = last_progress_text(cli, 4);
  g_assert_cmpstr(text, ==, "写完了");
  g_auto(GStrv) drafts = draft_paths(cli);
  g_assert_null(drafts[0]);
  program_quit(pty);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/screen/progress/finish_with_words", test_finish_with_words);
  g_test_add_func("/screen/progress/blind", test_blind);
  g_test_add_func("/screen/progress/percent", test_percent);
  g_test_add_func("/screen/progress/done", test_done);
  g_test_add_func("/screen/progress/done_key", test_done_key);
  g_test_add_func("/screen/progress/refused", test_refused);
  g_test_add_func("/screen/progress/leaving", test_leaving);
  return g_test_run();
}

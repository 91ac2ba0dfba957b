/* 自评: the tree of an indicator system with its points, and what is entered for it. */
#include "tests/tui/screen/program.h"

#include <stdlib.h>
#include <string.h>

static Cli *new_with(const char *arguments) {
  Cli *cli = cli_new_example();
  cli_make(cli, arguments);
  return cli;
}

/* The example and the ministry's system, which is scored each month. */
static Cli *new_ministry(void) {
  return new_with("init --template mot-2023 --year 2026");
}

static Pty *scores_open(Cli *cli) {
  Pty *pty = program_start(cli);
  press(pty, "9", "满分100");
  return pty;
}

/* The number of the chosen row, as 1 in 1/71 at the end of the head. */
static int chosen_number(Pty *pty) {
  g_autofree char *head = pty_row_text(pty, 1);
  const char *number = strrchr(g_strchomp(head), ' ');
  return number != NULL ? atoi(number) : 0;
}

/* Chooses the row that begins with a name, further down. */
static void go_to(Pty *pty, const char *name) {
  settle(pty);
  for (int i = 0; i < 80; i++) {
    if (is_shown(pty, name) && is_chosen(pty, row_of(pty, name)))
      return;
    g_autofree char *next = g_strdup_printf(" %d/", chosen_number(pty) + 1);
    pty_send(pty, "j");
    pty_wait_row(pty, 1, next, 0);
    settle(pty);
  }
  g_error("“%s” was not found", name);
}

/* The row of a name in the list. The caller frees. */
static char *row_named(Pty *pty, const char *name) {
  return pty_row_text(pty, row_of(pty, name));
}

/* ---- looking ---------------------------------------------------------------------------- */

static void test_tree(void) {
  g_autoptr(Cli) cli = new_ministry();
  g_autoptr(Pty) pty = scores_open(cli);
  pty_wait_row(pty, 0, "9自评", 0);
  pty_wait_row(pty, 0, "2026-11-21 周六", 0);
  pty_wait_row(pty, 1, "信用交通测评指标（2023年版）  2026年11月  自评0  核定—  满分100", 0);
  pty_wait_row(pty, 1, "1/71", 0);
  g_autofree char *first = row_named(pty, "- 一 制度建设");
  assert_has(first, "15");
  pty_wait(pty, "规则：各下级之和，最多15分", 0);
  pty_wait(pty, "最省力：指标", 0);
  g_assert_false(is_shown(pty, "s 自评")); /* nothing is typed for a sum */
  press(pty, "s", "这一项不用填数");
  go_to(pty, "5.1 月度报送案例");
  pty_wait(pty, "规则：满2篇得1分，满3篇得2分；计报部的案例，当月25日前", 0);
  pty_wait(pty, "原文：月度报送案例质量符合要求", 0);
  go_to(pty, "10 统一社会信用代码");
  pty_wait(pty, "规则：分子÷分母×2分；指标9低于50%时为0分", 0);
  program_quit(pty);
}

static void test_fold(void) {
  g_autoptr(Cli) cli = new_ministry();
  g_autoptr(Pty) pty = scores_open(cli);
  press(pty, "h", "+ 一 制度建设");
  pty_wait_row(pty, 1, "1/67", 0);
  press(pty, RIGHT, "- 一 制度建设");
  press(pty, ENTER, "+ 一 制度建设");
  press(pty, ENTER, "1.1 制定出台");
  press(pty, "-", "1/5");
  pty_wait(pty, "+ 五 诚信文化建设", 0);
  press(pty, "+", "1/71");
  go_to(pty, "1.2 针对某一");
  press(pty, LEFT, "规则：各下级之和"); /* from a leaf to what is above it */
  g_assert_true(is_chosen(pty, row_of(pty, "- 1 信用规范性")));
  press(pty, "-", "1/5");
  g_assert_true(is_chosen(pty, row_of(pty, "+ 一 制度建设")));
  program_quit(pty);
}

static void test_months(void) {
  g_autoptr(Cli) cli = new_ministry();
  g_autoptr(Pty) pty = scores_open(cli);
  go_to(pty, "5.1 月度报送案例");
  press(pty, "[", "2026年10月");
  g_assert_true(is_chosen(pty, row_of(pty, "5.1 月度报送案例")));
  press(pty, "t", "2026年11月");
  press(pty, "]", "2026年12月");
  press(pty, "]", "没有这套指标体系2027年的");
  g_free(cli_text(cli, "init --template mot-2023 --year 2027"));
  press(pty, "\014]", "2027年1月");
  g_assert_true(is_chosen(pty, row_of(pty, "5.1 月度报送案例")));
  press(pty, "[", "2026年12月");
  press(pty, "]", "2027年1月");
  press(pty, ".", "2026年11月");
  program_quit(pty);
}

static void test_year_page(void) {
  g_autoptr(Cli) cli = new_ministry();
  g_autoptr(Pty) pty = scores_open(cli);
  go_to(pty, "1.2 针对某一");
  press(pty, "a", "登记得分事项");
  type_in(pty, "施工信用评价办法");
  press(pty, CTRL_S, "已保存");
  press(pty, TAB, "2026年各月得分");
  pty_wait_row(pty, row_of(pty, "月份"), "制度建设 工作机制", 0);
  int november = row_of(pty, "11月");
  g_assert_true(is_chosen(pty, november));
  g_autofree char *points = row_part(pty, november, 8, 14);
  g_assert_cmpstr(g_strstrip(points), ==, "1");
  pty_send(pty, "k");
  press(pty, ENTER, "2026年10月");
  pty_wait_row(pty, 1, "自评0", 0);
  program_quit(pty);
}

static void test_systems(void) {
  g_autoptr(Cli) cli = new_ministry();
  g_free(cli_text(cli, "init --template shandong-2023-city --year 2026"));
  g_autoptr(Pty) pty = scores_open(cli);
  pty_wait_row(pty, 1, "信用交通测评指标", 0);
  press(pty, "L", "换指标体系");
  pty_wait(pty, "2026年 按月", 0);
  press(pty, DOWN ENTER, "/40");
  pty_wait_row(pty, 1, "山东省", 0);
  pty_wait_row(pty, 1, "2026年  自评", 0);
  g_assert_false(is_shown(pty, "Tab 全年"));
  press(pty, "L", "换指标体系");
  press_gone(pty, ENTER, "换指标体系"); /* it begins on the one looked at */
  pty_wait_row(pty, 1, "山东省", 0);
  press(pty, TAB, "只有按月测评的指标体系才有");
  go_to(pty, "一4 经验推广机制");
  pty_wait(pty, "规则：每篇得2分，每月最多2分，最多8分；计报省厅的案例，当月15日前，限当月主题", 0);
  program_quit(pty);
}

/* Nothing is there yet: the screen says what to do, and does it. */
static void test_nothing(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "9", "还没有测评指标体系");
  press(pty, "s", "这一项不用填数");
  press(pty, "L", "还没有测评指标体系；按 A 添加");
  press(pty, "A", "添加测评指标体系");
  pty_wait(pty, "满分 100", 0);
  press(pty, TAB CTRL_U "二〇二六" CTRL_S, "请写四位的年份");
  press(pty, CTRL_U "2026" CTRL_S, "已添加2026年的");
  pty_wait(pty, "1/71", 0);
  press(pty, "A", "同时添加台账"); /* it begins with one that is not there yet */
  press(pty, CTRL_S, "已添加，并建立了台账“山东省“信用交通市”测评指标体系");
  pty_wait(pty, "周期工作”（7项）", 0);
  pty_wait(pty, "成立本市交通运输", 0); /* and is the one looked at */
  press(pty, "A", "添加测评指标体系");
  press(pty, CTRL_S, "周期工作”（5项）");
  pty_wait(pty, "与市交通运输局形成定", 0);
  press(pty, "A", "添加测评指标体系");
  press(pty, CTRL_S, "请换一个年份");
  press_gone(pty, ESC, "添加测评指标体系");
  program_quit(pty);
}

/* From indicator to indicator without going back; the list follows. */
static void test_neighbours(void) {
  g_autoptr(Cli) cli = new_ministry();
  g_autoptr(Pty) pty = scores_open(cli);
  go_to(pty, "1.1 制定出台");
  press(pty, ENTER, "指标        1.1 ");
  press(pty, "N", "已是第一项");
  press(pty, "n", "指标        1.2 ");
  press(pty, RIGHT, "指标        2 制定"); /* what only adds up is passed over */
  press(pty, LEFT, "指标        1.2 ");
  press(pty, ESC, "满分100");
  g_assert_true(is_chosen(pty, row_of(pty, "1.2 针对某一")));
  program_quit(pty);
}

static void test_page(void) {
  g_autoptr(Cli) cli = new_ministry();
  g_autoptr(Pty) pty = scores_open(cli);
  go_to(pty, "3 印发信用交通年度");
  press(pty, ENTER, "二 工作机制 → 二3 信用交通年度计划");
  pty_wait(pty, "2026年11月", 0);
  pty_wait(pty, "各条都满足得2分", 0);
  pty_wait(pty, "1. 印发信用交通年度工作要点", 0);
  press(pty, "s", "填写自评");
  press(pty, RIGHT, "< 是 >");
  press(pty, CTRL_S, "已保存");
  pty_wait(pty, "印发信用交通年度工作要点：是", 0);
  pty_wait(pty, "!无佐证", 0);
  press(pty, ESC, "自评2  核定—  满分100");
  g_free(cli_text(cli, "undo"));
  program_quit(pty);
}

/* ---- entering --------------------------------------------------------------------------- */

/* What is no number is said below its field; what it comes to stands there before it is saved. */
static void test_ratio(void) {
  g_autoptr(Cli) cli = new_ministry();
  g_autoptr(Pty) pty = scores_open(cli);
  go_to(pty, "9 统一社会信用代码");
  press(pty, "s", "填写自评");
  type_in(pty, "三");
  press(pty, CTRL_S, "请写一个数");
  g_assert_cmpint(row_of(pty, "请写一个数"), ==, row_of(pty, "分子 ") + 1);
  press_gone(pty, CTRL_U "5" TAB "4" CTRL_S, "请写一个数");
  pty_wait(pty, "填写自评", 0); /* more than the whole is refused */
  g_autofree char *refused = pty_row_text(pty, row_of(pty, "分子 ") + 1);
  assert_has(refused, "!");
  press(pty, CTRL_U "３", "按规则得1.5分");
  press(pty, CTRL_S, "已保存");
  g_autofree char *row = row_named(pty, "9 统一社会信用代码");
  assert_has(row, "1.5");
  assert_has(row, "!无佐证");
  pty_wait_row(pty, 1, "自评1.5", 0);
  press(pty, "s", "Tab 下一栏");
  pty_wait_row(pty, row_of(pty, "分母 "), "4", 0);
  press_gone(pty, ESC, "填写自评");
  program_quit(pty);
}

/* How a class is written is told whole on the smallest screen, of a new one too. */
static void test_growth(void) {
  g_autoptr(Cli) cli = new_ministry();
  g_autoptr(Pty) pty = scores_open(cli);
  go_to(pty, "11 ");
  press(pty, "s", "填写自评");
  pty_wait(pty, "每行一类：名称 报送数 本月最大号 上月最大号", 0);
  pty_wait(pty, "新出现的一类：名称 报送数 本月最大号 新 本月最小号", 0);
  press_gone(pty, ESC, "填写自评");
  program_quit(pty);
}

static void test_uncomputable(void) {
  g_autoptr(Cli) cli = new_ministry();
  g_autoptr(Pty) pty = scores_open(cli);
  go_to(pty, "9 统一社会信用代码");
  press(pty, "s", "填写自评");
  press(pty, "0" TAB "0", "无法计算：除数要大于0");
  press(pty, CTRL_S, "已保存");
  g_autofree char *row = row_named(pty, "9 统一社会信用代码");
  assert_has(row, "?无法计算");
  pty_wait_row(pty, 1, "自评0  核定—  满分100", 0);
  pty_wait(pty, "自评无法计算", 0);
  program_quit(pty);
}

/* A step is chosen by what it means. */
static void test_steps(void) {
  g_autoptr(Cli) cli = new_ministry();
  g_autoptr(Pty) pty = scores_open(cli);
  go_to(pty, "20 每月反馈");
  press(pty, "s", "填写自评");
  pty_wait(pty, "< （未填） >", 0);
  press(pty, RIGHT, "< 人工反馈信用承诺开展情况 >");
  press(pty, CTRL_S, "已保存");
  pty_wait_row(pty, 1, "自评1", 0);
  press(pty, "s", "< 人工反馈信用承诺开展情况 >");
  press(pty, LEFT, "< （未填） >");
  press(pty, CTRL_S, "已保存");
  pty_wait_row(pty, 1, "自评0", 0);
  program_quit(pty);
}

/* An entry counts, without evidence it is marked, with some no longer. */
static void test_entry(void) {
  g_autoptr(Cli) cli = new_ministry();
  g_autoptr(Pty) pty = scores_open(cli);
  go_to(pty, "1.2 针对某一");
  press(pty, "x", "没有可以撤下的得分事项");
  g_assert_false(is_shown(pty, "x 撤下"));
  press(pty, ENTER, "一 制度建设 → 一1 制度建设");
  g_assert_false(is_shown(pty, "x 撤下"));
  press(pty, ESC, "满分100");
  press(pty, "a", "做了什么");
  g_assert_false(is_shown(pty, "Ctrl-O")); /* the form has no lists */
  press(pty, CTRL_S, "请写明做了什么");
  type_in(pty, "施工信用评价办法");
  press(pty, TAB "10月3日", "计入2026年10月，不计入2026年11月");
  press(pty, CTRL_U "11月3日", "即 2026-11-03 周二");
  g_assert_false(is_shown(pty, "不计入"));
  press(pty, CTRL_S, "已保存");
  pty_wait(pty, "事项：2026-11-03 施工信用评价办法  !无佐证", 0);
  g_autofree char *marked = row_named(pty, "1.2 针对某一");
  assert_has(marked, "!无佐证");
  press(pty, "v", "添加佐证");
  press(pty, CTRL_S, "请写明是哪份材料");
  type_in(pty, "晋交法〔2026〕5号");
  press(pty, CTRL_S, "已保存");
  g_autofree char *proved = row_named(pty, "1.2 针对某一");
  g_assert_null(strstr(proved, "!无佐证"));
  pty_wait(pty, "佐证：晋交法〔2026〕5号", 0);
  pty_wait_row(pty, 1, "自评1", 0);
  press(pty, "x", "1. 2026-11-03 施工信用评价办法");
  press(pty, CTRL_S, "请写明理由");
  type_in(pty, "登记错了");
  press(pty, CTRL_S, "已保存");
  pty_wait_row(pty, 1, "自评0", 0);
  press(pty, "u", "撤销您最近的一次修改");
  press(pty, "y", "已撤销");
  pty_wait_row(pty, 1, "自评1", 0);
  program_quit(pty);
}

/* Both figures are shown; another figure than claimed needs a word; a claim that has changed since
 * is marked. */
static void test_confirm(void) {
  g_autoptr(Cli) cli = new_ministry();
  g_autoptr(Pty) pty = scores_open(cli);
  go_to(pty, "9 统一社会信用代码");
  press(pty, "s", "填写自评");
  press(pty, "3" TAB "4", "按规则得1.5分");
  press(pty, CTRL_S, "已保存");
  press(pty, "c", "核定得分");
  pty_wait(pty, "自评   1.5（分值2）", 0);
  pty_wait_row(pty, row_of(pty, "核定分"), "1.5", 0);
  press(pty, CTRL_U "1" CTRL_S, "核定与自评不同，请写明意见");
  type_in(pty, "数据有误");
  press(pty, CTRL_S, "已保存");
  pty_wait_row(pty, 1, "自评1.5  核定1  满分100", 0);
  g_autofree char *row = row_named(pty, "9 统一社会信用代码");
  assert_has(row, "1.5      1");
  press(pty, ENTER, "数据有误");
  press(pty, ESC, "满分100");
  press(pty, "s", "填写自评");
  press(pty, TAB CTRL_U "6" CTRL_S, "已保存");
  press(pty, "v", "添加佐证");
  type_in(pty, "统计表");
  press(pty, CTRL_S, "已保存");
  g_autofree char *changed = row_named(pty, "9 统一社会信用代码");
  assert_has(changed, "~有改动");
  press(pty, "c", "核定得分");
  press(pty, CTRL_U "9" CTRL_S, "最多2分");
  press(pty, CTRL_U CTRL_S, "已保存"); /* taken back */
  pty_wait_row(pty, 1, "自评1  核定—", 0);
  program_quit(pty);
}

/* What is confirmed is not taken for the whole while something that scores waits. */
static void test_partly(void) {
  g_autoptr(Cli) cli = new_ministry();
  g_free(cli_text(cli, "score 9 --set 分子=3 --set 分母=4"));
  g_free(cli_text(cli, "score 9 --confirm 1.5"));
  g_free(cli_text(cli, "score 3 --set 要点1=1"));
  g_autoptr(Pty) pty = scores_open(cli);
  pty_wait_row(pty, 1, "2026年11月  自评3.5  核定1.5（未完）  满分100", 0);
  program_quit(pty);
}

/* What lasts is taken over from the month before, once and only where it was left open; it is
 * offered where there is something. */
static void test_carry(void) {
  g_autoptr(Cli) cli = new_ministry();
  g_autoptr(Pty) pty = scores_open(cli);
  press(pty, "C", "没有可以沿用的");
  press(pty, "[", "2026年10月");
  go_to(pty, "3 印发信用交通年度");
  press(pty, "s", "填写自评");
  press(pty, RIGHT, "< 是 >");
  press(pty, CTRL_S, "已保存");
  press(pty, "v", "添加佐证");
  type_in(pty, "工作要点.pdf");
  press(pty, CTRL_S, "已保存");
  press(pty, "]", "C 沿用上月");
  pty_wait_row(pty, 1, "2026年11月  自评0", 0);
  press(pty, "C", "沿用2026年10月的自评？");
  pty_wait(pty, "1项判断、勾选和佐证将填入2026年11月", 0);
  press_gone(pty, "n", "沿用2026年10月的自评？");
  press(pty, "C", "沿用2026年10月的自评？");
  press(pty, ENTER, "已沿用1项");
  pty_wait_row(pty, 1, "2026年11月  自评2", 0);
  g_assert_true(is_chosen(pty, row_of(pty, "3 印发信用交通年度")));
  pty_wait(pty, "佐证：工作要点.pdf", 0);
  press(pty, "C", "没有可以沿用的");
  g_assert_false(is_shown(pty, "C 沿用上月"));
  press(pty, "u", "2026-11 沿用 2026-10");
  press(pty, "y", "已撤销");
  pty_wait_row(pty, 1, "2026年11月  自评0", 0);
  program_quit(pty);
}

static void test_link(void) {
  g_autoptr(Cli) cli = new_with("init --template shandong-2023-city --year 2026");
  g_free(cli_text(cli, "score 二1 --task 28")); /* its weeks */
  g_autoptr(Pty) pty = scores_open(cli);
  go_to(pty, "二1 ");
  pty_wait(pty, "规则：每季欠报不足2期得5分，欠报2期以上得0分；计关联的", 0);
  press(pty, ENTER, "依据        2026Q4 还没结束，已报");
  pty_wait(pty, "2026Q4      还没结束，已报", 0);
  press(pty, ESC, "满分100");
  go_to(pty, "二2 信用工作信息发布");
  press(pty, "r", "现在计入");
  press(pty, "不再计入" ENTER, "不再计入：");
  press(pty, CTRL_S, "已保存");
  press(pty, "r", "1. 计入：");
  pty_wait_row(pty, row_of(pty, "现在计入"), "还没有", 0);
  press(pty, ESC, "满分100");
  press(pty, ENTER, "分别计算");
  pty_wait(pty, "2026Q3", 0);
  press(pty, ESC, "满分100");
  program_quit(pty);
}

/* What was typed for another month is not lost, and is kept for that month. */
static void test_draft(void) {
  g_autoptr(Cli) cli = new_ministry();
  g_autoptr(Pty) pty = scores_open(cli);
  press(pty, "[", "2026年10月");
  go_to(pty, "9 统一社会信用代码");
  press(pty, "s", "填写自评");
  press(pty, "3" TAB "4", "按规则得1.5分");
  pty_hangup(pty);
  pty_wait_exit(pty, 0);
  g_autoptr(Pty) again = program_open(cli, 24, 80, "C.UTF-8");
  pty_wait(again, "上次有没保存的内容", 0);
  press(again, ENTER, "覆盖度  2026年10月");
  pty_wait(again, "按规则得1.5分", 0);
  press(again, CTRL_S, "已保存");
  press(again, "9", "2026年11月  自评0");
  press(again, "[", "2026年10月  自评1.5");
  program_quit(again);
}

/* ---- other terminals -------------------------------------------------------------------- */

static void test_mouse(void) {
  g_autoptr(Cli) cli = new_ministry();
  g_autoptr(Pty) pty = program_start(cli);
  click(pty, 0, column_of(pty, 0, "9自评"));
  pty_wait(pty, "满分100", 0);
  settle(pty);
  click(pty, row_of(pty, "1.2 针对某一"), 4);
  pty_wait(pty, "规则：每件得1分，最多10分", 0);
  settle(pty);
  click(pty, 23, column_of(pty, 23, "a 事项"));
  pty_wait(pty, "登记得分事项", 0);
  press(pty, ESC, "满分100");
  press(pty, F10, "─ 菜单 ");
  pty_wait(pty, "核定得分", 0);
  press_gone(pty, ESC, "┌");
  program_quit(pty);
}

static void test_wide(void) {
  g_autoptr(Cli) cli = new_ministry();
  g_autoptr(Pty) pty = program_open(cli, 50, 200, "C.UTF-8");
  pty_wait(pty, "本月主题", 0);
  press(pty, "9", "满分100");
  pty_wait(pty, "2 制定“信用交通省”建设方案", 0);
  go_to(pty, "1.2 针对某一");
  press(pty, "a", "登记得分事项");
  type_in(pty, "施工信用评价办法");
  press(pty, CTRL_S, "已保存");
  g_autofree char *row = row_named(pty, "1.2 针对某一细分领域的某一信用环节出台规范性文件");
  assert_has(row, "11月登记1条，1×1分");
  press(pty, TAB, "    诚信文化建设"); /* whole, as a head of the months */
  press(pty, ESC, "最省力");
  pty_resize(pty, 18, 60);
  pty_wait_row(pty, 1, "自评1  核定—  满分100", 0);
  settle(pty);
  program_quit(pty);
}

static void test_gb18030(void) {
  g_autoptr(Cli) cli = new_ministry();
  g_autoptr(Pty) pty = program_open(cli, 24, 80, "zh_CN.GB18030");
  pty_wait(pty, "本月主题", 0);
  press(pty, "9", "满分100");
  int head = row_of(pty, "分值"), first = row_of(pty, "- 一 制度建设");
  int end = column_of(pty, head, "分值") + 4; /* figures end where their heads do */
  g_autofree char *max = row_part(pty, first, end - 2, end);
  g_assert_cmpstr(max, ==, "15");
  go_to(pty, "9 统一社会信用代码");
  press(pty, "s", "填写自评");
  press(pty, "0" TAB "0", "无法计算");
  press(pty, CTRL_S, "已保存");
  pty_wait(pty, "?无法计算", 0);
  program_quit(pty);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/scores/tree", test_tree);
  g_test_add_func("/scores/fold", test_fold);
  g_test_add_func("/scores/months", test_months);
  g_test_add_func("/scores/year-page", test_year_page);
  g_test_add_func("/scores/systems", test_systems);
  g_test_add_func("/scores/nothing", test_nothing);
  g_test_add_func("/scores/page", test_page);
  g_test_add_func("/scores/neighbours", test_neighbours);
  g_test_add_func("/scores/ratio", test_ratio);
  g_test_add_func("/scores/growth", test_growth);
  g_test_add_func("/scores/uncomputable", test_uncomputable);
  g_test_add_func("/scores/steps", test_steps);
  g_test_add_func("/scores/entry", test_entry);
  g_test_add_func("/scores/confirm", test_confirm);
  g_test_add_func("/scores/partly", test_partly);
  g_test_add_func("/scores/carry", test_carry);
  g_test_add_func("/scores/link", test_link);
  g_test_add_func("/scores/draft", test_draft);
  g_test_add_func("/scores/mouse", test_mouse);
  g_test_add_func("/scores/wide", test_wide);
  g_test_add_func("/scores/gb18030", test_gb18030);
  return g_test_run();
}

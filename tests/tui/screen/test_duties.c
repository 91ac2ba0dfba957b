/* 周期 and 日历: what recurring duties ask for, entering what is handed in, and a month's days. */
#include "tests/tui/screen/program.h"

#include <string.h>

/* The part of a row that follows a text in it. The caller frees. */
static char *rest_of(Pty *pty, const char *text) {
  return row_part(pty, row_of(pty, text), 0, 80);
}

static Pty *periods_open(Cli *cli) {
  Pty *pty = program_start(cli);
  press(pty, "5", "2026年周期义务（按任务、按月）");
  return pty;
}

/* ---- 周期 ------------------------------------------------------------------------------- */

static void test_table(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = periods_open(cli);
  pty_wait_row(pty, 1, "1/7", 0);
  pty_wait_row(pty, 2, "11月", 0);
  pty_wait_row(pty, 2, "12月", 0); /* where the quarter's duty is filed */
  g_autofree char *monthly = rest_of(pty, "第5项");
  assert_has(monthly, "0/1+");
  g_autofree char *weekly = rest_of(pty, "第28项");
  assert_has(weekly, "0/2~"); /* this week and the next, this one within the lead time */
  g_autofree char *quarterly = rest_of(pty, "第50项");
  assert_has(quarterly, "0/2+");
  press(pty, TAB, "按任务、按周");
  pty_wait_row(pty, 2, "W47", 0);
  press(pty, TAB, "按任务、按季");
  pty_wait_row(pty, 2, "4季", 0);
  press(pty, TAB, "按单位、按月");
  pty_wait(pty, "合计（每项只计一", 0);
  pty_wait(pty, "厅法规处", 0);
  press(pty, TAB TAB TAB, "按任务、按月");
  press(pty, "[", "2025年没有周期要求");
  press(pty, "s", "这里没有要报送的期次");
  press(pty, "t", "2026年周期义务");
  pty_wait(pty, "本格：11月", 0); /* today's month, not January */
  press(pty, "]", "2027年没有周期要求");
  program_quit(pty);
}

/* A rule that counts from a day nobody has set: the empty cell says why. */
static void test_unset(void) {
  g_autoptr(Cli) cli = cli_new();
  g_free(cli_text(cli, "init"));
  g_free(cli_text(cli, "init --template ningxia-2020"));
  g_free(cli_text(cli, "rule 4 每14个工作日报送1次"));
  g_autoptr(Pty) pty = periods_open(cli);
  press(pty, "jj", "要求：第4项");
  pty_wait(pty, "还没有设定起算日", 0);
  pty_type(pty, "s"); /* what the details say, in the footer too */
  pty_wait_row(pty, 23, "还没有设定起算日，因此没有期次；在任务上按 r 设定", 0);
  press(pty, "]", "2027年没有周期要求");
  program_quit(pty);
}

/* What has no meaning for the chosen row is not offered, and refused when asked for. */
static void test_not_offered(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = periods_open(cli);
  g_assert_false(is_shown(pty, "v 事件"));
  press(pty, "v", "这里没有从事件起算的周期要求");
  press(pty, "jjjj", "5/7");
  press(pty, ENTER, "2026-W48");
  g_assert_false(is_shown(pty, "x 撤下"));
  press(pty, "x", "请先选中要撤下的一次报送");
  press(pty, ESC, "按任务、按月");
  program_quit(pty);
}

/* What a colleague enters does not move the choice to another row. */
static void test_choice_stays(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "submit 28 --text 乙件"));
  g_autoptr(Pty) pty = periods_open(cli);
  press(pty, "jjjj", "5/7");
  press(pty, ENTER, "2026-W48");
  press(pty, "j", "内容：乙件");
  g_free(cli_text(cli, "submit 28 --text 甲件 --on 2026-11-17"));
  press(pty, "\014", "甲件（");
  pty_wait(pty, "内容：乙件", 0);
  press(pty, ESC, "按任务、按月");
  program_quit(pty);
}

/* A unit's periods say which task they are of. */
static void test_unit_periods(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = periods_open(cli);
  press(pty, TAB TAB TAB, "按单位、按月");
  press(pty, ENTER, "2026-W48");
  pty_wait_row(pty, row_of(pty, "2026-W48"), "0/1  第28项", 0);
  press(pty, ESC, "按单位、按月");
  program_quit(pty);
}

/* Two keys and a line. */
static void test_submit(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = periods_open(cli);
  press(pty, "jj", "3/7");
  press(pty, "s", "登记报送");
  type_in(pty, "十一月台账已更新");
  pty_wait_row(pty, row_of(pty, "期次"), "2026-11", 0);
  press(pty, CTRL_S, "已保存");
  g_autofree char *row = rest_of(pty, "第5项");
  assert_has(row, "1/1+");
  press(pty, ENTER, "十一月台账已更新");
  pty_wait_row(pty, row_of(pty, "期限 2026-11-30"), "1/1", 0);
  press(pty, ESC, "按任务、按月");
  press(pty, "u", "撤销您最近的一次修改");
  press(pty, "y", "已撤销");
  g_autofree char *undone = rest_of(pty, "第5项");
  assert_has(undone, "0/1+");
  program_quit(pty);
}

/* A cell of several periods opens them to choose from; what was entered by mistake is taken off
 * with a reason. */
static void test_period_page(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = periods_open(cli);
  press(pty, "jjjj", "5/7");
  press(pty, "s", "2026-W47");
  pty_wait(pty, "2026-W48", 0);
  press(pty, "a", "登记报送");
  pty_wait_row(pty, row_of(pty, "期次"), "2026-W47", 0);
  type_in(pty, "公开三条信息");
  press(pty, CTRL_S, "已保存");
  pty_wait_row(pty, row_of(pty, "2026-W47"), "+绿", 0);
  press(pty, "j", "2/3");
  press(pty, "x", "撤下报送");
  press(pty, CTRL_S, "请写明理由");
  type_in(pty, "记错了");
  press(pty, CTRL_S, "已保存");
  g_assert_false(is_shown(pty, "公开三条信息"));
  pty_wait_row(pty, row_of(pty, "2026-W47"), "~黄", 0);
  press(pty, ESC, "按任务、按月");
  program_quit(pty);
}

static void test_nothing_asked(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = periods_open(cli);
  press(pty, ENTER, "这一格没有要求报送");
  press_gone(pty, "h", "这一格没有要求报送");
  press(pty, "s", "这一格没有要求报送");
  program_quit(pty);
}

/* ---- 日历 ------------------------------------------------------------------------------- */

static void test_month(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "6", "2026年11月  工作日21天");
  pty_wait(pty, "2026-11-21 周六，休息日，今天  0项到期", 0);
  pty_wait(pty, "21 休今", 0);
  press(pty, "l", "2026-11-22 周日，休息日  1项到期");
  pty_wait(pty, "2026-W47 0/1", 0);
  press(pty, ENTER, "到期的事  共1项");
  press(pty, ENTER, "期限 2026-11-22"); /* the period, where it is handed in */
  press(pty, ESC, "到期的事  共1项");
  press(pty, ESC, "2026年11月  工作日21天");
  program_quit(pty);
}

static void test_turning(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "6", "2026年11月");
  press(pty, "]", "2026年12月");
  press(pty, "G", "2026-12-31 周四");
  press(pty, "[[", "2026年10月");
  pty_wait(pty, "2026-10-30", 0);
  pty_wait(pty, "10 班", 0); /* a Saturday worked for the National Day holiday */
  pty_wait(pty, "1 国庆节", 0);
  press(pty, "t", "2026-11-21 周六，休息日");
  press(pty, "jj", "2026-12-05");
  press(pty, "kkkkk", "2026-10-31");
  press(pty, "t", "2026-11-21 周六，休息日");
  for (int i = 0; i < 2; i++)
    pty_send(pty, "]");
  pty_wait(pty, "2027年1月  工作日", 0);
  pty_wait(pty, "（预计）", 0);
  program_quit(pty);
}

static void test_empty_day(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "6", "2026年11月");
  press(pty, ENTER, "这一天没有到期的事");
  program_quit(pty);
}

/* ---- 通报 ------------------------------------------------------------------------------- */

static void test_bulletin(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "done 7 --text 已建立机制"));
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "8", "2026年11月通报（截至2026-11-21）");
  int all = row_of(pty, "合计");
  pty_wait_row(pty, all, "58", 0);
  pty_wait_row(pty, all, "1.7%", 0);
  press(pty, "l", "已办结：1项");
  press(pty, ENTER, "合计  已办结  共1项");
  pty_wait(pty, "形成定期督促检查机制", 0);
  press(pty, ESC, "（截至2026-11-21）");
  press(pty, "lll", "逾期未办结：2项");
  press(pty, ENTER, "合计  逾期未办结  共2项");
  pty_wait(pty, "落实国家发展改革委", 0);
  press(pty, ESC, "（截至2026-11-21）");
  press(pty, "G", "逾期21天");
  press(pty, ENTER, "第54项（编号 54");
  press(pty, ESC, "（截至2026-11-21）");
  press(pty, "[", "2026年10月通报（截至2026-10-31）");
  press(pty, "t", "（截至2026-11-21）");
  press(pty, "]", "还没有以后月份的通报");
  program_quit(pty);
}

/* A small terminal: what is due is not cut off behind the mark of a day off. */
static void test_small_month(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_open(cli, 18, 60, "C.UTF-8");
  pty_wait(pty, "本月主题", 0);
  press(pty, "6", "2026年11月  工作日21天");
  pty_wait(pty, "15 !1", 0);
  pty_wait(pty, "21 休今", 0);
  pty_wait(pty, "22 ~1", 0);
  program_quit(pty);
}

/* Where share and rank have no room, they are told of the chosen row; a title opens nothing. */
static void test_small_bulletin(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "done 7 --text 已建立机制"));
  g_autoptr(Pty) pty = program_open(cli, 18, 60, "C.UTF-8");
  pty_wait(pty, "本月主题", 0);
  press(pty, "8", "合计  任务总数：58项；办结率1.7%");
  press_gone(pty, "j", "回车 打开");
  press(pty, ENTER, "这里没有可以打开的");
  press(pty, "j", "厅办公室  任务总数：1项；办结率100.0%，名次1");
  program_quit(pty);
}

/* Another unit is first now: the choice stays with the unit. */
static void test_bulletin_choice(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "8", "2026年11月通报");
  press(pty, "jj", "厅建管处  任务总数：25项");
  g_free(cli_text(cli, "done 7 --text 已建立机制"));
  press(pty, "\014", "1.7%");
  pty_wait(pty, "厅建管处  任务总数：25项", 0);
  program_quit(pty);
}

/* The mouse chooses the figure that is pointed at, also in the line of changes. */
static void test_bulletin_mouse(void) {
  g_autoptr(Cli) cli = cli_new_example();
  cli_set(cli, "TAIZHANG_TODAY", "2026-12-31");
  g_autoptr(Pty) pty = program_open(cli, 24, 80, "C.UTF-8");
  pty_wait(pty, "本月主题", 0);
  press(pty, "8", "比上月：");
  int row = row_of(pty, "比上月：");
  click(pty, row, column_of(pty, row, "逾期已解"));
  pty_wait(pty, "比上月 逾期已解：0项", 0);
  settle(pty);
  click(pty, row, column_of(pty, row, "新办结"));
  pty_wait(pty, "比上月 新办结：0项", 0);
  settle(pty);
  program_quit(pty);
}

/* Seven figures in 80 columns, each under its head. */
static void test_bulletin_missed(void) {
  static const char *const heads[] = {"任务", "办结", "按时", "超时", "逾期", "欠报", "未报"};
  static const char *const numbers[] = {"  58", "   0", "   0", "   0", "   2", "   4", "  58"};
  g_autoptr(Cli) cli = cli_new_example();
  cli_set(cli, "TAIZHANG_TODAY", "2026-12-02");
  g_autoptr(Pty) pty = program_open(cli, 24, 80, "C.UTF-8");
  pty_wait(pty, "本月主题", 0);
  press(pty, "8", "2026年12月通报（截至2026-12-02）");
  int head = row_of(pty, "办结率  名次"), all = row_of(pty, "合计");
  for (gsize i = 0; i < G_N_ELEMENTS(heads); i++) {
    int column = column_of(pty, head, heads[i]);
    g_autofree char *number = row_part(pty, all, column, column + 4);
    g_assert_cmpstr(number, ==, numbers[i]);
  }
  press(pty, "lllll", "合计  欠报：4项");
  press(pty, ENTER, "合计  欠报  共4项");
  press(pty, ESC, "（截至2026-12-02）");
  program_quit(pty);
}

/* Before the record began there is nothing to count, which the screen says in the title's place. */
static void test_bulletin_gap(void) {
  g_autoptr(Cli) cli = cli_new_example();
  cli_set(cli, "TAIZHANG_TODAY", "2010-02-15");
  g_autoptr(Pty) pty = program_open(cli, 24, 80, "C.UTF-8");
  press(pty, "8", "2010年2月通报（截至2010-02-15）");
  int title = row_of(pty, "2010年2月通报") + 1;
  pty_wait_row(pty, title, "宁夏回族自治区", 0);
  press(pty, "[", "2010年1月通报（截至2010-01-31）");
  pty_wait_row(pty, title, "本台账文件的记录自20", 0);
  pty_wait_row(pty, title, "日开始，此前的情况没有记录。", 0);
  press(pty, "]", "2010年2月通报（截至2010-02-15）");
  pty_wait_row(pty, title, "宁夏回族自治区", 0);
  program_quit(pty);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/duties/table", test_table);
  g_test_add_func("/duties/unset", test_unset);
  g_test_add_func("/duties/not-offered", test_not_offered);
  g_test_add_func("/duties/choice-stays", test_choice_stays);
  g_test_add_func("/duties/unit-periods", test_unit_periods);
  g_test_add_func("/duties/submit", test_submit);
  g_test_add_func("/duties/period-page", test_period_page);
  g_test_add_func("/duties/nothing-asked", test_nothing_asked);
  g_test_add_func("/duties/month", test_month);
  g_test_add_func("/duties/turning", test_turning);
  g_test_add_func("/duties/empty-day", test_empty_day);
  g_test_add_func("/duties/bulletin", test_bulletin);
  g_test_add_func("/duties/small-month", test_small_month);
  g_test_add_func("/duties/small-bulletin", test_small_bulletin);
  g_test_add_func("/duties/bulletin-choice", test_bulletin_choice);
  g_test_add_func("/duties/bulletin-mouse", test_bulletin_mouse);
  g_test_add_func("/duties/bulletin/missed", test_bulletin_missed);
  g_test_add_func("/duties/bulletin/gap", test_bulletin_gap);
  return g_test_run();
}

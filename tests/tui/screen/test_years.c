/* Several years in one file, on the screens, on 12 January 2027: choosing what to look at, 结转,
 * what is 封存. */
#include <string.h>

#include "core/model/reporting.h"
#include "core/store/write.h"
#include "tests/tui/screen/program.h"

#define CLOSED "该台账已于2027-01-12封存，只能查看"

/* The ledger of 2026, with progress on task 4. */
static Cli *in_january(void) {
  Cli *cli = cli_new_example();
  g_free(cli_text(cli, "progress 4 --text 要点已起草 --percent 60"));
  cli_set(cli, "TAIZHANG_TODAY", "2027-01-12");
  return cli;
}

/* With 2027 rolled over from it; 2026 is 封存. */
static Cli *two_years(void) {
  Cli *cli = in_january();
  g_free(cli_text(cli, "rollover 1"));
  return cli;
}

static Pty *start(Cli *cli) {
  Pty *pty = program_open(cli, 24, 80, NULL);
  pty_wait(pty, "本月主题", 0);
  settle(pty);
  return pty;
}

/* Every screen shows what is chosen, and says so. */
static void test_switching(void) {
  g_autoptr(Cli) cli = two_years();
  g_autoptr(Pty) pty = start(cli);
  pty_wait(pty, "逾期 0 项", 0);
  pty_wait(pty, "2027年《宁夏", 0);
  press(pty, "L", "看哪本台账");
  pty_wait(pty, "2026年  69项  已封存", 0);
  pty_wait(pty, "在用的1本", 0);
  press(pty, DOWN ENTER, "逾期 58 项");
  pty_wait(pty, "2026年（已封存）《", 0);
  press(pty, "3", "逾期 58 项，涉及 17 个单位  2026年（已封存）");
  press(pty, "5", "2026年周期义务");
  pty_wait(pty, "台账：2026年（已封存）《", 0);
  press(pty, "6", "2027年1月");
  pty_wait_row(pty, 1, "2026年（已封存）", 0);
  press(pty, "7", "待审核0项");
  pty_wait_row(pty, 1, "2026年（已封存）", 0);
  press(pty, "8", "2027年1月通报");
  pty_wait_row(pty, 2, "2026年（已封存）《", 0);
  press(pty, "2", "1/101");
  pty_wait_row(pty, 1, "2026年（已封存）《", 0);
  press(pty, "L2027" ENTER, "2027年12月");
  pty_wait_row(pty, 1, "2027年《", 0);
  press(pty, "L" UP UP ENTER, "全部台账  按 L");
  press(pty, "3", "逾期 0 项");
  pty_wait(pty, "（全部台账）", 0);
  program_quit(pty);
}

/* What is listed of another ledger has not been taken away by those who write meanwhile, on no
 * screen. */
static void test_switched_elsewhere(void) {
  g_autoptr(Cli) cli = two_years();
  g_autoptr(Pty) pty = start(cli);
  press(pty, "L" DOWN ENTER, "逾期 58 项");
  press(pty, "2", "1/101");
  press(pty, "jj", "3/101");
  press(pty, "3", "逾期 58 项");
  press(pty, "L2027" ENTER, "逾期 0 项");
  g_free(cli_text(cli, "unit 厅法规处 --alias 甲科"));
  press(pty, "2", "2027年12月");
  press(pty, "p", "记录进展  第1项");
  press(pty, ESC, "2027年12月");
  program_quit(pty);
}

/* Two ledgers in use stand one after the other, each below its own row. */
static void test_all_trees(void) {
  g_autoptr(Cli) cli = two_years();
  g_free(cli_text(cli, "thaw 1 --reason 补登进展"));
  g_autoptr(Pty) pty = start(cli);
  press(pty, "2", "1/204");
  pty_wait_row(pty, 3, "- 2027年《宁夏", 0);
  pty_wait(pty, "台账：2027年《", 0);
  press(pty, "a", "所属指标");
  press_gone(pty, ESC, "所属指标");
  press(pty, "[", "+ 2026年《宁夏");
  pty_wait_row(pty, 4, "+ 2026年《宁夏", 0);
  press(pty, DOWN ",", "─ 台账设置 ");
  pty_wait(pty, "按程序设置", 0);
  press_gone(pty, ESC, "─ 台账设置 ");
  press(pty, "!", "封存《");
  pty_wait(pty, "（2026年）？", 0);
  press(pty, "y", "已封存，今后只能查看");
  pty_wait(pty, "/9", 0); /* one tree is left, folded as it was */
  pty_wait_row(pty, 1, "2027年《宁夏", 0);
  program_quit(pty);
}

/* Nobody fills in a form for nothing. */
static void test_frozen(void) {
  g_autoptr(Cli) cli = two_years();
  g_autoptr(Pty) pty = start(cli);
  press(pty, "2", "/101");
  press(pty, "L" DOWN ENTER, "2026年（已封存）");
  static const char *const keys[] = {"p", "d", "e", "y", "w", "W", "r", "D", "i", "V", "a", ","};
  for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
    press(pty, "gjj", "3/101");
    pty_wait(pty, "第1项[1]  任务", 0);
    press(pty, keys[i], CLOSED);
    press_gone(pty, "G", CLOSED);
  }
  press(pty, "gjj", "3/101");
  press(pty, ENTER, "（2026年，已封");
  g_assert_false(is_shown(pty, "p 进展"));
  press(pty, "p", CLOSED);
  press(pty, ESC, "3/101");
  press(pty, "/信用宣传月" ENTER, "筛选“信用宣传月”"); /* it is searched as ever */
  press_gone(pty, ESC, "筛选“信用宣传月”");
  /* Taking it into use again. */
  press(pty, "!", "─ 启封 ");
  press(pty, CTRL_S, "请写明理由");
  type_in(pty, "补登进展");
  press(pty, CTRL_S, "启封：已保存");
  press(pty, "gjj", "3/101");
  press(pty, "p", "记录进展  第1项");
  press_gone(pty, ESC, "记录进展  第1项");
  program_quit(pty);
}

/* Closed without 结转, it can still be rolled over, and counts for its units. */
static void test_frozen_only(void) {
  g_autoptr(Cli) cli = in_january();
  g_free(cli_text(cli, "freeze 1"));
  g_autoptr(Pty) pty = start(cli);
  press(pty, "2", "完成时限");
  press(pty, "Y", "上年台账       已经封存");
  press_gone(pty, ESC, "─ 结转 ");
  press(pty, "N", "单位  共");
  pty_wait_row(pty, row_of(pty, "厅法规处 "), "36", 0);
  pty_wait(pty, "任务：已封存的台账里36项", 0);
  press_gone(pty, ESC, "单位  共");
  program_quit(pty);
}

static void test_rollover(void) {
  g_autoptr(Cli) cli = in_january();
  g_autoptr(Pty) pty = start(cli);
  press(pty, "2", "1/101");
  press(pty, "Y", "─ 结转 ");
  pty_wait(pty, "58项：1、2、3、4", 0);
  g_assert_false(is_shown(pty, "还没有结束"));
  press(pty, CTRL_U "2026", "结转到         2026");
  press(pty, CTRL_S, "只能结转到之后的年度（2027年至2100年）");
  press(pty, CTRL_U "明年", "明年");
  press(pty, CTRL_S, "请写四位数的年份");
  press(pty, CTRL_U "2027" TAB CTRL_O, "58/58");
  press(pty, "落实国家" ENTER, "结转未办结事项 第4项（红·逾期257天）落实国家");
  press(pty, TAB "十", "十");
  press(pty, CTRL_S, "“十”不是序号");
  press_gone(pty, CTRL_U "10", "“十”不是序号");
  press(pty, CTRL_S, "已结转为2027年台账，共68项");
  pty_wait_row(pty, 1, "2027年《宁夏", 0);
  g_autofree char *found = cli_text(cli, "list --query 结转自2026年第4项");
  assert_has(found, "共1项");
  /* One key takes all of it back. */
  press(pty, "u", "撤销您最近的一次修改？");
  pty_wait(pty, "结转台账《", 0);
  press(pty, "y", "已撤销：结转台账");
  pty_wait_row(pty, 1, "2026年《宁夏", 0);
  program_quit(pty);
}

/* All that is open, before the year is over. */
static void test_rollover_all(void) {
  g_autoptr(Cli) cli = in_january();
  cli_set(cli, "TAIZHANG_TODAY", "2026-12-20");
  g_autoptr(Pty) pty = start(cli);
  press(pty, "2", "1/101");
  press(pty, "Y", "2026年还没有结束");
  press(pty, TAB "全部", "结转未办结事项 全部");
  press(pty, CTRL_S, "已结转为2027年台账，共69项");
  g_autofree char *found = cli_text(cli, "list --query 结转自2026年");
  assert_has(found, "共58项");
  program_quit(pty);
}

/* ---- 信息报送要求 ------------------------------------------------------------------------ */

static gboolean write_reporting(Db *db, gpointer data, GError **error) {
  return reporting_insert(db, data, error);
}

/* As the commands tell it, and in the next year too. */
static void test_reporting(void) {
  g_autoptr(Cli) cli = in_january();
  GError *error = NULL;
  g_autoptr(GPtrArray) materials = g_ptr_array_new();
  g_ptr_array_add(materials, (gpointer) "工作进展");
  g_ptr_array_add(materials, (gpointer) "典型案例");
  Reporting reporting = {.ledger = 1,
                         .position = 1,
                         .text = (char *)"请于每月15日前报送。",
                         .phrase = (char *)"当月15日前",
                         .materials = materials};
  {
    g_autoptr(Db) db = db_open(cli->db, DB_WRITE, &error);
    g_assert_no_error(error);
    Actor actor = {.who = "zhangsan", .now = 1795226400, .today = day_from_ymd(2026, 11, 21)};
    Deed deed = {.verb = "test", .summary = "测试"};
    store_write(db, &actor, &deed, write_reporting, &reporting, NULL, &error);
    g_assert_no_error(error);
  }
  g_free(cli_text(cli, "rollover 1"));
  g_autofree char *page = cli_text(cli, "ledgers 2");
  assert_has(page,
             "信息报送要求\n  1. 当月15日前\n    工作进展\n    典型案例\n    请于每月15日前报送。");
  g_autofree char *csv = cli_text(cli, "ledgers 2 --format csv");
  assert_has(csv, "当月15日前,\"工作进展\n典型案例\",请于每月15日前报送。");
  json_t *one = cli_json(cli, "ledgers 2 --format json");
  const json_t *first = json_array_get(json_object_get(one, "reporting"), 0);
  g_assert_cmpuint(json_array_size(json_object_get(first, "materials")), ==, 2);
  json_decref(one);
}

/* A file without a ledger offers nothing that needs one, and says why. */
static void test_no_ledger(void) {
  g_autoptr(Cli) cli = cli_new();
  g_free(cli_text(cli, "init"));
  g_autoptr(Pty) pty = program_open(cli, 24, 80, NULL);
  pty_wait(pty, "从哪里开始", 0);
  press(pty, "2", "还没有台账");
  g_autofree char *footer = pty_row_text(pty, 23);
  for (gsize i = 0; i < 5; i++) {
    static const char *const brief[] = {"添加", "展开", "设置", "结转", "封存"};
    g_assert_null(strstr(footer, brief[i]));
  }
  press(pty, "!", "这里还没有台账的内容");
  press(pty, "4", "这一年没有选题计划");
  press(pty, "v", "2026年没有案例");
  pty_wait(pty, "11月：起草0", 0); /* today's month */
  press(pty, ESC, "主要内容");
  program_quit(pty);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/screen/years/switching", test_switching);
  g_test_add_func("/screen/years/switched-elsewhere", test_switched_elsewhere);
  g_test_add_func("/screen/years/all-trees", test_all_trees);
  g_test_add_func("/screen/years/frozen", test_frozen);
  g_test_add_func("/screen/years/frozen-only", test_frozen_only);
  g_test_add_func("/screen/years/rollover", test_rollover);
  g_test_add_func("/screen/years/rollover-all", test_rollover_all);
  g_test_add_func("/screen/years/reporting", test_reporting);
  g_test_add_func("/screen/years/no-ledger", test_no_ledger);
  return g_test_run();
}

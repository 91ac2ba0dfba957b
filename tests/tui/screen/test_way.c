/* The way of a task on the screens: its steps, more time, parts, rules, and how a ledger counts. */
#include "core/model/extension.h"
#include "core/model/task.h"
#include "tests/tui/screen/program.h"

#define TODAY day_from_ymd(2026, 11, 21)

/* Chooses task 1, due on 31 December, in 台账. */
static void choose_task(Pty *pty) {
  press(pty, "2", "/101");
  press(pty, "gjj", "3/101");
  pty_wait(pty, "第1项  任务", 0);
}

/* Takes a step that asks only whether. */
static void step(Pty *pty, const char *key, const char *name) {
  g_autofree char *question = g_strconcat("：", name, "？", NULL);
  g_autofree char *taken = g_strconcat("已", name, "；按 u", NULL);
  press(pty, key, question);
  press(pty, "y", taken);
}

/* Takes a step that needs a reason. */
static void step_because(Pty *pty, const char *key, const char *name, const char *reason) {
  g_autofree char *title = g_strconcat(name, "  第1项", NULL);
  g_autofree char *saved = g_strconcat(name, "：已保存", NULL);
  press(pty, key, title);
  press(pty, CTRL_S, "请写明理由");
  type_in(pty, reason);
  press(pty, CTRL_S, saved);
}

static void finish(Pty *pty) {
  press(pty, "d", "标为已办结？");
  press(pty, "y", "已办结，等待审核");
}

/* Lets one person do both, by the form of how the ledger counts. */
static void let_one_person(Pty *pty) {
  press(pty, ",", "─ 台账设置 ");
  pty_wait(pty, "按程序设置（两人）", 0);
  pty_send(pty, TAB TAB TAB TAB RIGHT RIGHT);
  pty_wait(pty, "< 一人 >", 0);
  press(pty, CTRL_S, "台账设置：已保存");
}

static void assert_state(Cli *cli, int number, const char *state) {
  json_auto_t *task = task_json(cli, number);
  g_assert_cmpstr(json_text_of(task, "state"), ==, state);
}

/* Does something to the file as another person would, in a process of theirs. */
typedef gboolean (*Deeds)(Db *db, const Actor *actor, const Reckoning *reckoning, gint64 task,
                          GError **error);

static void as_another(Cli *cli, Deeds deeds, gint64 task) {
  GError *error = NULL;
  g_autoptr(Db) db = db_open(cli->db, DB_WRITE, &error);
  g_assert_no_error(error);
  g_autoptr(Calendar) calendar = calendar_new();
  g_autoptr(Reckoning) reckoning = reckoning_new(db, TODAY, calendar, LEAD_DAYS_DEFAULT, &error);
  g_assert_no_error(error);
  Actor actor = {.who = "zhangsan", .now = g_get_real_time() / G_USEC_PER_SEC, .today = TODAY};
  deeds(db, &actor, reckoning, task, &error);
  g_assert_no_error(error);
}

/* ---- steps ------------------------------------------------------------------------------ */

static void test_way(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  choose_task(pty);
  step(pty, "i", "交办");
  step(pty, "s", "签收");
  press(pty, "p", "记录进展  第1项");
  type_in(pty, "已经学习");
  press(pty, CTRL_S, "记录进展：已保存");
  assert_state(cli, 1, "active");
  finish(pty);
  press(pty, "x", "不能由同一人销号"); /* which is not even asked */
  assert_state(cli, 1, "done");
  let_one_person(pty);
  step(pty, "x", "销号");
  assert_state(cli, 1, "closed");
  press(pty, ENTER, "一级指标");
  int row = row_of(pty, "办理步骤");
  pty_wait_row(pty, row + 1, "2026-11-21  交办（未启动 → 已交办）", 0);
  pty_wait_row(pty, row + 2, "签收（已交办 → 已签收）", 0);
  pty_wait_row(pty, row + 3, "办理（已签收 → 办理中）", 0);
  pty_wait_row(pty, row + 4, "办结（办理中 → 已办结）", 0);
  pty_wait_row(pty, row + 5, "销号（已办结 → 已销号）", 0);
  press(pty, ESC, "/101");
  program_quit(pty);
}

static void test_reasons(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  choose_task(pty);
  step(pty, "i", "交办");
  step_because(pty, "b", "退回", "不属我处职责");
  assert_state(cli, 1, "new");
  step_because(pty, "P", "暂停", "等上级文件");
  assert_state(cli, 1, "paused");
  step(pty, "R", "恢复");
  assert_state(cli, 1, "new");
  finish(pty);
  step_because(pty, "b", "退回", "缺佐证材料");
  assert_state(cli, 1, "active");
  step_because(pty, "V", "作废", "并入第2项");
  assert_state(cli, 1, "void");
  step_because(pty, "O", "重新打开", "仍要单独办理");
  assert_state(cli, 1, "active");
  press(pty, ENTER, "一级指标");
  pty_wait(pty, "退回（已办结 → 办理中）  ", 0);
  pty_wait(pty, "：缺佐证材料", 0);
  press(pty, "j", "重新打开（作废 → 办理中）");
  press(pty, ESC, "/101");
  program_quit(pty);
}

/* What a state does not allow the palette says why, and so does its key. */
static void test_not_offered(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  choose_task(pty);
  press(pty, "x", "不能销号");
  press(pty, "s", "不能签收");
  press(pty, ":", "输入名称的一部分");
  type_in(pty, "销号");
  pty_wait(pty, "不能销号", 0);
  press_gone(pty, ESC, "不能销号");
  step_because(pty, "V", "作废", "不再办理");
  press(pty, "D", "该项作废，不能分解");
  press(pty, "y", "该项作废，不能申请延期");
  press(pty, "r", "该项作废，不能设周期要求");
  press(pty, ":", "输入名称的一部分");
  type_in(pty, "分解");
  pty_wait(pty, "该项作废，不能分解", 0);
  press_gone(pty, ESC, "该项作废，不能分解");
  program_quit(pty);
}

/* ---- more time -------------------------------------------------------------------------- */

static gboolean ask_for_time(Db *db, const Actor *actor, const Reckoning *reckoning, gint64 task,
                             GError **error) {
  return extension_ask(db, actor, reckoning, task, "2027年3月底", "等自治区发文", NULL, error);
}

static void test_extension(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  choose_task(pty);
  press(pty, "y", "申请延期  第1项");
  pty_wait(pty, "2026年12月（2026-12-31 周四）", 0);
  press(pty, CTRL_S, "请写明延到哪一天");
  type_in(pty, "2026年12月1日");
  press(pty, CTRL_S, "! 新的时限应晚于现在的期限 2026-12-31"); /* beside the field */
  pty_wait(pty, "! 请写明理由", 0);
  press_gone(pty, CTRL_U, "2026年12月1日");
  type_in(pty, "2027年3月31日");
  pty_wait(pty, "办理期限 2027-03-31 周三", 0);
  pty_send(pty, TAB);
  type_in(pty, "等上级文件");
  press(pty, CTRL_S, "申请延期：已保存");
  press(pty, ENTER, "一级指标");
  pty_wait(pty, "待审批", 0);
  press(pty, "Y", "不能由同一人审批"); /* said before a form opens */
  press_gone(pty, UP, "不能由同一人审批");
  press(pty, "X", "撤回第1项");
  press(pty, "y", "已撤回延期申请");
  pty_wait(pty, "已撤回", 0);
  press(pty, "Y", "没有等待审批的延期申请");
  press(pty, ESC, "/101");
  program_quit(pty);
}

static void test_extension_decided(void) {
  g_autoptr(Cli) cli = cli_new_example();
  json_auto_t *task = task_json(cli, 1);
  as_another(cli, ask_for_time, json_number_of(task, "id"));
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "7", "延期待批1项");
  press(pty, "Y", "审批延期  第1项");
  pty_wait(pty, "zhangsan 于 2026-11-21 提出", 0);
  pty_wait(pty, "2026-12-31 → ", 0);
  press(pty, CTRL_S, "请选择批准或不同意");
  press(pty, RIGHT RIGHT, "< 不同意 >");
  press(pty, CTRL_S, "不同意要写明意见");
  pty_send(pty, SHIFT_TAB RIGHT RIGHT);
  pty_wait(pty, "< 批准 >", 0);
  press(pty, CTRL_S, "审批延期：已保存");
  json_auto_t *after = task_json(cli, 1);
  g_assert_cmpstr(json_text_of(after, "due"), ==, "2027-03-31");
  choose_task(pty);
  press(pty, ENTER, "一级指标");
  pty_wait_row(pty, row_of(pty, "完成时限"), "2027年3月底（2027-03-31 周三", 0);
  pty_wait_row(pty, row_of(pty, "原期限"), "2026-12-31", 0);
  pty_wait(pty, "已批准", 0);
  press(pty, ESC, "/101");
  program_quit(pty);
}

/* ---- parts ------------------------------------------------------------------------------ */

static void test_split(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  choose_task(pty);
  press(pty, "D", "分解任务  第1项");
  pty_type(pty, "40 起草方案；厅法规处；2026年11月底");
  pty_send(pty, ENTER);
  pty_type(pty, "50 征求意见");
  pty_wait(pty, "2项，权重合计90；权重合计应为 100，现在是 90", 0);
  settle(pty);
  press(pty, CTRL_S, "! 权重合计应为");
  pty_send(pty, ENTER);
  pty_type(pty, "10 印发；没有这个处");
  pty_wait(pty, "3项，权重合计100", 0);
  settle(pty);
  press(pty, CTRL_S, "! 第3行：");
  pty_send(pty, "\177\177\177\177\177\177");
  pty_wait_gone(pty, "没有这个处", 0);
  settle(pty);
  press(pty, CTRL_S, "分解任务：已保存");
  json_auto_t *part = task_json(cli, 70);
  g_assert_cmpstr(json_text_of(part, "due"), ==, "2026-11-30");
  press(pty, ENTER, "一级指标");
  int row = row_of(pty, "第70项");
  pty_wait_row(pty, row, "权重40  未启动  起草方案", 0);
  pty_wait_row(pty, row + 2, "第72项", 0);
  press(pty, "D", "重新分配权重  第1项");
  pty_wait_row(pty, row_of(pty, "合计"), "100", 0);
  press(pty, CTRL_U "3", "63，应为 100");
  press(pty, CTRL_S, "合计应为 100，现在是 63");
  press(pty, "5", "95，应为 100");
  pty_send(pty, TAB TAB CTRL_U "x");
  pty_wait(pty, "85，应为 100", 0);
  press(pty, CTRL_S, "应是 1 到 100 的整数");
  press(pty, CTRL_U "15", "  100");
  press(pty, CTRL_S, "重新分配权重：已保存");
  pty_wait_row(pty, row_of(pty, "第70项"), "权重35", 0);
  pty_wait_row(pty, row_of(pty, "第72项"), "权重15", 0);
  press(pty, ESC, "/104");
  program_quit(pty);
}

/* What was typed outlives another size of the terminal, a slip on Esc, and a dropped line. */
static void test_nothing_lost(void) {
  g_autoptr(Cli) cli = cli_new_example();
  {
    g_autoptr(Pty) pty = program_start(cli);
    choose_task(pty);
    press(pty, "D", "分解任务  第1项");
    pty_type(pty, "40 起草方案");
    pty_send(pty, ENTER);
    pty_type(pty, "60 征求");
    pty_wait(pty, "2项，权重合计100", 0);
    pty_resize(pty, 12, 40);
    pty_type(pty, "意见"); /* also while it is too small to be read */
    pty_resize(pty, 5, 20);
    pty_type(pty, "并");
    pty_resize(pty, 24, 80);
    pty_type(pty, "汇总");
    pty_wait(pty, "60 征求意见并汇总", 0);
    settle(pty);
    press(pty, ESC, "有未保存的内容");
    press_gone(pty, ESC, "有未保存的内容");
    pty_wait(pty, "60 征求意见并汇总", 0);
    pty_hangup(pty);
    pty_wait_exit(pty, 0);
  }
  g_autoptr(Pty) pty = program_open(cli, 24, 80, "C.UTF-8");
  pty_wait(pty, "分解任务  第1项（", 0);
  settle(pty);
  press(pty, "c", "60 征求意见并汇总");
  press(pty, CTRL_S, "分解任务：已保存");
  assert_state(cli, 71, "new");
  program_quit(pty);
}

/* ---- rules ------------------------------------------------------------------------------ */

static void test_rule(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  choose_task(pty);
  press(pty, "r", "周期要求  第1项");
  pty_wait(pty, "< 修改：每季度至少开展1次 >", 0);
  pty_wait(pty, "每季度至少1次，季度末前；接下来 2026-12-31 周四；2027-03-31 周三", 0);
  press(pty, LEFT, "< 新增一条 >");
  press(pty, CTRL_S, "! 读不出周期要求");
  type_in(pty, "每月15日前");
  pty_wait(pty, "接下来 2026-12-15 周二；2027-01-15 周五", 0);
  pty_wait(pty, "这一条用不着", 0);
  press(pty, CTRL_S, "周期要求：已保存");
  press(pty, ENTER, "一级指标");
  int row = row_of(pty, "每月15日前（每月至少1次，当月15日前）");
  pty_wait_row(pty, row + 1, "接下来 2026-12，2026-12-15 到期，已报 0/1 次", 0);
  press(pty, "r", "周期要求  第1项");
  press(pty, RIGHT RIGHT, "< 停止第1条：每季度至少开展1次 >");
  press(pty, CTRL_S, "停止要写明理由");
  type_in(pty, "改为每月报送");
  press(pty, CTRL_S, "周期要求：已保存");
  pty_wait_gone(pty, "周期要求    每季度至少开展1次", 0);
  press(pty, ESC, "/101");
  program_quit(pty);
}

static void test_rule_workdays(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  choose_task(pty);
  press(pty, "r", "周期要求  第1项");
  pty_send(pty, TAB CTRL_U);
  type_in(pty, "每14个工作日报送1次");
  pty_wait(pty, "起算日未定", 0);
  settle(pty);
  press(pty, CTRL_S, "请写明起算日");
  type_in(pty, "2026-11-20");
  pty_wait(pty, "每14个工作日1次，自2026-11-20起算；接下来 2026-12-10", 0);
  settle(pty);
  press(pty, CTRL_S, "周期要求：已保存");
  press(pty, "r", "周期要求  第1项");
  pty_wait(pty, "即 2026-11-20 周五", 0);
  pty_send(pty, TAB TAB);
  press(pty, RIGHT, "上次报送后14个工作日内至少1次");
  press(pty, CTRL_S, "周期要求：已保存");
  press(pty, "r", "周期要求  第1项");
  pty_wait(pty, "即 2026-11-20 周五", 0); /* stays until something is 报送 */
  press(pty, CTRL_S, "周期要求：没有改动");
  program_quit(pty);
}

/* A rule written where a deadline is expected becomes one of the task. */
static void test_deadline_rule(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "2", "/101");
  press(pty, "j", "2/101");
  press(pty, "a", "添加任务");
  press(pty, CTRL_S, "不能为空"); /* goes to the goal */
  type_in(pty, "报送信用信息");
  pty_send(pty, TAB TAB);
  type_in(pty, "每月5日前");
  pty_wait(pty, "列入周期要求：每月至少1次，当月5日前；接下来 2026-12-05 周六，休息", 0);
  settle(pty);
  press(pty, CTRL_S, "添加任务：已保存");
  press(pty, ENTER, "一级指标");
  pty_wait_row(pty, row_of(pty, "周期要求"), "每月5日前（每月至少1次，当月5日前）", 0);
  press(pty, "e", "修改任务  第70项");
  pty_send(pty, TAB TAB TAB CTRL_U);
  type_in(pty, "2026年12月20日");
  press(pty, CTRL_S, "修改任务：已保存");
  pty_wait_gone(pty, "每月5日前（", 0);
  press(pty, ESC, "/102");
  program_quit(pty);
}

/* ---- how a ledger counts ---------------------------------------------------------------- */

static void test_policy(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  choose_task(pty);
  press(pty, ",", "─ 台账设置 ");
  pty_wait(pty, "< 按程序设置（7天） >", 0);
  press(pty, CTRL_S, "没有改动");
  press(pty, ",", "─ 台账设置 ");
  press(pty, "45", "─ 提前提醒 "); /* typing searches the list */
  pty_wait(pty, "1/92", 0);
  press(pty, ENTER, "< 45天 >");
  pty_send(pty, TAB TAB TAB RIGHT RIGHT);
  pty_wait(pty, "< 红黄蓝 >", 0);
  settle(pty);
  press(pty, CTRL_S, "台账设置：已保存");
  pty_wait_row(pty, row_of(pty, " 1 深入学习"), "~黄", 0); /* due in 40 days */
  press(pty, ",", "─ 台账设置 ");
  pty_wait(pty, "< 45天 >", 0);
  press(pty, LEFT, "< 44天 >");
  pty_send(pty, ESC);
  pty_wait(pty, "有未保存的内容", 0);
  press(pty, "d", "/101");
  press(pty, "u", "修改台账设置");
  press(pty, "y", "已撤销");
  pty_wait_row(pty, row_of(pty, " 1 深入学习"), "+绿", 0);
  program_quit(pty);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/screen/way/way", test_way);
  g_test_add_func("/screen/way/reasons", test_reasons);
  g_test_add_func("/screen/way/not_offered", test_not_offered);
  g_test_add_func("/screen/way/extension", test_extension);
  g_test_add_func("/screen/way/extension_decided", test_extension_decided);
  g_test_add_func("/screen/way/split", test_split);
  g_test_add_func("/screen/way/nothing_lost", test_nothing_lost);
  g_test_add_func("/screen/way/rule", test_rule);
  g_test_add_func("/screen/way/rule_workdays", test_rule_workdays);
  g_test_add_func("/screen/way/deadline_rule", test_deadline_rule);
  g_test_add_func("/screen/way/policy", test_policy);
  return g_test_run();
}

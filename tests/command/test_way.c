/* step, extend, split, policy, and what show and log say of them. */
#include <pwd.h>
#include <string.h>
#include <unistd.h>

#include "tests/command/cli.h"

static const char *me(void) {
  return getpwuid(getuid())->pw_name;
}

/* ---- step ------------------------------------------------------------------------------- */

static void test_step(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *assigned = cli_text(cli, "step 4 交办 --on 2026-11-01");
  g_assert_true(g_str_has_prefix(assigned, "已交办：第4项“落实国家"));
  assert_has(assigned, "（2026-11-01）\n");
  g_free(cli_text(cli, "step 4 sign"));
  g_free(cli_text(cli, "progress 4 --text 起草 --percent 30"));
  g_autofree char *paused = cli_text(cli, "step 4 暂停 --reason 等上级文件");
  assert_has(paused, "已暂停：");
  g_autofree char *resumed = cli_text(cli, "step 4 恢复");
  assert_has(resumed, "（2026-11-21，现为办理中）");
  g_autofree char *done = cli_text(cli, "step 4 办结 --on 2026-11-20");
  assert_has(done, "（2026-11-20，逾期办结204天）");

  json_t *task = cli_json(cli, "show 4 --format json");
  g_assert_cmpstr(json_text_of(task, "state"), ==, "done");
  g_assert_cmpstr(json_text_of(task, "done_on"), ==, "2026-11-20");
  const json_t *steps = json_object_get(task, "steps");
  static const char *const EXPECTED[][3] = {
      {"assign", "new", "assigned"}, {"sign", "assigned", "signed"}, {"start", "signed", "active"},
      {"pause", "active", "paused"}, {"resume", "paused", "active"}, {"finish", "active", "done"}};
  g_assert_cmpuint(json_array_size(steps), ==, G_N_ELEMENTS(EXPECTED));
  for (gsize i = 0; i < G_N_ELEMENTS(EXPECTED); i++) {
    const json_t *step = json_array_get(steps, i);
    g_assert_cmpuint(json_object_size(step), ==, 6);
    g_assert_cmpstr(json_text_of(step, "step"), ==, EXPECTED[i][0]);
    g_assert_cmpstr(json_text_of(step, "from"), ==, EXPECTED[i][1]);
    g_assert_cmpstr(json_text_of(step, "to"), ==, EXPECTED[i][2]);
    g_assert_cmpstr(json_text_of(step, "by"), ==, me());
  }
  g_assert_cmpstr(json_text_of(json_array_get(steps, 0), "on"), ==, "2026-11-01");
  g_assert_null(json_text_of(json_array_get(steps, 0), "reason"));
  g_assert_cmpstr(json_text_of(json_array_get(steps, 3), "reason"), ==, "等上级文件");
  json_decref(task);

  g_autofree char *page = cli_text(cli, "show 4");
  g_autofree char *line =
      g_strdup_printf("步骤（6步）\n2026-11-01  %s  交办：未启动 → 已交办\n", me());
  assert_has(page, line);
  assert_has(page, "暂停：办理中 → 暂停\n  等上级文件\n");
  g_autofree char *other = cli_text(cli, "show 5");
  g_assert_null(strstr(other, "步骤"));
}

static void test_step_refused(void) {
  g_autoptr(Cli) cli = cli_new_example();
  cli_refused(cli, "step 4", 2, "缺少步骤");
  cli_refused(cli, "step", 2, "缺少编号");
  cli_refused(cli, "step 4 交办 签收", 2, "“交办”不是任务编号");
  cli_refused(cli, "step x 交办", 2, "不是任务编号");
  cli_refused(cli, "step 4 完成", 2, "没有“完成”这一步，可以是 交办、签收、办理、办结、销号");
  cli_refused(cli, "step 4 交办 --on 2027-01-01", 1, "不能晚于今天");
  cli_refused(cli, "step 4 销号", 1, "该项未启动，不能销号：办结以后才能销号");
  cli_refused(cli, "step 4 暂停", 1, "暂停要写明理由");
  cli_refused(cli, "step 33 办结", 1, "排名指标");
  cli_refused(cli, "step 999 交办", 1, "没有编号为 999 的任务");
  g_free(cli_text(cli, "done 4"));
  cli_refused(cli, "step 4 销号", 1, "不能由同一人销号");
  g_autofree char *text = cli_text(cli, "list --state 已交办");
  g_assert_cmpstr(text, ==, "没有符合条件的任务。\n");
  cli_refused(cli, "list --state 完", 2,
              "未启动、已交办、已签收、办理中、已办结、已销号、暂停、作废");
}

/* Help says what the table says. */
static void test_step_help(void) {
  g_autoptr(Cli) cli = cli_new();
  g_autofree char *help = cli_text(cli, "step --help");
  assert_has(help, "用法：taizhang step [选项] 编号… 步骤\n");
  assert_has(help, "\n  未启动：交办、办理、办结、暂停、作废\n");
  assert_has(help, "\n  已办结：销号、退回、作废\n");
  assert_has(help, "\n必须写明理由的：退回、暂停、作废、重新打开\n");
}

static void test_step_undo(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "step 4 交办"));
  g_free(cli_text(cli, "undo"));
  json_t *task = cli_json(cli, "show 4 --format json");
  g_assert_cmpstr(json_text_of(task, "state"), ==, "new");
  g_assert_cmpuint(json_array_size(json_object_get(task, "steps")), ==, 0);
  json_decref(task);
}

static void test_step_log(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "step 4 暂停 --reason 等上级文件"));
  g_autofree char *log = cli_text(cli, "log 4");
  g_autofree char *lines = g_strdup_printf("” 暂停\n"
                                           "    状态：未启动 → 暂停\n"
                                           "    办理步骤 步骤：（空） → 暂停\n"
                                           "    办理步骤 日期：（空） → 2026-11-21\n"
                                           "    办理步骤 理由：（空） → 等上级文件\n"
                                           "    办理步骤 经手人：（空） → %s\n",
                                           me());
  assert_has(log, lines);
}

/* ---- extend ----------------------------------------------------------------------------- */

static void test_extend(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *none = cli_text(cli, "extend");
  g_assert_cmpstr(none, ==, "没有待审批的延期申请。\n");
  g_autofree char *asked = cli_text(cli, "extend 1 --until 2027年3月 --reason 等上级文件");
  assert_has(asked, "已申请延期，等待审批：第1项");
  assert_has(asked, "（第1号申请，2026-12-31 → 2027-03-31）\n");
  g_autofree char *table = cli_text(cli, "extend");
  assert_has(table, "2026-12-31  2027-03-31");
  assert_has(table, "等上级文件\n");
  json_t *list = cli_json(cli, "extend --format json");
  g_assert_cmpuint(json_array_size(list), ==, 1);
  const json_t *extension = json_array_get(list, 0);
  g_assert_cmpuint(json_object_size(extension), ==, 13);
  g_assert_cmpint(json_number_of(extension, "id"), ==, 1);
  g_assert_cmpint(json_number_of(extension, "task"), ==, 1);
  g_assert_cmpstr(json_text_of(extension, "state"), ==, "asked");
  g_assert_cmpstr(json_text_of(extension, "old_due"), ==, "2026-12-31");
  g_assert_cmpstr(json_text_of(extension, "new_due"), ==, "2027-03-31");
  g_assert_null(json_text_of(extension, "decided_by"));
  json_decref(list);
  g_autofree char *csv = cli_text(cli, "extend --format csv");
  assert_has(csv, "申请号,编号,任务,申请日期,申请人,理由,原期限,新完成时限,新期限\r\n1,1,第1项");

  cli_refused(cli, "extend --decide 1 --approve", 1, "不能由同一人审批");
  g_free(cli_text(cli, "policy --closing 一人"));
  g_autofree char *approved = cli_text(cli, "extend --decide 1 --approve --text 同意");
  assert_has(approved, "已批准延期：第1项");
  json_t *task = cli_json(cli, "show 1 --format json");
  g_assert_cmpstr(json_text_of(task, "due"), ==, "2027-03-31");
  g_assert_cmpstr(json_text_of(task, "original_due"), ==, "2026-12-31");
  extension = json_array_get(json_object_get(task, "extensions"), 0);
  g_assert_cmpstr(json_text_of(extension, "state"), ==, "approved");
  g_assert_cmpstr(json_text_of(extension, "decision"), ==, "同意");
  json_decref(task);
  g_autofree char *page = cli_text(cli, "show 1");
  assert_has(page, "\n原期限      2026年12月31日 周四\n");
  assert_has(page, "延期（1次申请）\n2026-11-21  ");
  assert_has(page,
             "第1号：2026-12-31 → 2027-03-31，已批准\n  理由：等上级文件\n  审批：2026-11-21");
  g_autofree char *log = cli_text(cli, "log 1");
  assert_has(log, "    延期 审批状态：待审批 → 已批准\n");
  assert_has(log, "    办理期限：2026-12-31 → 2027-03-31\n");
}

static void test_extend_end(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "policy --closing 一人"));
  g_free(cli_text(cli, "extend 1 --until 2027年3月 --reason 等文件"));
  cli_refused(cli, "extend --decide 1 --refuse", 1, "要写明意见");
  g_autofree char *refused = cli_text(cli, "extend --decide 1 --refuse --text 理由不充分");
  assert_has(refused, "已记录不同意延期：第1项");
  g_free(cli_text(cli, "extend 1 --until 2027年2月 --reason 等文件"));
  g_autofree char *withdrawn = cli_text(cli, "extend --withdraw 2");
  assert_has(withdrawn, "已撤回延期申请：第1项");
  g_autofree char *none = cli_text(cli, "extend --format json");
  g_assert_cmpstr(none, ==, "[]\n");
  json_t *task = cli_json(cli, "show 1 --format json");
  g_assert_cmpstr(json_text_of(task, "due"), ==, "2026-12-31");
  g_assert_null(json_text_of(task, "original_due"));
  g_assert_cmpuint(json_array_size(json_object_get(task, "extensions")), ==, 2);
  json_decref(task);
}

static void test_extend_refused(void) {
  g_autoptr(Cli) cli = cli_new_example();
  cli_refused(cli, "extend 1", 2, "缺少 --until");
  cli_refused(cli, "extend 1 --until 2027年3月", 2, "缺少 --reason");
  cli_refused(cli, "extend --until 2027年3月 --reason 等", 2, "任务编号");
  cli_refused(cli, "extend 1 --decide 1 --approve", 2, "不能同时");
  cli_refused(cli, "extend --decide 1", 2, "--approve 或 --refuse");
  cli_refused(cli, "extend --decide 1 --approve --refuse", 2, "--approve 或 --refuse");
  cli_refused(cli, "extend --decide 1 --withdraw 1 --approve", 2, "只能写一个");
  cli_refused(cli, "extend --approve", 2, "--decide 一起用");
  cli_refused(cli, "extend --withdraw 1 --text 好", 2, "--decide 一起用");
  cli_refused(cli, "extend --decide x --approve", 2, "--decide 的值“x”不对");
  cli_refused(cli, "extend --decide 1 --approve --format json", 2, "--format 只用于");
  cli_refused(cli, "extend --decide 1 --approve", 1, "没有第 1 号延期申请");
  cli_refused(cli, "extend --withdraw 1", 1, "没有第 1 号延期申请");
  cli_refused(cli, "extend 4 --until 2026年12月 --reason 等", 1, "已到期");
  cli_refused(cli, "extend 1 --until 尽快 --reason 等", 1, "读不出日期");
}

/* ---- split ------------------------------------------------------------------------------ */

static void test_split(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *text = cli_text(
      cli, "split 4 --part 50:起草要点:厅法规处:3月底 --part 30%：征求意见 --part 20:印发");
  assert_has(text, "共3部分\n  编号70  第70项“起草要点”\n  编号71  第71项“征求意见”\n  编号72 ");
  g_free(cli_text(cli, "progress 70 --text 好 --percent 50"));
  g_free(cli_text(cli, "done 71"));
  json_t *task = cli_json(cli, "show 4 --format json");
  g_assert_cmpint(json_number_of(task, "percent"), ==, 55);
  g_assert_true(json_is_null(json_object_get(task, "parent")));
  const json_t *parts = json_object_get(task, "parts");
  g_assert_cmpuint(json_array_size(parts), ==, 3);
  const json_t *part = json_array_get(parts, 0);
  g_assert_cmpuint(json_object_size(part), ==, 9);
  g_assert_cmpint(json_number_of(part, "id"), ==, 70);
  g_assert_cmpint(json_number_of(part, "weight"), ==, 50);
  g_assert_cmpstr(json_text_of(part, "due"), ==, "2026-03-31");
  g_assert_cmpstr(json_text_of(part, "state"), ==, "active");
  json_decref(task);
  task = cli_json(cli, "show 70 --format json");
  g_assert_cmpint(json_number_of(task, "parent"), ==, 4);
  g_assert_cmpint(json_number_of(task, "weight"), ==, 50);
  json_decref(task);

  g_autofree char *page = cli_text(cli, "show 4");
  assert_has(page, "\n完成率      55%（由3部分算出）\n");
  assert_has(page,
             "分解（3部分）\n  权重50%  ! 红，逾期235天  办理中 50%  第70项（编号70）起草要点\n");
  g_autofree char *own = cli_text(cli, "show 70");
  assert_has(own, "\n所属任务    第4项“落实国家");
  assert_has(own, "（编号4），权重50%\n");
  cli_refused(cli, "done 4", 1, "其中第70项“起草要点”还没有办结");
  cli_refused(cli, "progress 4 --text 好 --percent 30", 1, "完成率由各部分算出");

  g_free(cli_text(cli, "step 70 作废 --reason 并入下一部分"));
  g_autofree char *unequal = cli_text(cli, "show 4");
  assert_has(unequal, "没有作废的部分权重合计50%");
  g_autofree char *weighed = cli_text(cli, "split 4 --weigh 71:60 --weigh 72:40%");
  assert_has(weighed, "已重新分配权重：第4项");
  task = cli_json(cli, "show 4 --format json");
  g_assert_cmpint(json_number_of(task, "percent"), ==, 60);
  json_decref(task);

  /* The part's history begins where it was made; the task's names it and no more. */
  g_autofree char *log = cli_text(cli, "log 72");
  assert_has(log, "分解为3部分\n    序号：（空） → 72\n");
  assert_has(log, "重新分配权重\n    权重：20 → 40\n");
  g_autofree char *whole = cli_text(cli, "log 4");
  assert_has(whole, "分解为3部分\n1  ");
}

static void test_split_refused(void) {
  g_autoptr(Cli) cli = cli_new_example();
  cli_refused(cli, "split 4", 2, "要么用 --part");
  cli_refused(cli, "split 4 --part 50:甲 --weigh 1:50", 2, "要么用 --part");
  cli_refused(cli, "split 4 --part 50", 2, "权重:内容");
  cli_refused(cli, "split 4 --part 50:甲:厅法规处:3月:多", 2, "权重:内容");
  cli_refused(cli, "split 4 --part 半:甲 --part 50:乙", 2, "--part 的值“半”不对");
  cli_refused(cli, "split 4 --weigh 70", 2, "编号:权重");
  cli_refused(cli, "split 4 --weigh x:50", 2, "不是任务编号");
  cli_refused(cli, "split 4 --part 100:甲", 1, "至少要有两部分");
  cli_refused(cli, "split 4 --part 50:甲 --part 40:乙", 1, "现在是 90");
  cli_refused(cli, "split 4 --part 50:甲 --part 50:乙:厅法规科", 1, "第2部分：");
  cli_refused(cli, "split 33 --part 50:甲 --part 50:乙", 1, "只有任务可以分解");
  cli_refused(cli, "split 4 --weigh 1:50 --weigh 2:50", 1, "该项没有分解");
}

/* ---- policy ----------------------------------------------------------------------------- */

static void test_policy(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *before = cli_text(cli, "policy");
  assert_has(before, "\n提前亮黄灯  7天（默认）\n");
  assert_has(before, "\n办结与销号  两人（默认）\n");
  g_autofree char *set =
      cli_text(cli, "policy 1 --lead-days 10 --lead-in 工作日 --roll 顺延 --closing one");
  assert_has(
      set,
      "\n提前亮黄灯  10天\n天数算法    工作日\n遇休息日    顺延\n灯色        红黄绿（默认）\n");
  g_free(cli_text(cli, "policy --lead-days 5")); /* the rest stays */
  json_t *list = cli_json(cli, "policy --format json");
  const json_t *policy = json_array_get(list, 0);
  g_assert_cmpuint(json_object_size(policy), ==, 8);
  g_assert_cmpint(json_number_of(policy, "lead_days"), ==, 5);
  g_assert_cmpstr(json_text_of(policy, "lead_in"), ==, "workdays");
  g_assert_cmpstr(json_text_of(policy, "roll"), ==, "after");
  g_assert_cmpstr(json_text_of(policy, "colours"), ==, "green");
  g_assert_cmpstr(json_text_of(policy, "closing"), ==, "one");
  const json_t *own = json_object_get(policy, "set");
  g_assert_true(json_is_true(json_object_get(own, "roll")));
  g_assert_true(json_is_false(json_object_get(own, "colours")));
  json_decref(list);
  g_autofree char *csv = cli_text(cli, "policy --format csv");
  assert_has(csv, ",5,工作日,顺延,红黄绿,一人\r\n");
  g_free(cli_text(cli, "policy --default --roll 提前"));
  g_autofree char *log = cli_text(cli, "log");
  assert_has(log,
             "；提前亮黄灯天数 5 → 默认；天数算法 工作日 → 默认；遇休息日 顺延 → 提前；销号 一人 "
             "→ 默认\n");
  list = cli_json(cli, "policy --format json");
  policy = json_array_get(list, 0);
  g_assert_cmpint(json_number_of(policy, "lead_days"), ==, 7);
  g_assert_cmpstr(json_text_of(policy, "roll"), ==, "before");
  json_decref(list);
  /* With one person enough, one may do both. */
  g_free(cli_text(cli, "policy --closing 一人"));
  g_free(cli_text(cli, "done 4"));
  g_autofree char *closed = cli_text(cli, "step 4 销号");
  assert_has(closed, "已销号：第4项");
}

static void test_policy_refused(void) {
  g_autoptr(Cli) cli = cli_new_example();
  cli_refused(cli, "policy --lead-days 91", 2, "0 到 90");
  cli_refused(cli, "policy --lead-in 小时", 2, "自然日、工作日");
  cli_refused(cli, "policy --roll 不", 2, "不变、提前、顺延");
  cli_refused(cli, "policy --colours 蓝", 2, "红黄绿、红黄蓝");
  cli_refused(cli, "policy --closing 三人", 2, "两人、一人");
  cli_refused(cli, "policy 别的 --roll 顺延", 1, "现有的台账");
  g_free(cli_text(cli, "init --template ningxia-2020 --year 2025"));
  cli_refused(cli, "policy --roll 顺延", 1, "有2本台账，请写明改哪一本");
}

/* What a due day on a day off is moved to is what the days left are counted from. */
static void test_rolled(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "policy --roll 顺延"));
  g_autofree char *page = cli_text(cli, "show 54 --as-of 2026-11-21");
  assert_has(page, "\n办理期限    2026年10月31日 周六，顺延到2026年11月2日 周一（已过19天）\n");
  assert_has(page, "逾期19天");
}

/* 红黄蓝: the word 蓝 wherever 绿 stood; data keeps its code. */
static void test_blue(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "policy --colours 红黄蓝"));
  g_autofree char *list = cli_text(cli, "list");
  g_assert_null(strstr(list, "+ 绿"));
  assert_has(list, "+ 蓝");
  assert_has(list, "红2 黄1 蓝55 灰11");
  g_autofree char *page = cli_text(cli, "show 1");
  assert_has(page, "\n灯          + 蓝\n");
  g_autofree char *csv = cli_text(cli, "show 1 --format csv");
  assert_has(csv, ",蓝,");
  json_t *task = cli_json(cli, "show 1 --format json");
  g_assert_cmpstr(json_text_of(task, "light"), ==, "green");
  json_decref(task);
  g_autofree char *chosen = cli_text(cli, "list --light 蓝");
  assert_has(chosen, "共55项：");
  /* Beside a ledger of 红黄绿, each task has its own word; the sum has the common one. */
  g_free(cli_text(cli, "init --template ningxia-2020 --year 2025"));
  g_autofree char *both = cli_text(cli, "list --as-of 2025-01-10");
  assert_has(both, "+ 绿");
  assert_has(both, "+ 蓝");
  assert_has(both, " 绿115 ");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/command/way/step", test_step);
  g_test_add_func("/command/way/step-refused", test_step_refused);
  g_test_add_func("/command/way/step-help", test_step_help);
  g_test_add_func("/command/way/step-undo", test_step_undo);
  g_test_add_func("/command/way/step-log", test_step_log);
  g_test_add_func("/command/way/extend", test_extend);
  g_test_add_func("/command/way/extend-end", test_extend_end);
  g_test_add_func("/command/way/extend-refused", test_extend_refused);
  g_test_add_func("/command/way/split", test_split);
  g_test_add_func("/command/way/split-refused", test_split_refused);
  g_test_add_func("/command/way/policy", test_policy);
  g_test_add_func("/command/way/policy-refused", test_policy_refused);
  g_test_add_func("/command/way/rolled", test_rolled);
  g_test_add_func("/command/way/blue", test_blue);
  return g_test_run();
}

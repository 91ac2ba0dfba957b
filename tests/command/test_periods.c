/* periods, submit, event, rule. */
#include <string.h>

#include "tests/command/cli.h"

/* The period at index of what arguments list. */
static void check_period(Cli *cli, const char *arguments, size_t index, const char *key, int count,
                         int quota, const char *light) {
  json_auto_t *list = cli_json(cli, arguments);
  const json_t *period = json_array_get(list, index);
  g_assert_nonnull(period);
  g_assert_cmpstr(json_text_of(period, "period"), ==, key);
  g_assert_cmpint(json_number_of(period, "count"), ==, count);
  g_assert_cmpint(json_number_of(period, "quota"), ==, quota);
  g_assert_cmpstr(json_text_of(period, "light"), ==, light);
}

static size_t count_of(Cli *cli, const char *arguments) {
  json_auto_t *list = cli_json(cli, arguments);
  return json_array_size(list);
}

/* ---- periods ---------------------------------------------------------------------------- */

static void test_periods(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *text = cli_text(cli, "periods");
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  g_assert_cmpuint(g_strv_length(lines), ==, 1 + 7 + 1 + 1);
  g_assert_cmpstr(lines[0], ==, "编号  要求  期次      期限        已报/应报  灯    任务");
  assert_has(lines[1], "   1     1  2026Q4    2026-12-31  0/1        + 绿  深入学习");
  assert_has(lines[5], "  28     5  2026-W47  2026-11-22  0/1        ~ 黄  在宁夏");
  g_assert_cmpstr(lines[8], ==, "共7期：红0 黄1 绿6 灰0");
  g_free(cli_text(cli, "policy --colours 红黄蓝"));
  g_autofree char *blue = cli_text(cli, "periods");
  assert_has(blue, "+ 蓝  深入学习");
  assert_has(blue, "共7期：红0 黄1 蓝6 灰0");
  g_autofree char *none = cli_text(cli, "periods 4");
  g_assert_cmpstr(none, ==, "没有符合条件的期次。\n");
  g_autofree char *empty = cli_text(cli, "periods 4 --format json");
  g_assert_cmpstr(empty, ==, "[]\n");
}

static void test_days(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_assert_cmpuint(count_of(cli, "periods 28 --year 2026 --format json"), ==, 7);
  g_assert_cmpuint(count_of(cli, "periods 28 --year 2025 --format json"), ==, 0);
  g_assert_cmpuint(count_of(cli, "periods 28 --from 2026-11-23 --until 2026-12-06 --format json"),
                   ==, 2);
  g_assert_cmpuint(count_of(cli, "periods --unit 厅法规处 --format json"), ==, 5);
  check_period(cli, "periods 28 --year 2026 --format json", 1, "2026-W48", 0, 1, "grey");
  check_period(cli, "periods 28 --as-of 2026-11-23 --format json", 0, "2026-W47", 0, 1, "red");
  g_autofree char *csv = cli_text(cli, "periods 50 --format csv");
  assert_has(csv, "\xef\xbb\xbf编号,台账,序号,要求,期次,开始,结束,期限,预计,应报,已报,迟报,灯,");
  assert_has(csv, ",50,7,2026Q4,2026-10-01,2026-12-31,2026-12-31,否,2,0,0,绿,,每季度公示");
  cli_refused(cli, "periods 28 --year 2026 --from 2026-01-01", 2, "--year 不能与");
  cli_refused(cli, "periods 28 --from 2026-12-01", 2, "--from 不能晚于");
  cli_refused(cli, "periods 999", 1, "没有编号为 999 的任务");
  cli_refused(cli, "periods --unit 法规处", 1, "厅法规处");
}

/* ---- submit ----------------------------------------------------------------------------- */

static void test_submit(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *text = cli_text(cli, "submit 50 --text 案例一件 --unit 厅建管处");
  g_assert_cmpstr(text, ==,
                  "已记录报送：第50项“每季度公示2个以上联合奖惩案例，…” 2026Q4"
                  "（已报1次，应报2次，期限2026-12-31）\n");
  g_free(cli_text(cli, "submit 50 --text 案例二件 --on 2026-10-02 --period 2026Q4"));
  check_period(cli, "periods 50 --format json", 0, "2026Q4", 2, 2, "green");
  json_auto_t *task = cli_json(cli, "show 50 --format json");
  g_assert_cmpstr(json_text_of(task, "state"), ==, "active");
  /* The week before last, late. */
  g_autofree char *late =
      cli_text(cli, "submit 28 --text 补报 --period 2026-W47 --as-of 2026-12-01");
  assert_has(late, "2026-W47（已报1次，应报1次，期限2026-11-22，迟报）");
  g_autofree char *table = cli_text(cli, "periods 28 --as-of 2026-12-01");
  assert_has(table, "1/1，迟报1  + 绿");
  assert_has(table, "2026-W48  2026-11-29  0/1  ");
  g_free(cli_text(cli, "undo"));
  check_period(cli, "periods 28 --as-of 2026-12-01 --format json", 0, "2026-W47", 0, 1, "red");
}

static void test_submit_refused(void) {
  g_autoptr(Cli) cli = cli_new_example();
  cli_refused(cli, "submit 50", 2, "缺少 --text");
  cli_refused(cli, "submit 50 --text 　", 1, "空的");
  cli_refused(cli, "submit 4 --text 好", 1, "该项没有周期要求");
  cli_refused(cli, "submit 999 --text 好", 1, "没有编号为 999 的任务");
  cli_refused(cli, "submit 50 --text 好 --period 2026Q3", 1, "没有“2026Q3”这一期");
  cli_refused(cli, "submit 50 --text 好 --on 2026-11-22", 1, "不能晚于今天");
  cli_refused(cli, "submit 50 --text 好 --unit 建管处", 1, "厅建管处");
  cli_refused(cli, "submit 50 --text 好 --schedule 5", 1, "该项没有编号为 5 的周期要求");
  g_free(cli_text(cli, "rule 50 每月至少1次"));
  cli_refused(cli, "submit 50 --text 好", 1,
              "该项有2条周期要求：7 每季度公示2个以上、8 每月至少1次；请用 --schedule");
  g_free(cli_text(cli, "submit 50 --text 好 --schedule 8"));
  check_period(cli, "periods 50 --format json", 1, "2026-11", 1, 1, "green");
  g_free(cli_text(cli, "step 50 暂停 --reason 等文件"));
  cli_refused(cli, "submit 50 --text 好 --schedule 8", 1, "该项暂停");
}

/* ---- event ------------------------------------------------------------------------------ */

static void test_event(void) {
  g_autoptr(Cli) cli = cli_new_example();
  cli_refused(cli, "event 38 --text 作出决定", 1, "该项没有周期要求");
  g_free(cli_text(cli, "rule 38 作出决定之日起七个工作日内公示"));
  g_autofree char *text = cli_text(cli, "event 38 --text 作出决定 --on 2026-11-18");
  assert_has(text, "已登记事件：第38项“");
  assert_has(text, "自2026-11-18（期限2026-11-27）\n");
  g_autofree char *table = cli_text(cli, "periods 38");
  assert_has(table, "~ 黄  作出决定：信用评价结果");
  cli_refused(cli, "event 38 --text 又一件 --on 2026-11-18", 1, "“作出决定”");
  cli_refused(cli, "event 38 --text 又一件 --on 2026-11-22", 1, "不能晚于今天");
  cli_refused(cli, "event 38", 2, "缺少 --text");
  cli_refused(cli, "event 50 --text 作出决定", 1, "没有适用的周期要求，只有：7 每季度");
  g_free(cli_text(cli, "submit 38 --text 已公示"));
  check_period(cli, "periods 38 --format json", 0, "自2026-11-18", 1, 1, "green");
  g_free(cli_text(cli, "event 38 --text 今天的决定")); /* it can be met on its own day */
  g_free(cli_text(cli, "submit 38 --text 已公示"));
  check_period(cli, "periods 38 --format json", 1, "自2026-11-21", 1, 1, "green");
}

/* ---- rule ------------------------------------------------------------------------------- */

static void test_rule(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *added = cli_text(cli, "rule 4 每月至少2次，次月8日前 --no-makeup");
  assert_has(added, "已增加周期要求：第4项“落实国家");
  assert_has(added, "：每月至少2次，次月8日前，不允许补报（编号8，自2026-11-21起）\n");
  json_auto_t *list = cli_json(cli, "rule 4 --format json");
  const json_t *rule = json_array_get(list, 0);
  g_assert_cmpint(json_number_of(rule, "id"), ==, 8);
  g_assert_cmpstr(json_text_of(rule, "phrase"), ==, "每月至少2次，次月8日前");
  g_assert_cmpstr(json_text_of(rule, "every"), ==, "month");
  g_assert_cmpstr(json_text_of(rule, "basis"), ==, "calendar");
  g_assert_cmpint(json_number_of(rule, "due_day"), ==, 8);
  g_assert_cmpint(json_number_of(rule, "due_month"), ==, 1);
  g_assert_true(json_is_false(json_object_get(rule, "late_counts")));
  g_assert_cmpstr(json_text_of(rule, "since"), ==, "2026-11-21");
  g_assert_null(json_text_of(rule, "ended"));
  g_assert_null(strstr(added, "只采用了"));
  g_autofree char *table = cli_text(cli, "rule 4");
  assert_has(table, "   8  2026-11-21        每月至少2次，次月8日前，不允许补报  每月至少2次");
  g_autofree char *none = cli_text(cli, "rule 6");
  g_assert_cmpstr(none, ==, "该项没有周期要求。\n");
  g_autofree char *half = cli_text(cli, "rule 7 每月更新进展情况");
  assert_has(half, "每月至少1次，月末前");
  assert_has(half, "\n只采用了“每月”，其余的字没有计入。\n");
}

/* What is past stays; the rest follows the new words. */
static void test_rule_replaced(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *text = cli_text(cli, "rule 5 每季度至少2次 --replace 3 --as-of 2026-12-10");
  assert_has(text, "已修改周期要求：第5项“");
  assert_has(text, "（编号3，自2026-12-01起）");
  check_period(cli, "periods 5 --as-of 2026-12-10 --format json", 0, "2026-11", 0, 1, "red");
  check_period(cli, "periods 5 --as-of 2026-12-10 --format json", 1, "2026Q4", 0, 2, "green");
  g_autofree char *log = cli_text(cli, "log 5");
  assert_has(log, "修改周期要求：每月至少1次，月末前 → 每季度至少2次，季度末前");
  assert_has(log, "周期要求 周期：月 → 季度");
}

static void test_rule_anchor(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *open = cli_text(cli, "rule 6 每14个工作日报送1次");
  assert_has(open, "还没有起算日");
  g_assert_cmpuint(count_of(cli, "periods 6 --format json"), ==, 0);
  g_autofree char *set = cli_text(cli, "rule 6 --replace 8 --anchor 2026-11-20");
  assert_has(set, "每14个工作日1次，自2026-11-20起算");
  check_period(cli, "periods 6 --format json", 0, "第1期", 0, 1, "green");
  cli_refused(cli, "rule 6 每月1次 --anchor 2026-11-20", 2, "--anchor 只用于");
}

/* A rule of a template counts from a day that the office has to set: what has no periods for that
 * says so and how, and the day alone is enough where it is clear which rule is meant. */
static void test_rule_unset(void) {
  g_autoptr(Cli) cli = cli_new();
  g_free(cli_text(cli, "init --template shandong-2023-city"));
  cli_refused(cli, "submit 4 --text 报送", 1,
              "还没有设定起算日，因此没有期次；请用 taizhang rule 4 --anchor 日期 设定，"
              "如 --anchor 2026-11-21\n");
  g_autofree char *none = cli_text(cli, "periods 4 --year 2026");
  assert_has(none, "还没有设定起算日，因此没有期次；请用 taizhang rule 4 --anchor 日期 设定");
  g_assert_null(strstr(none, "没有符合条件的期次"));
  g_autofree char *set = cli_text(cli, "rule 4 --anchor 2026-10-12");
  assert_has(set, "已修改周期要求：第4项");
  assert_has(set, "自2026-10-12起算");
  assert_has(set, "起算日已过：自 2026-11-21 起要求，之前的期次不要求；");
  size_t few = count_of(cli, "periods 4 --year 2026 --format json");
  g_autofree char *all = cli_text(cli, "rule 4 --anchor 2026-10-12 --since 2026-10-12");
  assert_has(all, "，自2026-10-12起）");
  g_assert_null(strstr(all, "起算日已过"));
  g_assert_cmpuint(count_of(cli, "periods 4 --year 2026 --format json"), >, few);
  g_free(cli_text(cli, "submit 4 --text 报送"));
  g_autofree char *ahead = cli_text(cli, "rule 3 每14个工作日报送1次 --anchor 2026-11-23");
  g_assert_null(strstr(ahead, "起算日已过"));
  g_free(cli_text(cli, "rule 4 每7个工作日报送1次"));
  cli_refused(cli, "rule 4 --anchor 2026-11-23", 1, "请用 --replace 写明是哪一条");
  cli_refused(cli, "rule 1 --anchor 2026-11-23", 1, "该项没有");
}

static void test_rule_ended(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *text = cli_text(cli, "rule 5 --end 3 --reason 不再报送 --as-of 2026-12-10");
  assert_has(text, "已停止周期要求：第5项“");
  g_autofree char *page = cli_text(cli, "show 5 --as-of 2026-12-10");
  assert_has(page, "（2026-12-10 已停止）");
  g_assert_cmpuint(count_of(cli, "periods 5 --as-of 2027-01-10 --format json"), ==, 1);
  cli_refused(cli, "rule 5 --end 3 --reason 不再报送 --as-of 2026-12-10", 1,
              "已于 2026-12-10 停止");
}

static void test_rule_refused(void) {
  g_autoptr(Cli) cli = cli_new_example();
  cli_refused(cli, "rule", 2, "缺少编号");
  cli_refused(cli, "rule 50 及时", 1, "从“及时”读不出周期要求");
  cli_refused(cli, "rule 50 每月32日前", 1, "读不出周期要求（写明了时间，但这种写法读不懂）");
  cli_refused(cli, "rule 50 2026年12月", 1, "读不出周期要求（期限 2026年12月31日");
  cli_refused(cli, "rule 32 每月1次", 1, "排名指标");
  cli_refused(cli, "rule 999 每月1次", 1, "没有编号为 999 的任务");
  cli_refused(cli, "rule 50 每月1次 --replace 1", 1, "该项没有编号为 1 的周期要求");
  cli_refused(cli, "rule 50 --end 7", 2, "缺少 --reason");
  cli_refused(cli, "rule 50 每月1次 --end 7 --reason 好", 2, "不能同时写 --end");
  cli_refused(cli, "rule 50 每月1次 --reason 好", 2, "--reason 要与 --end");
  cli_refused(cli, "rule 50 --since 2026-01-01", 2, "缺少周期要求");
  cli_refused(cli, "rule 50 每月1次 --format json", 2, "--format 只用于");
  json_auto_t *log = cli_json(cli, "log --format json");
  g_assert_cmpuint(json_array_size(log), ==, 1);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/command/periods/list", test_periods);
  g_test_add_func("/command/periods/days", test_days);
  g_test_add_func("/command/periods/submit", test_submit);
  g_test_add_func("/command/periods/submit-refused", test_submit_refused);
  g_test_add_func("/command/periods/event", test_event);
  g_test_add_func("/command/periods/rule", test_rule);
  g_test_add_func("/command/periods/rule-replaced", test_rule_replaced);
  g_test_add_func("/command/periods/rule-anchor", test_rule_anchor);
  g_test_add_func("/command/periods/rule-unset", test_rule_unset);
  g_test_add_func("/command/periods/rule-ended", test_rule_ended);
  g_test_add_func("/command/periods/rule-refused", test_rule_refused);
  return g_test_run();
}

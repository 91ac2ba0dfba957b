/* score. */
#include <string.h>

#include "tests/command/cli.h"

static Cli *cli_new_ministry(void) {
  Cli *cli = cli_new_example();
  cli_make(cli, "init --template mot-2023");
  return cli;
}

/* The node of that code in a sheet. */
static const json_t *node_of(const json_t *sheet, const char *code) {
  const json_t *nodes = json_object_get(sheet, "nodes");
  for (size_t i = 0; i < json_array_size(nodes); i++) {
    const json_t *node = json_array_get(nodes, i);
    if (g_str_equal(json_text_of(node, "id"), code))
      return node;
  }
  g_error("no node %s", code);
}

static double real_of(const json_t *object, const char *key) {
  const json_t *value = json_object_get(object, key);
  g_assert_true(json_is_number(value));
  return json_number_value(value);
}

static void test_table(void) {
  g_autoptr(Cli) cli = cli_new_ministry();
  g_autofree char *text = cli_text(cli, "score");
  assert_has(text,
             "编号    指标                                          分值  自评  核定  分数来源\n");
  assert_has(text, "一      制度建设                                        15     0\n");
  assert_has(text, "\n信用交通测评指标（2023年版） 2026-11：自评0分，还没有核定，满分100分\n");
  assert_has(text, "\n还可得分：3 再满足1项条件可得2分\n");
  g_free(cli_text(cli, "score 3 --set item:1=1"));
  g_free(cli_text(cli, "score 12 --set numerator=0 --set denominator=0"));
  g_autofree char *after = cli_text(cli, "score --system mot-2023 --month 2026-11");
  assert_has(after, "2         2        1项条件全部符合（缺佐证）\n");
  assert_has(after, "2  无法计算        0/0×2，分母为零，无法计算，计0分\n");
  assert_has(after, "自评2分，还没有核定，满分100分；1项无法计算，按0分计\n");
  g_autofree char *other = cli_text(cli, "score --month 2026-10");
  assert_has(other, "2026-10：自评0分，");
}

static void test_json(void) {
  g_autoptr(Cli) cli = cli_new_ministry();
  g_free(cli_text(cli, "score 9 --set 分子=930 --set 分母=1000"));
  g_free(cli_text(cli, "score 12 --set numerator=0 --set denominator=0"));
  g_free(cli_text(cli, "score 9 --confirm 1.5 --note 数据未核实"));
  json_auto_t *sheet = cli_json(cli, "score --format json");
  g_assert_cmpstr(json_text_of(sheet, "system"), ==, "mot-2023");
  g_assert_cmpfloat(real_of(sheet, "total"), ==, 1.86);
  g_assert_cmpint(json_number_of(sheet, "max"), ==, 100);
  g_assert_cmpfloat(real_of(sheet, "confirmed"), ==, 1.5);
  const json_t *nine = node_of(sheet, "9");
  g_assert_cmpstr(json_text_of(nine, "title"), ==, "统一社会信用代码覆盖度");
  g_assert_cmpint(json_number_of(nine, "max"), ==, 2);
  g_assert_cmpfloat(real_of(nine, "claimed"), ==, 1.86);
  g_assert_cmpfloat(real_of(nine, "confirmed"), ==, 1.5);
  g_assert_cmpstr(json_text_of(nine, "rule"), ==, "ratio");
  g_assert_cmpstr(json_text_of(nine, "basis"), ==, "930/1000×2");
  g_assert_cmpstr(json_text_of(nine, "note"), ==, "数据未核实");
  g_assert_true(json_is_true(json_object_get(nine, "unproved")));
  const json_t *twelve = node_of(sheet, "12");
  g_assert_true(json_is_null(json_object_get(twelve, "claimed")));
  g_assert_true(json_is_false(json_object_get(twelve, "computable")));
  g_assert_cmpstr(json_text_of(node_of(sheet, "三"), "rule"), ==, "sum");
  const json_t *hint = json_array_get(json_object_get(sheet, "hints"), 0);
  g_assert_cmpstr(json_text_of(hint, "text"), ==, "再满足1项条件可得2分");
  json_auto_t *one = cli_json(cli, "score 9 --format json");
  g_assert_cmpstr(json_text_of(one, "id"), ==, "9");
}

static void test_csv(void) {
  g_autoptr(Cli) cli = cli_new_ministry();
  g_free(cli_text(cli, "score 28 --entry 宣传活动 --on 2026-11-05 --reference 方案.docx"));
  g_autofree char *text = cli_text(cli, "score --format csv");
  assert_has(text, "\xef\xbb\xbf测评期,编号,级别,指标,类别,分值,自评,核定,计分方法,");
  assert_has(text, "2026-11,28,3,诚信典范培树宣传活动开展情况,指标,2,2,,按件数,1,否,,"
                   "11月登记1条，1×2分");
}

static void test_months(void) {
  g_autoptr(Cli) cli = cli_new_ministry();
  g_free(cli_text(cli, "score 3 --month 2026-03 --set item:1=1"));
  g_autofree char *text = cli_text(cli, "score --months");
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  g_assert_cmpuint(g_strv_length(lines), ==, 1 + 1 + 5 + 1);
  assert_has(lines[0], "编号  指标          分值  2026-01  2026-02  2026-03  ");
  assert_has(lines[1], "合计           100        0        0        2        0  ");
  assert_has(lines[3], "二    工作机制        17        0        0        2        0  ");
  json_auto_t *list = cli_json(cli, "score --months --format json");
  g_assert_cmpuint(json_array_size(list), ==, 12);
  g_assert_cmpint(json_number_of(json_array_get(list, 2), "total"), ==, 2);
  g_autofree char *csv = cli_text(cli, "score --months --format csv");
  assert_has(csv, "编号,指标,分值,2026-01,");
}

/* What a person sees of a node is what --set takes. */
static void test_node(void) {
  g_autoptr(Cli) cli = cli_new_ministry();
  g_free(cli_text(cli, "score 2 --set item:1=1"));
  g_free(cli_text(cli, "score 2 --evidence 方案.pdf"));
  g_autofree char *text = cli_text(cli, "score 2");
  assert_has(text, "分数来源    2项条件符合1项，须全部符合，计0分\n");
  assert_has(text, "还可得分    再满足1项条件可得1分\n");
  assert_has(text, "填写        要点1=1  制定“信用交通省”建设方案\n"
                   "            要点2=  明确未来三年目标任务\n");
  assert_has(text, "佐证材料    方案.pdf\n");
  g_free(cli_text(cli, "score 28 --entry 宣传活动 --on 2026-11-05"));
  g_autofree char *entries = cli_text(cli, "score 28");
  assert_has(entries, "得分事项    1  2026-11-05  宣传活动（缺佐证）\n");
  g_autofree char *gone = cli_text(cli, "score 28 --remove 1 --note 重复");
  g_assert_cmpstr(gone, ==, "已保存：28 诚信典范培树宣传活动开展情况（2026-11） 自评0\n");
}

/* An entry is told of in the month its day lies in. */
static void test_entry_month(void) {
  g_autoptr(Cli) cli = cli_new_ministry();
  g_autofree char *said = cli_text(cli, "score 28 --entry 宣传活动 --on 2026-10-22");
  assert_has(said, "已保存：28 诚信典范培树宣传活动开展情况（2026-10） 自评2：");
  g_free(cli_text(cli, "score 29 --month 2026-10 --entry 宣传活动 --on 2026-10-31"));
  cli_refused(cli, "score 28 --month 2026-10 --entry 宣传活动", 1,
              "得分事项的日期 2026-11-21 不在 2026-10 内");
  cli_refused(cli, "score 28 --month 2026-11 --entry 宣传活动 --on 2026-10-31", 1,
              "得分事项的日期 2026-10-31 不在 2026-11 内");
  cli_refused(cli, "score 28 --entry 宣传活动 --on 2025-10-31", 1, "日期不在2026年内");
}

/* Only what is named changes; a name without a value goes. */
static void test_set(void) {
  g_autoptr(Cli) cli = cli_new_ministry();
  g_autofree char *said = cli_text(cli, "score 8.1 --set numerator=9 --set denominator=11");
  assert_has(said, "已保存：8.1 建设市场（2026-11） 自评1.64：9/11×2（缺佐证）\n");
  g_autofree char *excluded = cli_text(cli, "score 8.1 --set excluded=2");
  assert_has(excluded, "自评2：9/(11－2)×2（缺佐证）\n");
  g_autofree char *without = cli_text(cli, "score 8.1 --set excluded=");
  assert_has(without, "9/11×2（缺佐证）\n");
  g_autoptr(Run) classes =
      cli_shell(cli, "printf '晋交许〔2026〕 30 140 100\\n' | $T score 11 --set classes=-");
  g_assert_cmpint(classes->status, ==, 0);
  assert_has(classes->out, "自评3：报送30/文号增量40×4（缺佐证）\n");
}

/* Each 文书号 of a call is one class; they stand in for those of the call before. */
static void test_set_twice(void) {
  g_autoptr(Cli) cli = cli_new_ministry();
  g_autofree char *said = cli_text(
      cli, "score 11 --set 文书号=宁交许　45　150　100 --set classes=宁交罚　8　20　新　11");
  assert_has(said, "自评3.59：报送53/文号增量59×4");
  g_autofree char *page = cli_text(cli, "score 11");
  assert_has(page, "文书号=宁交许　45　150　100\n            宁交罚　8　20　新　11\n");
  g_autofree char *less = cli_text(cli, "score 11 --set 文书号=宁交许　45　150　100");
  assert_has(less, "自评3.6：报送45/文号增量50×4");
  cli_refused(cli, "score 11 --set 文书号=宁交许　45　150　100 --set 文书号=", 2,
              "文书号= 写了两次");
  cli_refused(cli, "score 9 --set 分子=3 --set numerator=4 --set 分母=5", 2, "分子= 写了两次");
  g_autofree char *none = cli_text(cli, "score 9");
  assert_has(none, "分子=\n");
  g_autofree char *help = cli_text(cli, "score --help");
  assert_has(help, "同一名称只写一次");
}

/* As a person or an input method writes it. */
static void test_set_words(void) {
  g_autoptr(Cli) cli = cli_new_ministry();
  g_autofree char *yes = cli_text(cli, "score 3 --set 要点1=是");
  assert_has(yes, "自评2：1项条件全部符合");
  g_autofree char *no = cli_text(cli, "score 3 --set 要点1=否");
  assert_has(no, "自评0：1项条件符合0项");
  g_autofree char *wide = cli_text(cli, "score 9 --set 分子=９３０ --set 分母=1,000");
  assert_has(wide, "自评1.86：930/1000×2");
  g_free(cli_text(cli, "score 9 --confirm １．５ --note 未核实"));
  cli_refused(cli, "score 9 --set 分子=是", 2, "不是数");
  cli_refused(cli, "score 9 --set 分母=1,00", 2, "不是数");
}

static void test_confirm(void) {
  g_autoptr(Cli) cli = cli_new_ministry();
  g_free(cli_text(cli, "score 3 --set item:1=1"));
  g_autofree char *same = cli_text(cli, "score 3 --confirm 2");
  assert_has(same, "自评2，核定2：");
  g_autofree char *whole = cli_text(cli, "score");
  assert_has(whole, "自评2分，核定2分，满分");
  g_free(cli_text(cli, "score 9 --set 分子=3 --set 分母=4"));
  g_autofree char *part = cli_text(cli, "score");
  assert_has(part, "自评3.5分，核定2分（未完），满分");
  g_free(cli_text(cli, "score 3 --set item:1=0"));
  g_autofree char *changed = cli_text(cli, "score 3");
  assert_has(changed, "（核定后自评有变）");
  g_autofree char *back = cli_text(cli, "score 3 --withdraw");
  g_assert_null(strstr(back, "核定"));
  cli_refused(cli, "score 3 --confirm 1", 1, "请写明理由");
  cli_refused(cli, "score 3 --confirm 3 --note 好", 1, "最多2分");
  cli_refused(cli, "score 二 --confirm 3 --note 好", 1, "请核定下级指标");
  cli_refused(cli, "score 3 --confirm 好", 2, "不是分数");
  cli_refused(cli, "score 3 --confirm 2x", 2, "不是分数");
}

/* Indicator 15 counts the periods of a rule: here task 28's weeks. */
static void test_task(void) {
  g_autoptr(Cli) cli = cli_new_ministry();
  g_free(cli_text(cli, "submit 28 --text 公开信息"));
  g_autofree char *linked = cli_text(cli, "score 15 --task 28");
  assert_has(linked, "自评2：11月完成1期，计2分\n");
  g_autofree char *text = cli_text(cli, "score 15");
  assert_has(text, "周期要求    5 每周至少1次（任务28）\n");
  g_autofree char *unlinked = cli_text(cli, "score 15 --task 0");
  assert_has(unlinked, "自评0：还没有关联周期要求\n");
  cli_refused(cli, "score 15 --task 3", 1, "没有周期要求");
  cli_refused(cli, "score 15 --task 999", 1, "999");
  cli_refused(cli, "score 15 --task x", 2, "不是任务编号");
  cli_refused(cli, "score 3 --task 28", 1, "不按周期要求计分");
}

static void test_systems(void) {
  g_autoptr(Cli) cli = cli_new_example();
  cli_refused(cli, "score", 1, "还没有测评指标体系");
  g_free(cli_text(cli, "init --template mot-2023 --template shandong-2023-city"));
  g_autofree char *list = cli_text(cli, "score");
  assert_has(list, "编号  模板                年度  测评  标题\n");
  assert_has(list, "   2  shandong-2023-city  2026  全年  山东省");
  json_auto_t *systems = cli_json(cli, "score --format json");
  g_assert_cmpuint(json_array_size(systems), ==, 2);
  g_assert_cmpstr(json_text_of(json_array_get(systems, 0), "system"), ==, "mot-2023");
  g_autofree char *year = cli_text(cli, "score --system shandong-2023-city --year 2026");
  assert_has(year, "山东省“信用交通市”测评指标体系（2023年版） 2026：自评3分，");
  cli_refused(cli, "score 3 --set item:1=1", 1, "请用 --system 写明");
  cli_refused(cli, "score 9", 1, "请用 --system 写明");
  cli_refused(cli, "score --system xyz", 1, "mot-2023");
  cli_refused(cli, "score --system mot-2023 --year 2025", 1, "2025年");
  cli_refused(cli, "score --system shandong-2023-city --month 2026-11", 1, "请去掉 --month");
  cli_refused(cli, "score --system shandong-2023-city --months", 1, "请去掉 --months");
}

static void test_usage(void) {
  g_autoptr(Cli) cli = cli_new_ministry();
  cli_refused(cli, "score --set numerator=3", 2, "请写明是哪一项指标");
  cli_refused(cli, "score 9 --set numerator", 2, "应写成 名称=数");
  cli_refused(cli, "score 9 --set numerator=三", 2, "不是数");
  cli_refused(cli, "score 9 --set numerator=3 --confirm 2", 2, "一次只能用一个");
  cli_refused(cli, "score 9 --on 2026-11-01", 2, "要与 --entry 一起用");
  cli_refused(cli, "score 9 --note 好", 2, "要与 --confirm 或 --remove 一起用");
  cli_refused(cli, "score 28 --remove 1", 2, "缺少 --note");
  cli_refused(cli, "score 28 --remove 7 --note 错", 1, "没有编号为 7 的得分事项");
  cli_refused(cli, "score 28 --entry 活动 --on 11月5日", 2, "不是日期");
  cli_refused(cli, "score 28 --entry 活动 --on 2026-11-22", 1, "不能晚于今天");
  cli_refused(cli, "score 9 --set numerator=3", 1, "分母：还要填分母");
  cli_refused(cli, "score 9 --set points=3", 1, "得分：");
  cli_refused(cli, "score 99", 1, "没有编号为“99”的指标");
  cli_refused(cli, "score 9 --format csv", 2, "table 或 json");
  cli_refused(cli, "score 9 --set numerator=3 --format json", 2, "只用于查看");
  cli_refused(cli, "score --months --month 2026-11", 2, "不能与 --month");
  cli_refused(cli, "score --month 2026-11 --year 2025", 2, "年份不同");
  cli_refused(cli, "score --month 11", 2, "不是月份");
}

/* Looking changes nothing. */
static void test_reading(void) {
  g_autoptr(Cli) cli = cli_new_ministry();
  g_autofree char *before = NULL, *after = NULL;
  gsize length, length_after;
  g_assert_true(g_file_get_contents(cli->db, &before, &length, NULL));
  g_free(cli_text(cli, "score"));
  g_free(cli_text(cli, "score 9"));
  g_free(cli_text(cli, "score --months"));
  g_assert_true(g_file_get_contents(cli->db, &after, &length_after, NULL));
  g_assert_cmpmem(before, length, after, length_after);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/score/table", test_table);
  g_test_add_func("/score/json", test_json);
  g_test_add_func("/score/csv", test_csv);
  g_test_add_func("/score/months", test_months);
  g_test_add_func("/score/node", test_node);
  g_test_add_func("/score/entry-month", test_entry_month);
  g_test_add_func("/score/set", test_set);
  g_test_add_func("/score/set-twice", test_set_twice);
  g_test_add_func("/score/set-words", test_set_words);
  g_test_add_func("/score/confirm", test_confirm);
  g_test_add_func("/score/task", test_task);
  g_test_add_func("/score/systems", test_systems);
  g_test_add_func("/score/usage", test_usage);
  g_test_add_func("/score/reading", test_reading);
  return g_test_run();
}

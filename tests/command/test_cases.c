/* case, cases, plan, and what topics says of cases. */
#include <string.h>

#include "tests/command/cli.h"

#define NO_UNITS "没有设定报送单位，只列出本年报过案例的单位"

/* ---- case ------------------------------------------------------------------------------- */

static void test_case(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *added =
      cli_text(cli, "case add --title 示范线路 --unit 厅运输处 --domain 道路运输 --subdomain "
                    "道路客运 --summary 三条线路 --evidence 一号.docx --evidence 二号.docx");
  g_assert_cmpstr(added, ==, "已记录案例：案例1“示范线路”（起草2026-11-21，计入2026年11月）\n");
  g_autofree char *filed =
      cli_text(cli, "case add 报省厅 --title 修复 --month 11 --topic 6 --on 2026-11-02");
  g_assert_cmpstr(filed, ==,
                  "已记录案例：案例2“修复”（报省厅2026-11-02，计入2026年11月，"
                  "跨月主题：6月“信用修复”）\n");
  g_autofree char *ministry = cli_text(cli, "case 1 报部 --reason 随文报送");
  assert_has(ministry, "已记录：案例1“示范线路”（报部2026-11-21");
  g_autofree char *page = cli_text(cli, "case 1");
  assert_has(page, "案例1  示范线路\n");
  assert_has(page, "2026-11  诚信文化\n");
  assert_has(page, "道路运输（道路客运）\n");
  assert_has(page, "一号.docx\n");
  assert_has(page, "二号.docx\n");
  assert_has(page, "报送过程（2步）\n2026-11-21  ");
  assert_has(page, "  报部\n  随文报送\n");
  json_t *object = cli_json(cli, "case 2 --format json");
  g_assert_cmpint(json_number_of(object, "id"), ==, 2);
  g_assert_cmpstr(json_text_of(object, "stage"), ==, "province");
  g_assert_cmpstr(json_text_of(object, "month"), ==, "2026-11");
  g_assert_cmpstr(json_text_of(object, "topic_month"), ==, "2026-06");
  g_assert_true(json_is_true(json_object_get(object, "across")));
  g_assert_cmpstr(json_text_of(object, "filed_on"), ==, "2026-11-02");
  g_assert_null(json_text_of(object, "unit"));
  g_assert_cmpuint(json_array_size(json_object_get(object, "steps")), ==, 1);
  json_decref(object);
  json_t *said = cli_json(cli, "case 2 采纳 --format json");
  g_assert_cmpstr(json_text_of(said, "adopted_on"), ==, "2026-11-21");
  json_decref(said);
}

static void test_case_edit(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(
      cli_text(cli, "case add 报市局 --title 一 --unit 厅运输处 --summary 摘要 --domain 安全生产"));
  g_autofree char *edited = cli_text(cli, "case 1 --title 二 --unit 厅法规处 --topic 10");
  assert_has(edited, "已修改：案例1“二”（报市局2026-11-21，计入2026年11月，跨月主题：10月");
  json_t *object = cli_json(cli, "case 1 --format json");
  g_assert_cmpstr(json_text_of(object, "unit"), ==, "厅法规处");
  g_assert_cmpstr(json_text_of(object, "summary"), ==, "摘要");
  g_assert_cmpstr(json_text_of(object, "domain"), ==, "安全生产");
  json_decref(object);
  g_autoptr(Run) cleared = cli_run(cli, "case", "1", "--unit", "", "--summary", "", NULL);
  g_assert_cmpint(cleared->status, ==, 0);
  object = cli_json(cli, "case 1 --format json");
  g_assert_null(json_text_of(object, "unit"));
  g_assert_null(json_text_of(object, "summary"));
  json_decref(object);
  g_autofree char *attached = cli_text(cli, "case 1 --evidence 忻交函〔2026〕7号");
  assert_has(attached, "已附佐证材料：案例1");
  cli_refused(cli, "case 1 --evidence 忻交函〔2026〕7号", 1, "已经附上");
  cli_refused(cli, "case 1 删除", 1, "删除案例要写明理由");
  g_autofree char *removed = cli_text(cli, "case 1 删除 --reason 重复登记");
  g_assert_cmpstr(removed, ==, "已删除：案例1“二”\n");
  cli_refused(cli, "case 1", 1, "没有编号为 1 的案例");
  g_free(cli_text(cli, "undo"));
  g_free(cli_text(cli, "case 1"));
}

/* One deed, all or nothing: nobody types a case again that is there. */
static void test_case_whole(void) {
  g_autoptr(Cli) cli = cli_new_example();
  cli_refused(cli, "case add --title 示范 --evidence 一号 --evidence 一号", 1, "已经附上");
  cli_refused(cli, "case 1", 1, "没有编号为 1 的案例");
  g_free(cli_text(cli, "case add --title 示范 --evidence 一号 --evidence 二号"));
  g_free(cli_text(cli, "undo"));
  cli_refused(cli, "case 1", 1, "没有编号为 1 的案例");
}

static void test_case_refused(void) {
  g_autoptr(Cli) cli = cli_new_example();
  cli_refused(cli, "case", 2, "编号或add");
  cli_refused(cli, "case add", 2, "缺少 --title");
  cli_refused(cli, "case 甲", 2, "不是案例编号");
  cli_refused(cli, "case add 上报 --title 一", 2, "起草、报市局、报省厅、报部、采纳、退回");
  cli_refused(cli, "case add 采纳 --title 一", 1, "报省厅或报部以后才能采纳");
  cli_refused(cli, "case add --title 一 --domain 铁路", 1, "公路建设、水运工程建设");
  cli_refused(cli, "case add --title 一 --month 13", 2, "11 或 2026-11");
  cli_refused(cli, "case add --title 一 --month 2027-01", 1, "没有2027年1月的选题计划");
  cli_refused(cli, "case add --title 一 --unit 法规处", 1, "相近的有：厅法规处");
  cli_refused(cli, "case add 报市局 --title 一 --on 2026-11-22", 1, "不能晚于今天");
  g_free(cli_text(cli, "case add 报市局 --title 一 --on 2026-11-10"));
  cli_refused(cli, "case 1 采纳", 1, "现在可以：报省厅、报部、退回");
  cli_refused(cli, "case 1 退回", 1, "退回案例要写明为什么");
  cli_refused(cli, "case 1 报部 --on 2026-11-09", 1, "早于上一步");
  cli_refused(cli, "case 1 报部 --title 二", 2, "一次只能做一件");
  cli_refused(cli, "case 1 --title 二 --on 2026-11-10", 2, "--on 只用于");
  cli_refused(cli, "case 1 --title 二 --reason 三", 2, "--reason 只用于");
}

/* ---- cases ------------------------------------------------------------------------------ */

static void file_some(Cli *cli) {
  g_free(cli_text(cli, "case add 报部 --title 甲 --unit 厅运输处 --on 2026-11-03"));
  g_free(cli_text(cli, "case add 报市局 --title 乙 --unit 厅法规处 --month 10 --on 2026-10-03"));
  g_free(cli_text(cli, "case add --title 丙 --domain 水路运输"));
  g_free(cli_text(cli, "case add 报市局 --title 丁 --topic 9 --on 2026-11-05"));
}

static guint count_of(Cli *cli, const char *arguments) {
  json_t *list = cli_json(cli, arguments);
  guint count = (guint)json_array_size(list);
  json_decref(list);
  return count;
}

static void test_cases(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *empty = cli_text(cli, "cases");
  g_assert_cmpstr(empty, ==, "没有符合条件的案例。\n");
  file_some(cli);
  g_autofree char *table = cli_text(cli, "cases");
  assert_has(table, "   2  2026-10  报市局  2026-10-03  厅法规处");
  assert_has(table, "跨月主题  丁\n");
  g_assert_cmpuint(count_of(cli, "cases --format json"), ==, 4);
  g_assert_cmpuint(count_of(cli, "cases --year 2025 --format json"), ==, 0);
  g_assert_cmpuint(count_of(cli, "cases --month 11 --format json"), ==, 3);
  g_assert_cmpuint(count_of(cli, "cases --month 2026-10 --format json"), ==, 1);
  g_assert_cmpuint(count_of(cli, "cases --unit 厅运输处 --format json"), ==, 1);
  g_assert_cmpuint(count_of(cli, "cases --stage 报市局 --format json"), ==, 2);
  g_assert_cmpuint(count_of(cli, "cases --domain 水路运输 --format json"), ==, 1);
  g_autofree char *csv = cli_text(cli, "cases --stage 报部 --format csv");
  assert_has(csv, "\r\n1,2026-11,2026-11,诚信文化,否,甲,厅运输处,");
  cli_refused(cli, "cases --stage 上报", 2, "起草、报市局、报省厅、报部、采纳、退回");
  cli_refused(cli, "cases --domain 铁路", 2, "公路建设、水运工程建设");
  cli_refused(cli, "cases --unit 法规处", 1, "相近的有：厅法规处");
  cli_refused(cli, "cases --matrix --unit 厅法规处", 2, "--matrix 只能和");
}

static void test_late(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *added = cli_text(cli, "case add 报市局 --title 甲 --topic 9");
  assert_has(added, "，计入2026年11月，跨月主题：9月“信用监管”，迟报6天）\n");
  g_free(cli_text(cli, "case add 报市局 --title 乙 --on 2026-11-15"));
  g_autofree char *table = cli_text(cli, "cases");
  assert_has(table, "迟报6天 跨月主题  甲\n");
  g_assert_null(strstr(strstr(table, "2026-11-15"), "迟报0"));
  g_autofree char *csv = cli_text(cli, "cases --format csv");
  assert_has(csv, "摘要,迟报天数\r\n2,");
  assert_has(csv, ",0\r\n1,");
  assert_has(csv, ",6\r\n");
  g_autofree char *page = cli_text(cli, "case 1");
  assert_has(page, "  迟报6天\n");
  json_t *object = cli_json(cli, "case 1 --format json");
  g_assert_cmpint(json_number_of(object, "late_days"), ==, 6);
  json_decref(object);
}

static void test_matrix(void) {
  g_autoptr(Cli) cli = cli_new_example();
  file_some(cli);
  g_autofree char *csv = cli_text(cli, "cases --matrix --format csv");
  assert_has(csv, "厅法规处,0,0,0,0,0,0,0,0,0,1,0,0,1,0\r\n"
                  "厅运输处,0,0,0,0,0,0,0,0,0,0,1,0,1,0\r\n"
                  "未注明单位,0,0,0,0,0,0,0,0,0,0,1,0,1,0\r\n"
                  "合计,0,0,0,0,0,0,0,0,0,1,2,0,3,0\r\n");
  g_autofree char *text = cli_text(cli, "cases --matrix");
  assert_has(text, "其中跨月主题1篇。\n11月已报：厅运输处（1个）\n11月未报：厅法规处（1个）\n");
  assert_has(text, NO_UNITS "。\n");
  assert_has(text, "本年没有对案例计分的指标体系");
  g_free(cli_text(cli, "plan 2026 --unit 厅法规处 --unit 五市交通运输局"));
  g_autofree char *october = cli_text(cli, "cases --matrix --month 10");
  assert_has(october, "10月已报：厅法规处（1个）\n10月未报：银川市交通运输局、");
  assert_has(october, "（5个）\n");
  g_assert_null(strstr(october, NO_UNITS));
  json_t *board = cli_json(cli, "cases --matrix --format json");
  g_assert_true(json_is_true(json_object_get(board, "listed")));
  g_assert_cmpint(json_number_of(board, "total"), ==, 3);
  g_assert_cmpuint(json_array_size(json_object_get(board, "units")), ==, 8);
  g_assert_cmpuint(json_array_size(json_object_get(board, "missing")), ==, 6);
  g_assert_true(json_is_null(json_object_get(board, "points")));
  json_decref(board);
}

/* ---- topics and points ------------------------------------------------------------------ */

static void test_points(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "init --template mot-2023"));
  file_some(cli);
  g_autofree char *one = cli_text(cli, "topics --month 11");
  assert_has(one, "案例      已报2篇，其中跨月主题1篇，目标3篇\n");
  assert_has(one, "阶段      起草1篇、报市局1篇、报部1篇\n");
  assert_has(one, "11月0分（最多3分），全年0分（最多36分）");
  assert_has(one, "11月报部1篇（25日前）：恰好1篇，文件未规定，计0分\n");
  g_free(cli_text(cli, "case 4 报部"));
  g_free(cli_text(cli, "case 4 采纳"));
  g_autofree char *two = cli_text(cli, "topics --month 11");
  assert_has(two, "11月2分（最多3分），全年2分");
  assert_has(two, "11月报部2篇（25日前），得1分\n");
  assert_has(two, "11月采纳1篇，得1分\n");
  json_t *list = cli_json(cli, "topics --month 11 --format json");
  const json_t *topic = json_array_get(list, 0);
  const json_t *points = json_object_get(topic, "points");
  g_assert_cmpint(json_number_of(topic, "cases"), ==, 2);
  g_assert_cmpint(json_number_of(topic, "ministry"), ==, 2);
  g_assert_cmpint(json_number_of(topic, "across"), ==, 1);
  g_assert_cmpint(json_number_of(json_object_get(topic, "stages"), "draft"), ==, 1);
  g_assert_cmpfloat(json_real_value(json_object_get(points, "month")), ==, 2);
  json_decref(list);
  g_autofree char *csv = cli_text(cli, "topics --month 11 --format csv");
  assert_has(csv, ",2,1,3,2,1,2\r\n");
  g_free(cli_text(cli, "init --template shandong-2023-city"));
  g_autofree char *several = cli_text(cli, "topics --month 11");
  assert_has(several, "选定用哪一个");
  g_free(cli_text(cli, "plan 2026 --system shandong-2023-city"));
  g_autofree char *chosen = cli_text(cli, "topics --month 11");
  assert_has(chosen, "11月报省厅1篇（15日前、限当月主题），得2分");
  g_free(cli_text(cli, "plan 2026 --system 无"));
  g_autofree char *none = cli_text(cli, "topics --month 11");
  assert_has(none, "选定用哪一个");
}

/* What goes to the ministry is reminded of apart. */
static void test_remind(void) {
  g_autoptr(Cli) cli = cli_new_example();
  for (int i = 0; i < 3; i++)
    g_free(cli_text(cli, "case add 报市局 --title 甲 --on 2026-11-10"));
  g_autofree char *text = cli_text(cli, "remind");
  g_assert_null(strstr(text, "2026-11 报送案例"));
  assert_has(text, "2026-11 报部案例 0/3");
}

/* ---- plan ------------------------------------------------------------------------------- */

static void test_plan(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *page = cli_text(cli, "plan 2026");
  assert_has(page, "  2026年典型案例报送主题计划\n");
  assert_has(page, "期限：每月15日前报市局，每月25日之前报部；每月3篇\n");
  assert_has(page, "月份  主题              主要内容\n");
  assert_has(page, " 8月  诚信缺失问题专项  针对围标");
  assert_has(page, "\n      治理              ");
  g_auto(GStrv) lines = g_strsplit(page, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    g_assert_cmpint(g_utf8_strlen(lines[i], -1), <=, 76);
  g_autofree char *saved = cli_text(cli, "plan 2026 --output 计划.txt");
  assert_has(saved, "2026年选题计划存在 计划.txt");
  cli_refused(cli, "plan 2026 --output 计划.txt", 1, "计划.txt");
}

static void test_plan_change(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *copied = cli_text(cli, "plan 2027 --from 2026");
  assert_has(copied, "已由2026年选题计划建立2027年选题计划");
  g_autofree char *january = cli_text(cli, "topics --year 2027 --month 1");
  assert_has(january, "统计分析 2026 年案例报送情况");
  g_free(cli_text(cli, "plan 2027 --month 1 --title 新主题 --content 新内容"));
  g_free(cli_text(cli, "plan 2027 --month 2 --title 二月主题"));
  g_free(cli_text(cli, "plan 2027 --due-day 14 --target 2"));
  json_t *list = cli_json(cli, "topics --year 2027 --format json");
  const json_t *first = json_array_get(list, 0), *second = json_array_get(list, 1);
  g_assert_cmpstr(json_text_of(first, "topic"), ==, "新主题");
  g_assert_cmpstr(json_text_of(first, "content"), ==, "新内容");
  g_assert_cmpstr(json_text_of(first, "due"), ==, "2027-01-14");
  g_assert_cmpstr(json_text_of(first, "ministry_due"), ==, "2027-01-25");
  g_assert_cmpint(json_number_of(first, "target"), ==, 2);
  g_assert_cmpstr(json_text_of(second, "topic"), ==, "二月主题");
  assert_has(json_text_of(second, "content"), "复工复产");
  json_decref(list);
  g_free(cli_text(cli, "plan 2027 --ministry-day 0"));
  list = cli_json(cli, "topics --year 2027 --month 1 --format json");
  g_assert_null(json_text_of(json_array_get(list, 0), "ministry_due"));
  json_decref(list);
  g_free(cli_text(cli, "plan 2027 --unit 厅法规处"));
  g_autofree char *page = cli_text(cli, "plan 2027");
  assert_has(page, "单位：厅法规处\n");
  g_free(cli_text(cli, "plan 2027 --unit 无"));
  g_autofree char *without = cli_text(cli, "plan 2027");
  g_assert_null(strstr(without, "单位："));
}

static void test_plan_refused(void) {
  g_autoptr(Cli) cli = cli_new_example();
  cli_refused(cli, "plan 2030", 1, "没有2030年的选题计划");
  cli_refused(cli, "plan 2030 --target 2", 1, "没有2030年的选题计划");
  cli_refused(cli, "plan 2027 --from 2025", 1, "没有2025年的选题计划");
  cli_refused(cli, "plan 2026 --from 2026", 1, "2026年已有选题计划");
  cli_refused(cli, "plan 2026 --from 2026", 1, "一年只能有一份；请换一个年份\n");
  cli_refused(cli, "plan 一", 2, "1900 到 2100");
  cli_refused(cli, "plan 2026 --month 3", 2, "--title 主题 或 --content");
  cli_refused(cli, "plan 2026 --content 内容", 2, "要写 --month");
  cli_refused(cli, "plan 2026 --due-day 32", 2, "1 到 31");
  cli_refused(cli, "plan 2026 --due-day 3 --unit 厅法规处", 2, "一次只能用一样");
  cli_refused(cli, "plan 2026 --unit 法规处", 1, "相近的有：厅法规处");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/command/cases/case", test_case);
  g_test_add_func("/command/cases/case-edit", test_case_edit);
  g_test_add_func("/command/cases/case-whole", test_case_whole);
  g_test_add_func("/command/cases/case-refused", test_case_refused);
  g_test_add_func("/command/cases/cases", test_cases);
  g_test_add_func("/command/cases/late", test_late);
  g_test_add_func("/command/cases/matrix", test_matrix);
  g_test_add_func("/command/cases/points", test_points);
  g_test_add_func("/command/cases/remind", test_remind);
  g_test_add_func("/command/cases/plan", test_plan);
  g_test_add_func("/command/cases/plan-change", test_plan_change);
  g_test_add_func("/command/cases/plan-refused", test_plan_refused);
  return g_test_run();
}

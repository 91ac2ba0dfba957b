/* check-template: every mistake of a file by its line, or what the file is. */
#include <string.h>

#include <glib/gstdio.h>

#include "tests/command/cli.h"

#define GOOD                                                                                       \
  "kind: units\nname: mine\ntitle: 名录\nyear: 2023\nunits:\n  - {name: 甲科, kind: office}\n"
#define BAD                                                                                        \
  "kind: units\nname: mine\ntitle: 名录\nyear: 1\nunits:\n"                                      \
  "  - {name: 甲科, kind: offce}\n  - {name: 乙科}\n# 13912345678\n"

static char *put(const Cli *cli, const char *name, const char *text) {
  char *path = g_build_filename(cli->home, name, NULL);
  g_assert_true(g_file_set_contents(path, text, -1, NULL));
  return path;
}

static void test_good(void) {
  g_autoptr(Cli) cli = cli_new();
  g_autofree char *path = put(cli, "good.yaml", GOOD);
  g_autoptr(Run) run = cli_run(cli, "check-template", path, NULL);
  g_assert_cmpint(run->status, ==, 0);
  g_assert_cmpstr(run->err, ==, "");
  g_autofree char *wanted =
      g_strdup_printf("%s：没有错误\n  单位名录：名录（mine，2023年）\n  1 个单位\n", path);
  g_assert_cmpstr(run->out, ==, wanted);
  g_assert_false(g_file_test(cli->db, G_FILE_TEST_EXISTS)); /* nothing was opened or made */
}

/* A good file does not make up for a bad one, nor does one hide the mistakes of the next. */
static void test_bad(void) {
  g_autoptr(Cli) cli = cli_new();
  g_autofree char *bad = put(cli, "bad.yaml", BAD);
  g_autofree char *good = put(cli, "good.yaml", GOOD);
  g_autoptr(Run) run = cli_run(cli, "check-template", bad, "/nonexistent.yaml", good, NULL);
  g_assert_cmpint(run->status, ==, 1);
  g_assert_cmpstr(run->err, ==, "");
  g_autofree char *wanted =
      g_strdup_printf("%s：有 4 处错误\n"
                      "  第 4 行第 7 列：“year”应在 1949 到 2999 之间，实际是 1\n"
                      "  第 6 行第 22 列：不认识的单位类别 \"offce\"（您是否想写 \"office\"？）\n"
                      "  第 7 行第 5 列：缺少必填的键 \"kind\"\n"
                      "  第 8 行第 3 列：像是手机号；模板里不写个人信息，请删去（说明里的也要删）\n"
                      "/nonexistent.yaml：有 1 处错误\n"
                      "  读不了文件 /nonexistent.yaml：文件不存在\n"
                      "%s：没有错误\n  单位名录：名录（mine，2023年）\n  1 个单位\n",
                      bad, good);
  g_assert_cmpstr(run->out, ==, wanted);
}

static void test_json(void) {
  g_autoptr(Cli) cli = cli_new();
  g_autofree char *bad = put(cli, "bad.yaml", BAD);
  const char *root = g_getenv("TAIZHANG_SOURCE");
  g_autofree char *good = g_build_filename(root, "data/systems/shandong-2023-city.yaml", NULL);
  g_autoptr(Run) run = cli_run(cli, "check-template", "--format", "json", bad, good, NULL);
  g_assert_cmpint(run->status, ==, 1);
  json_t *list = json_loads(run->out, 0, NULL);
  g_assert_cmpuint(json_array_size(list), ==, 2);
  const json_t *first = json_array_get(list, 0), *second = json_array_get(list, 1);
  g_assert_cmpstr(json_text_of(first, "file"), ==, bad);
  g_assert_true(json_is_false(json_object_get(first, "ok")));
  const json_t *mistakes = json_object_get(first, "mistakes");
  g_assert_cmpuint(json_array_size(mistakes), ==, 4);
  g_assert_cmpint(json_number_of(json_array_get(mistakes, 1), "line"), ==, 6);
  g_assert_cmpint(json_number_of(json_array_get(mistakes, 1), "column"), ==, 22);
  assert_has(json_text_of(json_array_get(mistakes, 1), "text"), "offce");
  g_assert_true(json_is_true(json_object_get(second, "ok")));
  g_assert_cmpuint(json_array_size(json_object_get(second, "mistakes")), ==, 0);
  g_assert_cmpstr(json_text_of(second, "kind"), ==, "system");
  g_assert_cmpint(json_number_of(second, "rows"), ==, 32);
  g_assert_cmpint(json_number_of(second, "tasks"), ==, 7);
  g_assert_cmpfloat(json_real_value(json_object_get(second, "points")), ==, 100);
  const json_t *indicators = json_object_get(second, "indicators");
  g_assert_cmpint(json_integer_value(json_array_get(indicators, 0)), ==, 4);
  g_assert_cmpint(json_integer_value(json_array_get(indicators, 1)), ==, 19);
  json_decref(list);
}

static void test_csv(void) {
  g_autoptr(Cli) cli = cli_new();
  g_autofree char *bad = put(cli, "bad.yaml", BAD);
  g_autoptr(Run) run = cli_run(cli, "check-template", "--format", "csv", bad, NULL);
  g_assert_cmpint(run->status, ==, 1);
  g_autofree char *start = g_strdup_printf("\xef\xbb\xbf文件,行,列,错误\r\n%s,4,7,“year”应在", bad);
  g_assert_true(g_str_has_prefix(run->out, start));
}

#define DATED                                                                                       \
  "kind: ledger\nname: mine\ntitle: 台账\nyear: 2026\nunits:\n  - {name: 甲科, kind: office}\n" \
  "indicators:\n  - title: 一\n    tasks:\n"                                                       \
  "      - {number: 1, goal: 甲, deadline: 及时}\n"                                              \
  "      - {number: 2, goal: 乙, deadline: 3月底前}\n"                                          \
  "      - {number: 3, goal: 丙, deadline: 2026年13月底}\n"                                     \
  "      - {number: 4, goal: 丁, deadline: 2026年2月30日}\n"

/* What is meant for a date and cannot be read is told, but is no mistake; 及时 states none. */
static void test_remarks(void) {
  g_autoptr(Cli) cli = cli_new();
  g_autofree char *path = put(cli, "dated.yaml", DATED);
  g_autoptr(Run) run = cli_run(cli, "check-template", path, NULL);
  g_assert_cmpint(run->status, ==, 0);
  g_autofree char *wanted =
      g_strdup_printf("%s：没有错误\n"
                      "  提示：第 12 行：完成时限“2026年13月底”读不出日期，照原文保留，不提醒\n"
                      "  提示：第 13 行：完成时限“2026年2月30日”读不出日期，照原文保留，不提醒\n"
                      "  任务分工台账：",
                      path);
  g_assert_true(g_str_has_prefix(run->out, wanted));
  g_autoptr(Run) data = cli_run(cli, "check-template", "--format", "json", path, NULL);
  g_assert_cmpint(data->status, ==, 0);
  json_auto_t *list = json_loads(data->out, 0, NULL);
  const json_t *remarks = json_object_get(json_array_get(list, 0), "remarks");
  g_assert_cmpuint(json_array_size(remarks), ==, 2);
  g_assert_cmpint(json_number_of(json_array_get(remarks, 0), "line"), ==, 12);
  assert_has(json_text_of(json_array_get(remarks, 1), "text"), "2月30日");
}

/* The shipped ones are good, each by the command that an office uses. */
static void test_shipped(void) {
  g_autoptr(Cli) cli = cli_new();
  g_autoptr(Run) run = cli_shell(cli, "$T check-template \"$TAIZHANG_SOURCE\"/data/ledgers/*.yaml "
                                      "\"$TAIZHANG_SOURCE\"/data/plans/*.yaml "
                                      "\"$TAIZHANG_SOURCE\"/data/units/*.yaml "
                                      "\"$TAIZHANG_SOURCE\"/data/systems/*.yaml");
  g_assert_cmpint(run->status, ==, 0);
  assert_has(run->out, "39 个计分项，5 级 71 个指标（5、20、32、12、2），满分 100\n");
  g_assert_null(strstr(run->out, "提示："));
}

static void test_help(void) {
  g_autoptr(Cli) cli = cli_new();
  g_autofree char *help = cli_text(cli, "check-template --help");
  assert_has(help, "用法：taizhang check-template [选项] 文件…");
  const char *page = strstr(help, "模板怎样写，见");
  g_assert_nonnull(page);
  g_assert_nonnull(strstr(page, "TEMPLATES.zh-CN.md"));
  cli_refused(cli, "check-template", 2, "文件");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/command/check-template/good", test_good);
  g_test_add_func("/command/check-template/bad", test_bad);
  g_test_add_func("/command/check-template/json", test_json);
  g_test_add_func("/command/check-template/csv", test_csv);
  g_test_add_func("/command/check-template/remarks", test_remarks);
  g_test_add_func("/command/check-template/shipped", test_shipped);
  g_test_add_func("/command/check-template/help", test_help);
  return g_test_run();
}

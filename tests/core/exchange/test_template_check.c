/* Every mistake of a template file is named, each at its line and column, in one run. */
#include <string.h>

#include "core/config/document.h"
#include "tests/core/fixture.h"

/* The mistakes of a text, one a line: 第N行第M列 and what it is; "" where there are none. */
static char *mistakes_of(const char *text) {
  char *folder = folder_make();
  g_autofree char *path = folder_write(folder, "mine.yaml", text);
  g_autoptr(GPtrArray) mistakes = document_mistakes_new();
  g_autoptr(Template) template_ = template_read(path, mistakes);
  g_assert_true((template_ != NULL) == (mistakes->len == 0));
  GString *lines = g_string_new(NULL);
  for (guint i = 0; i < mistakes->len; i++) {
    const GError *mistake = mistakes->pdata[i];
    g_assert_true(g_str_has_suffix(mistake->message, document_error_text(mistake)));
    g_string_append_printf(lines, "%d:%d %s\n", (int)document_error_line(mistake),
                           (int)document_error_column(mistake), document_error_text(mistake));
  }
  folder_remove(folder);
  return g_string_free(lines, FALSE);
}

static void assert_mistakes(const char *text, const char *expected) {
  g_autofree char *found = mistakes_of(text);
  g_assert_cmpstr(found, ==, expected);
}

/* ---- all of them, of each kind ---------------------------------------------------------- */

static const char BAD_LEDGER[] =
    "kind: ledger\n"
    "nmae: mine\n" /* 2: meant for name, which is not told to be missing */
    "titel: 本单位台账\n"
    "year: 23\n"
    "region:\n"
    "units:\n"
    "  - {name: 甲科, kind: office, parent: 无此局, aliases: [一科]}\n"
    "  - {name: 一科, kind: offce}\n"                                 /* 8 */
    "  - {name: 各科, kind: group, members: [各科, 甲科, 一科]}\n"    /* 9 */
    "  - {name: 乙科, kind: office, parent: 丙科, phone: 1}\n"        /* 10 */
    "  - {name: 丙科, kind: office, parent: 乙科, members: [甲科]}\n" /* 11 */
    "reporting:\n"
    "  - {text: 按月报, materials: [甲, 甲, \"乙\\n丙\"]}\n" /* 13 */
    "  - {text: 按月报, phrase: 每月, materials: []}\n"
    "indicators:\n"
    "  - title: 一\n"
    "    kind: 任务书\n" /* 17 */
    "    tasks:\n"
    "      - {number: 1, goal: 甲, units: [甲科, 一科, 丁科]}\n" /* 19: the same by its alias */
    "      - number: 1\n"                                        /* 20 */
    "        units: [{unit: 甲科, role: 主办}]\n"
    "        schedules:\n"
    "          - {phrase: 每月, every: month, quota: 0, anchor: 2023-01-01}\n" /* 23 */
    "          - {phrase: 每周, every: week, due_day: 8}\n"
    "          - {phrase: 每月, every: month, anchor: 2023-01-01, no_makeup: 是}\n"
    "  - 二\n";

static void test_ledger(void) {
  assert_mistakes(
      BAD_LEDGER,
      "2:1 不认识的键 \"nmae\"（您是否想写 \"name\"？）\n"
      "3:1 不认识的键 \"titel\"（您是否想写 \"title\"？）\n"
      "4:7 “year”应在 1949 到 2999 之间，实际是 23\n"
      "5:8 \"region\" 应为文字，实际是空的；没有内容就不要写这一项\n"
      "7:38 单位“无此局”没有在 units 中声明\n"
      "8:12 “一科”重复声明：已是单位“甲科”的名称或别名\n"
      "8:22 不认识的单位类别 \"offce\"（您是否想写 \"office\"？）\n"
      "9:39 集合“各科”不能是自己的成员\n"
      "9:47 成员“一科”重复\n"
      "10:38 上级单位绕成了一圈：“乙科”的上级又归它自己管\n"
      "10:42 不认识的键 \"phone\"，可以写的有：name、kind、parent、members、aliases\n"
      "11:51 只有集合单位（kind: group）才能列出成员 members\n"
      "13:5 缺少必填的键 \"phrase\"\n"
      "13:32 “甲”重复\n"
      "13:35 “materials”的每一项要写在一行里\n"
      "14:40 “materials”是空的；没有内容就不要写这一项\n"
      "17:11 不认识的类别 \"任务书\"，可以写的有：task、measure、bonus、deduction\n"
      "19:42 单位“一科”在这一项中重复\n"
      "19:46 单位“丁科”没有在 units 中声明\n"
      "20:9 缺少必填的键 \"goal\"\n"
      "20:17 序号 1 重复\n"
      "21:34 不认识的角色 \"主办\"，可以写的有：lead、support、responsible、implement、oversee\n"
      "23:47 “quota”应在 1 到 9999 之间，实际是 0\n"
      "23:58 “anchor”只用于按工作日计的周期（every: workdays）\n"
      "24:13 按周计的，到期日要在1（周一）到7（周日）之间\n"
      "25:48 “anchor”只用于按工作日计的周期（every: workdays）\n"
      "25:71 \"no_makeup\" 应为true 或 false，实际是 \"是\"\n"
      "26:5 应为若干“键: 值”，实际是 \"二\"\n");
}

static const char PLAN_HEAD[] = "kind: plan\nname: t\ntitle: 计划\nyear: 2023\ndue_day: 15\n"
                                "target: 3\ntopics:\n";

static void test_plan(void) {
  g_autoptr(GString) text = g_string_new(PLAN_HEAD);
  for (int month = 1; month <= 9; month++)
    g_string_append_printf(text, "  - {month: %d, title: 题, content: 文}\n", month);
  g_string_append(text, "  - {month: 9, title: 题}\n  - {month: 13, title: 题, content: 文}\n");
  assert_mistakes(text->str, "8:3 缺少10月的主题，十二个月都要有\n"
                             "8:3 缺少11月的主题，十二个月都要有\n"
                             "8:3 缺少12月的主题，十二个月都要有\n"
                             "17:5 缺少必填的键 \"content\"\n"
                             "17:13 9月重复\n"
                             "18:13 “month”应在 1 到 12 之间，实际是 13\n");
}

static const char BAD_SYSTEM[] =
    "kind: system\n"
    "name: mine\n"
    "title: 体系\n"
    "year: 2023\n"
    "every: quarter\n" /* 5 */
    "nodes:\n"
    "  - code: 一\n"
    "    title: 甲\n"
    "    max: 10\n" /* 9: 2.5 + 7 = 9.5 */
    "    rule: manual\n"
    "    nodes:\n"
    "      - {code: 1, title: 甲, max: 2.5, rule: ratio, each: 1}\n" /* 12 */
    "      - {code: 1, title: 乙, max: 7, rule: stpes}\n"            /* 13 */
    "  - {code: 2, title: 丙, max: 4, rule: steps, steps: [{at: 1, points: 5}, {at: 1, points: "
    "-1}]}\n"                                                                         /* 14 */
    "  - {code: 3, title: 丁, rule: count, span_max: 2, source: case, due_day: 40}\n" /* 15 */
    "  - {code: 4, title: 戊, rule: count, each: 0, spans: week, due_day: 3}\n"
    "  - {code: 5, title: 己, max: 2, rule: all, gate: {code: 4, share: 1.5}}\n"
    "  - {code: 6, title: 庚, max: 2, rule: ratio, gate: {code: 99, share: 0.5}}\n"
    "  - {code: 7, title: 辛, max: 2, rule: ratio, gate: {code: 7, share: 0.5}}\n"
    "  - {code: 8, title: 壬, max: 2, rule: all, items: [甲, 乙, 甲]}\n"
    "  - {code: 9, title: 癸, rule: count, each: 1, items: [甲], source: entry}\n"
    "  - code: 加\n"
    "    title: 加分项\n"
    "    kind: bonus\n"
    "    nodes:\n"
    "      - {code: 加1, title: 甲, kind: penalty, rule: manual}\n" /* 26 */
    "      - {code: 加2, title: 甲, kind: 加分}\n"
    "      - {code: 加3, title: 甲, nodes: []}\n"
    "      - {code: 加4, title: 甲, max: 1.2.3, rule: sum}\n";

static void test_system(void) {
  assert_mistakes(BAD_SYSTEM,
                  "5:8 不认识的测评周期 \"quarter\"，可以写的有：month、year\n"
                  "9:10 分值是 10 分，下级相加只有 9.5 分\n"
                  "10:11 有下级指标（nodes）的，分数由下级相加，不能再写“rule”\n"
                  "12:58 计分方法 ratio（按比例）没有“each”这一项\n"
                  "13:16 编号“1”重复\n"
                  "13:43 不认识的计分方法 \"stpes\"（您是否想写 \"steps\"？）\n"
                  "14:70 得分 5 超过分值 4\n"
                  "14:79 各档的“at”要从小到大：1 不大于上一档的 1\n"
                  "14:90 得分 -1 不能小于 0\n"
                  "15:5 计分方法 count（按件数）还要写“each”\n"
                  "15:48 写了“span_max”就要用“spans”写明按月还是按季度\n"
                  "15:59 source: case 要用“stage”写明报到哪一级：city、province 或 ministry\n"
                  "15:74 “due_day”应在 1 到 31 之间，实际是 40\n"
                  "16:44 “each”要大于 0\n"
                  "16:54 不认识的分段 \"week\"，可以写的有：month、quarter\n"
                  "16:69 “due_day”只能与 source: case 一起写\n"
                  "17:5 计分方法 all（全部符合）还要写“items”\n"
                  "17:57 前置指标“4”要是另一个按比例（rule: ratio）计分的指标\n"
                  "17:67 “share”应大于 0、不超过 1（50% 写作 0.5），实际是 1.5\n"
                  "18:59 没有编号为“99”的指标\n"
                  "19:59 前置指标“7”要是另一个按比例（rule: ratio）计分的指标\n"
                  "20:58 “甲”重复\n"
                  "21:54 写了“items”就是逐项勾选，不能再写 source: entry\n"
                  "26:9 计分方法 manual（直接评分）还要写“max”\n"
                  "26:36 加分项之下不能有扣分项，请另立一个一级\n"
                  "26:51 扣分项的计分方法只能是 count（按件数）\n"
                  "27:9 最下一级的指标要写计分方法“rule”\n"
                  "27:36 不认识的类别 \"加分\"，可以写的有：item、bonus、penalty、fraud\n"
                  "28:37 “nodes”是空的；没有下级就不要写这一项\n"
                  "29:35 \"max\" 应为数（写法如 2 或 0.5），实际是 \"1.2.3\"\n"
                  "29:48 不认识的计分方法 "
                  "\"sum\"，可以写的有：manual、ratio、count、steps、all、deduct、growth\n");
}

/* A system that is scored each month has no spans within. */
static void test_monthly(void) {
  assert_mistakes("kind: system\nname: m\ntitle: 体系\nyear: 2023\nevery: month\nnodes:\n"
                  "  - {code: 1, title: 甲, rule: count, each: 1, spans: month}\n",
                  "7:54 每月测评一次的体系（every: month）不再分段，不要写“spans”\n");
}

/* ---- the whole file --------------------------------------------------------------------- */

static void test_kind(void) {
  assert_mistakes("name: mine\n",
                  "1:1 缺少必填的键“kind”：ledger（台账）、plan（选题计划）、units（单位名录）或 "
                  "system（测评指标体系）\n");
  assert_mistakes("kind: [ledger]\n",
                  "1:7 kind 应为 ledger（台账）、plan（选题计划）、units（单位名录）或 "
                  "system（测评指标体系）\n");
  assert_mistakes("- 1\n", "1:1 应为若干“键: 值”，实际是列表\n");
}

/* What is not YAML ends the reading, so that it is the only mistake; so does a missing file. */
static void test_syntax(void) {
  assert_mistakes("kind: ledger\nname: a: b\nyear: 1\n",
                  "2:8 这里不能再出现冒号；文字里含有“: ”时请整段加上引号，否则请检查上一行："
                  "缩进是否对齐、冒号后面是否有空格\n");
  g_autoptr(GPtrArray) mistakes = document_mistakes_new();
  g_assert_null(template_read("/nonexistent/mine.yaml", mistakes));
  g_assert_cmpuint(mistakes->len, ==, 1);
  g_assert_cmpuint(document_error_line(mistakes->pdata[0]), ==, 0);
  g_assert_nonnull(strstr(document_error_text(mistakes->pdata[0]), "文件不存在"));
}

#define UNITS_HEAD "kind: units\nname: mine\ntitle: 名录\nyear: 2023\n"

static void test_personal(void) {
  static const struct {
    const char *text, *mistakes;
  } cases[] = {
      {"# 联系人张三 13912345678\n", "5:9 手机号"},
      {"# 139 1234 5678，139-1234-5678\n", "5:3 手机号,5:17 手机号"},
      {"# １３９１２３４５６７８\n", "5:3 手机号"},
      {"# 电话（0951）6076000、0951-6076000\n", "5:6 电话号码,5:19 电话号码"},
      {"# 110101199003077758\n", "5:3 身份证号"},
      {"# 邮箱 zhang.san@example.com\n", "5:6 电子邮箱"},
      /* What only looks a little like it. */
      {"# 忻交发〔2023〕81号，2023-05-29，60次以上\n", ""},
      {"# 91640000MA75WXYZ1K 6401234567890123456 2012345678901234\n", ""},
      {"# 0.5 分、@ 号、每14个工作日、2023年12月\n", ""},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *text = g_strconcat(UNITS_HEAD, cases[i].text, "units: []\n", NULL);
    g_autofree char *found = mistakes_of(text);
    g_auto(GStrv) lines = g_strsplit(found, "\n", -1);
    g_autoptr(GString) short_ = g_string_new(NULL);
    for (gsize k = 0; lines[k] != NULL && *lines[k] != '\0'; k++) {
      g_auto(GStrv) parts = g_strsplit_set(lines[k], " ", 2);
      const char *what = strstr(parts[1], "像是");
      g_assert_nonnull(what);
      const char *end = strstr(what, "；");
      g_string_append_printf(short_, "%s%s %.*s", k > 0 ? "," : "", parts[0],
                             (int)(end - what - (int)strlen("像是")), what + strlen("像是"));
    }
    g_assert_cmpstr(short_->str, ==, cases[i].mistakes);
  }
}

/* Loading names the first three, and how many more there are. */
static void test_load(void) {
  char *folder = folder_make();
  g_autofree char *path = folder_write(folder, "mine.yaml", BAD_LEDGER);
  GError *error = NULL;
  g_assert_null(template_load(path, &error));
  g_assert_error(error, DOCUMENT_ERROR, DOCUMENT_ERROR_VALUE);
  g_autofree char *start = g_strdup_printf("文件 %s 第 2 行第 1 列：不认识的键", path);
  g_assert_true(g_str_has_prefix(error->message, start));
  g_assert_nonnull(strstr(error->message, "；第 3 行：不认识的键 \"titel\""));
  assert_refused(&error, DOCUMENT_ERROR, DOCUMENT_ERROR_VALUE,
                 "实际是 23（另有 25 处错误，用 taizhang check-template 可以逐条看到）");
  folder_remove(folder);
}

/* A key that is there twice hides nothing below it, nor does what is no YAML any more hide the key;
 * of its two values the first is looked at. */
static void test_twice(void) {
  assert_mistakes("kind: units\nname: My Units\ntitle: 甲\ntitle: [乙]\nyear: 20\nunits:\n"
                  "  - {name: 甲科, kind: office, kind: offce}\n  - {name: 乙科, kind: x}\n",
                  "2:7 “name”只用小写字母、数字和“-”，如 xinzhou-2023，实际是 \"My Units\"\n"
                  "4:1 键 \"title\" 重复：第 3 行已经写过，第 4 行又写了一次，请删去一处\n"
                  "5:7 “year”应在 1949 到 2999 之间，实际是 20\n"
                  "7:30 键 \"kind\" 重复：第 7 行已经写过，第 7 行又写了一次，请删去一处\n"
                  "8:22 不认识的单位类别 \"x\"，可以写的有：office、body、local、group\n");
  assert_mistakes("kind: plan\nkind: plan\nname: [\n",
                  "2:1 键 \"kind\" 重复：第 1 行已经写过，第 2 行又写了一次，请删去一处\n"
                  "4:1 这里缺少内容；文字以 , [ ] { } 开头时请加上引号\n");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/template-check/ledger", test_ledger);
  g_test_add_func("/template-check/plan", test_plan);
  g_test_add_func("/template-check/system", test_system);
  g_test_add_func("/template-check/monthly", test_monthly);
  g_test_add_func("/template-check/kind", test_kind);
  g_test_add_func("/template-check/syntax", test_syntax);
  g_test_add_func("/template-check/personal", test_personal);
  g_test_add_func("/template-check/load", test_load);
  g_test_add_func("/template-check/twice", test_twice);
  return g_test_run();
}

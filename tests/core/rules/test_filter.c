/* The words of a filter. */
#include "core/rules/filter.h"

#include <string.h>

#define TODAY day_from_ymd(2026, 11, 21) /* a Saturday */

static void append_value(GString *out, const FilterTerm *term, const FilterValue *value) {
  char first[DAY_TEXT_SIZE] = "", last[DAY_TEXT_SIZE] = "";
  if (value->none)
    g_string_append(out, "none");
  else if (value->range && term->field == FILTER_DUE)
    g_string_append_printf(out, "[%s,%s]",
                           value->least == G_MININT64 ? "" : day_to_iso((Day)value->least, first),
                           value->most == G_MAXINT64 ? "" : day_to_iso((Day)value->most, last));
  else if (value->range)
    g_string_append_printf(out, "[%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT "]",
                           MAX(value->least, -1), MIN(value->most, 9999));
  else if (value->bits != 0)
    g_string_append_printf(out, "#%x", value->bits);
  else
    g_string_append_printf(out, "%s%s", value->whole ? "=" : "", value->text);
}

/* Terms as field/role:values, problems as !text. */
static char *described(const char *text) {
  g_autoptr(Filter) filter = filter_parse(text, TODAY);
  g_autoptr(GString) out = g_string_new(NULL);
  for (guint i = 0; i < filter->terms->len; i++) {
    const FilterTerm *term = filter->terms->pdata[i];
    g_string_append_printf(out, "%s%s%d", out->len > 0 ? " " : "", term->not_ ? "-" : "",
                           term->field);
    if (term->role >= 0)
      g_string_append_printf(out, "/%d", term->role);
    for (guint k = 0; k < term->values->len; k++) {
      g_string_append_c(out, k > 0 ? '|' : ':');
      append_value(out, term, term->values->pdata[k]);
    }
  }
  if (filter->problems->len > 0)
    g_string_append_printf(out, "%s!%u", out->len > 0 ? " " : "", filter->problems->len);
  return g_string_free(g_steal_pointer(&out), FALSE);
}

static void test_parse(void) {
  static const struct {
    const char *text, *expected;
  } cases[] = {
      {NULL, ""},
      {"  　", ""},
      {"营商环境 整改", "0:营商环境 0:整改"},
      {"责任:fgc 状态:办理中 时限:<2026-12-01 灯:红 \"营商环境\"",
       "1:fgc 2:#8 4:[,2026-11-30] 3:#1 0:营商环境"},
      {"“两个 词” 「三 个 词」", "0:两个 词 0:三 个 词"},
      {"责任：ｆｇｃ　状态＝办理中", "1:fgc 2:#8"},
      {"牵头:甲,乙、丙|丁 配合:无 -落实:\"甲 乙\"", "1/0:甲|乙|丙|丁 1/1:none -1/3:甲 乙"},
      {"单位:=厅法规处 unit:甲 zr:甲", "1:=厅法规处 1:甲 1:甲"},
      {"状态:办结 state:active zt:blz", "2:#10 2:#8 2:#8"},
      {"状态:已", "2:#36"}, /* 已交办, 已签收, 已办结, 已销号 */
      {"灯:蓝,黄灯 灯:amber 灯:h", "3:#4|#2 3:#2 3:#b"},
      {"类别:加分项", "8:#4"},
      {"时限:2026年12月 时限:12月底前 时限:2026-12 due:第四季度",
       "4:[2026-12-01,2026-12-31] 4:[2026-12-31,2026-12-31] 4:[2026-12-01,2026-12-31]"
       " 4:[2026-10-01,2026-12-31]"},
      {"时限:>=2026-12 时限>2026-12 时限<=本月 时限≤今天",
       "4:[2026-12-01,] 4:[2027-01-01,] 4:[,2026-11-30] 4:[,2026-11-21]"},
      {"时限:2026-11-01..2026-12 时限:今天至+7天 时限:2026-12..",
       "4:[2026-11-01,2026-12-31] 4:[2026-11-21,2026-11-28] 4:[2026-12-01,]"},
      {"时限:本周 时限:下周 时限:下月 时限:本季度 时限:今年 时限:昨天",
       "4:[2026-11-16,2026-11-22] 4:[2026-11-23,2026-11-29] 4:[2026-12-01,2026-12-31]"
       " 4:[2026-10-01,2026-12-31] 4:[2026-01-01,2026-12-31] 4:[2026-11-20,2026-11-20]"},
      {"时限:7天内 时限:+7", "4:[2026-11-21,2026-11-28] 4:[2026-11-21,2026-11-28]"},
      {"时限:无 时限:每月", "4:none 4:每月"},
      {"序号:4 序号:1..10 完成率:>=50% 逾期:>10天 编号:73",
       "9:[4,4] 9:[1,10] 11:[50,9999] 12:[11,9999] 10:[73,73]"},
      {"第4项 第项 4", "0:4 0:第项 0:4"},
      {"- -- -甲", "0:- -0:- -0:甲"},
      {"9:30 http://a.cn a<b", "0:9:30 0:http://a.cn 0:a<b"},
      {"内容:=整改 备注:无 进展:\"无\"", "13:=整改 15:none 14:无"},
      /* still being typed */
      {"责任:", ""},
      {"责任:甲,", "1:甲"},
      {"\"没有关", "0:没有关"},
      {"\"", ""},
      {"时限:<", ""},
      /* not understood: that word alone is left out */
      {"颜色:红 整改", "0:整改 !1"},
      {"灯:紫 状态:办理中", "2:#8 !1"},
      {"时限:<abc 序号:甲 责任:<甲", "!3"},
      {"状态:办理中,飞", "2:#8 !1"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *found = described(cases[i].text);
    if (!g_str_equal(found, cases[i].expected))
      g_error("%s: %s, not %s", cases[i].text, found, cases[i].expected);
  }
}

static void test_problems(void) {
  g_autoptr(Filter) filter = filter_parse("整改 灯:紫 颜色:红", TODAY);
  g_autofree char *text = filter_problems_text(filter);
  g_assert_nonnull(
      strstr(text, "没有“紫”这种灯，可以是红、黄、绿、灰；没有“颜色”这一项，可以是责任、"));
  const FilterProblem *first = filter->problems->pdata[0];
  g_assert_cmpuint(first->start, ==, strlen("整改 灯:"));
  g_assert_cmpuint(first->end, ==, strlen("整改 灯:紫"));
  g_autoptr(Filter) well = filter_parse("整改", TODAY);
  g_assert_null(filter_problems_text(well));
}

/* A value that is quoted comes back as it was. */
static void test_quote(void) {
  static const char *const values[] = {
      "厅法规处", "各市、县（区）", "a b",  "无", "说“好”", "a\"b", "a\"「b」",
      "1..2",     "今至明",         "ＡＢ", "<3", "",       "-甲",  "a,b"};
  for (gsize i = 0; i < G_N_ELEMENTS(values); i++) {
    g_autofree char *quoted = filter_quote(values[i]);
    g_autofree char *text = g_strconcat("备注:", quoted, NULL);
    g_autoptr(Filter) filter = filter_parse(text, TODAY);
    if (*values[i] == '\0') {
      g_assert_cmpuint(filter->terms->len, ==, 0);
      continue;
    }
    g_assert_cmpuint(filter->terms->len, ==, 1);
    const FilterTerm *term = filter->terms->pdata[0];
    g_assert_cmpuint(term->values->len, ==, 1);
    const FilterValue *value = term->values->pdata[0];
    g_assert_cmpstr(value->text, ==, values[i]);
    g_assert_false(value->none);
  }
}

/* Whatever is typed is read to its end, and what it says is read the same again. */
static void test_anything(void) {
  static const char *const pieces[] = {"责任", ":",  "：",   "\"", "“",    "”",    " ",
                                       "　",   "-",  ",",    "<",  ">=",   "灯",   "红",
                                       "无",   "甲", "|",    "..", "时限", "2026", "-12",
                                       "第",   "项", "\xff", "「", "本月", "+7天"};
  for (int round = 0; round < 20000; round++) {
    g_autoptr(GString) text = g_string_new(NULL);
    for (int i = g_test_rand_int_range(0, 10); i > 0; i--)
      g_string_append(text, pieces[g_test_rand_int_range(0, G_N_ELEMENTS(pieces))]);
    g_autofree char *once = described(text->str);
    g_autofree char *twice = described(text->str);
    g_assert_cmpstr(once, ==, twice);
    g_autoptr(Filter) filter = filter_parse(text->str, TODAY);
    for (guint i = 0; i < filter->terms->len; i++) {
      const FilterTerm *term = filter->terms->pdata[i];
      g_assert_cmpuint(term->values->len, >, 0);
      for (guint k = 0; k < term->values->len; k++)
        g_assert_cmpstr(((const FilterValue *)term->values->pdata[k])->text, !=, "");
    }
    if (g_utf8_validate(text->str, -1, NULL)) {
      g_auto(FilterTyped) typed = {0};
      filter_typed(text->str, text->len, &typed);
      g_assert_cmpuint(typed.start, <=, text->len);
      g_assert_nonnull(typed.typed);
    }
  }
}

static void test_typed(void) {
  static const struct {
    const char *text;
    gboolean in_value;
    gsize start;
    const char *typed;
  } cases[] = {
      {"", FALSE, 0, ""},
      {"整改 责", FALSE, 7, "责"},
      {"-责", FALSE, 1, "责"},
      {"责任:", TRUE, 7, ""},
      {"责任：f", TRUE, 9, "f"},
      {"责任:甲,乙", TRUE, 11, "乙"},
      {"时限:<=本", TRUE, 9, "本"},
      {"责任:\"厅 法", TRUE, 7, "厅 法"},
      {"颜色:红", FALSE, 0, "颜色:红"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_auto(FilterTyped) typed = {0};
    filter_typed(cases[i].text, strlen(cases[i].text), &typed);
    g_assert_cmpint(typed.in_value, ==, cases[i].in_value);
    g_assert_cmpstr(typed.typed, ==, cases[i].typed);
    g_assert_cmpuint(typed.start, ==, cases[i].start);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/filter/parse", test_parse);
  g_test_add_func("/filter/problems", test_problems);
  g_test_add_func("/filter/quote", test_quote);
  g_test_add_func("/filter/anything", test_anything);
  g_test_add_func("/filter/typed", test_typed);
  return g_test_run();
}

#include "core/rules/recurrence.h"

#define CALENDAR(EVERY, DAY, MONTH)                                                                \
  { .every = (EVERY), .step = 1, .quota = 1, .due_day = (DAY), .due_month = (MONTH) }

static Day iso(const char *text) {
  Day day = day_from_iso(text);
  g_assert_cmpuint(day, !=, DAY_NONE);
  return day;
}

static void test_words(void) {
  for (int i = 0; i < EVERY_COUNT; i++) {
    Every every = EVERY_COUNT;
    g_assert_true(every_parse(every_code((Every)i), &every));
    g_assert_cmpint(every, ==, i);
    g_assert_cmpint(g_utf8_strlen(every_name((Every)i), -1), >, 0);
  }
  for (int i = 0; i < BASIS_COUNT; i++) {
    Basis basis = BASIS_COUNT;
    g_assert_true(basis_parse(basis_code((Basis)i), &basis));
    g_assert_cmpint(basis, ==, i);
    g_assert_cmpint(g_utf8_strlen(basis_name((Basis)i), -1), >, 0);
  }
  Every every = EVERY_HALF;
  Basis basis = BASIS_EVENT;
  g_assert_false(every_parse("Quarter", &every));
  g_assert_false(every_parse(NULL, &every));
  g_assert_false(basis_parse("", &basis));
  g_assert_cmpint(every, ==, EVERY_HALF);
  g_assert_cmpint(basis, ==, BASIS_EVENT);
  g_assert_cmpstr(every_code(EVERY_QUARTER), ==, "quarter");
  g_assert_cmpstr(basis_name(BASIS_ANCHOR), ==, "固定起算日");
}

static void test_text(void) {
  static const struct {
    Recurrence rule;
    const char *text;
  } cases[] = {
      {CALENDAR(EVERY_QUARTER, 0, 0), "每季度至少1次，季度末前"},
      {CALENDAR(EVERY_WEEK, 0, 0), "每周至少1次，周日前"},
      {CALENDAR(EVERY_FORTNIGHT, 0, 0), "每半月至少1次，14日、月末前"},
      {CALENDAR(EVERY_MONTH, 0, 0), "每月至少1次，月末前"},
      {CALENDAR(EVERY_HALF, 0, 0), "每半年至少1次，半年末前"},
      {CALENDAR(EVERY_YEAR, 0, 0), "每年至少1次，年末前"},
      /* a due day */
      {CALENDAR(EVERY_WEEK, 5, 0), "每周至少1次，周五前"},
      {CALENDAR(EVERY_MONTH, 15, 0), "每月至少1次，当月15日前"},
      {CALENDAR(EVERY_MONTH, 8, 1), "每月至少1次，次月8日前"},
      {CALENDAR(EVERY_MONTH, 31, 1), "每月至少1次，次月底前"},
      {CALENDAR(EVERY_MONTH, 8, 2), "每月至少1次，本月结束后第2个月8日前"},
      {CALENDAR(EVERY_QUARTER, 15, 0), "每季度至少1次，季度第3个月15日前"},
      {CALENDAR(EVERY_QUARTER, 10, -2), "每季度至少1次，季度第1个月10日前"},
      {CALENDAR(EVERY_QUARTER, 10, 1), "每季度至少1次，季度结束后第1个月10日前"},
      {CALENDAR(EVERY_HALF, 31, -1), "每半年至少1次，半年第5个月底前"},
      {CALENDAR(EVERY_YEAR, 31, -1), "每年至少1次，11月底前"},
      {CALENDAR(EVERY_YEAR, 5, 0), "每年至少1次，12月5日前"},
      {CALENDAR(EVERY_YEAR, 15, 1), "每年至少1次，次年1月15日前"},
      {CALENDAR(EVERY_YEAR, 29, -10), "每年至少1次，2月底前"},
      {CALENDAR(EVERY_YEAR, 28, 2), "每年至少1次，次年2月28日前"},
      /* more than one length, more than one submission */
      {{.every = EVERY_MONTH, .step = 1, .quota = 2, .due_day = 8, .due_month = 1},
       "每月至少2次，次月8日前"},
      {{.every = EVERY_MONTH, .step = 2, .quota = 1}, "每2个月至少1次，每期末前"},
      {{.every = EVERY_MONTH, .step = 2, .quota = 1, .due_day = 8, .due_month = 1},
       "每2个月至少1次，本期结束后第1个月8日前"},
      {{.every = EVERY_MONTH, .step = 2, .quota = 1, .due_day = 8},
       "每2个月至少1次，本期第2个月8日前"},
      {{.every = EVERY_YEAR, .step = 2, .quota = 1, .due_day = 31, .due_month = -1},
       "每2年至少1次，本期第23个月底前"},
      {{.every = EVERY_WEEK, .step = 2, .quota = 1, .due_day = 5}, "每2周至少1次，第2周周五前"},
      {{.every = EVERY_FORTNIGHT, .step = 3, .quota = 1}, "每3个半月期至少1次，每期末前"},
      {{.every = EVERY_QUARTER, .step = 1, .quota = 3, .no_makeup = TRUE},
       "每季度至少3次，季度末前，不允许补报"},
      /* the other bases */
      {{.every = EVERY_WORKDAYS, .step = 14, .quota = 1, .basis = BASIS_ANCHOR},
       "每14个工作日1次，起算日未定"},
      {{.every = EVERY_WORKDAYS, .step = 1, .quota = 2, .basis = BASIS_ANCHOR},
       "每1个工作日至少2次，起算日未定"},
      {{.every = EVERY_MONTH, .step = 1, .quota = 1, .basis = BASIS_SUBMISSION},
       "上次报送后1个月内至少1次"},
      {{.every = EVERY_FORTNIGHT, .step = 1, .quota = 1, .basis = BASIS_SUBMISSION},
       "上次报送后半个月内至少1次"},
      {{.every = EVERY_WORKDAYS, .step = 7, .quota = 1, .basis = BASIS_EVENT},
       "事件发生之日起7个工作日内"},
      {{.every = EVERY_YEAR, .step = 1, .quota = 2, .basis = BASIS_EVENT},
       "事件发生之日起1年内至少2次"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_assert_cmpstr(recurrence_problem(&cases[i].rule), ==, NULL);
    g_autofree char *text = recurrence_text(&cases[i].rule);
    g_assert_cmpstr(text, ==, cases[i].text);
  }
  Recurrence anchored = {.every = EVERY_WORKDAYS, .step = 14, .quota = 1, .basis = BASIS_ANCHOR};
  anchored.anchor = iso("2026-03-02");
  g_autofree char *text = recurrence_text(&anchored);
  g_assert_cmpstr(text, ==, "每14个工作日1次，自2026-03-02起算");
}

static void test_problem(void) {
  static const struct {
    Recurrence rule;
    const char *word; /* of the message */
  } cases[] = {
      {{.every = EVERY_MONTH, .step = 0, .quota = 1}, "倍数"},
      {{.every = EVERY_WEEK, .step = 367, .quota = 1}, "倍数"},
      {{.every = EVERY_MONTH, .step = 1, .quota = 0}, "次数"},
      {{.every = EVERY_MONTH, .step = 1, .quota = 10000}, "次数"},
      {{.every = EVERY_WORKDAYS, .step = 14, .quota = 1}, "固定起算日"},
      {{.every = EVERY_MONTH, .step = 1, .quota = 1, .basis = BASIS_ANCHOR}, "固定起算日"},
      {{.every = EVERY_MONTH, .step = 13, .quota = 1}, "最长一年"},
      {{.every = EVERY_QUARTER, .step = 5, .quota = 1}, "最长一年"},
      {{.every = EVERY_HALF, .step = 3, .quota = 1}, "最长一年"},
      {{.every = EVERY_MONTH, .step = 1, .quota = 1, .due_day = 8, .basis = BASIS_SUBMISSION},
       "另定到期日"},
      {CALENDAR(EVERY_FORTNIGHT, 10, 0), "14日"},
      {CALENDAR(EVERY_WEEK, 8, 0), "周日"},
      {CALENDAR(EVERY_WEEK, -1, 0), "周日"},
      {CALENDAR(EVERY_WEEK, 1, 1), "月份"},
      {CALENDAR(EVERY_MONTH, 32, 0), "31日"},
      {CALENDAR(EVERY_MONTH, -1, 0), "31日"},
      {CALENDAR(EVERY_MONTH, 0, 1), "还要定到期日"},
      {CALENDAR(EVERY_MONTH, 8, 13), "第12个月"},
      {CALENDAR(EVERY_MONTH, 8, -1), "早于"},
      {CALENDAR(EVERY_QUARTER, 8, -3), "早于"},
      {CALENDAR(EVERY_YEAR, 8, -12), "早于"},
      {CALENDAR(EVERY_YEAR, 8, G_MININT), "早于"},
      /* November and December are a group by themselves */
      {{.every = EVERY_MONTH, .step = 5, .quota = 1, .due_day = 8, .due_month = -2}, "早于"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    const char *problem = recurrence_problem(&cases[i].rule);
    g_test_message("cases[%" G_GSIZE_FORMAT "]: %s", i, problem);
    g_assert_nonnull(problem);
    g_assert_nonnull(g_strstr_len(problem, -1, cases[i].word));
  }
  static const Recurrence right[] = {
      CALENDAR(EVERY_QUARTER, 31, -2),
      CALENDAR(EVERY_YEAR, 31, 12),
      CALENDAR(EVERY_WEEK, 7, 0),
      {.every = EVERY_MONTH, .step = 12, .quota = 9999},
      {.every = EVERY_YEAR, .step = 366, .quota = 1},
      {.every = EVERY_MONTH, .step = 5, .quota = 1, .due_day = 8, .due_month = -1},
      {.every = EVERY_MONTH, .step = 18, .quota = 1, .basis = BASIS_SUBMISSION},
      {.every = EVERY_WORKDAYS, .step = 7, .quota = 1, .basis = BASIS_SUBMISSION},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(right); i++)
    g_assert_cmpstr(recurrence_problem(&right[i]), ==, NULL);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/recurrence/words", test_words);
  g_test_add_func("/recurrence/text", test_text);
  g_test_add_func("/recurrence/problem", test_problem);
  return g_test_run();
}

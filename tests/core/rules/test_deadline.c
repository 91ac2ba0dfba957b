#include "core/rules/deadline.h"

#include <string.h>

static void assert_reads(const char *text, const char *expected) {
  Day due = DAY_NONE;
  char buffer[DAY_TEXT_SIZE];
  g_test_message("%s", text);
  g_assert_true(deadline_read(text, 2026, &due));
  g_assert_cmpstr(day_to_iso(due, buffer), ==, expected);
}

static void test_read(void) {
  static const char *const cases[][2] = {
      /* the source documents */
      {"2020年4月", "2020-04-30"},
      {"2020年10月", "2020-10-31"},
      {"2020年12月", "2020-12-31"},
      {"2023年5月底", "2023-05-31"},
      {"2023年11月底前", "2023-11-30"},
      /* a day */
      {"2020年4月30日", "2020-04-30"},
      {"2026年3月5日前", "2026-03-05"},
      {"2026年3月5日之前", "2026-03-05"},
      {"2026年3月5日以前", "2026-03-05"},
      {"2026年3月10号前", "2026-03-10"},
      {"3月5日", "2026-03-05"},
      {"2024年2月29日", "2024-02-29"},
      {"2026-03-05", "2026-03-05"},
      {"2026-3-5前", "2026-03-05"},
      {"2026.3.5", "2026-03-05"},
      {"2026/3/5", "2026-03-05"},
      /* an end */
      {"5月底", "2026-05-31"},
      {"11月底前", "2026-11-30"},
      {"2月底之前", "2026-02-28"},
      {"2024年2月", "2024-02-29"},
      {"12月", "2026-12-31"},
      {"6月份", "2026-06-30"},
      {"6月末", "2026-06-30"},
      {"年底", "2026-12-31"},
      {"年底前", "2026-12-31"},
      {"年末", "2026-12-31"},
      {"2027年底", "2027-12-31"},
      {"2027年年底前", "2027-12-31"},
      {"2027年", "2027-12-31"},
      {"今年6月底前", "2026-06-30"},
      {"本年底", "2026-12-31"},
      {"明年3月底", "2027-03-31"},
      {"6月上旬", "2026-06-10"},
      {"6月中旬前", "2026-06-20"},
      {"2024年2月下旬", "2024-02-29"},
      /* a part of the year */
      {"第二季度末", "2026-06-30"},
      {"二季度末前", "2026-06-30"},
      {"2027年第1季度", "2027-03-31"},
      {"四季度", "2026-12-31"},
      {"上半年底", "2026-06-30"},
      {"上半年", "2026-06-30"},
      {"2027年下半年", "2027-12-31"},
      /* ways of writing */
      {"２０２０年１２月", "2020-12-31"},
      {"２０２６．３．５", "2026-03-05"},
      {"２０２６－０３－０５", "2026-03-05"},
      {" 2020 年 12 月 ", "2020-12-31"},
      {"　5 月\t底 前\n", "2026-05-31"},
      {"2026. 3. 5", "2026-03-05"},
      {"三月底", "2026-03-31"},
      {"十二月", "2026-12-31"},
      {"十月", "2026-10-31"},
      {"五月三十一日前", "2026-05-31"},
      {"六月十日", "2026-06-10"},
      {"六月二十日", "2026-06-20"},
      {"二〇二〇年十一月", "2020-11-30"},
      {"二○二三年九月", "2023-09-30"},
      {"2026年03月05日", "2026-03-05"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
    assert_reads(cases[i][0], cases[i][1]);
}

static void test_year_given(void) {
  Day due;
  g_assert_true(deadline_read("2月", 2024, &due));
  g_assert_cmpuint(due, ==, day_from_iso("2024-02-29"));
  g_assert_true(deadline_read("2023年2月", 2024, &due));
  g_assert_cmpuint(due, ==, day_from_iso("2023-02-28"));
  g_assert_false(deadline_read("2月29日", 2023, &due));
  g_assert_false(deadline_read("2月", 0, &due));
  g_assert_false(deadline_read("年底", 10000, &due));
}

static void test_full_day(void) {
  static const char *const good[] = {"2027-01-05",     "2027-1-5",   "2027-1-05",
                                     "2027/1/5",       "2027.1.5",   "2027年1月5日",
                                     "2027年01月05日", " 2027-1-5 ", "２０２７-1-5"};
  static const char *const bad[] = {
      "",           "1月5日",      "2027年1月",        "2027-1",    "2027年",
      "2027-2-29",  "2027-13-1",   "2027-1-5前",       "2027-1-5,", "1-5-2027",
      "明年1月5日", "2027年1月底", "2027-1-5 2027-1-6"};
  for (gsize i = 0; i < G_N_ELEMENTS(good); i++)
    g_assert_cmpuint(deadline_full_day(good[i]), ==, day_from_iso("2027-01-05"));
  for (gsize i = 0; i < G_N_ELEMENTS(bad); i++)
    g_assert_cmpuint(deadline_full_day(bad[i]), ==, DAY_NONE);
  g_assert_cmpuint(deadline_full_day(NULL), ==, DAY_NONE);
  g_assert_cmpuint(deadline_full_day("2150-01-05"), ==, day_from_iso("2150-01-05"));
}

static void test_refused(void) {
  static const char *const bad[] = {
      NULL,
      "",
      "　",
      /* words that name no date */
      "及时",
      "定期",
      "尽快",
      "长期",
      "贯穿全年",
      "年度",
      "2026年度",
      "出台后及时",
      "月底",
      "底",
      "年",
      "月",
      "前",
      /* recurrences, terms, spans */
      "每月15日前",
      "当月15日前",
      "次月8日前",
      "15日前",
      "每月25日之前",
      "每季度至少1次",
      "之日起七个工作日内",
      "4月至6月",
      "4-6月",
      "2022年、2023年",
      "2020年4月-12月",
      /* ambiguous */
      "12月前",
      "2026年12月前",
      "2026年前",
      "二季度前",
      "上半年前",
      "2026.10",
      "2026-03",
      "26年3月",
      /* no such date */
      "2020年13月",
      "2020年0月",
      "2023年2月29日",
      "2023年4月31日",
      "2023-02-29",
      "2026年3月0日",
      "十三月",
      "第五季度",
      "9999季度",
      "两月",
      /* damaged, or part of something else */
      "2026年年",
      "2026底",
      "2026年3",
      "2026年3月5",
      "2026.3-5",
      "2026.3.5.1",
      "20 20年12月",
      "2020年1 2月",
      "12020年12月",
      "1899年12月",
      "2101年12月",
      "2020年123月",
      "2020年一二月",
      "十2月",
      "十〇月",
      "2020年12月。",
      "2020年12月底前完成",
      "约2020年12月",
      "2020年12月\xff",
      "\xe5\xb9",
  };
  for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
    Day due = 1;
    g_test_message("bad[%" G_GSIZE_FORMAT "]", i);
    g_assert_false(deadline_read(bad[i], 2026, &due));
    g_assert_cmpuint(due, ==, DAY_NONE);
  }
}

static void assert_moves(const char *text, int from, int to, const char *expected) {
  g_autofree char *moved = deadline_in_year(text, from, to);
  g_assert_cmpstr(moved, ==, expected);
}

static void test_in_year(void) {
  assert_moves("2020年12月", 2020, 2026, "2026年12月");
  assert_moves("2022 年、2023 年", 2023, 2026, "2025 年、2026 年");
  assert_moves("每季度至少1次，2020年12月前", 2020, 2026, "每季度至少1次，2026年12月前");
  assert_moves("2026-03-05", 2026, 2027, "2027-03-05");
  assert_moves("2026.3.5；2026/3/6", 2026, 2020, "2020.3.5；2020/3/6");
  assert_moves("2020.3.5-2020.4.5", 2020, 2026, "2026.3.5-2026.4.5");
  assert_moves("2022年版目录", 2022, 2026, "2026年版目录");
  assert_moves("2020年度", 2020, 2026, "2026年度");
  assert_moves("２０２０年１２月", 2020, 2026, "２０２６年１２月");
  assert_moves("２０２０．３．５", 2020, 2026, "２０２６．３．５");
  assert_moves("二〇二〇年十二月", 2020, 2026, "二〇二六年十二月");
  assert_moves("二○一九年", 2019, 2020, "二〇二〇年");
  assert_moves("2020　年", 2020, 2026, "2026　年");
  assert_moves("2022-2023年", 2023, 2026, "2025-2026年");
  assert_moves("2021、2022 和 2023 年", 2023, 2026, "2024、2025 和 2026 年");
  assert_moves("2022至2024年", 2022, 2023, "2023至2025年");
  assert_moves("1900年、2100年", 2020, 2021, "1901年、2101年");
}

static void test_in_year_stays(void) {
  static const char *const same[] = {
      "",
      "12月",
      "年底前",
      "国办发〔2020〕16号",
      "2020元",
      "12020年",
      "20200年",
      "1899年",
      "2101年",
      "2020",
      "2020.3",
      "2020.13.1",
      "2020.3.5.1",
      "2020-2-30",
      "一二三四年",
      "2020、2000元",
      "2020个年",
      "20２０年",
      "及时\xff",
      "\xe5\xb9",
      "2020\xe5\xb9",
      "电话 010-2020",
  };
  for (gsize i = 0; i < G_N_ELEMENTS(same); i++)
    assert_moves(same[i], 2020, 2026, same[i]);
  g_assert_null(deadline_in_year(NULL, 2020, 2026));
  assert_moves("二○二○年", 2020, 2020, "二○二○年");
  assert_moves("2020年", 2020, 20000, "2020年");
  assert_moves("2020年", G_MAXINT, G_MININT, "2020年");
  assert_moves("2020年\xff", 2020, 2026, "2026年\xff");
}

/* What is moved reads as the moved date. */
static void test_round(void) {
  static const char *const texts[] = {"2020年12月", "2020年4月30日", "二〇二〇年三月底前",
                                      "2020.3.5"};
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autofree char *moved = deadline_in_year(texts[i], 2020, 2026);
    Day before, after;
    g_assert_true(deadline_read(texts[i], 2020, &before));
    g_assert_true(deadline_read(moved, 2026, &after));
    g_assert_cmpuint(after, ==, day_in_year(before, 2026));
  }
}

/* A long chain of joined years costs no more than its length. */
static void test_long_chain(void) {
  GString *chain = g_string_new(NULL);
  for (int i = 0; i < 200000; i++)
    g_string_append(chain, "2020-");
  g_autofree char *text = g_string_free(chain, FALSE);
  assert_moves(text, 2020, 2026, text);
  Day due;
  g_assert_false(deadline_read(text, 2026, &due));
}

/* What can be read from the front of a sentence, and what is left. */
static void test_scan(void) {
  const char *text = "2026年2月30日前报送";
  DeadlineDate date;
  g_assert_true(deadline_scan(&text, 2020, &date));
  g_assert_cmpstr(text, ==, "报送");
  g_assert_cmpint(date.form, ==, DEADLINE_DAY);
  g_assert_true(date.dated);
  g_assert_true(date.before);
  g_assert_cmpuint(deadline_day(&date), ==, DAY_NONE);
  text = "12月前报送";
  g_assert_true(deadline_scan(&text, 2020, &date));
  g_assert_cmpstr(text, ==, "前报送");
  g_assert_false(date.dated || date.end || date.before);
  g_assert_cmpuint(deadline_day(&date), ==, day_from_iso("2020-12-31"));
  g_assert_false(deadline_scan(&text, 2020, &date));
  g_assert_cmpstr(text, ==, "前报送");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/deadline/read", test_read);
  g_test_add_func("/deadline/year-given", test_year_given);
  g_test_add_func("/deadline/full-day", test_full_day);
  g_test_add_func("/deadline/refused", test_refused);
  g_test_add_func("/deadline/in-year", test_in_year);
  g_test_add_func("/deadline/in-year-stays", test_in_year_stays);
  g_test_add_func("/deadline/round", test_round);
  g_test_add_func("/deadline/long-chain", test_long_chain);
  g_test_add_func("/deadline/scan", test_scan);
  return g_test_run();
}

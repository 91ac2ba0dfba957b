#include "core/model/case_points.h"

#include <math.h>

#include "tests/core/model/filing.h"

static CasePoints *points_of(Fixture *fixture, gint64 system, int month) {
  GError *error = NULL;
  CasePoints *points = case_points(fixture->db, system, 2026, month, &error);
  g_assert_no_error(error);
  return points;
}

static void file_many(Fixture *fixture, int month, int count, const char *day) {
  for (int i = 0; i < count; i++)
    file_on(fixture, month, "案例", CASE_MINISTRY, day);
}

static void assert_month(Fixture *fixture, gint64 system, int month, double expected,
                         const char *basis) {
  g_autoptr(CasePoints) points = points_of(fixture, system, month);
  g_assert_cmpfloat(points->month, ==, expected);
  g_assert_cmpstr(((const CasePointsLine *)points->lines->pdata[0])->basis, ==, basis);
}

/* None, one, two, three, four, of which one is too late. */
static void test_ministry(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 system = add_ministry_system(fixture);
  file_many(fixture, 7, 1, "2026-07-25");
  file_many(fixture, 8, 2, "2026-08-25");
  file_many(fixture, 9, 3, "2026-09-25");
  file_many(fixture, 10, 3, "2026-10-25");
  file_many(fixture, 10, 1, "2026-10-26");
  assert_month(fixture, system, 6, 0, "6月报部0篇（25日前）");
  assert_month(fixture, system, 7, 0, "7月报部1篇（25日前）：恰好1篇，文件未规定，计0分");
  assert_month(fixture, system, 8, 1, "8月报部2篇（25日前）");
  assert_month(fixture, system, 9, 2, "9月报部3篇（25日前）");
  assert_month(fixture, system, 10, 2, "10月报部3篇（25日前）");
  g_autoptr(CasePoints) points = points_of(fixture, system, 9);
  g_assert_true(points->monthly);
  g_assert_cmpfloat(points->month_max, ==, 3);
  g_assert_cmpfloat(points->year, ==, 0 + 1 + 2 + 2);
  g_assert_cmpfloat(points->year_max, ==, 36);
  g_assert_cmpuint(points->lines->len, ==, 2);
}

/* An adoption counts in the month it comes, and two of one month once. */
static void test_ministry_adopted(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 system = add_ministry_system(fixture);
  file_many(fixture, 9, 3, "2026-09-20");
  advance_on(fixture, 1, CASE_ADOPTED, "2026-09-30");
  advance_on(fixture, 2, CASE_ADOPTED, "2026-09-30");
  advance_on(fixture, 3, CASE_ADOPTED, "2026-10-08");
  g_autoptr(CasePoints) september = points_of(fixture, system, 9);
  g_autoptr(CasePoints) october = points_of(fixture, system, 10);
  const CasePointsLine *line = september->lines->pdata[1];
  g_assert_cmpfloat(september->month, ==, 3);
  g_assert_cmpstr(line->basis, ==, "9月采纳2篇");
  g_assert_cmpint(line->count, ==, 2);
  g_assert_cmpfloat(line->month, ==, 1);
  g_assert_cmpfloat(line->month_max, ==, 1);
  g_assert_cmpfloat(october->month, ==, 1);
  g_assert_cmpfloat(october->year, ==, 4);
}

/* The indicator above caps what its parts give together. */
static void test_cap_of_parent(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 system = add_ministry_system(fixture);
  raw_write(fixture, "UPDATE node SET max = 2.5 WHERE code = '5'");
  file_many(fixture, 9, 3, "2026-09-20");
  advance_on(fixture, 1, CASE_ADOPTED, "2026-09-30");
  g_autoptr(CasePoints) points = points_of(fixture, system, 9);
  g_assert_cmpfloat(points->month, ==, 2.5);
  g_assert_cmpfloat(points->month_max, ==, 2.5);
}

/* 2 for each month with a case in time, at most 8; across and late ones give nothing. */
static void test_city(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 system = add_city_system(fixture);
  file_on(fixture, 3, "甲", CASE_PROVINCE, "2026-03-15");
  file_on(fixture, 3, "乙", CASE_PROVINCE, "2026-03-10");
  file_on(fixture, 4, "丙", CASE_PROVINCE, "2026-04-16"); /* late */
  file_on(fixture, 5, "丁", CASE_CITY, "2026-05-10");     /* not to the province */
  CaseInput across = {.title = "戊",
                      .stage = CASE_PROVINCE,
                      .month = day_from_ymd(2026, 6, 1),
                      .made_on = day_from_ymd(2026, 6, 1)};
  file_case(fixture, 5, across);
  g_autoptr(CasePoints) march = points_of(fixture, system, 3);
  const CasePointsLine *line = march->lines->pdata[0];
  g_assert_cmpfloat(march->month, ==, 2);
  g_assert_cmpfloat(march->year, ==, 2);
  g_assert_cmpstr(line->basis, ==, "3月报省厅2篇（15日前、限当月主题）");
  g_assert_cmpfloat(line->month_max, ==, 2);
  g_assert_cmpfloat(line->year_max, ==, 8);
  for (int month = 4; month <= 6; month++) {
    g_autoptr(CasePoints) none = points_of(fixture, system, month);
    g_assert_cmpfloat(none->month, ==, 0);
  }
  file_many(fixture, 7, 1, "2026-07-01");
  file_many(fixture, 8, 1, "2026-08-01");
  file_many(fixture, 9, 1, "2026-09-01");
  file_many(fixture, 10, 1, "2026-10-01"); /* five months: 10, but at most 8 */
  advance_on(fixture, 1, CASE_ADOPTED, "2026-10-01");
  advance_on(fixture, 2, CASE_ADOPTED, "2026-11-01");
  g_autoptr(CasePoints) october = points_of(fixture, system, 10);
  const CasePointsLine *bonus = october->lines->pdata[1];
  g_assert_cmpfloat(((const CasePointsLine *)october->lines->pdata[0])->year, ==, 8);
  g_assert_true(bonus->bonus);
  g_assert_cmpfloat(bonus->month, ==, 3);
  g_assert_cmpfloat(bonus->year, ==, 6);
  g_assert_cmpfloat(october->month, ==, 5);
  g_assert_cmpfloat(october->year, ==, 14);
  g_assert_true(isnan(bonus->year_max));
  g_assert_true(isnan(october->year_max));
}

/* One case says nothing where the document gives it points. */
static void test_no_gap(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 system = add_ministry_system(fixture);
  raw_write(fixture, "UPDATE node_step SET at = 1, points = 0.5 WHERE at = 2");
  file_many(fixture, 9, 1, "2026-09-20");
  assert_month(fixture, system, 9, 0.5, "9月报部1篇（25日前）");
}

static void assert_system(Fixture *fixture, int year, gint64 expected, const char *why_expected) {
  GError *error = NULL;
  gint64 system = -1;
  const char *why = "";
  g_assert_true(case_points_system(fixture->db, year, &system, &why, &error));
  g_assert_no_error(error);
  g_assert_cmpint(system, ==, expected);
  g_assert_cmpstr(why, ==, why_expected);
}

static void test_system(Fixture *fixture, gconstpointer data) {
  (void)data;
  assert_system(fixture, 2026, 0, "本年没有对案例计分的指标体系");
  gint64 first = add_ministry_system(fixture);
  raw_write(fixture, "INSERT INTO system (title, year, source_year, every)"
                     " VALUES ('与案例无关', 2026, 2026, 'year')");
  assert_system(fixture, 2026, first, NULL);
  assert_system(fixture, 2025, 0, "本年没有对案例计分的指标体系");
  gint64 second = add_city_system(fixture);
  assert_system(fixture, 2026, 0,
                "本年有几个指标体系对案例计分，还没有在选题计划的设置里选定用哪一个");
  GError *error = NULL;
  plan_set_system(fixture->db, &fixture->actor, 2026, second, &error);
  g_assert_no_error(error);
  assert_system(fixture, 2026, second, NULL);
  g_assert_null(case_points(fixture->db, 999, 2026, 1, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "没有这个指标体系");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/case-points/ministry", test_ministry);
  ADD("/case-points/ministry-adopted", test_ministry_adopted);
  ADD("/case-points/cap-of-parent", test_cap_of_parent);
  ADD("/case-points/city", test_city);
  ADD("/case-points/no-gap", test_no_gap);
  ADD("/case-points/system", test_system);
  return g_test_run();
}

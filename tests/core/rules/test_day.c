#include "core/rules/day.h"

static void test_iso(void) {
  char buffer[DAY_TEXT_SIZE];
  g_assert_cmpstr(day_to_iso(day_from_iso("2024-02-29"), buffer), ==, "2024-02-29");
  g_assert_cmpstr(day_to_iso(DAY_NONE, buffer), ==, "");
  const char *const bad[] = {"2023-02-29", "2023-13-01", "2023-00-10",
                             "0000-01-01", "2023-1-01",  "2023-01-01 ",
                             "20230101",   "",           "２０２３-01-01"};
  for (gsize i = 0; i < G_N_ELEMENTS(bad); i++)
    g_assert_cmpuint(day_from_iso(bad[i]), ==, DAY_NONE);
  g_assert_cmpuint(day_from_iso(NULL), ==, DAY_NONE);
}

/* Every day of some centuries, as GLib counts them, and no other. */
static void test_civil(void) {
  for (int year = 1; year <= 9999; year = year == 805 ? 9590 : year + 1) {
    for (int month = 0; month <= 13; month++) {
      for (int date = 0; date <= 32; date++) {
        gboolean valid = month >= 1 && month <= 12 && date >= 1 && date <= 31 &&
                         g_date_valid_dmy((GDateDay)date, (GDateMonth)month, (GDateYear)year);
        Day found = day_from_ymd(year, month, date);
        g_assert_true((found != DAY_NONE) == valid);
        if (!valid)
          continue;
        GDate known;
        g_date_clear(&known, 1);
        g_date_set_dmy(&known, (GDateDay)date, (GDateMonth)month, (GDateYear)year);
        CivilDate civil = day_civil(found);
        if (found != g_date_get_julian(&known) || civil.year != year || civil.month != month ||
            civil.day != date)
          g_error("%d-%d-%d", year, month, date);
      }
    }
  }
  g_assert_cmpuint(day_from_ymd(9999, 12, 31), ==, DAY_LAST);
  g_assert_cmpuint(day_from_ymd(10000, 1, 1), ==, DAY_NONE);
  g_assert_cmpuint(day_from_ymd(0, 12, 31), ==, DAY_NONE);
  g_assert_cmpint(day_civil(DAY_LAST + 1).year, ==, 10000);
  g_assert_cmpint(day_civil(G_MAXUINT32).month, <=, 12); /* no day, and yet no crash */
}

static void test_weekday(void) {
  g_assert_cmpint(day_weekday(day_from_iso("2026-11-21")), ==, 6);
  g_assert_cmpstr(day_weekday_name(day_from_iso("2020-10-31")), ==, "六");
  g_assert_cmpint(day_weekday(day_from_iso("2023-01-01")), ==, 7);
}

static void test_months(void) {
  g_assert_cmpuint(day_month_end(2020, 2), ==, day_from_iso("2020-02-29"));
  g_assert_cmpuint(day_month_end(2023, 2), ==, day_from_iso("2023-02-28"));
  g_assert_cmpuint(day_month_end(2020, 12), ==, day_from_iso("2020-12-31"));
  g_assert_cmpuint(day_month_end(2020, 13), ==, DAY_NONE);
}

static void test_in_year(void) {
  g_assert_cmpuint(day_in_year(day_from_iso("2020-12-31"), 2026), ==, day_from_iso("2026-12-31"));
  g_assert_cmpuint(day_in_year(day_from_iso("2020-02-29"), 2026), ==, day_from_iso("2026-02-28"));
  g_assert_cmpuint(day_in_year(DAY_NONE, 2026), ==, DAY_NONE);
}

static void test_left(void) {
  Day today = day_from_iso("2026-11-21");
  g_autofree char *ahead = day_left_text(today + 3, today);
  g_autofree char *now = day_left_text(today, today);
  g_autofree char *gone = day_left_text(today - 6, today);
  g_assert_cmpstr(ahead, ==, "还有3天");
  g_assert_cmpstr(now, ==, "就是今天");
  g_assert_cmpstr(gone, ==, "已过6天");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/day/iso", test_iso);
  g_test_add_func("/day/civil", test_civil);
  g_test_add_func("/day/weekday", test_weekday);
  g_test_add_func("/day/months", test_months);
  g_test_add_func("/day/in-year", test_in_year);
  g_test_add_func("/day/left", test_left);
  return g_test_run();
}

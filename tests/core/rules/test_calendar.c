#include "core/rules/calendar.h"

#include <stdlib.h>
#include <string.h>

static Day iso(const char *text) {
  Day day = day_from_iso(text);
  g_assert_cmpuint(day, !=, DAY_NONE);
  return day;
}

/* The quoted string after key in line; NULL where key is not there. */
static char *quoted_after(const char *line, const char *key) {
  const char *start = strstr(line, key);
  if (start == NULL)
    return NULL;
  start += strlen(key);
  const char *end = strchr(start, '"');
  g_assert_nonnull(end);
  return g_strndup(start, (gsize)(end - start));
}

/* Reads one file of data/calendars, whose form is uniform; the program's own reader is not this. */
static void load_year(Calendar *calendar, int year, int *named) {
  g_autofree char *path =
      g_strdup_printf("%s/data/calendars/%d.yaml", g_getenv("TAIZHANG_SOURCE"), year);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  g_file_get_contents(path, &text, NULL, &error);
  g_assert_no_error(error);
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    if (g_str_has_prefix(*line, "#"))
      continue;
    g_autofree char *off = quoted_after(*line, "  - {date: \"");
    g_autofree char *name = quoted_after(*line, "name: \"");
    g_autofree char *on = quoted_after(*line, "  - \"");
    if (g_str_has_prefix(*line, "year: ") && atoi(*line + strlen("year: ")) == year)
      calendar_add_year(calendar, year, NULL);
    if (off != NULL)
      calendar_add_holiday(calendar, year, iso(off), name);
    if (on != NULL)
      calendar_add_workday(calendar, year, iso(on));
    *named += off != NULL || on != NULL;
  }
}

static Calendar *load_all(int *named) {
  Calendar *calendar = calendar_new();
  for (int year = 2020; year <= 2026; year++)
    load_year(calendar, year, named);
  return calendar;
}

static int count(const Calendar *calendar, const char *first, const char *last) {
  return calendar_count_workdays(calendar, iso(first), iso(last));
}

static void test_years(void) {
  int named = 0;
  g_autoptr(Calendar) calendar = load_all(&named);
  g_assert_cmpint(named, ==, 254); /* 208 days off and 46 worked weekend days in the notices */
  static const int expected[] = {249, 250, 249, 249, 251, 248, 248};
  for (int i = 0; i < 7; i++) {
    Day first = day_from_ymd(2020 + i, 1, 1), last = day_from_ymd(2020 + i, 12, 31);
    g_assert_cmpint(calendar_count_workdays(calendar, first, last), ==, expected[i]);
    int singly = 0;
    for (Day day = first; day <= last; day++) {
      singly += calendar_is_workday(calendar, day);
      g_assert_false(calendar_is_estimated(calendar, day));
    }
    g_assert_cmpint(singly, ==, expected[i]);
  }
}

static void test_quarters(void) {
  int named = 0;
  g_autoptr(Calendar) calendar = load_all(&named);
  g_assert_cmpint(count(calendar, "2020-01-01", "2020-03-31"), ==, 59);
  g_assert_cmpint(count(calendar, "2020-04-01", "2020-06-30"), ==, 62);
  g_assert_cmpint(count(calendar, "2020-07-01", "2020-09-30"), ==, 67);
  g_assert_cmpint(count(calendar, "2020-10-01", "2020-12-31"), ==, 61);
  g_assert_cmpint(count(calendar, "2023-01-01", "2023-03-31"), ==, 61);
  g_assert_cmpint(count(calendar, "2023-04-01", "2023-06-30"), ==, 62);
  g_assert_cmpint(count(calendar, "2023-07-01", "2023-09-30"), ==, 64);
  g_assert_cmpint(count(calendar, "2023-10-01", "2023-12-31"), ==, 62);
}

/* The event, 7 and 14 working days after it, over every kind of holiday. The event's own day does
 * not count (民法典 art. 201). */
static void test_vectors(void) {
  static const char *const vectors[][3] = {
      {"2023-09-28", "2023-10-13", "2023-10-24"}, {"2023-04-28", "2023-05-11", "2023-05-22"},
      {"2023-06-21", "2023-07-03", "2023-07-12"}, {"2023-06-24", "2023-07-03", "2023-07-12"},
      {"2023-01-20", "2023-02-03", "2023-02-14"}, {"2023-12-29", "2024-01-10", "2024-01-19"},
      {"2020-01-23", "2020-02-11", "2020-02-20"}, {"2024-02-08", "2024-02-23", "2024-03-05"},
      {"2025-01-27", "2025-02-12", "2025-02-21"}, {"2026-09-30", "2026-10-15", "2026-10-26"},
  };
  int named = 0;
  g_autoptr(Calendar) calendar = load_all(&named);
  for (gsize i = 0; i < G_N_ELEMENTS(vectors); i++) {
    char buffer[DAY_TEXT_SIZE];
    Day seven = calendar_add_workdays(calendar, iso(vectors[i][0]), 7);
    g_assert_cmpstr(day_to_iso(seven, buffer), ==, vectors[i][1]);
    Day fourteen = calendar_add_workdays(calendar, iso(vectors[i][0]), 14);
    g_assert_cmpstr(day_to_iso(fourteen, buffer), ==, vectors[i][2]);
  }
}

static void test_days(void) {
  int named = 0;
  g_autoptr(Calendar) calendar = load_all(&named);
  /* 除夕 of 2024 is worked; the make-up day of 2020 that the extension took back is off. */
  g_assert_true(calendar_is_workday(calendar, iso("2024-02-09")));
  g_assert_null(calendar_holiday(calendar, iso("2024-02-09")));
  g_assert_false(calendar_is_workday(calendar, iso("2020-02-01")));
  g_assert_false(calendar_is_makeup(calendar, iso("2020-02-01")));
  g_assert_cmpstr(calendar_holiday(calendar, iso("2020-10-01")), ==, "国庆节、中秋节");
  g_assert_cmpstr(calendar_holiday(calendar, iso("2022-12-31")), ==, "元旦");
  g_assert_true(calendar_is_makeup(calendar, iso("2026-10-10")));
  g_assert_true(calendar_is_workday(calendar, iso("2026-10-10")));
  g_assert_null(calendar_holiday(calendar, iso("2026-10-10")));
  g_assert_false(calendar_is_makeup(calendar, iso("2026-10-12")));
  g_assert_false(calendar_is_workday(calendar, iso("2026-10-11")));
}

static void test_estimated(void) {
  g_autoptr(Calendar) calendar = calendar_new();
  g_assert_true(calendar_is_estimated(calendar, iso("2027-10-01")));
  g_assert_true(calendar_is_workday(calendar, iso("2027-10-01"))); /* a Friday, nothing known */
  g_assert_cmpint(count(calendar, "2027-01-01", "2027-12-31"), ==, 261);
  /* Naming a day does not make its year known. */
  calendar_add_holiday(calendar, 2027, iso("2027-12-31"), "元旦");
  g_assert_true(calendar_is_estimated(calendar, iso("2027-12-31")));
  calendar_add_year(calendar, 2028, "国办发明电〔2027〕5号");
  g_assert_false(calendar_is_estimated(calendar, iso("2028-01-01")));
  g_assert_false(calendar_is_estimated(calendar, iso("2028-12-31")));
  g_assert_true(calendar_is_estimated(calendar, iso("2027-12-31")));
  g_assert_true(calendar_is_estimated(calendar, iso("2029-01-01")));
  g_assert_cmpstr(calendar_document(calendar, 2028), ==, "国办发明电〔2027〕5号");
  g_assert_null(calendar_document(calendar, 2027));
}

/* What is left of 2026-12-26 to 2027-01-03 as the notices of 2026 and 2027 name it: W worked, m
 * 调休, . weekend, h off. */
static void check_turn(const Calendar *calendar, const char *expected) {
  char text[10] = "";
  int worked = 0;
  for (Day day = iso("2026-12-26"), first = day; day < first + 9; day++) {
    gboolean on = calendar_is_workday(calendar, day);
    worked += on;
    text[day - first] = calendar_is_makeup(calendar, day)         ? 'm'
                        : on                                      ? 'W'
                        : calendar_holiday(calendar, day) != NULL ? 'h'
                                                                  : '.';
  }
  g_assert_cmpstr(text, ==, expected);
  g_assert_cmpint(count(calendar, "2026-12-26", "2027-01-03"), ==, worked);
}

/* A year is taken back whole, and nothing else with it. */
static void test_cleared(void) {
  g_autoptr(Calendar) calendar = calendar_new();
  calendar_add_year(calendar, 2027, NULL);
  calendar_add_holiday(calendar, 2027, iso("2026-12-31"), "元旦");
  calendar_add_holiday(calendar, 2027, iso("2027-01-01"), "元旦");
  calendar_add_workday(calendar, 2027, iso("2026-12-26"));
  /* Said later of a day, but by the earlier notice: it does not count. */
  calendar_add_year(calendar, 2026, "文号");
  calendar_add_holiday(calendar, 2026, iso("2026-12-28"), "厂休");
  calendar_add_holiday(calendar, 2026, iso("2026-12-26"), "厂休");
  calendar_add_holiday(calendar, 2026, iso("2026-12-31"), "厂休"); /* off by both: once */
  check_turn(calendar, "m.hWWhh..");
  g_autoptr(Calendar) copy = calendar_copy(calendar);
  calendar_clear_year(calendar, 2027);
  check_turn(calendar, "h.hWWhW..");
  g_assert_true(calendar_is_estimated(calendar, iso("2027-01-01")));
  g_assert_false(calendar_is_estimated(calendar, iso("2026-12-31")));
  calendar_clear_year(calendar, 2027);
  calendar_clear_year(calendar, 2025);
  check_turn(calendar, "h.hWWhW..");
  calendar_clear_year(calendar, 2026);
  check_turn(calendar, "..WWWWW..");
  g_assert_true(calendar_is_estimated(calendar, iso("2026-12-31")));
  g_assert_null(calendar_document(calendar, 2026));
  check_turn(copy, "m.hWWhh..");
  g_assert_cmpstr(calendar_document(copy, 2026), ==, "文号");
  calendar_clear_year(copy, 2026);
  check_turn(copy, "m.WWWhh..");
}

static void test_replaced(void) {
  g_autoptr(Calendar) calendar = calendar_new();
  Day saturday = iso("2020-02-01");
  calendar_add_workday(calendar, 2020, saturday);
  g_assert_true(calendar_is_makeup(calendar, saturday));
  calendar_add_holiday(calendar, 2020, saturday, "春节");
  g_assert_false(calendar_is_makeup(calendar, saturday));
  calendar_add_holiday(calendar, 2020, saturday, "春节（延长）");
  g_assert_cmpstr(calendar_holiday(calendar, saturday), ==, "春节（延长）");
  g_assert_cmpint(count(calendar, "2020-01-27", "2020-02-02"), ==, 5);
  /* A holiday taken back is a plain working day, not 调休. */
  calendar_add_holiday(calendar, 2020, iso("2020-02-03"), "春节");
  g_assert_cmpint(count(calendar, "2020-02-03", "2020-02-03"), ==, 0);
  calendar_add_workday(calendar, 2020, iso("2020-02-03"));
  g_assert_true(calendar_is_workday(calendar, iso("2020-02-03")));
  g_assert_false(calendar_is_makeup(calendar, iso("2020-02-03")));
  g_assert_cmpint(count(calendar, "2020-02-03", "2020-02-03"), ==, 1);
}

static void test_spans(void) {
  g_autoptr(Calendar) calendar = calendar_new();
  calendar_add_holiday(calendar, 2026, iso("2026-10-01"), "国庆节");
  calendar_add_workday(calendar, 2026, iso("2026-10-10"));
  g_assert_cmpint(count(calendar, "2026-10-02", "2026-10-01"), ==, 0);
  g_assert_cmpint(count(calendar, "2026-10-01", "2026-10-01"), ==, 0);
  g_assert_cmpint(count(calendar, "2026-10-10", "2026-10-10"), ==, 1);
  g_assert_cmpint(count(calendar, "0001-01-01", "0001-01-07"), ==, 5);
  /* Each span against the days one by one, over two months that hold both kinds of days. */
  for (Day first = iso("2026-09-14"); first < iso("2026-10-26"); first++) {
    int expected = 0;
    for (Day last = first; last < iso("2026-10-26"); last++) {
      expected += calendar_is_workday(calendar, last);
      g_assert_cmpint(calendar_count_workdays(calendar, first, last), ==, expected);
    }
  }
}

/* However many are added, it is the day on which the count, made day by day, reaches that number.
 */
static void test_many(void) {
  int named = 0;
  g_autoptr(Calendar) calendar = load_all(&named);
  static const char *const starts[] = {"2019-12-31", "2023-01-21", "2024-02-08", "2026-10-01"};
  for (gsize i = 0; i < G_N_ELEMENTS(starts); i++) {
    int worked = 0;
    for (Day day = iso(starts[i]) + 1; worked < 3000; day++) {
      if (!calendar_is_workday(calendar, day))
        continue;
      worked++;
      g_assert_cmpuint(calendar_add_workdays(calendar, iso(starts[i]), worked), ==, day);
    }
  }
}

static void test_end_of_time(void) {
  g_autoptr(Calendar) calendar = calendar_new();
  Day friday = iso("9999-12-31");
  g_assert_cmpuint(calendar_add_workdays(calendar, friday - 1, 1), ==, friday);
  g_assert_cmpuint(calendar_add_workdays(calendar, friday, 1), ==, DAY_NONE);
  g_assert_cmpuint(calendar_add_workdays(calendar, iso("2026-01-01"), G_MAXINT), ==, DAY_NONE);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/calendar/years", test_years);
  g_test_add_func("/calendar/quarters", test_quarters);
  g_test_add_func("/calendar/vectors", test_vectors);
  g_test_add_func("/calendar/days", test_days);
  g_test_add_func("/calendar/estimated", test_estimated);
  g_test_add_func("/calendar/replaced", test_replaced);
  g_test_add_func("/calendar/cleared", test_cleared);
  g_test_add_func("/calendar/spans", test_spans);
  g_test_add_func("/calendar/many", test_many);
  g_test_add_func("/calendar/end-of-time", test_end_of_time);
  return g_test_run();
}

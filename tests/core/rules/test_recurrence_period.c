#include "core/exchange/calendar_file.h"
#include "core/rules/recurrence.h"

#define CALENDAR(EVERY, DAY, MONTH)                                                                \
  { .every = (EVERY), .step = 1, .quota = 1, .due_day = (DAY), .due_month = (MONTH) }

static Day iso(const char *text) {
  Day day = day_from_iso(text);
  g_assert_cmpuint(day, !=, DAY_NONE);
  return day;
}

static Calendar *shipped(void) {
  g_autofree char *folder = g_build_filename(g_getenv("TAIZHANG_SOURCE"), "data/calendars", NULL);
  g_autoptr(GError) error = NULL;
  Calendar *calendar = calendar_folder_read(folder, &error);
  g_assert_no_error(error);
  return calendar;
}

/* "2023Q1 2023-01-01 2023-03-31 2023-03-31": key, first, last, due. */
static char *period_line(const Period *period) {
  char first[DAY_TEXT_SIZE], last[DAY_TEXT_SIZE], due[DAY_TEXT_SIZE];
  return g_strjoin(" ", period->key, day_to_iso(period->first, first),
                   day_to_iso(period->last, last), day_to_iso(period->due, due), NULL);
}

/* The periods from the one with that day on are rows (NULL at the end). */
static void assert_rows(const Recurrence *rule, const Calendar *calendar, const char *from,
                        const char *const *rows) {
  g_assert_cmpstr(recurrence_problem(rule), ==, NULL);
  gint64 index = recurrence_index(rule, calendar, iso(from));
  for (; *rows != NULL; rows++, index++) {
    Period period;
    g_assert_true(recurrence_period(rule, calendar, index, &period));
    g_autofree char *line = period_line(&period);
    g_assert_cmpstr(line, ==, *rows);
    g_assert_cmpint(recurrence_index(rule, calendar, period.first), ==, index);
    g_assert_cmpint(recurrence_index(rule, calendar, period.last), ==, index);
    g_assert_false(period.estimated);
  }
}

#define ROWS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* 2020 and 2026 have 53 ISO weeks. */
static void test_weeks(void) {
  g_autoptr(Calendar) calendar = shipped();
  static const Recurrence week = CALENDAR(EVERY_WEEK, 0, 0), friday = CALENDAR(EVERY_WEEK, 5, 0);
  assert_rows(&week, calendar, "2019-12-29",
              ROWS("2019-W52 2019-12-23 2019-12-29 2019-12-29",
                   "2020-W01 2019-12-30 2020-01-05 2020-01-05"));
  assert_rows(&week, calendar, "2020-12-31",
              ROWS("2020-W53 2020-12-28 2021-01-03 2021-01-03",
                   "2021-W01 2021-01-04 2021-01-10 2021-01-10"));
  assert_rows(&week, calendar, "2023-01-01",
              ROWS("2022-W52 2022-12-26 2023-01-01 2023-01-01",
                   "2023-W01 2023-01-02 2023-01-08 2023-01-08"));
  assert_rows(&week, calendar, "2023-12-31",
              ROWS("2023-W52 2023-12-25 2023-12-31 2023-12-31",
                   "2024-W01 2024-01-01 2024-01-07 2024-01-07"));
  assert_rows(&week, calendar, "2024-02-29", ROWS("2024-W09 2024-02-26 2024-03-03 2024-03-03"));
  assert_rows(&week, calendar, "2024-12-29",
              ROWS("2024-W52 2024-12-23 2024-12-29 2024-12-29",
                   "2025-W01 2024-12-30 2025-01-05 2025-01-05"));
  /* A Friday off, and the Saturday worked instead, move nothing. */
  assert_rows(&friday, calendar, "2026-01-01", ROWS("2026-W01 2025-12-29 2026-01-04 2026-01-02"));
  assert_rows(&friday, calendar, "2026-10-01",
              ROWS("2026-W40 2026-09-28 2026-10-04 2026-10-02",
                   "2026-W41 2026-10-05 2026-10-11 2026-10-09"));
  assert_rows(&friday, calendar, "2027-01-01",
              ROWS("2026-W53 2026-12-28 2027-01-03 2027-01-01",
                   "2027-W01 2027-01-04 2027-01-10 2027-01-08"));
}

/* A week's number is that of GDate, and each year has as many as ISO 8601 gives it. */
static void test_week_counts(void) {
  g_autoptr(Calendar) calendar = calendar_new();
  static const Recurrence week = CALENDAR(EVERY_WEEK, 0, 0);
  for (int year = 2000; year <= 2050; year++) {
    /* 4 January and 28 December lie in the first and the last week of their year. */
    gint64 first = recurrence_index(&week, calendar, day_from_ymd(year, 1, 4));
    gint64 last = recurrence_index(&week, calendar, day_from_ymd(year, 12, 28));
    GDate *date = g_date_new_dmy(28, G_DATE_DECEMBER, (GDateYear)year);
    g_assert_cmpint(last - first + 1, ==, g_date_get_iso8601_week_of_year(date));
    g_date_free(date);
    Period period;
    g_assert_true(recurrence_period(&week, calendar, last, &period));
    g_autofree char *key = g_strdup_printf("%d-W%d", year, (int)(last - first + 1));
    g_assert_cmpstr(period.key, ==, key);
  }
}

static void test_fortnights(void) {
  g_autoptr(Calendar) calendar = shipped();
  static const Recurrence rule = CALENDAR(EVERY_FORTNIGHT, 0, 0);
  assert_rows(&rule, calendar, "2022-12-31",
              ROWS("2022-12下 2022-12-15 2022-12-31 2022-12-31",
                   "2023-01上 2023-01-01 2023-01-14 2023-01-14",
                   "2023-01下 2023-01-15 2023-01-31 2023-01-31",
                   "2023-02上 2023-02-01 2023-02-14 2023-02-14",
                   "2023-02下 2023-02-15 2023-02-28 2023-02-28",
                   "2023-03上 2023-03-01 2023-03-14 2023-03-14"));
  assert_rows(&rule, calendar, "2024-02-14",
              ROWS("2024-02上 2024-02-01 2024-02-14 2024-02-14",
                   "2024-02下 2024-02-15 2024-02-29 2024-02-29"));
  assert_rows(&rule, calendar, "2026-12-15",
              ROWS("2026-12下 2026-12-15 2026-12-31 2026-12-31",
                   "2027-01上 2027-01-01 2027-01-14 2027-01-14"));
}

static void test_months(void) {
  g_autoptr(Calendar) calendar = shipped();
  /* 次月8日前: of December it is due in the year after. */
  static const Recurrence next = CALENDAR(EVERY_MONTH, 8, 1);
  assert_rows(
      &next, calendar, "2023-11-30",
      ROWS("2023-11 2023-11-01 2023-11-30 2023-12-08", "2023-12 2023-12-01 2023-12-31 2024-01-08",
           "2024-01 2024-01-01 2024-01-31 2024-02-08", "2024-02 2024-02-01 2024-02-29 2024-03-08"));
  assert_rows(&next, calendar, "2026-09-15", ROWS("2026-09 2026-09-01 2026-09-30 2026-10-08"));
  assert_rows(&next, calendar, "2026-12-01", ROWS("2026-12 2026-12-01 2026-12-31 2027-01-08"));
  /* 当月15日前: on a day off it keeps its date (2023-01-15 a Sunday, 2026-02-15 春节). */
  static const Recurrence same = CALENDAR(EVERY_MONTH, 15, 0);
  assert_rows(
      &same, calendar, "2023-01-31",
      ROWS("2023-01 2023-01-01 2023-01-31 2023-01-15", "2023-02 2023-02-01 2023-02-28 2023-02-15"));
  assert_rows(&same, calendar, "2026-02-01", ROWS("2026-02 2026-02-01 2026-02-28 2026-02-15"));
  /* The 31st: of a short month its last, and the months after do not forget it. */
  static const Recurrence end = CALENDAR(EVERY_MONTH, 31, 0), after = CALENDAR(EVERY_MONTH, 30, 1);
  assert_rows(
      &end, calendar, "2023-01-01",
      ROWS("2023-01 2023-01-01 2023-01-31 2023-01-31", "2023-02 2023-02-01 2023-02-28 2023-02-28",
           "2023-03 2023-03-01 2023-03-31 2023-03-31", "2023-04 2023-04-01 2023-04-30 2023-04-30"));
  assert_rows(&end, calendar, "2024-02-10", ROWS("2024-02 2024-02-01 2024-02-29 2024-02-29"));
  assert_rows(
      &after, calendar, "2024-01-10",
      ROWS("2024-01 2024-01-01 2024-01-31 2024-02-29", "2024-02 2024-02-01 2024-02-29 2024-03-30"));
  assert_rows(&after, calendar, "2026-01-10", ROWS("2026-01 2026-01-01 2026-01-31 2026-02-28"));
}

static void test_quarters(void) {
  g_autoptr(Calendar) calendar = shipped();
  static const Recurrence end = CALENDAR(EVERY_QUARTER, 0, 0),
                          next = CALENDAR(EVERY_QUARTER, 10, 1);
  static const Recurrence first = CALENDAR(EVERY_QUARTER, 31, -1);
  assert_rows(
      &end, calendar, "2023-01-01",
      ROWS("2023Q1 2023-01-01 2023-03-31 2023-03-31", "2023Q2 2023-04-01 2023-06-30 2023-06-30",
           "2023Q3 2023-07-01 2023-09-30 2023-09-30", "2023Q4 2023-10-01 2023-12-31 2023-12-31",
           "2024Q1 2024-01-01 2024-03-31 2024-03-31"));
  assert_rows(
      &next, calendar, "2024-12-31",
      ROWS("2024Q4 2024-10-01 2024-12-31 2025-01-10", "2025Q1 2025-01-01 2025-03-31 2025-04-10"));
  assert_rows(
      &first, calendar, "2026-03-31",
      ROWS("2026Q1 2026-01-01 2026-03-31 2026-02-28", "2026Q2 2026-04-01 2026-06-30 2026-05-31",
           "2026Q3 2026-07-01 2026-09-30 2026-08-31", "2026Q4 2026-10-01 2026-12-31 2026-11-30"));
}

static void test_halves_and_years(void) {
  g_autoptr(Calendar) calendar = shipped();
  static const Recurrence half = CALENDAR(EVERY_HALF, 0, 0), half_day = CALENDAR(EVERY_HALF, 15, 1);
  static const Recurrence year = CALENDAR(EVERY_YEAR, 0, 0);
  static const Recurrence november = CALENDAR(EVERY_YEAR, 31, -1);
  static const Recurrence february = CALENDAR(EVERY_YEAR, 29, -10);
  assert_rows(&half, calendar, "2023-06-30",
              ROWS("2023H1 2023-01-01 2023-06-30 2023-06-30",
                   "2023H2 2023-07-01 2023-12-31 2023-12-31",
                   "2024H1 2024-01-01 2024-06-30 2024-06-30"));
  assert_rows(&half_day, calendar, "2026-07-01", ROWS("2026H2 2026-07-01 2026-12-31 2027-01-15"));
  assert_rows(
      &year, calendar, "2023-12-31",
      ROWS("2023 2023-01-01 2023-12-31 2023-12-31", "2024 2024-01-01 2024-12-31 2024-12-31"));
  assert_rows(&november, calendar, "2023-01-01", ROWS("2023 2023-01-01 2023-12-31 2023-11-30"));
  assert_rows(&november, calendar, "2026-01-01", ROWS("2026 2026-01-01 2026-12-31 2026-11-30"));
  assert_rows(
      &february, calendar, "2023-01-01",
      ROWS("2023 2023-01-01 2023-12-31 2023-02-28", "2024 2024-01-01 2024-12-31 2024-02-29"));
}

static void test_steps(void) {
  g_autoptr(Calendar) calendar = shipped();
  static const Recurrence months = {
      .every = EVERY_MONTH, .step = 2, .quota = 1, .due_day = 8, .due_month = 1};
  assert_rows(&months, calendar, "2026-10-01",
              ROWS("2026-09~2026-10 2026-09-01 2026-10-31 2026-11-08",
                   "2026-11~2026-12 2026-11-01 2026-12-31 2027-01-08",
                   "2027-01~2027-02 2027-01-01 2027-02-28 2027-03-08"));
  /* What does not fill the year leaves a short last one. */
  static const Recurrence five = {.every = EVERY_MONTH, .step = 5, .quota = 1};
  assert_rows(&five, calendar, "2026-06-01",
              ROWS("2026-06~2026-10 2026-06-01 2026-10-31 2026-10-31",
                   "2026-11~2026-12 2026-11-01 2026-12-31 2026-12-31",
                   "2027-01~2027-05 2027-01-01 2027-05-31 2027-05-31"));
  static const Recurrence quarters = {.every = EVERY_QUARTER, .step = 3, .quota = 1};
  assert_rows(&quarters, calendar, "2024-05-01",
              ROWS("2024Q1~2024Q3 2024-01-01 2024-09-30 2024-09-30",
                   "2024Q4 2024-10-01 2024-12-31 2024-12-31",
                   "2025Q1~2025Q3 2025-01-01 2025-09-30 2025-09-30"));
  static const Recurrence halves = {.every = EVERY_HALF, .step = 2, .quota = 1};
  assert_rows(&halves, calendar, "2024-05-01",
              ROWS("2024H1~2024H2 2024-01-01 2024-12-31 2024-12-31"));
  static const Recurrence years = {.every = EVERY_YEAR, .step = 5, .quota = 1};
  assert_rows(&years, calendar, "2026-01-01", ROWS("2026~2030 2026-01-01 2030-12-31 2030-12-31"));
  /* Pairs of weeks are counted from 0001-01-01, a Monday. */
  static const Recurrence weeks = {.every = EVERY_WEEK, .step = 2, .quota = 1, .due_day = 3};
  g_assert_cmpint(recurrence_index(&weeks, calendar, 1), ==, 0);
  g_assert_cmpint(recurrence_index(&weeks, calendar, 14), ==, 0);
  g_assert_cmpint(recurrence_index(&weeks, calendar, 15), ==, 1);
  assert_rows(&weeks, calendar, "2026-01-05",
              ROWS("2026-W02~2026-W03 2026-01-05 2026-01-18 2026-01-14",
                   "2026-W04~2026-W05 2026-01-19 2026-02-01 2026-01-28"));
  static const Recurrence fortnights = {.every = EVERY_FORTNIGHT, .step = 3, .quota = 1};
  assert_rows(&fortnights, calendar, "2026-01-31",
              ROWS("2026-01上~2026-02上 2026-01-01 2026-02-14 2026-02-14",
                   "2026-02下~2026-03下 2026-02-15 2026-03-31 2026-03-31"));
}

static Recurrence every_14(const char *anchor) {
  return (Recurrence){.every = EVERY_WORKDAYS,
                      .step = 14,
                      .quota = 1,
                      .basis = BASIS_ANCHOR,
                      .anchor = anchor != NULL ? iso(anchor) : DAY_NONE};
}

/* The working days of 2023's quarters are 61, 62, 64 and 62: the 126th lies in July already. */
static void test_anchor(void) {
  g_autoptr(Calendar) calendar = shipped();
  Recurrence rule = every_14("2023-01-01");
  int dues[4] = {0};
  for (gint64 i = 1;; i++) {
    Period period;
    g_assert_true(recurrence_period(&rule, calendar, i, &period));
    g_assert_true(calendar_is_workday(calendar, period.due));
    g_assert_cmpint(calendar_count_workdays(calendar, period.first, period.last), ==, 14);
    CivilDate date = day_civil(period.due);
    if (date.year > 2023)
      break;
    dues[(date.month - 1) / 3]++;
  }
  g_assert_cmpint(dues[0], ==, 4);
  g_assert_cmpint(dues[1], ==, 4);
  g_assert_cmpint(dues[2], ==, 5);
  g_assert_cmpint(dues[3], ==, 4);
  assert_rows(&rule, calendar, "2023-01-02",
              ROWS("第1期 2023-01-02 2023-01-20 2023-01-20",
                   "第2期 2023-01-21 2023-02-14 2023-02-14",
                   "第3期 2023-02-15 2023-03-06 2023-03-06"));
  /* The days off after the last working day of a period belong to the next. */
  g_assert_cmpint(recurrence_index(&rule, calendar, iso("2023-01-20")), ==, 1);
  g_assert_cmpint(recurrence_index(&rule, calendar, iso("2023-01-21")), ==, 2);
  g_assert_cmpint(recurrence_index(&rule, calendar, iso("2023-01-01")), ==, 0);
  g_assert_cmpint(recurrence_index(&rule, calendar, iso("2022-06-01")), ==, 0);
  /* Over 国庆 of 2026, with 2026-10-10 worked; and over a leap day. */
  rule = every_14("2026-09-30");
  assert_rows(&rule, calendar, "2026-10-01", ROWS("第1期 2026-10-01 2026-10-26 2026-10-26"));
  rule = every_14("2024-02-08");
  assert_rows(&rule, calendar, "2024-02-29", ROWS("第1期 2024-02-09 2024-03-05 2024-03-05"));
}

static void test_anchor_none(void) {
  g_autoptr(Calendar) calendar = shipped();
  Recurrence rule = every_14("2026-09-30"), unset = every_14(NULL);
  Period period;
  g_assert_false(recurrence_period(&rule, calendar, 0, &period));
  g_assert_false(recurrence_period(&rule, calendar, -1, &period));
  g_assert_false(recurrence_period(&rule, calendar, G_MAXINT64, &period));
  g_assert_false(recurrence_period(&rule, calendar, 200000, &period));
  g_assert_false(recurrence_period(&unset, calendar, 1, &period));
  g_assert_cmpint(recurrence_index(&unset, calendar, iso("2026-09-30")), ==, 0);
}

/* 预计: counted through, or into, a year that no notice covers; a calendar's months never are. */
static void test_estimated(void) {
  g_autoptr(Calendar) calendar = shipped();
  Recurrence rule = every_14("2026-12-01");
  Period period;
  g_assert_true(recurrence_period(&rule, calendar, 1, &period));
  g_assert_cmpuint(period.due, ==, iso("2026-12-21"));
  g_assert_false(period.estimated);
  g_assert_true(recurrence_period(&rule, calendar, 2, &period));
  g_assert_true(period.estimated);
  /* Counting from 2019, which is not known, into 2020, which is. */
  rule.anchor = iso("2019-12-30");
  g_assert_true(recurrence_period(&rule, calendar, 9, &period));
  g_assert_true(period.estimated);
  rule.anchor = iso("2019-12-31"); /* the anchor itself is not counted */
  g_assert_true(recurrence_period(&rule, calendar, 9, &period));
  g_assert_false(period.estimated);
  static const Recurrence year = CALENDAR(EVERY_YEAR, 0, 0);
  g_assert_true(recurrence_period(&year, calendar, 2030, &period));
  g_assert_false(period.estimated);
}

static void assert_from(const Recurrence *rule, const Calendar *calendar, const char *start,
                        const char *expected) {
  Period period;
  g_assert_cmpstr(recurrence_problem(rule), ==, NULL);
  g_assert_true(recurrence_from(rule, calendar, iso(start), &period));
  g_autofree char *line = period_line(&period);
  g_assert_cmpstr(line, ==, expected);
}

/* The event, 7 and 14 working days after it. */
static void test_vectors(void) {
  static const char *const vectors[][3] = {
      {"2023-09-28", "2023-10-13", "2023-10-24"}, {"2023-04-28", "2023-05-11", "2023-05-22"},
      {"2023-06-21", "2023-07-03", "2023-07-12"}, {"2023-06-24", "2023-07-03", "2023-07-12"},
      {"2023-01-20", "2023-02-03", "2023-02-14"}, {"2023-12-29", "2024-01-10", "2024-01-19"},
      {"2020-01-23", "2020-02-11", "2020-02-20"}, {"2024-02-08", "2024-02-23", "2024-03-05"},
      {"2025-01-27", "2025-02-12", "2025-02-21"}, {"2026-09-30", "2026-10-15", "2026-10-26"},
  };
  g_autoptr(Calendar) calendar = shipped();
  for (gsize i = 0; i < G_N_ELEMENTS(vectors); i++) {
    for (int n = 1; n <= 2; n++) {
      Recurrence rule = {.every = EVERY_WORKDAYS, .step = 7 * n, .quota = 1, .basis = BASIS_EVENT};
      Period period;
      char buffer[DAY_TEXT_SIZE];
      g_assert_true(recurrence_from(&rule, calendar, iso(vectors[i][0]), &period));
      g_assert_cmpstr(day_to_iso(period.due, buffer), ==, vectors[i][n]);
      g_assert_cmpuint(period.first, ==, iso(vectors[i][0]) + 1);
      g_assert_cmpuint(period.last, ==, period.due);
      g_assert_false(period.estimated);
    }
  }
}

static void test_from(void) {
  g_autoptr(Calendar) calendar = shipped();
  Recurrence rule = {.every = EVERY_MONTH, .step = 1, .quota = 1, .basis = BASIS_SUBMISSION};
  assert_from(&rule, calendar, "2026-11-03", "自2026-11-03 2026-11-04 2026-12-03 2026-12-03");
  assert_from(&rule, calendar, "2023-01-31", "自2023-01-31 2023-02-01 2023-02-28 2023-02-28");
  assert_from(&rule, calendar, "2024-01-31", "自2024-01-31 2024-02-01 2024-02-29 2024-02-29");
  assert_from(&rule, calendar, "2024-02-29", "自2024-02-29 2024-03-01 2024-03-29 2024-03-29");
  assert_from(&rule, calendar, "2026-12-31", "自2026-12-31 2027-01-01 2027-01-31 2027-01-31");
  rule.step = 18;
  assert_from(&rule, calendar, "2024-08-31", "自2024-08-31 2024-09-01 2026-02-28 2026-02-28");
  rule.step = 1;
  rule.every = EVERY_YEAR;
  assert_from(&rule, calendar, "2024-02-29", "自2024-02-29 2024-03-01 2025-02-28 2025-02-28");
  rule.every = EVERY_HALF;
  assert_from(&rule, calendar, "2023-08-31", "自2023-08-31 2023-09-01 2024-02-29 2024-02-29");
  rule.every = EVERY_QUARTER;
  assert_from(&rule, calendar, "2026-11-30", "自2026-11-30 2026-12-01 2027-02-28 2027-02-28");
  rule.every = EVERY_WEEK;
  assert_from(&rule, calendar, "2026-12-30", "自2026-12-30 2026-12-31 2027-01-06 2027-01-06");
  rule.every = EVERY_FORTNIGHT;
  assert_from(&rule, calendar, "2026-12-30", "自2026-12-30 2026-12-31 2027-01-14 2027-01-14");
  rule.every = EVERY_WORKDAYS;
  rule.step = 3;
  assert_from(&rule, calendar, "2026-12-30", "自2026-12-30 2026-12-31 2027-01-04 2027-01-04");
  Period period;
  g_assert_true(recurrence_from(&rule, calendar, iso("2026-12-30"), &period));
  g_assert_true(period.estimated); /* 元旦 of 2027 is not known yet */
}

/* The first that is due on the day or after it. */
static void test_first_due(void) {
  g_autoptr(Calendar) calendar = shipped();
  Recurrence anchored = every_14("2026-09-30");
  const struct {
    Recurrence rule;
    const char *day, *key;
  } cases[] = {
      {CALENDAR(EVERY_MONTH, 0, 0), "2026-11-21", "2026-11"},
      {CALENDAR(EVERY_MONTH, 0, 0), "2026-11-30", "2026-11"},
      {CALENDAR(EVERY_MONTH, 15, 0), "2026-11-15", "2026-11"},
      {CALENDAR(EVERY_MONTH, 15, 0), "2026-11-16", "2026-12"},
      {CALENDAR(EVERY_MONTH, 8, 1), "2027-01-08", "2026-12"},
      {CALENDAR(EVERY_MONTH, 8, 1), "2027-01-09", "2027-01"},
      {CALENDAR(EVERY_MONTH, 8, 12), "2027-01-08", "2026-01"},
      {CALENDAR(EVERY_QUARTER, 10, -2), "2026-10-11", "2027Q1"},
      {CALENDAR(EVERY_YEAR, 31, 12), "2026-01-01", "2025"},
      {CALENDAR(EVERY_YEAR, 1, -11), "2026-01-02", "2027"},
      {CALENDAR(EVERY_WEEK, 5, 0), "2027-01-02", "2027-W01"},
      {anchored, "2026-01-01", "第1期"},
      {anchored, "2026-10-26", "第1期"},
      {anchored, "2026-10-27", "第2期"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    const Recurrence *rule = &cases[i].rule;
    Period period;
    gint64 index = recurrence_first_due(rule, calendar, iso(cases[i].day));
    g_assert_true(recurrence_period(rule, calendar, index, &period));
    g_assert_cmpstr(period.key, ==, cases[i].key);
  }
  static const Recurrence next = CALENDAR(EVERY_MONTH, 8, 1);
  Period period;
  g_assert_false(
      recurrence_period(&next, calendar, recurrence_first_due(&next, calendar, DAY_LAST), &period));
}

static void check_recount(const Recurrence *rule, Period period, gboolean given, const char *due) {
  g_autoptr(Calendar) known = calendar_new();
  calendar_add_year(known, 2026, NULL);
  calendar_add_year(known, 2027, NULL);
  calendar_add_holiday(known, 2027, iso("2027-01-01"), "元旦");
  char text[DAY_TEXT_SIZE];
  g_assert_cmpint(recurrence_recount(rule, known, &period), ==, given);
  g_assert_cmpstr(day_to_iso(period.due, text), ==, due);
}

/* 2027-01-01, a Friday, is found to be off. */
static void test_recount(void) {
  g_autoptr(Calendar) nothing = calendar_new();
  Recurrence rule = {.every = EVERY_WORKDAYS,
                     .step = 14,
                     .quota = 1,
                     .basis = BASIS_ANCHOR,
                     .anchor = iso("2026-11-02")};
  Period period;
  g_assert_true(recurrence_period(&rule, nothing, 12, &period));
  g_assert_cmpstr(period.key, ==, "第12期");
  check_recount(&rule, period, TRUE, "2027-06-25");
  g_strlcpy(period.key, "自2026-12-28", PERIOD_KEY_SIZE);
  check_recount(&rule, period, FALSE, "2027-06-24");
  rule.basis = BASIS_EVENT;
  g_assert_true(recurrence_from(&rule, nothing, iso("2026-12-28"), &period));
  g_assert_true(period.estimated);
  check_recount(&rule, period, TRUE, "2027-01-18");
  g_strlcpy(period.key, "第1期", PERIOD_KEY_SIZE);
  check_recount(&rule, period, FALSE, "2027-01-15");
  static const Recurrence months = CALENDAR(EVERY_MONTH, 1, 1);
  g_assert_true(recurrence_period(&months, nothing,
                                  recurrence_index(&months, nothing, iso("2026-12-05")), &period));
  check_recount(&months, period, TRUE, "2027-01-01");
}

static void test_end_of_time(void) {
  g_autoptr(Calendar) calendar = calendar_new();
  Recurrence week = CALENDAR(EVERY_WEEK, 0, 0), month = CALENDAR(EVERY_MONTH, 0, 0);
  Recurrence next = CALENDAR(EVERY_MONTH, 8, 1), year = CALENDAR(EVERY_YEAR, 0, 0);
  Recurrence fortnight = CALENDAR(EVERY_FORTNIGHT, 0, 0);
  assert_rows(&month, calendar, "9999-12-31", ROWS("9999-12 9999-12-01 9999-12-31 9999-12-31"));
  assert_rows(&fortnight, calendar, "9999-12-31",
              ROWS("9999-12下 9999-12-15 9999-12-31 9999-12-31"));
  assert_rows(&month, calendar, "0001-01-01", ROWS("0001-01 0001-01-01 0001-01-31 0001-01-31"));
  assert_rows(&week, calendar, "0001-01-01", ROWS("0001-W01 0001-01-01 0001-01-07 0001-01-07"));
  Period period;
  const Recurrence *const rules[] = {&week, &month, &next, &year, &fortnight};
  for (gsize i = 0; i < G_N_ELEMENTS(rules); i++) {
    gint64 last = recurrence_index(rules[i], calendar, DAY_LAST);
    g_assert_false(recurrence_period(rules[i], calendar, last + 1, &period));
    g_assert_false(recurrence_period(rules[i], calendar, -1, &period));
    g_assert_false(recurrence_period(rules[i], calendar, G_MAXINT64, &period));
    g_assert_false(recurrence_period(rules[i], calendar, G_MININT64, &period));
  }
  /* The last week is not whole, and the last month is due in the year 10000. */
  g_assert_false(
      recurrence_period(&week, calendar, recurrence_index(&week, calendar, DAY_LAST), &period));
  g_assert_false(
      recurrence_period(&next, calendar, recurrence_index(&next, calendar, DAY_LAST), &period));
  for (int i = 0; i < EVERY_COUNT; i++) {
    Recurrence rule = {
        .every = (Every)i, .step = RECURRENCE_STEP_MAX, .quota = 1, .basis = BASIS_EVENT};
    g_assert_false(recurrence_from(&rule, calendar, DAY_LAST, &period));
    g_assert_false(recurrence_period(&rule, calendar, 1, &period));
    g_assert_cmpint(recurrence_index(&rule, calendar, DAY_LAST), ==, 0);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/recurrence-period/weeks", test_weeks);
  g_test_add_func("/recurrence-period/week-counts", test_week_counts);
  g_test_add_func("/recurrence-period/fortnights", test_fortnights);
  g_test_add_func("/recurrence-period/months", test_months);
  g_test_add_func("/recurrence-period/quarters", test_quarters);
  g_test_add_func("/recurrence-period/halves-and-years", test_halves_and_years);
  g_test_add_func("/recurrence-period/steps", test_steps);
  g_test_add_func("/recurrence-period/anchor", test_anchor);
  g_test_add_func("/recurrence-period/anchor-none", test_anchor_none);
  g_test_add_func("/recurrence-period/estimated", test_estimated);
  g_test_add_func("/recurrence-period/vectors", test_vectors);
  g_test_add_func("/recurrence-period/from", test_from);
  g_test_add_func("/recurrence-period/first-due", test_first_due);
  g_test_add_func("/recurrence-period/recount", test_recount);
  g_test_add_func("/recurrence-period/end-of-time", test_end_of_time);
  return g_test_run();
}

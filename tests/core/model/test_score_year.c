/* A whole year scored by the shipped systems, with the totals written out by hand. */
#include <math.h>
#include <string.h>

#include "core/model/matrix.h"
#include "core/model/submission.h"
#include "tests/core/model/recurring.h"
#include "tests/core/model/scoring.h"

#define YEAR "2023"
#define YEAR_BEGINS "2023-01-01"
#define YEAR_OVER "2024-01-20" /* what was asked for in 2023 is all decided */

/* A file in which the templates begin to count with the year, and which is looked at after it. */
static void set_up_year(Fixture *fixture, gconstpointer data) {
  fixture_set_up_empty(fixture, data);
  fixture->actor.today = day_of(YEAR_BEGINS);
  fixture_apply(fixture, "xinzhou-2023-topics", 2023);
}

static void check_total(Fixture *fixture, const char *span, double total) {
  g_autoptr(ScoreSheet) sheet = sheet_on(fixture, span, YEAR_OVER);
  g_assert_cmpfloat_with_epsilon(sheet->max, 100, 1e-9);
  g_assert_cmpfloat_with_epsilon(sheet->total, total, 1e-9);
}

static void check_points(Fixture *fixture, const char *span, const char *code, double points) {
  g_autoptr(ScoreSheet) sheet = sheet_on(fixture, span, YEAR_OVER);
  double claimed = find_score(sheet, code)->claimed;
  if (isnan(points))
    g_assert_true(isnan(claimed));
  else
    g_assert_cmpfloat_with_epsilon(claimed, points, 1e-9);
}

/* A case of 2023 that counts for a month; it reached a stage on a day. */
static void file_case(Fixture *fixture, int month, int topic, const char *stage, const char *day) {
  g_autofree char *stages = g_strdup_printf("%s %s", stage, day);
  add_case(fixture, month, topic, stages);
}

/* That many cases, all on one day. */
static void file_cases(Fixture *fixture, int month, int count, const char *stage, const char *day) {
  for (int i = 0; i < count; i++)
    file_case(fixture, month, month, stage, day);
}

static void tick(Fixture *fixture, const char *code, const char *span, int count) {
  g_autoptr(GString) inputs = g_string_new(NULL);
  for (int i = 1; i <= count; i++)
    g_string_append_printf(inputs, "%sitem:%d=1", i > 1 ? " " : "", i);
  set_inputs(fixture, code, span, inputs->str);
}

static void add_entries(Fixture *fixture, const char *code, int count, const char *day) {
  for (int i = 0; i < count; i++)
    add_entry(fixture, code, day, "材料");
}

/* ---- handing in ------------------------------------------------------------------------- */

static gint64 rule_of(Fixture *fixture, const char *code) {
  g_autofree char *sql = g_strdup_printf("SELECT schedule FROM node_schedule s JOIN node n "
                                         "ON n.id = s.node WHERE n.code = '%s'",
                                         code);
  return sql_int(fixture->db, sql);
}

static void hand_in_by(Fixture *fixture, const Reckoning *reckoning, gint64 schedule,
                       const char *key, Day day) {
  GError *error = NULL;
  SubmissionInput input = {.schedule = schedule, .key = key, .made_on = day, .text = "已报"};
  submission_record(fixture->db, &fixture->actor, reckoning, &input, NULL, &error);
  g_assert_no_error(error);
}

static void hand_in(Fixture *fixture, gint64 schedule, const char *key, Day day) {
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, day_of(YEAR_OVER), 7);
  hand_in_by(fixture, reckoning, schedule, key, day);
}

static gboolean is_among(const char *const *words, const char *word) {
  for (int i = 0; words[i] != NULL; i++) {
    if (g_str_equal(words[i], word))
      return TRUE;
  }
  return FALSE;
}

/* Hands in what every period of 2023 asks for, on its last day, but for those that are named; how
 * many periods there were. */
static guint hand_in_all(Fixture *fixture, gint64 schedule, const char *const *missed) {
  ObligationFilter filter = {
      .schedule = schedule, .first = day_of(YEAR_BEGINS), .last = day_of("2023-12-31")};
  g_autoptr(GPtrArray) list = obligations(fixture, &filter, YEAR_OVER);
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, day_of(YEAR_OVER), 7);
  guint periods = 0;
  for (guint i = 0; i < list->len; i++) {
    const Obligation *one = list->pdata[i];
    if (day_civil(matrix_home(&one->span)).year != 2023)
      continue;
    periods++;
    for (int k = 0; k < one->quota && !is_among(missed, one->span.key); k++)
      hand_in_by(fixture, reckoning, schedule, one->span.key, one->span.last);
  }
  return periods;
}

/* ---- a Shandong city -------------------------------------------------------------------- */

static const char *const NONE[] = {NULL};

static void set_up_city(Fixture *fixture, gconstpointer data) {
  set_up_year(fixture, data);
  fixture_apply(fixture, "shandong-2023-city", 2023);
  fixture->actor.today = day_of(YEAR_OVER);
}

/* 一4: 2 for each month that has one by the 15th, on the month's own topic; 8 a year. */
static void file_city_cases(Fixture *fixture) {
  file_cases(fixture, 2, 1, "province", "2023-02-15"); /* the 15th itself: 2 */
  file_cases(fixture, 3, 2, "province", "2023-03-10"); /* two are no more than one: 2 */
  file_cases(fixture, 4, 1, "province", "2023-04-16"); /* a day late: 0 */
  file_case(fixture, 5, 6, "province", "2023-05-10");  /* on June's topic: 0 */
  file_cases(fixture, 6, 3, "province", "2023-06-01"); /* 2 */
  check_points(fixture, YEAR, "一4", 6);               /* January has none */
  file_cases(fixture, 7, 4, "ministry", "2023-07-14"); /* further than asked for: 2 */
  file_cases(fixture, 8, 1, "province", "2023-08-14"); /* 2 */
  check_points(fixture, YEAR, "一4", 8);               /* 5 × 2 = 10, at most 8 */
  file_case(fixture, 9, 9, "adopted", "2023-09-20");   /* too late for 一4, but adopted */
  file_case(fixture, 10, 10, "adopted", "2023-10-31");
}

/* 二1: cycles of 14 working days. From 1 January there are 249 in the year: the 14th, 28th, 42nd
 * and 56th lie in the first quarter (61), up to the 112th in the second (62), the 182nd in the
 * third (64) and the 238th in the fourth (62): 4 + 4 + 5 + 4 = 17 cycles. */
static void keep_cycles(Fixture *fixture) {
  g_autofree char *sql = g_strdup_printf(
      "UPDATE schedule SET basis = 'anchor', anchor = '2022-12-31' WHERE id = %" G_GINT64_FORMAT,
      rule_of(fixture, "二1"));
  raw_write(fixture, sql);
  const char *const missed[] = {"第2期", "第5期", "第6期", NULL};
  g_assert_cmpuint(hand_in_all(fixture, rule_of(fixture, "二1"), missed), ==, 17);
  /* What is handed in after its cycle is 未按时效周期报送 all the same. */
  hand_in(fixture, rule_of(fixture, "二1"), "第5期", day_of("2023-12-01"));
  /* one missed: 5; two missed: 0; 5; 5 */
  check_score(fixture, YEAR, YEAR_OVER, "二1", 15,
              "2023Q1 欠报1期，计5分；2023Q2 欠报2期，计0分；2023Q3 欠报0期，计5分；2023Q4 "
              "欠报0期，计5分");
  check_score(fixture, YEAR, "2023-06-30", "二1", 5,
              "2023Q1 欠报1期，计5分；2023Q2 还没结束，已报2期、欠报2期，季末计分");
}

/* 二2: three a quarter, no making up; nine a year. */
static void publish(Fixture *fixture) {
  gint64 schedule = rule_of(fixture, "二2");
  for (int i = 0; i < 5; i++)
    hand_in(fixture, schedule, "2023Q1", day_of("2023-03-01")); /* 3 of 5 */
  hand_in(fixture, schedule, "2023Q2", day_of("2023-06-30"));   /* 1 */
  hand_in(fixture, schedule, "2023Q2", day_of("2023-07-01"));   /* late: 0 */
  hand_in(fixture, schedule, "2023Q2", day_of("2023-07-02"));
  for (int i = 0; i < 2; i++)
    hand_in(fixture, schedule, "2023Q3", day_of("2023-09-30")); /* 2 */
  check_points(fixture, YEAR, "二2", 6);                        /* 3 + 1 + 2 */
  for (int i = 0; i < 4; i++)
    hand_in(fixture, schedule, "2023Q4", day_of("2023-10-01")); /* 3 of 4 */
  check_points(fixture, YEAR, "二2", 9);                        /* 3 + 1 + 2 + 3 */
}

/* 二5: 52 weeks; seven without login would be 3 − 3.5. A week that is over cannot be made up. */
static void log_in(Fixture *fixture) {
  const char *const missed[] = {"2023-W03", "2023-W04", "2023-W05", "2023-W18",
                                "2023-W26", "2023-W40", "2023-W52", NULL};
  g_assert_cmpuint(hand_in_all(fixture, rule_of(fixture, "二5"), missed), ==, 52);
  hand_in(fixture, rule_of(fixture, "二5"), "2023-W52", day_of("2024-01-02")); /* it is past */
  check_score(fixture, YEAR, YEAR_OVER, "二5", 0, "欠报7期，每期扣0.5分，已扣完");
}

/* 一、工作机制 (22). */
static void score_city_work(Fixture *fixture) {
  tick(fixture, "一1.1", YEAR, 1); /* 1 */
  tick(fixture, "一1.2", YEAR, 2); /* 2 */
  tick(fixture, "一2", YEAR, 1);   /* 2 */
  g_assert_cmpuint(hand_in_all(fixture, rule_of(fixture, "一3"), NONE), ==, 4);
  check_points(fixture, YEAR, "一3", 6); /* 4 × 2 = 8, at most 6 */
  file_city_cases(fixture);              /* 8 */
  tick(fixture, "一5", YEAR, 1);         /* 3 */
  check_points(fixture, YEAR, "一", 22); /* 1 + 2 + 2 + 6 + 8 + 3 */
}

/* 二、信息管理 (39). */
static void score_city_information(Fixture *fixture) {
  keep_cycles(fixture);                           /* 15 */
  publish(fixture);                               /* 9 */
  tick(fixture, "二3", YEAR, 2);                  /* 3 */
  tick(fixture, "二4", YEAR, 1);                  /* one of two conditions: 0 */
  log_in(fixture);                                /* 0 */
  set_inputs(fixture, "二6.1", YEAR, "value=2");  /* a site of its own: 2 */
  add_entries(fixture, "二6.2", 4, "2023-03-01"); /* 4 × 0.5 = 2 */
  tick(fixture, "二6.3", YEAR, 1);                /* 1 */
  check_points(fixture, YEAR, "二6", 5);
  check_points(fixture, YEAR, "二", 32); /* 15 + 9 + 3 + 0 + 0 + 5 */
}

/* 三、信用应用 (29) and 四、诚信宣传 (10). */
static void score_city_use(Fixture *fixture) {
  const char *const missed[] = {"2023-01", "2023-02", "2023-03", NULL};
  tick(fixture, "三1", YEAR, 5); /* 5 */
  tick(fixture, "三2", YEAR, 3); /* 3 */
  tick(fixture, "三3", YEAR, 2); /* 2 */
  tick(fixture, "三4", YEAR, 5); /* 5 */
  g_assert_cmpuint(hand_in_all(fixture, rule_of(fixture, "三6"), missed), ==, 12);
  check_points(fixture, YEAR, "三6", 4); /* 9 × 0.5 = 4.5, at most 4 */
  check_points(fixture, YEAR, "三", 19); /* 5 + 3 + 2 + 5 + 0 + 4 */
  tick(fixture, "四1", YEAR, 2);         /* 5 */
  tick(fixture, "四2", YEAR, 1);         /* 5 */
  check_points(fixture, YEAR, "四", 10);
}

static void test_city(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  score_city_work(fixture);
  score_city_information(fixture);
  score_city_use(fixture);
  /* 22 + 32 + 19 + 10 = 83, and two adopted cases: 加3 2 × 3 */
  check_total(fixture, YEAR, 89);
  add_entries(fixture, "加1", 2, "2023-05-01"); /* 2 × 1 */
  add_entries(fixture, "加2", 1, "2023-06-01"); /* 1 × 2 */
  tick(fixture, "加4", YEAR, 1);                /* 3 */
  add_entries(fixture, "加5", 6, "2023-12-31"); /* 6 × 1 */
  check_points(fixture, YEAR, "加", 19);        /* 2 + 2 + 6 + 3 + 6 */
  check_total(fixture, YEAR, 102);              /* bonuses may go past the hundred */
  add_entries(fixture, "扣5", 1, "2023-08-01"); /* 5 */
  add_entries(fixture, "扣1", 1, "2023-08-02"); /* 2.5 */
  check_total(fixture, YEAR, 94.5);
}

/* ---- a Shandong county, at the end of which is fraud -------------------------------------- */

static void set_up_county(Fixture *fixture, gconstpointer data) {
  set_up_year(fixture, data);
  fixture_apply(fixture, "shandong-2023-county", 2023);
  fixture->actor.today = day_of(YEAR_OVER);
}

static void test_county_fraud(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  gint64 schedule = rule_of(fixture, "三1");
  for (int i = 0; i < 3; i++)
    hand_in(fixture, schedule, "2023Q1", day_of("2023-03-01")); /* 2 of 3 */
  hand_in(fixture, schedule, "2023Q4", day_of("2023-12-31"));   /* 1 */
  check_points(fixture, YEAR, "三1", 3);
  add_entries(fixture, "四5", 7, "2023-05-01");      /* 7 × 1, at most 5 */
  file_case(fixture, 5, 5, "adopted", "2023-05-01"); /* 加2: 1.5 */
  add_entries(fixture, "扣2", 4, "2023-05-01");      /* 4 × 3 */
  check_total(fixture, YEAR, -2.5);                  /* 3 + 5 + 1.5 − 12 */
  add_entries(fixture, "扣1", 1, "2023-12-30");
  check_total(fixture, YEAR, 0);
}

/* ---- the ministry's system -------------------------------------------------------------- */

static void set_up_ministry(Fixture *fixture, gconstpointer data) {
  set_up_year(fixture, data);
  fixture_apply(fixture, "mot-2023", 2023);
  fixture_apply(fixture, "ningxia-2020", 2023);
  fixture->ledger = sql_int(fixture->db, "SELECT id FROM ledger");
  fixture->actor.today = day_of(YEAR_OVER);
}

/* Each month's cases at the ministry by the 25th, and those that were adopted. */
static void file_ministry_cases(Fixture *fixture) {
  file_cases(fixture, 2, 1, "ministry", "2023-02-25"); /* 1: the rule has no points for it */
  file_cases(fixture, 3, 2, "ministry", "2023-03-25"); /* 2: 1 */
  file_cases(fixture, 4, 3, "ministry", "2023-04-01"); /* 3: 2 */
  file_cases(fixture, 5, 4, "ministry", "2023-05-01"); /* 4: 2 */
  file_cases(fixture, 6, 2, "ministry", "2023-06-10");
  add_case(fixture, 6, 6, "ministry 2023-06-10 adopted 2023-06-30"); /* 3: 2, and 1 */
  file_cases(fixture, 7, 2, "ministry", "2023-07-25");
  file_case(fixture, 7, 7, "ministry", "2023-07-26"); /* a day late: 2, 1 */
  file_case(fixture, 9, 8, "ministry", "2023-09-01"); /* August's topic is no matter here */
  file_case(fixture, 9, 9, "ministry", "2023-09-01"); /* 2: 1 */
  file_case(fixture, 10, 10, "adopted", "2023-10-20");
  file_case(fixture, 10, 10, "adopted", "2023-10-21"); /* 2: 1; adopted twice: 1 */
}

/* 15: January both halves, February one, March none, April twice in the same half, then both. */
static void report_fortnights(Fixture *fixture) {
  GError *error = NULL;
  set_rule(fixture, 26, "every = 'fortnight', since = '2023-01-01'");
  gint64 schedule = schedule_of(fixture, 26);
  g_autoptr(GArray) links = g_array_new(FALSE, FALSE, sizeof schedule);
  g_array_append_val(links, schedule);
  g_assert_true(score_link(fixture->db, &fixture->actor, node_of(fixture, "15"), links, &error));
  const char *const missed[] = {"2023-02下", "2023-03上", "2023-03下", "2023-04下", NULL};
  g_assert_cmpuint(hand_in_all(fixture, schedule, missed), ==, 24);
  hand_in(fixture, schedule, "2023-04上", day_of("2023-04-02"));
}

static void set_classes(Fixture *fixture, const char *span, const char *text) {
  GError *error = NULL;
  ScoreInput input = {.name = (char *)"classes", .value = NAN, .text = (char *)text};
  g_autoptr(GPtrArray) list = g_ptr_array_new();
  g_ptr_array_add(list, &input);
  score_set(fixture->db, &fixture->actor, node_of(fixture, "11"), span, list, NULL, &error);
  g_assert_no_error(error);
}

/* In January the numbers of documents begin anew; in March and April there are the ratios. */
static void report_data(Fixture *fixture) {
  set_classes(fixture, "2023-01", "晋交许〔2022〕 0 140 140\n晋交许〔2023〕 10 21 新 1"); /* 2 */
  set_classes(fixture, "2023-02", "晋交许〔2023〕 9 33 21");                              /* 3 */
  set_inputs(fixture, "8.1", "2023-03", "numerator=9 denominator=11 excluded=2");         /* 2 */
  set_inputs(fixture, "8.2", "2023-03", "numerator=9 denominator=10");                    /* 1.8 */
  set_inputs(fixture, "9", "2023-03", "numerator=50 denominator=100");                    /* 1 */
  set_inputs(fixture, "10", "2023-03", "numerator=40 denominator=50");                    /* 1.6 */
  set_inputs(fixture, "9", "2023-04", "numerator=49 denominator=100");                    /* 0.98 */
  set_inputs(fixture, "10", "2023-04", "numerator=49 denominator=49");  /* 9 is low: 0 */
  set_inputs(fixture, "12", "2023-04", "numerator=0 denominator=0");    /* not computable: 0 */
  set_inputs(fixture, "13", "2023-04", "numerator=3 denominator=4");    /* 1.5 */
  set_inputs(fixture, "14", "2023-04", "numerator=99 denominator=100"); /* 3.96 */
}

/* What was done in May and June. */
static void report_work(Fixture *fixture) {
  add_entries(fixture, "1.1", 6, "2023-05-02");    /* 6 × 1, at most 5 */
  add_entries(fixture, "1.2", 12, "2023-05-02");   /* 12 × 1, at most 10 */
  add_entries(fixture, "28", 2, "2023-05-31");     /* 2 × 2, at most 2 */
  add_entries(fixture, "28", 1, "2023-06-01");     /* 2 */
  add_entries(fixture, "30.2.1", 3, "2023-06-01"); /* 3 × 0.5 = 1.5 … */
  add_entries(fixture, "30.2.2", 2, "2023-06-01"); /* … and 2 × 1: at most 2 of 3.5 */
  tick(fixture, "21", "2023-06", 4);               /* 4 */
  set_inputs(fixture, "20", "2023-06", "value=1"); /* 1 */
  tick(fixture, "17", "2023-06", 6);               /* six of seven: 0 */
}

static void test_ministry(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  file_ministry_cases(fixture);
  report_fortnights(fixture);
  report_data(fixture);
  report_work(fixture);
  check_total(fixture, "2023-01", 6);     /* 11: 2; 15: 4 */
  check_total(fixture, "2023-02", 5);     /* 5: 0; 11: 3; 15: 2 */
  check_total(fixture, "2023-03", 7.4);   /* 5: 1; 8: 3.8; 9: 1; 10: 1.6; 15: 0 */
  check_total(fixture, "2023-04", 10.44); /* 5: 2; 9: 0.98; 13: 1.5; 14: 3.96; 15: 2 */
  check_total(fixture, "2023-05", 23);    /* 1: 15; 5: 2; 15: 4; 28: 2 */
  check_total(fixture, "2023-06", 16);    /* 5: 3; 15: 4; 20: 1; 21: 4; 28: 2; 30: 2 */
  check_total(fixture, "2023-07", 5);     /* 5: 1; 15: 4 */
  check_total(fixture, "2023-08", 4);     /* 15: 4 */
  check_total(fixture, "2023-09", 5);     /* 5: 1; 15: 4 */
  check_total(fixture, "2023-10", 6);     /* 5: 1 + 1; 15: 4 */
  check_total(fixture, "2023-11", 4);     /* 15: 4 */
  check_total(fixture, "2023-12", 4);     /* 15: 4 */
  check_points(fixture, "2023-04", "12", NAN);
  check_score(fixture, "2023-02", YEAR_OVER, "5.1", 0,
              "2月按时报部1篇（截至25日），恰好1篇，文件未规定，计0分");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add("/score-year/city", Fixture, NULL, set_up_city, test_city, fixture_tear_down);
  g_test_add("/score-year/county", Fixture, NULL, set_up_county, test_county_fraud,
             fixture_tear_down);
  g_test_add("/score-year/ministry", Fixture, NULL, set_up_ministry, test_ministry,
             fixture_tear_down);
  return g_test_run();
}

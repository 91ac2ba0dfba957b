#include <math.h>

#include "core/model/score.h"
#include "core/model/submission.h"
#include "tests/core/model/recurring.h"
#include "tests/core/model/scoring.h"

#define TODAY "2026-11-21"

static void check_total(Fixture *fixture, const char *span, double total, double max) {
  g_autoptr(ScoreSheet) sheet = sheet_on(fixture, span, TODAY);
  g_assert_cmpfloat_with_epsilon(sheet->total, total, 1e-9);
  g_assert_cmpfloat_with_epsilon(sheet->max, max, 1e-9);
}

/* ---- spans ------------------------------------------------------------------------------ */

static void check_span(gboolean monthly, const char *day, const char *expected) {
  System system = {.year = 2026, .monthly = monthly};
  char key[SPAN_KEY_SIZE];
  score_span(&system, day_from_iso(day), key);
  g_assert_cmpstr(key, ==, expected);
}

static void test_span(void) {
  check_span(TRUE, "2026-11-21", "2026-11");
  check_span(TRUE, "2025-12-31", "2026-01");
  check_span(TRUE, "2027-03-01", "2026-12");
  check_span(FALSE, "2026-11-21", "2026");
  check_span(FALSE, "2027-03-01", "2026");
}

static void check_no_span(Fixture *fixture, gint64 system, const char *span, const char *part) {
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, day_of(TODAY), 7);
  g_autoptr(ScoreSheet) sheet = score_compute(fixture->db, reckoning, system, span, &error);
  g_assert_null(sheet);
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, part);
}

static void test_no_span(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  gint64 month = add_system(fixture, 2026, TRUE), year = add_system(fixture, 2026, FALSE);
  const char *wrong[] = {"2026",   "2026-13", "2026-00", "2025-11",
                         "2026-1", "2026-1x", "",        "十一月"};
  for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++)
    check_no_span(fixture, month, wrong[i], "应写 2026-01 到 2026-12");
  check_no_span(fixture, year, "2026-11", "应写 2026");
  check_no_span(fixture, year, "2025", "应写 2026");
  check_no_span(fixture, 99, "2026", "没有这个测评指标体系");
}

/* ---- rules on what is typed ------------------------------------------------------------- */

static void test_manual(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  gint64 system = add_system(fixture, 2026, TRUE);
  add_node(fixture, system, (NodeSpec){.code = "2", .max = 2, .rule = RULE_MANUAL});
  check_score(fixture, "2026-11", TODAY, "2", 0, "");
  set_inputs(fixture, "2", "2026-11", "points=1.5");
  check_score(fixture, "2026-11", TODAY, "2", 1.5, "直接评分1.5分");
  check_score(fixture, "2026-10", TODAY, "2", 0, "");
}

static void test_ratio(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  gint64 system = add_system(fixture, 2026, TRUE);
  add_node(fixture, system,
           (NodeSpec){.code = "8.1", .max = 2, .rule = RULE_RATIO, .excludes = TRUE});
  check_score(fixture, "2026-11", TODAY, "8.1", 0, "");
  set_inputs(fixture, "8.1", "2026-11", "numerator=3 denominator=4");
  check_score(fixture, "2026-11", TODAY, "8.1", 1.5, "3/4×2");
  set_inputs(fixture, "8.1", "2026-11", "numerator=9 denominator=11 excluded=2");
  check_score(fixture, "2026-11", TODAY, "8.1", 2, "9/(11－2)×2");
  check_total(fixture, "2026-11", 2, 2);
  set_inputs(fixture, "8.1", "2026-11", "numerator=0 denominator=11 excluded=11");
  check_score(fixture, "2026-11", TODAY, "8.1", NAN, "0/(11－11)×2，分母为零，无法计算，计0分");
  check_total(fixture, "2026-11", 0, 2);
  g_autoptr(ScoreSheet) sheet = sheet_on(fixture, "2026-11", TODAY);
  g_assert_cmpuint(sheet->uncomputable, ==, 1);
}

/* 2023年版 indicator 10: half of 9 will do, less will not, and without 9 nobody knows. */
static void test_gate(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  gint64 system = add_system(fixture, 2026, TRUE);
  add_node(fixture, system, (NodeSpec){.code = "9", .max = 2, .rule = RULE_RATIO});
  add_node(fixture, system,
           (NodeSpec){.code = "10", .max = 2, .rule = RULE_RATIO, .gate = "9", .gate_share = 0.5});
  check_score(fixture, "2026-11", TODAY, "10", 0, "");
  set_inputs(fixture, "10", "2026-11", "numerator=50 denominator=50");
  check_score(fixture, "2026-11", TODAY, "10", NAN, "50/50×2；第9项无法计算，本项也无法计算");
  set_inputs(fixture, "9", "2026-11", "numerator=50 denominator=100");
  check_score(fixture, "2026-11", TODAY, "10", 2, "50/50×2");
  set_inputs(fixture, "9", "2026-11", "numerator=49 denominator=100");
  check_score(fixture, "2026-11", TODAY, "10", 0, "50/50×2；第9项为49/100，低于50%，计0分");
  check_total(fixture, "2026-11", 0.98, 4);
  set_inputs(fixture, "9", "2026-11", "numerator=0 denominator=0");
  check_score(fixture, "2026-11", TODAY, "10", NAN, "50/50×2；第9项无法计算，本项也无法计算");
}

static void test_ticked(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  gint64 system = add_system(fixture, 2026, FALSE);
  add_node(fixture, system,
           (NodeSpec){.code = "4", .max = 3, .rule = RULE_ALL, .items = "组织 标准 考核"});
  add_node(fixture, system,
           (NodeSpec){.code = "21",
                      .max = 2,
                      .rule = RULE_COUNT,
                      .each = 1,
                      .items = "公路建设 道路运输 水路运输"});
  check_score(fixture, "2026", TODAY, "4", 0, "");
  check_score(fixture, "2026", TODAY, "21", 0, "");
  set_inputs(fixture, "4", "2026", "item:1=1 item:3=1 item:2=0");
  check_score(fixture, "2026", TODAY, "4", 0, "3项条件符合2项，须全部符合，计0分");
  set_inputs(fixture, "4", "2026", "item:1=1 item:2=1 item:3=1");
  check_score(fixture, "2026", TODAY, "4", 3, "3项条件全部符合");
  set_inputs(fixture, "21", "2026", "item:3=1");
  check_score(fixture, "2026", TODAY, "21", 1, "水路运输，1×1分");
  set_inputs(fixture, "21", "2026", "item:1=1 item:2=1 item:3=1");
  check_score(fixture, "2026", TODAY, "21", 2, "公路建设、道路运输、水路运输，3×1分，最多2分");
}

static void test_typed_spans(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  gint64 system = add_system(fixture, 2026, FALSE);
  add_node(fixture, system,
           (NodeSpec){.code = "3",
                      .max = 8,
                      .rule = RULE_COUNT,
                      .each = 1,
                      .spans = SPANS_QUARTER,
                      .every_max = 2});
  add_node(fixture, system, (NodeSpec){.code = "6", .max = 2, .rule = RULE_DEDUCT, .each = 1});
  add_node(fixture, system,
           (NodeSpec){.code = "7", .max = 2, .rule = RULE_STEPS, .steps = "1=1 2=2"});
  set_inputs(fixture, "3", "2026", "value:2026Q1=5 value:2026Q2=1");
  check_score(fixture, "2026", TODAY, "3", 3, "填报2026Q1 5项，2026Q2 1项，每季度最多2分，计3分");
  check_score(fixture, "2026", TODAY, "6", 0, "");
  set_inputs(fixture, "6", "2026", "value=1");
  check_score(fixture, "2026", TODAY, "6", 1, "填报1项，2－1×1分");
  set_inputs(fixture, "6", "2026", "value=0");
  check_score(fixture, "2026", TODAY, "6", 2, "填报0项，计满分2分");
  set_inputs(fixture, "6", "2026", "value=5");
  check_score(fixture, "2026", TODAY, "6", 0, "填报5项，每项扣1分，已扣完");
  set_inputs(fixture, "7", "2026", "value=1");
  check_score(fixture, "2026", TODAY, "7", 1, "填报1项，计1分");
}

static void set_classes(Fixture *fixture, const char *code, const char *text) {
  GError *error = NULL;
  ScoreInput input = {.name = (char *)"classes", .value = NAN, .text = (char *)text};
  g_autoptr(GPtrArray) list = g_ptr_array_new();
  g_ptr_array_add(list, &input);
  score_set(fixture->db, &fixture->actor, node_of(fixture, code), "2026-11", list, NULL, &error);
  g_assert_no_error(error);
}

static void test_growth(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  gint64 system = add_system(fixture, 2026, TRUE);
  add_node(fixture, system, (NodeSpec){.code = "11", .max = 4, .rule = RULE_GROWTH});
  check_score(fixture, "2026-11", TODAY, "11", 0, "");
  set_classes(fixture, "11", "晋交许〔2026〕 30 140 100\n");
  check_score(fixture, "2026-11", TODAY, "11", 3, "报送30/文号增量40×4");
  set_classes(fixture, "11", "晋交许〔2026〕 5 5 新 1");
  check_score(fixture, "2026-11", TODAY, "11", 4, "报送5/文号增量4×4，最多4分");
  set_classes(fixture, "11", "晋交许〔2026〕 3 140 140");
  check_score(fixture, "2026-11", TODAY, "11", NAN, "报送3/文号增量0×4，没有增量，无法计算，计0分");
}

/* ---- entries ---------------------------------------------------------------------------- */

static void test_entries(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  gint64 system = add_system(fixture, 2026, FALSE);
  add_node(
      fixture, system,
      (NodeSpec){.code = "2b", .max = 2, .rule = RULE_COUNT, .each = 0.5, .source = SOURCE_ENTRY});
  add_node(fixture, system,
           (NodeSpec){.code = "3",
                      .max = 8,
                      .rule = RULE_COUNT,
                      .each = 1,
                      .spans = SPANS_QUARTER,
                      .every_max = 2,
                      .source = SOURCE_ENTRY});
  add_entry(fixture, "2b", "2026-02-01", "a");
  add_entry(fixture, "2b", "2026-05-01", "b");
  add_entry(fixture, "2b", "2026-05-01", "c");
  check_score(fixture, "2026", TODAY, "2b", 1.5, "登记3条，3×0.5分");
  for (int i = 0; i < 8; i++)
    add_entry(fixture, "2b", "2026-06-30", "d");
  check_score(fixture, "2026", TODAY, "2b", 2, "登记11条，11×0.5分，最多2分");
  for (int i = 0; i < 3; i++)
    add_entry(fixture, "3", "2026-03-31", "a");
  add_entry(fixture, "3", "2026-04-01", "a");
  check_score(fixture, "2026", TODAY, "3", 3, "登记2026Q1 3条，2026Q2 1条，每季度最多2分，计3分");
}

/* What a monthly system counts lies in its month. */
static void test_entries_month(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  gint64 system = add_system(fixture, 2026, TRUE);
  add_node(
      fixture, system,
      (NodeSpec){.code = "28", .max = 2, .rule = RULE_COUNT, .each = 2, .source = SOURCE_ENTRY});
  add_entry(fixture, "28", "2026-10-31", NULL);
  add_entry(fixture, "28", "2026-11-01", NULL);
  check_score(fixture, "2026-11", TODAY, "28", 2, "11月登记1条，1×2分");
  check_score(fixture, "2026-10", TODAY, "28", 2, "10月登记1条，1×2分");
  check_score(fixture, "2026-09", TODAY, "28", 0, "");
}

/* ---- cases ------------------------------------------------------------------------------ */

static void add_ministry_cases(Fixture *fixture) {
  gint64 system = add_system(fixture, 2026, TRUE);
  gint64 five = add_node(fixture, system, (NodeSpec){.code = "5", .max = 3});
  add_node(fixture, system,
           (NodeSpec){.parent = five,
                      .code = "5.1",
                      .max = 2,
                      .rule = RULE_STEPS,
                      .source = SOURCE_CASE,
                      .stage = "ministry",
                      .due_day = 25,
                      .steps = "2=1 3=2"});
  add_node(fixture, system,
           (NodeSpec){.parent = five,
                      .code = "5.2",
                      .max = 1,
                      .rule = RULE_COUNT,
                      .each = 1,
                      .source = SOURCE_ADOPTED});
}

static void test_ministry_cases(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  add_ministry_cases(fixture);
  check_score(fixture, "2026-10", TODAY, "5", 0, "");
  add_case(fixture, 10, 10, "ministry 2026-10-25");
  check_score(fixture, "2026-10", TODAY, "5.1", 0,
              "10月按时报部1篇（截至25日），恰好1篇，文件未规定，计0分");
  add_case(fixture, 10, 10, "ministry 2026-10-26");
  check_score(fixture, "2026-10", TODAY, "5.1", 0,
              "10月按时报部1篇（截至25日）（另有1篇逾期，不计），恰好1篇，文件未规定，计0分");
  add_case(fixture, 10, 9, "ministry 2026-10-01 adopted 2026-10-20");
  check_score(fixture, "2026-10", TODAY, "5.1", 1,
              "10月按时报部2篇（截至25日）（另有1篇逾期，不计），计1分");
  check_score(fixture, "2026-10", TODAY, "5.2", 1, "10月被采纳1篇，1×1分");
  check_score(fixture, "2026-10", TODAY, "5", 2, "下级合计2分");
  add_case(fixture, 10, 10, "ministry 2026-10-02 adopted 2026-10-21");
  check_score(fixture, "2026-10", TODAY, "5.1", 2,
              "10月按时报部3篇（截至25日）（另有1篇逾期，不计），计2分");
  check_score(fixture, "2026-10", TODAY, "5.2", 1, "10月被采纳2篇，2×1分，最多1分");
  check_score(fixture, "2026-10", TODAY, "5", 3, "下级合计3分");
  check_score(fixture, "2026-11", TODAY, "5", 0, "");
}

static void test_late_only(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  add_ministry_cases(fixture);
  add_case(fixture, 10, 10, "ministry 2026-10-26");
  check_score(fixture, "2026-10", TODAY, "5.1", 0,
              "10月按时报部0篇（截至25日）（另有1篇逾期，不计）");
}

/* Shandong city 一4: 2 for a month with a case by the 15th on its own topic, 8 a year. */
static void test_province_cases(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  gint64 system = add_system(fixture, 2026, FALSE);
  add_node(fixture, system,
           (NodeSpec){.code = "一4",
                      .max = 8,
                      .rule = RULE_COUNT,
                      .each = 2,
                      .spans = SPANS_MONTH,
                      .every_max = 2,
                      .source = SOURCE_CASE,
                      .stage = "province",
                      .due_day = 15,
                      .own_topic = TRUE});
  add_case(fixture, 7, 7, "province 2026-07-15");
  add_case(fixture, 8, 8, "city 2026-08-01 province 2026-08-10");
  check_score(fixture, "2026", TODAY, "一4", 4, "7月、8月各1篇按时报省厅，2×2分");
  add_case(fixture, 9, 9, "province 2026-09-16");
  add_case(fixture, 10, 6, "province 2026-10-10");
  check_score(fixture, "2026", TODAY, "一4", 4,
              "7月、8月各1篇按时报省厅（另有2篇逾期或不是当月主题，不计），2×2分");
  add_case(fixture, 8, 8, "province 2026-08-10");
  check_score(fixture, "2026", TODAY, "一4", 4,
              "7月1篇，8月2篇按时报省厅（另有2篇逾期或不是当月主题，不计），每月最多2分，计4分");
  for (int month = 1; month <= 3; month++) {
    g_autofree char *stages = g_strdup_printf("province 2026-%02d-15", month);
    add_case(fixture, month, month, stages);
  }
  check_score(
      fixture, "2026", TODAY, "一4", 8,
      "1月、2月、3月、7月各1篇，8月2篇按时报省厅（另有2篇逾期或不是当月主题，不计），每月最多2分，最多8分");
}

/* ---- periods ---------------------------------------------------------------------------- */

/* Task 1 of the ledger asks for one each quarter; it is counted since January here. */
static void link_task(Fixture *fixture, const char *code, int number, const char *assignments) {
  GError *error = NULL;
  set_rule(fixture, number, assignments);
  gint64 schedule = schedule_of(fixture, number);
  g_autoptr(GArray) links = g_array_new(FALSE, FALSE, sizeof schedule);
  g_array_append_val(links, schedule);
  score_link(fixture->db, &fixture->actor, node_of(fixture, code), links, &error);
  g_assert_no_error(error);
}

/* 每季度至少3条, 不允许补报; each 1, three a quarter, nine a year. */
static void test_submissions(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  gint64 system = add_system(fixture, 2026, FALSE);
  add_node(fixture, system,
           (NodeSpec){.code = "二2",
                      .max = 9,
                      .rule = RULE_COUNT,
                      .each = 1,
                      .spans = SPANS_QUARTER,
                      .every_max = 3,
                      .source = SOURCE_SUBMISSION});
  check_score(fixture, "2026", TODAY, "二2", 0, "还没有关联周期要求");
  link_task(fixture, "二2", 1, "since = '2026-01-01', quota = 3, no_makeup = 1");
  check_score(fixture, "2026", TODAY, "二2", 0, "");
  keep_period(fixture, 1, "2026Q1", "2026-01-01", "2026-03-31", 3,
              "2026-01-05 2026-02-05 2026-03-31 2026-04-01");
  check_score(fixture, "2026", TODAY, "二2", 3, "报送2026Q1 3次，3×1分");
  keep_period(fixture, 1, "2026Q2", "2026-04-01", "2026-06-30", 3,
              "2026-04-05 2026-05-05 2026-06-05 2026-06-06 2026-06-07");
  check_score(fixture, "2026", TODAY, "二2", 6, "报送2026Q1 3次，2026Q2 5次，每季度最多3分，计6分");
}

static void test_met(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  gint64 system = add_system(fixture, 2026, FALSE);
  add_node(
      fixture, system,
      (NodeSpec){.code = "一3", .max = 6, .rule = RULE_COUNT, .each = 2, .source = SOURCE_MET});
  link_task(fixture, "一3", 1, "since = '2026-01-01', quota = 2");
  keep_period(fixture, 1, "2026Q1", "2026-01-01", "2026-03-31", 2, "2026-01-05");
  check_score(fixture, "2026", TODAY, "一3", 0, "");
  keep_period(fixture, 1, "2026Q2", "2026-04-01", "2026-06-30", 2, "2026-04-05 2026-05-05");
  check_score(fixture, "2026", TODAY, "一3", 2, "完成1期，1×2分");
  g_autoptr(ScoreSheet) sheet = sheet_on(fixture, "2026", TODAY);
  g_assert_cmpuint(find_score(sheet, "一3")->evidence, ==, 3);
}

/* 2023年版 indicator 15: both halves of the month 4, one 2; twice in one half is one half. */
static void test_fortnights(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  gint64 system = add_system(fixture, 2026, TRUE);
  add_node(
      fixture, system,
      (NodeSpec){
          .code = "15", .max = 4, .rule = RULE_STEPS, .source = SOURCE_MET, .steps = "1=2 2=4"});
  link_task(fixture, "15", 1, "since = '2026-01-01', every = 'fortnight'");
  check_score(fixture, "2026-10", TODAY, "15", 0, "");
  keep_period(fixture, 1, "2026-10上", "2026-10-01", "2026-10-14", 1, "2026-10-01 2026-10-14");
  check_score(fixture, "2026-10", TODAY, "15", 2, "10月完成1期，计2分");
  keep_period(fixture, 1, "2026-10下", "2026-10-15", "2026-10-31", 1, "2026-10-15");
  check_score(fixture, "2026-10", TODAY, "15", 4, "10月完成2期，计4分");
  check_score(fixture, "2026-11", TODAY, "15", 0, "");
}

static void add_cycles(Fixture *fixture) {
  gint64 system = add_system(fixture, 2026, FALSE);
  add_node(fixture, system,
           (NodeSpec){.code = "二1",
                      .max = 15,
                      .rule = RULE_STEPS,
                      .spans = SPANS_QUARTER,
                      .source = SOURCE_MISSED,
                      .steps = "0=5 2=0"});
}

/* Quarters that are not over give nothing yet, whether something was missed in them or not; one in
 * which nothing was asked for gives nothing. */
static void test_missed_quarters(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  add_cycles(fixture);
  link_task(fixture, "二1", 1, "since = '2026-04-01', every = 'month'");
  for (int month = 4; month <= 9; month++) {
    if (month == 5 || month == 7 || month == 8)
      continue; /* one missed in Q2, two in Q3 */
    g_autofree char *key = g_strdup_printf("2026-%02d", month);
    g_autofree char *first = g_strdup_printf("2026-%02d-01", month);
    g_autofree char *last = g_strdup_printf("2026-%02d-28", month);
    keep_period(fixture, 1, key, first, last, 1, first);
  }
  check_score(fixture, "2026", "2026-06-30", "二1", 0, "");
  check_score(fixture, "2026", "2026-07-01", "二1", 5, "2026Q2 欠报1期，计5分");
  check_score(fixture, "2026", "2026-11-21", "二1", 5,
              "2026Q2 欠报1期，计5分；2026Q3 欠报2期，计0分");
  check_score(fixture, "2026", "2026-12-31", "二1", 5,
              "2026Q2 欠报1期，计5分；2026Q3 欠报2期，计0分");
  check_score(fixture, "2026", "2027-01-01", "二1", 5,
              "2026Q2 欠报1期，计5分；2026Q3 欠报2期，计0分；2026Q4 欠报3期，计0分");
}

static void test_missed_cap(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  add_cycles(fixture);
  link_task(fixture, "二1", 1, "since = '2026-01-01', every = 'half'");
  check_score(fixture, "2026", "2027-01-01", "二1", 10,
              "2026Q2 欠报1期，计5分；2026Q4 欠报1期，计5分");
  link_task(fixture, "二1", 1, "every = 'quarter'");
  check_score(fixture, "2026", "2027-01-01", "二1", 15,
              "2026Q1 欠报1期，计5分；2026Q2 欠报1期，计5分；2026Q3 欠报1期，计5分；2026Q4 "
              "欠报1期，计5分；最多15分");
}

/* A week belongs to the year of its Thursday; six weeks without login take everything. */
static void test_weeks(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  gint64 system = add_system(fixture, 2026, FALSE);
  add_node(fixture, system,
           (NodeSpec){
               .code = "二5", .max = 3, .rule = RULE_DEDUCT, .each = 0.5, .source = SOURCE_MISSED});
  check_score(fixture, "2026", "2026-01-04", "二5", 0, "还没有关联周期要求");
  link_task(fixture, "二5", 28, "since = '2025-12-29'");
  check_score(fixture, "2026", "2026-01-04", "二5", 3, "欠报0期，计满分3分");
  check_score(fixture, "2026", "2026-01-05", "二5", 2.5, "欠报1期，3－1×0.5分");
  check_score(fixture, "2026", "2026-02-01", "二5", 1, "欠报4期，3－4×0.5分");
  check_score(fixture, "2026", "2026-02-09", "二5", 0, "欠报6期，每期扣0.5分，已扣完");
  check_score(fixture, "2026", "2026-03-09", "二5", 0, "欠报10期，每期扣0.5分，已扣完");
}

/* ---- sums ------------------------------------------------------------------------------- */

static void add_tree(Fixture *fixture) {
  gint64 system = add_system(fixture, 2026, FALSE);
  gint64 one = add_node(fixture, system, (NodeSpec){.code = "一", .max = 5});
  gint64 first = add_node(fixture, system, (NodeSpec){.parent = one, .code = "1", .max = 3});
  add_node(fixture, system,
           (NodeSpec){.parent = first, .code = "1.1", .max = 2, .rule = RULE_MANUAL});
  add_node(fixture, system,
           (NodeSpec){.parent = first, .code = "1.2", .max = 2, .rule = RULE_MANUAL});
  add_node(fixture, system, (NodeSpec){.parent = one, .code = "2", .max = 2, .rule = RULE_RATIO});
  gint64 bonus = add_node(fixture, system, (NodeSpec){.code = "加", .kind = NODE_BONUS});
  add_node(fixture, system,
           (NodeSpec){.parent = bonus,
                      .code = "加1",
                      .kind = NODE_BONUS,
                      .rule = RULE_COUNT,
                      .each = 3,
                      .source = SOURCE_ENTRY});
  gint64 off = add_node(fixture, system, (NodeSpec){.code = "扣", .kind = NODE_PENALTY});
  add_node(fixture, system,
           (NodeSpec){.parent = off,
                      .code = "扣1",
                      .kind = NODE_PENALTY,
                      .rule = RULE_COUNT,
                      .each = 2.5,
                      .source = SOURCE_ENTRY});
  add_node(fixture, system,
           (NodeSpec){.parent = off,
                      .code = "扣2",
                      .kind = NODE_FRAUD,
                      .rule = RULE_COUNT,
                      .each = 1,
                      .source = SOURCE_ENTRY});
}

static void test_sums(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  add_tree(fixture);
  check_total(fixture, "2026", 0, 5);
  set_inputs(fixture, "1.1", "2026", "points=2");
  set_inputs(fixture, "1.2", "2026", "points=1.5");
  check_score(fixture, "2026", TODAY, "1", 3, "下级合计3.5分，最多3分");
  set_inputs(fixture, "2", "2026", "numerator=0 denominator=0");
  check_score(fixture, "2026", TODAY, "一", 3, "下级合计3分，其中1项无法计算");
  check_total(fixture, "2026", 3, 5);
  for (int i = 0; i < 40; i++)
    add_entry(fixture, "加1", "2026-05-01", NULL);
  check_total(fixture, "2026", 123, 5); /* bonuses have no cap */
  add_entry(fixture, "扣1", "2026-05-01", NULL);
  add_entry(fixture, "扣1", "2026-06-01", NULL);
  check_score(fixture, "2026", TODAY, "扣1", 5, "登记2起，每起扣2.5分");
  check_score(fixture, "2026", TODAY, "扣", 5, "下级合计扣5分");
  check_total(fixture, "2026", 118, 5);
  add_entry(fixture, "扣2", "2026-07-01", NULL);
  check_score(fixture, "2026", TODAY, "扣2", 1, "登记1起，总分计0分");
  check_score(fixture, "2026", TODAY, "扣", 5, "下级合计扣5分"); /* the fraud is no point of it */
  check_total(fixture, "2026", 0, 5);
}

/* No document sets a floor for what is taken off. */
static void test_below_zero(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  add_tree(fixture);
  add_entry(fixture, "扣1", "2026-05-01", NULL);
  check_total(fixture, "2026", -2.5, 5);
}

/* Without evidence a claim is marked, and so is all above it; what is taken off is no claim. */
static void test_unproved(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  add_tree(fixture);
  set_inputs(fixture, "1.1", "2026", "points=2");
  set_inputs(fixture, "1.2", "2026", "points=0");
  add_entry(fixture, "加1", "2026-05-01", "文号");
  add_entry(fixture, "加1", "2026-05-02", NULL);
  add_entry(fixture, "扣1", "2026-05-01", NULL);
  g_autoptr(ScoreSheet) sheet = sheet_on(fixture, "2026", TODAY);
  g_assert_true(find_score(sheet, "1.1")->unproved);
  g_assert_true(find_score(sheet, "1")->unproved);
  g_assert_true(find_score(sheet, "一")->unproved);
  g_assert_false(find_score(sheet, "1.2")->unproved);
  g_assert_true(find_score(sheet, "加1")->unproved); /* one of two has none */
  g_assert_cmpuint(find_score(sheet, "加1")->evidence, ==, 1);
  g_assert_false(find_score(sheet, "扣1")->unproved);
  GError *error = NULL;
  score_evidence_add(fixture->db, &fixture->actor, node_of(fixture, "1.1"), "2026", "a.pdf",
                     &error);
  score_evidence_add(fixture->db, &fixture->actor, node_of(fixture, "加1"), "2026", "b.pdf",
                     &error);
  g_assert_no_error(error);
  g_autoptr(ScoreSheet) after = sheet_on(fixture, "2026", TODAY);
  g_assert_false(find_score(after, "1.1")->unproved);
  g_assert_false(find_score(after, "一")->unproved);
  g_assert_cmpuint(find_score(after, "一")->evidence, ==, 1);
  g_assert_false(find_score(after, "加1")->unproved);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/score-sheet/span", test_span);
  ADD_EMPTY("/score-sheet/no-span", test_no_span);
  ADD_EMPTY("/score-sheet/manual", test_manual);
  ADD_EMPTY("/score-sheet/ratio", test_ratio);
  ADD_EMPTY("/score-sheet/gate", test_gate);
  ADD_EMPTY("/score-sheet/ticked", test_ticked);
  ADD_EMPTY("/score-sheet/typed-spans", test_typed_spans);
  ADD_EMPTY("/score-sheet/growth", test_growth);
  ADD_EMPTY("/score-sheet/entries", test_entries);
  ADD_EMPTY("/score-sheet/entries/month", test_entries_month);
  ADD("/score-sheet/cases/ministry", test_ministry_cases);
  ADD("/score-sheet/cases/late", test_late_only);
  ADD("/score-sheet/cases/province", test_province_cases);
  ADD("/score-sheet/submissions", test_submissions);
  ADD("/score-sheet/met", test_met);
  ADD("/score-sheet/fortnights", test_fortnights);
  ADD("/score-sheet/missed/quarters", test_missed_quarters);
  ADD("/score-sheet/missed/cap", test_missed_cap);
  ADD("/score-sheet/missed/weeks", test_weeks);
  ADD_EMPTY("/score-sheet/sums", test_sums);
  ADD_EMPTY("/score-sheet/below-zero", test_below_zero);
  ADD_EMPTY("/score-sheet/unproved", test_unproved);
  return g_test_run();
}

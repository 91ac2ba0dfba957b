/* What nodes count: 得分事项, cases, and periods of recurrence rules. */
#include "core/model/score.h"
#include "tests/core/model/recurring.h"
#include "tests/core/model/scoring.h"

#define TODAY "2026-11-21"

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
  add_case(fixture, 6, 6, "province 2026-06-16");
  check_score(fixture, "2026", TODAY, "一4", 0, "按时报省厅0篇（另有1篇逾期或不是当月主题，不计）");
  add_case(fixture, 7, 7, "province 2026-07-15");
  add_case(fixture, 8, 8, "city 2026-08-01 province 2026-08-10");
  check_score(fixture, "2026", TODAY, "一4", 4,
              "7月、8月各1篇按时报省厅（另有1篇逾期或不是当月主题，不计），2×2分");
  add_case(fixture, 9, 9, "province 2026-09-16");
  add_case(fixture, 10, 6, "province 2026-10-10");
  check_score(fixture, "2026", TODAY, "一4", 4,
              "7月、8月各1篇按时报省厅（另有3篇逾期或不是当月主题，不计），2×2分");
  add_case(fixture, 8, 8, "province 2026-08-10");
  check_score(fixture, "2026", TODAY, "一4", 4,
              "7月1篇，8月2篇按时报省厅（另有3篇逾期或不是当月主题，不计），每月最多2分，计4分");
  for (int month = 1; month <= 3; month++) {
    g_autofree char *stages = g_strdup_printf("province 2026-%02d-15", month);
    add_case(fixture, month, month, stages);
  }
  check_score(
      fixture, "2026", TODAY, "一4", 8,
      "1月、2月、3月、7月各1篇，8月2篇按时报省厅（另有3篇逾期或不是当月主题，不计），每月最多2分，最多8分");
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

/* Quarters that are not over give nothing yet, whether something was missed in them or not, and say
 * so; one in which nothing was asked for gives nothing. */
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
  check_score(fixture, "2026", "2026-06-30", "二1", 0,
              "2026Q2 还没结束，已报2期、欠报1期，季末计分");
  check_score(fixture, "2026", "2026-07-01", "二1", 5,
              "2026Q2 欠报1期，计5分；2026Q3 还没结束，已报1期、欠报0期，季末计分");
  check_score(
      fixture, "2026", "2026-11-21", "二1", 5,
      "2026Q2 欠报1期，计5分；2026Q3 欠报2期，计0分；2026Q4 还没结束，已报0期、欠报1期，季末计分");
  check_score(
      fixture, "2026", "2026-12-31", "二1", 5,
      "2026Q2 欠报1期，计5分；2026Q3 欠报2期，计0分；2026Q4 还没结束，已报0期、欠报2期，季末计分");
  check_score(fixture, "2026", "2027-01-01", "二1", 5,
              "2026Q2 欠报1期，计5分；2026Q3 欠报2期，计0分；2026Q4 欠报3期，计0分");
}

/* What a quarter asked for may be due after its last day. */
static void test_missed_later(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  add_cycles(fixture);
  link_task(fixture, "二1", 1, "since = '2026-07-01', every = 'month'");
  keep_period(fixture, 1, "2026-07", "2026-07-01", "2026-07-31", 1, "2026-07-02");
  keep_period(fixture, 1, "2026-08", "2026-08-01", "2026-08-31", 1, "2026-08-03");
  keep_period(fixture, 1, "2026-09", "2026-09-01", "2026-09-30", 1, "");
  raw_write(fixture, "UPDATE period SET due = '2026-10-15' WHERE key = '2026-09'");
  check_score(fixture, "2026", "2026-10-10", "二1", 0,
              "2026Q3 还有没到期的，已报2期、欠报0期，到期后计分；"
              "2026Q4 还没结束，已报0期、欠报0期，季末计分");
  check_score(fixture, "2026", "2026-10-16", "二1", 5,
              "2026Q3 欠报1期，计5分；2026Q4 还没结束，已报0期、欠报0期，季末计分");
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

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD_EMPTY("/score-source/entries", test_entries);
  ADD_EMPTY("/score-source/entries/month", test_entries_month);
  ADD("/score-source/cases/ministry", test_ministry_cases);
  ADD("/score-source/cases/late", test_late_only);
  ADD("/score-source/cases/province", test_province_cases);
  ADD("/score-source/submissions", test_submissions);
  ADD("/score-source/met", test_met);
  ADD("/score-source/fortnights", test_fortnights);
  ADD("/score-source/missed/quarters", test_missed_quarters);
  ADD("/score-source/missed/later", test_missed_later);
  ADD("/score-source/missed/cap", test_missed_cap);
  ADD("/score-source/missed/weeks", test_weeks);
  return g_test_run();
}

#include <string.h>

#include "core/model/score.h"
#include "tests/core/model/recurring.h"
#include "tests/core/model/scoring.h"

/* The hints of the only system, one a line with the node's code before it. */
static void check_hints(Fixture *fixture, const char *span, const char *today,
                        const char *expected) {
  g_autoptr(ScoreSheet) sheet = sheet_on(fixture, span, today);
  g_autoptr(GPtrArray) hints = score_hints(sheet, 99);
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < hints->len; i++) {
    const ScoreHint *hint = hints->pdata[i];
    g_autofree char *sql =
        g_strdup_printf("SELECT code FROM node WHERE id = %" G_GINT64_FORMAT, hint->node);
    g_autofree char *code = sql_text(fixture->db, sql);
    g_string_append_printf(text, "%s%s %s", i > 0 ? "\n" : "", code, hint->text);
  }
  g_assert_cmpstr(text->str, ==, expected);
}

static void test_cases(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  add_ministry_cases(fixture);
  check_hints(fixture, "2026-11", "2026-11-21",
              "5.2 再被采纳1篇案例可得1分\n5.1 再报2篇案例可得1分");
  add_case(fixture, 11, 11, "ministry 2026-11-02");
  check_hints(fixture, "2026-11", "2026-11-25",
              "5.1 再报1篇案例可得1分\n5.2 再被采纳1篇案例可得1分");
  check_hints(fixture, "2026-11", "2026-11-26", "5.2 再被采纳1篇案例可得1分"); /* 25日 is past */
  add_case(fixture, 11, 11, "ministry 2026-11-02");
  add_case(fixture, 11, 11, "ministry 2026-11-02");
  check_hints(fixture, "2026-11", "2026-11-21", "5.2 再被采纳1篇案例可得1分");
  add_case(fixture, 11, 11, "ministry 2026-11-02 adopted 2026-11-20");
  check_hints(fixture, "2026-11", "2026-11-21", "");
  check_hints(fixture, "2026-10", "2026-11-21", ""); /* October is over */
}

/* What a cap above leaves of a gain: 8 of 9 are there, so three more points are one. */
static void test_caps(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  gint64 system = add_system(fixture, 2026, FALSE);
  gint64 top = add_node(fixture, system, (NodeSpec){.code = "一", .max = 10});
  gint64 mid = add_node(fixture, system, (NodeSpec){.parent = top, .code = "1", .max = 9});
  add_node(fixture, system,
           (NodeSpec){.parent = mid,
                      .code = "1.1",
                      .max = 9,
                      .rule = RULE_COUNT,
                      .each = 3,
                      .source = SOURCE_ENTRY});
  add_node(fixture, system,
           (NodeSpec){.parent = mid, .code = "1.2", .max = 8, .rule = RULE_MANUAL});
  add_node(fixture, system, (NodeSpec){.parent = top, .code = "2", .max = 5, .rule = RULE_RATIO});
  check_hints(fixture, "2026", "2026-11-21", "1.1 再登记1条可得3分");
  set_inputs(fixture, "1.2", "2026", "points=8");
  check_hints(fixture, "2026", "2026-11-21", "1.1 再登记1条可得1分");
  set_inputs(fixture, "2", "2026", "numerator=1 denominator=2"); /* 8 + 2.5 is over 10 already */
  check_hints(fixture, "2026", "2026-11-21", "");
}

static void test_own_cap(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  gint64 system = add_system(fixture, 2026, FALSE);
  add_node(
      fixture, system,
      (NodeSpec){.code = "5", .max = 2, .rule = RULE_COUNT, .each = 1.5, .source = SOURCE_ENTRY});
  add_entry(fixture, "5", "2026-11-01", NULL);
  check_hints(fixture, "2026", "2026-11-21", "5 再登记1条可得0.5分");
  add_entry(fixture, "5", "2026-11-01", NULL);
  check_hints(fixture, "2026", "2026-11-21", "");
}

/* Two a quarter: the quarters that are over are lost, the next one is still to come. */
static void test_quarters(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  gint64 system = add_system(fixture, 2026, FALSE);
  add_node(fixture, system,
           (NodeSpec){.code = "三1",
                      .max = 8,
                      .rule = RULE_COUNT,
                      .each = 1,
                      .spans = SPANS_QUARTER,
                      .every_max = 2,
                      .source = SOURCE_ENTRY});
  check_hints(fixture, "2026", "2026-11-21", "三1 再登记1条（每季度2条）可得1分");
  check_hints(fixture, "2026", "2025-12-31", "三1 2026Q1 再登记1条（每季度2条）可得1分");
  add_entry(fixture, "三1", "2026-08-01", NULL);
  add_entry(fixture, "三1", "2026-08-01", NULL);
  check_hints(fixture, "2026", "2026-09-30", "三1 2026Q4 再登记1条（每季度2条）可得1分");
  add_entry(fixture, "三1", "2026-11-01", NULL);
  add_entry(fixture, "三1", "2026-11-01", NULL);
  check_hints(fixture, "2026", "2026-11-21", "");
}

/* A case by the 15th of its month: on the 16th only the months after it are open. */
static void test_months(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
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
  check_hints(fixture, "2026", "2026-11-15", "一4 再报1篇案例（每月1篇）可得2分");
  check_hints(fixture, "2026", "2026-11-16", "一4 2026-12 再报1篇案例（每月1篇）可得2分");
  check_hints(fixture, "2026", "2026-12-16", "");
}

static void test_ticked(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  gint64 system = add_system(fixture, 2026, FALSE);
  add_node(fixture, system, (NodeSpec){.code = "17", .max = 2, .rule = RULE_ALL, .items = "a b c"});
  add_node(fixture, system,
           (NodeSpec){.code = "21", .max = 2, .rule = RULE_COUNT, .each = 1, .items = "a b c"});
  set_inputs(fixture, "17", "2026", "item:2=1");
  check_hints(fixture, "2026", "2026-11-21", "21 再完成1项可得1分\n17 再满足2项条件可得2分");
  set_inputs(fixture, "21", "2026", "item:1=1 item:3=1");
  set_inputs(fixture, "17", "2026", "item:1=1 item:2=1 item:3=1");
  check_hints(fixture, "2026", "2026-11-21", "");
}

/* A half of the month that is past cannot be made up; what nobody is asked for cannot be done. */
static void test_periods(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  GError *error = NULL;
  gint64 system = add_system(fixture, 2026, TRUE);
  gint64 node = add_node(
      fixture, system,
      (NodeSpec){
          .code = "15", .max = 4, .rule = RULE_STEPS, .source = SOURCE_MET, .steps = "1=2 2=4"});
  check_hints(fixture, "2026-11", "2026-11-01", "");
  set_rule(fixture, 1, "since = '2026-01-01', every = 'fortnight'");
  gint64 schedule = schedule_of(fixture, 1);
  g_autoptr(GArray) links = g_array_new(FALSE, FALSE, sizeof schedule);
  g_array_append_val(links, schedule);
  g_assert_true(score_link(fixture->db, &fixture->actor, node, links, &error));
  check_hints(fixture, "2026-11", "2026-11-01", "15 再完成1期可得2分");
  check_hints(fixture, "2026-11", "2026-11-15", "15 再完成1期可得2分");
  keep_period(fixture, 1, "2026-11下", "2026-11-15", "2026-11-30", 1, "2026-11-16");
  check_hints(fixture, "2026-11", "2026-11-17", "");
}

/* 加分项 come after what is cheap within the hundred; 扣分项 are no way to points. */
static void test_order(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  gint64 system = add_system(fixture, 2026, FALSE);
  add_node(
      fixture, system,
      (NodeSpec){.code = "1", .max = 1, .rule = RULE_COUNT, .each = 0.5, .source = SOURCE_ENTRY});
  add_node(
      fixture, system,
      (NodeSpec){.code = "2", .max = 4, .rule = RULE_COUNT, .each = 2, .source = SOURCE_ENTRY});
  add_node(fixture, system, (NodeSpec){.code = "3", .max = 9, .rule = RULE_ALL, .items = "a b"});
  add_node(fixture, system, (NodeSpec){.code = "4", .max = 9, .rule = RULE_MANUAL});
  add_node(fixture, system, (NodeSpec){.code = "5", .max = 9, .rule = RULE_GROWTH});
  add_node(
      fixture, system,
      (NodeSpec){
          .code = "加", .kind = NODE_BONUS, .rule = RULE_COUNT, .each = 3, .source = SOURCE_ENTRY});
  add_node(fixture, system,
           (NodeSpec){.code = "扣",
                      .kind = NODE_PENALTY,
                      .rule = RULE_COUNT,
                      .each = 3,
                      .source = SOURCE_ENTRY});
  gint64 fraud = add_node(
      fixture, system,
      (NodeSpec){
          .code = "假", .kind = NODE_FRAUD, .rule = RULE_COUNT, .each = 1, .source = SOURCE_ENTRY});
  check_hints(fixture, "2026", "2026-11-21",
              "2 再登记1条可得2分\n1 再登记1条可得0.5分\n加 再登记1条可得3分\n3 "
              "再满足2项条件可得9分");
  g_autoptr(ScoreSheet) sheet = sheet_on(fixture, "2026", "2026-11-21");
  g_autoptr(GPtrArray) two = score_hints(sheet, 2);
  g_assert_cmpuint(two->len, ==, 2);
  g_assert_cmpfloat(((const ScoreHint *)two->pdata[0])->gain, ==, 2);
  g_assert_cmpint(((const ScoreHint *)two->pdata[0])->steps, ==, 1);
  g_assert_cmpint(fraud, >, 0);
  add_entry(fixture, "假", "2026-11-01", NULL);
  check_hints(fixture, "2026", "2026-11-21", ""); /* nothing helps a total of 0 */
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/score-hint/cases", test_cases);
  ADD_EMPTY("/score-hint/caps", test_caps);
  ADD_EMPTY("/score-hint/own-cap", test_own_cap);
  ADD_EMPTY("/score-hint/quarters", test_quarters);
  ADD("/score-hint/months", test_months);
  ADD_EMPTY("/score-hint/ticked", test_ticked);
  ADD("/score-hint/periods", test_periods);
  ADD_EMPTY("/score-hint/order", test_order);
  return g_test_run();
}

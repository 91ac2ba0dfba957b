#include <math.h>

#include "core/model/score.h"
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
  score_evidence_add(fixture->db, &fixture->actor, node_of(fixture, "1.1"), "2026", LIST("a.pdf"),
                     NULL, &error);
  score_evidence_add(fixture->db, &fixture->actor, node_of(fixture, "加1"), "2026", LIST("b.pdf"),
                     NULL, &error);
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
  ADD_EMPTY("/score-sheet/sums", test_sums);
  ADD_EMPTY("/score-sheet/below-zero", test_below_zero);
  ADD_EMPTY("/score-sheet/unproved", test_unproved);
  return g_test_run();
}

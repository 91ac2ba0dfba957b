#include "core/rules/score.h"

#include <math.h>
#include <string.h>

static void check(double found, double expected) {
  g_assert_cmpfloat_with_epsilon(found, expected, 1e-9);
}

/* 2023年版 indicators 8 to 14: a share of the points. */
static void test_ratio(void) {
  check(score_ratio(3, 4, NAN, 2), 1.5);
  check(score_ratio(0, 4, NAN, 2), 0);
  check(score_ratio(4, 4, NAN, 2), 2);
  check(score_ratio(50, 100, NAN, 2), 1);
  check(score_ratio(5, 4, NAN, 2), 2);  /* never more than its points */
  check(score_ratio(-1, 4, NAN, 2), 0); /* nor less than none */
  /* indicator 8: 11 cities, 2 without works this month, 9 reported */
  check(score_ratio(9, 11, 2, 2), 2);
  check(score_ratio(9, 11, 0, 2), 9 / 11.0 * 2);
}

static void test_ratio_not_computable(void) {
  g_assert_true(isnan(score_ratio(0, 0, NAN, 2)));
  g_assert_true(isnan(score_ratio(3, 0, NAN, 2)));
  g_assert_true(isnan(score_ratio(0, 11, 11, 2))); /* every city left out */
  g_assert_true(isnan(score_ratio(1, 11, 12, 2)));
  g_assert_true(isnan(score_ratio(NAN, 4, NAN, 2)));
  g_assert_true(isnan(score_ratio(3, NAN, NAN, 2)));
}

static void test_count(void) {
  double none[] = {0}, three[] = {3}, eleven[] = {11};
  check(score_count(none, 1, 0.5, NAN, 2), 0);
  check(score_count(three, 1, 0.5, NAN, 2), 1.5);
  check(score_count(eleven, 1, 0.5, NAN, 2), 2);  /* over the cap */
  check(score_count(eleven, 1, 3, NAN, NAN), 33); /* a bonus without one */
  check(score_count(three, 0, 1, NAN, 2), 0);
}

/* Shandong county 三1: 1 for each of two a quarter, 8 a year; what is over in one quarter does not
 * fill another. City 二2: three a quarter in four quarters would be 12, 全年9. */
static void test_count_spans(void) {
  double uneven[] = {5, 0, 1, 2};
  check(score_count(uneven, 4, 1, 2, 8), 5);
  double full[] = {3, 3, 3, 3};
  check(score_count(full, 4, 1, 2, 8), 8);
  check(score_count(full, 4, 1, 3, 9), 9);
  check(score_count(full, 4, 1, NAN, NAN), 12);
}

static GArray *make_steps(const double (*pairs)[2], guint count) {
  GArray *steps = g_array_new(FALSE, FALSE, sizeof(ScoreStep));
  for (guint i = 0; i < count; i++)
    g_array_append_val(steps, ((ScoreStep){pairs[i][0], pairs[i][1], NULL}));
  return steps;
}

/* 2023年版 indicator 5: three cases 2, more than one and fewer than three 1; one case is not said.
 */
static void test_steps(void) {
  g_autoptr(GArray) steps = make_steps((const double[][2]){{2, 1}, {3, 2}}, 2);
  check(score_steps(steps, 0), 0);
  check(score_steps(steps, 1), 0);
  check(score_steps(steps, 2), 1);
  check(score_steps(steps, 2.5), 1);
  check(score_steps(steps, 3), 2);
  check(score_steps(steps, 400), 2);
  g_assert_true(isnan(score_steps(steps, NAN)));
  g_autoptr(GArray) none = make_steps(NULL, 0);
  check(score_steps(none, 3), 0);
}

/* Shandong city 二1: 5 a quarter, 0 once two cycles were missed in it. */
static void test_steps_fall(void) {
  g_autoptr(GArray) steps = make_steps((const double[][2]){{0, 5}, {2, 0}}, 2);
  check(score_steps(steps, 0), 5);
  check(score_steps(steps, 1), 5);
  check(score_steps(steps, 2), 0);
  check(score_steps(steps, 3), 0);
}

/* Shandong city 二5: 3, less 0.5 for a week without login: six weeks take all. */
static void test_deduct(void) {
  check(score_deduct(3, 0.5, 0), 3);
  check(score_deduct(3, 0.5, 1), 2.5);
  check(score_deduct(3, 0.5, 6), 0);
  check(score_deduct(3, 0.5, 7), 0);
  g_assert_true(isnan(score_deduct(3, 0.5, NAN)));
}

static void check_growth(const char *text, double expected) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) classes = growth_parse(text, &error);
  g_assert_no_error(error);
  double points = score_growth(classes, 4);
  if (isnan(expected))
    g_assert_true(isnan(points));
  else
    check(points, expected);
}

static void test_growth(void) {
  check_growth("晋交许〔2023〕 30 140 100", 3);                            /* 30 / 40 */
  check_growth("晋交许〔2023〕 30 140 100\n晋交罚〔2023〕 10 60 50", 3.2); /* 40 / 50 */
  check_growth("晋交许〔2023〕 50 140 100", 4);                            /* over the cap */
  check_growth("晋交许〔2023〕 0 140 100", 0);
  check_growth("　晋交许〔２０２３〕　３０　１４０　１００　\r\n\n", 3);
  check_growth("省厅 许可 30 140 100", 3); /* a name of two words */
  check_growth("案号 1 20230000012345 20230000012341", 1);
}

/* A new class grows from its own smallest number: 1 to 5 is 4, though there are five documents. */
static void test_growth_new(void) {
  check_growth("晋交许〔2023〕 5 5 新 1", 4);
  check_growth("晋交许〔2023〕 2 5 新 1", 2);
  check_growth("晋交许〔2023〕 1 1 新 1", NAN);
}

/* In January the numbers begin anew. As one class they would fall from 140 to 20; the year is part
 * of the class, so the old one may still grow and the new one stands beside it. */
static void test_growth_year(void) {
  check_growth("晋交许〔2022〕 0 140 140\n晋交许〔2023〕 10 21 新 1", 2); /* 10 / (0 + 20) */
  check_growth("晋交许〔2022〕 5 150 140\n晋交许〔2023〕 10 21 新 1", 2); /* 15 / (10 + 20) */
  check_growth("晋交许〔2022〕 3 140 140", NAN);
  check_growth("", NAN);
}

static void check_refused(const char *text, const char *expected) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) classes = growth_parse(text, &error);
  g_assert_null(classes);
  g_assert_error(error, GROWTH_ERROR, 0);
  g_assert_nonnull(strstr(error->message, expected));
}

static void test_growth_refused(void) {
  check_refused("晋交许 30 20 40", "第1行的本月最大号小于上月最大号");
  check_refused("晋交许 30 20 新 40", "第1行的本月最大号小于本月最小号");
  check_refused("晋交许 30 40 20\n\n晋交许 1 2 1", "第3行的“晋交许”前面已有一行");
  check_refused("晋交许 30 40", "第1行应写：名称 报送数");
  check_refused("30 40 20", "第1行应写：名称 报送数");
  check_refused("30 40 新 20", "第1行应写：名称 报送数");
  check_refused("晋交许 -3 40 20", "第1行的报送数和顺序号应是 0 以上的整数");
  check_refused("晋交许 30 40 20.5", "第1行的报送数和顺序号应是 0 以上的整数");
  check_refused("晋交许 三十 40 20", "第1行的报送数和顺序号应是");
  check_refused("晋交许 30 1234567890123456 20", "第1行的报送数和顺序号应是");
  check_refused("\xFF", "第1行");
}

static void check_text(double points, const char *expected) {
  g_autofree char *text = score_text(points);
  g_assert_cmpstr(text, ==, expected);
}

static void test_text(void) {
  check_text(0, "0");
  check_text(2, "2");
  check_text(100, "100");
  check_text(1.5, "1.5");
  check_text(2.0 / 3 * 145, "96.67");
  check_text(-3, "-3");
  check_text(-0.001, "0");
  check_text(2.999, "3");
  check_text(NAN, "无法计算");
}

static void check_number(const char *text, double expected) {
  double value = -1;
  g_assert_true(score_number(text, &value));
  check(value, expected);
}

/* As an input method or a spreadsheet leaves it. */
static void test_number(void) {
  check_number("930", 930);
  check_number(" ９３０　", 930);
  check_number("１，０００．５", 1000.5);
  check_number("1,234,567", 1234567);
  check_number("-1,000", -1000);
  check_number(".5", 0.5);
  double value = 7;
  const char *const wrong[] = {"三",   "1e9",    "0x10",   "nan",     "+",      "1,00", "1000,000",
                               ",100", "1,,000", "1,0000", "1.5,000", "1,000,", "3 4"};
  for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++)
    g_assert_false(score_number(wrong[i], &value));
  check(value, 7);
  g_assert_true(score_number("　", &value));
  g_assert_true(isnan(value));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/score/ratio", test_ratio);
  g_test_add_func("/score/ratio/not-computable", test_ratio_not_computable);
  g_test_add_func("/score/count", test_count);
  g_test_add_func("/score/count/spans", test_count_spans);
  g_test_add_func("/score/steps", test_steps);
  g_test_add_func("/score/steps/fall", test_steps_fall);
  g_test_add_func("/score/deduct", test_deduct);
  g_test_add_func("/score/growth", test_growth);
  g_test_add_func("/score/growth/new", test_growth_new);
  g_test_add_func("/score/growth/year", test_growth_year);
  g_test_add_func("/score/growth/refused", test_growth_refused);
  g_test_add_func("/score/text", test_text);
  g_test_add_func("/score/number", test_number);
  return g_test_run();
}

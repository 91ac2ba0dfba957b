#include "fake_term.h"
#include "tui/widget/plot.h"
#include <string.h>

#include <locale.h>
#include <math.h>

#define ROWS 12
#define COLUMNS 33 /* four spans of six columns beside the names */

static const char *const SPANS[] = {"1月", "2月", "3月", "4月"};
static const double DONE[] = {0, 2, 4, NAN};
static const double LATE[] = {4, 2, 0, NAN};
static const double SHARE[] = {0, 50, 100, NAN};

static const PlotLine LINES[] = {
    {"办结", '+', THEME_GREEN, DONE, ""},
    {"逾期", '!', THEME_RED, LATE, ""},
    {"办结率", ' ', THEME_TEXT, SHARE, "%"},
};

static const Plot PLOT = {LINES, G_N_ELEMENTS(LINES), SPANS, G_N_ELEMENTS(SPANS), "2026年"};

static void check_line(const Term *term, int row, const char *expected) {
  g_autofree char *line = fake_term_line(term, row);
  g_assert_cmpstr(line, ==, expected);
}

/* Five rows to draw in, four for names and figures. */
static void test_lines(void) {
  g_autoptr(Term) term = fake_term_new(ROWS, COLUMNS);
  Area area = {1, 0, 9, COLUMNS};
  plot_paint(term, area, &PLOT);
  g_assert_true(fake_term_only_inside(term, area));
  check_line(term, 1, "4            !:         ▄+");
  check_line(term, 2, "               :::   ▄▀▀");
  check_line(term, 3, "                  :!:");
  check_line(term, 4, "               ▄▄▀   :::");
  check_line(term, 5, "             +▀         :!");
  check_line(term, 6, "2026年      1月   2月   3月   4月");
  check_line(term, 7, "办结 +        0     2     4");
  check_line(term, 8, "逾期 !        4     2     0");
  check_line(term, 9, "办结率       0%   50%  100%");
}

/* Each in its own colour, and the points in no other's. */
static void test_roles(void) {
  g_autoptr(Term) term = fake_term_new(ROWS, COLUMNS);
  plot_paint(term, (Area){0, 0, 9, COLUMNS}, &PLOT);
  g_assert_cmpint(fake_term_role(term, 0, 13), ==, THEME_RED);
  g_assert_cmpint(fake_term_role(term, 4, 13), ==, THEME_GREEN);
  g_assert_cmpint(fake_term_role(term, 6, 0), ==, THEME_GREEN);
  g_assert_cmpint(fake_term_role(term, 7, 0), ==, THEME_RED);
}

/* Figures first, then the drawing; never outside. */
static void test_low(void) {
  for (int rows = 0; rows <= 6; rows++) {
    g_autoptr(Term) term = fake_term_new(ROWS, COLUMNS);
    Area area = {0, 0, rows, COLUMNS};
    plot_paint(term, area, &PLOT);
    g_assert_true(fake_term_only_inside(term, area));
    g_assert_cmpint(fake_term_find(term, "2026年", NULL), ==, rows == 0 ? -1 : rows < 6 ? 0 : 2);
    g_assert_cmpint(fake_term_find(term, "逾期 !", NULL), ==, rows < 3 ? -1 : rows < 6 ? 2 : 4);
  }
  g_autoptr(Term) term = fake_term_new(ROWS, 12);
  plot_paint(term, (Area){0, 0, ROWS, 12}, &PLOT);
  check_line(term, 0, "");
}

/* Nothing told at all, nothing but zeros, one span alone: no line, and no division by nothing. */
static void test_little(void) {
  static const double none[] = {NAN, NAN, NAN, NAN}, zeros[] = {0, 0, 0, 0},
                      one[] = {NAN, 7, NAN, NAN};
  const double *const all[] = {none, zeros, one};
  const char *const expected[] = {"1", "1", "7                  +"};
  for (guint i = 0; i < G_N_ELEMENTS(all); i++) {
    const PlotLine line = {"办结", '+', THEME_GREEN, all[i], ""};
    const Plot plot = {&line, 1, SPANS, G_N_ELEMENTS(SPANS), "2026年"};
    g_autoptr(Term) term = fake_term_new(ROWS, COLUMNS);
    plot_paint(term, (Area){0, 0, 6, COLUMNS}, &plot);
    check_line(term, 0, expected[i]);
    check_line(term, 3, i == 1 ? "             +▄▄▄▄▄+▄▄▄▄▄+▄▄▄▄▄+" : "");
  }
}

/* What has no room is told in ten thousands. */
static void test_great(void) {
  static const double values[] = {99999, 100000, 123456, 12345};
  const PlotLine line = {"办结", '+', THEME_GREEN, values, ""};
  const Plot plot = {&line, 1, SPANS, G_N_ELEMENTS(SPANS), "2026年"};
  g_autoptr(Term) term = fake_term_new(ROWS, COLUMNS);
  plot_paint(term, (Area){0, 0, 4, COLUMNS}, &plot);
  check_line(term, 3, "办结 +    99999  10万  12万 12345");
}

/* A steep line is joined upright. */
static void test_steep(void) {
  static const double values[] = {0, 100};
  const PlotLine line = {"办结", '+', THEME_GREEN, values, ""};
  const Plot plot = {&line, 1, SPANS, 2, "2026年"};
  g_autoptr(Term) term = fake_term_new(ROWS, 15);
  plot_paint(term, (Area){0, 0, 12, 15}, &plot);
  for (int row = 1; row < 9; row++) {
    g_autofree char *text = fake_term_line(term, row);
    g_assert_cmpuint(strlen(text), >, 9);
  }
}

static void check_gb18030(void) {
  g_autoptr(Term) term = fake_term_new(ROWS, COLUMNS);
  plot_paint(term, (Area){0, 0, 9, COLUMNS}, &PLOT);
  check_line(term, 0, "4            !:         .+");
  check_line(term, 4, "             +.         :!");
  g_autofree char *screen = fake_term_screen(term);
  g_assert_null(strstr(screen, "▄"));
  g_assert_nonnull(strstr(screen, "."));
}

/* Half blocks are two columns wide there: dots. */
static void test_gb18030(void) {
  if (!with_gb18030(check_gb18030))
    g_test_skip("no such locale");
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/plot/lines", test_lines);
  g_test_add_func("/plot/roles", test_roles);
  g_test_add_func("/plot/low", test_low);
  g_test_add_func("/plot/little", test_little);
  g_test_add_func("/plot/great", test_great);
  g_test_add_func("/plot/steep", test_steep);
  g_test_add_func("/plot/gb18030", test_gb18030);
  return g_test_run();
}

#include "tui/screen/bulletin_picture.h"

#include "core/rules/text.h"
#include "tui/widget/plot.h"

#include <math.h>

/* ---- bars ------------------------------------------------------------------------------- */

#define RANK_WIDTH 5
#define SHARE_WIDTH 8
#define DONE_WIDTH 10
#define LATE_WIDTH 9
#define BESIDE_BAR (RANK_WIDTH + SHARE_WIDTH + DONE_WIDTH + LATE_WIDTH)
#define NAME_MOST 50
#define BAR_LEAST 10

void bulletin_picture_bar(Term *term, int row, int column, int width, const BulletinLine *line) {
  if (width <= 0)
    return;
  term_text(term, row, column, 1, THEME_TEXT, NULL);
  term_bar(term, row, column + 1, width - 1, bulletin_count(line, FIGURE_DONE),
           bulletin_count(line, FIGURE_TASKS));
}

static int name_width(int width) {
  return CLAMP((width - BESIDE_BAR) / 2, 0, NAME_MOST);
}

static void paint_late(Term *term, int row, int column, int width, guint late) {
  g_autofree char *text = late > 0 ? g_strdup_printf(" !逾期%u", late) : g_strdup("");
  term_text(term, row, column, width, late > 0 ? THEME_RED : THEME_TEXT, text);
}

void bulletin_picture_row(Term *term, int row, int width, const BulletinLine *line,
                          ThemeRole role) {
  g_autofree char *rank =
      line->rank > 0 ? g_strdup_printf("%*d", RANK_WIDTH - 2, line->rank) : g_strdup("");
  g_autofree char *share = g_strdup_printf("%6.1f%%", line->share);
  g_autofree char *done = g_strdup_printf(" %u/%u", bulletin_count(line, FIGURE_DONE),
                                          bulletin_count(line, FIGURE_TASKS));
  int name = name_width(width), bar = MAX(width - BESIDE_BAR - name, 0);
  term_text(term, row, 0, RANK_WIDTH, THEME_TEXT, rank);
  term_text(term, row, RANK_WIDTH, name, role, line->name);
  int x = RANK_WIDTH + name;
  if (bar >= BAR_LEAST)
    bulletin_picture_bar(term, row, x, bar, line);
  else
    term_text(term, row, x, bar, THEME_TEXT, NULL);
  x += bar;
  term_text(term, row, x, SHARE_WIDTH, THEME_TEXT, share);
  term_text(term, row, x + SHARE_WIDTH, DONE_WIDTH, THEME_TEXT, done);
  x += SHARE_WIDTH + DONE_WIDTH;
  paint_late(term, row, x, MAX(width - x, 0), bulletin_count(line, FIGURE_OVERDUE));
}

void bulletin_picture_head(Term *term, int row, int width) {
  int share = MAX(width - LATE_WIDTH - DONE_WIDTH - SHARE_WIDTH, RANK_WIDTH);
  term_text(term, row, 0, RANK_WIDTH, THEME_HEADER, "名次");
  term_text(term, row, RANK_WIDTH, share - RANK_WIDTH, THEME_HEADER, "责任单位、一级指标");
  term_text(term, row, share, SHARE_WIDTH, THEME_HEADER, " 办结率");
  term_text(term, row, share + SHARE_WIDTH, DONE_WIDTH, THEME_HEADER, " 办结/任务");
  term_text(term, row, share + SHARE_WIDTH + DONE_WIDTH, LATE_WIDTH, THEME_HEADER, " 逾期");
}

/* ---- the year --------------------------------------------------------------------------- */

enum { LINE_DONE, LINE_LATE, LINE_SHARE, LINE_SUBMISSIONS, LINE_COUNT };

/* What had no task yet is no 0: nothing is on record of it. */
static void read_values(const GArray *months, double values[LINE_COUNT][BULLETIN_MONTHS]) {
  for (guint i = 0; i < months->len; i++) {
    const BulletinMonth *month = &g_array_index(months, BulletinMonth, i);
    gboolean told = month->counts[FIGURE_TASKS] > 0;
    values[LINE_DONE][i] = told ? month->counts[FIGURE_DONE] : NAN;
    values[LINE_LATE][i] = told ? month->counts[FIGURE_OVERDUE] : NAN;
    values[LINE_SHARE][i] = told ? month->share : NAN;
    values[LINE_SUBMISSIONS][i] = told || month->submissions > 0 ? month->submissions : NAN;
  }
}

/* The first line_count of the lines there are. */
static void paint_year(Term *term, Area area, int year, const GArray *months, guint line_count) {
  static const char *const names[BULLETIN_MONTHS] = {"1月", "2月", "3月", "4月",  "5月",  "6月",
                                                     "7月", "8月", "9月", "10月", "11月", "12月"};
  double values[LINE_COUNT][BULLETIN_MONTHS];
  read_values(months, values);
  const PlotLine lines[LINE_COUNT] = {
      [LINE_DONE] = {"办结", '+', THEME_GREEN, values[LINE_DONE], ""},
      [LINE_LATE] = {"逾期", '!', THEME_RED, values[LINE_LATE], ""},
      [LINE_SHARE] = {"办结率", ' ', THEME_TEXT, values[LINE_SHARE], "%"},
      [LINE_SUBMISSIONS] = {"报送", ' ', THEME_TEXT, values[LINE_SUBMISSIONS], ""},
  };
  g_autofree char *title = g_strdup_printf("%d年", year);
  Plot plot = {.lines = lines,
               .line_count = line_count,
               .spans = names,
               .span_count = BULLETIN_MONTHS,
               .title = title};
  plot_paint(term, area, &plot);
}

void bulletin_picture_year(Term *term, Area area, int year, const GArray *months) {
  paint_year(term, area, year, months, LINE_COUNT);
}

void bulletin_picture_line(Term *term, Area area, int year, const GArray *months) {
  paint_year(term, area, year, months, LINE_LATE + 1);
}

#include "tui/widget/plot.h"

#include "core/rules/text.h"

#include <math.h>

#define NAME_COLUMNS 9 /* 办结率, a sign, blanks around it */
#define DRAWN_LEAST 2  /* rows; with less there is nothing to see */

enum { LOWER_HALF = 1, UPPER_HALF = 2 };

/* What one cell of the drawing shows. */
typedef struct {
  const PlotLine *line; /* NULL: nothing */
  gunichar character;
  int halves;
} PlotCell;

typedef struct {
  const Plot *plot;
  int rows, columns; /* of the drawing */
  int step;          /* columns of a span */
  double top;        /* the value at the upper edge */
  gboolean blocks;
  PlotCell *cells;
} Drawing;

static PlotCell *cell_at(const Drawing *drawing, int row, int column) {
  return &drawing->cells[row * drawing->columns + column];
}

/* Where the point of a span lies: about the middle of what stands below it, which ends there. */
static int span_column(const Drawing *drawing, guint span) {
  return ((int)span + 1) * drawing->step - 2;
}

static gboolean is_solid(const Drawing *drawing, guint line) {
  return line == 0 && drawing->blocks;
}

/* How high a value is, from 0: in rows, or in halves of them for what is solid. */
static int level_of(const Drawing *drawing, guint line, double value) {
  int levels = drawing->rows * (is_solid(drawing, line) ? 2 : 1);
  return (int)lround(value / drawing->top * (levels - 1));
}

static void dot(Drawing *drawing, guint line, int column, int level) {
  gboolean solid = is_solid(drawing, line);
  PlotCell *cell = cell_at(drawing, drawing->rows - 1 - (solid ? level / 2 : level), column);
  const PlotLine *of = &drawing->plot->lines[line];
  if (cell->line != of)
    *cell = (PlotCell){.line = of};
  if (!solid) {
    cell->character = line == 0 ? '.' : ':';
    return;
  }
  cell->halves |= level % 2 != 0 ? UPPER_HALF : LOWER_HALF;
  cell->character = cell->halves == LOWER_HALF   ? 0x2584  /* ▄ */
                    : cell->halves == UPPER_HALF ? 0x2580  /* ▀ */
                                                 : 0x2588; /* █ */
}

/* All that lies between the points of two spans; what is steep is joined upright. */
static void join(Drawing *drawing, guint line, guint span) {
  const double *values = drawing->plot->lines[line].values;
  int from = span_column(drawing, span), to = span_column(drawing, span + 1);
  int before = level_of(drawing, line, values[span]);
  for (int column = from + 1; column <= to; column++) {
    double part = (double)(column - from) / (to - from);
    int level = level_of(drawing, line, values[span] + part * (values[span + 1] - values[span]));
    int toward = level > before ? 1 : -1;
    for (int i = before == level ? level : before + toward; i != level; i += toward)
      dot(drawing, line, column, i);
    dot(drawing, line, column, level);
    before = level;
  }
}

static void draw_line(Drawing *drawing, guint line) {
  const PlotLine *of = &drawing->plot->lines[line];
  for (guint span = 0; span + 1 < drawing->plot->span_count; span++) {
    if (!isnan(of->values[span]) && !isnan(of->values[span + 1]))
      join(drawing, line, span);
  }
}

/* Points are put last, so that no line hides one; of two in one cell the later line's is seen. */
static void draw_points(Drawing *drawing, guint line) {
  const PlotLine *of = &drawing->plot->lines[line];
  int per_row = is_solid(drawing, line) ? 2 : 1;
  for (guint span = 0; span < drawing->plot->span_count; span++) {
    if (isnan(of->values[span]))
      continue;
    int row = drawing->rows - 1 - level_of(drawing, line, of->values[span]) / per_row;
    *cell_at(drawing, row, span_column(drawing, span)) =
        (PlotCell){.line = of, .character = (gunichar)of->sign};
  }
}

static double greatest(const Plot *plot) {
  double most = 0;
  for (guint line = 0; line < plot->line_count; line++) {
    for (guint span = 0; plot->lines[line].sign != ' ' && span < plot->span_count; span++)
      most = fmax(most, plot->lines[line].values[span]); /* passes over NAN */
  }
  return most > 0 ? most : 1;
}

/* A figure in at most so many columns: 12345 as 1.2万 where it must. The caller frees. */
static char *figure_text(double value, const char *unit, int columns) {
  char *text = g_strdup_printf("%.0f%s", value, unit);
  if (text_width(text) <= columns || value < 10000)
    return text;
  g_free(text);
  return g_strdup_printf(value < 100000 ? "%.1f万%s" : "%.0f万%s", value / 10000, unit);
}

/* ---- painting --------------------------------------------------------------------------- */

static void paint_drawing_row(Term *term, Area area, const Drawing *drawing, int row) {
  g_autofree char *scale =
      row == 0 ? figure_text(drawing->top, "", NAME_COLUMNS - 1) : g_strdup(NULL);
  term_text(term, area.row + row, area.column, NAME_COLUMNS, THEME_DIM, scale);
  term_text(term, area.row + row, area.column + NAME_COLUMNS, area.columns - NAME_COLUMNS,
            THEME_TEXT, NULL);
  for (int column = 0; column < drawing->columns; column++) {
    const PlotCell *cell = cell_at(drawing, row, column);
    char text[8] = "";
    if (cell->line == NULL)
      continue;
    text[g_unichar_to_utf8(cell->character, text)] = '\0';
    term_span(term, area.row + row, area.column + NAME_COLUMNS + column, 1, cell->line->role, text);
  }
}

static void paint_drawing(Term *term, Area area, const Plot *plot, int step) {
  Drawing drawing = {.plot = plot,
                     .rows = area.rows,
                     .columns = step * (int)plot->span_count,
                     .step = step,
                     .top = greatest(plot),
                     .blocks = term_is_narrow(0x2580) && term_is_narrow(0x2584) &&
                               term_is_narrow(0x2588)};
  g_autofree PlotCell *cells = g_new0(PlotCell, (gsize)(drawing.rows * drawing.columns));
  drawing.cells = cells;
  for (guint line = 0; line < plot->line_count; line++) {
    if (plot->lines[line].sign != ' ')
      draw_line(&drawing, line);
  }
  for (guint line = 0; line < plot->line_count; line++) {
    if (plot->lines[line].sign != ' ')
      draw_points(&drawing, line);
  }
  for (int row = 0; row < drawing.rows; row++)
    paint_drawing_row(term, area, &drawing, row);
}

/* Text that ends where a span's does. */
static void paint_cell(Term *term, int row, int end, int step, ThemeRole role, const char *text) {
  int width = MIN(text_width(text), step);
  term_span(term, row, end - width, width, role, text);
}

static void paint_spans(Term *term, int row, Area area, const Plot *plot, int step) {
  term_text(term, row, area.column, area.columns, THEME_DIM, NULL);
  term_span(term, row, area.column, NAME_COLUMNS - 1, THEME_STRONG, plot->title);
  for (guint span = 0; span < plot->span_count; span++)
    paint_cell(term, row, area.column + NAME_COLUMNS + ((int)span + 1) * step, step, THEME_DIM,
               plot->spans[span]);
}

static void paint_figures(Term *term, int row, Area area, const Plot *plot, const PlotLine *line,
                          int step) {
  g_autofree char *name = g_strdup_printf("%s %c", line->name, line->sign);
  term_text(term, row, area.column, area.columns, THEME_TEXT, NULL);
  term_span(term, row, area.column, NAME_COLUMNS - 1, line->role, name);
  for (guint span = 0; span < plot->span_count; span++) {
    if (isnan(line->values[span]))
      continue;
    g_autofree char *text = figure_text(line->values[span], line->unit, step - 1);
    paint_cell(term, row, area.column + NAME_COLUMNS + ((int)span + 1) * step, step, THEME_TEXT,
               text);
  }
}

void plot_paint(Term *term, Area area, const Plot *plot) {
  int step = plot->span_count > 0 ? (area.columns - NAME_COLUMNS) / (int)plot->span_count : 0;
  if (step < 2) {
    term_blank(term, area, THEME_TEXT);
    return;
  }
  Area drawing = area;
  drawing.rows = area.rows - PLOT_ROWS_BELOW(plot->line_count);
  if (drawing.rows < DRAWN_LEAST)
    drawing.rows = 0;
  else
    paint_drawing(term, drawing, plot, step);
  int row = area.row + drawing.rows, end = area.row + area.rows;
  if (row < end)
    paint_spans(term, row++, area, plot, step);
  for (guint line = 0; line < plot->line_count && row < end; line++)
    paint_figures(term, row++, area, plot, &plot->lines[line], step);
  term_blank(term, (Area){row, area.column, end - row, area.columns}, THEME_TEXT);
}

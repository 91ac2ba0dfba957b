/* plot.h: lines over a few spans (the months of a year), drawn in cells, with their figures below.
 *
 * The first line is drawn solid, in half blocks where the locale has them one column wide; the
 * others in dots. Each span's own point carries its line's sign, and each line's figures stand
 * below with its name and sign, so that a plot reads in one colour too.
 */
#pragma once

#include "tui/term/term.h"

typedef struct {
  const char *name; /* 办结 */
  char sign;        /* what marks it: +; ' ' for one that is not drawn: its figures only */
  ThemeRole role;
  const double *values; /* one for each span, not negative; NAN: not told */
  const char *unit;     /* what follows a figure: "", "%" */
} PlotLine;

typedef struct {
  const PlotLine *lines;
  guint line_count;
  const char *const *spans; /* what each is called: 1月 */
  guint span_count;
  const char *title; /* what the spans are of, before their names: 2026年 */
} Plot;

/* How many rows a plot of so many lines has beside those it is drawn in. */
#define PLOT_ROWS_BELOW(line_count) ((int)(line_count) + 1)

/* Paints all of area. With few rows the drawing goes first, then figures from the last. */
void plot_paint(Term *term, Area area, const Plot *plot);

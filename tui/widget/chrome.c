#include "tui/widget/chrome.h"

#include <string.h>

#include "core/rules/text.h"

#define FOOTER_GAP 2
#define RIGHT_LEAST 4 /* columns below which the right end of the bar says nothing */
#define MESSAGE_ROWS_MAX 4

/* ---- the bar ---------------------------------------------------------------------------- */

/* How close the items stand, from roomy to tight. */
typedef enum { ROOMY, CLOSE, TIGHT } Density;

static char *tab_text(const ChromeItem *item, Density density) {
  const char *before = density == TIGHT ? "" : " ";
  const char *between = density == ROOMY ? " " : "";
  return g_strdup_printf("%s%s%s%s ", before, item->key, between, item->label);
}

static int tabs_width(const ChromeItem *items, gsize count, Density density) {
  int width = 0;
  for (gsize i = 0; i < count; i++) {
    g_autofree char *text = tab_text(&items[i], density);
    width += text_width(text);
  }
  return width;
}

/* The roomiest way in which items and the whole right end fit. */
static Density tabs_density(const ChromeItem *items, gsize count, const char *right, int columns) {
  int end = right != NULL ? text_width(right) + 1 : 0; /* a space after it; items end in one */
  Density density = ROOMY;
  while (density < TIGHT && tabs_width(items, count, density) + end > columns)
    density++;
  return density;
}

void chrome_paint_tabs(Term *term, int row, const ChromeItem *items, gsize count, gsize current,
                       const char *right) {
  int columns = term_area(term).columns;
  int column = 0;
  Density density = tabs_density(items, count, right, columns);
  term_text(term, row, 0, columns, THEME_TAB, NULL);
  for (gsize i = 0; i < count && column < columns; i++) {
    g_autofree char *text = tab_text(&items[i], density);
    ThemeRole role = i == current ? THEME_TAB_CURRENT : THEME_TAB;
    column += term_span(term, row, column, columns - column, role, text);
  }
  int room = columns - column - 1;
  if (!right || room < RIGHT_LEAST)
    return;
  int width = MIN(text_width(right), room);
  term_span(term, row, columns - 1 - width, width, THEME_TAB, right);
}

int chrome_tab_at(const ChromeItem *items, gsize count, const char *right, int columns,
                  int column) {
  int start = 0;
  Density density = tabs_density(items, count, right, columns);
  for (gsize i = 0; i < count; i++) {
    g_autofree char *text = tab_text(&items[i], density);
    int end = start + text_width(text);
    if (column >= start && column < end)
      return (int)i;
    start = end;
  }
  return -1;
}

/* ---- the footer ------------------------------------------------------------------------- */

static int item_width(const ChromeItem *item) {
  return text_width(item->key) + 1 + text_width(item->label);
}

static int paint_item(Term *term, int row, int column, int columns, const ChromeItem *item) {
  int used = term_span(term, row, column, columns - column, THEME_KEY, item->key);
  used += 1;
  if (column + used < columns)
    used += term_span(term, row, column + used, columns - column - used, THEME_FOOTER, item->label);
  return used;
}

#define VARYING_SHARE 5 /* what goes by kind, and what goes by state, has one part of so many */

/* A footer while its items find their places. */
typedef struct {
  const ChromeFooter *footer;
  gsize others; /* items before those that are kept */
  int *places;  /* their columns; -1: none */
  int column;   /* the next */
} Layout;

static void place(Layout *layout, gsize item) {
  layout->places[item] = layout->column;
  layout->column += item_width(&layout->footer->items[item]) + FOOTER_GAP;
}

/* Gives places to those of a hold that have none, as far as they and a gap end before the column
 * end. */
static void place_hold(Layout *layout, ChromeHold hold, int end) {
  for (gsize i = 0; i < layout->others; i++) {
    const ChromeItem *item = &layout->footer->items[i];
    if (item->hold != hold || layout->places[i] >= 0)
      continue;
    if (layout->column + item_width(item) + FOOTER_GAP > end)
      return;
    place(layout, i);
  }
}

/* Where the items stand: their columns, -1 for those left out. The caller frees. */
static int *lay_out_footer(const ChromeFooter *footer, int columns) {
  gsize kept = MIN(footer->kept, footer->count);
  Layout layout = {footer, footer->count - kept, g_new(int, footer->count), footer->first};
  int end = columns + FOOTER_GAP; /* the last needs no gap behind it */
  int share = (columns - footer->first + VARYING_SHARE - 1) / VARYING_SHARE;
  int by_kind = footer->by_kind ? share : 0, by_state = footer->by_state ? share : 0;
  int kept_width = 0;
  for (gsize i = 0; i < footer->count; i++) {
    layout.places[i] = -1;
    kept_width += i < layout.others ? 0 : item_width(&footer->items[i]) + FOOTER_GAP;
  }
  place_hold(&layout, CHROME_STAYS, end - kept_width - by_kind - by_state);
  for (gsize i = layout.others; i < footer->count; i++)
    place(&layout, i);
  int common = layout.column;
  place_hold(&layout, CHROME_BY_KIND, end - by_state);
  place_hold(&layout, CHROME_BY_STATE, end);
  if (layout.column == common) /* a row of which nothing comes, as a heading */
    place_hold(&layout, CHROME_STAYS, end);
  return layout.places;
}

void chrome_paint_footer(Term *term, int row, const ChromeFooter *footer) {
  int columns = term_area(term).columns;
  g_autofree int *places = lay_out_footer(footer, columns);
  term_text(term, row, footer->first - 1, columns - footer->first + 1, THEME_FOOTER, NULL);
  for (gsize i = 0; i < footer->count; i++) {
    if (places[i] >= 0 && places[i] < columns)
      paint_item(term, row, places[i], columns, &footer->items[i]);
  }
}

int chrome_footer_at(const ChromeFooter *footer, int columns, int column) {
  g_autofree int *places = lay_out_footer(footer, columns);
  for (gsize i = 0; i < footer->count; i++) {
    if (places[i] >= 0 && column >= places[i] && column < places[i] + item_width(&footer->items[i]))
      return (int)i;
  }
  return -1;
}

int chrome_footer_end(const ChromeFooter *footer, int columns) {
  g_autofree int *places = lay_out_footer(footer, columns);
  int end = 0;
  for (gsize i = 0; i < footer->count; i++)
    end = places[i] >= 0 ? MAX(end, places[i] + item_width(&footer->items[i])) : columns;
  return MIN(end, columns);
}

void chrome_paint_message(Term *term, int row, ThemeRole role, const char *text) {
  int columns = term_area(term).columns;
  g_autofree char *line = g_strdup(text ? text : "");
  g_strdelimit(line, "\r\n", ' ');
  g_autoptr(GPtrArray) lines =
      text_wrap_rows(line, MAX(columns - 1, 2), MIN(MESSAGE_ROWS_MAX, row + 1));
  int rows = (int)lines->len;
  for (int i = 0; i < rows; i++) {
    term_text(term, row - rows + 1 + i, 0, 1, role, NULL);
    term_text(term, row - rows + 1 + i, 1, columns - 1, role, lines->pdata[i]);
  }
}

/* ---- windows ---------------------------------------------------------------------------- */

/* What a frame is drawn with: lines where each is one column wide, else plain ASCII, since in
 * GB18030 lines are two columns wide and corners would not meet. */
typedef struct {
  const char *across, *down;
  const char *top_left, *top_right, *bottom_left, *bottom_right;
} Frame;

static const Frame frame_lines = {"─", "│", "┌", "┐", "└", "┘"};
static const Frame frame_ascii = {"-", "|", "+", "+", "+", "+"};

static const Frame *frame_for_locale(void) {
  const char *const parts[] = {frame_lines.across,      frame_lines.down,
                               frame_lines.top_left,    frame_lines.top_right,
                               frame_lines.bottom_left, frame_lines.bottom_right};
  for (gsize i = 0; i < G_N_ELEMENTS(parts); i++)
    if (text_width(parts[i]) != 1)
      return &frame_ascii;
  return &frame_lines;
}

static void paint_edge(Term *term, int row, int column, int columns, const char *left,
                       const char *across, const char *right) {
  g_autoptr(GString) line = g_string_new(left);
  for (int i = 2; i < columns; i++)
    g_string_append(line, across);
  g_string_append(line, right);
  term_span(term, row, column, columns, THEME_RULE, line->str);
}

static void paint_frame(Term *term, Area outer, const char *title) {
  const Frame *frame = frame_for_locale();
  int last = outer.row + outer.rows - 1;
  paint_edge(term, outer.row, outer.column, outer.columns, frame->top_left, frame->across,
             frame->top_right);
  for (int row = outer.row + 1; row < last; row++) {
    term_span(term, row, outer.column, 1, THEME_RULE, frame->down);
    term_span(term, row, outer.column + outer.columns - 1, 1, THEME_RULE, frame->down);
  }
  paint_edge(term, last, outer.column, outer.columns, frame->bottom_left, frame->across,
             frame->bottom_right);
  if (!title || *title == '\0' || outer.columns < 8)
    return;
  g_autofree char *cut = text_ellipsize(title, outer.columns - 6);
  g_autofree char *spaced = g_strdup_printf(" %s ", cut);
  term_span(term, outer.row, outer.column + 2, outer.columns - 4, THEME_STRONG, spaced);
}

Area chrome_window(Term *term, Area area, int rows, int columns, const char *title) {
  area.rows = MAX(area.rows, 0);
  area.columns = MAX(area.columns, 0);
  Area outer = {.rows = MIN(MAX(rows, 1) + 2, area.rows),
                .columns = MIN(MAX(columns, 1) + 4, area.columns)};
  outer.row = area.row + (area.rows - outer.rows) / 2;
  outer.column = area.column + (area.columns - outer.columns) / 2;
  term_blank(term, outer, THEME_TEXT);
  if (outer.rows < 3 || outer.columns < 5)
    return outer; /* no room for a frame: all of it is for the content */
  paint_frame(term, outer, title);
  return (Area){outer.row + 1, outer.column + 2, outer.rows - 2, outer.columns - 4};
}

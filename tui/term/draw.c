#include "tui/term/internal.h"

#include "core/rules/text.h"

#include <math.h>
#include <string.h>
#include <wchar.h>

/* Cells of one row on their way to curses. They go there all at once: only add_wchnstr() mends a
 * wide character of which a half is overwritten; addwstr() and hline() leave the screen wrong. */
typedef struct {
  cchar_t *cells;
  int count;
  int columns; /* they take; a wide character is one cell here */
} Run;

static Run run_new(int columns) {
  return (Run){.cells = g_new0(cchar_t, (gsize)columns + 1)};
}

/* TRUE when curses can send a character: it is in the locale's charset, and has a width. */
static gboolean can_send(gunichar c) {
  char bytes[MB_LEN_MAX];
  mbstate_t state = {0};
  return wcwidth((wchar_t)c) >= 0 && wcrtomb(bytes, (wchar_t)c, &state) != (size_t)-1;
}

gboolean term_is_narrow(gunichar c) {
  return can_send(c) && text_char_width(c) == 1;
}

/* Adds a character with its marks (NUL-terminated). */
static void run_add(Run *run, const Look *look, const wchar_t *character, int columns) {
  setcchar(&run->cells[run->count++], character, look->attributes, look->pair, NULL);
  run->columns += columns;
}

static void run_fill(Run *run, const Look *look, wchar_t filling, int columns) {
  while (columns-- > 0)
    run_add(run, look, (wchar_t[]){filling, L'\0'}, 1);
}

/* Adds clean text. The first skip columns of it are left out. */
static void run_add_text(Run *run, const Term *term, ThemeRole role, const char *text, int skip) {
  const Look *look = &term->looks[role];
  while (*text != '\0') {
    wchar_t character[CCHARW_MAX + 1];
    gunichar c = g_utf8_get_char(text);
    int columns = MAX(text_char_width(c), 1), length = 0;
    character[length++] = can_send(c) ? (wchar_t)c : L'?';
    for (text = g_utf8_next_char(text); *text != '\0'; text = g_utf8_next_char(text)) {
      c = g_utf8_get_char(text);
      if (text_char_width(c) != 0)
        break;
      if (length < CCHARW_MAX && can_send(c))
        character[length++] = (wchar_t)c;
    }
    character[length] = L'\0';
    char twin = term->ascii ? ascii_twin((gunichar)character[0]) : 0;
    if (skip <= 0 && twin != 0)
      run_fill(run, look, twin, columns);
    else if (skip <= 0)
      run_add(run, look, character, columns);
    else if (skip < columns) /* the right half of a wide one */
      run_fill(run, look, L' ', columns - skip);
    skip -= columns;
  }
}

/* Puts the run at its place, which is on the screen. */
static void run_put(Run *run, int row, int column) {
  if (run->count > 0)
    mvadd_wchnstr(row, column, run->cells, run->count);
  g_free(run->cells);
}

/* Columns of a piece of a row that end on the screen; those before column 0 count. */
static int room_at(int row, int column, int width) {
  if (row < 0 || row >= LINES || column >= COLS)
    return 0;
  return MAX(MIN(width, COLS - column), 0);
}

/* What pads a text of a role. A light is as long as its words: with a background of its own it
 * would be a block, and be there where no light is. */
static const Look *padding_look(const Term *term, ThemeRole role) {
  gboolean light = role == THEME_RED || role == THEME_AMBER || role == THEME_GREEN ||
                   role == THEME_BLUE || role == THEME_GREY;
  return &term->looks[light ? THEME_TEXT : role];
}

/* Puts text, cut to width columns, and blanks up to there when padded. Returns the columns. */
static int put_text(Term *term, int row, int column, int width, ThemeRole role, const char *text,
                    gboolean padded) {
  int room = room_at(row, column, width), left_out = MAX(-column, 0);
  if (room <= left_out)
    return 0;
  g_autofree char *clean = text_clean(text, FALSE);
  g_autofree char *cut = text_ellipsize(clean, room);
  Run run = run_new(room - left_out);
  run_add_text(&run, term, role, cut, left_out);
  if (padded)
    run_fill(&run, padding_look(term, role), L' ', room - left_out - run.columns);
  int used = run.columns + left_out;
  run_put(&run, row, column + left_out);
  return used;
}

int term_span(Term *term, int row, int column, int width, ThemeRole role, const char *text) {
  return put_text(term, row, column, width, role, text, FALSE);
}

void term_text(Term *term, int row, int column, int width, ThemeRole role, const char *text) {
  put_text(term, row, column, width, role, text, TRUE);
}

void term_blank(Term *term, Area area, ThemeRole role) {
  for (int row = MAX(area.row, 0); row < MIN(area.row + area.rows, LINES); row++)
    term_text(term, row, area.column, area.columns, role, NULL);
}

void term_rule(Term *term, int row, int column, int width, const char *title) {
  gunichar line = can_send(0x2500) ? 0x2500 : '-'; /* ─ */
  int room = room_at(row, column, width), step = MAX(text_char_width(line), 1);
  g_autoptr(GString) text = g_string_new(NULL);
  for (int used = 0; used + step <= room; used += step)
    g_string_append_unichar(text, line);
  term_text(term, row, column, width, THEME_RULE, text->str);
  /* Two columns of line, the title between spaces, and some line after it. */
  if (title == NULL || title[0] == '\0' || room < 8)
    return;
  g_autofree char *clean = text_clean(title, FALSE);
  g_autofree char *cut = text_ellipsize(clean, room - 6);
  g_autofree char *spaced = g_strdup_printf(" %s ", cut);
  term_span(term, row, column + 2, room - 2, THEME_STRONG, spaced);
}

#define BAR_SIGN 0x2584 /* ▄: half as high as a row, so that bars below each other stay apart */

/* One column of a bar. */
static void add_bar_cell(const Term *term, Run *run, gboolean filled) {
  const Look *sign = filled ? &term->bar : &term->bar_rest;
  Look look = term->looks[filled ? THEME_BAR : THEME_BAR_REST];
  gboolean coloured = term->looks[THEME_BAR].coloured && !term->ascii;
  if (coloured && term_is_narrow(BAR_SIGN) && term->bar.coloured && term->bar_rest.coloured) {
    run_fill(run, sign, BAR_SIGN, 1);
    return;
  }
  if (coloured && !look.background)
    look.attributes ^= A_REVERSE;
  run_fill(run, &look, coloured ? L' ' : filled ? L'#' : L'.', 1);
}

void term_bar(Term *term, int row, int column, int width, double part, double whole) {
  int room = room_at(row, column, width), left_out = MAX(-column, 0);
  if (room <= left_out)
    return;
  double share = whole > 0 && part > 0 ? MIN(part / whole, 1.0) : 0.0;
  int filled = (int)lround(share * width);
  /* Less than all is never shown as all, nor something as nothing. */
  if (share < 1)
    filled = MIN(filled, width - 1);
  if (share > 0)
    filled = MAX(filled, 1);
  Run run = run_new(room - left_out);
  for (int i = left_out; i < room; i++)
    add_bar_cell(term, &run, i < filled);
  run_put(&run, row, column + left_out);
}

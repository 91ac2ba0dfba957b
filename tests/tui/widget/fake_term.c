#include "fake_term.h"

#include <locale.h>
#include <string.h>

#include "core/rules/text.h"

typedef struct {
  char text[40]; /* a character with its marks; "" for the second column of a wide one */
  ThemeRole role;
} Cell;

struct Term {
  int rows, columns;
  Cell *cells;
  int cursor_row, cursor_column;
};

Term *fake_term_new(int rows, int columns) {
  Term *term = g_new0(Term, 1);
  term->rows = rows;
  term->columns = columns;
  term->cells = g_new0(Cell, rows * columns);
  fake_term_clear(term);
  return term;
}

void fake_term_free(Term *term) {
  g_free(term->cells);
  g_free(term);
}

void fake_term_clear(Term *term) {
  for (int i = 0; i < term->rows * term->columns; i++)
    term->cells[i] = (Cell){.text = FAKE_EMPTY, .role = THEME_ROLE_COUNT};
  term->cursor_row = -1;
}

static Cell *cell_at(const Term *term, int row, int column) {
  if (row < 0 || row >= term->rows || column < 0 || column >= term->columns)
    return NULL;
  return &term->cells[row * term->columns + column];
}

/* ---- what term.h asks for --------------------------------------------------------------- */

Area term_area(const Term *term) {
  return (Area){0, 0, term->rows, term->columns};
}

static void put(Term *term, int row, int column, const char *text, gsize bytes, ThemeRole role) {
  Cell *cell = cell_at(term, row, column);
  if (!cell)
    return;
  memset(cell, 0, sizeof *cell);
  memcpy(cell->text, text, MIN(bytes, sizeof cell->text - 1));
  cell->role = role;
}

int term_span(Term *term, int row, int column, int width, ThemeRole role, const char *text) {
  g_assert_nonnull(text);
  g_autofree char *clean = text_clean(text, FALSE);
  g_autofree char *cut = text_ellipsize(clean, MAX(width, 0));
  int used = 0;
  for (const char *at = cut; *at != '\0';) {
    gunichar c = g_utf8_get_char(at);
    int own = text_char_width(c);
    const char *next = g_utf8_next_char(at);
    while (*next != '\0' && text_char_width(g_utf8_get_char(next)) == 0)
      next = g_utf8_next_char(next);
    put(term, row, column + used, at, (gsize)(next - at), role);
    for (int i = 1; i < own; i++)
      put(term, row, column + used + i, "", 0, role);
    used += own;
    at = next;
  }
  return used;
}

void term_text(Term *term, int row, int column, int width, ThemeRole role, const char *text) {
  int used = term_span(term, row, column, width, role, text ? text : "");
  for (; used < width; used++)
    put(term, row, column + used, " ", 1, role);
}

void term_blank(Term *term, Area area, ThemeRole role) {
  for (int row = 0; row < area.rows; row++)
    term_text(term, area.row + row, area.column, area.columns, role, NULL);
}

void term_rule(Term *term, int row, int column, int width, const char *title) {
  for (int i = 0; i < width; i++)
    put(term, row, column + i, "-", 1, THEME_RULE);
  if (title && width > 4)
    term_span(term, row, column + 2, width - 4, THEME_STRONG, title);
}

gboolean term_is_narrow(gunichar c) {
  return text_char_width(c) == 1;
}

/* As where there is no colour. */
void term_bar(Term *term, int row, int column, int width, double part, double whole) {
  int filled = whole > 0 ? (int)(width * part / whole + 0.5) : 0;
  for (int i = 0; i < width; i++)
    term_text(term, row, column + i, 1, i < filled ? THEME_BAR : THEME_BAR_REST,
              i < filled ? "#" : ".");
}

void term_cursor(Term *term, int row, int column) {
  term->cursor_row = row;
  term->cursor_column = column;
}

/* ---- looking ---------------------------------------------------------------------------- */

char *fake_term_line(const Term *term, int row) {
  GString *line = g_string_new(NULL);
  for (int column = 0; column < term->columns; column++)
    g_string_append(line, cell_at(term, row, column)->text);
  while (line->len > 0 && strchr(" " FAKE_EMPTY, line->str[line->len - 1]))
    g_string_truncate(line, line->len - 1);
  return g_string_free(line, FALSE);
}

char *fake_term_screen(const Term *term) {
  GString *screen = g_string_new(NULL);
  for (int row = 0; row < term->rows; row++) {
    g_autofree char *line = fake_term_line(term, row);
    g_string_append_printf(screen, "%s\n", line);
  }
  return g_string_free(screen, FALSE);
}

int fake_term_find(const Term *term, const char *text, int *column) {
  for (int row = 0; row < term->rows; row++) {
    g_autofree char *line = fake_term_line(term, row);
    const char *found = strstr(line, text);
    if (!found)
      continue;
    g_autofree char *before = g_strndup(line, (gsize)(found - line));
    if (column)
      *column = text_width(before);
    return row;
  }
  return -1;
}

ThemeRole fake_term_role(const Term *term, int row, int column) {
  const Cell *cell = cell_at(term, row, column);
  return cell ? cell->role : THEME_ROLE_COUNT;
}

void fake_term_cursor(const Term *term, int *row, int *column) {
  *row = term->cursor_row;
  *column = term->cursor_column;
}

gboolean fake_term_only_inside(const Term *term, Area area) {
  for (int row = 0; row < term->rows; row++)
    for (int column = 0; column < term->columns; column++) {
      gboolean inside = row >= area.row && row < area.row + area.rows && column >= area.column &&
                        column < area.column + area.columns;
      if (!inside && cell_at(term, row, column)->role != THEME_ROLE_COUNT)
        return FALSE;
    }
  return TRUE;
}

/* ---- events ----------------------------------------------------------------------------- */

Event event_of_key(Key key) {
  return (Event){.type = EVENT_KEY, .key = key};
}

Event event_of_paste(const char *text) {
  return (Event){.type = EVENT_PASTE, .text = (char *)text};
}

Event event_of_mouse(MouseAction mouse, int row, int column) {
  return (Event){.type = EVENT_MOUSE, .mouse = mouse, .row = row, .column = column};
}

/* ---- another locale --------------------------------------------------------------------- */

gboolean with_gb18030(void (*check)(void)) {
  g_autofree char *before = g_strdup(setlocale(LC_CTYPE, NULL));
  if (!setlocale(LC_CTYPE, "zh_CN.GB18030"))
    return FALSE;
  check();
  setlocale(LC_CTYPE, before);
  return TRUE;
}

#include "tui/widget/textbox.h"

#include <string.h>

#include "core/rules/text.h"
#include "tui/widget/textlines.h"

/* The lines as wrapped, made anew when asked for after a change. */
typedef struct {
  GArray *lines; /* of TextLine */
  int columns;   /* the width they were made for */
  gboolean stale;
} Wrap;

struct TextBox {
  gboolean multiline;
  GString *text;
  gsize cursor;
  gboolean
      at_end; /* the cursor is shown at the end of a wrapped line, not at the next one's start */
  int goal;   /* the column ↑ and ↓ try to keep; -1: the cursor's */
  guint changes;
  Wrap *wrap;        /* apart, so that measuring a const box can fill it */
  int rows, columns; /* of the last paint */
  gsize top;         /* several lines: the first line shown */
  gsize left;        /* one line: where what is shown begins */
};

TextBox *textbox_new(gboolean multiline) {
  TextBox *box = g_new0(TextBox, 1);
  box->multiline = multiline;
  box->text = g_string_new(NULL);
  box->goal = -1;
  box->wrap = g_new0(Wrap, 1);
  box->wrap->lines = g_array_new(FALSE, FALSE, sizeof(TextLine));
  box->wrap->stale = TRUE;
  box->rows = 1;
  box->columns = 80;
  return box;
}

void textbox_free(TextBox *box) {
  if (!box)
    return;
  g_string_free(box->text, TRUE);
  g_array_unref(box->wrap->lines);
  g_free(box->wrap);
  g_free(box);
}

const char *textbox_text(const TextBox *box) {
  return box->text->str;
}

gsize textbox_cursor(const TextBox *box) {
  return box->cursor;
}

guint textbox_changes(const TextBox *box) {
  return box->changes;
}

static const GArray *box_lines(const TextBox *box, int columns) {
  Wrap *wrap = box->wrap;
  columns = MAX(columns - 1, 1); /* the last column is the cursor's */
  if (wrap->stale || wrap->columns != columns) {
    textlines_wrap(wrap->lines, box->text->str, box->text->len, columns);
    wrap->columns = columns;
    wrap->stale = FALSE;
  }
  return wrap->lines;
}

static TextLine box_line(const TextBox *box, const GArray *lines, gsize number) {
  if (!box->multiline)
    return (TextLine){0, box->text->len};
  return g_array_index(lines, TextLine, number);
}

/* The number of the line the cursor is shown in. */
static gsize cursor_line(const TextBox *box, const GArray *lines) {
  gsize number = textlines_at(lines, box->cursor);
  if (box->at_end && number > 0 && g_array_index(lines, TextLine, number - 1).end == box->cursor)
    return number - 1;
  return number;
}

/* The line the cursor is shown in. */
static TextLine current_line(const TextBox *box) {
  if (!box->multiline)
    return (TextLine){0, box->text->len};
  const GArray *lines = box_lines(box, box->columns);
  return box_line(box, lines, cursor_line(box, lines));
}

/* ---- changing --------------------------------------------------------------------------- */

static void text_changed(TextBox *box, gsize cursor) {
  /* A mark that has come to stand behind the cursor belongs to what is before it. */
  const char *text = box->text->str;
  box->cursor = cursor > 0 ? textlines_after(text, textlines_before(text, cursor)) : 0;
  box->at_end = FALSE;
  box->goal = -1;
  box->changes++;
  box->wrap->stale = TRUE;
}

/* TRUE for a combining mark that would have nothing to sit on, at the beginning of a line. */
static gboolean is_lone_mark(const TextBox *box, const GString *out, gunichar c) {
  if (text_char_width(c) > 0)
    return FALSE;
  if (out->len > 0)
    return out->str[out->len - 1] == '\n';
  return box->cursor == 0 || box->text->str[box->cursor - 1] == '\n';
}

/* Adds the character of size bytes at a place unless text_clean() would take it out. It is asked
 * behind a letter, so that combining marks pass. */
static void append_clean(const TextBox *box, GString *out, gunichar c, const char *at, gsize size) {
  char probe[8] = {'a'};
  memcpy(probe + 1, at, MIN(size, sizeof probe - 2));
  if (text_is_clean(probe, FALSE) && !is_lone_mark(box, out, c))
    g_string_append_len(out, at, (gssize)size);
}

/* What of text may stand in the box, at the cursor. */
static GString *clean_copy(const TextBox *box, const char *text) {
  if (text_is_clean(text, box->multiline))
    return g_string_new(text);
  GString *out = g_string_sized_new(strlen(text));
  while (*text != '\0') {
    const char *at = text;
    gunichar c = g_utf8_get_char_validated(at, -1);
    gboolean is_broken = c >= (gunichar)-2;
    text = is_broken ? at + 1 : g_utf8_next_char(at);
    if (is_broken || (c == '\r' && *text == '\n')) /* of CR LF, LF is enough */
      continue;
    if (c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029)
      g_string_append_c(out, box->multiline ? '\n' : ' ');
    else if (c == '\t')
      g_string_append_c(out, ' ');
    else
      append_clean(box, out, c, at, (gsize)(text - at));
  }
  return out;
}

void textbox_insert(TextBox *box, const char *text) {
  GString *clean = clean_copy(box, text);
  if (clean->len > 0) {
    g_string_insert_len(box->text, (gssize)box->cursor, clean->str, (gssize)clean->len);
    text_changed(box, box->cursor + clean->len);
  }
  g_string_free(clean, TRUE);
}

void textbox_set_text(TextBox *box, const char *text) {
  g_string_truncate(box->text, 0);
  text_changed(box, 0);
  box->top = 0;
  box->left = 0;
  textbox_insert(box, text ? text : "");
}

static gboolean is_separator(const char *text, gsize from, gsize to) {
  if (from == to)
    return TRUE; /* the text's beginning or end */
  gunichar c = g_utf8_get_char(text + from);
  return g_unichar_isspace(c) || g_utf8_strchr("、，；：。,;:", -1, c) != NULL;
}

void textbox_insert_name(TextBox *box, const char *name) {
  const char *text = box->text->str;
  gsize at = box->cursor;
  gboolean before = is_separator(text, textlines_before(text, at), at);
  gboolean after = is_separator(text, at, textlines_after(text, at));
  g_autofree char *joined = g_strconcat(before ? "" : "、", name, after ? "" : "、", NULL);
  textbox_insert(box, joined);
}

static void erase(TextBox *box, gsize start, gsize end) {
  if (start >= end)
    return;
  g_string_erase(box->text, (gssize)start, (gssize)(end - start));
  text_changed(box, start);
}

void textbox_replace(TextBox *box, gsize start, const char *text) {
  erase(box, start, box->cursor);
  textbox_insert(box, text);
}

/* To the line's end; at the end, the line end itself. */
static void erase_to_end(TextBox *box) {
  gsize end = current_line(box).end;
  if (end == box->cursor && box->text->str[end] == '\n')
    end++;
  erase(box, box->cursor, end);
}

static gboolean erase_key(TextBox *box, Key key) {
  const char *text = box->text->str;
  switch (key) {
  case KEYNAME_BACKSPACE:
    erase(box, textlines_before(text, box->cursor), box->cursor);
    return TRUE;
  case KEYNAME_DELETE:
    erase(box, box->cursor, textlines_after(text, box->cursor));
    return TRUE;
  case KEY_MOD_CTRL | 'w':
    erase(box, textlines_word(text, box->cursor), box->cursor);
    return TRUE;
  case KEY_MOD_CTRL | 'u':
    erase(box, current_line(box).start, box->cursor);
    return TRUE;
  case KEY_MOD_CTRL | 'k':
    erase_to_end(box);
    return TRUE;
  default:
    return FALSE;
  }
}

/* ---- moving ----------------------------------------------------------------------------- */

static void move_to(TextBox *box, gsize offset) {
  box->cursor = offset;
  box->at_end = FALSE;
  box->goal = -1;
}

static void move_to_end(TextBox *box, gsize offset) {
  move_to(box, offset);
  box->at_end = TRUE;
}

/* Puts the cursor near column of a line; a wrapped line's end is shown in that line. */
static void place_in_line(TextBox *box, TextLine line, int column) {
  move_to_end(box, textlines_place(box->text->str, line.start, line.end, column));
  box->at_end = box->cursor == line.end;
}

/* Moves by lines as shown; FALSE where there is no line in that direction. */
static gboolean move_lines(TextBox *box, int delta) {
  if (!box->multiline)
    return FALSE;
  const GArray *lines = box_lines(box, box->columns);
  gsize number = cursor_line(box, lines);
  if (delta < 0 ? number == 0 : number + 1 >= lines->len)
    return FALSE;
  int goal = box->goal;
  if (goal < 0)
    goal = textlines_width(box->text->str, box_line(box, lines, number).start, box->cursor);
  gint64 target = CLAMP((gint64)number + delta, 0, (gint64)lines->len - 1);
  place_in_line(box, box_line(box, lines, (gsize)target), goal);
  box->goal = goal;
  return TRUE;
}

static gboolean move_key(TextBox *box, Key key) {
  const char *text = box->text->str;
  switch (key) {
  case KEYNAME_LEFT:
    move_to(box, textlines_before(text, box->cursor));
    return TRUE;
  case KEYNAME_RIGHT:
    move_to(box, textlines_after(text, box->cursor));
    return TRUE;
  case KEYNAME_HOME:
  case KEY_MOD_CTRL | 'a':
    move_to(box, current_line(box).start);
    return TRUE;
  case KEYNAME_END:
  case KEY_MOD_CTRL | 'e':
    move_to_end(box, current_line(box).end);
    return TRUE;
  case KEY_MOD_CTRL | KEYNAME_HOME:
    move_to(box, 0);
    return TRUE;
  case KEY_MOD_CTRL | KEYNAME_END:
    move_to(box, box->text->len);
    return TRUE;
  case KEYNAME_UP:
    return move_lines(box, -1);
  case KEYNAME_DOWN:
    return move_lines(box, 1);
  case KEYNAME_PAGE_UP:
    return move_lines(box, -MAX(box->rows - 1, 1));
  case KEYNAME_PAGE_DOWN:
    return move_lines(box, MAX(box->rows - 1, 1));
  default:
    return FALSE;
  }
}

gboolean textbox_key(TextBox *box, Key key) {
  if (move_key(box, key) || erase_key(box, key))
    return TRUE;
  if (key == KEYNAME_ENTER && box->multiline) {
    textbox_insert(box, "\n");
    return TRUE;
  }
  if (key < ' ' || key > 0x10ffff)
    return FALSE;
  char typed[8] = {0};
  g_unichar_to_utf8(key, typed);
  textbox_insert(box, typed);
  return TRUE;
}

void textbox_click(TextBox *box, int row, int column) {
  if (!box->multiline) {
    move_to(box, textlines_place(box->text->str, box->left, box->text->len, MAX(column, 0)));
    return;
  }
  const GArray *lines = box_lines(box, box->columns);
  gsize number = MIN(box->top + (gsize)MAX(row, 0), (gsize)lines->len - 1);
  place_in_line(box, box_line(box, lines, number), MAX(column, 0));
  box->goal = -1;
}

/* ---- painting --------------------------------------------------------------------------- */

int textbox_height(const TextBox *box, int columns) {
  return box->multiline ? (int)MIN(box_lines(box, columns)->len, (guint)G_MAXINT) : 1;
}

/* Scrolls a box of one line so that the cursor is seen and no room is wasted at the right. */
static void scroll_line(TextBox *box) {
  const char *text = box->text->str;
  int room = MAX(box->columns - 1, 0);
  gsize fullest = textlines_tail(text, 0, box->text->len, room);
  gsize least = textlines_tail(text, 0, box->cursor, room);
  if (box->cursor < box->left)
    box->left = textlines_tail(text, 0, box->cursor, room / 3); /* some of what is before it */
  box->left = MIN(MAX(box->left, least), fullest);
}

static void scroll_lines(TextBox *box, const GArray *lines, gboolean focus) {
  gsize rows = (gsize)box->rows;
  if (focus) {
    gsize number = cursor_line(box, lines);
    box->top = MIN(box->top, number);
    if (number >= box->top + rows)
      box->top = number - rows + 1;
  }
  box->top = MIN(box->top, lines->len > rows ? lines->len - rows : 0);
}

static void paint_text(Term *term, Area area, int row, ThemeRole role, const char *text,
                       TextLine line) {
  gsize end = textlines_place(text, line.start, line.end, area.columns);
  g_autofree char *shown = g_strndup(text + line.start, end - line.start);
  term_text(term, area.row + row, area.column, area.columns, role, shown);
}

static void paint_lines(TextBox *box, Term *term, Area area, gboolean focus, ThemeRole role) {
  const GArray *lines = box_lines(box, area.columns);
  scroll_lines(box, lines, focus);
  for (int row = 0; row < area.rows; row++) {
    gsize number = box->top + (gsize)row;
    TextLine line = {0, 0};
    if (number < lines->len)
      line = box_line(box, lines, number);
    paint_text(term, area, row, role, box->text->str, line);
  }
  if (!focus)
    return;
  gsize number = cursor_line(box, lines);
  int column = textlines_width(box->text->str, box_line(box, lines, number).start, box->cursor);
  term_cursor(term, area.row + (int)(number - box->top),
              area.column + MIN(column, area.columns - 1));
}

static void paint_line(TextBox *box, Term *term, Area area, gboolean focus, ThemeRole role) {
  for (int row = 1; row < area.rows; row++)
    term_text(term, area.row + row, area.column, area.columns, role, NULL);
  if (!focus) {
    box->left = 0;
    term_text(term, area.row, area.column, area.columns, role, box->text->str);
    return;
  }
  scroll_line(box);
  paint_text(term, area, 0, role, box->text->str, (TextLine){box->left, box->text->len});
  int column = textlines_width(box->text->str, box->left, box->cursor);
  term_cursor(term, area.row, area.column + MIN(column, area.columns - 1));
}

void textbox_paint(TextBox *box, Term *term, Area area, gboolean focus, const char *hint) {
  if (area.rows <= 0 || area.columns <= 0)
    return;
  ThemeRole role = focus ? THEME_FIELD_CURRENT : THEME_FIELD;
  box->rows = area.rows;
  box->columns = area.columns;
  if (box->multiline)
    paint_lines(box, term, area, focus, role);
  else
    paint_line(box, term, area, focus, role);
  if (hint && box->text->len == 0)
    term_span(term, area.row, area.column, area.columns, focus ? THEME_HINT_CURRENT : THEME_HINT,
              hint);
}

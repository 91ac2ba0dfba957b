#include "core/exchange/table/csv.h"

#include <string.h>

#include "core/exchange/table/csv_private.h"
#include "core/exchange/table/workbook_private.h"

gboolean csv_is_formula(const char *text) {
  if (text == NULL)
    return FALSE;
  char sign = text[strspn(text, "'")];
  return sign != '\0' && strchr("=+-@\t\r", sign) != NULL;
}

/* Cells are read out of the text itself: each is ended by a NUL where it ended, and quotes are
 * taken out in place. */
typedef struct {
  Reading *reading;
  Grid *grid;
  char *p, *end;
  char separator;
  gboolean pasted;  /* quotes stand only where they are needed, and nothing is guarded */
  gboolean literal; /* no more quotes close: they are letters */
  guint row, column;
  guint line, lines;
  guint record_line; /* on which the record in hand begins */
} CsvReader;

/* Moves behind a line end at p, if there is one. */
static gboolean skip_line_end(CsvReader *reader) {
  if (reader->p < reader->end && *reader->p == '\r')
    reader->p += reader->p + 1 < reader->end && reader->p[1] == '\n' ? 2 : 1;
  else if (reader->p < reader->end && *reader->p == '\n')
    reader->p++;
  else
    return FALSE;
  reader->line++;
  return TRUE;
}

static gboolean is_end_of_cell(const CsvReader *reader, const char *p) {
  return p >= reader->end || *p == reader->separator || *p == '\n' || *p == '\r';
}

/* The quote that closes the one at p, which a pasted cell's must stand at its end; NULL: none. */
static char *closing_quote(const CsvReader *reader, char *p) {
  for (p = memchr(p + 1, '"', (gsize)(reader->end - p - 1)); p != NULL;
       p = memchr(p, '"', (gsize)(reader->end - p))) {
    if (p + 1 >= reader->end || p[1] != '"')
      return !reader->pasted || is_end_of_cell(reader, p + 1) ? p : NULL;
    p += 2;
  }
  return NULL;
}

/* Copies what stands between the quotes to its place at to, one quote for two, and counts lines. */
static char *unquote(CsvReader *reader, char *to, const char *from, const char *end) {
  for (; from < end; from++) {
    if (*from == '"')
      from++;
    else if (*from == '\n' || (*from == '\r' && (from + 1 == end || from[1] != '\n')))
      reader->line++;
    *to++ = *from;
  }
  return to;
}

static void mark_line(const CsvReader *reader) {
  if (reader->record_line != reader->row + 1)
    grid_set_line(reader->grid, reader->row, reader->record_line);
}

/* Reads the cell at p and moves to what ended it. *text: the cell, still without a NUL at *last. */
static gboolean read_cell(CsvReader *reader, char **text, char **last, GError **error) {
  char *start = reader->p, *to = start;
  *text = start;
  if (start < reader->end && *start == '"' && !reader->literal) {
    char *close = closing_quote(reader, start);
    if (close != NULL) {
      to = unquote(reader, start, start + 1, close);
      reader->p = close + 1;
    } else if (!reader->pasted) {
      mark_line(reader);
      reading_fail_at(reader->reading, reader->grid, reader->row, reader->column,
                      WORKBOOK_ERROR_DAMAGED, error,
                      "从文件第 %u 行开始的引号没有结束；请补上结束的引号，"
                      "或在 WPS、Excel 中另存一份",
                      reader->line);
      return FALSE;
    } else {
      reader->literal = memchr(start + 1, '"', (gsize)(reader->end - start - 1)) == NULL;
    }
  }
  /* What follows the closing quote belongs to the cell as well. */
  char *from = reader->p;
  const char ends[] = {reader->separator, '\n', '\r', '\0'};
  reader->p += strcspn(reader->p, ends);
  gsize rest = (gsize)(reader->p - from);
  if (to != from)
    memmove(to, from, rest);
  *last = to + rest;
  return TRUE;
}

static gboolean put_cell(CsvReader *reader, const char *text, GError **error) {
  if (*text == '\0')
    return TRUE;
  mark_line(reader);
  if (!reader->pasted && *text == '\'' && csv_is_formula(text))
    text++;
  return reading_put_cell(reader->reading, reader->grid, reader->row, reader->column,
                          (Cell){.kind = CELL_TEXT, .text = text}, error);
}

static gboolean read_record(CsvReader *reader, GError **error) {
  reader->record_line = reader->line;
  for (reader->column = 0;; reader->column++) {
    char *text, *last;
    if (!read_cell(reader, &text, &last, error))
      return FALSE;
    gboolean more = reader->p < reader->end && *reader->p == reader->separator;
    /* The NUL may overwrite what ended the cell, so that is passed first. */
    if (more)
      reader->p++;
    else
      skip_line_end(reader);
    *last = '\0';
    if (!put_cell(reader, text, error))
      return FALSE;
    if (!more)
      return TRUE;
  }
}

static guint count_lines(const char *text, gsize size) {
  guint lines = 0;
  const char *end = text + size;
  for (const char *p = text; (p = memchr(p, '\n', (gsize)(end - p))) != NULL; p++)
    lines++;
  return lines;
}

static gboolean read_records(CsvReader *reader, GError **error) {
  reader->lines = reader->line + count_lines(reader->p, (gsize)(reader->end - reader->p));
  for (; reader->p < reader->end; reader->row++) {
    if (reader->row % WORKBOOK_TELL_ROWS == WORKBOOK_TELL_ROWS - 1 &&
        !watch_goes_on(reader->reading->watch, WORKBOOK_DOING, reader->line,
                       reader->line <= reader->lines ? reader->lines : 0, error))
      return FALSE;
    if (!read_record(reader, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean read_text(Reading *reading, const char *name, CsvReader reader, GError **error) {
  g_autoptr(Grid) grid = grid_new(name);
  reader.reading = reading;
  reader.grid = grid;
  reader.line++;
  if (!read_records(&reader, error))
    return FALSE;
  reading_add(reading, g_steal_pointer(&grid));
  return TRUE;
}

/* sep=; on the first line says what separates the cells, to Excel. */
static void read_directive(CsvReader *reader) {
  CsvReader after = *reader;
  if (!g_str_has_prefix(reader->p, "sep=") || reader->p[4] == '\0')
    return;
  after.p += strlen("sep=") + 1;
  if (!skip_line_end(&after))
    return;
  after.separator = reader->p[4];
  *reader = after;
}

gboolean csv_read(Reading *reading, const char *name, char *bytes, gsize size, GError **error) {
  char *text;
  gsize length;
  g_autofree char *made = NULL;
  if (!csv_decode(bytes, size, &text, &length, &made, error))
    return FALSE;
  CsvReader reader = {.p = text, .end = text + length, .separator = csv_separator(text, length)};
  read_directive(&reader);
  return read_text(reading, name, reader, error);
}

gboolean csv_read_pasted(Reading *reading, const char *name, char *text, GError **error) {
  CsvReader reader = {.p = text, .end = text + strlen(text), .separator = '\t', .pasted = TRUE};
  return read_text(reading, name, reader, error);
}

/* book_cell.c: putting cells, and how high their rows must be. */
#include <math.h>
#include <string.h>

#include "core/exchange/table/book_private.h"
#include "core/exchange/table/xml_text.h"
#include "core/rules/text.h"

#define ROW_HEIGHT_USUAL 15.0
#define ROW_HEIGHT_MAX 409.0
#define CELL_PADDING 4.0
#define WIDTH_STEP 4

/* ---- heights ---------------------------------------------------------------------------- */

/* Columns of a Chinese page, which depend on no locale: quotes and dashes are as wide as the
 * characters they stand among. */
static int char_columns(gunichar c) {
  return g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide_cjk(c) ? 2 : 1;
}

/* The lines that text takes in so many columns, where Latin words stay whole. */
static int count_lines(const char *text, int columns) {
  int lines = 1, used = 0, word = 0;
  for (gunichar c; (c = text_next(&text)) != 0;) {
    int width = char_columns(c);
    if (c == '\n') {
      lines++;
      used = word = 0;
      continue;
    }
    word = width == 1 && c != ' ' ? word + width : 0;
    if (used + width > columns) {
      lines++;
      used = word > 0 && word < columns ? word - width : 0;
    }
    used += width;
  }
  return lines;
}

static double width_of(const BookSheet *sheet, guint column) {
  return column < sheet->widths->len ? g_array_index(sheet->widths, double, column) : 8.43;
}

void book_height(BookSheet *sheet, guint row, double points) {
  if (row >= sheet->heights->len)
    g_array_set_size(sheet->heights, row + 1);
  double *height = &g_array_index(sheet->heights, double, row);
  *height = MAX(*height, MIN(points, ROW_HEIGHT_MAX));
}

static double text_height(const BookSheet *sheet, guint column, guint columns, BookStyle style,
                          const char *text) {
  double width = 0;
  for (guint i = 0; i < columns; i++)
    width += width_of(sheet, column + i);
  int lines =
      book_style_wraps(style) && width > 0 ? count_lines(text, book_line_columns(style, width)) : 1;
  return lines * book_line_height(style) + CELL_PADDING;
}

double book_width_for(BookStyle style, double width, const char *text) {
  int most = (int)((ROW_HEIGHT_MAX - CELL_PADDING) / book_line_height(style));
  if (strlen(text) < (gsize)most) /* as most texts are: not even a line for each byte */
    return width;
  while (width < BOOK_WIDTH_MAX && count_lines(text, book_line_columns(style, width)) > most)
    width += WIDTH_STEP;
  return MIN(width, BOOK_WIDTH_MAX);
}

static double row_height(const BookSheet *sheet, guint row) {
  double height = row < sheet->heights->len ? g_array_index(sheet->heights, double, row) : 0;
  return MAX(height, ROW_HEIGHT_USUAL);
}

/* Rows below a merged cell share what it needs beyond them. */
static void stretch(BookSheet *sheet, const BookTall *tall) {
  double height = 0;
  for (guint i = 0; i < tall->rows; i++)
    height += row_height(sheet, tall->row + i);
  double more = (tall->height - height) / tall->rows;
  for (guint i = 0; i < tall->rows && more > 0; i++)
    book_height(sheet, tall->row + i, row_height(sheet, tall->row + i) + more);
}

void book_set_heights(BookSheet *sheet) {
  for (guint i = 0; i < sheet->talls->len; i++)
    stretch(sheet, &g_array_index(sheet->talls, BookTall, i));
  for (guint row = 0; row < sheet->heights->len; row++) {
    if (g_array_index(sheet->heights, double, row) > ROW_HEIGHT_USUAL)
      worksheet_set_row(sheet->worksheet, row, ceil(row_height(sheet, row)), NULL);
  }
}

/* ---- texts ------------------------------------------------------------------------------ */

static gsize utf16_units(const char *text) {
  gsize units = 0;
  for (; *text != '\0'; text = g_utf8_next_char(text))
    units += g_utf8_get_char(text) > 0xFFFF ? 2 : 1;
  return units;
}

/* TRUE for what a person who edits the cell would see taken for something else. */
static gboolean looks_like_formula(const char *text) {
  return strchr("=+-@\t\r", *text) != NULL;
}

static gboolean is_escape(const char *at) {
  return at[0] == '_' && at[1] == 'x' && g_ascii_isxdigit(at[2]) && g_ascii_isxdigit(at[3]) &&
         g_ascii_isxdigit(at[4]) && g_ascii_isxdigit(at[5]) && at[6] == '_';
}

char *book_escape(const char *text) {
  GString *out = g_string_new(NULL);
  for (; *text != '\0'; text++) {
    if (is_escape(text))
      g_string_append(out, "_x005F");
    g_string_append_c(out, *text);
  }
  return g_string_free(out, FALSE);
}

static lxw_format *format_for(const BookSheet *sheet, BookStyle style, const char *text) {
  return looks_like_formula(text) ? sheet->book->guarded[style] : sheet->book->formats[style];
}

static void note_head(BookSheet *sheet, guint column, const char *text) {
  if (column >= sheet->heads->len)
    g_ptr_array_set_size(sheet->heads, (int)column + 1);
  g_free(sheet->heads->pdata[column]);
  sheet->heads->pdata[column] = g_strdelimit(g_strdup(text), "\n", ' ');
}

static void write_text(BookSheet *sheet, guint row, guint column, BookStyle style,
                       const char *text) {
  g_autofree char *clean = xml_text_clean(text);
  if (clean != NULL)
    text = clean;
  lxw_format *format = format_for(sheet, style, text);
  lxw_error code;
  if (*text == '\0')
    code = worksheet_write_blank(sheet->worksheet, row, (lxw_col_t)column, format);
  else if (utf16_units(text) > BOOK_CELL_MAX)
    code = LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED;
  else {
    g_autofree char *safe = strstr(text, "_x") != NULL ? book_escape(text) : NULL;
    code = worksheet_write_string(sheet->worksheet, row, (lxw_col_t)column,
                                  safe != NULL ? safe : text, format);
  }
  book_note_error(sheet, row, column, code);
}

void book_text(BookSheet *sheet, guint row, guint column, BookStyle style, const char *text) {
  if (text == NULL)
    text = "";
  if (style == BOOK_HEAD)
    note_head(sheet, column, text);
  write_text(sheet, row, column, style, text);
  if (*text != '\0' && style != BOOK_PLAIN)
    book_height(sheet, row, text_height(sheet, column, 1, style, text));
}

void book_covered_text(BookSheet *sheet, guint row, guint column, BookStyle style,
                       const char *text) {
  write_text(sheet, row, column, style, text);
}

void book_merge(BookSheet *sheet, guint row, guint column, guint rows, guint columns,
                BookStyle style, const char *text) {
  if (rows * columns < 2) {
    book_text(sheet, row, column, style, text);
    return;
  }
  if (text == NULL)
    text = "";
  lxw_error code =
      worksheet_merge_range(sheet->worksheet, row, (lxw_col_t)column, row + rows - 1,
                            (lxw_col_t)(column + columns - 1), "", format_for(sheet, style, text));
  book_note_error(sheet, row, column, code);
  for (guint i = 0; style == BOOK_HEAD && i < columns; i++)
    note_head(sheet, column + i, text);
  write_text(sheet, row, column, style, text);
  BookTall tall = {row, rows, text_height(sheet, column, columns, style, text)};
  if (rows == 1)
    book_height(sheet, row, tall.height);
  else
    g_array_append_val(sheet->talls, tall);
}

/* ---- numbers, dates, formulas ----------------------------------------------------------- */

void book_number(BookSheet *sheet, guint row, guint column, BookStyle style, double number) {
  lxw_format *format = sheet->book->formats[style];
  book_note_error(
      sheet, row, column,
      isfinite(number)
          ? worksheet_write_number(sheet->worksheet, row, (lxw_col_t)column, number, format)
          : worksheet_write_blank(sheet->worksheet, row, (lxw_col_t)column, format));
}

void book_day(BookSheet *sheet, guint row, guint column, BookStyle style, Day day) {
  char iso[DAY_TEXT_SIZE];
  if (day != DAY_NONE && day < day_from_ymd(1900, 3, 1))
    book_text(sheet, row, column, style, day_to_iso(day, iso));
  else
    book_number(sheet, row, column, style,
                day != DAY_NONE ? (double)day - day_from_ymd(1899, 12, 30) : NAN);
}

void book_formula(BookSheet *sheet, guint row, guint column, BookStyle style, const char *formula,
                  double value) {
  book_note_error(sheet, row, column,
                  worksheet_write_formula_num(sheet->worksheet, row, (lxw_col_t)column, formula,
                                              sheet->book->formats[style], value));
}

void book_formula_text(BookSheet *sheet, guint row, guint column, BookStyle style,
                       const char *formula, const char *value) {
  book_note_error(sheet, row, column,
                  worksheet_write_formula_str(sheet->worksheet, row, (lxw_col_t)column, formula,
                                              sheet->book->formats[style], value));
  if (*value != '\0')
    book_height(sheet, row, text_height(sheet, column, 1, style, value));
}

/* listing_write.c: a list as xlsx, docx, csv, json. */
#include <jansson.h>
#include <math.h>
#include <string.h>

#include "core/exchange/export/listing.h"
#include "core/exchange/table/book.h"
#include "core/exchange/table/csv_row.h"
#include "core/exchange/table/word.h"

#define ROWS_BETWEEN_TELLS 512
#define WIDTH_LEAST 6
#define WIDTH_MOST 60
#define PORTRAIT_WIDTH 95 /* what fits on A4 upright without becoming small */

/* What an xlsx states as the time it was made, for a list says in its note of when it is: the first
 * that a zip can hold. */
#define NO_TIME 315532800

static const ListingColumn *column_at(const Listing *listing, guint i) {
  return listing->columns->pdata[i];
}

static gboolean goes_on(const Listing *listing, const Watch *watch, guint row, GError **error) {
  return row % ROWS_BETWEEN_TELLS != 0 ||
         watch_goes_on(watch, "正在写文件", row, listing->rows->len, error);
}

/* ---- values ----------------------------------------------------------------------------- */

/* The number that all of text is; NAN: it is none. */
static double number_of(const char *text, const char *ending) {
  char *end;
  if (!g_ascii_isdigit(*text) && *text != '-' && *text != '.')
    return NAN;
  double number = g_ascii_strtod(text, &end);
  return end != text && g_str_equal(end, ending) && isfinite(number) ? number : NAN;
}

/* 60% is 0.6; 86.5% would lose its half by the format of shares, and stays text. */
static double share_of(const char *text) {
  double percent = number_of(text, "%");
  return percent == floor(percent) ? percent / 100 : NAN;
}

static const struct {
  const char *word;
  BookStyle style;
  BookColour colour;
} LIGHTS[] = {
    {"红", BOOK_SHORT_RED, BOOK_RED},     {"黄", BOOK_SHORT_AMBER, BOOK_AMBER},
    {"绿", BOOK_SHORT_GREEN, BOOK_GREEN}, {"蓝", BOOK_SHORT_BLUE, BOOK_BLUE},
    {"灰", BOOK_SHORT_GREY, BOOK_GREY},
};

/* Its index; -1: text is no light. */
static int light_of_word(const char *text) {
  for (guint i = 0; i < G_N_ELEMENTS(LIGHTS); i++) {
    if (strstr(text, LIGHTS[i].word) != NULL)
      return (int)i;
  }
  return -1;
}

/* Columns as Excel counts them are a little wider than a terminal's. */
static double width_of(const ListingColumn *column) {
  return CLAMP(column->width * 1.1 + 1, WIDTH_LEAST, WIDTH_MOST);
}

static double whole_width(const Listing *listing) {
  double whole = 0;
  for (guint i = 0; i < listing->columns->len; i++)
    whole += width_of(column_at(listing, i));
  return whole;
}

/* ---- xlsx ------------------------------------------------------------------------------- */

static void put_cell(BookSheet *sheet, guint row, guint column, ListingKind kind,
                     const char *text) {
  double number = kind == LISTING_NUMBER  ? number_of(text, "")
                  : kind == LISTING_SHARE ? share_of(text)
                                          : NAN;
  Day day = kind == LISTING_DATE ? day_from_iso(text) : DAY_NONE;
  int light = kind == LISTING_LIGHT ? light_of_word(text) : -1;
  if (!isnan(number))
    book_number(sheet, row, column, kind == LISTING_SHARE ? BOOK_SHARE : BOOK_NUMBER, number);
  else if (day != DAY_NONE)
    book_day(sheet, row, column, BOOK_DATE, day);
  else if (light >= 0)
    book_text(sheet, row, column, LIGHTS[light].style, text);
  else
    book_text(sheet, row, column, kind == LISTING_TEXT ? BOOK_TEXT : BOOK_SHORT, text);
}

/* As wide as the longest text of the column needs, too. */
static double sheet_width(const Listing *listing, guint column) {
  double width = width_of(column_at(listing, column));
  for (guint row = 0; row < listing->rows->len; row++)
    width = book_width_for(BOOK_TEXT, width, ((char **)listing->rows->pdata[row])[column]);
  return width;
}

/* The row of the head. */
static guint put_head(const Listing *listing, BookSheet *sheet) {
  guint columns = listing->columns->len, head = 1;
  for (guint i = 0; i < columns; i++)
    book_width(sheet, i, i, sheet_width(listing, i));
  book_merge(sheet, 0, 0, 1, columns, BOOK_TITLE, listing->title);
  if (listing->note != NULL)
    book_merge(sheet, head++, 0, 1, columns, BOOK_SUBTITLE, listing->note);
  for (guint i = 0; i < columns; i++)
    book_text(sheet, head, i, BOOK_HEAD, column_at(listing, i)->head);
  book_height(sheet, head, 22);
  return head;
}

static gboolean write_xlsx(const Listing *listing, OutFile *file, const Watch *watch,
                           GError **error) {
  g_autoptr(Book) book = book_new(outfile_temporary(file), listing->title, NO_TIME);
  BookSheet *sheet = book_sheet(book, listing->title, whole_width(listing) > PORTRAIT_WIDTH);
  guint head = put_head(listing, sheet);
  for (guint row = 0; row < listing->rows->len; row++) {
    char **cells = listing->rows->pdata[row];
    if (!goes_on(listing, watch, row, error))
      return FALSE;
    for (guint i = 0; i < listing->columns->len; i++)
      put_cell(sheet, head + 1 + row, i, column_at(listing, i)->kind, cells[i]);
  }
  book_freeze(sheet, head);
  book_repeat(sheet, head, head);
  book_filter(sheet, head, head + listing->rows->len, 0, listing->columns->len - 1);
  return book_close(g_steal_pointer(&book), error);
}

/* ---- docx ------------------------------------------------------------------------------- */

static void begin_table(const Listing *listing, Word *word) {
  guint columns = listing->columns->len;
  g_autofree double *widths = g_new(double, columns);
  g_autofree WordCell *cells = g_new0(WordCell, columns);
  for (guint i = 0; i < columns; i++) {
    widths[i] = width_of(column_at(listing, i));
    cells[i].text = column_at(listing, i)->head;
    cells[i].style = WORD_CELL_HEAD;
  }
  gboolean small = whole_width(listing) * WORD_USUAL / 2 > word_page_width(word);
  word_table_begin(word, widths, columns, small);
  word_row(word, cells, columns, TRUE, 22);
}

static void put_row(const Listing *listing, Word *word, char *const *texts) {
  g_autofree WordCell *cells = g_new0(WordCell, listing->columns->len);
  for (guint i = 0; i < listing->columns->len; i++) {
    ListingKind kind = column_at(listing, i)->kind;
    int light = kind == LISTING_LIGHT ? light_of_word(texts[i]) : -1;
    cells[i].text = texts[i];
    cells[i].style = kind == LISTING_TEXT ? WORD_CELL_TEXT : WORD_CELL_SHORT;
    cells[i].fill = light >= 0 ? book_colour(LIGHTS[light].colour) : 0;
  }
  word_row(word, cells, listing->columns->len, FALSE, 0);
}

static gboolean write_docx(const Listing *listing, OutFile *file, const Watch *watch,
                           GError **error) {
  g_autoptr(Word) word = word_new(listing->title, whole_width(listing) > PORTRAIT_WIDTH, NO_TIME);
  word_paragraph(word, WORD_TITLE, listing->title);
  if (listing->note != NULL)
    word_paragraph(word, WORD_SUBTITLE, listing->note);
  begin_table(listing, word);
  for (guint row = 0; row < listing->rows->len; row++) {
    if (!goes_on(listing, watch, row, error))
      return FALSE;
    put_row(listing, word, listing->rows->pdata[row]);
  }
  word_table_end(word);
  return word_write(word, outfile_temporary(file), error);
}

/* ---- csv, json -------------------------------------------------------------------------- */

static gboolean write_csv(const Listing *listing, OutFile *file, const Watch *watch,
                          GError **error) {
  g_autoptr(GString) text = g_string_new(CSV_MARK);
  guint columns = listing->columns->len;
  g_autofree const char **heads = g_new0(const char *, columns);
  for (guint i = 0; i < columns; i++)
    heads[i] = column_at(listing, i)->head;
  csv_row(text, heads, columns);
  for (guint row = 0; row < listing->rows->len; row++) {
    if (!goes_on(listing, watch, row, error))
      return FALSE;
    csv_row(text, listing->rows->pdata[row], columns);
  }
  return outfile_write(file, text->str, text->len, error);
}

static json_t *cell_json(ListingKind kind, const char *text) {
  double number = kind == LISTING_NUMBER ? number_of(text, "") : NAN;
  if (*text == '\0')
    return json_null();
  if (isnan(number))
    return json_string(text);
  return number == floor(number) && fabs(number) < 1e15 ? json_integer((json_int_t)number)
                                                        : json_real(number);
}

static json_t *row_json(const Listing *listing, char *const *texts) {
  json_t *object = json_object();
  for (guint i = 0; i < listing->columns->len; i++) {
    const ListingColumn *column = column_at(listing, i);
    json_object_set_new(object, column->head, cell_json(column->kind, texts[i]));
  }
  return object;
}

static gboolean write_json(const Listing *listing, OutFile *file, const Watch *watch,
                           GError **error) {
  json_t *rows = json_array();
  for (guint row = 0; row < listing->rows->len; row++) {
    if (!goes_on(listing, watch, row, error)) {
      json_decref(rows);
      return FALSE;
    }
    json_array_append_new(rows, row_json(listing, listing->rows->pdata[row]));
  }
  json_t *whole =
      json_pack("{s:s, s:s?, s:o}", "title", listing->title, "note", listing->note, "rows", rows);
  char *text = json_dumps(whole, JSON_INDENT(1) | JSON_REAL_PRECISION(15));
  json_decref(whole);
  gboolean written =
      outfile_write(file, text, strlen(text), error) && outfile_write(file, "\n", 1, error);
  free(text);
  return written;
}

gboolean listing_write(const Listing *listing, ListingFormat format, OutFile *file,
                       const Watch *watch, GError **error) {
  switch (format) {
  case LISTING_XLSX:
    return write_xlsx(listing, file, watch, error);
  case LISTING_DOCX:
    return write_docx(listing, file, watch, error);
  case LISTING_CSV:
    return write_csv(listing, file, watch, error);
  case LISTING_JSON:
    return write_json(listing, file, watch, error);
  }
  g_return_val_if_reached(FALSE);
}

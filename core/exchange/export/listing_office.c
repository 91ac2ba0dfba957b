/* listing_office.c: a list as xlsx and docx. In the module (office.h). */
#include <math.h>
#include <string.h>

#include "core/exchange/export/listing_private.h"
#include "core/exchange/table/book.h"
#include "core/exchange/table/word.h"

#define WIDTH_LEAST 6
#define WIDTH_MOST 60
#define PORTRAIT_WIDTH 95 /* what fits on A4 upright without becoming small */

/* What a file states as the time it was made, for a list says in its note of when it is: the first
 * that a zip can hold. */
#define NO_TIME 315532800

/* ---- values ----------------------------------------------------------------------------- */

/* 60% is 0.6, 86.5% is 0.865; 86.25% would lose something by the formats of shares, and stays
 * text. */
static double share_of(const char *text) {
  double percent = listing_number(text, "%");
  return fabs(percent * 10 - round(percent * 10)) < 1e-6 ? percent / 100 : NAN;
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
    whole += width_of(listing_column_at(listing, i));
  return whole;
}

/* ---- xlsx ------------------------------------------------------------------------------- */

/* A share is shown with as many places as its text. */
static BookStyle number_style(ListingKind kind, const char *text) {
  return kind != LISTING_SHARE ? BOOK_NUMBER : strchr(text, '.') != NULL ? BOOK_RATE : BOOK_SHARE;
}

static void put_cell(BookSheet *sheet, guint row, guint column, ListingKind kind,
                     const char *text) {
  double number = kind == LISTING_NUMBER  ? listing_number(text, "")
                  : kind == LISTING_SHARE ? share_of(text)
                                          : NAN;
  Day day = kind == LISTING_DATE ? day_from_iso(text) : DAY_NONE;
  int light = kind == LISTING_LIGHT ? light_of_word(text) : -1;
  if (!isnan(number))
    book_number(sheet, row, column, number_style(kind, text), number);
  else if (day != DAY_NONE)
    book_day(sheet, row, column, BOOK_DATE, day);
  else if (light >= 0)
    book_text(sheet, row, column, LIGHTS[light].style, text);
  else
    book_text(sheet, row, column, kind == LISTING_TEXT ? BOOK_TEXT : BOOK_SHORT, text);
}

/* As wide as the longest text of the column needs, too. */
static double sheet_width(const Listing *listing, guint column) {
  double width = width_of(listing_column_at(listing, column));
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
    book_text(sheet, head, i, BOOK_HEAD, listing_column_at(listing, i)->head);
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
    if (!listing_goes_on(listing, watch, row, error))
      return FALSE;
    for (guint i = 0; i < listing->columns->len; i++)
      put_cell(sheet, head + 1 + row, i, listing_column_at(listing, i)->kind, cells[i]);
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
    widths[i] = width_of(listing_column_at(listing, i));
    cells[i].text = listing_column_at(listing, i)->head;
    cells[i].style = WORD_CELL_HEAD;
  }
  gboolean small = whole_width(listing) * WORD_USUAL / 2 > word_page_width(word);
  word_table_begin(word, widths, columns, small);
  word_row(word, cells, columns, TRUE, 22);
}

static void put_row(const Listing *listing, Word *word, char *const *texts) {
  g_autofree WordCell *cells = g_new0(WordCell, listing->columns->len);
  for (guint i = 0; i < listing->columns->len; i++) {
    ListingKind kind = listing_column_at(listing, i)->kind;
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
    if (!listing_goes_on(listing, watch, row, error))
      return FALSE;
    put_row(listing, word, listing->rows->pdata[row]);
  }
  word_table_end(word);
  return word_write(word, outfile_temporary(file), error);
}

gboolean listing_office(const Listing *listing, ListingFormat format, OutFile *file,
                        const Watch *watch, GError **error) {
  return format == LISTING_XLSX ? write_xlsx(listing, file, watch, error)
                                : write_docx(listing, file, watch, error);
}

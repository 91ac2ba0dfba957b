/* book.h: writing an xlsx: a thin layer over libxlsxwriter, and the only place that knows how a
 * sheet looks and prints.
 *
 * Rows and columns count from 0. What fails while cells are put is kept, the first mistake alone,
 * and told by book_close(), with sheet, row and column: so that putting a cell needs no error.
 * Set the widths of a sheet before its cells: how high a row must be for its text to be seen whole
 * is counted as cells are put. The same content gives the same bytes.
 */
#pragma once

#include "core/rules/day.h"
#include "core/rules/sink.h"

struct lxw_workbook;
struct lxw_worksheet;
struct lxw_format;

#define BOOK_ERROR book_error_quark()
GQuark book_error_quark(void);
typedef enum {
  BOOK_ERROR_LIMIT, /* more than Excel takes: a text too long, too many rows */
  BOOK_ERROR_WRITE, /* the file could not be written */
} BookError;

/* UTF-16 units that Excel takes in a cell. */
#define BOOK_CELL_MAX 32767

/* The hidden sheet in which the program keeps what a table does not show, and how much of it there
 * is in a cell at most. */
#define BOOK_DATA_SHEET "taizhang"
#define BOOK_DATA_PIECE 30000

/* Colours, light enough to read on and to print. */
typedef enum {
  BOOK_RED,
  BOOK_AMBER,
  BOOK_GREEN,
  BOOK_GREY,
  BOOK_BLUE,
} BookColour;
#define BOOK_COLOUR_COUNT 5

/* What a cell is; its look follows. */
typedef enum {
  BOOK_TITLE,    /* large, centred, without border */
  BOOK_SUBTITLE, /* under it: issuer, 文号, date */
  BOOK_NOTE,     /* left, small, wrapped, without border */
  BOOK_SECTION,  /* a heading between tables: bold, left, without border */
  BOOK_HEAD,     /* of a column */
  BOOK_TEXT,     /* wrapped, left, at the top */
  BOOK_SHORT,    /* a word or two, centred */
  BOOK_NUMBER,
  BOOK_DATE,  /* 2026-11-21 */
  BOOK_SHARE, /* 0.6 is 60% */
  BOOK_RATE,  /* 0.281 is 28.1% */
  BOOK_TOTAL_TEXT,
  BOOK_TOTAL_NUMBER,
  BOOK_TOTAL_SHARE,
  BOOK_TOTAL_RATE,
  BOOK_TEXT_RED, /* as BOOK_TEXT, BOOK_SHORT and BOOK_DATE, coloured once and for all */
  BOOK_SHORT_RED,
  BOOK_SHORT_AMBER,
  BOOK_SHORT_GREEN,
  BOOK_SHORT_GREY,
  BOOK_SHORT_BLUE,
  BOOK_DATE_RED,
  BOOK_DATE_AMBER,
  BOOK_OPEN_TEXT, /* what may be filled in where the sheet is protected; its background says so */
  BOOK_OPEN_SHORT,
  BOOK_OPEN_NUMBER,
  BOOK_OPEN_DATE,
  BOOK_OPEN_SHARE,
  BOOK_PLAIN, /* no look at all */
} BookStyle;
#define BOOK_STYLE_COUNT (BOOK_PLAIN + 1)

typedef struct Book Book;
typedef struct BookSheet BookSheet;

/* Begins a workbook that book_close() writes to path (encoding of file names; an OutFile's
 * outfile_temporary()). title is what the file says it is; it names no person. created is in
 * seconds since 1970-01-01 UTC, and not 0. */
Book *book_new(const char *path, const char *title, gint64 created);

/* Frees book, which may be NULL; nothing is written. */
void book_free(Book *book);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Book, book_free)

/* Writes the file and frees book (with g_steal_pointer()), also where it fails: the first cell that
 * could not be put, or the disk. The message does not name the file. */
gboolean book_close(Book *book, GError **error);

/* What libxlsxwriter has, for what this layer does not do (charts, images). Borrowed. */
struct lxw_workbook *book_workbook(Book *book);
struct lxw_worksheet *book_worksheet(BookSheet *sheet);
struct lxw_format *book_format(Book *book, BookStyle style);

/* 0xRRGGBB of a colour's background, and a stronger one of the same for charts. */
guint32 book_colour(BookColour colour);
guint32 book_colour_strong(BookColour colour);

/* ---- sheets ----------------------------------------------------------------------------- */

/* Adds a sheet: A4, one page wide, page n of m below. name is made fit for one (31 characters, no
 * []:*?/\) and another than those there are. Owned by book. */
BookSheet *book_sheet(Book *book, const char *name, gboolean landscape);

/* The name it was given, as a formula on another sheet quotes it: '台账'. The caller frees. */
char *book_sheet_reference(const BookSheet *sheet);

/* Width of columns first to last, in digits as Excel counts (a Chinese character is about 2.1); 0:
 * hidden. */
void book_width(BookSheet *sheet, guint first, guint last, double width);

/* The least width, from width on, at which text is seen whole: a row is no higher than 409 points.
 * At most BOOK_WIDTH_MAX, and then it is not. */
#define BOOK_WIDTH_MAX 100.0
double book_width_for(BookStyle style, double width, const char *text);

/* Rows above and including the row last stay in sight. */
void book_freeze(BookSheet *sheet, guint last);

/* Rows first to last are printed on top of each page. */
void book_repeat(BookSheet *sheet, guint first, guint last);

/* Adds the arrows of a filter to a head in row head of a table down to row last. */
void book_filter(BookSheet *sheet, guint head, guint last, guint first_column, guint last_column);

/* A page ends before this row. Rows ascending. */
void book_break(BookSheet *sheet, guint row);

/* Locks all cells but the BOOK_OPEN_ ones, without a password; columns may be made wider, rows
 * filtered and sorted. */
void book_protect(BookSheet *sheet);

/* Adds the hidden sheet BOOK_DATA_SHEET, or fills its next column: data, in pieces that joined are
 * the same again, down column A (B, C … at the second, third … call). data is clean text without
 * line ends, as JSON is. */
void book_data(Book *book, const char *data);

/* The same for data that comes bit by bit: what is put into the sink until book_data_end() fills a
 * column. */
Sink book_data_sink(Book *book);
void book_data_end(Book *book);

/* ---- cells ------------------------------------------------------------------------------ */

/* Text, always as text: = + - @ begin no formula, a number in it stays what is printed. NULL or ""
 * gives an empty cell with its look. */
void book_text(BookSheet *sheet, guint row, guint column, BookStyle style, const char *text);

/* A number; NAN: an empty cell. */
void book_number(BookSheet *sheet, guint row, guint column, BookStyle style, double number);

/* A date; DAY_NONE: an empty cell; before 1900-03-01, where Excel counts wrongly: as text. */
void book_day(BookSheet *sheet, guint row, guint column, BookStyle style, Day day);

/* A formula (=SUM(A1:A3), with English names) and what it comes to, for programs that do not
 * calculate. */
void book_formula(BookSheet *sheet, guint row, guint column, BookStyle style, const char *formula,
                  double value);
void book_formula_text(BookSheet *sheet, guint row, guint column, BookStyle style,
                       const char *formula, const char *value);

/* A merged cell of so many rows and columns (1 by 1: book_text()), with text. A number or date goes
 * into it by putting it at row and column afterwards. */
void book_merge(BookSheet *sheet, guint row, guint column, guint rows, guint columns,
                BookStyle style, const char *text);

/* Puts text into a cell that a merged one covers, where a filter or another program finds it and
 * nobody sees it. */
void book_covered_text(BookSheet *sheet, guint row, guint column, BookStyle style,
                       const char *text);

/* Makes a row at least that high, in points. */
void book_height(BookSheet *sheet, guint row, double points);

/* ---- rules of cells --------------------------------------------------------------------- */

/* Cells that take one of words (NULL-terminated; together at most 255 characters) from a list.
 * told: what is said to anything else. */
void book_choices(BookSheet *sheet, guint first_row, guint last_row, guint column,
                  const char *const *words, const char *told);

/* Cells that take 0% to 100%. */
void book_shares(BookSheet *sheet, guint first_row, guint last_row, guint column);

/* Cells that take a date. */
void book_days(BookSheet *sheet, guint first_row, guint last_row, guint column);

/* Colours a cell of the range while formula, written for its first cell, is true. Where several
 * are, the first one given counts. */
void book_colour_when(BookSheet *sheet, guint first_row, guint last_row, guint first_column,
                      guint last_column, const char *formula, BookColour colour);

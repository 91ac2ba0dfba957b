/* book_private.h: what the files of book.c share. */
#pragma once

#include <xlsxwriter.h>

#include "core/exchange/table/book.h"

/* A merged cell whose text needs more than a row. */
typedef struct {
  guint row, rows;
  double height;
} BookTall;

struct BookSheet {
  Book *book;
  lxw_worksheet *worksheet;
  char *name;
  GArray *widths;   /* double, by column */
  GArray *heights;  /* double, by row; 0: as usual */
  GArray *talls;    /* BookTall */
  GPtrArray *heads; /* char*, by column: what BOOK_HEAD says there; NULL: nothing */
  GArray *breaks;   /* lxw_row_t, ended by 0 when they are set */
};

struct Book {
  lxw_workbook *workbook;
  char *path;
  int memory; /* the file is made here first, for libxlsxwriter complains on standard error; -1:
                 there is none */
  lxw_format *formats[BOOK_STYLE_COUNT];
  lxw_format *guarded[BOOK_STYLE_COUNT]; /* the same for texts that look like a formula */
  lxw_format *conditions[BOOK_COLOUR_COUNT];
  GPtrArray *sheets;   /* BookSheet* */
  lxw_worksheet *data; /* NULL: none yet */
  guint data_columns;
  guint data_row;     /* of the column being filled */
  GString *data_rest; /* what is not a piece yet; NULL: no column is being filled */
  GError *error;      /* the first mistake */
};

/* Makes all formats. */
void book_make_formats(Book *book);

/* Points that a line of a style's text is high, and half-width characters that fit on a line of a
 * column of that width. */
double book_line_height(BookStyle style);
int book_line_columns(BookStyle style, double width);

/* FALSE for a style whose text stays on one line. */
gboolean book_style_wraps(BookStyle style);

/* Keeps what went wrong at a cell, where it is the first. */
void book_note_error(BookSheet *sheet, guint row, guint column, lxw_error code);

/* A copy of text in which what reads as the escape of a character, _x000D_, is escaped itself. The
 * caller frees. */
char *book_escape(const char *text);

/* TRUE where the xlsx that fd holds ends nowhere in the middle. */
gboolean book_is_whole(int fd);

/* Gives rows the heights their texts need. */
void book_set_heights(BookSheet *sheet);

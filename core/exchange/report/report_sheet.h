/* report_sheet.h: a sheet that is written downwards: titles, sections, tables, totals. */
#pragma once

#include "core/exchange/table/book.h"

typedef struct {
  Book *book;
  BookSheet *sheet;
  guint columns; /* how wide its tables are … */
  double width;  /* … in digits, as book_width() counts */
  guint row;     /* the next one to be written */
} ReportSheet;

/* Begins a sheet with columns of these widths (ended by 0), a title and, below it, subtitle. */
ReportSheet report_sheet_begin(Book *book, const char *name, gboolean landscape,
                               const double *widths, const char *title, const char *subtitle);

/* A heading between tables, with a row of room above it. */
void report_section(ReportSheet *sheet, const char *text);

/* A sentence over the whole width: a remark, or that there is nothing. */
void report_sentence(ReportSheet *sheet, const char *text);

/* The heads (NULL-terminated) of a table, from the first column on. */
void report_heads(ReportSheet *sheet, const char *const *heads);

/* B5; B5:B20; rows from 0. The caller frees. */
char *report_cell(guint column, guint row);
char *report_range(guint column, guint first, guint last);

/* The sum of rows first to last of a column, into the sheet's next row. */
void report_sum(ReportSheet *sheet, guint column, BookStyle style, guint first, guint last,
                double value);

/* part / whole of two cells of a row; 0 where whole is 0. */
void report_ratio(ReportSheet *sheet, guint column, BookStyle style, guint part, guint whole,
                  guint row, double value);

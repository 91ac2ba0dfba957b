/* xlsx_private.h: the parts of an xlsx. */
#pragma once

#include "core/exchange/table/number_format.h"
#include "core/exchange/table/workbook_private.h"

/* Texts that cells name by number. */
typedef struct {
  GString *bytes;  /* one after the other, each with its NUL */
  GArray *offsets; /* gsize */
} SharedStrings;

SharedStrings *shared_strings_read(Archive *archive, const char *part, GError **error);
void shared_strings_free(SharedStrings *strings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SharedStrings, shared_strings_free)

/* Borrowed; NULL: there is no such text. */
const char *shared_strings_get(const SharedStrings *strings, guint index);

/* Puts what _xHHHH_ stands for in its place, in text itself. */
void shared_strings_decode(char *text);

/* Formats of numbers by the number of the cell's style: an array of NumberFormat*, which frees
 * them. */
GPtrArray *xlsx_styles_read(Archive *archive, const char *part, GError **error);

/* What all sheets of a file have in common. */
typedef struct {
  Reading *reading;
  Archive *archive;
  SharedStrings *strings; /* NULL: none */
  GPtrArray *formats;     /* NULL: none */
  gboolean epoch_1904;
} XlsxFile;

/* Reads a sheet's cells into grid. */
gboolean xlsx_sheet_read(const XlsxFile *file, const char *part, Grid *grid, GError **error);

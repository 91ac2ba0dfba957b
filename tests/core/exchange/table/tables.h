/* tables.h: what the tests of the readers share: the tables kept in tests/data/tables, files packed
 * for one test, and tables as text.
 */
#pragma once

#include "core/exchange/table/workbook.h"
#include "tests/core/fixture.h"

/* Reads a file that must be readable: one kept in tests/data/tables, or any. */
Workbook *tables_load(const char *name);
Workbook *tables_read(const char *path);

/* Reads a file that must be refused with that code. The message must name the file, hold part, and
 * be clean. */
void tables_refused(const char *path, WorkbookError code, const char *part);

/* A table of a workbook; it must be there. */
const Grid *tables_grid(const Workbook *workbook, guint index);

/* Rows as lines, cells between |: text as it is with line ends as /, numbers with # before, dates
 * with @, errors with !, covered cells ^. Blank rows are blank lines. The caller frees. */
char *tables_text(const Grid *grid);

/* The same of one row, or the text of one cell. */
char *tables_row(const Grid *grid, guint row);
const char *tables_cell(const Grid *grid, guint row, guint column);

/* What a person reads at a place: the text, or that of the merged cell it lies in. */
const char *tables_seen(const Grid *grid, guint row, guint column);

/* The 69 rows of the Ningxia ledger, each an array of five texts: an array of char**. */
GPtrArray *tables_ningxia(void);

/* A part of an archive. size 0: bytes end with a NUL. */
typedef struct {
  const char *name;
  const char *bytes;
  gsize size;
} Packed;

/* Packs parts into folder/name; the caller frees the path. */
char *tables_pack(const char *folder, const char *name, const Packed *parts, gsize count);

/* An xlsx with one sheet 表, whose XML within <worksheet> is given; strings: within <sst>, NULL:
 * none. The caller frees the path. */
char *tables_xlsx(const char *folder, const char *sheet, const char *strings);

/* A docx, with what is within <w:body>. The caller frees the path. */
char *tables_docx(const char *folder, const char *body);

#define assert_row(grid, row, expected)                                                            \
  G_STMT_START {                                                                                   \
    g_autofree char *assert_row_ = tables_row(grid, row);                                          \
    g_assert_cmpstr(assert_row_, ==, expected);                                                    \
  }                                                                                                \
  G_STMT_END

#define assert_table(grid, expected)                                                               \
  G_STMT_START {                                                                                   \
    g_autofree char *assert_table_ = tables_text(grid);                                            \
    g_assert_cmpstr(assert_table_, ==, expected);                                                  \
  }                                                                                                \
  G_STMT_END

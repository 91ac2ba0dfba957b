/* tables.h: what the tests of recognise.h share: files of tables made in memory, and what is read
 * from them as text. Nothing here may fail: a test that cannot be set up ends there. */
#pragma once

#include "core/exchange/import/recognise.h"

/* A file without tables. Freed by tables_free(). */
Workbook *tables_new(WorkbookKind kind);
void tables_free(Workbook *workbook);

/* Adds a table whose rows are lines, NULL at the end, and whose cells are parted by |; / in a cell
 * is a line end. Borrowed. */
#define tables_add(workbook, name, ...)                                                            \
  tables_add_lines(workbook, name, (const char *const[]){__VA_ARGS__, NULL})
Grid *tables_add_lines(Workbook *workbook, const char *name, const char *const *lines);

/* A table with what is read from it. */
typedef struct {
  Content *content;
  Recognised *table; /* borrowed from tables */
  GPtrArray *tables;
  GPtrArray *remarks;
} Read;

void read_clear(Read *read);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Read, read_clear)

/* Reads the table that looks most like a ledger, with 2026 for today's year. */
Read tables_read(const Workbook *workbook);
Read tables_read_with(const Workbook *workbook, const RecogniseOptions *options);

/* Fields of a task as content_text() has them, joined by |. The caller frees. */
char *tables_task(const Read *read, guint index, const ContentField *fields, guint count);
#define assert_task(read, index, expected, ...)                                                    \
  G_STMT_START {                                                                                   \
    const ContentField fields_[] = {__VA_ARGS__};                                                  \
    g_autofree char *text_ = tables_task(read, index, fields_, G_N_ELEMENTS(fields_));             \
    g_assert_cmpstr(text_, ==, expected);                                                          \
  }                                                                                                \
  G_STMT_END

/* The fields of the columns as codes, joined by blanks; - for none. The caller frees. */
char *tables_columns(const Recognised *table);
#define assert_columns(table, expected)                                                            \
  G_STMT_START {                                                                                   \
    g_autofree char *columns_ = tables_columns(table);                                             \
    g_assert_cmpstr(columns_, ==, expected);                                                       \
  }                                                                                                \
  G_STMT_END

/* The remarks with their places, a line each. The caller frees. */
char *tables_remarks(const Workbook *workbook, const Read *read);
#define assert_remarks(workbook, read, expected)                                                   \
  G_STMT_START {                                                                                   \
    g_autofree char *remarks_ = tables_remarks(workbook, read);                                    \
    g_assert_cmpstr(remarks_, ==, expected);                                                       \
  }                                                                                                \
  G_STMT_END

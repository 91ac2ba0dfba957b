/* workbook_private.h: what the readers of xlsx, docx and csv share: the reading in hand, its
 * limits, and how a mistake names its place.
 */
#pragma once

#include "core/exchange/table/archive.h"
#include "core/exchange/table/grid_private.h"
#include "core/exchange/table/workbook.h"

#define WORKBOOK_BYTES_MAX (64u << 20)
#define WORKBOOK_ROWS_MAX                                                                          \
  200000u /* of all tables together, down to the last row that is not blank */
#define WORKBOOK_COLUMNS_MAX 512u
#define WORKBOOK_CHARACTERS_MAX 32767u

/* Merged cells of all tables together: only a file made to harm has as many. */
#define WORKBOOK_MERGED_MAX (16u << 20)

/* What is told while it is read. */
#define WORKBOOK_DOING "正在读取"

/* How many rows are read between two tellings. */
#define WORKBOOK_TELL_ROWS 500u

typedef struct {
  Workbook *workbook;
  const Watch *watch;
  guint rows;   /* of the tables that are complete */
  guint merged; /* cells of all tables that lie in merged ones */
} Reading;

/* Sets an error that begins with its place in the table: 第3行B列：…, in a docx or csv
 * 第3行第2列：… Whoever reads the table puts its name before it. */
void reading_fail_at(const Reading *reading, const Grid *grid, guint row, guint column,
                     WorkbookError code, GError **error, const char *format, ...)
    G_GNUC_PRINTF(7, 8);

/* Puts text before the message, unless a person stopped the reading. */
void reading_prefix(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* As grid_keep(); FALSE and error where the text is too long for a cell. */
gboolean reading_keep(const Reading *reading, Grid *grid, guint row, guint column, Cell cell,
                      guint32 *kept, GError **error);

/* Puts what was kept, and nothing where it is blank, so that a table is as large as what is in it.
 * FALSE and error where it lies beyond the limits. */
gboolean reading_put(const Reading *reading, Grid *grid, guint row, guint column, guint32 kept,
                     GError **error);

/* Keeps and puts text, or what a cell says. */
gboolean reading_put_cell(const Reading *reading, Grid *grid, guint row, guint column, Cell cell,
                          GError **error);

/* Merges what of a merged cell lies within the table. */
gboolean reading_merge(Reading *reading, Grid *grid, GridMerge merge, GError **error);

/* Adds a complete table to the workbook, which takes it. */
void reading_add(Reading *reading, Grid *grid);

/* What each form's file does. All fill reading->workbook. */
/* What an archive holds, an xlsx or a docx. In the module (office.h), as the next two. */
gboolean office_read(Reading *reading, const char *bytes, gsize size, GError **error);
gboolean xlsx_read(Reading *reading, Archive *archive, const char *main_part, GError **error);
gboolean docx_read(Reading *reading, Archive *archive, const char *main_part, GError **error);

/* name: of the table. bytes are followed by a NUL that does not count, and used up. */
gboolean csv_read(Reading *reading, const char *name, char *bytes, gsize size, GError **error);

/* text as the clipboard has it; used up. */
gboolean csv_read_pasted(Reading *reading, const char *name, char *text, GError **error);

/* What kind of file bytes are that is not read, as a sentence with what to do: 是 PDF 文件，…;
 * NULL: an archive or text. */
const char *filekind_refusal(const char *bytes, gsize size);
gboolean filekind_is_archive(const char *bytes, gsize size);

/* workbook.h: reading a file of tables: xlsx, docx, csv or tsv. What kind it is, its bytes say.
 *
 * Limits, all refused in words: a file of 64 MB, 256 MB unpacked, 100 times what it is packed,
 * 200,000 rows in all its tables, 512 columns, 32,767 characters in a cell, 256 sheets of an xlsx
 * or 1,000 tables of a docx, 3,000 parts of an archive. What is blank does not count. Archives in
 * archives are not opened; no name from an archive is ever used as a path; a DOCTYPE, an entity or
 * an outside reference is refused or left alone, nothing is fetched. Old .xls, .doc and .wps
 * (recognised by their bytes) are refused with how to save them anew.
 *
 * Cells are as a person sees them in the file: 60%, not 0.6. A date shown with its day is a
 * CELL_DATE; shown as a month (2020年12月) it is that text, since Excel keeps its first day, which
 * nobody meant. What is no date at all (serial 60, 1900-02-29) is text, ##### and a formula that
 * nobody computed are CELL_ERROR. Numbers of numbered paragraphs in a docx are not in its text and
 * not read. A table's grid is as large as what is not blank in it, and merged cells end with it.
 */
#pragma once

#include "core/exchange/table/grid.h"
#include "core/rules/watch.h"

#define WORKBOOK_ERROR workbook_error_quark()
GQuark workbook_error_quark(void);

/* Messages are Chinese and complete: file, sheet, row, column, what to do. */
typedef enum {
  WORKBOOK_ERROR_READ,    /* cannot be opened or read */
  WORKBOOK_ERROR_KIND,    /* a kind of file that is not read: .xls, a picture, an encrypted file */
  WORKBOOK_ERROR_LIMIT,   /* larger than is read */
  WORKBOOK_ERROR_DAMAGED, /* not what its kind has to be */
} WorkbookError;

typedef enum { WORKBOOK_XLSX, WORKBOOK_DOCX, WORKBOOK_CSV } WorkbookKind;

typedef struct {
  WorkbookKind kind;
  char *path;       /* as given; of pasted text 粘贴的内容 */
  GPtrArray *grids; /* Grid*, in the order of the file; a docx without tables has none */
  char *data; /* what this program put into it for itself: the text of the part WORKBOOK_DATA of
                 a docx; NULL: nothing */
} Workbook;

/* The part of a docx in which this program keeps what the table does not show. */
#define WORKBOOK_DATA "customXml/taizhang.json"

void workbook_free(Workbook *workbook);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Workbook, workbook_free)

/* Reads a file. path is in the locale's encoding of file names. NULL and error. */
Workbook *workbook_read(const char *path, const Watch *watch, GError **error);

/* Reads pasted text (UTF-8): cells separated by tabs, as WPS and Excel put them on the clipboard
 * (a cell with a line end or tab in it is in quotes). NULL and error. */
Workbook *workbook_read_text(const char *text, GError **error);

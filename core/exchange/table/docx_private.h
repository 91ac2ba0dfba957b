/* docx_private.h: one table of a docx, built as its elements come. */
#pragma once

#include "core/exchange/table/markup.h"
#include "core/exchange/table/workbook_private.h"

typedef struct DocxTable DocxTable;

/* Takes grid. */
DocxTable *docx_table_new(Reading *reading, Grid *grid);
/* table may be NULL. */
void docx_table_free(DocxTable *table);

/* Where the text of the cell in hand goes. Borrowed. */
GString *docx_table_text(DocxTable *table);

/* TRUE for elements that make up a table; they come to the two after it. */
gboolean docx_table_knows(const char *name);
gboolean docx_table_start(DocxTable *table, const char *name, const MarkupAttributes *attributes,
                          GError **error);
gboolean docx_table_finish(DocxTable *table, const char *name, GError **error);

/* Something has been struck out; in the properties of a row that is the row. */
void docx_table_strike(DocxTable *table);

/* The table is complete: gives its grid to the workbook. */
gboolean docx_table_end(DocxTable *table, GError **error);

/* table.h: rows in aligned columns, for people.
 *
 * Columns are as wide as the first rows need, so that a long table starts at once; later cells that
 * are wider are cut on a terminal and stick out elsewhere. The last column takes what is left.
 */
#pragma once

#include "tui/command/output.h"

typedef struct {
  const char *title;
  int widest;     /* columns at most for its cells; 0: no limit. For the last: ignored */
  gboolean right; /* numbers */
} TableColumn;

typedef struct Table Table;

/* A table of count columns, borrowed. */
Table *table_new(Output *output, const TableColumn *columns, guint count);

/* Adds a row; cells (count of them, NULL being empty) are copied, cleaned and shown on one line. */
void table_row(Table *table, const char *const *cells);

/* Settles the widths by the rows there are, each column at least as wide as least says (of each
 * column; 0: nothing), for cells that are known to follow; nothing where they are settled. */
void table_settle(Table *table, const int *least);

/* Writes what waits; a table without rows writes nothing. Frees it. */
void table_end(Table *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Table, table_end)

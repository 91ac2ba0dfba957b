/* words.h: what people call the tables and columns of the ledger, for history and for errors. */
#pragma once

#include <glib.h>

/* "task" → 目标任务. A table without a name of its own is returned as it is. Borrowed. */
const char *words_table(const char *table);

/* The place of a table among those that have a name, from 0: the order in which people read them. A
 * table without one comes last. */
int words_place(const char *table);

/* "task", "due" → 办理期限. A column without a name of its own is returned as it is. Borrowed. */
const char *words_column(const char *table, const char *column);

/* TRUE where a column holds codes (closed, quarter) that no person should be shown. */
gboolean words_holds_code(const char *table, const char *column);

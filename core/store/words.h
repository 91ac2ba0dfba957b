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

/* TRUE when name means that column, alone or with all others of its table: its word or name (备注,
 * note), the table's (进展, progress), or both with a blank or point between (进展 日期,
 * progress.made_on). */
gboolean words_mean(const char *name, const char *table, const char *column);

/* FALSE where name means no column at all. */
gboolean words_mean_any(const char *name);

/* Every word a column or table has, NULL-terminated, each once; the caller frees the array alone.
 */
const char **words_all(void);

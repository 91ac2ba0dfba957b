/* task_number.h: the 序号 of a ledger's tasks, given anew to many at once. For the model alone,
 * inside a writer.
 */
#pragma once

#include "core/store/write.h"

/* A number that a task has, and the one it gets. */
typedef struct {
  gint64 from;
  gint64 to;
} TaskNumber;

/* The number that a new task of a ledger gets: one more than the last. */
gboolean task_number_next(Db *db, gint64 ledger, int *number, GError **error);

/* Gives those tasks of a ledger that have the numbers from the numbers to (TaskNumber, in any
 * order; from and to may be the same): each of both is there once, and what is no from is no to
 * unless it is free. */
gboolean task_numbers_store(Db *db, gint64 ledger, const GArray *numbers, GError **error);

/* Makes numbers (gint64, ascending) free in a ledger: where one is taken, what has it and what
 * follows without a gap go up, keeping their order. */
gboolean task_numbers_make_free(Db *db, gint64 ledger, const GArray *numbers, GError **error);

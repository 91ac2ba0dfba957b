/* task_order.h: 序号 of a ledger: rows moved up, down and elsewhere, and room made for new ones.
 *
 * Rows are shown by indicator and, there, by 序号; the parts of a split task under it. Moving a row
 * gives the rows between its old and its new place each other's numbers, in the order in which they
 * are shown then; all others keep theirs. Inside a writer, but for task_shift().
 */
#pragma once

#include "core/model/task.h"

/* Moves a task up (delta -1) or down (1) among the tasks of its indicator, a part among those of
 * its task; journaled "task.move". Refused where it is the first or the last one. */
gboolean task_shift(Db *db, const Actor *actor, gint64 task, int delta, GError **error);

/* Where a task stood before it was moved. */
typedef struct {
  gint64 task; /* 0: none */
  gint64 ledger;
  gint64 indicator;
  int number;
} TaskMoved;

/* Moves a task, with its parts, under another indicator, of its own ledger or of another one, where
 * it gets a number of that one. task_moves_settle() then gives it its place there. Refused for a
 * part (it goes with its task), where it stands there already and where that ledger is 封存. */
gboolean task_move(Db *db, gint64 task, gint64 indicator, TaskMoved *moved, GError **error);

/* Puts all that were moved (TaskMoved) under an indicator to its end, in this order. */
gboolean task_moves_settle(Db *db, gint64 indicator, const GArray *moved, GError **error);

/* A task, and the one that it is to stand right below. */
typedef struct {
  gint64 task;
  gint64 above;
} TaskBelow;

/* Puts tasks of one ledger (TaskBelow) right below others of it, each with the number that follows;
 * what stands there, and what follows without a gap, goes up. */
gboolean task_put_below(Db *db, gint64 ledger, const GArray *places, GError **error);

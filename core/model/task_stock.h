/* task_stock.h: the tasks of a file as lists have them, kept from one list to the next: a filter
 * that is typed asks again with every key. Of what is written meanwhile, by whomever, only the
 * tasks are read again that the journal says were touched.
 */
#pragma once

#include "core/model/task.h"

typedef struct TaskStock TaskStock;

/* An empty one, of a file. db stays borrowed. */
TaskStock *task_stock_new(Db *db);
void task_stock_free(TaskStock *stock);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TaskStock, task_stock_free)

/* As task_list(), but that the array may be the stock's own and is not to be changed. After the
 * next list it has the same tasks in the same order still, but may say of them how they stand by
 * then. Until task_stock_forget() reckoning has to stay as it is. Lists of one unit or of given ids
 * are read from the file. */
GArray *task_stock_list(TaskStock *stock, const Reckoning *reckoning, const TaskFilter *filter,
                        GError **error);

/* What a list said of a task that was written since, and says of it now, in the same place. */
typedef struct {
  TaskRef before, after;
} TaskChange;

/* What was written of refs, which task_stock_list() gave, while they were kept: an array of
 * TaskChange, the eldest first. Unref it; more is added to it while it stays theirs: where it is
 * another than before, what was written in between is not known. NULL: it is not known of refs at
 * all. */
GArray *task_stock_changes(const TaskStock *stock, const GArray *refs);

/* How the tasks of the ledgers in use, or of one ledger, stand with their periods, as
 * obligation_standings() has it; the same goes for it. Unref it. */
GHashTable *task_stock_standings(TaskStock *stock, const Reckoning *reckoning, gint64 ledger,
                                 GError **error);

/* Which units answer for refs (TaskRef), as an array of Answer (answer.h), in no order and with
 * those of other tasks besides; not to be changed. Unref it; NULL and error. */
GArray *task_stock_answers(TaskStock *stock, const GArray *refs, GError **error);

/* Forgets what was read: the reckoning is about to go. */
void task_stock_forget(TaskStock *stock);

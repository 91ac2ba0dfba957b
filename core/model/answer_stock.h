/* answer_stock.h: which units answer for tasks, kept for those that were asked about. For
 * task_stock.c alone, which knows when they were written.
 */
#pragma once

#include "core/model/answer.h"

typedef struct AnswerStock AnswerStock;

/* An empty one, of a file. db stays borrowed. */
AnswerStock *answer_stock_new(Db *db);
void answer_stock_free(AnswerStock *stock);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(AnswerStock, answer_stock_free)

/* As answer_list_of(), but that there may be answers of other tasks besides, and that the array may
 * be the stock's own and is not to be changed. tasks are gint64, no id twice. Unref it; NULL and
 * error. */
GArray *answer_stock_of(AnswerStock *stock, const GArray *tasks, GError **error);

/* Reads those of tasks (gint64) anew. FALSE and error, and all are forgotten. */
gboolean answer_stock_renew(AnswerStock *stock, const GArray *tasks, GError **error);

void answer_stock_forget(AnswerStock *stock);

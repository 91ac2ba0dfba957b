/* answer.h: which units answer for a task: those that lead it (牵头), or, where a document names
 * no lead, every unit responsible (责任). Bars and lists by unit count by this. */
#pragma once

#include "core/store/db.h"

typedef struct {
  gint64 task;
  gint64 unit;
} Answer;

/* Who answers for which task, ordered by unit, as an array of Answer (unref it); NULL and error. */
GArray *answer_list(Db *db, GError **error);

/* The same for what needs each but once: a query (query_finish() it) that answer_next() goes on
 * with, FALSE after the last. */
Query *answer_query(Db *db);
gboolean answer_next(Query *query, Answer *answer);

/* The same of few tasks (gint64), in no order: quicker up to some ten thousand. */
GArray *answer_list_of(Db *db, const GArray *tasks, GError **error);

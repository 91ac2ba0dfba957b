/* task_stock_private.h: what a stock keeps. For task_stock.c and task_stock_renew.c alone. */
#pragma once

#include "core/model/answer_stock.h"
#include "core/model/task_listing.h"
#include "core/model/task_stock.h"
#include "core/store/id_set.h"
#include "core/store/journal.h"

struct TaskStock {
  Db *db;
  gboolean read; /* what follows was, at … */
  DbMoment moment;
  JournalMark mark;
  gint64 ledger;   /* … of this ledger, 0: of all … */
  gboolean frozen; /* … with those that are 封存 */
  TaskListing listing;
  AnswerStock *answers;
  GArray *refs;    /* TaskRef, by number; NULL: not read yet */
  GArray *changes; /* of these, TaskChange; NULL where they are */
  GArray *taken;   /* by the last filter without words, in order; NULL: not kept; which was … */
  TaskFilter taken_by; /* … this */
  IdSet *found;        /* what the last filter found, NULL: nothing is kept; which was … */
  char *text;          /* … its query, may be NULL; and … */
  TaskFilter of;       /* … the rest of it */
};

/* Begins to note what changes in refs, which replaces what was noted. */
void stock_note_anew(TaskStock *stock);

void stock_forget_found(TaskStock *stock);

/* Whether filter, as words have its query (NULL: it has none), takes a task as far as its row
 * tells. */
gboolean stock_takes(const TaskStock *stock, const TaskFilter *filter, const TaskQuery *words,
                     const TaskRef *ref);

/* Brings what was read up to now, which was taken before; *current stays FALSE where it is to be
 * read again. FALSE and error, and it is forgotten. */
gboolean stock_catch_up(TaskStock *stock, const DbMoment *now, gboolean *current, GError **error);

/* task_listing.h: what is known beside the rows of a list of tasks while it is made: how ledgers
 * count, what is split, what periods ask for; and the order of lists. For task_list.c,
 * task_pages.c, task_sort.c and task_stock.c alone.
 */
#pragma once

#include "core/model/task_query.h"

typedef struct {
  gint64 id;
  guint place; /* in the order of lists */
  gboolean frozen;
  const Policy *policy;
  Day day;
} ListedLedger;

typedef struct {
  gint64 id;
  int number;
  int parts;         /* void ones left out */
  int percent;       /* PERCENT_NONE where parts is 0 */
  gboolean underway; /* one of them stands for it */
} SplitTask;

typedef struct {
  const Reckoning *reckoning;
  GHashTable *standings;      /* &task → ObligationStanding */
  GPtrArray *order;           /* ListedLedger*, in the order of lists */
  GHashTable *ledgers;        /* &id → the same */
  GHashTable *split;          /* &id → SplitTask; NULL: none is */
  const ListedLedger *ledger; /* the one asked for last; NULL: none yet */
} TaskListing;

/* Reads it, for the ledgers that filter is about. *listing is zeroed before; FALSE and error. */
gboolean listing_read(Db *db, const Reckoning *reckoning, const TaskFilter *filter,
                      TaskListing *listing, GError **error);
void listing_clear(TaskListing *listing);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TaskListing, listing_clear)

/* Reads anew what it says of tasks (gint64), which were written since, where it is of all ledgers
 * (0) or of one. *same is FALSE where the ledgers are no longer what they were: all is to be read
 * again then. FALSE and error. */
gboolean listing_renew(Db *db, TaskListing *listing, gint64 ledger, const GArray *tasks,
                       gboolean *same, GError **error);

/* NULL where there is none of that id. */
const ListedLedger *listing_ledger(TaskListing *listing, gint64 id);
const SplitTask *listing_split(const TaskListing *listing, gint64 id);

/* Whether filter leaves out ledgers that are 封存. */
gboolean listing_only_in_use(const TaskFilter *filter);

/* Whether filter, as words have its query (NULL: it has none), takes a task, as far as its row
 * tells; not its unit, ids and due_until. */
gboolean listing_takes(const TaskFilter *filter, const TaskQuery *words, const TaskRef *ref);

/* Whether a task, or a missed or a running period of it, is due by then. */
gboolean listing_is_due(const TaskListing *listing, const TaskRef *ref, Day until);

/* The ids (gint64) of the tasks of which a missed or a running period is. Unref it. */
GArray *listing_due_by_periods(const TaskListing *listing, Day until);

/* Puts refs (TaskRef) into an order. */
void listing_order(TaskListing *listing, GArray *refs, TaskOrder order);

/* Puts each of refs where from has it: the one at from[i] comes to i. from is used up. */
void listing_move(GArray *refs, guint *from);

/* Whether one belongs before other in an order. */
gboolean listing_is_before(TaskListing *listing, const TaskRef *one, const TaskRef *other,
                           TaskOrder order);

/* The rank of each of refs in the order by number, or of its ledger alone in that of the ledgers;
 * ranks is as long as refs. FALSE and error. */
gboolean listing_rank(Db *db, const Reckoning *reckoning, const GArray *refs, gboolean ledgers,
                      gint64 *ranks, GError **error);

/* The tasks that filter takes, as task_list(); NULL and error. */
GArray *listing_refs(Db *db, TaskListing *listing, const TaskFilter *filter, GError **error);

/* What is read of each task t for its row; a condition follows. */
#define SQL_LISTING                                                                                \
  "SELECT t.id, t.indicator, t.ledger, t.kind, t.state, t.due, t.done_on, t.percent, t.parent, "   \
  "t.number FROM task t"

/* Steps and finishes a statement that begins so. Of what it finds, what filter takes by its ledger
 * and its row, not by its unit, ids, query and due_until, in its order; NULL and error. */
GArray *listing_refs_by(TaskListing *listing, const TaskFilter *filter, Query *query,
                        GError **error);

/* summary.h: where a ledger stands: counts by light, and how far each 一级指标 and each unit is. */
#pragma once

#include "core/model/task_refs.h"

/* One bar. */
typedef struct {
  gint64 id; /* the indicator's or the unit's id */
  char *name;
  int tasks;    /* of kind task, not 作废 */
  int done;     /* of these, 办结 or 销号 */
  int red;      /* of these, and of what is split and late itself, red */
  double share; /* mean share done, 0-100 */
} SummaryBar;

typedef struct {
  int lights[LIGHT_COUNT]; /* tasks by light, every kind; wholes are red */
  gboolean blue;           /* all of them are of ledgers where green is shown 蓝 (红黄蓝) */
  int tasks;               /* all of them but what is split: its parts count for it */
  int wholes;    /* of what is split, how many are overdue themselves (task_ref_is_late()) */
  int done;      /* 办结 or 销号 */
  int late_done; /* of these, handed in after the due date */
  GPtrArray *indicators; /* SummaryBar* of each 一级 that has tasks of kind task, in order */
  GPtrArray *units;      /* SummaryBar* by lead unit; a task without a lead counts for each unit
                            responsible. Most red first, then by least share */
} Summary;

void summary_free(Summary *summary);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Summary, summary_free)

/* Counts tasks: those that task_list() has of a ledger (0: of every ledger in use), split ones too.
 * NULL and error. */
Summary *summary_of_tasks(Db *db, TaskRefs *tasks, gint64 ledger, GError **error);

/* The tasks (gint64 ids, by ledger and 序号; unref it) that the bar of a 一级指标 counts, also
 * those that are only red in it, or of a unit; none where there is no such one. ledger as above.
 * NULL and error. */
GArray *summary_indicator_tasks(Db *db, const Reckoning *reckoning, gint64 ledger, gint64 indicator,
                                GError **error);
GArray *summary_unit_tasks(Db *db, const Reckoning *reckoning, gint64 ledger, gint64 unit,
                           GError **error);

/* way.h: the way of a task from 交办 to 销号: its steps, on record, and its parts (分解). */
#pragma once

#include "core/model/reckoning.h"
#include "core/rules/step.h"
#include "core/store/insert.h"

typedef struct {
  gint64 id;
  gint64 task;
  Step step;
  TaskState before;
  TaskState after;
  Day made_on;
  char *reason; /* NULL: none */
  char *author; /* login name */
} WayStep;

void way_step_free(WayStep *step);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WayStep, way_step_free)

/* The steps of a task, oldest first. An array of WayStep* that frees them; NULL and error. */
GPtrArray *way_list(Db *db, gint64 task, GError **error);

/* Takes a step on made_on (DAY_NONE: actor->today; not after today), journaled as "task." and the
 * step's code. Refused with step_refusal()'s words where the state does not allow it; where a
 * reason is needed and blank; 办结, 暂停 and 作废 of a split task while a part is open; what would
 * open a part whose task is done; 销号 by the person who took the last 办结, unless the ledger's
 * policy lets one person do both (naming who it was), and before the day of it. */
gboolean way_take(Db *db, const Actor *actor, const Reckoning *reckoning, gint64 task, Step step,
                  Day made_on, const char *reason, GError **error);

/* Inside a writer: as way_take(), which journals nothing here. */
gboolean way_advance(Db *db, const Actor *actor, const Reckoning *reckoning, gint64 task, Step step,
                     Day made_on, const char *reason, GError **error);

/* The state that a task was paused or made void in, to which STEP_RESUME or STEP_REOPEN leads back;
 * TASK_STATE_ACTIVE where that is not on record. */
gboolean way_state_before(Db *db, gint64 task, Step step, TaskState *before, GError **error);

/* TRUE where a task of that kind and state may take step; what only another person may do, and for
 * what a reason is needed, is not asked here. Refused as way_take() says. */
gboolean way_check(Db *db, gint64 task, Step step, TaskKind kind, TaskState state, GError **error);

/* 办结 is what one person says, 销号 that another has looked at it: refused, naming who it was,
 * where the actor took the last 办结 of a task, unless its ledger's policy lets one person do both.
 */
gboolean way_check_closer(Db *db, const Actor *actor, const Reckoning *reckoning, gint64 task,
                          gint64 ledger, GError **error);

/* Inside a writer: puts a step on record and the task into its state: 办结 with its day and 100 %;
 * what is sent back or opened again after it, without that day and at the 完成率 reported last. For
 * progress.c and way.c, which have checked it. */
gboolean way_insert(Db *db, const Actor *actor, gint64 task, Step step, TaskState before,
                    TaskState after, Day made_on, const char *reason, GError **error);

/* For putting many steps on record, and nothing else: the tasks have their states already. Ids are
 * not read; all of a step is copied. insert_put() stores them, insert_free() frees. */
Insert *way_rows_new(Db *db);
void way_rows_add(Insert *rows, const WayStep *step);

/* A step of a task that was made on a day, and the state it led to. */
typedef void (*WaySeen)(gint64 task, Step step, TaskState after, Day made_on, gpointer data);

/* Tells of the steps made until a day, in the order in which they were put on record: the last one
 * of a task led to the state it was in on that day; those told of none were 未启动. FALSE and
 * error. */
gboolean way_follow(Db *db, Day day, WaySeen seen, gpointer data, GError **error);

/* One part of a task to be split. */
typedef struct {
  const char *goal;     /* not blank */
  const char *units;    /* as task_units_text() writes them; empty: the task's own */
  const char *deadline; /* as text, also a rule (每月15日前); empty: the task's own */
  int weight;           /* 1-100; all parts together 100 */
} PartInput;

/* Splits a task into parts (分解): tasks of its ledger and indicator, numbered at the ledger's end.
 * At least two; weights sum to 100. Refused for a part itself, a task that is split already, one
 * that is done, closed, paused or void, and for what is not a task. No part may be due after the
 * task, nor without a date where the task has one. *part, when not NULL, receives the index of the
 * part to blame, -1 where none is. Journaled "task.split". */
gboolean way_split(Db *db, const Actor *actor, gint64 task, const PartInput *parts, gsize count,
                   int *part, GError **error);

/* Weighs the parts of a task anew, as after one was made void or opened again: ids are all its
 * parts that are not void, in any order; their weights 1-100, together 100. Journaled "task.weigh".
 */
gboolean way_weigh(Db *db, const Actor *actor, gint64 task, const gint64 *ids, const int *weights,
                   gsize count, GError **error);

/* The ids (gint64) of the parts of a task, void ones too, by number. Unref it; NULL and error. */
GArray *way_parts(Db *db, gint64 task, GError **error);

/* task_groups.h: what a list of tasks stands under, and what of it is listed: the tree of
 * indicators, or the values of a column; folded or not.
 */
#pragma once

#include "core/model/task.h"
#include "core/rules/view.h"
#include "tui/screen/app.h"

/* What tasks stand under. */
typedef struct {
  char *key;         /* what it is found again by, and folded by: "i12", "units 5" */
  guint parent;      /* of another: its place among the groups + 1; 0: it stands on top */
  int level;         /* depth, from 1 */
  char *title;       /* 一、加强组织领导; 厅法规处 */
  const char *label; /* what it is: 指标, 台账, 责任单位. Static */
  gint64 ledger;     /* of the tree: whose it is … */
  gint64 indicator;  /* … and which; 0: the ledger itself. Of a value both are 0 */
  gboolean none;     /* the tasks that have nothing in the column */
  int rows;          /* what stands below it */
  int tasks, done;   /* of these, of kind task and not split: what can be 办结 */
  int red;           /* of the same, and of what is split and late itself */
  int missing;       /* how many are red for their periods alone */
  int worst;         /* the most days late of one of them */
  gboolean folded;
  GArray *places; /* guint: the places in refs of what is right under it, in order */
} TaskGroup;

/* A row: a group, or a task of it. */
typedef struct {
  guint group; /* the place of the group + 1; 0: the task stands under none */
  guint ref;   /* of a task: its place in refs + 1; 0: the group itself */
} TaskRow;

/* How to group. */
typedef struct {
  int group;      /* a TaskColumn, VIEW_GROUP_TREE or VIEW_GROUP_NONE */
  gboolean whole; /* of the tree: of the ledgers looked at, with indicators that have no task */
  gboolean worst; /* of units: who has the latest task comes first */
  gboolean open;  /* folds hide nothing: a filter is on */
} TaskGrouping;

typedef struct {
  GArray *refs;       /* TaskRef, in order; NULL: nothing was read yet */
  GPtrArray *groups;  /* TaskGroup*, each before those below it */
  GArray *rows;       /* TaskRow */
  GHashTable *folded; /* keys (char*) of folded groups */
  TaskGrouping how;   /* refs are grouped */
  GArray *changes;    /* TaskChange, of refs; NULL: it is not known what is written of them … */
  guint counted;      /* … and so many of these are in what the groups say */
} TaskGroups;

void task_groups_init(TaskGroups *groups);
void task_groups_clear(TaskGroups *groups);

/* Takes refs (also on failure), groups them and lists them; of those that it has, only what was
 * written since is looked at, where that tells. FALSE and error leaves none. */
gboolean task_groups_take(TaskGroups *groups, App *app, GArray *refs, const TaskGrouping *how,
                          GError **error);

/* Lists anew what is not folded away. */
void task_groups_list(TaskGroups *groups);

void task_groups_fold(TaskGroups *groups, const TaskGroup *group, gboolean folded);

/* The task of a row; NULL (0) for a group's, and for no row. */
const TaskRef *task_groups_ref(const TaskGroups *groups, const TaskRow *row);
gint64 task_groups_task(const TaskGroups *groups, const TaskRow *row);

/* The group that a row is, or stands under; NULL: none. */
const TaskGroup *task_groups_of(const TaskGroups *groups, const TaskRow *row);

/* Calls visit for every task below the group at a place (+ 1; 0: for every task there is), as they
 * are listed when nothing is folded; one that stands under several groups comes as often. Ends
 * where visit returns FALSE, and then returns FALSE. */
typedef gboolean (*TaskVisit)(const TaskRef *ref, gpointer data);
gboolean task_groups_each(const TaskGroups *groups, guint group, TaskVisit visit, gpointer data);

/* ---- for task_tree.c ------------------------------------------------------------------------ */

/* Of groups, which it frees. */
GPtrArray *task_group_list_new(void);

/* Adds one with nothing in it. Takes key; label is static. It stays the list's. */
TaskGroup *task_group_add(GPtrArray *groups, char *key, int level, const char *title,
                          const char *label);

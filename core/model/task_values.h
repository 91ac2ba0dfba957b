/* task_values.h: what the tasks of a list have in a column: the values there are, each with its
 * tasks. Groups and counts come from it.
 */
#pragma once

#include "core/model/task.h"
#include "core/rules/task_column.h"

typedef struct {
  gint64 id;  /* of the unit, indicator or ledger; else what orders it; TASK_VALUE_NONE: the tasks
                 that have none */
  char *name; /* as people read it: 厅法规处, 2026年12月; of none: （没有标签） */
  char *word; /* the filter that takes its tasks: 责任:=厅法规处; NULL: none does */
  GArray *places; /* guint: the places of its tasks among those given, in their order */
} TaskValue;

#define TASK_VALUE_NONE G_MAXINT64

/* The values of refs (TaskRef) in a column that task_column_groups(), in the order of the column:
 * units by pinyin, months by time, indicators as in their ledger; what has none comes
 * last. A task with several units or tags is under each. answers (Answer; task_stock_answers()) are
 * the units that count, NULL: all that are named. The filter of a value takes its tasks of refs,
 * and of units as named. An array of TaskValue* that frees them; NULL and error. */
GPtrArray *task_values(Db *db, const Reckoning *reckoning, const GArray *refs, TaskColumn column,
                       const GArray *answers, GError **error);

/* The tags of a task as a list shows them: 营商环境、信用; "" where it has none. The caller frees;
 * NULL and error. */
char *task_tags_text(Db *db, gint64 task, GError **error);

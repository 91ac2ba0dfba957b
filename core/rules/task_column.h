/* task_column.h: the columns that lists of tasks may show, be ordered and be grouped by. */
#pragma once

#include <glib.h>

typedef enum {
  TASK_COLUMN_LIGHT,        /* 灯 */
  TASK_COLUMN_NUMBER,       /* 序号 */
  TASK_COLUMN_GOAL,         /* 目标任务 */
  TASK_COLUMN_UNITS,        /* 责任单位 */
  TASK_COLUMN_DEADLINE,     /* 完成时限, as text */
  TASK_COLUMN_DUE,          /* 期限: the date it means */
  TASK_COLUMN_LEFT,         /* 剩余: days left, or late */
  TASK_COLUMN_STATE,        /* 状态 */
  TASK_COLUMN_PERCENT,      /* 完成率 */
  TASK_COLUMN_PRIMARY,      /* 一级指标 */
  TASK_COLUMN_SECONDARY,    /* 二级指标 */
  TASK_COLUMN_LEDGER,       /* 台账 */
  TASK_COLUMN_TAGS,         /* 标签 */
  TASK_COLUMN_PROGRESS,     /* 最近进展 */
  TASK_COLUMN_PROGRESS_DAY, /* 进展日期 */
  TASK_COLUMN_NOTE,         /* 备注 */
  TASK_COLUMN_KIND,         /* 类别 */
} TaskColumn;
#define TASK_COLUMN_COUNT 17

/* One of the columns that a list is ordered by. */
typedef struct {
  TaskColumn column;
  gboolean descending;
} TaskSort;

/* The code (in files: "deadline") and the name that people read (完成时限). Static. */
const char *task_column_code(TaskColumn column);
const char *task_column_name(TaskColumn column);

/* The column of a code or a name; FALSE, and *out untouched, where text is neither. text may be
 * NULL. */
gboolean task_column_parse(const char *text, TaskColumn *out);

/* TRUE where so few tasks differ in it, or it can be told in so few spans, that tasks can be
 * grouped by it and its values listed. */
gboolean task_column_groups(TaskColumn column);

#include "core/rules/task_column.h"

#include "core/rules/word.h"

static const Word COLUMNS[TASK_COLUMN_COUNT] = {
    [TASK_COLUMN_LIGHT] = {"light", "灯"},
    [TASK_COLUMN_NUMBER] = {"number", "序号"},
    [TASK_COLUMN_GOAL] = {"goal", "目标任务"},
    [TASK_COLUMN_UNITS] = {"units", "责任单位"},
    [TASK_COLUMN_DEADLINE] = {"deadline", "完成时限"},
    [TASK_COLUMN_DUE] = {"due", "期限"},
    [TASK_COLUMN_LEFT] = {"left", "剩余"},
    [TASK_COLUMN_STATE] = {"state", "状态"},
    [TASK_COLUMN_PERCENT] = {"percent", "完成率"},
    [TASK_COLUMN_PRIMARY] = {"primary", "一级指标"},
    [TASK_COLUMN_SECONDARY] = {"secondary", "二级指标"},
    [TASK_COLUMN_LEDGER] = {"ledger", "台账"},
    [TASK_COLUMN_TAGS] = {"tags", "标签"},
    [TASK_COLUMN_PROGRESS] = {"progress", "最近进展"},
    [TASK_COLUMN_PROGRESS_DAY] = {"progress_day", "进展日期"},
    [TASK_COLUMN_NOTE] = {"note", "备注"},
    [TASK_COLUMN_KIND] = {"kind", "类别"},
};

const char *task_column_code(TaskColumn column) {
  return COLUMNS[column].code;
}

const char *task_column_name(TaskColumn column) {
  return COLUMNS[column].name;
}

gboolean task_column_parse(const char *text, TaskColumn *out) {
  int index = word_of_text(COLUMNS, TASK_COLUMN_COUNT, text);
  if (index < 0)
    return FALSE;
  *out = (TaskColumn)index;
  return TRUE;
}

gboolean task_column_groups(TaskColumn column) {
  switch (column) {
  case TASK_COLUMN_NUMBER:
  case TASK_COLUMN_GOAL:
  case TASK_COLUMN_PROGRESS:
  case TASK_COLUMN_NOTE:
    return FALSE;
  default:
    return TRUE;
  }
}

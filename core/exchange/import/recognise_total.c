/* What only all rows together say. */
#include "core/exchange/import/recognise_private.h"

#include <math.h>

/* ---- indicators ------------------------------------------------------------------------- */

int recognise_indicator(Content *content, const char *const *levels) {
  int indicator = -1;
  for (int i = 0; i < CONTENT_LEVELS_MAX && levels[i] != NULL; i++)
    indicator = content_indicator(content, indicator, levels[i]);
  return indicator;
}

static int parent_of(const Content *content, int indicator) {
  return ((const ContentIndicator *)content->indicators->pdata[indicator])->parent;
}

static gboolean stands_under(const Content *content, int indicator, int above) {
  for (; indicator >= 0; indicator = parent_of(content, indicator)) {
    if (indicator == above)
      return TRUE;
  }
  return FALSE;
}

/* ---- 分值 ------------------------------------------------------------------------------- */

static const ContentTask *task_at(const Content *content, guint index) {
  return content->tasks->pdata[index];
}

static int outermost(const Content *content, guint task) {
  int indicator = task_at(content, task)->indicator;
  while (indicator >= 0 && parent_of(content, indicator) >= 0)
    indicator = parent_of(content, indicator);
  return indicator;
}

/* The task after the last one that a 分值 stands for: those without one of their own, in the same
 * 一级. */
static guint end_of(const Reading *reading, guint index) {
  const Content *content = reading->content;
  const PointCell *cell = &g_array_index(reading->points, PointCell, index);
  if (reading->itself)
    return cell->task + 1;
  guint end = index + 1 < reading->points->len
                  ? g_array_index(reading->points, PointCell, index + 1).task
                  : content->tasks->len;
  guint task = cell->task + 1;
  while (task < end && outermost(content, task) == outermost(content, cell->task))
    task++;
  return task;
}

/* The lowest indicator under which all tasks of a 分值 stand. */
static int indicator_of(const Reading *reading, guint index) {
  const Content *content = reading->content;
  const PointCell *cell = &g_array_index(reading->points, PointCell, index);
  int indicator = task_at(content, cell->task)->indicator;
  for (guint task = cell->task + 1, end = end_of(reading, index); task < end; task++) {
    while (indicator >= 0 && !stands_under(content, task_at(content, task)->indicator, indicator))
      indicator = parent_of(content, indicator);
  }
  return indicator;
}

void recognise_points(Reading *reading) {
  guint lost = 0, added = 0;
  for (guint i = 0; i < reading->points->len; i++) {
    const PointCell *cell = &g_array_index(reading->points, PointCell, i);
    int index = indicator_of(reading, i);
    if (index < 0) {
      lost++;
      continue;
    }
    ContentIndicator *indicator = reading->content->indicators->pdata[index];
    if (isnan(indicator->points) || reading->itself) {
      indicator->points = cell->points;
    } else {
      indicator->points += cell->points;
      added++;
    }
  }
  guint table = g_array_index(reading->table->grids, guint, 0);
  guint row = reading->table->header;
  guint column = (guint)reading->columns[CONTENT_POINTS];
  if (added > 0)
    recognise_say(reading, table, row, column, "同一指标下有几个分值，指标的分值取它们的和");
  if (lost > 0)
    recognise_say(reading, table, row, column, "有%u个分值不属于任何指标，没有导入", lost);
}

/* ---- 序号 ------------------------------------------------------------------------------- */

static void drop_numbers(Reading *reading, const char *why) {
  for (guint i = 0; i < reading->content->tasks->len; i++)
    ((ContentTask *)reading->content->tasks->pdata[i])->number = 0;
  reading->content->fields &= ~CONTENT_BIT(CONTENT_NUMBER);
  recognise_say(reading, g_array_index(reading->table->grids, guint, 0), reading->table->header,
                (guint)reading->columns[CONTENT_NUMBER], "%s，按先后顺序编号", why);
}

void recognise_say_number(Reading *reading, const ContentTask *task) {
  RecogniseRemark *remark = g_new0(RecogniseRemark, 1);
  *remark = (RecogniseRemark){task->table, task->row, (guint)reading->columns[CONTENT_NUMBER],
                              g_strdup_printf("序号%d另一行已经有了，另行编号", task->number)};
  recognise_add_remark(reading, remark);
}

/* 序号 that begin anew with each part, or stand for several tasks, are none of a ledger. */
void recognise_numbers(Reading *reading) {
  const GPtrArray *tasks = reading->content->tasks;
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
  g_autoptr(GPtrArray) again = g_ptr_array_new();
  guint without = 0, begins = 0;
  if (reading->columns[CONTENT_NUMBER] < 0)
    return;
  for (guint i = 0; i < tasks->len; i++) {
    ContentTask *task = tasks->pdata[i];
    begins += task->number == 1;
    if (task->number == 0)
      without++;
    else if (!g_hash_table_add(seen, GINT_TO_POINTER(task->number)))
      g_ptr_array_add(again, task);
  }
  if (begins > 1 && again->len > 0) {
    drop_numbers(reading, "序号在各部分重新开始");
  } else if (without > 0 && !reading->itself) {
    drop_numbers(reading, "有的任务没有序号");
  }
  for (guint i = 0; i < again->len; i++) {
    ContentTask *task = again->pdata[i];
    if (task->number == 0)
      continue;
    recognise_say_number(reading, task);
    task->number = 0;
  }
}

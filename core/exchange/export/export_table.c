#include "core/exchange/export/export_table.h"

#define FIELD(field, head, width)                                                                  \
  { EXPORT_FIELD, CONTENT_##field, head, width }

/* Heads as the documents print them. */
static const ExportColumn COLUMNS[] = {
    FIELD(NUMBER, "序号", 5),
    FIELD(LEVEL_1, "一级指标", 12),
    FIELD(LEVEL_2, "二级指标", 12),
    FIELD(LEVEL_3, "三级指标", 12),
    FIELD(LEVEL_4, "四级指标", 12),
    FIELD(POINTS, "分值", 6),
    FIELD(GOAL, "目标任务", 38),
    FIELD(UNITS, "责任处室（单位）", 20),
    FIELD(DEADLINE, "完成时限", 11.5),
    {EXPORT_DUE, CONTENT_NONE, "办理期限", 11},
    {EXPORT_LIGHT, CONTENT_NONE, "灯", 5},
    FIELD(STATE, "状态", 9),
    FIELD(PERCENT, "完成率", 7),
    FIELD(PROGRESS, "进展情况", 28),
    FIELD(DONE_ON, "办结日期", 11.5),
    FIELD(NOTE, "备注", 12),
    FIELD(RULES, "周期要求", 14),
    FIELD(ID, "编号", 7),
};

static guint32 bit_if(gboolean there, ContentField field) {
  return there ? CONTENT_BIT(field) : 0;
}

/* The fields that anything is said of in a task. */
static guint32 said(const Content *content, const ContentTask *task) {
  g_autofree char *points = content_text(content, task, CONTENT_POINTS);
  guint32 fields =
      bit_if(task->number > 0, CONTENT_NUMBER) | bit_if(task->units->len > 0, CONTENT_UNITS) |
      bit_if(task->deadline != NULL, CONTENT_DEADLINE) |
      bit_if(task->done_on != DAY_NONE, CONTENT_DONE_ON) |
      bit_if(task->state != TASK_STATE_NEW, CONTENT_STATE) |
      bit_if(task->percent != PERCENT_NONE, CONTENT_PERCENT) |
      bit_if(task->progress->len > 0, CONTENT_PROGRESS) | bit_if(task->note != NULL, CONTENT_NOTE) |
      bit_if(task->rules->len > 0, CONTENT_RULES) | bit_if(*points != '\0', CONTENT_POINTS) |
      bit_if(task->id > 0, CONTENT_ID);
  for (int level = 1; level <= CONTENT_LEVELS_MAX; level++)
    fields |= bit_if(content_level(content, task, level) != NULL, CONTENT_LEVEL_1 + level - 1);
  return fields;
}

Day export_due(const ContentTask *task, gboolean lights) {
  return lights ? task->standing.due : task->due;
}

static GArray *choose(guint32 fields, gboolean due, gboolean lights) {
  GArray *columns = g_array_new(FALSE, FALSE, sizeof(ExportColumn));
  for (guint i = 0; i < G_N_ELEMENTS(COLUMNS); i++) {
    const ExportColumn *column = &COLUMNS[i];
    if (column->kind == EXPORT_FIELD ? (fields & CONTENT_BIT(column->field)) != 0
        : column->kind == EXPORT_DUE ? due
                                     : lights)
      g_array_append_val(columns, *column);
  }
  return columns;
}

GArray *export_columns(const Content *content, gboolean lights) {
  guint32 fields = CONTENT_BIT(CONTENT_GOAL) | CONTENT_BIT(CONTENT_STATE) |
                   CONTENT_BIT(CONTENT_PERCENT) | CONTENT_BIT(CONTENT_PROGRESS) |
                   CONTENT_BIT(CONTENT_NOTE);
  gboolean due = FALSE;
  for (guint i = 0; i < content->tasks->len; i++) {
    fields |= said(content, content->tasks->pdata[i]);
    due = due || export_due(content->tasks->pdata[i], lights) != DAY_NONE;
  }
  return choose(fields, due, lights);
}

GArray *export_columns_printed(const Content *content, gboolean lights) {
  guint32 fields = CONTENT_BIT(CONTENT_GOAL);
  for (guint i = 0; i < content->tasks->len; i++)
    fields |= said(content, content->tasks->pdata[i]);
  gboolean begun = (fields & CONTENT_BIT(CONTENT_STATE)) != 0;
  return choose(fields, FALSE, lights && begun);
}

int export_column_of(const GArray *columns, ExportColumnKind kind, ContentField field) {
  for (guint i = 0; i < columns->len; i++) {
    const ExportColumn *column = &g_array_index(columns, ExportColumn, i);
    if (column->kind == kind && (kind != EXPORT_FIELD || column->field == field))
      return (int)i;
  }
  return -1;
}

/* ---- merged cells ----------------------------------------------------------------------- */

static int parent_of(const Content *content, int node) {
  return ((const ContentIndicator *)content->indicators->pdata[node])->parent;
}

/* The indicator at a level above a task; where it stands under none so deep, a number below -1 that
 * only tasks under the same have: so that empty cells are merged as full ones are. */
static int node_at(const Content *content, const ContentTask *task, int level) {
  int path[CONTENT_LEVELS_MAX + 1], depth = 0;
  for (int node = task->indicator; node >= 0 && depth <= CONTENT_LEVELS_MAX;
       node = parent_of(content, node))
    path[depth++] = node;
  return level <= depth ? path[depth - level] : -2 - task->indicator;
}

static const ContentTask *task_at(const Content *content, guint i) {
  return content->tasks->pdata[i];
}

/* Rows from first on that stand under the same at a level. */
static guint run(const Content *content, guint first, int level) {
  int node = node_at(content, task_at(content, first), level);
  guint end = first + 1;
  while (end < content->tasks->len && node_at(content, task_at(content, end), level) == node)
    end++;
  return end - first;
}

static gboolean any_deeper(const Content *content, guint first, guint rows, int level) {
  for (guint i = first; i < first + rows; i++) {
    if (node_at(content, task_at(content, i), level + 1) >= 0)
      return TRUE;
  }
  return FALSE;
}

static ExportSpan *span_at(const GArray *spans, guint task, int level, int levels) {
  return &g_array_index(spans, ExportSpan, task * (guint)levels + (guint)level - 1);
}

/* The cells of a level, where none to the left is merged over them. */
static void merge_level(const Content *content, int level, int levels, GArray *spans,
                        GArray *covered) {
  guint rows;
  for (guint first = 0; first < content->tasks->len; first += rows) {
    rows = run(content, first, level);
    if (g_array_index(covered, gboolean, first))
      continue;
    gboolean wide = level < levels && node_at(content, task_at(content, first), level) >= 0 &&
                    !any_deeper(content, first, rows, level);
    *span_at(spans, first, level, levels) =
        (ExportSpan){rows, wide ? (guint)(levels - level) + 1 : 1};
    for (guint i = first; wide && i < first + rows; i++)
      g_array_index(covered, gboolean, i) = TRUE;
  }
}

GArray *export_spans(const Content *content, int levels) {
  GArray *spans = g_array_new(FALSE, TRUE, sizeof(ExportSpan));
  g_autoptr(GArray) covered = g_array_new(FALSE, TRUE, sizeof(gboolean));
  g_array_set_size(spans, content->tasks->len * (guint)levels);
  g_array_set_size(covered, content->tasks->len);
  for (int level = 1; level <= levels; level++)
    merge_level(content, level, levels, spans, covered);
  return spans;
}

/* ---- what stands above ------------------------------------------------------------------ */

const char *export_title(const Content *content) {
  return content->title != NULL ? content->title : "台账";
}

char *export_day_text(Day day) {
  CivilDate date = day_civil(day);
  return g_strdup_printf("%d年%d月%d日", date.year, date.month, date.day);
}

char *export_subtitle(const Content *content) {
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);
  if (content->issuer != NULL)
    g_ptr_array_add(parts, g_strdup(content->issuer));
  if (content->document != NULL)
    g_ptr_array_add(parts, g_strdup(content->document));
  if (content->issued != DAY_NONE)
    g_ptr_array_add(parts, export_day_text(content->issued));
  else if (content->year > 0)
    g_ptr_array_add(parts, g_strdup_printf("%d年", content->year));
  g_ptr_array_add(parts, NULL);
  return g_strjoinv("　　", (char **)parts->pdata);
}

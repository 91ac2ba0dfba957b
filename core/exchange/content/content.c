#include "core/exchange/content/content.h"

#include <math.h>

typedef struct {
  const char *code;
  const char *name;
} FieldWord;

static const FieldWord FIELDS[CONTENT_FIELD_COUNT] = {
    [CONTENT_NONE] = {"none", "不导入"},
    [CONTENT_ID] = {"id", "编号"},
    [CONTENT_NUMBER] = {"number", "序号"},
    [CONTENT_LEVEL_1] = {"level1", "一级指标"},
    [CONTENT_LEVEL_2] = {"level2", "二级指标"},
    [CONTENT_LEVEL_3] = {"level3", "三级指标"},
    [CONTENT_LEVEL_4] = {"level4", "四级指标"},
    [CONTENT_KIND] = {"kind", "类别"},
    [CONTENT_GOAL] = {"goal", "目标任务"},
    [CONTENT_UNITS] = {"units", "责任单位"},
    [CONTENT_LEAD] = {"lead", "牵头单位"},
    [CONTENT_SUPPORT] = {"support", "配合单位"},
    [CONTENT_IMPLEMENT] = {"implement", "落实单位"},
    [CONTENT_OVERSEE] = {"oversee", "督促单位"},
    [CONTENT_DEADLINE] = {"deadline", "完成时限"},
    [CONTENT_PRINTED] = {"printed", "原文时限"},
    [CONTENT_RULES] = {"rules", "周期要求"},
    [CONTENT_POINTS] = {"points", "分值"},
    [CONTENT_STATE] = {"state", "状态"},
    [CONTENT_PERCENT] = {"percent", "完成率"},
    [CONTENT_DONE_ON] = {"done_on", "办结日期"},
    [CONTENT_PROGRESS] = {"progress", "进展情况"},
    [CONTENT_PROGRESS_ON] = {"progress_on", "进展日期"},
    [CONTENT_EVIDENCE] = {"evidence", "佐证材料"},
    [CONTENT_NOTE] = {"note", "备注"},
};

const char *content_field_code(ContentField field) {
  return FIELDS[field].code;
}

const char *content_field_name(ContentField field) {
  return FIELDS[field].name;
}

gboolean content_field_parse(const char *text, ContentField *out) {
  for (int i = 0; i < CONTENT_FIELD_COUNT; i++) {
    if (g_strcmp0(text, FIELDS[i].code) == 0 || g_strcmp0(text, FIELDS[i].name) == 0) {
      *out = (ContentField)i;
      return TRUE;
    }
  }
  return FALSE;
}

/* ---- parts ------------------------------------------------------------------------------ */

static GPtrArray *array_of(GDestroyNotify free_item) {
  return g_ptr_array_new_with_free_func(free_item);
}

ContentUnit *content_unit_new(const char *name, Role role) {
  ContentUnit *unit = g_new0(ContentUnit, 1);
  unit->name = g_strdup(name);
  unit->role = role;
  return unit;
}

void content_unit_free(ContentUnit *unit) {
  if (unit == NULL)
    return;
  g_free(unit->name);
  g_free(unit);
}

ContentUnitInfo *content_unit_info_new(const char *name, UnitKind kind) {
  ContentUnitInfo *info = g_new0(ContentUnitInfo, 1);
  info->name = g_strdup(name);
  info->kind = kind;
  info->aliases = array_of(g_free);
  info->members = array_of(g_free);
  return info;
}

void content_unit_info_free(ContentUnitInfo *info) {
  if (info == NULL)
    return;
  g_free(info->name);
  g_free(info->parent);
  g_ptr_array_unref(info->aliases);
  g_ptr_array_unref(info->members);
  g_free(info);
}

ContentProgress *content_progress_new(const char *text) {
  ContentProgress *progress = g_new0(ContentProgress, 1);
  progress->text = g_strdup(text);
  progress->percent = PERCENT_NONE;
  progress->evidence = array_of(g_free);
  return progress;
}

void content_progress_free(ContentProgress *progress) {
  if (progress == NULL)
    return;
  g_free(progress->text);
  g_free(progress->author);
  g_ptr_array_unref(progress->evidence);
  g_free(progress);
}

void content_rule_free(ContentRule *rule) {
  if (rule == NULL)
    return;
  g_free(rule->phrase);
  g_free(rule->material);
  g_free(rule);
}

void content_indicator_free(ContentIndicator *indicator) {
  if (indicator == NULL)
    return;
  g_free(indicator->title);
  g_free(indicator);
}

void content_reporting_free(ContentReporting *reporting) {
  if (reporting == NULL)
    return;
  g_free(reporting->text);
  g_free(reporting->phrase);
  if (reporting->materials != NULL)
    g_ptr_array_unref(reporting->materials);
  g_free(reporting);
}

ContentTask *content_task_new(void) {
  ContentTask *task = g_new0(ContentTask, 1);
  task->indicator = -1;
  task->parent = -1;
  task->state = TASK_STATE_NEW;
  task->percent = PERCENT_NONE;
  task->units = array_of((GDestroyNotify)content_unit_free);
  task->rules = array_of((GDestroyNotify)content_rule_free);
  task->progress = array_of((GDestroyNotify)content_progress_free);
  return task;
}

void content_task_free(ContentTask *task) {
  if (task == NULL)
    return;
  g_free(task->goal);
  g_free(task->deadline);
  g_free(task->deadline_printed);
  g_free(task->note);
  g_ptr_array_unref(task->units);
  g_ptr_array_unref(task->rules);
  g_ptr_array_unref(task->progress);
  g_free(task);
}

Content *content_new(void) {
  Content *content = g_new0(Content, 1);
  content->units = array_of((GDestroyNotify)content_unit_info_free);
  content->indicators = array_of((GDestroyNotify)content_indicator_free);
  content->tasks = array_of((GDestroyNotify)content_task_free);
  content->reporting = array_of((GDestroyNotify)content_reporting_free);
  return content;
}

void content_free(Content *content) {
  if (content == NULL)
    return;
  g_free(content->template_name);
  g_free(content->title);
  g_free(content->issuer);
  g_free(content->document);
  g_free(content->region);
  g_free(content->origin);
  g_ptr_array_unref(content->units);
  g_ptr_array_unref(content->indicators);
  g_ptr_array_unref(content->tasks);
  g_ptr_array_unref(content->reporting);
  g_free(content);
}

/* ---- the tree --------------------------------------------------------------------------- */

int content_indicator(Content *content, int parent, const char *title) {
  for (guint i = content->indicators->len; i > 0; i--) {
    const ContentIndicator *known = content->indicators->pdata[i - 1];
    if (known->parent == parent && g_str_equal(known->title, title))
      return (int)i - 1;
  }
  ContentIndicator *indicator = g_new0(ContentIndicator, 1);
  indicator->parent = parent;
  indicator->title = g_strdup(title);
  indicator->points = NAN;
  g_ptr_array_add(content->indicators, indicator);
  return (int)content->indicators->len - 1;
}

static int depth(const Content *content, int indicator) {
  int levels = 0;
  for (int i = indicator; i >= 0;
       i = ((const ContentIndicator *)content->indicators->pdata[i])->parent)
    levels++;
  return levels;
}

const char *content_level(const Content *content, const ContentTask *task, int level) {
  int above = depth(content, task->indicator) - level;
  if (above < 0)
    return NULL;
  const ContentIndicator *node = content->indicators->pdata[task->indicator];
  for (; above > 0; above--)
    node = content->indicators->pdata[node->parent];
  return node->title;
}

int content_levels(const Content *content) {
  int levels = 0;
  for (guint i = 0; i < content->indicators->len; i++)
    levels = MAX(levels, depth(content, (int)i));
  return levels;
}

/* ---- as text ---------------------------------------------------------------------------- */

static char *units_text(const ContentTask *task, int only) {
  gboolean roles = FALSE;
  for (guint i = 0; i < task->units->len; i++)
    roles = roles || ((const ContentUnit *)task->units->pdata[i])->role != ROLE_RESPONSIBLE;
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < task->units->len; i++) {
    const ContentUnit *unit = task->units->pdata[i];
    if (only >= 0 && unit->role != (Role)only)
      continue;
    if (text->len > 0)
      g_string_append(text, "、");
    g_string_append(text, unit->name);
    if (only < 0 && roles)
      g_string_append_printf(text, "（%s）", role_name(unit->role));
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static char *rules_text(const ContentTask *task) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < task->rules->len; i++) {
    const ContentRule *rule = task->rules->pdata[i];
    g_autofree char *words = schedule_words(rule->phrase, rule->material);
    g_string_append_printf(text, "%s%s", text->len > 0 ? "；" : "", words);
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static char *day_text(Day day) {
  char iso[DAY_TEXT_SIZE];
  return g_strdup(day != DAY_NONE ? day_to_iso(day, iso) : "");
}

static char *points_text(const Content *content, const ContentTask *task) {
  if (task->indicator < 0)
    return g_strdup("");
  double points = ((const ContentIndicator *)content->indicators->pdata[task->indicator])->points;
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  return g_strdup(isnan(points) ? "" : g_ascii_formatd(buffer, sizeof buffer, "%g", points));
}

static char *progress_text(const ContentTask *task, ContentField field) {
  if (task->progress->len == 0)
    return g_strdup("");
  const ContentProgress *newest = task->progress->pdata[0];
  if (field == CONTENT_PROGRESS)
    return g_strdup(newest->text);
  if (field == CONTENT_PROGRESS_ON)
    return day_text(newest->made_on);
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < newest->evidence->len; i++)
    g_string_append_printf(text, "%s%s", i > 0 ? "；" : "",
                           (const char *)newest->evidence->pdata[i]);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static char *copy(const char *text) {
  return g_strdup(text != NULL ? text : "");
}

static char *count_text(gint64 number) {
  return number > 0 ? g_strdup_printf("%" G_GINT64_FORMAT, number) : g_strdup("");
}

char *content_text(const Content *content, const ContentTask *task, ContentField field) {
  switch (field) {
  case CONTENT_NONE:
    break;
  case CONTENT_ID:
    return count_text(task->id);
  case CONTENT_NUMBER:
    return count_text(task->number);
  case CONTENT_LEVEL_1:
  case CONTENT_LEVEL_2:
  case CONTENT_LEVEL_3:
  case CONTENT_LEVEL_4:
    return copy(content_level(content, task, (int)(field - CONTENT_LEVEL_1) + 1));
  case CONTENT_KIND:
    return copy(task_kind_name(task->kind));
  case CONTENT_GOAL:
    return copy(task->goal);
  case CONTENT_UNITS:
    return units_text(task, -1);
  case CONTENT_LEAD:
    return units_text(task, ROLE_LEAD);
  case CONTENT_SUPPORT:
    return units_text(task, ROLE_SUPPORT);
  case CONTENT_IMPLEMENT:
    return units_text(task, ROLE_IMPLEMENT);
  case CONTENT_OVERSEE:
    return units_text(task, ROLE_OVERSEE);
  case CONTENT_DEADLINE:
    return copy(task->deadline);
  case CONTENT_PRINTED:
    return copy(task->deadline_printed);
  case CONTENT_RULES:
    return rules_text(task);
  case CONTENT_POINTS:
    return points_text(content, task);
  case CONTENT_STATE:
    return copy(task_state_name(task->state));
  case CONTENT_PERCENT:
    return task->percent != PERCENT_NONE ? g_strdup_printf("%d%%", task->percent) : g_strdup("");
  case CONTENT_DONE_ON:
    return day_text(task->done_on);
  case CONTENT_PROGRESS:
  case CONTENT_PROGRESS_ON:
  case CONTENT_EVIDENCE:
    return progress_text(task, field);
  case CONTENT_NOTE:
    return copy(task->note);
  }
  return g_strdup("");
}

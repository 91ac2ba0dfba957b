/* The fields of one task, from what its row says. */
#include "core/exchange/import/recognise_private.h"
#include "core/model/task.h"
#include "core/rules/halfwidth.h"
#include "core/rules/text.h"

#include <math.h>
#include <string.h>

/* ---- what is odd ------------------------------------------------------------------------ */

void recognise_add_remark(Reading *reading, RecogniseRemark *remark) {
  if (reading->remarks != NULL)
    g_ptr_array_add(reading->remarks, remark);
  else
    recognise_remark_free(remark);
}

void recognise_say(Reading *reading, guint table, guint row, guint column, const char *format,
                   ...) {
  if (reading->remarks == NULL)
    return;
  RecogniseRemark *remark = g_new0(RecogniseRemark, 1);
  *remark = (RecogniseRemark){
      .table = table,
      .row = grid_line(reading->workbook->grids->pdata[table], row),
      .column = column,
  };
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  remark->text = text_clean(text, FALSE);
  g_ptr_array_add(reading->remarks, remark);
}

void recognise_say_of(Reading *reading, const Row *row, ContentField field, const char *before,
                      const char *after) {
  const char *text = row->texts[field];
  g_autofree char *shorter = task_short_goal(text);
  recognise_say(reading, row->table, row->row, row->values[field].column, "%s“%s”%s", before,
                shorter, after);
}

/* ---- state and progress ----------------------------------------------------------------- */

static void read_state(Reading *reading, const Row *row, ContentTask *task) {
  gboolean doubt = FALSE;
  if (row->texts[CONTENT_STATE] == NULL)
    return;
  if (!recognise_state(row->texts[CONTENT_STATE], &task->state, &doubt)) {
    recognise_say_of(reading, row, CONTENT_STATE, "状态", "不认识，记为未启动");
  } else if (doubt) {
    g_autofree char *after = g_strdup_printf("记为%s", task_state_name(task->state));
    recognise_say_of(reading, row, CONTENT_STATE, "状态", after);
  }
}

gboolean recognise_percent(const Cell *cell, Percent *percent) {
  g_autofree char *folded = halfwidth_fold(cell->text);
  char *text = g_strstrip(folded), *end = NULL;
  *percent = (Percent){.value = g_ascii_strtod(text, &end)};
  if (end == text || strspn(text, "0123456789.-") < (gsize)(end - text))
    return FALSE;
  const char *rest = end + strspn(end, " ");
  percent->sign = *rest == '%';
  percent->more = percent->sign && rest[1] != '\0';
  if (!percent->sign && cell->kind == CELL_NUMBER)
    percent->value = cell->number;
  return percent->sign || *rest == '\0';
}

static void read_percent(Reading *reading, const Row *row, ContentTask *task) {
  Percent percent;
  if (row->texts[CONTENT_PERCENT] == NULL)
    return;
  gboolean read = recognise_percent(row->values[CONTENT_PERCENT].cell, &percent);
  double value = percent.value;
  if (read && !percent.sign && reading->mixed && value > 0 && value <= 1) {
    g_autofree char *after = g_strdup_printf("看不出是%g%%还是%g%%，没有导入", value, value * 100);
    recognise_say_of(reading, row, CONTENT_PERCENT, "完成率", after);
    return;
  }
  if (read && !percent.sign && reading->fractions)
    value *= 100;
  if (!read || value < 0 || value > 100.0001) {
    recognise_say_of(reading, row, CONTENT_PERCENT, "完成率", "不是0到100的数，没有导入");
    return;
  }
  task->percent = (int)lround(value);
  if (percent.more || fabs(value - task->percent) > 0.0001) {
    g_autofree char *after = g_strdup_printf("记为%d%%", task->percent);
    recognise_say_of(reading, row, CONTENT_PERCENT, "完成率", after);
  }
}

static void add_evidence(ContentProgress *progress, const char *text) {
  g_auto(GStrv) parts = g_regex_split_simple("[；;\n]", text, 0, 0);
  for (char **part = parts; *part != NULL; part++) {
    g_autofree char *one = text_strip(*part);
    if (*one != '\0')
      g_ptr_array_add(progress->evidence, g_steal_pointer(&one));
  }
}

/* 无, as people fill a cell that they have nothing for. */
static gboolean is_nothing(const char *text) {
  static const char *const words[] = {"无", "暂无", "-", "—", "——", "/", "－"};
  for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
    if (g_str_equal(text, words[i]))
      return TRUE;
  }
  return FALSE;
}

/* TRUE where 进展情况 only says that nothing has been done: no progress, from which a task would
 * be 办理中. */
static gboolean is_no_progress(const Reading *reading, const char *text) {
  TaskState state;
  return !reading->itself &&
         (is_nothing(text) || (recognise_state(text, &state, NULL) && state == TASK_STATE_NEW));
}

/* A 进展情况 that is 已完成 alone, where no column says the state: 办理中, as progress makes a
 * task, would be late one day. */
static void finish_by_progress(Reading *reading, const Row *row, ContentTask *task) {
  TaskState state;
  gboolean doubt = FALSE;
  if (reading->itself || reading->columns[CONTENT_STATE] >= 0 || task->kind != TASK_KIND_TASK ||
      !recognise_state(row->texts[CONTENT_PROGRESS], &state, &doubt) || doubt ||
      state != TASK_STATE_DONE)
    return;
  task->state = state;
  g_autofree char *after = g_strdup_printf("，状态记为%s", task_state_name(state));
  recognise_say_of(reading, row, CONTENT_PROGRESS, "进展", after);
}

/* 50%, -5: whoever wrote it meant how far the task has come. */
static void say_number(Reading *reading, const Row *row) {
  Percent percent;
  if (recognise_percent(row->values[CONTENT_PROGRESS].cell, &percent) && !percent.more)
    recognise_say_of(reading, row, CONTENT_PROGRESS, "进展",
                     "只有数字，是不是完成率？照原样记为一条进展");
}

static void read_progress(Reading *reading, const Row *row, ContentTask *task) {
  const char *text = row->texts[CONTENT_PROGRESS];
  const char *evidence = row->texts[CONTENT_EVIDENCE];
  if (text != NULL && is_no_progress(reading, text))
    text = NULL;
  if (text == NULL && evidence == NULL) {
    if (row->texts[CONTENT_PROGRESS_ON] != NULL)
      recognise_say_of(reading, row, CONTENT_PROGRESS_ON, "进展日期", "旁边没有进展情况，没有导入");
    return;
  }
  if (text != NULL) {
    finish_by_progress(reading, row, task);
    say_number(reading, row);
  } else {
    recognise_say_of(reading, row, CONTENT_EVIDENCE, "佐证材料",
                     "旁边没有进展情况，进展记为“见佐证材料”");
  }
  ContentProgress *progress = content_progress_new(text != NULL ? text : "见佐证材料");
  progress->made_on = recognise_day(reading, row, CONTENT_PROGRESS_ON);
  if (evidence != NULL)
    add_evidence(progress, evidence);
  g_ptr_array_add(task->progress, progress);
}

/* ---- units ------------------------------------------------------------------------------ */

static const GPtrArray *units_of(Reading *reading, const char *text, Role role) {
  GPtrArray *units = g_hash_table_lookup(reading->units[role], text);
  if (units == NULL) {
    units = recognise_whole_units(text, role, reading->options->names, reading->itself);
    g_hash_table_insert(reading->units[role], g_strdup(text), units);
  }
  return units;
}

static void add_units(ContentTask *task, const GPtrArray *units) {
  for (guint i = 0; i < units->len; i++) {
    const ContentUnit *unit = units->pdata[i];
    gboolean there = FALSE;
    for (guint k = 0; k < task->units->len && !there; k++) {
      const ContentUnit *known = task->units->pdata[k];
      there = known->role == unit->role && g_str_equal(known->name, unit->name);
    }
    if (!there)
      g_ptr_array_add(task->units, content_unit_new(unit->name, unit->role));
  }
}

/* Says where the column of a role says other units than 责任单位 does. */
static void check_units(Reading *reading, const Row *row, const ContentTask *task,
                        ContentField field) {
  g_autofree char *text = content_text(reading->content, task, field);
  if (!g_str_equal(text, row->texts[field]))
    recognise_say_of(reading, row, field, "", "与责任单位一列不一致，以那一列为准");
}

static void read_units(Reading *reading, const Row *row, ContentTask *task) {
  static const ContentField order[] = {CONTENT_LEAD, CONTENT_UNITS, CONTENT_SUPPORT,
                                       CONTENT_IMPLEMENT, CONTENT_OVERSEE};
  gboolean columned = FALSE;
  /* Where 责任单位 says all roles, columns of single roles only repeat some. */
  gboolean whole = reading->itself && row->texts[CONTENT_UNITS] != NULL;
  for (gsize i = 0; i < G_N_ELEMENTS(order); i++) {
    columned = columned || reading->columns[order[i]] >= 0;
    const char *text = row->texts[order[i]];
    if (text != NULL && !is_nothing(text) && !(whole && order[i] != CONTENT_UNITS))
      add_units(task, units_of(reading, text, recognise_field_role(order[i])));
  }
  for (gsize i = 0; whole && i < G_N_ELEMENTS(order); i++) {
    if (order[i] != CONTENT_UNITS && row->texts[order[i]] != NULL)
      check_units(reading, row, task, order[i]);
  }
  if (columned)
    return;
  g_autofree char *behind = recognise_roles_behind(task->goal);
  if (behind == NULL)
    return;
  add_units(task, units_of(reading, behind, ROLE_RESPONSIBLE));
  reading->content->fields |= CONTENT_BIT(CONTENT_UNITS);
}

/* ---- the task --------------------------------------------------------------------------- */

static gboolean ends_ranking(const char *goal) {
  if (strstr(goal, "排名") == NULL)
    return FALSE;
  g_autofree char *bare = recognise_bare(goal);
  return g_str_has_suffix(bare, "排名");
}

static TaskKind kind_of(Reading *reading, const Row *row) {
  TaskKind kind = TASK_KIND_TASK;
  const char *printed = row->texts[CONTENT_KIND];
  if (printed != NULL && (recognise_kind(printed, &kind) || reading->itself))
    return kind;
  if (printed != NULL)
    recognise_say_of(reading, row, CONTENT_KIND, "类别", "不认识，没有导入");
  for (int i = 0; i < CONTENT_LEVELS_MAX && row->levels[i] != NULL; i++) {
    if (g_utf8_strlen(row->levels[i], -1) <= 16 && recognise_kind(row->levels[i], &kind))
      return kind;
  }
  return ends_ranking(row->texts[CONTENT_GOAL]) ? TASK_KIND_MEASURE : TASK_KIND_TASK;
}

gint64 recognise_id(const Row *row) {
  guint64 id = 0;
  const char *text = row->texts[CONTENT_ID];
  if (text != NULL)
    g_ascii_string_to_unsigned(text, 10, 1, G_MAXINT64, &id, NULL);
  return (gint64)id;
}

/* The rows of one level stand together, and have its title from the same cell. */
static int indicator_of(Reading *reading, const Row *row) {
  if (memcmp(reading->levels, row->levels, sizeof reading->levels) != 0 ||
      reading->content->tasks->len == 0)
    reading->indicator = recognise_indicator(reading->content, row->levels);
  memcpy(reading->levels, row->levels, sizeof reading->levels);
  return reading->indicator;
}

ContentTask *recognise_task(Reading *reading, const Row *row) {
  ContentTask *task = content_task_new();
  task->table = row->table;
  task->row = grid_line(reading->workbook->grids->pdata[row->table], row->row);
  task->filled = row->filled;
  task->merged = row->merged;
  task->goal = g_strdup(row->texts[CONTENT_GOAL]);
  task->kind = kind_of(reading, row);
  task->indicator = indicator_of(reading, row);
  if (row->texts[CONTENT_NUMBER] != NULL)
    task->number = recognise_number(row->texts[CONTENT_NUMBER], NULL);
  if (row->texts[CONTENT_PRINTED] != NULL)
    task->deadline_printed = recognise_line(row->texts[CONTENT_PRINTED]);
  task->note = g_strdup(row->texts[CONTENT_NOTE]);
  task->id = recognise_id(row);
  if (task->id == 0 && row->texts[CONTENT_ID] != NULL)
    recognise_say_of(reading, row, CONTENT_ID, "编号", "不是数，这一行当作新的");
  read_units(reading, row, task);
  if (row->texts[CONTENT_RULES] != NULL)
    recognise_rules(reading, row, task);
  recognise_deadline(reading, row, task);
  read_state(reading, row, task);
  read_percent(reading, row, task);
  task->done_on = recognise_day(reading, row, CONTENT_DONE_ON);
  read_progress(reading, row, task);
  return task;
}

/* ---- more of a task --------------------------------------------------------------------- */

static void append_line(char **text, const char *more) {
  char *longer = *text != NULL ? g_strconcat(*text, "\n", more, NULL) : g_strdup(more);
  g_free(*text);
  *text = longer;
}

void recognise_add_to_task(Reading *reading, const Row *row, ContentTask *task) {
  for (int field = CONTENT_UNITS; field <= CONTENT_OVERSEE; field++) {
    const Value *value = &row->values[field];
    if (value->hold == HOLD_PRINTED && !is_nothing(value->cell->text))
      add_units(task,
                units_of(reading, value->cell->text, recognise_field_role((ContentField)field)));
  }
  const Value *note = &row->values[CONTENT_NOTE], *progress = &row->values[CONTENT_PROGRESS];
  if (note->hold == HOLD_PRINTED)
    append_line(&task->note, note->cell->text);
  if (progress->hold == HOLD_PRINTED && task->progress->len > 0)
    append_line(&((ContentProgress *)task->progress->pdata[0])->text, progress->cell->text);
  else if (progress->hold == HOLD_PRINTED)
    g_ptr_array_add(task->progress, content_progress_new(progress->cell->text));
  recognise_say(reading, row->table, row->row, G_MAXUINT,
                "没有目标任务，责任单位、进展和备注并入上一项，其余没有导入");
  const Value *deadline = &row->values[CONTENT_DEADLINE];
  if (deadline->hold == HOLD_PRINTED && g_strcmp0(deadline->cell->text, task->deadline) != 0)
    recognise_say(reading, row->table, row->row, deadline->column, "上一项已有时限，没有导入：%s",
                  deadline->cell->text);
}

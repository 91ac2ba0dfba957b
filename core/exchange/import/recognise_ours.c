/* An export of this program: its table is read as any other, but what nobody has changed in it is
 * as the file itself keeps it, with all that a table cannot show. */
#include "core/exchange/content/content_file.h"
#include "core/exchange/import/recognise_private.h"
#include "core/rules/text.h"

#include <math.h>
#include <string.h>

/* ---- what the file keeps ---------------------------------------------------------------- */

/* What is in a column of the hidden sheet, piece by piece. The caller frees. */
static char *column_text(const Grid *grid, guint column) {
  g_autoptr(GString) all = g_string_new(NULL);
  for (guint row = 0; row < grid_rows(grid); row++)
    g_string_append(all, grid_cell(grid, row, column)->text);
  return g_string_free(g_steal_pointer(&all), FALSE);
}

/* The texts of its ledgers: one in a docx, a column for each in an xlsx. */
static GPtrArray *data_of(const Workbook *workbook) {
  GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
  if (workbook->data != NULL)
    g_ptr_array_add(texts, g_strdup(workbook->data));
  for (guint i = 0; i < workbook->grids->len && workbook->data == NULL; i++) {
    const Grid *grid = workbook->grids->pdata[i];
    if (!grid_is_hidden(grid) || !g_str_equal(grid_name(grid), RECOGNISE_DATA_SHEET))
      continue;
    for (guint column = 0; column < grid_columns(grid); column++)
      g_ptr_array_add(texts, column_text(grid, column));
  }
  return texts;
}

static void set_base(Reading *reading, Content *base) {
  reading->base = base;
  for (guint i = 0; i < base->tasks->len; i++) {
    ContentTask *task = base->tasks->pdata[i];
    if (task->id != 0)
      g_hash_table_insert(reading->known, &task->id, task);
  }
}

/* How many rows of the table have the 编号 of a task of content. */
static guint count_known(const Reading *reading, const Content *content) {
  g_autoptr(GHashTable) ids = g_hash_table_new(g_int64_hash, g_int64_equal);
  g_auto(Walk) walk;
  walk_init(&walk, reading->workbook, reading->table);
  guint table, row, count = 0;
  for (guint i = 0; i < content->tasks->len; i++)
    g_hash_table_add(ids, &((ContentTask *)content->tasks->pdata[i])->id);
  while (walk_next(&walk, &table, &row)) {
    Row read = {0};
    read.texts[CONTENT_ID] =
        grid_cell(reading->workbook->grids->pdata[table], row, (guint)reading->columns[CONTENT_ID])
            ->text;
    gint64 id = recognise_id(&read);
    count += id != 0 && g_hash_table_contains(ids, &id);
  }
  return count;
}

void recognise_read_base(Reading *reading) {
  GError *error = NULL;
  Content *best = NULL;
  guint most = 0;
  g_autoptr(GPtrArray) texts = data_of(reading->workbook);
  for (guint i = 0; i < texts->len; i++) {
    const char *text = texts->pdata[i];
    Content *base =
        content_parse(RECOGNISE_DATA_SHEET, text, strlen(text), 0, error == NULL ? &error : NULL);
    guint known = base != NULL && texts->len > 1 ? count_known(reading, base) : 0;
    if (base == NULL || (best != NULL && known <= most)) {
      content_free(base);
      continue;
    }
    content_free(best);
    best = base;
    most = known;
  }
  if (best != NULL)
    set_base(reading, best);
  else
    recognise_say(reading, g_array_index(reading->table->grids, guint, 0), reading->table->header,
                  G_MAXUINT, "文件里隐藏的数据读不出来，只按看得见的表格读取（%s）",
                  error != NULL ? error->message : "没有内容");
  g_clear_error(&error);
}

/* ---- comparing -------------------------------------------------------------------------- */

/* TRUE where a cell says what the task says anyway. */
static gboolean is_same(const Reading *reading, const Row *row, const ContentTask *task,
                        ContentField field) {
  const char *shown = row->texts[field] != NULL ? row->texts[field] : "";
  const Cell *cell = row->values[field].cell;
  if (field == CONTENT_DEADLINE && cell->kind == CELL_DATE && cell->day == task->due)
    return TRUE;
  g_autofree char *text = content_text(reading->base, task, field);
  if (g_str_equal(text, shown))
    return TRUE;
  g_autofree char *clean = text_clean(text, TRUE);
  g_autofree char *before = text_strip(clean);
  g_autofree char *after = text_strip(shown);
  return g_str_equal(before, after);
}

/* How many levels a row has to the last that says another than the base; 0: none does. */
static int levels_moved(const Reading *reading, const Row *row, const ContentTask *base) {
  int moved = 0;
  for (int i = 0; i < CONTENT_LEVELS_MAX; i++) {
    ContentField field = CONTENT_LEVEL_1 + (ContentField)i;
    if (row->texts[field] != NULL && !is_same(reading, row, base, field))
      moved = i + 1;
  }
  return moved;
}

void recognise_keep_levels(Reading *reading, Row *row) {
  gint64 id = recognise_id(row);
  const ContentTask *base = g_hash_table_lookup(reading->known, &id);
  int moved = base != NULL ? levels_moved(reading, row, base) : 0;
  gboolean kept = FALSE;
  for (int i = 0; base != NULL && i < (moved > 0 ? moved : CONTENT_LEVELS_MAX); i++) {
    ContentField field = CONTENT_LEVEL_1 + (ContentField)i;
    if (reading->columns[field] < 0 || row->texts[field] != NULL ||
        row->values[field].hold != HOLD_BLANK)
      continue;
    row->texts[field] = content_level(reading->base, base, i + 1);
    kept = kept || row->texts[field] != NULL;
  }
  if (!kept)
    return;
  reading->kept_levels++;
  int depth = 0;
  memset(row->levels, 0, sizeof row->levels);
  for (int i = 0; i < CONTENT_LEVELS_MAX; i++) {
    if (row->texts[CONTENT_LEVEL_1 + i] != NULL)
      row->levels[depth++] = row->texts[CONTENT_LEVEL_1 + i];
  }
}

/* These three make one entry. */
#define PROGRESS_FIELDS                                                                            \
  (CONTENT_BIT(CONTENT_PROGRESS) | CONTENT_BIT(CONTENT_PROGRESS_ON) | CONTENT_BIT(CONTENT_EVIDENCE))

void recognise_compare(Reading *reading, Row *row) {
  guint32 changed = 0;
  gint64 id = recognise_id(row);
  const ContentTask *base = g_hash_table_lookup(reading->known, &id);
  for (int field = CONTENT_ID + 1; base != NULL && field < CONTENT_FIELD_COUNT; field++) {
    if (reading->columns[field] >= 0 && !is_same(reading, row, base, (ContentField)field))
      changed |= CONTENT_BIT((guint)field);
  }
  g_array_append_val(reading->changed, changed);
  guint32 read = changed & PROGRESS_FIELDS ? changed | PROGRESS_FIELDS : changed;
  for (int field = CONTENT_KIND; base != NULL && field < CONTENT_FIELD_COUNT; field++) {
    if (field != CONTENT_GOAL && !(read & CONTENT_BIT((guint)field)))
      row->texts[field] = NULL;
  }
}

/* ---- taking what is shown --------------------------------------------------------------- */

static void take_text(char **to, char **from) {
  g_free(*to);
  *to = g_steal_pointer(from);
}

/* The indicator of the base that a task read from the table stands under. */
static int indicator_in_base(Reading *reading, const ContentTask *shown) {
  const char *levels[CONTENT_LEVELS_MAX] = {NULL};
  for (int i = 0; i < CONTENT_LEVELS_MAX; i++)
    levels[i] = content_level(reading->content, shown, i + 1);
  int index = recognise_indicator(reading->base, levels);
  if (index < 0 || shown->indicator < 0)
    return index;
  const ContentIndicator *from = reading->content->indicators->pdata[shown->indicator];
  ContentIndicator *to = reading->base->indicators->pdata[index];
  if (isnan(to->points))
    to->points = from->points;
  return index;
}

static void take_points(Reading *reading, const ContentTask *task, const ContentTask *shown) {
  if (task->indicator < 0 || shown->indicator < 0)
    return;
  const ContentIndicator *from = reading->content->indicators->pdata[shown->indicator];
  ContentIndicator *to = reading->base->indicators->pdata[task->indicator];
  to->points = from->points;
}

static void take_units(ContentTask *task, const ContentTask *shown, guint32 changed) {
  if (changed & CONTENT_BIT(CONTENT_UNITS)) {
    g_ptr_array_unref(task->units);
    task->units = g_ptr_array_ref(shown->units);
    return;
  }
  for (int role = 0; role < ROLE_COUNT; role++) {
    if (!(changed & CONTENT_BIT(recognise_role_field((Role)role))))
      continue;
    for (guint i = task->units->len; i > 0; i--) {
      if (((const ContentUnit *)task->units->pdata[i - 1])->role == (Role)role)
        g_ptr_array_remove_index(task->units, i - 1);
    }
    for (guint i = 0; i < shown->units->len; i++) {
      const ContentUnit *unit = shown->units->pdata[i];
      if (unit->role == (Role)role)
        g_ptr_array_add(task->units, content_unit_new(unit->name, unit->role));
    }
  }
}

static ContentRule *rule_of(const ContentTask *task, const char *words) {
  for (guint i = 0; i < task->rules->len && words != NULL; i++) {
    ContentRule *rule = task->rules->pdata[i];
    if (rule->ended == DAY_NONE && g_str_equal(rule->phrase, words))
      return rule;
  }
  return NULL;
}

/* As where a person changes a 完成时限: the rule whose words it stated changes with it. */
static void take_deadline(Reading *reading, ContentTask *task, ContentTask *shown) {
  const Phrase *before = task->deadline != NULL ? recognise_phrase(reading, task->deadline) : NULL;
  const Phrase *after = shown->deadline != NULL ? recognise_phrase(reading, shown->deadline) : NULL;
  const char *words = after != NULL && recognise_is_rule(after) ? after->text : NULL;
  ContentRule *rule =
      before != NULL && recognise_is_rule(before) ? rule_of(task, before->text) : NULL;
  take_text(&task->deadline, &shown->deadline);
  task->due = shown->due;
  if (g_strcmp0(before != NULL ? before->text : NULL, words) == 0 || rule_of(task, words) != NULL)
    return;
  if (rule != NULL && words == NULL) {
    g_ptr_array_remove(task->rules, rule);
  } else if (rule != NULL) {
    g_free(rule->phrase);
    rule->phrase = g_strdup(words);
    rule->rule = after->recurrence;
  } else if (words != NULL && task->kind == TASK_KIND_TASK) {
    recognise_add_rule(task, words, NULL, after);
  }
}

/* Progress is never overwritten, only followed. */
static void take_progress(Reading *reading, ContentTask *task, ContentTask *shown,
                          guint32 changed) {
  ContentProgress *entry = shown->progress->len > 0 ? shown->progress->pdata[0] : NULL;
  ContentProgress *newest = task->progress->len > 0 ? task->progress->pdata[0] : NULL;
  if (changed & CONTENT_BIT(CONTENT_PROGRESS)) {
    if (entry == NULL) {
      RecogniseRemark *remark = g_new0(RecogniseRemark, 1);
      *remark = (RecogniseRemark){.table = shown->table,
                                  .row = shown->row,
                                  .column = (guint)reading->columns[CONTENT_PROGRESS],
                                  .text = g_strdup("进展只增加不删除，原来的保留")};
      recognise_add_remark(reading, remark);
      return;
    }
    if (!(changed & CONTENT_BIT(CONTENT_PROGRESS_ON)))
      entry->made_on = DAY_NONE; /* the day of the one before it */
    if (!(changed & CONTENT_BIT(CONTENT_EVIDENCE)))
      g_ptr_array_set_size(entry->evidence, 0);
    g_ptr_array_insert(task->progress, 0, g_ptr_array_steal_index(shown->progress, 0));
    return;
  }
  if (entry == NULL || newest == NULL)
    return;
  if (changed & CONTENT_BIT(CONTENT_PROGRESS_ON))
    newest->made_on = entry->made_on;
  if (changed & CONTENT_BIT(CONTENT_EVIDENCE)) {
    g_ptr_array_unref(newest->evidence);
    newest->evidence = g_ptr_array_ref(entry->evidence);
  }
}

/* What a person has changed in the table wins. */
static void take_shown(Reading *reading, ContentTask *task, ContentTask *shown, guint32 changed) {
  const guint32 levels = CONTENT_BIT(CONTENT_LEVEL_1) | CONTENT_BIT(CONTENT_LEVEL_2) |
                         CONTENT_BIT(CONTENT_LEVEL_3) | CONTENT_BIT(CONTENT_LEVEL_4);
  if (changed & levels)
    task->indicator = indicator_in_base(reading, shown);
  if (changed & CONTENT_BIT(CONTENT_NUMBER))
    task->number = shown->number;
  if (changed & CONTENT_BIT(CONTENT_KIND))
    task->kind = shown->kind;
  if (changed & CONTENT_BIT(CONTENT_GOAL))
    take_text(&task->goal, &shown->goal);
  take_units(task, shown, changed);
  if (changed & CONTENT_BIT(CONTENT_RULES)) {
    g_ptr_array_unref(task->rules);
    task->rules = g_ptr_array_ref(shown->rules);
  }
  if (changed & CONTENT_BIT(CONTENT_DEADLINE))
    take_deadline(reading, task, shown);
  if (changed & CONTENT_BIT(CONTENT_PRINTED))
    take_text(&task->deadline_printed, &shown->deadline_printed);
  if (changed & CONTENT_BIT(CONTENT_POINTS))
    take_points(reading, task, shown);
  if (changed & CONTENT_BIT(CONTENT_STATE))
    task->state = shown->state;
  if (changed & CONTENT_BIT(CONTENT_PERCENT))
    task->percent = shown->percent;
  if (changed & CONTENT_BIT(CONTENT_DONE_ON))
    task->done_on = shown->done_on;
  if (changed & CONTENT_BIT(CONTENT_NOTE))
    take_text(&task->note, &shown->note);
  take_progress(reading, task, shown, changed);
}

/* ---- joining ---------------------------------------------------------------------------- */

static void say_of_task(Reading *reading, const ContentTask *task, const char *format, gint64 id) {
  RecogniseRemark *remark = g_new0(RecogniseRemark, 1);
  *remark = (RecogniseRemark){
      .table = task->table, .row = task->row, .column = (guint)reading->columns[CONTENT_ID]};
  remark->text = g_strdup_printf("编号%" G_GINT64_FORMAT "%s", id, format);
  recognise_add_remark(reading, remark);
}

/* A row becomes its task of the base, changed where it was, or a new one. */
static void join_row(Reading *reading, GHashTable *used, guint index, GPtrArray *tasks) {
  ContentTask *shown = reading->content->tasks->pdata[index];
  ContentTask *task = g_hash_table_lookup(reading->known, &shown->id);
  if (task != NULL && g_hash_table_add(used, task)) {
    take_shown(reading, task, shown, g_array_index(reading->changed, guint32, index));
    task->table = shown->table;
    task->row = shown->row;
    task->filled = task->merged = 0;
    g_ptr_array_add(tasks, task);
    return;
  }
  if (task != NULL)
    say_of_task(reading, shown, "前面已经有了，这一行当作新的", shown->id);
  else if (shown->id != 0)
    say_of_task(reading, shown, "不在文件隐藏的数据里，这一行当作新的", shown->id);
  shown->id = 0;
  shown->indicator = indicator_in_base(reading, shown);
  reading->content->tasks->pdata[index] = content_task_new(); /* it goes over to the base */
  g_ptr_array_add(tasks, shown);
}

/* The parts of a task come right after it. wholes: the task that each was a part of. */
static void order_tasks(Reading *reading, const GPtrArray *tasks, GHashTable *wholes,
                        GHashTable *used) {
  g_autoptr(GHashTable) parts =
      g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
  for (guint i = 0; i < tasks->len; i++) {
    ContentTask *task = tasks->pdata[i], *whole = g_hash_table_lookup(wholes, task);
    if (whole == NULL || !g_hash_table_contains(used, whole))
      continue;
    GPtrArray *list = g_hash_table_lookup(parts, whole);
    if (list == NULL)
      g_hash_table_insert(parts, whole, list = g_ptr_array_new());
    g_ptr_array_add(list, task);
  }
  GPtrArray *out = reading->base->tasks;
  for (guint i = 0; i < tasks->len; i++) {
    ContentTask *task = tasks->pdata[i], *whole = g_hash_table_lookup(wholes, task);
    if (whole != NULL && g_hash_table_contains(used, whole))
      continue; /* with its whole */
    if (whole != NULL) {
      say_of_task(reading, task, "分解自的任务已不在表里，这一行当作单独的任务", task->id);
      task->weight = 0;
    }
    task->parent = -1;
    g_ptr_array_add(out, task);
    const GPtrArray *list = g_hash_table_lookup(parts, task);
    int place = (int)out->len - 1;
    for (guint k = 0; list != NULL && k < list->len; k++) {
      ((ContentTask *)list->pdata[k])->parent = place;
      g_ptr_array_add(out, list->pdata[k]);
    }
  }
}

/* The columns that a person has taken out are nothing the file says. */
static guint32 left_out(const Recognised *table) {
  guint32 fields = 0;
  for (guint i = 0; i < table->columns->len; i++) {
    const RecognisedColumn *column = table->columns->pdata[i];
    ContentField field;
    if (column->field == CONTENT_NONE && content_field_parse(column->head, &field) &&
        recognise_column_of(table, field) < 0)
      fields |= CONTENT_BIT(field);
  }
  return fields;
}

/* A row that was copied has the 序号 of another. tasks of the base, which are among used, keep it.
 */
static void free_numbers(Reading *reading, const GPtrArray *tasks, GHashTable *used) {
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
  for (int added = 0; added < 2; added++) {
    for (guint i = 0; i < tasks->len; i++) {
      ContentTask *task = tasks->pdata[i];
      if (g_hash_table_contains(used, task) == (added == 1) || task->number == 0 ||
          g_hash_table_add(seen, GINT_TO_POINTER(task->number)))
        continue;
      recognise_say_number(reading, task);
      task->number = 0;
    }
  }
}

static const ContentTask *task_at(const Content *content, int index) {
  return content->tasks->pdata[index];
}

Content *recognise_join(Reading *reading) {
  Content *base = reading->base;
  g_autoptr(GHashTable) used = g_hash_table_new(NULL, NULL);
  g_autoptr(GHashTable) wholes = g_hash_table_new(NULL, NULL);
  g_autoptr(GPtrArray) tasks = g_ptr_array_new();
  for (guint i = 0; i < base->tasks->len; i++) {
    const ContentTask *task = base->tasks->pdata[i];
    if (task->parent >= 0 && task_at(base, task->parent)->parent < 0)
      g_hash_table_insert(wholes, base->tasks->pdata[i], base->tasks->pdata[task->parent]);
  }
  for (guint i = 0; i < reading->content->tasks->len; i++)
    join_row(reading, used, i, tasks);
  for (guint i = base->tasks->len; i > 0; i--) {
    ContentTask *task = g_ptr_array_steal_index(base->tasks, i - 1);
    if (!g_hash_table_contains(used, task))
      content_task_free(task);
  }
  free_numbers(reading, tasks, used);
  order_tasks(reading, tasks, wholes, used);
  if (base->fields == 0)
    base->fields = CONTENT_BIT(CONTENT_FIELD_COUNT) - 1 - CONTENT_BIT(CONTENT_NONE);
  base->fields &= ~left_out(reading->table);
  return g_steal_pointer(&reading->base);
}

/* task_table_column.c: what is done to the columns of a list of tasks: choosing one, ordering and
 * grouping by it, its width, its values.
 */
#include "core/model/task_values.h"
#include "tui/screen/task_table.h"

#define WIDTH_STEP 2

GArray *task_table_columns(const TaskTable *table, int width) {
  GArray *columns = g_array_new(FALSE, FALSE, sizeof(ViewColumn));
  const GArray *own = table->layout.columns;
  if (own->len > 0) {
    g_array_append_vals(columns, own->data, own->len);
    return columns;
  }
  for (gsize i = 0; i < table->class_->column_count; i++) {
    const TableColumn *given = &table->class_->columns[i];
    ViewColumn column = {.column = given->column, .width = given->width};
    if (width >= given->from)
      g_array_append_val(columns, column);
  }
  return columns;
}

static int index_of(const GArray *columns, int column) {
  for (guint i = 0; i < columns->len; i++) {
    if ((int)g_array_index(columns, ViewColumn, i).column == column)
      return (int)i;
  }
  return -1;
}

/* ---- choosing one ------------------------------------------------------------------------ */

static void choose_column(TaskTable *table, int delta) {
  g_autoptr(GArray) columns = task_table_columns(table, table->width);
  int index = index_of(columns, table->column);
  int next = index >= 0 ? index + delta : delta > 0 ? 0 : (int)columns->len - 1;
  next = CLAMP(next, 0, (int)columns->len - 1);
  table->column = (int)g_array_index(columns, ViewColumn, next).column;
}

/* What a column chosen from a list is for. */
static void offer_columns(App *app, const char *title, gboolean groups, AppChosen chosen) {
  PickerItem items[TASK_COLUMN_COUNT + 2];
  gint64 ids[TASK_COLUMN_COUNT + 2];
  gsize count = 0;
  if (groups && chosen == task_table_group_chosen) {
    items[count] = (PickerItem){.name = "指标的各级", .alias = "tree"};
    ids[count++] = VIEW_GROUP_TREE;
    items[count] = (PickerItem){.name = "不分组", .alias = "none"};
    ids[count++] = VIEW_GROUP_NONE;
  }
  for (int i = 0; i < TASK_COLUMN_COUNT; i++) {
    if (groups && !task_column_groups((TaskColumn)i))
      continue;
    items[count] = (PickerItem){.name = task_column_name((TaskColumn)i),
                                .alias = task_column_code((TaskColumn)i)};
    ids[count++] = i;
  }
  app_choose(app, title, items, ids, count, 0, chosen);
}

/* ---- order ------------------------------------------------------------------------------ */

void task_table_sort_by(App *app, TaskTable *table, TaskColumn column) {
  GArray *sorts = table->layout.sorts;
  guint place = 0;
  while (place < sorts->len && g_array_index(sorts, TaskSort, place).column != column)
    place++;
  if (place == sorts->len) {
    TaskSort sort = {.column = column};
    g_array_append_val(sorts, sort);
  } else if (!g_array_index(sorts, TaskSort, place).descending) {
    g_array_index(sorts, TaskSort, place).descending = TRUE;
  } else {
    g_array_remove_index(sorts, place);
  }
  task_table_remember(app, table);
  task_table_reread(app, table);
}

static void sort_chosen(App *app, gint64 id) {
  TaskTable *table = app_table(app);
  if (table != NULL)
    task_table_sort_by(app, table, (TaskColumn)id);
}

/* ---- groups ------------------------------------------------------------------------------ */

static void group_by(App *app, TaskTable *table, int group) {
  if (group >= 0 && !task_column_groups((TaskColumn)group)) {
    app_notice(app, "“%s”各项都不同，不能按它分组", task_column_name((TaskColumn)group));
    return;
  }
  table->layout.group = group == task_table_grouping(table) ? VIEW_GROUP_DEFAULT : group;
  task_table_remember(app, table);
  task_table_reread(app, table);
  int now = task_table_grouping(table);
  if (now == VIEW_GROUP_NONE)
    app_notice(app, "不分组");
  else
    app_notice(app, "按%s分组",
               now == VIEW_GROUP_TREE ? "指标的各级" : task_column_name((TaskColumn)now));
}

void task_table_group_chosen(App *app, gint64 id) {
  TaskTable *table = app_table(app);
  if (table != NULL)
    group_by(app, table, (int)id);
}

/* ---- width ------------------------------------------------------------------------------ */

static void widen(App *app, TaskTable *table, int delta) {
  const TaskCell *cell = NULL;
  for (guint i = 0; i < table->cells.count; i++) {
    if ((int)table->cells.cells[i].column == table->column)
      cell = &table->cells.cells[i];
  }
  if (cell == NULL) {
    app_notice(app, "请先按 < 或 > 选一栏，再改它的宽度");
    return;
  }
  g_autoptr(GArray) columns = task_table_columns(table, table->width);
  /* Keys typed ahead come before the cells are laid out anew. */
  ViewColumn *column = &g_array_index(columns, ViewColumn, cell->index);
  int now = cell->index + 1 == (int)columns->len ? cell->width : cell->width - 1;
  column->width =
      CLAMP((column->width > 0 ? column->width : now) + delta, VIEW_WIDTH_MIN, VIEW_WIDTH_MAX);
  task_table_set_columns(app, table, columns);
}

void task_table_set_columns(App *app, TaskTable *table, const GArray *columns) {
  g_array_set_size(table->layout.columns, 0);
  if (columns->len > 0)
    g_array_append_vals(table->layout.columns, columns->data, columns->len);
  task_table_remember(app, table);
}

/* ---- values ------------------------------------------------------------------------------ */

static int by_count(gconstpointer a, gconstpointer b) {
  const TaskValue *left = *(TaskValue *const *)a, *right = *(TaskValue *const *)b;
  return (int)right->places->len - (int)left->places->len;
}

/* What the value takes is added to the filter in force. */
static void value_chosen(App *app, gint64 id) {
  TaskTable *table = app_table(app);
  if (table == NULL || table->words == NULL || id >= (gint64)table->words->len)
    return;
  const char *word = table->words->pdata[id];
  if (word == NULL) {
    app_notice(app, "这一项只能看，没有能筛出它的词");
    return;
  }
  g_autofree char *filter =
      *table->filter != '\0' ? g_strconcat(table->filter, " ", word, NULL) : g_strdup(word);
  task_table_filter(table, filter);
  task_table_reread(app, table);
}

static void show_values(App *app, TaskTable *table, TaskColumn column) {
  if (!task_column_groups(column)) {
    app_notice(app, "“%s”各项都不同，没有可以数的", task_column_name(column));
    return;
  }
  GError *error = NULL;
  g_autoptr(GPtrArray) values =
      task_values(app_db(app), app_reckoning(app), table->groups.refs, column, NULL, &error);
  if (values == NULL) {
    app_failed(app, error);
    return;
  }
  if (values->len == 0) {
    app_notice(app, "这里没有任务");
    return;
  }
  g_ptr_array_sort(values, by_count);
  guint most = ((TaskValue *)values->pdata[0])->places->len;
  int digits = g_snprintf(NULL, 0, "%u", most);
  g_autofree PickerItem *items = g_new0(PickerItem, values->len);
  g_autofree gint64 *ids = g_new(gint64, values->len);
  g_autoptr(GPtrArray) counts = g_ptr_array_new_with_free_func(g_free);
  g_clear_pointer(&table->words, g_ptr_array_unref);
  table->words = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < values->len; i++) {
    const TaskValue *value = values->pdata[i];
    g_ptr_array_add(counts, g_strdup_printf("%*u", digits, value->places->len));
    g_ptr_array_add(table->words, g_strdup(value->word));
    items[i] = (PickerItem){
        .name = value->name, .extra = counts->pdata[i], .bar = (double)value->places->len / most};
    ids[i] = i;
  }
  g_autofree char *title =
      g_strdup_printf("%s：%u 种，回车筛选", task_column_name(column), values->len);
  app_choose(app, title, items, ids, values->len, 0, value_chosen);
}

static void values_chosen(App *app, gint64 id) {
  TaskTable *table = app_table(app);
  if (table != NULL)
    show_values(app, table, (TaskColumn)id);
}

/* ---- actions ---------------------------------------------------------------------------- */

gboolean task_table_column_act(App *app, TaskTable *table, ActionId id) {
  switch (id) {
  case ACTION_COLUMN_LEFT:
    choose_column(table, -1);
    return TRUE;
  case ACTION_COLUMN_RIGHT:
    choose_column(table, 1);
    return TRUE;
  case ACTION_COLUMN_SORT:
    if (table->column >= 0)
      task_table_sort_by(app, table, (TaskColumn)table->column);
    else
      offer_columns(app, "按哪一栏排序", FALSE, sort_chosen);
    return TRUE;
  case ACTION_COLUMN_GROUP:
    if (table->column >= 0)
      group_by(app, table, table->column);
    else
      offer_columns(app, "按哪一栏分组", TRUE, task_table_group_chosen);
    return TRUE;
  case ACTION_COLUMN_NARROW:
    widen(app, table, -WIDTH_STEP);
    return TRUE;
  case ACTION_COLUMN_WIDEN:
    widen(app, table, WIDTH_STEP);
    return TRUE;
  case ACTION_COLUMN_VALUES:
    if (table->column >= 0)
      show_values(app, table, (TaskColumn)table->column);
    else
      offer_columns(app, "看哪一栏有哪些", TRUE, values_chosen);
    return TRUE;
  default:
    return FALSE;
  }
}

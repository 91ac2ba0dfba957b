/* overdue.c: 逾期: what is late, by unit. */
#include "tui/screen/late_list.h"
#include "tui/screen/task_table.h"

typedef struct {
  guint missing; /* how many are red for their periods alone */
} Overdue;

static const TableColumn COLUMNS[] = {
    {TASK_COLUMN_LEFT, 0, 0},       {TASK_COLUMN_NUMBER, 0, 0},   {TASK_COLUMN_GOAL, 0, 0},
    {TASK_COLUMN_UNITS, 0, 130},    {TASK_COLUMN_DEADLINE, 0, 0}, {TASK_COLUMN_STATE, 0, 0},
    {TASK_COLUMN_PROGRESS, 0, 150},
};

static GArray *overdue_read(App *app, TaskTable *table, GError **error) {
  Overdue *overdue = table->own;
  return late_list_read(app, table->filter, &overdue->missing, error);
}

/* How many units answer for what is listed; a task under several units is one task. */
static guint count_units(const TaskTable *table) {
  guint count = 0;
  for (guint i = 0; i < table->groups.groups->len; i++)
    count += ((const TaskGroup *)table->groups.groups->pdata[i])->none ? 0 : 1;
  return count;
}

static char *overdue_title(App *app, const TaskTable *table) {
  const Overdue *overdue = table->own;
  g_autoptr(GString) text = g_string_new(NULL);
  if (*table->filter != '\0')
    g_string_append_printf(text, "筛选%s“%s”：", app_filter_doubt(app, table->filter),
                           table->filter);
  g_string_append_printf(text, "逾期 %u 项", task_table_count(table));
  if (overdue->missing > 0)
    g_string_append_printf(text, "（其中欠报 %u 项）", overdue->missing);
  if (*table->filter == '\0' && task_table_grouping(table) == TASK_COLUMN_UNITS)
    g_string_append_printf(text, "，涉及 %u 个单位", count_units(table));
  g_string_append(text, app_scope_text(app));
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static const char *overdue_empty(const TaskTable *table, ThemeRole *role) {
  *role = THEME_GREEN;
  return *table->filter != '\0' ? "没有符合筛选的逾期任务；按 Esc 取消筛选" : "没有逾期的任务";
}

static const TableClass OVERDUE = {
    .name = SCREEN_NAME_OVERDUE,
    .group = TASK_COLUMN_UNITS,
    .late = TRUE,
    .columns = COLUMNS,
    .column_count = G_N_ELEMENTS(COLUMNS),
    .read = overdue_read,
    .title = overdue_title,
    .empty = overdue_empty,
    .close = g_free,
};

static gpointer overdue_open(App *app, const Opening *opening) {
  (void)opening;
  return task_table_new(app, &OVERDUE, g_new0(Overdue, 1));
}

const ScreenClass SCREEN_OVERDUE = {
    .title = "逾期",
    .context = CONTEXT_OVERDUE,
    .action = ACTION_OVERDUE,
    .is_list = TRUE,
    .is_table = TRUE,
    .open = overdue_open,
    .close = task_table_close,
    .recalculate = task_table_recalculate,
    .prepare = task_table_prepare,
    .paint = task_table_paint,
    .act = task_table_act,
    .mouse = task_table_mouse,
    .task = task_table_task,
    .choose = task_table_choose,
    .neighbour = task_table_neighbour,
    .filter = task_table_filter,
    .filtered = task_table_filtered,
    .marked = task_table_marked,
    .tasks = task_table_tasks,
};

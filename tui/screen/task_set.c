/* task_set.c: a list of given tasks: those that a figure counts, that a day has, and the like. */
#include "tui/screen/task_table.h"

typedef struct {
  char *title;
  GArray *ids; /* gint64: the tasks, as they were counted */
} TaskSet;

static const TableColumn COLUMNS[] = {
    {TASK_COLUMN_NUMBER, 0, 0},    {TASK_COLUMN_GOAL, 0, 0},       {TASK_COLUMN_UNITS, 0, 72},
    {TASK_COLUMN_DEADLINE, 0, 0},  {TASK_COLUMN_LEFT, 0, 110},     {TASK_COLUMN_STATE, 0, 0},
    {TASK_COLUMN_PERCENT, 0, 120}, {TASK_COLUMN_PROGRESS, 0, 150}, {TASK_COLUMN_LIGHT, 0, 0},
};

static GArray *set_read(App *app, TaskTable *table, GError **error) {
  const TaskSet *set = table->own;
  TaskFilter filter = TASK_FILTER_ALL;
  filter.ids = set->ids;
  filter.query = table->filter;
  return app_task_list(app, &filter, error);
}

static char *set_title(App *app, const TaskTable *table) {
  const TaskSet *set = table->own;
  guint count = task_table_count(table);
  return *table->filter != '\0'
             ? g_strdup_printf("%s  筛选%s“%s”：%u项", set->title,
                               app_filter_doubt(app, table->filter), table->filter, count)
             : g_strdup_printf("%s  共%u项", set->title, count);
}

static const char *set_empty(const TaskTable *table, ThemeRole *role) {
  (void)role;
  return *table->filter != '\0' ? "没有符合筛选的任务；按 Esc 取消筛选" : "没有任务；按 Esc 返回";
}

static void set_close(gpointer own) {
  TaskSet *set = own;
  g_free(set->title);
  g_array_unref(set->ids);
  g_free(set);
}

static const TableClass SET = {
    .name = "taskset",
    .group = VIEW_GROUP_NONE,
    .columns = COLUMNS,
    .column_count = G_N_ELEMENTS(COLUMNS),
    .read = set_read,
    .title = set_title,
    .empty = set_empty,
    .close = set_close,
};

static gpointer set_open(App *app, const Opening *opening) {
  TaskSet *set = g_new0(TaskSet, 1);
  set->title = g_strdup(opening->text);
  set->ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  if (opening->ids != NULL)
    g_array_append_vals(set->ids, opening->ids->data, opening->ids->len);
  return task_table_new(app, &SET, set);
}

static char *set_crumb(gpointer state) {
  return g_strdup(((const TaskSet *)((const TaskTable *)state)->own)->title);
}

const ScreenClass SCREEN_TASK_SET = {
    .title = "任务清单",
    .context = CONTEXT_TASK_SET,
    .action = ACTION_NONE,
    .is_list = TRUE,
    .is_table = TRUE,
    .crumb = set_crumb,
    .open = set_open,
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

/* columns.c: the columns of the list of tasks below: which are shown, in what order, how wide. What
 * is done here counts at once.
 */
#include "tui/screen/list_act.h"
#include "tui/screen/task_table.h"

#define WIDTH_STEP 2
#define WIDTH_FIRST 10 /* of one that was as there is room */

/* All columns: first those that are shown, in their order, then the others. */
typedef struct {
  ViewColumn columns[TASK_COLUMN_COUNT];
  guint shown;
  List list;
} ColumnsScreen;

static gpointer columns_open(App *app, const Opening *opening) {
  (void)app;
  (void)opening;
  ColumnsScreen *screen = g_new0(ColumnsScreen, 1);
  screen->list.current = 0;
  return screen;
}

static gboolean is_among(const ColumnsScreen *screen, guint count, TaskColumn column) {
  for (guint i = 0; i < count; i++) {
    if (screen->columns[i].column == column)
      return TRUE;
  }
  return FALSE;
}

static int chosen_column(const ColumnsScreen *screen) {
  return screen->list.count > 0 ? (int)screen->columns[screen->list.current].column : -1;
}

static void choose(ColumnsScreen *screen, int column) {
  for (guint i = 0; i < TASK_COLUMN_COUNT; i++) {
    if ((int)screen->columns[i].column == column)
      list_choose(&screen->list, i);
  }
}

static gboolean columns_recalculate(App *app, gpointer state, GError **error) {
  (void)error;
  ColumnsScreen *screen = state;
  const TaskTable *table = app_table(app);
  if (table == NULL)
    return TRUE;
  int chosen = screen->list.count > 0 ? chosen_column(screen) : table->column;
  g_autoptr(GArray) columns = task_table_columns(table, table->width);
  screen->shown = 0;
  for (guint i = 0; i < columns->len; i++)
    screen->columns[screen->shown++] = g_array_index(columns, ViewColumn, i);
  guint count = screen->shown;
  for (int i = 0; i < TASK_COLUMN_COUNT; i++) {
    if (!is_among(screen, count, (TaskColumn)i))
      screen->columns[count++] = (ViewColumn){.column = (TaskColumn)i};
  }
  list_resize(&screen->list, TASK_COLUMN_COUNT);
  choose(screen, chosen);
  return TRUE;
}

/* ---- painting --------------------------------------------------------------------------- */

static Area list_area(Area area) {
  return (Area){area.row + 2, area.column, area.rows - 3, area.columns};
}

static gboolean columns_prepare(App *app, gpointer state, Area area, GError **error) {
  (void)app;
  (void)error;
  list_layout(&((ColumnsScreen *)state)->list, list_area(area).rows);
  return TRUE;
}

#define NAME_WIDTH 18
#define CELL_WIDTH 12

static char *sort_text(const TaskTable *table, TaskColumn column) {
  for (guint i = 0; i < table->layout.sorts->len; i++) {
    const TaskSort *sort = &g_array_index(table->layout.sorts, TaskSort, i);
    if (sort->column == column)
      return g_strdup_printf("第%u %s", i + 1, sort->descending ? "从大到小" : "从小到大");
  }
  return g_strdup("");
}

static void paint_column(const ColumnsScreen *screen, const TaskTable *table, Term *term, int y,
                         int width, guint index) {
  const ViewColumn *column = &screen->columns[index];
  gboolean shown = index < screen->shown, chosen = index == screen->list.current;
  ThemeRole role = chosen ? THEME_SELECTED : shown ? THEME_TEXT : THEME_DIM;
  g_autofree char *name =
      g_strdup_printf("[%c] %s", shown ? 'x' : ' ', task_column_name(column->column));
  g_autofree char *wide = !shown              ? g_strdup("")
                          : column->width > 0 ? g_strdup_printf("宽 %d", column->width)
                                              : g_strdup("宽自动");
  g_autofree char *sort = sort_text(table, column->column);
  gboolean group = task_table_grouping(table) == (int)column->column;
  term_text(term, y, 0, width, role, NULL);
  term_text(term, y, 0, NAME_WIDTH, role, name);
  term_text(term, y, NAME_WIDTH, CELL_WIDTH, role, wide);
  term_text(term, y, NAME_WIDTH + CELL_WIDTH, CELL_WIDTH + 4, role, sort);
  term_text(term, y, NAME_WIDTH + 2 * CELL_WIDTH + 4, CELL_WIDTH, role, group ? "分组" : NULL);
}

static void columns_paint(App *app, gpointer state, Term *term, Area area) {
  const ColumnsScreen *screen = state;
  const TaskTable *table = app_table(app);
  term_blank(term, area, THEME_TEXT);
  if (table == NULL)
    return;
  Area list = list_area(area);
  term_text(term, area.row, 0, area.columns - 12, THEME_STRONG,
            "栏目  空格 显示或不显示，K J 移位，( ) 改宽度，0 恢复原样");
  list_paint_position(&screen->list, term, area.row, area.columns - 12, 12);
  term_text(term, area.row + 1, 0, area.columns, THEME_HEADER, "    栏目");
  for (int y = 0; y < list.rows; y++) {
    gsize index = screen->list.top + (gsize)y;
    if (index < screen->list.count)
      paint_column(screen, table, term, list.row + y, area.columns, (guint)index);
  }
}

/* ---- actions ---------------------------------------------------------------------------- */

/* What is shown now becomes the columns of the list. */
static void keep(App *app, ColumnsScreen *screen) {
  g_autoptr(GArray) columns = g_array_new(FALSE, FALSE, sizeof(ViewColumn));
  g_array_append_vals(columns, screen->columns, screen->shown);
  task_table_set_columns(app, app_table(app), columns);
}

/* Takes the column at one place out and puts it in at another. */
static void shift(ColumnsScreen *screen, guint from, guint to) {
  ViewColumn column = screen->columns[from];
  for (guint i = from; i > to; i--)
    screen->columns[i] = screen->columns[i - 1];
  for (guint i = from; i < to; i++)
    screen->columns[i] = screen->columns[i + 1];
  screen->columns[to] = column;
}

/* One that is shown goes behind those that are, and the other way round. */
static void show(App *app, ColumnsScreen *screen) {
  guint place = (guint)screen->list.current;
  if (place >= screen->shown) {
    shift(screen, place, screen->shown++);
  } else if (screen->shown == 1) {
    app_notice(app, "至少要显示一栏");
    return;
  } else {
    shift(screen, place, --screen->shown);
  }
  keep(app, screen);
}

static void move(App *app, ColumnsScreen *screen, int delta) {
  guint place = (guint)screen->list.current;
  gint64 to = (gint64)place + delta;
  if (place >= screen->shown) {
    app_notice(app, "这一栏没有显示；按空格显示它，再移位");
    return;
  }
  if (to < 0 || to >= (gint64)screen->shown)
    return;
  shift(screen, place, (guint)to);
  list_choose(&screen->list, (gsize)to);
  keep(app, screen);
}

static void widen(App *app, ColumnsScreen *screen, int delta) {
  ViewColumn *column = &screen->columns[screen->list.current];
  if (screen->list.current >= screen->shown)
    return;
  int width = column->width > 0 ? column->width : WIDTH_FIRST;
  column->width = CLAMP(width + delta, VIEW_WIDTH_MIN, VIEW_WIDTH_MAX);
  keep(app, screen);
}

static gboolean columns_act(App *app, gpointer state, ActionId id) {
  ColumnsScreen *screen = state;
  TaskTable *table = app_table(app);
  if (table == NULL)
    return list_act(&screen->list, id);
  switch (id) {
  case ACTION_COLUMN_SHOW:
    show(app, screen);
    return TRUE;
  case ACTION_ORDER_UP:
    move(app, screen, -1);
    return TRUE;
  case ACTION_ORDER_DOWN:
    move(app, screen, 1);
    return TRUE;
  case ACTION_COLUMN_NARROW:
    widen(app, screen, -WIDTH_STEP);
    return TRUE;
  case ACTION_COLUMN_WIDEN:
    widen(app, screen, WIDTH_STEP);
    return TRUE;
  case ACTION_COLUMN_SORT:
    task_table_sort_by(app, table, (TaskColumn)chosen_column(screen));
    return TRUE;
  case ACTION_COLUMN_GROUP:
    task_table_group_chosen(app, chosen_column(screen));
    return TRUE;
  case ACTION_COLUMN_RESET:
    task_table_reset(app, table);
    return columns_recalculate(app, screen, NULL);
  default:
    return list_act(&screen->list, id);
  }
}

static void columns_mouse(App *app, gpointer state, const Event *event, Area area) {
  ColumnsScreen *screen = state;
  gboolean box = event->mouse == MOUSE_PRESS && event->column < 4;
  if (list_mouse(&screen->list, event, list_area(area)) ||
      (box && event->row >= list_area(area).row))
    show(app, screen);
}

const ScreenClass SCREEN_COLUMNS = {
    .title = "栏目",
    .context = CONTEXT_COLUMNS,
    .action = ACTION_NONE,
    .open = columns_open,
    .close = g_free,
    .recalculate = columns_recalculate,
    .prepare = columns_prepare,
    .paint = columns_paint,
    .act = columns_act,
    .mouse = columns_mouse,
};

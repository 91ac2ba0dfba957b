/* ledger.c: 台账: the tasks of the ledger looked at, by its tree of indicators. */
#include <string.h>

#include "tui/screen/first.h"
#include "tui/screen/import_open.h"
#include "tui/screen/task_table.h"

typedef struct {
  char *title;
  gboolean begins; /* there is no ledger: the three ways to begin stand here instead */
  First first;
} LedgerScreen;

static const TableColumn COLUMNS[] = {
    {TASK_COLUMN_NUMBER, 0, 0},    {TASK_COLUMN_GOAL, 0, 0},       {TASK_COLUMN_UNITS, 0, 72},
    {TASK_COLUMN_DEADLINE, 0, 0},  {TASK_COLUMN_LEFT, 0, 110},     {TASK_COLUMN_STATE, 0, 0},
    {TASK_COLUMN_PERCENT, 0, 120}, {TASK_COLUMN_PROGRESS, 0, 150}, {TASK_COLUMN_LIGHT, 0, 0},
};

static GArray *ledger_read(App *app, TaskTable *table, GError **error) {
  LedgerScreen *screen = table->own;
  g_free(screen->title);
  screen->title =
      g_strconcat(app_scope_title(app), app_has_several_ledgers(app) ? "  按 L 换台账" : "", NULL);
  screen->begins = !app_has_ledgers(app);
  TaskFilter filter = TASK_FILTER_ALL;
  filter.ledger = app_ledger(app);
  filter.query = table->filter;
  return app_task_list(app, &filter, error);
}

static char *ledger_title(App *app, const TaskTable *table) {
  const LedgerScreen *screen = table->own;
  if (*table->filter != '\0')
    return g_strdup_printf("筛选%s“%s”：%u 项", app_filter_doubt(app, table->filter), table->filter,
                           task_table_count(table));
  return g_strdup(screen->title != NULL && *screen->title != '\0' ? screen->title : "还没有台账");
}

static const char *ledger_empty(const TaskTable *table, ThemeRole *role) {
  (void)role;
  return *table->filter != '\0' ? "没有符合筛选的任务；按 Esc 取消筛选"
                                : "这里还没有任务；按 I 从文件导入，或按 m 从菜单里选“从模板建立”";
}

static void ledger_close_own(gpointer own) {
  LedgerScreen *screen = own;
  g_free(screen->title);
  g_free(screen);
}

static const TableClass LEDGER = {
    .name = SCREEN_NAME_LEDGER,
    .group = VIEW_GROUP_TREE,
    .whole = TRUE,
    .columns = COLUMNS,
    .column_count = G_N_ELEMENTS(COLUMNS),
    .read = ledger_read,
    .title = ledger_title,
    .empty = ledger_empty,
    .close = ledger_close_own,
};

static gpointer ledger_screen_open(App *app, const Opening *opening) {
  (void)opening;
  return task_table_new(app, &LEDGER, g_new0(LedgerScreen, 1));
}

/* ---- actions ---------------------------------------------------------------------------- */

/* The chosen indicator, or that of the chosen task; of a ledger, its first. 0 where none is known.
 * The task itself may not have been read: keys typed ahead come before it is shown. */
static gint64 indicator_here(const TaskTable *table) {
  const TaskRow *row = task_table_row(table);
  const TaskRef *ref = task_table_ref(table);
  if (ref != NULL)
    return ref->indicator;
  const TaskGroup *group = task_table_group(table);
  if (group == NULL || group->indicator != 0)
    return group != NULL ? group->indicator : 0;
  const TaskGroup *next =
      row->group < table->groups.groups->len ? table->groups.groups->pdata[row->group] : NULL;
  return next != NULL && next->ledger == group->ledger ? next->indicator : 0;
}

/* The ledger looked at, or that of the chosen row; 0, having said so, where there is none. */
static gint64 ledger_here(App *app, const TaskTable *table) {
  const TaskRef *ref = task_table_ref(table);
  const TaskGroup *group = task_table_group(table);
  gint64 ledger = app_ledger(app) != 0 ? app_ledger(app)
                  : ref != NULL        ? ref->ledger
                  : group != NULL      ? group->ledger
                                       : 0;
  if (ledger == 0)
    app_notice(app, "请先按 L 选一本台账");
  return ledger;
}

static void open_for_ledger(App *app, const TaskTable *table, const FormClass *form) {
  gint64 ledger = ledger_here(app, table);
  if (ledger != 0)
    app_open_form(app, form, ledger, NULL);
}

static void add_task(App *app, const TaskTable *table) {
  gint64 indicator = indicator_here(table);
  const TaskGroup *group = task_table_group(table);
  if (indicator != 0)
    app_open_form(app, &FORM_TASK_ADD, indicator, NULL);
  else if (group != NULL && group->ledger == 0)
    app_notice(app, "请先选中一项任务，新任务加在它所在的指标下");
  else if (*table->filter != '\0')
    app_notice(app, "筛选没有结果；请先按 Esc 取消筛选，再添加任务");
  else
    app_notice(app, "台账里还没有指标，不能添加任务");
}

/* Without a ledger there is nothing to add to, set, 结转 or 封存, and nothing to open, look for or
 * write to a file. */
static gboolean ledger_screen_offers(gpointer state, ActionId id) {
  const TaskTable *table = state;
  switch (id) {
  case ACTION_TASK_ADD:
  case ACTION_POLICY:
  case ACTION_ROLLOVER:
  case ACTION_FREEZE:
  case ACTION_FILTER:
  case ACTION_MARK:
  case ACTION_MARK_RANGE:
  case ACTION_MARK_ALL:
  case ACTION_COLUMN_LEFT:
  case ACTION_COLUMN_RIGHT:
  case ACTION_COLUMN_SORT:
  case ACTION_COLUMN_GROUP:
  case ACTION_COLUMN_VALUES:
  case ACTION_COLUMN_NARROW:
  case ACTION_COLUMN_WIDEN:
  case ACTION_COLUMNS:
  case ACTION_VIEW_SAVE:
  case ACTION_EXPORT:
    return !((const LedgerScreen *)table->own)->begins;
  case ACTION_OPEN:
    return table->list.count > 0 || ((const LedgerScreen *)table->own)->begins;
  case ACTION_FOLD:
  case ACTION_UNFOLD:
  case ACTION_FOLD_ALL:
  case ACTION_UNFOLD_ALL:
    return table->list.count > 0;
  default:
    return TRUE;
  }
}

static gboolean ledger_screen_act(App *app, gpointer state, ActionId id) {
  const TaskTable *table = state;
  LedgerScreen *screen = table->own;
  gint64 ledger;
  if (screen->begins && first_act(app, &screen->first, id))
    return TRUE;
  switch (id) {
  case ACTION_POLICY:
    open_for_ledger(app, table, &FORM_POLICY);
    return TRUE;
  case ACTION_ROLLOVER:
    open_for_ledger(app, table, &FORM_ROLLOVER);
    return TRUE;
  case ACTION_FREEZE:
    ledger = ledger_here(app, table);
    if (ledger != 0)
      app_freeze(app, ledger);
    return TRUE;
  case ACTION_TASK_ADD:
    add_task(app, table);
    return TRUE;
  default:
    return task_table_act(app, state, id);
  }
}

/* ---- without a ledger ------------------------------------------------------------------- */

static Area first_area(Area area) {
  return (Area){area.row + 1, area.column, area.rows - 1, area.columns};
}

static void ledger_screen_paint(App *app, gpointer state, Term *term, Area area) {
  const LedgerScreen *screen = ((const TaskTable *)state)->own;
  if (!screen->begins) {
    task_table_paint(app, state, term, area);
    return;
  }
  term_text(term, area.row, area.column, area.columns, THEME_STRONG, "还没有台账");
  first_paint(app, &screen->first, term, first_area(area));
}

static void ledger_screen_mouse(App *app, gpointer state, const Event *event, Area area) {
  LedgerScreen *screen = ((const TaskTable *)state)->own;
  if (screen->begins)
    first_mouse(app, &screen->first, event, first_area(area));
  else
    task_table_mouse(app, state, event, area);
}

/* Cells of a table, as WPS and Excel put them on the clipboard. */
static gboolean ledger_screen_paste(App *app, gpointer state, const char *text) {
  (void)state;
  if (strchr(text, '\t') == NULL)
    return FALSE;
  import_open_pasted(app, text);
  return TRUE;
}

const ScreenClass SCREEN_LEDGER = {
    .title = "台账",
    .context = CONTEXT_LEDGER,
    .action = ACTION_LEDGER,
    .is_list = TRUE,
    .is_table = TRUE,
    .open = ledger_screen_open,
    .close = task_table_close,
    .recalculate = task_table_recalculate,
    .prepare = task_table_prepare,
    .paint = ledger_screen_paint,
    .act = ledger_screen_act,
    .offers = ledger_screen_offers,
    .mouse = ledger_screen_mouse,
    .paste = ledger_screen_paste,
    .task = task_table_task,
    .choose = task_table_choose,
    .neighbour = task_table_neighbour,
    .filter = task_table_filter,
    .filtered = task_table_filtered,
    .marked = task_table_marked,
    .tasks = task_table_tasks,
};

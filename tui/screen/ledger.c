#include <string.h>

#include "tui/screen/first.h"
#include "tui/screen/import_open.h"
#include "tui/screen/ledger_tree.h"
#include "tui/screen/list_act.h"
#include "tui/screen/task_rows.h"

#define INDENT 2

typedef struct {
  char *filter;
  gboolean looking; /* the filter has changed: what it finds is to be chosen */
  LedgerTree tree;
  char *title;
  TaskCache *cache;
  List list;
  gboolean begins; /* there is no ledger: the three ways to begin stand here instead */
  First first;
} LedgerScreen;

static gpointer ledger_screen_open(App *app, const Opening *opening) {
  (void)app;
  (void)opening;
  LedgerScreen *screen = g_new0(LedgerScreen, 1);
  screen->filter = g_strdup("");
  ledger_tree_init(&screen->tree);
  screen->cache = task_cache_new();
  return screen;
}

static void ledger_screen_close(gpointer state) {
  LedgerScreen *screen = state;
  ledger_tree_clear(&screen->tree);
  g_free(screen->title);
  task_cache_free(screen->cache);
  g_free(screen->filter);
  g_free(screen);
}

static const LedgerRow *current_row(const LedgerScreen *screen) {
  return screen->list.count > 0 ? &g_array_index(screen->tree.rows, LedgerRow, screen->list.current)
                                : NULL;
}

/* The chosen task; 0: an indicator is chosen, or nothing. */
static gint64 current_task(const LedgerScreen *screen) {
  return ledger_tree_task(&screen->tree, current_row(screen));
}

/* Chooses the row of a task, or of an indicator; stays where it is when it is not there. */
static void choose(LedgerScreen *screen, gint64 task, gint64 indicator) {
  guint row;
  if (ledger_tree_find(&screen->tree, task, indicator, &row))
    list_choose(&screen->list, row);
}

static gboolean ledger_screen_recalculate(App *app, gpointer state, GError **error) {
  LedgerScreen *screen = state;
  const LedgerRow *row = current_row(screen);
  gint64 task = current_task(screen);
  gint64 indicator = row != NULL && row->node != 0 ? ledger_tree_node(&screen->tree, row)->id : 0;
  task_cache_clear(screen->cache);
  g_free(screen->title);
  screen->title =
      g_strconcat(app_scope_title(app), app_has_several_ledgers(app) ? "  按 L 换台账" : "", NULL);
  screen->begins = !app_has_ledgers(app);
  gboolean read = ledger_tree_read(&screen->tree, app, screen->filter, error);
  list_resize(&screen->list, screen->tree.rows->len);
  guint first;
  if (row != NULL)
    choose(screen, task, indicator);
  /* What was looked for, not the indicator above it. */
  if (screen->looking && current_task(screen) == 0 &&
      ledger_tree_find_first_task(&screen->tree, &first))
    list_choose(&screen->list, first);
  screen->looking = FALSE;
  return read;
}

/* ---- painting --------------------------------------------------------------------------- */

typedef struct {
  Area list;
  int rule; /* the row between list and details */
  Area details;
} Layout;

static Layout layout(Area area) {
  int details = task_rows_details_height(area.rows);
  Layout parts = {.list = {area.row + 2, area.column, area.rows - 3 - details, area.columns}};
  parts.rule = parts.list.row + parts.list.rows;
  parts.details = (Area){parts.rule + 1, area.column, details, area.columns};
  return parts;
}

static gboolean ledger_screen_prepare(App *app, gpointer state, Area area, GError **error) {
  LedgerScreen *screen = state;
  list_layout(&screen->list, layout(area).list.rows);
  for (gsize i = 0; i < screen->list.height && screen->list.top + i < screen->list.count; i++) {
    const LedgerRow *row = &g_array_index(screen->tree.rows, LedgerRow, screen->list.top + i);
    if (row->node == 0 &&
        !task_cache_read(screen->cache, app, ledger_tree_task(&screen->tree, row), error))
      return FALSE;
  }
  return TRUE;
}

static void paint_node(Term *term, int y, int width, const LedgerScreen *screen,
                       const LedgerRow *row, gboolean selected) {
  const Indicator *node = ledger_tree_node(&screen->tree, row);
  const LedgerNode *info = &screen->tree.info[row->node - 1];
  ThemeRole role = selected ? THEME_SELECTED : THEME_GROUP;
  g_autofree char *counts =
      info->tasks == 0 ? g_strdup_printf("共 %d 项", info->rows)
      : info->red > 0 ? g_strdup_printf("办结 %d/%d  !红 %d", info->done, info->tasks, info->red)
                      : g_strdup_printf("办结 %d/%d", info->done, info->tasks);
  g_autofree char *title = g_strdup_printf("%*s%s %s", (node->level - 1) * INDENT, "",
                                           info->folded ? "+" : "-", node->title);
  int right = 24;
  term_text(term, y, 0, width - right, role, title);
  term_text(term, y, width - right, right,
            selected        ? role
            : info->red > 0 ? THEME_RED
                            : THEME_DIM,
            counts);
}

static void paint_details(App *app, LedgerScreen *screen, Term *term, Area area) {
  const LedgerRow *row = current_row(screen);
  if (row == NULL || row->node == 0) {
    task_rows_paint_details(
        app, term, area,
        row != NULL ? task_cache_get(screen->cache, ledger_tree_task(&screen->tree, row)) : NULL);
    return;
  }
  const LedgerNode *info = &screen->tree.info[row->node - 1];
  term_blank(term, area, THEME_TEXT);
  int y = area.row, end = area.row + area.rows;
  g_autofree char *counts =
      g_strdup_printf("共 %d 项，办结 %d 项，红灯 %d 项", info->rows, info->done, info->red);
  task_rows_paint_field(term, &y, end, 0, area.columns,
                        ledger_tree_is_ledger(ledger_tree_node(&screen->tree, row)) ? "台账："
                                                                                    : "指标：",
                        ledger_tree_node(&screen->tree, row)->title, THEME_STRONG);
  task_rows_paint_field(term, &y, end, 0, area.columns, "进度：", counts, THEME_TEXT);
}

static void paint_empty(const LedgerScreen *screen, Term *term, Area area) {
  if (screen->tree.rows->len > 0 || area.rows < 1)
    return;
  term_text(term, area.row, 0, area.columns, THEME_DIM,
            *screen->filter != '\0'
                ? "没有符合筛选的任务；按 Esc 取消筛选"
                : "这里还没有任务；按 I 从文件导入，或按 m 从菜单里选“从模板建立”");
}

static void paint_begin(App *app, const LedgerScreen *screen, Term *term, Area area) {
  term_text(term, area.row, area.column, area.columns, THEME_STRONG, "还没有台账");
  first_paint(app, &screen->first, term,
              (Area){area.row + 1, area.column, area.rows - 1, area.columns});
}

static void ledger_screen_paint(App *app, gpointer state, Term *term, Area area) {
  LedgerScreen *screen = state;
  if (screen->begins) {
    paint_begin(app, screen, term, area);
    return;
  }
  Layout parts = layout(area);
  g_autofree char *title =
      *screen->filter != '\0'
          ? g_strdup_printf("筛选“%s”：%u 项", screen->filter, screen->tree.refs->len)
          : g_strdup(screen->title != NULL && *screen->title != '\0' ? screen->title
                                                                     : "还没有台账");
  term_text(term, area.row, 0, area.columns - 12, THEME_STRONG, title);
  list_paint_position(&screen->list, term, area.row, area.columns - 12, 12);
  task_rows_paint_header(term, area.row + 1, area.columns);
  for (int y = 0; y < parts.list.rows; y++) {
    gsize index = screen->list.top + (gsize)y;
    gboolean selected = index == screen->list.current && screen->list.count > 0;
    if (index >= screen->list.count) {
      term_text(term, parts.list.row + y, 0, area.columns, THEME_TEXT, NULL);
      continue;
    }
    const LedgerRow *row = &g_array_index(screen->tree.rows, LedgerRow, index);
    if (row->node != 0)
      paint_node(term, parts.list.row + y, area.columns, screen, row, selected);
    else
      task_rows_paint(term, parts.list.row + y, area.columns,
                      task_cache_get(screen->cache, ledger_tree_task(&screen->tree, row)),
                      selected);
  }
  paint_empty(screen, term, parts.list);
  term_rule(term, parts.rule, 0, area.columns, "详情");
  paint_details(app, screen, term, parts.details);
}

/* ---- actions ---------------------------------------------------------------------------- */

static void refold(LedgerScreen *screen) {
  const LedgerRow *row = current_row(screen);
  gint64 task = ledger_tree_task(&screen->tree, row);
  gint64 indicator = row != NULL && row->node != 0 ? ledger_tree_node(&screen->tree, row)->id : 0;
  ledger_tree_list(&screen->tree, *screen->filter != '\0');
  list_resize(&screen->list, screen->tree.rows->len);
  choose(screen, task, indicator);
}

static void set_folded(LedgerScreen *screen, gint64 id, gboolean folded) {
  if (folded)
    g_hash_table_add(screen->tree.folded, g_memdup2(&id, sizeof id));
  else
    g_hash_table_remove(screen->tree.folded, &id);
}

/* The row of the indicator that the chosen row stands under. */
static void choose_parent(LedgerScreen *screen) {
  const LedgerRow *row = current_row(screen);
  for (gsize i = screen->list.current; i-- > 0;) {
    const LedgerRow *above = &g_array_index(screen->tree.rows, LedgerRow, i);
    if (above->node != 0 && above->level < row->level) {
      list_choose(&screen->list, i);
      return;
    }
  }
}

/* ← folds an open indicator; on a task or a folded one it goes to the one above. */
static void fold(LedgerScreen *screen) {
  const LedgerRow *row = current_row(screen);
  if (row == NULL)
    return;
  if (row->node == 0 || screen->tree.info[row->node - 1].folded) {
    choose_parent(screen);
    return;
  }
  set_folded(screen, ledger_tree_node(&screen->tree, row)->id, TRUE);
  refold(screen);
}

static void unfold(LedgerScreen *screen) {
  const LedgerRow *row = current_row(screen);
  if (row == NULL || row->node == 0)
    return;
  set_folded(screen, ledger_tree_node(&screen->tree, row)->id, FALSE);
  refold(screen);
}

static void fold_all(LedgerScreen *screen, gboolean folded) {
  const LedgerRow *row = current_row(screen);
  if (folded && row != NULL) {
    while (current_row(screen)->level > 1)
      choose_parent(screen);
  }
  for (guint i = 0; i < screen->tree.nodes->len; i++)
    set_folded(screen, ((const Indicator *)screen->tree.nodes->pdata[i])->id, folded);
  refold(screen);
}

static void open_row(App *app, LedgerScreen *screen) {
  const LedgerRow *row = current_row(screen);
  if (row == NULL)
    return;
  if (row->node == 0)
    app_open(app, &SCREEN_TASK, &(Opening){.id = ledger_tree_task(&screen->tree, row)});
  else if (screen->tree.info[row->node - 1].folded)
    unfold(screen);
  else
    fold(screen);
}

/* The chosen indicator, or that of the chosen task: the last one listed up to there; NULL where
 * nothing is listed. The task itself may not have been read: keys typed ahead come before it is
 * shown. */
static const Indicator *indicator_here(const LedgerScreen *screen) {
  for (gsize i = MIN(screen->list.current + 1, screen->list.count); i-- > 0;) {
    const LedgerRow *row = &g_array_index(screen->tree.rows, LedgerRow, i);
    if (row->node == 0)
      continue;
    const Indicator *node = ledger_tree_node(&screen->tree, row);
    /* Of a ledger, its first indicator. */
    const Indicator *next =
        row->node < screen->tree.nodes->len ? screen->tree.nodes->pdata[row->node] : NULL;
    return !ledger_tree_is_ledger(node)                   ? node
           : next != NULL && !ledger_tree_is_ledger(next) ? next
                                                          : NULL;
  }
  return NULL;
}

/* The ledger looked at, or that of the chosen row; 0, having said so, where there is none. */
static gint64 ledger_here(App *app, const LedgerScreen *screen) {
  if (app_ledger(app) != 0)
    return app_ledger(app);
  for (gsize i = MIN(screen->list.current + 1, screen->list.count); i-- > 0;) {
    const LedgerRow *row = &g_array_index(screen->tree.rows, LedgerRow, i);
    if (row->node != 0)
      return ledger_tree_node(&screen->tree, row)->ledger;
  }
  app_notice(app, "请先按 L 选一本台账");
  return 0;
}

static void open_for_ledger(App *app, const LedgerScreen *screen, const FormClass *form) {
  gint64 ledger = ledger_here(app, screen);
  if (ledger != 0)
    app_open_form(app, form, ledger, NULL);
}

static void add_task(App *app, LedgerScreen *screen) {
  const Indicator *indicator = indicator_here(screen);
  if (indicator != NULL)
    app_open_form(app, &FORM_TASK_ADD, indicator->id, NULL);
  else if (*screen->filter != '\0')
    app_notice(app, "筛选没有结果；请先按 Esc 取消筛选，再添加任务");
  else
    app_notice(app, "台账里还没有指标，不能添加任务");
}

/* Without a ledger there is nothing to add to, set, 结转 or 封存, and nothing to open. */
static gboolean ledger_screen_offers(gpointer state, ActionId id) {
  const LedgerScreen *screen = state;
  switch (id) {
  case ACTION_TASK_ADD:
  case ACTION_POLICY:
  case ACTION_ROLLOVER:
  case ACTION_FREEZE:
    return screen->tree.nodes == NULL || screen->tree.nodes->len > 0;
  case ACTION_OPEN:
    return screen->list.count > 0 || screen->begins;
  case ACTION_FOLD:
  case ACTION_UNFOLD:
  case ACTION_FOLD_ALL:
  case ACTION_UNFOLD_ALL:
    return screen->list.count > 0;
  default:
    return TRUE;
  }
}

static gboolean ledger_screen_act(App *app, gpointer state, ActionId id) {
  LedgerScreen *screen = state;
  if (screen->begins && first_act(app, &screen->first, id))
    return TRUE;
  switch (id) {
  case ACTION_OPEN:
    open_row(app, screen);
    return TRUE;
  case ACTION_FOLD:
    fold(screen);
    return TRUE;
  case ACTION_UNFOLD:
    unfold(screen);
    return TRUE;
  case ACTION_FOLD_ALL:
    fold_all(screen, TRUE);
    return TRUE;
  case ACTION_UNFOLD_ALL:
    fold_all(screen, FALSE);
    return TRUE;
  case ACTION_POLICY:
    open_for_ledger(app, screen, &FORM_POLICY);
    return TRUE;
  case ACTION_ROLLOVER:
    open_for_ledger(app, screen, &FORM_ROLLOVER);
    return TRUE;
  case ACTION_FREEZE:
    app_freeze(app, ledger_here(app, screen));
    return TRUE;
  case ACTION_TASK_ADD:
    add_task(app, screen);
    return TRUE;
  default:
    return list_act(&screen->list, id);
  }
}

static void ledger_screen_mouse(App *app, gpointer state, const Event *event, Area area) {
  LedgerScreen *screen = state;
  if (screen->begins)
    first_mouse(app, &screen->first, event,
                (Area){area.row + 1, area.column, area.rows - 1, area.columns});
  else if (list_mouse(&screen->list, event, layout(area).list))
    open_row(app, screen);
}

/* Cells of a table, as WPS and Excel put them on the clipboard. */
static gboolean ledger_screen_paste(App *app, gpointer state, const char *text) {
  (void)state;
  if (strchr(text, '\t') == NULL)
    return FALSE;
  import_open_pasted(app, text);
  return TRUE;
}

static ChosenTask ledger_screen_task(gpointer state) {
  const LedgerScreen *screen = state;
  return task_rows_chosen(ledger_tree_ref(&screen->tree, current_row(screen)));
}

static void ledger_screen_choose(gpointer state, gint64 task) {
  choose(state, task, 0);
}

static gint64 ledger_screen_neighbour(gpointer state, gint64 task, int delta) {
  LedgerScreen *screen = state;
  choose(screen, task, 0);
  for (gint64 i = (gint64)screen->list.current + delta; i >= 0 && i < (gint64)screen->list.count;
       i += delta) {
    const LedgerRow *row = &g_array_index(screen->tree.rows, LedgerRow, i);
    if (row->node == 0) {
      list_choose(&screen->list, (gsize)i);
      return ledger_tree_task(&screen->tree, row);
    }
  }
  return 0;
}

static void ledger_screen_filter(gpointer state, const char *text) {
  LedgerScreen *screen = state;
  g_free(screen->filter);
  screen->filter = g_strdup(text);
  screen->looking = *text != '\0';
}

static const char *ledger_screen_filtered(gpointer state) {
  return ((LedgerScreen *)state)->filter;
}

static GArray *ledger_screen_tasks(gpointer state) {
  return task_rows_ids(((LedgerScreen *)state)->tree.refs);
}

const ScreenClass SCREEN_LEDGER = {
    .title = "台账",
    .context = CONTEXT_LEDGER,
    .action = ACTION_LEDGER,
    .is_list = TRUE,
    .open = ledger_screen_open,
    .close = ledger_screen_close,
    .recalculate = ledger_screen_recalculate,
    .tasks = ledger_screen_tasks,
    .prepare = ledger_screen_prepare,
    .paint = ledger_screen_paint,
    .act = ledger_screen_act,
    .offers = ledger_screen_offers,
    .mouse = ledger_screen_mouse,
    .paste = ledger_screen_paste,
    .task = ledger_screen_task,
    .choose = ledger_screen_choose,
    .neighbour = ledger_screen_neighbour,
    .filter = ledger_screen_filter,
    .filtered = ledger_screen_filtered,
};

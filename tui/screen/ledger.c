#include <string.h>

#include "core/model/ledger.h"
#include "tui/screen/list_act.h"
#include "tui/screen/task_rows.h"

#define INDENT 2

/* A row: an indicator, or a task. */
typedef struct {
  guint node;  /* of an indicator: its place in tree + 1; 0: a task */
  guint ref;   /* of a task: its place in refs */
  gint8 level; /* depth, from 1 */
} Row;

/* What is known of a node of the tree. */
typedef struct {
  int rows;             /* what stands below it that the filter takes */
  int tasks, done, red; /* of these, of kind task: what can be 办结 */
  gboolean folded;
} NodeInfo;

typedef struct {
  char *filter;
  gboolean looking;   /* the filter has changed: what it finds is to be chosen */
  GPtrArray *tree;    /* Indicator*, each before its children */
  NodeInfo *info;     /* one for each of tree */
  GArray *refs;       /* TaskRef in order of number */
  GArray *rows;       /* Row */
  GHashTable *folded; /* ids of folded indicators */
  char *title;
  TaskCache *cache;
  List list;
} LedgerScreen;

static gpointer ledger_screen_open(App *app, const Opening *opening) {
  (void)app;
  (void)opening;
  LedgerScreen *screen = g_new0(LedgerScreen, 1);
  screen->filter = g_strdup("");
  screen->rows = g_array_new(FALSE, FALSE, sizeof(Row));
  screen->folded = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  screen->cache = task_cache_new();
  return screen;
}

static void drop_data(LedgerScreen *screen) {
  g_clear_pointer(&screen->tree, g_ptr_array_unref);
  g_clear_pointer(&screen->info, g_free);
  g_clear_pointer(&screen->refs, g_array_unref);
  g_clear_pointer(&screen->title, g_free);
}

static void ledger_screen_close(gpointer state) {
  LedgerScreen *screen = state;
  drop_data(screen);
  g_array_unref(screen->rows);
  g_hash_table_unref(screen->folded);
  task_cache_free(screen->cache);
  g_free(screen->filter);
  g_free(screen);
}

static const Row *current_row(const LedgerScreen *screen) {
  return screen->list.count > 0 ? &g_array_index(screen->rows, Row, screen->list.current) : NULL;
}

static const Indicator *row_node(const LedgerScreen *screen, const Row *row) {
  return screen->tree->pdata[row->node - 1];
}

/* The task of a row; NULL for an indicator's, and for no row. */
static const TaskRef *row_ref(const LedgerScreen *screen, const Row *row) {
  return row != NULL && row->node == 0 ? &g_array_index(screen->refs, TaskRef, row->ref) : NULL;
}

static gint64 row_task(const LedgerScreen *screen, const Row *row) {
  const TaskRef *ref = row_ref(screen, row);
  return ref != NULL ? ref->id : 0;
}

/* ---- rows ------------------------------------------------------------------------------- */

/* Counts every task for its indicator and all above it. parent_of is by place in tree; G_MAXUINT:
 * none. */
static void count_tasks(LedgerScreen *screen, GHashTable *places, const guint *parent_of) {
  for (guint i = 0; i < screen->refs->len; i++) {
    const TaskRef *ref = &g_array_index(screen->refs, TaskRef, i);
    guint place = GPOINTER_TO_UINT(g_hash_table_lookup(places, &ref->indicator));
    for (guint node = place - 1; place != 0 && node != G_MAXUINT; node = parent_of[node]) {
      screen->info[node].rows++;
      if (ref->kind != TASK_KIND_TASK || ref->parts > 0)
        continue; /* a split task is counted by its parts */
      screen->info[node].tasks++;
      screen->info[node].done += task_state_is_done((TaskState)ref->state) ? 1 : 0;
      screen->info[node].red += ref->light == LIGHT_RED ? 1 : 0;
    }
  }
}

static void add_tasks(LedgerScreen *screen, GHashTable *by_indicator, const Indicator *node) {
  const GArray *tasks = g_hash_table_lookup(by_indicator, &node->id);
  for (guint i = 0; tasks != NULL && i < tasks->len; i++) {
    guint place = g_array_index(tasks, guint, i);
    int depth = g_array_index(screen->refs, TaskRef, place).parent != 0 ? 2 : 1;
    Row row = {.ref = place, .level = (gint8)(node->level + depth)};
    g_array_append_val(screen->rows, row);
  }
}

/* The places in refs of the tasks right under each indicator, in order. */
static GHashTable *tasks_by_indicator(const LedgerScreen *screen) {
  GHashTable *table =
      g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, (GDestroyNotify)g_array_unref);
  for (guint i = 0; i < screen->refs->len; i++) {
    TaskRef *ref = &g_array_index(screen->refs, TaskRef, i);
    GArray *tasks = g_hash_table_lookup(table, &ref->indicator);
    if (tasks == NULL) {
      tasks = g_array_new(FALSE, FALSE, sizeof(guint));
      g_hash_table_insert(table, &ref->indicator, tasks);
    }
    g_array_append_val(tasks, i);
  }
  return table;
}

/* Lists what is not folded away. While a filter is on, folds do not hide what it found. */
static void build_rows(LedgerScreen *screen) {
  g_array_set_size(screen->rows, 0);
  g_autoptr(GHashTable) by_indicator = tasks_by_indicator(screen);
  gboolean filtered = *screen->filter != '\0';
  int hidden_below = 0; /* level of the folded node one is in; 0: none */
  for (guint i = 0; i < screen->tree->len; i++) {
    const Indicator *node = screen->tree->pdata[i];
    if (hidden_below != 0 && node->level > hidden_below)
      continue;
    hidden_below = 0;
    NodeInfo *info = &screen->info[i];
    if (filtered && info->rows == 0)
      continue;
    info->folded = !filtered && g_hash_table_contains(screen->folded, &node->id);
    Row row = {.node = i + 1, .level = (gint8)node->level};
    g_array_append_val(screen->rows, row);
    if (info->folded)
      hidden_below = node->level;
    else
      add_tasks(screen, by_indicator, node);
  }
  list_resize(&screen->list, screen->rows->len);
}

/* Chooses the row of a task, or of an indicator; stays where it is when it is not there. */
static void choose(LedgerScreen *screen, gint64 task, gint64 indicator) {
  for (guint i = 0; i < screen->rows->len; i++) {
    const Row *row = &g_array_index(screen->rows, Row, i);
    if (row->node == 0 ? task != 0 && row_task(screen, row) == task
                       : task == 0 && row_node(screen, row)->id == indicator) {
      list_choose(&screen->list, i);
      return;
    }
  }
}

static void choose_first_task(LedgerScreen *screen) {
  for (guint i = 0; i < screen->rows->len; i++) {
    if (g_array_index(screen->rows, Row, i).node == 0) {
      list_choose(&screen->list, i);
      return;
    }
  }
}

/* ---- the tree --------------------------------------------------------------------------- */

/* Where several ledgers are listed, each stands above its indicators as a node of its own, whose id
 * is the ledger's, negative. */
static Indicator *ledger_node(const Ledger *ledger) {
  Indicator *node = g_new0(Indicator, 1);
  node->id = -ledger->id;
  node->ledger = ledger->id;
  node->level = 1;
  node->title = g_strdup_printf("%d年《%s》", ledger->year, ledger->title);
  return node;
}

static gboolean is_ledger(const Indicator *node) {
  return node->id < 0;
}

/* Adds the indicators of a ledger, below a node of its own. */
static gboolean add_ledger(App *app, GPtrArray *tree, const Ledger *ledger, GError **error) {
  g_autoptr(GPtrArray) own = indicator_list(app_db(app), ledger->id, error);
  if (own == NULL)
    return FALSE;
  g_ptr_array_add(tree, ledger_node(ledger));
  for (guint i = 0; i < own->len; i++) {
    Indicator *node = own->pdata[i];
    node->level++;
    if (node->parent == 0)
      node->parent = -ledger->id;
    g_ptr_array_add(tree, node);
  }
  g_ptr_array_set_free_func(own, NULL); /* the tree owns the nodes now */
  return TRUE;
}

/* The indicators of what is looked at. NULL and error. */
static GPtrArray *read_tree(App *app, GError **error) {
  g_autoptr(GPtrArray) in_use = app_ledgers_in_use(app);
  gint64 one = app_ledger(app) != 0 ? app_ledger(app)
               : in_use->len == 1   ? ((const Ledger *)in_use->pdata[0])->id
                                    : 0;
  if (one != 0)
    return indicator_list(app_db(app), one, error);
  g_autoptr(GPtrArray) tree = g_ptr_array_new_with_free_func((GDestroyNotify)indicator_free);
  for (guint i = 0; i < in_use->len; i++) {
    if (!add_ledger(app, tree, in_use->pdata[i], error))
      return NULL;
  }
  return g_steal_pointer(&tree);
}

static gboolean read_all(App *app, LedgerScreen *screen, GError **error) {
  TaskFilter filter = TASK_FILTER_ALL;
  filter.ledger = app_ledger(app);
  filter.query = screen->filter;
  drop_data(screen);
  task_cache_clear(screen->cache);
  screen->tree = read_tree(app, error);
  if (screen->tree == NULL)
    return FALSE;
  screen->refs = task_list(app_db(app), app_reckoning(app), &filter, error);
  screen->title =
      g_strconcat(app_scope_title(app), app_has_several_ledgers(app) ? "  按 L 换台账" : "", NULL);
  return screen->refs != NULL;
}

static gboolean ledger_screen_recalculate(App *app, gpointer state, GError **error) {
  LedgerScreen *screen = state;
  const Row *row = current_row(screen);
  gint64 task = row_task(screen, row);
  gint64 indicator = row != NULL && row->node != 0 ? row_node(screen, row)->id : 0;
  gboolean read = read_all(app, screen, error);
  if (!read) {
    drop_data(screen);
    screen->tree = g_ptr_array_new();
    screen->refs = g_array_new(FALSE, FALSE, sizeof(TaskRef));
  }
  screen->info = g_new0(NodeInfo, screen->tree->len);
  g_autoptr(GHashTable) places = g_hash_table_new(g_int64_hash, g_int64_equal);
  g_autofree guint *parent_of = g_new0(guint, screen->tree->len);
  for (guint i = 0; i < screen->tree->len; i++) {
    const Indicator *node = screen->tree->pdata[i];
    g_hash_table_insert(places, (gpointer)&node->id, GUINT_TO_POINTER(i + 1));
    parent_of[i] = GPOINTER_TO_UINT(g_hash_table_lookup(places, &node->parent)) - 1;
  }
  count_tasks(screen, places, parent_of);
  build_rows(screen);
  if (row != NULL)
    choose(screen, task, indicator);
  if (screen->looking && row_ref(screen, current_row(screen)) == NULL)
    choose_first_task(screen); /* what was looked for, not the indicator above it */
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
    const Row *row = &g_array_index(screen->rows, Row, screen->list.top + i);
    if (row->node == 0 && !task_cache_read(screen->cache, app, row_task(screen, row), error))
      return FALSE;
  }
  return TRUE;
}

static void paint_node(Term *term, int y, int width, const LedgerScreen *screen, const Row *row,
                       gboolean selected) {
  const Indicator *node = row_node(screen, row);
  const NodeInfo *info = &screen->info[row->node - 1];
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
  const Row *row = current_row(screen);
  if (row == NULL || row->node == 0) {
    task_rows_paint_details(
        app, term, area, row != NULL ? task_cache_get(screen->cache, row_task(screen, row)) : NULL);
    return;
  }
  const NodeInfo *info = &screen->info[row->node - 1];
  term_blank(term, area, THEME_TEXT);
  int y = area.row, end = area.row + area.rows;
  g_autofree char *counts =
      g_strdup_printf("共 %d 项，办结 %d 项，红灯 %d 项", info->rows, info->done, info->red);
  task_rows_paint_field(term, &y, end, 0, area.columns,
                        is_ledger(row_node(screen, row)) ? "台账：" : "指标：",
                        row_node(screen, row)->title, THEME_STRONG);
  task_rows_paint_field(term, &y, end, 0, area.columns, "进度：", counts, THEME_TEXT);
}

static void paint_empty(const LedgerScreen *screen, Term *term, Area area) {
  if (screen->rows->len > 0 || area.rows < 1)
    return;
  term_text(term, area.row, 0, area.columns, THEME_DIM,
            *screen->filter != '\0'
                ? "没有符合筛选的任务；按 Esc 取消筛选"
                : "这里还没有任务；可退出后运行 taizhang init --template 添加模板");
}

static void ledger_screen_paint(App *app, gpointer state, Term *term, Area area) {
  LedgerScreen *screen = state;
  Layout parts = layout(area);
  g_autofree char *title =
      *screen->filter != '\0'
          ? g_strdup_printf("筛选“%s”：%u 项", screen->filter, screen->refs->len)
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
    const Row *row = &g_array_index(screen->rows, Row, index);
    if (row->node != 0)
      paint_node(term, parts.list.row + y, area.columns, screen, row, selected);
    else
      task_rows_paint(term, parts.list.row + y, area.columns,
                      task_cache_get(screen->cache, row_task(screen, row)), selected);
  }
  paint_empty(screen, term, parts.list);
  term_rule(term, parts.rule, 0, area.columns, "详情");
  paint_details(app, screen, term, parts.details);
}

/* ---- actions ---------------------------------------------------------------------------- */

static void refold(LedgerScreen *screen) {
  const Row *row = current_row(screen);
  gint64 task = row_task(screen, row);
  gint64 indicator = row != NULL && row->node != 0 ? row_node(screen, row)->id : 0;
  build_rows(screen);
  choose(screen, task, indicator);
}

static void set_folded(LedgerScreen *screen, gint64 id, gboolean folded) {
  if (folded)
    g_hash_table_add(screen->folded, g_memdup2(&id, sizeof id));
  else
    g_hash_table_remove(screen->folded, &id);
}

/* The row of the indicator that the chosen row stands under. */
static void choose_parent(LedgerScreen *screen) {
  const Row *row = current_row(screen);
  for (gsize i = screen->list.current; i-- > 0;) {
    const Row *above = &g_array_index(screen->rows, Row, i);
    if (above->node != 0 && above->level < row->level) {
      list_choose(&screen->list, i);
      return;
    }
  }
}

/* ← folds an open indicator; on a task or a folded one it goes to the one above. */
static void fold(LedgerScreen *screen) {
  const Row *row = current_row(screen);
  if (row == NULL)
    return;
  if (row->node == 0 || screen->info[row->node - 1].folded) {
    choose_parent(screen);
    return;
  }
  set_folded(screen, row_node(screen, row)->id, TRUE);
  refold(screen);
}

static void unfold(LedgerScreen *screen) {
  const Row *row = current_row(screen);
  if (row == NULL || row->node == 0)
    return;
  set_folded(screen, row_node(screen, row)->id, FALSE);
  refold(screen);
}

static void fold_all(LedgerScreen *screen, gboolean folded) {
  const Row *row = current_row(screen);
  if (folded && row != NULL) {
    while (current_row(screen)->level > 1)
      choose_parent(screen);
  }
  for (guint i = 0; i < screen->tree->len; i++)
    set_folded(screen, ((const Indicator *)screen->tree->pdata[i])->id, folded);
  refold(screen);
}

static void open_row(App *app, LedgerScreen *screen) {
  const Row *row = current_row(screen);
  if (row == NULL)
    return;
  if (row->node == 0)
    app_open(app, &SCREEN_TASK, &(Opening){.id = row_task(screen, row)});
  else if (screen->info[row->node - 1].folded)
    unfold(screen);
  else
    fold(screen);
}

/* The chosen indicator, or that of the chosen task: the last one listed up to there; NULL where
 * nothing is listed. The task itself may not have been read: keys typed ahead come before it is
 * shown. */
static const Indicator *indicator_here(const LedgerScreen *screen) {
  for (gsize i = MIN(screen->list.current + 1, screen->list.count); i-- > 0;) {
    const Row *row = &g_array_index(screen->rows, Row, i);
    if (row->node == 0)
      continue;
    const Indicator *node = row_node(screen, row);
    /* Of a ledger, its first indicator. */
    const Indicator *next = row->node < screen->tree->len ? screen->tree->pdata[row->node] : NULL;
    return !is_ledger(node) ? node : next != NULL && !is_ledger(next) ? next : NULL;
  }
  return NULL;
}

/* The ledger looked at, or that of the chosen row; 0, having said so, where there is none. */
static gint64 ledger_here(App *app, const LedgerScreen *screen) {
  if (app_ledger(app) != 0)
    return app_ledger(app);
  for (gsize i = MIN(screen->list.current + 1, screen->list.count); i-- > 0;) {
    const Row *row = &g_array_index(screen->rows, Row, i);
    if (row->node != 0)
      return row_node(screen, row)->ledger;
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
    return screen->tree == NULL || screen->tree->len > 0;
  case ACTION_OPEN:
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
  if (list_mouse(&screen->list, event, layout(area).list))
    open_row(app, screen);
}

static ChosenTask ledger_screen_task(gpointer state) {
  return task_rows_chosen(row_ref(state, current_row(state)));
}

static void ledger_screen_choose(gpointer state, gint64 task) {
  choose(state, task, 0);
}

static gint64 ledger_screen_neighbour(gpointer state, gint64 task, int delta) {
  LedgerScreen *screen = state;
  choose(screen, task, 0);
  for (gint64 i = (gint64)screen->list.current + delta; i >= 0 && i < (gint64)screen->list.count;
       i += delta) {
    const Row *row = &g_array_index(screen->rows, Row, i);
    if (row->node == 0) {
      list_choose(&screen->list, (gsize)i);
      return row_task(screen, row);
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

const ScreenClass SCREEN_LEDGER = {
    .title = "台账",
    .context = CONTEXT_LEDGER,
    .action = ACTION_LEDGER,
    .is_list = TRUE,
    .open = ledger_screen_open,
    .close = ledger_screen_close,
    .recalculate = ledger_screen_recalculate,
    .prepare = ledger_screen_prepare,
    .paint = ledger_screen_paint,
    .act = ledger_screen_act,
    .offers = ledger_screen_offers,
    .mouse = ledger_screen_mouse,
    .task = ledger_screen_task,
    .choose = ledger_screen_choose,
    .neighbour = ledger_screen_neighbour,
    .filter = ledger_screen_filter,
    .filtered = ledger_screen_filtered,
};

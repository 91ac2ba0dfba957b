/* bulk.c: what a change of many tasks would make of each, before it is done. */
#include "core/model/bulk.h"

#include "core/rules/text.h"
#include "tui/screen/app.h"
#include "tui/screen/list_act.h"

#define DETAILS 4 /* lines of what becomes of the chosen task, in full */

typedef struct {
  Bulk *bulk;
  GArray *ids;     /* gint64 */
  BulkPlan *plan;  /* NULL: not made yet */
  GPtrArray *rows; /* BulkRow*, those that change first; borrowed from plan; NULL: a heading */
  List list;
  gboolean fresh; /* the plan, which was made for opening the page */
  gboolean shown; /* the plan, since it was made */
} BulkScreen;

static gpointer bulk_open(App *app, const Opening *opening) {
  (void)app;
  BulkScreen *screen = g_new0(BulkScreen, 1);
  screen->bulk = bulk_copy(opening->bulk);
  screen->ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  g_array_append_vals(screen->ids, opening->ids->data, opening->ids->len);
  screen->rows = g_ptr_array_new();
  screen->plan = opening->plan;
  screen->fresh = screen->plan != NULL;
  return screen;
}

static void bulk_close(gpointer state) {
  BulkScreen *screen = state;
  bulk_free(screen->bulk);
  g_array_unref(screen->ids);
  bulk_plan_free(screen->plan);
  g_ptr_array_unref(screen->rows);
  g_free(screen);
}

/* ---- reading ---------------------------------------------------------------------------- */

static void add_rows(BulkScreen *screen, gboolean changing) {
  for (guint i = 0; i < screen->plan->rows->len; i++) {
    BulkRow *row = screen->plan->rows->pdata[i];
    if ((row->change != NULL) == changing)
      g_ptr_array_add(screen->rows, row);
  }
}

static gboolean plan_anew(App *app, BulkScreen *screen, GError **error) {
  Actor actor = app_actor(app);
  BulkPlan *plan =
      bulk_plan(app_db(app), &actor, app_reckoning(app), screen->bulk, screen->ids, error);
  if (plan == NULL)
    return FALSE;
  bulk_plan_free(screen->plan);
  screen->plan = plan;
  return TRUE;
}

static gboolean bulk_recalculate(App *app, gpointer state, GError **error) {
  BulkScreen *screen = state;
  if (!screen->fresh && !plan_anew(app, screen, error))
    return FALSE;
  const BulkPlan *plan = screen->plan;
  screen->fresh = screen->shown = FALSE;
  g_ptr_array_set_size(screen->rows, 0);
  add_rows(screen, TRUE);
  if (plan->refused > 0)
    g_ptr_array_add(screen->rows, NULL);
  add_rows(screen, FALSE);
  list_resize(&screen->list, screen->rows->len);
  if (screen->list.current == 0 && plan->changing == 0)
    list_choose(&screen->list, 1); /* below the heading */
  return TRUE;
}

/* ---- painting --------------------------------------------------------------------------- */

static Area list_area(Area area) {
  return (Area){area.row + 2, area.column, MAX(area.rows - 3 - DETAILS, 1), area.columns};
}

static gboolean bulk_prepare(App *app, gpointer state, Area area, GError **error) {
  (void)app;
  (void)error;
  list_layout(&((BulkScreen *)state)->list, list_area(area).rows);
  return TRUE;
}

/* 将改12项，不改2项；共找到15处 */
static char *count_text(const BulkScreen *screen) {
  const BulkPlan *plan = screen->plan;
  g_autoptr(GString) text = g_string_new(NULL);
  g_string_append_printf(text, "将改%d项", plan->changing);
  if (plan->refused > 0)
    g_string_append_printf(text, "，不改%d项（见下）", plan->refused);
  if (plan->hits > 0)
    g_string_append_printf(text, "，共%d处", plan->hits);
  if (screen->bulk->reason != NULL)
    g_string_append_printf(text, "    理由：%s", screen->bulk->reason);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static void paint_row(const BulkScreen *screen, Term *term, int y, int width, guint index) {
  const BulkRow *row = screen->rows->pdata[index];
  gboolean selected = index == screen->list.current;
  if (row == NULL) {
    g_autofree char *head = g_strdup_printf("不改的%d项：", screen->plan->refused);
    term_text(term, y, 0, width, selected ? THEME_SELECTED : THEME_GROUP, head);
    return;
  }
  int label = MIN(width * 2 / 5, 40);
  const char *text = row->change != NULL ? row->change : row->refusal;
  ThemeRole role = row->change != NULL ? THEME_TEXT : THEME_AMBER;
  g_autofree char *name = text_ellipsize(row->label, label - 1);
  term_text(term, y, 0, label, selected ? THEME_SELECTED : THEME_TEXT, name);
  term_text(term, y, label, width - label, selected ? THEME_SELECTED : role, text);
}

static void paint_details(const BulkScreen *screen, Term *term, Area area) {
  const BulkRow *row = screen->list.count > 0 ? screen->rows->pdata[screen->list.current] : NULL;
  g_autofree char *text =
      row == NULL
          ? g_strdup("")
          : g_strdup_printf("%s\n%s", row->label, row->change != NULL ? row->change : row->refusal);
  g_autofree char *clean = text_clean(text, TRUE);
  g_autoptr(GPtrArray) lines = text_wrap(clean, area.columns);
  for (int i = 0; i < area.rows; i++)
    term_text(term, area.row + i, area.column, area.columns, THEME_TEXT,
              i < (int)lines->len ? lines->pdata[i] : NULL);
}

static void bulk_paint(App *app, gpointer state, Term *term, Area area) {
  (void)app;
  BulkScreen *screen = state;
  if (screen->plan == NULL) {
    term_blank(term, area, THEME_TEXT);
    return;
  }
  screen->shown = TRUE;
  Area list = list_area(area);
  g_autofree char *what = bulk_text(screen->bulk);
  g_autofree char *counts = count_text(screen);
  term_text(term, area.row, 0, area.columns - 12, THEME_STRONG, what);
  list_paint_position(&screen->list, term, area.row, area.columns - 12, 12);
  term_text(term, area.row + 1, 0, area.columns, THEME_HEADER, counts);
  for (int y = 0; y < list.rows; y++) {
    gsize index = screen->list.top + (gsize)y;
    if (index < screen->list.count)
      paint_row(screen, term, list.row + y, area.columns, (guint)index);
    else
      term_text(term, list.row + y, 0, area.columns, THEME_TEXT, NULL);
  }
  int rule = list.row + list.rows;
  term_rule(term, rule, 0, area.columns, "详情");
  paint_details(screen, term,
                (Area){rule + 1, area.column, area.row + area.rows - rule - 1, area.columns});
}

/* ---- actions ---------------------------------------------------------------------------- */

static gboolean deletes(const Bulk *bulk) {
  return g_array_index(bulk->changes, BulkChange, 0).kind == BULK_DELETE;
}

/* What was done to count tasks: a change, unless it is one that makes or takes away. */
static char *told(App *app, const Bulk *bulk, int count) {
  g_autofree char *what = bulk_text(bulk);
  BulkKind kind = g_array_index(bulk->changes, BulkChange, 0).kind;
  if (kind == BULK_COPY)
    return g_strdup_printf("%s：已添加%d项", what, count);
  if (kind != BULK_DELETE)
    return g_strdup_printf("%s：已改%d项", what, count);
  g_autofree char *where = app_fill_keys(app, "（按 {key:screen.trash} 看）");
  return g_strdup_printf("%s：%d项已放进回收站%s", what, count, where != NULL ? where : "");
}

static void run(App *app, BulkScreen *screen) {
  g_autoptr(GError) error = NULL;
  Actor actor = app_actor(app);
  if (screen->plan == NULL || screen->plan->changing == 0) {
    app_notice(app, "没有能改的；按 Esc 返回");
    return;
  }
  if (!screen->shown) { /* a key typed ahead */
    app_notice(app, "请先看过将改什么，再按 Enter");
    return;
  }
  g_autoptr(BulkPlan) done = bulk_run(app_db(app), &actor, app_reckoning(app), screen->bulk,
                                      screen->ids, screen->plan, &error);
  if (done == NULL) {
    app_failed(app, g_steal_pointer(&error));
    return;
  }
  g_autofree char *what = told(app, screen->bulk, done->changing);
  int lost = screen->plan->changing - done->changing;
  gboolean gone = deletes(screen->bulk);
  app_remember(app, screen->bulk);
  app_form_served(app);
  app_close_page(app); /* frees screen */
  if (gone && app_shown(app, &SCREEN_TASK) != NULL)
    app_close_page(app); /* of a task that is no more */
  app_drop_marks(app);
  app_changed(app);
  if (lost > 0)
    app_notice(app, "%s；%d项刚被别人改过，没有改动，请核对", what, lost);
  else if (done->refused > 0)
    app_notice(app, "%s，%d项没有改；按 u 可撤销", what, done->refused);
  else
    app_notice(app, "%s；按 u 可撤销", what);
}

static gboolean bulk_act(App *app, gpointer state, ActionId id) {
  BulkScreen *screen = state;
  if (id != ACTION_BULK_RUN)
    return list_act(&screen->list, id);
  run(app, screen);
  return TRUE;
}

static gboolean bulk_offers(gpointer state, ActionId id) {
  const BulkScreen *screen = state;
  return id != ACTION_BULK_RUN || (screen->plan != NULL && screen->plan->changing > 0);
}

static void bulk_mouse(App *app, gpointer state, const Event *event, Area area) {
  (void)app;
  list_mouse(&((BulkScreen *)state)->list, event, list_area(area));
}

const ScreenClass SCREEN_BULK = {
    .title = "批量修改",
    .context = CONTEXT_BULK,
    .action = ACTION_NONE,
    .open = bulk_open,
    .close = bulk_close,
    .recalculate = bulk_recalculate,
    .prepare = bulk_prepare,
    .paint = bulk_paint,
    .act = bulk_act,
    .offers = bulk_offers,
    .mouse = bulk_mouse,
};

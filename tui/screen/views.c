/* views.c: 视图: all views, to be opened, named, ordered and taken away. */
#include "tui/screen/app_view.h"
#include "tui/screen/list_act.h"
#include "tui/screen/task_rows.h"
#include "tui/screen/task_table.h"

#define KEY_WIDTH 8
#define ORIGIN_WIDTH 14
#define SCREEN_WIDTH 6

typedef struct {
  GPtrArray *views; /* View*; NULL: not read yet */
  List list;
  char *chosen; /* the name that is to be chosen after reading; NULL: as before */
} ViewsScreen;

static gpointer views_open(App *app, const Opening *opening) {
  (void)app;
  (void)opening;
  return g_new0(ViewsScreen, 1);
}

static void views_close(gpointer state) {
  ViewsScreen *screen = state;
  g_clear_pointer(&screen->views, g_ptr_array_unref);
  g_free(screen->chosen);
  g_free(screen);
}

static const View *current(const ViewsScreen *screen) {
  return screen->list.count > 0 ? screen->views->pdata[screen->list.current] : NULL;
}

static gboolean views_recalculate(App *app, gpointer state, GError **error) {
  ViewsScreen *screen = state;
  const View *view = current(screen);
  g_autofree char *name = screen->chosen != NULL ? g_steal_pointer(&screen->chosen)
                                                 : g_strdup(view != NULL ? view->name : NULL);
  GPtrArray *views = app_views(app, error);
  if (views == NULL)
    return FALSE;
  g_clear_pointer(&screen->views, g_ptr_array_unref);
  screen->views = views;
  list_resize(&screen->list, views->len);
  for (guint i = 0; i < views->len; i++) {
    if (g_strcmp0(((const View *)views->pdata[i])->name, name) == 0)
      list_choose(&screen->list, i);
  }
  return TRUE;
}

/* ---- painting --------------------------------------------------------------------------- */

static Area list_area(Area area) {
  int details = task_rows_details_height(area.rows);
  return (Area){area.row + 2, area.column, area.rows - 3 - details, area.columns};
}

static gboolean views_prepare(App *app, gpointer state, Area area, GError **error) {
  (void)app;
  (void)error;
  list_layout(&((ViewsScreen *)state)->list, list_area(area).rows);
  return TRUE;
}

static char *origin_text(App *app, const View *view) {
  return view->origin == VIEW_BUILT_IN ? g_strdup("自带")
         : view->origin == VIEW_PRIVATE
             ? g_strdup("自己的")
             : g_strdup_printf("共享 %s", app_person_name(app, view->author));
}

static const char *screen_text(const View *view) {
  return g_str_equal(view->screen, SCREEN_NAME_OVERDUE) ? "逾期" : "台账";
}

/* F2 g1: the keys as they come with the program. */
static char *keys_text(guint place) {
  return place < 8    ? g_strdup_printf("F%u g%u", place + 2, place + 1)
         : place == 8 ? g_strdup("g9")
                      : g_strdup("");
}

static void paint_view(App *app, Term *term, int y, int width, const View *view, guint place,
                       gboolean chosen) {
  ThemeRole role = chosen ? THEME_SELECTED : THEME_TEXT;
  int name = (width - KEY_WIDTH - ORIGIN_WIDTH - SCREEN_WIDTH) / 3, at = 0;
  g_autofree char *keys = keys_text(place);
  g_autofree char *origin = origin_text(app, view);
  term_text(term, y, at, KEY_WIDTH, chosen ? role : THEME_KEY, keys);
  at += KEY_WIDTH;
  term_text(term, y, at, name, role, view->name);
  at += name;
  term_text(term, y, at, ORIGIN_WIDTH, role, origin);
  at += ORIGIN_WIDTH;
  term_text(term, y, at, SCREEN_WIDTH, role, screen_text(view));
  at += SCREEN_WIDTH;
  term_text(term, y, at, width - at, role, view->filter);
}

static void paint_head(Term *term, int y, int width) {
  int name = (width - KEY_WIDTH - ORIGIN_WIDTH - SCREEN_WIDTH) / 3;
  term_text(term, y, 0, KEY_WIDTH, THEME_HEADER, "按键");
  term_text(term, y, KEY_WIDTH, name, THEME_HEADER, "名称");
  term_text(term, y, KEY_WIDTH + name, ORIGIN_WIDTH, THEME_HEADER, "来自");
  term_text(term, y, KEY_WIDTH + name + ORIGIN_WIDTH, SCREEN_WIDTH, THEME_HEADER, "屏幕");
  int at = KEY_WIDTH + name + ORIGIN_WIDTH + SCREEN_WIDTH;
  term_text(term, y, at, width - at, THEME_HEADER, "筛选");
}

static void paint_details(Term *term, Area area, const View *view) {
  term_blank(term, area, THEME_TEXT);
  if (view == NULL)
    return;
  int y = area.row, end = area.row + area.rows;
  g_autofree char *what = form_view_what(view);
  const char *ledger = *view->ledger == '\0'                        ? "打开时正在看的"
                       : g_str_equal(view->ledger, VIEW_LEDGER_ALL) ? "全部台账"
                                                                    : view->ledger;
  task_rows_paint_field(term, &y, end, 0, area.columns, "视图：", view->name, THEME_STRONG);
  task_rows_paint_field(term, &y, end, 0, area.columns, "内容：", what, THEME_TEXT);
  task_rows_paint_field(term, &y, end, 0, area.columns, "台账：", ledger, THEME_TEXT);
}

static void views_paint(App *app, gpointer state, Term *term, Area area) {
  const ViewsScreen *screen = state;
  Area list = list_area(area);
  g_autofree char *title = g_strdup_printf("视图  共%" G_GSIZE_FORMAT "个", screen->list.count);
  term_text(term, area.row, 0, area.columns - 12, THEME_STRONG, title);
  list_paint_position(&screen->list, term, area.row, area.columns - 12, 12);
  paint_head(term, area.row + 1, area.columns);
  for (int y = 0; y < list.rows; y++) {
    gsize index = screen->list.top + (gsize)y;
    if (index < screen->list.count)
      paint_view(app, term, list.row + y, area.columns, screen->views->pdata[index], (guint)index,
                 index == screen->list.current);
    else
      term_text(term, list.row + y, 0, area.columns, THEME_TEXT, NULL);
  }
  if (screen->list.count == 0 && list.rows > 0)
    term_text(term, list.row, 0, area.columns, THEME_DIM,
              "还没有视图；在台账或逾期上筛选、排序好以后，按 \" 存下来");
  term_rule(term, list.row + list.rows, 0, area.columns, "详情");
  Area details = {list.row + list.rows + 1, area.column, task_rows_details_height(area.rows),
                  area.columns};
  paint_details(term, details, current(screen));
}

/* ---- actions ---------------------------------------------------------------------------- */

static void open_current(App *app, const ViewsScreen *screen) {
  const View *view = current(screen);
  if (view == NULL)
    return;
  g_autoptr(View) opened = view_copy(view); /* this screen ends meanwhile */
  app_open_view(app, opened);
}

static void rename_current(App *app, const ViewsScreen *screen) {
  const View *view = current(screen);
  if (view == NULL)
    return;
  if (view->origin == VIEW_BUILT_IN) {
    app_notice(app, "“%s”是自带的视图，不能改名；可以打开它，按 \" 另存", view->name);
    return;
  }
  const char *const values[] = {"before", view->name, "name", view->name, NULL};
  app_open_form(app, &FORM_VIEW_RENAME, 0, values);
}

static void reread(App *app, ViewsScreen *screen) {
  GError *error = NULL;
  if (!views_recalculate(app, screen, &error))
    app_failed(app, error);
}

static void move(App *app, ViewsScreen *screen, int delta) {
  const View *view = current(screen);
  if (view == NULL)
    return;
  GError *error = NULL;
  if (!views_move(app_view_file(app), screen->views, view->name, delta, &error))
    app_failed(app, error);
  reread(app, screen);
}

static void removed(App *app, int answer) {
  ViewsScreen *screen = app_shown(app, &SCREEN_VIEWS);
  const View *view = screen != NULL ? current(screen) : NULL;
  if (answer != 0 || view == NULL)
    return;
  Actor actor = app_actor(app);
  GError *error = NULL;
  g_autofree char *name = g_strdup(view->name);
  gboolean shared = view->origin == VIEW_SHARED;
  if (!views_remove(app_db(app), &actor, app_view_file(app), view, &error)) {
    app_failed(app, error);
    return;
  }
  app_view_changed(app, name, NULL);
  reread(app, screen);
  app_notice(app, shared ? "已删除视图“%s”；按 u 可撤销" : "已删除视图“%s”", name);
}

static void ask_removal(App *app, const ViewsScreen *screen) {
  static const DialogAnswer answers[] = {{'y', "删除"}, {'n', "不删除"}};
  const View *view = current(screen);
  if (view == NULL)
    return;
  g_autofree char *text =
      g_strdup_printf("删除视图“%s”？%s", view->name,
                      view->origin == VIEW_SHARED ? "它是共享的，别人也就看不到了。" : "");
  app_ask_removal(app, text, answers, G_N_ELEMENTS(answers), removed);
}

static gboolean views_act(App *app, gpointer state, ActionId id) {
  ViewsScreen *screen = state;
  switch (id) {
  case ACTION_OPEN:
    open_current(app, screen);
    return TRUE;
  case ACTION_VIEW_RENAME:
    rename_current(app, screen);
    return TRUE;
  case ACTION_VIEW_REMOVE:
    ask_removal(app, screen);
    return TRUE;
  case ACTION_ORDER_UP:
    move(app, screen, -1);
    return TRUE;
  case ACTION_ORDER_DOWN:
    move(app, screen, 1);
    return TRUE;
  default:
    return list_act(&screen->list, id);
  }
}

static void views_mouse(App *app, gpointer state, const Event *event, Area area) {
  ViewsScreen *screen = state;
  if (list_mouse(&screen->list, event, list_area(area)))
    open_current(app, screen);
}

const ScreenClass SCREEN_VIEWS = {
    .title = "视图",
    .context = CONTEXT_VIEWS,
    .action = ACTION_NONE,
    .open = views_open,
    .close = views_close,
    .recalculate = views_recalculate,
    .prepare = views_prepare,
    .paint = views_paint,
    .act = views_act,
    .mouse = views_mouse,
};

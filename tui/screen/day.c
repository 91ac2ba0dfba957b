/* day.c: what is due on a day, as a list. */
#include "tui/screen/item_list.h"
#include "tui/screen/list_act.h"
#include "tui/screen/task_rows.h"

typedef struct {
  Day day;
  ItemList items;
  TaskCache *cache;
} DayPage;

static gpointer day_open(App *app, const Opening *opening) {
  (void)app;
  DayPage *page = g_new0(DayPage, 1);
  page->day = opening->day;
  page->cache = task_cache_new();
  return page;
}

static void day_close(gpointer state) {
  DayPage *page = state;
  item_list_clear(&page->items);
  task_cache_free(page->cache);
  g_free(page);
}

static gboolean day_recalculate(App *app, gpointer state, GError **error) {
  DayPage *page = state;
  GPtrArray *items = item_list_due(app, page->day, page->day, error);
  task_cache_clear(page->cache);
  if (items == NULL)
    return FALSE;
  item_list_take(&page->items, app, items);
  return TRUE;
}

/* ---- painting --------------------------------------------------------------------------- */

static Area list_area(Area area) {
  return (Area){area.row + 1, area.column, area.rows - 2 - task_rows_details_height(area.rows),
                area.columns};
}

static gboolean day_prepare(App *app, gpointer state, Area area, GError **error) {
  DayPage *page = state;
  if (page->items.items == NULL)
    return TRUE;
  gint64 task = item_list_task(&page->items).id;
  return item_list_prepare(&page->items, app, list_area(area).rows, error) &&
         (task == 0 || task_cache_read(page->cache, app, task, error));
}

static void day_paint(App *app, gpointer state, Term *term, Area area) {
  DayPage *page = state;
  if (page->items.items == NULL) {
    term_blank(term, area, THEME_TEXT); /* nothing could be read; the footer says why */
    return;
  }
  Area list = list_area(area);
  char iso[DAY_TEXT_SIZE];
  g_autofree char *left = day_left_text(page->day, app_today(app));
  g_autofree char *title = g_strdup_printf("%s 周%s（%s）到期的事  共%u项%s",
                                           day_to_iso(page->day, iso), day_weekday_name(page->day),
                                           left, page->items.items->len, app_scope_text(app));
  term_text(term, area.row, 0, area.columns - 12, THEME_STRONG, title);
  list_paint_position(&page->items.list, term, area.row, area.columns - 12, 12);
  item_list_paint(&page->items, app, term, list);
  if (page->items.list.count == 0 && list.rows > 0)
    term_text(term, list.row, 0, area.columns, THEME_DIM, "这一天没有到期的事；按 Esc 返回");
  int rule = list.row + list.rows;
  term_rule(term, rule, 0, area.columns, "详情");
  Area details = {rule + 1, area.column, task_rows_details_height(area.rows), area.columns};
  if (!app_moves(app))
    task_rows_paint_details(app, term, details,
                            task_cache_get(page->cache, item_list_task(&page->items).id));
}

/* ---- actions ---------------------------------------------------------------------------- */

static gboolean day_act(App *app, gpointer state, ActionId id) {
  DayPage *page = state;
  if (id != ACTION_OPEN)
    return list_act(&page->items.list, id);
  item_list_open(&page->items, app);
  return TRUE;
}

static void day_mouse(App *app, gpointer state, const Event *event, Area area) {
  DayPage *page = state;
  if (list_mouse(&page->items.list, event, list_area(area)))
    item_list_open(&page->items, app);
}

static ChosenTask day_task(gpointer state) {
  return item_list_task(&((DayPage *)state)->items);
}

static gint64 day_neighbour(gpointer state, gint64 task, int delta) {
  return item_list_neighbour(&((DayPage *)state)->items, task, delta);
}

static Listing *day_listing(App *app, gpointer state, GError **error) {
  const DayPage *page = state;
  char iso[DAY_TEXT_SIZE];
  g_autofree char *title = g_strdup_printf("%s到期的事", day_to_iso(page->day, iso));
  return item_list_listing(&page->items, app, title, app_scope_title(app), error);
}

const ScreenClass SCREEN_DAY = {
    .title = "一天的事",
    .context = CONTEXT_DAY,
    .action = ACTION_NONE,
    .is_list = TRUE,
    .open = day_open,
    .close = day_close,
    .recalculate = day_recalculate,
    .listing = day_listing,
    .prepare = day_prepare,
    .paint = day_paint,
    .act = day_act,
    .mouse = day_mouse,
    .task = day_task,
    .neighbour = day_neighbour,
};

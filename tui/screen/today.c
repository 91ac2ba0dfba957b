/* today.c: 今日: where things stand, what comes, and the list of what to do. */
#include "core/model/plan.h"
#include "tui/screen/list_act.h"
#include "tui/screen/today_screen.h"

static gpointer today_open(App *app, const Opening *opening) {
  (void)app;
  (void)opening;
  TodayScreen *screen = g_new0(TodayScreen, 1);
  screen->cache = task_cache_new();
  return screen;
}

static void today_close(gpointer state) {
  TodayScreen *screen = state;
  summary_free(screen->all);
  reminder_free(screen->reminder);
  item_list_clear(&screen->items);
  task_cache_free(screen->cache);
  g_clear_pointer(&screen->months, g_array_unref);
  g_free(screen);
}

/* ---- painting --------------------------------------------------------------------------- */

static gboolean today_prepare(App *app, gpointer state, Area area, GError **error) {
  TodayScreen *screen = state;
  if (screen->reminder == NULL)
    return TRUE;
  TodayLayout parts = today_layout(screen, area);
  if (parts.indicators.rows > 0) {
    list_layout(&screen->indicators, parts.indicators.rows - 1);
    list_layout(&screen->units, parts.units.rows - 1);
  }
  gint64 task = item_list_task(&screen->items).id;
  return item_list_prepare(&screen->items, app, parts.list.rows, error) &&
         (parts.details.rows == 0 || task == 0 || task_cache_read(screen->cache, app, task, error));
}

static void paint_list(App *app, const TodayScreen *screen, Term *term, Area area) {
  const Reminder *reminder = screen->reminder;
  g_autofree char *title =
      screen->all == NULL
          ? g_strdup_printf("逾期事项%s", app_scope_text(app))
          : g_strdup_printf("逾期 %d 项，欠报 %d 期，%d天内到期 %d 项，待办 %d 项%s",
                            reminder->late - reminder->missed, reminder->missed, reminder->days,
                            reminder->soon, reminder->waiting, app_scope_text(app));
  term_rule(term, area.row - 1, 0, area.columns, title);
  ItemList shown = screen->items;
  if (screen->focus != FOCUS_LIST)
    shown.list.current = G_MAXSIZE; /* what is chosen is elsewhere */
  item_list_paint(&shown, app, term, area);
  if (screen->all != NULL && screen->items.list.count == 0 && area.rows > 0)
    term_text(term, area.row, 0, area.columns, THEME_GREEN, "没有逾期、临期和待办的事项");
}

static void paint_details(App *app, const TodayScreen *screen, Term *term, Area area) {
  if (area.rows == 0 || app_moves(app))
    return;
  gint64 task = screen->focus == FOCUS_LIST ? item_list_task(&screen->items).id : 0;
  term_rule(term, area.row - 1, area.column, area.columns, "详情");
  task_rows_paint_details(app, term, area, task_cache_get(screen->cache, task));
}

static void today_paint(App *app, gpointer state, Term *term, Area area) {
  TodayScreen *screen = state;
  if (screen->reminder == NULL) {
    term_blank(term, area, THEME_TEXT); /* nothing could be read; the footer says why */
    return;
  }
  if (screen->begins) {
    first_paint(app, &screen->first, term, area);
    return;
  }
  TodayLayout parts = today_layout(screen, area);
  term_blank(term, (Area){area.row, area.column, parts.list.row - area.row, area.columns},
             THEME_TEXT);
  paint_list(app, screen, term, parts.list);
  paint_details(app, screen, term, parts.details);
  if (screen->all == NULL && !screen->uncounted) {
    /* How many units there are says where the topic stands. */
    term_blank(
        term,
        (Area){parts.topic.row - 1, parts.topic.column, parts.topic.rows + 1, parts.topic.columns},
        THEME_TEXT);
    term_text(term, parts.totals.row, 0, area.columns, THEME_DIM, "正在统计……");
    return;
  }
  if (screen->all != NULL) {
    today_paint_totals(screen, term, parts.totals);
    today_paint_bars(screen, term, &parts);
    today_paint_year(app, screen, term, &parts);
    today_paint_strip(app, screen, term, &parts);
  }
  today_paint_topic(app, screen->reminder->topic, term, parts.topic);
}

/* ---- opening ---------------------------------------------------------------------------- */

static void open_bar(App *app, const TodayScreen *screen) {
  gboolean units = screen->focus == FOCUS_UNITS;
  const GPtrArray *bars = units ? screen->all->units : screen->all->indicators;
  const List *list = units ? &screen->units : &screen->indicators;
  if (list->count == 0)
    return;
  const SummaryBar *bar = bars->pdata[list->current];
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) ids =
      units ? summary_unit_tasks(app_db(app), app_reckoning(app), app_ledger(app), bar->id, &error)
            : summary_indicator_tasks(app_db(app), app_reckoning(app), app_ledger(app), bar->id,
                                      &error);
  if (ids == NULL) {
    app_failed(app, g_steal_pointer(&error));
    return;
  }
  g_autofree char *title =
      g_strdup_printf("%s“%s”%s", units ? "责任单位" : "一级指标", bar->name, app_scope_text(app));
  app_open(app, &SCREEN_TASK_SET, &(Opening){.ids = ids, .text = title});
}

static void open_year(App *app, TodayScreen *screen) {
  if (screen->months != NULL) {
    app_switch(app, &SCREEN_BULLETIN);
    return;
  }
  app_busy(app, "正在统计全年各月……");
  screen->months_asked = TRUE;
  screen->months_failed = FALSE;
}

static void open_chosen(App *app, TodayScreen *screen) {
  switch (screen->focus) {
  case FOCUS_LIST:
    item_list_open(&screen->items, app);
    return;
  case FOCUS_STRIP:
    today_strip_open(app, screen);
    return;
  case FOCUS_INDICATORS:
  case FOCUS_UNITS:
    open_bar(app, screen);
    return;
  case FOCUS_YEAR:
    open_year(app, screen);
    return;
  }
}

/* ---- moving ----------------------------------------------------------------------------- */

static void next_focus(TodayScreen *screen) {
  screen->focus = (TodayFocus)((screen->focus + 1) % FOCUS_COUNT);
}

/* Sideways: from the list into the strip, there by days, above it from block to block. */
static void move_across(TodayScreen *screen, int delta) {
  switch (screen->focus) {
  case FOCUS_LIST:
    screen->focus = FOCUS_STRIP;
    return;
  case FOCUS_STRIP:
    screen->day = CLAMP(screen->day + delta, STRIP_LATE, STRIP_DAYS - 1);
    return;
  default:
    screen->focus =
        (TodayFocus)CLAMP((int)screen->focus + delta, FOCUS_INDICATORS, (int)FOCUS_YEAR);
    return;
  }
}

static gboolean act_in_strip(TodayScreen *screen, ActionId id) {
  switch (id) {
  case ACTION_UP:
    screen->focus = FOCUS_INDICATORS;
    return TRUE;
  case ACTION_DOWN:
    screen->focus = FOCUS_LIST;
    return TRUE;
  case ACTION_FIRST:
  case ACTION_PAGE_UP:
    screen->day = STRIP_LATE;
    return TRUE;
  case ACTION_LAST:
  case ACTION_PAGE_DOWN:
    screen->day = STRIP_DAYS - 1;
    return TRUE;
  default:
    return FALSE;
  }
}

/* Below the last bar comes the strip. */
static gboolean act_in_bars(TodayScreen *screen, List *list, ActionId id) {
  if (id == ACTION_DOWN && list->current + 1 >= list->count) {
    screen->focus = FOCUS_STRIP;
    return TRUE;
  }
  return list_act(list, id);
}

static gboolean act_in_year(TodayScreen *screen, ActionId id) {
  List nothing = {0};
  if (id == ACTION_UP || id == ACTION_DOWN)
    screen->focus = id == ACTION_UP ? FOCUS_INDICATORS : FOCUS_STRIP;
  return list_act(&nothing, id);
}

static gboolean move(TodayScreen *screen, ActionId id) {
  switch (screen->focus) {
  case FOCUS_STRIP:
    return act_in_strip(screen, id);
  case FOCUS_INDICATORS:
    return act_in_bars(screen, &screen->indicators, id);
  case FOCUS_UNITS:
    return act_in_bars(screen, &screen->units, id);
  case FOCUS_YEAR:
    return act_in_year(screen, id);
  default:
    return list_act(&screen->items.list, id);
  }
}

/* Where nothing is there yet, there is nothing to go through either. */
static gboolean today_offers(gpointer state, ActionId id) {
  const TodayScreen *screen = state;
  return !screen->begins ||
         (id != ACTION_TURN && id != ACTION_LEFT && id != ACTION_RIGHT && id != ACTION_EXPORT);
}

/* What cannot be done with how the list begins alone. */
static gboolean needs_whole(const List *list, ActionId id) {
  static const ActionId ids[] = {ACTION_FIRST, ACTION_LAST, ACTION_PAGE_UP, ACTION_PAGE_DOWN,
                                 ACTION_TURN,  ACTION_LEFT, ACTION_RIGHT};
  for (gsize i = 0; i < G_N_ELEMENTS(ids); i++) {
    if (ids[i] == id)
      return TRUE;
  }
  if (list->count == 0) /* what leads elsewhere waits for nothing */
    return id == ACTION_DOWN || !(action_get(id)->contexts & CONTEXT_BIT(CONTEXT_GLOBAL));
  return id == ACTION_DOWN && list->current + 1 >= list->count;
}

/* Keys typed before the figures are there do what they do afterwards. */
static void today_ready(App *app, gpointer state, ActionId id) {
  TodayScreen *screen = state;
  if (screen->reminder != NULL && needs_whole(&screen->items.list, id))
    today_have_whole(app, screen);
}

static gboolean today_act(App *app, gpointer state, ActionId id) {
  TodayScreen *screen = state;
  if (screen->reminder == NULL || (needs_whole(&screen->items.list, id) && screen->all == NULL))
    return list_act(&screen->items.list, id);
  if (screen->begins)
    return first_act(app, &screen->first, id);
  switch (id) {
  case ACTION_OPEN:
    open_chosen(app, screen);
    return TRUE;
  case ACTION_TURN:
    next_focus(screen);
    return TRUE;
  case ACTION_LEFT:
  case ACTION_RIGHT:
    move_across(screen, id == ACTION_LEFT ? -1 : 1);
    return TRUE;
  case ACTION_BACK:
    if (screen->focus == FOCUS_LIST)
      return FALSE;
    screen->focus = FOCUS_LIST;
    return TRUE;
  default:
    return move(screen, id);
  }
}

/* ---- the mouse -------------------------------------------------------------------------- */

static gboolean is_in(Area area, const Event *event) {
  return event->row >= area.row && event->row < area.row + area.rows &&
         event->column >= area.column && event->column < area.column + area.columns;
}

static void mouse_in_bars(App *app, TodayScreen *screen, const Event *event, Area area,
                          TodayFocus focus) {
  List *list = focus == FOCUS_UNITS ? &screen->units : &screen->indicators;
  Area rows = {area.row + 1, area.column, area.rows - 1, area.columns};
  screen->focus = focus;
  if (list_mouse(list, event, rows))
    open_bar(app, screen);
}

static void today_mouse(App *app, gpointer state, const Event *event, Area area) {
  TodayScreen *screen = state;
  if (screen->reminder == NULL || !today_have_whole(app, screen))
    return;
  if (screen->begins) {
    first_mouse(app, &screen->first, event, area);
    return;
  }
  TodayLayout parts = today_layout(screen, area);
  gboolean wheel = event->mouse == MOUSE_WHEEL_UP || event->mouse == MOUSE_WHEEL_DOWN;
  if (is_in(parts.indicators, event)) {
    mouse_in_bars(app, screen, event, parts.indicators, FOCUS_INDICATORS);
  } else if (is_in(parts.units, event)) {
    mouse_in_bars(app, screen, event, parts.units, FOCUS_UNITS);
  } else if (!wheel && (is_in(parts.strip, event) || is_in(parts.year, event))) {
    screen->focus = is_in(parts.strip, event) ? FOCUS_STRIP : FOCUS_YEAR;
    if (screen->focus == FOCUS_STRIP)
      screen->day = today_strip_at(parts.strip, event->column);
    if (event->mouse == MOUSE_DOUBLE)
      open_chosen(app, screen);
  } else {
    if (is_in(parts.list, event))
      screen->focus = FOCUS_LIST;
    if (list_mouse(&screen->items.list, event, parts.list))
      item_list_open(&screen->items, app);
  }
}

/* ---- what is chosen --------------------------------------------------------------------- */

/* A day, a unit or an indicator is no task, whatever the list stands on. */
static ChosenTask today_task(gpointer state) {
  const TodayScreen *screen = state;
  return screen->focus == FOCUS_LIST ? item_list_task(&screen->items) : (ChosenTask){0};
}

static gint64 today_topic(gpointer state) {
  const TodayScreen *screen = state;
  return screen->reminder != NULL && screen->reminder->topic != NULL ? screen->reminder->topic->id
                                                                     : 0;
}

static gint64 today_neighbour(gpointer state, gint64 task, int delta) {
  return item_list_neighbour(&((TodayScreen *)state)->items, task, delta);
}

static Listing *today_listing(App *app, gpointer state, GError **error) {
  TodayScreen *screen = state;
  if (screen->all == NULL && !today_read_whole(app, screen, error))
    return NULL;
  return item_list_listing(&screen->items, app, "今日事项", app_scope_title(app), error);
}

const ScreenClass SCREEN_TODAY = {
    .title = "今日",
    .context = CONTEXT_TODAY,
    .action = ACTION_TODAY,
    .is_list = TRUE,
    .open = today_open,
    .close = today_close,
    .recalculate = today_recalculate,
    .listing = today_listing,
    .prepare = today_prepare,
    .paint = today_paint,
    .later = today_later,
    .ready = today_ready,
    .act = today_act,
    .offers = today_offers,
    .mouse = today_mouse,
    .task = today_task,
    .topic = today_topic,
    .neighbour = today_neighbour,
};

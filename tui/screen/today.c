#include "core/model/plan.h"
#include "core/model/summary.h"
#include "core/rules/text.h"
#include "tui/screen/case_rows.h"
#include "tui/screen/item_list.h"
#include "tui/screen/list_act.h"
#include "tui/screen/task_rows.h"

typedef struct {
  Summary *all;       /* totals, units and 一级指标 of what is looked at */
  Reminder *reminder; /* what to be reminded of; its items are in items */
  ItemList items;
} TodayScreen;

static gpointer today_open(App *app, const Opening *opening) {
  (void)app;
  (void)opening;
  return g_new0(TodayScreen, 1);
}

static void today_close(gpointer state) {
  TodayScreen *screen = state;
  summary_free(screen->all);
  reminder_free(screen->reminder);
  item_list_clear(&screen->items);
  g_free(screen);
}

static gboolean today_recalculate(App *app, gpointer state, GError **error) {
  TodayScreen *screen = state;
  const Reckoning *reckoning = app_reckoning(app);
  ReminderFilter filter = {.ledger = app_ledger(app),
                           .days = reckoning_policy(reckoning, 0)->light.lead_days};
  g_autoptr(Summary) all = summary_compute(app_db(app), reckoning, app_ledger(app), error);
  g_autoptr(Reminder) reminder =
      all != NULL ? reminder_collect(app_db(app), reckoning, &filter, error) : NULL;
  if (reminder == NULL)
    return FALSE;
  item_list_take(&screen->items, g_ptr_array_ref(reminder->items));
  summary_free(screen->all);
  reminder_free(screen->reminder);
  screen->all = g_steal_pointer(&all);
  screen->reminder = g_steal_pointer(&reminder);
  return TRUE;
}

/* ---- where things stand ----------------------------------------------------------------- */

typedef struct {
  int bars; /* how many */
  Area list;
  Area topic;
} Layout;

static Layout layout(Area area) {
  int bars = area.rows >= 40 ? 18 : area.rows >= 20 ? 7 : 4;
  int topic = area.rows >= 40 ? 5 : area.rows >= 20 ? 3 : 2;
  int list_row = area.row + 2 + bars + 1;
  int list_rows = area.rows - (2 + bars + 1) - (topic + 1);
  return (Layout){
      .bars = bars,
      .list = {list_row, area.column, MAX(list_rows, 0), area.columns},
      .topic = {list_row + MAX(list_rows, 0) + 1, area.column, topic, area.columns},
  };
}

static gboolean today_prepare(App *app, gpointer state, Area area, GError **error) {
  TodayScreen *screen = state;
  return screen->reminder == NULL ||
         item_list_prepare(&screen->items, app, layout(area).list.rows, error);
}

/* ---- painting --------------------------------------------------------------------------- */

#define SHARE_WIDTH 5
#define RED_WIDTH 5

/* The mean share of all tasks that the bars count. */
static double total_share(const Summary *summary) {
  double sum = 0;
  int tasks = 0;
  for (guint i = 0; i < summary->indicators->len; i++) {
    const SummaryBar *bar = summary->indicators->pdata[i];
    sum += bar->share * bar->tasks;
    tasks += bar->tasks;
  }
  return tasks > 0 ? sum / tasks : 0;
}

static void paint_totals(const TodayScreen *screen, Term *term, int y, int width) {
  const Summary *all = screen->all;
  g_autofree char *head = g_strdup_printf("共%d项 ", all->tasks);
  term_text(term, y, 0, width, THEME_STRONG, NULL);
  int used = term_span(term, y, 0, width, THEME_STRONG, head);
  for (int light = 0; light < LIGHT_COUNT; light++) {
    g_autofree char *text =
        g_strdup_printf(" %s%s%d", light_sign((Light)light), light_name_in((Light)light, all->blue),
                        all->lights[light]);
    used +=
        term_span(term, y, used, width - used, task_rows_light_role((Light)light, all->blue), text);
  }
  double share = total_share(all);
  g_autofree char *tail = g_strdup_printf("  已办结%d项（其中逾期%d）  总进度 %.0f%% ", all->done,
                                          all->late_done, share);
  used += term_span(term, y, used, width - used, THEME_STRONG, tail);
  int rest = width - used - 1;
  if (rest >= 8)
    term_bar(term, y, used, MIN(rest, 30), share, 100);
}

static void paint_bar(Term *term, int y, int column, int width, const SummaryBar *bar) {
  if (bar == NULL) {
    term_text(term, y, column, width, THEME_TEXT, NULL);
    return;
  }
  int graph = MAX(width / 4, 6);
  int name = width - graph - SHARE_WIDTH - RED_WIDTH - 2;
  g_autofree char *share = g_strdup_printf("%4.0f%%", bar->share);
  g_autofree char *red = bar->red > 0 ? g_strdup_printf(" !%d", bar->red) : g_strdup("");
  term_text(term, y, column, name, THEME_TEXT, bar->name);
  term_text(term, y, column + name, 1, THEME_TEXT, NULL);
  term_bar(term, y, column + name + 1, graph, bar->share, 100);
  term_text(term, y, column + name + 1 + graph, SHARE_WIDTH, THEME_TEXT, share);
  term_text(term, y, column + name + 1 + graph + SHARE_WIDTH, RED_WIDTH + 1, THEME_RED, red);
}

static const SummaryBar *bar_at(const GPtrArray *bars, int index) {
  return index < (int)bars->len ? bars->pdata[index] : NULL;
}

/* What bars are of, and how many there is no room for. The caller frees. */
static char *bars_title(const char *what, const GPtrArray *bars, int rows) {
  return (int)bars->len > rows ? g_strdup_printf("%s（前%d个，共%u个）", what, rows, bars->len)
                               : g_strdup(what);
}

static void paint_bars(const TodayScreen *screen, Term *term, int y, int rows, int width) {
  int half = width / 2;
  const GPtrArray *units = screen->all->units;
  g_autofree char *indicators_title = bars_title("一级指标", screen->all->indicators, rows);
  g_autofree char *units_title = bars_title("责任单位", units, rows);
  term_text(term, y, 0, half, THEME_HEADER, indicators_title);
  term_text(term, y, half, width - half, THEME_HEADER, units_title);
  for (int i = 0; i < rows; i++) {
    paint_bar(term, y + 1 + i, 0, half - 1, bar_at(screen->all->indicators, i));
    term_text(term, y + 1 + i, half - 1, 1, THEME_TEXT, NULL);
    paint_bar(term, y + 1 + i, half, width - half, bar_at(units, i));
  }
}

static void paint_list(App *app, const TodayScreen *screen, Term *term, Area area) {
  const Reminder *reminder = screen->reminder;
  g_autofree char *title = g_strdup_printf(
      "逾期 %d 项，欠报 %d 期，%d天内到期 %d 项，待办 %d 项%s", reminder->late - reminder->missed,
      reminder->missed, reminder->days, reminder->soon, reminder->waiting, app_scope_text(app));
  term_rule(term, area.row - 1, 0, area.columns, title);
  item_list_paint(&screen->items, app, term, area);
  if (screen->items.list.count == 0 && area.rows > 0)
    term_text(term, area.row, 0, area.columns, THEME_GREEN, "没有逾期、临期和待办的事项");
}

/* 2026-11-25 之前（还有4天）  已报部 1/3 篇  各阶段：起草1 报市局2 报部1 */
static char *last_line(App *app, const Topic *topic) {
  g_autofree char *stages = case_rows_stages_text(topic->stages, FALSE);
  const char *nothing = "还没有案例";
  if (topic->ministry_due == DAY_NONE)
    return g_strdup(*stages != '\0' ? stages : nothing);
  char iso[DAY_TEXT_SIZE];
  g_autofree char *days = day_left_text(topic->ministry_due, app_today(app));
  return g_strdup_printf("%s 之前（%s）  已报部 %d/%d 篇%s%s", day_to_iso(topic->ministry_due, iso),
                         days, topic->ministry, topic->target, *stages != '\0' ? "  各阶段：" : "",
                         stages);
}

static void paint_topic(App *app, const Topic *topic, Term *term, Area area) {
  term_rule(term, area.row - 1, 0, area.columns, "本月主题");
  term_blank(term, area, THEME_TEXT);
  if (topic == NULL) {
    term_text(term, area.row, 0, area.columns, THEME_DIM, "本月没有选题计划");
    return;
  }
  char iso[DAY_TEXT_SIZE];
  g_autofree char *days = day_left_text(topic->due, app_today(app));
  g_autofree char *text =
      g_strdup_printf("%d月  %s  截止 %s（%s）  已报 %d/%d 篇", topic->month, topic->title,
                      day_to_iso(topic->due, iso), days, topic->cases, topic->target);
  int y = area.row, end = area.row + area.rows;
  task_rows_paint_field(term, &y, end, 0, area.columns, "主题：", text, THEME_STRONG);
  task_rows_paint_field(term, &y, end, 0, area.columns, "内容：", topic->content, THEME_TEXT);
  g_autofree char *last = last_line(app, topic);
  task_rows_paint_field(term, &y, end, 0, area.columns,
                        topic->ministry_due != DAY_NONE ? "报部：" : "阶段：", last, THEME_TEXT);
}

static void today_paint(App *app, gpointer state, Term *term, Area area) {
  TodayScreen *screen = state;
  if (screen->reminder == NULL) {
    term_blank(term, area, THEME_TEXT); /* nothing could be read; the footer says why */
    return;
  }
  Layout parts = layout(area);
  paint_totals(screen, term, area.row, area.columns);
  paint_bars(screen, term, area.row + 1, parts.bars, area.columns);
  paint_list(app, screen, term, parts.list);
  paint_topic(app, screen->reminder->topic, term, parts.topic);
}

/* ---- actions ---------------------------------------------------------------------------- */

static ChosenTask today_task(gpointer state) {
  return item_list_task(&((TodayScreen *)state)->items);
}

static gboolean today_act(App *app, gpointer state, ActionId id) {
  TodayScreen *screen = state;
  if (screen->items.items == NULL || id != ACTION_OPEN)
    return list_act(&screen->items.list, id);
  item_list_open(&screen->items, app);
  return TRUE;
}

static void today_mouse(App *app, gpointer state, const Event *event, Area area) {
  TodayScreen *screen = state;
  if (list_mouse(&screen->items.list, event, layout(area).list))
    item_list_open(&screen->items, app);
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
  const TodayScreen *screen = state;
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
    .act = today_act,
    .mouse = today_mouse,
    .task = today_task,
    .topic = today_topic,
    .neighbour = today_neighbour,
};

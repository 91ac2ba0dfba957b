/* today_panels.c: what stands above and below the list of 今日: totals, bars, the year, the topic.
 */
#include "core/rules/text.h"
#include "tui/screen/app.h"
#include "tui/screen/bulletin_picture.h"
#include "tui/screen/case_rows.h"
#include "tui/screen/task_rows.h"
#include "tui/screen/today_screen.h"

/* ---- totals ----------------------------------------------------------------------------- */

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

void today_paint_totals(const TodayScreen *screen, Term *term, Area area) {
  const Summary *all = screen->all;
  int y = area.row, width = area.columns;
  g_autofree char *wholes =
      all->wholes > 0 ? g_strdup_printf("，另有%d项已分解的逾期", all->wholes) : g_strdup("");
  g_autofree char *head = g_strdup_printf("共%d项%s ", all->tasks, wholes);
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
  g_autofree char *brief = g_strdup_printf("  已办结%d（逾期%d） 总进度%.0f%%", all->done,
                                           all->late_done, share); /* of very many tasks */
  used += term_span(term, y, used, width - used, THEME_STRONG,
                    text_width(tail) <= width - used ? tail : brief);
  int rest = width - used - 1;
  if (rest >= 8)
    term_bar(term, y, used, MIN(rest, 30), share, 100);
}

/* ---- bars ------------------------------------------------------------------------------- */

#define SHARE_WIDTH 5
#define RED_WIDTH 6   /* at least … */
#define DONE_WIDTH 12 /* … likewise */
#define DONE_FROM 64  /* columns from which how many are done stands there in figures too */

/* The columns of the figures beside bars. */
typedef struct {
  int done, red;
} BarWidths;

static char *done_text(const SummaryBar *bar) {
  return g_strdup_printf("  办结%d/%d", bar->done, bar->tasks);
}

static char *red_text(const SummaryBar *bar) {
  return bar->red > 0 ? g_strdup_printf(" !%d", bar->red) : g_strdup("");
}

/* Of all of them, so that nothing moves when one goes through them. */
static BarWidths bar_widths(const GPtrArray *bars, int columns) {
  BarWidths widths = {columns >= DONE_FROM ? DONE_WIDTH : 0, RED_WIDTH};
  for (guint i = 0; i < bars->len; i++) {
    g_autofree char *done = done_text(bars->pdata[i]);
    g_autofree char *red = red_text(bars->pdata[i]);
    if (widths.done > 0)
      widths.done = MAX(widths.done, text_width(done));
    widths.red = MAX(widths.red, text_width(red));
  }
  return widths;
}

static void paint_bar(Term *term, int y, Area area, BarWidths widths, const SummaryBar *bar,
                      gboolean chosen) {
  int graph = MAX(area.columns / 4, 6);
  int name = area.columns - graph - SHARE_WIDTH - widths.red - widths.done - 1;
  g_autofree char *share = g_strdup_printf("%4.0f%%", bar->share);
  g_autofree char *red = red_text(bar);
  g_autofree char *done = done_text(bar);
  int x = area.column;
  term_text(term, y, x, name, chosen ? THEME_SELECTED : THEME_TEXT, bar->name);
  x += name;
  term_text(term, y, x, 1, THEME_TEXT, NULL);
  term_bar(term, y, x + 1, graph, bar->share, 100);
  x += 1 + graph;
  term_text(term, y, x, SHARE_WIDTH, THEME_TEXT, share);
  x += SHARE_WIDTH;
  term_text(term, y, x, widths.done, THEME_TEXT, done);
  term_text(term, y, x + widths.done, widths.red, THEME_RED, red);
}

/* What bars are of, and how many there is no room for. The caller frees. */
static char *bars_title(const char *what, const List *list) {
  if (list->count <= list->height)
    return g_strdup(what);
  if (list->top == 0)
    return g_strdup_printf("%s（前%zu个，共%zu个）", what, list->height, list->count);
  return g_strdup_printf("%s（第%zu-%zu个，共%zu个）", what, list->top + 1,
                         MIN(list->top + list->height, list->count), list->count);
}

static void paint_column(Term *term, Area area, const char *what, const GPtrArray *bars,
                         const List *list, gboolean focus) {
  if (area.rows == 0)
    return;
  g_autofree char *title = bars_title(what, list);
  term_text(term, area.row, area.column, area.columns, THEME_HEADER, title);
  BarWidths widths = bar_widths(bars, area.columns);
  for (int i = 1; i < area.rows; i++) {
    gsize index = list->top + (gsize)i - 1;
    if (index < bars->len)
      paint_bar(term, area.row + i, area, widths, bars->pdata[index],
                focus && index == list->current);
  }
}

void today_paint_bars(const TodayScreen *screen, Term *term, const TodayLayout *parts) {
  paint_column(term, parts->indicators, "一级指标", screen->all->indicators, &screen->indicators,
               screen->focus == FOCUS_INDICATORS);
  paint_column(term, parts->units, "责任单位", screen->all->units, &screen->units,
               screen->focus == FOCUS_UNITS);
}

/* ---- the year --------------------------------------------------------------------------- */

void today_paint_year(App *app, const TodayScreen *screen, Term *term, const TodayLayout *parts) {
  Area year = parts->year;
  if (year.rows == 0)
    return;
  gboolean focus = screen->focus == FOCUS_YEAR;
  const char *title = !focus                   ? "全年办结与逾期"
                      : screen->months == NULL ? "全年办结与逾期（回车统计）"
                                               : "全年办结与逾期（回车看通报）";
  if (parts->year_ruled)
    term_rule(term, year.row - 1, year.column, year.columns, title);
  else
    term_text(term, year.row - 1, year.column, year.columns, focus ? THEME_SELECTED : THEME_HEADER,
              title);
  if (screen->months != NULL)
    bulletin_picture_line(term, year, app_scope_year(app), screen->months);
  else if (!screen->months_failed && screen->all->tasks > YEAR_TASKS_MOST)
    term_text(term, year.row, year.column, year.columns, THEME_DIM,
              "任务很多，各月不自动统计；按 Tab 到这一块，再按回车");
}

/* ---- the month's topic ------------------------------------------------------------------ */

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

void today_paint_topic(App *app, const Topic *topic, Term *term, Area area) {
  term_rule(term, area.row - 1, area.column, area.columns, "本月主题");
  term_blank(term, area, THEME_TEXT);
  if (topic == NULL) {
    term_text(term, area.row, area.column, area.columns, THEME_DIM, "本月没有选题计划");
    return;
  }
  char iso[DAY_TEXT_SIZE];
  g_autofree char *days = day_left_text(topic->due, app_today(app));
  g_autofree char *text =
      g_strdup_printf("%d月  %s  截止 %s（%s）  已报 %d/%d 篇", topic->month, topic->title,
                      day_to_iso(topic->due, iso), days, topic->cases, topic->target);
  int y = area.row, end = area.row + area.rows;
  task_rows_paint_field(term, &y, end, area.column, area.columns, "主题：", text, THEME_STRONG);
  task_rows_paint_field(term, &y, end, area.column, area.columns, "内容：", topic->content,
                        THEME_TEXT);
  g_autofree char *last = last_line(app, topic);
  task_rows_paint_field(term, &y, end, area.column, area.columns,
                        topic->ministry_due != DAY_NONE ? "报部：" : "阶段：", last, THEME_TEXT);
}

#include "tui/screen/topic_text.h"

#include <math.h>

gboolean topic_is_current(const Topic *topic, Day today) {
  CivilDate date = day_civil(today);
  return topic->year == date.year && topic->month == date.month;
}

/* ---- days ------------------------------------------------------------------------------- */

static void append_day(App *app, GString *text, const char *what, Day due) {
  char iso[DAY_TEXT_SIZE];
  g_autofree char *left = day_left_text(due, app_today(app));
  gboolean workday = calendar_is_workday(reckoning_calendar(app_reckoning(app)), due);
  g_string_append_printf(text, "%s %s 周%s%s（%s）", what, day_to_iso(due, iso),
                         day_weekday_name(due), workday ? "" : " 休息日", left);
}

char *topic_text_due(App *app, const Topic *topic) {
  g_autoptr(GString) text = g_string_new(NULL);
  append_day(app, text, "市局", topic->due);
  if (topic->ministry_due != DAY_NONE) {
    g_string_append(text, "；");
    append_day(app, text, "报部", topic->ministry_due);
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

/* ---- points ----------------------------------------------------------------------------- */

static void append_points(GString *text, const char *when, double points, double max) {
  g_autofree char *got = score_text(points);
  g_string_append_printf(text, "%s%s分", when, got);
  if (isnan(max))
    return;
  g_autofree char *most = score_text(max);
  g_string_append_printf(text, "（满%s分）", most);
}

char *topic_text_points(const CaseBoard *board, ThemeRole *role) {
  const CasePoints *points = board->points;
  *role = points != NULL ? THEME_TEXT : THEME_DIM;
  if (points == NULL)
    return g_strdup(board->why_no_points);
  g_autoptr(GString) text = g_string_new(NULL);
  g_autofree char *month = g_strdup_printf("%d月", board->month);
  append_points(text, month, points->month, points->month_max);
  append_points(text, "，全年", points->year, points->year_max);
  for (guint i = 0; i < points->lines->len; i++) {
    const CasePointsLine *line = points->lines->pdata[i];
    g_string_append_printf(text, "；%s %s", line->code, line->basis);
    if (line->count == 1 && line->month <= 0)
      *role = THEME_AMBER;
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

/* today_strip.c: the days that come, side by side: what is late, then today and thirteen more. */
#include "core/rules/text.h"
#include "tui/screen/app.h"
#include "tui/screen/task_rows.h"
#include "tui/screen/today_screen.h"

#define LATE_WIDTH_LEAST 9
#define CELL_WIDTH_MOST 12
#define ROOMY 10 /* columns of a day from which its month stands there too */
#define CLOSE 5  /* … from which its weekday does */

static int cell_width(int columns) {
  return MIN((columns - LATE_WIDTH_LEAST) / STRIP_DAYS, CELL_WIDTH_MOST);
}

/* What is left at the beginning is for what is late. */
static int late_width(int columns) {
  return columns - cell_width(columns) * STRIP_DAYS;
}

int today_strip_at(Area strip, int column) {
  int from_days = column - strip.column - late_width(strip.columns);
  return from_days < 0 ? STRIP_LATE
                       : MIN(from_days / MAX(cell_width(strip.columns), 1), STRIP_DAYS - 1);
}

/* ---- painting --------------------------------------------------------------------------- */

static int count_of(const ReminderDay *day) {
  int count = 0;
  for (int light = 0; light < LIGHT_COUNT; light++)
    count += day->lights[light];
  return count;
}

static Light worst_of(const ReminderDay *day) {
  for (int light = 0; light < LIGHT_COUNT; light++) {
    if (day->lights[light] > 0)
      return (Light)light;
  }
  return LIGHT_GREY;
}

/* 周六 11-21; 六21; 21. The caller frees. */
static char *date_text(Day day, gboolean today, int width) {
  CivilDate date = day_civil(day);
  const char *name = day_weekday_name(day);
  if (width >= ROOMY)
    return g_strdup_printf("%s%s %02d-%02d", today ? "今" : "周", today ? "天" : name, date.month,
                           date.day);
  return width >= CLOSE ? g_strdup_printf("%s%02d", today ? "今" : name, date.day)
                        : g_strdup_printf("%02d", date.day);
}

/* What a day off is called, 班 for a weekend that is worked; "" for other days. Borrowed. */
static const char *kind_text(const Calendar *calendar, Day day, gboolean whole) {
  const char *holiday = calendar_holiday(calendar, day);
  if (holiday != NULL && whole)
    return holiday;
  return calendar_is_makeup(calendar, day)     ? (whole ? "调休班" : "班")
         : !calendar_is_workday(calendar, day) ? "休"
                                               : "";
}

/* ~2休; ~2项 休. The caller frees. */
static char *due_text(const ReminderDay *day, const char *kind, int width) {
  int count = count_of(day);
  if (count == 0)
    return g_strdup(kind);
  const char *sign = light_sign(worst_of(day));
  char *text = width >= ROOMY ? g_strdup_printf("%s%d项 %s", sign, count, kind)
                              : g_strdup_printf("%s%d%s", sign, count, kind);
  if (text_width(text) < width)
    return text;
  g_free(text);
  return g_strdup_printf("%s%d", sign, count);
}

static void paint_cell(Term *term, Area cell, ThemeRole head, const char *date, ThemeRole role,
                       const char *due) {
  term_text(term, cell.row, cell.column, cell.columns - 1, head, date);
  term_text(term, cell.row, cell.column + cell.columns - 1, 1, THEME_TEXT, NULL);
  if (cell.rows < 2)
    return;
  term_text(term, cell.row + 1, cell.column, cell.columns - 1, role, due);
  term_text(term, cell.row + 1, cell.column + cell.columns - 1, 1, THEME_TEXT, NULL);
}

static void paint_day(App *app, const TodayScreen *screen, Term *term, Area cell, int place) {
  const ReminderDay *coming = &g_array_index(screen->reminder->coming, ReminderDay, (guint)place);
  const Calendar *calendar = reckoning_calendar(app_reckoning(app));
  Day day = screen->reminder->as_of + (Day)place;
  gboolean chosen = screen->focus == FOCUS_STRIP && screen->day == place;
  ThemeRole role = chosen ? THEME_SELECTED
                   : count_of(coming) > 0
                       ? task_rows_light_role(worst_of(coming), screen->all->blue)
                       : THEME_DIM;
  ThemeRole head = chosen                               ? THEME_SELECTED
                   : place == 0                         ? THEME_STRONG
                   : calendar_is_workday(calendar, day) ? THEME_TEXT
                                                        : THEME_DIM;
  g_autofree char *date = date_text(day, place == 0, cell.columns);
  g_autofree char *due =
      due_text(coming, kind_text(calendar, day, cell.columns >= ROOMY), cell.columns);
  paint_cell(term, cell, head, date, role, due);
}

void today_paint_strip(App *app, const TodayScreen *screen, Term *term, const TodayLayout *parts) {
  Area strip = parts->strip;
  if (strip.rows == 0)
    return;
  if (parts->strip_ruled)
    term_rule(term, strip.row - 1, strip.column, strip.columns, "今后十四天");
  int late = screen->reminder->late, width = cell_width(strip.columns);
  gboolean chosen = screen->focus == FOCUS_STRIP && screen->day == STRIP_LATE;
  g_autofree char *text = g_strdup_printf("%s%d项", light_sign(LIGHT_RED), late);
  Area cell = {strip.row, strip.column, strip.rows, late_width(strip.columns)};
  paint_cell(term, cell, chosen ? THEME_SELECTED : THEME_TEXT, "逾期欠报",
             chosen     ? THEME_SELECTED
             : late > 0 ? THEME_RED
                        : THEME_DIM,
             late > 0 ? text : "没有");
  cell.column += cell.columns;
  cell.columns = width;
  for (int place = 0; place < STRIP_DAYS; place++, cell.column += width)
    paint_day(app, screen, term, cell, place);
}

/* ---- opening ---------------------------------------------------------------------------- */

void today_strip_open(App *app, const TodayScreen *screen) {
  if (screen->day == STRIP_LATE)
    app_switch(app, &SCREEN_OVERDUE);
  else
    app_open(app, &SCREEN_DAY, &(Opening){.day = screen->reminder->as_of + (Day)screen->day});
}

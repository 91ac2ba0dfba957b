/* calendar.c: 日历: a month, each day with what is due on it, days off and working weekends marked.
 */
#include "core/rules/text.h"
#include "tui/screen/app.h"
#include "tui/screen/item_list.h"
#include "tui/screen/item_rows.h"
#include "tui/screen/task_rows.h"

#define WEEK_DAYS 7
#define WEEKS 6 /* a month touches at most so many */

typedef struct {
  Day day;          /* the chosen day; DAY_NONE: not looked at yet */
  GPtrArray *items; /* ReminderItem* of all weeks shown, by day; NULL: not read yet */
  guint starts[WEEKS * WEEK_DAYS + 1]; /* the first item of each day shown, and the end */
} CalendarScreen;

static gpointer calendar_open(App *app, const Opening *opening) {
  (void)app;
  (void)opening;
  return g_new0(CalendarScreen, 1);
}

static void calendar_close(gpointer state) {
  CalendarScreen *screen = state;
  if (screen->items != NULL)
    g_ptr_array_unref(screen->items);
  g_free(screen);
}

/* The Monday of the week in which the chosen day's month begins. */
static Day first_shown(const CalendarScreen *screen) {
  CivilDate date = day_civil(screen->day);
  Day first = day_from_ymd(date.year, date.month, 1);
  return first - (Day)(day_weekday(first) - 1);
}

/* The place of a day among those shown. */
static guint place_of(const CalendarScreen *screen, Day day) {
  return day - first_shown(screen);
}

/* ---- reading ---------------------------------------------------------------------------- */

static void index_days(CalendarScreen *screen) {
  Day first = first_shown(screen);
  guint next = 0;
  for (guint place = 0; place < WEEKS * WEEK_DAYS; place++) {
    screen->starts[place] = next;
    while (next < screen->items->len &&
           ((const ReminderItem *)screen->items->pdata[next])->due <= first + place)
      next++;
  }
  screen->starts[WEEKS * WEEK_DAYS] = next;
}

static gboolean calendar_recalculate(App *app, gpointer state, GError **error) {
  CalendarScreen *screen = state;
  if (screen->day == DAY_NONE)
    screen->day = app_today(app);
  Day first = first_shown(screen);
  GPtrArray *items = item_list_due(app, first, first + WEEKS * WEEK_DAYS - 1, error);
  if (items == NULL)
    return FALSE;
  if (screen->items != NULL)
    g_ptr_array_unref(screen->items);
  screen->items = items;
  index_days(screen);
  return TRUE;
}

/* ---- painting --------------------------------------------------------------------------- */

#define LINES_MAX 6 /* of a day's cell */

typedef struct {
  int width;  /* of a day */
  int height; /* of a week */
  Area grid;  /* without the line of weekdays */
  Area details;
} Layout;

static Layout layout(Area area) {
  Layout parts = {.width = area.columns / WEEK_DAYS};
  int least = area.rows >= 40 ? 8 : 4; /* for the day's list below */
  parts.height = CLAMP((area.rows - 3 - least) / WEEKS, 1, LINES_MAX);
  parts.grid = (Area){area.row + 2, area.column, parts.height * WEEKS, area.columns};
  int rule = parts.grid.row + parts.grid.rows;
  parts.details =
      (Area){rule + 1, area.column, MAX(area.row + area.rows - rule - 1, 0), area.columns};
  return parts;
}

/* What a day off or a working weekend is, in words; "" for other days. */
static const char *day_kind(const Calendar *calendar, Day day) {
  return calendar_holiday(calendar, day) != NULL ? "，放假"
         : calendar_is_makeup(calendar, day)     ? "，调休上班"
         : !calendar_is_workday(calendar, day)   ? "，休息日"
                                                 : "";
}

static guint day_count(const CalendarScreen *screen, guint place) {
  return screen->starts[place + 1] - screen->starts[place];
}

/* The holiday's name, 休 for another day off, 班 for a weekend that is worked, 今 for today; "" for
 * other days. */
static char *day_mark(const Calendar *calendar, Day day, Day today) {
  const char *holiday = calendar_holiday(calendar, day);
  const char *kind = holiday != NULL                       ? holiday
                     : calendar_is_makeup(calendar, day)   ? "班"
                     : !calendar_is_workday(calendar, day) ? "休"
                                                           : "";
  return g_strdup_printf("%s%s", kind, day == today ? "今" : "");
}

/* !2 ~1 +3: how many items of each light. The caller frees. */
static char *counts_text(const CalendarScreen *screen, guint place) {
  int lights[LIGHT_COUNT] = {0};
  for (guint i = screen->starts[place]; i < screen->starts[place + 1]; i++)
    lights[((const ReminderItem *)screen->items->pdata[i])->light]++;
  g_autoptr(GString) text = g_string_new(NULL);
  for (int light = 0; light < LIGHT_COUNT; light++) {
    if (lights[light] > 0)
      g_string_append_printf(text, "%s%s%d", text->len > 0 ? " " : "", light_sign((Light)light),
                             lights[light]);
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

/* The item of a day with the worst light; NULL where it has none. */
static const ReminderItem *worst_item(const CalendarScreen *screen, guint place) {
  const ReminderItem *worst = NULL;
  for (guint i = screen->starts[place]; i < screen->starts[place + 1]; i++) {
    const ReminderItem *item = screen->items->pdata[i];
    if (worst == NULL || item->light < worst->light)
      worst = item;
  }
  return worst;
}

static char *item_short(const ReminderItem *item) {
  g_autofree char *what = reminder_item_what(item);
  if (item->task == 0)
    return g_strdup_printf("%s%s", light_sign(item->light), item->more->goal);
  g_autofree char *number = task_number_text(item->more->number, item->task, item->more->several);
  return g_strdup_printf("%s%s%s%s", light_sign(item->light), number, *what != '\0' ? " " : "",
                         what);
}

/* Whether a day's items themselves fit into the lines of its cell below its number. */
static gboolean shows_each(const CalendarScreen *screen, guint place, int lines) {
  return lines > 1 && day_count(screen, place) <= (guint)lines;
}

/* Reads what is said of a day's items, as many of them. */
static gboolean fill_day(App *app, const CalendarScreen *screen, guint place, int lines,
                         GError **error) {
  guint count = MIN(day_count(screen, place), (guint)MAX(lines, 0));
  return reminder_fill(app_db(app), screen->items, screen->starts[place], count, error);
}

static gboolean calendar_prepare(App *app, gpointer state, Area area, GError **error) {
  const CalendarScreen *screen = state;
  if (screen->items == NULL)
    return TRUE;
  Layout parts = layout(area);
  for (guint place = 0; place < WEEKS * WEEK_DAYS; place++) {
    if (shows_each(screen, place, parts.height - 1) &&
        !fill_day(app, screen, place, parts.height - 1, error))
      return FALSE;
  }
  return fill_day(app, screen, place_of(screen, screen->day), parts.details.rows, error);
}

/* The lines of a cell below the day's number: the items themselves where all fit, else how many. */
static void paint_items(const CalendarScreen *screen, Term *term, Area cell, guint place,
                        ThemeRole role) {
  guint count = day_count(screen, place);
  gboolean each = shows_each(screen, place, cell.rows);
  for (int i = 0; i < cell.rows; i++) {
    g_autofree char *text = NULL;
    const ReminderItem *item = NULL;
    if (each && i < (int)count) {
      item = screen->items->pdata[screen->starts[place] + (guint)i];
      text = item_short(item);
    } else if (!each && i == 0) {
      item = worst_item(screen, place);
      text = counts_text(screen, place);
    }
    ThemeRole light = item != NULL ? task_rows_light_role(item->light, item->blue) : THEME_TEXT;
    term_text(term, cell.row + i, cell.column, cell.columns, role == THEME_SELECTED ? role : light,
              text);
  }
}

/* A day in one line: its number and mark, and what is due. Where that is too long the mark goes,
 * then all but the worst light, with how many there are: what is due is never cut off. */
static char *one_line(const CalendarScreen *screen, guint place, const char *number, int columns) {
  const ReminderItem *worst = worst_item(screen, place);
  if (worst == NULL)
    return g_strdup(number);
  int day = day_civil(first_shown(screen) + place).day;
  g_autofree char *counts = counts_text(screen, place);
  g_autofree char *all = g_strdup_printf("%s %s", number, counts);
  if (text_width(all) <= columns)
    return g_steal_pointer(&all);
  g_autofree char *bare = g_strdup_printf("%2d %s", day, counts);
  if (text_width(bare) <= columns)
    return g_steal_pointer(&bare);
  return g_strdup_printf("%2d %s%u", day, light_sign(worst->light), day_count(screen, place));
}

static void paint_day(App *app, const CalendarScreen *screen, Term *term, Area cell, guint place) {
  Day day = first_shown(screen) + place;
  const Calendar *calendar = reckoning_calendar(app_reckoning(app));
  CivilDate date = day_civil(day);
  gboolean other = date.month != day_civil(screen->day).month;
  ThemeRole role = day == screen->day                   ? THEME_SELECTED
                   : other                              ? THEME_DIM
                   : calendar_is_workday(calendar, day) ? THEME_TEXT
                                                        : THEME_HINT;
  g_autofree char *mark = day_mark(calendar, day, app_today(app));
  g_autofree char *number = g_strdup_printf("%2d %s", date.day, mark);
  if (cell.rows > 1) {
    term_text(term, cell.row, cell.column, cell.columns, role, number);
    Area rest = {cell.row + 1, cell.column, cell.rows - 1, cell.columns};
    paint_items(screen, term, rest, place, role);
    return;
  }
  g_autofree char *line = one_line(screen, place, number, cell.columns);
  term_text(term, cell.row, cell.column, cell.columns, role, line);
}

static void paint_head(App *app, const CalendarScreen *screen, Term *term, Area area, int width) {
  static const char *const names[WEEK_DAYS] = {"周一", "周二", "周三", "周四",
                                               "周五", "周六", "周日"};
  CivilDate date = day_civil(screen->day);
  Day first = day_from_ymd(date.year, date.month, 1);
  Day last = day_month_end(date.year, date.month);
  const Calendar *calendar = reckoning_calendar(app_reckoning(app));
  g_autofree char *title = g_strdup_printf(
      "%d年%d月  工作日%d天%s  本月到期%u项%s", date.year, date.month,
      calendar_count_workdays(calendar, first, last),
      calendar_is_estimated(calendar, first) ? "（预计）" : "",
      screen->starts[place_of(screen, last) + 1] - screen->starts[place_of(screen, first)],
      app_scope_text(app));
  term_text(term, area.row, 0, area.columns, THEME_STRONG, title);
  const ReminderItem *any = screen->items->len > 0 ? screen->items->pdata[0] : NULL;
  task_rows_paint_legend(term, area.row, text_width(title), area.columns, any != NULL && any->blue);
  term_text(term, area.row + 1, 0, area.columns, THEME_HEADER, NULL);
  for (int i = 0; i < WEEK_DAYS; i++)
    term_text(term, area.row + 1, i * width, width, THEME_HEADER, names[i]);
}

static void paint_details(App *app, const CalendarScreen *screen, Term *term, Area area) {
  char iso[DAY_TEXT_SIZE];
  guint place = place_of(screen, screen->day), count = day_count(screen, place);
  const Calendar *calendar = reckoning_calendar(app_reckoning(app));
  g_autofree char *title = g_strdup_printf(
      "%s 周%s%s%s  %u项到期", day_to_iso(screen->day, iso), day_weekday_name(screen->day),
      day_kind(calendar, screen->day), screen->day == app_today(app) ? "，今天" : "", count);
  term_rule(term, area.row - 1, 0, area.columns, title);
  for (int i = 0; i < area.rows; i++) {
    guint index = screen->starts[place] + (guint)i;
    gboolean more = i == area.rows - 1 && count > (guint)area.rows;
    if ((guint)i >= count) {
      term_text(term, area.row + i, 0, area.columns, THEME_TEXT, NULL);
    } else if (more) {
      g_autofree char *text = g_strdup_printf("…… 还有%u项，按回车看全部", count - (guint)i);
      term_text(term, area.row + i, 0, area.columns, THEME_DIM, text);
    } else {
      item_rows_paint(term, area.row + i, area.columns, screen->items->pdata[index], app_today(app),
                      FALSE);
    }
  }
}

static void calendar_paint(App *app, gpointer state, Term *term, Area area) {
  CalendarScreen *screen = state;
  if (screen->items == NULL) {
    term_blank(term, area, THEME_TEXT); /* nothing could be read; the footer says why */
    return;
  }
  Layout parts = layout(area);
  paint_head(app, screen, term, area, parts.width);
  for (guint place = 0; place < WEEKS * WEEK_DAYS; place++) {
    int week = (int)(place / WEEK_DAYS), weekday = (int)(place % WEEK_DAYS);
    Area cell = {parts.grid.row + week * parts.height, weekday * parts.width, parts.height,
                 parts.width - 1};
    term_blank(term,
               (Area){cell.row, cell.column, cell.rows,
                      weekday == WEEK_DAYS - 1 ? area.columns - cell.column : parts.width},
               THEME_TEXT);
    paint_day(app, screen, term, cell, place);
  }
  paint_details(app, screen, term, parts.details);
}

/* ---- actions ---------------------------------------------------------------------------- */

/* Goes to a day; another month is read anew. */
static void go_to(App *app, CalendarScreen *screen, gint64 day) {
  if (day < day_from_ymd(1900, 1, 1) || day > day_from_ymd(2999, 12, 31))
    return;
  CivilDate before = day_civil(screen->day);
  screen->day = (Day)day;
  CivilDate after = day_civil(screen->day);
  if (before.year != after.year || before.month != after.month)
    app_turn(app);
}

/* The same day of the month before or after, or that month's last. */
static void turn_month(App *app, CalendarScreen *screen, int delta) {
  CivilDate date = day_civil(screen->day);
  int month = date.year * 12 + date.month - 1 + delta;
  Day last = day_month_end(month / 12, month % 12 + 1);
  Day same = day_from_ymd(month / 12, month % 12 + 1, date.day);
  go_to(app, screen, same != DAY_NONE ? same : last);
}

static void open_day(App *app, const CalendarScreen *screen) {
  if (day_count(screen, place_of(screen, screen->day)) == 0)
    app_notice(app, "这一天没有到期的事");
  else
    app_open(app, &SCREEN_DAY, &(Opening){.day = screen->day});
}

static gboolean calendar_act(App *app, gpointer state, ActionId id) {
  CalendarScreen *screen = state;
  if (screen->items == NULL)
    return FALSE;
  CivilDate date = day_civil(screen->day);
  switch (id) {
  case ACTION_OPEN:
    open_day(app, screen);
    return TRUE;
  case ACTION_LEFT:
    go_to(app, screen, (gint64)screen->day - 1);
    return TRUE;
  case ACTION_RIGHT:
    go_to(app, screen, (gint64)screen->day + 1);
    return TRUE;
  case ACTION_UP:
    go_to(app, screen, (gint64)screen->day - WEEK_DAYS);
    return TRUE;
  case ACTION_DOWN:
    go_to(app, screen, (gint64)screen->day + WEEK_DAYS);
    return TRUE;
  case ACTION_PAGE_UP:
  case ACTION_PREVIOUS_SPAN:
    turn_month(app, screen, -1);
    return TRUE;
  case ACTION_PAGE_DOWN:
  case ACTION_NEXT_SPAN:
    turn_month(app, screen, 1);
    return TRUE;
  case ACTION_FIRST:
    go_to(app, screen, day_from_ymd(date.year, date.month, 1));
    return TRUE;
  case ACTION_LAST:
    go_to(app, screen, day_month_end(date.year, date.month));
    return TRUE;
  case ACTION_THIS_SPAN:
    go_to(app, screen, app_today(app));
    return TRUE;
  default:
    return FALSE;
  }
}

static void calendar_mouse(App *app, gpointer state, const Event *event, Area area) {
  CalendarScreen *screen = state;
  if (screen->items == NULL)
    return;
  if (event->mouse == MOUSE_WHEEL_UP || event->mouse == MOUSE_WHEEL_DOWN) {
    turn_month(app, screen, event->mouse == MOUSE_WHEEL_UP ? -1 : 1);
    return;
  }
  Layout parts = layout(area);
  int week = (event->row - parts.grid.row) / parts.height;
  int weekday = event->column / MAX(parts.width, 1);
  if (event->row < parts.grid.row || week >= WEEKS || weekday >= WEEK_DAYS)
    return;
  go_to(app, screen, (gint64)first_shown(screen) + week * WEEK_DAYS + weekday);
  if (event->mouse == MOUSE_DOUBLE)
    open_day(app, screen);
}

/* What is due on the days of the month, without those of the weeks around it. */
static Listing *calendar_listing(App *app, gpointer state, GError **error) {
  const CalendarScreen *screen = state;
  CivilDate date = day_civil(screen->day);
  g_autoptr(GPtrArray) items = g_ptr_array_new();
  for (guint i = 0; i < screen->items->len; i++) {
    ReminderItem *item = screen->items->pdata[i];
    if (day_civil(item->due).month == date.month)
      g_ptr_array_add(items, item);
  }
  g_autofree char *title = g_strdup_printf("%d年%d月到期的事", date.year, date.month);
  return reminder_fill(app_db(app), items, 0, items->len, error)
             ? item_rows_listing(items, app_today(app), title, app_scope_title(app))
             : NULL;
}

const ScreenClass SCREEN_CALENDAR = {
    .title = "日历",
    .context = CONTEXT_CALENDAR,
    .action = ACTION_CALENDAR,
    .is_list = TRUE,
    .open = calendar_open,
    .close = calendar_close,
    .recalculate = calendar_recalculate,
    .listing = calendar_listing,
    .prepare = calendar_prepare,
    .paint = calendar_paint,
    .act = calendar_act,
    .mouse = calendar_mouse,
};

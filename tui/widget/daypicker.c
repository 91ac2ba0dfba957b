#include "tui/widget/daypicker.h"

#include "core/rules/text.h"
#include "tui/widget/chrome.h"

#define WEEK_DAYS 7
#define WEEKS 6     /* a month touches at most so many */
#define CELL 5      /* columns of a day: its number, its mark and a gap */
#define HEAD_ROWS 2 /* the month, the weekdays */
#define ROWS (HEAD_ROWS + WEEKS + 1)
#define COLUMNS (WEEK_DAYS * CELL)
#define ARROW 4 /* columns of what turns the month */

struct DayPicker {
  char *title;
  Calendar *calendar;
  Day today, day;
  gboolean moved;
  Area inside; /* as last painted */
};

DayPicker *daypicker_new(const char *title, const Calendar *calendar, Day today, Day day) {
  DayPicker *picker = g_new0(DayPicker, 1);
  picker->title = g_strdup(title);
  picker->calendar = calendar_copy(calendar);
  picker->today = today;
  picker->day = day != DAY_NONE ? day : today;
  return picker;
}

void daypicker_free(DayPicker *picker) {
  if (picker == NULL)
    return;
  g_free(picker->title);
  calendar_free(picker->calendar);
  g_free(picker);
}

Day daypicker_day(const DayPicker *picker) {
  return picker->day;
}

gboolean daypicker_moved(const DayPicker *picker) {
  return picker->moved;
}

const char *daypicker_kind(const Calendar *calendar, Day day) {
  const char *holiday = calendar_holiday(calendar, day);
  return holiday != NULL                       ? holiday
         : calendar_is_makeup(calendar, day)   ? "调休上班"
         : !calendar_is_workday(calendar, day) ? "休息日"
                                               : "";
}

/* ---- moving ----------------------------------------------------------------------------- */

/* The Monday of the week in which the chosen day's month begins, which may lie before the first day
 * there is. */
static gint64 first_shown(const DayPicker *picker) {
  CivilDate date = day_civil(picker->day);
  Day first = day_from_ymd(date.year, date.month, 1);
  return (gint64)first - (day_weekday(first) - 1);
}

static void move_to(DayPicker *picker, gint64 day) {
  picker->day = (Day)CLAMP(day, 1, (gint64)DAY_LAST);
  picker->moved = TRUE;
}

/* The same day so many months on, or the month's last where it has none. */
static void move_months(DayPicker *picker, int months) {
  CivilDate date = day_civil(picker->day);
  int month = CLAMP(date.year * 12 + date.month - 1 + months, 12, 9999 * 12 + 11);
  Day end = day_month_end(month / 12, month % 12 + 1);
  move_to(picker, (gint64)end - MAX(day_civil(end).day - date.day, 0));
}

static DayPickerResult key_event(DayPicker *picker, Key key) {
  switch (key) {
  case KEYNAME_ESC:
    return DAYPICKER_LEFT;
  case KEYNAME_ENTER:
  case ' ':
    return DAYPICKER_CHOSEN;
  case KEYNAME_LEFT:
    move_to(picker, (gint64)picker->day - 1);
    break;
  case KEYNAME_RIGHT:
    move_to(picker, (gint64)picker->day + 1);
    break;
  case KEYNAME_UP:
    move_to(picker, (gint64)picker->day - WEEK_DAYS);
    break;
  case KEYNAME_DOWN:
    move_to(picker, (gint64)picker->day + WEEK_DAYS);
    break;
  case KEYNAME_PAGE_UP:
    move_months(picker, -1);
    break;
  case KEYNAME_PAGE_DOWN:
    move_months(picker, 1);
    break;
  case '<':
    move_months(picker, -12);
    break;
  case '>':
    move_months(picker, 12);
    break;
  case 't':
    move_to(picker, picker->today);
    break;
  default:
    break;
  }
  return DAYPICKER_OPEN;
}

static DayPickerResult press(DayPicker *picker, const Event *event) {
  int row = event->row - picker->inside.row, column = event->column - picker->inside.column;
  if (row < 0 || row >= picker->inside.rows || column < 0 || column >= COLUMNS)
    return DAYPICKER_OPEN;
  if (row == 0 && (column < ARROW || column >= COLUMNS - ARROW))
    move_months(picker, column < ARROW ? -1 : 1);
  if (row < HEAD_ROWS || row >= HEAD_ROWS + WEEKS)
    return DAYPICKER_OPEN;
  Day before = picker->day;
  move_to(picker, first_shown(picker) + (row - HEAD_ROWS) * WEEK_DAYS + column / CELL);
  return event->mouse == MOUSE_DOUBLE && picker->day == before ? DAYPICKER_CHOSEN : DAYPICKER_OPEN;
}

DayPickerResult daypicker_event(DayPicker *picker, const Event *event) {
  if (event->type == EVENT_KEY)
    return key_event(picker, event->key);
  if (event->type != EVENT_MOUSE)
    return DAYPICKER_OPEN;
  if (event->mouse == MOUSE_PRESS || event->mouse == MOUSE_DOUBLE)
    return press(picker, event);
  move_months(picker, event->mouse == MOUSE_WHEEL_UP ? -1 : 1);
  return DAYPICKER_OPEN;
}

/* ---- painting --------------------------------------------------------------------------- */

static void paint_head(const DayPicker *picker, Term *term, Area area) {
  CivilDate date = day_civil(picker->day);
  g_autofree char *month = g_strdup_printf("%d年%d月", date.year, date.month);
  int room = MAX(area.columns - 2 * ARROW, 0);
  int before = MAX((room - text_width(month)) / 2, 0);
  term_text(term, area.row, area.column, MIN(ARROW, area.columns), THEME_KEY, " <");
  term_text(term, area.row, area.column + ARROW + before, MAX(room - before, 0), THEME_STRONG,
            month);
  if (room > 0)
    term_text(term, area.row, area.column + area.columns - ARROW, ARROW, THEME_KEY, "  >");
  for (int i = 0; i < WEEK_DAYS && area.rows > 1; i++) {
    static const char *const names[] = {"一", "二", "三", "四", "五", "六", "日"};
    term_text(term, area.row + 1, area.column + i * CELL, CLAMP(area.columns - i * CELL, 0, CELL),
              THEME_HEADER, names[i]);
  }
}

/* 今 for today, 休 for a day off, 班 for a weekend that is worked. Today's own kind stands in the
 * line below when it is chosen. */
static const char *day_mark(const DayPicker *picker, Day day) {
  return day == picker->today                          ? "今"
         : calendar_is_makeup(picker->calendar, day)   ? "班"
         : !calendar_is_workday(picker->calendar, day) ? "休"
                                                       : "";
}

static void paint_day(const DayPicker *picker, Term *term, int row, int column, int columns,
                      Day day) {
  CivilDate date = day_civil(day);
  ThemeRole role = day == picker->day                           ? THEME_SELECTED
                   : date.month != day_civil(picker->day).month ? THEME_DIM
                   : day == picker->today                       ? THEME_STRONG
                   : calendar_is_workday(picker->calendar, day) ? THEME_TEXT
                                                                : THEME_HINT;
  g_autofree char *text = g_strdup_printf("%2d%s", date.day, day_mark(picker, day));
  term_text(term, row, column, MIN(columns, CELL - 1), role, text);
}

static void paint_foot(const DayPicker *picker, Term *term, int row, Area area) {
  char iso[DAY_TEXT_SIZE];
  const char *kind = daypicker_kind(picker->calendar, picker->day);
  gboolean estimated = calendar_is_estimated(picker->calendar, picker->day);
  g_autofree char *text =
      g_strdup_printf("%s 周%s%s%s%s%s", day_to_iso(picker->day, iso),
                      day_weekday_name(picker->day), *kind != '\0' ? "，" : "", kind,
                      picker->day == picker->today ? "，今天" : "", estimated ? "，预计" : "");
  term_text(term, row, area.column, area.columns, THEME_TEXT, text);
}

void daypicker_paint(DayPicker *picker, Term *term, Area area) {
  Area inside = chrome_window(term, area, ROWS, COLUMNS, picker->title);
  picker->inside = inside;
  if (inside.rows <= 0 || inside.columns <= 0)
    return;
  paint_head(picker, term, inside);
  gint64 first = first_shown(picker);
  for (int place = 0; place < WEEKS * WEEK_DAYS; place++) {
    int row = HEAD_ROWS + place / WEEK_DAYS, column = place % WEEK_DAYS * CELL;
    gint64 day = first + place;
    if (row < inside.rows && column < inside.columns && day >= 1 && day <= (gint64)DAY_LAST)
      paint_day(picker, term, inside.row + row, inside.column + column, inside.columns - column,
                (Day)day);
  }
  if (inside.rows >= ROWS)
    paint_foot(picker, term, inside.row + ROWS - 1, inside);
}

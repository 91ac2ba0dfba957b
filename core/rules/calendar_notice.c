#include "core/rules/calendar_notice.h"

/* The first day of December that a notice for the year after may name. */
#define LAST_WEEK_FIRST 25

static void notice_day_clear(gpointer data) {
  g_free(((NoticeDay *)data)->name);
}

CalendarNotice *calendar_notice_new(int year) {
  CalendarNotice *notice = g_new0(CalendarNotice, 1);
  notice->year = year;
  notice->days = g_array_new(FALSE, FALSE, sizeof(NoticeDay));
  g_array_set_clear_func(notice->days, notice_day_clear);
  return notice;
}

void calendar_notice_free(CalendarNotice *notice) {
  if (notice == NULL)
    return;
  g_free(notice->document);
  g_array_unref(notice->days);
  g_free(notice);
}

static gboolean is_in_reach(Day day, int year) {
  CivilDate date = day_civil(day);
  return date.year == year ||
         (date.year == year - 1 && date.month == 12 && date.day >= LAST_WEEK_FIRST);
}

char *calendar_notice_add(CalendarNotice *notice, Day day, const char *name) {
  if (!is_in_reach(day, notice->year))
    return g_strdup_printf("不在%d年，也不在%d年的最后一周", notice->year, notice->year - 1);
  if (name == NULL && day_weekday(day) < 6)
    return g_strdup_printf("不是周六或周日（是周%s），不必列为上班日", day_weekday_name(day));
  guint place = 0;
  for (; place < notice->days->len; place++) {
    const NoticeDay *other = &g_array_index(notice->days, NoticeDay, place);
    if (other->day == day)
      return g_strdup((other->name == NULL) == (name == NULL) ? "重复" : "既列为放假，又列为上班");
    if (other->day > day)
      break;
  }
  NoticeDay added = {.day = day, .name = g_strdup(name)};
  g_array_insert_val(notice->days, place, added);
  return NULL;
}

int calendar_notice_days_off(const CalendarNotice *notice) {
  int count = 0;
  for (guint i = 0; i < notice->days->len; i++)
    count += g_array_index(notice->days, NoticeDay, i).name != NULL;
  return count;
}

void calendar_notice_apply(const CalendarNotice *notice, Calendar *calendar) {
  calendar_clear_year(calendar, notice->year);
  calendar_add_year(calendar, notice->year, notice->document);
  for (guint i = 0; i < notice->days->len; i++) {
    const NoticeDay *named = &g_array_index(notice->days, NoticeDay, i);
    if (named->name != NULL)
      calendar_add_holiday(calendar, notice->year, named->day, named->name);
    else
      calendar_add_workday(calendar, notice->year, named->day);
  }
}

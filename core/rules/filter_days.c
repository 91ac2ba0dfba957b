/* filter_days.c: the days that a date in a filter means. */
#include <string.h>

#include "core/rules/deadline.h"
#include "core/rules/filter_field.h"

static void set_months(int year, int month, int count, Day *first, Day *last) {
  int from = year * 12 + month - 1, to = from + count - 1;
  *first = day_from_ymd(from / 12, from % 12 + 1, 1);
  *last = day_month_end(to / 12, to % 12 + 1);
}

/* 今天, 本月, 下季度: spans counted from today. */
static gboolean read_relative(const char *text, Day today, Day *first, Day *last) {
  static const struct {
    const char *word;
    char unit; /* day, week, month, quarter, year */
    int shift;
  } WORDS[] = {
      {"今天", 'd', 0},  {"今日", 'd', 0},   {"明天", 'd', 1},     {"后天", 'd', 2},
      {"昨天", 'd', -1}, {"本周", 'w', 0},   {"这周", 'w', 0},     {"下周", 'w', 1},
      {"上周", 'w', -1}, {"本月", 'm', 0},   {"这个月", 'm', 0},   {"下月", 'm', 1},
      {"次月", 'm', 1},  {"下个月", 'm', 1}, {"上月", 'm', -1},    {"上个月", 'm', -1},
      {"本季", 'q', 0},  {"本季度", 'q', 0}, {"下季度", 'q', 1},   {"上季度", 'q', -1},
      {"今年", 'y', 0},  {"本年", 'y', 0},   {"本年度", 'y', 0},   {"明年", 'y', 1},
      {"去年", 'y', -1}, {"today", 'd', 0},  {"tomorrow", 'd', 1},
  };
  CivilDate date = day_civil(today);
  for (gsize i = 0; i < G_N_ELEMENTS(WORDS); i++) {
    if (!g_str_equal(WORDS[i].word, text))
      continue;
    int shift = WORDS[i].shift;
    switch (WORDS[i].unit) {
    case 'd':
      *first = *last = today + shift;
      return TRUE;
    case 'w':
      *first = today - (day_weekday(today) - 1) + 7 * shift;
      *last = *first + 6;
      return TRUE;
    case 'm':
      set_months(date.year, date.month + shift, 1, first, last);
      return TRUE;
    case 'q':
      set_months(date.year, (date.month - 1) / 3 * 3 + 1 + 3 * shift, 3, first, last);
      return TRUE;
    default:
      set_months(date.year + shift, 1, 12, first, last);
      return TRUE;
    }
  }
  return FALSE;
}

/* +7天, 7天内: from today on. */
static gboolean read_ahead(const char *text, Day today, Day *first, Day *last) {
  const char *digits = *text == '+' ? text + 1 : text;
  char *end;
  if (!g_ascii_isdigit(*digits))
    return FALSE;
  guint64 days = g_ascii_strtoull(digits, &end, 10);
  gboolean plus = *text == '+' && (*end == '\0' || g_str_equal(end, "天"));
  if (days > 36500 || !(plus || g_str_equal(end, "天内") || g_str_equal(end, "天以内")))
    return FALSE;
  *first = today;
  *last = today + (Day)days;
  return TRUE;
}

/* 2026-12 */
static gboolean read_month(const char *text, Day *first, Day *last) {
  char *end;
  guint64 year = g_ascii_isdigit(*text) ? g_ascii_strtoull(text, &end, 10) : 0;
  if (year < 1900 || year > 2100 || (*end != '-' && *end != '.' && *end != '/') ||
      !g_ascii_isdigit(end[1]))
    return FALSE;
  guint64 month = g_ascii_strtoull(end + 1, &end, 10);
  if (month < 1 || month > 12 || *end != '\0')
    return FALSE;
  set_months((int)year, (int)month, 1, first, last);
  return TRUE;
}

gboolean filter_days_read(const char *text, Day today, Day *first, Day *last) {
  if (read_relative(text, today, first, last) || read_ahead(text, today, first, last) ||
      read_month(text, first, last))
    return TRUE;
  DeadlineDate date;
  const char *end = text;
  if (!deadline_scan(&end, day_civil(today).year, &date) || *end != '\0')
    return FALSE;
  *last = deadline_day(&date);
  if (*last == DAY_NONE)
    return FALSE;
  CivilDate civil = day_civil(*last);
  if (date.form == DEADLINE_DAY || date.day != 0 || date.before)
    *first = *last;
  else
    *first = day_from_ymd(civil.year,
                          date.form == DEADLINE_QUARTER ? civil.month - 2
                          : date.form == DEADLINE_HALF  ? civil.month - 5
                          : date.form == DEADLINE_YEAR  ? 1
                                                        : civil.month,
                          1);
  return TRUE;
}

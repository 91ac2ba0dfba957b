#include "core/rules/day.h"

#include <string.h>

#define DAYS_IN_400_YEARS 146097
#define DAYS_IN_100_YEARS 36524
#define DAYS_IN_4_YEARS 1461
#define DAYS_IN_YEAR 365

/* Days of a year before each of its months and after the last; in a leap year. */
static const guint BEFORE_MONTH[2][13] = {
    {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365},
    {0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366},
};

static gboolean is_leap(int year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* Computed here, since every date of every row goes through these two; GDate takes ten times as
 * long. */
Day day_from_ymd(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1)
    return DAY_NONE;
  const guint *before = BEFORE_MONTH[is_leap(year)];
  if ((guint)day > before[month] - before[month - 1])
    return DAY_NONE;
  guint past = (guint)year - 1;
  return past * DAYS_IN_YEAR + past / 4 - past / 100 + past / 400 + before[month - 1] + (guint)day;
}

CivilDate day_civil(Day day) {
  if (day == DAY_NONE) /* a file may lack a date that belongs there */
    return (CivilDate){0};
  guint rest = day - 1, year = rest / DAYS_IN_400_YEARS * 400 + 1;
  rest %= DAYS_IN_400_YEARS;
  guint hundreds = MIN(rest / DAYS_IN_100_YEARS, 3); /* the last of four has a day more */
  rest -= hundreds * DAYS_IN_100_YEARS;
  year += hundreds * 100 + rest / DAYS_IN_4_YEARS * 4;
  rest %= DAYS_IN_4_YEARS;
  guint years = MIN(rest / DAYS_IN_YEAR, 3); /* likewise */
  rest -= years * DAYS_IN_YEAR;
  year += years;
  const guint *before = BEFORE_MONTH[is_leap((int)year)];
  guint month = rest / 31 + 1; /* that one or the next */
  if (rest >= before[month])
    month++;
  return (CivilDate){
      .year = (int)year, .month = (int)month, .day = (int)(rest - before[month - 1]) + 1};
}

Day day_month_end(int year, int month) {
  if (year < 1 || year > 9999 || month < 1 || month > 12)
    return DAY_NONE;
  const guint *before = BEFORE_MONTH[is_leap(year)];
  return day_from_ymd(year, month, (int)(before[month] - before[month - 1]));
}

int day_weekday(Day day) {
  return (int)((day + 6) % 7) + 1; /* 0001-01-01, day 1, was a Monday */
}

const char *day_weekday_name(Day day) {
  static const char *const names[] = {"一", "二", "三", "四", "五", "六", "日"};
  return names[day_weekday(day) - 1];
}

char *day_left_text(Day due, Day today) {
  if (due == today)
    return g_strdup("就是今天");
  if (due > today)
    return g_strdup_printf("还有%u天", due - today);
  return g_strdup_printf("已过%u天", today - due);
}

static gboolean digits(const char *text, int count, int *value) {
  *value = 0;
  for (int i = 0; i < count; i++) {
    if (!g_ascii_isdigit(text[i]))
      return FALSE;
    *value = *value * 10 + (text[i] - '0');
  }
  return TRUE;
}

Day day_from_iso(const char *text) {
  int year, month, day;
  if (text == NULL || strlen(text) != 10 || text[4] != '-' || text[7] != '-')
    return DAY_NONE;
  if (!digits(text, 4, &year) || !digits(text + 5, 2, &month) || !digits(text + 8, 2, &day))
    return DAY_NONE;
  return day_from_ymd(year, month, day);
}

const char *day_to_iso(Day day, char buffer[DAY_TEXT_SIZE]) {
  if (day == DAY_NONE) {
    buffer[0] = '\0';
    return buffer;
  }
  CivilDate date = day_civil(day);
  g_snprintf(buffer, DAY_TEXT_SIZE, "%04d-%02d-%02d", date.year, date.month, date.day);
  return buffer;
}

Day day_in_year(Day day, int year) {
  if (day == DAY_NONE)
    return DAY_NONE;
  CivilDate date = day_civil(day);
  Day moved = day_from_ymd(year, date.month, date.day);
  return moved != DAY_NONE ? moved : day_month_end(year, date.month);
}

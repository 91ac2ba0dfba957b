#include "core/rules/day.h"

#include <string.h>

Day day_from_ymd(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31)
    return DAY_NONE;
  if (!g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
    return DAY_NONE;
  GDate date;
  g_date_clear(&date, 1);
  g_date_set_dmy(&date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
  return g_date_get_julian(&date);
}

CivilDate day_civil(Day day) {
  if (day == DAY_NONE) /* a file may lack a date that belongs there */
    return (CivilDate){0};
  GDate date;
  g_date_clear(&date, 1);
  g_date_set_julian(&date, day);
  return (CivilDate){
      .year = g_date_get_year(&date),
      .month = (int)g_date_get_month(&date),
      .day = g_date_get_day(&date),
  };
}

Day day_month_end(int year, int month) {
  if (year < 1 || year > 9999 || month < 1 || month > 12)
    return DAY_NONE;
  return day_from_ymd(year, month, g_date_get_days_in_month((GDateMonth)month, (GDateYear)year));
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

#include "tui/command/words.h"

char *words_date(Day day) {
  CivilDate date = day_civil(day);
  return g_strdup_printf("%d年%d月%d日", date.year, date.month, date.day);
}

char *words_day(Day day) {
  g_autofree char *date = words_date(day);
  return g_strdup_printf("%s 周%s", date, day_weekday_name(day));
}

#include "tui/command/words.h"

char *words_day(Day day) {
  CivilDate date = day_civil(day);
  return g_strdup_printf("%d年%d月%d日 周%s", date.year, date.month, date.day,
                         day_weekday_name(day));
}

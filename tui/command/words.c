#include "tui/command/words.h"

char *words_day(Day day) {
  CivilDate date = day_civil(day);
  return g_strdup_printf("%d年%d月%d日 周%s", date.year, date.month, date.day,
                         day_weekday_name(day));
}

char *words_left(Day due, Day today) {
  if (due == today)
    return g_strdup("就是今天");
  if (due > today)
    return g_strdup_printf("还有%u天", due - today);
  return g_strdup_printf("已过%u天", today - due);
}

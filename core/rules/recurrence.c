#include "core/rules/recurrence.h"

#include <string.h>

#include "core/rules/word.h"

/* The due date may lie so many months after its period. */
#define DUE_MONTH_MAX 12

/* Half a month that begins on any day. */
#define HALF_MONTH_DAYS 15

/* What the key of a period counted from an anchor begins with: 第5期. */
#define NUMBERED "第"

static const Word EVERY[EVERY_COUNT] = {
    [EVERY_WEEK] = {"week", "周"},
    [EVERY_FORTNIGHT] = {"fortnight", "半月"},
    [EVERY_MONTH] = {"month", "月"},
    [EVERY_QUARTER] = {"quarter", "季度"},
    [EVERY_HALF] = {"half", "半年"},
    [EVERY_YEAR] = {"year", "年"},
    [EVERY_WORKDAYS] = {"workdays", "工作日"},
};

static const Word BASES[BASIS_COUNT] = {
    [BASIS_CALENDAR] = {"calendar", "日历周期"},
    [BASIS_ANCHOR] = {"anchor", "固定起算日"},
    [BASIS_SUBMISSION] = {"submission", "上次报送后"},
    [BASIS_EVENT] = {"event", "事件发生后"},
};

const char *every_code(Every every) {
  return EVERY[every].code;
}

const char *every_name(Every every) {
  return EVERY[every].name;
}

const char *basis_code(Basis basis) {
  return BASES[basis].code;
}

const char *basis_name(Basis basis) {
  return BASES[basis].name;
}

gboolean every_parse(const char *code, Every *every) {
  int index = word_of_code(EVERY, EVERY_COUNT, code);
  if (index >= 0)
    *every = (Every)index;
  return index >= 0;
}

gboolean basis_parse(const char *code, Basis *basis) {
  int index = word_of_code(BASES, BASIS_COUNT, code);
  if (index >= 0)
    *basis = (Basis)index;
  return index >= 0;
}

/* Months in one length; 0 for what is not made of whole months. */
static int months_in(Every every) {
  static const int months[EVERY_COUNT] = {
      [EVERY_MONTH] = 1, [EVERY_QUARTER] = 3, [EVERY_HALF] = 6, [EVERY_YEAR] = 12};
  return months[every];
}

/* What is wrong with the due day of a rule that is right in all else. */
static const char *due_problem(const Recurrence *rule) {
  int months = months_in(rule->every) * rule->step;
  if (rule->due_day == 0)
    return rule->due_month == 0 ? NULL : "定了到期月份，还要定到期日";
  if (rule->basis != BASIS_CALENDAR)
    return "只有按日历计的周期才能另定到期日";
  if (rule->every == EVERY_FORTNIGHT)
    return "半月的到期日是14日和月末，不能另定";
  if (rule->every == EVERY_WEEK) {
    if (rule->due_day < 1 || rule->due_day > 7)
      return "按周计的，到期日要在1（周一）到7（周日）之间";
    return rule->due_month == 0 ? NULL : "按周计的，不能定到期月份";
  }
  if (rule->due_day < 1 || rule->due_day > 31)
    return "到期日要在1日到31日之间";
  if (rule->due_month > DUE_MONTH_MAX)
    return "到期日最晚在每期结束后第12个月";
  /* The last group of a year may be short. */
  int shortest = rule->every == EVERY_YEAR || 12 % months == 0 ? months : 12 % months;
  return rule->due_month > -shortest ? NULL : "到期日不能早于每期的开始";
}

const char *recurrence_problem(const Recurrence *rule) {
  if (rule->step < 1 || rule->step > RECURRENCE_STEP_MAX)
    return "周期的倍数要在1到366之间";
  if (rule->quota < 1 || rule->quota > RECURRENCE_QUOTA_MAX)
    return "每期的次数要在1到9999之间";
  if (rule->basis == BASIS_CALENDAR && rule->every == EVERY_WORKDAYS)
    return "按工作日计的周期，要从固定起算日、上次报送或事件发生之日算起";
  if (rule->basis == BASIS_ANCHOR && rule->every != EVERY_WORKDAYS)
    return "固定起算日只用于按工作日计的周期";
  if (rule->basis == BASIS_CALENDAR && rule->every != EVERY_YEAR &&
      months_in(rule->every) * rule->step > 12)
    return "按月、季度、半年计的周期最长一年，更长的请按年计";
  return due_problem(rule);
}

/* ---- the calendar's periods ------------------------------------------------------------- */

/* Months are numbered from 0, January of the year 1. */
static gint64 month_number(Day day) {
  CivilDate date = day_civil(day);
  return (date.year - 1) * 12 + date.month - 1;
}

/* That day of the month, of a short month its last; DAY_NONE outside the years 1 to 9999. */
static Day day_of_month(gint64 number, int day) {
  if (number < 0 || number >= 9999 * 12)
    return DAY_NONE;
  int year = (int)(number / 12) + 1, month = (int)(number % 12) + 1;
  Day end = day_month_end(year, month);
  return MIN(day_from_ymd(year, month, 1) + (Day)day - 1, end);
}

/* How many groups of months begin in a year, where each year begins with one. */
static int groups_in_year(int months) {
  return (12 + months - 1) / months;
}

static gint64 calendar_index(const Recurrence *rule, Day day) {
  int months = months_in(rule->every) * rule->step;
  gint64 month = month_number(day);
  switch (rule->every) {
  case EVERY_WEEK:
    return (day - 1) / 7 / (Day)rule->step; /* day 1 was a Monday */
  case EVERY_FORTNIGHT:
    return (month * 2 + (day_civil(day).day >= 15)) / rule->step;
  case EVERY_YEAR:
    return month / months;
  default:
    return month / 12 * groups_in_year(months) + month % 12 / months;
  }
}

static void week_days(gint64 index, int step, Period *period) {
  gint64 first = index * step * 7 + 1;
  if (first + step * 7 - 1 > DAY_LAST)
    return;
  period->first = (Day)first;
  period->last = (Day)first + (Day)step * 7 - 1;
}

static void fortnight_days(gint64 index, int step, Period *period) {
  gint64 first = index * step, last = first + step - 1;
  period->first = day_of_month(first / 2, first % 2 == 0 ? 1 : 15);
  period->last = day_of_month(last / 2, last % 2 == 0 ? 14 : 31);
}

static void month_days(gint64 index, const Recurrence *rule, Period *period) {
  int months = months_in(rule->every) * rule->step;
  gint64 first = index * months, last = first + months - 1;
  if (rule->every != EVERY_YEAR) {
    int groups = groups_in_year(months);
    first = index / groups * 12 + index % groups * months;
    last = MIN(first + months - 1, first / 12 * 12 + 11);
  }
  period->first = day_of_month(first, 1);
  period->last = day_of_month(last, 31);
}

static Day calendar_due(const Recurrence *rule, const Period *period) {
  if (rule->due_day == 0)
    return period->last;
  if (rule->every == EVERY_WEEK)
    return period->last - 7 + (Day)rule->due_day;
  return day_of_month(month_number(period->last) + rule->due_month, rule->due_day);
}

/* The key of the one length in which day lies. */
static void unit_key(Every every, Day day, char key[PERIOD_KEY_SIZE]) {
  CivilDate date = day_civil(day);
  Day thursday = day - (Day)day_weekday(day) + 4;
  switch (every) {
  case EVERY_WEEK: /* ISO 8601: a week belongs to the year of its Thursday */
    date = day_civil(thursday);
    g_snprintf(key, PERIOD_KEY_SIZE, "%04d-W%02u", date.year,
               (thursday - day_from_ymd(date.year, 1, 1)) / 7 + 1);
    break;
  case EVERY_FORTNIGHT:
    g_snprintf(key, PERIOD_KEY_SIZE, "%04d-%02d%s", date.year, date.month,
               date.day < 15 ? "上" : "下");
    break;
  case EVERY_QUARTER:
    g_snprintf(key, PERIOD_KEY_SIZE, "%04dQ%d", date.year, (date.month - 1) / 3 + 1);
    break;
  case EVERY_HALF:
    g_snprintf(key, PERIOD_KEY_SIZE, "%04dH%d", date.year, (date.month - 1) / 6 + 1);
    break;
  case EVERY_YEAR:
    g_snprintf(key, PERIOD_KEY_SIZE, "%04d", date.year);
    break;
  default:
    g_snprintf(key, PERIOD_KEY_SIZE, "%04d-%02d", date.year, date.month);
  }
}

static void calendar_key(const Recurrence *rule, Period *period) {
  char last[PERIOD_KEY_SIZE];
  unit_key(rule->every, period->first, period->key);
  if (rule->step == 1)
    return;
  unit_key(rule->every, period->last, last);
  if (strcmp(period->key, last) != 0) {
    g_strlcat(period->key, "~", PERIOD_KEY_SIZE);
    g_strlcat(period->key, last, PERIOD_KEY_SIZE);
  }
}

static gboolean calendar_period(const Recurrence *rule, gint64 index, Period *period) {
  if (index < 0 || index > DAY_LAST)
    return FALSE;
  if (rule->every == EVERY_WEEK)
    week_days(index, rule->step, period);
  else if (rule->every == EVERY_FORTNIGHT)
    fortnight_days(index, rule->step, period);
  else
    month_days(index, rule, period);
  if (period->first == DAY_NONE || period->last == DAY_NONE)
    return FALSE;
  period->due = calendar_due(rule, period);
  calendar_key(rule, period);
  return period->due != DAY_NONE;
}

/* ---- working days ----------------------------------------------------------------------- */

/* TRUE where a year of the days from first to last has no calendar. */
static gboolean is_estimated(const Calendar *calendar, Day first, Day last) {
  for (int year = day_civil(first).year; year <= day_civil(last).year; year++) {
    if (calendar_is_estimated(calendar, day_from_ymd(year, 1, 1)))
      return TRUE;
  }
  return FALSE;
}

static gint64 anchor_index(const Recurrence *rule, const Calendar *calendar, Day day) {
  if (rule->anchor == DAY_NONE || day <= rule->anchor)
    return 0;
  int worked = calendar_count_workdays(calendar, rule->anchor + 1, day);
  /* A day off waits for the next working day, and so belongs to that one's period. */
  if (!calendar_is_workday(calendar, day))
    worked++;
  return (worked - 1) / rule->step + 1;
}

static gboolean anchor_period(const Recurrence *rule, const Calendar *calendar, gint64 index,
                              Period *period) {
  if (rule->anchor == DAY_NONE || index < 1 || index > DAY_LAST / rule->step)
    return FALSE;
  int before = (int)(index - 1) * rule->step;
  Day start = rule->anchor;
  if (before > 0)
    start = calendar_add_workdays(calendar, start, before);
  if (start == DAY_NONE)
    return FALSE;
  period->last = calendar_add_workdays(calendar, start, rule->step);
  if (period->last == DAY_NONE)
    return FALSE;
  period->first = start + 1;
  period->due = period->last;
  period->estimated = is_estimated(calendar, rule->anchor + 1, period->last);
  g_snprintf(period->key, PERIOD_KEY_SIZE, NUMBERED "%d期", (int)index);
  return TRUE;
}

/* ---- periods ---------------------------------------------------------------------------- */

gint64 recurrence_index(const Recurrence *rule, const Calendar *calendar, Day day) {
  switch (rule->basis) {
  case BASIS_CALENDAR:
    return calendar_index(rule, day);
  case BASIS_ANCHOR:
    return anchor_index(rule, calendar, day);
  default:
    return 0;
  }
}

gboolean recurrence_period(const Recurrence *rule, const Calendar *calendar, gint64 index,
                           Period *period) {
  *period = (Period){.first = DAY_NONE};
  switch (rule->basis) {
  case BASIS_CALENDAR:
    return calendar_period(rule, index, period);
  case BASIS_ANCHOR:
    return anchor_period(rule, calendar, index, period);
  default:
    return FALSE;
  }
}

/* A due day lies at most a year after its period, and no two have the same: a few steps will do. */
gint64 recurrence_first_due(const Recurrence *rule, const Calendar *calendar, Day day) {
  gint64 index = recurrence_index(rule, calendar, day);
  Period period;
  if (rule->basis == BASIS_ANCHOR)
    return MAX(index, 1);
  while (recurrence_period(rule, calendar, index - 1, &period) && period.due >= day)
    index--;
  while (recurrence_period(rule, calendar, index, &period) && period.due < day)
    index++;
  return index;
}

/* The day that lies the rule's length after start. */
static Day length_after(const Recurrence *rule, const Calendar *calendar, Day start) {
  switch (rule->every) {
  case EVERY_WORKDAYS:
    return calendar_add_workdays(calendar, start, rule->step);
  case EVERY_WEEK:
    start += 7 * (Day)rule->step;
    return start <= DAY_LAST ? start : DAY_NONE;
  case EVERY_FORTNIGHT:
    start += HALF_MONTH_DAYS * (Day)rule->step;
    return start <= DAY_LAST ? start : DAY_NONE;
  default:
    return day_of_month(month_number(start) + months_in(rule->every) * rule->step,
                        day_civil(start).day);
  }
}

gboolean recurrence_from(const Recurrence *rule, const Calendar *calendar, Day start,
                         Period *period) {
  char buffer[DAY_TEXT_SIZE];
  *period = (Period){.first = DAY_NONE};
  period->last = length_after(rule, calendar, start);
  if (period->last == DAY_NONE)
    return FALSE;
  period->first = start + 1;
  period->due = period->last;
  if (rule->every == EVERY_WORKDAYS)
    period->estimated = is_estimated(calendar, period->first, period->last);
  g_snprintf(period->key, PERIOD_KEY_SIZE, PERIOD_KEY_FROM "%s", day_to_iso(start, buffer));
  return TRUE;
}

/* The number in 第5期; 0 where key is none such. */
static gint64 key_number(const char *key) {
  return g_str_has_prefix(key, NUMBERED) ? g_ascii_strtoll(key + strlen(NUMBERED), NULL, 10) : 0;
}

gboolean recurrence_recount(const Recurrence *rule, const Calendar *calendar, Period *period) {
  if (rule->every != EVERY_WORKDAYS)
    return TRUE;
  Period counted;
  gboolean good = rule->basis == BASIS_ANCHOR
                      ? recurrence_period(rule, calendar, key_number(period->key), &counted)
                      : recurrence_from(rule, calendar, period->first - 1, &counted);
  if (!good || strcmp(counted.key, period->key) != 0)
    return FALSE;
  *period = counted;
  return TRUE;
}

#include "core/rules/recurrence.h"

typedef struct {
  const char *code;
  const char *name;
} Word;

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

/* The index of the word of that code; -1 where there is none. */
static int find(const Word *words, int count, const char *code) {
  for (int i = 0; i < count; i++) {
    if (g_strcmp0(words[i].code, code) == 0)
      return i;
  }
  return -1;
}

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
  int index = find(EVERY, EVERY_COUNT, code);
  if (index >= 0)
    *every = (Every)index;
  return index >= 0;
}

gboolean basis_parse(const char *code, Basis *basis) {
  int index = find(BASES, BASIS_COUNT, code);
  if (index >= 0)
    *basis = (Basis)index;
  return index >= 0;
}

/* The due date may lie so many months after its period. */
#define DUE_MONTH_MAX 12

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

#include "core/rules/recurrence.h"

/* How a length is said: 每月, 1个月内, 2个月. */
typedef struct {
  const char *each;
  const char *one;
  const char *unit; /* after a number over one; 半月 alone would read as two and a half months */
} Length;

static const Length LENGTHS[EVERY_COUNT] = {
    [EVERY_WEEK] = {"周", "1周", "周"},
    [EVERY_FORTNIGHT] = {"半月", "半个月", "个半月期"},
    [EVERY_MONTH] = {"月", "1个月", "个月"},
    [EVERY_QUARTER] = {"季度", "1个季度", "个季度"},
    [EVERY_HALF] = {"半年", "半年", "个半年期"},
    [EVERY_YEAR] = {"年", "1年", "年"},
    [EVERY_WORKDAYS] = {"1个工作日", "1个工作日", "个工作日"},
};

/* Until when, where no due day is set and a period is one length. */
static const char *const ENDS[EVERY_COUNT] = {
    [EVERY_WEEK] = "周日",      [EVERY_FORTNIGHT] = "14日、月末", [EVERY_MONTH] = "月末",
    [EVERY_QUARTER] = "季度末", [EVERY_HALF] = "半年末",          [EVERY_YEAR] = "年末",
    [EVERY_WORKDAYS] = "期末",
};

static void append_length(GString *text, const Recurrence *rule, const char *one) {
  if (rule->step == 1)
    g_string_append(text, one);
  else
    g_string_append_printf(text, "%d%s", rule->step, LENGTHS[rule->every].unit);
}

/* 当月, 次月, 次年1月, 季度第2个月, 本期结束后第1个月: the month in which the due day lies. months
 * is how many a period has. */
static void append_due_month(GString *text, const Recurrence *rule, int months) {
  static const char *const names[EVERY_COUNT] = {
      [EVERY_MONTH] = "本月", [EVERY_QUARTER] = "季度", [EVERY_HALF] = "半年"};
  int number = rule->due_month; /* after the last one, else from 1 within */
  const char *name = rule->step == 1 ? names[rule->every] : "本期";
  if (rule->every == EVERY_MONTH && rule->step == 1 && number <= 1)
    g_string_append(text, number == 0 ? "当月" : "次月");
  else if (rule->every == EVERY_YEAR && rule->step == 1)
    g_string_append_printf(text, "%s%d月", number > 0 ? "次年" : "",
                           number > 0 ? number : 12 + number);
  else if (number > 0)
    g_string_append_printf(text, "%s结束后第%d个月", name, number);
  else
    g_string_append_printf(text, "%s第%d个月", name, months + number);
}

/* TRUE where the due day is the last of its month in every year: 31st, and of February the 29th. */
static gboolean is_month_end(const Recurrence *rule) {
  gboolean february = rule->every == EVERY_YEAR && (rule->due_month == 2 || rule->due_month == -10);
  return rule->due_day == 31 || (february && rule->due_day >= 29);
}

static void append_due(GString *text, const Recurrence *rule) {
  static const int months[EVERY_COUNT] = {
      [EVERY_MONTH] = 1, [EVERY_QUARTER] = 3, [EVERY_HALF] = 6, [EVERY_YEAR] = 12};
  g_string_append(text, "，");
  if (rule->due_day == 0) {
    g_string_append(text, rule->step == 1 ? ENDS[rule->every] : "每期末");
  } else if (rule->every == EVERY_WEEK) {
    if (rule->step > 1)
      g_string_append_printf(text, "第%d周", rule->step);
    /* Day 1 of all days was a Monday. */
    g_string_append_printf(text, "周%s", day_weekday_name((Day)rule->due_day));
  } else {
    append_due_month(text, rule, months[rule->every] * rule->step);
    if (is_month_end(rule))
      g_string_append(text, "底");
    else
      g_string_append_printf(text, "%d日", rule->due_day);
  }
  g_string_append(text, "前");
}

char *recurrence_text(const Recurrence *rule) {
  GString *text = g_string_new(NULL);
  const Length *length = &LENGTHS[rule->every];
  char buffer[DAY_TEXT_SIZE];
  switch (rule->basis) {
  case BASIS_CALENDAR:
    g_string_append(text, "每");
    append_length(text, rule, length->each);
    g_string_append_printf(text, "至少%d次", rule->quota);
    append_due(text, rule);
    break;
  case BASIS_ANCHOR:
    g_string_append(text, "每");
    append_length(text, rule, length->each);
    g_string_append_printf(text, rule->quota == 1 ? "%d次" : "至少%d次", rule->quota);
    if (rule->anchor == DAY_NONE)
      g_string_append(text, "，起算日未定");
    else
      g_string_append_printf(text, "，自%s起算", day_to_iso(rule->anchor, buffer));
    break;
  case BASIS_SUBMISSION:
    g_string_append(text, "上次报送后");
    append_length(text, rule, length->one);
    g_string_append_printf(text, "内至少%d次", rule->quota);
    break;
  case BASIS_EVENT:
    g_string_append(text, "事件发生之日起");
    append_length(text, rule, length->one);
    g_string_append(text, "内");
    if (rule->quota > 1)
      g_string_append_printf(text, "至少%d次", rule->quota);
    break;
  }
  if (rule->no_makeup)
    g_string_append(text, "，不允许补报");
  return g_string_free(text, FALSE);
}

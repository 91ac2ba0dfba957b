#include "core/rules/light.h"

#include <string.h>

#include "core/rules/word.h"

static const Word kinds[TASK_KIND_COUNT] = {
    [TASK_KIND_TASK] = {"task", "任务"},
    [TASK_KIND_MEASURE] = {"measure", "排名指标"},
    [TASK_KIND_BONUS] = {"bonus", "加分项"},
    [TASK_KIND_DEDUCTION] = {"deduction", "扣分项"},
};

static const Word states[TASK_STATE_COUNT] = {
    [TASK_STATE_NEW] = {"new", "未启动"},       [TASK_STATE_ASSIGNED] = {"assigned", "已交办"},
    [TASK_STATE_SIGNED] = {"signed", "已签收"}, [TASK_STATE_ACTIVE] = {"active", "办理中"},
    [TASK_STATE_DONE] = {"done", "已办结"},     [TASK_STATE_CLOSED] = {"closed", "已销号"},
    [TASK_STATE_PAUSED] = {"paused", "暂停"},   [TASK_STATE_VOID] = {"void", "作废"},
};

static const Word roles[ROLE_COUNT] = {
    [ROLE_LEAD] = {"lead", "牵头"},
    [ROLE_SUPPORT] = {"support", "配合"},
    [ROLE_RESPONSIBLE] = {"responsible", "责任"},
    [ROLE_IMPLEMENT] = {"implement", "落实"},
    [ROLE_OVERSEE] = {"oversee", "督促"},
};

static const Word rolls[ROLL_COUNT] = {
    [ROLL_KEEP] = {"keep", "不变"},
    [ROLL_BEFORE] = {"before", "提前"},
    [ROLL_AFTER] = {"after", "顺延"},
};

static const Word lights[LIGHT_COUNT] = {
    [LIGHT_RED] = {"red", "红"},
    [LIGHT_AMBER] = {"amber", "黄"},
    [LIGHT_GREEN] = {"green", "绿"},
    [LIGHT_GREY] = {"grey", "灰"},
};

#define NAME_BLUE "蓝"

const char *task_kind_code(TaskKind kind) {
  return kinds[kind].code;
}

const char *task_kind_name(TaskKind kind) {
  return kinds[kind].name;
}

const char *task_state_code(TaskState state) {
  return states[state].code;
}

const char *task_state_name(TaskState state) {
  return states[state].name;
}

const char *role_code(Role role) {
  return roles[role].code;
}

const char *role_name(Role role) {
  return roles[role].name;
}

const char *light_code(Light light) {
  return lights[light].code;
}

const char *light_name_in(Light light, gboolean blue) {
  return blue && light == LIGHT_GREEN ? NAME_BLUE : lights[light].name;
}

const char *light_sign(Light light) {
  static const char *const signs[LIGHT_COUNT] = {
      [LIGHT_RED] = "!", [LIGHT_AMBER] = "~", [LIGHT_GREEN] = "+", [LIGHT_GREY] = "-"};
  return signs[light];
}

gboolean task_kind_parse(const char *text, TaskKind *out) {
  int index = word_of_text(kinds, TASK_KIND_COUNT, text);
  if (index >= 0)
    *out = (TaskKind)index;
  return index >= 0;
}

gboolean task_state_parse(const char *text, TaskState *out) {
  int index = word_of_text(states, TASK_STATE_COUNT, text);
  if (index >= 0)
    *out = (TaskState)index;
  return index >= 0;
}

gboolean role_parse(const char *text, Role *out) {
  int index = word_of_text(roles, ROLE_COUNT, text);
  if (index >= 0)
    *out = (Role)index;
  return index >= 0;
}

gboolean light_parse(const char *text, Light *out) {
  int index = word_of_text(lights, LIGHT_COUNT, text);
  for (int i = 0; index < 0 && text != NULL && i < LIGHT_COUNT; i++) {
    const char *name = lights[i].name;
    if (g_str_has_prefix(text, name) && g_str_equal(text + strlen(name), "灯"))
      index = i;
  }
  if (index < 0 && (g_strcmp0(text, NAME_BLUE) == 0 || g_strcmp0(text, NAME_BLUE "灯") == 0))
    index = LIGHT_GREEN;
  if (index >= 0)
    *out = (Light)index;
  return index >= 0;
}

gboolean task_state_is_done(TaskState state) {
  return state == TASK_STATE_DONE || state == TASK_STATE_CLOSED;
}

const char *roll_code(Roll roll) {
  return rolls[roll].code;
}

const char *roll_name(Roll roll) {
  return rolls[roll].name;
}

/* A calendar in which no day is worked for so long is none; the day itself stands then. */
#define ROLL_MOST 60

Day light_due(Day day, const LightRule *rule) {
  if (day == DAY_NONE || rule->roll == ROLL_KEEP)
    return day;
  Day rolled = day;
  for (int i = 0; i < ROLL_MOST && rolled > 1; i++) {
    if (calendar_is_workday(rule->calendar, rolled))
      return rolled;
    rolled = rule->roll == ROLL_BEFORE ? rolled - 1 : rolled + 1;
  }
  return day;
}

gboolean light_is_near(Day day, Day today, const LightRule *rule) {
  if (!rule->lead_workdays)
    return (gint64)day - today <= rule->lead_days;
  return calendar_count_workdays(rule->calendar, today + 1, day) <= rule->lead_days;
}

/* TRUE where time runs for the task, or ran until it was handed in. */
static gboolean has_term(const LightInput *input) {
  return input->kind == TASK_KIND_TASK && input->state != TASK_STATE_PAUSED &&
         input->state != TASK_STATE_VOID &&
         (input->due != DAY_NONE || input->missed != DAY_NONE || input->asked != DAY_NONE ||
          input->recurs);
}

static gboolean is_past(Day day, Day today, const LightRule *rule) {
  return day != DAY_NONE && light_due(day, rule) < today;
}

static gboolean is_near(Day day, Day today, const LightRule *rule) {
  return day != DAY_NONE && light_is_near(light_due(day, rule), today, rule);
}

Light light_of(const LightInput *input, Day today, const LightRule *rule) {
  if (!has_term(input))
    return LIGHT_GREY;
  if (task_state_is_done(input->state))
    return LIGHT_GREEN;
  if (is_past(input->due, today, rule) || input->missed != DAY_NONE)
    return LIGHT_RED;
  if (is_near(input->due, today, rule) || is_near(input->asked, today, rule))
    return LIGHT_AMBER;
  return LIGHT_GREEN;
}

int overdue_days(const LightInput *input, Day today, const LightRule *rule) {
  if (!has_term(input) || input->due == DAY_NONE)
    return 0;
  /* A returned task may still carry the day of its first handing in; it is late again. */
  Day until = task_state_is_done(input->state) ? input->done_on : today;
  Day due = light_due(input->due, rule);
  return until > due ? (int)(until - due) : 0;
}

/* light.h: the light of a task (红黄绿灯), and its words: kinds, states, roles.
 *
 * One function decides the light, everywhere; it is computed, never stored.
 */
#pragma once

#include "core/rules/calendar.h"

typedef enum {
  TASK_KIND_TASK,      /* 任务 */
  TASK_KIND_MEASURE,   /* 排名指标: a ranking, nothing to complete */
  TASK_KIND_BONUS,     /* 加分项: optional, never overdue */
  TASK_KIND_DEDUCTION, /* 扣分项: incidents are counted, never overdue */
} TaskKind;
#define TASK_KIND_COUNT 4

typedef enum {
  TASK_STATE_NEW,      /* 未启动 */
  TASK_STATE_ASSIGNED, /* 已交办, waits to be signed for */
  TASK_STATE_SIGNED,   /* 已签收 */
  TASK_STATE_ACTIVE,   /* 办理中 */
  TASK_STATE_DONE,     /* 已办结, waits for review */
  TASK_STATE_CLOSED,   /* 已销号 */
  TASK_STATE_PAUSED,   /* 暂停 */
  TASK_STATE_VOID,     /* 作废 */
} TaskState;
#define TASK_STATE_COUNT 8

typedef enum {
  ROLE_LEAD,        /* 牵头 */
  ROLE_SUPPORT,     /* 配合 */
  ROLE_RESPONSIBLE, /* 责任: what a document that prints no role gets */
  ROLE_IMPLEMENT,   /* 落实 */
  ROLE_OVERSEE,     /* 督促 */
} Role;
#define ROLE_COUNT 5

typedef enum { LIGHT_RED, LIGHT_AMBER, LIGHT_GREEN, LIGHT_GREY } Light;
#define LIGHT_COUNT 4

#define LEAD_DAYS_DEFAULT 7

/* Each enum has a code (stored, and in JSON: "task", "active", "lead", "red") and a name in
 * Chinese for people (任务, 办理中, 牵头, 红). Both are static strings. */
const char *task_kind_code(TaskKind kind);
const char *task_kind_name(TaskKind kind);
const char *task_state_code(TaskState state);
const char *task_state_name(TaskState state);
const char *role_code(Role role);
const char *role_name(Role role);
const char *light_code(Light light);

/* 红, 黄, 绿, 灰; with blue (红黄蓝) 蓝 for 绿. Static. */
const char *light_name_in(Light light, gboolean blue);

/* A sign of one character for each light, for screens without colour: ! ~ + - (ASCII, so that it is
 * one column wide everywhere). */
const char *light_sign(Light light);

/* The value for a code or a name, exactly as above; FALSE, and *out untouched, where text is
 * neither. text may be NULL. light_parse() also takes 红灯, 黄灯, 绿灯, 灰灯, and 蓝, 蓝灯 for 绿.
 */
gboolean task_kind_parse(const char *text, TaskKind *out);
gboolean task_state_parse(const char *text, TaskState *out);
gboolean role_parse(const char *text, Role *out);
gboolean light_parse(const char *text, Light *out);

/* TRUE for 已办结 and 已销号. */
gboolean task_state_is_done(TaskState state);

/* What becomes of a due day on a day off. No document says, so an office chooses. */
typedef enum {
  ROLL_KEEP,   /* 不变: it stays, and is flagged */
  ROLL_BEFORE, /* 提前 to the working day before */
  ROLL_AFTER,  /* 顺延 to the working day after (民法典 art. 203) */
} Roll;
#define ROLL_COUNT 3

const char *roll_code(Roll roll); /* keep, before, after */
const char *roll_name(Roll roll); /* 不变, 提前, 顺延 */

/* How an office counts: its lead time and its days off. */
typedef struct {
  int lead_days;          /* amber from so many days before the due date */
  gboolean lead_workdays; /* … counted in working days */
  Roll roll;
  const Calendar *calendar; /* borrowed; not NULL */
} LightRule;

/* The day by which something due on day has to be there: day itself, or the working day that it
 * rolls to. DAY_NONE stays DAY_NONE. */
Day light_due(Day day, const LightRule *rule);

/* TRUE when day, not before today, is within the lead time: amber. */
gboolean light_is_near(Day day, Day today, const LightRule *rule);

/* What the light is computed from. Dates are as stated; light_due() is applied to them here. */
typedef struct {
  TaskKind kind;
  TaskState state;
  Day due; /* DAY_NONE: no date */
  Day done_on; /* the day it was handed in; counts only in 已办结 and 已销号. DAY_NONE: not known */
  Day missed; /* when the earliest of its past periods under quota was due; DAY_NONE: there is none
               */
  Day asked;  /* when the nearest of its running periods under quota is due; DAY_NONE: none */
  gboolean recurs; /* a period has begun that it is asked for, whether or not its quota is met */
} LightInput;

/* The light on the day today: grey for 暂停, 作废, what is not a task, or what has neither a date
 * nor periods asked for; green when done; red when past due or a period was missed; amber when due,
 * or a running period under its quota is due, within the lead time (the due day itself included: it
 * is not late yet); green otherwise. A task with periods has a light though it has no date. */
Light light_of(const LightInput *input, Day today, const LightRule *rule);

/* Days late: today less the due date, or, once it is 已办结 or 已销号, the day it was handed in
 * less the due date (逾期办结 stays marked). Missed periods are not counted here. 0 when not late,
 * where light_of() is grey, and for a done task whose done_on is not known. */
int overdue_days(const LightInput *input, Day today, const LightRule *rule);

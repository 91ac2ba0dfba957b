#include "core/rules/step.h"

#define NO (-1)   /* not to be taken from there */
#define BACK (-2) /* to the state before it was paused or made void */

typedef struct {
  const char *code;
  const char *name;
  const char *needs; /* when it is taken, for a refusal */
  gboolean reason;
  gboolean completes; /* only where there is something to complete: tasks and 加分项 */
  int goal;           /* the state in which it has been taken already; NO: none */
  gint8 to[TASK_STATE_COUNT];
} StepRule;

#define NEW TASK_STATE_NEW
#define ASSIGNED TASK_STATE_ASSIGNED
#define SIGNED TASK_STATE_SIGNED
#define ACTIVE TASK_STATE_ACTIVE
#define DONE TASK_STATE_DONE
#define CLOSED TASK_STATE_CLOSED
#define PAUSED TASK_STATE_PAUSED
#define VOID TASK_STATE_VOID

/* The whole way. A row is a step, a column the state it is taken from. */
static const StepRule steps[STEP_COUNT] = {
    /* clang-format off */
    [STEP_ASSIGN] = {"assign", "交办", "还没有启动的才能交办", FALSE, FALSE, ASSIGNED,
      /* 未启动    已交办  已签收  办理中  已办结  已销号  暂停  作废 */
      {ASSIGNED, NO,     NO,     NO,     NO,     NO,     NO,   NO}},
    [STEP_SIGN] = {"sign", "签收", "交办以后才能签收", FALSE, FALSE, SIGNED,
      {NO,       SIGNED, NO,     NO,     NO,     NO,     NO,   NO}},
    [STEP_START] = {"start", "办理", "没有办结、没有暂停的才能办理", FALSE, FALSE, ACTIVE,
      {ACTIVE,   ACTIVE, ACTIVE, NO,     NO,     NO,     NO,   NO}},
    [STEP_FINISH] = {"finish", "办结", "没有办结、没有暂停的才能办结", FALSE, TRUE, DONE,
      {DONE,     DONE,   DONE,   DONE,   NO,     NO,     NO,   NO}},
    [STEP_CLOSE] = {"close", "销号", "办结以后才能销号", FALSE, FALSE, CLOSED,
      {NO,       NO,     NO,     NO,     CLOSED, NO,     NO,   NO}},
    [STEP_RETURN] = {"return", "退回", "已办结的，或已交办、没有签收的，才能退回", TRUE, FALSE, NO,
      {NO,       NEW,    NO,     NO,     ACTIVE, NO,     NO,   NO}},
    [STEP_PAUSE] = {"pause", "暂停", "没有办结的才能暂停", TRUE, FALSE, PAUSED,
      {PAUSED,   PAUSED, PAUSED, PAUSED, NO,     NO,     NO,   NO}},
    [STEP_RESUME] = {"resume", "恢复", "暂停的才能恢复", FALSE, FALSE, NO,
      {NO,       NO,     NO,     NO,     NO,     NO,     BACK, NO}},
    [STEP_VOID] = {"void", "作废", "没有销号的才能作废", TRUE, FALSE, VOID,
      {VOID,     VOID,   VOID,   VOID,   VOID,   NO,     VOID, NO}},
    [STEP_REOPEN] = {"reopen", "重新打开", "已销号或作废的才能重新打开", TRUE, FALSE, NO,
      {NO,       NO,     NO,     NO,     NO,     ACTIVE, NO,   BACK}},
    /* clang-format on */
};

/* What a task is in a state, for a refusal. */
static const char *const is[TASK_STATE_COUNT] = {
    [TASK_STATE_NEW] = "未启动",
    [TASK_STATE_ASSIGNED] = "已交办，等待签收",
    [TASK_STATE_SIGNED] = "已签收，等待办理",
    [TASK_STATE_ACTIVE] = "办理中，还没有办结",
    [TASK_STATE_DONE] = "已经办结，等待审核",
    [TASK_STATE_CLOSED] = "已销号",
    [TASK_STATE_PAUSED] = "暂停",
    [TASK_STATE_VOID] = "作废",
};

const char *step_code(Step step) {
  return steps[step].code;
}

const char *step_name(Step step) {
  return steps[step].name;
}

gboolean step_parse(const char *text, Step *out) {
  for (int i = 0; text != NULL && i < STEP_COUNT; i++) {
    if (g_str_equal(steps[i].code, text) || g_str_equal(steps[i].name, text)) {
      *out = (Step)i;
      return TRUE;
    }
  }
  return FALSE;
}

gboolean step_needs_reason(Step step) {
  return steps[step].reason;
}

static gboolean fits_kind(Step step, TaskKind kind) {
  return !steps[step].completes || kind == TASK_KIND_TASK || kind == TASK_KIND_BONUS;
}

gboolean step_leads(Step step, TaskKind kind, TaskState state, TaskState before, TaskState *to) {
  int target = steps[step].to[state];
  if (target == NO || !fits_kind(step, kind))
    return FALSE;
  if (to != NULL)
    *to = target == BACK ? before : (TaskState)target;
  return TRUE;
}

/* 交办、办理、办结、暂停、作废: what may be done from there. */
static char *open_steps(TaskKind kind, TaskState state) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (int i = 0; i < STEP_COUNT; i++) {
    if (step_leads((Step)i, kind, state, state, NULL))
      g_string_append_printf(text, "%s%s", text->len > 0 ? "、" : "", steps[i].name);
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

char *step_refusal(Step step, TaskKind kind, TaskState state) {
  if (step_leads(step, kind, state, state, NULL))
    return NULL;
  const StepRule *rule = &steps[step];
  if (!fits_kind(step, kind))
    return g_strdup_printf("该项是%s，没有“%s”，只能记录进展", task_kind_name(kind), rule->name);
  g_autofree char *open = open_steps(kind, state);
  if ((int)state == rule->goal)
    return g_strdup_printf("该项%s，不必再次%s；现在可以：%s", is[state], rule->name, open);
  return g_strdup_printf("该项%s，不能%s：%s。现在可以：%s", is[state], rule->name, rule->needs,
                         open);
}

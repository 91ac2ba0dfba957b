/* step.h: the steps of a task's way (立项 → 交办 → 签收 → 办理 → 办结 → 销号), as one table.
 *
 * Which step leads from which state to which is data here and nowhere else. Pure.
 */
#pragma once

#include "core/rules/light.h"

typedef enum {
  STEP_ASSIGN, /* 交办: 未启动 → 已交办 */
  STEP_SIGN,   /* 签收: 已交办 → 已签收 */
  STEP_START, /* 办理: 未启动, 已交办, 已签收 → 办理中; the first progress takes it by itself */
  STEP_FINISH, /* 办结: 未启动, 已交办, 已签收, 办理中 → 已办结; for tasks and 加分项 only */
  STEP_CLOSE,  /* 销号 (审核通过): 已办结 → 已销号 */
  STEP_RETURN, /* 退回: 已办结 → 办理中; 已交办 → 未启动 (拒签). With a reason */
  STEP_PAUSE,  /* 暂停: whatever is open → 暂停. With a reason */
  STEP_RESUME, /* 恢复: 暂停 → the state before */
  STEP_VOID,   /* 作废: whatever is not 已销号 or 作废 → 作废. With a reason */
  STEP_REOPEN, /* 重新打开: 已销号 → 办理中; 作废 → the state before. With a reason */
} Step;
#define STEP_COUNT 10

/* Code ("assign", stored and in JSON) and Chinese name (交办) of a step; static. */
const char *step_code(Step step);
const char *step_name(Step step);
/* The step of a code or a name; FALSE, and *out untouched, where text is neither. text may be NULL.
 */
gboolean step_parse(const char *text, Step *out);

/* TRUE where a step is only taken with a reason. */
gboolean step_needs_reason(Step step);

/* TRUE where step may be taken from state by a task of that kind, with the state it leads to in *to
 * (may be NULL). before is the state from which it was paused or made void, for STEP_RESUME and
 * STEP_REOPEN; a state of which nothing is known is TASK_STATE_ACTIVE. */
gboolean step_leads(Step step, TaskKind kind, TaskState state, TaskState before, TaskState *to);

/* Why step may not be taken from state, in Chinese, with what may be done instead:
 * 该项未启动，不能销号：办结以后才能销号。现在可以：交办、办理、办结、暂停、作废. NULL where it
 * may. The caller frees. */
char *step_refusal(Step step, TaskKind kind, TaskState state);

/* action_verb.c: the deed of the journal that an action does. What that needs is the core's to say
 * (access.h). */
#include "tui/action/action.h"

/* Those that are not called as their deed is. */
static const struct {
  ActionId id;
  const char *verb;
} VERBS[] = {
    {ACTION_BULK_RUN, "task.bulk"},
    {ACTION_CASE_RETURN, "case.stage"},
    {ACTION_COLLECT_FILE, "collect.run"},
    {ACTION_COLLECT_NUDGE, "nudge.add"},
    {ACTION_DECIDE, "extension.approve"},
    {ACTION_IMPORT, "import.run"},
    {ACTION_LEDGER_NEW, "ledger.add"},
    {ACTION_PERSON_ADD, "access.edit"},
    {ACTION_PERSON_EDIT, "access.edit"},
    {ACTION_PERSON_REMOVE, "access.edit"},
    {ACTION_PLAN_NEW, "plan.copy"},
    {ACTION_POLICY, "policy.set"},
    {ACTION_RECORD_UNDO, "undo"},
    {ACTION_REPEAT, "task.bulk"},
    {ACTION_REPLACE, "task.edit"},
    {ACTION_RESTORE, "task.delete"}, /* an undo of it: what is put back needs as much */
    {ACTION_RULE, "schedule.set"},
    {ACTION_SYSTEM_ADD, "init"},
    {ACTION_TASK_DOWN, "task.move"},
    {ACTION_TASK_UP, "task.move"},
    {ACTION_TEMPLATE, "init"},
};

const char *action_verb(const Action *action) {
  if (!(action->needs & NEED_WRITE))
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS(VERBS); i++) {
    if (VERBS[i].id == action->id)
      return VERBS[i].verb;
  }
  return action->name;
}

Access action_access(const Action *action) {
  const char *verb = action_verb(action);
  return verb != NULL ? access_for_verb(verb) : ACCESS_READER;
}

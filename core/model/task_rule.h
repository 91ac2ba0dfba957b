/* task_rule.h: the recurrence rule that a task's 完成时限 states (每月15日前), kept in step with
 * it; for the model's own files. Inside a writer, all of it.
 */
#pragma once

#include "core/model/schedule.h"

/* Where deadline (NULL: none) of a task that has just been stored states a rule, the task gets it.
 */
gboolean task_rule_add(Db *db, gint64 task, Day today, const char *deadline, GError **error);

/* A task's deadline was before and is after (each NULL: none). The rule in force whose words are
 * those of the rule in before becomes the rule in after, as schedule_set() changes one, or is taken
 * off where after states none; where there is no such rule, the task gets the one in after, unless
 * it has one of the same words already. */
gboolean task_rule_change(Db *db, const Reckoning *reckoning, gint64 task, const char *before,
                          const char *after, GError **error);

/* rule_choice.h: which rule of a task a command means. */
#pragma once

#include "core/model/schedule.h"

/* The rule of task with that id, or, with id 0, the only one that is in force and counted so
 * (basis: a Basis, or -1 for any). Where there is none, or several, error says so and names them.
 * option is the one that names it: --schedule. The caller frees. */
Schedule *rule_choice(Db *db, gint64 task, gint64 id, int basis, const char *option,
                      GError **error);

/* What to do about a rule that schedule_lacks_anchor(), with the command as it may be typed on day
 * today. The caller frees. */
char *rule_choice_anchor_words(const Schedule *schedule, Day today);

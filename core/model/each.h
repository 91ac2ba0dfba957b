/* each.h: one thing done to several tasks at once: to all of them or to none, as one deed that is
 * undone in one step.
 *
 * tasks are gint64 ids, at least one, none twice. Each is refused as by the function that does it
 * to one task, which is also the one called where there is but one; the error then names the task.
 */
#pragma once

#include "core/model/progress.h"
#include "core/model/reckoning.h"
#include "core/rules/step.h"

/* As progress_record(), for what input says but its task. */
gboolean each_progress(Db *db, const Actor *actor, const ProgressInput *input, const GArray *tasks,
                       GError **error);

/* As way_take(). */
gboolean each_step(Db *db, const Actor *actor, const Reckoning *reckoning, const GArray *tasks,
                   Step step, Day made_on, const char *reason, GError **error);

/* As extension_ask(). *ids, when not NULL, receives the requests' ids (gint64) in the order of
 * tasks; unref it. */
gboolean each_extension(Db *db, const Actor *actor, const Reckoning *reckoning, const GArray *tasks,
                        const char *deadline, const char *reason, GArray **ids, GError **error);

/* As notice_issue(); texts has one for each of tasks. *ids as above, of the notices. */
gboolean each_notice(Db *db, const Actor *actor, const GArray *tasks, int level,
                     const char *const *texts, Day answer_by, GArray **ids, GError **error);

/* period_rows.h: rules and their periods, as commands show them. */
#pragma once

#include "core/model/obligation.h"
#include "tui/command/data.h"
#include "tui/command/invocation.h"

/* A rule with everything that is known of it. */
json_t *period_rows_schedule_json(const Schedule *schedule);

/* Its phrase and, where it has ended, since when: 每季度至少1次（2026-05-15 已停止）. The caller
 * frees. */
char *period_rows_schedule_text(const Schedule *schedule);

/* Writes obligations (Obligation*) in the invocation's format. FALSE and error. */
gboolean period_rows_write(Invocation *invocation, Db *db, const Reckoning *reckoning,
                           const GPtrArray *obligations, GError **error);

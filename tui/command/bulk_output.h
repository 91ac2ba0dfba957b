/* bulk_output.h: commands that change many tasks in one go: doing it, and telling what became of
 * each. */
#pragma once

#include "core/model/bulk.h"
#include "tui/command/invocation.h"

/* Does bulk to the tasks that the arguments name, or only tells what it would do. Returns the exit
 * status: STATUS_FAILED where no task is changed. */
int bulk_command(Invocation *invocation, const Bulk *bulk, gboolean dry_run);

/* task_tree.h: the tree of indicators as groups of tasks. For task_groups.c. */
#pragma once

#include "tui/screen/task_groups.h"

/* The indicators of the ledgers looked at (whole), or of those that refs (TaskRef) are of, as
 * TaskGroup* with nothing in them: each before those below it, and below one of its ledger where
 * these are several. The caller unrefs. NULL and error. */
GPtrArray *task_tree_read(App *app, const GArray *refs, gboolean whole, GError **error);

/* Whether two of them are, whatever is in them. */
gboolean task_tree_is_same(const GPtrArray *one, const GPtrArray *other);

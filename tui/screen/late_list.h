/* late_list.h: what is red today, the latest first. */
#pragma once

#include "core/model/task.h"
#include "tui/screen/app.h"

/* The tasks that query (as in TaskFilter) takes as TaskRefs: the most days late first; then what is
 * red for its periods alone, the longest missed first. What is split is among them for periods of
 * its own only. *missing receives how many are red for their periods alone. The caller unrefs; NULL
 * and error. */
GArray *late_list_read(App *app, const char *query, guint *missing, GError **error);

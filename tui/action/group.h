/* group.h: the groups in which menu and help name actions, what comes first on a screen, and what
 * the screen is for. */
#pragma once

#include "tui/action/action.h"

typedef enum {
  GROUP_HERE,   /* of this screen alone */
  GROUP_TASK,   /* of the chosen task */
  GROUP_SCREEN, /* going to screens */
  GROUP_TIDY,   /* with what is listed: finding, ordering, changing back, files */
  GROUP_MOVE,   /* of the cursor */
  GROUP_OTHER,
} ActionGroup;
#define GROUP_COUNT (GROUP_OTHER + 1)

/* 此处, 任务 … Static. */
const char *action_group_name(ActionGroup group);

ActionGroup action_group(const Action *action);

/* TRUE for what is most done on a screen, or with tasks that are marked there, and comes first in
 * its footer whatever its place in the table. */
gboolean action_comes_first(Context context, gboolean marked, ActionId id);

/* What a screen is for, in one or two sentences. Static; NULL for CONTEXT_GLOBAL, CONTEXT_LIST and
 * CONTEXT_TASKS, which are no screens. */
const char *context_purpose(Context context);

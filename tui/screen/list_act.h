/* list_act.h: what the moving actions, the mouse and reading anew do to any list. */
#pragma once

#include "tui/action/action.h"
#include "tui/widget/list.h"

/* Moves as the action says; FALSE where it is not one of moving. */
gboolean list_act(List *list, ActionId id);

/* Scrolls or chooses as a mouse event in area says; TRUE when a row was clicked twice. */
gboolean list_mouse(List *list, const Event *event, Area area);

/* Puts rows that were read anew (read, taken) into the place of those the list had (*rows, given
 * up; NULL: none), and chooses again the one that is the same as the chosen one. FALSE where it is
 * not among them: app_choice_lost(). TRUE also where none was chosen. */
gboolean list_take(List *list, GPtrArray **rows, GPtrArray *read, GEqualFunc same);

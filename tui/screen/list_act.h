/* list_act.h: what the moving actions and the mouse do to any list. */
#pragma once

#include "tui/action/action.h"
#include "tui/widget/list.h"

/* Moves as the action says; FALSE where it is not one of moving. */
gboolean list_act(List *list, ActionId id);

/* Scrolls or chooses as a mouse event in area says; TRUE when a row was clicked twice. */
gboolean list_mouse(List *list, const Event *event, Area area);

/* score_act.h: what can be done with an indicator, on the list and on its own page. */
#pragma once

#include "tui/screen/app.h"

/* TRUE for an action of 自评 that has a meaning for a node in a span. FALSE for all others. */
gboolean score_offers(const SystemNode *node, const char *span, ActionId id);

/* Opens the form of such an action; FALSE where id is none of them. */
gboolean score_act(App *app, ActionId id, gint64 node, const char *span);

/* first.h: where a person can begin while the file has no ledger: three ways, and at the first
 * start a tour. Shown by 今日 and 台账 in place of what they would have to show. */
#pragma once

#include "tui/screen/app.h"

typedef struct {
  gsize current; /* the way that is chosen */
} First;

/* Paints all of area. */
void first_paint(App *app, const First *first, Term *term, Area area);

/* Does an action; FALSE where it is none of the page's. */
gboolean first_act(App *app, First *first, ActionId id);

void first_mouse(App *app, First *first, const Event *event, Area area);

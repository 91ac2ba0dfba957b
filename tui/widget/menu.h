/* menu.h: a window of things to do, in groups: the groups at the left, those of the chosen group at
 * the right. All of it is reached with the arrows and Enter alone, or with the mouse. */
#pragma once

#include "tui/term/term.h"

typedef struct {
  const char *group; /* 任务; those of a group stand together */
  const char *name;  /* 记录进展 */
  const char *key;   /* shown beside it; may be NULL */
  const char *help;  /* one sentence, shown below when it is chosen; may be NULL */
} MenuItem;

typedef struct Menu Menu;

/* Items, at least one, are copied. The one at index current is chosen to begin with. */
Menu *menu_new(const char *title, const MenuItem *items, gsize count, gsize current);
void menu_free(Menu *menu);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Menu, menu_free)

typedef enum {
  MENU_OPEN,
  MENU_CHOSEN,
  MENU_LEFT,
  MENU_IGNORED, /* a key that means nothing here: perhaps one of those shown beside the items */
} MenuResult;

/* Feeds an event. On MENU_CHOSEN, *index is the item's place in items as given. ↑ ↓ go on from
 * group to group, ← to the groups, → or Enter into one, Enter or a click takes an item, Esc leaves.
 */
MenuResult menu_event(Menu *menu, const Event *event, gsize *index);

/* Paints the window in the middle of area, over what is there. */
void menu_paint(Menu *menu, Term *term, Area area);

/* unitbox.h: a window to put several units together, each with its role: add, take away, order.
 *
 * The last row adds one: Enter there, or typing anywhere, opens the list of units. ← → change a
 * role, { } move a row up and down, Delete takes it away, Enter or Space on it changes its role;
 * Esc closes. Everything that is done counts at once: there is nothing to confirm.
 */
#pragma once

#include "tui/term/term.h"

typedef struct UnitBox UnitBox;

/* A unit in the window; role is a place in the roles given. */
typedef struct {
  char *name;
  gsize role;
} UnitBoxRow;

/* units are the names to choose from, roles what each may be (both NULL-terminated, copied); roles
 * NULL: units have none. role is what an added one is. */
UnitBox *unitbox_new(const char *title, const char *const *units, const char *const *roles,
                     gsize role);
void unitbox_free(UnitBox *box);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(UnitBox, unitbox_free)

/* Adds a unit at the end, to begin with. */
void unitbox_add(UnitBox *box, const char *name, gsize role);

/* Opens the list of units, to add one. */
void unitbox_choose(UnitBox *box);

/* What is in it: an array of UnitBoxRow, borrowed until the next event. */
const GArray *unitbox_rows(const UnitBox *box);

typedef enum { UNITBOX_OPEN, UNITBOX_CHANGED, UNITBOX_LEFT } UnitBoxResult;

/* Feeds an event. */
UnitBoxResult unitbox_event(UnitBox *box, const Event *event);

/* Takes what stands chosen in the list of units, where it is open and the person has looked for it:
 * UNITBOX_CHANGED. UNITBOX_LEFT: there was nothing to take. UNITBOX_OPEN: what was looked for is
 * not there. */
UnitBoxResult unitbox_finish(UnitBox *box);

/* TRUE while the list of units is open over it. */
gboolean unitbox_is_choosing(const UnitBox *box);

/* Paints the window in the middle of area, over what is there. */
void unitbox_paint(UnitBox *box, Term *term, Area area);

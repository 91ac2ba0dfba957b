/* terminfo.h: what terminfo says about the terminal. Apart from the rest because <term.h> takes
 * words like "columns" and "lines" away from whoever includes it. */
#pragma once

#include <glib.h>

/* TRUE when a terminal of this name is known and can place its cursor. */
gboolean terminfo_usable(const char *name);

/* TRUE when it is said to take colours by their parts. */
gboolean terminfo_is_direct(const char *name);

/* A capability of the open terminal ("kcuu1"), or NULL. Borrowed. */
const char *terminfo_string(const char *capability);

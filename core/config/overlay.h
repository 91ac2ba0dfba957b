/* overlay.h: a person's own file on top of the one that comes with the program: what is right in it
 * counts, what is wrong is left out and told.
 */
#pragma once

#include "core/config/document.h"

/* Takes one entry into data, with what is wrong inside it in problems; FALSE and error where it is
 * wrong as a whole. */
typedef gboolean (*OverlayEntry)(const DocumentNode *key, const DocumentNode *value, gpointer data,
                                 GPtrArray *problems, GError **error);

/* Reads the entries of path, a mapping, one by one; what is wrong is added to problems (char*). A
 * file that does not exist or is empty is none. */
void overlay_read(const char *path, OverlayEntry entry, gpointer data, GPtrArray *problems);

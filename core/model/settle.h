/* settle.h: saving a field that somebody else may have changed meanwhile, where nobody can be
 * asked.
 *
 * What becomes of it is decided by core/rules/merge.h.
 */
#pragma once

#include "core/rules/merge.h"
#include "core/store/db.h"

/* As merge_text() where nobody can be asked: sets error (STORE_ERROR_CONFLICT, which names the
 * field by label and says what stands there now) and returns FALSE for MERGE_BOTH. */
gboolean settle_text(const char *label, const char *base, const char *mine, const char *theirs,
                     GError **error);

/* The same where the value (a unit's name, a kind) is told apart by a number; now is its word. */
gboolean settle_number(const char *label, gint64 base, gint64 mine, gint64 theirs, const char *now,
                       GError **error);

/* Sets that error for a field whose value is now (NULL: empty); returns FALSE. */
gboolean settle_refuse(const char *label, const char *now, GError **error);

/* frozen.h: what belongs to a ledger that is 封存 is read-only.
 *
 * Every write passes frozen_check(), so that neither a form, nor an undo, nor an import can change
 * a year that is closed. To a ledger belong its own row and all that goes when it goes: rows that
 * refer to it, or to a task of it, ON DELETE CASCADE. What only mentions it (rolled_from of the
 * next year, a system's ledger) does not.
 */
#pragma once

#include "core/store/db.h"

/* Why nothing of a ledger may be changed that was 封存 on a day, and what to do. The caller frees.
 */
char *frozen_text(const char *title, int year, Day frozen_on);

/* Before anything is written: the ledgers that are 封存, id (gint64*) → frozen_text(). Unref it;
 * NULL and error. */
GHashTable *frozen_read(Db *db, GError **error);

/* When it has been written: FALSE with STORE_ERROR_REFUSED and frozen_text() where changeset
 * touches a ledger of frozen. One that the same writing has 启封 may be changed by it, too; the set
 * is left without it. Costs nothing where frozen is empty. */
gboolean frozen_check(Db *db, GHashTable *frozen, const void *changeset, gsize size,
                      GError **error);

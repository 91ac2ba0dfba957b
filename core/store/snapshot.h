/* snapshot.h: a whole copy of a ledger file while others may be writing to it. Only for core/store.
 */
#pragma once

#include "core/store/db.h"

/* Copies what source has into the file at path, which must be there and empty, and brings it to the
 * disk. It goes in steps, between which others save; where they save so often that it would never
 * come to its end, it takes one short read lock. The copy is of one state of the file: the newest
 * when the last step was taken. FALSE and error; what is at path is then worth nothing. */
gboolean snapshot_copy(Db *source, const char *path, GError **error);

/* Writes what source has over all that is in target, as one transaction: wholly or not at all.
 * target must hold its file alone, and be in no transaction. FALSE and error; also where all is
 * written, but into a file that is no longer at its path (STORE_ERROR_MOVED). */
gboolean snapshot_overwrite(Db *source, Db *target, GError **error);

/* Opens a copy for reading without ever migrating it. NULL and error. */
Db *snapshot_open(const char *path, GError **error);

/* TRUE where SQLite finds its pages in order (quick_check); FALSE and STORE_ERROR_DAMAGED with what
 * it found first, or another error. */
gboolean snapshot_check(Db *copy, GError **error);

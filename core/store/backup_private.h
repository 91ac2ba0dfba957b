/* backup_private.h: what making, listing and restoring copies share. Only for core/store. */
#pragma once

#include "core/store/backup.h"

/* The ledger's name without .db, by which its copies begin. The caller frees. */
char *backup_stem(const char *ledger);

/* The moment of a time in local time. */
RotationMoment backup_moment(gint64 seconds);

/* Gives the file at temporary the name of a copy of that kind in folder, with the first turn that
 * is free. The path of it; NULL with errno set: temporary is as it was. */
char *backup_publish(const char *temporary, const char *folder, const char *stem, BackupKind kind,
                     RotationMoment when, int version);

/* Where a copy named by hand goes; where keeping is to begin. */
gboolean backup_fail(const char *path, const char *doing, GError **error);

/* Removes the copies that need no more be kept: the made ones in folder alone. */
void backup_rotate(const char *ledger, const char *folder);

/* An empty file in folder under a name of its own, of the mode a copy of ledger has. What makers
 * that were killed left there and beside the ledger is removed (stale.h). The caller
 * frees, and unlinks what lies there. NULL and error. */
char *backup_temporary(const char *ledger, const char *folder, GError **error);

/* Makes the folder where it is missing, for those who may use the ledger. */
gboolean backup_make_folder(const char *ledger, const char *folder, GError **error);

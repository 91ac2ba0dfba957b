/* named_copy.h: the copy of the ledger file that a person names in a command. */
#pragma once

#include "core/store/backup.h"

typedef struct {
  char *path;      /* where it can be opened, as often as is needed */
  char *shown;     /* how people know it; UTF-8 */
  gboolean is_own; /* it is one of the plan's copies */
  char *folder;    /* private, with what was named in it; NULL: path is what was named */
} NamedCopy;

/* Removes what was made for it. */
void named_copy_clear(NamedCopy *copy);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(NamedCopy, named_copy_clear)

/* Finds it: a file; else one of the plan's copies by its name or path, or the newest of a day
 * (2026-11-28). Restricted (confine.h) the plan's own copies come first, and any other file has to
 * lie in the exchange folder: since somebody may put another in its place at any moment, its bytes
 * are taken from what was looked at. FALSE and error; copy is cleared in either case. */
gboolean named_copy_find(const BackupPlan *plan, const char *argument, NamedCopy *copy,
                         GError **error);

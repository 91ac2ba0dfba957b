/* named_copy.h: the copy of the ledger file that a person names in a command. */
#pragma once

#include "core/store/backup.h"

/* Its path: that of a file; else of one of the plan's copies by its name or path, or the newest of
 * a day (2026-11-28). Restricted (confine.h) its own copies come first, and any other file has to
 * lie in the exchange folder. The caller frees; NULL and error. */
char *named_copy_find(const BackupPlan *plan, const char *argument, GError **error);

/* TRUE where a path is that of one of the plan's own copies. */
gboolean named_copy_is_own(const BackupPlan *plan, const char *path);

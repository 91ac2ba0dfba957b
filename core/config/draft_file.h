/* draft_file.h: what the writing and the reading of drafts share. Only for draft*.c. */
#pragma once

#include "core/config/draft.h"

/* How a draft names its ledger file: the same from every folder, and text. The caller frees. */
char *draft_database_key(const char *database);

/* TRUE while the process of that number which began then still runs. */
gboolean draft_is_running(gint64 process, gint64 started);

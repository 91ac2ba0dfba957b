/* holder.h: which process keeps others from saving, as far as the system says. Only for core/store.
 */
#pragma once

#include <glib.h>

/* Who holds a lock on a file for writing, as people read it: 张三的进程 123（已被暂停…）. NULL
 * where nobody does, or it is not known. The caller frees. */
char *holder_text(guint64 device, guint64 inode);

/* permit.h: who may write. Every store_write() passes here.
 */
#pragma once

#include "core/store/write.h"

/* Makes who writes known to the file; the first one becomes its 管理员. FALSE and error. */
gboolean permit_admit(Db *db, const char *login, GError **error);

/* widen.h: entries made before a newer version of the file gave their tables more columns. Only for
 * core/store. */
#pragma once

#include "core/store/changeset.h"

/* Copies a sound changeset into *wide (g_byte_array_unref() it), its rows filled up to the columns
 * that their tables have now, so that it can be taken back and compared with what that did:
 *
 * - a row that was put in gets NULL, so that what a colleague wrote there since is in the way of
 *   taking it back, or what stands there now where a column always holds something;
 * - a row that was removed gets NULL; refused where a column must hold something;
 * - a row that was changed leaves them alone.
 *
 * FALSE with STORE_ERROR_REFUSED, and why in Chinese, where the change cannot be taken back for
 * what was added then: the state of a task and a case, for which newer versions wrote steps. */
gboolean changeset_widen(Db *db, const void *data, gsize size, GByteArray **wide, GError **error);

/* header.h: is this file ours? Answered before SQLite reads, locks or recovers anything. */
#pragma once

#include "core/store/db.h"

/* Refuses what is not there, may not be read, or is no regular file. */
gboolean header_check_kind(const char *path, GError **error);

/* Reads the 100 bytes every SQLite file begins with, through the open handle (an own descriptor
 * would, when closed, drop the locks this process holds on the file) and refuses what is empty,
 * foreign, in WAL mode, or of a version after newest. */
gboolean header_check(const Db *db, int newest, GError **error);

/* Refuses a file that is shorter than its pages: SQLite itself overlooks a last page cut in the
 * middle. Reads under a lock, so that a colleague who is saving is not taken for damage. */
gboolean header_check_size(Db *db, GError **error);

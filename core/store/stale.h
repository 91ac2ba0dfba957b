/* stale.h: new ledger files that never got their name, since their maker was killed. */
#pragma once

#include <glib.h>

/* How files are called until they have their name; in the folder of the file to be. */
#define STALE_PATTERN ".taizhang.XXXXXX"

/* Removes from directory the files of such names, with their journals, that are the user's own, no
 * process has open, and are older by a minute than the file fresh, which was made just now. */
void stale_remove(const char *directory, const char *fresh);

/* stale.h: new ledger files and copies that never got their name, since their maker was killed. */
#pragma once

#include <glib.h>

/* How files are called until they have their name; in the folder of the file to be. */
#define STALE_PATTERN ".taizhang.XXXXXX"

/* Removes from directory the files of such names, with their journals, that no process has open and
 * that are older than the file fresh, which was made just now: the user's own by a minute, those of
 * others, of whose processes nothing may be known, by a day. */
void stale_remove(const char *directory, const char *fresh);

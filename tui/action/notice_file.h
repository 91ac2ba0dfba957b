/* notice_file.h: a 督办单 as a file, to be printed; the same for the command and the screen. */
#pragma once

#include "core/config/letters.h"
#include "core/model/supervision.h"

/* Writes a notice into a new file, never over one that is there: as Word where the name ends in
 * .docx, by delivery_file() as a text page else. now is in seconds since 1970-01-01 UTC. */
gboolean notice_file(Db *db, const Reckoning *reckoning, const Letters *letters,
                     const Notice *notice, gint64 now, const char *path, GError **error);

/* office.h: the whole ledger of a lower office (下级单位), as its own program exported it, beside
 * our own: taken in the first time, compared field by field later (import.h).
 */
#pragma once

#include "core/exchange/import/import.h"

/* Reads a file that is a whole ledger: an export of this program (xlsx, docx, csv), or YAML or
 * JSON. *content is NULL where it is another kind of file, as a 填报表 is. this_year is today's.
 * FALSE and error. */
gboolean office_read(Db *db, const char *path, int this_year, const Watch *watch, Content **content,
                     GError **error);

/* What taking content (taken, also on failure) in as unit's ledger would change: in the ledger of
 * that unit, title and year, or as a new one. What is added or changed is chosen, what is gone is
 * not. Units that are not known wait for being decided. NULL and error. */
ImportPlan *office_plan(Db *db, const Actor *actor, const Reckoning *reckoning, Content *content,
                        gint64 unit, const Watch *watch, GError **error);

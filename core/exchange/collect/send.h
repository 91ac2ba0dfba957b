/* send.h: sending out: a file for each unit, and all of it on record, together or not at all. */
#pragma once

#include "core/model/sendout.h"
#include "core/rules/watch.h"

/* Writes the table of each unit of plan into folder (encoding of file names; made where it is
 * missing) under the name the plan gives it, and puts the whole on record, journaled "sendout.add".
 * A file that is there already is refused, unless replace. Where anything fails, no file is left
 * and nothing is on record. The ids in plan are set. */
gboolean send_run(Db *db, const Actor *actor, SendoutPlan *plan, const char *folder,
                  gboolean replace, const Watch *watch, GError **error);

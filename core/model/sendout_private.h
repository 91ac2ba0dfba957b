/* sendout_private.h: what planning a 下发 knows of units. For sendout*.c alone. */
#pragma once

#include "core/model/sendout.h"

/* The units of a file; borrows db. */
typedef struct SendoutUnits SendoutUnits;

/* NULL and error. */
SendoutUnits *sendout_units_new(Db *db, GError **error);
void sendout_units_free(SendoutUnits *units);

/* The name of a unit; "" where there is none. Borrowed. */
const char *sendout_units_name(const SendoutUnits *units, gint64 unit);

/* Adds to ids (gint64) the unit itself or, of a group whose members are known, these, also those of
 * groups in it; none twice. */
gboolean sendout_units_expand(SendoutUnits *units, gint64 unit, GArray *ids, GError **error);

/* Which units answer for which of tasks (gint64* → any): unit (gint64*) → the set of the keys of
 * its tasks, which are those of tasks. Unref it; NULL and error. */
GHashTable *sendout_units_answering(SendoutUnits *units, GHashTable *tasks, GError **error);

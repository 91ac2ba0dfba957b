/* unit_private.h: what the files of unit.h share. */
#pragma once

#include "core/model/unit.h"

/* Which unit a name finds. */
typedef struct {
  gint64 unit;    /* the unit in use; 0: the name is free */
  char *name;     /* its full name; NULL: free */
  gboolean ended; /* the name is that of a unit that went into it, and stays */
} UnitHolder;

gboolean unit_name_holder(Db *db, const char *name, UnitHolder *holder, GError **error);
void unit_holder_clear(UnitHolder *holder);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(UnitHolder, unit_holder_clear)

/* Refuses a name (stripped) that no unit may have. */
gboolean unit_name_check(const char *name, GError **error);

/* Refuses a name because holder has it; returns FALSE. */
gboolean unit_name_refuse(const char *name, const UnitHolder *holder, GError **error);

/* Inside a writer: one more name, which is free. */
gboolean unit_alias_insert(Db *db, gint64 unit, const char *name, UnitOrigin origin, Day day,
                           GError **error);

/* *answer: whether unit is upper or stands below it, at any depth. */
gboolean unit_is_below(Db *db, gint64 upper, gint64 unit, gboolean *answer, GError **error);

/* *answer: whether unit is group or a member of it, at any depth. */
gboolean unit_is_inside(Db *db, gint64 group, gint64 unit, gboolean *answer, GError **error);

/* Inside a writer: moves what refers to from, and is not of a 封存 ledger, to into, and ends from.
 */
gboolean unit_move(Db *db, gint64 from, gint64 into, UnitOrigin by, Day day, GError **error);

/* unit_order.h: units in the order of their pinyin, for lists of tasks. For the model alone. */
#pragma once

#include "core/store/db.h"

typedef struct UnitOrder UnitOrder;

/* All units, by the initials of their names and then by the names; NULL and error. */
UnitOrder *unit_order_read(Db *db, GError **error);
void unit_order_free(UnitOrder *order);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(UnitOrder, unit_order_free)

/* The place of a unit, from 1; 0 where there is none of that id. */
guint unit_order_place(const UnitOrder *order, gint64 unit);

/* The unit at a place. The name is borrowed. */
gint64 unit_order_id(const UnitOrder *order, guint place);
const char *unit_order_name(const UnitOrder *order, guint place);

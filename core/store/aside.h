/* aside.h: numbers of tasks that change places in a changeset to be applied. Only for core/store.
 */
#pragma once

#include "core/store/shape.h"

/* Inside a writer, for a sound changeset that is about to be applied: every task whose number it
 * changes, and that has the number it changes, takes minus its id for the while, and the changeset
 * takes it for such a one from then on. So rows that exchange their numbers can be changed one
 * after the other. FALSE and error. */
gboolean aside_step(Db *db, Shapes *shapes, void *changeset, gsize size, GError **error);

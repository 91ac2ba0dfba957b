/* id_places.h: where in a list of records the one of an id stands. */
#pragma once

#include <glib.h>

typedef struct IdPlaces IdPlaces;

/* records are structures whose first member is their id (gint64), no id twice. Borrowed; they must
 * stay where they are. */
IdPlaces *id_places_new(const GArray *records);

void id_places_free(IdPlaces *places);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IdPlaces, id_places_free)

/* The record of that id; NULL where there is none. Borrowed. Quick where ids lie close, or the one
 * asked for before is near it. */
gpointer id_places_find(IdPlaces *places, gint64 id);

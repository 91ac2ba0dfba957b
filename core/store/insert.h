/* insert.h: many rows put into a table by few statements. Starting and ending a statement costs
 * more than the row it puts in.
 */
#pragma once

#include "core/store/db.h"

typedef struct Insert Insert;

/* into: "INSERT INTO step (task, name)", of that many columns; after: what comes behind the values,
 * " ON CONFLICT DO NOTHING"; "": nothing. Both and db stay. */
Insert *insert_new(Db *db, const char *into, guint columns, const char *after);
void insert_free(Insert *rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Insert, insert_free)

/* The next value of the row that is being made; after the last column the next row begins. Text is
 * copied; NULL and DAY_NONE are NULL. */
void insert_int(Insert *rows, gint64 value);
void insert_text(Insert *rows, const char *value);
void insert_day(Insert *rows, Day value);
void insert_null(Insert *rows);

/* Inside a writer: puts in all that were made, in their order. FALSE and error. */
gboolean insert_put(Insert *rows, GError **error);

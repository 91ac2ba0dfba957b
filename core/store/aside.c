#include "core/store/aside.h"

#include <string.h>

#include "core/store/raw.h"

#define SQL_NUMBERS "SELECT id, number FROM task WHERE id IN (SELECT value FROM json_each(?1))"
#define SQL_ASIDE "UPDATE task SET number = -id WHERE id IN (SELECT value FROM json_each(?1))"

/* Where in the changeset the number stands that a task has to have. */
typedef struct {
  gint64 task;
  gint64 number;
  gsize at;
} NumberPlace;

static gsize number_column(Shapes *shapes) {
  gsize column = 0;
  while (column < RAW_COLUMNS && !g_str_equal(shapes_column(shapes, "task", (int)column), "number"))
    column++;
  return column;
}

/* NumberPlace of each task whose number changes, and their ids. */
static GArray *find_numbers(Shapes *shapes, const guint8 *changeset, gsize size, GArray *ids) {
  GArray *places = g_array_new(FALSE, FALSE, sizeof(NumberPlace));
  gsize column = number_column(shapes);
  RawRow row;
  raw_start(&row, changeset, size);
  while (raw_next(&row)) {
    NumberPlace place;
    if (row.operation != SQLITE_UPDATE || !g_str_equal(row.table, "task") ||
        !raw_old_integer(&row, column, &place.number))
      continue;
    place.task = raw_id(&row);
    place.at = (gsize)(row.old[column] - changeset);
    g_array_append_val(places, place);
    g_array_append_val(ids, place.task);
  }
  return places;
}

static void expect_aside(guint8 *changeset, const NumberPlace *place) {
  guint64 aside = GUINT64_TO_BE((guint64)-place->task);
  memcpy(changeset + place->at + 1, &aside, sizeof aside);
}

/* Keeps of ids those of tasks that have the numbers they have to have. */
static gboolean keep_unmoved(Db *db, guint8 *changeset, const GArray *places, GArray *ids,
                             GError **error) {
  g_autoptr(GHashTable) place_of = g_hash_table_new(g_int64_hash, g_int64_equal);
  for (guint i = 0; i < places->len; i++) {
    NumberPlace *place = &g_array_index(places, NumberPlace, i);
    g_hash_table_insert(place_of, &place->task, place);
  }
  Query *query = query_new(db, SQL_NUMBERS);
  query_bind_ids(query, 1, ids);
  g_array_set_size(ids, 0);
  while (query_next(query)) {
    gint64 task = query_int(query, 0);
    const NumberPlace *place = g_hash_table_lookup(place_of, &task);
    if (place->number != query_int(query, 1))
      continue;
    expect_aside(changeset, place);
    g_array_append_val(ids, task);
  }
  return query_finish(query, error);
}

/* One statement for all: each makes the tables anew that the index of open tasks needs to know what
 * is no longer open. */
gboolean aside_step(Db *db, Shapes *shapes, void *changeset, gsize size, GError **error) {
  g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  g_autoptr(GArray) places = find_numbers(shapes, changeset, size, ids);
  if (places->len == 0)
    return TRUE;
  if (!keep_unmoved(db, changeset, places, ids, error))
    return FALSE;
  Query *query = query_new(db, SQL_ASIDE);
  query_bind_ids(query, 1, ids);
  return query_run(query, error);
}

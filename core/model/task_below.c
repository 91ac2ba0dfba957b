/* task_below.c: tasks put right below others, and the numbers of a whole ledger gone over once for
 * all of them. */
#include "core/model/task_number.h"
#include "core/model/task_order.h"

#define SQL_ALL "SELECT id, number FROM task WHERE ledger = ?1 ORDER BY number"

typedef struct {
  gint64 id;
  gint64 number;
} Row;

static GArray *read_all(Db *db, gint64 ledger, GError **error) {
  g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(Row));
  Query *query = query_new(db, SQL_ALL);
  query_bind_int(query, 1, ledger);
  while (query_next(query)) {
    Row row = {query_int(query, 0), query_int(query, 1)};
    g_array_append_val(rows, row);
  }
  return query_finish(query, error) ? g_steal_pointer(&rows) : NULL;
}

static void renumber(GArray *numbers, const Row *row, gint64 to) {
  TaskNumber number = {row->number, to};
  g_array_append_val(numbers, number);
}

/* Where the tasks are among rows, by their own id and by that of the one above: Row*. */
typedef struct {
  GHashTable *moved;
  GHashTable *below;
} Places;

static void places_clear(Places *places) {
  g_hash_table_unref(places->moved);
  g_hash_table_unref(places->below);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Places, places_clear)

static void find_places(Places *found, const GArray *places, const GArray *rows) {
  found->moved = g_hash_table_new(g_int64_hash, g_int64_equal);
  found->below = g_hash_table_new(g_int64_hash, g_int64_equal);
  for (guint i = 0; i < places->len; i++) {
    TaskBelow *place = &g_array_index(places, TaskBelow, i);
    g_hash_table_insert(found->moved, &place->task, place);
  }
  for (guint i = 0; i < rows->len; i++) {
    Row *row = &g_array_index(rows, Row, i);
    TaskBelow *place = g_hash_table_lookup(found->moved, &row->id);
    if (place != NULL)
      g_hash_table_insert(found->below, &place->above, row);
  }
}

gboolean task_put_below(Db *db, gint64 ledger, const GArray *places, GError **error) {
  g_autoptr(GArray) rows = read_all(db, ledger, error);
  if (rows == NULL)
    return FALSE;
  g_auto(Places) found = {0};
  find_places(&found, places, rows);
  g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(TaskNumber));
  gint64 next = G_MININT;
  for (guint i = 0; i < rows->len; i++) {
    const Row *row = &g_array_index(rows, Row, i);
    if (g_hash_table_contains(found.moved, &row->id))
      continue;
    gint64 number = MAX(row->number, next);
    next = number + 1;
    renumber(numbers, row, number);
    const Row *below = g_hash_table_lookup(found.below, &row->id);
    if (below != NULL)
      renumber(numbers, below, next++);
  }
  return task_numbers_store(db, ledger, numbers, error);
}

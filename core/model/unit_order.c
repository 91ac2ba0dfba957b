#include "core/model/unit_order.h"

#include <string.h>

#include "core/rules/initials.h"

#define SQL_UNITS "SELECT id, name FROM unit"

typedef struct {
  gint64 id;
  char *name, *initials;
} Entry;

struct UnitOrder {
  GArray *entries;    /* Entry */
  GHashTable *places; /* &entry.id → its place, from 1 */
};

static void entry_clear(gpointer data) {
  Entry *entry = data;
  g_free(entry->name);
  g_free(entry->initials);
}

static int by_pinyin(gconstpointer a, gconstpointer b) {
  const Entry *left = a, *right = b;
  int order = strcmp(left->initials, right->initials);
  return order != 0 ? order : strcmp(left->name, right->name);
}

UnitOrder *unit_order_read(Db *db, GError **error) {
  g_autoptr(UnitOrder) order = g_new0(UnitOrder, 1);
  order->entries = g_array_new(FALSE, FALSE, sizeof(Entry));
  g_array_set_clear_func(order->entries, entry_clear);
  order->places = g_hash_table_new(g_int64_hash, g_int64_equal);
  Query *query = query_new(db, SQL_UNITS);
  while (query_next(query)) {
    const char *name = query_text(query, 1);
    Entry entry = {query_int(query, 0), g_strdup(name), initials_of(name)};
    g_array_append_val(order->entries, entry);
  }
  if (!query_finish(query, error))
    return NULL;
  g_array_sort(order->entries, by_pinyin);
  for (guint i = 0; i < order->entries->len; i++)
    g_hash_table_insert(order->places, &g_array_index(order->entries, Entry, i).id,
                        GUINT_TO_POINTER(i + 1));
  return g_steal_pointer(&order);
}

void unit_order_free(UnitOrder *order) {
  if (order == NULL)
    return;
  g_hash_table_unref(order->places);
  g_array_unref(order->entries);
  g_free(order);
}

guint unit_order_place(const UnitOrder *order, gint64 unit) {
  return GPOINTER_TO_UINT(g_hash_table_lookup(order->places, &unit));
}

gint64 unit_order_id(const UnitOrder *order, guint place) {
  return g_array_index(order->entries, Entry, place - 1).id;
}

const char *unit_order_name(const UnitOrder *order, guint place) {
  return g_array_index(order->entries, Entry, place - 1).name;
}

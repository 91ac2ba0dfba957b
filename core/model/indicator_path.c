#include "core/model/indicator_path.h"

struct IndicatorPaths {
  GPtrArray *nodes;   /* Indicator*, each before its children */
  GHashTable *places; /* &node->id → its place, from 1 */
};

IndicatorPaths *indicator_paths_read(Db *db, GError **error) {
  g_autoptr(GPtrArray) nodes = indicator_list(db, 0, error);
  if (nodes == NULL)
    return NULL;
  IndicatorPaths *paths = g_new0(IndicatorPaths, 1);
  paths->places = g_hash_table_new(g_int64_hash, g_int64_equal);
  for (guint i = 0; i < nodes->len; i++) {
    const Indicator *node = nodes->pdata[i];
    g_hash_table_insert(paths->places, (gpointer)&node->id, GUINT_TO_POINTER(i + 1));
  }
  paths->nodes = g_steal_pointer(&nodes);
  return paths;
}

void indicator_paths_free(IndicatorPaths *paths) {
  if (paths == NULL)
    return;
  g_hash_table_unref(paths->places);
  g_ptr_array_unref(paths->nodes);
  g_free(paths);
}

const Indicator *indicator_paths_node(const IndicatorPaths *paths, guint place) {
  return paths->nodes->pdata[place - 1];
}

static guint place_of(const IndicatorPaths *paths, gint64 indicator) {
  return GPOINTER_TO_UINT(g_hash_table_lookup(paths->places, &indicator));
}

guint indicator_paths_at(const IndicatorPaths *paths, gint64 indicator, int level) {
  guint place = place_of(paths, indicator);
  while (place != 0 && indicator_paths_node(paths, place)->level > level)
    place = place_of(paths, indicator_paths_node(paths, place)->parent);
  return place != 0 && indicator_paths_node(paths, place)->level == level ? place : 0;
}

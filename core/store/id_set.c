#include "core/store/id_set.h"

#include <string.h>

#define BITS 8
/* Up to this id a bit stands for each, 2 MB in all; SQLite counts up to 2^63, and a file may be
 * made to begin there. */
#define NEAR_LAST ((1 << 24) - 1)
#define BYTES_FIRST 4096

struct IdSet {
  guint8 *near; /* a bit for each id up to size * BITS - 1 */
  gsize size;
  GHashTable *far; /* gint64: those after NEAR_LAST; NULL: none */
  guint64 count;
};

IdSet *id_set_new(void) {
  return g_new0(IdSet, 1);
}

void id_set_free(IdSet *set) {
  if (set == NULL)
    return;
  g_free(set->near);
  g_clear_pointer(&set->far, g_hash_table_unref);
  g_free(set);
}

static void reach(IdSet *set, gsize byte) {
  gsize size = MAX(set->size, BYTES_FIRST);
  while (size <= byte)
    size *= 2;
  set->near = g_realloc(set->near, size);
  memset(set->near + set->size, 0, size - set->size);
  set->size = size;
}

void id_set_add(IdSet *set, gint64 id) {
  if (id_set_has(set, id))
    return;
  set->count++;
  if (id < 0 || id > NEAR_LAST) {
    if (set->far == NULL)
      set->far = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    g_hash_table_add(set->far, g_memdup2(&id, sizeof id));
    return;
  }
  gsize byte = (gsize)id / BITS;
  if (byte >= set->size)
    reach(set, byte);
  set->near[byte] |= (guint8)(1 << (id % BITS));
}

void id_set_remove(IdSet *set, gint64 id) {
  if (!id_set_has(set, id))
    return;
  set->count--;
  if (id < 0 || id > NEAR_LAST)
    g_hash_table_remove(set->far, &id);
  else
    set->near[id / BITS] &= (guint8) ~(1 << (id % BITS));
}

gboolean id_set_has(const IdSet *set, gint64 id) {
  if (id < 0 || id > NEAR_LAST)
    return set->far != NULL && g_hash_table_contains(set->far, &id);
  gsize byte = (gsize)id / BITS;
  return byte < set->size && (set->near[byte] & (1 << (id % BITS))) != 0;
}

gboolean id_set_is_empty(const IdSet *set) {
  return set->count == 0;
}

static void add_to_runs(GArray *runs, gint64 id) {
  IdRun *newest = runs->len > 0 ? &g_array_index(runs, IdRun, runs->len - 1) : NULL;
  if (newest != NULL && newest->last + 1 == id) {
    newest->last = id;
  } else {
    const IdRun run = {id, id};
    g_array_append_val(runs, run);
  }
}

static gint compare_ids(gconstpointer a, gconstpointer b) {
  gint64 left = *(const gint64 *)a, right = *(const gint64 *)b;
  return (left > right) - (left < right);
}

GArray *id_set_runs(const IdSet *set) {
  GArray *runs = g_array_new(FALSE, FALSE, sizeof(IdRun));
  g_autoptr(GList) far =
      set->far != NULL ? g_list_sort(g_hash_table_get_keys(set->far), compare_ids) : NULL;
  const GList *at = far;
  for (; at != NULL && *(const gint64 *)at->data < 0; at = at->next)
    add_to_runs(runs, *(const gint64 *)at->data);
  for (gsize byte = 0; byte < set->size; byte++) {
    /* Most are empty: the ids of one deed are few, and may be high. */
    for (guint bits = set->near[byte], bit = 0; bits != 0; bits >>= 1, bit++)
      if ((bits & 1) != 0)
        add_to_runs(runs, (gint64)(byte * BITS + bit));
  }
  for (; at != NULL; at = at->next)
    add_to_runs(runs, *(const gint64 *)at->data);
  return runs;
}

gboolean id_set_read(IdSet *set, Query *query, GError **error) {
  while (query_next(query))
    id_set_add(set, query_int(query, 0));
  return query_finish(query, error);
}

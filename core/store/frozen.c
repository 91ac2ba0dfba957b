#include "core/store/frozen.h"

#include "core/store/changeset.h"
#include "core/store/shape.h"

#define SQL_FROZEN "SELECT id, title, year, frozen_on FROM ledger WHERE frozen_on IS NOT NULL"
#define SQL_IN_USE "SELECT id FROM ledger WHERE frozen_on IS NULL"

#define FIRST_VERSION 3 /* of the file: schema-3.sql */

char *frozen_text(const char *title, int year, Day frozen_on) {
  char iso[DAY_TEXT_SIZE];
  /* What matters first: a terminal may cut the title. */
  return g_strdup_printf("该台账已于%s封存，只能查看；确需改动，请先启封并写明理由。"
                         "台账：《%s》（%d年）",
                         day_to_iso(frozen_on, iso), title, year);
}

/* A file that is still of a version before 3 knows no 封存. */
static gboolean knows_freezing(Db *db, gboolean *knows, GError **error) {
  Query *query = query_new(db, "PRAGMA user_version");
  *knows = query_next(query) && query_int(query, 0) >= FIRST_VERSION;
  return query_finish(query, error);
}

GHashTable *frozen_read(Db *db, GError **error) {
  g_autoptr(GHashTable) frozen = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
  gboolean knows;
  if (!knows_freezing(db, &knows, error))
    return NULL;
  if (!knows)
    return g_steal_pointer(&frozen);
  Query *query = query_new(db, SQL_FROZEN);
  while (query_next(query)) {
    gint64 id = query_int(query, 0);
    g_hash_table_insert(
        frozen, g_memdup2(&id, sizeof id),
        frozen_text(query_text(query, 1), (int)query_int(query, 2), query_day(query, 3)));
  }
  if (!query_finish(query, error))
    return NULL;
  return g_steal_pointer(&frozen);
}

/* Leaves out of frozen what has been 启封. */
static gboolean drop_thawed(Db *db, GHashTable *frozen, GError **error) {
  Query *query = query_new(db, SQL_IN_USE);
  while (query_next(query)) {
    gint64 id = query_int(query, 0);
    g_hash_table_remove(frozen, &id);
  }
  return query_finish(query, error);
}

static gboolean refuse_touched(Db *db, Shapes *shapes, GHashTable *frozen, const void *changeset,
                               gsize size, GError **error) {
  ChangesetIter *iter = changeset_start(db, changeset, size, error);
  if (iter == NULL)
    return FALSE;
  const char *refusal = NULL;
  ChangedRow row;
  while (refusal == NULL && changeset_next(iter, &row)) {
    gint64 before, after;
    shapes_ledgers(shapes, &row, &before, &after);
    refusal = g_hash_table_lookup(frozen, &before);
    if (refusal == NULL)
      refusal = g_hash_table_lookup(frozen, &after);
  }
  if (!changeset_end(db, iter, error))
    return FALSE;
  if (refusal == NULL)
    return TRUE;
  g_set_error_literal(error, STORE_ERROR, STORE_ERROR_REFUSED, refusal);
  return FALSE;
}

gboolean frozen_check(Db *db, GHashTable *frozen, const void *changeset, gsize size,
                      GError **error) {
  if (size == 0 || g_hash_table_size(frozen) == 0)
    return TRUE;
  g_autoptr(Shapes) shapes = shapes_new(db);
  return drop_thawed(db, frozen, error) &&
         refuse_touched(db, shapes, frozen, changeset, size, error);
}

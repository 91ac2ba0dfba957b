/* added.c: what was not there yet on a day, by going back through the journal. */
#include "core/store/changeset.h"
#include "core/store/journal.h"

#define SQL_FIRST "SELECT date(at, 'unixepoch', 'localtime') FROM journal ORDER BY seq LIMIT 1"
/* Whether an entry was made after the day, which ends where the next one begins in local time. */
#define SQL_BACKWARDS                                                                              \
  "SELECT at >= CAST(strftime('%s', ?1, '+1 day', 'utc') AS INTEGER), changeset FROM journal "     \
  "ORDER BY seq DESC"

gboolean journal_begun(Db *db, Day *day, GError **error) {
  Query *query = query_new(db, SQL_FIRST);
  *day = query_next(query) ? query_day(query, 0) : DAY_NONE;
  return query_finish(query, error);
}

/* Takes one entry back in ids, which then says what had not been there before that entry. */
static gboolean take_back(Db *db, Query *query, const char *table, GHashTable *ids,
                          GError **error) {
  gsize size = 0;
  const void *changeset = query_blob(query, 1, &size);
  ChangesetIter *iter = changeset_start(db, changeset, size, error);
  if (iter == NULL)
    return FALSE;
  ChangedRow row;
  while (changeset_next(iter, &row)) {
    if (row.operation == SQLITE_UPDATE || g_strcmp0(row.table, table) != 0)
      continue;
    gint64 id = changeset_id(&row);
    if (row.operation == SQLITE_INSERT)
      g_hash_table_add(ids, g_memdup2(&id, sizeof id));
    else
      g_hash_table_remove(ids, &id);
  }
  return changeset_end(db, iter, error);
}

GHashTable *journal_added_since(Db *db, const char *table, Day day, GError **error) {
  g_autoptr(GHashTable) ids = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  Query *query = query_new(db, SQL_BACKWARDS);
  query_bind_day(query, 1, day);
  while (query_next(query) && query_int(query, 0) != 0) {
    if (!take_back(db, query, table, ids, error)) {
      query_free(query);
      return NULL;
    }
  }
  if (!query_finish(query, error))
    return NULL;
  return g_steal_pointer(&ids);
}

/* added.c: what was not there yet on a day, by going back through the journal. */
#include "core/store/journal.h"
#include "core/store/raw.h"

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
static gboolean take_back(Db *db, Query *query, const char *table, IdSet *ids, GError **error) {
  gsize size = 0;
  const void *changeset = query_blob(query, 1, &size);
  if (!changeset_is_sound(changeset, size))
    return changeset_fail(db, SQLITE_CORRUPT, error);
  const char *entered = NULL;
  gboolean is_of_table = FALSE;
  RawRow row;
  raw_start(&row, changeset, size);
  while (raw_next(&row)) {
    if (row.table != entered) {
      entered = row.table;
      is_of_table = g_str_equal(row.table, table);
    }
    if (!is_of_table)
      continue;
    if (row.operation == SQLITE_INSERT)
      id_set_add(ids, raw_id(&row));
    else if (row.operation == SQLITE_DELETE)
      id_set_remove(ids, raw_id(&row));
  }
  return TRUE;
}

IdSet *journal_added_since(Db *db, const char *table, Day day, GError **error) {
  g_autoptr(IdSet) ids = id_set_new();
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

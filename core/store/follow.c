/* follow.c: what was written after an entry of the journal, row by row. */
#include "core/store/changeset.h"
#include "core/store/journal.h"
#include "core/store/shape.h"

#define SQL_AFTER                                                                                  \
  "SELECT seq, at, who, verb, summary, ifnull(task, 0), length(changeset),"                        \
  " CASE WHEN length(changeset) <= ?2 THEN changeset END FROM journal WHERE seq > ?1 ORDER BY seq"

/* An entry with more bytes brought in a whole file: nobody is told of each row of it. */
#define SIZE_MAX_TOLD (1 << 20)

typedef struct {
  Shapes *shapes;
  JournalSeen seen;
  gpointer data;
} Following;

static void tell(const Following *following, const JournalEntry *entry, const ChangedRow *row) {
  g_autoptr(GPtrArray) columns = g_ptr_array_new();
  for (int i = 0; row->operation == SQLITE_UPDATE && i < row->columns; i++) {
    if (row->key[i] == 0 && changeset_new(row, i) != NULL)
      g_ptr_array_add(columns, (gpointer)shapes_column(following->shapes, row->table, i));
  }
  g_ptr_array_add(columns, NULL);
  JournalRow told = {
      .entry = entry,
      .table = row->table,
      .id = changeset_id(row),
      .columns = (const char *const *)columns->pdata,
      .gone = row->operation == SQLITE_DELETE,
  };
  following->seen(&told, following->data);
}

static gboolean read_rows(Db *db, const Following *following, const JournalEntry *entry,
                          const void *changeset, gsize size, GError **error) {
  ChangesetIter *iter = changeset_start(db, changeset, size, error);
  if (iter == NULL)
    return FALSE;
  ChangedRow row;
  while (changeset_next(iter, &row))
    tell(following, entry, &row);
  return changeset_end(db, iter, error);
}

static gboolean read_entry(Db *db, Query *query, const Following *following, GError **error) {
  static const char *const none[] = {NULL};
  g_autoptr(JournalEntry) entry = g_new0(JournalEntry, 1);
  entry->seq = query_int(query, 0);
  entry->at = query_int(query, 1);
  entry->who = g_strdup(query_text(query, 2));
  entry->verb = g_strdup(query_text(query, 3));
  entry->summary = g_strdup(query_text(query, 4));
  entry->task = query_int(query, 5);
  if (query_int(query, 6) > SIZE_MAX_TOLD) {
    following->seen(&(JournalRow){.entry = entry, .columns = none}, following->data);
    return TRUE;
  }
  gsize size = 0;
  const void *changeset = query_blob(query, 7, &size);
  return read_rows(db, following, entry, changeset, size, error);
}

gboolean journal_follow(Db *db, gint64 after, JournalSeen seen, gpointer data, GError **error) {
  g_autoptr(Shapes) shapes = shapes_new(db);
  const Following following = {shapes, seen, data};
  Query *query = query_new(db, SQL_AFTER);
  query_bind_int(query, 1, after);
  query_bind_int(query, 2, SIZE_MAX_TOLD);
  while (query_next(query)) {
    if (!read_entry(db, query, &following, error)) {
      query_free(query);
      return FALSE;
    }
  }
  return query_finish(query, error);
}

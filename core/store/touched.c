/* touched.c: which fields of tasks were last changed by people, and not by a file. */
#include <string.h>

#include "core/store/changeset.h"
#include "core/store/journal.h"
#include "core/store/shape.h"

#define SQL_BACKWARDS "SELECT seq, verb, undoes, changeset FROM journal ORDER BY seq DESC"

/* What is known while the journal is read from its end. */
typedef struct {
  Shapes *shapes;
  GHashTable *fields; /* of what was seen so far: task/column → GINT_TO_POINTER(by people) */
  GHashTable *undone; /* gint64*: entries that a later one in force takes back */
} Reading;

static void clear(Reading *reading) {
  shapes_free(reading->shapes);
  g_hash_table_unref(reading->fields);
  g_hash_table_unref(reading->undone);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Reading, clear)

/* What was changed later counts: an earlier change of the same field says nothing. */
static void see(Reading *reading, gint64 task, const char *column, gboolean by_people) {
  g_autofree char *key = g_strdup_printf("%" G_GINT64_FORMAT "/%s", task, column);
  if (!g_hash_table_contains(reading->fields, key))
    g_hash_table_insert(reading->fields, g_steal_pointer(&key), GINT_TO_POINTER(by_people));
}

static void see_row(Reading *reading, const ChangedRow *row, gboolean by_people) {
  if (g_strcmp0(row->table, "task_unit") == 0 && row->operation != SQLITE_UPDATE)
    see(reading, changeset_id(row), JOURNAL_UNITS, by_people);
  if (g_strcmp0(row->table, "task") != 0 || row->operation != SQLITE_UPDATE)
    return;
  for (int i = 0; i < row->columns; i++) {
    if (row->key[i] == 0 && changeset_new(row, i) != NULL)
      see(reading, changeset_id(row), shapes_column(reading->shapes, row->table, i), by_people);
  }
}

static gboolean see_entry(Db *db, Query *query, Reading *reading, gboolean by_people,
                          GError **error) {
  gsize size = 0;
  const void *changeset = query_blob(query, 3, &size);
  ChangesetIter *iter = changeset_start(db, changeset, size, error);
  if (iter == NULL)
    return FALSE;
  ChangedRow row;
  while (changeset_next(iter, &row))
    see_row(reading, &row, by_people);
  return changeset_end(db, iter, error);
}

static gboolean is_of_file(const char *verb) {
  static const char *const VERBS[] = {"import.run", "ledger.rollover", "init"};
  for (gsize i = 0; i < G_N_ELEMENTS(VERBS); i++) {
    if (g_str_has_prefix(verb, VERBS[i]))
      return TRUE;
  }
  return FALSE;
}

/* An entry that was taken back did nothing, nor did the one that took it back. */
static gboolean counts(Reading *reading, gint64 seq, gint64 undoes) {
  if (g_hash_table_contains(reading->undone, &seq))
    return FALSE;
  if (undoes == 0)
    return TRUE;
  g_hash_table_add(reading->undone, g_memdup2(&undoes, sizeof undoes));
  return FALSE;
}

static gboolean by_file(gpointer key, gpointer by_people, gpointer data) {
  (void)key;
  (void)data;
  return GPOINTER_TO_INT(by_people) == FALSE;
}

GHashTable *journal_touched(Db *db, GError **error) {
  g_auto(Reading) reading = {
      .shapes = shapes_new(db),
      .fields = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
      .undone = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL),
  };
  Query *query = query_new(db, SQL_BACKWARDS);
  while (query_next(query)) {
    const char *verb = query_text(query, 1);
    if (!counts(&reading, query_int(query, 0), query_int(query, 2)))
      continue;
    if (!see_entry(db, query, &reading, !is_of_file(verb), error)) {
      query_free(query);
      return NULL;
    }
  }
  if (!query_finish(query, error))
    return NULL;
  g_hash_table_foreach_remove(reading.fields, by_file, NULL);
  return g_hash_table_ref(reading.fields);
}

/* touched.c: which fields of tasks were last changed by people, and not by a file. */
#include <string.h>

#include "core/store/changeset.h"
#include "core/store/journal.h"
#include "core/store/shape.h"

#define SQL_UNDOES "SELECT seq, undoes FROM journal WHERE undoes IS NOT NULL ORDER BY seq DESC"
#define SQL_ENTRIES "SELECT seq, verb, undoes FROM journal ORDER BY seq"

/* What is known while the journal is read. */
typedef struct {
  Shapes *shapes;
  GHashTable *fields; /* a set of task/column: those that people changed last so far */
  GHashTable *undone; /* gint64*: entries that a later one in force takes back */
} Reading;

static void clear(Reading *reading) {
  shapes_free(reading->shapes);
  g_hash_table_unref(reading->fields);
  g_hash_table_unref(reading->undone);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Reading, clear)

/* What was changed later counts. */
static void see(Reading *reading, gint64 task, const char *column, gboolean by_people) {
  g_autofree char *key = g_strdup_printf("%" G_GINT64_FORMAT "/%s", task, column);
  if (by_people)
    g_hash_table_add(reading->fields, g_steal_pointer(&key));
  else
    g_hash_table_remove(reading->fields, key);
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

static gboolean see_entry(Db *db, gint64 seq, Reading *reading, gboolean by_people,
                          GError **error) {
  gsize size = 0;
  g_autofree void *changeset = changeset_load(db, seq, &size, error);
  ChangesetIter *iter = changeset != NULL ? changeset_start(db, changeset, size, error) : NULL;
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
static gboolean read_undone(Db *db, Reading *reading, GError **error) {
  Query *query = query_new(db, SQL_UNDOES);
  while (query_next(query)) {
    gint64 seq = query_int(query, 0), undoes = query_int(query, 1);
    if (!g_hash_table_contains(reading->undone, &seq))
      g_hash_table_add(reading->undone, g_memdup2(&undoes, sizeof undoes));
  }
  return query_finish(query, error);
}

/* A file only takes away what people did before: the one that brought a whole ledger in, and after
 * which nobody has done anything yet, need not be read. */
static gboolean is_read(const Reading *reading, gint64 seq, gint64 undoes, gboolean by_people) {
  return undoes == 0 && !g_hash_table_contains(reading->undone, &seq) &&
         (by_people || g_hash_table_size(reading->fields) > 0);
}

GHashTable *journal_touched(Db *db, GError **error) {
  g_auto(Reading) reading = {
      .shapes = shapes_new(db),
      .fields = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
      .undone = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL),
  };
  if (!read_undone(db, &reading, error))
    return NULL;
  Query *query = query_new(db, SQL_ENTRIES);
  while (query_next(query)) {
    gint64 seq = query_int(query, 0);
    gboolean by_people = !is_of_file(query_text(query, 1));
    if (is_read(&reading, seq, query_int(query, 2), by_people) &&
        !see_entry(db, seq, &reading, by_people, error)) {
      query_free(query);
      return NULL;
    }
  }
  return query_finish(query, error) ? g_hash_table_ref(reading.fields) : NULL;
}

/* find.c: looking for entries of the journal. */
#include "core/store/about.h"
#include "core/store/journal.h"
#include "core/store/journal_private.h"
#include "core/store/raw.h"
#include "core/store/shape.h"
#include "core/store/words.h"

enum { TASK_COLUMN = 6 };

/* What a changeset is looked through for. */
typedef struct {
  Db *db;
  const JournalFilter *filter;
  Shapes *shapes;
  GHashTable *wanted; /* table → guint64*: bits of the columns that filter->field means */
} Search;

/* ---- by the rows that were changed ----------------------------------------------------------- */

static gboolean is_one_of(sqlite3_value *value, const JournalFilter *filter) {
  for (gsize i = 0; value != NULL && i < filter->unit_count; i++) {
    if (sqlite3_value_type(value) == SQLITE_INTEGER &&
        sqlite3_value_int64(value) == filter->units[i])
      return TRUE;
  }
  return FALSE;
}

/* TRUE when the row is one of the units, what went into one, one of its names or members. */
static gboolean touches_units(Search *search, const ChangedRow *row) {
  guint64 columns = shapes_unit_columns(search->shapes, row->table);
  for (int i = 0; columns != 0 && i < row->columns; columns >>= 1, i++) {
    if ((columns & 1) != 0 && (is_one_of(changeset_old(row, i), search->filter) ||
                               is_one_of(changeset_new(row, i), search->filter)))
      return TRUE;
  }
  return FALSE;
}

/* Of the table as it is now: an entry from before an upgrade has fewer. */
static guint64 wanted_columns(Search *search, const char *table) {
  guint64 *bits = g_hash_table_lookup(search->wanted, table);
  if (bits != NULL)
    return *bits;
  bits = g_new0(guint64, 1);
  for (int i = 0; i < RAW_COLUMNS && *shapes_column(search->shapes, table, i) != '\0'; i++)
    if (words_mean(search->filter->field, table, shapes_column(search->shapes, table, i)))
      *bits |= G_GUINT64_CONSTANT(1) << i;
  g_hash_table_insert(search->wanted, g_strdup(table), bits);
  return *bits;
}

static gboolean holds(sqlite3_value *value) {
  return value != NULL && sqlite3_value_type(value) != SQLITE_NULL;
}

/* A record that is made or removed changes the fields that hold something. */
static gboolean changes_field(Search *search, const ChangedRow *row) {
  guint64 wanted = wanted_columns(search, row->table);
  for (int i = 0; wanted != 0 && i < MIN(row->columns, RAW_COLUMNS); i++) {
    if ((wanted >> i & 1) == 0)
      continue;
    gboolean update = row->operation == SQLITE_UPDATE;
    if (update ? row->key[i] == 0 && changeset_new(row, i) != NULL
               : holds(changeset_old(row, i)) || holds(changeset_new(row, i)))
      return TRUE;
  }
  return FALSE;
}

/* TRUE where some change of a sound changeset is of a field that is wanted. Most entries are not:
 * they are gone through by their bytes. */
static gboolean has_field(Search *search, const void *data, gsize size) {
  const char *table = NULL;
  guint64 wanted = 0;
  RawRow row;
  raw_start(&row, data, size);
  while (raw_next(&row)) {
    if (row.table != table)
      wanted = wanted_columns(search, row.table);
    table = row.table;
    guint8 empty = row.operation == SQLITE_UPDATE ? 0 : SQLITE_NULL;
    const guint8 *const *record = row.operation == SQLITE_DELETE ? row.old : row.new_;
    for (guint64 rest = wanted, i = 0; rest != 0 && i < row.columns; rest >>= 1, i++)
      if ((rest & 1) != 0 && *record[i] != empty)
        return TRUE;
  }
  return FALSE;
}

static gboolean touches_row(Search *search, const ChangedRow *row) {
  const JournalFilter *filter = search->filter;
  if (!changes_field(search, row))
    return FALSE;
  if (filter->units != NULL)
    return touches_units(search, row);
  return filter->task == 0 || shapes_touches(search->shapes, row, filter->task, FALSE);
}

/* By what the entry changed, which is read for that. */
static gboolean changes(Search *search, gint64 seq, gboolean *answer, GError **error) {
  gsize size = 0;
  g_autofree void *changeset = changeset_load(search->db, seq, &size, error);
  const JournalFilter *filter = search->filter;
  if (changeset == NULL)
    return FALSE;
  if (changeset_is_sound(changeset, size)) {
    *answer = has_field(search, changeset, size);
    if (!*answer || (filter->task == 0 && filter->units == NULL))
      return TRUE;
  }
  *answer = FALSE;
  ChangesetIter *iter = changeset_start(search->db, changeset, size, error);
  if (iter == NULL)
    return FALSE;
  ChangedRow row;
  while (!*answer && changeset_next(iter, &row))
    *answer = touches_row(search, &row);
  return changeset_end(search->db, iter, error);
}

/* By what stands beside the entry. */
static gboolean is_about(Search *search, gint64 seq, gint64 task, gboolean *answer,
                         GError **error) {
  const JournalFilter *filter = search->filter;
  *answer = filter->units == NULL && (filter->task == 0 || filter->task == task);
  if (filter->units == NULL && !*answer)
    return about_has(search->db, seq, ABOUT_TASK, filter->task, answer, error);
  for (gsize i = 0; !*answer && i < filter->unit_count; i++)
    if (!about_has(search->db, seq, ABOUT_UNIT, filter->units[i], answer, error))
      return FALSE;
  return TRUE;
}

static gboolean touches(Search *search, Query *query, gboolean *answer, GError **error) {
  gint64 seq = query_int(query, 0);
  return is_about(search, seq, query_int(query, TASK_COLUMN), answer, error) &&
         (!*answer || search->filter->field == NULL || changes(search, seq, answer, error));
}

/* ---- by the entries themselves ----------------------------------------------------------------
 */

/* Only the conditions there are, so that indexes are used. Units belong to no task. */
static char *filter_sql(const JournalFilter *filter) {
  GString *sql = g_string_new("SELECT " ENTRY_COLUMNS " FROM " ENTRY_TABLES " WHERE 1");
  if (filter->units != NULL)
    g_string_append(sql, " AND j.task IS NULL");
  if (filter->task != 0)
    g_string_append(sql, " AND (j.task = ?1 OR j.task IS NULL)");
  if (filter->who != NULL)
    g_string_append(sql, " AND j.who IN (SELECT ?2 UNION ALL SELECT login FROM user"
                         " WHERE instr(name, ?2) > 0)");
  if (filter->since != DAY_NONE)
    g_string_append(sql, " AND j.at >= CAST(strftime('%s', ?3, 'utc') AS INTEGER)");
  if (filter->until != DAY_NONE)
    g_string_append(sql, " AND j.at < CAST(strftime('%s', ?4, '+1 day', 'utc') AS INTEGER)");
  if (filter->verb != NULL)
    g_string_append(sql, " AND (instr(',' || ?5 || ',', ',' || j.verb || ',') > 0"
                         " OR substr(j.verb, 1, length(?5) + 1) = ?5 || '.')");
  if (filter->text != NULL)
    g_string_append(sql, " AND (instr(j.summary, ?6) > 0 OR instr(j.reason, ?6) > 0)");
  if (filter->before != 0)
    g_string_append(sql, " AND j.seq < ?7");
  g_string_append(sql, " ORDER BY j.seq DESC");
  return g_string_free(sql, FALSE);
}

static Query *filter_query(Db *db, const JournalFilter *filter) {
  g_autofree char *sql = filter_sql(filter);
  Query *query = query_new(db, sql);
  if (filter->task != 0)
    query_bind_int(query, 1, filter->task);
  if (filter->who != NULL)
    query_bind_text(query, 2, filter->who);
  if (filter->since != DAY_NONE)
    query_bind_day(query, 3, filter->since);
  if (filter->until != DAY_NONE)
    query_bind_day(query, 4, filter->until);
  if (filter->verb != NULL)
    query_bind_text(query, 5, filter->verb);
  if (filter->text != NULL)
    query_bind_text(query, 6, filter->text);
  if (filter->before != 0)
    query_bind_int(query, 7, filter->before);
  return query;
}

/* Takes what is found, the query standing on it. */
typedef void (*Take)(Query *query, gpointer into);

static gboolean find(Search *search, Query *query, int limit, Take take, gpointer into,
                     GError **error) {
  int count = 0;
  while ((limit == 0 || count < limit) && query_next(query)) {
    gboolean wanted;
    if (!touches(search, query, &wanted, error))
      return FALSE;
    if (wanted)
      take(query, into);
    count += wanted;
  }
  return TRUE;
}

static gboolean run(Db *db, const JournalFilter *filter, int limit, Take take, gpointer into,
                    GError **error) {
  Search search = {.db = db, .filter = filter, .shapes = shapes_new(db)};
  shapes_remember(search.shapes);
  search.wanted = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  Query *query = filter_query(db, filter);
  gboolean good = find(&search, query, limit, take, into, error);
  g_hash_table_unref(search.wanted);
  shapes_free(search.shapes);
  if (good)
    return query_finish(query, error);
  query_free(query);
  return FALSE;
}

static void take_number(Query *query, gpointer into) {
  gint64 seq = query_int(query, 0);
  g_array_append_val((GArray *)into, seq);
}

GArray *journal_find(Db *db, const JournalFilter *filter, int limit, GError **error) {
  g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(gint64));
  return run(db, filter, limit, take_number, found, error) ? g_steal_pointer(&found) : NULL;
}

static void take_entry(Query *query, gpointer into) {
  g_ptr_array_add(into, journal_read_entry(query));
}

GPtrArray *journal_find_entries(Db *db, const JournalFilter *filter, int limit, GError **error) {
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)journal_entry_free);
  return run(db, filter, limit, take_entry, found, error) ? g_steal_pointer(&found) : NULL;
}

GPtrArray *journal_list(Db *db, gint64 task, int limit, GError **error) {
  const JournalFilter filter = {.task = task, .since = DAY_NONE, .until = DAY_NONE};
  return journal_find_entries(db, &filter, limit, error);
}

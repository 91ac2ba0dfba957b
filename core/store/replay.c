/* replay.c: whether the file as it stands is what the journal says.
 *
 * From the present, entries are taken back one after the other. What a record was then is what is
 * in the file now, but for the fields in Row that later entries changed; a record that an entry
 * made is gone before it. So little is kept: for records that came and stayed, a number. */
#include <string.h>

#include "core/store/about.h"
#include "core/store/changeset.h"
#include "core/store/journal.h"
#include "core/store/replay_private.h"

/* ---- what is known of a record -------------------------------------------------------------- */

static void row_free(gpointer data) {
  Row *row = data;
  for (int i = 0; i < row->count; i++)
    sqlite3_value_free(row->cells[i].value);
  g_free(row);
}

static void table_free(gpointer data) {
  Table *table = data;
  sqlite3_finalize(table->find);
  g_clear_pointer(&table->names, g_ptr_array_unref);
  g_clear_pointer(&table->rows, g_hash_table_unref);
  g_clear_pointer(&table->gone, g_hash_table_unref);
  g_clear_pointer(&table->lost, g_hash_table_unref);
  g_free(table->name);
  g_free(table);
}

/* Keys that are one integer are kept as themselves. */
static gpointer key_of(const Table *table, const char *text, gint64 id) {
  return table->by_id ? (gpointer)(gintptr)id : g_strdup(text);
}

static GHashTable *keyed(const Table *table, GDestroyNotify value) {
  return table->by_id ? g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, value)
                      : g_hash_table_new_full(g_str_hash, g_str_equal, g_free, value);
}

static gboolean read_columns(Replay *replay, Table *table, GString *where, GError **error) {
  int keys = 0;
  gboolean is_integer = FALSE;
  Query *query = query_new(replay->db, "SELECT c.name, c.pk, c.type FROM sqlite_schema s"
                                       " JOIN pragma_table_info(s.name) c"
                                       " WHERE s.type = 'table' AND s.name = ?1 ORDER BY c.cid");
  query_bind_text(query, 1, table->name);
  while (query_next(query)) {
    int place = (int)query_int(query, 1);
    if (place > 0 && keys < MOST_KEYS) {
      g_string_append_printf(where, "%s\"%s\" IS ?%d", keys > 0 ? " AND " : "",
                             query_text(query, 0), keys + 1);
      table->keys[keys++] = (int)table->names->len;
      is_integer = g_strcmp0(query_text(query, 2), "INTEGER") == 0;
    }
    g_ptr_array_add(table->names, g_strdup(query_text(query, 0)));
  }
  table->key_count = keys;
  table->by_id = keys == 1 && is_integer;
  return query_finish(query, error);
}

static Table *open_table(Replay *replay, const char *name, GError **error) {
  Table *table = g_new0(Table, 1);
  table->name = g_strdup(name);
  table->names = g_ptr_array_new_with_free_func(g_free);
  g_hash_table_insert(replay->tables, table->name, table);
  g_autoptr(GString) where = g_string_new(NULL);
  if (!read_columns(replay, table, where, error))
    return NULL;
  table->rows = keyed(table, row_free);
  table->gone = keyed(table, NULL);
  table->lost = keyed(table, NULL);
  if (table->key_count == 0)
    return table; /* there is no such table any more */
  g_autofree char *sql = g_strdup_printf("SELECT * FROM \"%s\" WHERE %s", name, where->str);
  int code = sqlite3_prepare_v2(replay->db->handle, sql, -1, &table->find, NULL);
  if (code == SQLITE_OK)
    return table;
  db_fail(replay->db, code, error);
  return NULL;
}

static Table *find_table(Replay *replay, const char *name, GError **error) {
  Table *table = g_hash_table_lookup(replay->tables, name);
  return table != NULL ? table : open_table(replay, name, error);
}

/* ---- cells ---------------------------------------------------------------------------------- */

static gboolean is_number(int type) {
  return type == SQLITE_INTEGER || type == SQLITE_FLOAT;
}

/* A whole number in a column of reals may be heard of as either. */
static gboolean same(sqlite3_value *a, sqlite3_value *b) {
  int left = sqlite3_value_type(a), right = sqlite3_value_type(b);
  if (left != right && is_number(left) && is_number(right))
    return sqlite3_value_double(a) == sqlite3_value_double(b);
  return changeset_equal(a, b);
}

static Row *row_new(const Table *table, gboolean stored) {
  int count = (int)table->names->len;
  Row *row = g_malloc0(sizeof *row + sizeof(Cell) * (gsize)count);
  row->stored = stored;
  row->count = count;
  if (!stored)
    for (int i = 0; i < count; i++)
      row->cells[i].state = CELL_UNKNOWN;
  return row;
}

static void set_cell(Row *row, int column, sqlite3_value *value, gint64 entry) {
  if (column >= row->count)
    return;
  Cell *cell = &row->cells[column];
  sqlite3_value_free(cell->value);
  *cell = (Cell){.state = CELL_KEPT, .value = sqlite3_value_dup(value), .entry = entry};
}

/* ---- what does not fit ------------------------------------------------------------------------
 */

void journal_difference_free(JournalDifference *difference) {
  if (difference == NULL)
    return;
  g_free(difference->table);
  g_free(difference->key);
  g_free(difference->field);
  g_free(difference->expected);
  g_free(difference->found);
  g_free(difference);
}

static JournalDifference *report(Replay *replay, const Table *table, const char *key, gint64 id) {
  replay->count++;
  if (replay->found->len >= replay->most)
    return NULL;
  JournalDifference *difference = g_new0(JournalDifference, 1);
  difference->table = g_strdup(table->name);
  difference->key = g_strdup(key);
  difference->id = id;
  g_ptr_array_add(replay->found, difference);
  return difference;
}

static void report_cell(Replay *replay, const Met *met, int column, sqlite3_value *expected,
                        sqlite3_value *found, gint64 before) {
  JournalDifference *difference = report(replay, met->table, met->key, met->id);
  if (difference == NULL)
    return;
  difference->field = g_strdup(g_ptr_array_index(met->table->names, (guint)column));
  difference->expected = changeset_text(expected);
  difference->found = changeset_text(found);
  difference->entry = met->entry;
  difference->before = before;
}

/* exists: it is there and should not be; else the reverse. */
static void report_record(Replay *replay, const Met *met, gboolean exists, gint64 before) {
  JournalDifference *difference = report(replay, met->table, met->key, met->id);
  if (difference == NULL)
    return;
  difference->expected = exists ? NULL : g_strdup("有");
  difference->found = exists ? g_strdup("有") : NULL;
  difference->entry = met->entry;
  difference->before = before;
}

/* ---- meeting what an entry left -------------------------------------------------------------- */

static gboolean bind_key(Table *table, const ChangedRow *row) {
  sqlite3_reset(table->find);
  for (int i = 0; i < table->key_count; i++) {
    int column = table->keys[i];
    sqlite3_value *value = NULL;
    if (column < row->columns)
      value =
          row->operation == SQLITE_INSERT ? changeset_new(row, column) : changeset_old(row, column);
    if (value == NULL || sqlite3_bind_value(table->find, i + 1, value) != SQLITE_OK)
      return FALSE;
  }
  return TRUE;
}

/* TRUE when the record is there at this point of going back. */
static gboolean is_there(const Met *met) {
  return met->row != NULL ? met->row->stored || met->row->made : met->stored;
}

/* The value a field has there; *before: the entry that it was before, 0 for the file as it is.
 * NULL: nothing is known of it. */
static sqlite3_value *met_value(const Met *met, int column, gint64 *before) {
  const Cell *cell = met->row != NULL ? &met->row->cells[column] : NULL;
  *before = cell != NULL ? cell->entry : 0;
  if (cell != NULL && cell->state == CELL_KEPT)
    return cell->value;
  if (cell != NULL && cell->state == CELL_UNKNOWN)
    return NULL;
  return met->stored ? sqlite3_column_value(met->table->find, column) : NULL;
}

/* Compares what the entry left of one field with what is met. */
static void meet_cell(Replay *replay, const Met *met, int column, sqlite3_value *left) {
  gint64 before;
  sqlite3_value *value = met_value(met, column, &before);
  if (left != NULL && value != NULL && !same(left, value))
    report_cell(replay, met, column, left, value, before);
}

/* Nothing more is known of a record that is not as it must be. */
static void lose(const Met *met) {
  g_hash_table_remove(met->table->rows, met->lookup);
  g_hash_table_add(met->table->lost, key_of(met->table, met->key, met->id));
}

static void take_back_insert(Replay *replay, const Met *met, const ChangedRow *row) {
  int columns = MIN(row->columns, (int)met->table->names->len);
  for (int i = 0; i < columns; i++)
    meet_cell(replay, met, i, changeset_new(row, i));
  replay_note_insert(replay, met, row);
  g_hash_table_remove(met->table->rows, met->lookup);
  g_hash_table_add(met->table->gone, key_of(met->table, met->key, met->id));
}

static void take_back_update(Replay *replay, Met *met, const ChangedRow *row) {
  int columns = MIN(row->columns, (int)met->table->names->len);
  for (int i = 0; i < columns; i++)
    if (row->key[i] == 0)
      meet_cell(replay, met, i, changeset_new(row, i));
  if (met->row == NULL) {
    met->row = row_new(met->table, TRUE);
    g_hash_table_insert(met->table->rows, key_of(met->table, met->key, met->id), met->row);
  }
  for (int i = 0; i < columns; i++)
    if (row->key[i] == 0 && changeset_new(row, i) != NULL && changeset_old(row, i) != NULL)
      set_cell(met->row, i, changeset_old(row, i), met->entry);
}

static void take_back_delete(const Met *met, const ChangedRow *row) {
  Row *kept = row_new(met->table, FALSE);
  kept->made = TRUE;
  for (int i = 0; i < MIN(row->columns, kept->count); i++)
    if (changeset_old(row, i) != NULL)
      set_cell(kept, i, changeset_old(row, i), met->entry);
  g_hash_table_remove(met->table->gone, met->lookup);
  g_hash_table_insert(met->table->rows, key_of(met->table, met->key, met->id), kept);
}

static void take_back_row(Replay *replay, Table *table, gint64 entry, const ChangedRow *row) {
  g_autofree char *key = changeset_key(row);
  Met met = {.table = table, .key = key, .id = changeset_id(row), .entry = entry};
  met.lookup = table->by_id ? (gpointer)(gintptr)met.id : key;
  if (g_hash_table_contains(table->lost, met.lookup))
    return;
  met.row = g_hash_table_lookup(table->rows, met.lookup);
  gboolean gone = g_hash_table_contains(table->gone, met.lookup);
  if (!gone && (met.row == NULL || met.row->stored))
    met.stored = bind_key(table, row) && sqlite3_step(table->find) == SQLITE_ROW;
  gboolean there = !gone && is_there(&met);
  if (there == (row->operation == SQLITE_DELETE)) {
    report_record(replay, &met, there, 0);
    lose(&met);
  } else if (row->operation == SQLITE_INSERT) {
    take_back_insert(replay, &met, row);
  } else if (row->operation == SQLITE_UPDATE) {
    take_back_update(replay, &met, row);
  } else {
    take_back_delete(&met, row);
  }
  sqlite3_reset(table->find);
}

static gboolean is_asked(const Replay *replay, const char *table) {
  return replay->only == NULL || g_str_equal(table, replay->only);
}

/* Most entries have nothing of one table: then its name stands nowhere in them. */
static gboolean may_be_in(const Replay *replay, const void *changeset, gsize size) {
  return replay->only == NULL ||
         (size > 0 && memmem(changeset, size, replay->only, strlen(replay->only) + 1) != NULL);
}

static gboolean take_back(Replay *replay, Query *query, GError **error) {
  gint64 entry = query_int(query, 0);
  gsize size = 0;
  const void *changeset = query_blob(query, 1, &size);
  if (!may_be_in(replay, changeset, size))
    return TRUE;
  ChangesetIter *iter = changeset_start(replay->db, changeset, size, error);
  if (iter == NULL)
    return FALSE;
  ChangedRow row;
  gboolean good = TRUE;
  while (good && changeset_next(iter, &row)) {
    if (!is_asked(replay, row.table))
      continue;
    Table *table = find_table(replay, row.table, error);
    good = table != NULL;
    if (good && table->find != NULL)
      take_back_row(replay, table, entry, &row);
  }
  return changeset_end(replay->db, iter, good ? error : NULL) && good;
}

/* ---- what was there before the first entry --------------------------------------------------- */

/* Asks about a record that no entry made; the statement stands on it where it is in the file. */
static void ask_about(Replay *replay, const Base *base) {
  const Table *table = base->table;
  if (replay_is_own(replay, base))
    return;
  g_autoptr(GString) key = g_string_new(NULL);
  for (int i = 0; i < table->key_count; i++) {
    g_autofree char *part = changeset_text(replay_base_value(base, table->keys[i]));
    g_string_append_printf(key, "%s%s", i > 0 ? "/" : "", part != NULL ? part : "");
  }
  sqlite3_value *first = replay_base_value(base, table->keys[0]);
  Met met = {
      .table = base->table, .key = key->str, .id = first != NULL ? sqlite3_value_int64(first) : 0};
  report_record(replay, &met, TRUE, 0);
}

static char *stored_key(const Table *table, sqlite3_stmt *statement) {
  GString *key = g_string_new(NULL);
  for (int i = 0; i < table->key_count; i++) {
    g_autofree char *part = changeset_text(sqlite3_column_value(statement, table->keys[i]));
    g_string_append_printf(key, "%s%s", i > 0 ? "/" : "", part != NULL ? part : "");
  }
  return g_string_free(key, FALSE);
}

/* A record that was there before the first entry. */
typedef void (*Visit)(Replay *replay, const Base *base);

static void visit_stored(Replay *replay, Table *table, sqlite3_stmt *statement, Visit visit) {
  g_autofree char *key = table->by_id ? NULL : stored_key(table, statement);
  gpointer lookup =
      table->by_id ? (gpointer)(gintptr)sqlite3_column_int64(statement, table->keys[0]) : key;
  if (g_hash_table_contains(table->gone, lookup) || g_hash_table_contains(table->lost, lookup))
    return;
  Base base = {.table = table, .statement = statement};
  base.row = g_hash_table_lookup(table->rows, lookup);
  if (base.row == NULL || base.row->stored)
    visit(replay, &base);
}

static gboolean visit_table(Replay *replay, Table *table, Visit visit, GError **error) {
  g_autofree char *sql = g_strdup_printf("SELECT * FROM \"%s\"", table->name);
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2(replay->db->handle, sql, -1, &statement, NULL);
  while (code == SQLITE_OK && (code = sqlite3_step(statement)) == SQLITE_ROW) {
    visit_stored(replay, table, statement, visit);
    code = SQLITE_OK;
  }
  sqlite3_finalize(statement);
  if (code != SQLITE_DONE) {
    db_fail(replay->db, code, error);
    return FALSE;
  }
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init(&iter, table->rows);
  while (g_hash_table_iter_next(&iter, NULL, &value)) {
    const Row *row = value;
    Base base = {.table = table, .row = row};
    if (!row->stored)
      visit(replay, &base);
  }
  return TRUE;
}

/* Rights that the program itself gave are taken away by an entry or not at all. */
static void miss_rights(Replay *replay, Table *table) {
  if (replay->everybody == 0)
    report_record(replay, &(Met){.table = table, .key = "其他人"}, FALSE, 0);
  if (!replay->first_stands)
    report_record(replay, &(Met){.table = table, .key = replay->first_who}, FALSE, 0);
}

static gboolean end_table(Replay *replay, const char *name, GError **error) {
  Table *table = find_table(replay, name, error);
  if (table == NULL)
    return FALSE;
  if (table->key_count == 0)
    return TRUE;
  gboolean is_access = g_str_equal(name, "access");
  if (is_access && !visit_table(replay, table, replay_note_base, error))
    return FALSE;
  if (is_access && replay->first_who != NULL)
    miss_rights(replay, table);
  return visit_table(replay, table, ask_about, error);
}

static gboolean end(Replay *replay, GError **error) {
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  Query *query = query_new(replay->db, "SELECT name FROM sqlite_schema WHERE type = 'table'"
                                       " AND name NOT IN ('journal', '" ABOUT_TABLE "')"
                                       " AND name NOT LIKE 'sqlite~_%'"
                                       " ESCAPE '~' ORDER BY name");
  while (query_next(query)) {
    if (is_asked(replay, query_text(query, 0)))
      g_ptr_array_add(names, g_strdup(query_text(query, 0)));
  }
  if (!query_finish(query, error))
    return FALSE;
  for (guint i = 0; i < names->len; i++) {
    if (!end_table(replay, names->pdata[i], error))
      return FALSE;
  }
  return TRUE;
}

/* ---- the whole --------------------------------------------------------------------------------
 */

static gboolean go_back(Replay *replay, GError **error) {
  Query *query = query_new(replay->db, "SELECT seq, changeset FROM journal ORDER BY seq DESC");
  while (query_next(query)) {
    if (!take_back(replay, query, error)) {
      query_free(query);
      return FALSE;
    }
  }
  return query_finish(query, error) && replay_read_first(replay, error) && end(replay, error);
}

GPtrArray *journal_differences(Db *db, const char *table, guint most, guint *count,
                               GError **error) {
  Replay replay = {.db = db, .only = table, .most = most};
  replay.tables = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, table_free);
  replay.narrow = g_hash_table_new(g_direct_hash, g_direct_equal);
  replay.found = g_ptr_array_new_with_free_func((GDestroyNotify)journal_difference_free);
  Query *hold = query_hold(db); /* or a colleague's commit would look like a forgery */
  gboolean good = go_back(&replay, error);
  query_free(hold);
  *count = replay.count;
  g_hash_table_unref(replay.tables);
  g_hash_table_unref(replay.narrow);
  g_free(replay.first_who);
  if (!good)
    g_clear_pointer(&replay.found, g_ptr_array_unref);
  return replay.found;
}

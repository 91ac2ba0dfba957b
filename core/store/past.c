/* past.c: a task as it was on a day. Rows are taken back one by one, as in replay.c, but only those
 * of the task, and whole. */
#include "core/store/past.h"

#include <string.h>

#include "core/store/about.h"
#include "core/store/id_set.h"
#include "core/store/journal.h"
#include "core/store/journal_private.h"
#include "core/store/shape.h"

#define AFTER "at >= CAST(strftime('%s', ?1, '+1 day', 'utc') AS INTEGER)"
#define SQL_BACKWARDS                                                                              \
  "SELECT seq, at, who, " AFTER ", ifnull(task, 0) FROM journal ORDER BY seq DESC"
#define SQL_TABLES                                                                                 \
  "SELECT s.name FROM sqlite_schema s WHERE s.type = 'table' AND (s.name = 'task' OR EXISTS"       \
  " (SELECT 1 FROM pragma_table_info(s.name) c WHERE c.name = 'task')) AND s.name <> 'journal'"
#define SQL_COLUMNS "SELECT name, pk FROM pragma_table_info(?1) ORDER BY cid"

enum { TASK_COLUMN = 4 };

static void row_free(gpointer data) {
  PastRow *row = data;
  g_free(row->table);
  g_free(row->key);
  g_ptr_array_unref(row->names);
  g_ptr_array_unref(row->texts);
  g_free(row);
}

void past_clear(Past *past) {
  g_clear_pointer(&past->rows, g_ptr_array_unref);
  g_clear_pointer(&past->who, g_free);
  *past = (Past){0};
}

const char *past_text(const PastRow *row, const char *column) {
  for (guint i = 0; i < row->names->len; i++)
    if (g_str_equal(row->names->pdata[i], column))
      return row->texts->pdata[i];
  return NULL;
}

/* ---- going back ----------------------------------------------------------------------------- */

/* A table whose rows belong to tasks. */
typedef struct {
  GPtrArray *names; /* of columns */
  int owner;        /* the column that names the task */
} Table;

static void table_free(gpointer data) {
  Table *table = data;
  g_ptr_array_unref(table->names);
  g_free(table);
}

typedef struct {
  Db *db;
  gint64 task;
  GHashTable *tables; /* name → Table* */
  GHashTable *rows;   /* table and key → PastRow* */
  Shapes *shapes;
  gboolean reached; /* the day: what comes now was on it or before */
  Past *past;
} Going;

static void going_clear(Going *going) {
  g_clear_pointer(&going->tables, g_hash_table_unref);
  g_clear_pointer(&going->rows, g_hash_table_unref);
  g_clear_pointer(&going->shapes, shapes_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Going, going_clear)

static char *row_key(const char *table, const char *key) {
  return g_strconcat(table, "\n", key, NULL);
}

static PastRow *add_row(Going *going, const char *name, const char *key) {
  const Table *table = g_hash_table_lookup(going->tables, name);
  PastRow *row = g_new0(PastRow, 1);
  row->table = g_strdup(name);
  row->key = g_strdup(key);
  row->names = g_ptr_array_ref(table->names);
  row->texts = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_set_size(row->texts, (gint)table->names->len);
  g_hash_table_insert(going->rows, row_key(name, key), row);
  return row;
}

static void set_text(PastRow *row, int column, char *text) {
  if (column >= (int)row->texts->len) {
    g_free(text);
    return;
  }
  g_free(row->texts->pdata[column]);
  row->texts->pdata[column] = text;
}

static gboolean is_id(sqlite3_value *value, gint64 id) {
  return value != NULL && sqlite3_value_type(value) == SQLITE_INTEGER &&
         sqlite3_value_int64(value) == id;
}

/* TRUE when a row that is made or removed is the task's. */
static gboolean is_ours(const Going *going, const Table *table, const ChangedRow *row) {
  return table->owner < row->columns && (is_id(changeset_old(row, table->owner), going->task) ||
                                         is_id(changeset_new(row, table->owner), going->task));
}

static void take_back(Going *going, const ChangedRow *row) {
  const Table *table = g_hash_table_lookup(going->tables, row->table);
  g_autofree char *key = changeset_key(row);
  g_autofree char *whole = row_key(row->table, key);
  if (row->operation == SQLITE_INSERT) {
    g_hash_table_remove(going->rows, whole);
    return;
  }
  PastRow *past = g_hash_table_lookup(going->rows, whole);
  if (past == NULL && row->operation == SQLITE_DELETE && is_ours(going, table, row))
    past = add_row(going, row->table, key);
  for (int i = 0; past != NULL && i < row->columns; i++)
    if (changeset_old(row, i) != NULL)
      set_text(past, i, changeset_text(changeset_old(row, i)));
}

static gboolean is_there(const Going *going) {
  g_autofree char *own = g_strdup_printf("task\n%" G_GINT64_FORMAT, going->task);
  return g_hash_table_contains(going->rows, own);
}

/* What the row says of the task itself; TRUE when that is where the looking ends. */
static gboolean meets(Going *going, const ChangedRow *row) {
  const Table *table = g_hash_table_lookup(going->tables, row->table);
  g_autofree char *key = changeset_key(row);
  g_autofree char *whole = row_key(row->table, key);
  gboolean is_task = g_str_equal(row->table, "task") && changeset_id(row) == going->task;
  if (!going->reached) {
    if (is_task && row->operation == SQLITE_INSERT)
      going->past->state = PAST_NOT_YET;
    return is_task && row->operation == SQLITE_INSERT;
  }
  if (is_task && row->operation == SQLITE_DELETE)
    going->past->state = PAST_GONE;
  else if (going->past->state == PAST_NOT_YET && !is_there(going))
    return FALSE; /* what made it stands noted; it may still have been deleted before */
  return is_task || g_hash_table_contains(going->rows, whole) || is_ours(going, table, row);
}

static void note_entry(Going *going, Query *query) {
  g_free(going->past->who);
  going->past->entry = query_int(query, 0);
  going->past->at = query_int(query, 1);
  going->past->who = g_strdup(query_text(query, 2));
}

/* The rows of an entry that have to do with the task: they may say so, or be one of those known to
 * be its, by an id that others may have, too. */
typedef struct {
  const Going *going;
  IdSet *ids;
} Concerning;

static gboolean concerns(const RawRow *row, gpointer data) {
  const Concerning *concerning = data;
  return id_set_has(concerning->ids, raw_id(row)) ||
         shapes_may_touch(concerning->going->shapes, row, concerning->going->task);
}

static GByteArray *narrow(const Going *going, const void *changeset, gsize size) {
  g_autoptr(IdSet) ids = id_set_new();
  GHashTableIter iter;
  gpointer row;
  g_hash_table_iter_init(&iter, going->rows);
  while (g_hash_table_iter_next(&iter, NULL, &row))
    id_set_add(ids, g_ascii_strtoll(((const PastRow *)row)->key, NULL, 10));
  Concerning concerning = {going, ids};
  return raw_narrow(changeset, size, concerns, &concerning);
}

/* Takes an entry back, or, once the day is reached, only looks whether it is the one that left the
 * task as it was: then *done. */
static gboolean pass(Going *going, Query *query, gboolean *done, GError **error) {
  gboolean touches = query_int(query, TASK_COLUMN) == going->task;
  if (!touches &&
      !about_has(going->db, query_int(query, 0), ABOUT_TASK, going->task, &touches, error))
    return FALSE;
  if (!touches)
    return TRUE;
  gsize size = 0;
  g_autofree void *changeset = changeset_load(going->db, query_int(query, 0), &size, error);
  if (changeset == NULL)
    return FALSE;
  if (!changeset_is_sound(changeset, size))
    return changeset_fail(going->db, SQLITE_CORRUPT, error);
  g_autoptr(GByteArray) rows = narrow(going, changeset, size);
  ChangesetIter *iter = changeset_start(going->db, rows->data, rows->len, error);
  if (iter == NULL)
    return FALSE;
  gboolean met = FALSE;
  ChangedRow row;
  while (changeset_next(iter, &row)) {
    if (!g_hash_table_contains(going->tables, row.table))
      continue;
    met = meets(going, &row) || met;
    if (!going->reached)
      take_back(going, &row);
  }
  if (met)
    note_entry(going, query);
  *done = going->reached && met;
  return changeset_end(going->db, iter, error);
}

static gboolean go_back(Going *going, Day day, GError **error) {
  Query *query = query_new(going->db, SQL_BACKWARDS);
  query_bind_day(query, 1, day);
  gboolean done = FALSE;
  while (!done && query_next(query)) {
    going->reached = going->reached || query_int(query, 3) == 0;
    if (!pass(going, query, &done, error)) {
      query_free(query);
      return FALSE;
    }
  }
  return query_finish(query, error);
}

/* ---- what there is now -------------------------------------------------------------------------
 */

static gboolean read_columns(Going *going, const char *name, GPtrArray *keys, GError **error) {
  Table *table = g_new0(Table, 1);
  table->names = g_ptr_array_new_with_free_func(g_free);
  g_hash_table_insert(going->tables, g_strdup(name), table);
  const char *owner = g_str_equal(name, "task") ? "id" : "task";
  Query *query = query_new(going->db, SQL_COLUMNS);
  query_bind_text(query, 1, name);
  for (int i = 0; query_next(query); i++) {
    if (g_strcmp0(query_text(query, 0), owner) == 0)
      table->owner = i;
    if (query_int(query, 1) > 0)
      g_ptr_array_add(keys, GINT_TO_POINTER(i));
    g_ptr_array_add(table->names, g_strdup(query_text(query, 0)));
  }
  return query_finish(query, error);
}

static char *key_text(Query *query, const GPtrArray *keys) {
  GString *key = g_string_new(NULL);
  for (guint i = 0; i < keys->len; i++) {
    const char *part = query_text(query, GPOINTER_TO_INT(keys->pdata[i]));
    g_string_append_printf(key, "%s%s", i > 0 ? "/" : "", part != NULL ? part : "");
  }
  return g_string_free(key, FALSE);
}

static gboolean read_rows(Going *going, const char *name, GError **error) {
  g_autoptr(GPtrArray) keys = g_ptr_array_new();
  if (!read_columns(going, name, keys, error))
    return FALSE;
  const Table *table = g_hash_table_lookup(going->tables, name);
  g_autofree char *sql = g_strdup_printf("SELECT * FROM \"%s\" WHERE \"%s\" = ?1", name,
                                         (const char *)table->names->pdata[table->owner]);
  Query *query = query_new(going->db, sql);
  query_bind_int(query, 1, going->task);
  while (query_next(query)) {
    g_autofree char *key = key_text(query, keys);
    PastRow *row = add_row(going, name, key);
    for (guint i = 0; i < table->names->len; i++)
      set_text(row, (int)i, g_strdup(query_text(query, (int)i)));
  }
  return query_finish(query, error);
}

static gboolean read_present(Going *going, GError **error) {
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  Query *query = query_new(going->db, SQL_TABLES);
  while (query_next(query))
    g_ptr_array_add(names, g_strdup(query_text(query, 0)));
  if (!query_finish(query, error))
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    if (!read_rows(going, names->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* ---- the whole --------------------------------------------------------------------------------
 */

static int place_of(const char *table, Shapes *shapes) {
  return g_str_equal(table, "task") ? -1 : shapes_order(shapes, table);
}

static gint compare_rows(gconstpointer a, gconstpointer b, gpointer shapes) {
  const PastRow *left = *(PastRow *const *)a, *right = *(PastRow *const *)b;
  int order = place_of(left->table, shapes) - place_of(right->table, shapes);
  if (order != 0)
    return order;
  gint64 difference = g_ascii_strtoll(left->key, NULL, 10) - g_ascii_strtoll(right->key, NULL, 10);
  return difference != 0 ? (difference < 0 ? -1 : 1) : g_strcmp0(left->key, right->key);
}

static void take_rows(Going *going) {
  GHashTableIter iter;
  gpointer key, value;
  g_hash_table_iter_init(&iter, going->rows);
  while (g_hash_table_iter_next(&iter, &key, &value)) {
    g_ptr_array_add(going->past->rows, value);
    g_hash_table_iter_steal(&iter);
    g_free(key);
  }
  g_ptr_array_sort_with_data(going->past->rows, compare_rows, going->shapes);
}

gboolean past_read(Db *db, gint64 task, Day day, Past *past, GError **error) {
  *past = (Past){.rows = g_ptr_array_new_with_free_func(row_free)};
  g_auto(Going) going = {.db = db, .task = task, .past = past};
  going.shapes = shapes_new(db);
  going.tables = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, table_free);
  going.rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, row_free);
  Query *hold = query_hold(db);
  gboolean good = read_present(&going, error) && go_back(&going, day, error);
  query_free(hold);
  if (!good)
    return FALSE;
  if (is_there(&going)) {
    past->state = PAST_THERE;
    take_rows(&going);
    return TRUE;
  }
  if (past->state != PAST_THERE)
    return TRUE;
  g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
              "没有编号为 %" G_GINT64_FORMAT " 的任务，日志里也没有过", task);
  return FALSE;
}

gboolean past_neighbours(Db *db, gint64 task, Day day, Day *before, Day *after, GError **error) {
  *before = *after = DAY_NONE;
  const JournalFilter filter = {.task = task, .since = DAY_NONE, .until = DAY_NONE};
  g_autoptr(GPtrArray) entries = journal_find_entries(db, &filter, 0, error);
  for (guint i = 0; entries != NULL && *before == DAY_NONE && i < entries->len; i++) {
    const JournalEntry *entry = entries->pdata[i];
    g_autoptr(GDateTime) time = g_date_time_new_from_unix_local(entry->at);
    if (time == NULL)
      continue;
    Day made = day_from_ymd(g_date_time_get_year(time), g_date_time_get_month(time),
                            g_date_time_get_day_of_month(time));
    if (made > day)
      *after = made;
    else if (made < day)
      *before = made;
  }
  return entries != NULL;
}

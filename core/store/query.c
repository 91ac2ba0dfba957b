/* query.c: statements. Those not in use wait in Db to be taken again by their SQL text. */
#include <math.h>
#include <string.h>

#include "core/store/db_private.h"
#include "core/store/id_set.h"
#include "core/store/place.h"

/* Any table will do: what is read of it is the lock. */
#define SQL_HOLD "SELECT count(*) FROM ledger"

#define IDLE_LIMIT 128

struct Query {
  Db *db;
  sqlite3_stmt *statement; /* NULL where it could not be prepared */
  gboolean on_row;
  gboolean over;
  GError *error;       /* the first thing that went wrong */
  GPtrArray *repaired; /* copies of texts that were not UTF-8, until the next row; may be NULL */
};

static void check(Query *query, int code) {
  if (code != SQLITE_OK && query->error == NULL)
    db_fail(query->db, code, &query->error);
}

static void prepare(Query *query, const char *sql) {
  const char *tail = NULL;
  if (!place_check_read(query->db, &query->error)) /* preparing may read the schema */
    return;
  check(query, sqlite3_prepare_v3(query->db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT,
                                  &query->statement, &tail));
  if (query->error != NULL)
    return;
  while (g_ascii_isspace(*tail))
    tail++;
  if (query->statement == NULL || *tail != '\0')
    g_set_error(&query->error, STORE_ERROR, STORE_ERROR_IO,
                "程序有误：一次只能执行一条语句（%s）。请把这条提示告诉管理员", sql);
}

/* There is one write path: nothing is changed outside its transaction. That transaction may also
 * end early, where SQLite itself rolls back (disk full); what follows must not be kept then. */
static void check_path(Query *query) {
  if (query->error != NULL || sqlite3_stmt_readonly(query->statement))
    return;
  if (!query->db->writing || sqlite3_get_autocommit(query->db->handle) != 0)
    g_set_error(&query->error, STORE_ERROR, STORE_ERROR_IO,
                "程序有误：不在保存过程中却要修改台账（%s）。没有保存；请把这条提示告诉管理员",
                sqlite3_sql(query->statement));
}

Query *query_new(Db *db, const char *sql) {
  Query *query = g_new0(Query, 1);
  query->db = db;
  gpointer statement = NULL;
  if (g_hash_table_steal_extended(db->idle, sql, NULL, &statement))
    query->statement = statement;
  else
    prepare(query, sql);
  check_path(query);
  return query;
}

void query_bind_int(Query *query, int index, gint64 value) {
  if (query->error == NULL)
    check(query, sqlite3_bind_int64(query->statement, index, value));
}

void query_bind_real(Query *query, int index, double value) {
  if (query->error == NULL)
    check(query, sqlite3_bind_double(query->statement, index, value)); /* not a number binds NULL */
}

void query_bind_text(Query *query, int index, const char *value) {
  if (query->error == NULL)
    check(query, sqlite3_bind_text(query->statement, index, value, -1, SQLITE_TRANSIENT));
}

void query_bind_day(Query *query, int index, Day value) {
  char buffer[DAY_TEXT_SIZE];
  query_bind_text(query, index, value == DAY_NONE ? NULL : day_to_iso(value, buffer));
}

void query_bind_null(Query *query, int index) {
  if (query->error == NULL)
    check(query, sqlite3_bind_null(query->statement, index));
}

void query_bind_blob(Query *query, int index, const void *data, gsize size) {
  if (query->error != NULL)
    return;
  if (data == NULL || size == 0) /* an empty blob is not NULL */
    check(query, sqlite3_bind_zeroblob(query->statement, index, 0));
  else
    check(query, sqlite3_bind_blob64(query->statement, index, data, size, SQLITE_STATIC));
}

void query_bind_ids(Query *query, int index, const GArray *ids) {
  g_autoptr(GString) json = g_string_new("[");
  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf(json, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "",
                           g_array_index(ids, gint64, i));
  g_string_append_c(json, ']');
  query_bind_text(query, index, json->str);
}

void query_bind_set(Query *query, int index, const IdSet *set) {
  if (query->error == NULL)
    check(query, sqlite3_bind_pointer(query->statement, index, (void *)set, ID_SET_TYPE, NULL));
}

gboolean query_next(Query *query) {
  if (query->repaired != NULL)
    g_ptr_array_set_size(query->repaired, 0);
  query->on_row = FALSE;
  if (query->over)
    return FALSE;
  check_path(query);
  if (query->error == NULL && !sqlite3_stmt_busy(query->statement))
    place_check_read(query->db, &query->error);
  if (query->error == NULL) {
    int code = sqlite3_step(query->statement);
    query->on_row = code == SQLITE_ROW;
    if (code != SQLITE_ROW && code != SQLITE_DONE)
      check(query, code);
  }
  query->over = !query->on_row;
  return query->on_row;
}

gint64 query_int(Query *query, int column) {
  return query->on_row ? sqlite3_column_int64(query->statement, column) : 0;
}

double query_real(Query *query, int column) {
  return query->on_row && !query_is_null(query, column)
             ? sqlite3_column_double(query->statement, column)
             : NAN;
}

const char *query_text(Query *query, int column) {
  if (!query->on_row)
    return NULL;
  const char *text = (const char *)sqlite3_column_text(query->statement, column);
  if (text == NULL || g_utf8_validate(text, -1, NULL))
    return text;
  if (query->repaired == NULL)
    query->repaired = g_ptr_array_new_with_free_func(g_free);
  char *copy = g_utf8_make_valid(text, -1);
  g_ptr_array_add(query->repaired, copy);
  return copy;
}

Day query_day(Query *query, int column) {
  return query->on_row ? day_from_iso((const char *)sqlite3_column_text(query->statement, column))
                       : DAY_NONE;
}

gboolean query_is_null(Query *query, int column) {
  return !query->on_row || sqlite3_column_type(query->statement, column) == SQLITE_NULL;
}

const void *query_blob(Query *query, int column, gsize *size) {
  *size = 0;
  if (!query->on_row)
    return NULL;
  const void *data = sqlite3_column_blob(query->statement, column);
  *size = (gsize)sqlite3_column_bytes(query->statement, column);
  gboolean empty = data == NULL && sqlite3_column_type(query->statement, column) == SQLITE_BLOB;
  return empty ? "" : data;
}

static gboolean drop_idle(gpointer key, gpointer statement, gpointer data) {
  (void)key;
  (void)data;
  sqlite3_finalize(statement);
  return TRUE;
}

void query_forget(Db *db) {
  g_hash_table_foreach_remove(db->idle, drop_idle, NULL);
}

/* A reset statement holds no lock. Two of the same SQL are in use only where one runs inside the
 * other; one is enough to keep. A statement that changes something is kept only from inside the
 * write path: prepared before a session listens, SQLite may empty a table without telling it. */
static void put_back(Db *db, sqlite3_stmt *statement) {
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  const char *sql = sqlite3_sql(statement);
  gboolean keep = sql != NULL && (db->writing || sqlite3_stmt_readonly(statement)) &&
                  !g_hash_table_contains(db->idle, sql);
  if (!keep) {
    sqlite3_finalize(statement);
    return;
  }
  if (g_hash_table_size(db->idle) >= IDLE_LIMIT)
    query_forget(db);
  g_hash_table_insert(db->idle, (gpointer)sql, statement);
}

gboolean query_finish(Query *query, GError **error) {
  gboolean good = query->error == NULL;
  if (!good)
    g_propagate_error(error, g_steal_pointer(&query->error));
  query_free(query);
  return good;
}

void query_free(Query *query) {
  if (query == NULL)
    return;
  if (query->statement != NULL)
    put_back(query->db, query->statement);
  g_clear_pointer(&query->repaired, g_ptr_array_unref);
  g_clear_error(&query->error);
  g_free(query);
}

gboolean query_run(Query *query, GError **error) {
  while (query_next(query))
    ;
  return query_finish(query, error);
}

gint64 db_last_id(const Db *db) {
  return sqlite3_last_insert_rowid(db->handle);
}

gboolean db_exec(Db *db, const char *sql, GError **error) {
  if (!place_check_read(db, error))
    return FALSE;
  int code = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
  if (code != SQLITE_OK)
    db_fail(db, sqlite3_extended_errcode(db->handle), error);
  return code == SQLITE_OK;
}

gint64 db_data_version(Db *db) {
  Query *query = query_new(db, "PRAGMA data_version");
  gint64 version = query_next(query) ? query_int(query, 0) : 0;
  query_free(query);
  return version;
}

DbMoment db_moment(Db *db) {
  return (DbMoment){.others = db_data_version(db),
                    .own = sqlite3_total_changes64(db->handle),
                    .opened = db->opened};
}

gboolean db_moment_is_same(const DbMoment *one, const DbMoment *other) {
  return one->others != 0 && one->others == other->others && one->own == other->own &&
         one->opened == other->opened;
}

Query *query_hold(Db *db) {
  Query *hold = query_new(db, SQL_HOLD);
  query_next(hold);
  return hold;
}

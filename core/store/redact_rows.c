/* redact_rows.c: the tables there are, and which of their records it is about. */
#include "core/store/about.h"
#include "core/store/redact_private.h"

#define SQL_TABLES                                                                                 \
  "SELECT name FROM sqlite_schema WHERE type = 'table'"                                            \
  " AND name NOT IN ('journal', '" ABOUT_TABLE "')"                                                \
  " AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name"
#define SQL_COLUMNS "SELECT name, pk FROM pragma_table_info(?1) ORDER BY cid"

/* ---- tables --------------------------------------------------------------------------------- */

static void table_free(gpointer data) {
  RedactTable *table = data;
  g_free(table->name);
  g_ptr_array_unref(table->columns);
  g_ptr_array_unref(table->keys);
  g_free(table);
}

static gboolean read_columns(Db *db, RedactTable *table, GError **error) {
  Query *query = query_new(db, SQL_COLUMNS);
  query_bind_text(query, 1, table->name);
  while (query_next(query)) {
    g_ptr_array_add(table->columns, g_strdup(query_text(query, 0)));
    if (query_int(query, 1) > 0)
      g_ptr_array_add(table->keys, table->columns->pdata[table->columns->len - 1]);
  }
  return query_finish(query, error);
}

GPtrArray *redact_tables(Db *db, GError **error) {
  g_autoptr(GPtrArray) tables = g_ptr_array_new_with_free_func(table_free);
  Query *query = query_new(db, SQL_TABLES);
  while (query_next(query)) {
    RedactTable *table = g_new0(RedactTable, 1);
    table->name = g_strdup(query_text(query, 0));
    table->columns = g_ptr_array_new_with_free_func(g_free);
    table->keys = g_ptr_array_new();
    g_ptr_array_add(tables, table);
  }
  if (!query_finish(query, error))
    return NULL;
  for (guint i = 0; i < tables->len; i++)
    if (!read_columns(db, tables->pdata[i], error))
      return NULL;
  return g_steal_pointer(&tables);
}

static gboolean has_column(const RedactTable *table, const char *name) {
  for (guint i = 0; i < table->columns->len; i++)
    if (g_str_equal(table->columns->pdata[i], name))
      return TRUE;
  return FALSE;
}

/* "a", "b" */
char *redact_quote_keys(const RedactTable *table) {
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < table->keys->len; i++)
    g_string_append_printf(text, "%s\"%s\"", i > 0 ? ", " : "",
                           (const char *)table->keys->pdata[i]);
  return g_string_free(text, FALSE);
}

/* The key of the row in the first columns of a query, as changeset_key() writes it. */
static char *read_key(Query *query, const RedactTable *table) {
  GString *key = g_string_new(NULL);
  for (guint i = 0; i < table->keys->len; i++) {
    const char *part = query_text(query, (int)i);
    g_string_append_printf(key, "%s%s", i > 0 ? "/" : "", part != NULL ? part : "");
  }
  return g_string_free(key, FALSE);
}

/* ---- which records it is about --------------------------------------------------------------- */

/* Those that an entry changed: with task, only what belongs to it. */
static gboolean add_changed(Redacting *redacting, const void *changeset, gsize size, gint64 task,
                            GError **error) {
  ChangesetIter *iter = changeset_start(redacting->db, changeset, size, error);
  if (iter == NULL)
    return FALSE;
  ChangedRow row;
  while (changeset_next(iter, &row)) {
    if (task != 0 && !shapes_touches(redacting->shapes, &row, task, FALSE))
      continue;
    g_autofree char *key = changeset_key(&row);
    g_hash_table_add(redacting->rows, redact_key(row.table, key));
  }
  return changeset_end(redacting->db, iter, error);
}

static gboolean add_of_entries(Redacting *redacting, GError **error) {
  gint64 entry = redacting->what->entry, task = redacting->what->task;
  gboolean met = FALSE;
  Query *query = query_new(redacting->db, entry != 0 ? REDACT_ENTRY : REDACT_ENTRIES);
  if (entry != 0)
    query_bind_int(query, 1, entry);
  while (query_next(query)) {
    gsize size = 0;
    const void *changeset = query_blob(query, 4, &size);
    met = TRUE;
    if (!add_changed(redacting, changeset, size, task, error)) {
      query_free(query);
      return FALSE;
    }
  }
  if (!query_finish(query, error))
    return FALSE;
  if (met || entry == 0)
    return TRUE;
  g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "日志里没有第 %" G_GINT64_FORMAT " 条",
              entry);
  return FALSE;
}

/* What belongs to the task now, also what no entry made. */
static gboolean add_of_task(Redacting *redacting, const RedactTable *table, GError **error) {
  gboolean is_task = g_str_equal(table->name, "task");
  if (table->keys->len == 0 || (!is_task && !has_column(table, "task")))
    return TRUE;
  g_autofree char *keys = redact_quote_keys(table);
  g_autofree char *sql = g_strdup_printf("SELECT %s FROM \"%s\" WHERE %s = ?1", keys, table->name,
                                         is_task ? "id" : "task");
  Query *query = query_new(redacting->db, sql);
  query_bind_int(query, 1, redacting->what->task);
  while (query_next(query)) {
    g_autofree char *key = read_key(query, table);
    g_hash_table_add(redacting->rows, redact_key(table->name, key));
  }
  return query_finish(query, error);
}

gboolean redact_find_rows(Redacting *redacting, const GPtrArray *tables, GError **error) {
  const Redaction *what = redacting->what;
  if (what->task == 0 && what->entry == 0)
    return TRUE;
  redacting->rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  if (!add_of_entries(redacting, error))
    return FALSE;
  for (guint i = 0; what->entry == 0 && i < tables->len; i++)
    if (!add_of_task(redacting, tables->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* redact_cells.c: the text in records as they are now. */
#include "core/store/place.h"
#include "core/store/redact_private.h"

static void cell_free(gpointer data) {
  RedactCell *cell = data;
  g_ptr_array_unref(cell->keys);
  g_free(cell->text);
  g_free(cell);
}

GPtrArray *redact_cells_new(void) {
  return g_ptr_array_new_with_free_func(cell_free);
}

static RedactCell *cell_new(const RedactTable *table, const char *column, sqlite3_stmt *statement,
                            char *text) {
  RedactCell *cell = g_new0(RedactCell, 1);
  cell->table = table;
  cell->column = column;
  cell->keys = g_ptr_array_new_with_free_func((GDestroyNotify)sqlite3_value_free);
  for (guint i = 0; i < table->keys->len; i++)
    g_ptr_array_add(cell->keys, sqlite3_value_dup(sqlite3_column_value(statement, (int)i)));
  cell->text = text;
  return cell;
}

static char *statement_key(sqlite3_stmt *statement, const RedactTable *table) {
  GString *key = g_string_new(NULL);
  for (guint i = 0; i < table->keys->len; i++) {
    g_autofree char *part = changeset_text(sqlite3_column_value(statement, (int)i));
    g_string_append_printf(key, "%s%s", i > 0 ? "/" : "", part != NULL ? part : "");
  }
  return g_string_free(key, FALSE);
}

static void take_cell(Redacting *redacting, const RedactTable *table, const char *column,
                      sqlite3_stmt *statement, GPtrArray *cells) {
  int at = (int)table->keys->len;
  const char *text = (const char *)sqlite3_column_text(statement, at);
  gsize size = (gsize)sqlite3_column_bytes(statement, at);
  g_autofree char *key = statement_key(statement, table);
  char *becomes = text != NULL && redact_has_row(redacting, table->name, key)
                      ? redact_value(redacting, table->name, column, text, size)
                      : NULL;
  if (becomes == NULL)
    return;
  redact_add_needle(redacting, text);
  redact_add_place(redacting, 0, table->name, key, column);
  g_ptr_array_add(cells, cell_new(table, column, statement, becomes));
}

static gboolean find_in_column(Redacting *redacting, const RedactTable *table, const char *column,
                               GPtrArray *cells, GError **error) {
  g_autofree char *keys = redact_quote_keys(table);
  g_autofree char *sql = g_strdup_printf("SELECT %s, \"%s\" FROM \"%s\" WHERE \"%s\" IS NOT NULL"
                                         " AND (?1 IS NULL OR instr(\"%s\", ?1) > 0)",
                                         keys, column, table->name, column, column);
  sqlite3_stmt *statement = NULL;
  if (!place_check_read(redacting->db, error))
    return FALSE;
  int code = sqlite3_prepare_v2(redacting->db->handle, sql, -1, &statement, NULL);
  if (code == SQLITE_OK && redacting->what->text != NULL)
    code = sqlite3_bind_text(statement, 1, redacting->what->text, -1, SQLITE_TRANSIENT);
  while (code == SQLITE_OK && (code = sqlite3_step(statement)) == SQLITE_ROW) {
    take_cell(redacting, table, column, statement, cells);
    code = SQLITE_OK;
  }
  sqlite3_finalize(statement);
  if (code == SQLITE_DONE)
    return TRUE;
  db_fail(redacting->db, code, error);
  return FALSE;
}

gboolean redact_find_cells(Redacting *redacting, const GPtrArray *tables, GPtrArray *cells,
                           GError **error) {
  for (guint i = 0; i < tables->len; i++) {
    const RedactTable *table = tables->pdata[i];
    for (guint k = 0; table->keys->len > 0 && k < table->columns->len; k++) {
      const char *column = table->columns->pdata[k];
      if (redact_has_column(redacting, table->name, column) &&
          !find_in_column(redacting, table, column, cells, error))
        return FALSE;
    }
  }
  redacting->result->cells = redacting->result->places->len;
  return TRUE;
}

gboolean redact_replace_cell(Db *db, const RedactCell *cell, GError **error) {
  g_autoptr(GString) sql = g_string_new(NULL);
  g_string_printf(sql, "UPDATE \"%s\" SET \"%s\" = ?1 WHERE ", cell->table->name, cell->column);
  for (guint i = 0; i < cell->keys->len; i++)
    g_string_append_printf(sql, "%s\"%s\" IS ?%u", i > 0 ? " AND " : "",
                           (const char *)cell->table->keys->pdata[i], i + 2);
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2(db->handle, sql->str, -1, &statement, NULL);
  if (code == SQLITE_OK)
    code = sqlite3_bind_text(statement, 1, cell->text, -1, SQLITE_TRANSIENT);
  for (guint i = 0; code == SQLITE_OK && i < cell->keys->len; i++)
    code = sqlite3_bind_value(statement, (int)i + 2, cell->keys->pdata[i]);
  if (code == SQLITE_OK)
    code = sqlite3_step(statement);
  sqlite3_finalize(statement);
  if (code == SQLITE_DONE)
    return TRUE;
  db_fail(db, code, error);
  return FALSE;
}

/* guard.c: whether the triggers that keep the journal are as they were made. */
#include "core/store/db_private.h"
#include "core/store/journal.h"
#include "core/store/migrate.h"

#define SQL_TRIGGERS "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name"

/* What a new file has, name → SQL: made in memory by what makes every file. NULL where it cannot be
 * made. */
static GHashTable *read_made(void) {
  g_autoptr(GHashTable) made = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  sqlite3 *handle = NULL;
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_open(":memory:", &handle);
  for (int i = 0; code == SQLITE_OK && i < ledger_migrations.count; i++)
    code = sqlite3_exec(handle, ledger_migrations.steps[i].sql, NULL, NULL, NULL);
  if (code == SQLITE_OK)
    code = sqlite3_prepare_v2(handle, SQL_TRIGGERS, -1, &statement, NULL);
  while (code == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW)
    g_hash_table_insert(made, g_strdup((const char *)sqlite3_column_text(statement, 0)),
                        g_strdup((const char *)sqlite3_column_text(statement, 1)));
  sqlite3_finalize(statement);
  sqlite3_close(handle);
  return code == SQLITE_OK ? g_steal_pointer(&made) : NULL;
}

static void add(GString *problem, const char *name, const char *what) {
  g_string_append_printf(problem, "%s%s%s", problem->len > 0 ? "；" : "", name, what);
}

gboolean journal_guarded(Db *db, char **problem, GError **error) {
  *problem = NULL;
  g_autoptr(GHashTable) made = read_made();
  if (made == NULL) {
    db_fail(db, SQLITE_NOMEM, error);
    return FALSE;
  }
  g_autoptr(GString) text = g_string_new(NULL);
  Query *query = query_new(db, SQL_TRIGGERS);
  while (query_next(query)) {
    const char *name = query_text(query, 0);
    const char *sql = g_hash_table_lookup(made, name);
    if (sql == NULL)
      add(text, name, " 是别人添加的");
    else if (g_strcmp0(sql, query_text(query, 1)) != 0)
      add(text, name, " 被改动过");
    g_hash_table_remove(made, name);
  }
  g_autoptr(GList) missing = g_list_sort(g_hash_table_get_keys(made), (GCompareFunc)g_strcmp0);
  for (GList *at = missing; at != NULL; at = at->next)
    add(text, at->data, " 不见了");
  if (!query_finish(query, error))
    return FALSE;
  if (text->len > 0)
    *problem = g_strdup_printf("台账文件里的触发器（它们使日志只能追加）被动过：%s", text->str);
  return TRUE;
}

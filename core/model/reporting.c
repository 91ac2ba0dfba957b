#include "core/model/reporting.h"

#define SQL_REPORTING                                                                              \
  "SELECT id, ledger, position, text, phrase, materials FROM reporting WHERE ledger = ?1 "         \
  "ORDER BY position, id"
#define SQL_REPORTING_INSERT                                                                       \
  "INSERT INTO reporting (ledger, position, text, phrase, materials) VALUES (?1, ?2, ?3, ?4, ?5)"

void reporting_free(Reporting *reporting) {
  if (reporting == NULL)
    return;
  g_free(reporting->text);
  g_free(reporting->phrase);
  g_clear_pointer(&reporting->materials, g_ptr_array_unref);
  g_free(reporting);
}

/* Materials are stored one a line. */
static GPtrArray *split_materials(const char *text) {
  GPtrArray *materials = g_ptr_array_new_with_free_func(g_free);
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    g_ptr_array_add(materials, g_strdup(lines[i]));
  return materials;
}

GPtrArray *reporting_list(Db *db, gint64 ledger, GError **error) {
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)reporting_free);
  Query *query = query_new(db, SQL_REPORTING);
  query_bind_int(query, 1, ledger);
  while (query_next(query)) {
    Reporting *reporting = g_new0(Reporting, 1);
    reporting->id = query_int(query, 0);
    reporting->ledger = query_int(query, 1);
    reporting->position = (int)query_int(query, 2);
    reporting->text = g_strdup(query_text(query, 3));
    reporting->phrase = g_strdup(query_text(query, 4));
    reporting->materials = split_materials(query_text(query, 5));
    g_ptr_array_add(list, reporting);
  }
  if (!query_finish(query, error))
    return NULL;
  return g_steal_pointer(&list);
}

gboolean reporting_insert(Db *db, Reporting *reporting, GError **error) {
  g_autoptr(GString) materials = g_string_new(NULL);
  for (guint i = 0; i < reporting->materials->len; i++)
    g_string_append_printf(materials, "%s%s", i > 0 ? "\n" : "",
                           (const char *)reporting->materials->pdata[i]);
  Query *query = query_new(db, SQL_REPORTING_INSERT);
  query_bind_int(query, 1, reporting->ledger);
  query_bind_int(query, 2, reporting->position);
  query_bind_text(query, 3, reporting->text);
  query_bind_text(query, 4, reporting->phrase);
  query_bind_text(query, 5, materials->str);
  if (!query_run(query, error))
    return FALSE;
  reporting->id = db_last_id(db);
  return TRUE;
}

#include "core/model/system.h"

#define SQL_SYSTEMS                                                                                \
  "SELECT id, template, title, issuer, document, issued, region, year, source_year, every, "       \
  "ifnull(ledger, 0) FROM system ORDER BY year DESC, id"
#define SQL_SYSTEM_SAME "SELECT count(*) FROM system WHERE template = ?1 AND year = ?2"
#define SQL_SYSTEM_INSERT                                                                          \
  "INSERT INTO system (template, title, issuer, document, issued, region, year, source_year, "     \
  "every, ledger) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"

/* ---- systems ---------------------------------------------------------------------------- */

void system_free(System *system) {
  if (system == NULL)
    return;
  g_free(system->template_name);
  g_free(system->title);
  g_free(system->issuer);
  g_free(system->document);
  g_free(system->region);
  g_free(system);
}

GPtrArray *system_list(Db *db, GError **error) {
  g_autoptr(GPtrArray) systems = g_ptr_array_new_with_free_func((GDestroyNotify)system_free);
  Query *query = query_new(db, SQL_SYSTEMS);
  while (query_next(query)) {
    System *system = g_new0(System, 1);
    system->id = query_int(query, 0);
    system->template_name = g_strdup(query_text(query, 1));
    system->title = g_strdup(query_text(query, 2));
    system->issuer = g_strdup(query_text(query, 3));
    system->document = g_strdup(query_text(query, 4));
    system->issued = query_day(query, 5);
    system->region = g_strdup(query_text(query, 6));
    system->year = (int)query_int(query, 7);
    system->source_year = (int)query_int(query, 8);
    system->monthly = g_strcmp0(query_text(query, 9), "month") == 0;
    system->ledger = query_int(query, 10);
    g_ptr_array_add(systems, system);
  }
  if (!query_finish(query, error))
    return NULL;
  return g_steal_pointer(&systems);
}

static gboolean system_matches(const System *system, const char *text, int year) {
  g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, system->id);
  if (year != 0 && system->year != year)
    return FALSE;
  return g_str_equal(id, text) || g_strcmp0(system->template_name, text) == 0 ||
         g_str_equal(system->title, text);
}

System *system_find(Db *db, const char *text, int year, GError **error) {
  g_autoptr(GPtrArray) systems = system_list(db, error);
  if (systems == NULL)
    return NULL;
  g_autoptr(GString) names = g_string_new(NULL);
  for (guint i = 0; i < systems->len; i++) {
    const System *system = systems->pdata[i];
    if (system_matches(system, text, year))
      return g_ptr_array_steal_index(systems, i);
    g_string_append_printf(names, "%s%" G_GINT64_FORMAT " %s（%s%s%d年）", i > 0 ? "；" : "",
                           system->id, system->title,
                           system->template_name != NULL ? system->template_name : "",
                           system->template_name != NULL ? "，" : "", system->year);
  }
  g_autofree char *of_year = year != 0 ? g_strdup_printf("%d年", year) : g_strdup("");
  g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
              "没有编号、模板名或标题为“%s”的%s测评指标体系。现有的：%s", text, of_year,
              systems->len > 0 ? names->str : "（一个也没有，可用 taizhang init --template 添加）");
  return NULL;
}

static gboolean refuse_second_system(Db *db, const System *system, GError **error) {
  Query *query = query_new(db, SQL_SYSTEM_SAME);
  query_bind_text(query, 1, system->template_name);
  query_bind_int(query, 2, system->year);
  gint64 count = query_next(query) ? query_int(query, 0) : 0;
  if (!query_finish(query, error))
    return FALSE;
  if (count == 0)
    return TRUE;
  return store_refuse(error, "模板“%s”%d年的测评指标体系已经有了，没有重复添加；请换一个年份",
                      system->template_name, system->year);
}

gboolean system_insert(Db *db, System *system, GError **error) {
  if (!refuse_second_system(db, system, error))
    return FALSE;
  Query *query = query_new(db, SQL_SYSTEM_INSERT);
  query_bind_text(query, 1, system->template_name);
  query_bind_text(query, 2, system->title);
  query_bind_text(query, 3, system->issuer);
  query_bind_text(query, 4, system->document);
  query_bind_day(query, 5, system->issued);
  query_bind_text(query, 6, system->region);
  query_bind_int(query, 7, system->year);
  query_bind_int(query, 8, system->source_year);
  query_bind_text(query, 9, system->monthly ? "month" : "year");
  if (system->ledger != 0)
    query_bind_int(query, 10, system->ledger);
  if (!query_run(query, error))
    return FALSE;
  system->id = db_last_id(db);
  return TRUE;
}

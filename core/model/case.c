#include "core/model/case.h"

#include "core/model/plan.h"
#include "core/model/unit.h"
#include "core/rules/text.h"

#define SQL_CASES                                                                                  \
  "SELECT c.id, c.topic, c.title, u.name, c.summary, c.filed_on, c.adopted_on, c.author "          \
  "FROM \"case\" c LEFT JOIN unit u ON u.id = c.unit WHERE c.topic = ?1 ORDER BY c.filed_on, c.id"
#define SQL_CASE_INSERT                                                                            \
  "INSERT INTO \"case\" (topic, title, unit, summary, filed_on, author, month, stage) "            \
  "SELECT ?1, ?2, ?3, ?4, ?5, ?6, printf('%04d-%02d-01', p.year, t.month), 'city' "                \
  "FROM topic t JOIN plan p ON p.id = t.plan WHERE t.id = ?1"
#define SQL_CASE_STAGE_INSERT                                                                      \
  "INSERT INTO case_stage (\"case\", stage, made_on, author) VALUES (?1, 'city', ?2, ?3)"

void case_free(Case *file) {
  if (file == NULL)
    return;
  g_free(file->title);
  g_free(file->unit);
  g_free(file->summary);
  g_free(file->author);
  g_free(file);
}

GPtrArray *case_list(Db *db, gint64 topic, GError **error) {
  g_autoptr(GPtrArray) cases = g_ptr_array_new_with_free_func((GDestroyNotify)case_free);
  Query *query = query_new(db, SQL_CASES);
  query_bind_int(query, 1, topic);
  while (query_next(query)) {
    Case *file = g_new0(Case, 1);
    file->id = query_int(query, 0);
    file->topic = query_int(query, 1);
    file->title = g_strdup(query_text(query, 2));
    file->unit = g_strdup(query_text(query, 3));
    file->summary = g_strdup(query_text(query, 4));
    file->filed_on = query_day(query, 5);
    file->adopted_on = query_day(query, 6);
    file->author = g_strdup(query_text(query, 7));
    g_ptr_array_add(cases, file);
  }
  if (!query_finish(query, error))
    return NULL;
  return g_steal_pointer(&cases);
}

typedef struct {
  const Actor *actor;
  const CaseInput *input;
  const char *title;
  const char *summary;
  gint64 unit;
  gint64 id;
} Filing;

static gboolean write_case(Db *db, gpointer data, GError **error) {
  Filing *filing = data;
  const CaseInput *input = filing->input;
  Day filed_on = input->filed_on != DAY_NONE ? input->filed_on : filing->actor->today;
  Query *query = query_new(db, SQL_CASE_INSERT);
  query_bind_int(query, 1, input->topic);
  query_bind_text(query, 2, filing->title);
  if (filing->unit != 0)
    query_bind_int(query, 3, filing->unit);
  query_bind_text(query, 4, *filing->summary != '\0' ? filing->summary : NULL);
  query_bind_day(query, 5, filed_on);
  query_bind_text(query, 6, filing->actor->who);
  if (!query_run(query, error))
    return FALSE;
  filing->id = db_last_id(db);
  query = query_new(db, SQL_CASE_STAGE_INSERT);
  query_bind_int(query, 1, filing->id);
  query_bind_day(query, 2, filed_on);
  query_bind_text(query, 3, filing->actor->who);
  return query_run(query, error);
}

static gboolean refuse(CaseField *field, CaseField which, GError **error, const char *message) {
  *field = which;
  g_set_error_literal(error, STORE_ERROR, STORE_ERROR_REFUSED, message);
  return FALSE;
}

static gboolean find_unit(Db *db, const char *name, gint64 *id, GError **error) {
  *id = 0;
  if (*name == '\0')
    return TRUE;
  g_autoptr(Unit) unit = unit_find(db, name, error);
  if (unit == NULL)
    return FALSE;
  *id = unit->id;
  return TRUE;
}

gboolean case_create(Db *db, const Actor *actor, const CaseInput *input, gint64 *id,
                     CaseField *field, GError **error) {
  CaseField ignored;
  if (field == NULL)
    field = &ignored;
  *field = CASE_FIELD_NONE;
  g_autofree char *title = text_strip(input->title);
  g_autofree char *unit = text_strip(input->unit);
  g_autofree char *text = text_strip(input->summary);
  if (*title == '\0')
    return refuse(field, CASE_FIELD_TITLE, error, "案例标题不能为空");
  if (input->filed_on > actor->today)
    return refuse(field, CASE_FIELD_FILED_ON, error, "报送日期不能晚于今天");
  Filing filing = {.actor = actor, .input = input, .title = title, .summary = text};
  if (!find_unit(db, unit, &filing.unit, error)) {
    *field = CASE_FIELD_UNIT;
    return FALSE;
  }
  g_autofree char *summary = g_strdup_printf("报送案例“%s”", title);
  Deed deed = {.verb = "case.add", .summary = summary};
  if (!store_write(db, actor, &deed, write_case, &filing, NULL, error))
    return FALSE;
  if (id != NULL)
    *id = filing.id;
  return TRUE;
}

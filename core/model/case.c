#include "core/model/case.h"

#include "core/model/plan.h"

#define SQL_CASES                                                                                  \
  "SELECT c.id, c.topic, p.year, t.month, t.title, c.month, c.title, c.unit, u.name, c.domain, "   \
  "c.subdomain, c.summary, c.stage, s.made_on, s.note, c.filed_on, c.adopted_on, "                 \
  "(SELECT count(*) FROM evidence e WHERE e.\"case\" = c.id), c.author, "                          \
  "(SELECT y.due_day FROM plan y WHERE y.year = CAST(substr(c.month, 1, 4) AS INTEGER)) "          \
  "FROM \"case\" c JOIN topic t ON t.id = c.topic JOIN plan p ON p.id = t.plan "                   \
  "LEFT JOIN unit u ON u.id = c.unit LEFT JOIN case_stage s ON s.id = "                            \
  "(SELECT max(o.id) FROM case_stage o WHERE o.\"case\" = c.id) WHERE "
#define SQL_FILTERED                                                                               \
  "(?1 = 0 OR c.topic = ?1) AND (?2 = 0 OR CAST(substr(c.month, 1, 4) AS INTEGER) = ?2) "          \
  "AND (?3 = 0 OR CAST(substr(c.month, 6, 2) AS INTEGER) = ?3) AND (?4 = 0 OR c.unit = ?4 "        \
  "OR c.unit IN (SELECT m.member FROM unit_member m WHERE m.unit = ?4)) "                          \
  "AND (?5 IS NULL OR c.stage = ?5) AND (?6 IS NULL OR c.domain = ?6) "                            \
  "ORDER BY c.month, c.filed_on IS NULL, c.filed_on, c.id"
#define SQL_OF_ID "c.id = ?1"
#define SQL_STEPS                                                                                  \
  "SELECT stage, made_on, note, author FROM case_stage WHERE \"case\" = ?1 ORDER BY id"
#define SQL_EVIDENCE "SELECT reference, size, digest FROM evidence WHERE \"case\" = ?1 ORDER BY id"

void case_free(Case *file) {
  if (file == NULL)
    return;
  g_free(file->topic_title);
  g_free(file->title);
  g_free(file->unit);
  g_free(file->domain);
  g_free(file->subdomain);
  g_free(file->summary);
  g_free(file->note);
  g_free(file->author);
  g_free(file);
}

/* What the file's own rules allow in that column. */
static CaseStage stage_column(Query *query, int column) {
  CaseStage stage = CASE_DRAFT;
  case_stage_parse(query_text(query, column), &stage);
  return stage;
}

static Case *case_from_row(Query *query) {
  Case *file = g_new0(Case, 1);
  file->id = query_int(query, 0);
  file->topic = query_int(query, 1);
  file->topic_year = (int)query_int(query, 2);
  file->topic_month = (int)query_int(query, 3);
  file->topic_title = g_strdup(query_text(query, 4));
  file->month = query_day(query, 5);
  file->across = file->month != day_from_ymd(file->topic_year, file->topic_month, 1);
  file->title = g_strdup(query_text(query, 6));
  file->unit_id = query_int(query, 7);
  file->unit = g_strdup(query_text(query, 8));
  file->domain = g_strdup(query_text(query, 9));
  file->subdomain = g_strdup(query_text(query, 10));
  file->summary = g_strdup(query_text(query, 11));
  file->stage = stage_column(query, 12);
  file->stage_on = query_day(query, 13);
  file->note = g_strdup(query_text(query, 14));
  file->filed_on = query_day(query, 15);
  file->adopted_on = query_day(query, 16);
  file->evidence = (guint)query_int(query, 17);
  file->author = g_strdup(query_text(query, 18));
  CivilDate month = day_civil(file->month);
  file->due = plan_month_day(month.year, month.month, (int)query_int(query, 19));
  return file;
}

char *case_across_text(const Case *file) {
  if (!file->across)
    return NULL;
  if (file->topic_year == day_civil(file->month).year)
    return g_strdup_printf("跨月主题：%d月“%s”", file->topic_month, file->topic_title);
  return g_strdup_printf("跨月主题：%d年%d月“%s”", file->topic_year, file->topic_month,
                         file->topic_title);
}

int case_late_days(const Case *file) {
  if (file->due == DAY_NONE || file->filed_on == DAY_NONE || file->filed_on <= file->due)
    return 0;
  return (int)file->filed_on - (int)file->due;
}

char *case_late_text(const Case *file) {
  int days = case_late_days(file);
  return days > 0 ? g_strdup_printf("迟报%d天", days) : NULL;
}

GPtrArray *case_list(Db *db, const CaseFilter *filter, GError **error) {
  g_autoptr(GPtrArray) cases = g_ptr_array_new_with_free_func((GDestroyNotify)case_free);
  Query *query = query_new(db, SQL_CASES SQL_FILTERED);
  query_bind_int(query, 1, filter->topic);
  query_bind_int(query, 2, filter->year);
  query_bind_int(query, 3, filter->month);
  query_bind_int(query, 4, filter->unit);
  query_bind_text(
      query, 5, filter->stage != CASE_STAGE_ANY ? case_stage_code((CaseStage)filter->stage) : NULL);
  query_bind_text(query, 6, filter->domain);
  while (query_next(query))
    g_ptr_array_add(cases, case_from_row(query));
  if (!query_finish(query, error))
    return NULL;
  return g_steal_pointer(&cases);
}

Case *case_load(Db *db, gint64 id, GError **error) {
  Query *query = query_new(db, SQL_CASES SQL_OF_ID);
  query_bind_int(query, 1, id);
  g_autoptr(Case) file = query_next(query) ? case_from_row(query) : NULL;
  if (!query_finish(query, error))
    return NULL;
  if (file == NULL)
    g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                "没有编号为 %" G_GINT64_FORMAT " 的案例，可能已被删除；请刷新后再试", id);
  return g_steal_pointer(&file);
}

void case_step_free(CaseStep *step) {
  if (step == NULL)
    return;
  g_free(step->note);
  g_free(step->author);
  g_free(step);
}

GPtrArray *case_steps(Db *db, gint64 id, GError **error) {
  g_autoptr(GPtrArray) steps = g_ptr_array_new_with_free_func((GDestroyNotify)case_step_free);
  Query *query = query_new(db, SQL_STEPS);
  query_bind_int(query, 1, id);
  while (query_next(query)) {
    CaseStep *step = g_new0(CaseStep, 1);
    step->stage = stage_column(query, 0);
    step->made_on = query_day(query, 1);
    step->note = g_strdup(query_text(query, 2));
    step->author = g_strdup(query_text(query, 3));
    g_ptr_array_add(steps, step);
  }
  if (!query_finish(query, error))
    return NULL;
  return g_steal_pointer(&steps);
}

GPtrArray *case_evidence(Db *db, gint64 id, GError **error) {
  g_autoptr(GPtrArray) pieces = g_ptr_array_new_with_free_func((GDestroyNotify)evidence_free);
  Query *query = query_new(db, SQL_EVIDENCE);
  query_bind_int(query, 1, id);
  while (query_next(query))
    g_ptr_array_add(pieces, evidence_from(query, 0));
  if (!query_finish(query, error))
    return NULL;
  return g_steal_pointer(&pieces);
}

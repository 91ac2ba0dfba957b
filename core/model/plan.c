#include "core/model/plan.h"

#define SQL_PLAN_INSERT                                                                            \
  "INSERT INTO plan (template, title, issuer, document, issued, year, source_year, due_day, "      \
  "ministry_day, target) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
#define SQL_PLAN_OF_YEAR "SELECT title FROM plan WHERE year = ?1"
#define SQL_PLAN_YEARS "SELECT year FROM plan ORDER BY year"
#define SQL_TOPIC_INSERT                                                                           \
  "INSERT INTO topic (plan, month, title, content, content_printed) VALUES (?1, ?2, ?3, ?4, ?5)"
#define SQL_TOPICS                                                                                 \
  "SELECT t.id, p.year, t.month, t.title, t.content, t.content_printed, p.due_day, "               \
  "ifnull(p.ministry_day, 0), p.target, (SELECT count(*) FROM \"case\" c WHERE c.topic = t.id), "  \
  "(SELECT count(c.adopted_on) FROM \"case\" c WHERE c.topic = t.id) "                             \
  "FROM topic t JOIN plan p ON p.id = t.plan "                                                     \
  "WHERE (?1 = 0 OR p.year = ?1) AND (?2 = 0 OR t.month = ?2) ORDER BY p.year, t.month"

void plan_free(Plan *plan) {
  if (plan == NULL)
    return;
  g_free(plan->template_name);
  g_free(plan->title);
  g_free(plan->issuer);
  g_free(plan->document);
  g_free(plan);
}

static gboolean refuse_second_plan(Db *db, int year, GError **error) {
  Query *query = query_new(db, SQL_PLAN_OF_YEAR);
  query_bind_int(query, 1, year);
  g_autofree char *title = query_next(query) ? g_strdup(query_text(query, 0)) : NULL;
  if (!query_finish(query, error))
    return FALSE;
  if (title == NULL)
    return TRUE;
  g_set_error(error, STORE_ERROR, STORE_ERROR_REFUSED,
              "%d年已有选题计划“%s”，一年只能有一份；要用于别的年份，请加 --year", year, title);
  return FALSE;
}

gboolean plan_insert(Db *db, Plan *plan, GError **error) {
  if (!refuse_second_plan(db, plan->year, error))
    return FALSE;
  Query *query = query_new(db, SQL_PLAN_INSERT);
  query_bind_text(query, 1, plan->template_name);
  query_bind_text(query, 2, plan->title);
  query_bind_text(query, 3, plan->issuer);
  query_bind_text(query, 4, plan->document);
  query_bind_day(query, 5, plan->issued);
  query_bind_int(query, 6, plan->year);
  query_bind_int(query, 7, plan->source_year);
  query_bind_int(query, 8, plan->due_day);
  if (plan->ministry_day != 0)
    query_bind_int(query, 9, plan->ministry_day);
  query_bind_int(query, 10, plan->target);
  if (!query_run(query, error))
    return FALSE;
  plan->id = db_last_id(db);
  return TRUE;
}

GArray *plan_years(Db *db, GError **error) {
  g_autoptr(GArray) years = g_array_new(FALSE, FALSE, sizeof(int));
  Query *query = query_new(db, SQL_PLAN_YEARS);
  while (query_next(query)) {
    int year = (int)query_int(query, 0);
    g_array_append_val(years, year);
  }
  if (!query_finish(query, error))
    return NULL;
  return g_steal_pointer(&years);
}

/* ---- topics ----------------------------------------------------------------------------- */

void topic_free(Topic *topic) {
  if (topic == NULL)
    return;
  g_free(topic->title);
  g_free(topic->content);
  g_free(topic->content_printed);
  g_free(topic);
}

gboolean topic_insert(Db *db, gint64 plan, int month, const char *title, const char *content,
                      const char *content_printed, GError **error) {
  Query *query = query_new(db, SQL_TOPIC_INSERT);
  query_bind_int(query, 1, plan);
  query_bind_int(query, 2, month);
  query_bind_text(query, 3, title);
  query_bind_text(query, 4, content);
  query_bind_text(query, 5, content_printed);
  return query_run(query, error);
}

/* The due day of a month; a month that is shorter has it on its last day. */
static Day month_day(int year, int month, int day) {
  if (day == 0)
    return DAY_NONE;
  Day due = day_from_ymd(year, month, day);
  return due != DAY_NONE ? due : day_month_end(year, month);
}

static Topic *topic_from_row(Query *query) {
  Topic *topic = g_new0(Topic, 1);
  topic->id = query_int(query, 0);
  topic->year = (int)query_int(query, 1);
  topic->month = (int)query_int(query, 2);
  topic->title = g_strdup(query_text(query, 3));
  topic->content = g_strdup(query_text(query, 4));
  topic->content_printed = g_strdup(query_text(query, 5));
  topic->due = month_day(topic->year, topic->month, (int)query_int(query, 6));
  topic->ministry_due = month_day(topic->year, topic->month, (int)query_int(query, 7));
  topic->target = (int)query_int(query, 8);
  topic->cases = (int)query_int(query, 9);
  topic->adopted = (int)query_int(query, 10);
  return topic;
}

GPtrArray *topic_list(Db *db, int year, int month, GError **error) {
  g_autoptr(GPtrArray) topics = g_ptr_array_new_with_free_func((GDestroyNotify)topic_free);
  Query *query = query_new(db, SQL_TOPICS);
  query_bind_int(query, 1, year);
  query_bind_int(query, 2, month);
  while (query_next(query))
    g_ptr_array_add(topics, topic_from_row(query));
  if (!query_finish(query, error))
    return NULL;
  return g_steal_pointer(&topics);
}

Topic *topic_of_day(Db *db, Day day, GError **error) {
  CivilDate date = day_civil(day);
  g_autoptr(GPtrArray) topics = topic_list(db, date.year, date.month, error);
  if (topics == NULL || topics->len == 0)
    return NULL;
  return g_ptr_array_steal_index(topics, 0);
}

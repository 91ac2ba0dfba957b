#include "core/model/plan.h"

#include "core/model/unit.h"

#define SQL_PLAN_INSERT                                                                            \
  "INSERT INTO plan (template, title, issuer, document, issued, year, source_year, due_day, "      \
  "ministry_day, target, system) "                                                                 \
  "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, nullif(?9, 0), ?10, nullif(?11, 0))"
#define SQL_PLAN_OF_YEAR "SELECT title FROM plan WHERE year = ?1"
#define SQL_PLAN                                                                                   \
  "SELECT id, template, title, issuer, document, issued, year, source_year, due_day, "             \
  "ifnull(ministry_day, 0), target, ifnull(system, 0) FROM plan WHERE year = ?1"
#define SQL_PLAN_YEARS "SELECT year FROM plan ORDER BY year"
#define SQL_TOPIC_INSERT                                                                           \
  "INSERT INTO topic (plan, month, title, content, content_printed) VALUES (?1, ?2, ?3, ?4, ?5)"
/* The cases that count for each month; what is filed as case_stage_is_filed() has it. */
#define SQL_TOPIC                                                                                  \
  "SELECT t.id, p.year, t.month, t.title, t.content, t.content_printed, p.due_day, "               \
  "ifnull(p.ministry_day, 0), p.target FROM topic t JOIN plan p ON p.id = t.plan WHERE "
#define SQL_OF_MONTH "(?1 = 0 OR p.year = ?1) AND (?2 = 0 OR t.month = ?2) ORDER BY p.year, t.month"
#define SQL_OF_ID "t.id = ?1"
#define SQL_COUNTS                                                                                 \
  "SELECT stage, count(*), sum(topic <> ?2) FROM \"case\" WHERE month = ?1 GROUP BY stage"
#define SQL_UNITS                                                                                  \
  "SELECT u.id FROM plan_unit l JOIN unit u ON u.id = l.unit WHERE l.plan = ?1 ORDER BY u.id"

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
              "%d年已有选题计划“%s”，一年只能有一份；请换一个年份", year, title);
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
  query_bind_int(query, 9, plan->ministry_day);
  query_bind_int(query, 10, plan->target);
  query_bind_int(query, 11, plan->system);
  if (!query_run(query, error))
    return FALSE;
  plan->id = db_last_id(db);
  return TRUE;
}

Plan *plan_load(Db *db, int year, GError **error) {
  Query *query = query_new(db, SQL_PLAN);
  query_bind_int(query, 1, year);
  g_autoptr(Plan) plan = NULL;
  if (query_next(query)) {
    plan = g_new0(Plan, 1);
    plan->id = query_int(query, 0);
    plan->template_name = g_strdup(query_text(query, 1));
    plan->title = g_strdup(query_text(query, 2));
    plan->issuer = g_strdup(query_text(query, 3));
    plan->document = g_strdup(query_text(query, 4));
    plan->issued = query_day(query, 5);
    plan->year = (int)query_int(query, 6);
    plan->source_year = (int)query_int(query, 7);
    plan->due_day = (int)query_int(query, 8);
    plan->ministry_day = (int)query_int(query, 9);
    plan->target = (int)query_int(query, 10);
    plan->system = query_int(query, 11);
  }
  if (!query_finish(query, error))
    return NULL;
  return g_steal_pointer(&plan);
}

GPtrArray *plan_units(Db *db, gint64 plan, GError **error) {
  g_autoptr(GPtrArray) all = unit_list(db, error);
  if (all == NULL)
    return NULL;
  g_autoptr(GPtrArray) units = g_ptr_array_new_with_free_func((GDestroyNotify)unit_free);
  Query *query = query_new(db, SQL_UNITS);
  query_bind_int(query, 1, plan);
  while (query_next(query)) {
    gint64 id = query_int(query, 0);
    for (guint i = 0; i < all->len; i++) {
      if (((const Unit *)all->pdata[i])->id == id)
        g_ptr_array_add(units, g_ptr_array_steal_index(all, i));
    }
  }
  if (!query_finish(query, error))
    return NULL;
  return g_steal_pointer(&units);
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

Day plan_month_day(int year, int month, int day) {
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
  topic->due = plan_month_day(topic->year, topic->month, (int)query_int(query, 6));
  topic->ministry_due = plan_month_day(topic->year, topic->month, (int)query_int(query, 7));
  topic->target = (int)query_int(query, 8);
  return topic;
}

/* How many cases count for the month, at which stage. */
static gboolean read_counts(Db *db, Topic *topic, GError **error) {
  Query *query = query_new(db, SQL_COUNTS);
  query_bind_day(query, 1, day_from_ymd(topic->year, topic->month, 1));
  query_bind_int(query, 2, topic->id);
  while (query_next(query)) {
    CaseStage stage;
    if (!case_stage_parse(query_text(query, 0), &stage))
      continue;
    int count = (int)query_int(query, 1);
    topic->stages[stage] = count;
    if (!case_stage_is_filed(stage))
      continue;
    topic->cases += count;
    topic->across += (int)query_int(query, 2);
    topic->ministry += case_stage_reached(stage, CASE_MINISTRY) ? count : 0;
    topic->adopted += stage == CASE_ADOPTED ? count : 0;
  }
  return query_finish(query, error);
}

/* The topics that a query gives, with what is counted for them. */
static GPtrArray *read_topics(Db *db, Query *query, GError **error) {
  g_autoptr(GPtrArray) topics = g_ptr_array_new_with_free_func((GDestroyNotify)topic_free);
  while (query_next(query))
    g_ptr_array_add(topics, topic_from_row(query));
  if (!query_finish(query, error))
    return NULL;
  for (guint i = 0; i < topics->len; i++) {
    if (!read_counts(db, topics->pdata[i], error))
      return NULL;
  }
  return g_steal_pointer(&topics);
}

GPtrArray *topic_list(Db *db, int year, int month, GError **error) {
  Query *query = query_new(db, SQL_TOPIC SQL_OF_MONTH);
  query_bind_int(query, 1, year);
  query_bind_int(query, 2, month);
  return read_topics(db, query, error);
}

Topic *topic_load(Db *db, gint64 id, GError **error) {
  Query *query = query_new(db, SQL_TOPIC SQL_OF_ID);
  query_bind_int(query, 1, id);
  g_autoptr(GPtrArray) topics = read_topics(db, query, error);
  if (topics == NULL)
    return NULL;
  if (topics->len > 0)
    return g_ptr_array_steal_index(topics, 0);
  g_set_error_literal(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                      "选题计划里没有这个月的主题，可能已被改动；请刷新后再试");
  return NULL;
}

Topic *topic_of_day(Db *db, Day day, GError **error) {
  CivilDate date = day_civil(day);
  g_autoptr(GPtrArray) topics = topic_list(db, date.year, date.month, error);
  if (topics == NULL || topics->len == 0)
    return NULL;
  return g_ptr_array_steal_index(topics, 0);
}

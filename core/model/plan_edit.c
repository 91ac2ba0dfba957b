/* plan_edit.c: making a year's plan from another year's, and editing plans. */
#include "core/model/plan.h"
#include "core/model/unit.h"
#include "core/rules/deadline.h"
#include "core/rules/text.h"

#define SQL_UPDATE                                                                                 \
  "UPDATE plan SET title = ?2, due_day = ?3, ministry_day = nullif(?4, 0), target = ?5 "           \
  "WHERE id = ?1"
#define SQL_TOPIC_UPDATE "UPDATE topic SET title = ?2, content = ?3 WHERE id = ?1"
#define SQL_UNITS_COPY                                                                             \
  "INSERT INTO plan_unit (plan, unit) SELECT ?2, unit FROM plan_unit WHERE plan = ?1"
#define SQL_UNITS_DELETE "DELETE FROM plan_unit WHERE plan = ?1"
#define SQL_UNIT_INSERT "INSERT OR IGNORE INTO plan_unit (plan, unit) VALUES (?1, ?2)"
#define SQL_SYSTEM_SET "UPDATE plan SET system = nullif(?2, 0) WHERE id = ?1"
#define SQL_SYSTEM                                                                                 \
  "SELECT year, title, EXISTS (SELECT 1 FROM node n WHERE n.system = s.id AND n.source = 'case') " \
  "FROM system s WHERE id = ?1"
/* What the system ?1 of another year is called in the year ?2. */
#define SQL_SYSTEM_OF_YEAR                                                                         \
  "SELECT n.id FROM system o JOIN system n ON n.template = o.template "                            \
  "WHERE o.id = ?1 AND n.year = ?2"

/* The plan of a year, which has to be there. */
static Plan *plan_need(Db *db, int year, GError **error) {
  g_autoptr(GError) failed = NULL;
  g_autoptr(Plan) plan = plan_load(db, year, &failed);
  if (failed != NULL)
    g_propagate_error(error, g_steal_pointer(&failed));
  else if (plan == NULL)
    g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "没有%d年的选题计划；请先建立", year);
  return g_steal_pointer(&plan);
}

/* ---- from another year -------------------------------------------------------------------- */

typedef struct {
  int from, to;
} Years;

static gboolean system_of_year(Db *db, gint64 system, int year, gint64 *found, GError **error) {
  Query *query = query_new(db, SQL_SYSTEM_OF_YEAR);
  query_bind_int(query, 1, system);
  query_bind_int(query, 2, year);
  *found = query_next(query) ? query_int(query, 0) : 0;
  return query_finish(query, error);
}

static gboolean copy_topics(Db *db, const Years *years, gint64 plan, GError **error) {
  g_autoptr(GPtrArray) topics = topic_list(db, years->from, 0, error);
  for (guint i = 0; topics != NULL && i < topics->len; i++) {
    const Topic *topic = topics->pdata[i];
    g_autofree char *title = deadline_in_year(topic->title, years->from, years->to);
    g_autofree char *content = deadline_in_year(topic->content, years->from, years->to);
    if (!topic_insert(db, plan, topic->month, title, content, topic->content_printed, error))
      return FALSE;
  }
  return topics != NULL;
}

static gboolean write_copy(Db *db, gpointer data, GError **error) {
  const Years *years = data;
  g_autoptr(Plan) plan = plan_need(db, years->from, error);
  if (plan == NULL)
    return FALSE;
  gint64 from = plan->id;
  char *title = deadline_in_year(plan->title, years->from, years->to);
  g_free(plan->title);
  plan->title = title;
  plan->year = years->to;
  if (!system_of_year(db, plan->system, years->to, &plan->system, error) ||
      !plan_insert(db, plan, error) || !copy_topics(db, years, plan->id, error))
    return FALSE;
  Query *query = query_new(db, SQL_UNITS_COPY);
  query_bind_int(query, 1, from);
  query_bind_int(query, 2, plan->id);
  return query_run(query, error);
}

gboolean plan_copy(Db *db, const Actor *actor, int from, int to, GError **error) {
  Years years = {from, to};
  g_autofree char *summary = g_strdup_printf("由%d年选题计划建立%d年选题计划", from, to);
  Deed deed = {.verb = "plan.copy", .summary = summary};
  return store_write(db, actor, &deed, write_copy, &years, NULL, error);
}

/* ---- how cases are counted ---------------------------------------------------------------- */

typedef struct {
  int year;
  gint64 plan;
  gint64 system;
} Counting;

static gboolean check_system(Db *db, const Counting *counting, GError **error) {
  Query *query = query_new(db, SQL_SYSTEM);
  query_bind_int(query, 1, counting->system);
  gboolean there = query_next(query);
  int year = there ? (int)query_int(query, 0) : 0;
  g_autofree char *title = there ? g_strdup(query_text(query, 1)) : NULL;
  gboolean counts = there && query_int(query, 2) != 0;
  if (!query_finish(query, error))
    return FALSE;
  if (!there) {
    g_set_error_literal(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                        "没有这个指标体系；请刷新后再试");
    return FALSE;
  }
  if (year != counting->year)
    return store_refuse(error, "“%s”是%d年的指标体系，不能用于%d年的案例", title, year,
                        counting->year);
  if (!counts)
    return store_refuse(error, "“%s”没有关于案例的计分办法", title);
  return TRUE;
}

static gboolean write_system(Db *db, gpointer data, GError **error) {
  const Counting *counting = data;
  if (counting->system != 0 && !check_system(db, counting, error))
    return FALSE;
  Query *query = query_new(db, SQL_SYSTEM_SET);
  query_bind_int(query, 1, counting->plan);
  query_bind_int(query, 2, counting->system);
  return query_run(query, error);
}

gboolean plan_set_system(Db *db, const Actor *actor, int year, gint64 system, GError **error) {
  g_autoptr(Plan) plan = plan_need(db, year, error);
  if (plan == NULL)
    return FALSE;
  g_autofree char *summary = g_strdup_printf("%d年选题计划：设定案例计分办法", year);
  Counting counting = {.year = year, .plan = plan->id, .system = system};
  Deed deed = {.verb = "plan.system", .summary = summary};
  return store_write(db, actor, &deed, write_system, &counting, NULL, error);
}

/* ---- who is to file ----------------------------------------------------------------------- */

typedef struct {
  gint64 plan;
  const GArray *units; /* gint64 */
} Filers;

static gboolean write_units(Db *db, gpointer data, GError **error) {
  const Filers *filers = data;
  Query *query = query_new(db, SQL_UNITS_DELETE);
  query_bind_int(query, 1, filers->plan);
  if (!query_run(query, error))
    return FALSE;
  for (guint i = 0; i < filers->units->len; i++) {
    query = query_new(db, SQL_UNIT_INSERT);
    query_bind_int(query, 1, filers->plan);
    query_bind_int(query, 2, g_array_index(filers->units, gint64, i));
    if (!query_run(query, error))
      return FALSE;
  }
  return TRUE;
}

/* The units of these names (gint64); NULL and error where one is not known. */
static GArray *find_units(Db *db, const char *const *names, GError **error) {
  g_autoptr(GArray) units = g_array_new(FALSE, FALSE, sizeof(gint64));
  for (gsize i = 0; names[i] != NULL; i++) {
    g_autofree char *name = text_strip(names[i]);
    g_autoptr(Unit) unit = unit_find(db, name, error);
    if (unit == NULL)
      return NULL;
    g_array_append_val(units, unit->id);
  }
  return g_steal_pointer(&units);
}

gboolean plan_set_units(Db *db, const Actor *actor, int year, const char *const *names,
                        GError **error) {
  g_autoptr(Plan) plan = plan_need(db, year, error);
  g_autoptr(GArray) units = plan != NULL ? find_units(db, names, error) : NULL;
  if (units == NULL)
    return FALSE;
  g_autofree char *summary = g_strdup_printf("%d年选题计划：设定案例报送单位", year);
  Filers filers = {.plan = plan->id, .units = units};
  Deed deed = {.verb = "plan.units", .summary = summary};
  return store_write(db, actor, &deed, write_units, &filers, NULL, error);
}

/* ---- the plan itself ---------------------------------------------------------------------- */

typedef struct {
  const Plan *plan;
  const char *title;
  const PlanInput *input;
  GArray *units;    /* gint64; NULL: left as they are */
  PlanField *field; /* the one refused */
} Edit;

static gboolean check_plan(const PlanInput *input, const char *title, PlanField *field,
                           GError **error) {
  *field = PLAN_FIELD_TITLE;
  if (*title == '\0')
    return store_refuse(error, "选题计划的标题不能为空");
  *field = PLAN_FIELD_DUE_DAY;
  if (input->due_day < 1 || input->due_day > 31)
    return store_refuse(error, "报送截止日应为 1 到 31");
  *field = PLAN_FIELD_MINISTRY_DAY;
  if (input->ministry_day < 0 || input->ministry_day > 31)
    return store_refuse(error, "报部截止日应为 1 到 31，不报部的填 0");
  *field = PLAN_FIELD_TARGET;
  if (input->target < 0)
    return store_refuse(error, "每月篇数不能小于 0");
  *field = PLAN_FIELD_NONE;
  return TRUE;
}

static gboolean write_edit(Db *db, gpointer data, GError **error) {
  const Edit *edit = data;
  Counting counting = {
      .year = edit->plan->year,
      .plan = edit->plan->id,
      .system = edit->input->system != NULL ? *edit->input->system : 0,
  };
  *edit->field = PLAN_FIELD_SYSTEM;
  if (edit->input->system != NULL && !write_system(db, &counting, error))
    return FALSE;
  *edit->field = PLAN_FIELD_NONE;
  Filers filers = {.plan = edit->plan->id, .units = edit->units};
  if (edit->units != NULL && !write_units(db, &filers, error))
    return FALSE;
  Query *query = query_new(db, SQL_UPDATE);
  query_bind_int(query, 1, edit->plan->id);
  query_bind_text(query, 2, edit->title);
  query_bind_int(query, 3, edit->input->due_day);
  query_bind_int(query, 4, edit->input->ministry_day);
  query_bind_int(query, 5, edit->input->target);
  return query_run(query, error);
}

gboolean plan_edit(Db *db, const Actor *actor, int year, const PlanInput *input, PlanField *field,
                   GError **error) {
  PlanField ignored;
  if (field == NULL)
    field = &ignored;
  g_autofree char *title = text_strip(input->title);
  if (!check_plan(input, title, field, error))
    return FALSE;
  g_autoptr(Plan) plan = plan_need(db, year, error);
  if (plan == NULL)
    return FALSE;
  *field = PLAN_FIELD_UNITS;
  g_autoptr(GArray) units = input->units != NULL ? find_units(db, input->units, error) : NULL;
  if (input->units != NULL && units == NULL)
    return FALSE;
  *field = PLAN_FIELD_NONE;
  g_autofree char *summary = g_strdup_printf("修改%d年选题计划", year);
  Edit edit = {.plan = plan, .title = title, .input = input, .units = units, .field = field};
  Deed deed = {.verb = "plan.edit", .summary = summary};
  return store_write(db, actor, &deed, write_edit, &edit, NULL, error);
}

/* ---- a month ------------------------------------------------------------------------------ */

typedef struct {
  gint64 topic;
  const char *title;
  const char *content;
} TopicEdit;

static gboolean write_topic(Db *db, gpointer data, GError **error) {
  const TopicEdit *edit = data;
  Query *query = query_new(db, SQL_TOPIC_UPDATE);
  query_bind_int(query, 1, edit->topic);
  query_bind_text(query, 2, edit->title);
  query_bind_text(query, 3, edit->content);
  return query_run(query, error);
}

gboolean topic_edit(Db *db, const Actor *actor, gint64 id, const char *title, const char *content,
                    gboolean *title_refused, GError **error) {
  g_autoptr(Topic) topic = topic_load(db, id, error);
  if (topic == NULL)
    return FALSE;
  g_autofree char *typed_title = text_strip(title);
  g_autofree char *typed_content = text_strip(content);
  if (title_refused != NULL)
    *title_refused = *typed_title == '\0';
  if (*typed_title == '\0')
    return store_refuse(error, "主题不能为空");
  if (*typed_content == '\0')
    return store_refuse(error, "主要内容不能为空");
  g_autofree char *summary =
      g_strdup_printf("修改%d年%d月主题“%s”", topic->year, topic->month, typed_title);
  TopicEdit edit = {.topic = id, .title = typed_title, .content = typed_content};
  Deed deed = {.verb = "topic.edit", .summary = summary};
  return store_write(db, actor, &deed, write_topic, &edit, NULL, error);
}

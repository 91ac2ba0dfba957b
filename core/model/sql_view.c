#include "core/model/sql_view.h"

#include "core/model/ledger.h"
#include "core/model/plan.h"
#include "core/model/task.h"
#include "core/rules/case_way.h"
#include "core/store/define.h"
#include "core/store/inquiry.h"

struct SqlViews {
  Db *db;
  const Reckoning *reckoning;
  gint64 version;     /* of the file's data, when the rest was read */
  GHashTable *places; /* id (gint64*, in refs) → place in refs + 1; NULL: not read yet */
  GArray *refs;       /* TaskRef: every task */
  GHashTable *late;   /* ids (gint64*, in late_refs) of those that are overdue */
  GArray *late_refs;
};

void sql_views_free(SqlViews *views) {
  if (views == NULL)
    return;
  g_clear_pointer(&views->places, g_hash_table_unref);
  g_clear_pointer(&views->late, g_hash_table_unref);
  g_clear_pointer(&views->refs, g_array_unref);
  g_clear_pointer(&views->late_refs, g_array_unref);
  g_free(views);
}

static void drop(SqlViews *views) {
  g_clear_pointer(&views->places, g_hash_table_unref);
  g_clear_pointer(&views->late, g_hash_table_unref);
  g_clear_pointer(&views->refs, g_array_unref);
  g_clear_pointer(&views->late_refs, g_array_unref);
}

void sql_views_refresh(SqlViews *views) {
  gint64 now = db_data_version(views->db);
  if (now != views->version)
    drop(views);
  views->version = now;
}

/* ---- how tasks stand -------------------------------------------------------------------- */

static TaskRef *ref_at(const GArray *refs, guint index) {
  return &g_array_index(refs, TaskRef, index);
}

static gboolean read_all(SqlViews *views, GError **error) {
  TaskFilter filter = TASK_FILTER_ALL;
  filter.frozen = TRUE;
  views->refs = task_list(views->db, views->reckoning, &filter, error);
  if (views->refs == NULL)
    return FALSE;
  g_autoptr(GHashTable) places = g_hash_table_new(g_int64_hash, g_int64_equal);
  for (guint i = 0; i < views->refs->len; i++)
    g_hash_table_insert(places, &ref_at(views->refs, i)->id, GUINT_TO_POINTER(i + 1));
  views->places = g_steal_pointer(&places);
  return TRUE;
}

/* As `taizhang list --overdue` takes them. */
static gboolean read_late(SqlViews *views, GError **error) {
  TaskFilter filter = TASK_FILTER_ALL;
  task_filter_late(&filter, views->reckoning);
  views->late_refs = task_list(views->db, views->reckoning, &filter, error);
  if (views->late_refs == NULL)
    return FALSE;
  views->late = g_hash_table_new(g_int64_hash, g_int64_equal);
  for (guint i = 0; i < views->late_refs->len; i++)
    g_hash_table_add(views->late, &ref_at(views->late_refs, i)->id);
  return TRUE;
}

/* How the task of the first argument stands; NULL where there is none, or it could not be read,
 * which the call then says. */
static const TaskRef *ref_of(DbCall *call, SqlViews *views) {
  g_autoptr(GError) error = NULL;
  if (views->places == NULL && !read_all(views, &error)) {
    drop(views);
    call_fail(call, error->message);
    return NULL;
  }
  gint64 id = call_int(call, 0);
  guint place = GPOINTER_TO_UINT(g_hash_table_lookup(views->places, &id));
  return place > 0 ? ref_at(views->refs, place - 1) : NULL;
}

static void task_light(DbCall *call, gpointer data) {
  const TaskRef *ref = ref_of(call, data);
  if (ref != NULL)
    call_give_text(call, light_name_in((Light)ref->light, ref->blue));
}

static void task_light_code(DbCall *call, gpointer data) {
  const TaskRef *ref = ref_of(call, data);
  if (ref != NULL)
    call_give_text(call, light_code((Light)ref->light));
}

static void task_overdue(DbCall *call, gpointer data) {
  const TaskRef *ref = ref_of(call, data);
  if (ref != NULL)
    call_give_int(call, ref->overdue);
}

static void task_missed(DbCall *call, gpointer data) {
  const TaskRef *ref = ref_of(call, data);
  if (ref != NULL)
    call_give_int(call, ref->missed);
}

static void give_day(DbCall *call, Day day) {
  char text[DAY_TEXT_SIZE];
  call_give_text(call, day != DAY_NONE ? day_to_iso(day, text) : NULL);
}

static void task_due(DbCall *call, gpointer data) {
  const SqlViews *views = data;
  const TaskRef *ref = ref_of(call, data);
  if (ref != NULL)
    give_day(call, light_due(ref->due, &reckoning_policy(views->reckoning, ref->ledger)->light));
}

static void task_is_overdue(DbCall *call, gpointer data) {
  SqlViews *views = data;
  g_autoptr(GError) error = NULL;
  if (views->late == NULL && !read_late(views, &error)) {
    drop(views);
    call_fail(call, error->message);
    return;
  }
  gint64 id = call_int(call, 0);
  call_give_int(call, g_hash_table_contains(views->late, &id));
}

/* ---- words and days --------------------------------------------------------------------- */

static void state_name(DbCall *call, gpointer data) {
  (void)data;
  TaskState state;
  if (task_state_parse(call_text(call, 0), &state))
    call_give_text(call, task_state_name(state));
}

static void kind_name(DbCall *call, gpointer data) {
  (void)data;
  TaskKind kind;
  if (task_kind_parse(call_text(call, 0), &kind))
    call_give_text(call, task_kind_name(kind));
}

static void role_name_of(DbCall *call, gpointer data) {
  (void)data;
  Role role;
  if (role_parse(call_text(call, 0), &role))
    call_give_text(call, role_name(role));
}

static void stage_name(DbCall *call, gpointer data) {
  (void)data;
  CaseStage stage;
  if (case_stage_parse(call_text(call, 0), &stage))
    call_give_text(call, case_stage_name(stage));
}

static void case_due(DbCall *call, gpointer data) {
  (void)data;
  Day month = day_from_iso(call_text(call, 0));
  if (month == DAY_NONE)
    return;
  CivilDate date = day_civil(month);
  give_day(call, plan_month_day(date.year, date.month, (int)call_int(call, 1)));
}

static void weekday(DbCall *call, gpointer data) {
  (void)data;
  Day day = day_from_iso(call_text(call, 0));
  if (day == DAY_NONE)
    return;
  g_autofree char *name = g_strconcat("周", day_weekday_name(day), NULL);
  call_give_text(call, name);
}

static void is_workday(DbCall *call, gpointer data) {
  const SqlViews *views = data;
  Day day = day_from_iso(call_text(call, 0));
  if (day != DAY_NONE)
    call_give_int(call, calendar_is_workday(reckoning_calendar(views->reckoning), day));
}

static void today(DbCall *call, gpointer data) {
  const SqlViews *views = data;
  give_day(call, reckoning_today(views->reckoning));
}

/* ---- all -------------------------------------------------------------------------------- */

static const struct {
  SqlFunction told;
  DbFunction run;
} FUNCTIONS[] = {
    {{"task_light", 1, "task_light(编号)", "任务的灯：红、黄、绿（或蓝）、灰"}, task_light},
    {{"task_light_code", 1, "task_light_code(编号)", "灯的代码：red、amber、green、grey"},
     task_light_code},
    {{"task_is_overdue", 1, "task_is_overdue(编号)", "任务是否在“逾期”之列：1 或 0"},
     task_is_overdue},
    {{"task_overdue", 1, "task_overdue(编号)", "任务逾期的天数"}, task_overdue},
    {{"task_missed", 1, "task_missed(编号)", "任务已过而没有报足的期数"}, task_missed},
    {{"task_due", 1, "task_due(编号)", "任务遇休息日调整后的期限"}, task_due},
    {{"state_name", 1, "state_name(代码)", "任务状态的名称：new 为未启动"}, state_name},
    {{"kind_name", 1, "kind_name(代码)", "任务类别的名称"}, kind_name},
    {{"role_name", 1, "role_name(代码)", "单位角色的名称：lead 为牵头"}, role_name_of},
    {{"stage_name", 1, "stage_name(代码)", "案例阶段的名称"}, stage_name},
    {{"case_due", 2, "case_due(月份, 几日)", "这个月的几日，月份短的为月底"}, case_due},
    {{"weekday", 1, "weekday(日期)", "星期几：周一"}, weekday},
    {{"is_workday", 1, "is_workday(日期)", "是不是工作日（含调休）：1 或 0"}, is_workday},
    {{"today", 0, "today()", "今天，或 --as-of 的日期"}, today},
};

guint sql_function_count(void) {
  return G_N_ELEMENTS(FUNCTIONS);
}

const SqlFunction *sql_function_at(guint index) {
  return &FUNCTIONS[index].told;
}

static char *views_sql(void) {
  g_autoptr(GString) sql = g_string_new(NULL);
  for (guint i = 0; i < SQL_VIEW_COUNT; i++) {
    const SqlView *view = sql_view_at(i);
    g_string_append_printf(sql, "CREATE TEMP VIEW %s AS SELECT ", view->name);
    for (const SqlColumn *column = view->columns; column->name != NULL; column++)
      g_string_append_printf(sql, "%s%s AS %s", column == view->columns ? "" : ", ",
                             column->expression, column->name);
    g_string_append_printf(sql, " %s;", view->from);
  }
  return g_string_free(g_steal_pointer(&sql), FALSE);
}

SqlViews *sql_views_new(Db *db, const Reckoning *reckoning, GError **error) {
  g_autoptr(SqlViews) views = g_new0(SqlViews, 1);
  views->db = db;
  views->reckoning = reckoning;
  for (guint i = 0; i < G_N_ELEMENTS(FUNCTIONS); i++) {
    const SqlFunction *told = &FUNCTIONS[i].told;
    if (!db_define(db, told->name, told->arguments, FUNCTIONS[i].run, views, error))
      return NULL;
  }
  g_autofree char *sql = views_sql();
  if (!inquiry_begin(db, sql, error))
    return NULL;
  views->version = db_data_version(db);
  return g_steal_pointer(&views);
}

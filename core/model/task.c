#include "core/model/task.h"

#include "core/model/ledger.h"
#include "core/model/task_parts.h"
#include "core/model/task_values.h"

#define SQL_TASK                                                                                   \
  "SELECT t.id, t.ledger, t.indicator, t.number, t.kind, t.goal, t.deadline, t.deadline_printed, " \
  "t.due, t.state, t.percent, t.done_on, t.note, l.title, t.parent, t.weight, "                    \
  "(SELECT count(*) FROM task p WHERE p.parent = t.id AND " SQL_IS_PART "), "                      \
  "(SELECT " SQL_PARTS_PERCENT " FROM task p WHERE p.parent = t.id AND " SQL_IS_PART "), "         \
  "l.year, l.frozen_on, " SQL_SEVERAL_LEDGERS " "                                                  \
  "FROM task t JOIN ledger l ON l.id = t.ledger WHERE t.id = ?1"
#define SQL_TASK_INDICATORS                                                                        \
  "WITH RECURSIVE up(id, parent, title, depth) AS ("                                               \
  "SELECT id, parent, title, 0 FROM indicator WHERE id = ?1 "                                      \
  "UNION ALL SELECT i.id, i.parent, i.title, up.depth + 1 FROM indicator i "                       \
  "JOIN up ON i.id = up.parent) SELECT title FROM up ORDER BY depth DESC"
#define SQL_TASK_UNITS                                                                             \
  "SELECT u.id, u.name, tu.role FROM task_unit tu JOIN unit u ON u.id = tu.unit "                  \
  "WHERE tu.task = ?1 ORDER BY tu.position, u.id"
#define SQL_TASK_LABEL "SELECT number, goal, " SQL_SEVERAL_LEDGERS " FROM task WHERE id = ?1"
#define SQL_TASKS_OF_NUMBER                                                                        \
  "SELECT t.id, l.title, l.year, " SQL_SEVERAL_LEDGERS " FROM task t "                             \
  "JOIN ledger l ON l.id = t.ledger WHERE t.number = ?1 ORDER BY l.year DESC, l.id"
#define SQL_TASK_OF_LEDGER_NUMBER "SELECT id FROM task WHERE ledger = ?1 AND number = ?2"
#define SQL_LAST_ID                                                                                \
  "SELECT max(ifnull((SELECT seq FROM sqlite_sequence WHERE name = 'task'), 0),"                   \
  " ifnull((SELECT max(id) FROM task), 0))"
#define SQL_TASK_INTO                                                                              \
  "INSERT INTO task (id, ledger, indicator, number, kind, goal, deadline, deadline_printed, due, " \
  "state, percent, done_on, note, parent, weight)"
#define SQL_TASK_UNITS_DELETE "DELETE FROM task_unit WHERE task = ?1"
#define SQL_TASK_UNIT_INTO "INSERT INTO task_unit (task, unit, role, position)"
#define SQL_TASK_UNIT_ONCE " ON CONFLICT (task, unit, role) DO NOTHING"

#define SHORT_CHARACTERS 16

TaskUnit *task_unit_new(gint64 id, const char *name, Role role) {
  TaskUnit *unit = g_new0(TaskUnit, 1);
  unit->unit = id;
  unit->name = g_strdup(name);
  unit->role = role;
  return unit;
}

void task_unit_free(TaskUnit *unit) {
  g_free(unit->name);
  g_free(unit);
}

void task_free(Task *task) {
  if (task == NULL)
    return;
  g_free(task->goal);
  g_free(task->deadline);
  g_free(task->deadline_printed);
  g_free(task->note);
  g_free(task->ledger_title);
  g_free(task->primary);
  g_free(task->secondary);
  if (task->units != NULL)
    g_ptr_array_unref(task->units);
  progress_free(task->last_progress);
  g_free(task->tags);
  g_free(task);
}

/* ---- loading ---------------------------------------------------------------------------- */

static Task *task_from_row(Query *query) {
  Task *task = g_new0(Task, 1);
  task->id = query_int(query, 0);
  task->ledger = query_int(query, 1);
  task->indicator = query_int(query, 2);
  task->number = (int)query_int(query, 3);
  task_kind_parse(query_text(query, 4), &task->kind);
  task->goal = g_strdup(query_text(query, 5));
  task->deadline = g_strdup(query_text(query, 6));
  task->deadline_printed = g_strdup(query_text(query, 7));
  task->due = query_day(query, 8);
  task_state_parse(query_text(query, 9), &task->state);
  task->percent = query_is_null(query, 10) ? PERCENT_NONE : (int)query_int(query, 10);
  task->done_on = query_day(query, 11);
  task->note = g_strdup(query_text(query, 12));
  task->ledger_title = g_strdup(query_text(query, 13));
  task->parent = query_int(query, 14);
  task->weight = (int)query_int(query, 15);
  task->parts = (int)query_int(query, 16);
  if (task->parts > 0 && !task_state_is_done(task->state))
    task->percent = (int)query_int(query, 17);
  task->ledger_year = (int)query_int(query, 18);
  task->frozen_on = query_day(query, 19);
  task->several = query_int(query, 20) != 0;
  task->units = g_ptr_array_new_with_free_func((GDestroyNotify)task_unit_free);
  return task;
}

static gboolean read_indicators(Db *db, Task *task, GError **error) {
  Query *query = query_new(db, SQL_TASK_INDICATORS);
  query_bind_int(query, 1, task->indicator);
  if (query_next(query))
    task->primary = g_strdup(query_text(query, 0));
  if (query_next(query))
    task->secondary = g_strdup(query_text(query, 0));
  return query_finish(query, error);
}

static gboolean read_units(Db *db, Task *task, GError **error) {
  Query *query = query_new(db, SQL_TASK_UNITS);
  query_bind_int(query, 1, task->id);
  while (query_next(query)) {
    Role role = ROLE_RESPONSIBLE;
    role_parse(query_text(query, 2), &role); /* the schema admits no other code */
    g_ptr_array_add(task->units, task_unit_new(query_int(query, 0), query_text(query, 1), role));
  }
  return query_finish(query, error);
}

static gboolean read_last_progress(Db *db, Task *task, GError **error) {
  g_autoptr(GPtrArray) entries = progress_list(db, task->id, 1, error);
  if (entries == NULL)
    return FALSE;
  if (entries->len > 0)
    task->last_progress = g_ptr_array_steal_index(entries, 0);
  return TRUE;
}

Standing task_standing(const LightInput *input, const ObligationStanding *periods,
                       const Policy *policy, Day today) {
  LightInput whole = *input;
  if (periods != NULL) {
    whole.missed = periods->missed;
    whole.asked = periods->asked;
    whole.recurs = periods->recurs;
  }
  return (Standing){
      .light = light_of(&whole, today, &policy->light),
      .blue = policy->blue,
      .due = light_due(input->due, &policy->light),
      .overdue = overdue_days(&whole, today, &policy->light),
      .missed = periods != NULL ? periods->missed_count : 0,
      .asked = whole.asked,
  };
}

const char *standing_light_name(const Standing *standing) {
  return light_name_in(standing->light, standing->blue);
}

char *standing_text(const Standing *standing, TaskState state) {
  const char *late = task_state_is_done(state) ? "逾期办结" : "逾期";
  g_autofree char *days =
      standing->overdue > 0 ? g_strdup_printf("，%s%d天", late, standing->overdue) : g_strdup("");
  g_autofree char *missed =
      standing->missed > 0 ? g_strdup_printf("，%d期未报", standing->missed) : g_strdup("");
  return g_strconcat(light_sign(standing->light), " ", standing_light_name(standing), days, missed,
                     NULL);
}

static gboolean read_standing(Db *db, Task *task, const Reckoning *reckoning, GError **error) {
  ObligationFilter rules = {.task = task->id};
  g_autoptr(GHashTable) standings = obligation_standings(db, reckoning, &rules, error);
  if (standings == NULL)
    return FALSE;
  LightInput input = {
      .kind = task->kind, .state = task->state, .due = task->due, .done_on = task->done_on};
  task->standing = task_standing(&input, g_hash_table_lookup(standings, &task->id),
                                 reckoning_policy(reckoning, task->ledger),
                                 reckoning_day(reckoning, task->ledger));
  return TRUE;
}

Task *task_load(Db *db, const Reckoning *reckoning, gint64 id, GError **error) {
  Query *query = query_new(db, SQL_TASK);
  query_bind_int(query, 1, id);
  g_autoptr(Task) task = query_next(query) ? task_from_row(query) : NULL;
  if (!query_finish(query, error))
    return NULL;
  if (task == NULL) {
    g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                "没有编号为 %" G_GINT64_FORMAT " 的任务，可用 taizhang list 查看编号", id);
    return NULL;
  }
  if (!read_indicators(db, task, error) || !read_units(db, task, error) ||
      !read_last_progress(db, task, error))
    return NULL;
  task->tags = task_tags_text(db, id, error);
  if (task->tags == NULL)
    return NULL;
  if (reckoning != NULL && !read_standing(db, task, reckoning, error))
    return NULL;
  return g_steal_pointer(&task);
}

char *task_ledger_text(const Task *task) {
  return g_strdup_printf("《%s》（%d年%s）", task->ledger_title, task->ledger_year,
                         task->frozen_on != DAY_NONE ? "，已封存" : "");
}

char *task_units_text(const Task *task) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < task->units->len; i++) {
    const TaskUnit *unit = task->units->pdata[i];
    g_string_append_printf(text, "%s%s", i > 0 ? "、" : "", unit->name);
    if (unit->role != ROLE_RESPONSIBLE)
      g_string_append_printf(text, "（%s）", role_name(unit->role));
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

char *task_short_goal(const char *goal) {
  if (g_utf8_strlen(goal, -1) <= SHORT_CHARACTERS)
    return g_strdup(goal);
  g_autofree char *start = g_utf8_substring(goal, 0, SHORT_CHARACTERS);
  return g_strconcat(start, "…", NULL);
}

char *task_number_text(int number, gint64 id, gboolean several) {
  if (id == number && !several)
    return g_strdup_printf("第%d项", number);
  return g_strdup_printf("第%d项[%" G_GINT64_FORMAT "]", number, id);
}

char *task_label(Db *db, gint64 id, GError **error) {
  Query *query = query_new(db, SQL_TASK_LABEL);
  query_bind_int(query, 1, id);
  g_autofree char *label = NULL;
  if (query_next(query)) {
    g_autofree char *goal = task_short_goal(query_text(query, 1));
    g_autofree char *number =
        task_number_text((int)query_int(query, 0), id, query_int(query, 2) != 0);
    label = g_strdup_printf("%s“%s”", number, goal);
  }
  if (!query_finish(query, error))
    return NULL;
  if (label == NULL)
    g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                "没有编号为 %" G_GINT64_FORMAT " 的任务，可用 taizhang list 查看编号", id);
  return g_steal_pointer(&label);
}

gboolean task_of_number(Db *db, int number, gint64 *id, GError **error) {
  Query *query = query_new(db, SQL_TASKS_OF_NUMBER);
  query_bind_int(query, 1, number);
  g_autoptr(GString) found = g_string_new(NULL);
  gboolean several = FALSE;
  gint64 last = 0;
  int count = 0;
  while (query_next(query)) {
    last = query_int(query, 0);
    several = query_int(query, 3) != 0;
    g_string_append_printf(found, "%s%" G_GINT64_FORMAT "（%d年《%s》）", count > 0 ? "、" : "",
                           last, (int)query_int(query, 2), query_text(query, 1));
    count++;
  }
  if (!query_finish(query, error))
    return FALSE;
  if (count == 0) {
    g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                "没有第%d项，可用 taizhang list 查看编号", number);
    return FALSE;
  }
  if (several)
    return store_refuse(error, "文件里有几本台账，其中%d本有第%d项，请写任务的编号：%s", count,
                        number, found->str);
  *id = last;
  return TRUE;
}

gboolean task_of_ledger_number(Db *db, gint64 ledger, int number, gint64 *id, GError **error) {
  Query *query = query_new(db, SQL_TASK_OF_LEDGER_NUMBER);
  query_bind_int(query, 1, ledger);
  query_bind_int(query, 2, number);
  gboolean found = query_next(query);
  if (found)
    *id = query_int(query, 0);
  if (!query_finish(query, error))
    return FALSE;
  if (!found)
    g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "这本台账没有第%d项", number);
  return found;
}

/* ---- storing ---------------------------------------------------------------------------- */

enum { TASK_COLUMNS = 15, TASK_UNIT_COLUMNS = 4 };

static Insert *unit_rows_new(Db *db) {
  return insert_new(db, SQL_TASK_UNIT_INTO, TASK_UNIT_COLUMNS, SQL_TASK_UNIT_ONCE);
}

static void add_units(Insert *rows, gint64 task, const GPtrArray *units) {
  for (guint i = 0; i < units->len; i++) {
    const TaskUnit *unit = units->pdata[i];
    insert_int(rows, task);
    insert_int(rows, unit->unit);
    insert_text(rows, role_code(unit->role));
    insert_int(rows, i + 1);
  }
}

gboolean task_store_units(Db *db, gint64 task, const GPtrArray *units, GError **error) {
  g_autoptr(Insert) rows = unit_rows_new(db);
  Query *query = query_new(db, SQL_TASK_UNITS_DELETE);
  query_bind_int(query, 1, task);
  add_units(rows, task, units);
  return query_run(query, error) && insert_put(rows, error);
}

void task_rows_init(TaskRows *rows, Db *db) {
  *rows = (TaskRows){
      .db = db,
      .tasks = insert_new(db, SQL_TASK_INTO, TASK_COLUMNS, ""),
      .units = unit_rows_new(db),
  };
}

void task_rows_clear(TaskRows *rows) {
  g_clear_pointer(&rows->tasks, insert_free);
  g_clear_pointer(&rows->units, insert_free);
}

/* What SQLite would give it: those that are to be put in are not there to be counted. */
static gboolean take_id(TaskRows *rows, gint64 *id, GError **error) {
  if (rows->waiting == 0) {
    Query *query = query_new(rows->db, SQL_LAST_ID);
    rows->last = query_next(query) ? query_int(query, 0) : 0;
    if (!query_finish(query, error))
      return FALSE;
  }
  if (rows->last == G_MAXINT64)
    return store_refuse(error, "任务的编号用完了，不能再添加");
  *id = ++rows->last;
  rows->waiting++;
  return TRUE;
}

gboolean task_rows_add(TaskRows *rows, Task *task, GError **error) {
  if (!take_id(rows, &task->id, error))
    return FALSE;
  Insert *to = rows->tasks;
  insert_int(to, task->id);
  insert_int(to, task->ledger);
  insert_int(to, task->indicator);
  insert_int(to, task->number);
  insert_text(to, task_kind_code(task->kind));
  insert_text(to, task->goal);
  insert_text(to, task->deadline);
  insert_text(to, task->deadline_printed);
  insert_day(to, task->due);
  insert_text(to, task_state_code(task->state));
  if (task->percent != PERCENT_NONE)
    insert_int(to, task->percent);
  else
    insert_null(to);
  insert_day(to, task->done_on);
  insert_text(to, task->note);
  if (task->parent != 0) {
    insert_int(to, task->parent);
    insert_int(to, task->weight);
  } else {
    insert_null(to);
    insert_null(to);
  }
  add_units(rows->units, task->id, task->units);
  return TRUE;
}

gboolean task_rows_put(TaskRows *rows, GError **error) {
  rows->waiting = 0;
  return insert_put(rows->tasks, error) && insert_put(rows->units, error);
}

gboolean task_insert(Db *db, Task *task, GError **error) {
  g_auto(TaskRows) rows;
  task_rows_init(&rows, db);
  return task_rows_add(&rows, task, error) && task_rows_put(&rows, error);
}

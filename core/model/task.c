#include "core/model/task.h"

#include "core/model/ledger.h"

#define SQL_TASK_LABEL "SELECT number, goal, " SQL_SEVERAL_LEDGERS " FROM task WHERE id = ?1"
#define SQL_TASKS_OF_NUMBER                                                                        \
  "SELECT t.id, l.title, l.year, " SQL_SEVERAL_LEDGERS " FROM task t "                             \
  "JOIN ledger l ON l.id = t.ledger WHERE t.number = ?1 ORDER BY l.year DESC, l.id"
#define SQL_TASK_OF_LEDGER_NUMBER "SELECT id FROM task WHERE ledger = ?1 AND number = ?2"
/* By ledger, so that the index task_row has it. */
#define SQL_GREATEST                                                                               \
  "SELECT (SELECT max(id) FROM task), "                                                            \
  "(SELECT max((SELECT max(number) FROM task WHERE ledger = l.id)) FROM ledger l)"

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

gboolean task_greatest(Db *db, gint64 *id, int *number, GError **error) {
  Query *query = query_new(db, SQL_GREATEST);
  gboolean found = query_next(query);
  *id = found ? query_int(query, 0) : 0;
  *number = found ? (int)query_int(query, 1) : 0;
  return query_finish(query, error);
}

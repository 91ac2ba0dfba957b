#include "tui/screen/late_list.h"

#include "core/model/answer.h"
#include "core/model/unit.h"

static void late_unit_free(gpointer data) {
  LateUnit *unit = data;
  g_free(unit->name);
  g_array_unref(unit->tasks);
  g_free(unit);
}

void late_list_free(LateList *list) {
  if (list == NULL)
    return;
  g_array_unref(list->refs);
  g_ptr_array_unref(list->units);
  g_free(list);
}

const TaskRef *late_list_task(const LateList *list, const LateUnit *unit, guint index) {
  return &g_array_index(list->refs, TaskRef, g_array_index(unit->tasks, guint, index));
}

/* ---- what is late ----------------------------------------------------------------------- */

typedef struct {
  TaskRef ref;
  Day missed; /* the first period that was missed; DAY_NONE: it is late by its own date */
} LateTask;

static int by_lateness(gconstpointer a, gconstpointer b) {
  const LateTask *left = a, *right = b;
  if (left->ref.overdue != right->ref.overdue)
    return right->ref.overdue - left->ref.overdue;
  return left->missed < right->missed ? -1 : left->missed > right->missed;
}

/* What is split stands there only for periods of its own: its parts are late themselves. */
static gboolean stands_for_itself(const TaskRef *ref) {
  return ref->parts == 0 || ref->missed > 0;
}

static gboolean order_refs(App *app, LateList *list, const GArray *refs, GError **error) {
  ObligationFilter rules = {.ledger = app_ledger(app)};
  g_autoptr(GHashTable) standings =
      obligation_standings(app_db(app), app_reckoning(app), &rules, error);
  if (standings == NULL)
    return FALSE;
  g_autoptr(GArray) tasks = g_array_new(FALSE, FALSE, sizeof(LateTask));
  for (guint i = 0; i < refs->len; i++) {
    LateTask task = {.ref = g_array_index(refs, TaskRef, i)};
    const ObligationStanding *standing = g_hash_table_lookup(standings, &task.ref.id);
    if (task.ref.overdue == 0 && standing != NULL)
      task.missed = standing->missed;
    if (stands_for_itself(&task.ref))
      g_array_append_val(tasks, task);
  }
  g_array_sort(tasks, by_lateness); /* stable: by due date, then by ledger and 序号 */
  for (guint i = 0; i < tasks->len; i++) {
    const TaskRef *ref = &g_array_index(tasks, LateTask, i).ref;
    g_array_append_vals(list->refs, ref, 1);
    list->missing += ref->overdue == 0 ? 1 : 0;
  }
  return TRUE;
}

static gboolean read_refs(App *app, LateList *list, const char *query, GError **error) {
  TaskFilter filter = TASK_FILTER_ALL;
  filter.ledger = app_ledger(app);
  filter.light = LIGHT_RED;
  filter.order = TASK_ORDER_DUE;
  filter.due_until = app_today(app);
  filter.query = query;
  g_autoptr(GArray) refs = task_list(app_db(app), app_reckoning(app), &filter, error);
  return refs != NULL && order_refs(app, list, refs, error);
}

/* ---- by unit ---------------------------------------------------------------------------- */

static LateUnit *unit_new(LateList *list, gint64 id, const char *name) {
  LateUnit *unit = g_new0(LateUnit, 1);
  unit->unit = id;
  unit->name = g_strdup(name);
  unit->tasks = g_array_new(FALSE, FALSE, sizeof(guint));
  g_ptr_array_add(list->units, unit);
  return unit;
}

static int by_worst(gconstpointer a, gconstpointer b) {
  const LateUnit *left = *(LateUnit *const *)a, *right = *(LateUnit *const *)b;
  if (left->worst != right->worst)
    return right->worst - left->worst;
  return (int)right->tasks->len - (int)left->tasks->len;
}

static int by_index(gconstpointer a, gconstpointer b) {
  guint left = *(const guint *)a, right = *(const guint *)b;
  return left < right ? -1 : left > right;
}

static const char *unit_name(GPtrArray *units, gint64 id) {
  for (guint i = 0; i < units->len; i++) {
    const Unit *unit = units->pdata[i];
    if (unit->id == id)
      return unit->name;
  }
  return "";
}

/* Puts late tasks under the units that answer for them. places: task's id → its place in refs + 1.
 */
static gboolean add_answered(App *app, LateList *list, GHashTable *places, gboolean *answered,
                             GError **error) {
  g_autoptr(GArray) answers = answer_list(app_db(app), error);
  g_autoptr(GPtrArray) units = answers != NULL ? unit_list(app_db(app), error) : NULL;
  if (units == NULL)
    return FALSE;
  LateUnit *unit = NULL;
  for (guint i = 0; i < answers->len; i++) {
    const Answer *answer = &g_array_index(answers, Answer, i);
    guint place = GPOINTER_TO_UINT(g_hash_table_lookup(places, &answer->task));
    if (place == 0)
      continue;
    if (unit == NULL || unit->unit != answer->unit)
      unit = unit_new(list, answer->unit, unit_name(units, answer->unit));
    guint index = place - 1;
    g_array_append_val(unit->tasks, index);
    answered[index] = TRUE;
  }
  return TRUE;
}

static void sum_up(const LateList *list, LateUnit *unit) {
  g_array_sort(unit->tasks, by_index); /* refs come with the latest first */
  unit->worst = late_list_task(list, unit, 0)->overdue;
  for (guint i = 0; i < unit->tasks->len; i++)
    unit->missing += late_list_task(list, unit, i)->overdue == 0 ? 1 : 0;
}

static gboolean group_by_unit(App *app, LateList *list, GError **error) {
  g_autoptr(GHashTable) places = g_hash_table_new(g_int64_hash, g_int64_equal);
  g_autofree gboolean *answered = g_new0(gboolean, list->refs->len);
  for (guint i = 0; i < list->refs->len; i++)
    g_hash_table_insert(places, &g_array_index(list->refs, TaskRef, i).id, GUINT_TO_POINTER(i + 1));
  if (!add_answered(app, list, places, answered, error))
    return FALSE;
  list->named = list->units->len;
  LateUnit *nobody = NULL;
  for (guint i = 0; i < list->refs->len; i++) {
    if (answered[i])
      continue;
    if (nobody == NULL)
      nobody = unit_new(list, 0, "（没有写明责任单位）");
    g_array_append_val(nobody->tasks, i);
  }
  for (guint i = 0; i < list->units->len; i++)
    sum_up(list, list->units->pdata[i]);
  g_ptr_array_sort(list->units, by_worst);
  return TRUE;
}

LateList *late_list_read(App *app, const char *query, GError **error) {
  g_autoptr(LateList) list = g_new0(LateList, 1);
  list->refs = g_array_new(FALSE, FALSE, sizeof(TaskRef));
  list->units = g_ptr_array_new_with_free_func(late_unit_free);
  return read_refs(app, list, query, error) && group_by_unit(app, list, error)
             ? g_steal_pointer(&list)
             : NULL;
}

#include "tui/screen/late_list.h"

typedef struct {
  guint place; /* in the list as it was read */
  int overdue;
  Day missed; /* the first period that was missed; DAY_NONE: it is late by its own date */
} LateTask;

static int by_lateness(gconstpointer a, gconstpointer b) {
  const LateTask *left = a, *right = b;
  if (left->overdue != right->overdue)
    return right->overdue - left->overdue;
  return left->missed < right->missed ? -1 : left->missed > right->missed;
}

static GArray *order_refs(App *app, const GArray *refs, guint *missing, GError **error) {
  g_autoptr(GHashTable) standings = app_standings(app, error);
  if (standings == NULL)
    return NULL;
  g_autoptr(GArray) tasks = g_array_sized_new(FALSE, FALSE, sizeof(LateTask), refs->len);
  for (guint i = 0; i < refs->len; i++) {
    const TaskRef *ref = &g_array_index(refs, TaskRef, i);
    LateTask task = {.place = i, .overdue = ref->overdue};
    const ObligationStanding *standing =
        task.overdue == 0 ? g_hash_table_lookup(standings, &ref->id) : NULL;
    if (standing != NULL)
      task.missed = standing->missed;
    g_array_append_val(tasks, task);
  }
  g_array_sort(tasks, by_lateness); /* stable: by due date, then by ledger and 序号 */
  GArray *late = g_array_sized_new(FALSE, FALSE, sizeof(TaskRef), refs->len);
  *missing = 0;
  for (guint i = 0; i < tasks->len; i++) {
    const TaskRef *ref = &g_array_index(refs, TaskRef, g_array_index(tasks, LateTask, i).place);
    g_array_append_vals(late, ref, 1);
    *missing += ref->overdue == 0 ? 1 : 0;
  }
  return late;
}

GArray *late_list_read(App *app, const char *query, guint *missing, GError **error) {
  TaskFilter filter = TASK_FILTER_ALL;
  filter.ledger = app_ledger(app);
  task_filter_late(&filter, app_reckoning(app));
  filter.query = query;
  g_autoptr(GArray) refs = app_task_list(app, &filter, error);
  return refs != NULL ? order_refs(app, refs, missing, error) : NULL;
}

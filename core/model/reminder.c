#include "core/model/reminder.h"

void reminder_free(Reminder *reminder) {
  if (reminder == NULL)
    return;
  if (reminder->overdue != NULL)
    g_array_unref(reminder->overdue);
  if (reminder->soon != NULL)
    g_array_unref(reminder->soon);
  topic_free(reminder->topic);
  g_free(reminder);
}

/* What is late; ordered by due date, so that the first is the one most days late. */
static GArray *late_tasks(Db *db, const Reckoning *reckoning, TaskFilter filter, GError **error) {
  filter.light = LIGHT_RED;
  return task_list(db, reckoning, &filter, error);
}

/* What comes due within the filter's days: open, with a date, and not late. */
static GArray *soon_tasks(Db *db, const Reckoning *reckoning, const TaskFilter *filter,
                          GError **error) {
  g_autoptr(GArray) refs = task_list(db, reckoning, filter, error);
  if (refs == NULL)
    return NULL;
  g_autoptr(GArray) soon = g_array_new(FALSE, FALSE, sizeof(TaskRef));
  for (guint i = 0; i < refs->len; i++) {
    const TaskRef *ref = &g_array_index(refs, TaskRef, i);
    if (ref->light != LIGHT_RED && ref->light != LIGHT_GREY &&
        !task_state_is_done((TaskState)ref->state))
      g_array_append_vals(soon, ref, 1);
  }
  return g_steal_pointer(&soon);
}

Reminder *reminder_collect(Db *db, const Reckoning *reckoning, gint64 ledger, gint64 unit, int days,
                           GError **error) {
  Day today = reckoning_today(reckoning);
  TaskFilter filter = TASK_FILTER_ALL;
  filter.ledger = ledger;
  filter.unit = unit;
  filter.order = TASK_ORDER_DUE;
  filter.whole = TRUE;
  filter.due_until = MIN(today + (Day)days, day_from_ymd(9999, 12, 31)); /* the last there is */
  g_autoptr(Reminder) reminder = g_new0(Reminder, 1);
  reminder->as_of = today;
  reminder->days = days;
  reminder->overdue = late_tasks(db, reckoning, filter, error);
  if (reminder->overdue == NULL)
    return NULL;
  reminder->soon = soon_tasks(db, reckoning, &filter, error);
  if (reminder->soon == NULL)
    return NULL;
  g_autoptr(GError) failed = NULL;
  reminder->topic = topic_of_day(db, today, &failed);
  if (failed != NULL) {
    g_propagate_error(error, g_steal_pointer(&failed));
    return NULL;
  }
  return g_steal_pointer(&reminder);
}

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

/* Ordered by due date, so that the first is the one most days late or nearest. */
static GArray *due_with_light(Db *db, TaskFilter filter, Light light, Day today, int days,
                              GError **error) {
  filter.light = light;
  return task_list(db, &filter, today, days, error);
}

Reminder *reminder_collect(Db *db, gint64 ledger, gint64 unit, Day today, int days,
                           GError **error) {
  TaskFilter filter = TASK_FILTER_ALL;
  filter.ledger = ledger;
  filter.unit = unit;
  filter.order = TASK_ORDER_DUE;
  filter.due_until = MIN(today + (Day)days, day_from_ymd(9999, 12, 31)); /* the last there is */
  g_autoptr(Reminder) reminder = g_new0(Reminder, 1);
  reminder->as_of = today;
  reminder->days = days;
  reminder->overdue = due_with_light(db, filter, LIGHT_RED, today, days, error);
  if (reminder->overdue == NULL)
    return NULL;
  reminder->soon = due_with_light(db, filter, LIGHT_AMBER, today, days, error);
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

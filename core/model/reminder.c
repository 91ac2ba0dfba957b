/* reminder.c: what to be reminded of as a whole. What asks for it is gathered in reminder_gather.c,
 * put into order in reminder_order.c, said in words in reminder_item.c. */
#include "core/model/reminder_private.h"

/* How long what was done stays in a calendar. */
#define DONE_DAYS 366

#define LAST_DAY day_from_ymd(9999, 12, 31)

void reminder_free(Reminder *reminder) {
  if (reminder == NULL)
    return;
  if (reminder->items != NULL)
    g_ptr_array_unref(reminder->items);
  g_clear_pointer(&reminder->coming, g_array_unref);
  topic_free(reminder->topic);
  g_free(reminder);
}

static GArray *read_tasks(Db *db, const Reckoning *reckoning, gint64 ledger, gint64 unit,
                          GError **error) {
  TaskFilter filter = TASK_FILTER_ALL;
  filter.ledger = ledger;
  filter.unit = unit;
  return task_list(db, reckoning, &filter, error);
}

/* The tasks that filter takes; what two of its units share once. NULL and error. */
static GArray *tasks_of(Db *db, const Reckoning *reckoning, const ReminderFilter *filter,
                        GError **error) {
  if (filter->unit_count == 0)
    return read_tasks(db, reckoning, filter->ledger, 0, error);
  g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(TaskRef));
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  for (gsize i = 0; i < filter->unit_count; i++) {
    g_autoptr(GArray) refs = read_tasks(db, reckoning, filter->ledger, filter->units[i], error);
    if (refs == NULL)
      return NULL;
    for (guint k = 0; k < refs->len; k++) {
      const TaskRef *ref = &g_array_index(refs, TaskRef, k);
      if (g_hash_table_add(seen, g_memdup2(&ref->id, sizeof ref->id)))
        g_array_append_val(all, *ref);
    }
  }
  return g_steal_pointer(&all);
}

gboolean reminder_read_topic(Db *db, Reminder *reminder, GError **error) {
  g_autoptr(GError) failed = NULL;
  reminder->topic = topic_of_day(db, reminder->as_of, &failed);
  if (failed == NULL)
    return TRUE;
  g_propagate_error(error, g_steal_pointer(&failed));
  return FALSE;
}

Reminder *reminder_of_tasks(Db *db, const Reckoning *reckoning, const ReminderFilter *filter,
                            TaskRefs *tasks, GError **error) {
  g_autoptr(Reminder) reminder = g_new0(Reminder, 1);
  reminder->as_of = reckoning_today(reckoning);
  reminder->days = MIN(filter->days, REMINDER_DAYS_MAX);
  Day last = MIN(reminder->as_of + (Day)reminder->days, LAST_DAY);
  g_auto(Gathering) gathering = {0};
  guint coming = (guint)CLAMP(filter->coming, 0, REMINDER_DAYS_MAX);
  Day farthest = coming > 0 ? MIN(MAX(last, reminder->as_of + coming - 1), LAST_DAY) : last;
  gathering_begin(&gathering, db, reckoning, tasks, 1, farthest);
  if (!gathering_add_open(&gathering, filter->ledger, error) ||
      !reminder_read_topic(db, reminder, error))
    return NULL;
  reminder->coming = reminder_count_days(gathering.items, reminder->as_of, coming);
  reminder->items = g_steal_pointer(&gathering.items);
  if (farthest > last)
    reminder_drop_later(reminder->items, last);
  reminder_sort(reminder->items, last);
  reminder_count(reminder, last);
  return g_steal_pointer(&reminder);
}

Reminder *reminder_collect(Db *db, const Reckoning *reckoning, const ReminderFilter *filter,
                           GError **error) {
  g_autoptr(GArray) refs = tasks_of(db, reckoning, filter, error);
  if (refs == NULL)
    return NULL;
  g_autoptr(TaskRefs) tasks = task_refs_new(refs);
  return reminder_of_tasks(db, reckoning, filter, tasks, error);
}

/* ---- by days ---------------------------------------------------------------------------- */

static int compare_due(gconstpointer a, gconstpointer b) {
  const ReminderItem *left = *(ReminderItem *const *)a, *right = *(ReminderItem *const *)b;
  return left->due < right->due ? -1 : left->due > right->due;
}

GPtrArray *reminder_days(Db *db, const Reckoning *reckoning, gint64 ledger, TaskRefs *tasks,
                         Day first, Day last, GError **error) {
  g_auto(Gathering) gathering = {0};
  gathering_begin(&gathering, db, reckoning, tasks, first, last);
  if (!gathering_add_days(&gathering, ledger, error))
    return NULL;
  g_ptr_array_sort(gathering.items, compare_due);
  return g_steal_pointer(&gathering.items);
}

/* The same of the tasks that filter takes. */
static GPtrArray *list_days(Db *db, const Reckoning *reckoning, const ReminderFilter *filter,
                            Day first, Day last, GError **error) {
  g_autoptr(GArray) refs = tasks_of(db, reckoning, filter, error);
  if (refs == NULL)
    return NULL;
  g_autoptr(TaskRefs) tasks = task_refs_new(refs);
  return reminder_days(db, reckoning, filter->ledger, tasks, first, last, error);
}

gboolean reminder_add_done(Db *db, const Reckoning *reckoning, const ReminderFilter *filter,
                           Reminder *reminder, GError **error) {
  Day today = reminder->as_of;
  g_autoptr(GPtrArray) all =
      list_days(db, reckoning, filter, today > DONE_DAYS ? today - DONE_DAYS : 1,
                today + (Day)reminder->days, error);
  for (guint i = 0; all != NULL && i < all->len; i++) {
    const ReminderItem *item = all->pdata[i];
    if (item->done)
      g_ptr_array_add(reminder->items, g_steal_pointer(&all->pdata[i]));
  }
  return all != NULL;
}

/* reminder_private.h: what the files of reminder.h share. */
#pragma once

#include "core/model/reminder.h"

/* Puts items (ReminderItem*) into the order of a Reminder; what is due after last and not late only
 * waits. */
void reminder_sort(GPtrArray *items, Day last);

/* Sets the counts of what reminder's items are. */
void reminder_count(Reminder *reminder, Day last);

/* How many items are due on each of so many days, today the first: an array of ReminderDay. */
GArray *reminder_count_days(const GPtrArray *items, Day today, guint days);

/* Takes out what was gathered only to be counted by days. */
void reminder_drop_later(GPtrArray *items, Day last);

/* Takes out of an item what reminder_fill() put in. */
void reminder_item_empty(ReminderItem *item);

/* Sets what reminder's topic is. FALSE and error. */
gboolean reminder_read_topic(Db *db, Reminder *reminder, GError **error);

/* ---- gathering -------------------------------------------------------------------------- */

/* One round of it. */
typedef struct {
  Db *db;
  const Reckoning *reckoning;
  Day today;
  Day first, last;    /* of what is due, when gathering by days */
  const GArray *refs; /* TaskRef: the tasks that the filter takes, as task_list() orders them */
  TaskRefs *by_task;  /* the same */
  GPtrArray *items;
} Gathering;

static inline void gathering_clear(Gathering *gathering) {
  g_clear_pointer(&gathering->items, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Gathering, gathering_clear)

/* tasks are those that the filter takes; borrowed. */
void gathering_begin(Gathering *gathering, Db *db, const Reckoning *reckoning, TaskRefs *tasks,
                     Day first, Day last);

/* Adds the tasks that are due by gathering's last day and open. */
void gathering_add_tasks(Gathering *gathering);

/* Adds the topics from this month on while cases are missing. FALSE and error. */
gboolean gathering_add_topics(Gathering *gathering, GError **error);

/* Adds all that reminder_collect() tells of; ledger as in its filter. FALSE and error. */
gboolean gathering_add_open(Gathering *gathering, gint64 ledger, GError **error);

/* Adds all that reminder_days() tells of; ledger as in its filter. FALSE and error. */
gboolean gathering_add_days(Gathering *gathering, gint64 ledger, GError **error);

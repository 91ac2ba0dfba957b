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

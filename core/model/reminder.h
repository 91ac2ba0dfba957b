/* reminder.h: what a person should be reminded of today; the same for the command and the screen.
 */
#pragma once

#include "core/model/plan.h"
#include "core/model/task.h"

typedef struct {
  Day as_of;
  int days;        /* how far ahead soon looks */
  GArray *overdue; /* TaskRef: past due and open, most days late first */
  GArray *soon;    /* TaskRef: due within days, earliest first */
  Topic *topic;    /* this month's; NULL: no plan for it */
} Reminder;

void reminder_free(Reminder *reminder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Reminder, reminder_free)

/* Collects for a unit (0: all) and a ledger (0: all). days is at least 0. NULL and error. */
Reminder *reminder_collect(Db *db, const Reckoning *reckoning, gint64 ledger, gint64 unit, int days,
                           GError **error);

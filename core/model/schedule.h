/* schedule.h: the recurrence rule of a task (每季度至少1次…), as a document gives it. */
#pragma once

#include "core/rules/recurrence.h"
#include "core/store/db.h"

typedef struct {
  gint64 id;
  gint64 task;
  char *phrase; /* the words of the document */
  Recurrence rule;
  Day since; /* the first day it asks anything of; periods that were over before are not asked for
              */
  Day ended; /* the last one, where it was taken off or replaced; DAY_NONE: until the task is due */
} Schedule;

void schedule_free(Schedule *schedule);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Schedule, schedule_free)

/* The columns of table schedule (s) that schedule_from_row() reads, first in a SELECT. */
#define SCHEDULE_COLUMNS                                                                           \
  "s.id, s.task, s.phrase, s.every, s.step, s.quota, ifnull(s.due_day, 0), s.due_month, s.basis, " \
  "s.anchor, s.no_makeup, s.since, s.ended"
#define SCHEDULE_COLUMN_COUNT 13

/* The rule in the current row. The caller frees. */
Schedule *schedule_from_row(Query *query);

/* The rules of a task by id. An array of Schedule* that frees them; NULL and error. */
GPtrArray *schedule_list(Db *db, gint64 task, GError **error);

/* The first day a rule asks anything of when it comes into the file on day today with a ledger of
 * year: that day, so that nothing is missed before anybody could know; 1 January where the year has
 * not begun, and also where it is over, since then all of it is history. No document says since
 * when its rules count. */
Day schedule_since(int year, Day today);

/* Inside a writer: stores a rule and sets its id. */
gboolean schedule_insert(Db *db, Schedule *schedule, GError **error);

/* schedule.h: the recurrence rule of a task (每季度至少1次…), as a document gives it. */
#pragma once

#include "core/rules/recurrence.h"
#include "core/store/db.h"

typedef struct {
  gint64 id;
  gint64 task;
  char *phrase;  /* the words of the document */
  Every every;   /* the length of a period … */
  int step;      /* … times this, at least 1 */
  int quota;     /* submissions a period asks for, at least 1 */
  int due_day;   /* day of the month it is due; 0: the period's last day */
  int due_month; /* months after the period's own (次月: 1) */
} Schedule;

void schedule_free(Schedule *schedule);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Schedule, schedule_free)

/* The rules of a task by id. An array of Schedule* that frees them; NULL and error. */
GPtrArray *schedule_list(Db *db, gint64 task, GError **error);

/* Inside a writer: stores a rule and sets its id. */
gboolean schedule_insert(Db *db, Schedule *schedule, GError **error);

/* bulletin_day.h: how every task that counts stood on a day. Only for bulletin.c and
 * bulletin_year.c. */
#pragma once

#include "core/model/bulletin.h"
#include "core/model/bulletin_year.h"

typedef struct {
  gint64 id;
  gint64 indicator;
  TaskState state;   /* never 作废 */
  Day due;           /* in force on the day; DAY_NONE: none */
  int late;          /* days, as overdue_days() counts them */
  int share;         /* how much is done, 0-100 */
  gboolean missed;   /* a period is past and under quota; never of what is done or 暂停 */
  gboolean whole;    /* split: here only for what it missed itself, its parts for all else */
  gboolean reported; /* progress or a submission is dated from the first day to the day */
} DayTask;

/* The tasks of a ledger that count on day, as bulletin.h says, in the order of ledger and 序号.
 * ledger 0: of all that were in use on the day used, which a comparison of two days has in common.
 * since is the first of the days in which a report is looked for. An array of DayTask
 * (unref it); NULL and error. */
GArray *bulletin_day_read(Db *db, const Reckoning *reckoning, gint64 ledger, Day used, Day since,
                          Day day, GError **error);

/* TRUE where a task is among those that a figure counts. */
gboolean bulletin_day_counts(FigureKind kind, const DayTask *task);

/* The last day that a bulletin of a month counts; DAY_NONE and error where the month is none to
 * report on. */
Day bulletin_last_day(int year, int month, Day today, GError **error);

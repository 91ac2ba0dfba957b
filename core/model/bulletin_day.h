/* bulletin_day.h: how every task that counts stood on a day. Only for bulletin.c and
 * bulletin_year.c. */
#pragma once

#include "core/model/bulletin.h"
#include "core/model/bulletin_year.h"

typedef struct {
  gint64 id; /* first, for IdPlaces */
  gint64 indicator;
  guint due : 22;    /* a Day: in force on the day; DAY_NONE: none */
  guint share : 7;   /* how much is done, 0-100 */
  guint whole : 1;   /* split: here only for what it is late with or missed itself */
  guint late : 22;   /* days, as overdue_days() counts them */
  guint figures : 7; /* 1 << FigureKind for each that counts it */
} DayTask;

/* What the days of one ledger have in common, read once. As long as it is there, others' commits
 * wait, and all that is read fits together. */
typedef struct BulletinDays BulletinDays;

/* ledger 0: all of them. reckoning and db are borrowed. Without periods nothing is told as missed,
 * and where there are many rules it is much quicker. NULL and error. */
BulletinDays *bulletin_days_new(Db *db, const Reckoning *reckoning, gint64 ledger, gboolean periods,
                                GError **error);
void bulletin_days_free(BulletinDays *days);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BulletinDays, bulletin_days_free)

/* The tasks that count on day, as bulletin.h says, in the order of ledger and 序号. Of all ledgers
 * those count that were in use on the day used, which a comparison of two days has in common. since
 * is the first of the days in which a report is looked for. Days are asked for the latest first.
 * *rest (may be NULL) receives what does not count. An array of DayTask (unref it); NULL and error.
 */
GArray *bulletin_days_read(BulletinDays *days, Day used, Day since, Day day, BulletinRest *rest,
                           GError **error);

/* TRUE where a task is among those that a figure counts. */
static inline gboolean bulletin_day_counts(FigureKind kind, const DayTask *task) {
  return (task->figures >> kind & 1) != 0;
}

/* The last day that a bulletin of a month counts; DAY_NONE and error where the month is none to
 * report on. */
Day bulletin_last_day(int year, int month, Day today, GError **error);

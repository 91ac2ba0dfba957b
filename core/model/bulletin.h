/* bulletin.h: the monthly report (通报): totals, per unit with rank, per 一级指标, the late by
 * name, and what changed since the month before.
 *
 * Counted as of the month's last day, or of today in the running month, from what is on record: the
 * steps' days, the progress entries' days, the approved extensions. Every figure keeps the tasks it
 * counts.
 */
#pragma once

#include "core/model/reckoning.h"
#include "core/model/task.h"

/* A figure and the tasks it counts. */
typedef struct {
  GArray *tasks; /* gint64 ids, in the order of 序号 */
} Figure;

typedef enum {
  FIGURE_TASKS, /* all that can be completed and are asked for (kind task, not 作废; the parts of
                   a split one in its place) */
  FIGURE_DONE,  /* 已办结 or 已销号 */
  FIGURE_ON_TIME,      /* of these, on time */
  FIGURE_LATE_DONE,    /* of these, late */
  FIGURE_OVERDUE,      /* open and past due */
  FIGURE_NOT_REPORTED, /* open, with no progress entry and no submission dated in the month */
} FigureKind;
#define FIGURE_COUNT 6

/* 任务总数, 已办结, 按时办结, 逾期办结, 逾期未办结, 本月未报进展; static. */
const char *figure_name(FigureKind kind);

/* One line: all, a unit, or a 一级指标. */
typedef struct {
  gint64 id;  /* the unit's or indicator's; 0: all */
  char *name; /* 合计 for all */
  Figure figures[FIGURE_COUNT];
  double share; /* done of tasks, in percent; 0 where there are no tasks */
  double mean;  /* the mean of what is done of each (完成率), in percent */
  int rank; /* units: 1 the best by share, then mean, then fewer overdue; equal ones share it. 0:
               none */
} BulletinLine;

/* What is otherwise than a month before. */
typedef struct {
  Figure done;    /* done now, not then */
  Figure overdue; /* overdue now, not then */
  Figure cleared; /* overdue then, not now */
  Figure added;   /* not in the ledger then, as the journal dates them */
  double share;   /* share now less share then, in percentage points */
} BulletinChange;

typedef struct {
  int year, month;
  Day as_of;
  gint64 ledger; /* 0: all */
  char *title;   /* the ledger's, or 全部台账 */
  BulletinLine *all;
  GPtrArray *units;      /* BulletinLine*, by rank */
  GPtrArray *indicators; /* BulletinLine*, in order */
  GPtrArray *late;       /* BulletinLate*, the latest first */
  BulletinChange *change;
  char head[65]; /* the journal's newest hash, so that a rewritten file is found out */
} Bulletin;

typedef struct {
  gint64 task;
  int number;
  char *goal;
  char *units;
  Day due;
  int days;            /* late as of as_of */
  char *last_progress; /* the newest entry until as_of; NULL: none */
} BulletinLate;

void bulletin_free(Bulletin *bulletin);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Bulletin, bulletin_free)

/* Computes it for a month not after today's. NULL and error. */
Bulletin *bulletin_compute(Db *db, const Reckoning *reckoning, gint64 ledger, int year, int month,
                           GError **error);

/* bulletin.h: the monthly report (通报): totals, per unit with rank, per 一级指标, the late by
 * name, and what changed since the month before.
 *
 * Counted as of the month's last day, or of today in the running month, from what is on record:
 *
 * - which tasks there were: those put in by then, as the journal dates it (in the running month:
 * all there are); a split one once its parts were not there yet, then the parts in its place. What
 *   was removed altogether since is not counted in any month;
 * - how they stood: the steps dated until then, not the state now;
 * - by when they were due: the due date before the first 延期 approved after that day, else the one
 *   in force now (a date that was corrected by editing counts as corrected);
 * - how far they were: the newest 完成率 reported until then, 100 when done;
 * - what they had missed: periods past on that day, with what was handed in until then. Which
 * periods there are is as the rules and the rows on record have it now.
 *
 * Kind, unit, indicator, policy and calendar are those of now. Every figure keeps the tasks it
 * counts.
 */
#pragma once

#include "core/model/reckoning.h"
#include "core/model/task.h"
#include "core/store/journal.h"

typedef enum {
  FIGURE_TASKS, /* all that can be completed and are asked for (kind task, not 作废; the parts of
                   a split one in its place) */
  FIGURE_DONE,  /* 已办结 or 已销号; the sum of the next two */
  FIGURE_ON_TIME,   /* of these, on time, as are those without a date */
  FIGURE_LATE_DONE, /* of these, late */
  FIGURE_OVERDUE, /* open and past due; never what is 暂停. Of what is split also the whole, while
                     no part stands for it (TaskRef.underway) */
  FIGURE_MISSED, /* 欠报: open, with a period past its due day and under quota; never what is 暂停.
                    Of what is split also the whole, for periods of its own */
  FIGURE_NOT_REPORTED, /* open, with no progress entry and no submission dated in the month; not
                          what is 暂停, on which nothing can be reported */
} FigureKind;
#define FIGURE_COUNT 7

/* 任务总数, 已办结, 按时办结, 逾期办结, 逾期未办结, 欠报, 本月未报进展; static. */
const char *figure_name(FigureKind kind);
/* tasks, done, on_time, late_done, overdue, missed, not_reported; static. */
const char *figure_code(FigureKind kind);
/* The figure of a code or a name, also of the short 总数 and 未报进展; FALSE, and *out untouched,
 * where text is none. */
gboolean figure_parse(const char *text, FigureKind *out);

/* One of the tasks that are counted. */
typedef struct {
  gint64 id;     /* first, for IdPlaces */
  guint figures; /* 1 << FigureKind for each that counts it */
} BulletinTask;

/* One line: all, a unit, or a 一级指标. */
typedef struct {
  gint64 id;      /* the unit's or indicator's; 0: all */
  int number;     /* indicators: which 一级指标 of its ledger it is, from 1; else 0 */
  char *name;     /* 合计 for all */
  GArray *places; /* guint: of its tasks in those of the bulletin; NULL: all of them */
  guint counts[FIGURE_COUNT]; /* how many of them each figure counts */
  double share;               /* done of tasks, in percent; 0 where there are no tasks */
  double mean;                /* the mean of what is done of each (完成率), in percent */
  int rank; /* units: 1 the best by share, then mean, then fewer overdue, then fewer missed; equal
               ones share it, and the next one counts them (1, 2, 2, 4). 0: none */
} BulletinLine;

/* How many tasks a figure of the line counts. */
guint bulletin_count(const BulletinLine *line, FigureKind kind);

/* Tasks: gint64 ids, in the order of ledger and 序号 as task_list() has it. */
typedef struct {
  GArray *tasks;
} Figure;

/* What is otherwise than at the end of the month before. tasks now = tasks then + added - dropped.
 */
typedef struct {
  Day as_of;      /* the last day of the month before */
  guint tasks;    /* how many were counted then; 0: there is nothing to compare with */
  Figure done;    /* done now, not then */
  Figure overdue; /* overdue now, not then */
  Figure cleared; /* overdue then, not now */
  Figure added;   /* counted now, not then: put in since, or no longer 作废 */
  Figure dropped; /* counted then, not now: 作废 since, or split (its parts are added) */
  double share;   /* share now less share then, in percentage points */
} BulletinChange;

/* One that is late. */
typedef struct {
  gint64 task;
  Day due;  /* in force on as_of */
  int days; /* late as of as_of */

  /* What bulletin_compute() leaves to bulletin_fill_late(), since there may be very many: */
  int number;
  char *goal;          /* NULL: not read yet */
  char *units;         /* as task_units_text() writes them */
  char *last_progress; /* the newest entry until as_of; NULL: none */
  Day last_on;         /* its day; DAY_NONE: none */
} BulletinLate;

/* What was there on as_of and no figure counts, and what only some do. */
typedef struct {
  guint kinds[TASK_KIND_COUNT]; /* 排名指标, 加分项 and 扣分项; of TASK_KIND_TASK none */
  guint voided;                 /* 作废, of any kind */
  guint paused;                 /* 暂停: counted, but neither late, missed nor not reported */
} BulletinRest;

typedef struct {
  int year, month;
  Day as_of;
  gint64 ledger; /* 0: all that were in use on as_of */
  char *title;   /* the ledger's, or 全部台账 */
  GArray *tasks; /* BulletinTask, in the order of ledger and 序号 as task_list() has it */
  BulletinLine *all;
  BulletinRest rest;
  GPtrArray *units; /* BulletinLine*, of those that answer (answer.h) for a task that is counted,
                       by rank; a task with several counts for each */
  GPtrArray *indicators; /* BulletinLine*, in order, without those that have no task */
  GPtrArray *late;       /* BulletinLate*, the latest first */
  BulletinChange *change;
  Day since; /* the day on which the file's record begins; DAY_NONE: there is none */
  char head[JOURNAL_HEAD_SIZE]; /* the journal's newest hash, so that a rewritten file is found out
                                 */
} Bulletin;

void bulletin_free(Bulletin *bulletin);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Bulletin, bulletin_free)

/* 本台账文件的记录自…开始，此前的情况没有记录。, where nothing is counted because the month ended
 * before that day; NULL else. The caller frees. */
char *bulletin_gap_text(const Bulletin *bulletin);

/* 另有11项不列入统计：排名指标3项、加分项3项、扣分项5项。 and what is 暂停; NULL where there is
 * nothing of that. The caller frees. */
char *bulletin_rest_text(const Bulletin *bulletin);

/* By which units tasks are counted, and what 欠报 is, to be said below the figures; static. */
extern const char BULLETIN_UNITS_NOTE[], BULLETIN_MISSED_NOTE[];

/* Computes it for a month (1-12), all of it from one state of the file. Refused for a month after
 * today's; STORE_ERROR_NOT_FOUND where there is no such ledger. NULL and error. */
Bulletin *bulletin_compute(Db *db, const Reckoning *reckoning, gint64 ledger, int year, int month,
                           GError **error);

/* The tasks that a figure of one of its lines counts, in that order: ids (gint64). Unref it. */
GArray *bulletin_tasks(const Bulletin *bulletin, const BulletinLine *line, FigureKind kind);

/* Reads what count of its late ones from first on do not have yet. FALSE and error. */
gboolean bulletin_fill_late(Db *db, Bulletin *bulletin, guint first, guint count, GError **error);

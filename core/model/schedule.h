/* schedule.h: the recurrence rule of a task (每季度至少1次…), as a document gives it. */
#pragma once

#include "core/model/reckoning.h"
#include "core/rules/recurrence.h"

typedef struct {
  gint64 id;
  gint64 task;
  char *phrase;   /* the words of the document */
  char *material; /* what is handed in: 信用建设典型案例; NULL: the document does not say */
  Recurrence rule;
  Day since; /* the first day it asks anything of; periods that were over or due before are not
                asked for */
  Day ended; /* the day it was taken off: what was over by then stays; DAY_NONE: until the task is
                due */
} Schedule;

void schedule_free(Schedule *schedule);

/* What a rule asks for as people are told: 信用承诺，次月8日前; the phrase alone where material is
 * NULL. The material is first since rules of one task often share their phrase, and narrow columns
 * cut. The caller frees. */
char *schedule_words(const char *phrase, const char *material);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Schedule, schedule_free)

/* Whether the rule counts from a day that nobody has set yet, so that it has no periods. */
gboolean schedule_lacks_anchor(const Schedule *schedule);

/* The columns of table schedule (s) that schedule_from_row() reads, first in a SELECT. */
#define SCHEDULE_COLUMNS                                                                           \
  "s.id, s.task, s.phrase, s.every, s.step, s.quota, ifnull(s.due_day, 0), s.due_month, s.basis, " \
  "s.anchor, s.no_makeup, s.since, s.ended, s.material"
#define SCHEDULE_COLUMN_COUNT 14

/* The rule in the current row. The caller frees. */
Schedule *schedule_from_row(Query *query);

/* The rules of a task by id. An array of Schedule* that frees them; NULL and error. */
GPtrArray *schedule_list(Db *db, gint64 task, GError **error);

/* The rules that have not ended of the ledgers of a year, by ledger, 序号 and id. An array of
 * Schedule* that frees them; NULL and error. */
GPtrArray *schedule_in_force(Db *db, int year, GError **error);

/* The rule of that id. STORE_ERROR_NOT_FOUND where there is none. */
Schedule *schedule_load(Db *db, gint64 id, GError **error);

/* The first day a rule asks anything of when it comes into the file on day today with a ledger of
 * year: that day, so that nothing is missed before anybody could know; 1 January where the year has
 * not begun, and also where it is over, since then all of it is history. No document says since
 * when its rules count. */
Day schedule_since(int year, Day today);

/* Inside a writer: stores a rule and sets its id. */
gboolean schedule_insert(Db *db, Schedule *schedule, GError **error);

/* A new rule of a task, or how a rule is to be from now on. */
typedef struct {
  gint64 id;            /* the rule to change; 0: a new one */
  gint64 task;          /* of a new rule; not read else */
  const char *phrase;   /* the words of the document; not blank */
  const char *material; /* what is handed in, of a new rule; NULL: not said. One that is changed
                           keeps its own */
  Recurrence rule;
  Day since; /* DAY_NONE: see schedule_set() */
} ScheduleInput;

/* Stores a new rule, or changes one; journaled "schedule.set". *id, when not NULL, receives it.
 *
 * A new rule asks since schedule_since(), where input does not say. When a rule changes:
 * - Periods that are past keep their dates and quota (obligation_keep_past()).
 * - Open rows with submissions, or that an event started, take due day and quota of the new rule's
 *   period of the same key; without one they stay as they are. Open rows without go.
 * - The new rule asks since the day after the last past period or the old since, whichever is
 * later. Its first period begins there, though its key may stand for more days (2026Q2 from 05-01
 * on), so that old and new neither overlap nor leave a gap. Periods of the new rule that would be
 * past already are passed over, so that nothing is missed before anybody could know: since then is
 * the first day of the first one that is not. Where input says since, it is that day.
 * - Numbered periods (第5期) do not go on under another length or another start: where some are
 *   kept, the old rule is ended and the new one is stored beside it, with an id of its own. With
 * the old anchor it then counts from the last day that is kept; another anchor may not be before
 * it.
 *
 * What is the same but for the phrase changes only that. Refused where recurrence_problem() finds
 * one (in its words), for what is not a task, and for a task that is 已销号 or 作废, and for a rule
 * that has ended. */
gboolean schedule_set(Db *db, const Actor *actor, const Reckoning *reckoning,
                      const ScheduleInput *input, gint64 *id, GError **error);

/* Takes a rule off from today on, with a reason (not blank); journaled "schedule.end". Periods that
 * are over stay, also where they are not due yet, and so do those with submissions or events; where
 * there are none, the rule goes. Refused for a rule that has ended. */
gboolean schedule_end(Db *db, const Actor *actor, const Reckoning *reckoning, gint64 id,
                      const char *reason, GError **error);

/* Inside a writer, for what changes along with a task: as schedule_set() and schedule_end(), which
 * journal nothing here. */
gboolean schedule_put(Db *db, const Reckoning *reckoning, const ScheduleInput *input, gint64 *id,
                      GError **error);
gboolean schedule_drop(Db *db, const Reckoning *reckoning, gint64 id, GError **error);

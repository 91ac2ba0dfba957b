/* obligation.h: what the recurrence rules ask for: periods, with what was handed in for them.
 *
 * Periods are computed from the rule; rows are kept only of those that something was handed in for,
 * that an event started, or that were past when a rule or a calendar changed (these keep their
 * dates for ever). Reading makes no rows.
 */
#pragma once

#include "core/model/reckoning.h"
#include "core/model/schedule.h"

typedef struct {
  gint64 task;
  gint64 ledger;
  gint64 schedule;
  gint64 period; /* its row; 0: none is kept */
  Period span;   /* key, first and last day, stated due day, 预计 */
  Day due;       /* the day by which it has to be there, as the ledger's policy rolls it */
  int quota;     /* how many submissions it asks for */
  int count;     /* how many there are that count */
  int late;      /* of these, how many came after due */
  Light light; /* red: past and under quota; amber: running, under quota, due within the lead time;
                  green: quota met, or running with time left; grey: not begun, or the task is 暂停
                  or 作废, or was 已办结 before it was past */
  char *material; /* what is handed in (schedule.h); NULL: the document does not say */
  char *event;    /* what started it, for rules of events; NULL else */
  gboolean blue;  /* 红黄蓝: green is shown 蓝 */
} Obligation;

void obligation_free(Obligation *obligation);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Obligation, obligation_free)

/* Which ones; a zeroed one takes all that were ever asked for and run today. */
typedef struct {
  gint64 ledger; /* 0: every ledger that is in use */
  gint64 unit;   /* that answers for the task (answer.h), itself or as a member of a group; 0: every
                    unit */
  gint64 task;   /* 0: every task */
  const GArray *tasks; /* gint64: only these, of whatever ledger; NULL: every task; borrowed */
  gint64 schedule;     /* 0: every rule */
  gboolean
      frozen; /* where neither ledger, tasks nor schedule are named: those that are 封存, too */
  Day first, last; /* periods that cover a day of these, or are due on one; DAY_NONE, DAY_NONE: up
                      to the ones that run today */
} ObligationFilter;

/* The obligations of what is a task, whole or part, ordered by ledger, 序号, rule and first day. A
 * rule asks for the periods that touch the days from its since to the task's due date; one that has
 * ended, of these only for those that were over by then. What is kept stays in the list. Where a
 * rule counts from the last submission, one period runs at a time. An array of Obligation* that
 * frees them; NULL and error. */
GPtrArray *obligation_list(Db *db, const Reckoning *reckoning, const ObligationFilter *filter,
                           GError **error);

/* How a task stands with its periods. */
typedef struct {
  gint64 task;
  gboolean recurs;  /* a period has begun that it is asked for */
  int missed_count; /* past periods under quota: those with a red light */
  Day missed;       /* when the earliest of them was due, as the policy rolls it; DAY_NONE: none */
  Day asked;        /* the same of the nearest running period under quota; DAY_NONE: none */
} ObligationStanding;

/* The standing of every task that filter takes (its days are not used) and that has a rule: task
 * (gint64*, inside the value) → ObligationStanding. Unref it; NULL and error. Costs one look where
 * there are no rules. */
GHashTable *obligation_standings(Db *db, const Reckoning *reckoning, const ObligationFilter *filter,
                                 GError **error);

/* Inside a writer: keeps rows of all periods that are past today, of one ledger and one rule (0: of
 * every one that is in use), with the dates they have now. Doing it again changes nothing. */
gboolean obligation_keep_past(Db *db, const Reckoning *reckoning, gint64 ledger, gint64 schedule,
                              GError **error);

/* Inside a writer: the row of the period of that key, made where there is none. *id receives it.
 * STORE_ERROR_NOT_FOUND where the rule has no such period, or it has not begun. */
gboolean obligation_ensure(Db *db, const Reckoning *reckoning, gint64 schedule, const char *key,
                           gint64 *id, GError **error);

/* Puts an event on record (BASIS_EVENT: 决定作出 …) that starts a period, journaled "event.add".
 * day (DAY_NONE: actor->today) not after today; text not blank. Refused for another rule, for a
 * task that is 已销号, 暂停 or 作废, and, by name, for a second event on one day. *key
 * (PERIOD_KEY_SIZE bytes), when not NULL, receives the period's. */
gboolean obligation_event(Db *db, const Actor *actor, const Reckoning *reckoning, gint64 schedule,
                          Day day, const char *text, char *key, GError **error);

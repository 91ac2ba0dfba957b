/* period.h: the periods (期) of a rule: what it gives by itself, under the rows that are kept.
 *
 * For the files of this folder that list, keep and count periods; others ask obligation.h.
 */
#pragma once

#include "core/model/obligation.h"

/* A row that is kept of a period, with its submissions. */
typedef struct {
  gint64 id;
  Period span;
  int quota;
  char *event;  /* NULL: no event started it */
  GArray *days; /* Day: when its submissions were made, earliest first */
} KeptPeriod;

/* Days on which a task was 暂停. */
typedef struct {
  Day first;
  Day last; /* the day before it went on; DAY_NONE: it has not */
} Pause;

/* A rule with all that its periods depend on. */
typedef struct {
  Schedule *schedule;
  gint64 ledger;
  TaskState state;      /* the task's … */
  Day due;              /* … due date; DAY_NONE: none */
  Day done_on;          /* … and the day it was handed in; DAY_NONE: not, or not known */
  const LightRule *how; /* how the ledger counts; the reckoning's */
  gboolean blue;        /* its green is shown 蓝 */
  GPtrArray *kept;      /* KeptPeriod*, by first day */
  GArray *pauses;       /* Pause: the task's, earliest first */
} PeriodRule;

void period_rule_free(PeriodRule *rule);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PeriodRule, period_rule_free)

/* The rules that filter takes (its days are not used), by ledger, 序号 and id, with their rows. An
 * array of PeriodRule* that frees them and lives no longer than reckoning; NULL and error. */
GPtrArray *period_rules(Db *db, const Reckoning *reckoning, const ObligationFilter *filter,
                        GError **error);

/* Makes rule what it was on a past day, on which its task was in state (one that is not done) and
 * due then: what was handed in later is not there, and a rule that ended later has not ended. For
 * those that only read; the rows themselves, and what only they know, stay. */
void period_rule_on(PeriodRule *rule, Day day, TaskState state, Day due);

/* One period of a rule. */
typedef struct {
  Period span;
  int quota;
  const KeptPeriod *kept; /* its row, the rule's; NULL: none is kept */
} PeriodTurn;

/* The periods of a rule that open on until or before, by first day; an array of PeriodTurn that
 * lives no longer than rule (unref it).
 *
 * A kept row stands for the computed period of its key, and stays where the rule gives none of that
 * key. Computed periods lie beside the kept ones, never over them: where a rule was changed, or a
 * calendar moved the days, the first one after begins on the day after the last kept one. */
GArray *period_turns(const PeriodRule *rule, const Calendar *calendar, Day until);

/* The first day on which something can be handed in for turn: its first one, or an event's own. */
Day period_opens(const PeriodTurn *turn);

/* The day by which turn has to be there. */
Day period_due(const PeriodRule *rule, const PeriodTurn *turn);

/* How many of its submissions count; *late of them came after due. */
int period_count(const PeriodRule *rule, const PeriodTurn *turn, int *late);

/* Its light, as Obligation has it. */
Light period_light(const PeriodRule *rule, const PeriodTurn *turn, Day today);

/* Inside a writer: makes the row of turn, which has none. event is what started it, or NULL. *id,
 * when not NULL, receives it. */
gboolean period_insert(Db *db, const PeriodRule *rule, const PeriodTurn *turn, const char *event,
                       gint64 *id, GError **error);

/* Inside a writer: gives a row the end, due day and 预计 of span, and quota. Its first day stays:
 * it has begun. */
gboolean period_update(Db *db, const KeptPeriod *kept, const Period *span, int quota,
                       GError **error);

/* The rule of that id with its rows. NULL and STORE_ERROR_NOT_FOUND where there is none, or where
 * its task is no task (加分项 …), which nothing is asked of. */
PeriodRule *period_rule(Db *db, const Reckoning *reckoning, gint64 schedule, GError **error);

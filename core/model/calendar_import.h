/* calendar_import.h: bringing a year's holiday notice into the file, and which due dates it moves.
 *
 * What is past stays as it was counted then; what is open is counted anew.
 */
#pragma once

#include "core/model/obligation.h"

/* An open due date that a notice moves. */
typedef struct {
  gint64 task;
  int number;                /* its 序号 */
  char *ledger;              /* its ledger's title */
  char *goal;                /* 目标任务, as printed */
  gint64 schedule;           /* the rule of the period; 0: it is the due date of the task itself */
  char key[PERIOD_KEY_SIZE]; /* the period's; empty: none */
  Day before;                /* by which it had to be there, as the ledger's policy rolls it */
  Day after;                 /* the same from now on; DAY_NONE: the period begins after the task is
                                due, and is not asked for any more */
} DueMove;

void due_move_free(DueMove *move);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DueMove, due_move_free)

/* Which open due dates notice would move, if it were in the file: of tasks that are not 已办结,
 * 已销号 or 作废, their own due date and those of their periods under quota that have begun by the
 * end of the notice's year. A past period moves only where a policy rolls its due day. By ledger,
 * 序号, the task's own first, rule and first day; an array of DueMove* that frees them; NULL and
 * error. */
GPtrArray *calendar_import_moves(Db *db, const Reckoning *reckoning, const CalendarNotice *notice,
                                 GError **error);

/* Brings notice in, in place of what the file or the program had for its year; journaled
 * "calendar.import". Periods that are past on the reckoning's day keep their dates; rows of open
 * ones under quota get those of the new calendar. *moves, when not NULL, receives what
 * calendar_import_moves() says; *stored whether anything was new. reckoning is as it was before:
 * make a new one afterwards. */
gboolean calendar_import(Db *db, const Actor *actor, const Reckoning *reckoning,
                         const CalendarNotice *notice, GPtrArray **moves, gboolean *stored,
                         GError **error);

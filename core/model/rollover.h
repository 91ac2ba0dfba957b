/* rollover.h: 结转: next year's ledger made from this year's.
 *
 * The new ledger has the old one's indicators, tasks with their parts, units and roles, recurrence
 * rules, policy and 信息报送要求. 序号 stay, so that 第4项 is the same matter in both years. The
 * old ledger is 封存 in the same writing, and one undo takes back all of it.
 *
 * - Deadlines are the old ones with the years moved; the text as printed stays beside them. Where
 * an 延期 was approved, it is the deadline that the year began with that moves: more time was given
 *   once, not for every year.
 * - States, 完成率, 办结 dates, steps, progress, evidence, submissions, 延期, 催办 and 督办单 stay
 * with the old year.
 * - A rule asks since schedule_since(). One that counts from a day (每14个工作日) keeps its rhythm
 *   over the new year: its start stays, or is the last submission where it counts from that.
 * Without a start it would ask for nothing, and nobody would notice. Rules that were taken off stay
 * behind.
 * - What is 作废 does not come along, nor what is left out by choice: 建成平台, once it is built.
 * - What is still open is listed. It is the old year's, and its row in the new year begins anew. An
 *   item chosen to be carried has its row say so in 备注: 结转自2026年第4项, how it stood, and the
 *   last progress. (Such a line of the year before is not carried on.)
 */
#pragma once

#include "core/model/ledger.h"
#include "core/model/task.h"

typedef struct {
  gint64 ledger;
  int year;              /* of the new ledger: later than the old one's, at most 2100 */
  gboolean carry_open;   /* all that is open is carried */
  const GArray *carry;   /* int: 序号 of open items to carry; NULL: none */
  const GArray *without; /* int: 序号 of rows that are not to come along; NULL: none */
} RolloverInput;

/* What is open in the old year. */
typedef struct {
  gint64 task;
  int number;
  char *goal;
  TaskState state;
  Light light;
  gboolean blue;
  int overdue; /* days late; 0: not */
  int missed;  /* past periods under quota */
  gboolean carried;
} RolloverItem;

/* What a 结转 does, or has done. */
typedef struct {
  Ledger *from;
  int year;
  gint64 ledger;   /* the new one; 0: nothing was written */
  int tasks;       /* rows of the new ledger, with parts */
  int voided;      /* 作废: they do not come along */
  int without;     /* left out by choice, with their parts */
  int waiting;     /* 已办结（待审核）: once it is 封存, nobody can close them */
  GPtrArray *open; /* RolloverItem* by 序号; what is split stands there by its parts */
} Rollover;

void rollover_free(Rollover *rollover);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Rollover, rollover_free)

/* What would be done; writes nothing. Refused, in words for people: a year that is not later; a
 * year that the ledger was rolled over into already, or for which its template was added; the
 * ledger of an indicator system, which comes with the system's own next year; a number of carry
 * that is not open; a number of without that is not a row, is a part, or is carried. A ledger that
 * is 封存 may be rolled over. NULL and error. */
Rollover *rollover_plan(Db *db, const Reckoning *reckoning, const RolloverInput *input,
                        GError **error);

/* Does it, journaled "ledger.rollover", and says what it did. As rollover_plan(). */
Rollover *rollover_run(Db *db, const Actor *actor, const Reckoning *reckoning,
                       const RolloverInput *input, GError **error);

/* Reads 序号 as people write them (4,54 or 4、54; 第4项, with whatever
 * follows it, is 4): an array of int (unref it), empty where there
 * are none. text may be NULL. NULL and error. */
GArray *rollover_read_numbers(const char *text, GError **error);

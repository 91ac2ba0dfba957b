/* submission.h: submissions (报送 / 反馈): what is handed in for a period. */
#pragma once

#include "core/model/evidence.h"
#include "core/model/reckoning.h"

typedef struct {
  gint64 id;
  gint64 task;
  gint64 period;
  gint64 unit;     /* 0: not said */
  char *unit_name; /* NULL: not said */
  Day made_on;
  char *text;
  char *author;        /* login name */
  GPtrArray *evidence; /* char*: 佐证材料, paths or 文号 as given; may be empty */
} Submission;

void submission_free(Submission *submission);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Submission, submission_free)

/* The submissions of a period (its row's id), or, with period 0, of a task, by day and order of
 * entry. An array of Submission* that frees them; NULL and error. */
GPtrArray *submission_list(Db *db, gint64 task, gint64 period, GError **error);

/* The submission of that id. STORE_ERROR_NOT_FOUND where there is none. */
Submission *submission_load(Db *db, gint64 id, GError **error);

typedef struct {
  gint64 schedule;
  const char *key; /* the period's; NULL: the one made_on lies in (of rules that count from the last
                      submission, the one that runs then; of events, the earliest that still waits)
                    */
  const char *unit; /* a known unit's name; NULL or blank: not said */
  Day made_on;      /* DAY_NONE: actor->today. Not after today, not before the period begins, which
                       for events is the event's own day */
  const char *text; /* not blank */
  const char *const *evidence; /* NULL-terminated, blank ones are left out; may be NULL */
  const GPtrArray *files;      /* Evidence*: what was measured of them; NULL: nothing */
} SubmissionInput;

/* Records a submission and, where the task is 未启动, 已交办 or 已签收, starts it. Journaled
 * "submission.add". Refused for a task that is 已销号, 暂停 or 作废. What comes after the due day
 * is recorded too and shown as late (with 不允许补报 it does not count). *id, when not NULL,
 * receives it. STORE_ERROR_NOT_FOUND where there is no such rule or unit, or no such period that
 * has begun.
 */
gboolean submission_record(Db *db, const Actor *actor, const Reckoning *reckoning,
                           const SubmissionInput *input, gint64 *id, GError **error);

/* Inside a writer: as submission_record(), which journals nothing here. */
gboolean submission_put(Db *db, const Actor *actor, const Reckoning *reckoning,
                        const SubmissionInput *input, gint64 *id, GError **error);

/* Takes a submission off again, with a reason (not blank); it stays in the journal
 * ("submission.remove"). A row of its period that nothing else needs goes with it; where a rule
 * counts from the last submission, what was counted from this one is counted from the one before.
 */
gboolean submission_remove(Db *db, const Actor *actor, gint64 id, const char *reason,
                           GError **error);

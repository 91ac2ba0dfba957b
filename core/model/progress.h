/* progress.h: progress (进展): a dated entry on a task; never overwritten, only followed. */
#pragma once

#include "core/model/evidence.h"

#define PERCENT_NONE (-1)

typedef struct {
  gint64 id;
  gint64 task;
  Day made_on; /* the day it tells of */
  char *text;
  int percent;         /* 完成率 as of that day, 0-100; PERCENT_NONE: not said */
  gint64 unit;         /* in whose name it stands; 0: the office's own */
  char *unit_name;     /* NULL: the office's own */
  char *author;        /* login name */
  GPtrArray *evidence; /* char*: 佐证材料, paths or 文号 as given; may be empty */
  GPtrArray *files; /* Evidence*: what is known of them; in a list one for each of evidence, in its
                       order; to be stored, NULL: nothing is */
} Progress;

void progress_free(Progress *progress);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Progress, progress_free)

/* The entries of a task, newest first (by day, then by order of entry), at most limit (0: all).
 * An array of Progress* that frees them; NULL and error. */
GPtrArray *progress_list(Db *db, gint64 task, int limit, GError **error);

/* The newest entry of each of tasks (gint64, none of them twice) that has one, in no order. An
 * array of Progress* that frees them; NULL and error. */
GPtrArray *progress_last(Db *db, const GArray *tasks, GError **error);

/* Whose word it is, for people: zhangsan; 厅法规处，zhangsan记. The caller frees. */
char *progress_by(const Progress *progress);

/* Inside a writer: stores an entry with its evidence and sets its id; the task stays as it is. */
gboolean progress_insert(Db *db, Progress *progress, GError **error);

/* What a person hands in. */
typedef struct {
  gint64 task;
  const char *text;            /* not blank, unless done: then NULL or blank adds no entry, or one
                                  that reads 办结 where there is evidence */
  int percent;                 /* 0-100, or PERCENT_NONE */
  Day made_on;                 /* DAY_NONE: actor->today. Not after today */
  const char *const *evidence; /* NULL-terminated, blank ones are left out; may be NULL */
  const GPtrArray *files;      /* Evidence*: what was measured of them; NULL: nothing */
  gboolean done;               /* the task is done with it (办结) */
  gint64 unit;                 /* in whose name it stands; 0: the office's own */
} ProgressInput;

/* Records progress: one entry, and the task's 完成率 (when this is its newest entry). What was not
 * being worked on yet takes the step 办理, with done 办结, on that day (way.h). Refused where the
 * state has no such step (已销号, 暂停, 作废; with done, for 排名指标、扣分项 and what is done
 * already), and as way_check() says. What is done or being done has no percent but 100; what is
 * split has none of its own. *id, when not NULL, receives the entry's id (0 where none was added).
 */
gboolean progress_record(Db *db, const Actor *actor, const ProgressInput *input, gint64 *id,
                         GError **error);

/* Inside a writer: as progress_record(), which journals nothing here. */
gboolean progress_put(Db *db, const Actor *actor, const ProgressInput *input, gint64 *id,
                      GError **error);

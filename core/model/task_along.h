/* task_along.h: what is deleted along with tasks, as a person counts it. For the model alone. */
#pragma once

#include "core/store/db.h"

/* In the order in which it is told. */
typedef enum {
  ALONG_PARTS,
  ALONG_PROGRESS,
  ALONG_EVIDENCE,
  ALONG_SUBMISSIONS,
  ALONG_RULES, /* those that are in force */
  ALONG_STEPS,
  ALONG_EXTENSIONS,
  ALONG_NUDGES,
  ALONG_SENDOUTS,
  ALONG_SCORES,
  ALONG_TAGS,
} TaskAlong;
#define ALONG_COUNT 11

/* Counts what belongs to a task and its parts. FALSE and error. */
gboolean task_along_count(Db *db, gint64 task, int counts[ALONG_COUNT], GError **error);

/* What the rows of a table but task are; FALSE where nobody counts them. */
gboolean task_along_of(const char *table, TaskAlong *along);

/* 进展3条、佐证材料1件; NULL: nothing. The caller frees. */
char *task_along_text(const int counts[ALONG_COUNT]);

/* task_choice.h: tasks to choose from while an id is being typed. */
#pragma once

#include "core/rules/light.h"
#include "core/store/db.h"

typedef struct {
  gint64 id;
  int number; /* 序号 in its ledger */
  TaskState state;
  char *goal;
} TaskChoice;

/* The tasks in use (not of a ledger that is 封存) whose id begins with digits, "" being all, at
 * most limit of them by id. An array of TaskChoice* that frees them; NULL and error. */
GPtrArray *task_choice_list(Db *db, const char *digits, int limit, GError **error);

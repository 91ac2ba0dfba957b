/* task_pages.h: a list of tasks piece by piece, for what is written out and may be stopped early.
 */
#pragma once

#include "core/model/task.h"

typedef struct TaskPages TaskPages;

/* The list that task_list() gives. What is overdue, in the order of due dates, is read a piece at a
 * time; where somebody writes meanwhile, the rest is as the file has it then, and nothing comes
 * twice. Any other list is one piece. db, reckoning and what filter borrows stay borrowed. */
TaskPages *task_pages_new(Db *db, const Reckoning *reckoning, const TaskFilter *filter);
void task_pages_free(TaskPages *pages);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TaskPages, task_pages_free)

#define TASK_PAGES_LEAST 200

/* The next piece, as an array of TaskRef (unref it): at least TASK_PAGES_LEAST but for the last,
 * and empty after that. NULL and error. */
GArray *task_pages_next(TaskPages *pages, GError **error);

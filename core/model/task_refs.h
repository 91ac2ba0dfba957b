/* task_refs.h: finding what a list of tasks says of a task. */
#pragma once

#include "core/model/task.h"

typedef struct TaskRefs TaskRefs;

/* refs (TaskRef, no task twice) is borrowed, and must stay as it is. */
TaskRefs *task_refs_new(const GArray *refs);

void task_refs_free(TaskRefs *index);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TaskRefs, task_refs_free)

/* The list itself. Borrowed. */
const GArray *task_refs_list(const TaskRefs *index);

/* The task of that id; NULL where the list has none. Borrowed from the list. Quick where the one
 * asked for before is near it. */
const TaskRef *task_refs_find(TaskRefs *index, gint64 task);

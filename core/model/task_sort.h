/* task_sort.h: putting a list of tasks into the order of columns, without loading any of them. */
#pragma once

#include "core/model/task.h"
#include "core/rules/task_column.h"

/* Puts refs (TaskRef) into the order of the first of count sorts, equal ones into that of the next,
 * and what is equal in all leaves in the order in which it stands. What has nothing in a column
 * comes after what has, whichever way it is sorted. FALSE and error leaves refs as they are. */
gboolean task_sort(Db *db, const Reckoning *reckoning, GArray *refs, const TaskSort *sorts,
                   gsize count, GError **error);

/* Days until a task has to be there on today, negative when late; G_MAXINT32 where it has no date,
 * or is not open. What is late for its periods alone comes after what is late by its date. */
int task_ref_left(const TaskRef *ref, Day today);

/* task_rows.h: tasks as JSON, as CSV and as a table; the same for every command that shows some. */
#pragma once

#include "core/model/task.h"
#include "tui/command/data.h"
#include "tui/command/invocation.h"

/* A task as an object. The caller frees it by json_decref(). */
json_t *task_rows_json(const Task *task);

/* Writes the tasks of refs (TaskRef) in the invocation's format, each loaded as it is written:
 * FORMAT_JSON an array (without a line end after it), FORMAT_CSV with its heads. FALSE and error
 * where the ledger could not be read. */
gboolean task_rows_write(Invocation *invocation, Db *db, const Reckoning *reckoning,
                         const GArray *refs, GError **error);

/* The same piece by piece. What is given stays borrowed. */
typedef struct TaskWriter TaskWriter;
TaskWriter *task_writer_new(Invocation *invocation, Db *db, const Reckoning *reckoning);
void task_writer_free(TaskWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TaskWriter, task_writer_free)
gboolean task_writer_add(TaskWriter *writer, const GArray *refs, GError **error);
/* Writes what belongs behind the last. */
void task_writer_end(TaskWriter *writer);

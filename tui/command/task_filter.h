/* task_filter.h: the options that say which tasks, of every command that takes many. */
#pragma once

#include "core/model/task.h"
#include "tui/command/invocation.h"

typedef struct {
  char *ledger;
  char *unit;
  char *state;
  char *light;
  char *query;
  gboolean overdue;
  gboolean all;
  GPtrArray *texts; /* what the entries say of themselves */
} TaskFilterOptions;

void task_filter_options_clear(TaskFilterOptions *options);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TaskFilterOptions, task_filter_options_clear)

#define TASK_FILTER_ENTRIES 7

/* Their entries, and one that ends them. only is what the command does with these tasks alone:
 * 只列. Texts live as long as options. */
void task_filter_entries(TaskFilterOptions *options, const char *only,
                         GOptionEntry entries[TASK_FILTER_ENTRIES + 1]);

/* What needs no ledger to be understood. FALSE after saying what is wrong. */
gboolean task_filter_read(const TaskFilterOptions *options, TaskFilter *filter);

/* What the ledger must know. FALSE and error. */
gboolean task_filter_find(Db *db, const TaskFilterOptions *options, const Reckoning *reckoning,
                          TaskFilter *filter, GError **error);

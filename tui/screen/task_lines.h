/* task_lines.h: what is on record of a task, as the lines of its page. */
#pragma once

#include "tui/screen/task_record.h"

/* One line as shown. */
typedef struct {
  char *label; /* NULL: a line that goes on */
  char *text;
  ThemeRole role;
} TaskLine;

#define TASK_LINES_LABEL 12 /* columns of a label, before the text */

/* The lines of a record, wrapped to columns. An array of TaskLine* that frees them. */
GPtrArray *task_lines_make(App *app, const TaskRecord *record, int columns);

/* One text as such lines, where there is no record. */
GPtrArray *task_lines_text(const char *text, int columns);

/* task_lines.h: what is on record of a task, as the lines of its page. */
#pragma once

#include "tui/screen/page_lines.h"
#include "tui/screen/task_record.h"

/* The lines of a record, wrapped to columns. An array of PageLine* that frees them. */
GPtrArray *task_lines_make(App *app, const TaskRecord *record, int columns);

/* One text as such lines, where there is no record. */
GPtrArray *task_lines_text(const char *text, int columns);

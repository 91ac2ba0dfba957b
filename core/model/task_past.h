/* task_past.h: a task as it was on a day, in the words people use.
 */
#pragma once

#include "core/store/past.h"

/* A line of a page. */
typedef struct {
  gboolean title; /* label is a heading, and text NULL */
  char *label;
  char *text; /* may have several lines */
} PastLine;

/* What is to be read of it: the task's fields, its units and tags, then what else belongs to it.
 * PastLine*, in an array that frees them; none where it was not there. Units have the names they
 * have now. NULL and error. */
GPtrArray *task_past_lines(Db *db, const Past *past, GError **error);

/* One line on how it comes to be so: 最近一次改动：2026-11-20 10:05 张三（日志第12条）; that it was
 * made later, or had been deleted. who: what to call past->who; not read where there is no entry.
 * The caller frees. */
char *task_past_text(const Past *past, Day day, const char *who);

/* log_words.h: the words by which people narrow the journal: 谁:lisi 任务:4 字段:期限 日期:本周
 * 补登.
 *
 * As in the filter of tasks (filter.h): blanks stand between words, all of which must hold; a value
 * with blanks stands in quotes; full-width colons count. Words without a field are looked for as
 * they stand. Pure: which column a field means is for others to say.
 */
#pragma once

#include "core/rules/day.h"

typedef struct {
  char *who;        /* 谁, 人; NULL: not said, as the next ones */
  gint64 task;      /* 任务, 编号; 0: not said */
  char *field;      /* 字段 */
  char *verb;       /* 动作 */
  char *text;       /* what stands by itself */
  Day since, until; /* 日期; DAY_NONE: no bound */
  char *problem;    /* what was not understood and is left out; NULL: nothing */
} LogWords;

/* Reads text, which may be NULL and anything at all. The caller clears. */
void log_words_read(const char *text, Day today, LogWords *words);
void log_words_clear(LogWords *words);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(LogWords, log_words_clear)

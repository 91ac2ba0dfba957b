/* phrase_find.h: what a sentence says about time, before the phrase reader decides what counts. */
#pragma once

#include "core/rules/recurrence.h"

/* One thing found; from is NULL where it was not. */
typedef struct {
  const char *from, *to; /* the words */
  Recurrence rule;       /* rule, yearly, workdays, gap */
  Day first, last;       /* window: DAY_NONE where not stated; date: last */
  gboolean sure;         /* date, window: it ends something, and is not merely mentioned */
  gboolean unread;       /* rule: the text states its due day or amount, but no rule can hold it */
} Found;

typedef struct {
  Found rule;      /* 每…: the first */
  Found yearly;    /* 年度工作要点: the first */
  Found gap;       /* 间隔不超过一个月: the first */
  Found workdays;  /* 七个工作日: the first */
  Found date;      /* the last day of those that are sure, else of all */
  Found window;    /* the first with known ends, else the first */
  gboolean unread; /* a time stands there that is none of these: 每旬, 春节前, 10日内 */
} Findings;

/* Reads text, which is dense (dense.h); findings points into it. Dates without a year are in year.
 * Takes time in proportion to the length of text. */
void phrase_find(const char *text, int year, Findings *findings);

/* A copy of text in which letters that stand for digits are those: 2O26, l2月; not the bullet or
 * numeral that text begins with: o 2026年. NULL: none do. The caller frees. */
char *phrase_mend_digits(const char *text);

/* TRUE where a text in which no time was found is blank, or says by the words of the documents that
 * there is none: 及时, 长期坚持, 待定. With a number in it, it says something else. */
gboolean phrase_is_undated(const char *text);

/* rotation.h: which of many copies of a file are kept: those of the last 24 hours, and the newest
 * of each of the last days, weeks and months. Pure.
 */
#pragma once

#include "core/rules/day.h"

#define ROTATION_RECENT 24 /* of the last 24 hours at most */
#define ROTATION_OLDEST 2  /* days of which the oldest is kept, too */
#define ROTATION_DAYS 7
#define ROTATION_WEEKS 4
#define ROTATION_MONTHS 12
#define ROTATION_MOST                                                                              \
  (ROTATION_RECENT + ROTATION_OLDEST + ROTATION_DAYS + ROTATION_WEEKS + ROTATION_MONTHS)

/* When a copy was made. */
typedef struct {
  Day day;    /* not DAY_NONE */
  int minute; /* of that day: 0-1439 */
  int turn;   /* among several of one minute: the higher the newer */
} RotationMoment;

/* Sets keep[i] for each of count moments, in any order: all that are older by less than 24 hours
 * than the newest (of more than 24 such, the newest 24), so that a copy made just before a mistake
 * is not lost to one made just after; the oldest of the 2 newest days that have one, the newest of
 * each of the 7 newest days, of the 4 newest weeks (from Monday) and of the 12 newest months. Days
 * without a copy are passed over, so that old copies do not vanish because nobody worked; the
 * newest is always kept. At most ROTATION_MOST; where one a day is made, no more than 23. */
void rotation_choose(const RotationMoment *moments, gsize count, gboolean *keep);

/* Below 0 where a is older than b, 0 where they are the same. */
int rotation_compare(const RotationMoment *a, const RotationMoment *b);

/* rotation.h: which of many copies of a file are kept: the newest of each of the last days, weeks
 * and months. Pure.
 */
#pragma once

#include "core/rules/day.h"

#define ROTATION_TODAY 8
#define ROTATION_DAYS 7
#define ROTATION_WEEKS 4
#define ROTATION_MONTHS 12

/* When a copy was made. */
typedef struct {
  Day day;    /* not DAY_NONE */
  int minute; /* of that day: 0-1439 */
  int turn;   /* among several of one minute: the higher the newer */
} RotationMoment;

/* Sets keep[i] for each of count moments, in any order: the newest of each of the 7 newest days
 * that have one, of the 4 newest weeks (from Monday) and of the 12 newest months. Days without a
 * copy are passed over, so that old copies do not vanish because nobody worked; the newest is
 * always kept. Of the newest day its first and its newest 8 are kept: who makes one now may still
 * want the one of this morning. */
void rotation_choose(const RotationMoment *moments, gsize count, gboolean *keep);

/* Below 0 where a is older than b, 0 where they are the same. */
int rotation_compare(const RotationMoment *a, const RotationMoment *b);

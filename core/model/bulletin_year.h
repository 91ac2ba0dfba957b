/* bulletin_year.h: the twelve months of a year as bulletins count them: the line of 通报. */
#pragma once

#include "core/model/bulletin.h"

#define BULLETIN_MONTHS 12

/* A month, with what bulletin_compute() says of all its tasks. */
typedef struct {
  int month;                  /* 1 to 12 */
  Day as_of;                  /* the last day counted; DAY_NONE: it is not told, all else is 0 */
  guint counts[FIGURE_COUNT]; /* how many tasks each figure counts */
  double share;               /* 办结率, in percent */
  guint submissions; /* handed in on a day of the month, for tasks of the ledgers that count */
} BulletinMonth;

/* The months of a year, January first, as an array of BulletinMonth (unref it). What comes after
 * month last (1 to 12), and what is after today's, is not told. ledger as for bulletin_compute().
 * All of it is from one state of the file. NULL and error. */
GArray *bulletin_year(Db *db, const Reckoning *reckoning, gint64 ledger, int year, int last,
                      GError **error);

/* The same without what was missed (FIGURE_MISSED is 0 everywhere), which takes most of the time
 * where tasks come back often. */
GArray *bulletin_year_line(Db *db, const Reckoning *reckoning, gint64 ledger, int year, int last,
                           GError **error);

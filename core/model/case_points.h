/* case_points.h: the points that the cases of a year give by the rules of one indicator system. */
#pragma once

#include "core/model/system.h"

/* What one rule gives. */
typedef struct {
  gint64 node;
  char *code;       /* 5.1 */
  char *title;      /* 月度报送案例 */
  gboolean bonus;   /* 加分项 */
  int count;        /* what it counted in the month */
  double month;     /* points of the month, taken on its own */
  double month_max; /* the most a month gives; NAN: no cap */
  double year;      /* points of the year so far */
  double year_max;  /* NAN: no cap */
  char *basis;      /* 11月报部1篇（25日前）：恰好1篇，文件未规定，计0分 */
} CasePointsLine;

typedef struct {
  gint64 system;
  char *title;      /* of the system */
  gboolean monthly; /* scored each month: the year is the sum of its months */
  GPtrArray *lines; /* CasePointsLine*, in the order of the document */
  double month;     /* all of them together, within the cap of the indicator they belong to */
  double month_max; /* NAN: no cap */
  double year;
  double year_max; /* NAN: no cap */
} CasePoints;

void case_points_free(CasePoints *points);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CasePoints, case_points_free)

/* The points of a month (1 to 12) and of the whole year so far, by the rules of system whose source
 * is cases; both lines and sums are empty and 0 where it has none. NULL and error. */
CasePoints *case_points(Db *db, gint64 system, int year, int month, GError **error);

/* The system by whose rules the cases of a year are counted: that of its plan, or else the only one
 * of that year that has rules about cases. 0 with *why (may be NULL; static) saying why there is
 * none. FALSE and error. */
gboolean case_points_system(Db *db, int year, gint64 *system, const char **why, GError **error);

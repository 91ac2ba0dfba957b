/* case_count.h: how many cases a year's months have, as the rules of assessments count them. */
#pragma once

#include "core/store/db.h"

#define CASE_MONTHS 13 /* of arrays by month: 1 to 12; [0] is not used */

/* The cases that count for each month of year and had reached stage (city, province, ministry) or a
 * later one by day due_day of their month, itself included (0: whenever; a month that is shorter
 * has it on its last day). own_topic: only those on their month's own topic. Where a case was 退回,
 * only what was handed in after that counts, by the day it was handed in again. FALSE and error. */
gboolean case_reached(Db *db, int year, const char *stage, int due_day, gboolean own_topic,
                      int counts[CASE_MONTHS], GError **error);

/* The cases 采纳 in each month of year, whichever month they count for. FALSE and error. */
gboolean case_adopted_in(Db *db, int year, int counts[CASE_MONTHS], GError **error);

/* calendar_notice.h: the days that one holiday notice names, before they are put to use.
 *
 * A notice is the State Council's yearly 国务院办公厅关于…年部分节假日安排的通知, or what an office
 * wrote in its manner.
 */
#pragma once

#include "core/rules/calendar.h"

typedef struct {
  Day day;
  char *name; /* the holiday's; NULL: a Saturday or Sunday that is worked */
} NoticeDay;

typedef struct {
  int year;       /* that it arranges, 1..9999 */
  char *document; /* 文号 (国办发明电〔2025〕7号); NULL where it is not stated */
  Day issued;     /* DAY_NONE where it is not stated */
  GArray *days;   /* NoticeDay, ascending, no day twice. Days of year, or of the last week (25 to 31
                     December) of the year before: the notice for 2023 names 2022-12-31 */
} CalendarNotice;

/* A notice for year without days. */
CalendarNotice *calendar_notice_new(int year);

/* notice may be NULL. */
void calendar_notice_free(CalendarNotice *notice);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CalendarNotice, calendar_notice_free)

/* Adds a day, in its place among the others. name is copied; NULL: worked. Where the day cannot
 * stand beside the others or not in this notice, nothing is added and the fault returned, in words
 * to follow the date and a reader's own 请核对; the caller frees. NULL where it was added. */
char *calendar_notice_add(CalendarNotice *notice, Day day, const char *name);

/* How many of its days are off. */
int calendar_notice_days_off(const CalendarNotice *notice);

/* Makes the notice all that calendar knows of its year: what an earlier notice for that year named
 * is taken back, also where this one names nothing; days that other years' notices name stay. */
void calendar_notice_apply(const CalendarNotice *notice, Calendar *calendar);

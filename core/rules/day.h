/* day.h: civil dates as day numbers.
 *
 * A Day counts days as GDate's Julian number does (1 = 0001-01-01), so that adding, comparing and
 * storing in an array need no object. DAY_NONE (0) stands for "no date". Nothing here knows today.
 */
#pragma once

#include <glib.h>

typedef guint32 Day;

#define DAY_NONE 0u
#define DAY_LAST 3652059u /* 9999-12-31, the last there is */
#define DAY_TEXT_SIZE 11  /* "YYYY-MM-DD" and its NUL */

typedef struct {
  int year;  /* 1..9999 */
  int month; /* 1..12 */
  int day;   /* 1..31 */
} CivilDate;

/* The day of a calendar date; DAY_NONE where there is no such date (2023-02-29). */
Day day_from_ymd(int year, int month, int day);

/* The calendar date of a day; all 0 for DAY_NONE, as a damaged file may have it. */
CivilDate day_civil(Day day);

/* The last day of a month (month 1..12); DAY_NONE where year or month is out of range. */
Day day_month_end(int year, int month);

/* Monday is 1, Sunday is 7. day must not be DAY_NONE. */
int day_weekday(Day day);

/* 一 二 三 四 五 六 日, for "周%s". day must not be DAY_NONE. */
const char *day_weekday_name(Day day);

/* 还有3天, 就是今天, 已过6天: how a due day lies to today. Neither may be DAY_NONE. The caller
 * frees. */
char *day_left_text(Day due, Day today);

/* Reads exactly "YYYY-MM-DD" (ASCII digits, a date that exists). text may be NULL.
 * Returns DAY_NONE for anything else. */
Day day_from_iso(const char *text);

/* Writes "YYYY-MM-DD" into buffer and returns buffer; an empty string for DAY_NONE. */
const char *day_to_iso(Day day, char buffer[DAY_TEXT_SIZE]);

/* The same date in another year: what a template's dates become when it is used for that year.
 * 29 February becomes the 28th where the year has none. DAY_NONE stays DAY_NONE. */
Day day_in_year(Day day, int year);

/* recurrence.h: a rule that comes back (每季度至少1次), and its periods.
 *
 * A rule computes its nth period directly, never from the one before, so that nothing drifts.
 * Periods of one rule tile: no day lies in two of them or in none. Pure: no SQL, no today.
 */
#pragma once

#include "core/rules/calendar.h"

typedef enum {
  EVERY_WEEK,      /* Monday to Sunday */
  EVERY_FORTNIGHT, /* the 1st to the 14th, the 15th to the month's end */
  EVERY_MONTH,
  EVERY_QUARTER,
  EVERY_HALF,
  EVERY_YEAR,
  EVERY_WORKDAYS, /* every step working days */
} Every;
#define EVERY_COUNT 7

/* What periods are counted from. */
typedef enum {
  BASIS_CALENDAR,   /* the calendar's weeks, months, quarters …; not for working days */
  BASIS_ANCHOR,     /* working days from a date the user set: 每14个工作日 */
  BASIS_SUBMISSION, /* the last submission: 最长间隔不超过一个月 */
  BASIS_EVENT,      /* each event the clerk records, once: 之日起七个工作日内 */
} Basis;
#define BASIS_COUNT 4

/* Code ("quarter", "anchor") and Chinese name (季度, 固定起算日) of each; static. */
const char *every_code(Every every);
const char *every_name(Every every);
const char *basis_code(Basis basis);
const char *basis_name(Basis basis);
/* The value of a code; FALSE, and *out untouched, where it is none. code may be NULL. */
gboolean every_parse(const char *code, Every *every);
gboolean basis_parse(const char *code, Basis *basis);

typedef struct {
  Every every; /* the length of a period … */
  int step;    /* … times this, at least 1 */
  int quota; /* submissions a period asks for, at least 1 (2个以上 is 2: 以上 includes the number,
                民法典 art. 1259) */
  Basis basis;
  Day anchor;  /* BASIS_ANCHOR: the day counting starts from, itself not counted; DAY_NONE: not set
                  yet, and then there are no periods */
  int due_day; /* day of the month it is due (of a short month its last), or, for weeks, 1 Monday to
                  7 Sunday; 0: the period's last day. Months, quarters, halves, years and weeks of
                  BASIS_CALENDAR only */
  int due_month; /* the month of due_day: months after the period's last one (次月: 1; 每年11月底:
                    -1), never before its first, at most 12. Not for weeks */
  gboolean no_makeup; /* 不允许补报: what comes after the due date does not count */
} Recurrence;

#define RECURRENCE_STEP_MAX 366
#define RECURRENCE_QUOTA_MAX 9999

#define PERIOD_KEY_SIZE 48
#define PERIOD_KEY_FROM "自" /* what the key of a period counted from a day begins with */

typedef struct {
  char key[PERIOD_KEY_SIZE]; /* 2026-W38, 2026-09上, 2026-09, 2026Q3, 2026H1, 2026, 第5期; with a
                                step 2026-09~2026-10; from a day: 自2026-11-03 */
  Day first, last;           /* the days it covers, both included */
  Day due;                   /* as the rule says it, also on a day off */
  gboolean estimated;        /* working days were counted where no calendar is known: 预计 */
} Period;

/* NULL where rule makes sense, else in Chinese what is wrong with it (a static string): step or
 * quota out of range (also a step of more than a year of calendar months, quarters or halves), a
 * basis that does not go with every, a due day that does not exist or comes before its period. */
const char *recurrence_problem(const Recurrence *rule);

/* In the rest, rule has no problem. */

/* The rule in words: 每季度至少1次，季度末前; 每月至少2次，次月8日前;
 * 每14个工作日1次，自2026-03-02起算; 上次报送后1个月内至少1次; 事件发生之日起7个工作日内. The
 * caller frees. */
char *recurrence_text(const Recurrence *rule);

/* The number of the period in which day lies, for BASIS_CALENDAR and BASIS_ANCHOR: consecutive
 * periods have consecutive numbers; the first after an anchor is 1, and days up to the anchor give
 * 0. Groups of a step begin with the year for months, quarters and halves (the last of a year is
 * short where they do not fill it), and are counted from one fixed start for the rest: the Monday,
 * month or year with which the year 1 begins, which gives 2026~2030 for five years. 0 for the other
 * two bases. */
gint64 recurrence_index(const Recurrence *rule, const Calendar *calendar, Day day);

/* The period of that number. FALSE where there is none: before an anchor, with no anchor set,
 * outside the years 1 to 9999, or for the other two bases. */
gboolean recurrence_period(const Recurrence *rule, const Calendar *calendar, gint64 index,
                           Period *period);

/* The number of the first period that is due on day or after it, for BASIS_CALENDAR and
 * BASIS_ANCHOR: of the last months as well, where the rule says 次月8日. Past the last period it is
 * a number that has none. */
gint64 recurrence_first_due(const Recurrence *rule, const Calendar *calendar, Day day);

/* The one period that a day starts, for BASIS_SUBMISSION (the day of the last submission) and
 * BASIS_EVENT (the event's day): it begins the day after and ends step lengths later, working days
 * counted without start (民法典 art. 201), a month to the same day of the next (or its last), half
 * a month of 15 days. FALSE past the year 9999. */
gboolean recurrence_from(const Recurrence *rule, const Calendar *calendar, Day start,
                         Period *period);

/* Counts a period of the rule anew, as when a calendar has become known: where it counts working
 * days, *period gets the days that calendar gives the period of its key; what the calendar does not
 * move stays as it is. FALSE, and *period untouched, where the rule gives no such period. */
gboolean recurrence_recount(const Recurrence *rule, const Calendar *calendar, Period *period);

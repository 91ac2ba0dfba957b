/* calendar.h: which days are worked.
 *
 * From the State Council's yearly notices: days off (every day inside a holiday span) and the
 * weekend days worked instead (调休). A year without a notice counts plain weekdays and is
 * "estimated" (预计). No Day given to these functions may be DAY_NONE.
 *
 * Every day named is kept with the year of the notice that names it, which may be the year after
 * its own: the notice for 2023 names 2022-12-31. Where two notices name one day, that of the later
 * year counts, having come later.
 */
#pragma once

#include "core/rules/day.h"

typedef struct Calendar Calendar;

/* An empty calendar: every year is estimated. */
Calendar *calendar_new(void);

/* A copy that can be added to by itself. */
Calendar *calendar_copy(const Calendar *calendar);

/* Whether two say the same of every day and year. */
gboolean calendar_is_same(const Calendar *one, const Calendar *other);

/* Frees calendar, which may be NULL. */
void calendar_free(Calendar *calendar);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Calendar, calendar_free)

/* Declares that year (1..9999) has a notice, even if no day of it is named, and its 文号 (copied;
 * NULL: not known). Naming a day does not do that. */
void calendar_add_year(Calendar *calendar, int year, const char *document);

/* Takes back all that the notice of year said, also of days of the year before: year is then
 * estimated until it is added again. */
void calendar_clear_year(Calendar *calendar, int year);

/* Marks a day off that the notice of year names, with the holiday's name (copied; may not be NULL).
 * What the same notice said of the day before is replaced, as when a later paper changes it. */
void calendar_add_holiday(Calendar *calendar, int year, Day day, const char *name);

/* Marks a weekend day as worked; replaces likewise. */
void calendar_add_workday(Calendar *calendar, int year, Day day);

/* TRUE when day is worked. */
gboolean calendar_is_workday(const Calendar *calendar, Day day);

/* TRUE when day is a weekend day worked in exchange (调休). */
gboolean calendar_is_makeup(const Calendar *calendar, Day day);

/* The holiday's name, or NULL where day belongs to none. Borrowed. */
const char *calendar_holiday(const Calendar *calendar, Day day);

/* TRUE when no notice is known for day's year, so that the answers above are 预计. */
gboolean calendar_is_estimated(const Calendar *calendar, Day day);

/* The 文号 of the notice of year; NULL where there is no notice or it is not known. Borrowed. */
const char *calendar_document(const Calendar *calendar, int year);

/* The day that lies count working days after day; day itself does not count (民法典 art. 201,
 * 行政许可法 art. 82). count must be at least 1. DAY_NONE where that lies after the year 9999. */
Day calendar_add_workdays(const Calendar *calendar, Day day, int count);

/* Working days from first to last, both included; 0 where last is before first. */
int calendar_count_workdays(const Calendar *calendar, Day first, Day last);

/* daypicker.h: a window with a month in it, to choose a day: days off, weekends that are worked and
 * today are marked.
 *
 * ← → go by days, ↑ ↓ by weeks, PgUp PgDn by months, < > by years, t to today; Enter or Space takes
 * the chosen day, Esc leaves. A click chooses a day, or turns the month at ‹ and ›; a double click
 * takes it; the wheel turns the month.
 */
#pragma once

#include "core/rules/calendar.h"
#include "tui/term/term.h"

typedef struct DayPicker DayPicker;

/* calendar is copied. day is chosen to begin with; DAY_NONE: today (which must not be DAY_NONE). */
DayPicker *daypicker_new(const char *title, const Calendar *calendar, Day today, Day day);
void daypicker_free(DayPicker *picker);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DayPicker, daypicker_free)

/* The chosen day; never DAY_NONE. */
Day daypicker_day(const DayPicker *picker);

/* TRUE once the person has moved to a day. */
gboolean daypicker_moved(const DayPicker *picker);

typedef enum { DAYPICKER_OPEN, DAYPICKER_CHOSEN, DAYPICKER_LEFT } DayPickerResult;

/* Feeds an event; what is none of its own is left alone. */
DayPickerResult daypicker_event(DayPicker *picker, const Event *event);

/* Paints the window in the middle of area, over what is there. */
void daypicker_paint(DayPicker *picker, Term *term, Area area);

/* What is particular about a day: 休息日, the name of a holiday, 调休上班; "" for a working day
 * like any other. Borrowed from calendar. */
const char *daypicker_kind(const Calendar *calendar, Day day);

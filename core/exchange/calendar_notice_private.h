/* calendar_notice_private.h: what the two readers of notices share. Nothing else includes it. */
#pragma once

#include "core/config/document.h"
#include "core/exchange/calendar_notice.h"

/* A notice for year without days. */
CalendarNotice *calendar_notice_new(int year);

/* Adds a day, in its place among the others. name is copied; NULL: worked. Where the day cannot
 * stand beside the others or not in this notice, nothing is added and the fault returned, in words
 * to follow the date and a reader's own 请核对; the caller frees. NULL where it was added. */
char *calendar_notice_add(CalendarNotice *notice, Day day, const char *name);

/* FALSE and the fault where the notice is for stated and year, not 0, is another. The caller frees
 * *fault. */
gboolean calendar_notice_is_for(int stated, int year, char **fault);

/* What a calendar in YAML names. year as in calendar_notice_read(). */
gboolean calendar_notice_from_document(const Document *document, int year, CalendarNotice **notice,
                                       GError **error);

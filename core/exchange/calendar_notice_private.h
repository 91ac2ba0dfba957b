/* calendar_notice_private.h: what the two readers of notices share. Nothing else includes it. */
#pragma once

#include "core/config/document.h"
#include "core/exchange/calendar_notice_file.h"

/* FALSE and the fault where the notice is for stated and year, not 0, is another. The caller frees
 * *fault. */
gboolean calendar_notice_is_for(int stated, int year, char **fault);

/* What a calendar in YAML names. year as in calendar_notice_read(). */
gboolean calendar_notice_from_document(const Document *document, int year, CalendarNotice **notice,
                                       GError **error);

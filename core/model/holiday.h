/* holiday.h: the holiday notices (节假日安排) an office has brought into its file. */
#pragma once

#include "core/rules/calendar_notice.h"
#include "core/store/db.h"

/* All of them, by year. An array of CalendarNotice* that frees them; NULL and error. */
GPtrArray *holiday_list(Db *db, GError **error);

/* Inside a writer: stores a notice in place of the one there was for its year, whose days go with
 * it. */
gboolean holiday_store(Db *db, const CalendarNotice *notice, GError **error);

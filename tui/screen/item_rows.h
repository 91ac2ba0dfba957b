/* item_rows.h: what to be reminded of as rows, the same on every screen that shows some. */
#pragma once

#include "core/exchange/export/listing.h"
#include "core/model/reminder.h"
#include "tui/term/term.h"

/* One row: light, when, what, goal, units: !红 逾期205天   第4项 落实国家发展…  厅法规处. item,
 * which must be filled, may be NULL (a blank row). */
void item_rows_paint(Term *term, int row, int width, const ReminderItem *item, Day today,
                     gboolean selected);

/* Items (ReminderItem*), which must be filled, as a table. */
Listing *item_rows_listing(const GPtrArray *items, Day today, const char *title, const char *note);

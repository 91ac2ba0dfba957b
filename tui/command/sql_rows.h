/* sql_rows.h: what a statement gave, in the format asked for. */
#pragma once

#include "core/store/inquiry.h"
#include "tui/command/command.h"
#include "tui/command/output.h"

/* Writes it: as a table with the count of rows; as an array of objects on one line; or as CSV,
 * whose mark for Excel is written where first is TRUE. What has no columns writes nothing. */
void sql_rows_write(Output *output, Format format, const Inquiry *inquiry, gboolean first);

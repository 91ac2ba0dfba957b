/* export_xlsx.h: ledgers as an Excel file, for the printer and for work.
 *
 * Its lights stay alive: 灯 is a formula over 办理期限, 状态 and the day it is opened, by the same
 * rules as light_of(); what depends on periods is as on the day it was written. A ledger that is
 * 封存 keeps the lights of that day.
 */
#pragma once

#include "core/exchange/content/content.h"
#include "core/exchange/table/book.h"
#include "core/exchange/table/outfile.h"
#include "core/rules/watch.h"

/* Adds the sheet of a ledger that was loaded with reckoning; name is what the sheet is called.
 * reckoning NULL: without lights. What cannot be written is told by book_close(); FALSE and error
 * where it was stopped. Without what export_xlsx() keeps beside the table. */
gboolean export_xlsx_sheet(Book *book, const char *name, const Content *content,
                           const Reckoning *reckoning, const Watch *watch, GError **error);

/* Writes ledgers (Content*, loaded with reckoning, at least one), a sheet each, to file, which is
 * not published here: with all that a table does not show in a hidden sheet, from which it can be
 * read again without loss, the nth ledger in its nth column. now is in seconds since 1970-01-01
 * UTC. */
gboolean export_xlsx(const GPtrArray *ledgers, const Reckoning *reckoning, gint64 now,
                     OutFile *file, const Watch *watch, GError **error);

/* number_format.h: numbers of an xlsx as a person sees them in the cell: by the cell's format.
 */
#pragma once

#include "core/exchange/table/grid.h"

typedef struct NumberFormat NumberFormat;

/* A format by its number and, for one of the file's own, its code; code NULL: the one that has that
 * number in every file. */
NumberFormat *number_format_new(guint id, const char *code);
void number_format_free(NumberFormat *format);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NumberFormat, number_format_free)

/* How a number is shown. A format with a day in it gives CELL_DATE, without the time; one with year
 * and month alone (2020年12月) gives that as CELL_TEXT, since no day is meant; a serial number that
 * is no date, what Excel shows for it. text of the cell is to be freed by the caller.
 *
 * epoch_1904: days are counted from 1904-01-01, as old Macs did; else so that 1 is 1900-01-01 and
 * 60 the 29 February 1900, which never was. format may be NULL: General. */
Cell number_format_show(const NumberFormat *format, double value, gboolean epoch_1904);

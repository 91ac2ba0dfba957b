/* csv_row.h: writing CSV as RFC 4180 asks, in a form that Excel opens as text.
 *
 * Cells are guarded as csv.h says, so that every text comes back.
 */
#pragma once

#include <glib.h>

/* What a file begins with, by which Excel knows UTF-8. */
#define CSV_MARK "\xef\xbb\xbf"

/* Appends a row of count cells, cleaned; NULL is empty. */
void csv_row(GString *out, const char *const *cells, guint count);

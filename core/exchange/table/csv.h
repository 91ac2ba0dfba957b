/* csv.h: what a csv of this program's and its reader agree on.
 */
#pragma once

#include <glib.h>

/* TRUE where a spreadsheet might take text for a formula, or where it looks like such a text with
 * its guard: any number of ' and then one of = + - @, a tab or CR.
 *
 * The guard is one ' in front. Whoever writes a cell puts it before a text for which this is TRUE;
 * whoever reads one takes it away where this is TRUE and the text begins with '. So every text
 * comes back as it was. text may be NULL (FALSE). */
gboolean csv_is_formula(const char *text);

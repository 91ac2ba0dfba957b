/* parts.h: looking into the files that were written: the parts of a zip, and XPath over them. */
#pragma once

#include <glib.h>

/* The bytes of a part of a zip, NUL-terminated; fails the test where there is none. */
char *part_text(const char *path, const char *name);

/* TRUE where the zip has that part. */
gboolean part_exists(const char *path, const char *name);

/* What an XPath comes to over XML, as text; namespaces are left out of account: elements and
 * attributes go by their local names, as they stand. The caller frees. */
char *part_xpath(const char *xml, const char *xpath);

/* The text of a cell of an xlsx (B3 in sheet 1), shared or in place, a formula's cached value; ""
 * where it has none. The caller frees. */
char *part_cell(const char *path, int sheet, const char *reference);

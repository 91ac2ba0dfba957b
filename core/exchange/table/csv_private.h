/* csv_private.h: what a csv's bytes are. */
#pragma once

#include <glib.h>

/* bytes as UTF-8, without the mark that may stand before them: UTF-8 and UTF-16 with their marks,
 * UTF-8 without, else GB18030. *length: of the text, which ends in a NUL and holds no other. The
 * caller frees. NULL and error, with the line. */
char *csv_decode(const char *bytes, gsize size, gsize *length, GError **error);

/* What separates the cells, by the beginning of text: a comma, a tab or a semicolon. */
char csv_separator(const char *text, gsize size);

/* csv_private.h: what a csv's bytes are. */
#pragma once

#include <glib.h>

/* Makes bytes UTF-8, without the mark that may stand before them: UTF-8 and UTF-16 with their
 * marks, UTF-8 without, else GB18030. *text is bytes themselves, or what was made of them, in
 * *made, which the caller frees; it ends in a NUL, as bytes must, and holds no other. FALSE and
 * error, with the line. */
gboolean csv_decode(char *bytes, gsize size, char **text, gsize *length, char **made,
                    GError **error);

/* What separates the cells, by the beginning of text: a comma, a tab or a semicolon. */
char csv_separator(const char *text, gsize size);

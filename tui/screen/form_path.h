/* form_path.h: files as a person types them in a form: ~/, a folder, a bare name. Paths are in the
 * encoding of file names (the locale's, as ls shows them); what is typed and shown is UTF-8.
 */
#pragma once

#include <glib.h>

/* The file that a typed or shown name means, in the encoding of file names. The caller frees. */
char *form_path_file(const char *text);

/* A path as it is shown. The caller frees. */
char *form_path_text(const char *path);

/* The whole path that is meant by what is typed; ~/ is the person's own folder, as in a shell.
 * Where nothing is typed, a file of that name and ending in the current folder that is not there
 * yet. The caller frees. */
char *form_path(const char *typed, const char *name, const char *ending);

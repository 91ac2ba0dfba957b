/* path.h: files as a person names them: ~/, a folder, a bare name. What is typed, shown and stored
 * is UTF-8; the names of files are in the locale's encoding, as ls shows them.
 */
#pragma once

#include <glib.h>

/* The file that a typed or shown name means, in the encoding of file names. The caller frees. */
char *path_file(const char *text);

/* A path as it is shown. The caller frees. */
char *path_text(const char *path);

/* The whole path that is meant by what is typed, in the encoding of file names; ~/ is the person's
 * own folder, as in a shell. The caller frees. */
char *path_whole(const char *typed);

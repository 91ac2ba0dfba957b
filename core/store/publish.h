/* publish.h: giving a finished file its name. */
#pragma once

#include <glib.h>

/* Renames temporary, in the same folder, to path. FALSE with errno set (EEXIST: path is there
 * already, also as a link that leads nowhere); temporary then stays. */
gboolean publish_file(const char *temporary, const char *path);

/* The same over a file that is there: of a link, the link is replaced, not what it leads to. */
gboolean publish_over(const char *temporary, const char *path);

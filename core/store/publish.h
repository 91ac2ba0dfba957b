/* publish.h: giving a finished file its name, never over one that is there. */
#pragma once

#include <glib.h>

/* Renames temporary, in the same folder, to path. FALSE with errno set (EEXIST: path is there
 * already, also as a link that leads nowhere); temporary then stays. */
gboolean publish_file(const char *temporary, const char *path);

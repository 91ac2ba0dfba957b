/* confine.h: files that a person names, where the program is restricted to one folder.
 *
 * A person who reaches the ledger through the program alone (as a login shell, by sudo, over SSH
 * with a forced command) must not reach other files through it. Restricted, whatever a person names
 * for reading or writing has to lie in the exchange folder, really: no part of its path below that
 * folder may be a link, and what is opened is what was checked, though somebody renames meanwhile.
 * What comes with the program may be read, too. Not restricted, every path is taken as it is.
 *
 * How the program was started decides (guard.h in tui/action), and tells it by the environment, as
 * for places.h: $TAIZHANG_RESTRICTED, and the folders in $TAIZHANG_EXCHANGE and $TAIZHANG_SHIPPED.
 */
#pragma once

#include <glib.h>

#define CONFINE_ERROR confine_error_quark()
GQuark confine_error_quark(void);
typedef enum { CONFINE_ERROR_OUTSIDE } ConfineError;

/* Restricts this process to folder (absolute; NULL: no file at all may be named), and to reading
 * what is below shipped. Once, at the start, before there are threads. */
void confine_begin(const char *folder, const char *shipped);

gboolean confine_is_on(void);

/* The exchange folder; NULL where it is not restricted, or to none. Borrowed. */
const char *confine_folder(void);

/* Opens a file for reading, as open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC): nothing is waited
 * for, the caller looks what it is. path in the encoding of file names. -1 with errno where that
 * fails; -1 and error set where it must not be. error is not NULL. */
int confine_open(const char *path, GError **error);

/* The folder that a new file is to be made in, as one that can be opened by its path until the
 * holder is closed: the folder itself where the process is not restricted. */
typedef struct {
  char *path; /* of the new file */
  int folder; /* -1: nothing is held */
} Confined;

/* FALSE with error where it must not be there. A folder that is missing is found by who opens. */
gboolean confine_new(const char *path, Confined *confined, GError **error);
void confined_clear(Confined *confined);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Confined, confined_clear)

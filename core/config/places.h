/* places.h: where files are. Reads the environment; makes nothing. All results are freed by the
 * caller. */
#pragma once

#include <glib.h>

/* The ledger file: given (--db, may be NULL), else $TAIZHANG_DB, else
 * $XDG_DATA_HOME/taizhang/taizhang.db (~/.local/share where that is unset). */
char *places_database(const char *given);

/* A file that comes with the program, by its path below data/ or themes/ ("data/keys.yaml",
 * "themes/dark.yaml"): beside the build folder the program runs from, else where it was installed
 * (../share/taizhang from its folder). Returns the path whether or not it exists. */
char *places_shipped(const char *path);

/* A file of the user's own: $XDG_CONFIG_HOME/taizhang/NAME. */
char *places_config(const char *name);

/* The folder of drafts: $XDG_STATE_HOME/taizhang/drafts. */
char *places_drafts(void);

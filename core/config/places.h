/* places.h: where files are. Reads the environment; makes nothing. All results are freed by the
 * caller. A variable that is empty counts as unset; so does a relative XDG folder. */
#pragma once

#include <glib.h>

/* The ledger file: given (--db, may be NULL), else $TAIZHANG_DB, else
 * $XDG_DATA_HOME/taizhang/taizhang.db (~/.local/share where that is unset). */
char *places_database(const char *given);

/* A file that comes with the program, by its path below data/ or themes/ ("data/keys.yaml",
 * "themes/dark.yaml"): below $TAIZHANG_SHARE where that is set (tests, odd layouts); else beside
 * the build folder the program runs from (../PATH from its folder), else where it was installed
 * (../share/taizhang/PATH). Returns the path whether or not it exists. */
char *places_shipped(const char *path);

/* A module of the program's own: beside it where it was built, else in ../lib/taizhang as seen from
 * its folder. */
char *places_module(const char *name);

/* A file of the user's own: $XDG_CONFIG_HOME/taizhang/NAME (~/.config where that is unset). */
char *places_config(const char *name);

/* A file of the administrator's, for all who use the program here: $TAIZHANG_SYSTEM/NAME where that
 * is set (tests), else /etc/taizhang/NAME, or wherever the build was told that /etc is. */
char *places_system(const char *name);

/* A file that the program keeps for the user between two runs: $XDG_STATE_HOME/taizhang/NAME
 * (~/.local/state where that is unset). */
char *places_state(const char *name);

/* The folder of drafts: $XDG_STATE_HOME/taizhang/drafts (~/.local/state where that is unset). */
char *places_drafts(void);

/* Where drafts go while that folder takes none, a full disk for one:
 * $XDG_RUNTIME_DIR/taizhang/drafts, in memory and gone with the session's end; NULL where the
 * system has no such folder. */
char *places_drafts_spare(void);

/* The folders of the templates that come with the program, NULL-terminated. The caller
 * g_strfreev()s them. */
char **places_templates(void);

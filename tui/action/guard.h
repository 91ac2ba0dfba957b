/* guard.h: restricted mode: the program for people who are to get at their ledger and nothing else.
 *
 * It begins with --restricted as the first word (ForceCommand of an sshd), as a login shell, and
 * always where somebody came by sudo: what runs then runs with rights that the caller has not.
 *
 * From then on: nothing of the caller's environment counts but locale and terminal; the ledger file
 * is the administrator's choice; files that a person names must lie in the exchange folder
 * (confine.h); no program of the caller's runs; and what the program keeps for a person is apart
 * for each caller.
 */
#pragma once

#include <glib.h>

#define GUARD_ERROR guard_error_quark()
GQuark guard_error_quark(void);
typedef enum { GUARD_ERROR_USAGE, GUARD_ERROR_FAILED } GuardError;

/* The words that the program is to go by, the program's name first: those of argv, or, in
 * restricted mode, what the administrator fixed and what the person may add. Begins that mode where
 * it is due; else, where the settings say where the ledger file is, $TAIZHANG_DB says so
 * afterwards. Comes before the locale is set. Free with g_strfreev(). NULL and error, in Chinese.
 */
char **guard_begin(int argc, char **argv, GError **error);

/* editor.h: a long text in the person's own editor ($VISUAL, $EDITOR): run by its words, without a
 * shell, on a private file that is gone afterwards.
 */
#pragma once

#include <glib.h>

#define EDITOR_ERROR editor_error_quark()
GQuark editor_error_quark(void);
typedef enum {
  EDITOR_ERROR_NONE,   /* there is no editor, or it cannot be run */
  EDITOR_ERROR_FAILED, /* it ended without success: what was changed is not taken */
  EDITOR_ERROR_FILE,   /* the file cannot be written or read */
} EditorError;

/* The words of the program that edits: $VISUAL, else $EDITOR, split as a shell splits words and
 * nothing else; else editor, nano or vi, whichever there is. NULL and error. NULL-terminated; the
 * caller g_strfreev()s. */
char **editor_words(GError **error);

/* Lets the person edit text and waits; the terminal must have been given to it (term_lend()).
 * folder is made where it is missing, mode 0700; in it, a folder of that mode holds the file, mode
 * 0600, in the locale's encoding; both are removed. ended (may be NULL) is asked meanwhile, with
 * data: TRUE ends the editor. *edited is the new text, cleaned, without the line end that editors
 * add; NULL where nothing was changed. FALSE and error. */
gboolean editor_run(const char *folder, const char *text, gboolean (*ended)(gpointer data),
                    gpointer data, char **edited, GError **error);

/* textbox.h: a field of text one types in, for Chinese: one line or many, wide characters,
 * wrapping.
 *
 * The cursor stands between characters (a base with its combining marks is one). Long lines wrap
 * to the width of the last paint; moving up and down follows the lines as shown.
 */
#pragma once

#include "tui/term/term.h"

typedef struct TextBox TextBox;

/* One line (Enter is not taken) or several. */
TextBox *textbox_new(gboolean multiline);
void textbox_free(TextBox *box);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TextBox, textbox_free)

/* The whole text, UTF-8; borrowed until the next change. */
const char *textbox_text(const TextBox *box);

/* Replaces the text, the cursor at its end. text may be NULL (""). In a box of one line, line ends
 * become spaces. */
void textbox_set_text(TextBox *box, const char *text);

/* Inserts text at the cursor, as a paste does: what text_clean() would take out is left out, a tab
 * becomes a space. In a box of one line, line ends become spaces. */
void textbox_insert(TextBox *box, const char *text);

/* The byte of the text that the cursor stands before. */
gsize textbox_cursor(const TextBox *box);

/* Puts text, as textbox_insert() takes it, in place of what is between the byte start, on a
 * character, and the cursor. */
void textbox_replace(TextBox *box, gsize start, const char *text);

/* Inserts a name at the cursor, with 、 between it and what stands on either side. */
void textbox_insert_name(TextBox *box, const char *name);

/* Counts the changes of the text, so that an owner can tell whether an event made one. */
guint textbox_changes(const TextBox *box);

/* Does what a key means: characters; ← → Home End, Ctrl-A, Ctrl-E; Backspace, Delete; Ctrl-W
 * deletes the word before (a run of Chinese without punctuation counts as a word), Ctrl-U to the
 * line's beginning, Ctrl-K to its end (there, the line end); with several lines ↑ ↓ PgUp PgDn,
 * Ctrl-Home, Ctrl-End and Enter. A line is a line as shown. TRUE when the key was one of them and
 * did something or could have; FALSE also for ↑ PgUp on the first line and ↓ PgDn on the last. */
gboolean textbox_key(TextBox *box, Key key);

/* Puts the cursor at the character shown at row, column, counted from 0 within the area last
 * painted.
 */
void textbox_click(TextBox *box, int row, int column);

/* Lines the text takes at this width (its last column is kept for the cursor). */
int textbox_height(const TextBox *box, int columns);

/* Paints the part around the cursor; with focus the terminal's cursor is put there. hint stands
 * dimmed in an empty box; it may be NULL. */
void textbox_paint(TextBox *box, Term *term, Area area, gboolean focus, const char *hint);

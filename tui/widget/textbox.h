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

/* Inserts text at the cursor, as a paste does. In a box of one line, line ends become spaces. */
void textbox_insert(TextBox *box, const char *text);

/* Does what a key means: characters; ← → Home End, Ctrl-A, Ctrl-E; Backspace, Delete; Ctrl-W
 * deletes the word before (a run of Chinese of one kind counts as a word), Ctrl-U to the line's
 * beginning, Ctrl-K to its end; with several lines ↑ ↓ and Enter. TRUE when the key was one of them
 * and did something or could have. */
gboolean textbox_key(TextBox *box, Key key);

/* Puts the cursor at the character shown at row, column of the area last painted. */
void textbox_click(TextBox *box, int row, int column);

/* Lines the text takes at this width. */
int textbox_height(const TextBox *box, int columns);

/* Paints the part around the cursor; with focus the terminal's cursor is put there. hint stands
 * dimmed in an empty box; it may be NULL. */
void textbox_paint(TextBox *box, Term *term, Area area, gboolean focus, const char *hint);

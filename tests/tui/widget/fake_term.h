/* fake_term.h: a terminal that is an array of cells, to look at what widgets draw. */
#pragma once

#include "tui/term/term.h"

#define FAKE_EMPTY "~" /* what a cell holds that nothing was drawn in */

Term *fake_term_new(int rows, int columns);
void fake_term_free(Term *term);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Term, fake_term_free)

/* Makes all cells empty again. */
void fake_term_clear(Term *term);

/* The text of a row, without spaces and empty cells at its end. The caller frees. */
char *fake_term_line(const Term *term, int row);

/* All rows, each ended by '\n'. The caller frees. */
char *fake_term_screen(const Term *term);

/* The row that holds text, and in *column (may be NULL) where it begins; -1 where none does. */
int fake_term_find(const Term *term, const char *text, int *column);

ThemeRole fake_term_role(const Term *term, int row, int column);

/* Where the cursor is; row -1 where it is hidden. */
void fake_term_cursor(const Term *term, int *row, int *column);

/* TRUE when nothing was drawn outside area. */
gboolean fake_term_only_inside(const Term *term, Area area);

/* Events; that of a paste borrows text. */
Event event_of_key(Key key);
Event event_of_paste(const char *text);
Event event_of_mouse(MouseAction mouse, int row, int column);

/* Calls check in the locale zh_CN.GB18030 and sets the locale before again. FALSE where it is not
 * found: the build makes it below $LOCPATH. */
gboolean with_gb18030(void (*check)(void));

/* textlines.h: a text being edited as a person sees it: characters with their marks, shown lines,
 * words. Places in a text are byte offsets that lie between characters. Texts are clean UTF-8.
 */
#pragma once

#include <glib.h>

/* The end of the character (with its combining marks) that begins at offset; the text's end there.
 */
gsize textlines_after(const char *text, gsize offset);

/* The beginning of the character that ends at offset; 0 at the beginning. */
gsize textlines_before(const char *text, gsize offset);

/* Columns that the text from start to end takes. */
int textlines_width(const char *text, gsize start, gsize end);

/* The place in start … end (a line) that is nearest to column, never past it. */
gsize textlines_place(const char *text, gsize start, gsize end, int column);

/* The place in start … end from which on the text takes at most columns. */
gsize textlines_tail(const char *text, gsize start, gsize end, int columns);

/* The beginning of the word before offset: spaces, then letters and digits, or Chinese, or marks.
 * A line end is a word of its own. */
gsize textlines_word(const char *text, gsize offset);

/* One shown line; the '\n' that ends it is not part of it. Spaces at a wrapped end stay there, even
 * past the edge. */
typedef struct {
  gsize start, end;
} TextLine;

/* Fills lines (of TextLine) with the text wrapped to columns; at least one line, and at least one
 * character a line. Latin words stay whole and closing marks do not begin a line where possible. */
void textlines_wrap(GArray *lines, const char *text, gsize length, int columns);

/* The number of the line that offset stands in; where two lines meet, the later one. */
gsize textlines_at(const GArray *lines, gsize offset);

/* text.h: what a string needs before a person sees it: cleaned, measured, cut, wrapped.
 *
 * Widths are terminal columns under the live locale (wcwidth), so the same text may be wider in
 * GB18030 than in UTF-8. All strings are UTF-8; none may be NULL unless it says so.
 */
#pragma once

#include <glib.h>

/* A copy fit for a terminal: controls (C0 but '\n' when keep_newlines, DEL, C1), bidirectional
 * overrides and isolates, zero-width and unassigned characters, and bytes that are not UTF-8 are
 * each replaced by U+FFFD (dropped where they have no width to hide behind); a tab becomes a space.
 * text may be NULL (gives ""). The caller frees. */
char *text_clean(const char *text, gboolean keep_newlines);

/* TRUE when text_clean() would change nothing. */
gboolean text_is_clean(const char *text, gboolean keep_newlines);

/* Columns one character takes; 0 for combining marks, 1 for what wcwidth does not know. */
int text_char_width(gunichar c);

/* Columns a clean string takes. */
int text_width(const char *text);

/* The longest prefix of text, in bytes, that fits into columns. */
gsize text_fit(const char *text, int columns);

/* A copy no wider than columns; where it had to be cut, it ends in … (whose own width counts).
 * The caller frees. */
char *text_ellipsize(const char *text, int columns);

/* A copy filled with spaces to exactly columns (cut first where wider). The caller frees. */
char *text_pad(const char *text, int columns);

/* Breaks text into lines of at most columns (at least 2): at '\n', between Chinese characters,
 * at spaces between Latin words, and never so that a closing mark (，。；：！？、）》」』”’…)
 * begins a line or an opening mark (（《「『“‘) ends one, unless the line has nothing else. An
 * empty text gives one empty line. Returns an array of strings; g_ptr_array_unref() frees all. */
GPtrArray *text_wrap(const char *text, int columns);

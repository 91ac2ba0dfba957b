/* text.h: what a string needs before a person sees it: cleaned, measured, cut, wrapped.
 *
 * Widths are terminal columns under the live locale (wcwidth), so the same text may be wider in
 * GB18030 than in UTF-8. All strings are UTF-8; none may be NULL unless it says so. Bytes that are
 * not UTF-8 are safe everywhere: each reads as U+FFFD. A character stays together with the marks
 * that sit on it (what is zero columns wide) wherever text is cut or broken.
 */
#pragma once

#include <glib.h>

/* Marks that may follow one character; more than any script stacks, too few to smear a screen. */
#define TEXT_MARKS_MAX 4

/* The character at *text, which moves past it; a byte that is not UTF-8 gives U+FFFD and moves by
 * one. 0 at the end, and then *text stays. */
gunichar text_next(const char **text);

/* As g_str_hash(), eight bytes at a time: for long texts, and where many are looked up. */
guint text_hash(gconstpointer text);

/* A copy fit for a terminal, the same in every locale. The caller frees. text may be NULL (gives
 * "").
 *
 * - A line end (LF, CR LF, CR, U+2028, U+2029) becomes '\n', or a space unless keep_newlines.
 *   A tab becomes a space.
 * - What could be an attack or damage becomes U+FFFD, one for one: other controls (C0 with ESC,
 * DEL, C1), bidirectional marks, embeddings, overrides and isolates (U+061C, U+200E, U+200F,
 *   U+202A..202E, U+2066..2069), bytes that are not UTF-8, code points that are never characters
 *   (U+FFFE and its like), and a combining mark with nothing before it on its line.
 * - What nobody could see is dropped: zero-width characters (U+200B..200D, U+2060..2064, U+FEFF),
 *   soft hyphens (U+00AD, U+180E), deprecated format controls (U+206A..206F), interlinear
 *   annotation (U+FFF9..FFFB), tags (U+E0000..E007F), and of the marks on one character all after
 *   the first TEXT_MARKS_MAX.
 * - Everything else stays, also private and unassigned code points: rare Chinese names use both. */
char *text_clean(const char *text, gboolean keep_newlines);

/* TRUE when text_clean() would change nothing. Allocates nothing. text may be NULL (FALSE). */
gboolean text_is_clean(const char *text, gboolean keep_newlines);

/* A copy without blanks of any width around it (U+3000 as well, which g_strstrip() leaves). text
 * may be NULL (gives ""). The caller frees. */
char *text_strip(const char *text);

/* A copy without blanks around it, but for the full-width ones (U+3000) that indent its first line.
 * text may be NULL (gives ""). The caller frees. */
char *text_strip_lines(const char *text);

/* Columns one character takes; 0 for combining marks, 1 for what wcwidth does not know. */
int text_char_width(gunichar c);

/* Columns a clean string takes. */
int text_width(const char *text);

/* The longest prefix of text, in bytes, that fits into columns. */
gsize text_fit(const char *text, int columns);

/* A copy no wider than columns; where it had to be cut, it ends in … (whose own width counts),
 * unless columns is too few even for that. The caller frees. */
char *text_ellipsize(const char *text, int columns);

/* A copy filled with spaces to exactly columns (first cut as text_ellipsize() does where wider).
 * The caller frees. */
char *text_pad(const char *text, int columns);

/* Breaks text into lines of at most columns: at '\n', between Chinese characters, and at spaces
 * between Latin words, which are split only where one is longer than a line. No line begins with a
 * closing mark (，。；：！？、）》」』”’… and their like) or ends with an opening one (（《「『“‘),
 * unless the line holds nothing else to give. Spaces at a break are dropped, also the full-width
 * one; spaces that begin a paragraph stay where a word fits behind them; nothing else is lost.
 *
 * Where columns is less than a character needs, that character has a line of its own. An empty text
 * gives one empty line. Returns an array of strings; g_ptr_array_unref() frees all. */
GPtrArray *text_wrap(const char *text, int columns);

/* The same for at most rows lines, from 1: where there are more, the last of these ends in …. */
GPtrArray *text_wrap_rows(const char *text, int columns, int rows);

/* halfwidth.h: letters as an input method may leave them, ｆｇｃ, taken as those of the keyboard.
 */
#pragma once

#include <glib.h>

/* The ordinary character for a full-width Latin letter, digit, mark or space; any other as it is.
 */
gunichar halfwidth_char(gunichar c);

/* The character of the keyboard whose key an input method gave c for: also 、 for / and 【 for [,
 * which halfwidth_char() leaves as the text they are. For keys and what is looked up, never for
 * what is kept. Any other as it is. */
gunichar halfwidth_key(gunichar c);

/* A copy of text in ordinary width and without case, to compare by. The caller frees. */
char *halfwidth_fold(const char *text);

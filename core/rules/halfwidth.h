/* halfwidth.h: letters as an input method may leave them, ｆｇｃ, taken as those of the keyboard.
 */
#pragma once

#include <glib.h>

/* The ordinary character for a full-width Latin letter, digit, mark or space; any other as it is.
 */
gunichar halfwidth_char(gunichar c);

/* A copy of text in ordinary width and without case, to compare by. The caller frees. */
char *halfwidth_fold(const char *text);

/* initials.h: Chinese names found by the initials of their pinyin: 厅法规处 by fgc.
 *
 * A character has one reading, the usual one: 长 is z, also in 长安.
 */
#pragma once

#include <glib.h>

/* The initials of text, which may be NULL: of each Chinese character the first letter of its
 * pinyin, Latin letters in lower case and digits as they are (full width as half), and nothing of
 * the rest: 厅法规处 tfgc, （一）A类 yal. "" where it has none. The caller frees. */
char *initials_of(const char *text);

/* Whether typed can mean initials at all: letters and digits alone, half or full width, at least
 * one letter. */
gboolean initials_is_typed(const char *typed);

/* Whether name (any text) has typed among its initials, letters in any case and width. FALSE where
 * typed cannot mean initials. */
gboolean initials_match(const char *name, const char *typed);

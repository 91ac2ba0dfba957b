/* nearest.h: the known word a misspelt one was probably meant to be. */
#pragma once

#include <glib.h>

/* The word of known (NULL-terminated) that takes the fewest insertions, deletions and replaced
 * characters to get from word, the first of equals; NULL where even that one takes more than half
 * of its characters. Borrowed from known. */
const char *nearest_word(const char *word, const char *const *known);

/* How many insertions, deletions and replaced characters lie between two words; G_MAXINT where one
 * is longer than any word is (64 characters). */
int nearest_distance(const char *one, const char *other);

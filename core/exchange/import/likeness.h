/* likeness.h: how alike two texts are, by the pairs of characters they share. Pure. */
#pragma once

#include <glib.h>

/* A text made ready to be compared with many others: its pairs of neighbouring characters, in
 * order, without blanks and signs, in ordinary width. */
typedef struct Likeness Likeness;

Likeness *likeness_new(const char *text);
void likeness_free(Likeness *likeness);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Likeness, likeness_free)

/* From 0, nothing in common, to 1, the same but for blanks and signs. What one text has in full and
 * the other adds to counts as likeness, since that is how goals are reworded. */
double likeness_of(const Likeness *one, const Likeness *other);

/* A text without blanks, in ordinary width and without case, to tell whether two say the same. The
 * caller frees. */
char *likeness_key(const char *text);

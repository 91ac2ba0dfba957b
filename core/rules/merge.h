/* merge.h: one field that two people may have written meanwhile. Pure.
 */
#pragma once

#include <glib.h>

typedef enum {
  MERGE_NOTHING,  /* nobody changed it, or both to the same */
  MERGE_MINE,     /* only I changed it */
  MERGE_THEIRS,   /* only somebody else did */
  MERGE_CONFLICT, /* both, differently: a person has to choose */
} Merge;

/* What became of a field: base is what both began with, mine what I have written, theirs what is
 * stored now. NULL is ""; blanks at the ends and how lines end make no difference. */
Merge merge_field(const char *base, const char *mine, const char *theirs);

/* Both texts in one: the longer where it holds the other, else theirs, and mine on a new line. The
 * caller frees. */
char *merge_join(const char *mine, const char *theirs);

/* merge.h: two edits of one record, field by field: what it was, what I want, what another made of
 * it meanwhile.
 *
 * Pure. The one rule by which forms, commands and the model decide what becomes of a field.
 */
#pragma once

#include <glib.h>

typedef enum {
  MERGE_NOTHING, /* nobody changed it, or both alike: it is as stored */
  MERGE_MINE,    /* only I did: mine is to be saved */
  MERGE_THEIRS,  /* only another did: theirs stays */
  MERGE_BOTH,    /* both did, differently: a person has to choose */
} Merge;

/* Decides about a text; NULL is the same as ""; blanks at the ends make no
 * difference. */
Merge merge_text(const char *base, const char *mine, const char *theirs);

/* The same for an id, a number, a choice. */
Merge merge_number(gint64 base, gint64 mine, gint64 theirs);

/* Both texts, theirs first, with between between them; a part that stands in the other already is
 * not said twice: one that is part of the other gives the other. The caller frees. */
char *merge_joined(const char *theirs, const char *mine, const char *between);

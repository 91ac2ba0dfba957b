/* text_rank.h: which of very many texts come before which, by their bytes. */
#pragma once

#include <glib.h>

typedef struct TextRanks TextRanks;

TextRanks *text_ranks_new(void);
void text_ranks_free(TextRanks *ranks);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TextRanks, text_ranks_free)

/* Adds a text of size bytes (copied; none is NUL) that is called by place. */
void text_ranks_add(TextRanks *ranks, guint place, const char *text, gsize size);

/* Sets into[place] of every text added, from 0 on as strcmp() orders them; equal texts are equal in
 * rank. Nothing is added after that. */
void text_ranks_give(TextRanks *ranks, gint64 *into);

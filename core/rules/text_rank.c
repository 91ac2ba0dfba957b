/* text_rank.c: texts are compared by eight bytes at a time, as a number that lies beside them: the
 * texts themselves are looked at only where these are the same. */
#include "core/rules/text_rank.h"

#include <string.h>

#define WORD sizeof(guint64)
/* Behind so many bytes texts are compared whole: few are so long and not the same. */
#define DEEP 256

typedef struct {
  guint64 head; /* the bytes that decide now, the first one the highest */
  guint at;     /* where it begins in words */
  guint place;
  gboolean same; /* as the one before it */
} Text;

struct TextRanks {
  GArray *words; /* guint64: the texts, each filled up with NUL, of which there is at least one */
  GArray *texts; /* Text */
  guint32 chance;
};

TextRanks *text_ranks_new(void) {
  TextRanks *ranks = g_new(TextRanks, 1);
  ranks->words = g_array_new(FALSE, TRUE, WORD);
  ranks->texts = g_array_new(FALSE, FALSE, sizeof(Text));
  ranks->chance = g_random_int();
  return ranks;
}

void text_ranks_free(TextRanks *ranks) {
  if (ranks == NULL)
    return;
  g_array_unref(ranks->words);
  g_array_unref(ranks->texts);
  g_free(ranks);
}

void text_ranks_add(TextRanks *ranks, guint place, const char *text, gsize size) {
  Text one = {.at = ranks->words->len, .place = place};
  g_array_set_size(ranks->words, one.at + (guint)(size / WORD) + 1);
  memcpy(&g_array_index(ranks->words, guint64, one.at), text, size);
  g_array_append_val(ranks->texts, one);
}

/* ---- sorting ---------------------------------------------------------------------------- */

/* What of a text begins with its word from. */
static const guint64 *rest_of(const TextRanks *ranks, const Text *text, guint from) {
  return &g_array_index(ranks->words, guint64, text->at + from);
}

typedef struct {
  const TextRanks *ranks;
  guint from;
} Rest;

static int compare_rests(gconstpointer a, gconstpointer b, gpointer data) {
  const Rest *rest = data;
  return strcmp((const char *)rest_of(rest->ranks, a, rest->from),
                (const char *)rest_of(rest->ranks, b, rest->from));
}

static void sort_whole(const TextRanks *ranks, Text *texts, guint count, guint from) {
  Rest rest = {ranks, from};
  g_qsort_with_data(texts, (gint)count, sizeof *texts, compare_rests, &rest);
  for (guint i = 1; i < count; i++)
    texts[i].same = compare_rests(&texts[i - 1], &texts[i], &rest) == 0;
}

static void swap(Text *one, Text *other) {
  Text kept = *one;
  *one = *other;
  *other = kept;
}

static void sort_from(TextRanks *ranks, Text *texts, guint count, guint from);

/* Those with one head, which are the same before it. */
static void sort_equal(TextRanks *ranks, Text *texts, guint count, guint from) {
  gboolean ended = (texts[0].head & 0xff) == 0;
  if (!ended && count > 1)
    sort_from(ranks, texts, count, from + 1);
  for (guint i = 1; ended && i < count; i++)
    texts[i].same = TRUE;
}

/* Which head parts texts is chance, so that nobody can write texts that take long. */
static guint64 any_head(TextRanks *ranks, const Text *texts, guint count) {
  ranks->chance = ranks->chance * 1664525 + 1013904223;
  return texts[(guint64)ranks->chance * count >> 32].head;
}

/* Texts that are the same up to their heads. The longer side is gone on with here, so that calls
 * nest little. */
static void sort_heads(TextRanks *ranks, Text *texts, guint count, guint from) {
  while (count > 0) {
    guint64 middle = any_head(ranks, texts, count);
    guint low = 0, high = count;
    for (guint i = 0; i < high;) {
      if (texts[i].head < middle)
        swap(&texts[i++], &texts[low++]);
      else if (texts[i].head > middle)
        swap(&texts[i], &texts[--high]);
      else
        i++;
    }
    sort_equal(ranks, &texts[low], high - low, from);
    guint above = count - high;
    if (low < above) {
      sort_heads(ranks, texts, low, from);
      texts += high;
      count = above;
    } else {
      sort_heads(ranks, &texts[high], above, from);
      count = low;
    }
  }
}

/* Texts that are the same before their word from. */
static void sort_from(TextRanks *ranks, Text *texts, guint count, guint from) {
  if (from >= DEEP / WORD) {
    sort_whole(ranks, texts, count, from);
    return;
  }
  for (guint i = 0; i < count; i++)
    texts[i].head = GUINT64_FROM_BE(*rest_of(ranks, &texts[i], from));
  sort_heads(ranks, texts, count, from);
}

void text_ranks_give(TextRanks *ranks, gint64 *into) {
  Text *texts = (Text *)(void *)ranks->texts->data;
  guint count = ranks->texts->len;
  sort_from(ranks, texts, count, 0);
  gint64 rank = 0;
  for (guint i = 0; i < count; i++) {
    rank += i > 0 && !texts[i].same;
    into[texts[i].place] = rank;
  }
}

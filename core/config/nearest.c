#include "core/config/nearest.h"

/* Longer words are no typing mistakes, and the table below is quadratic. */
#define LONGEST 64

/* Levenshtein, keeping one row of the table. Both words have at most LONGEST characters. */
static glong distance(const gunichar *a, glong a_length, const gunichar *b, glong b_length) {
  glong row[LONGEST + 1];
  for (glong j = 0; j <= b_length; j++)
    row[j] = j;
  for (glong i = 1; i <= a_length; i++) {
    glong diagonal = row[0];
    row[0] = i;
    for (glong j = 1; j <= b_length; j++) {
      glong replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = MIN(replaced, MIN(row[j], row[j - 1]) + 1);
    }
  }
  return row[b_length];
}

int nearest_distance(const char *one, const char *other) {
  glong one_length, other_length;
  g_autofree gunichar *letters = g_utf8_to_ucs4_fast(one, -1, &one_length);
  g_autofree gunichar *others = g_utf8_to_ucs4_fast(other, -1, &other_length);
  if (one_length > LONGEST || other_length > LONGEST)
    return G_MAXINT;
  return (int)distance(letters, one_length, others, other_length);
}

const char *nearest_word(const char *word, const char *const *known) {
  glong length;
  g_autofree gunichar *letters = g_utf8_to_ucs4_fast(word, -1, &length);
  if (length > LONGEST)
    return NULL;
  const char *best = NULL;
  glong best_distance = G_MAXLONG;
  for (gsize i = 0; known[i] != NULL; i++) {
    glong known_length;
    g_autofree gunichar *known_letters = g_utf8_to_ucs4_fast(known[i], -1, &known_length);
    if (known_length > LONGEST)
      continue;
    glong steps = distance(letters, length, known_letters, known_length);
    if (steps < best_distance && steps * 2 <= known_length) {
      best = known[i];
      best_distance = steps;
    }
  }
  return best;
}

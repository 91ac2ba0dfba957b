#include "core/exchange/import/likeness.h"

#include "core/rules/halfwidth.h"

struct Likeness {
  guint count;
  guint64 pairs[]; /* both characters of each, sorted */
};

char *likeness_key(const char *text) {
  g_autofree char *folded = halfwidth_fold(text);
  g_autoptr(GString) key = g_string_new(NULL);
  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (!g_unichar_isspace(c))
      g_string_append_unichar(key, c);
  }
  return g_string_free(g_steal_pointer(&key), FALSE);
}

static int by_value(const void *a, const void *b) {
  guint64 left = *(const guint64 *)a, right = *(const guint64 *)b;
  return left < right ? -1 : left > right;
}

Likeness *likeness_new(const char *text) {
  g_autofree char *folded = halfwidth_fold(text);
  gsize length = (gsize)g_utf8_strlen(folded, -1);
  Likeness *likeness = g_malloc(sizeof(Likeness) + length * sizeof(guint64));
  likeness->count = 0;
  gunichar before = 0;
  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (!g_unichar_isalnum(c))
      continue;
    if (before != 0)
      likeness->pairs[likeness->count++] = (guint64)before << 32 | c;
    before = c;
  }
  if (likeness->count == 0 && before != 0) /* a single character */
    likeness->pairs[likeness->count++] = before;
  qsort(likeness->pairs, likeness->count, sizeof(guint64), by_value);
  return likeness;
}

void likeness_free(Likeness *likeness) {
  g_free(likeness);
}

static guint shared_pairs(const Likeness *one, const Likeness *other) {
  guint shared = 0;
  for (guint i = 0, k = 0; i < one->count && k < other->count;) {
    if (one->pairs[i] == other->pairs[k]) {
      shared++;
      i++;
      k++;
    } else if (one->pairs[i] < other->pairs[k]) {
      i++;
    } else {
      k++;
    }
  }
  return shared;
}

double likeness_of(const Likeness *one, const Likeness *other) {
  guint least = MIN(one->count, other->count), most = MAX(one->count, other->count);
  if (least == 0)
    return most == 0 ? 1 : 0;
  double shared = shared_pairs(one, other);
  return (2 * shared / (least + most) + shared / least) / 2;
}

#include "core/rules/needle.h"

#include <string.h>

/* The last byte of a Chinese character tells most: the first is one of six. A letter, which stands
 * in either case, has to be looked for twice. */
Needle needle_of(const char *text, gsize length) {
  Needle needle = {.text = text, .length = length, .rare = length - 1};
  gboolean found = FALSE;
  for (gsize i = length; i-- > 0;) {
    if (g_ascii_isalpha(text[i])) {
      needle.letters = TRUE;
    } else if (!found) {
      needle.rare = i;
      found = TRUE;
    }
  }
  return needle;
}

static gboolean is_here(const Needle *needle, const char *text) {
  return needle->letters ? g_ascii_strncasecmp(text, needle->text, needle->length) == 0
                         : memcmp(text, needle->text, needle->length) == 0;
}

/* rare: the byte at needle->rare, as it stands in the text. */
static gboolean is_in(const Needle *needle, char rare, const char *text, gsize length) {
  const char *at = text + needle->rare, *end = at + (length - needle->length + 1);
  while (at < end && (at = memchr(at, rare, (gsize)(end - at))) != NULL) {
    if (is_here(needle, at - needle->rare))
      return TRUE;
    at++;
  }
  return FALSE;
}

gboolean needle_is_in(const Needle *needle, const char *text, gsize length) {
  if (length < needle->length)
    return FALSE;
  char rare = needle->text[needle->rare];
  if (!g_ascii_isalpha(rare))
    return is_in(needle, rare, text, length);
  return is_in(needle, g_ascii_tolower(rare), text, length) ||
         is_in(needle, g_ascii_toupper(rare), text, length);
}

#include "core/rules/word.h"

#include <string.h>

/* Asked for every row of a file, mostly of words that begin otherwise. */
static gboolean is_same(const char *word, const char *text) {
  return word != NULL && *word == *text && strcmp(word, text) == 0;
}

int word_of_code(const Word *words, int count, const char *code) {
  for (int i = 0; i < count; i++) {
    if (g_strcmp0(words[i].code, code) == 0)
      return i;
  }
  return -1;
}

int word_of_text(const Word *words, int count, const char *text) {
  if (text == NULL)
    return -1;
  for (int i = 0; i < count; i++) {
    if (is_same(words[i].code, text) || is_same(words[i].name, text))
      return i;
  }
  return -1;
}

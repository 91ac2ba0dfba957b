#include "core/rules/word.h"

int word_of_code(const Word *words, int count, const char *code) {
  for (int i = 0; i < count; i++) {
    if (g_strcmp0(words[i].code, code) == 0)
      return i;
  }
  return -1;
}

int word_of_text(const Word *words, int count, const char *text) {
  for (int i = 0; i < count; i++) {
    if (g_strcmp0(words[i].code, text) == 0 || g_strcmp0(words[i].name, text) == 0)
      return i;
  }
  return -1;
}

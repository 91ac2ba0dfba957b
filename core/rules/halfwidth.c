#include "core/rules/halfwidth.h"

gunichar halfwidth_char(gunichar c) {
  if (c == 0x3000)
    return ' ';
  return c >= 0xff01 && c <= 0xff5e ? c - 0xff01 + '!' : c;
}

char *halfwidth_fold(const char *text) {
  g_autoptr(GString) out = g_string_new(NULL);
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at))
    g_string_append_unichar(out, g_unichar_tolower(halfwidth_char(g_utf8_get_char(at))));
  return g_string_free(g_steal_pointer(&out), FALSE);
}

#include "core/rules/halfwidth.h"

gunichar halfwidth_char(gunichar c) {
  if (c == 0x3000)
    return ' ';
  return c >= 0xff01 && c <= 0xff5e ? c - 0xff01 + '!' : c;
}

gunichar halfwidth_key(gunichar c) {
  static const struct {
    gunichar given;
    char key;
  } marks[] = {
      {0x3001, '/'}, {0x3002, '.'}, {0x3010, '['},  {0x3011, ']'},  {0x300c, '{'}, {0x300d, '}'},
      {0x300e, '{'}, {0x300f, '}'}, {0x300a, '<'},  {0x300b, '>'},  {0x3008, '<'}, {0x3009, '>'},
      {0x201c, '"'}, {0x201d, '"'}, {0x2018, '\''}, {0x2019, '\''}, {0x2014, '_'}, {0x2026, '^'},
      {0x00b7, '`'}, {0xffe5, '$'}, {0x00a5, '$'},  {0x3014, '['},  {0x3015, ']'},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
    if (marks[i].given == c)
      return (gunichar)marks[i].key;
  }
  return halfwidth_char(c);
}

char *halfwidth_fold(const char *text) {
  g_autoptr(GString) out = g_string_new(NULL);
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at))
    g_string_append_unichar(out, g_unichar_tolower(halfwidth_char(g_utf8_get_char(at))));
  return g_string_free(g_steal_pointer(&out), FALSE);
}

/* document_json.c: what has to be done to JSON before it is read as YAML. */
#include <string.h>

#include "core/config/document_node.h"

gboolean document_is_json(const char *text, gsize size) {
  gsize i = 0;
  while (i < size && strchr(" \t\r\n", text[i]) != NULL && text[i] != '\0')
    i++;
  return i < size && (text[i] == '{' || text[i] == '[');
}

/* The code of a \uXXXX at text; 0: it is none. */
static gunichar escaped_half(const char *text, const char *end) {
  if (end - text < 6 || text[0] != '\\' || text[1] != 'u')
    return 0;
  gunichar code = 0;
  for (int i = 2; i < 6; i++) {
    if (!g_ascii_isxdigit(text[i]))
      return 0;
    code = code << 4 | (gunichar)g_ascii_xdigit_value(text[i]);
  }
  return code;
}

GString *document_join_halves(const char *text, gsize size) {
  GString *joined = g_string_sized_new(size);
  const char *end = text + size;
  for (const char *at = text; at < end;) {
    gunichar high = escaped_half(at, end);
    gunichar low = high >= 0xd800 && high < 0xdc00 ? escaped_half(at + 6, end) : 0;
    if (low >= 0xdc00 && low < 0xe000) {
      g_string_append_unichar(joined, 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00));
      at += 12;
      continue;
    }
    if (*at == '\\' && at + 1 < end) /* what follows a backslash begins nothing */
      g_string_append_c(joined, *at++);
    g_string_append_c(joined, *at++);
  }
  return joined;
}

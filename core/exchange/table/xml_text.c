#include "core/exchange/table/xml_text.h"

#include "core/rules/text.h"

static gboolean is_xml(gunichar c) {
  return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c <= 0xD7FF) ||
         (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF);
}

char *xml_text_clean(const char *text) {
  if (!g_utf8_validate(text, -1, NULL))
    return text_clean(text, TRUE);
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
    if (!is_xml(g_utf8_get_char(at)))
      return text_clean(text, TRUE);
  }
  return NULL;
}

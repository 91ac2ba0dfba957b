#include "core/rules/initials.h"

#include <string.h>

#include "core/rules/halfwidth.h"
#include "core/rules/initials_range.h"

extern const char initials_table[]; /* made from ICU by initials_table.c */

/* 0 where a character has none. */
static char initial_of(gunichar character) {
  gunichar c = g_unichar_tolower(halfwidth_char(character));
  if (c >= INITIALS_FIRST && c <= INITIALS_LAST)
    return initials_table[c - INITIALS_FIRST] != '.' ? initials_table[c - INITIALS_FIRST] : 0;
  return c < 0x80 && g_ascii_isalnum((char)c) ? (char)c : 0;
}

char *initials_of(const char *text) {
  g_autoptr(GString) initials = g_string_new(NULL);
  for (const char *p = text != NULL ? text : ""; *p != '\0'; p = g_utf8_next_char(p)) {
    char initial = initial_of(g_utf8_get_char(p));
    if (initial != 0)
      g_string_append_c(initials, initial);
  }
  return g_string_free(g_steal_pointer(&initials), FALSE);
}

gboolean initials_is_typed(const char *typed) {
  gboolean letter = FALSE;
  for (const char *p = typed; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = halfwidth_char(g_utf8_get_char(p));
    if (c >= 0x80 || !g_ascii_isalnum((char)c))
      return FALSE;
    letter = letter || g_ascii_isalpha((char)c);
  }
  return letter;
}

gboolean initials_match(const char *name, const char *typed) {
  if (!initials_is_typed(typed))
    return FALSE;
  g_autofree char *wanted = initials_of(typed);
  g_autofree char *initials = initials_of(name);
  return strstr(initials, wanted) != NULL;
}

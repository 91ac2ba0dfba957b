#include "core/rules/contact.h"

#include <string.h>

#include "core/rules/halfwidth.h"

#define ADDRESS_BYTES_MAX 254 /* RFC 5321, 4.5.3.1.3 less its < > */
#define PHONE_DIGITS_MIN 3    /* 114 */
#define PHONE_DIGITS_MAX 20   /* E.164 has 15; an extension may follow */

gboolean contact_is_address(const char *address) {
  static const char *const LOCAL = "!#$%&'*+/=?^_`{|}~.-", *const DOMAIN = ".-";
  const char *at = strchr(address, '@');
  if (at == NULL || at == address || at[1] == '\0' || strlen(address) > ADDRESS_BYTES_MAX ||
      address[0] == '-')
    return FALSE;
  for (const char *c = address; *c != '\0'; c++) {
    const char *others = c < at ? LOCAL : DOMAIN;
    if (c != at && !g_ascii_isalnum(*c) && strchr(others, *c) == NULL)
      return FALSE;
  }
  return TRUE;
}

/* The ASCII character that c stands for in a number; 0: none. */
static char phone_char(gunichar c) {
  static const gunichar DASHES[] = {0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212};
  for (gsize i = 0; i < G_N_ELEMENTS(DASHES); i++)
    if (c == DASHES[i])
      return '-';
  c = halfwidth_char(c);
  return c < 0x80 && (g_ascii_isdigit((char)c) || strchr(" -+()", (char)c) != NULL) ? (char)c
                                                                                    : '\0';
}

char *contact_phone(const char *text) {
  g_autoptr(GString) phone = g_string_new(NULL);
  int digits = 0;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
    char c = phone_char(g_utf8_get_char(p));
    if (c == '\0' || (c == '+' && phone->len > 0))
      return NULL;
    digits += g_ascii_isdigit(c) ? 1 : 0;
    if (c != ' ' || (phone->len > 0 && phone->str[phone->len - 1] != ' '))
      g_string_append_c(phone, c);
  }
  if (digits < PHONE_DIGITS_MIN || digits > PHONE_DIGITS_MAX)
    return NULL;
  return g_strchomp(g_string_free(g_steal_pointer(&phone), FALSE));
}

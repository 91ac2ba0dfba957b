#include "tui/term/term.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#define ADVICE_ZH "请改用 UTF-8 或 GB18030，例如：export LC_ALL=C.UTF-8"
#define ADVICE_EN "use UTF-8 or GB18030, e.g. export LC_ALL=C.UTF-8"

G_DEFINE_QUARK(term - error - quark, term_error)

/* The locale the environment names, "" where it names none. */
static const char *named_locale(void) {
  static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};
  for (gsize i = 0; i < G_N_ELEMENTS(variables); i++) {
    const char *value = g_getenv(variables[i]);
    if (value != NULL && value[0] != '\0')
      return value;
  }
  return "";
}

static gboolean asks_for_utf8(const char *name) {
  g_autofree char *lower = g_ascii_strdown(name, -1);
  return strstr(lower, "utf-8") != NULL || strstr(lower, "utf8") != NULL;
}

static gboolean is_ascii(void) {
  return strcmp(nl_langinfo(CODESET), "ANSI_X3.4-1968") == 0;
}

/* Set in the environment too: child processes must write the same charset. */
static gboolean use_c_utf8(void) {
  if (setlocale(LC_ALL, "C.UTF-8") == NULL)
    return FALSE;
  return g_setenv("LC_ALL", "C.UTF-8", TRUE);
}

static gboolean can_show_chinese(void) {
  static const wchar_t sample[] = L"台账，红黄绿灯";
  char bytes[MB_LEN_MAX];
  for (gsize i = 0; sample[i] != L'\0'; i++) {
    mbstate_t state = {0};
    if (wcrtomb(bytes, sample[i], &state) == (size_t)-1)
      return FALSE;
  }
  return TRUE;
}

gboolean term_locale(GError **error) {
  /* One category that is not installed makes the whole fail; what counts here is the charset. */
  gboolean found = setlocale(LC_ALL, "") != NULL || setlocale(LC_CTYPE, "") != NULL;
  const char *name = named_locale();
  if (!found && !asks_for_utf8(name) && name[0] != '\0') {
    g_set_error(error, TERM_ERROR, TERM_ERROR_LOCALE,
                "系统没有安装语言环境 %s，无法显示中文，" ADVICE_ZH
                " / Locale %s is not installed, so Chinese cannot be shown; " ADVICE_EN,
                name, name);
    return FALSE;
  }
  if (!found || is_ascii())
    use_c_utf8();
  /* Numbers in files have a point everywhere. */
  setlocale(LC_NUMERIC, "C");
  if (can_show_chinese())
    return TRUE;
  g_set_error(error, TERM_ERROR, TERM_ERROR_LOCALE,
              "当前语言环境（%s）无法显示中文，" ADVICE_ZH
              " / This locale cannot show Chinese; " ADVICE_EN,
              nl_langinfo(CODESET));
  return FALSE;
}

#include "core/rules/text.h"

#include <string.h>
#include <wchar.h>

#define REPLACEMENT 0xFFFDu
#define ELLIPSIS 0x2026u

static gboolean is_tail(char byte) {
  return ((guchar)byte & 0xC0) == 0x80;
}

/* TRUE where one of U+4000..U+9FFF stands at p. Nearly all Chinese text lies there, and there is
 * nothing to clean and no mark among them. */
static gboolean is_plain_han(const char *p) {
  guchar lead = (guchar)p[0];
  return lead >= 0xE4 && lead <= 0xE9 && is_tail(p[1]) && is_tail(p[2]);
}

guint text_hash(gconstpointer text) {
  const char *p = text;
  gsize size = strlen(p);
  guint64 hash = size * 31, word;
  for (gsize i = 0; i + sizeof word <= size; i += sizeof word) {
    memcpy(&word, p + i, sizeof word);
    hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
    hash ^= hash >> 32;
  }
  word = 0;
  memcpy(&word, p + size - size % sizeof word, size % sizeof word);
  hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
  return (guint)(hash >> 32);
}

gunichar text_next(const char **text) {
  const char *p = *text;
  guchar lead = (guchar)*p;
  if (lead < 0x80) {
    *text += lead != 0;
    return lead;
  }
  if (is_plain_han(p)) {
    *text += 3;
    return (lead & 0x0Fu) << 12 | ((guchar)p[1] & 0x3Fu) << 6 | ((guchar)p[2] & 0x3Fu);
  }
  gunichar c = g_utf8_get_char_validated(p, -1);
  if (c >= (gunichar)-2) {
    *text += 1;
    return REPLACEMENT;
  }
  *text = g_utf8_next_char(p);
  return c;
}

/* What cleaning does with a character. */
typedef enum { KEEP, SPACE, LINE_END, MARK, REPLACE, DROP } Fate;

static gboolean within(gunichar c, gunichar first, gunichar last) {
  return c >= first && c <= last;
}

static gboolean is_bidi_control(gunichar c) {
  return c == 0x061C || c == 0x200E || c == 0x200F || within(c, 0x202A, 0x202E) ||
         within(c, 0x2066, 0x2069);
}

static gboolean is_noncharacter(gunichar c) {
  return (c & 0xFFFE) == 0xFFFE || within(c, 0xFDD0, 0xFDEF);
}

static gboolean is_invisible(gunichar c) {
  return c == 0x00AD || c == 0x180E || within(c, 0x200B, 0x200D) || within(c, 0x2060, 0x2064) ||
         within(c, 0x206A, 0x206F) || c == 0xFEFF || within(c, 0xFFF9, 0xFFFB) ||
         within(c, 0xE0000, 0xE007F);
}

/* Not asked of wcwidth: what is stored may not depend on who stored it in which locale. */
static gboolean is_mark(gunichar c) {
  return g_unichar_iszerowidth(c) || within(c, 0xD7B0, 0xD7FB); /* Hangul medials and finals */
}

static Fate fate_of(gunichar c) {
  if (within(c, 0x20, 0x7E))
    return KEEP;
  if (c == '\t')
    return SPACE;
  if (c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029)
    return LINE_END;
  if (c < 0xA0 || is_bidi_control(c) || is_noncharacter(c))
    return REPLACE;
  if (is_invisible(c))
    return DROP;
  return is_mark(c) ? MARK : KEEP;
}

char *text_clean(const char *text, gboolean keep_newlines) {
  if (text == NULL)
    return g_strdup("");
  if (text_is_clean(text, keep_newlines))
    return g_strdup(text);
  GString *out = g_string_sized_new(strlen(text));
  int marks = -1; /* marks that sit on the character before; -1 at the start of a line */
  while (*text != '\0') {
    gunichar c = text_next(&text);
    Fate fate = fate_of(c);
    if (fate == DROP)
      continue;
    if (fate == MARK && marks >= 0) {
      if (marks++ < TEXT_MARKS_MAX)
        g_string_append_unichar(out, c);
      continue;
    }
    if (c == '\r' && *text == '\n')
      text++;
    if (fate == LINE_END)
      c = keep_newlines ? '\n' : ' ';
    else if (fate == SPACE)
      c = ' ';
    else if (fate != KEEP)
      c = REPLACEMENT;
    g_string_append_unichar(out, c);
    marks = c == '\n' ? -1 : 0;
  }
  return g_string_free(out, FALSE);
}

gboolean text_is_clean(const char *text, gboolean keep_newlines) {
  if (text == NULL)
    return FALSE;
  int marks = -1; /* as in text_clean() */
  while (*text != '\0') {
    if (is_plain_han(text)) {
      text += 3;
      marks = 0;
      continue;
    }
    const char *start = text;
    gunichar c = text_next(&text);
    if (c == REPLACEMENT && text - start == 1)
      return FALSE;
    Fate fate = fate_of(c);
    if (fate == KEEP)
      marks = 0;
    else if (fate == MARK && marks >= 0 && marks < TEXT_MARKS_MAX)
      marks++;
    else if (c == '\n' && keep_newlines)
      marks = -1;
    else
      return FALSE;
  }
  return TRUE;
}

char *text_strip(const char *text) {
  const char *p = text != NULL ? text : "";
  const char *start = NULL, *end = p;
  while (*p != '\0') {
    const char *at = p;
    if (g_unichar_isspace(text_next(&p)))
      continue;
    if (start == NULL)
      start = at;
    end = p;
  }
  return start != NULL ? g_strndup(start, (gsize)(end - start)) : g_strdup("");
}

char *text_strip_lines(const char *text) {
  const char *p = text != NULL ? text : "";
  const char *line = p;
  while (*p != '\0') {
    gunichar c = text_next(&p);
    if (!g_unichar_isspace(c))
      break;
    if (c != 0x3000)
      line = p;
  }
  g_autofree char *stripped = text_strip(line);
  const char *first = *stripped != '\0' ? strstr(line, stripped) : line;
  return g_strdup_printf("%.*s%s", (int)(first - line), line, stripped);
}

int text_char_width(gunichar c) {
  if (within(c, 0x20, 0x7E))
    return 1;
  int width = wcwidth((wchar_t)c);
  return width >= 0 ? width : 1;
}

int text_width(const char *text) {
  int width = 0;
  while (*text != '\0')
    width += text_char_width(text_next(&text));
  return width;
}

gsize text_fit(const char *text, int columns) {
  const char *p = text;
  int width = 0;
  while (*p != '\0') {
    const char *next = p;
    width += text_char_width(text_next(&next));
    if (width > columns)
      break;
    p = next;
  }
  return (gsize)(p - text);
}

char *text_ellipsize(const char *text, int columns) {
  gsize bytes = text_fit(text, columns);
  if (text[bytes] == '\0')
    return g_strdup(text);
  int rest = columns - text_char_width(ELLIPSIS);
  if (rest < 0)
    return g_strndup(text, bytes);
  GString *out = g_string_new_len(text, (gssize)text_fit(text, rest));
  g_string_append_unichar(out, ELLIPSIS);
  return g_string_free(out, FALSE);
}

char *text_pad(const char *text, int columns) {
  g_autofree char *cut = text_ellipsize(text, columns);
  int spaces = MAX(columns - text_width(cut), 0);
  return g_strdup_printf("%s%*s", cut, spaces, "");
}

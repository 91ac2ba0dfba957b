#include "tui/widget/textlines.h"

#include <string.h>

#include "core/rules/text.h"

/* A mark belongs to the character before it; one with no character before stands alone. */
static gboolean is_mark(gunichar c) {
  return c != '\n' && text_char_width(c) == 0;
}

static gsize char_after(const char *text, gsize offset) {
  return (gsize)(g_utf8_next_char(text + offset) - text);
}

static gsize char_before(const char *text, gsize offset) {
  return (gsize)(g_utf8_prev_char(text + offset) - text);
}

gsize textlines_after(const char *text, gsize offset) {
  if (text[offset] == '\0')
    return offset;
  gboolean is_end = text[offset] == '\n';
  offset = char_after(text, offset);
  while (!is_end && text[offset] != '\0' && is_mark(g_utf8_get_char(text + offset)))
    offset = char_after(text, offset);
  return offset;
}

gsize textlines_before(const char *text, gsize offset) {
  if (offset == 0)
    return 0;
  offset = char_before(text, offset);
  while (offset > 0 && text[offset - 1] != '\n' && is_mark(g_utf8_get_char(text + offset)))
    offset = char_before(text, offset);
  return offset;
}

int textlines_width(const char *text, gsize start, gsize end) {
  int width = 0;
  for (gsize at = start; at < end; at = char_after(text, at))
    width += text_char_width(g_utf8_get_char(text + at));
  return width;
}

gsize textlines_place(const char *text, gsize start, gsize end, int column) {
  int width = 0;
  gsize at = start;
  while (at < end) {
    gsize next = textlines_after(text, at);
    width += textlines_width(text, at, next);
    if (width > column)
      break;
    at = next;
  }
  return at;
}

gsize textlines_tail(const char *text, gsize start, gsize end, int columns) {
  int width = 0;
  gsize at = end;
  while (at > start) {
    gsize before = textlines_before(text, at);
    width += textlines_width(text, before, at);
    if (width > columns)
      break;
    at = before;
  }
  return at;
}

typedef enum { KIND_SPACE, KIND_LINE_END, KIND_LATIN, KIND_CHINESE, KIND_MARK } CharKind;

static CharKind char_kind(const char *text, gsize offset) {
  gunichar c = g_utf8_get_char(text + offset);
  if (c == '\n')
    return KIND_LINE_END;
  if (g_unichar_isspace(c))
    return KIND_SPACE;
  if (c != '_' && !g_unichar_isalnum(c))
    return KIND_MARK;
  return g_unichar_iswide(c) ? KIND_CHINESE : KIND_LATIN;
}

gsize textlines_word(const char *text, gsize offset) {
  gsize at = offset;
  if (at > 0 && text[at - 1] == '\n')
    return at - 1;
  while (at > 0 && char_kind(text, textlines_before(text, at)) == KIND_SPACE)
    at = textlines_before(text, at);
  if (at == 0)
    return 0;
  CharKind kind = char_kind(text, textlines_before(text, at));
  if (kind == KIND_LINE_END)
    return at;
  while (at > 0 && char_kind(text, textlines_before(text, at)) == kind)
    at = textlines_before(text, at);
  return at;
}

/* ---- wrapping --------------------------------------------------------------------------- */

static gboolean is_one_of(const char *marks, gunichar c) {
  return c != 0 && g_utf8_strchr(marks, -1, c) != NULL;
}

static gboolean is_latin(gunichar c) {
  return c > ' ' && c < 0x2000;
}

static gboolean may_break(gunichar before, gunichar c) {
  if (c == ' ')
    return FALSE; /* spaces stay with what is before them */
  if (before == ' ')
    return TRUE;
  if (is_latin(before) && is_latin(c))
    return FALSE;
  return !is_one_of("，。；：！？、）》」』”’…〉】〕", c) && !is_one_of("（《「『“‘〈【〔", before);
}

/* The end of the line that begins at start, in a paragraph that ends at limit. */
static gsize line_end(const char *text, gsize start, gsize limit, int columns) {
  int width = 0;
  gsize good = start;
  gunichar before = 0;
  for (gsize at = start; at < limit;) {
    gunichar c = g_utf8_get_char(text + at);
    int own = text_char_width(c);
    if (at > start && own > 0 && may_break(before, c))
      good = at;
    if (at > start && own > 0 && width + own > columns) {
      if (c != ' ')
        return good > start ? good : at;
      while (at < limit && text[at] == ' ')
        at++;
      return at;
    }
    width += own;
    before = own > 0 ? c : before;
    at = char_after(text, at);
  }
  return limit;
}

void textlines_wrap(GArray *lines, const char *text, gsize length, int columns) {
  g_array_set_size(lines, 0);
  for (gsize start = 0;;) {
    const char *found = memchr(text + start, '\n', length - start);
    gsize limit = found ? (gsize)(found - text) : length;
    gsize at = start;
    do {
      TextLine line = {at, line_end(text, at, limit, columns)};
      g_array_append_val(lines, line);
      at = line.end;
    } while (at < limit);
    if (!found)
      return;
    start = limit + 1;
  }
}

gsize textlines_at(const GArray *lines, gsize offset) {
  gsize low = 0, high = lines->len;
  while (high - low > 1) {
    gsize middle = low + (high - low) / 2;
    if (g_array_index(lines, TextLine, middle).start <= offset)
      low = middle;
    else
      high = middle;
  }
  return low;
}

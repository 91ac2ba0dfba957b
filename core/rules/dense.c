#include "core/rules/dense.h"

#include "core/rules/scan.h"
#include "core/rules/text.h"

typedef struct {
  gsize from, to; /* bytes of the source */
} Origin;

static gboolean within(gunichar c, gunichar first, gunichar last) {
  return c >= first && c <= last;
}

/* Signs and circled numbers stay what they are: ①5月 must not become 15月. */
static gunichar folded(gunichar c) {
  gunichar out;
  if (within(c, U'！', U'～'))
    return c - U'！' + '!';
  if ((within(c, 0x2E80, 0x2FDF) || within(c, 0xF900, 0xFAFF)) &&
      g_unichar_fully_decompose(c, TRUE, &out, 1) == 1)
    return out;
  return c;
}

static gboolean is_blank(gunichar c) {
  return g_unichar_isspace(c) || g_unichar_iszerowidth(c);
}

static void append(Dense *dense, GString *text, gunichar c, Origin origin) {
  gsize before = text->len;
  g_string_append_unichar(text, c);
  for (gsize i = before; i < text->len; i++)
    g_array_append_val(dense->origins, origin);
}

void dense_init(Dense *dense, const char *source) {
  GString *text = g_string_new(NULL);
  *dense = (Dense){.source = source, .origins = g_array_new(FALSE, FALSE, sizeof(Origin))};
  gunichar before = 0;
  gboolean parted = FALSE;
  for (const char *p = source; *p != '\0';) {
    const char *start = p;
    gunichar c = folded(text_next(&p));
    Origin origin = {(gsize)(start - source), (gsize)(p - source)};
    if (is_blank(c)) {
      parted = TRUE;
      continue;
    }
    if (parted && scan_is_numeral(c) && (before == '.' || scan_is_numeral(before)))
      append(dense, text, ' ', origin);
    append(dense, text, c, origin);
    before = c;
    parted = FALSE;
  }
  dense->text = g_string_free(text, FALSE);
}

void dense_clear(Dense *dense) {
  g_free(dense->text);
  if (dense->origins != NULL)
    g_array_unref(dense->origins);
  *dense = (Dense){.text = NULL};
}

char *dense_source(const Dense *dense, const char *from, const char *to) {
  const Origin *first = &g_array_index(dense->origins, Origin, (guint)(from - dense->text));
  const Origin *last = &g_array_index(dense->origins, Origin, (guint)(to - dense->text - 1));
  return g_utf8_make_valid(dense->source + first->from, (gssize)(last->to - first->from));
}

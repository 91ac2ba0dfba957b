#include "core/exchange/table/xlsx_private.h"

#include <string.h>

#include "core/exchange/table/markup.h"

void shared_strings_free(SharedStrings *strings) {
  if (strings == NULL)
    return;
  g_string_free(strings->bytes, TRUE);
  g_array_unref(strings->offsets);
  g_free(strings);
}

const char *shared_strings_get(const SharedStrings *strings, guint index) {
  if (strings == NULL || index >= strings->offsets->len)
    return NULL;
  return strings->bytes->str + g_array_index(strings->offsets, gsize, index);
}

/* ---- _xHHHH_ ---------------------------------------------------------------------------- */

#define ESCAPE_BYTES 7

/* The UTF-16 unit that p stands for; -1: p is no such thing. */
static int escaped_unit(const char *p) {
  if (p[0] != '_' || p[1] != 'x')
    return -1;
  int unit = 0;
  for (int i = 2; i < 6; i++) {
    int digit = g_ascii_xdigit_value(p[i]);
    if (digit < 0)
      return -1;
    unit = unit * 16 + digit;
  }
  return p[6] == '_' ? unit : -1;
}

static gboolean is_surrogate(int unit, int first) {
  return unit >= first && unit < first + 0x400;
}

void shared_strings_decode(char *text) {
  char *to = strstr(text, "_x");
  if (to == NULL)
    return;
  const char *from = to;
  while (*from != '\0') {
    int unit = escaped_unit(from);
    if (unit < 0) {
      *to++ = *from++;
      continue;
    }
    from += ESCAPE_BYTES;
    gunichar c = (gunichar)unit;
    int low = is_surrogate(unit, 0xD800) ? escaped_unit(from) : -1;
    if (low >= 0 && is_surrogate(low, 0xDC00)) {
      c = 0x10000 + (((gunichar)unit - 0xD800) << 10) + ((gunichar)low - 0xDC00);
      from += ESCAPE_BYTES;
    } else if (unit == 0 || is_surrogate(unit, 0xD800) || is_surrogate(unit, 0xDC00)) {
      c = 0xFFFD;
    }
    to += g_unichar_to_utf8(c, to);
  }
  *to = '\0';
}

/* ---- the part --------------------------------------------------------------------------- */

typedef struct {
  SharedStrings *strings;
  gsize start;      /* of the text in hand */
  gboolean within;  /* in a text */
  gboolean reading; /* in the letters of it */
  int phonetic;     /* how deep in what only says how to pronounce it */
} StringsReader;

static gboolean strings_start(gpointer data, const char *name, const MarkupAttributes *attributes,
                              GError **error) {
  (void)attributes, (void)error;
  StringsReader *reader = data;
  if (strcmp(name, "si") == 0) {
    reader->within = TRUE;
    reader->start = reader->strings->bytes->len;
  } else if (strcmp(name, "rPh") == 0) {
    reader->phonetic++;
  } else if (strcmp(name, "t") == 0) {
    reader->reading = reader->within && reader->phonetic == 0;
  }
  return TRUE;
}

static gboolean strings_end(gpointer data, const char *name, GError **error) {
  (void)error;
  StringsReader *reader = data;
  GString *bytes = reader->strings->bytes;
  if (strcmp(name, "t") == 0) {
    reader->reading = FALSE;
  } else if (strcmp(name, "rPh") == 0) {
    reader->phonetic--;
  } else if (strcmp(name, "si") == 0) {
    char *text = bytes->str + reader->start;
    shared_strings_decode(text);
    /* The NUL that ends it counts, so that the next begins behind it. */
    g_string_set_size(bytes, reader->start + strlen(text));
    g_string_append_c(bytes, '\0');
    g_array_append_val(reader->strings->offsets, reader->start);
    reader->within = FALSE;
  }
  return TRUE;
}

static gboolean strings_text(gpointer data, const char *text, gsize size, GError **error) {
  (void)error;
  StringsReader *reader = data;
  if (reader->reading)
    g_string_append_len(reader->strings->bytes, text, (gssize)size);
  return TRUE;
}

SharedStrings *shared_strings_read(Archive *archive, const char *part, GError **error) {
  static const MarkupHandler HANDLER = {strings_start, strings_end, strings_text};
  g_autoptr(SharedStrings) strings = g_new0(SharedStrings, 1);
  strings->bytes = g_string_new(NULL);
  strings->offsets = g_array_new(FALSE, FALSE, sizeof(gsize));
  StringsReader reader = {.strings = strings};
  if (!markup_read(archive, part, &HANDLER, &reader, error))
    return NULL;
  return g_steal_pointer(&strings);
}

#include "tui/term/decode.h"
#include "tui/term/backlog.h"
#include "tui/term/sequence.h"

#include "core/rules/text.h"

#include <string.h>
#include <wchar.h>

#define PASTE_END "\033[201~"
#define PASTE_END_LENGTH 6

/* How long the rest of something may take to come, in milliseconds. */
#define ESCAPE_PATIENCE 75
#define BURST_PATIENCE 60
#define ALONE_PATIENCE 250
#define REST_PATIENCE 1000
#define PASTE_PATIENCE 1000
#define ENDED_PATIENCE 250

#define BURST_CHARACTERS 24

typedef enum {
  MODE_KEYS,
  MODE_PASTE, /* between the marks of bracketed paste */
  MODE_BURST, /* in a paste without marks, until input pauses */
} Mode;

struct Decoder {
  GByteArray *bytes; /* read; those before start are done with */
  gsize start;
  gsize searched; /* in MODE_PASTE: bytes after start in which no more end marks are … */
  gsize ended;    /* … than the one that ends so many bytes after start; 0: there is none */
  Mode mode;
  gboolean expects, answered;
  gboolean judged; /* what was read last is known to be keys, or the burst was taken from it */
  Bindings *bindings;
};

Decoder *decoder_new(void) {
  Decoder *decoder = g_new0(Decoder, 1);
  decoder->bytes = g_byte_array_new();
  decoder->bindings = bindings_new();
  return decoder;
}

void decoder_free(Decoder *decoder) {
  if (decoder == NULL)
    return;
  g_byte_array_unref(decoder->bytes);
  bindings_free(decoder->bindings);
  g_free(decoder);
}

void decoder_bind(Decoder *decoder, const char *sequence, Key key) {
  bindings_add(decoder->bindings, sequence, key);
}

void decoder_expect(Decoder *decoder) {
  decoder->expects = TRUE;
}

gboolean decoder_take_answer(Decoder *decoder) {
  gboolean answered = decoder->answered;
  decoder->answered = FALSE;
  return answered;
}

/* Bytes at the end that could be the beginning of a mark. */
static gsize mark_begun(const char *mark, const char *bytes, gsize length) {
  for (gsize n = MIN(length, strlen(mark) - 1); n > 0; n--)
    if (memcmp(bytes + length - n, mark, n) == 0)
      return n;
  return 0;
}

/* Takes the answer out, looking from that byte on. */
static void remove_answer(Decoder *decoder, gsize from) {
  gsize length = strlen(BACKLOG_ANSWER);
  const guint8 *bytes = decoder->bytes->data;
  const guint8 *found = memmem(bytes + from, decoder->bytes->len - from, BACKLOG_ANSWER, length);
  if (found == NULL)
    return;
  gsize at = (gsize)(found - bytes);
  g_byte_array_remove_range(decoder->bytes, (guint)at, (guint)length);
  /* What it stood in may be a mark now. */
  decoder->searched = MIN(decoder->searched, at - MIN(at, PASTE_END_LENGTH - 1));
  decoder->expects = FALSE;
  decoder->answered = TRUE;
}

/* Bytes at the end that could be the beginning of an answer that is expected. */
static gsize answer_begun(const Decoder *decoder, const char *bytes, gsize length) {
  return decoder->expects ? mark_begun(BACKLOG_ANSWER, bytes, length) : 0;
}

void decoder_feed(Decoder *decoder, const char *bytes, gsize length) {
  if (decoder->start > 0) {
    g_byte_array_remove_range(decoder->bytes, 0, (guint)decoder->start);
    decoder->start = 0;
  }
  gsize before = decoder->bytes->len;
  g_byte_array_append(decoder->bytes, (const guint8 *)bytes, (guint)length);
  decoder->judged = FALSE;
  if (decoder->expects && decoder->bytes->len > 0)
    remove_answer(decoder, before - MIN(before, strlen(BACKLOG_ANSWER) - 1));
}

static const char *pending(const Decoder *decoder, gsize *length) {
  *length = decoder->bytes->len - decoder->start;
  if (*length == 0)
    return ""; /* an array that never held anything has no data to point into */
  return (const char *)decoder->bytes->data + decoder->start;
}

static void consume(Decoder *decoder, gsize length) {
  decoder->start += length;
}

int decoder_patience(const Decoder *decoder) {
  Key key;
  gsize length;
  const char *bytes = pending(decoder, &length);
  if (length == 0)
    return -1;
  switch (decoder->mode) {
  case MODE_PASTE:
    if (decoder->ended == 0)
      return PASTE_PATIENCE;
    return length == decoder->ended ? BURST_PATIENCE : ENDED_PATIENCE;
  case MODE_BURST:
    return BURST_PATIENCE;
  default:
    if (sequence_is_key_alone(bytes, length, &key))
      return ALONE_PATIENCE;
    /* Esc and Alt are pressed by people; a longer sequence only a terminal sends. */
    return bytes[0] == '\033' && length <= 2 ? ESCAPE_PATIENCE : REST_PATIENCE;
  }
}

static gboolean is_control(char c) {
  return (guchar)c < 0x20 || c == 0x7f;
}

static gboolean is_text_control(char c) {
  return c == '\r' || c == '\n' || c == '\t';
}

/* Controls can be looked for byte by byte: no charset accepted here uses them inside a character.
 */
gboolean decode_is_burst(const char *bytes, gsize length) {
  gboolean line_end = FALSE, text_after = FALSE;
  for (gsize i = 0; i < length; i++) {
    if (bytes[i] == '\r' || bytes[i] == '\n')
      line_end = TRUE;
    else if (is_control(bytes[i]) && !is_text_control(bytes[i]))
      return FALSE;
    else if (line_end && bytes[i] != '\t' && bytes[i] != ' ')
      text_after = TRUE;
  }
  if (!text_after)
    return FALSE;
  mbstate_t state = {0};
  gsize used = 0, characters = 0;
  while (used < length && characters < BURST_CHARACTERS) {
    size_t n = mbrlen(bytes + used, length - used, &state);
    if (n == (size_t)-2)
      break;
    if (n == (size_t)-1)
      state = (mbstate_t){0};
    used += n == 0 || n == (size_t)-1 ? 1 : n;
    characters++;
  }
  return characters >= BURST_CHARACTERS;
}

/* ---- pasted text ------------------------------------------------------------------------ */

/* Adds one character of a paste as Event.text has it. */
static void append_pasted(GString *text, wchar_t c, wchar_t before) {
  if (c == L'\n' && before == L'\r')
    return;
  if (c == L'\r' || c == L'\n')
    g_string_append_c(text, '\n');
  else if (c == L'\t' || (c >= 0x20 && !(c >= 0x7f && c < 0xa0)))
    g_string_append_unichar(text, (gunichar)c);
}

/* Cleans what stands between tabs, which part the cells of a table. */
static char *clean_cells(const char *text) {
  g_auto(GStrv) cells = g_strsplit(text, "\t", -1);
  for (gsize i = 0; cells[i] != NULL; i++) {
    char *clean = text_clean(cells[i], TRUE);
    g_free(cells[i]);
    cells[i] = clean;
  }
  return g_strjoinv("\t", cells);
}

/* Pasted bytes as text; *used is less than length where the last character is unfinished. */
static char *pasted_text(const char *bytes, gsize length, gsize *used) {
  g_autoptr(GString) text = g_string_sized_new(length);
  mbstate_t state = {0};
  wchar_t c = 0, before = 0;
  gsize i = 0;
  while (i < length) {
    size_t n = mbrtowc(&c, bytes + i, length - i, &state);
    if (n == (size_t)-2)
      break;
    if (n == (size_t)-1) {
      state = (mbstate_t){0};
      c = 0xfffd;
    }
    i += n == 0 || n == (size_t)-1 ? 1 : n;
    append_pasted(text, c, before);
    before = c;
  }
  *used = i;
  return clean_cells(text->str);
}

/* Gives the first length bytes as a paste; whole: no more of it comes. FALSE where nothing is left
 * of them, so that there is no event. */
static gboolean take_text(Decoder *decoder, gsize length, gboolean whole, Event *event) {
  gsize all, used;
  g_autofree char *text = pasted_text(pending(decoder, &all), length, &used);
  consume(decoder, whole ? length : used);
  if (text[0] == '\0')
    return FALSE;
  *event = (Event){.type = EVENT_PASTE, .text = g_steal_pointer(&text)};
  return TRUE;
}

/* A paste whose end mark was lost must not swallow the keyboard: Esc alone ends it. */
static gboolean take_stalled_paste(Decoder *decoder, Event *event) {
  gsize length;
  const char *bytes = pending(decoder, &length);
  if (length == 1 && bytes[0] == '\033') {
    consume(decoder, 1);
    decoder->mode = MODE_KEYS;
    return FALSE;
  }
  gsize text = length - mark_begun(PASTE_END, bytes, length);
  decoder->searched = 0;
  return text > 0 && take_text(decoder, text, FALSE, event);
}

/* Looks for end marks in what has not been looked at. */
static void find_paste_end(Decoder *decoder) {
  gsize length;
  const char *bytes = pending(decoder, &length), *end;
  while (length > decoder->searched &&
         (end = memmem(bytes + decoder->searched, length - decoder->searched, PASTE_END,
                       PASTE_END_LENGTH)) != NULL)
    decoder->ended = decoder->searched = (gsize)(end - bytes) + PASTE_END_LENGTH;
  decoder->searched = MAX(decoder->ended, length - mark_begun(PASTE_END, bytes, length));
}

/* A text that is pasted can hold an end mark, so that what follows it would be commands. The
 * terminal's own comes after that: the last one counts of those that come without a pause. */
static gboolean take_paste(Decoder *decoder, gboolean quiet, Event *event) {
  find_paste_end(decoder);
  if (!quiet)
    return FALSE;
  if (decoder->ended == 0)
    return decoder->bytes->len > decoder->start && take_stalled_paste(decoder, event);
  gsize length = decoder->ended - PASTE_END_LENGTH;
  decoder->searched = decoder->ended = 0;
  decoder->mode = MODE_KEYS;
  decoder->judged = FALSE;
  gboolean some = take_text(decoder, length, TRUE, event);
  consume(decoder, PASTE_END_LENGTH);
  return some;
}

static gboolean take_burst(Decoder *decoder, gboolean quiet, Event *event) {
  gsize length, text = 0;
  const char *bytes = pending(decoder, &length);
  while (text < length && (!is_control(bytes[text]) || is_text_control(bytes[text])))
    text++;
  if (!quiet && text == length - answer_begun(decoder, bytes, length))
    return FALSE;
  decoder->mode = MODE_KEYS;
  decoder->judged = TRUE;
  return take_text(decoder, text, TRUE, event);
}

/* ---- keys ------------------------------------------------------------------------------- */

/* The key of a control byte, as the keyboard has it. */
static Key control_key(char c) {
  switch (c) {
  case '\r':
  case '\n':
    return KEYNAME_ENTER;
  case '\t':
    return KEYNAME_TAB;
  case '\b':
  case 0x7f:
    return KEYNAME_BACKSPACE;
  case '\033':
    return KEYNAME_ESC;
  case 0:
    return KEY_MOD_CTRL | ' ';
  default:
    return KEY_MOD_CTRL | (Key)(c < 0x1b ? c + 'a' - 1 : c + '@');
  }
}

/* One key that is no escape sequence. Gives the bytes it takes, 0 when it is unfinished; *key is
 * KEY_NONE for what nobody can have typed. */
static gsize plain_key(const char *bytes, gsize length, gboolean quiet, Key *key) {
  *key = KEY_NONE;
  if (is_control(bytes[0])) {
    *key = control_key(bytes[0]);
    return 1;
  }
  mbstate_t state = {0};
  wchar_t c;
  size_t n = mbrtowc(&c, bytes, length, &state);
  if (n == (size_t)-2)
    return quiet ? length : 0;
  if (n == (size_t)-1)
    return 1;
  char utf8[7] = "";
  utf8[g_unichar_to_utf8((gunichar)c, utf8)] = '\0';
  /* A mark alone is not clean, but joins what was typed before. */
  if (g_unichar_ismark((gunichar)c) || text_is_clean(utf8, FALSE))
    *key = (Key)c;
  return n;
}

/* Esc, or Alt with what follows at once. */
static gsize alt_key(const char *bytes, gsize length, gboolean quiet, Key *key) {
  *key = KEYNAME_ESC;
  if (length == 1)
    return quiet ? 1 : 0;
  if (bytes[1] == '\033')
    return 1;
  gsize n = plain_key(bytes + 1, length - 1, quiet, key);
  if (*key != KEY_NONE)
    *key |= KEY_MOD_ALT;
  return n > 0 ? n + 1 : 0;
}

/* Takes one key, mouse report or mark. FALSE when it is unfinished; event stays EVENT_NONE for what
 * means nothing. */
static gboolean take_key(Decoder *decoder, gboolean quiet, Event *event) {
  gsize length;
  const char *bytes = pending(decoder, &length);
  Sequence sequence = {0};
  if (bytes[0] == '\033') {
    switch (sequence_parse(decoder->bindings, bytes, length, &sequence)) {
    case SEQUENCE_WHOLE:
      break;
    case SEQUENCE_UNFINISHED:
      if (!quiet)
        return FALSE;
      if (length > 2) { /* the rest is lost; as keys it would be commands */
        sequence.length = length;
        sequence_is_key_alone(bytes, length, &sequence.key);
        break;
      }
      G_GNUC_FALLTHROUGH;
    case SEQUENCE_NONE:
      sequence.length = alt_key(bytes, length, quiet, &sequence.key);
    }
  } else {
    sequence.length = plain_key(bytes, length, quiet, &sequence.key);
  }
  if (sequence.length == 0)
    return FALSE;
  consume(decoder, sequence.length);
  if (sequence.paste) {
    decoder->mode = MODE_PASTE;
    decoder->searched = decoder->ended = 0;
  } else if (sequence.is_mouse) {
    *event = (Event){.type = EVENT_MOUSE,
                     .mouse = sequence.mouse,
                     .row = sequence.row,
                     .column = sequence.column};
  } else if (sequence.key != KEY_NONE) {
    *event = (Event){.type = EVENT_KEY, .key = sequence.key};
  }
  return TRUE;
}

gboolean decoder_next(Decoder *decoder, gboolean quiet, Event *event) {
  *event = (Event){0};
  while (decoder->start < decoder->bytes->len) {
    Mode mode = decoder->mode;
    gsize start = decoder->start, length;
    const char *bytes = pending(decoder, &length);
    if (mode == MODE_KEYS && !decoder->judged) {
      decoder->judged = TRUE;
      if (decode_is_burst(bytes, length - answer_begun(decoder, bytes, length))) {
        decoder->mode = MODE_BURST;
        continue;
      }
    }
    gboolean taken = mode == MODE_PASTE   ? take_paste(decoder, quiet, event)
                     : mode == MODE_BURST ? take_burst(decoder, quiet, event)
                                          : take_key(decoder, quiet, event);
    if (event->type != EVENT_NONE)
      return TRUE;
    if (!taken && mode == decoder->mode && start == decoder->start)
      return FALSE;
  }
  return FALSE;
}

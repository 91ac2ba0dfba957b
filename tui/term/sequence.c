#include "tui/term/sequence.h"

#include <string.h>

#define SEQUENCE_MAXIMUM 64 /* bytes; no terminal sends longer ones */
#define PARAMETERS_MAXIMUM 4

typedef struct {
  char *sequence;
  gsize length;
  Key key;
} Binding;

struct Bindings {
  GArray *entries;
};

static void binding_clear(gpointer binding) {
  g_free(((Binding *)binding)->sequence);
}

Bindings *bindings_new(void) {
  Bindings *bindings = g_new0(Bindings, 1);
  bindings->entries = g_array_new(FALSE, FALSE, sizeof(Binding));
  g_array_set_clear_func(bindings->entries, binding_clear);
  return bindings;
}

void bindings_free(Bindings *bindings) {
  g_array_unref(bindings->entries);
  g_free(bindings);
}

void bindings_add(Bindings *bindings, const char *sequence, Key key) {
  if (sequence[0] != '\033' || sequence[1] == '\0')
    return;
  Binding binding = {g_strdup(sequence), strlen(sequence), key};
  g_array_append_val(bindings->entries, binding);
}

static SequenceResult bindings_match(const Bindings *bindings, const char *bytes, gsize length,
                                     Sequence *sequence) {
  SequenceResult result = SEQUENCE_NONE;
  for (guint i = 0; i < bindings->entries->len; i++) {
    const Binding *binding = &g_array_index(bindings->entries, Binding, i);
    if (memcmp(bytes, binding->sequence, MIN(length, binding->length)) != 0)
      continue;
    if (length < binding->length) {
      result = SEQUENCE_UNFINISHED;
      continue;
    }
    *sequence = (Sequence){.length = binding->length, .key = binding->key};
    return SEQUENCE_WHOLE;
  }
  return result;
}

/* ---- meaning ---------------------------------------------------------------------------- */

/* xterm's second parameter: 1 plus shift 1, alt 2, ctrl 4, meta 8. */
static Key modifiers(int parameter) {
  int bits = parameter > 1 ? parameter - 1 : 0;
  return (bits & 1 ? KEY_MOD_SHIFT : 0) | (bits & 10 ? KEY_MOD_ALT : 0) |
         (bits & 4 ? KEY_MOD_CTRL : 0);
}

/* The keys whose sequence ends in a letter, after ESC [ or ESC O. */
static Key letter_key(char final) {
  switch (final) {
  case 'A':
    return KEYNAME_UP;
  case 'B':
    return KEYNAME_DOWN;
  case 'C':
    return KEYNAME_RIGHT;
  case 'D':
    return KEYNAME_LEFT;
  case 'H':
    return KEYNAME_HOME;
  case 'F':
    return KEYNAME_END;
  case 'P':
  case 'Q':
  case 'R':
  case 'S':
    return KEYNAME_F1 + (Key)(final - 'P');
  case 'a': /* rxvt: arrows with another key held */
  case 'b':
  case 'c':
  case 'd':
    return letter_key(g_ascii_toupper(final));
  default:
    return KEY_NONE;
  }
}

/* ESC [ and a letter alone. PuTTY as "SCO" has F1 to F12 as M to X, where others have F1 to F4 as P
 * to S only with parameters or after ESC O. */
static Key sole_letter_key(char final) {
  if (final >= 'M' && final <= 'X')
    return KEYNAME_F1 + (Key)(final - 'M');
  switch (final) {
  case 'L':
    return KEYNAME_INSERT;
  case 'I':
    return KEYNAME_PAGE_UP;
  case 'G':
    return KEYNAME_PAGE_DOWN;
  default:
    return final >= 'a' && final <= 'd' ? letter_key(final) | KEY_MOD_SHIFT : letter_key(final);
  }
}

/* The keys ESC [ number ~. */
static Key number_key(int number) {
  switch (number) {
  case 1:
  case 7:
    return KEYNAME_HOME;
  case 4:
  case 8:
    return KEYNAME_END;
  case 2:
    return KEYNAME_INSERT;
  case 3:
    return KEYNAME_DELETE;
  case 5:
    return KEYNAME_PAGE_UP;
  case 6:
    return KEYNAME_PAGE_DOWN;
  default:
    break;
  }
  if (number >= 11 && number <= 15)
    return KEYNAME_F1 + (Key)(number - 11);
  if (number >= 17 && number <= 21)
    return KEYNAME_F1 + (Key)(number - 17 + 5);
  if (number == 23 || number == 24)
    return KEYNAME_F1 + (Key)(number - 23 + 10);
  return KEY_NONE;
}

/* The keys ESC O letter: beside those of letter_key(), F5 to F12 of PuTTY as "VT100+", and the
 * number pad in application mode. PuTTY's "rxvt" End is w, which is the pad's 7 elsewhere; since
 * that mode is turned off (screen.c), it is End. */
static Key ss3_key(char final) {
  if (final >= 'T' && final <= '[')
    return KEYNAME_F1 + (Key)(final - 'T' + 4);
  if (final >= 'a' && final <= 'd')
    return letter_key(final) | KEY_MOD_CTRL;
  switch (final) {
  case 'M':
    return KEYNAME_ENTER;
  case 'I':
    return KEYNAME_TAB;
  case ' ':
    return ' ';
  case 'w':
    return KEYNAME_END;
  default:
    return final >= 'j' && final <= 'y' ? (Key) "*+,-./0123456789"[final - 'j'] : letter_key(final);
  }
}

/* A button as both mouse protocols number it. */
static void mouse_report(Sequence *sequence, int button, gboolean press, int column, int row) {
  if (column < 1 || row < 1 || (button & 32) != 0 || !press)
    return;
  int wheel_or_button = button & (64 | 3);
  if (wheel_or_button != 0 && wheel_or_button != 64 && wheel_or_button != 65)
    return;
  sequence->is_mouse = TRUE;
  sequence->mouse = wheel_or_button == 0    ? MOUSE_PRESS
                    : wheel_or_button == 64 ? MOUSE_WHEEL_UP
                                            : MOUSE_WHEEL_DOWN;
  sequence->row = row - 1;
  sequence->column = column - 1;
}

/* ---- grammar ---------------------------------------------------------------------------- */

/* The numbers of "12;5"; a missing one is 0. Returns how many. */
static int read_parameters(const char *bytes, gsize length, int *parameters) {
  int count = 0;
  memset(parameters, 0, PARAMETERS_MAXIMUM * sizeof *parameters);
  for (gsize i = 0; i < length && count < PARAMETERS_MAXIMUM; i++) {
    if (bytes[i] == ';')
      count++;
    else if (g_ascii_isdigit(bytes[i]) && parameters[count] < 100000)
      parameters[count] = parameters[count] * 10 + (bytes[i] - '0');
  }
  return MIN(count + 1, PARAMETERS_MAXIMUM);
}

/* What rxvt ends a number with instead of ~, for other keys that are held. */
static Key rxvt_modifiers(char final) {
  return (final == '^' || final == '@' ? KEY_MOD_CTRL : 0) |
         (final == '$' || final == '@' ? KEY_MOD_SHIFT : 0);
}

static gboolean ends_number(char final) {
  return final == '~' || rxvt_modifiers(final) != 0;
}

static void read_meaning(const char *bytes, gsize length, char final, Sequence *sequence) {
  int parameters[PARAMETERS_MAXIMUM];
  gboolean sgr_mouse = length > 0 && bytes[0] == '<';
  int count = read_parameters(bytes + sgr_mouse, length - sgr_mouse, parameters);
  if (sgr_mouse) {
    if (count == 3 && (final == 'M' || final == 'm'))
      mouse_report(sequence, parameters[0], final == 'M', parameters[1], parameters[2]);
  } else if (final == 'Z') {
    sequence->key = KEYNAME_TAB | KEY_MOD_SHIFT;
  } else if (final == '~' && parameters[0] == 200) {
    sequence->paste = TRUE;
  } else {
    Key key = ends_number(final)       ? number_key(parameters[0])
              : length == 0            ? sole_letter_key(final)
              : g_ascii_isupper(final) ? letter_key(final)
                                       : KEY_NONE;
    sequence->key =
        key == KEY_NONE ? KEY_NONE : key | modifiers(parameters[1]) | rxvt_modifiers(final);
  }
}

/* ESC [ parameters final. */
static SequenceResult parse_csi(const char *bytes, gsize length, Sequence *sequence) {
  gsize i = 2;
  while (i < length && i < SEQUENCE_MAXIMUM && bytes[i] >= 0x20 && bytes[i] < 0x40 &&
         !(bytes[i] == '$' && g_ascii_isdigit(bytes[2]))) /* which rxvt ends with */
    i++;
  if (i == SEQUENCE_MAXIMUM)
    return SEQUENCE_NONE;
  if (i == length)
    return SEQUENCE_UNFINISHED;
  char final = bytes[i];
  if (final != '$' && ((guchar) final < 0x40 || (guchar) final > 0x7e))
    return SEQUENCE_NONE;
  *sequence = (Sequence){.length = i + 1};
  if (i > 2 || (final != 'M' && final != '[')) {
    read_meaning(bytes + 2, i - 2, final, sequence);
    return SEQUENCE_WHOLE;
  }
  /* Two that break the grammar: the old mouse report, ESC [ M and three bytes, and the Linux
   * console's F1 to F5, ESC [ [ A. */
  gsize whole = final == 'M' ? 6 : 4;
  if (length < whole)
    return SEQUENCE_UNFINISHED;
  sequence->length = whole;
  if (final == '[')
    sequence->key = bytes[3] >= 'A' && bytes[3] <= 'E' ? KEYNAME_F1 + (Key)(bytes[3] - 'A') : 0;
  else
    mouse_report(sequence, (guchar)bytes[3] - 32, TRUE, (guchar)bytes[4] - 32,
                 (guchar)bytes[5] - 32);
  return SEQUENCE_WHOLE;
}

/* ESC O final; some terminals put numbers before it, as after ESC [. */
static SequenceResult parse_ss3(const char *bytes, gsize length, Sequence *sequence) {
  gsize i = 2;
  while (i < length && i < SEQUENCE_MAXIMUM && (g_ascii_isdigit(bytes[i]) || bytes[i] == ';'))
    i++;
  if (i == length)
    return SEQUENCE_UNFINISHED;
  int parameters[PARAMETERS_MAXIMUM];
  int count = read_parameters(bytes + 2, i - 2, parameters);
  Key key = i == 2 ? ss3_key(bytes[i]) : letter_key(bytes[i]);
  /* E is the pad's 5 with nothing on it. */
  if (key == KEY_NONE && bytes[i] != 'E')
    return SEQUENCE_NONE;
  *sequence = (Sequence){.length = i + 1, .key = key};
  if (key != KEY_NONE && i > 2)
    sequence->key |= modifiers(parameters[count - 1]);
  return SEQUENCE_WHOLE;
}

gboolean sequence_is_key_alone(const char *bytes, gsize length, Key *key) {
  if (length != 3 || memcmp(bytes, "\033[M", 3) != 0)
    return FALSE;
  *key = sole_letter_key('M');
  return TRUE;
}

SequenceResult sequence_parse(const Bindings *bindings, const char *bytes, gsize length,
                              Sequence *sequence) {
  if (length < 2)
    return SEQUENCE_UNFINISHED;
  SequenceResult bound = bindings_match(bindings, bytes, length, sequence);
  if (bound == SEQUENCE_WHOLE)
    return bound;
  SequenceResult result = bytes[1] == '['   ? parse_csi(bytes, length, sequence)
                          : bytes[1] == 'O' ? parse_ss3(bytes, length, sequence)
                                            : SEQUENCE_NONE;
  return result == SEQUENCE_NONE ? bound : result;
}

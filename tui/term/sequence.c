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
  default:
    return KEY_NONE;
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

/* The number pad in application mode, which PuTTY sends even with NumLock on. */
static Key keypad_key(char final) {
  if (final == 'M')
    return KEYNAME_ENTER;
  if (final == 'X')
    return '=';
  if (final >= 'j' && final <= 'y')
    return (Key) "*+,-./0123456789"[final - 'j'];
  return KEY_NONE;
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
    Key key = final == '~' ? number_key(parameters[0]) : letter_key(final);
    sequence->key = key == KEY_NONE ? KEY_NONE : key | modifiers(parameters[1]);
  }
}

/* ESC [ parameters final. */
static SequenceResult parse_csi(const char *bytes, gsize length, Sequence *sequence) {
  gsize i = 2;
  while (i < length && i < SEQUENCE_MAXIMUM && bytes[i] >= 0x20 && bytes[i] < 0x40)
    i++;
  if (i == SEQUENCE_MAXIMUM)
    return SEQUENCE_NONE;
  if (i == length)
    return SEQUENCE_UNFINISHED;
  char final = bytes[i];
  if ((guchar) final < 0x40 || (guchar) final > 0x7e)
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

/* ESC O final. */
static SequenceResult parse_ss3(const char *bytes, gsize length, Sequence *sequence) {
  if (length < 3)
    return SEQUENCE_UNFINISHED;
  Key key = letter_key(bytes[2]);
  if (key == KEY_NONE)
    key = keypad_key(bytes[2]);
  if (key == KEY_NONE)
    return SEQUENCE_NONE;
  *sequence = (Sequence){.length = 3, .key = key};
  return SEQUENCE_WHOLE;
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

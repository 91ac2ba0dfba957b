/* sequence.h: what escape sequences mean: function keys, mouse reports, the paste mark. Pure.
 *
 * terminfo knows one spelling of each key; PuTTY, Xshell and MobaXterm send others as well,
 * depending on their settings and whatever $TERM says. So the sequences of the common terminals are
 * read here by their grammar (ECMA-48), and what is well formed but unknown is taken and dropped,
 * never typed.
 */
#pragma once

#include "tui/term/term.h"

typedef struct Bindings Bindings;

Bindings *bindings_new(void);
void bindings_free(Bindings *bindings);

/* Says which key a sequence is; what does not begin with ESC is ignored. */
void bindings_add(Bindings *bindings, const char *sequence, Key key);

typedef struct {
  gsize length;   /* bytes it takes */
  Key key;        /* KEY_NONE: none that is known */
  gboolean paste; /* pasted text follows */
  gboolean is_mouse;
  MouseAction mouse;
  int row, column;
} Sequence;

typedef enum {
  SEQUENCE_WHOLE,
  SEQUENCE_UNFINISHED, /* more bytes could make it one */
  SEQUENCE_NONE,       /* ESC and something else */
} SequenceResult;

/* Reads the sequence at the beginning of bytes, which begin with ESC. *sequence is set when whole;
 * what is taken but means nothing has neither key, mouse nor paste. */
SequenceResult sequence_parse(const Bindings *bindings, const char *bytes, gsize length,
                              Sequence *sequence);

/* TRUE, with the key, for what is a key when nothing follows, though more bytes would make it
 * something else: ESC [ M, F1 of PuTTY as "SCO", with which old reports of the mouse begin. */
gboolean sequence_is_key_alone(const char *bytes, gsize length, Key *key);

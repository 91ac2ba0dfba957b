/* decode.h: the bytes a terminal sends, made into events.
 *
 * Pure: no terminal, no clock, no curses, so that tests can feed it. Bytes are in the charset of
 * the live locale and may be split anywhere. curses' own reading is not used because, without
 * waiting, get_wch() loses the first half of a character whose second half is still on the way,
 * it types the letters of a key it does not know as if they were commands, and it makes one
 * system call a byte, which a paste of a megabyte feels. What keys look like still comes from
 * terminfo (decoder_bind()).
 */
#pragma once

#include "tui/term/term.h"

typedef struct Decoder Decoder;

Decoder *decoder_new(void);
void decoder_free(Decoder *decoder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Decoder, decoder_free)

/* Says which key a sequence is; what does not begin with ESC is ignored. Comes before the sequences
 * known anyway. */
void decoder_bind(Decoder *decoder, const char *sequence, Key key);

/* Adds what was read. */
void decoder_feed(Decoder *decoder, const char *bytes, gsize length);

/* An answer of the terminal (BACKLOG_ANSWER) is to come: it is taken out of what is read, wherever
 * it stands, in the midst of a paste too. */
void decoder_expect(Decoder *decoder);

/* TRUE, once, when it has come. */
gboolean decoder_take_answer(Decoder *decoder);

/* Takes the next event: EVENT_KEY, EVENT_PASTE (event->text is the caller's) or EVENT_MOUSE (never
 * MOUSE_DOUBLE). quiet: nothing more has come for decoder_patience() milliseconds, so that what is
 * unfinished counts as it is. FALSE when there is none. */
gboolean decoder_next(Decoder *decoder, gboolean quiet, Event *event);

/* How long to wait for the rest of what is unfinished, in milliseconds, after decoder_next()
 * returned FALSE; negative when nothing is. */
int decoder_patience(const Decoder *decoder);

/* TRUE when bytes read in one go are a paste by a terminal that does not mark it: at least 24
 * characters, no control characters but line ends and tabs, and a line end with text after it.
 * Commands typed ahead ("jjjj", "/法规\r") are none. */
gboolean decode_is_burst(const char *bytes, gsize length);

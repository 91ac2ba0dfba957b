/* frames.h: frames on their way to the terminal, which are not waited for.
 *
 * A line may take seconds for a frame, or nothing for minutes. Meanwhile keys are read and drafts
 * kept; a frame is drawn only when the one before has gone out, so that what it shows is the
 * newest.
 */
#pragma once

#include "tui/term/backlog.h"
#include "tui/term/shorten.h"

typedef struct {
  int curses;          /* the descriptor curses writes to, which is stdout but while it draws */
  int frame;           /* a file in memory */
  int terminal;        /* never waits; negative: curses writes to the terminal itself */
  GByteArray *waiting; /* of the frame drawn last */
  Shorten shorten;
  Backlog backlog; /* what has been written, and is not known to be shown */
} Frames;

/* Begins, with the descriptor that curses will write to. Where the system does not give what it
 * takes, frames are written by curses, and waited for. asks: the terminal can be asked
 * (backlog.h); shortens: it understands ECMA-48. */
void frames_begin(Frames *frames, int descriptor, gboolean asks, gboolean shortens);
void frames_end(Frames *frames);

/* TRUE where a frame is still on its way, or the terminal takes nothing now. */
gboolean frames_is_busy(const Frames *frames);

/* The terminal has answered: what was sent before the question is shown. */
void frames_answered(Frames *frames);

/* What is on the terminal, and how far it is, is not known any more. */
void frames_forget(Frames *frames);

/* What curses writes from here on is a frame … */
void frames_capture(Frames *frames);
/* … up to here, of a screen of that many rows, and goes out. */
void frames_release(Frames *frames, int rows);

/* Sends more of what waits, as much as the terminal takes. */
void frames_push(Frames *frames);

/* Sends all of what waits, and waits for it: something else is to be written now. Like every write
 * it is cut off after a hangup (signals.h). */
void frames_finish(Frames *frames);

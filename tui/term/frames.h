/* frames.h: frames on their way to the terminal, which are not waited for.
 *
 * A line may take seconds for a frame, or nothing for minutes. Meanwhile keys are read and drafts
 * kept; a frame is drawn only when the one before has gone out, so that what it shows is the
 * newest.
 *
 * What has gone out need not have come: between here and the terminal there may be a queue of
 * seconds (of SSH, of the network), which tells nobody. So among frames that follow one another the
 * terminal is asked whether it is there (DSR, ESC [ 5 n), which it answers when it comes to it; and
 * once it is known to answer, little more goes out before it has.
 */
#pragma once

#include <glib.h>

typedef struct {
  int curses;          /* the descriptor curses writes to, which is stdout but while it draws */
  int frame;           /* a file in memory */
  int terminal;        /* never waits; negative: curses writes to the terminal itself */
  GByteArray *waiting; /* of the frame drawn last */

  gboolean asks;     /* the terminal may be asked whether it is there */
  gboolean answers;  /* it does answer */
  guint due;         /* answers that have not come: 1, or 0 */
  gint64 drawn_at;   /* the frame drawn last, in monotonic microseconds; 0: none */
  gint64 patient_to; /* until when an answer may take, likewise */
  gsize after;       /* bytes that went out after the question */
} Frames;

/* Begins, with the descriptor that curses will write to. Where the system does not give what it
 * takes, frames are written by curses, and waited for. asks: the terminal knows the question. */
void frames_begin(Frames *frames, int descriptor, gboolean asks);
void frames_end(Frames *frames);

/* TRUE where a frame is still on its way, or the terminal takes nothing now. */
gboolean frames_is_busy(const Frames *frames);

/* How long, in milliseconds, the next frame waits at most for an answer of the terminal; 0: it does
 * not. */
int frames_held(const Frames *frames);

/* Tells that so many answers (Frames.due) have not come yet. */
void frames_hear(Frames *frames, guint due);

/* How long, in milliseconds, an answer may still come to whoever has the terminal next. */
int frames_answer_wait(const Frames *frames);

/* The terminal was another's: what it was asked before is forgotten. */
void frames_forget(Frames *frames);

/* What curses writes from here on is a frame … */
void frames_capture(Frames *frames);
/* … up to here, and goes out. */
void frames_release(Frames *frames);

/* Sends more of what waits, as much as the terminal takes. */
void frames_push(Frames *frames);

/* Sends all of what waits, and waits for it: something else is to be written now. Like every write
 * it is cut off after a hangup (signals.h). */
void frames_finish(Frames *frames);

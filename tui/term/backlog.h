/* backlog.h: how much of what was sent is still on its way, which only the terminal knows.
 *
 * The system takes what is written at once and keeps it: tens of kilobytes in a pty, hundreds in
 * sshd and the network. On a slow line that is half a minute of frames nobody wants to see any
 * more. So the terminal is asked whether it is well (DSR, which all of them know): it answers when
 * it has shown what was sent before, and the next frames wait for that. Lines that are quick, and a
 * hand that is slow, are not asked. One that has never answered is not waited for.
 *
 * Pure: times are passed in, in microseconds.
 */
#pragma once

#include <glib.h>

#define BACKLOG_QUESTION "\033[5n"
#define BACKLOG_ANSWER "\033[0n"

/* All zero: nothing was sent, and the terminal cannot be asked. */
typedef struct {
  gboolean able;    /* the terminal is of a kind that can be asked */
  gboolean answers; /* and has answered */
  gboolean open;    /* it was asked, and the answer has not come */
  gint64 asked_at;
  gint64 sent_at;
  gsize asked;     /* bytes the question is about */
  gsize since;     /* bytes sent after them */
  gsize window;    /* where as many of both are on their way, the next frame waits */
  gint64 shortest; /* time from a question to its answer */
} Backlog;

void backlog_begin(Backlog *backlog, gboolean able);

/* A frame of so many bytes goes out. TRUE: the question is to go behind it. */
gboolean backlog_note(Backlog *backlog, gsize bytes, gint64 now);

/* The answer has come. One that comes without a question means nothing. */
void backlog_answered(Backlog *backlog, gint64 now);

/* Whether the next frame is to wait for the answer; *until (may be NULL) is set to when it no
 * longer is. */
gboolean backlog_waits(const Backlog *backlog, gint64 now, gint64 *until);

/* Until when an answer that is to come is worth waiting for before somebody else reads from the
 * terminal, who would take it for keys; 0: none is to come. */
gint64 backlog_expected(const Backlog *backlog);

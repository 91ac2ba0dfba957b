/* signals.h: the signals a full-screen program lives with, as flags and a descriptor to wait on.
 *
 * Only one terminal can be open, since signals belong to the process.
 */
#pragma once

#include <glib.h>

/* Begins: SIGHUP, SIGTERM and SIGINT ask to end, SIGWINCH tells of a new size, SIGTSTP asks to
 * stop. output is the descriptor the screen is written to: see signals_limit_output(). FALSE when
 * the system has no descriptors left. */
gboolean signals_begin(int output);

/* Puts everything back as it was before signals_begin(). */
void signals_end(void);

/* Becomes readable when a signal came; signals_drain() empties it. */
int signals_descriptor(void);
void signals_drain(void);

/* TRUE once the program was asked to end; it stays so. */
gboolean signals_hangup(void);

/* TRUE once for any number of signals since the last time. */
gboolean signals_take_resize(void);
gboolean signals_take_stop(void);

/* Makes the next signals_take_resize() TRUE. */
void signals_note_resize(void);

/* From now on, and from a signal that asks to end on by itself, output may block for a moment only:
 * after that it goes to /dev/null, so that the program can end when nobody reads what it writes.
 * signals_free_output() undoes both. */
void signals_limit_output(void);
void signals_free_output(void);

/* Stops the process group as Ctrl-Z does; returns when continued. */
void signals_stop(void);

/* While another program has the terminal: Ctrl-C and Ctrl-\ are for it alone, and what stops it
 * stops this program with it. signals_reclaim() undoes that. */
void signals_lend(void);
void signals_reclaim(void);

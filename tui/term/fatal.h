/* fatal.h: the last words of a program that cannot go on: out of memory, or a mistake of its own.
 *
 * GLib ends the program where there is no more memory. The terminal is then given back as it was,
 * and one line says what happened; what was typed is in its draft.
 */
#pragma once

#include <glib.h>
#include <termios.h>

/* From now on; and a limit of file sizes (ulimit -f) is no end any more. Once, before anything
 * else: what is said is UTF-8 until fatal_speak(). */
void fatal_begin(void);

/* From now on it is said in the charset of the locale, which term_locale() has set. */
void fatal_speak(void);

/* A screen has the terminal: leave is what brings the screen back that was before, before are the
 * terminal's settings then; both are copied. */
void fatal_guard(int terminal, const char *leave, const struct termios *before);

/* It has it no more. */
void fatal_release(void);

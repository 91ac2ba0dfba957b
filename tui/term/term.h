/* term.h: the terminal: cells out, events in. With term/ alone, nothing else includes curses.
 *
 * Strings are UTF-8, from anywhere: they are cleaned on the way out, measured by wcwidth under the
 * live locale and sent in the locale's encoding, UTF-8 or GB18030. Nothing is shown before
 * term_flush(), and then only what differs.
 */
#pragma once

#include "core/config/keymap.h"
#include "core/config/theme.h"

typedef struct Term Term;

/* Part of the screen, in cells; row and column count from 0 at the top left. */
typedef struct {
  int row, column;
  int rows, columns;
} Area;

#define TERM_ERROR term_error_quark()
GQuark term_error_quark(void);
typedef enum {
  TERM_ERROR_LOCALE,   /* the locale cannot show Chinese */
  TERM_ERROR_TERMINAL, /* not a terminal, or $TERM unknown */
} TermError;

/* Sets the locale from the environment; C or POSIX (a fresh machine) becomes C.UTF-8, and is so in
 * the environment too. Fails where the charset cannot show Chinese: the message then says so in
 * Chinese and English. Commands call it too; it does not touch the terminal. */
gboolean term_locale(GError **error);

/* Takes over the terminal: alternate screen, raw keys (Ctrl-C, Ctrl-S, Ctrl-Z too are keys), mouse,
 * bracketed paste. An unknown or missing $TERM falls back to a plainer one (term_note() says so);
 * "dumb" fails, and so does input or output that is no terminal. theme is copied, with as many
 * colours as the terminal has: by their parts where $COLORTERM or terminfo offers that, else 256,
 * 16 or 8; with $NO_COLOR set, or where there are none, only its attributes count and backgrounds
 * are reversed. SIGHUP, SIGTERM and SIGINT
 * become EVENT_HANGUP from here on. Only one can be open. */
Term *term_open(const Theme *theme, GError **error);

/* What the person should know of how it was opened, a sentence; NULL: nothing. Borrowed. */
const char *term_note(const Term *term);

/* Draws lines, signs and marks that are not in every font, or not one column wide in every
 * terminal, as ASCII (- | + # * > …); Chinese stays. To begin with it is so where $TERM is not
 * known to have them. The next flush repaints all. */
void term_ascii(Term *term, gboolean ascii);

/* Gives the terminal back as it was. After EVENT_HANGUP it takes a quarter of a second at most,
 * even where nobody reads what is written. term may be NULL. */
void term_close(Term *term);

/* Leaves the screen, stops the process group as Ctrl-Z does, and takes the screen back when it is
 * continued; EVENT_RESIZE follows, for a repaint. SIGTSTP does the same. */
void term_suspend(Term *term);

/* Leaves the screen to another program that runs in this terminal and is waited for, and takes it
 * back; EVENT_RESIZE follows. Meanwhile Ctrl-C is that program's alone, and Ctrl-Z stops both. */
void term_lend(Term *term);
void term_reclaim(Term *term);

/* TRUE once the line has dropped or the program was asked to end: EVENT_HANGUP comes next. */
gboolean term_has_ended(const Term *term);

/* The whole screen; it changes only with EVENT_RESIZE. */
Area term_area(const Term *term);

/* ---- out -------------------------------------------------------------------------------- */

/* Writes text at row, column in a role, cut (with …) and padded with spaces to exactly width
 * columns. text may be NULL (blank). After a light (THEME_RED … THEME_GREY) the spaces are those of
 * THEME_TEXT. Cells outside the screen are left out. */
void term_text(Term *term, int row, int column, int width, ThemeRole role, const char *text);

/* As term_text(), but without padding; returns the columns used (at most width). */
int term_span(Term *term, int row, int column, int width, ThemeRole role, const char *text);

/* Blanks an area in a role. */
void term_blank(Term *term, Area area, ThemeRole role);

/* A horizontal line of ─ (as many as fit: two columns each where the locale says so), with a title
 * in it where title is not NULL. */
void term_rule(Term *term, int row, int column, int width, const char *title);

/* A bar of width columns, part/whole filled (whole 0 gives an empty one); drawn by colour, in
 * half the height of the row where the locale has a sign for that, and where there is none by # and
 * ., so that it reads in monochrome. */
void term_bar(Term *term, int row, int column, int width, double part, double whole);

/* TRUE where the locale has a character, and one column wide. It may be drawn as ASCII all the
 * same: see term_ascii(). */
gboolean term_is_narrow(gunichar c);

/* Shows the cursor at a cell from the next flush on; negative row hides it. */
void term_cursor(Term *term, int row, int column);

/* Changes the look; the next flush repaints all. */
void term_theme(Term *term, const Theme *theme);

/* Makes the next flush send every cell again (Ctrl-L). */
void term_redraw(Term *term);

/* Brings the terminal up to date, as fast as it takes that: nothing is waited for. */
void term_flush(Term *term);

/* TRUE where what was flushed last is not all out yet: the terminal shows something older. */
gboolean term_is_behind(const Term *term);

/* ---- in --------------------------------------------------------------------------------- */

typedef enum {
  EVENT_NONE,   /* nothing came in time */
  EVENT_KEY,    /* key */
  EVENT_PASTE,  /* text: pasted, to be inserted as it is, never run. From bracketed paste, or from a
                   burst of input in which a line end is followed by more text. A paste that stalls
                   comes in several; an end mark forged inside it is part of it, unless the rest
                   comes only after a pause: then that counts as a burst */
  EVENT_MOUSE,  /* mouse, row, column */
  EVENT_RESIZE, /* term_area() has changed */
  EVENT_HANGUP, /* the line dropped, or the program was asked to end: from now on always, and
                   nothing more is drawn */
} EventType;

typedef enum { MOUSE_PRESS, MOUSE_DOUBLE, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN } MouseAction;

typedef struct {
  EventType type;
  Key key;
  char *text; /* UTF-8, line ends as '\n', controls but tabs taken out; freed by event_clear() */
  MouseAction mouse;
  int row, column;
} Event;

/* Waits at most timeout milliseconds (negative: for ever) for the next event. Input that was typed
 * ahead comes at once, in order, and none of it is lost. */
void term_event(Term *term, int timeout, Event *event);

/* TRUE when an event waits already, so that a repaint now would be wasted. */
gboolean term_pending(Term *term);

/* Frees what an event holds. */
void event_clear(Event *event);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Event, event_clear)

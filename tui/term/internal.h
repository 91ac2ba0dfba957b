/* internal.h: what the files of term/ share. */
#pragma once

#include "tui/term/decode.h"
#include "tui/term/frames.h"
#include "tui/term/term.h"

/* curses has a function of the same name as keymap.h. */
#define key_name curses_key_name
#include <curses.h>
#undef key_name
#include <stdio.h>
#include <termios.h>

/* What a role of the theme is on this terminal. */
typedef struct {
  attr_t attributes;
  short pair;
  gboolean coloured;   /* it has a colour of its own */
  gboolean background; /* a space shows that colour */
} Look;

struct Term {
  SCREEN *screen;
  FILE *output;          /* a duplicate of stdout that curses writes to: see signals.h */
  Frames frames;         /* what it writes there while it draws */
  gboolean behind;       /* what is drawn last has not been made a frame */
  struct termios before; /* the terminal's settings when it was taken over */
  gboolean reports;      /* it has a mouse and marks pastes */
  ThemeDepth depth;      /* how many colours are used */
  gboolean direct;       /* its terminfo was changed to take colours by their parts */
  gboolean ascii;        /* only ASCII is drawn, but for Chinese */
  char *note;            /* what term_note() says; NULL: nothing */
  Look looks[THEME_ROLE_COUNT];
  Look bar, bar_rest; /* as the roles, but what is a background there is the colour of a sign */
  int cursor_row, cursor_column; /* a negative row: hidden */
  int cursor_shown;              /* what curs_set() was last told */

  Decoder *decoder;
  gint64 last_input;   /* monotonic time of the last read */
  gboolean quiet_done; /* nothing more can be had from the decoder before the next read */
  gboolean gone;       /* the terminal can no longer be read */
  Event ahead;         /* found by term_pending(), not yet given out */
  gint64 pressed_at;   /* the last press of the mouse, for double clicks */
  int pressed_row, pressed_column;
};

/* Writes a control string straight to the terminal. */
void screen_send(Term *term, const char *string);

/* Makes what is drawn a frame, once the one before has gone out. */
void screen_frame(Term *term);

/* Takes the terminal's present size. */
void screen_resize(Term *term);

/* Works out the looks of all roles. */
void style_set(Term *term, const Theme *theme);

/* How many colours this terminal may be given: none where $NO_COLOR is set. */
ThemeDepth style_depth(gboolean direct);

/* TRUE where a terminal of that name is none of those that are known to have lines and signs, and
 * in one column. */
gboolean ascii_is_safer(const char *name);

/* What is drawn for a character where only ASCII is: one for each of its columns; 0: it stays. */
char ascii_twin(gunichar c);

/* Before somebody else reads from the terminal: waits, not for long, for an answer of the terminal
 * that is still to come (backlog.h). */
void input_await_answer(Term *term);

/* Teaches the decoder the terminal's own keys. */
void input_bind_keys(Decoder *decoder);

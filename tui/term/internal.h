/* internal.h: what the files of term/ share. */
#pragma once

#include "tui/term/decode.h"
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
  struct termios before; /* the terminal's settings when it was taken over */
  gboolean reports;      /* it has a mouse and marks pastes */
  int colours;           /* used: 0 for none, 8 or 256 */
  Look looks[THEME_ROLE_COUNT];
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

/* Takes the terminal's present size. */
void screen_resize(Term *term);

/* Works out the looks of all roles. */
void style_set(Term *term, const Theme *theme);

/* The colours this terminal may be given: 0 (none, or $NO_COLOR is set), 8 or 256. */
int style_colours(void);

/* Teaches the decoder the terminal's own keys. */
void input_bind_keys(Decoder *decoder);

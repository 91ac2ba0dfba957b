/* shorten.h: a frame as curses wrote it, said in fewer bytes.
 *
 * curses tells the terminal of each part of a look by itself, and of many that nothing is drawn in.
 * Here the looks between two things drawn become one sequence, or none where it is the same look,
 * and places are told without what goes without saying. What a frame draws stays as it is. Of what
 * is not understood all is kept.
 */
#pragma once

#include <glib.h>

/* The look that something is drawn in. A colour is 0 for the terminal's own, else as the codes for
 * it say (shorten.c). */
typedef struct {
  guint attributes; /* a bit for each that is set */
  guint ink, ground;
} Pen;

typedef struct {
  gboolean able;        /* FALSE: frames are copied */
  gboolean to_defaults; /* the terminal knows how to take only the colours away */
  gboolean ascii_set;   /* it draws what bytes say, not lines */
  Pen pen;              /* what curses believes that the terminal has */
  Pen shown;            /* what it has */
} Shorten;

/* Before the first frame, and after others have written to the terminal. able: it understands
 * ECMA-48. */
void shorten_begin(Shorten *shorten, gboolean able);

/* Appends to a frame: size bytes at bytes, whole sequences, of a screen of that many rows. */
void shorten_frame(Shorten *shorten, const char *bytes, gsize size, int rows, GByteArray *to);

/* needle.h: a word that is looked for in very many texts: whether it stands in one, letters of the
 * keyboard in either case.
 */
#pragma once

#include <glib.h>

typedef struct {
  const char *text; /* borrowed; any bytes, not empty */
  gsize length;     /* in bytes */
  gsize rare;       /* the byte of it that texts have least often */
  gboolean letters; /* it has letters of the keyboard */
} Needle;

/* The word that begins at text, which stays borrowed; length is in bytes, at least 1. */
Needle needle_of(const char *text, gsize length);

/* Whether text, so many bytes long, has it anywhere. text may be NULL where length is 0. */
gboolean needle_is_in(const Needle *needle, const char *text, gsize length);

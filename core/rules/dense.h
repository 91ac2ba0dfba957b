/* dense.h: a text as the phrase reader wants it, and where each part of it came from.
 *
 * Spaces and line ends are out, full-width letters, digits and signs are ASCII, and the radicals
 * that PDF files hold in place of characters (⽉) are those characters. One space stays where it
 * parts two numbers (1 2月 is not 12月) or a number from the sign before it (3. 5月).
 */
#pragma once

#include <glib.h>

typedef struct {
  char *text;      /* valid UTF-8 */
  GArray *origins; /* for each byte of text, the span it came from */
  const char *source;
} Dense;

/* Takes source, which stays borrowed and may be any bytes. */
void dense_init(Dense *dense, const char *source);
void dense_clear(Dense *dense);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Dense, dense_clear)

/* What stands in the source for the part of text from from up to to, which is not empty. The caller
 * frees. */
char *dense_source(const Dense *dense, const char *from, const char *to);

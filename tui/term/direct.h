/* direct.h: what terminfo says about a terminal, changed so that it takes colours by their parts.
 *
 * Few systems have terminfo entries for that (xterm-direct is in a package of its own), while most
 * terminals do it and say so in $COLORTERM. So the entry of the terminal itself is read, its
 * colours are made 2^24, and it is handed to curses by $TERMINFO, which takes an entry as hex.
 */
#pragma once

#include <glib.h>

/* A compiled terminfo entry with all colours: numbers up to 255 are the palette's, as before;
 * others 0xrrggbb. entry may be of either format (16 or 32 bits a number). NULL where it is none,
 * or has fewer than 256 colours. */
GByteArray *direct_entry(const guint8 *entry, gsize size);

/* The entry of the terminal of that name, changed so, as a value of $TERMINFO. NULL where it is not
 * found, or cannot be changed. The caller frees. */
char *direct_terminfo(const char *name);

/* The colour number for 0xrrggbb; those that would be the palette's are moved by a shade that
 * nobody sees. */
int direct_colour(int rgb);

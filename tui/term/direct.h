/* direct.h: what terminfo says about a terminal, changed before curses reads it: so that it takes
 * colours by their parts, and so that curses leaves some sequences alone.
 *
 * Few systems have terminfo entries for such colours (xterm-direct is in a package of its own),
 * while most terminals do them and say so in $COLORTERM. So the entry of the terminal itself is
 * read, changed, and handed to curses by $TERMINFO, which takes an entry as hex.
 */
#pragma once

#include <glib.h>

/* A compiled terminfo entry with all colours: numbers up to 255 are the palette's, as before;
 * others 0xrrggbb. entry may be of either format (16 or 32 bits a number). NULL where it is none,
 * or has fewer than 256 colours. */
GByteArray *direct_entry(const guint8 *entry, gsize size);

/* Takes out of an entry, in place, what curses is not to use: "scroll n lines" (SU, SD), which not
 * every program that calls itself xterm knows, while inserting and deleting lines costs as many
 * bytes; and the sequence that sets bold, underline and so on all at once (SGR) and takes the
 * colours away, which then follow again. Each only where there is another way. FALSE where it is no
 * entry that has colours. */
gboolean direct_simplify(guint8 *entry, gsize size);

/* The entry of the terminal of that name, simplified, and with all colours where direct, as a value
 * of $TERMINFO. NULL where it is not found, or cannot be changed. The caller frees. */
char *direct_terminfo(const char *name, gboolean direct);

/* The colour number for 0xrrggbb; those that would be the palette's are moved by a shade that
 * nobody sees. */
int direct_colour(int rgb);

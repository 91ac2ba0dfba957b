/* recognise_piece.h: cutting a text of units into pieces, for recognise_units.c alone.
 *
 * names are UnitName*, which are never cut; NULL: none. What is returned the caller frees, but for
 * pointers into a text that was given.
 */
#pragma once

#include "core/exchange/import/recognise.h"

gunichar piece_last_char(const char *text);

/* Takes end, with which text ends, off it. */
void piece_drop_end(char *text, const char *end);

/* The text up to p from start without blanks around it. */
char *piece_between(const char *start, const char *p);

gboolean piece_is_known(const GPtrArray *names, const char *name);

/* Takes the verb off the end of a piece (牵头, 依职责负责), and with it what says how; FALSE where
 * it has none. */
gboolean piece_take_verb(const GPtrArray *names, char *piece, Role *role);

/* The end of a label that begins at p (牵头单位：); NULL where none does. */
const char *piece_label_end(const char *p, Role *role);

/* The next piece, NULL at the end; *p moves to what ends it, which *end receives (、 also for a
 * blank; 0: the text's end). */
char *piece_next(const GPtrArray *names, const char **p, gunichar *end);

/* Where the brackets at the end of a piece begin; NULL: none are there. */
char *piece_last_bracket(char *piece);

/* What is in brackets, without them. */
char *piece_inside(const char *bracket);

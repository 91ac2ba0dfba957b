/* verb.h: what the deeds of the journal are called. Which level one needs says access.h. Pure. */
#pragma once

#include <glib.h>

/* The name of a verb as people read it: 办结 for task.finish; the verb itself where it has none.
 * Borrowed from verb, or static; verb is not NULL. */
const char *verb_name(const char *verb);

/* The verbs that a person means by a name, with commas between; or text itself where it is a verb
 * or the first word of some (task): as JournalFilter takes them. NULL where it is none of these.
 * The caller frees. */
char *verb_read(const char *text);

/* The names there are, NULL-terminated, for telling which one was nearly written. The caller frees
 * the array alone. */
const char **verb_names(void);

/* ids.h: the tasks that a command is to work on, named by its arguments or, where - stands, by
 * standard input, as `taizhang list --format ids` writes them. */
#pragma once

#include "tui/command/invocation.h"

/* The tasks that arguments (NULL-terminated) name, each once and in that order: 4, 第4项 where the
 * file has one ledger only (task_of_number()); - stands for all that standard input names, several
 * on a line being parted by blanks or commas. Those of standard input must exist; the line of one
 * that does not is said. Returns gint64 ids, at least one, which the caller unrefs; NULL after
 * saying what is wrong, with the exit status in *status. A command that also reads a text from
 * standard input calls this first, so that value_text() finds out. */
GArray *ids_read(const Invocation *invocation, char *const *arguments, int *status);

/* What a command does to several tasks says when it is done: 共3项, or nothing for one. */
void ids_write_total(Output *output, const GArray *ids);

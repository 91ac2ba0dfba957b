/* complete.h: what may stand where a word is being typed in a shell. */
#pragma once

#include "tui/command/invocation.h"

/* Where candidates are collected; what does not begin with typed is left out. */
typedef struct {
  Output *output;
  const char *typed; /* the word so far */
  const char *db;    /* the ledger file, as --db named it; NULL: not named */
} Completion;

/* Writes one that begins with what is typed: the word, a tab, and what it is (may be NULL), on a
 * line. */
void complete_offer(const Completion *completion, const char *word, const char *what);

/* The same for a Chinese name, which may also be typed by its initials: fgc for 厅法规处. */
void complete_offer_name(const Completion *completion, const char *name, const char *what);

/* Writes the values of an option or argument of command that help calls kind (单位, 状态, 编号);
 * nothing where that is free text or cannot be read now. ":files" and ":folders" leave it to the
 * shell. */
void complete_values(const Completion *completion, const Command *command, const char *kind);

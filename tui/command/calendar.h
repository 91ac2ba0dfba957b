/* calendar.h: what the two halves of the command calendar share. Nothing else includes it. */
#pragma once

#include "tui/command/invocation.h"

/* taizhang calendar import: the argument (a file) after the word, its year (0: as it says), and
 * whether nothing is to be stored. Returns the exit status. */
int calendar_command_import(Invocation *invocation, int year, gboolean dry_run);

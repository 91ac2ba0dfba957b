/* help.h: help, made from the table of commands and the options' own tables. */
#pragma once

#include "tui/command/invocation.h"

/* The entries of the options that every command takes, into entries, whose values go to options.
 * --format is left out where formats is FALSE; --version is there only without a command. */
#define HELP_GLOBAL_ENTRIES 8
void help_global_entries(GlobalOptions *options, gboolean formats, gboolean program,
                         GOptionEntry entries[HELP_GLOBAL_ENTRIES]);

/* Writes what the program is and its commands by group. */
void help_program(Output *output);

/* Writes how a command is used; entries are its own options, NULL-terminated. */
void help_command(Output *output, const Command *command, const GOptionEntry *entries);

/* The name of a group that is not hidden: 日常. Static. */
const char *help_group(CommandGroup group);

/* Which role a command needs, by the deeds it does: 需要：督办; 需要：经办；审批延期需要“督办”.
 * NULL where it changes nothing. The caller frees. */
char *help_needs(const Command *command);

/* The usage of a command in one line: taizhang show [选项] 编号. The caller frees. */
char *help_usage(const Command *command);

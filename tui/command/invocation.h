/* invocation.h: one call of the program: its words and options, who calls, what day it is, and
 * where the answer goes.
 *
 * Every failure is said here, in one line on standard error that starts with the program's name.
 */
#pragma once

#include "core/config/settings.h"
#include "core/model/reckoning.h"
#include "tui/action/guard.h" /* main.c begins with it */
#include "tui/action/person.h"
#include "tui/command/command.h"
#include "tui/command/output.h"

#define STATUS_DONE 0
#define STATUS_FAILED 1
#define STATUS_USAGE 2
#define STATUS_LATE 3 /* done, and something is late, where that was asked */

/* Options that every command takes, before or after its word. */
typedef struct {
  char *db;
  char *as_of;
  char *format;
  gboolean ascii; /* of the screens */
  gboolean help;
  gboolean version;
  gboolean restricted; /* where it stands elsewhere than in front, which does not count */
} GlobalOptions;

/* An option of a command, as it says itself. */
typedef struct {
  char *name;  /* without -- */
  char letter; /* 0: none */
  char *value; /* what stands for its value: 单位; NULL: it takes none */
  char *text;  /* what it does */
} OptionRow;

struct Invocation {
  GlobalOptions options;
  char **words;           /* the command's word and what follows it; empty: none was given */
  const Command *command; /* the one that runs */
  char *argument;         /* what followed its options; NULL: nothing */
  char *second;           /* what followed that, as the last word; NULL: nothing */
  char **arguments;       /* all that followed them, but second; NULL: nothing */
  Format format;
  gboolean only_read; /* a command that writes was only asked to show something */
  Person person;
  Settings *settings; /* NULL: not read yet */
  GPtrArray *rows; /* of OptionRow*: not NULL where the command is only to tell its own options */
  Output output;
};

/* Reads the options before the word. Returns FALSE after saying why, with the exit status in
 * *status. Clear it in any case. */
gboolean invocation_init(Invocation *invocation, int argc, char **argv, int *status);

/* Frees what an invocation holds. */
void invocation_clear(Invocation *invocation);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Invocation, invocation_clear)

/* TRUE when the screens are meant: no word, and neither --help nor --version. */
gboolean invocation_is_bare(const Invocation *invocation);

/* Reads the command's own options (NULL-terminated entries, of string, file name, their arrays, or
 * none; value.h reads numbers and dates) and the global ones after its word, its
 * argument, and who calls. FALSE with the exit status in *status when the command is not to go on:
 * help was asked for, or the usage is wrong, and both have been said. */
gboolean invocation_parse(Invocation *invocation, const GOptionEntry *entries, int *status);

/* The own options of a command in the order of its help. An array of OptionRow* that frees them. */
GPtrArray *invocation_options(const Command *command);

/* What --format may be after a command that takes it, NULL-terminated. Free the array alone. */
const char **invocation_formats(const Command *command);

/* The ledger file that is meant. The caller frees. */
char *invocation_path(const Invocation *invocation);

/* Opens it; for DB_WRITE only where the command's deeds are not all refused to who calls. NULL
 * after saying why: the command then returns STATUS_FAILED. */
Db *invocation_open(const Invocation *invocation, DbMode mode);

/* The calendars the program came with. NULL after saying why. The caller frees. */
Calendar *invocation_calendar(void);

/* The calendar in force: what the program came with and, where there is a ledger file, the notices
 * (CalendarNotice*, by year; none without a file) that it has imported. FALSE after saying why. The
 * caller frees both; notices may be NULL where nobody asks. */
gboolean invocation_calendar_in_force(const Invocation *invocation, Calendar **calendar,
                                      GPtrArray **notices);

/* The settings; what is wrong in the user's own is said once and left out. NULL after saying why.
 * Borrowed. */
const Settings *invocation_settings(Invocation *invocation);

/* How days are counted in db: today, the calendars, the settings. NULL after saying why: the
 * command then returns STATUS_FAILED. */
Reckoning *invocation_reckoning(Invocation *invocation, Db *db);

/* Says what failed or was refused, and returns STATUS_FAILED. */
int invocation_fail(const GError *error);
int invocation_fail_text(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* Says what is wrong with the usage, and returns STATUS_USAGE. */
int invocation_misuse(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* The same, and where the help of the command is. */
int invocation_misuse_help(const Invocation *invocation, const char *message);

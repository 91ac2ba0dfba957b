/* command.h: a command of the program: one word, one file, one entry in the table. */
#pragma once

#include <glib.h>

typedef struct Invocation Invocation;

/* What --format says. */
typedef enum {
  FORMAT_TABLE, /* for people: table, or text */
  FORMAT_JSON,
  FORMAT_CSV,
  FORMAT_ICS,
  FORMAT_MAIL,
  FORMAT_IDS, /* tasks by their ids alone, one a line, for ids.h */
} Format;
#define FORMAT_COUNT (FORMAT_IDS + 1)

/* How help groups them. */
typedef enum {
  COMMAND_GROUP_DAILY,
  COMMAND_GROUP_SUPERVISE,
  COMMAND_GROUP_PERIOD,
  COMMAND_GROUP_CASE,
  COMMAND_GROUP_SCORE,
  COMMAND_GROUP_EXCHANGE,
  COMMAND_GROUP_UPKEEP,
  COMMAND_GROUP_HIDDEN, /* for programs: in no list */
} CommandGroup;
#define COMMAND_GROUP_COUNT COMMAND_GROUP_HIDDEN

typedef struct {
  const char *name; /* the word: list */
  CommandGroup group;
  const char *summary;  /* one line, for the list of commands */
  const char *details;  /* whole sentences for its own help; NULL: the summary says it all */
  char *(*more)(void);  /* lines after them that are made from a table, freed; NULL: none */
  const char *examples; /* one a line, without the program's name; NULL: none */
  const char *argument; /* what follows the options, for help: 编号; NULL: nothing may follow */
  gboolean required;    /* the argument must be there */
  const char *second; /* what must follow the argument: 步骤; NULL: nothing may. With several, the
                         last word */
  gboolean second_free;       /* … or may be left out */
  gboolean several;           /* more like the argument may follow it */
  gboolean formats;           /* takes --format: table, json and csv … */
  const Format *more_formats; /* … and these, up to FORMAT_TABLE; NULL: no more */
  gboolean own_format;        /* --format is an option of its own, with other formats than these */
  gboolean writes;            /* changes the ledger … */
  const char *verbs; /* … by deeds of these verbs, with blanks between; what they need is told in
                        its help. NULL: it does not */

  /* Does it: reads its own options by invocation_parse(), and returns the exit status. */
  int (*run)(Invocation *invocation);
} Command;

extern const Command COMMAND_BACKUP;
extern const Command COMMAND_BULLETIN;
extern const Command COMMAND_CALENDAR;
extern const Command COMMAND_CASE;
extern const Command COMMAND_CASES;
extern const Command COMMAND_COMPLETE;
extern const Command COMMAND_CHECK;
extern const Command COMMAND_CHECK_TEMPLATE;
extern const Command COMMAND_COLLECT;
extern const Command COMMAND_CONFIG;
extern const Command COMMAND_DONE;
extern const Command COMMAND_DRAFTS;
extern const Command COMMAND_DUE;
extern const Command COMMAND_EVENT;
extern const Command COMMAND_EVIDENCE;
extern const Command COMMAND_EXPORT;
extern const Command COMMAND_EXTEND;
extern const Command COMMAND_FREEZE;
extern const Command COMMAND_IMPORT;
extern const Command COMMAND_INIT;
extern const Command COMMAND_LEDGERS;
extern const Command COMMAND_LIST;
extern const Command COMMAND_LOG;
extern const Command COMMAND_MANUAL;
extern const Command COMMAND_PERIODS;
extern const Command COMMAND_NOTICE;
extern const Command COMMAND_NUDGE;
extern const Command COMMAND_PLAN;
extern const Command COMMAND_POLICY;
extern const Command COMMAND_PROGRESS;
extern const Command COMMAND_REMIND;
extern const Command COMMAND_REDACT;
extern const Command COMMAND_REDO;
extern const Command COMMAND_REPLACE;
extern const Command COMMAND_REPORT;
extern const Command COMMAND_RESTORE;
extern const Command COMMAND_SALVAGE;
extern const Command COMMAND_ROLLOVER;
extern const Command COMMAND_RULE;
extern const Command COMMAND_SCORE;
extern const Command COMMAND_SENDOUT;
extern const Command COMMAND_SHOW;
extern const Command COMMAND_SPLIT;
extern const Command COMMAND_SQL;
extern const Command COMMAND_SET;
extern const Command COMMAND_STEP;
extern const Command COMMAND_TAG;
extern const Command COMMAND_TRASH;
extern const Command COMMAND_MOVE;
extern const Command COMMAND_COPY;
extern const Command COMMAND_DELETE;
extern const Command COMMAND_SUBMIT;
extern const Command COMMAND_TEMPLATES;
extern const Command COMMAND_THAW;
extern const Command COMMAND_THEME;
extern const Command COMMAND_TOPICS;
extern const Command COMMAND_UNDO;
extern const Command COMMAND_UNIT;
extern const Command COMMAND_UNITS;
extern const Command COMMAND_USER;
extern const Command COMMAND_USERS;
extern const Command COMMAND_VERIFY;

/* The command of that name; NULL where there is none. */
const Command *command_find(const char *name);

/* The known word nearest to name; NULL where none is near. Static. */
const char *command_nearest(const char *name);

/* All commands in the order of help: 0 to command_count() - 1. */
guint command_count(void);
const Command *command_at(guint index);

/* Runs the command that invocation's words name, the program's own --help and --version, or, where
 * there is no word, the reminder. Everything is written out when it returns. Returns the exit
 * status: 0 done, 1 refused or failed, 2 wrong usage. */
int command_run(Invocation *invocation);

/* cli.h: the built program, run in a home folder of its own on 21 November 2026. */
#pragma once

#include <glib.h>
#include <jansson.h>

typedef struct {
  char *home;
  char *db;
  char **environment;
  char *made; /* what cli_make() has made the file by; NULL: nothing yet */
} Cli;

/* An empty home; cli_new_example() has the ledger and the topic plan of 2026 in it. */
Cli *cli_new(void);
Cli *cli_new_example(void);

/* Makes more of the file by an init command, where nothing but such have changed it before. What is
 * made the same way twice in a test program is copied the second time, which is much quicker. */
void cli_make(Cli *cli, const char *arguments);

/* Removes the home. */
void cli_free(Cli *cli);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Cli, cli_free)

/* Sets a variable for the runs that follow; value NULL unsets it. */
void cli_set(Cli *cli, const char *name, const char *value);

/* Where it is restricted, the program goes by what an administrator has set for this machine
 * (SYSTEM_FOLDER), no matter what the environment says. This puts that out of its sight, for this
 * test program and all it starts. FALSE where there is such a thing, and only root could. */
gboolean cli_hide_system(void);

typedef struct {
  int status; /* exit status; minus the signal that ended it */
  char *out;
  char *err;
} Run;

void run_free(Run *run);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Run, run_free)

/* Runs the program with arguments, or a shell line in which $T is the program. */
Run *cli_run(Cli *cli, ...) G_GNUC_NULL_TERMINATED;
Run *cli_shell(Cli *cli, const char *line);

/* Runs it with arguments separated by single blanks, expects success and nothing on standard error,
 * and returns what it wrote. */
char *cli_text(Cli *cli, const char *arguments);
json_t *cli_json(Cli *cli, const char *arguments);

/* Runs it likewise, expects that exit status, nothing on standard output, and one line on standard
 * error that starts with "taizhang: " and contains words. */
#define cli_refused(cli, arguments, status, words)                                                 \
  cli_refused_at(cli, arguments, status, words, G_STRLOC)
void cli_refused_at(Cli *cli, const char *arguments, int status, const char *words,
                    const char *where);

/* Fails where text does not contain words. */
#define assert_has(text, words) assert_has_at(text, words, G_STRLOC)
void assert_has_at(const char *text, const char *words, const char *where);

/* Fields of an object, which must be there: a text or null (NULL), and a number. */
const char *json_text_of(const json_t *object, const char *key);
gint64 json_number_of(const json_t *object, const char *key);

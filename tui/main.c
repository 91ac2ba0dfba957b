/* main.c: a word: that command; no arguments: the screens, or the reminder where there is no
 * terminal. */
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/rules/confine.h"
#include "tui/command/invocation.h"
#include "tui/screen/app.h"
#include "tui/term/fatal.h"
#include "tui/term/term.h"

/* The ledger file; where there is none, a new one that gets its name with the first thing written,
 * so that whoever leaves before leaves nothing behind. NULL after saying why. */
static Db *open_or_begin(const Invocation *invocation) {
  g_autofree char *path = invocation_path(invocation);
  struct stat info;
  if (lstat(path, &info) == 0 || errno != ENOENT)
    return invocation_open(invocation, DB_WRITE);
  g_autoptr(GError) error = NULL;
  Db *db = db_create(path, &error);
  if (db == NULL)
    invocation_fail(error);
  return db;
}

static int run_screens(const Invocation *invocation) {
  g_autoptr(GError) error = NULL;
  g_auto(Person) person = {0};
  g_autofree char *path = invocation_path(invocation);
  if (confine_is_on() && invocation->options.as_of != NULL)
    return invocation_misuse("受限方式下界面不能用 --as-of");
  if (!person_init(&person, path, invocation->options.as_of, &error))
    return invocation_misuse("%s", error->message);
  Db *db = open_or_begin(invocation);
  return db != NULL ? app_run(db, &person, invocation->options.ascii) : STATUS_FAILED;
}

int main(int argc, char **argv) {
  fatal_begin();
  g_autoptr(GError) error = NULL, refused = NULL;
  g_auto(GStrv) words = guard_begin(argc, argv, &refused);
  if (!term_locale(&error)) {
    fprintf(stderr, "taizhang: %s\n", error->message); /* no encoding is right for all of it */
    return STATUS_FAILED;
  }
  fatal_speak();
  if (words == NULL) {
    output_complain(refused->message);
    return g_error_matches(refused, GUARD_ERROR, GUARD_ERROR_USAGE) ? STATUS_USAGE : STATUS_FAILED;
  }
  g_auto(Invocation) invocation;
  int status;
  if (!invocation_init(&invocation, (int)g_strv_length(words), words, &status))
    return status;
  if (invocation_is_bare(&invocation) && isatty(STDOUT_FILENO))
    return run_screens(&invocation);
  return command_run(&invocation);
}

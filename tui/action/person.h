/* person.h: who acts, and what day it is for them: the front end's side of the core's Actor.
 *
 * The clock and the login name are read here and nowhere below.
 */
#pragma once

#include <sys/types.h>

#include "core/store/write.h"

typedef struct OwnGroups OwnGroups;

typedef struct {
  char *who; /* login name */
  OwnGroups *groups;
  Day fixed;   /* the day given by --as-of or $TAIZHANG_TODAY; DAY_NONE: the clock's */
  char *aside; /* what is kept with all that is done on another day than the clock's by --as-of;
                  NULL: nothing */
} Person;

/* Finds out who runs the program: the name the system has for the user id, or the id itself; never
 * what $USER claims. Where another user called it by sudo, that is who acts, as SUDO_UID says: but
 * only where the real user owns the ledger file at path and its folder, which nobody else may enter
 * (where there is no file yet, the folder it is to be in); who reaches the file by no other means
 * is then known to have come by sudo. Elsewhere such a call is refused, since the real user may be
 * anybody's; but root stays root. path may be NULL: no ledger. as_of (may be NULL) fixes today,
 * else $TAIZHANG_TODAY does where it is set. A date that is not YYYY-MM-DD is refused. */
gboolean person_init(Person *person, const char *path, const char *as_of, GError **error);

/* The user id that SUDO_UID names, where it is another than the real one; FALSE where there is
 * none. What is no number of a known user sets *strange. */
gboolean person_called_by(uid_t *caller, gboolean *strange);

/* Frees what a person holds. */
void person_clear(Person *person);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Person, person_clear)

/* Today: the fixed day, or the clock's in local time at this moment. */
Day person_today(const Person *person);

/* The groups of the operating system that a login name is in, NULL-terminated; empty for a name
 * that the system does not know, or NULL. Free with g_strfreev(). */
char **person_groups(const char *login);

/* The actor at this moment. It borrows the person's name and groups. */
Actor person_actor(const Person *person);

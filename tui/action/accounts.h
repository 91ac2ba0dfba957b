/* accounts.h: the users and groups of the operating system, to be chosen from. */
#pragma once

#include <glib.h>

/* Whether there is a user, a group of that name. */
gboolean accounts_has_user(const char *login);
gboolean accounts_has_group(const char *name);

/* The login names of people, as far as the system lists them, and the groups that are more than one
 * user's own; a few hundred at most, NULL-terminated. The caller g_strfreev()s. */
char **accounts_users(void);
char **accounts_groups(void);

#include "tui/action/accounts.h"

#include <grp.h>
#include <pwd.h>

#define COUNT_MAX 300 /* a directory of a whole province is no list to choose from */
#define PEOPLE_FROM 1000
#define PEOPLE_TO 60000 /* nobody and what the system makes for itself lie above */

gboolean accounts_has_user(const char *login) {
  return getpwnam(login) != NULL;
}

gboolean accounts_has_group(const char *name) {
  return getgrnam(name) != NULL;
}

static gboolean is_of_people(guint id) {
  return id >= PEOPLE_FROM && id < PEOPLE_TO;
}

char **accounts_users(void) {
  g_autoptr(GStrvBuilder) names = g_strv_builder_new();
  const struct passwd *entry;
  guint count = 0;
  setpwent();
  while (count < COUNT_MAX && (entry = getpwent()) != NULL) {
    if (!is_of_people(entry->pw_uid) || !g_utf8_validate(entry->pw_name, -1, NULL))
      continue;
    g_strv_builder_add(names, entry->pw_name);
    count++;
  }
  endpwent();
  return g_strv_builder_end(names);
}

char **accounts_groups(void) {
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(g_free);
  const struct group *entry;
  setgrent();
  while (found->len < COUNT_MAX && (entry = getgrent()) != NULL) {
    if (is_of_people(entry->gr_gid) && g_utf8_validate(entry->gr_name, -1, NULL))
      g_ptr_array_add(found, g_strdup(entry->gr_name));
  }
  endgrent();
  for (guint i = found->len; i > 0; i--) {
    if (accounts_has_user(found->pdata[i - 1])) /* the user's own */
      g_ptr_array_remove_index(found, i - 1);
  }
  g_ptr_array_add(found, NULL);
  return (char **)g_ptr_array_steal(found, NULL);
}

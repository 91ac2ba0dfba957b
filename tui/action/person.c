#include "tui/action/person.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

static char *login_name(uid_t user) {
  const struct passwd *entry = getpwuid(user);
  if (entry != NULL && entry->pw_name[0] != '\0')
    return g_utf8_make_valid(entry->pw_name, -1);
  return g_strdup_printf("%lu", (unsigned long)user);
}

gboolean person_called_by(uid_t *caller, gboolean *strange) {
  const char *text = g_getenv("SUDO_UID");
  guint64 user = 0;
  *strange = FALSE;
  if (text == NULL || *text == '\0')
    return FALSE;
  *strange = !g_ascii_string_to_unsigned(text, 10, 0, G_MAXUINT32 - 1, &user, NULL) ||
             !g_ascii_isdigit(*text) || getpwuid((uid_t)user) == NULL;
  *caller = (uid_t)user;
  return !*strange && *caller != getuid();
}

/* Whether the real user owns the file, or what of the way to it is there. */
static gboolean owns(const char *path) {
  struct stat status;
  g_autofree char *at = g_canonicalize_filename(path, NULL);
  while (stat(at, &status) != 0) {
    if (errno != ENOENT || g_str_equal(at, "/"))
      return FALSE;
    char *above = g_path_get_dirname(at);
    g_free(at);
    at = above;
  }
  return status.st_uid == getuid();
}

static uid_t who_acts(const char *path) {
  uid_t caller;
  gboolean strange;
  return person_called_by(&caller, &strange) && path != NULL && owns(path) ? caller : getuid();
}

char **person_groups(const char *login) {
  g_autoptr(GStrvBuilder) names = g_strv_builder_new();
  const struct passwd *entry = login != NULL ? getpwnam(login) : NULL;
  if (entry == NULL)
    return g_strv_builder_end(names);
  gid_t own = entry->pw_gid;
  int count = 0;
  getgrouplist(login, own, NULL, &count); /* how many there are */
  g_autofree gid_t *ids = g_new0(gid_t, (gsize)MAX(count, 1));
  if (getgrouplist(login, own, ids, &count) < 0)
    count = 0; /* they became more meanwhile */
  for (int i = 0; i < count; i++) {
    const struct group *group = getgrgid(ids[i]);
    if (group != NULL && g_utf8_validate(group->gr_name, -1, NULL))
      g_strv_builder_add(names, group->gr_name);
  }
  return g_strv_builder_end(names);
}

static gboolean read_day(const char *source, const char *text, Day *day, GError **error) {
  *day = day_from_iso(text);
  if (*day != DAY_NONE)
    return TRUE;
  g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
              "%s 的值“%s”不是日期，应写成 2026-11-21 这样", source, text);
  return FALSE;
}

gboolean person_init(Person *person, const char *path, const char *as_of, GError **error) {
  *person = (Person){.fixed = DAY_NONE};
  const char *today = g_getenv("TAIZHANG_TODAY");
  if (as_of != NULL) {
    if (!read_day("--as-of", as_of, &person->fixed, error))
      return FALSE;
  } else if (today != NULL && *today != '\0') {
    if (!read_day("环境变量 TAIZHANG_TODAY", today, &person->fixed, error))
      return FALSE;
  }
  person->who = login_name(who_acts(path));
  person->groups = person_groups(person->who);
  return TRUE;
}

void person_clear(Person *person) {
  g_clear_pointer(&person->who, g_free);
  g_clear_pointer(&person->groups, g_strfreev);
}

Day person_today(const Person *person) {
  if (person->fixed != DAY_NONE)
    return person->fixed;
  g_autoptr(GDateTime) now = g_date_time_new_now_local();
  return day_from_ymd(g_date_time_get_year(now), g_date_time_get_month(now),
                      g_date_time_get_day_of_month(now));
}

Actor person_actor(const Person *person) {
  return (Actor){
      .who = person->who,
      .now = g_get_real_time() / G_USEC_PER_SEC,
      .today = person_today(person),
      .groups = (const char *const *)person->groups,
  };
}

#include "tui/action/person.h"

#include <grp.h>
#include <pwd.h>
#include <unistd.h>

static char *login_name(void) {
  const struct passwd *entry = getpwuid(getuid());
  if (entry != NULL && entry->pw_name[0] != '\0')
    return g_utf8_make_valid(entry->pw_name, -1);
  return g_strdup_printf("%lu", (unsigned long)getuid());
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

gboolean person_init(Person *person, const char *as_of, GError **error) {
  *person = (Person){.fixed = DAY_NONE};
  const char *today = g_getenv("TAIZHANG_TODAY");
  if (as_of != NULL) {
    if (!read_day("--as-of", as_of, &person->fixed, error))
      return FALSE;
  } else if (today != NULL && *today != '\0') {
    if (!read_day("环境变量 TAIZHANG_TODAY", today, &person->fixed, error))
      return FALSE;
  }
  person->who = login_name();
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

#include "tui/action/person.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/rules/deadline.h"

/* Asked for when somebody acts: a directory may take its time, and who only reads needs none. */
struct OwnGroups {
  char **names; /* NULL: not asked for yet */
};

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

/* The file at path, or what of the way to it is there. The caller frees. */
static char *nearest(const char *path, struct stat *status) {
  char *at = g_canonicalize_filename(path, NULL);
  while (stat(at, status) != 0) {
    if (errno != ENOENT || g_str_equal(at, "/")) {
      *status = (struct stat){.st_uid = (uid_t)-1};
      return at;
    }
    char *above = g_path_get_dirname(at);
    g_free(at);
    at = above;
  }
  return at;
}

/* Whether nobody but its owner can enter the folder of what is there, links followed. */
static gboolean is_shut(const char *at, const struct stat *status) {
  if (S_ISDIR(status->st_mode))
    return (status->st_mode & 077) == 0;
  char *real = realpath(at, NULL);
  g_autofree char *folder = real != NULL ? g_path_get_dirname(real) : NULL;
  struct stat info;
  free(real);
  return folder != NULL && stat(folder, &info) == 0 && info.st_uid == status->st_uid &&
         (info.st_mode & 077) == 0;
}

static gboolean refuse_caller(const char *at, gboolean owned, GError **error) {
  g_autofree char *account = login_name(getuid());
  g_autofree char *shown = g_filename_display_name(at);
  g_autofree char *why =
      owned
          ? g_strdup_printf("%s 所在的文件夹别人也能进入，服务帐号（%s）的台账请放在权限为 0700 的"
                            "文件夹里",
                            shown, account)
          : g_strdup_printf("%s 不属于当前帐号 %s，服务帐号的台账请用 chown 改为属于它", shown,
                            account);
  g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_PERM,
              "经 sudo 运行，却认不出是谁在操作：%s；不是服务帐号时，请先运行 unset SUDO_UID", why);
  return FALSE;
}

/* Who may reach the file by no other means is known to have come by sudo. Root may be anybody. */
static gboolean find_actor(const char *path, uid_t *actor, GError **error) {
  uid_t caller;
  gboolean strange;
  *actor = getuid();
  if (!person_called_by(&caller, &strange) || path == NULL)
    return TRUE;
  struct stat status;
  g_autofree char *at = nearest(path, &status);
  gboolean owned = status.st_uid == getuid();
  if (owned && (getuid() == 0 || is_shut(at, &status)))
    *actor = caller;
  else if (getuid() != 0)
    return refuse_caller(at, owned, error);
  return TRUE;
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
  *day = deadline_full_day(text);
  if (*day != DAY_NONE)
    return TRUE;
  g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
              "%s 的值“%s”不是日期，应写成 2026-11-21 这样", source, text);
  return FALSE;
}

static Day clock_day(void) {
  g_autoptr(GDateTime) now = g_date_time_new_now_local();
  return day_from_ymd(g_date_time_get_year(now), g_date_time_get_month(now),
                      g_date_time_get_day_of_month(now));
}

gboolean person_init(Person *person, const char *path, const char *as_of, GError **error) {
  *person = (Person){.fixed = DAY_NONE};
  const char *today = g_getenv("TAIZHANG_TODAY");
  if (as_of != NULL) {
    if (!read_day("--as-of", as_of, &person->fixed, error))
      return FALSE;
    if (person->fixed != clock_day())
      person->aside = g_strdup_printf("按 %s 的日期办理（--as-of）", as_of);
  } else if (today != NULL && *today != '\0') {
    if (!read_day("环境变量 TAIZHANG_TODAY", today, &person->fixed, error))
      return FALSE;
  }
  uid_t actor;
  if (!find_actor(path, &actor, error))
    return FALSE;
  person->who = login_name(actor);
  person->groups = g_new0(OwnGroups, 1);
  return TRUE;
}

void person_clear(Person *person) {
  g_clear_pointer(&person->who, g_free);
  if (person->groups != NULL)
    g_strfreev(person->groups->names);
  g_clear_pointer(&person->groups, g_free);
  g_clear_pointer(&person->aside, g_free);
}

Day person_today(const Person *person) {
  return person->fixed != DAY_NONE ? person->fixed : clock_day();
}

static const char *const *groups_of(const Person *person) {
  if (person->groups == NULL)
    return NULL;
  if (person->groups->names == NULL)
    person->groups->names = person_groups(person->who);
  return (const char *const *)person->groups->names;
}

Actor person_actor(const Person *person) {
  return (Actor){
      .who = person->who,
      .now = g_get_real_time() / G_USEC_PER_SEC,
      .today = person_today(person),
      .aside = person->aside,
      .groups = groups_of(person),
  };
}

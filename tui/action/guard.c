#include "tui/action/guard.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/config/places.h"
#include "core/config/settings.h"
#include "core/rules/confine.h"
#include "core/rules/text.h"
#include "tui/action/person.h"

#define RESTRICTED "--restricted"
#define DB_OPTION "--db"
#define SSH_COMMAND "SSH_ORIGINAL_COMMAND"

G_DEFINE_QUARK(guard - error - quark, guard_error)

static gboolean fail(GError **error, GuardError code, const char *format, ...) G_GNUC_PRINTF(3, 4);

static gboolean fail(GError **error, GuardError code, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  g_set_error_literal(error, GUARD_ERROR, (gint)code, text);
  return FALSE;
}

/* ---- what was asked for ----------------------------------------------------------------- */

typedef struct {
  gboolean on;
  gboolean by_sudo; /* another user called; who it is: */
  uid_t caller;
  char *database;   /* that the administrator fixed; NULL: none */
  GPtrArray *words; /* char*: the program's name, and what is to be done */
} Asked;

static void asked_clear(Asked *asked) {
  g_clear_pointer(&asked->database, g_free);
  g_clear_pointer(&asked->words, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Asked, asked_clear)

/* What the person added, which may not say where the ledger file is. */
static gboolean add_words(Asked *asked, char *const *words, GError **error) {
  for (; *words != NULL; words++) {
    if (g_str_has_prefix(*words, DB_OPTION))
      return fail(error, GUARD_ERROR_USAGE,
                  "受限方式下不能用 --db 换台账文件；用哪个文件由管理员定");
    g_ptr_array_add(asked->words, g_strdup(*words));
  }
  return TRUE;
}

/* A line as sshd hands it over: words in quotes, and no shell that would make anything of them. */
static gboolean add_line(Asked *asked, const char *line, GError **error) {
  g_auto(GStrv) words = NULL;
  g_autofree char *blank = text_strip(line);
  if (*blank == '\0')
    return TRUE;
  if (!g_shell_parse_argv(line, NULL, &words, NULL))
    return fail(error, GUARD_ERROR_USAGE, "命令里的引号没有配对，没有执行");
  /* ssh host taizhang list, as well as ssh host list. */
  g_autofree char *first = g_path_get_basename(words[0]);
  return add_words(asked, words + (g_str_equal(first, "taizhang") ? 1 : 0), error);
}

/* Behind --restricted: --db of the administrator's, and other words of his. Where the caller came
 * by sudo, it was the caller who wrote them. */
static gboolean add_fixed(Asked *asked, char *const *words, GError **error) {
  if (!asked->by_sudo && g_strcmp0(words[0], DB_OPTION) == 0 && words[1] != NULL) {
    asked->database = g_canonicalize_filename(words[1], NULL);
    words += 2;
  } else if (!asked->by_sudo && words[0] != NULL && g_str_has_prefix(words[0], DB_OPTION "=")) {
    asked->database = g_canonicalize_filename(words[0] + strlen(DB_OPTION "="), NULL);
    words += 1;
  }
  const char *line = g_getenv(SSH_COMMAND);
  return add_words(asked, words, error) && (line == NULL || add_line(asked, line, error));
}

static gboolean read_asked(Asked *asked, char **argv, GError **error) {
  gboolean strange;
  asked->words = g_ptr_array_new_with_free_func(g_free);
  asked->by_sudo = person_called_by(&asked->caller, &strange);
  if (strange)
    return fail(
        error, GUARD_ERROR_FAILED,
        "环境变量 SUDO_UID 不是本机用户的编号，没有启动；请经 sudo 正常调用，或者去掉这个变量");
  asked->on = TRUE;
  g_ptr_array_add(asked->words, g_strdup("taizhang"));
  if (g_strcmp0(argv[1], RESTRICTED) == 0)
    return add_fixed(asked, argv + 2, error);
  if (g_strcmp0(argv[1], "-c") == 0) /* as a login shell is called with a command */
    return argv[2] != NULL ? add_line(asked, argv[2], error)
                           : fail(error, GUARD_ERROR_USAGE, "-c 后面缺少命令");
  if (argv[0][0] == '-') /* … and without one */
    return add_words(asked, argv + 1, error);
  asked->on = asked->by_sudo;
  return !asked->on || add_words(asked, argv + 1, error);
}

/* ---- the environment -------------------------------------------------------------------- */

/* A name of a locale or terminal, never a path. */
static gboolean is_harmless(const char *value) {
  return strchr(value, '/') == NULL && strlen(value) < 64;
}

static gboolean is_kept(const char *name) {
  static const char *const kept[] = {"LANG",     "LANGUAGE", "TERM", "COLORTERM",
                                     "NO_COLOR", "SUDO_UID", NULL};
  return g_strv_contains(kept, name) || g_str_has_prefix(name, "LC_");
}

static void clean_environment(const struct passwd *user) {
  g_auto(GStrv) names = g_listenv();
  for (char **name = names; *name != NULL; name++) {
    const char *value = g_getenv(*name);
    if (!is_kept(*name) || value == NULL || !is_harmless(value))
      g_unsetenv(*name);
  }
  g_setenv("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", TRUE);
  g_setenv("HOME", user->pw_dir, TRUE);
  g_setenv("USER", user->pw_name, TRUE);
  g_setenv("LOGNAME", user->pw_name, TRUE);
}

/* What the program keeps for a caller is in the real user's home, apart for each. */
static void part_callers(const char *home, const char *caller) {
  g_autofree char *base =
      g_build_filename(home, ".local", "state", "taizhang", "callers", caller, NULL);
  g_autofree char *config = g_build_filename(base, "config", NULL);
  g_autofree char *state = g_build_filename(base, "state", NULL);
  g_setenv("XDG_CONFIG_HOME", config, TRUE);
  g_setenv("XDG_STATE_HOME", state, TRUE);
}

static gboolean set_up_person(const Asked *asked, GError **error) {
  g_autofree char *caller = NULL;
  if (asked->by_sudo) {
    const struct passwd *entry = getpwuid(asked->caller);
    caller = entry != NULL ? g_strdup(entry->pw_name) : NULL;
    /* Names with a point or slash would lead elsewhere; the number never does. */
    if (caller == NULL || strchr(caller, '/') != NULL || *caller == '.') {
      g_free(caller);
      caller = g_strdup_printf("%lu", (unsigned long)asked->caller);
    }
  }
  const struct passwd *user = getpwuid(getuid());
  if (user == NULL)
    return fail(error, GUARD_ERROR_FAILED, "系统里没有编号为 %lu 的用户，没有启动",
                (unsigned long)getuid());
  clean_environment(user);
  if (caller != NULL)
    part_callers(user->pw_dir, caller);
  return TRUE;
}

/* ---- the folder ------------------------------------------------------------------------- */

/* taizhang.db: taizhang-exchange beside it. */
static char *folder_beside(const char *database) {
  g_autofree char *stem = g_strdup(database);
  if (g_str_has_suffix(stem, ".db"))
    stem[strlen(stem) - 3] = '\0';
  return g_strconcat(stem, "-exchange", NULL);
}

/* Where it cannot be made or entered, nothing can be read or written there: every file is then
 * refused when it is named, and the ledger is as usual. */
static void enter(const char *folder) {
  if (g_mkdir(folder, 0770) == 0)
    g_chmod(folder, 02770);
  /* Not the folder above: beside a build folder, and in odd layouts, anything may be in that. */
  g_autofree char *shipped = places_shipped("data");
  confine_begin(folder, shipped);
  if (chdir(folder) != 0 && chdir("/") != 0)
    return;
}

/* A sanitizer that looks for leaks traces its own process. */
#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define TRACES_ITSELF 1
#endif
#endif
#ifndef TRACES_ITSELF
#define TRACES_ITSELF 0
#endif

static void shut(void) {
  const struct rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);
  if (!TRACES_ITSELF)
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); /* no core, no tracing by others of the same account */
  umask(0007);
}

/* Problems of the settings are told by who reads them next. */
static Settings *read_settings(GError **error) {
  g_autoptr(GPtrArray) problems = NULL;
  return settings_load_here(&problems, error);
}

static gboolean begin(const Asked *asked, GError **error) {
  shut();
  if (!set_up_person(asked, error))
    return FALSE;
  /* The person's own settings do not say where files are, and this is what makes them silent. */
  confine_begin(NULL, "/nowhere");
  g_autoptr(Settings) settings = read_settings(error);
  if (settings == NULL)
    return FALSE;
  g_autofree char *database =
      places_database(asked->database != NULL ? asked->database : settings->ledger);
  g_autofree char *folder =
      settings->exchange != NULL ? g_strdup(settings->exchange) : folder_beside(database);
  g_setenv("TAIZHANG_DB", database, TRUE);
  enter(folder);
  return TRUE;
}

/* ---- otherwise -------------------------------------------------------------------------- */

/* Reading the settings takes a moment, which nobody who has none is to wait. */
static void find_database(void) {
  const char *named = g_getenv("TAIZHANG_DB");
  g_autofree char *system = places_system("settings.yaml");
  g_autofree char *own = places_config("settings.yaml");
  if ((named != NULL && *named != '\0') ||
      (g_access(system, F_OK) != 0 && g_access(own, F_OK) != 0))
    return;
  g_autoptr(Settings) settings = read_settings(NULL);
  if (settings != NULL && settings->ledger != NULL)
    g_setenv("TAIZHANG_DB", settings->ledger, TRUE);
}

char **guard_begin(int argc, char **argv, GError **error) {
  g_auto(Asked) asked = {0};
  char *nameless[] = {(char *)"taizhang", NULL};
  if (!read_asked(&asked, argc > 0 ? argv : nameless, error))
    return NULL;
  if (!asked.on) {
    find_database();
    return g_strdupv(argc > 0 ? argv : nameless);
  }
  if (!begin(&asked, error))
    return NULL;
  g_ptr_array_add(asked.words, NULL);
  return (char **)g_ptr_array_steal(asked.words, NULL);
}

#include "tui/action/backup_run.h"

#include <string.h>
#include <unistd.h>

#include "core/store/backup.h"

char *backup_run_folder(const Settings *settings, const char *ledger) {
  const char *setting = settings->backup_folder;
  return backup_folder(ledger, g_str_equal(setting, "auto") ? NULL : setting);
}

static char **own_environment(void) {
  /* It acts for the account whose file it is, not for who called by sudo. */
  char **environment = g_get_environ();
  for (gsize i = 0; environment[i] != NULL;) {
    if (!g_str_has_prefix(environment[i], "SUDO_")) {
      i++;
      continue;
    }
    g_autofree char *name = g_strndup(environment[i], strcspn(environment[i], "="));
    environment = g_environ_unsetenv(environment, name);
  }
  return environment;
}

static gboolean start(const char *ledger, GError **error) {
  g_autofree char *program = g_file_read_link("/proc/self/exe", error);
  if (program == NULL)
    return FALSE;
  g_autofree char *here = g_get_current_dir();
  g_autofree char *path = g_canonicalize_filename(ledger, here);
  char *words[] = {program, "--db", path, "backup", "--daily", NULL};
  g_auto(GStrv) environment = own_environment();
  return g_spawn_async(NULL, words, environment,
                       G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL,
                       error);
}

char *backup_run_daily(const Settings *settings, const Person *person, const char *ledger) {
  if (!settings->backup || person->fixed != DAY_NONE)
    return NULL;
  Actor actor = person_actor(person);
  g_autofree char *folder = backup_run_folder(settings, ledger);
  BackupPlan plan = {ledger, folder, &actor};
  if (!backup_is_due(&plan))
    return NULL;
  g_auto(BackupAttempt) last;
  backup_last(folder, &last);
  g_autoptr(GError) error = NULL;
  if (!start(ledger, &error))
    return g_strdup_printf("今天的自动备份没有做成：%s", error->message);
  return last.problem != NULL ? g_strdup_printf("上一次自动备份没有做成：%s", last.problem) : NULL;
}

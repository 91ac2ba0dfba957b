#include "core/store/holder.h"

#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

/* "1: POSIX  ADVISORY  WRITE 123 08:01:4711 1073741825 1073741825": the process, or 0. */
static int writer_of(const char *line, guint64 device, guint64 inode) {
  int process;
  unsigned int major_, minor_;
  guint64 number;
  char kind[16];
  if (strstr(line, "->") != NULL) /* one that waits */
    return 0;
  if (sscanf(line, "%*s POSIX %*s %15s %d %x:%x:%" G_GUINT64_FORMAT, kind, &process, &major_,
             &minor_, &number) != 5)
    return 0;
  gboolean is_it = number == inode && major_ == major(device) && minor_ == minor(device);
  return is_it && strcmp(kind, "WRITE") == 0 && process != (int)getpid() ? process : 0;
}

static char *login_of(uid_t user) {
  char buffer[4096];
  struct passwd entry, *found = NULL;
  if (getpwuid_r(user, &entry, buffer, sizeof buffer, &found) == 0 && found != NULL)
    return g_utf8_make_valid(found->pw_name, -1);
  return g_strdup_printf("%lu", (unsigned long)user);
}

static gboolean is_stopped(const char *folder) {
  g_autofree char *path = g_build_filename(folder, "stat", NULL);
  g_autofree char *text = NULL;
  if (!g_file_get_contents(path, &text, NULL, NULL))
    return FALSE;
  const char *rest = strrchr(text, ')'); /* the name before it may hold anything */
  return rest != NULL && rest[1] == ' ' && (rest[2] == 'T' || rest[2] == 't');
}

char *holder_text(guint64 device, guint64 inode) {
  g_autofree char *locks = NULL;
  if (!g_file_get_contents("/proc/locks", &locks, NULL, NULL))
    return NULL;
  g_auto(GStrv) lines = g_strsplit(locks, "\n", -1);
  int process = 0;
  for (char **line = lines; *line != NULL && process <= 0; line++)
    process = writer_of(*line, device, inode);
  if (process <= 0)
    return NULL;
  struct stat info;
  g_autofree char *folder = g_strdup_printf("/proc/%d", process);
  if (stat(folder, &info) != 0)
    return NULL;
  g_autofree char *login = login_of(info.st_uid);
  return g_strdup_printf("占着它的是 %s 的进程 %d%s", login, process,
                         is_stopped(folder) ? "，已被暂停（Ctrl-Z），请其用 fg 继续或结束它" : "");
}

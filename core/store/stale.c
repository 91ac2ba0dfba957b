#include "core/store/stale.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A file is made before it is opened for good. */
#define AGE_OWN 60
#define AGE_OTHERS 86400

#define PATTERN_BEFORE ".backup.XXXXXX" /* of copies, in earlier versions */

/* In the name of a new file, X stands for any letter or digit. */
static gboolean fits(const char *name, const char *pattern) {
  if (strlen(name) != strlen(pattern))
    return FALSE;
  for (gsize i = 0; pattern[i] != '\0'; i++) {
    if (pattern[i] == 'X' ? !g_ascii_isalnum(name[i]) : name[i] != pattern[i])
      return FALSE;
  }
  return TRUE;
}

/* Whether one process has the file open, as far as may be known. */
static gboolean holds(const char *process, const struct stat *file) {
  g_autofree char *folder = g_build_filename("/proc", process, "fd", NULL);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    struct stat open;
    if (stat(path, &open) == 0 && open.st_dev == file->st_dev && open.st_ino == file->st_ino)
      return TRUE;
  }
  return FALSE;
}

static gboolean is_held(const struct stat *file) {
  g_autoptr(GDir) dir = g_dir_open("/proc", 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
    if (g_ascii_isdigit(name[0]) && holds(name, file))
      return TRUE;
  }
  return dir == NULL; /* not known */
}

static gboolean is_old(const struct stat *file, const struct stat *now) {
  gint64 age = (gint64)now->st_mtime - file->st_mtime;
  return age >= (file->st_uid == now->st_uid ? AGE_OWN : AGE_OTHERS);
}

void stale_remove(const char *directory, const char *fresh) {
  struct stat now, file;
  if (lstat(fresh, &now) != 0)
    return;
  g_autoptr(GDir) dir = g_dir_open(directory, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
    g_autofree char *path = g_build_filename(directory, name, NULL);
    if (!(fits(name, STALE_PATTERN) || fits(name, PATTERN_BEFORE)) || lstat(path, &file) != 0 ||
        !S_ISREG(file.st_mode) || !is_old(&file, &now) || is_held(&file))
      continue;
    g_autofree char *journal = g_strconcat(path, "-journal", NULL);
    g_unlink(path);
    g_unlink(journal);
  }
}

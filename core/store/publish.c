#include "core/store/publish.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

/* Neither way ever replaces a file; not every file system knows the first one. */
static gboolean move_without_replacing(const char *from, const char *to) {
  if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
    return TRUE;
  if (errno != EINVAL && errno != ENOSYS && errno != EOPNOTSUPP)
    return FALSE;
  return link(from, to) == 0 && unlink(from) == 0;
}

/* The new name is on the disk only when its directory is. */
static void sync_directory(const char *path) {
  g_autofree char *directory = g_path_get_dirname(path);
  int file = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0)
    return;
  fsync(file);
  close(file);
}

gboolean publish_file(const char *temporary, const char *path) {
  if (!move_without_replacing(temporary, path))
    return FALSE;
  sync_directory(path);
  return TRUE;
}

gboolean publish_over(const char *temporary, const char *path) {
  if (rename(temporary, path) != 0)
    return FALSE;
  sync_directory(path);
  return TRUE;
}

#include "core/rules/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define RESTRICTED "TAIZHANG_RESTRICTED"
#define EXCHANGE "TAIZHANG_EXCHANGE"
#define SHIPPED "TAIZHANG_SHIPPED"

G_DEFINE_QUARK(confine_error, confine_error)

void confine_begin(const char *folder, const char *shipped) {
  g_setenv(RESTRICTED, "1", TRUE);
  g_setenv(SHIPPED, shipped, TRUE);
  if (folder != NULL)
    g_setenv(EXCHANGE, folder, TRUE);
  else
    g_unsetenv(EXCHANGE);
}

gboolean confine_is_on(void) {
  return g_getenv(RESTRICTED) != NULL;
}

const char *confine_folder(void) {
  return confine_is_on() ? g_getenv(EXCHANGE) : NULL;
}

static gboolean refuse(const char *path, GError **error) {
  g_autofree char *name = g_filename_display_name(path);
  const char *folder = confine_folder();
  g_autofree char *shown = folder != NULL ? g_filename_display_name(folder) : NULL;
  if (shown == NULL)
    g_set_error(error, CONFINE_ERROR, CONFINE_ERROR_OUTSIDE,
                "没有交换目录，不能用文件 %s；请管理员在系统设置里写上 exchange", name);
  else
    g_set_error(error, CONFINE_ERROR, CONFINE_ERROR_OUTSIDE,
                "只能用交换目录 %s 里的文件（链接也不行），不能用 %s", shown, name);
  return FALSE;
}

/* What of a whole path is below folder; NULL where it is not below it, or folder is NULL. */
static const char *below(const char *path, const char *folder) {
  gsize length = folder != NULL ? strlen(folder) : 0;
  if (length == 0)
    return NULL;
  while (length > 1 && folder[length - 1] == '/')
    length--;
  return strncmp(path, folder, length) == 0 && path[length] == '/' ? path + length + 1 : NULL;
}

/* Goes down from folder by the parts of a path but the last, following no link. The folder it comes
 * to, open; -1 with errno. *last is the last part. */
static int descend(const char *folder, const char *parts, char **last) {
  int at = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
  g_auto(GStrv) names = g_strsplit(parts, "/", -1);
  const char *name = NULL;
  for (gsize i = 0; at >= 0 && names[i] != NULL; i++) {
    if (*names[i] == '\0' || g_str_equal(names[i], "."))
      continue;
    if (g_str_equal(names[i], "..")) {
      close(at);
      errno = ELOOP;
      return -1;
    }
    if (name != NULL) {
      int next = openat(at, name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
      int code = errno;
      close(at);
      errno = code;
      at = next;
    }
    name = names[i];
  }
  *last = g_strdup(name != NULL ? name : ".");
  return at;
}

/* The whole path; a relative one is one of the exchange folder. */
static char *whole(const char *path, const char *folder) {
  return g_path_is_absolute(path) ? g_strdup(path) : g_build_filename(folder, path, NULL);
}

static int open_below(const char *folder, const char *parts) {
  g_autofree char *last = NULL;
  int at = descend(folder, parts, &last);
  if (at < 0)
    return -1;
  int file = openat(at, last, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
  int code = errno;
  close(at);
  errno = code;
  return file;
}

int confine_open(const char *path, GError **error) {
  if (!confine_is_on())
    return open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  const char *folder = g_getenv(SHIPPED);
  const char *parts = below(path, folder);
  g_autofree char *all = NULL;
  if (parts == NULL && (folder = confine_folder()) != NULL) {
    all = whole(path, folder);
    parts = below(all, folder);
  }
  int file = parts != NULL ? open_below(folder, parts) : -1;
  if (parts == NULL || (file < 0 && (errno == ELOOP || errno == ENOTDIR)))
    refuse(path, error);
  return file;
}

gboolean confine_new(const char *path, Confined *confined, GError **error) {
  *confined = (Confined){.folder = -1};
  if (!confine_is_on()) {
    confined->path = g_strdup(path);
    return TRUE;
  }
  const char *folder = confine_folder();
  g_autofree char *all = folder != NULL ? whole(path, folder) : NULL;
  const char *parts = folder != NULL ? below(all, folder) : NULL;
  if (parts == NULL)
    return refuse(path, error);
  g_autofree char *last = NULL;
  int at = descend(folder, parts, &last);
  if (at < 0 && (errno == ELOOP || errno == ENOTDIR))
    return refuse(path, error);
  /* A folder that is not there is told by who wants to write into it. */
  confined->folder = at;
  confined->path = at >= 0 ? g_strdup_printf("/proc/self/fd/%d/%s", at, last) : g_strdup(all);
  return TRUE;
}

void confined_clear(Confined *confined) {
  g_clear_pointer(&confined->path, g_free);
  if (confined->folder >= 0)
    close(confined->folder);
  confined->folder = -1;
}

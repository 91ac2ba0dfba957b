/* delivery.c: into a file; mail is in mail.c. */
#include "tui/action/delivery.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/store/publish.h"

G_DEFINE_QUARK(delivery_error, delivery_error)

static gboolean fail(const char *path, int code, GError **error) {
  g_autofree char *name = g_filename_display_name(path);
  const char *why = code == EEXIST                    ? "已经有这个文件，不会覆盖它"
                    : code == ENOENT                  ? "没有这个文件夹"
                    : code == ENOTDIR                 ? "路径当中有一段不是文件夹"
                    : code == EISDIR                  ? "这是一个文件夹，请写上文件名"
                    : code == EACCES || code == EROFS ? "没有写入的权限"
                    : code == ENOSPC || code == EDQUOT ? "磁盘已满"
                                                       : g_strerror(code);
  g_set_error(error, DELIVERY_ERROR, DELIVERY_ERROR_FILE, "没有存成文件 %s：%s", name, why);
  return FALSE;
}

/* errno where it fails. */
static gboolean write_all(int file, const char *bytes, gsize size) {
  while (size > 0) {
    gssize written = write(file, bytes, size);
    if (written < 0 && errno == EINTR)
      continue;
    if (written <= 0)
      return FALSE;
    bytes += written;
    size -= (gsize)written;
  }
  return fsync(file) == 0;
}

/* text as the locale has it; GB18030 has every character. */
static char *encoded(const char *text, gsize *size) {
  const char *charset;
  g_get_charset(&charset);
  char *converted = g_ascii_strcasecmp(charset, "GB18030") == 0
                        ? g_convert(text, -1, "GB18030", "UTF-8", NULL, size, NULL)
                        : NULL;
  if (converted != NULL)
    return converted;
  *size = strlen(text);
  return g_strdup(text);
}

gboolean delivery_file(const char *path, const char *text, GError **error) {
  if (g_file_test(path, G_FILE_TEST_IS_DIR))
    return fail(path, EISDIR, error);
  g_autofree char *folder = g_path_get_dirname(path);
  g_autofree char *temporary = g_build_filename(folder, ".taizhang.XXXXXX", NULL);
  int file = mkostemp(temporary, O_CLOEXEC); /* made with mode 0600 */
  if (file < 0)
    return fail(path, errno, error);
  gsize size;
  g_autofree char *bytes = encoded(text, &size);
  int code = write_all(file, bytes, size) ? 0 : errno;
  if (close(file) != 0 && code == 0)
    code = errno;
  if (code == 0 && publish_file(temporary, path))
    return TRUE;
  if (code == 0)
    code = errno;
  g_unlink(temporary);
  return fail(path, code, error);
}

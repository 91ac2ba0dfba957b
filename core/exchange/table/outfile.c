#include "core/exchange/table/outfile.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/rules/confine.h"
#include "core/rules/fault.h"
#include "core/store/publish.h"

G_DEFINE_QUARK(outfile_error, outfile_error)

#define BUFFER_BYTES ((gsize)64 * 1024)
#define NOT_A_FILE (-1) /* for fail(): what is at the path is no regular file */

struct OutFile {
  char *shown;       /* the path that was given */
  Confined confined; /* the path that is opened */
  char *temporary;   /* NULL: it has its name */
  int file;          /* -1: closed */
  gboolean replace;
  GString *buffer; /* written, but not to the file yet */
};

static gboolean fail(const char *path, int code, GError **error) {
  g_autofree char *name = g_filename_display_name(path);
  const char *why = code == EEXIST ? "已经有这个文件，不会覆盖它"
                    : code == NOT_A_FILE ? "这里已经有一个链接或设备，不会替换它；请换一个文件名"
                    : code == EISDIR ? "这是一个文件夹，请写上文件名"
                                     : fault_text(code);
  g_set_error(error, OUTFILE_ERROR, code == EEXIST ? OUTFILE_ERROR_EXISTS : OUTFILE_ERROR_FAILED,
              "没有存成文件 %s：%s", name, why);
  return FALSE;
}

/* ---- beginning -------------------------------------------------------------------------- */

/* What is in the way at path: 0, or a code of fail(). mode receives that of a file that is to be
 * replaced. */
static int in_the_way(const char *path, gboolean replace, mode_t *mode) {
  struct stat there;
  gsize length = strlen(path);
  if (length == 0 || path[length - 1] == '/')
    return EISDIR;
  if (lstat(path, &there) != 0)
    return errno == ENOENT ? 0 : errno;
  if (S_ISDIR(there.st_mode))
    return EISDIR;
  if (!replace)
    return EEXIST;
  if (!S_ISREG(there.st_mode))
    return NOT_A_FILE;
  *mode = there.st_mode & 0777;
  return 0;
}

/* The mode of a new file, which mkostemp() does not give it. */
static mode_t usual_mode(void) {
  mode_t mask = umask(0);
  umask(mask);
  return 0666 & ~mask;
}

static OutFile *begin_at(const char *path, const Confined *confined, gboolean replace,
                         GError **error) {
  mode_t mode = usual_mode();
  int code = in_the_way(confined->path, replace, &mode);
  if (code != 0) {
    fail(path, code, error);
    return NULL;
  }
  g_autofree char *folder = g_path_get_dirname(confined->path);
  g_autofree char *temporary = g_build_filename(folder, ".taizhang.XXXXXX", NULL);
  int file = mkostemp(temporary, O_CLOEXEC); /* which makes it, and follows no link */
  if (file < 0) {
    fail(path, errno, error);
    return NULL;
  }
  fchmod(file, mode); /* where that cannot be, it stays readable to its owner alone */
  OutFile *out = g_new0(OutFile, 1);
  out->shown = g_strdup(path);
  out->temporary = g_steal_pointer(&temporary);
  out->file = file;
  out->replace = replace;
  out->buffer = g_string_new(NULL);
  return out;
}

OutFile *outfile_begin(const char *path, gboolean replace, GError **error) {
  g_auto(Confined) confined = {.folder = -1};
  if (!confine_new(path, &confined, error))
    return NULL;
  OutFile *out = begin_at(path, &confined, replace, error);
  if (out == NULL)
    return NULL;
  out->confined = confined;
  confined = (Confined){.folder = -1};
  return out;
}

const char *outfile_temporary(const OutFile *file) {
  return file->temporary;
}

/* ---- writing ---------------------------------------------------------------------------- */

static gboolean write_all(OutFile *file, const char *bytes, gsize size, GError **error) {
  while (size > 0) {
    gssize written = write(file->file, bytes, size);
    if (written < 0 && errno == EINTR)
      continue;
    if (written <= 0)
      return fail(file->shown, written < 0 ? errno : ENOSPC, error);
    bytes += written;
    size -= (gsize)written;
  }
  return TRUE;
}

static gboolean flush(OutFile *file, GError **error) {
  gboolean good = write_all(file, file->buffer->str, file->buffer->len, error);
  g_string_truncate(file->buffer, 0);
  return good;
}

gboolean outfile_write(OutFile *file, const void *bytes, gsize size, GError **error) {
  if (file->buffer->len + size > BUFFER_BYTES && !flush(file, error))
    return FALSE;
  if (size > BUFFER_BYTES)
    return write_all(file, bytes, size, error);
  g_string_append_len(file->buffer, bytes, (gssize)size);
  return TRUE;
}

/* ---- ending ----------------------------------------------------------------------------- */

static gboolean close_file(OutFile *file, GError **error) {
  int code = fsync(file->file) != 0 ? errno : 0;
  if (close(file->file) != 0 && code == 0)
    code = errno;
  file->file = -1;
  return code == 0 || fail(file->shown, code, error);
}

static gboolean put(gpointer file, const char *text, gsize length, GError **error) {
  return outfile_write(file, text, length, error);
}

Sink outfile_sink(OutFile *file) {
  return (Sink){put, file};
}

gboolean outfile_publish(OutFile *file, GError **error) {
  if (!flush(file, error) || !close_file(file, error))
    return FALSE;
  mode_t mode;
  int code = in_the_way(file->confined.path, file->replace, &mode); /* since it was begun */
  if (code != 0)
    return fail(file->shown, code, error);
  gboolean published = file->replace ? publish_over(file->temporary, file->confined.path)
                                     : publish_file(file->temporary, file->confined.path);
  if (!published)
    return fail(file->shown, errno, error);
  g_clear_pointer(&file->temporary, g_free);
  return TRUE;
}

void outfile_free(OutFile *file) {
  if (file == NULL)
    return;
  if (file->file >= 0)
    close(file->file);
  if (file->temporary != NULL)
    g_unlink(file->temporary);
  g_free(file->shown);
  confined_clear(&file->confined);
  g_free(file->temporary);
  g_string_free(file->buffer, TRUE);
  g_free(file);
}

gboolean outfile_put(const char *path, const void *bytes, gsize size, gboolean replace,
                     GError **error) {
  g_autoptr(OutFile) file = outfile_begin(path, replace, error);
  return file != NULL && outfile_write(file, bytes, size, error) && outfile_publish(file, error);
}

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/exchange/table/office.h"
#include "core/exchange/table/workbook_private.h"
#include "core/rules/confine.h"
#include "core/rules/fault.h"
#include "core/rules/text.h"

#define PASTED "粘贴的内容"

G_DEFINE_QUARK(workbook_error, workbook_error)

static void free_grid(gpointer grid) {
  grid_free(grid);
}

static Workbook *workbook_new(const char *path) {
  Workbook *workbook = g_new0(Workbook, 1);
  workbook->path = g_strdup(path);
  workbook->grids = g_ptr_array_new_with_free_func(free_grid);
  return workbook;
}

void workbook_free(Workbook *workbook) {
  if (workbook == NULL)
    return;
  g_free(workbook->path);
  g_ptr_array_unref(workbook->grids);
  g_free(workbook->data);
  g_free(workbook);
}

/* ---- the file --------------------------------------------------------------------------- */

static gboolean fail_read(int code, GError **error) {
  const char *advice = code == ENOENT   ? "；请核对文件名"
                       : code == EISDIR ? "；请指明其中的文件"
                                        : "";
  g_set_error(error, WORKBOOK_ERROR, WORKBOOK_ERROR_READ, "读不了，%s%s", fault_read_text(code),
              advice);
  return FALSE;
}

/* Checks that an open file is one, and not too large. */
static gboolean check_file(int file, gsize *size, GError **error) {
  struct stat status;
  if (fstat(file, &status) != 0)
    return fail_read(errno, error);
  if (S_ISDIR(status.st_mode))
    return fail_read(EISDIR, error);
  if (!S_ISREG(status.st_mode)) {
    g_set_error_literal(error, WORKBOOK_ERROR, WORKBOOK_ERROR_READ,
                        "读不了，这不是普通文件（是管道或设备）；请先存成文件");
    return FALSE;
  }
  if (status.st_size > WORKBOOK_BYTES_MAX) {
    g_set_error(error, WORKBOOK_ERROR, WORKBOOK_ERROR_LIMIT,
                "有 %.1f MB，超过 %u MB；请删去其中的图片，或拆成几个文件",
                (double)status.st_size / (1 << 20), WORKBOOK_BYTES_MAX >> 20);
    return FALSE;
  }
  *size = (gsize)status.st_size;
  return TRUE;
}

/* Reads size bytes, or as many as there are by now, and puts a NUL behind them. */
static char *read_bytes(int file, gsize *size, GError **error) {
  g_autofree char *bytes = g_malloc(*size + 1);
  gsize done = 0;
  while (done < *size) {
    gssize count = read(file, bytes + done, *size - done);
    if (count < 0 && errno == EINTR)
      continue;
    if (count < 0) {
      fail_read(errno, error);
      return NULL;
    }
    if (count == 0)
      break;
    done += (gsize)count;
  }
  *size = done;
  bytes[done] = '\0';
  return g_steal_pointer(&bytes);
}

static char *read_file(const char *path, gsize *size, GError **error) {
  GError *outside = NULL;
  int file = confine_open(path, &outside);
  if (outside != NULL) {
    g_propagate_error(error, outside);
    return NULL;
  }
  if (file < 0) {
    fail_read(errno, error);
    return NULL;
  }
  char *bytes = check_file(file, size, error) ? read_bytes(file, size, error) : NULL;
  close(file);
  return bytes;
}

/* ---- the whole -------------------------------------------------------------------------- */

/* A file's name as a person may see it. */
static char *display_name(const char *path) {
  g_autofree char *name = g_filename_display_name(path);
  return text_clean(name, FALSE);
}

/* The name of a csv's only table: the file's, without what says its kind. */
static char *table_name(const char *path) {
  g_autofree char *base = g_path_get_basename(path);
  char *name = display_name(base);
  char *dot = strrchr(name, '.');
  if (dot != NULL && dot != name)
    *dot = '\0';
  return name;
}

static gboolean read_kind(Reading *reading, char *bytes, gsize size, GError **error) {
  const char *refusal = filekind_refusal(bytes, size);
  if (refusal != NULL) {
    g_set_error_literal(error, WORKBOOK_ERROR,
                        size > 0 ? WORKBOOK_ERROR_KIND : WORKBOOK_ERROR_DAMAGED, refusal);
    return FALSE;
  }
  if (filekind_is_archive(bytes, size)) {
    __typeof__(&office_read) read = OFFICE(office_read, error);
    return read != NULL && read(reading, bytes, size, error);
  }
  reading->workbook->kind = WORKBOOK_CSV;
  g_autofree char *name = table_name(reading->workbook->path);
  return csv_read(reading, name, bytes, size, error);
}

Workbook *workbook_read(const char *path, const Watch *watch, GError **error) {
  g_autoptr(Workbook) workbook = workbook_new(path);
  Reading reading = {.workbook = workbook, .watch = watch};
  gsize size = 0;
  g_autofree char *bytes = read_file(path, &size, error);
  if (bytes != NULL && read_kind(&reading, bytes, size, error))
    return g_steal_pointer(&workbook);
  g_autofree char *name = display_name(path);
  reading_prefix(error, "文件 %s：", name);
  return NULL;
}

Workbook *workbook_read_text(const char *text, GError **error) {
  g_autoptr(Workbook) workbook = workbook_new(PASTED);
  workbook->kind = WORKBOOK_CSV;
  Reading reading = {.workbook = workbook};
  g_autofree char *copy = g_strdup(text);
  if (csv_read_pasted(&reading, PASTED, copy, error))
    return g_steal_pointer(&workbook);
  reading_prefix(error, PASTED "：");
  return NULL;
}

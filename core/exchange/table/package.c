#include "core/exchange/table/package.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>

#include "core/rules/fault.h"

G_DEFINE_QUARK(package_error, package_error)

struct Package {
  struct archive *archive;
  GError *error; /* the first failure */
};

static void note(Package *package, int code) {
  if (code >= ARCHIVE_WARN || package->error != NULL)
    return;
  int reason = archive_errno(package->archive);
  g_set_error(&package->error, PACKAGE_ERROR, PACKAGE_ERROR_WRITE, "没有写成文件：%s",
              reason > 0 ? fault_text(reason) : "压缩没有成功");
}

Package *package_new(const char *path) {
  Package *package = g_new0(Package, 1);
  package->archive = archive_write_new();
  note(package, archive_write_set_format_zip(package->archive));
  note(package, archive_write_open_filename(package->archive, path));
  return package;
}

void package_add(Package *package, const char *name, const void *bytes, gsize size) {
  if (package->error != NULL)
    return;
  struct archive_entry *entry = archive_entry_new();
  archive_entry_set_pathname(entry, name);
  archive_entry_set_filetype(entry, AE_IFREG);
  archive_entry_set_perm(entry, 0644);
  archive_entry_set_size(entry, (la_int64_t)size);
  note(package, archive_write_header(package->archive, entry));
  if (package->error == NULL && archive_write_data(package->archive, bytes, size) < 0)
    note(package, ARCHIVE_FATAL);
  archive_entry_free(entry);
}

gboolean package_close(Package *package, GError **error) {
  note(package, archive_write_close(package->archive));
  gboolean whole = package->error == NULL;
  if (!whole)
    g_propagate_error(error, g_steal_pointer(&package->error));
  package_free(package);
  return whole;
}

void package_free(Package *package) {
  if (package == NULL)
    return;
  archive_write_free(package->archive);
  g_clear_error(&package->error);
  g_free(package);
}

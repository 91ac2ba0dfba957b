/* create.c: making a ledger file, invisible until it is complete. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/rules/fault.h"
#include "core/store/db_private.h"
#include "core/store/migrate.h"
#include "core/store/open.h"
#include "core/store/publish.h"
#include "core/store/stale.h"

enum {
  FILE_MODE = 0660,       /* owner and group; whatever the umask */
  DIRECTORY_MODE = 02770, /* what is made in it carries its group */
};

static gboolean fail_exists(const char *path, GError **error) {
  g_autofree char *file = g_filename_display_name(path);
  g_set_error(error, STORE_ERROR, STORE_ERROR_EXISTS,
              "%s 已经存在，没有新建，也没有改动它。请换一个文件名，或者直接打开它", file);
  return FALSE;
}

static gboolean fail_errno(const char *path, const char *doing, GError **error) {
  int number = errno;
  g_autofree char *file = g_filename_display_name(path);
  gboolean full = number == ENOSPC || number == EDQUOT;
  g_set_error(error, STORE_ERROR, full ? STORE_ERROR_FULL : STORE_ERROR_IO,
              "%s %s 失败：%s。请检查路径、权限和磁盘空间后再试", doing, file, fault_text(number));
  return FALSE;
}

/* umask and the setgid bit are none of mkdir()'s business, so the mode is set afterwards. */
static gboolean make_directory(Db *db, const char *directory, GError **error) {
  if (g_file_test(directory, G_FILE_TEST_IS_DIR))
    return TRUE;
  g_autofree char *above = g_path_get_dirname(directory);
  if (g_mkdir_with_parents(above, 0755) != 0 || g_mkdir(directory, 0770) != 0)
    return fail_errno(directory, "建立目录", error);
  db->made_directory = g_strdup(directory);
  if (g_chmod(directory, DIRECTORY_MODE) != 0)
    return fail_errno(directory, "设置目录权限", error);
  return TRUE;
}

static gboolean make_file(Db *db, const char *directory, GError **error) {
  g_autofree char *name = g_build_filename(directory, STALE_PATTERN, NULL);
  int file = mkostemp(name, O_CLOEXEC);
  if (file < 0)
    return fail_errno(directory, "新建台账文件，目录", error);
  db->temporary = g_steal_pointer(&name);
  stale_remove(directory, db->temporary);
  gboolean good = fchmod(file, FILE_MODE) == 0 || fail_errno(db->path, "设置文件权限", error);
  close(file);
  return good;
}

static gboolean fill_file(Db *db, const Migrations *migrations, GError **error) {
  g_autofree char *mark = g_strdup_printf("PRAGMA application_id = %d", APPLICATION_ID);
  return open_connect(db, db->temporary, TRUE, error) && open_configure(db, DB_WRITE, error) &&
         db_exec(db, mark, error) && migrate_run(db, migrations, error);
}

Db *migrate_create(const char *path, const Migrations *migrations, GError **error) {
  struct stat info;
  if (lstat(path, &info) == 0) { /* a link that leads nowhere counts, too */
    fail_exists(path, error);
    return NULL;
  }
  g_autofree char *directory = g_path_get_dirname(path);
  g_autoptr(Db) db = open_new(path);
  db->mode = DB_WRITE;
  if (!make_directory(db, directory, error) || !make_file(db, directory, error) ||
      !fill_file(db, migrations, error))
    return NULL;
  return g_steal_pointer(&db);
}

Db *db_create(const char *path, GError **error) {
  return migrate_create(path, &ledger_migrations, error);
}

gboolean db_is_published(const Db *db) {
  return db->temporary == NULL;
}

static void remove_journal(const char *file) {
  g_autofree char *journal = g_strconcat(file, "-journal", NULL);
  g_unlink(journal);
}

gboolean db_publish(Db *db, GError **error) {
  if (db->temporary == NULL)
    return TRUE;
  g_autofree char *directory = g_path_get_dirname(db->path);
  stale_remove(directory, db->temporary);
  if (!publish_file(db->temporary, db->path))
    return errno == EEXIST ? fail_exists(db->path, error)
                           : fail_errno(db->path, "新建台账文件", error);
  /* The handle would go on using a journal with the temporary name, where nobody who opens the
   * file after a crash would look for it. */
  open_disconnect(db);
  remove_journal(db->temporary);
  g_clear_pointer(&db->temporary, g_free);
  g_clear_pointer(&db->made_directory, g_free);
  if (open_connect(db, db->path, TRUE, error) && open_configure(db, DB_WRITE, error))
    return TRUE;
  db->read_only = TRUE;
  return FALSE;
}

void open_discard(Db *db) {
  if (db->temporary != NULL) {
    g_unlink(db->temporary);
    remove_journal(db->temporary);
  }
  if (db->made_directory != NULL)
    g_rmdir(db->made_directory);
  g_clear_pointer(&db->temporary, g_free);
  g_clear_pointer(&db->made_directory, g_free);
}

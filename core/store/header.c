#include "core/store/header.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/rules/fault.h"
#include "core/store/db_private.h"

/* https://www.sqlite.org/fileformat.html, "The Database Header" */
enum {
  HEADER_SIZE = 100,
  MAGIC_SIZE = 16,
  WRITE_VERSION = 18,
  READ_VERSION = 19,
  USER_VERSION = 60,
  APPLICATION = 68,
};

static const char magic[MAGIC_SIZE] = "SQLite format 3";

static gboolean refuse(const char *path, StoreError code, const char *what, GError **error) {
  g_autofree char *file = g_filename_display_name(path);
  g_set_error(error, STORE_ERROR, (gint)code, "%s %s", file, what);
  return FALSE;
}

gboolean header_check_kind(const char *path, GError **error) {
  struct stat info;
  if (stat(path, &info) != 0) {
    if (errno == ENOENT)
      return refuse(path, STORE_ERROR_MISSING, "不存在。请检查路径，或者先新建台账文件", error);
    if (errno == ENOTDIR)
      return refuse(path, STORE_ERROR_MISSING, "不存在：上级路径不是目录。请检查路径", error);
    g_autofree char *what = g_strdup_printf("打不开：%s。请检查路径和权限", fault_read_text(errno));
    return refuse(path, STORE_ERROR_IO, what, error);
  }
  if (!S_ISREG(info.st_mode))
    return refuse(path, STORE_ERROR_FOREIGN,
                  S_ISDIR(info.st_mode) ? "是一个目录，不是台账文件。请给出目录中的文件"
                                        : "不是普通文件，不能当作台账打开。请检查路径",
                  error);
  if (faccessat(AT_FDCWD, path, R_OK, AT_EACCESS) != 0)
    return refuse(path, STORE_ERROR_IO, "没有读取权限。请联系文件的所有者或管理员", error);
  return TRUE;
}

static gint32 big_endian(const guint8 *bytes) {
  guint32 value = 0;
  for (int i = 0; i < 4; i++)
    value = value << 8 | bytes[i];
  return (gint32)value;
}

static gboolean check_bytes(const char *path, const guint8 *header, int newest, GError **error) {
  if (memcmp(header, magic, MAGIC_SIZE) != 0 || big_endian(header + APPLICATION) != APPLICATION_ID)
    return refuse(path, STORE_ERROR_FOREIGN,
                  "不是本程序的台账文件，没有打开，也没有改动。请检查路径", error);
  gint32 version = big_endian(header + USER_VERSION);
  if (version > newest) {
    g_autofree char *what = g_strdup_printf("由更新版本的程序建立（文件版本 %d，本程序只认到 %d）。"
                                            "请升级程序后再打开；文件没有改动",
                                            version, newest);
    return refuse(path, STORE_ERROR_NEWER, what, error);
  }
  if (version < 1)
    return refuse(path, STORE_ERROR_DAMAGED,
                  "的版本号不对，文件不完整或已损坏。请改用最近的备份；文件没有改动", error);
  if (header[WRITE_VERSION] != 1 || header[READ_VERSION] != 1)
    return refuse(path, STORE_ERROR_FOREIGN,
                  "被别的工具改成了 WAL 模式，多人共用时会出错，没有打开。"
                  "请管理员用 sqlite3 执行 PRAGMA journal_mode=DELETE 改回来",
                  error);
  return TRUE;
}

gboolean header_check(const Db *db, int newest, GError **error) {
  sqlite3_file *file = NULL;
  guint8 header[HEADER_SIZE] = {0};
  sqlite3_int64 size = 0;
  int code = sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (code == SQLITE_OK)
    code = file->pMethods->xFileSize(file, &size);
  if (code == SQLITE_OK && size > 0) {
    code = file->pMethods->xRead(file, header, HEADER_SIZE, 0);
    if (code == SQLITE_IOERR_SHORT_READ) /* the rest of header is zeros */
      code = SQLITE_OK;
  }
  if (code != SQLITE_OK) {
    db_fail(db, code, error);
    return FALSE;
  }
  if (size == 0)
    return refuse(db->path, STORE_ERROR_FOREIGN,
                  "是空文件，不是台账文件。请检查路径，或者删掉它再新建台账文件", error);
  if (size < HEADER_SIZE && memcmp(header, magic, MAGIC_SIZE) == 0)
    return refuse(db->path, STORE_ERROR_DAMAGED,
                  "只剩开头一小段，文件不完整。请改用最近的备份；文件没有改动", error);
  return check_bytes(db->path, header, newest, error);
}

static gboolean check_size(Db *db, GError **error) {
  sqlite3_file *file = NULL;
  sqlite3_int64 size = 0;
  Query *query = query_new(db, "SELECT page_count * page_size"
                               " FROM pragma_page_count, pragma_page_size");
  gint64 needed = query_next(query) ? query_int(query, 0) : 0;
  if (!query_finish(query, error))
    return FALSE;
  int code = sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (code == SQLITE_OK)
    code = file->pMethods->xFileSize(file, &size);
  if (code != SQLITE_OK) {
    db_fail(db, code, error);
    return FALSE;
  }
  return size >= needed ||
         refuse(db->path, STORE_ERROR_DAMAGED,
                "缺了末尾一段，文件不完整。请改用最近的备份；文件没有改动", error);
}

gboolean header_check_size(Db *db, GError **error) {
  if (!db_exec(db, "BEGIN", error))
    return FALSE;
  gboolean good = check_size(db, error);
  sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
  return good;
}

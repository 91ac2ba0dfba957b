/* error.c: what SQLite reports, in words a clerk can act on. */
#include <errno.h>
#include <string.h>

#include "core/rules/fault.h"
#include "core/rules/text.h"
#include "core/store/db_private.h"
#include "core/store/holder.h"
#include "core/store/words.h"

G_DEFINE_QUARK(store - error - quark, store_error)

gboolean store_refuse(GError **error, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *message = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  g_set_error_literal(error, STORE_ERROR, STORE_ERROR_REFUSED, message);
  return FALSE;
}

static StoreError store_code(int code, int system_errno) {
  if (code == SQLITE_IOERR_CORRUPTFS)
    return STORE_ERROR_DAMAGED;
  switch (code & 0xff) {
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return STORE_ERROR_BUSY;
  case SQLITE_FULL:
    return STORE_ERROR_FULL;
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
    return STORE_ERROR_DAMAGED;
  case SQLITE_READONLY:
  case SQLITE_PERM:
  case SQLITE_AUTH:
    return STORE_ERROR_READ_ONLY;
  case SQLITE_CONSTRAINT:
  case SQLITE_TOOBIG:
    return STORE_ERROR_REFUSED;
  case SQLITE_IOERR: /* SQLite knows only ENOSPC as "full", not a quota or a limit of size */
    return system_errno == EDQUOT || system_errno == EFBIG ? STORE_ERROR_FULL : STORE_ERROR_IO;
  default:
    return STORE_ERROR_IO;
  }
}

/* "UNIQUE constraint failed: task.ledger, task.number" → "目标任务的台账、序号". */
static char *constrained_fields(const char *message) {
  const char *list = strstr(message, "failed: ");
  if (list == NULL)
    return g_strdup(message);
  GString *text = g_string_new(NULL);
  g_auto(GStrv) fields = g_strsplit(list + strlen("failed: "), ", ", -1);
  for (char **field = fields; *field != NULL; field++) {
    char *dot = strchr(*field, '.');
    if (dot == NULL) {
      g_string_append_printf(text, "%s%s", text->len > 0 ? "、" : "", *field);
      continue;
    }
    *dot = '\0';
    if (text->len == 0)
      g_string_append_printf(text, "%s的", words_table(*field));
    else
      g_string_append(text, "、");
    g_string_append(text, words_column(*field, dot + 1));
  }
  return g_string_free(text, FALSE);
}

static char *constraint_message(int code, const char *message, const char *file) {
  g_autofree char *fields = constrained_fields(message);
  switch (code) {
  case SQLITE_CONSTRAINT_UNIQUE:
  case SQLITE_CONSTRAINT_PRIMARYKEY:
  case SQLITE_CONSTRAINT_ROWID:
    return g_strdup_printf("没有保存：台账文件 %s 中已有相同的记录（%s 重复）。请改用别的值", file,
                           fields);
  case SQLITE_CONSTRAINT_NOTNULL:
    return g_strdup_printf("没有保存到台账文件 %s：缺少必填内容（%s）。请补上后再保存", file,
                           fields);
  case SQLITE_CONSTRAINT_FOREIGNKEY:
    return g_strdup_printf("没有保存到台账文件 %s："
                           "它引用的记录不存在，或者还有别的记录在引用它。请刷新后核对",
                           file);
  case SQLITE_CONSTRAINT_TRIGGER:
    return g_strdup_printf("没有保存到台账文件 %s：%s", file, message);
  default:
    return g_strdup_printf("没有保存到台账文件 %s：内容不在允许的范围内（%s）。请改正后再保存",
                           file, fields);
  }
}

static char *read_only_message(int code, const char *file) {
  if (code == SQLITE_READONLY_ROLLBACK || code == SQLITE_READONLY_RECOVERY)
    return g_strdup_printf("台账文件 %s 上次保存时中断，需要先恢复，而您没有写它的权限。"
                           "请让有写权限的同事打开一次，然后再试",
                           file);
  return g_strdup_printf("没有写台账文件 %s（或它所在目录）的权限，只能查看，没有保存。"
                         "需要修改时请联系管理员开通权限",
                         file);
}

/* holder: who keeps others waiting; NULL: not known. */
static char *message_for(int code, int system_errno, const char *message, const char *file,
                         const char *holder) {
  switch (store_code(code, system_errno)) {
  case STORE_ERROR_BUSY:
    return g_strdup_printf("另一位同事正在保存，暂时轮不到这一步（台账文件 %s）。"
                           "没有改动任何内容，请稍后再试%s%s",
                           file, holder != NULL ? "；" : "", holder != NULL ? holder : "");
  case STORE_ERROR_FULL:
    return g_strdup_printf("磁盘空间不足，没有保存到台账文件 %s。请腾出空间后再试", file);
  case STORE_ERROR_DAMAGED:
    return g_strdup_printf("台账文件 %s 已损坏（%s）。请停止使用它，改用最近的备份", file, message);
  case STORE_ERROR_READ_ONLY:
    return read_only_message(code, file);
  case STORE_ERROR_REFUSED:
    if ((code & 0xff) == SQLITE_TOOBIG)
      return g_strdup_printf("内容太大，没有保存到台账文件 %s。请分几次保存", file);
    return constraint_message(code, message, file);
  default:
    break;
  }
  const char *cause = system_errno != 0 ? fault_text(system_errno) : message;
  if ((code & 0xff) == SQLITE_NOMEM)
    return g_strdup_printf("内存不足，没有完成对台账文件 %s 的读写。请关闭别的程序后再试", file);
  if ((code & 0xff) == SQLITE_CANTOPEN || (code & 0xff) == SQLITE_IOERR)
    return g_strdup_printf("读写台账文件 %s 时系统出错：%s。请检查磁盘和目录权限后再试", file,
                           cause);
  return g_strdup_printf("处理台账文件 %s 时出错：%s。没有保存；请把这条提示告诉管理员", file,
                         message);
}

void db_fail(const Db *db, int code, GError **error) {
  g_autofree char *file = g_filename_display_name(db->path);
  /* Of a damaged file it may quote anything. */
  g_autofree char *message =
      text_clean(db->handle != NULL ? sqlite3_errmsg(db->handle) : sqlite3_errstr(code), FALSE);
  int system_errno = 0;
  if (db->handle != NULL && ((code & 0xff) == SQLITE_IOERR || (code & 0xff) == SQLITE_CANTOPEN))
    system_errno = sqlite3_system_errno(db->handle);
  g_autofree char *holder = store_code(code, system_errno) == STORE_ERROR_BUSY
                                ? holder_text(db->device, db->inode)
                                : NULL;
  g_autofree char *text = message_for(code, system_errno, message, file, holder);
  g_set_error_literal(error, STORE_ERROR, (gint)store_code(code, system_errno), text);
}

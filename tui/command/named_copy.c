#include "tui/command/named_copy.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/rules/confine.h"
#include "core/rules/fault.h"

#define JOURNAL "-journal"

void named_copy_clear(NamedCopy *copy) {
  if (copy->folder != NULL) {
    g_autofree char *journal = g_strconcat(copy->path, JOURNAL, NULL);
    g_unlink(copy->path);
    g_unlink(journal);
    g_rmdir(copy->folder);
  }
  g_clear_pointer(&copy->path, g_free);
  g_clear_pointer(&copy->shown, g_free);
  g_clear_pointer(&copy->folder, g_free);
}

static gboolean is_meant(const BackupCopy *copy, const char *argument) {
  char day[DAY_TEXT_SIZE];
  return g_str_equal(copy->name, argument) || g_str_equal(copy->path, argument) ||
         (copy->kind == BACKUP_MADE && g_str_equal(day_to_iso(copy->when.day, day), argument));
}

/* path NULL without error: none of them is. */
static gboolean find_listed(const BackupPlan *plan, const char *argument, NamedCopy *copy,
                            GError **error) {
  g_autoptr(GPtrArray) copies = backup_list(plan->ledger, plan->folder, error);
  for (guint i = 0; copies != NULL && copy->path == NULL && i < copies->len; i++) {
    const BackupCopy *one = copies->pdata[i];
    copy->path = is_meant(one, argument) ? g_strdup(one->path) : NULL;
  }
  copy->is_own = copy->path != NULL;
  return copies != NULL;
}

/* ---- a file ------------------------------------------------------------------------------ */

static gboolean fail(const char *argument, const char *why, GError **error) {
  g_autofree char *name = g_filename_display_name(argument);
  g_set_error(error, STORE_ERROR, STORE_ERROR_IO, "读不了备份 %s：%s", name, why);
  return FALSE;
}

/* 0 or an errno. */
static int copy_bytes(int from, int to) {
  char bytes[65536];
  gssize got;
  while ((got = read(from, bytes, sizeof bytes)) > 0)
    for (gssize done = 0; done < got;) {
      gssize put = write(to, bytes + done, (gsize)(got - done));
      if (put < 0)
        return errno;
      done += put;
    }
  return got < 0 ? errno : 0;
}

/* The file that is open, which may wait for nobody, under a name of its own. */
static gboolean take_file(const char *argument, int from, const char *path, GError **error) {
  struct stat info;
  if (fstat(from, &info) != 0 || !S_ISREG(info.st_mode))
    return fail(argument, "不是普通文件", error);
  int to = g_open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  int code = to >= 0 ? copy_bytes(from, to) : errno;
  if (to >= 0 && close(to) != 0 && code == 0)
    code = errno;
  return code == 0 || fail(argument, fault_text(code), error);
}

/* What a writer who crashed left beside it says whether it is whole. */
static gboolean take_journal(const char *argument, const char *path, GError **error) {
  g_autofree char *from = g_strconcat(argument, JOURNAL, NULL);
  g_autofree char *to = g_strconcat(path, JOURNAL, NULL);
  GError *failure = NULL;
  int file = confine_open(from, &failure);
  if (failure != NULL)
    g_propagate_error(error, failure);
  if (file < 0)
    return failure == NULL && (errno == ENOENT || fail(from, "打不开", error));
  gboolean good = take_file(from, file, to, error);
  close(file);
  return good;
}

static gboolean take(const char *argument, int file, NamedCopy *copy, GError **error) {
  copy->folder = g_dir_make_tmp("taizhang.XXXXXX", NULL);
  if (copy->folder == NULL)
    return fail(argument, "建不了临时文件夹；请检查它的权限和磁盘空间", error);
  g_autofree char *name = g_path_get_basename(argument);
  copy->path = g_build_filename(copy->folder, name, NULL);
  return take_file(argument, file, copy->path, error) && take_journal(argument, copy->path, error);
}

/* path NULL without error: there is none. */
static gboolean find_file(const char *argument, NamedCopy *copy, GError **error) {
  if (!confine_is_on()) {
    copy->path = g_file_test(argument, G_FILE_TEST_EXISTS) ? g_strdup(argument) : NULL;
    return TRUE;
  }
  GError *failure = NULL;
  int file = confine_open(argument, &failure);
  if (failure != NULL)
    g_propagate_error(error, failure);
  if (file < 0)
    return failure == NULL;
  gboolean good = take(argument, file, copy, error);
  close(file);
  return good;
}

/* ---- either ------------------------------------------------------------------------------ */

static gboolean find(const BackupPlan *plan, const char *argument, NamedCopy *copy,
                     GError **error) {
  gboolean listed_first = confine_is_on();
  if (!(listed_first ? find_listed(plan, argument, copy, error) : find_file(argument, copy, error)))
    return FALSE;
  if (copy->path == NULL &&
      !(listed_first ? find_file(argument, copy, error) : find_listed(plan, argument, copy, error)))
    return FALSE;
  if (copy->path != NULL)
    return TRUE;
  g_set_error(error, STORE_ERROR, STORE_ERROR_MISSING,
              "没有“%s”这份备份。有哪些见 taizhang backup --list，可写文件名或日期"
              "（如 2026-11-28，取那天最后一份）",
              argument);
  return FALSE;
}

gboolean named_copy_find(const BackupPlan *plan, const char *argument, NamedCopy *copy,
                         GError **error) {
  *copy = (NamedCopy){0};
  if (!find(plan, argument, copy, error)) {
    named_copy_clear(copy);
    return FALSE;
  }
  copy->shown = g_filename_display_name(copy->folder != NULL ? argument : copy->path);
  return TRUE;
}

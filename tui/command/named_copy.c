#include "tui/command/named_copy.h"

#include <errno.h>
#include <unistd.h>

#include "core/rules/confine.h"

static gboolean is_meant(const BackupCopy *copy, const char *argument) {
  char day[DAY_TEXT_SIZE];
  return g_str_equal(copy->name, argument) || g_str_equal(copy->path, argument) ||
         (copy->kind == BACKUP_MADE && g_str_equal(day_to_iso(copy->when.day, day), argument));
}

/* NULL without error: none of them is. */
static char *find_listed(const BackupPlan *plan, const char *argument, GError **error) {
  g_autoptr(GPtrArray) copies = backup_list(plan->ledger, plan->folder, error);
  for (guint i = 0; copies != NULL && i < copies->len; i++) {
    const BackupCopy *copy = copies->pdata[i];
    if (is_meant(copy, argument))
      return g_strdup(copy->path);
  }
  return NULL;
}

/* The file that a path leads to, where it may be read; NULL without error: there is none. */
static char *find_file(const char *argument, GError **error) {
  if (!confine_is_on())
    return g_file_test(argument, G_FILE_TEST_EXISTS) ? g_strdup(argument) : NULL;
  GError *failure = NULL;
  int file = confine_open(argument, &failure);
  if (file < 0) {
    if (failure != NULL)
      g_propagate_error(error, failure);
    return NULL;
  }
  g_autofree char *link = g_strdup_printf("/proc/self/fd/%d", file);
  char *path = g_file_read_link(link, error);
  close(file);
  return path;
}

char *named_copy_find(const BackupPlan *plan, const char *argument, GError **error) {
  g_autoptr(GError) failure = NULL;
  gboolean listed_first = confine_is_on();
  char *path = listed_first ? find_listed(plan, argument, &failure) : find_file(argument, &failure);
  if (path == NULL && failure == NULL)
    path = listed_first ? find_file(argument, &failure) : find_listed(plan, argument, &failure);
  if (path != NULL)
    return path;
  if (failure != NULL)
    g_propagate_error(error, g_steal_pointer(&failure));
  else
    g_set_error(error, STORE_ERROR, STORE_ERROR_MISSING,
                "没有“%s”这份备份。有哪些见 taizhang backup --list，可写文件名或日期"
                "（如 2026-11-28，取那天最后一份）",
                argument);
  return NULL;
}

gboolean named_copy_is_own(const BackupPlan *plan, const char *path) {
  g_autoptr(GPtrArray) copies = backup_list(plan->ledger, plan->folder, NULL);
  for (guint i = 0; copies != NULL && i < copies->len; i++) {
    if (g_str_equal(((const BackupCopy *)copies->pdata[i])->path, path))
      return TRUE;
  }
  return FALSE;
}

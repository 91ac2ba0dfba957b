/* backup.c: the copies there are: their folder, their names, which of them are kept. */
#include "core/store/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/rules/fault.h"
#include "core/store/backup_private.h"
#include "core/store/publish.h"

#define SUFFIX ".db"
#define FOLDER_SUFFIX ".backups"

enum { KEPT_BEFORE = 3, MOST_TURNS = 1000 };

static const char *const KIND_WORDS[] = {
    [BACKUP_MADE] = "",
    [BACKUP_PRE_MIGRATION] = "pre-migration-",
    [BACKUP_PRE_RESTORE] = "pre-restore-",
};

const char *backup_kind_name(BackupKind kind) {
  static const char *const NAMES[] = {
      [BACKUP_MADE] = "备份", [BACKUP_PRE_MIGRATION] = "升级前", [BACKUP_PRE_RESTORE] = "恢复前"};
  return NAMES[kind];
}

char *backup_copy_when(const BackupCopy *copy) {
  char day[DAY_TEXT_SIZE];
  return g_strdup_printf("%s %02d:%02d", day_to_iso(copy->when.day, day), copy->when.minute / 60,
                         copy->when.minute % 60);
}

void backup_copy_free(BackupCopy *copy) {
  g_free(copy->path);
  g_free(copy->name);
  g_free(copy);
}

gboolean backup_fail(const char *path, const char *doing, GError **error) {
  int number = errno;
  g_autofree char *file = g_filename_display_name(path);
  gboolean full = number == ENOSPC || number == EDQUOT;
  g_set_error(error, STORE_ERROR, full ? STORE_ERROR_FULL : STORE_ERROR_IO,
              "%s %s 失败：%s。请检查权限和磁盘空间（备份目录可以在设置 backup_folder 里换）",
              doing, file, fault_text(number));
  return FALSE;
}

/* ---- places and names -------------------------------------------------------------------- */

/* A link stands for the file it leads to: the copies lie beside that. */
static char *real_path(const char *ledger) {
  char *real = realpath(ledger, NULL);
  if (real == NULL)
    return g_strdup(ledger);
  char *path = g_strdup(real);
  free(real);
  return path;
}

char *backup_stem(const char *ledger) {
  g_autofree char *path = real_path(ledger);
  char *name = g_path_get_basename(path);
  if (g_str_has_suffix(name, SUFFIX) && strlen(name) > strlen(SUFFIX))
    name[strlen(name) - strlen(SUFFIX)] = '\0';
  return name;
}

char *backup_folder(const char *ledger, const char *setting) {
  g_autofree char *path = real_path(ledger);
  g_autofree char *beside = g_path_get_dirname(path);
  if (setting != NULL && *setting != '\0')
    return g_path_is_absolute(setting) ? g_strdup(setting)
                                       : g_build_filename(beside, setting, NULL);
  g_autofree char *stem = backup_stem(ledger);
  g_autofree char *name = g_strconcat(stem, FOLDER_SUFFIX, NULL);
  return g_build_filename(beside, name, NULL);
}

RotationMoment backup_moment(gint64 seconds) {
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local(seconds);
  if (time == NULL)
    return (RotationMoment){.day = 1};
  return (RotationMoment){
      .day = day_from_ymd(g_date_time_get_year(time), g_date_time_get_month(time),
                          g_date_time_get_day_of_month(time)),
      .minute = g_date_time_get_hour(time) * 60 + g_date_time_get_minute(time),
  };
}

static char *copy_name(const char *stem, BackupKind kind, RotationMoment when, int version) {
  char day[DAY_TEXT_SIZE];
  g_autofree char *turn = when.turn > 0 ? g_strdup_printf("-%d", when.turn + 1) : g_strdup("");
  if (kind == BACKUP_PRE_MIGRATION)
    return g_strdup_printf("%s-%sv%d%s" SUFFIX, stem, KIND_WORDS[kind], version, turn);
  return g_strdup_printf("%s-%s%s-%02d%02d%s" SUFFIX, stem, KIND_WORDS[kind],
                         day_to_iso(when.day, day), when.minute / 60, when.minute % 60, turn);
}

char *backup_publish(const char *temporary, const char *folder, const char *stem, BackupKind kind,
                     RotationMoment when, int version) {
  for (when.turn = 0; when.turn < MOST_TURNS; when.turn++) {
    g_autofree char *name = copy_name(stem, kind, when, version);
    g_autofree char *path = g_build_filename(folder, name, NULL);
    if (publish_file(temporary, path))
      return g_steal_pointer(&path);
    if (errno != EEXIST)
      return NULL;
  }
  return NULL;
}

/* Digits alone, so many of them; *text moves behind. */
static gboolean take_number(const char **text, int digits, int *value) {
  *value = 0;
  for (int i = 0; i < digits; i++) {
    if (!g_ascii_isdigit((*text)[i]))
      return FALSE;
    *value = *value * 10 + ((*text)[i] - '0');
  }
  *text += digits;
  return TRUE;
}

static gboolean take_word(const char **text, const char *word) {
  if (!g_str_has_prefix(*text, word))
    return FALSE;
  *text += strlen(word);
  return TRUE;
}

/* 2026-11-28-1030 */
static gboolean take_moment(const char **text, RotationMoment *when) {
  int year, month, day, hour, minute;
  if (!take_number(text, 4, &year) || !take_word(text, "-") || !take_number(text, 2, &month) ||
      !take_word(text, "-") || !take_number(text, 2, &day) || !take_word(text, "-") ||
      !take_number(text, 2, &hour) || !take_number(text, 2, &minute) || hour > 23 || minute > 59)
    return FALSE;
  when->day = day_from_ymd(year, month, day);
  when->minute = hour * 60 + minute;
  return when->day != DAY_NONE;
}

static gboolean take_end(const char *text, RotationMoment *when) {
  if (take_word(&text, "-")) {
    char *end = NULL;
    gint64 turn = g_ascii_isdigit(*text) ? g_ascii_strtoll(text, &end, 10) : 0;
    if (turn < 2 || turn > MOST_TURNS)
      return FALSE;
    when->turn = (int)turn - 1;
    text = end;
  }
  return g_str_equal(text, SUFFIX);
}

/* FALSE where a file of that name is none of the ledger's copies. */
static gboolean read_name(const char *name, const char *stem, gint64 modified, BackupKind *kind,
                          RotationMoment *when) {
  *when = (RotationMoment){0};
  const char *text = name;
  if (!take_word(&text, stem) || !take_word(&text, "-"))
    return FALSE;
  *kind = take_word(&text, KIND_WORDS[BACKUP_PRE_MIGRATION]) ? BACKUP_PRE_MIGRATION
          : take_word(&text, KIND_WORDS[BACKUP_PRE_RESTORE]) ? BACKUP_PRE_RESTORE
                                                             : BACKUP_MADE;
  if (*kind != BACKUP_PRE_MIGRATION)
    return take_moment(&text, when) && take_end(text, when);
  if (*text++ != 'v' || !g_ascii_isdigit(*text))
    return FALSE;
  while (g_ascii_isdigit(*text))
    text++;
  RotationMoment turn = {0};
  *when = backup_moment(modified); /* its name says the version, not the day */
  if (!take_end(text, &turn))
    return FALSE;
  when->turn = turn.turn;
  return TRUE;
}

/* ---- listing ----------------------------------------------------------------------------- */

static void take_copy(GPtrArray *copies, const char *folder, const char *name, const char *stem) {
  g_autofree char *path = g_build_filename(folder, name, NULL);
  struct stat info;
  BackupKind kind;
  RotationMoment when;
  if (lstat(path, &info) != 0 || !S_ISREG(info.st_mode) ||
      !read_name(name, stem, info.st_mtime, &kind, &when))
    return;
  BackupCopy *copy = g_new0(BackupCopy, 1);
  copy->path = g_steal_pointer(&path);
  copy->name = g_strdup(name);
  copy->kind = kind;
  copy->when = when;
  copy->size = info.st_size;
  g_ptr_array_add(copies, copy);
}

static gboolean list_folder(GPtrArray *copies, const char *folder, const char *stem,
                            gboolean may_miss, GError **error) {
  errno = 0;
  GDir *dir = g_dir_open(folder, 0, NULL);
  if (dir == NULL)
    return (may_miss && errno == ENOENT) || backup_fail(folder, "读备份目录", error);
  for (const char *name; (name = g_dir_read_name(dir)) != NULL;)
    take_copy(copies, folder, name, stem);
  g_dir_close(dir);
  return TRUE;
}

static int compare_copies(gconstpointer a, gconstpointer b) {
  const BackupCopy *x = *(BackupCopy *const *)a, *y = *(BackupCopy *const *)b;
  int order = -rotation_compare(&x->when, &y->when);
  return order != 0 ? order : g_strcmp0(x->name, y->name);
}

/* By whatever names: backup_folder may be ".". */
static gboolean is_same_folder(const char *a, const char *b) {
  struct stat one, other;
  return stat(a, &one) == 0 && stat(b, &other) == 0 && one.st_dev == other.st_dev &&
         one.st_ino == other.st_ino;
}

GPtrArray *backup_list(const char *ledger, const char *folder, GError **error) {
  g_autoptr(GPtrArray) copies = g_ptr_array_new_with_free_func((GDestroyNotify)backup_copy_free);
  g_autofree char *path = real_path(ledger);
  g_autofree char *beside = g_path_get_dirname(path);
  g_autofree char *stem = backup_stem(ledger);
  if (!list_folder(copies, folder, stem, TRUE, error) ||
      (!is_same_folder(beside, folder) && !list_folder(copies, beside, stem, TRUE, error)))
    return NULL;
  g_ptr_array_sort(copies, compare_copies);
  return g_steal_pointer(&copies);
}

/* ---- keeping ----------------------------------------------------------------------------- */

/* Only in the folder: what lies beside the ledger was put there by a person. */
static void rotate_made(const char *ledger, const char *folder) {
  g_autoptr(GPtrArray) copies = g_ptr_array_new_with_free_func((GDestroyNotify)backup_copy_free);
  g_autofree char *stem = backup_stem(ledger);
  if (!list_folder(copies, folder, stem, TRUE, NULL))
    return;
  g_autoptr(GArray) moments = g_array_new(FALSE, FALSE, sizeof(RotationMoment));
  g_autoptr(GPtrArray) made = g_ptr_array_new();
  for (guint i = 0; i < copies->len; i++) {
    BackupCopy *copy = copies->pdata[i];
    if (copy->kind != BACKUP_MADE)
      continue;
    g_ptr_array_add(made, copy);
    g_array_append_val(moments, copy->when);
  }
  g_autofree gboolean *keep = g_new0(gboolean, made->len + 1);
  rotation_choose((const RotationMoment *)(gpointer)moments->data, made->len, keep);
  for (guint i = 0; i < made->len; i++) {
    if (!keep[i])
      g_unlink(((const BackupCopy *)made->pdata[i])->path);
  }
}

static void rotate_before(const GPtrArray *copies, BackupKind kind) {
  int seen = 0;
  for (guint i = 0; i < copies->len; i++) {
    const BackupCopy *copy = copies->pdata[i];
    if (copy->kind == kind && ++seen > KEPT_BEFORE)
      g_unlink(copy->path);
  }
}

void backup_rotate(const char *ledger, const char *folder) {
  rotate_made(ledger, folder);
  g_autoptr(GPtrArray) copies = backup_list(ledger, folder, NULL);
  if (copies == NULL)
    return;
  rotate_before(copies, BACKUP_PRE_MIGRATION);
  rotate_before(copies, BACKUP_PRE_RESTORE);
}

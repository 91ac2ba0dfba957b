/* backup_make.c: making a copy: the folder, the lock, checking, the note of how it ended. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/store/backup_private.h"
#include "core/store/db_private.h"
#include "core/store/journal_private.h"
#include "core/store/publish.h"
#include "core/store/snapshot.h"
#include "core/store/stale.h"

#define LOCK_NAME ".lock"
#define NOTE_NAME ".last"

enum { RETRY_SECONDS = 3600, LOCK_TRIES = 200, LOCK_MICROSECONDS = 50000 };

/* ---- the folder -------------------------------------------------------------------------- */

/* Of a ledger that is its owner's alone, the copies are too. */
static gboolean is_shared(const char *ledger) {
  struct stat info;
  return stat(ledger, &info) != 0 || (info.st_mode & 0060) != 0;
}

static void give_group(const char *ledger, int file) {
  struct stat info;
  if (stat(ledger, &info) == 0 && fchown(file, (uid_t)-1, info.st_gid) != 0)
    errno = 0; /* not one of the person's groups: then it is as the folder says */
}

gboolean backup_make_folder(const char *ledger, const char *folder, GError **error) {
  struct stat info;
  if (stat(folder, &info) == 0) {
    if (S_ISDIR(info.st_mode))
      return TRUE;
    errno = ENOTDIR;
    return backup_fail(folder, "使用备份目录", error);
  }
  if (g_mkdir(folder, 0700) != 0)
    return errno == EEXIST || backup_fail(folder, "建立备份目录", error);
  int file = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (file < 0)
    return backup_fail(folder, "打开备份目录", error);
  give_group(ledger, file);
  gboolean good = fchmod(file, is_shared(ledger) ? 02770 : 0700) == 0 ||
                  backup_fail(folder, "设置备份目录权限", error);
  close(file);
  return good;
}

char *backup_temporary(const char *ledger, const char *folder, GError **error) {
  g_autofree char *name = g_build_filename(folder, STALE_PATTERN, NULL);
  int file = mkostemp(name, O_CLOEXEC);
  if (file < 0) {
    backup_fail(folder, "新建备份文件，目录", error);
    return NULL;
  }
  g_autofree char *beside = g_path_get_dirname(ledger); /* where restoring makes its own */
  stale_remove(folder, name);
  stale_remove(beside, name);
  give_group(ledger, file);
  gboolean good = fchmod(file, is_shared(ledger) ? 0660 : 0600) == 0;
  close(file);
  if (good)
    return g_steal_pointer(&name);
  backup_fail(name, "设置备份文件权限", error);
  g_unlink(name);
  return NULL;
}

/* ---- one at a time ----------------------------------------------------------------------- */

/* A descriptor that holds the lock until it is closed; -1 with errno set, EWOULDBLOCK where
 * somebody else has it. */
static int lock_folder(const BackupPlan *plan, gboolean wait) {
  g_autofree char *path = g_build_filename(plan->folder, LOCK_NAME, NULL);
  int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
  if (file < 0)
    return -1;
  struct stat info;
  if (fstat(file, &info) == 0 && info.st_uid == geteuid()) {
    give_group(plan->ledger, file);
    fchmod(file, is_shared(plan->ledger) ? 0660 : 0600);
  }
  for (int i = 0; i < (wait ? LOCK_TRIES : 1); i++) {
    if (i > 0)
      g_usleep(LOCK_MICROSECONDS);
    if (flock(file, LOCK_EX | LOCK_NB) == 0)
      return file;
  }
  close(file);
  errno = EWOULDBLOCK;
  return -1;
}

static gboolean fail_locked(const char *folder, GError **error) {
  if (errno != EWOULDBLOCK)
    return backup_fail(folder, "使用备份目录", error);
  g_set_error(error, STORE_ERROR, STORE_ERROR_BUSY, "另一位同事正在做备份，请稍后再试");
  return FALSE;
}

/* ---- copying and checking ---------------------------------------------------------------- */

/* As it stands, also one of an older version. A crashed writer's journal has to be rolled back
 * first, which a look does not do. */
static Db *open_source(const char *ledger, GError **error) {
  GError *failure = NULL;
  Db *db = snapshot_open(ledger, &failure);
  if (db != NULL || (!g_error_matches(failure, STORE_ERROR, STORE_ERROR_READ_ONLY) &&
                     !g_error_matches(failure, STORE_ERROR, STORE_ERROR_IO))) {
    if (db == NULL)
      g_propagate_error(error, failure);
    return db;
  }
  g_error_free(failure);
  return db_open(ledger, DB_READ, error);
}

/* The newest entry of the copy stands in the ledger as it does in the copy. The ledger may have
 * gone on; it may not have lost what the copy has. */
static gboolean check_head(Db *source, Db *copy, GError **error) {
  JournalSpan span, now;
  char head[JOURNAL_HEAD_SIZE];
  if (!journal_span(copy, &span, error) || !journal_head(copy, head, error) ||
      !journal_span(source, &now, error))
    return FALSE;
  Query *query = query_new(source, "SELECT lower(hex(hash)) FROM journal WHERE " ENTRY_OF_HASH);
  query_bind_int(query, 1, span.seq);
  g_autofree char *hash = query_next(query) ? g_strdup(query_text(query, 0)) : g_strdup("");
  if (!query_finish(query, error))
    return FALSE;
  if (g_str_equal(hash, head) && g_str_equal(span.origin, now.origin))
    return TRUE;
  g_set_error(error, STORE_ERROR, STORE_ERROR_CONFLICT,
              "备份没有做成：复制时台账文件被换成了另一份，请再做一次");
  return FALSE;
}

static gboolean fill_and_check(Db *source, const char *temporary, GError **error) {
  if (!snapshot_copy(source, temporary, error))
    return FALSE;
  g_autoptr(Db) copy = snapshot_open(temporary, error);
  return copy != NULL && snapshot_check(copy, error) && check_head(source, copy, error);
}

static char *make(Db *source, const char *ledger, const char *folder, BackupKind kind,
                  RotationMoment when, int version, GError **error) {
  g_autofree char *stem = backup_stem(ledger);
  g_autofree char *temporary = backup_temporary(ledger, folder, error);
  if (temporary == NULL)
    return NULL;
  char *path = NULL;
  if (fill_and_check(source, temporary, error)) {
    path = backup_publish(temporary, folder, stem, kind, when, version);
    if (path == NULL)
      backup_fail(folder, "保存备份，目录", error);
  }
  if (path == NULL)
    g_unlink(temporary);
  return path;
}

/* ---- the note ---------------------------------------------------------------------------- */

void backup_attempt_clear(BackupAttempt *attempt) {
  g_clear_pointer(&attempt->who, g_free);
  g_clear_pointer(&attempt->problem, g_free);
}

static void note(const BackupPlan *plan, const GError *failure) {
  g_autofree char *path = g_build_filename(plan->folder, NOTE_NAME, NULL);
  g_autofree char *text =
      g_strdup_printf("%" G_GINT64_FORMAT "\n%s\n%s\n", plan->actor->now, plan->actor->who,
                      failure != NULL ? failure->message : "");
  if (g_file_set_contents_full(path, text, -1, G_FILE_SET_CONTENTS_NONE,
                               is_shared(plan->ledger) ? 0660 : 0600, NULL))
    g_chmod(path, is_shared(plan->ledger) ? 0660 : 0600);
}

enum { NOTE_SIZE = 4096 };

static gboolean read_note(const char *folder, char note[NOTE_SIZE]) {
  g_autofree char *path = g_build_filename(folder, NOTE_NAME, NULL);
  int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (file < 0)
    return FALSE;
  ssize_t size = read(file, note, NOTE_SIZE - 1);
  close(file);
  note[MAX(size, 0)] = '\0';
  return size > 0;
}

void backup_last(const char *folder, BackupAttempt *attempt) {
  *attempt = (BackupAttempt){0};
  char text[NOTE_SIZE];
  if (!read_note(folder, text))
    return;
  g_auto(GStrv) lines = g_strsplit(text, "\n", 4);
  if (g_strv_length(lines) < 3)
    return;
  attempt->at = g_ascii_strtoll(lines[0], NULL, 10);
  attempt->who = g_utf8_make_valid(lines[1], -1);
  if (lines[2][0] != '\0')
    attempt->problem = g_utf8_make_valid(lines[2], -1);
}

/* ---- making ------------------------------------------------------------------------------ */

static gboolean has_copy_of_day(const BackupPlan *plan) {
  g_autoptr(GPtrArray) copies = backup_list(plan->ledger, plan->folder, NULL);
  Day today = backup_moment(plan->actor->now).day;
  for (guint i = 0; copies != NULL && i < copies->len; i++) {
    const BackupCopy *copy = copies->pdata[i];
    if (copy->kind == BACKUP_MADE && copy->when.day == today)
      return TRUE;
  }
  return FALSE;
}

gboolean backup_is_due(const BackupPlan *plan) {
  if (has_copy_of_day(plan))
    return FALSE;
  g_auto(BackupAttempt) last;
  backup_last(plan->folder, &last);
  return last.problem == NULL || plan->actor->now - last.at >= RETRY_SECONDS ||
         plan->actor->now < last.at;
}

static char *make_noted(const BackupPlan *plan, GError **error) {
  g_autoptr(GError) failure = NULL;
  g_autoptr(Db) source = open_source(plan->ledger, &failure);
  char *path = source != NULL ? make(source, plan->ledger, plan->folder, BACKUP_MADE,
                                     backup_moment(plan->actor->now), 0, &failure)
                              : NULL;
  note(plan, failure);
  if (path != NULL)
    backup_rotate(plan->ledger, plan->folder);
  else
    g_propagate_error(error, g_steal_pointer(&failure));
  return path;
}

char *backup_make(const BackupPlan *plan, GError **error) {
  if (!backup_make_folder(plan->ledger, plan->folder, error))
    return NULL;
  int lock = lock_folder(plan, TRUE);
  if (lock < 0) {
    fail_locked(plan->folder, error);
    return NULL;
  }
  char *path = make_noted(plan, error);
  close(lock);
  return path;
}

gboolean backup_make_daily(const BackupPlan *plan, char **path, GError **error) {
  *path = NULL;
  if (!backup_make_folder(plan->ledger, plan->folder, error))
    return FALSE;
  int lock = lock_folder(plan, FALSE);
  if (lock < 0)
    return errno == EWOULDBLOCK || fail_locked(plan->folder, error);
  gboolean due = backup_is_due(plan);
  if (due)
    *path = make_noted(plan, error);
  close(lock);
  return !due || *path != NULL;
}

gboolean backup_before_migration(Db *db, int version, GError **error) {
  g_autofree char *folder = backup_folder(db->path, NULL);
  if (!backup_make_folder(db->path, folder, error))
    return FALSE;
  g_autofree char *path =
      make(db, db->path, folder, BACKUP_PRE_MIGRATION, (RotationMoment){0}, version, error);
  if (path != NULL)
    backup_rotate(db->path, folder);
  return path != NULL;
}

gboolean backup_write(const char *ledger, const char *path, gboolean replace, GError **error) {
  struct stat info;
  if (lstat(path, &info) == 0 && (!replace || !S_ISREG(info.st_mode))) {
    g_autofree char *file = g_filename_display_name(path);
    g_set_error(error, STORE_ERROR, STORE_ERROR_EXISTS, "%s 已经存在，没有改动它。请换一个文件名",
                file);
    return FALSE;
  }
  g_autofree char *folder = g_path_get_dirname(path);
  g_autoptr(Db) source = open_source(ledger, error);
  g_autofree char *temporary = source != NULL ? backup_temporary(ledger, folder, error) : NULL;
  if (temporary == NULL)
    return FALSE;
  gboolean good = fill_and_check(source, temporary, error);
  if (good)
    good = (replace ? publish_over(temporary, path) : publish_file(temporary, path)) ||
           backup_fail(path, "保存备份", error);
  if (!good)
    g_unlink(temporary);
  return good;
}

/* ---- looking ----------------------------------------------------------------------------- */

void backup_facts_clear(BackupFacts *facts) {
  g_clear_pointer(&facts->problem, g_free);
}

static gboolean read_facts(Db *copy, BackupFacts *facts, GError **error) {
  Query *query = query_new(copy, "SELECT (SELECT user_version FROM pragma_user_version),"
                                 " (SELECT count(*) FROM task), (SELECT count(*) FROM journal),"
                                 " (SELECT at FROM journal ORDER BY seq DESC LIMIT 1)");
  if (query_next(query)) {
    facts->version = (int)query_int(query, 0);
    facts->tasks = query_int(query, 1);
    facts->entries = query_int(query, 2);
    facts->at = query_int(query, 3);
  }
  return query_finish(query, error);
}

/* What is found out is no failure of the looking. */
static void check_all(Db *copy, BackupFacts *facts) {
  g_autoptr(GError) failure = NULL;
  g_auto(JournalVerdict) verdict = {0};
  if (!snapshot_check(copy, &failure) || !journal_verify(copy, &verdict, &failure))
    facts->problem = g_strdup(failure->message);
  else
    facts->problem = g_steal_pointer(&verdict.problem);
  facts->sound = facts->problem == NULL;
}

gboolean backup_look(const char *path, gboolean check, BackupFacts *facts, GError **error) {
  *facts = (BackupFacts){0};
  g_autoptr(Db) copy = snapshot_open(path, error);
  if (copy == NULL)
    return FALSE;
  GError *failure = NULL;
  gboolean read = read_facts(copy, facts, &failure);
  if (!read && !check) {
    g_propagate_error(error, failure);
    return FALSE;
  }
  if (check)
    check_all(copy, facts);
  if (!read && facts->problem == NULL)
    facts->problem = g_strdup(failure->message);
  facts->sound = facts->sound && read;
  g_clear_error(&failure);
  return TRUE;
}

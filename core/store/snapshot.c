#include "core/store/snapshot.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/rules/fault.h"
#include "core/store/db_private.h"
#include "core/store/header.h"
#include "core/store/migrate.h"
#include "core/store/open.h"
#include "core/store/place.h"

enum {
  STEP_PAGES = 512,   /* 2 MB: a few milliseconds with the file locked for writers */
  STEP_PAUSE = 2,     /* milliseconds in which others come to their turn */
  MOST_RESTARTS = 10, /* begun anew because others saved; then the lock */
  MOST_WAITS = 3,
  MOST_TURNS = 5000, /* of 1-3 milliseconds, in each of them */
};

static gboolean fail_copy(const char *path, int code, const char *message, GError **error) {
  const char *why = message;
  int kind = STORE_ERROR_IO;
  switch (code & 0xff) {
  case SQLITE_FULL:
    why = "磁盘空间不足，请腾出空间后再试";
    kind = STORE_ERROR_FULL;
    break;
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    why = "同事一直在保存，轮不到复制，请稍后再试";
    kind = STORE_ERROR_BUSY;
    break;
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
    why = "台账文件已损坏，请用 taizhang check 检查，用 taizhang salvage 抢救";
    kind = STORE_ERROR_DAMAGED;
    break;
  default:
    break;
  }
  g_autofree char *file = g_filename_display_name(path);
  g_set_error(error, STORE_ERROR, kind, "备份没有做成（%s）：%s", file, why);
  return FALSE;
}

static gboolean fail_system(const char *path, GError **error) {
  int number = errno;
  gboolean full = number == ENOSPC || number == EDQUOT;
  return fail_copy(path, full ? SQLITE_FULL : SQLITE_IOERR, fault_text(number), error);
}

static gboolean is_busy(int code) {
  return (code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED;
}

/* Among people who save one after the other the gaps are short: SQLite's own waiting, which sleeps
 * longer and longer, would miss them all. */
static int wait_turn(void *data, int turns) {
  (void)data;
  sqlite3_sleep(1 + turns % 3);
  return turns < MOST_TURNS;
}

/* SQLITE_DONE, a failure, or SQLITE_OK where others have saved in between too often. Where the
 * file is replaced between two steps, an error is set, too. */
static int copy_in_steps(Db *source, sqlite3_backup *backup, GError **error) {
  int left = G_MAXINT, restarts = 0, waits = 0;
  while (restarts < MOST_RESTARTS && waits < MOST_WAITS) {
    if (!place_check_read(source, error))
      return SQLITE_ABORT;
    int code = sqlite3_backup_step(backup, STEP_PAGES);
    if (is_busy(code)) {
      waits++;
      continue;
    }
    if (code != SQLITE_OK)
      return code;
    restarts += sqlite3_backup_remaining(backup) >= left ? 1 : 0;
    left = sqlite3_backup_remaining(backup);
    sqlite3_sleep(STEP_PAUSE);
  }
  return waits < MOST_WAITS ? SQLITE_OK : SQLITE_BUSY;
}

/* Holds others off until all of it is copied. */
static int copy_locked(Db *source, sqlite3_backup *backup, GError **error) {
  int code = SQLITE_BUSY;
  for (int i = 0; i < MOST_WAITS && is_busy(code); i++) {
    if (!place_check_read(source, error))
      return SQLITE_ABORT;
    code =
        sqlite3_exec(source->handle, "BEGIN; SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
    if (code == SQLITE_OK)
      code = sqlite3_backup_step(backup, -1);
    if (sqlite3_get_autocommit(source->handle) == 0)
      sqlite3_exec(source->handle, "ROLLBACK", NULL, NULL, NULL);
  }
  return code;
}

static gboolean copy_into(Db *source, sqlite3 *target, const char *path, GError **error) {
  sqlite3_backup *backup = sqlite3_backup_init(target, "main", source->handle, "main");
  if (backup == NULL)
    return fail_copy(path, sqlite3_errcode(target), sqlite3_errmsg(target), error);
  GError *failure = NULL;
  int code = copy_in_steps(source, backup, &failure);
  if (code == SQLITE_OK)
    code = copy_locked(source, backup, &failure);
  sqlite3_backup_finish(backup);
  if (failure == NULL)
    return code == SQLITE_DONE || fail_copy(path, code, sqlite3_errstr(code), error);
  g_propagate_error(error, failure);
  return FALSE;
}

static gboolean bring_to_disk(const char *path, GError **error) {
  int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (file < 0)
    return fail_system(path, error);
  gboolean good = fsync(file) == 0 || fail_system(path, error);
  close(file);
  return good;
}

/* A whole path, which is never read as a URI, and with no link among its folders: SQLite, told to
 * follow none, would take none there either. */
static char *plain_path(const char *path) {
  g_autofree char *folder = g_path_get_dirname(path);
  g_autofree char *name = g_path_get_basename(path);
  char *real = realpath(folder, NULL);
  char *plain = g_build_filename(real != NULL ? real : folder, name, NULL);
  free(real);
  return plain;
}

gboolean snapshot_copy(Db *source, const char *path, GError **error) {
  g_autofree char *name = plain_path(path);
  sqlite3 *target = NULL;
  int code = sqlite3_open_v2(name, &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW, NULL);
  /* It is nobody's file before it is complete and on the disk, so it needs no journal. */
  if (code == SQLITE_OK)
    code = sqlite3_exec(target, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF", NULL, NULL,
                        NULL);
  gboolean good = code == SQLITE_OK ? copy_into(source, target, path, error)
                                    : fail_copy(path, code, sqlite3_errstr(code), error);
  sqlite3_close_v2(target);
  return good && bring_to_disk(path, error);
}

gboolean snapshot_overwrite(Db *source, Db *target, GError **error) {
  if (!place_check_read(target, error))
    return FALSE;
  sqlite3_backup *backup = sqlite3_backup_init(target->handle, "main", source->handle, "main");
  int code = backup != NULL ? sqlite3_backup_step(backup, -1) : sqlite3_errcode(target->handle);
  sqlite3_backup_finish(backup);
  if (code != SQLITE_DONE) {
    db_fail(target, code, error);
    return FALSE;
  }
  return place_check_read(target, error);
}

/* ---- what a copy is worth ---------------------------------------------------------------- */

/* One try; opening itself waits in SQLite's manner. */
static Db *open_once(const char *path, GError **error) {
  g_autoptr(Db) db = open_new(path);
  if (!header_check_kind(path, error) || !open_connect(db, path, FALSE, error) ||
      !header_check(db, migrations_newest(&ledger_migrations), error) ||
      !open_configure(db, DB_READ, error) || !header_check_size(db, error))
    return NULL;
  sqlite3_busy_handler(db->handle, wait_turn, NULL);
  return g_steal_pointer(&db);
}

Db *snapshot_open(const char *path, GError **error) {
  for (int i = 1;; i++) {
    GError *failure = NULL;
    Db *db = open_once(path, &failure);
    if (db != NULL)
      return db;
    if (i >= MOST_WAITS || !g_error_matches(failure, STORE_ERROR, STORE_ERROR_BUSY)) {
      g_propagate_error(error, failure);
      return NULL;
    }
    g_error_free(failure);
  }
}

gboolean snapshot_check(Db *copy, GError **error) {
  Query *query = query_new(copy, "PRAGMA quick_check(1)");
  g_autofree char *found = query_next(query) ? g_strdup(query_text(query, 0)) : NULL;
  if (!query_finish(query, error))
    return FALSE;
  if (g_strcmp0(found, "ok") == 0)
    return TRUE;
  g_autofree char *file = g_filename_display_name(copy->path);
  g_set_error(error, STORE_ERROR, STORE_ERROR_DAMAGED, "%s 已损坏（%s），不能当作备份", file,
              found != NULL ? found : "读不出");
  return FALSE;
}

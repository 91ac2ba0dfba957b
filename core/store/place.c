#include "core/store/place.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>

#include "core/rules/fault.h"
#include "core/store/db_private.h"
#include "core/store/journal_private.h"
#include "core/store/open.h"

#define POLITE_AFTER 4
#define POLITE_US 3000

/* ---- which file ------------------------------------------------------------------------- */

void place_note(Db *db) {
  struct stat info;
  g_free(db->whole);
  db->whole = open_absolute(db->temporary != NULL ? db->temporary : db->path);
  db->seen = (JournalMark){0};
  db->seen_version = 0;
  gboolean there = stat(db->whole, &info) == 0;
  db->device = there ? info.st_dev : 0;
  db->inode = there ? info.st_ino : 0;
}

static gboolean fail_moved(const Db *db, const char *what, GError **error) {
  g_autofree char *file = g_filename_display_name(db->path);
  g_set_error(error, STORE_ERROR, STORE_ERROR_MOVED, "台账文件%s（%s）", what, file);
  return FALSE;
}

static gboolean fail_gone(const Db *db, int code, GError **error) {
  if (code == ENOENT || code == ENOTDIR)
    return fail_moved(db,
                      "已被删除或移走，不再读它，也没有往里写。"
                      "请问管理员，文件放回原处后重新打开",
                      error);
  g_autofree char *what = g_strdup_printf("打不开了（%s），不再读它，也没有往里写。"
                                          "请问管理员，恢复后重新打开",
                                          fault_read_text(code));
  return fail_moved(db, what, error);
}

static gboolean fail_other(const Db *db, GError **error) {
  return fail_moved(db,
                    "已被换成另一个文件，原来的文件不再读，也没有往里写。"
                    "请重新打开，核对后再保存",
                    error);
}

/* By the inode and its device: SQLite itself compares inodes alone, and a disk mounted over the
 * folder may have the same one. */
static gboolean check_same(const Db *db, GError **error) {
  struct stat info;
  if (stat(db->whole, &info) != 0)
    return fail_gone(db, errno, error);
  return (info.st_dev == db->device && info.st_ino == db->inode) || fail_other(db, error);
}

static gboolean check_identity(const Db *db, GError **error) {
  int has_moved = 0;
  if (!check_same(db, error))
    return FALSE;
  sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_HAS_MOVED, &has_moved);
  return !has_moved || fail_other(db, error);
}

gboolean place_check_read(const Db *db, GError **error) {
  if (db->whole == NULL || sqlite3_txn_state(db->handle, "main") != SQLITE_TXN_NONE)
    return TRUE;
  return check_same(db, error) && place_check_journal(db, error);
}

static gboolean fail_no_longer_writable(const Db *db, GError **error) {
  g_autofree char *file = g_filename_display_name(db->path);
  g_set_error(error, STORE_ERROR, STORE_ERROR_READ_ONLY,
              "台账文件（或它所在目录）变成了只读，没有保存。"
              "请联系管理员，恢复可写后可以接着保存（%s）",
              file);
  return FALSE;
}

static gboolean check_file(const Db *db, GError **error) {
  return check_identity(db, error) && place_check_journal(db, error) &&
         (db->read_only || open_may_write(db) || fail_no_longer_writable(db, error));
}

/* ---- what is in it ---------------------------------------------------------------------- */

gboolean place_entry(Db *db, gint64 seq, JournalMark *entry, GError **error) {
  *entry = (JournalMark){0};
  Query *query = seq == 0 ? query_new(db, "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1")
                          : query_new(db, "SELECT seq, hash FROM journal WHERE " ENTRY_OF_HASH);
  if (seq != 0)
    query_bind_int(query, 1, seq);
  if (query_next(query)) {
    gsize size;
    const void *hash = query_blob(query, 1, &size);
    entry->seq = query_int(query, 0);
    if (size == sizeof entry->hash)
      memcpy(entry->hash, hash, size);
  }
  return query_finish(query, error);
}

/* An older copy written over the file is the same file to the system; but what was seen in it is
 * not there any more. */
static gboolean check_content(Db *db, GError **error) {
  JournalMark entry;
  if (db->seen.seq == 0)
    return TRUE;
  if (!place_entry(db, db->seen.seq, &entry, error))
    return FALSE;
  if (entry.seq == db->seen.seq && memcmp(entry.hash, db->seen.hash, sizeof entry.hash) == 0)
    return TRUE;
  g_autofree char *what =
      g_strdup_printf("里的内容已被换成另一份（例如用较早的备份盖过）：日志第 %" G_GINT64_FORMAT
                      " 条已不是原来的。没有保存。请重新打开，核对后再保存",
                      db->seen.seq);
  return fail_moved(db, what, error);
}

gboolean db_check_place(Db *db, GError **error) {
  if (db->temporary != NULL)
    return TRUE;
  if (!check_file(db, error))
    return FALSE;
  gint64 version = db_data_version(db);
  if (version == db->seen_version && version != 0)
    return TRUE;
  JournalMark newest;
  if (!check_content(db, error) || !place_entry(db, 0, &newest, error))
    return FALSE;
  db->seen = newest;
  db->seen_version = version;
  return TRUE;
}

/* ---- writing ---------------------------------------------------------------------------- */

static void roll_back(Db *db) {
  if (sqlite3_get_autocommit(db->handle) == 0)
    sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
}

gboolean place_begin(Db *db, GError **error) {
  if (db->temporary != NULL)
    return db_exec(db, "BEGIN IMMEDIATE", error);
  if (!check_file(db, error) || !db_exec(db, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (check_identity(db, error) && check_content(db, error)) /* under the lock, that is */
    return TRUE;
  roll_back(db);
  return FALSE;
}

static gboolean is_in_file(Db *db, const JournalMark *entry, GError **error) {
  JournalMark found;
  return place_entry(db, entry->seq, &found, error) && found.seq == entry->seq &&
         memcmp(found.hash, entry->hash, sizeof found.hash) == 0;
}

/* The last thing of a commit is to bring to the disk that the journal is empty. Where just that
 * fails, SQLite reports an error of a deed that is in the file. */
static gboolean fail_commit(Db *db, const JournalMark *newest, GError *failure, GError **error) {
  roll_back(db);
  if (newest->seq == 0 || !is_in_file(db, newest, NULL)) {
    g_propagate_error(error, failure);
    return FALSE;
  }
  g_error_free(failure);
  db->seen = *newest;
  g_autofree char *file = g_filename_display_name(db->path);
  g_set_error(error, STORE_ERROR, STORE_ERROR_IO,
              "内容已写进台账文件 %s，但磁盘出错，不能保证断电后还在。"
              "请不要重复填写，先核对，并告诉管理员检查磁盘、做备份",
              file);
  return FALSE;
}

/* Who saves and saves again takes the file the moment it is free, which those who wait and try from
 * time to time nearly never meet: so after some saves without anybody else's between, a moment is
 * left to them. */
static void let_others(Db *db, gint64 entry) {
  db->own_run = entry == db->own + 1 ? db->own_run + 1 : 0;
  db->own = entry;
  if (db->own_run > 0 && db->own_run % POLITE_AFTER == 0)
    g_usleep(POLITE_US);
}

static gboolean stays(const Db *db, GError **error) {
  if (db->temporary != NULL || check_identity(db, NULL))
    return TRUE;
  return fail_moved(db,
                    "在保存的那一刻被换掉或移走了，这次保存的内容不在现在的文件里。"
                    "请重新打开，核对后再保存",
                    error);
}

gboolean place_commit(Db *db, GError **error) {
  JournalMark newest = {0};
  GError *failure = NULL;
  if (!place_entry(db, 0, &newest, error))
    return FALSE;
  if (!db_exec(db, "COMMIT", &failure))
    return fail_commit(db, &newest, failure, error);
  if (db->seen.seq != 0)
    db->seen = newest;
  let_others(db, newest.seq);
  return stays(db, error);
}

gboolean place_commit_shape(Db *db, GError **error) {
  return db_exec(db, "COMMIT", error) && stays(db, error);
}

/* ---- network disks ---------------------------------------------------------------------- */

const char *db_network_disk(const Db *db) {
  static const struct {
    guint32 type;
    const char *name;
  } known[] = {
      {0x6969, "NFS"},      {0x517b, "SMB"},       {0xff534d42, "CIFS"},
      {0xfe534d42, "SMB2"}, {0x65735546, "FUSE"},  {0x01021997, "9p"},
      {0x00c36400, "Ceph"}, {0x5346414f, "AFS"},   {0x0bd00bd0, "Lustre"},
      {0x01161970, "GFS2"}, {0x7461636f, "OCFS2"}, {0x786f4256, "VirtualBox"},
      {0x73757245, "Coda"}, {0x47504653, "GPFS"},  {0x19830326, "BeeGFS"},
  };
  struct statfs info;
  if (db->whole == NULL || statfs(db->whole, &info) != 0)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS(known); i++)
    if ((guint32)info.f_type == known[i].type)
      return known[i].name;
  return NULL;
}

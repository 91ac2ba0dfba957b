/* db.c: a handle on a ledger file: opening, closing, and rules written in C. Making a new file is
 * in create.c. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/rules/text.h"
#include "core/store/db_private.h"
#include "core/store/header.h"
#include "core/store/migrate.h"
#include "core/store/open.h"
#include "core/store/place.h"

/* How long one waits for others who save, in all; and between two tries, at first and at last. */
#define BUSY_US (15 * G_USEC_PER_SEC)
#define BUSY_FIRST_US 12000
#define BUSY_LAST_US 1000
#define BUSY_FEWER_US 500

/* Looking through all references of a large file takes as long as following those of some thousand
 * rows. */
#define LOOSE_FROM (1 << 20)

Db *open_new(const char *path) {
  Db *db = g_new0(Db, 1);
  db->loose_from = LOOSE_FROM;
  db->path = g_strdup(path);
  db->idle = g_hash_table_new(text_hash, g_str_equal);
  return db;
}

void open_disconnect(Db *db) {
  query_forget(db);
  sqlite3_close_v2(db->handle);
  db->handle = NULL;
  g_clear_pointer(&db->whole, g_free); /* until the next one is noted */
}

void db_close(Db *db) {
  if (db == NULL)
    return;
  open_disconnect(db);
  open_discard(db);
  g_hash_table_unref(db->idle);
  g_clear_pointer(&db->wrote, g_array_unref);
  g_free(db->path);
  g_free(db);
}

const char *db_path(const Db *db) {
  return db->path;
}

gboolean db_is_read_only(const Db *db) {
  return db->read_only;
}

/* ---- connecting -------------------------------------------------------------------------- */

/* SQLite on Debian reads a name that begins with "file:" as a URI; an absolute one never does. */
char *open_absolute(const char *path) {
  if (g_path_is_absolute(path))
    return g_strdup(path);
  g_autofree char *here = g_get_current_dir();
  return g_build_filename(here, path, NULL);
}

/* The program has one thread: SQLite need not lock what it takes from memory; nor count it, but
 * where that has a limit. Only before it is used for the first time. */
static void begin_alone(gboolean counts) {
  static gsize begun = 0;
  if (!g_once_init_enter(&begun))
    return;
  sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, counts ? 1 : 0);
  g_once_init_leave(&begun, 1);
}

void open_limited(gint64 bytes) {
  begin_alone(TRUE);
  sqlite3_hard_heap_limit64(bytes);
}

gboolean open_connect(Db *db, const char *path, gboolean writable, GError **error) {
  g_autofree char *name = open_absolute(path);
  db->opened++;
  begin_alone(FALSE);
  int how = writable ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
  int code = sqlite3_open_v2(name, &db->handle, how, NULL);
  if (code == SQLITE_OK)
    return TRUE;
  if (db->handle != NULL)
    code = sqlite3_extended_errcode(db->handle);
  db_fail(db, code, error);
  open_disconnect(db);
  return FALSE;
}

/* Who has waited longer tries more often. SQLite's own waiting does it the other way round: where
 * eight people save without a pause, one of them waits until told that the file is busy. */
static int wait_for_others(void *data, int tries) {
  Db *db = data;
  if (tries == 0)
    db->waited = 0;
  if (db->waited >= BUSY_US)
    return 0;
  gint64 pause = MAX(BUSY_FIRST_US - (gint64)tries * BUSY_FEWER_US, BUSY_LAST_US);
  pause = pause / 2 + g_random_int_range(0, (gint32)pause);
  g_usleep((gulong)pause);
  db->waited += pause;
  return 1;
}

static void harden(Db *db) {
  sqlite3_extended_result_codes(db->handle, 1);
  sqlite3_busy_handler(db->handle, wait_for_others, db);
  sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config(db->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config(db->handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
  /* "x" is a column or a mistake, never silently a text. */
  sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
}

/* The file may be writable and its directory not: then the journal cannot be made, unless the one
 * that TRUNCATE leaves lying empty is there and may be written. */
gboolean open_may_write(const Db *db) {
  const char *file = sqlite3_db_filename(db->handle, "main");
  if (sqlite3_db_readonly(db->handle, "main") != 0 ||
      faccessat(AT_FDCWD, file, W_OK, AT_EACCESS) != 0)
    return FALSE;
  if (faccessat(AT_FDCWD, sqlite3_filename_journal(file), W_OK, AT_EACCESS) == 0)
    return TRUE;
  if (errno != ENOENT)
    return FALSE;
  g_autofree char *directory = g_path_get_dirname(file);
  return faccessat(AT_FDCWD, directory, W_OK | X_OK, AT_EACCESS) == 0;
}

gboolean open_configure(Db *db, DbMode mode, GError **error) {
  harden(db);
  if (!search_define(db, error) || !place_check_journal(db, error))
    return FALSE;
  if (!db_exec(
          db,
          "PRAGMA schema_version; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY; " DB_KEEP_FEW_PAGES,
          error))
    return FALSE;
  db->read_only = mode != DB_WRITE || !open_may_write(db);
  if (!db_exec(db,
               db->read_only ? "PRAGMA query_only = ON"
                             : "PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL",
               error))
    return FALSE;
  place_note(db);
  return TRUE;
}

/* ---- opening ----------------------------------------------------------------------------- */

static gboolean connect_checked(Db *db, DbMode mode, const Migrations *migrations, GError **error) {
  if (!header_check_kind(db->path, error) || !open_connect(db, db->path, mode == DB_WRITE, error))
    return FALSE;
  if (header_check(db, migrations_newest(migrations), error) && open_configure(db, mode, error) &&
      header_check_size(db, error))
    return TRUE;
  open_disconnect(db);
  return FALSE;
}

/* A crashed writer left its journal: SQLite must roll it back before anything can be read, and a
 * read-only handle cannot. */
static gboolean needs_recovery(const GError *error) {
  return g_error_matches(error, STORE_ERROR, STORE_ERROR_READ_ONLY) ||
         g_error_matches(error, STORE_ERROR, STORE_ERROR_IO);
}

static gboolean connect_reading(Db *db, const Migrations *migrations, GError **error) {
  GError *first = NULL;
  if (connect_checked(db, DB_READ, migrations, &first))
    return TRUE;
  if (!needs_recovery(first)) {
    g_propagate_error(error, first);
    return FALSE;
  }
  gboolean recovered = connect_checked(db, DB_WRITE, migrations, NULL);
  if (recovered)
    open_disconnect(db);
  if (!recovered) {
    g_propagate_error(error, first);
    return FALSE;
  }
  g_error_free(first);
  return connect_checked(db, DB_READ, migrations, error);
}

static gboolean refuse_older(const Db *db, GError **error) {
  g_autofree char *file = g_filename_display_name(db->path);
  g_set_error(error, STORE_ERROR, STORE_ERROR_READ_ONLY,
              "台账文件 %s 由较早版本的程序建立，要先升级才能打开，而您没有写它的权限。"
              "请让有写权限的同事用新版本打开一次，然后再试",
              file);
  return FALSE;
}

static gboolean bring_up_to_date(Db *db, DbMode mode, const Migrations *migrations,
                                 GError **error) {
  Query *query = query_new(db, "PRAGMA user_version");
  gint64 version = query_next(query) ? query_int(query, 0) : 0;
  if (!query_finish(query, error))
    return FALSE;
  if (version >= migrations_newest(migrations))
    return TRUE;
  if (mode == DB_LOOK)
    return refuse_older(db, error);
  if (mode == DB_WRITE)
    return db->read_only ? refuse_older(db, error) : migrate_run(db, migrations, error);
  open_disconnect(db);
  if (!connect_checked(db, DB_WRITE, migrations, error))
    return FALSE;
  if (db->read_only ? !refuse_older(db, error) : !migrate_run(db, migrations, error))
    return FALSE;
  open_disconnect(db);
  return connect_checked(db, DB_READ, migrations, error);
}

Db *migrate_open(const char *path, DbMode mode, const Migrations *migrations, GError **error) {
  g_autoptr(Db) db = open_new(path);
  db->mode = mode;
  gboolean connected = mode == DB_READ ? connect_reading(db, migrations, error)
                                       : connect_checked(db, mode, migrations, error);
  if (!connected || !bring_up_to_date(db, mode, migrations, error))
    return NULL;
  return g_steal_pointer(&db);
}

gboolean db_reopen(Db *db, GError **error) {
  g_autoptr(Db) next = migrate_open(db->path, db->mode, &ledger_migrations, error);
  if (next == NULL)
    return FALSE;
  Db before = *db;
  *db = *next;
  db->opened += before.opened;
  *next = before; /* which closes it */
  sqlite3_busy_handler(db->handle, wait_for_others, db);
  return TRUE;
}

Db *db_open(const char *path, DbMode mode, GError **error) {
  return migrate_open(path, mode, &ledger_migrations, error);
}

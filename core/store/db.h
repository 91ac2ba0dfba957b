/* db.h: the thin layer over SQLite: opening safely, and statements that are easy to use right.
 *
 * Rollback journal (TRUNCATE), synchronous=FULL, foreign keys, defensive, untrusted schema. A file
 * that is not ours is refused before SQLite touches it. No statement stays open between calls:
 * a Query is reset when it is finished or goes out of scope.
 */
#pragma once

#include <glib.h>

#include "core/rules/day.h"

typedef struct Db Db;

#define STORE_ERROR store_error_quark()
GQuark store_error_quark(void);

/* Messages are in Chinese and complete: what happened, to which file, what to do. */
typedef enum {
  STORE_ERROR_MISSING,   /* no such file */
  STORE_ERROR_EXISTS,    /* a file is there already */
  STORE_ERROR_FOREIGN,   /* not a file of this program */
  STORE_ERROR_NEWER,     /* made by a newer version */
  STORE_ERROR_DAMAGED,   /* not a sound database */
  STORE_ERROR_READ_ONLY, /* may not be written */
  STORE_ERROR_BUSY,      /* somebody else is saving and did not finish in time */
  STORE_ERROR_FULL,      /* no room on the disk */
  STORE_ERROR_IO,        /* anything else the system reports */
  STORE_ERROR_CONFLICT,  /* somebody else changed it first */
  STORE_ERROR_NOT_FOUND, /* no such record */
  STORE_ERROR_REFUSED,   /* a rule of the ledger forbids it */
  STORE_ERROR_FORBIDDEN, /* the person may not do it (permit.h) */
  STORE_ERROR_MOVED,     /* the file at the path is no longer the one that is open */
} StoreError;

/* Sets error to STORE_ERROR_REFUSED with that message and returns FALSE. */
gboolean store_refuse(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);

#define APPLICATION_ID 0x547a6c67 /* "Tzlg" in the file's header */

typedef enum {
  DB_READ, /* never changes a byte (a crashed writer's journal is rolled back first, as SQLite must)
            */
  DB_WRITE, /* may write, and migrates an older file on opening */
  DB_LOOK,  /* as DB_READ, and an older file or one to be rolled back is refused: for what nobody
               asked for, as at a key that completes a word */
} DbMode;

/* Opens the ledger file at path. The file must exist and be ours; otherwise it is refused without
 * changing a byte of it. Returns NULL and sets error (STORE_ERROR_*) on failure. An older file
 * opened with DB_READ is migrated only if it may be written; else it is refused. */
Db *db_open(const char *path, DbMode mode, GError **error);

/* Makes a new ledger file under a temporary name beside path, opened for writing, mode 0660 (a
 * directory that is missing is made, mode 2770). It becomes visible at path by db_publish();
 * closed without it, nothing stays behind. Fails with STORE_ERROR_EXISTS where path exists. */
Db *db_create(const char *path, GError **error);

/* Gives a database made by db_create() its name, never over an existing file (STORE_ERROR_EXISTS;
 * db is then as before). db stays open on it; no query may be in use meanwhile. */
gboolean db_publish(Db *db, GError **error);

/* FALSE for one made by db_create() that has no name yet. */
gboolean db_is_published(const Db *db);

/* Closes; db may be NULL. */
void db_close(Db *db);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Db, db_close)

/* The path as it was given to db_open() or db_create(). Borrowed. */
const char *db_path(const Db *db);

/* A number that changes whenever another connection has committed (PRAGMA data_version). 0 when
 * it cannot be read. Costs one small read, no lock is kept. */
gint64 db_data_version(Db *db);

/* How much has happened to a file, as far as a Db can tell. */
typedef struct {
  gint64 others; /* db_data_version() */
  gint64 own;    /* rows changed through db, kept or not */
  gint64 opened; /* how often it was opened */
} DbMoment;

/* The moment it is. Costs as much as db_data_version(). */
DbMoment db_moment(Db *db);

/* Whether nothing was written between two of one Db; FALSE where either could not be read. */
gboolean db_moment_is_same(const DbMoment *one, const DbMoment *other);

/* TRUE when the user may not write the file (permission, read-only mount, DB_READ). */
gboolean db_is_read_only(const Db *db);

/* Looks whether the file at the path still is the one that is open, with all that was in it when it
 * was last looked at, and whether it may still be written. Cheap: for every second. FALSE and
 * error: STORE_ERROR_MOVED where it was removed, replaced or overwritten by an older copy
 * (db_reopen() then helps), STORE_ERROR_READ_ONLY where it was opened for writing and may not be
 * written any more. store_write() asks by itself. */
gboolean db_check_place(Db *db, GError **error);

/* Opens the file that is at the path now, in place of the one that was; db stays the same for all
 * who hold it. No query may be in use. FALSE and error leaves db as it was. */
gboolean db_reopen(Db *db, GError **error);

/* The name of the network file system the file is on (NFS, CIFS, FUSE …), where locks are not to be
 * trusted; NULL where it is on a disk of the machine. Static. */
const char *db_network_disk(const Db *db);

/* ---- statements ------------------------------------------------------------------------- */

/* A prepared statement in use. Failures are remembered and reported once, by query_finish().
 *
 *   Query *q = query_new(db, "SELECT id, goal FROM task WHERE ledger = ?1");
 *   query_bind_int(q, 1, ledger);
 *   while (query_next(q))
 *     use(query_int(q, 0), query_text(q, 1));
 *   return query_finish(q, error);
 *
 * Every query_new() is followed by one query_finish(), or by query_free() where the way out is
 * early.
 */
typedef struct Query Query;

/* Prepares sql, or takes the one prepared before (kept by Db). Never NULL. A statement that changes
 * anything fails outside store_write(): there is one write path. */
Query *query_new(Db *db, const char *sql);

/* Values for ?1, ?2 …; text is copied; NULL text, DAY_NONE and NAN bind NULL. */
void query_bind_int(Query *query, int index, gint64 value);
void query_bind_real(Query *query, int index, double value);
void query_bind_text(Query *query, int index, const char *value);
void query_bind_day(Query *query, int index, Day value);
void query_bind_null(Query *query, int index);
/* The data are not copied: they stay until the statement has run. */
void query_bind_blob(Query *query, int index, const void *data, gsize size);
/* gint64s as a JSON array, for "IN (SELECT value FROM json_each(?1))". */
void query_bind_ids(Query *query, int index, const GArray *ids);

/* The next row; FALSE at the end and on failure. */
gboolean query_next(Query *query);

/* Columns of the current row, from 0. Text is borrowed until the next query_next(), never
 * invalid UTF-8, NULL for NULL. A NULL day is DAY_NONE, a NULL real NAN. */
gint64 query_int(Query *query, int column);
double query_real(Query *query, int column);
const char *query_text(Query *query, int column);
Day query_day(Query *query, int column);
gboolean query_is_null(Query *query, int column);
const void *query_blob(Query *query, int column, gsize *size);

/* Ends the statement. TRUE when everything since query_new() went well; FALSE sets error. The
 * query must not be used afterwards. */
gboolean query_finish(Query *query, GError **error);

/* Ends the statement and drops what failed; query may be NULL. */
void query_free(Query *query);

/* As long as it is open, until query_free(), others' commits wait, and all that is read is of one
 * state of the file. */
Query *query_hold(Db *db);

/* Steps a statement that returns no rows, and finishes it. */
gboolean query_run(Query *query, GError **error);

/* The id of the row inserted last through db. */
gint64 db_last_id(const Db *db);

/* db_private.h: what the files of the store share. Nothing outside core/store includes it, but for
 * the store's own tests. */
#pragma once

/* Sessions are declared by sqlite3.h only when asked for, so no file here may include it before. */
#define SQLITE_ENABLE_SESSION 1
#define SQLITE_ENABLE_PREUPDATE_HOOK 1
#include <sqlite3.h>

#include "core/store/db.h"
#include "core/store/journal.h"

/* What is read is read in order, or here and there a page: those that SQLite keeps by itself, 2 MB,
 * would hardly be asked for again, and the system has them too. */
#define DB_KEEP_FEW_PAGES "PRAGMA cache_size = -512"

struct Db {
  sqlite3 *handle;
  gint64 opened;        /* how often it was */
  char *path;           /* as it was given */
  char *temporary;      /* where the file is until db_publish(); NULL when it is at path */
  char *made_directory; /* the directory db_create() had to make; NULL when it was there */
  gboolean read_only;
  gboolean writing;         /* inside store_write() */
  sqlite3_session *session; /* what listens to the writer there; NULL elsewhere */
  struct Permit *permit; /* of who writes, while parts of it may be refused; NULL: none need be */
  GArray *wrote;         /* gint64: the journal entries made through it, ascending; NULL: none */
  gboolean expects;      /* to find the journal no further than … */
  gint64 expected;       /* … this entry; else a writing is refused, … */
  gboolean overtaken;    /* … as the last one was */
  DbMode mode;           /* as it was opened */
  char *whole;           /* path as an absolute one; NULL before place_note() */
  guint64 device, inode; /* of the file that is open */
  JournalMark seen;      /* when the file was last looked at */
  gint64 seen_version;   /* db_data_version() then */
  gint64 waited;         /* for others who save, in microseconds */
  gint64 own;            /* the last entry written through this handle … */
  int own_run;           /* … and how many before it, without a pause or anybody else's between */
  gsize
      loose_from; /* entries of so many bytes are taken back with references looked at in the end */
  GHashTable *idle; /* SQL → prepared statement that is not in use */
};

/* Turns an SQLite result code into an error in Chinese that names the file. What SQLite said last
 * through db goes into it. */
void db_fail(const Db *db, int code, GError **error);

/* Runs SQL text that has no parameters and no rows of interest. */
gboolean db_exec(Db *db, const char *sql, GError **error);

/* What an IdSet that is bound is called to SQLite. */
#define ID_SET_TYPE "IdSet"

/* Forgets every idle statement; the handle they belong to is about to be closed. */
void query_forget(Db *db);

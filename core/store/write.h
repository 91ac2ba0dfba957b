/* write.h: the one way in which anything in the ledger is changed.
 *
 * store_write() opens BEGIN IMMEDIATE, attaches an SQLite session, lets the caller write, and puts
 * the changeset into the journal with who, when, why and a hash, all in the same transaction.
 * History, undo, the audit log and verify all come from that journal; there is no second mechanism.
 */
#pragma once

#include "core/store/db.h"

/* Who is acting, and when. The core has no clock and asks nobody's name: the front end fills it. */
typedef struct {
  const char *who;           /* login name; not NULL */
  gint64 now;                /* seconds since 1970-01-01 UTC */
  Day today;                 /* the civil date of the person, or the one given by --as-of */
  const char *const *groups; /* the person's groups of the operating system, NULL-terminated; NULL:
                                none are known */
  const char *aside;         /* what is kept with the reason of what is done; NULL: nothing */
} Actor;

/* What is being done, for the journal. */
typedef struct {
  const char *verb; /* a short fixed word: "progress.add", "task.done"; not NULL */
  const char *summary; /* one line in Chinese for people: "第4项 记录进展"; not NULL. Read when the
                          writer has run, which may put in what only it knows */
  const char *reason; /* why, where a person gave a reason; may be NULL */
  gint64 task;        /* the task it is about; 0 where it is about none or several */
} Deed;

/* Writes through db by query_*; returns FALSE and sets error to have everything rolled back. */
typedef gboolean (*StoreWriter)(Db *db, gpointer data, GError **error);

/* Runs writer as one transaction and journals it. A writer that changed nothing leaves no entry.
 * Waits politely for other writers, then fails with STORE_ERROR_BUSY. On any failure nothing is
 * written. Calls do not nest. *seq, when seq is not NULL, receives the journal entry's number, 0
 * where nothing changed. What touches a ledger that is 封存 is refused (frozen.h). Who writes for
 * the first time gets a row in table user before writer runs, and the first person of the file
 * becomes its 管理员; undo never takes that away. */
gboolean store_write(Db *db, const Actor *actor, const Deed *deed, StoreWriter writer,
                     gpointer data, gint64 *seq, GError **error);

/* From now on store_write() is refused with STORE_ERROR_CONFLICT, and store_overtaken() is TRUE,
 * once somebody else has written after the journal entry seq: what is about to be saved was held
 * against an older state. */
void store_expect(Db *db, gint64 seq);
void store_expect_nothing(Db *db);
gboolean store_overtaken(const Db *db);

/* The newest journal entry that db itself made since it was opened; 0: none. */
gint64 store_last(const Db *db);

/* TRUE where db itself made a journal entry, since it was opened. */
gboolean store_wrote(const Db *db, gint64 seq);

/* Runs writer as store_write() would, and takes all of it back: what it finds out is what would
 * happen. FALSE where writer failed, the actor may not do that, or nothing can be written now.
 * Nothing is left in the file. */
gboolean store_try(Db *db, const Actor *actor, const char *verb, StoreWriter writer, gpointer data,
                   GError **error);

/* Inside a writer: runs a part of it that may fail alone: it is then taken back, and what was
 * written before it stays. They do not nest. What the actor may not do fails so, too. FALSE and
 * error; where writing cannot go on at all (the disk is full), *broken is set. */
gboolean store_attempt(Db *db, StoreWriter writer, gpointer data, gboolean *broken, GError **error);

/* place.h: whether the file that is open is still the one at its path, and what lies beside it.
 *
 * A file can be replaced, removed, overwritten with an older copy or made read-only while it is
 * open, and what is written then is nowhere or damages what is there. So it is looked at before
 * anything is written and again before it counts as saved. Only for core/store; others have
 * db_check_place().
 */
#pragma once

#include "core/store/journal.h"

/* Remembers which file was opened. Called once the handle can read. */
void place_note(Db *db);

/* Refuses what lies beside the file under the name of its journal and is none of its own: no
 * regular file, on which SQLite would wait for ever; or what a crash of another file, or of this
 * one at another time, has left, which SQLite would roll back into this one. Looked at on opening,
 * and by those below. In place_journal.c. */
gboolean place_check_journal(const Db *db, GError **error);

/* Before a lock is taken to read: SQLite finds a journal by its path, and by the lock on the file
 * that is open whether somebody is still at work on it. Where another file has come to the path,
 * that is the journal of those who write to the new one, which would be rolled back into the old
 * one and emptied. So the file must be the one at the path, and the journal one of its own: else
 * STORE_ERROR_MOVED or what place_check_journal() finds, and nothing may be read. TRUE inside a
 * transaction, where it is too late, and before place_note(). Costs two looks at the file system.
 * db_exec() and queries ask by themselves. */
gboolean place_check_read(const Db *db, GError **error);

/* The entry of that number, 0 for the newest; its seq is 0 where there is none. FALSE and error. */
gboolean place_entry(Db *db, gint64 seq, JournalMark *entry, GError **error);

/* BEGIN IMMEDIATE, where the file is still good to be written; else nothing is begun. */
gboolean place_begin(Db *db, GError **error);

/* COMMIT. FALSE where it failed, and where the file lost its place meanwhile: what was committed is
 * not in the file that is at the path now. */
gboolean place_commit(Db *db, GError **error);

/* The same for a change of the file's shape, when there may be no journal of deeds yet. */
gboolean place_commit_shape(Db *db, GError **error);

/* changeset.h: reading what an SQLite session recorded, row by row. Only for core/store.
 *
 * An UPDATE carries its key and the changed columns; every other column is absent (NULL here),
 * which is not the same as a value that is SQL's NULL.
 */
#pragma once

#include "core/store/db_private.h"

typedef sqlite3_changeset_iter ChangesetIter;

/* The row the iterator stands on. */
typedef struct ChangedRow {
  ChangesetIter *iter;
  const char *table;
  int columns;
  int operation;            /* SQLITE_INSERT, SQLITE_UPDATE, SQLITE_DELETE */
  const unsigned char *key; /* for each column 1 where it belongs to the key */
} ChangedRow;

/* TRUE when data has the form of a changeset; an entry that changed nothing has an empty one.
 * SQLite before 3.43.1 reads past the end of one that has not (CVE-2023-7104), and a file may have
 * been made by anybody. */
gboolean changeset_is_sound(const void *data, gsize size);

/* Sets the error for an entry whose changeset cannot be read, and returns FALSE. */
gboolean changeset_fail(const Db *db, int code, GError **error);

/* For copying a sound changeset byte by byte: reads a length at *at and goes past it, writes one
 * (below 2 to the 28th, as SQLite writes them), and says how long the value at at is with its type;
 * one that is NULL or left out takes its type alone. */
gsize changeset_take_length(const guint8 **at);
void changeset_put_length(GByteArray *out, gsize length);
gsize changeset_value_size(const guint8 *at);

/* The changeset of an entry. The whole of a ledger may be in one: it is read into this copy alone.
 * The caller frees; NULL and error, also where nothing may be read (place.h). */
void *changeset_load(Db *db, gint64 seq, gsize *size, GError **error);

/* Starts reading; NULL and error where data is no changeset. data must outlive the iterator. */
ChangesetIter *changeset_start(Db *db, const void *data, gsize size, GError **error);

/* The next row; FALSE at the end and on failure. */
gboolean changeset_next(ChangesetIter *iter, ChangedRow *row);

/* The row an iterator stands on that SQLite itself moves. */
void changeset_stand(ChangesetIter *iter, ChangedRow *row);

/* Ends reading. FALSE sets error where something went wrong on the way. */
gboolean changeset_end(Db *db, ChangesetIter *iter, GError **error);

/* Values before and after; NULL where the operation or the change has none. Borrowed until the
 * next row. */
sqlite3_value *changeset_old(const ChangedRow *row, int column);
sqlite3_value *changeset_new(const ChangedRow *row, int column);

/* The row's key as text, its parts joined by "/": "4", "4/7/lead". The caller frees. */
char *changeset_key(const ChangedRow *row);

/* The first column of the key where it is an integer; 0 where it is not. */
gint64 changeset_id(const ChangedRow *row);

/* A value as valid text, blobs in hex; NULL for NULL and for an absent value. The caller frees. */
char *changeset_text(sqlite3_value *value);

/* TRUE when both are absent, or both there with the same type and content. */
gboolean changeset_equal(sqlite3_value *a, sqlite3_value *b);

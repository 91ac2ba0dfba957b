/* raw.h: going through a changeset by its bytes, which is many times as quick as ChangesetIter
 * where few values are looked at. Only for core/store.
 */
#pragma once

#include "core/store/changeset.h"

enum { RAW_COLUMNS = 64 }; /* no table has more; those after are gone past and not told */

/* The row at which the going through stands. All is borrowed from the changeset. */
typedef struct {
  const guint8 *at, *end; /* what is still to come */
  const guint8 *begin;    /* the row itself, up to at */
  const guint8 *head;     /* what stands before the rows of the table … */
  gsize head_size;        /* … and how long it is */
  const char *table; /* the same pointer from one row to the next while the table is the same */
  gsize columns;
  const guint8 *key; /* for each column not 0 where it belongs to the key */
  int operation;     /* SQLITE_INSERT, SQLITE_UPDATE, SQLITE_DELETE */
  /* Where the values stand, of those that the operation has. */
  const guint8 *old[RAW_COLUMNS], *new_[RAW_COLUMNS];
} RawRow;

/* Begins; data has to be sound (changeset_is_sound()). */
void raw_start(RawRow *row, const void *data, gsize size);

/* Goes to the next row; FALSE at the end. */
gboolean raw_next(RawRow *row);

/* TRUE where a column is an integer before, or after, which *value receives. */
gboolean raw_old_integer(const RawRow *row, gsize column, gint64 *value);
gboolean raw_new_integer(const RawRow *row, gsize column, gint64 *value);

/* TRUE where the change says what a column is afterwards; an UPDATE does not of those it leaves
 * alone. */
gboolean raw_is_new(const RawRow *row, gsize column);

/* As changeset_id(). */
gint64 raw_id(const RawRow *row);

/* FALSE: the row is left out. */
typedef gboolean (*RawKeep)(const RawRow *row, gpointer data);

/* A changeset of those rows that are kept, in their order, for ChangesetIter to read what few of
 * many rows say. data has to be sound. Unref the array. */
GByteArray *raw_narrow(const void *data, gsize size, RawKeep keep, gpointer keep_data);

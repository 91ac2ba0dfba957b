/* shape.h: the names of the columns a changeset gives by number, and which task and which
 * ledger a row belongs to.
 * Only for core/store. */
#pragma once

#include "core/store/raw.h"

/* What is known of the tables, for the length of one call. Borrows db. */
typedef struct Shapes Shapes;

Shapes *shapes_new(Db *db);
void shapes_free(Shapes *shapes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Shapes, shapes_free)

/* From now on the tasks of rows are looked up once. Only where nothing is written meanwhile. */
void shapes_remember(Shapes *shapes);

/* The place of a table in the order in which people read them (words_place()). */
int shapes_order(Shapes *shapes, const char *table);

/* The column's name; "" where the table no longer has it. Borrowed from shapes. */
const char *shapes_column(Shapes *shapes, const char *table, int column);

/* TRUE when the row is the task itself or one of its units, progress, evidence, schedules. fallback
 * is the answer where the changeset does not say and the row is gone. */
gboolean shapes_touches(Shapes *shapes, const ChangedRow *row, gint64 task, gboolean fallback);

/* FALSE where shapes_touches() would be, as far as that is seen without looking anything up. */
gboolean shapes_may_touch(Shapes *shapes, const RawRow *row, gint64 task);

/* The column that names the task a row belongs to, of table task the one it is a part of; -1 where
 * there is none. */
int shapes_task_column(Shapes *shapes, const char *table);

/* What that column of the row with that id holds now. FALSE where the row is gone. */
gboolean shapes_owner(Shapes *shapes, const char *table, gint64 id, gint64 *task);

/* A bit for each column that says which units a row is, or is a name or member of; 0: none. */
guint64 shapes_unit_columns(Shapes *shapes, const char *table);

/* The ledger a row belongs to, itself or through its task, as it was and as it is: the ledger's own
 * row, and what refers to it or to a task of it ON DELETE CASCADE. 0: to none, or to one that went
 * together with it. */
void shapes_ledgers(Shapes *shapes, const ChangedRow *row, gint64 *before, gint64 *after);

/* The task a row belongs to, or is, as it was and as it is; 0: to none. */
void shapes_tasks(Shapes *shapes, const ChangedRow *row, gint64 *before, gint64 *after);

/* The index of a column of the row's table; -1 where it has none of that name. */
int shapes_index(Shapes *shapes, const ChangedRow *row, const char *column);

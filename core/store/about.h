/* about.h: which tasks and units each entry of the journal touched, kept beside the entry
 * (schema-7.sql), so that what it changed, which after an import is tens of megabytes, is not read
 * for that. Only for core/store.
 */
#pragma once

#include "core/store/db_private.h"

#define ABOUT_TABLE "journal_about"
#define ABOUT_TASK "task" /* tasks, what belongs to them, and what they are parts of */
#define ABOUT_UNIT "unit" /* units, their names and members */

/* Whether the file has a place for it: one of a version before 7, as copies of the file may be, has
 * none, and what it touched is put down when it is upgraded. FALSE and error. */
gboolean about_is_kept(Db *db, gboolean *kept, GError **error);

/* Inside a writer, behind what it wrote: puts down what the newest entry touched. task is the one
 * the entry is said to be about, which is not put down again; 0: none. Nothing where it is not kept
 * yet. FALSE and error. */
gboolean about_add(Db *db, gint64 entry, gint64 task, const void *changeset, gsize size,
                   GError **error);

/* Whether the entry touched the task or unit of that id; not told of the task it is said to be
 * about. FALSE and error. */
gboolean about_has(Db *db, gint64 entry, const char *what, gint64 id, gboolean *has,
                   GError **error);

/* Makes all of it anew, inside a transaction. An entry that cannot be read touched nothing. FALSE
 * and error. */
gboolean about_rebuild(Db *db, GError **error);

/* Whether the changeset of an entry says of a task or unit that it touched it, and what is put down
 * does not. FALSE and error. */
gboolean about_lacks(Db *db, gint64 entry, gint64 task, const void *changeset, gsize size,
                     gboolean *lacks, GError **error);

/* trash.h: 回收站: deleted tasks that can be had back.
 *
 * Nothing is kept but the journal: the rows are gone, and the entry that deleted them holds them
 * all.
 */
#pragma once

#include "core/store/journal.h"

/* A deleted task, a row of its ledger: its parts went along. */
typedef struct {
  gint64 id;
  gint64 ledger;
  int number; /* 序号 it had */
  char *goal;
} TrashTask;

/* What was deleted in one go. */
typedef struct {
  gint64 seq; /* the entry that did */
  gint64 at;  /* seconds since 1970-01-01 UTC */
  char *who;
  char *reason;     /* NULL: none was given */
  GPtrArray *tasks; /* TrashTask*, by 序号 */
  char *along;      /* 进展3条、佐证材料1件; NULL: nothing */
} TrashEntry;

void trash_entry_free(TrashEntry *entry);

/* What lies in the 回收站, newest first. An array of TrashEntry* that frees them; NULL and error.
 */
GPtrArray *trash_list(Db *db, GError **error);

/* Puts everything back that an entry deleted, whoever did it: an undo of it (journal_restore()), in
 * which tasks that have taken the 序号 meanwhile make room. STORE_ERROR_NOT_FOUND where the entry
 * deleted no task; refused where it was taken back already, where the ledger is 封存 or the
 * indicator gone. *tasks, when not NULL, receives how many tasks came back. */
gboolean trash_restore(Db *db, const Actor *actor, gint64 seq, int *tasks, GError **error);

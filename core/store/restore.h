/* restore.h: coming back to a copy of the ledger file: what would be lost, and doing it. */
#pragma once

#include "core/store/backup.h"
#include "core/store/journal.h"

/* How a copy and the present file stand to each other, by their journals. */
typedef struct {
  gboolean present;    /* the present file can be read */
  char *damage;        /* why not; NULL where it can */
  gboolean related;    /* they began as one file */
  gint64 common;       /* the last entry that both have; 0: none */
  gint64 copy_entries; /* of the copy's journal */
  gint64 lost;         /* entries of the present file that would be gone */
  gint64 returning;    /* entries of the copy that the present file does not have: it went another
                          way */
  GPtrArray *entries;  /* JournalEntry*: those that would be gone, newest first, at most as asked */
} RestoreComparison;

void restore_comparison_clear(RestoreComparison *comparison);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RestoreComparison, restore_comparison_clear)

/* Compares; most entries are listed (0: all). FALSE and error where the copy cannot be read. */
gboolean restore_compare(const char *ledger, const char *copy, int most,
                         RestoreComparison *comparison, GError **error);

/* Puts what the copy holds into the ledger file, as one transaction: who has it open keeps the file
 * and finds another content in it (db_check_place()). A file that is missing or damaged is replaced
 * by another. What was there stays beside it under a name of its own, its path in *kept (freed;
 * NULL where there was no file). The copy is checked first, brought to the
 * newest version, and its journal goes on with an entry that says so (verb ledger.restore). Refused
 * with STORE_ERROR_FORBIDDEN to who is no 管理员 of the present file, or, where that cannot be
 * read, of the copy. On any failure the present file is as it was. FALSE and error. */
gboolean restore_run(const char *ledger, const char *copy, const Actor *actor, char **kept,
                     GError **error);

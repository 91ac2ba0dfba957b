#include "core/store/restore.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/store/backup_private.h"
#include "core/store/db_private.h"
#include "core/store/journal_private.h"
#include "core/store/migrate.h"
#include "core/store/permit_private.h"
#include "core/store/publish.h"
#include "core/store/snapshot.h"

void restore_comparison_clear(RestoreComparison *comparison) {
  g_clear_pointer(&comparison->damage, g_free);
  g_clear_pointer(&comparison->entries, g_ptr_array_unref);
}

/* ---- comparing --------------------------------------------------------------------------- */

/* The stored hash of an entry; "" where there is none. */
static gboolean hash_at(Db *db, gint64 seq, char **hash, GError **error) {
  Query *query = query_new(db, "SELECT hex(hash) FROM journal WHERE " ENTRY_OF_HASH);
  query_bind_int(query, 1, seq);
  *hash = query_next(query) ? g_strdup(query_text(query, 0)) : g_strdup("");
  if (query_finish(query, error))
    return TRUE;
  g_clear_pointer(hash, g_free);
  return FALSE;
}

static gboolean is_same(Db *a, Db *b, gint64 seq, gboolean *same, GError **error) {
  g_autofree char *x = NULL, *y = NULL;
  if (!hash_at(a, seq, &x, error) || !hash_at(b, seq, &y, error))
    return FALSE;
  *same = *x != '\0' && g_str_equal(x, y);
  return TRUE;
}

/* Each hash stands on the one before, so that entries are the same up to some place and not after.
 */
static gboolean find_common(Db *a, Db *b, gint64 least, gint64 *common, GError **error) {
  gint64 low = 0, high = least;
  while (low < high) {
    gint64 middle = low + (high - low + 1) / 2;
    gboolean same;
    if (!is_same(a, b, middle, &same, error))
      return FALSE;
    if (same)
      low = middle;
    else
      high = middle - 1;
  }
  *common = low;
  return TRUE;
}

static gboolean compare(Db *present, Db *copy, int most, RestoreComparison *comparison,
                        GError **error) {
  JournalSpan now, then;
  if (!journal_span(present, &now, error) || !journal_span(copy, &then, error) ||
      !find_common(present, copy, MIN(now.seq, then.seq), &comparison->common, error))
    return FALSE;
  comparison->related = comparison->common > 0;
  comparison->copy_entries = then.seq;
  comparison->lost = now.seq - comparison->common;
  comparison->returning = then.seq - comparison->common;
  gint64 listed = most > 0 ? MIN(comparison->lost, most) : comparison->lost;
  if (listed > 0)
    comparison->entries = journal_list(present, 0, (int)MIN(listed, G_MAXINT), error);
  return listed == 0 || comparison->entries != NULL;
}

gboolean restore_compare(const char *ledger, const char *copy, int most,
                         RestoreComparison *comparison, GError **error) {
  *comparison = (RestoreComparison){0};
  g_autoptr(Db) past = snapshot_open(copy, error);
  JournalSpan then;
  if (past == NULL || !journal_span(past, &then, error))
    return FALSE;
  comparison->copy_entries = then.seq;
  g_autoptr(GError) failure = NULL;
  g_autoptr(Db) present = db_open(ledger, DB_READ, &failure);
  comparison->present = present != NULL && compare(present, past, most, comparison, &failure);
  if (!comparison->present)
    comparison->damage = g_strdup(failure->message);
  return TRUE;
}

/* ---- who may ----------------------------------------------------------------------------- */

static gboolean check_right(Db *db, const Actor *actor, GError **error) {
  Need need = permit_need("ledger.restore");
  g_autoptr(Permit) permit = permit_new(db, actor, need, FALSE, error);
  return permit != NULL && (permit->open || permit_right(permit, 0).level >= need.level ||
                            permit_refuse(permit, need, 0, error));
}

/* ---- the file that takes the place ------------------------------------------------------- */

static gboolean writes_nothing(Db *db, gpointer data, GError **error) {
  (void)db;
  (void)data;
  (void)error;
  return TRUE;
}

/* The right was looked at in the present file: in the copy the person may not be known yet. */
static gboolean record(Db *db, const Actor *actor, const char *copy, GError **error) {
  g_autofree char *path = g_path_get_basename(copy);
  g_autofree char *name = g_filename_display_name(path);
  g_autofree char *summary = g_strdup_printf("恢复备份 %s", name);
  const Deed deed = {.verb = "ledger.restore", .summary = summary};
  const Write write = {.actor = actor,
                       .deed = &deed,
                       .need = {.level = ACCESS_READER, .what = "恢复备份"},
                       .always = TRUE,
                       .writer = writes_nothing};
  return write_run(db, &write, NULL, error);
}

static gboolean check_copy(const char *path, Db *db, GError **error) {
  g_auto(JournalVerdict) verdict = {0};
  if (!snapshot_check(db, error) || !journal_verify(db, &verdict, error))
    return FALSE;
  if (verdict.problem == NULL)
    return TRUE;
  g_autofree char *file = g_filename_display_name(path);
  g_set_error(error, STORE_ERROR, STORE_ERROR_DAMAGED,
              "备份 %s 的日志有问题（%s），没有恢复。请换一份备份", file, verdict.problem);
  return FALSE;
}

/* Brings the copied file to the newest version and its journal on; no copy of it is made before. */
static gboolean finish_new(const char *temporary, const char *copy, const Actor *actor,
                           gboolean judge, GError **error) {
  const Migrations migrations = ledger_migrations; /* its own: the copy itself is what was before */
  g_autoptr(Db) db = migrate_open(temporary, DB_WRITE, &migrations, error);
  if (db == NULL)
    return FALSE;
  return (!judge || check_right(db, actor, error)) && record(db, actor, copy, error) &&
         snapshot_check(db, error);
}

static void remove_file(const char *path) {
  g_autofree char *journal = g_strconcat(path, "-journal", NULL);
  g_unlink(path);
  g_unlink(journal);
}

static char *make_new(const char *ledger, const char *copy, const Actor *actor, gboolean judge,
                      GError **error) {
  g_autofree char *folder = g_path_get_dirname(ledger);
  g_autoptr(Db) past = snapshot_open(copy, error);
  if (past == NULL || !check_copy(copy, past, error))
    return NULL;
  g_autofree char *temporary = backup_temporary(ledger, folder, error);
  if (temporary == NULL)
    return NULL;
  if (snapshot_copy(past, temporary, error) && finish_new(temporary, copy, actor, judge, error)) {
    g_autofree char *journal = g_strconcat(temporary, "-journal", NULL);
    g_unlink(journal);
    return g_steal_pointer(&temporary);
  }
  remove_file(temporary);
  return NULL;
}

/* ---- the file that was there ------------------------------------------------------------- */

/* Another name for a file that cannot be read, first: at no moment is there no file. */
static char *keep_damaged(const char *ledger, gint64 now, GError **error) {
  g_autofree char *folder = g_path_get_dirname(ledger);
  g_autofree char *stem = backup_stem(ledger);
  g_autofree char *temporary = g_strconcat(ledger, ".restoring", NULL);
  g_unlink(temporary);
  if (link(ledger, temporary) != 0) {
    backup_fail(ledger, "保留现在的文件", error);
    return NULL;
  }
  char *kept = backup_publish(temporary, folder, stem, BACKUP_PRE_RESTORE, backup_moment(now), 0);
  if (kept == NULL) {
    backup_fail(ledger, "保留现在的文件", error);
    g_unlink(temporary);
  }
  return kept;
}

/* A file of its own: those who have the ledger open would read and write a second name, too. */
static char *keep_present(Db *present, gint64 now, GError **error) {
  g_autofree char *folder = g_path_get_dirname(present->path);
  g_autofree char *stem = backup_stem(present->path);
  g_autofree char *temporary = backup_temporary(present->path, folder, error);
  if (temporary == NULL)
    return NULL;
  char *kept = NULL;
  if (snapshot_copy(present, temporary, error)) {
    kept = backup_publish(temporary, folder, stem, BACKUP_PRE_RESTORE, backup_moment(now), 0);
    if (kept == NULL)
      backup_fail(present->path, "保留现在的文件", error);
  }
  if (kept == NULL)
    g_unlink(temporary);
  return kept;
}

/* ---- taking the place -------------------------------------------------------------------- */

/* Of a commit that failed at its very end, all may be in the file nevertheless. */
static gboolean is_as_before(Db *present, const char *head) {
  char now[JOURNAL_HEAD_SIZE];
  return journal_head(present, now, NULL) && g_str_equal(now, head);
}

/* Into the same file, as one transaction: those who have it open go on with it, locks, journal and
 * all, and see that it is another content. Killed in between, the next who opens it rolls back. */
static gboolean write_over(Db *present, const char *temporary, gint64 now, char **kept,
                           GError **error) {
  char head[JOURNAL_HEAD_SIZE];
  g_autoptr(Db) new = snapshot_open(temporary, error);
  if (new == NULL || !journal_head(present, head, error))
    return FALSE;
  *kept = keep_present(present, now, error);
  if (*kept == NULL)
    return FALSE;
  if (snapshot_overwrite(new, present, error))
    return TRUE;
  if (is_as_before(present, head)) {
    g_unlink(*kept);
  } else {
    g_autofree char *file = g_filename_display_name(*kept);
    g_prefix_error(error, "恢复没有做完，恢复之前的文件留在 %s。", file);
  }
  g_clear_pointer(kept, g_free);
  return FALSE;
}

/* A journal that a crashed writer left belongs to the file that goes: SQLite would roll it back
 * into the one that comes. *taken: it was moved from there to there. */
static gboolean take_journal_along(const char *from, const char *to, gboolean *taken,
                                   GError **error) {
  struct stat info;
  *taken = FALSE;
  if (lstat(from, &info) != 0)
    return errno == ENOENT || backup_fail(from, "移开日志文件", error);
  if (info.st_size == 0)
    return g_unlink(from) == 0 || backup_fail(from, "移开日志文件", error);
  *taken = rename(from, to) == 0;
  return *taken || backup_fail(from, "移开日志文件", error);
}

static gboolean replace_with_journal(const char *temporary, const char *ledger, const char *kept,
                                     GError **error) {
  g_autofree char *from = g_strconcat(ledger, "-journal", NULL);
  g_autofree char *to = g_strconcat(kept, "-journal", NULL);
  gboolean taken;
  if (!take_journal_along(from, to, &taken, error))
    return FALSE;
  if (publish_over(temporary, ledger))
    return TRUE;
  backup_fail(ledger, "恢复", error);
  if (taken && rename(to, from) != 0)
    g_prefix_error(error, "日志文件没能移回原处，留在 %s。", to);
  return FALSE;
}

/* In place of a file that SQLite cannot write to. */
static gboolean take_place(const char *temporary, const char *ledger, gint64 now, char **kept,
                           GError **error) {
  struct stat info;
  if (lstat(ledger, &info) != 0)
    return publish_file(temporary, ledger) || backup_fail(ledger, "恢复", error);
  if (chmod(temporary, info.st_mode & 07777) != 0)
    return backup_fail(temporary, "设置权限", error);
  *kept = keep_damaged(ledger, now, error);
  if (*kept == NULL)
    return FALSE;
  if (replace_with_journal(temporary, ledger, *kept, error))
    return TRUE;
  g_unlink(*kept);
  g_clear_pointer(kept, g_free);
  return FALSE;
}

/* Nobody else saves between here and the new content's being there: what would be acknowledged then
 * would be lost without a word. The lock stays when the transaction has ended: SQLite copies into
 * none that has one. NULL and no error where it cannot be opened at all. */
static Db *hold_present(const char *ledger, const Actor *actor, gboolean *damaged, GError **error) {
  GError *failure = NULL;
  g_autoptr(Db) db = db_open(ledger, DB_WRITE, &failure);
  if (db != NULL && check_right(db, actor, &failure) &&
      db_exec(db, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT", &failure))
    return g_steal_pointer(&db);
  *damaged = g_error_matches(failure, STORE_ERROR, STORE_ERROR_DAMAGED) ||
             g_error_matches(failure, STORE_ERROR, STORE_ERROR_MISSING) ||
             g_error_matches(failure, STORE_ERROR, STORE_ERROR_FOREIGN);
  if (*damaged)
    g_error_free(failure);
  else
    g_propagate_error(error, failure);
  return NULL;
}

gboolean restore_run(const char *given, const char *copy, const Actor *actor, char **kept,
                     GError **error) {
  *kept = NULL;
  g_autofree char *here = g_get_current_dir();
  g_autofree char *plain = g_canonicalize_filename(given, here);
  char *real = realpath(plain, NULL);
  g_autofree char *ledger = g_strdup(real != NULL ? real : plain);
  free(real);
  gboolean damaged = FALSE;
  g_autoptr(Db) present = hold_present(ledger, actor, &damaged, error);
  if (present == NULL && !damaged)
    return FALSE;
  g_autofree char *temporary = make_new(ledger, copy, actor, damaged, error);
  if (temporary == NULL)
    return FALSE;
  gboolean good = present != NULL ? write_over(present, temporary, actor->now, kept, error)
                                  : take_place(temporary, ledger, actor->now, kept, error);
  if (present != NULL || !good)
    remove_file(temporary);
  return good;
}

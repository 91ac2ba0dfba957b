/* backup.h: copies of the ledger file that can be trusted: making one, which there are, which are
 * kept.
 *
 * They lie in a folder beside the ledger, NAME.backups, as NAME-2026-11-28-1030.db. One gets its
 * name only when it has been checked and is on the disk. Of those in the folder all of the last 24
 * hours (up to 24) are kept, the first and the last of the last two days and the last of the last 7
 * days, 4 weeks and 12 months that have one (rotation.h); of those made before a migration or a
 * restore, which are called pre-… and may lie beside the ledger, the last 3. Nothing else is ever
 * removed.
 */
#pragma once

#include "core/rules/rotation.h"
#include "core/store/write.h"

typedef enum {
  BACKUP_MADE,          /* by a person, or on the first write of a day */
  BACKUP_PRE_MIGRATION, /* before the file was brought to a newer version */
  BACKUP_PRE_RESTORE,   /* what the file was before a copy took its place */
} BackupKind;

/* What people call a kind: 备份, 升级前, 恢复前. Static. */
const char *backup_kind_name(BackupKind kind);

/* A copy by its name. */
typedef struct {
  char *path;
  char *name; /* without its folder */
  BackupKind kind;
  RotationMoment when;
  gint64 size; /* bytes */
} BackupCopy;

/* When it was made, by its name: 2026-11-28 10:30. The caller frees. */
char *backup_copy_when(const BackupCopy *copy);

void backup_copy_free(BackupCopy *copy);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BackupCopy, backup_copy_free)

/* The folder of a ledger's copies: setting (may be NULL or "") where it is absolute, or below the
 * ledger's own folder where it is not; else NAME.backups beside the ledger. The caller frees. */
char *backup_folder(const char *ledger, const char *setting);

/* Where and for whom a copy is made. */
typedef struct {
  const char *ledger; /* path of the ledger file */
  const char *folder; /* backup_folder(); made where it is missing */
  const Actor *actor; /* its now gives the copy its name, in local time */
} BackupPlan;

/* Makes a copy, checks it, and takes away those that are no more to be kept. The path of it; NULL
 * and error, in words that a person can act on: then nothing is left behind, and no other was
 * removed. Either is noted for backup_last(). Two at once make theirs one after the other. */
char *backup_make(const BackupPlan *plan, GError **error);

/* The same on the first write of a day: where there is none of that day yet and nobody else is
 * making one; else *path is NULL. FALSE and error. */
gboolean backup_make_daily(const BackupPlan *plan, char **path, GError **error);

/* TRUE where no copy of the day is there yet, nor one was tried in the last hour and failed. Reads
 * names only. */
gboolean backup_is_due(const BackupPlan *plan);

/* A copy at a place that a person names. replace: a regular file that is there may go. */
gboolean backup_write(const char *ledger, const char *path, gboolean replace, GError **error);

/* Before a migration of an open file from that version. FALSE and error. */
gboolean backup_before_migration(Db *db, int version, GError **error);

/* The copies, newest first, those beside the ledger that a restore left included: BackupCopy*,
 * freed by the array. None where there is no folder. NULL and error. */
GPtrArray *backup_list(const char *ledger, const char *folder, GError **error);

/* How the last attempt ended. */
typedef struct {
  gint64 at; /* seconds since 1970-01-01 UTC; 0: none is known of */
  char *who;
  char *problem; /* NULL: it was made */
} BackupAttempt;

void backup_attempt_clear(BackupAttempt *attempt);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(BackupAttempt, backup_attempt_clear)
void backup_last(const char *folder, BackupAttempt *attempt);

/* What a copy holds. */
typedef struct {
  int version;    /* of the file */
  gint64 tasks;   /* 目标任务 in it */
  gint64 entries; /* of its journal */
  gint64 at;      /* the newest one; 0: none */
  gboolean sound; /* its pages and the chain of its journal are in order; only where it was asked */
  char *problem;  /* what is not; NULL: nothing, or it was not asked */
} BackupFacts;

void backup_facts_clear(BackupFacts *facts);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(BackupFacts, backup_facts_clear)

/* Reads them from a copy, of whatever version, and with check reads all of it. FALSE and error
 * where it is no ledger file, or cannot be opened at all. */
gboolean backup_look(const char *path, gboolean check, BackupFacts *facts, GError **error);

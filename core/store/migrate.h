/* migrate.h: bringing a ledger file from the version it was made with to the newest. */
#pragma once

#include "core/store/db.h"

typedef struct {
  int version;     /* what PRAGMA user_version is afterwards; ascending in a table */
  const char *sql; /* statements that bring the version before to this one */
  gboolean (*fill)(Db *db, GError **error); /* does what SQL cannot, behind them; NULL: nothing */
} Migration;

/* An ordered table of migrations; the last one is the newest version. */
typedef struct {
  const Migration *steps;
  int count; /* at least 1 */
} Migrations;

/* The migrations of this program. */
extern const Migrations ledger_migrations;

int migrations_newest(const Migrations *migrations);

/* Runs what is newer than the file's version, each step in a transaction of its own. Where a step
 * fails the file stays at the version before it. */
gboolean migrate_run(Db *db, const Migrations *migrations, GError **error);

/* db_open() and db_create() with another table of migrations, so that tests can have one. */
Db *migrate_open(const char *path, DbMode mode, const Migrations *migrations, GError **error);
Db *migrate_create(const char *path, const Migrations *migrations, GError **error);

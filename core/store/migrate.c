#include "core/store/migrate.h"

#include "core/store/about.h"
#include "core/store/backup.h"
#include "core/store/db_private.h"
#include "core/store/place.h"

extern const char schema_sql[];
extern const char schema_2_sql[];
extern const char schema_3_sql[];
extern const char schema_4_sql[];
extern const char schema_5_sql[];
extern const char schema_6_sql[];
extern const char schema_7_sql[];

static const Migration ledger_steps[] = {
    {1, schema_sql, NULL},
    {2, schema_2_sql, NULL},
    {3, schema_3_sql, NULL},
    {4, schema_4_sql, NULL},
    {5, schema_5_sql, NULL},
    {6, schema_6_sql, NULL},
    {7, schema_7_sql, about_rebuild},
};

const Migrations ledger_migrations = {ledger_steps, G_N_ELEMENTS(ledger_steps)};

int migrations_newest(const Migrations *migrations) {
  return migrations->steps[migrations->count - 1].version;
}

static gboolean file_version(Db *db, int *version, GError **error) {
  Query *query = query_new(db, "PRAGMA user_version");
  *version = query_next(query) ? (int)query_int(query, 0) : 0;
  return query_finish(query, error);
}

/* Foreign keys are off while a step runs (see migrate_run), so what it leaves is looked at here. */
static gboolean check_references(Db *db, GError **error) {
  Query *query = query_new(db, "PRAGMA foreign_key_check");
  gboolean dangling = query_next(query);
  if (!query_finish(query, error))
    return FALSE;
  if (!dangling)
    return TRUE;
  g_autofree char *file = g_filename_display_name(db->path);
  g_set_error(error, STORE_ERROR, STORE_ERROR_DAMAGED,
              "台账文件 %s 升级后有记录找不到它所引用的记录，已放弃升级，文件没有改动。"
              "请把这条提示告诉管理员",
              file);
  return FALSE;
}

/* The version is read again under the lock: a colleague's program may have migrated meanwhile. */
static gboolean run_step(Db *db, const Migration *step, GError **error) {
  int version = 0;
  if (!file_version(db, &version, error))
    return FALSE;
  if (version >= step->version)
    return TRUE;
  g_autofree char *mark = g_strdup_printf("PRAGMA user_version = %d", step->version);
  return db_exec(db, step->sql, error) && (step->fill == NULL || step->fill(db, error)) &&
         check_references(db, error) && db_exec(db, mark, error);
}

static gboolean run_in_transaction(Db *db, const Migration *step, GError **error) {
  if (!place_begin(db, error))
    return FALSE;
  if (run_step(db, step, error) && place_commit_shape(db, error))
    return TRUE;
  if (sqlite3_get_autocommit(db->handle) == 0)
    sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

gboolean migrate_run(Db *db, const Migrations *migrations, GError **error) {
  int version = 0;
  if (!file_version(db, &version, error))
    return FALSE;
  if (migrations == &ledger_migrations && version > 0 && version < migrations_newest(migrations) &&
      !backup_before_migration(db, version, error)) {
    g_prefix_error(error, "台账文件要先升级，升级前的备份没有做成，没有升级，文件没有改动。");
    return FALSE;
  }
  /* A table is changed by making it anew and dropping the old one, which with foreign keys on
   * would delete what refers to it. They cannot be switched inside a transaction. */
  sqlite3_db_config(db->handle, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL);
  gboolean good = TRUE;
  for (int i = 0; good && i < migrations->count; i++)
    if (migrations->steps[i].version > version)
      good = run_in_transaction(db, &migrations->steps[i], error);
  sqlite3_db_config(db->handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
  return good;
}

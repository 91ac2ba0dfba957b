/* salvage.c: a new ledger file of what can be read of a damaged one. */
#include "core/store/salvage.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

#include "core/rules/confine.h"
#include "core/rules/fault.h"
#include "core/store/about.h"
#include "core/store/journal.h"
#include "core/store/migrate.h"
#include "core/store/salvage_private.h"

static void table_free(gpointer data) {
  SalvageTable *table = data;
  g_free((char *)table->table);
  g_ptr_array_unref(table->gaps);
  g_free(table);
}

void salvage_report_clear(SalvageReport *report) {
  g_clear_pointer(&report->tables, g_ptr_array_unref);
  g_clear_pointer(&report->tasks, g_ptr_array_unref);
  g_clear_pointer(&report->notes, g_ptr_array_unref);
}

void salvage_note(GPtrArray *notes, const char *format, ...) {
  va_list values;
  va_start(values, format);
  g_ptr_array_add(notes, g_strdup_vprintf(format, values));
  va_end(values);
}

/* ---- the new file ------------------------------------------------------------------------ */

/* Every table of our own but SQLite's, and but what is made anew from the journal. */
static gboolean list_tables(Db *to, GPtrArray *tables, GError **error) {
  Query *query = query_new(to, "SELECT name FROM sqlite_schema WHERE type = 'table'"
                               " AND name <> '" ABOUT_TABLE "'"
                               " AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name");
  while (query_next(query)) {
    SalvageTable *table = g_new0(SalvageTable, 1);
    table->table = g_strdup(query_text(query, 0));
    table->gaps = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(tables, table);
  }
  return query_finish(query, error);
}

/* What a new ledger begins with is not of the damaged one. */
static gboolean clear_tables(Db *to, const GPtrArray *tables, GError **error) {
  for (guint i = 0; i < tables->len; i++) {
    const SalvageTable *table = tables->pdata[i];
    g_autofree char *sql = g_strdup_printf("DELETE FROM \"%s\"", table->table);
    if (!db_exec(to, sql, error))
      return FALSE;
  }
  return db_exec(to, "DELETE FROM sqlite_sequence", error);
}

/* The journal comes with its gaps, which its triggers would not let in. They are away for as long
 * as the transaction lasts in which the file is made. */
static gboolean take_triggers(Db *to, GPtrArray *triggers, GError **error) {
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  Query *query = query_new(to, "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'");
  while (query_next(query)) {
    g_ptr_array_add(names, g_strdup(query_text(query, 0)));
    g_ptr_array_add(triggers, g_strdup(query_text(query, 1)));
  }
  if (!query_finish(query, error))
    return FALSE;
  for (guint i = 0; i < names->len; i++) {
    g_autofree char *sql = g_strdup_printf("DROP TRIGGER \"%s\"", (char *)names->pdata[i]);
    if (!db_exec(to, sql, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean put_triggers(Db *to, const GPtrArray *triggers, GError **error) {
  for (guint i = 0; i < triggers->len; i++)
    if (!db_exec(to, triggers->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* ---- the whole --------------------------------------------------------------------------- */

static gboolean read_tables(DamagedFile *from, Db *to, SalvageReport *report, GError **error) {
  for (guint i = 0; i < report->tables->len; i++)
    if (!salvage_read_table(from, to, report->tables->pdata[i], report->notes, error))
      return FALSE;
  if (!salvage_scan_pages(from, to, report->tables, report->notes, error))
    return FALSE;
  for (guint i = 0; i < report->tables->len; i++) {
    SalvageTable *table = report->tables->pdata[i];
    if (!table->whole || table->refused > 0)
      salvage_count_missing(from, to, table, report->tasks);
  }
  return TRUE;
}

static gboolean fill(DamagedFile *from, Db *to, SalvageReport *report, GError **error) {
  g_autoptr(GPtrArray) triggers = g_ptr_array_new_with_free_func(g_free);
  return take_triggers(to, triggers, error) && clear_tables(to, report->tables, error) &&
         read_tables(from, to, report, error) && salvage_mend(from, to, report->notes, error) &&
         put_triggers(to, triggers, error);
}

/* References are looked at when all is there. */
static gboolean fill_in_transaction(DamagedFile *from, Db *to, SalvageReport *report,
                                    GError **error) {
  sqlite3_db_config(to->handle, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL);
  gboolean good = db_exec(to, "BEGIN IMMEDIATE", error) && fill(from, to, report, error) &&
                  db_exec(to, "COMMIT", error);
  if (sqlite3_get_autocommit(to->handle) == 0)
    sqlite3_exec(to->handle, "ROLLBACK", NULL, NULL, NULL);
  sqlite3_db_config(to->handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
  return good;
}

static void judge(Db *to, SalvageReport *report) {
  g_auto(JournalVerdict) verdict = {0};
  g_autoptr(GError) failure = NULL;
  report->whole = TRUE;
  for (guint i = 0; i < report->tables->len; i++) {
    const SalvageTable *table = report->tables->pdata[i];
    report->whole = report->whole && table->whole && table->refused == 0 && table->missing == 0;
  }
  if (!journal_verify(to, &verdict, &failure))
    salvage_note(report->notes, "日志核对不了：%s", failure->message);
  else if (verdict.problem != NULL)
    salvage_note(report->notes, "日志的链断了，verify 会一直指出：%s", verdict.problem);
  for (guint i = 0; i < report->tables->len; i++) {
    const SalvageTable *table = report->tables->pdata[i];
    if (g_str_equal(table->table, "access") && (!table->whole || table->refused > 0))
      salvage_note(report->notes, "权限没有全部取出，请管理员先用 taizhang users 看过、重新设定");
  }
  report->whole = report->whole && failure == NULL && verdict.problem == NULL;
}

#define SQL_FIRST_WHO "SELECT who FROM journal ORDER BY seq LIMIT 1"
#define SQL_HAS_ADMIN                                                                              \
  "SELECT 1 FROM access WHERE level = 'admin' AND login IS NOT NULL AND ledger IS NULL LIMIT 1"
#define SQL_MAKE_ADMIN                                                                             \
  "DELETE FROM access WHERE login = %Q AND ledger IS NULL;"                                        \
  "INSERT INTO access (login, level) VALUES (%Q, 'admin')"

/* Somebody has to be able to give the others their rights back: who began the ledger, as far as is
 * known, else who writes first. */
static gboolean find_admin(Db *to, SalvageReport *report, GError **error) {
  Query *query = query_new(to, SQL_HAS_ADMIN);
  gboolean has = query_next(query);
  if (!query_finish(query, error) || has)
    return has;
  query = query_new(to, SQL_FIRST_WHO);
  g_autofree char *who = query_next(query) ? g_strdup(query_text(query, 0)) : NULL;
  if (!query_finish(query, error))
    return FALSE;
  if (who == NULL) {
    salvage_note(report->notes, "没有取出管理员是谁：谁先在新文件里保存，谁就是管理员");
    return db_exec(to, "DELETE FROM user", error);
  }
  salvage_note(report->notes, "没有取出管理员是谁：日志第一条的 %s 在新文件里是管理员", who);
  char *sql = sqlite3_mprintf(SQL_MAKE_ADMIN, who, who);
  gboolean good = db_exec(to, sql, error);
  sqlite3_free(sql);
  return good;
}

/* Where the damaged file is of the newest version nothing was migrated. */
static gboolean rebuild_about(Db *to, GError **error) {
  return db_exec(to, "BEGIN IMMEDIATE", error) && about_rebuild(to, error) &&
         db_exec(to, "COMMIT", error);
}

/* As old as the damaged file, so that its columns fit; then brought to the newest. */
static Db *make_new(DamagedFile *from, const char *target, SalvageReport *report, GError **error) {
  Migrations then = ledger_migrations;
  const Migrations now = ledger_migrations; /* its own: there is nothing to be copied before */
  then.count = CLAMP(from->version, 1, then.count);
  g_autoptr(Db) to = migrate_create(target, &then, error);
  if (to == NULL || !list_tables(to, report->tables, error) ||
      !fill_in_transaction(from, to, report, error) || !migrate_run(to, &now, error) ||
      !rebuild_about(to, error) || !find_admin(to, report, error))
    return NULL;
  /* Whom the damaged file was closed to, this one is, too. */
  if (g_chmod(to->temporary, (from->mode & 0060) != 0 ? 0660 : 0600) != 0 ||
      !db_publish(to, error)) {
    if (error != NULL && *error == NULL)
      g_set_error(error, STORE_ERROR, STORE_ERROR_IO, "设置文件权限失败：%s", fault_text(errno));
    return NULL;
  }
  return g_steal_pointer(&to);
}

static gboolean check_free(const char *given, const char *path, GError **error) {
  struct stat info;
  g_autofree char *folder = g_path_get_dirname(path);
  g_autofree char *file = g_filename_display_name(given);
  if (lstat(path, &info) == 0)
    g_set_error(error, STORE_ERROR, STORE_ERROR_EXISTS, "%s 已经存在，没有改动它。请换一个文件名",
                file);
  else if (!g_file_test(folder, G_FILE_TEST_IS_DIR))
    g_set_error(error, STORE_ERROR, STORE_ERROR_MISSING, "%s 所在的目录不存在。请检查路径", file);
  else
    return TRUE;
  return FALSE;
}

gboolean salvage_run(const char *damaged, const char *target, gboolean force, SalvageReport *report,
                     Db **made, GError **error) {
  *made = NULL;
  *report = (SalvageReport){.tables = g_ptr_array_new_with_free_func(table_free),
                            .tasks = g_ptr_array_new_with_free_func(g_free),
                            .notes = g_ptr_array_new_with_free_func(g_free)};
  g_auto(Confined) confined = {.folder = -1};
  g_auto(DamagedFile) from = {0};
  if (!confine_new(target, &confined, error) || !check_free(target, confined.path, error))
    return FALSE;
  g_autofree char *folder = g_path_get_dirname(confined.path);
  if (!damaged_open(damaged, folder, force, &from, report->notes, error))
    return FALSE;
  g_autoptr(Db) to = make_new(&from, confined.path, report, error);
  if (to == NULL)
    return FALSE;
  judge(to, report);
  *made = g_steal_pointer(&to);
  return TRUE;
}

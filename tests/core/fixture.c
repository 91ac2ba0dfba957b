#include "tests/core/fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "core/exchange/calendar_file.h"

#define SQL_TASK_OF_NUMBER "SELECT id FROM task WHERE ledger = ?1 AND number = ?2"

/* ---- folders and files ------------------------------------------------------------------ */

char *folder_make(void) {
  GError *error = NULL;
  char *folder = g_dir_make_tmp("taizhang-test-XXXXXX", &error);
  g_assert_no_error(error);
  return folder;
}

static void remove_tree(const char *path) {
  GDir *dir = g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
    g_autofree char *child = g_build_filename(path, name, NULL);
    remove_tree(child);
  }
  if (dir != NULL)
    g_dir_close(dir);
  g_assert_cmpint(g_remove(path), ==, 0);
}

void folder_remove(char *folder) {
  remove_tree(folder);
  g_free(folder);
}

char *folder_write(const char *folder, const char *name, const char *text) {
  GError *error = NULL;
  char *path = g_build_filename(folder, name, NULL);
  g_file_set_contents(path, text, -1, &error);
  g_assert_no_error(error);
  return path;
}

char *source_path(const char *path) {
  const char *root = g_getenv("TAIZHANG_SOURCE");
  g_assert_nonnull(root);
  return g_build_filename(root, path, NULL);
}

/* ---- templates -------------------------------------------------------------------------- */

Template *shipped_template(const char *name) {
  g_autofree char *ledgers = source_path("data/ledgers");
  g_autofree char *plans = source_path("data/plans");
  g_autofree char *systems = source_path("data/systems");
  g_autofree char *units = source_path("data/units");
  const char *const folders[] = {ledgers, plans, systems, units, NULL};
  GError *error = NULL;
  Template *template_ = template_find(name, folders, &error);
  g_assert_no_error(error);
  return template_;
}

void fixture_apply(Fixture *fixture, const char *name, int year) {
  g_autoptr(GPtrArray) templates = g_ptr_array_new_with_free_func((GDestroyNotify)template_free);
  g_ptr_array_add(templates, shipped_template(name));
  GError *error = NULL;
  template_apply(fixture->db, &fixture->actor, templates, year, &error);
  g_assert_no_error(error);
}

Reckoning *reckoning_on(Fixture *fixture, Day today, int lead_days) {
  g_autofree char *folder = source_path("data/calendars");
  GError *error = NULL;
  g_autoptr(Calendar) calendar = calendar_folder_read(folder, &error);
  g_assert_no_error(error);
  Reckoning *reckoning = reckoning_new(fixture->db, today, calendar, lead_days, &error);
  g_assert_no_error(error);
  return reckoning;
}

Summary *summary_on(Fixture *fixture, const Reckoning *reckoning, gint64 ledger) {
  TaskFilter filter = TASK_FILTER_ALL;
  filter.ledger = ledger;
  GError *error = NULL;
  g_autoptr(GArray) refs = task_list(fixture->db, reckoning, &filter, &error);
  g_assert_no_error(error);
  g_autoptr(TaskRefs) tasks = task_refs_new(refs);
  Summary *summary = summary_of_tasks(fixture->db, tasks, ledger, &error);
  g_assert_no_error(error);
  return summary;
}

/* ---- the file --------------------------------------------------------------------------- */

/* What the two ways of setting up made the first time; the second time it is copied, which is much
 * quicker. */
static GBytes *made_empty;
static GBytes *made_whole;

static char *ledger_path(const Fixture *fixture) {
  return g_build_filename(fixture->folder, "taizhang.db", NULL);
}

static void set_up_folder(Fixture *fixture) {
  fixture->folder = folder_make();
  fixture->actor = (Actor){
      .who = "zhangsan",
      .now = 1795226400, /* 2026-11-21 10:00 in China */
      .today = day_from_ymd(2026, 11, 21),
  };
}

static void set_up_copy(Fixture *fixture, GBytes *made) {
  set_up_folder(fixture);
  g_autofree char *path = ledger_path(fixture);
  gsize size;
  const char *bytes = g_bytes_get_data(made, &size);
  GError *error = NULL;
  g_file_set_contents(path, bytes, (gssize)size, &error);
  g_assert_no_error(error);
  g_assert_cmpint(g_chmod(path, 0660), ==, 0);
  fixture->db = db_open(path, DB_WRITE, &error);
  g_assert_no_error(error);
}

/* The bytes of the file, which nothing may be writing. */
static GBytes *remember(const Fixture *fixture) {
  g_autofree char *path = ledger_path(fixture);
  char *bytes;
  gsize size;
  GError *error = NULL;
  g_file_get_contents(path, &bytes, &size, &error);
  g_assert_no_error(error);
  return g_bytes_new_take(bytes, size);
}

void fixture_set_up_empty(Fixture *fixture, gconstpointer data) {
  (void)data;
  if (made_empty != NULL) {
    set_up_copy(fixture, made_empty);
    return;
  }
  set_up_folder(fixture);
  g_autofree char *path = ledger_path(fixture);
  GError *error = NULL;
  fixture->db = db_create(path, &error);
  g_assert_no_error(error);
  db_publish(fixture->db, &error);
  g_assert_no_error(error);
  made_empty = remember(fixture);
}

void fixture_set_up(Fixture *fixture, gconstpointer data) {
  if (made_whole == NULL) {
    fixture_set_up_empty(fixture, data);
    fixture_apply(fixture, "ningxia-2020", 2026);
    fixture_apply(fixture, "xinzhou-2023-topics", 2026);
    made_whole = remember(fixture);
  } else {
    set_up_copy(fixture, made_whole);
  }
  fixture->ledger = sql_int(fixture->db, "SELECT id FROM ledger");
}

void fixture_tear_down(Fixture *fixture, gconstpointer data) {
  (void)data;
  db_close(fixture->db);
  folder_remove(fixture->folder);
}

gint64 task_id(Fixture *fixture, int number) {
  GError *error = NULL;
  Query *query = query_new(fixture->db, SQL_TASK_OF_NUMBER);
  query_bind_int(query, 1, fixture->ledger);
  query_bind_int(query, 2, number);
  gint64 id = query_next(query) ? query_int(query, 0) : 0;
  query_finish(query, &error);
  g_assert_no_error(error);
  g_assert_cmpint(id, >, 0);
  return id;
}

static gboolean run_statement(Db *db, gpointer data, GError **error) {
  return query_run(query_new(db, data), error);
}

void raw_write(Fixture *fixture, const char *sql) {
  GError *error = NULL;
  gint64 seq = 0;
  Deed deed = {.verb = "test", .summary = sql};
  store_write(fixture->db, &fixture->actor, &deed, run_statement, (gpointer)sql, &seq, &error);
  g_assert_no_error(error);
  g_assert_cmpint(seq, >, 0);
}

void fixture_permit(Fixture *fixture, const char *who, const char *level) {
  g_autofree char *known = g_strdup_printf("SELECT count(*) FROM access WHERE login IS %s%s%s"
                                           " AND unix_group IS NULL AND level = '%s'",
                                           who != NULL ? "'" : "", who != NULL ? who : "NULL",
                                           who != NULL ? "'" : "", level);
  if (sql_int(fixture->db, known) > 0)
    return;
  g_autofree char *sql =
      who != NULL
          ? g_strdup_printf("INSERT INTO access (login, level) VALUES ('%s', '%s')", who, level)
          : g_strdup_printf("UPDATE access SET level = '%s' WHERE login IS NULL"
                            " AND unix_group IS NULL",
                            level);
  raw_write(fixture, sql);
}

gint64 sql_int(Db *db, const char *sql) {
  GError *error = NULL;
  Query *query = query_new(db, sql);
  gint64 value = query_next(query) ? query_int(query, 0) : G_MININT64;
  query_finish(query, &error);
  g_assert_no_error(error);
  g_assert_cmpint(value, !=, G_MININT64);
  return value;
}

char *sql_text(Db *db, const char *sql) {
  GError *error = NULL;
  Query *query = query_new(db, sql);
  gboolean found = query_next(query);
  char *value = found ? g_strdup(query_text(query, 0)) : NULL;
  query_finish(query, &error);
  g_assert_no_error(error);
  g_assert_true(found);
  return value;
}

gint64 journal_entries(Db *db) {
  return sql_int(db, "SELECT count(*) FROM journal");
}

void assert_refused(GError **error, GQuark domain, int code, const char *part) {
  g_assert_error(*error, domain, code);
  if (strstr((*error)->message, part) == NULL)
    g_error("“%s” is not in “%s”", part, (*error)->message);
  g_clear_error(error);
}

char *fixture_dump(Fixture *fixture) {
  GError *error = NULL;
  g_autoptr(GString) text = g_string_new(NULL);
  g_autoptr(GPtrArray) selects = g_ptr_array_new_with_free_func(g_free);
  Query *query = query_new(
      fixture->db,
      "SELECT format('SELECT %s FROM \"%s\" ORDER BY 1', group_concat(format("
      "'quote(\"%s\")', c.name), '||'' ''||'), s.name) FROM sqlite_schema s "
      "JOIN pragma_table_info(s.name) c WHERE s.type = 'table' AND s.name NOT LIKE 'journal%' "
      "AND s.name NOT LIKE 'sqlite_%' GROUP BY s.name ORDER BY s.name");
  while (query_next(query))
    g_ptr_array_add(selects, g_strdup(query_text(query, 0)));
  query_finish(query, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(selects->len, >, 20);
  for (guint i = 0; i < selects->len; i++) {
    query = query_new(fixture->db, selects->pdata[i]);
    g_string_append_printf(text, "%s\n", (char *)selects->pdata[i]);
    while (query_next(query))
      g_string_append_printf(text, "%s\n", query_text(query, 0));
    query_finish(query, &error);
    g_assert_no_error(error);
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

/* Taking out of a damaged ledger file what can be read: whole files, random damage, cut files, the
 * beginning gone, files of others. */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "core/store/db_private.h"
#include "core/store/salvage.h"
#include "tests/core/store/support.h"
#include "tests/long.h"

enum { PAGE = 4096, TASKS = 160, NOTES = 40 };

/* A few hundred rows in many tables, on some seventy pages; the journal with its chain. */
static void make_ledger(Fixture *fixture) {
  Db *db = fixture->db;
  make_tasks(db, "zhangsan");
  static const char *const STATEMENTS[] = {
      "WITH n(i) AS (VALUES (4) UNION ALL SELECT i + 1 FROM n WHERE i < 160)"
      " INSERT INTO task (ledger, indicator, number, kind, goal, state)"
      " SELECT 1, 1, i, 'task', '目标任务' || i || hex(zeroblob(100)), 'new' FROM n",
      "INSERT INTO unit (name, kind) SELECT '单位' || id, 'office' FROM task WHERE id <= 30",
      "INSERT INTO unit_alias (name, unit, origin, made_on)"
      " SELECT '别名' || id, id, 'alias', '2026-09-21' FROM unit",
      "INSERT INTO task_unit (task, unit, role, position)"
      " SELECT id, 1 + id % 30, 'lead', 1 FROM task",
      "INSERT INTO task_tag (task, tag) SELECT id, '标签' || id % 7 FROM task",
      "INSERT INTO progress (task, made_on, text, author)"
      " SELECT id, '2026-09-21', '进展' || id || hex(zeroblob(200)), 'zhangsan' FROM task",
      "INSERT INTO progress (task, made_on, text, author)" /* over several pages */
      " SELECT id, '2026-09-21', hex(zeroblob(5000)), 'zhangsan' FROM task WHERE id % 40 = 0",
      "INSERT INTO evidence (task, progress, reference) SELECT task, id, '文号' || id FROM progress",
      NULL};
  deed(db, "zhangsan", 0, STATEMENTS);
  for (int i = 1; i <= NOTES; i++) {
    g_autofree char *sql = g_strdup_printf("UPDATE task SET note = '备注' WHERE id = %d", i);
    deed_one(db, "zhangsan", i, sql);
  }
  fixture_close(fixture);
}

static char *read_file(const char *path, gsize *size) {
  char *bytes = NULL;
  g_assert_true(g_file_get_contents(path, &bytes, size, NULL));
  return bytes;
}

static gboolean run(const char *from, const char *to, gboolean force, SalvageReport *report,
                    GError **error) {
  g_autoptr(Db) made = NULL;
  gboolean good = salvage_run(from, to, force, report, &made, error);
  g_assert_true(good == (made != NULL));
  g_assert_true(good == g_file_test(to, G_FILE_TEST_EXISTS));
  return good;
}

/* As a value of its own connection. */
static gint64 count(Db *db, const char *table) {
  g_autofree char *sql = g_strdup_printf("SELECT count(*) FROM \"%s\"", table);
  return number(db, sql);
}

/* The new file opens, is in order, and has what was said. Placeholders only add, references that
 * led nowhere only take away: told in the notes. */
static void check_new(const char *path, const SalvageReport *report) {
  g_autoptr(Db) db = open_ok(path, DB_READ);
  g_autofree char *sound = text(db, "PRAGMA integrity_check(1)");
  g_assert_cmpstr(sound, ==, "ok");
  g_assert_cmpint(
      number(db, "SELECT count(*) FROM pragma_foreign_key_check WHERE \"table\" <> 'journal'"), ==,
      0);
  g_assert_cmpint(number(db, "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'"), ==, 6);
  for (guint i = 0; i < report->tables->len; i++) {
    const SalvageTable *table = report->tables->pdata[i];
    gint64 rows = count(db, table->table);
    if (report->notes->len == 0 || g_str_equal(table->table, "journal"))
      g_assert_cmpint(rows, ==, table->taken);
  }
}

static void check_names(Fixture *fixture, const char *names) {
  g_autofree char *now = fixture_names(fixture);
  g_assert_cmpstr(now, ==, names);
}

static const SalvageTable *table_of(const SalvageReport *report, const char *name) {
  for (guint i = 0; i < report->tables->len; i++) {
    const SalvageTable *table = report->tables->pdata[i];
    if (g_str_equal(table->table, name))
      return table;
  }
  g_assert_not_reached();
}

static void test_whole(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_ledger(fixture);
  g_assert_cmpint(g_chmod(fixture->path, 0600), ==, 0);
  g_autofree char *to = fixture_file(fixture, "new.db");
  g_auto(SalvageReport) report = {0};
  g_autoptr(GError) error = NULL;
  g_assert_true(run(fixture->path, to, FALSE, &report, &error));
  g_assert_no_error(error);
  g_assert_true(report.whole);
  g_assert_cmpuint(report.notes->len, ==, 0);
  check_new(to, &report);
  struct stat info;
  g_assert_cmpint(stat(to, &info), ==, 0);
  g_assert_cmpint(info.st_mode & 0777, ==, 0600);
  g_autoptr(Db) old = open_ok(fixture->path, DB_READ), db = open_ok(to, DB_WRITE);
  for (guint i = 0; i < report.tables->len; i++) {
    const SalvageTable *table = report.tables->pdata[i];
    g_assert_cmpint(count(old, table->table), ==, table->taken);
    g_assert_cmpuint(table->gaps->len, ==, 0);
  }
  g_assert_cmpint(number(db, "SELECT count(*) FROM task"), ==, TASKS);
  g_assert_cmpint(number(db, "SELECT seq FROM sqlite_sequence WHERE name = 'task'"), ==, TASKS);
  g_auto(JournalVerdict) verdict = {0};
  g_assert_true(journal_verify(db, &verdict, &error));
  g_assert_null(verdict.problem);
  g_assert_cmpint(verdict.entries, ==, count(old, "journal"));
  deed_one(db, "zhangsan", 1, "UPDATE task SET note = '续' WHERE id = 1"); /* it goes on */
  /* Never over a file. */
  g_auto(SalvageReport) again = {0};
  g_autoptr(Db) none = NULL;
  g_assert_false(salvage_run(fixture->path, to, TRUE, &again, &none, &error));
  g_assert_true(is_error(&error, STORE_ERROR_EXISTS, "已经存在"));
}

/* The page on which a table begins, and the first one below it. */
static gint64 root_of(Db *db, const char *table) {
  g_autofree char *sql =
      g_strdup_printf("SELECT rootpage FROM sqlite_schema WHERE name = '%s'", table);
  return number(db, sql);
}

/* Lost tasks are named, what hangs on them stays, and the break of the chain is told. */
static void test_one_page(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_ledger(fixture);
  g_autoptr(Db) old = open_ok(fixture->path, DB_READ);
  gint64 root = root_of(old, "task");
  db_close(g_steal_pointer(&old));
  gsize size = 0;
  g_autofree char *bytes = read_file(fixture->path, &size);
  /* An inner page: its first child stands at the first cell. */
  guint8 *page = (guint8 *)bytes + (root - 1) * PAGE;
  g_assert_cmpint(page[0], ==, 5);
  gsize cell = (gsize)page[12] << 8 | page[13];
  gsize child = (gsize)page[cell + 2] << 8 | page[cell + 3];
  memset(bytes + (child - 1) * PAGE, 0xff, PAGE);
  g_autofree char *from = fixture_file(fixture, "bad.db"), *to = fixture_file(fixture, "new.db");
  g_assert_true(g_file_set_contents(from, bytes, (gssize)size, NULL));
  g_auto(SalvageReport) report = {0};
  g_autoptr(GError) error = NULL;
  g_assert_true(run(from, to, FALSE, &report, &error));
  g_assert_no_error(error);
  g_assert_false(report.whole);
  const SalvageTable *task = table_of(&report, "task");
  g_assert_cmpint(task->missing, >, 2);
  g_assert_cmpint(task->taken + task->missing, ==, TASKS); /* to the row */
  g_assert_cmpuint(task->gaps->len, ==, 1);
  g_assert_cmpuint(report.tasks->len, ==, (guint)task->missing);
  g_assert_nonnull(strstr(report.tasks->pdata[0], "第1项"));
  g_autoptr(Db) db = open_ok(to, DB_READ);
  g_assert_cmpint(count(db, "task"), ==, TASKS); /* the missing have a row in their place */
  g_assert_cmpint(count(db, "progress"), ==, table_of(&report, "progress")->taken);
  check_new(to, &report);
}

static void damage(guint8 *bytes, gsize size, GRand *rand) {
  int places = g_rand_int_range(rand, 1, 5);
  for (int i = 0; i < places; i++) {
    gsize pages = size / PAGE, page = (gsize)g_rand_int_range(rand, 0, (gint32)pages);
    guint8 *at = bytes + page * PAGE;
    switch (g_rand_int_range(rand, 0, 6)) {
    case 0:
      memset(at, 0, PAGE);
      break;
    case 1:
      memset(at, 0xff, PAGE);
      break;
    case 2:
      for (int k = 0; k < PAGE; k++)
        at[k] = (guint8)g_rand_int_range(rand, 0, 256);
      break;
    case 3: /* another page's content: right in itself, wrong here */
      memcpy(at, bytes + (gsize)g_rand_int_range(rand, 0, (gint32)pages) * PAGE, PAGE);
      break;
    case 4: /* the head of the page, where numbers and children are */
      at[g_rand_int_range(rand, 0, 64)] = (guint8)g_rand_int_range(rand, 0, 256);
      break;
    default:
      for (int k = 0; k < 20; k++)
        at[g_rand_int_range(rand, 0, PAGE)] ^= (guint8)(1 << g_rand_int_range(rand, 0, 8));
    }
  }
}

/* Never a crash or hang; the damaged file stays as it is, nothing else is left behind. */
static void try_damaged(Fixture *fixture, const guint8 *bytes, gsize size, gboolean force,
                        gint64 *taken, int *made) {
  g_autofree char *from = fixture_file(fixture, "bad.db"), *to = fixture_file(fixture, "new.db");
  g_assert_true(g_file_set_contents(from, (const char *)bytes, (gssize)size, NULL));
  g_autofree char *names = fixture_names(fixture);
  g_auto(SalvageReport) report = {0};
  g_autoptr(GError) error = NULL;
  gboolean good = run(from, to, force, &report, &error);
  gsize after = 0;
  g_autofree char *still = read_file(from, &after);
  g_assert_cmpmem(bytes, size, still, after);
  g_assert_true(good || error != NULL);
  if (good) {
    check_new(to, &report);
    for (guint i = 0; i < report.tables->len; i++)
      *taken += ((const SalvageTable *)report.tables->pdata[i])->taken;
    ++*made;
  } else if (!force) {
    g_assert_cmpint(error->code, !=, STORE_ERROR_IO);
  } else {
    g_assert_no_error(error);
  }
  g_unlink(to);
  check_names(fixture, names);
}

static void test_random(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_ledger(fixture);
  gsize size = 0;
  g_autofree char *whole = read_file(fixture->path, &size);
  g_autofree guint8 *bytes = g_malloc(size);
  g_autoptr(GRand) rand = g_rand_new_with_seed(20261128);
  int cases = long_count(2000, 24), made = 0;
  gint64 taken = 0;
  for (int i = 0; i < cases; i++) {
    memcpy(bytes, whole, size);
    damage(bytes, size, rand);
    try_damaged(fixture, bytes, size, TRUE, &taken, &made);
  }
  g_test_message("%d of %d came through, %.0f rows each", made, cases,
                 (double)taken / MAX(made, 1));
  g_assert_cmpint(made, ==, cases);
  g_assert_cmpint(taken / made, >, 500); /* of some 915 */
}

static void test_cut(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_ledger(fixture);
  gsize size = 0;
  g_autofree char *bytes = read_file(fixture->path, &size);
  gsize pages = size / PAGE, step = (gsize)long_count(1, 40);
  int made = 0;
  for (gsize i = 1; i < pages; i += step) {
    gint64 taken = 0;
    try_damaged(fixture, (const guint8 *)bytes, i * PAGE, TRUE, &taken, &made);
    try_damaged(fixture, (const guint8 *)bytes, i * PAGE + 1000, TRUE, &taken, &made);
  }
  g_assert_cmpint(made, >, 4);
}

static void test_beginning(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_ledger(fixture);
  gsize size = 0;
  g_autofree char *bytes = read_file(fixture->path, &size);
  memset(bytes, 0, 100);
  g_autofree char *from = fixture_file(fixture, "bad.db"), *to = fixture_file(fixture, "new.db");
  g_assert_true(g_file_set_contents(from, bytes, (gssize)size, NULL));
  g_auto(SalvageReport) refused = {0}, report = {0};
  g_autoptr(GError) error = NULL;
  g_assert_false(run(from, to, FALSE, &refused, &error));
  g_assert_true(is_error(&error, STORE_ERROR_FOREIGN, "--force"));
  g_assert_true(run(from, to, TRUE, &report, &error));
  g_assert_no_error(error);
  g_assert_true(report.whole); /* the header has nothing of its own that counts */
  g_assert_cmpint(table_of(&report, "task")->taken, ==, TASKS);
  check_new(to, &report);
}

static void test_foreign(Fixture *fixture, gconstpointer data) {
  (void)data;
  fixture_close(fixture);
  g_autofree char *from = fixture_file(fixture, "foreign.db"), *to = fixture_file(fixture, "n.db");
  g_autofree char *missing = fixture_file(fixture, "missing.db");
  raw_exec(from, "CREATE TABLE task (id INTEGER PRIMARY KEY); INSERT INTO task VALUES (1)");
  g_auto(SalvageReport) a = {0}, b = {0}, c = {0}, d = {0};
  g_autoptr(GError) error = NULL;
  g_assert_false(run(from, to, FALSE, &a, &error));
  g_assert_true(is_error(&error, STORE_ERROR_FOREIGN, "标志"));
  g_assert_false(run(missing, to, TRUE, &b, &error));
  g_assert_true(is_error(&error, STORE_ERROR_MISSING, "打不开"));
  g_assert_false(run(fixture->directory, to, TRUE, &c, &error));
  g_assert_true(is_error(&error, STORE_ERROR_FOREIGN, "普通文件"));
  g_assert_true(g_file_set_contents(from, "短", -1, NULL));
  g_assert_false(run(from, to, TRUE, &d, &error));
  g_assert_true(is_error(&error, STORE_ERROR_DAMAGED, "空"));
}

/* Nothing of the first page is left: the tables come from their pages. */
static void test_first_page(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_ledger(fixture);
  gsize size = 0;
  g_autofree char *bytes = read_file(fixture->path, &size);
  memset(bytes, 0, PAGE);
  g_autofree char *from = fixture_file(fixture, "bad.db"), *to = fixture_file(fixture, "new.db");
  g_assert_true(g_file_set_contents(from, bytes, (gssize)size, NULL));
  g_auto(SalvageReport) report = {0};
  g_autoptr(GError) error = NULL;
  g_assert_true(run(from, to, TRUE, &report, &error));
  g_assert_no_error(error);
  g_assert_false(report.whole);
  g_assert_cmpint(table_of(&report, "task")->taken, ==, TASKS);
  g_assert_cmpint(table_of(&report, "progress")->taken, ==, TASKS + 4);
  g_assert_cmpint(table_of(&report, "journal")->taken, ==, NOTES + 2);
  check_new(to, &report);
}

static void copy_file(const char *from, const char *to) {
  gsize size = 0;
  g_autofree char *bytes = read_file(from, &size);
  g_assert_cmpuint(size, >, PAGE);
  g_assert_true(g_file_set_contents(to, bytes, (gssize)size, NULL));
}

/* A saving that was cut off in the middle is taken back, in the copy alone; while somebody holds
 * the file, nothing is read. */
static void test_unfinished(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_ledger(fixture);
  g_autofree char *from = fixture_file(fixture, "bad.db"), *to = fixture_file(fixture, "new.db");
  g_autofree char *journal = g_strconcat(fixture->path, "-journal", NULL);
  g_autofree char *beside = g_strconcat(from, "-journal", NULL);
  sqlite3 *handle = NULL;
  g_assert_cmpint(sqlite3_open(fixture->path, &handle), ==, SQLITE_OK);
  g_assert_cmpint(sqlite3_exec(handle,
                               "PRAGMA cache_size = 2; BEGIN EXCLUSIVE;"
                               " UPDATE progress SET text = 'X' || text; DELETE FROM task_unit",
                               NULL, NULL, NULL),
                  ==, SQLITE_OK);
  g_auto(SalvageReport) held = {0}, report = {0};
  g_autoptr(GError) error = NULL;
  g_assert_false(run(fixture->path, to, FALSE, &held, &error));
  g_assert_true(is_error(&error, STORE_ERROR_BUSY, "正在保存"));
  copy_file(fixture->path, from);
  copy_file(journal, beside);
  gsize before = 0, after = 0;
  g_autofree char *then = read_file(beside, &before);
  g_assert_true(run(from, to, FALSE, &report, &error));
  g_assert_no_error(error);
  g_assert_true(report.whole);
  g_assert_cmpuint(report.notes->len, ==, 1);
  g_autofree char *now = read_file(beside, &after);
  g_assert_cmpmem(then, before, now, after);
  sqlite3_close(handle);
  check_new(to, &report);
  g_autoptr(Db) db = open_ok(to, DB_READ);
  g_assert_cmpint(count(db, "task_unit"), ==, TASKS);
  g_assert_cmpint(number(db, "SELECT count(*) FROM progress WHERE text LIKE 'X%'"), ==, 0);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_setenv("TZ", "Asia/Shanghai", TRUE);
  ADD("/salvage/whole", test_whole);
  ADD("/salvage/one-page", test_one_page);
  ADD("/salvage/random", test_random);
  ADD("/salvage/cut", test_cut);
  ADD("/salvage/beginning", test_beginning);
  ADD("/salvage/first-page", test_first_page);
  ADD("/salvage/unfinished", test_unfinished);
  ADD("/salvage/foreign", test_foreign);
  return g_test_run();
}

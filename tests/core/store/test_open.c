/* Opening, creating and refusing; nothing that is refused or only read may change by a byte. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

#include "core/store/db_private.h"
#include "core/store/migrate.h"
#include "tests/core/store/support.h"

/* ---- what is in a file ------------------------------------------------------------------- */

typedef struct {
  char *data;
  gsize size;
} Bytes;

static Bytes bytes_of(const char *path) {
  Bytes bytes;
  g_assert_true(g_file_get_contents(path, &bytes.data, &bytes.size, NULL));
  return bytes;
}

static void put(const char *path, const void *data, gsize size) {
  g_assert_true(g_file_set_contents(path, data, (gssize)size, NULL));
}

static void assert_unchanged(const char *path, Bytes *before) {
  Bytes after = bytes_of(path);
  g_assert_cmpmem(before->data, before->size, after.data, after.size);
  g_free(after.data);
  g_clear_pointer(&before->data, g_free);
}

/* Both modes refuse path with code, leave it as it is and nothing beside it. */
static void assert_refused(Fixture *fixture, const char *path, StoreError code, const char *part) {
  g_autofree char *names = fixture_names(fixture);
  Bytes before = bytes_of(path);
  for (int mode = DB_READ; mode <= DB_WRITE; mode++) {
    GError *error = NULL;
    g_assert_null(db_open(path, (DbMode)mode, &error));
    g_assert_nonnull(strstr(error->message, path));
    g_assert_true(is_error(&error, code, part));
  }
  assert_unchanged(path, &before);
  g_autofree char *after = fixture_names(fixture);
  g_assert_cmpstr(names, ==, after);
}

/* ---- creating ---------------------------------------------------------------------------- */

static int mode_of(const char *path) {
  struct stat info;
  g_assert_cmpint(stat(path, &info), ==, 0);
  return (int)info.st_mode & 07777;
}

static void test_create(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_autofree char *path = fixture_file(fixture, "新目录/内/新.db");
  g_autofree char *directory = g_path_get_dirname(path);
  mode_t mask = umask(0077);
  g_autoptr(Db) db = db_create(path, &error);
  umask(mask);
  g_assert_no_error(error);
  g_assert_cmpstr(db_path(db), ==, path);
  g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
  g_assert_cmpint(make_tasks(db, "zhang"), ==, 1);
  g_assert_true(db_publish(db, &error));
  g_assert_no_error(error);
  g_assert_cmpint(deed_one(db, "zhang", 1, "UPDATE task SET note = '有' WHERE id = 1"), ==, 2);
  g_assert_cmpint(mode_of(path), ==, 0660);
  g_assert_cmpint(mode_of(directory), ==, 02770);
  g_assert_cmpint(number(db, "SELECT count(*) FROM task"), ==, 3);
  g_assert_cmpint(number(db, "PRAGMA application_id"), ==, APPLICATION_ID);
  g_assert_cmpint(number(db, "PRAGMA user_version"), ==, migrations_newest(&ledger_migrations));
  g_assert_true(db_publish(db, &error)); /* nothing is left to do */
}

/* After publishing, the journal must be the one that a reader after a crash would look for. */
static void test_published_journal(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_tasks(fixture->db, "zhang");
  g_autofree char *names = fixture_names(fixture);
  g_assert_cmpstr(names, ==, "台账.db 台账.db-journal");
  g_autofree char *journal = g_strconcat(fixture->path, "-journal", NULL);
  g_assert_cmpint(mode_of(journal), ==, 0660);
  Bytes bytes = bytes_of(journal); /* emptied, not removed: TRUNCATE */
  g_assert_cmpint(bytes.size, ==, 0);
  g_free(bytes.data);
}

static void test_settings(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_assert_cmpint(number(fixture->db, "PRAGMA synchronous"), ==, 2);
  g_assert_cmpint(number(fixture->db, "PRAGMA foreign_keys"), ==, 1);
  g_assert_cmpint(number(fixture->db, "PRAGMA trusted_schema"), ==, 0);
  g_assert_cmpint(number(fixture->db, "PRAGMA cell_size_check"), ==, 1);
}

static void test_create_over(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_assert_null(db_create(fixture->path, &error));
  g_assert_true(is_error(&error, STORE_ERROR_EXISTS, fixture->path));

  g_autofree char *link = fixture_file(fixture, "连接");
  g_assert_cmpint(symlink("/不/存在", link), ==, 0);
  error = NULL;
  g_assert_null(db_create(link, &error));
  g_assert_true(is_error(&error, STORE_ERROR_EXISTS, link));
}

/* Somebody else made the file between creating and publishing. */
static void test_publish_over(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_autofree char *path = fixture_file(fixture, "别的.db");
  Db *db = db_create(path, &error);
  g_assert_no_error(error);
  put(path, "占位", strlen("占位"));
  g_assert_false(db_publish(db, &error));
  g_assert_true(is_error(&error, STORE_ERROR_EXISTS, path));
  make_tasks(db, "zhang"); /* still usable, still unpublished */
  db_close(db);
  Bytes bytes = bytes_of(path);
  g_assert_cmpmem(bytes.data, bytes.size, "占位", strlen("占位"));
  g_free(bytes.data);
  g_autofree char *names = fixture_names(fixture);
  g_assert_cmpstr(names, ==, "别的.db 台账.db");
}

static void test_unpublished(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_autofree char *path = fixture_file(fixture, "新目录/新.db");
  Db *db = db_create(path, &error);
  g_assert_no_error(error);
  make_tasks(db, "zhang");
  db_close(db);
  g_autofree char *names = fixture_names(fixture);
  g_assert_cmpstr(names, ==, "台账.db");
}

/* A file that was made, in the past, and never got its name: what a killed maker leaves. */
static char *leave_behind(const Fixture *fixture, const char *name, gint64 age) {
  char *path = fixture_file(fixture, name);
  struct utimbuf times = {.actime = time(NULL) - age, .modtime = time(NULL) - age};
  g_assert_true(g_file_set_contents(path, "half", -1, NULL));
  g_assert_cmpint(g_utime(path, &times), ==, 0);
  return path;
}

/* The next file that is made takes them away, unless somebody has them open. */
static void test_create_after_killed(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *path = fixture_file(fixture, "second.db");
  g_autofree char *old = leave_behind(fixture, ".taizhang.aB3dE9", 300),
                  *held = leave_behind(fixture, ".taizhang.held00", 300),
                  *young = leave_behind(fixture, ".taizhang.young0", 5),
                  *other = leave_behind(fixture, ".taizhang.conf", 300),
                  *journal = leave_behind(fixture, ".taizhang.aB3dE9-journal", 300);
  int file = g_open(held, O_RDONLY, 0);
  g_autoptr(GError) error = NULL;
  Db *db = db_create(path, &error);
  g_assert_no_error(error);
  db_close(db);
  close(file);
  g_assert_false(g_file_test(old, G_FILE_TEST_EXISTS));
  g_assert_false(g_file_test(journal, G_FILE_TEST_EXISTS));
  g_assert_true(g_file_test(held, G_FILE_TEST_EXISTS));
  g_assert_true(g_file_test(young, G_FILE_TEST_EXISTS));
  g_assert_true(g_file_test(other, G_FILE_TEST_EXISTS));
}

static void test_create_nowhere(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_autofree char *path = fixture_file(fixture, "台账.db/内.db");
  g_assert_null(db_create(path, &error));
  g_assert_true(is_error(&error, STORE_ERROR_IO, "台账.db"));
}

/* ---- refusing ---------------------------------------------------------------------------- */

static void test_missing(Fixture *fixture, gconstpointer data) {
  (void)data;
  const char *const names[] = {"没有.db", "没有/没有.db", "台账.db/没有.db"};
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
    GError *error = NULL;
    g_autofree char *path = fixture_file(fixture, names[i]);
    g_assert_null(db_open(path, DB_WRITE, &error));
    g_assert_true(is_error(&error, STORE_ERROR_MISSING, path));
    g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
  }
}

static void test_foreign(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *path = fixture_file(fixture, "x");
  put(path, "", 0);
  assert_refused(fixture, path, STORE_ERROR_FOREIGN, "空文件");
  put(path, "<html>", 6);
  assert_refused(fixture, path, STORE_ERROR_FOREIGN, "不是本程序");
  g_autofree char *long_text = g_strnfill(10000, 'x');
  put(path, long_text, 10000);
  assert_refused(fixture, path, STORE_ERROR_FOREIGN, "不是本程序");
  g_unlink(path);
  raw_exec(path, "CREATE TABLE t (a)");
  assert_refused(fixture, path, STORE_ERROR_FOREIGN, "不是本程序");
}

/* A foreign database with a journal that SQLite would roll back, had it been asked. */
static void test_foreign_with_journal(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *path = fixture_file(fixture, "x");
  g_autofree char *journal = fixture_file(fixture, "x-journal");
  raw_exec(path, "CREATE TABLE t (a)");
  g_autofree char *noise = g_strnfill(2000, 'x');
  put(journal, noise, 2000);
  assert_refused(fixture, path, STORE_ERROR_FOREIGN, "不是本程序");
}

static void test_truncated(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_tasks(fixture->db, "zhang");
  fixture_close(fixture);
  Bytes whole = bytes_of(fixture->path);
  const gsize sizes[] = {
      16, 99, 100, 1000, 4096, 8192, whole.size / 2, whole.size - 4096, whole.size - 1};
  g_autofree char *path = fixture_file(fixture, "x");
  for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++) {
    put(path, whole.data, sizes[i]);
    assert_refused(fixture, path, STORE_ERROR_DAMAGED, "");
  }
  g_free(whole.data);
}

static void test_newer(Fixture *fixture, gconstpointer data) {
  (void)data;
  fixture_close(fixture);
  raw_exec(fixture->path, "PRAGMA user_version = 99");
  assert_refused(fixture, fixture->path, STORE_ERROR_NEWER, "99");
  raw_exec(fixture->path, "PRAGMA user_version = 0");
  assert_refused(fixture, fixture->path, STORE_ERROR_DAMAGED, "版本号");
  raw_exec(fixture->path, "PRAGMA user_version = -1");
  assert_refused(fixture, fixture->path, STORE_ERROR_DAMAGED, "版本号");
}

static void test_wal(Fixture *fixture, gconstpointer data) {
  (void)data;
  fixture_close(fixture);
  raw_exec(fixture->path, "PRAGMA journal_mode = WAL");
  assert_refused(fixture, fixture->path, STORE_ERROR_FOREIGN, "WAL");
}

static void test_not_a_file(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_assert_null(db_open(fixture->directory, DB_WRITE, &error));
  g_assert_true(is_error(&error, STORE_ERROR_FOREIGN, "目录"));
  g_autofree char *fifo = fixture_file(fixture, "管道");
  g_assert_cmpint(mkfifo(fifo, 0600), ==, 0);
  for (int mode = DB_READ; mode <= DB_WRITE; mode++) { /* and nobody waits at the other end */
    error = NULL;
    g_assert_null(db_open(fifo, (DbMode)mode, &error));
    g_assert_true(is_error(&error, STORE_ERROR_FOREIGN, "普通文件"));
  }
}

/* A damaged page is found when it is read, and named as damage. */
static void test_damaged_page(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_tasks(fixture->db, "zhang");
  gint64 page = number(fixture->db, "SELECT rootpage FROM sqlite_schema WHERE name = 'task'");
  fixture_close(fixture);
  int file = g_open(fixture->path, O_WRONLY, 0);
  g_autofree char *noise = g_strnfill(4096, '\xff');
  g_assert_cmpint(pwrite(file, noise, 4096, (page - 1) * 4096), ==, 4096);
  close(file);
  g_autoptr(Db) db = open_ok(fixture->path, DB_READ);
  GError *error = NULL;
  g_assert_false(query_run(query_new(db, "SELECT goal FROM task"), &error));
  g_assert_true(is_error(&error, STORE_ERROR_DAMAGED, fixture->path));
}

/* ---- reading ----------------------------------------------------------------------------- */

static void test_reading_changes_nothing(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  make_tasks(fixture->db, "zhang");
  fixture_close(fixture);
  g_autofree char *journal = g_strconcat(fixture->path, "-journal", NULL);
  g_unlink(journal);
  g_autofree char *names = fixture_names(fixture);
  Bytes before = bytes_of(fixture->path);
  for (int mode = DB_READ; mode <= DB_WRITE; mode++) {
    g_autoptr(Db) db = open_ok(fixture->path, (DbMode)mode);
    g_assert_cmpint(db_is_read_only(db), ==, mode == DB_READ);
    g_assert_cmpint(number(db, "SELECT count(*) FROM task"), ==, 3);
    g_assert_cmpint(db_data_version(db), >, 0);
    g_autoptr(GPtrArray) entries = journal_list(db, 1, 0, &error);
    g_autoptr(GPtrArray) changes = journal_changes(db, 1, 0, &error);
    gint64 seq = 0;
    JournalVerdict verdict;
    g_assert_true(journal_undoable(db, "zhang", &seq, &error));
    g_assert_true(journal_verify(db, &verdict, &error));
    g_assert_no_error(error);
    g_assert_cmpint(entries->len, ==, 1);
    g_assert_cmpint(changes->len, >, 10);
  }
  assert_unchanged(fixture->path, &before);
  g_autofree char *after = fixture_names(fixture);
  g_assert_cmpstr(names, ==, after);
}

static void test_reader_may_not_write(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Db) db = open_ok(fixture->path, DB_READ);
  g_assert_true(db_is_read_only(db));
  deed_fails(db, "INSERT INTO unit (name, kind) VALUES ('厅', 'office')", STORE_ERROR_READ_ONLY);
}

/* A name that SQLite would take for a URI, relative to the directory one stands in. */
static void test_uri_name(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *here = g_get_current_dir();
  g_autofree char *named = fixture_file(fixture, "file:a?mode=memory");
  g_assert_cmpint(g_chdir(fixture->directory), ==, 0);
  g_assert_cmpint(g_rename(fixture->path, named), ==, 0);
  fixture_close(fixture);
  Db *db = open_ok("file:a?mode=memory", DB_WRITE);
  g_assert_cmpint(make_tasks(db, "zhang"), ==, 1);
  g_assert_cmpstr(db_path(db), ==, "file:a?mode=memory");
  db_close(db);
  g_assert_cmpint(g_chdir(here), ==, 0);
  db = open_ok(named, DB_READ);
  g_assert_cmpint(number(db, "SELECT count(*) FROM task"), ==, 3);
  db_close(db);
}

/* Permission bits do not bind root, so what follows acts as somebody else. */
#define NOBODY 65534

static gboolean become_nobody(const Fixture *fixture) {
  if (geteuid() != 0)
    return TRUE;
  g_assert_cmpint(chown(fixture->directory, NOBODY, NOBODY), ==, 0);
  g_assert_cmpint(chown(fixture->path, NOBODY, NOBODY), ==, 0);
  return seteuid(NOBODY) == 0;
}

static void become_self(void) {
  if (getuid() == 0)
    g_assert_cmpint(seteuid(0), ==, 0);
}

static void check_read_only(const char *path) {
  g_autoptr(Db) db = open_ok(path, DB_WRITE);
  g_assert_true(db_is_read_only(db));
  g_assert_cmpint(number(db, "SELECT count(*) FROM task"), ==, 3);
  deed_fails(db, "DELETE FROM task", STORE_ERROR_READ_ONLY);
  g_assert_cmpint(number(db, "SELECT count(*) FROM task"), ==, 3);
}

static void test_read_only_file(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_tasks(fixture->db, "zhang");
  fixture_close(fixture);
  if (!become_nobody(fixture)) {
    g_test_skip("cannot act as another user here");
    return;
  }
  g_autofree char *journal = g_strconcat(fixture->path, "-journal", NULL);
  g_chmod(fixture->path, 0440);
  check_read_only(fixture->path);
  g_chmod(fixture->path, 0660); /* the file may be written, its directory not */
  g_unlink(journal);
  g_chmod(fixture->directory, 0555);
  check_read_only(fixture->path);
  g_chmod(fixture->path, 0);
  GError *error = NULL;
  g_assert_null(db_open(fixture->path, DB_READ, &error));
  g_assert_true(is_error(&error, STORE_ERROR_IO, "没有读取权限"));
  g_chmod(fixture->directory, 0755);
  become_self();
}

/* ---- a crashed writer -------------------------------------------------------------------- */

/* Copies the file and its journal as they are in the middle of a transaction: what a power cut
 * leaves. */
static void crash(Fixture *fixture, const char *copy) {
  g_autofree char *journal = g_strconcat(fixture->path, "-journal", NULL);
  g_autofree char *journal_copy = g_strconcat(copy, "-journal", NULL);
  sqlite3 *handle = NULL;
  g_assert_cmpint(sqlite3_open(fixture->path, &handle), ==, SQLITE_OK);
  g_assert_cmpint(sqlite3_exec(handle,
                               "PRAGMA cache_size = 2; BEGIN;"
                               "UPDATE task SET goal = hex(randomblob(20000));"
                               "INSERT INTO unit (name, kind) WITH RECURSIVE n (i) AS"
                               " (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"
                               " SELECT '单位' || i, 'office' FROM n",
                               NULL, NULL, NULL),
                  ==, SQLITE_OK);
  Bytes bytes = bytes_of(fixture->path);
  put(copy, bytes.data, bytes.size);
  g_free(bytes.data);
  bytes = bytes_of(journal);
  g_assert_cmpint(bytes.size, >, 4096);
  put(journal_copy, bytes.data, bytes.size);
  g_free(bytes.data);
  sqlite3_close(handle);
}

static void test_hot_journal(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_tasks(fixture->db, "zhang");
  fixture_close(fixture);
  for (int mode = DB_READ; mode <= DB_WRITE; mode++) {
    g_autofree char *copy = fixture_file(fixture, mode == DB_READ ? "读.db" : "写.db");
    Bytes before = bytes_of(fixture->path);
    crash(fixture, copy);
    g_assert_null(db_open(copy, DB_LOOK, NULL)); /* which leaves it to be rolled back */
    g_autoptr(Db) db = open_ok(copy, (DbMode)mode);
    g_assert_cmpint(db_is_read_only(db), ==, mode == DB_READ);
    g_autofree char *goal = text(db, "SELECT goal FROM task WHERE id = 1");
    g_assert_cmpstr(goal, ==, "完善制度");
    g_assert_cmpint(number(db, "SELECT count(*) FROM unit"), ==, 1);
    assert_unchanged(copy, &before);
  }
}

static void test_hot_journal_read_only(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_tasks(fixture->db, "zhang");
  fixture_close(fixture);
  g_autofree char *copy = fixture_file(fixture, "读.db");
  crash(fixture, copy);
  g_chmod(copy, 0444);
  if (!become_nobody(fixture)) {
    g_test_skip("cannot act as another user here");
    return;
  }
  g_chmod(fixture->directory, 0555);
  for (int mode = DB_READ; mode <= DB_WRITE; mode++) {
    GError *error = NULL;
    g_assert_null(db_open(copy, (DbMode)mode, &error));
    g_assert_true(is_error(&error, STORE_ERROR_READ_ONLY, "上次保存时中断"));
  }
  g_chmod(fixture->directory, 0755);
  become_self();
}

/* ---- migrating --------------------------------------------------------------------------- */

static const Migration grown_steps[] = {
    {1, "CREATE TABLE a (id INTEGER PRIMARY KEY, x TEXT);"
        "CREATE TABLE b (a INTEGER REFERENCES a (id) ON DELETE CASCADE);"
        "INSERT INTO a VALUES (1, '甲'); INSERT INTO b VALUES (1)"},
    {2, "CREATE TABLE a2 (id INTEGER PRIMARY KEY, x TEXT NOT NULL);"
        "INSERT INTO a2 SELECT * FROM a; DROP TABLE a; ALTER TABLE a2 RENAME TO a"},
    {3, "ALTER TABLE a ADD COLUMN y TEXT; UPDATE a SET y = '乙'"},
};
static const Migrations first_only = {grown_steps, 1};
static const Migrations grown = {grown_steps, 3};

static const Migration bad_steps[] = {
    {1, "CREATE TABLE a (id INTEGER PRIMARY KEY, x TEXT)"},
    {2, "ALTER TABLE a ADD COLUMN y TEXT"},
    {3, "UPDATE a SET y = '丙'; INSERT INTO nowhere VALUES (1)"},
};
static const Migrations failing = {bad_steps, 3};

static const Migration dangling_steps[] = {
    {1, "CREATE TABLE a (id INTEGER PRIMARY KEY, x TEXT)"},
    {2, "DELETE FROM a"},
};
static const Migrations dangling = {dangling_steps, 2};

static char *make_first(Fixture *fixture) {
  GError *error = NULL;
  char *path = fixture_file(fixture, "旧.db");
  g_autoptr(Db) db = migrate_create(path, &first_only, &error);
  g_assert_no_error(error);
  g_assert_true(db_publish(db, &error));
  g_assert_no_error(error);
  return path;
}

static void test_migrate(Fixture *fixture, gconstpointer data) {
  for (int mode = DB_READ; mode <= DB_WRITE; mode++) {
    GError *error = NULL;
    g_autofree char *path = make_first(fixture);
    g_autoptr(Db) db = migrate_open(path, (DbMode)mode, &grown, &error);
    g_assert_no_error(error);
    g_assert_cmpint(number(db, "PRAGMA user_version"), ==, 3);
    g_assert_cmpint(number(db, "PRAGMA foreign_keys"), ==, 1);
    g_assert_cmpint(number(db, "SELECT count(*) FROM b JOIN a ON a.id = b.a"), ==, 1);
    g_autofree char *added = text(db, "SELECT y FROM a");
    g_assert_cmpstr(added, ==, "乙");
    g_assert_cmpint(db_is_read_only(db), ==, mode == DB_READ);
    g_assert_null(migrate_open(path, DB_READ, &first_only, &error));
    g_assert_true(is_error(&error, STORE_ERROR_NEWER, path));
    g_unlink(path);
  }
  (void)data;
}

static void test_migrate_fails(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *path = make_first(fixture);
  GError *error = NULL;
  g_assert_null(migrate_open(path, DB_WRITE, &failing, &error));
  g_assert_true(is_error(&error, STORE_ERROR_IO, path));
  Db *half = migrate_open(path, DB_READ, &(Migrations){bad_steps, 2}, &error);
  g_assert_no_error(error);
  g_assert_cmpint(number(half, "PRAGMA user_version"), ==, 2); /* the step that worked stays */
  g_assert_cmpint(number(half, "SELECT count(*) FROM a WHERE y IS NULL"), ==, 1);
  db_close(half);
}

static void test_migrate_leaves_as_it_was(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *path = make_first(fixture);
  Bytes before = bytes_of(path);
  GError *error = NULL;
  g_assert_null(migrate_open(path, DB_WRITE, &dangling, &error));
  g_assert_true(is_error(&error, STORE_ERROR_DAMAGED, "升级"));
  assert_unchanged(path, &before);
}

static void test_migrate_read_only(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *path = make_first(fixture);
  g_chmod(path, 0444);
  if (!become_nobody(fixture)) {
    g_test_skip("cannot act as another user here");
    return;
  }
  for (int mode = DB_READ; mode <= DB_WRITE; mode++) {
    GError *error = NULL;
    g_assert_null(migrate_open(path, (DbMode)mode, &grown, &error));
    g_assert_true(is_error(&error, STORE_ERROR_READ_ONLY, "较早版本"));
  }
  become_self();
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/store/create", test_create);
  ADD("/store/create/journal", test_published_journal);
  ADD("/store/create/settings", test_settings);
  ADD("/store/create/over", test_create_over);
  ADD("/store/create/publish-over", test_publish_over);
  ADD("/store/create/unpublished", test_unpublished);
  ADD("/store/create/nowhere", test_create_nowhere);
  ADD("/store/create/after_killed", test_create_after_killed);
  ADD("/store/refuse/missing", test_missing);
  ADD("/store/refuse/foreign", test_foreign);
  ADD("/store/refuse/foreign-with-journal", test_foreign_with_journal);
  ADD("/store/refuse/truncated", test_truncated);
  ADD("/store/refuse/version", test_newer);
  ADD("/store/refuse/wal", test_wal);
  ADD("/store/refuse/not-a-file", test_not_a_file);
  ADD("/store/damaged-page", test_damaged_page);
  ADD("/store/read/changes-nothing", test_reading_changes_nothing);
  ADD("/store/read/may-not-write", test_reader_may_not_write);
  ADD("/store/read/uri-name", test_uri_name);
  ADD("/store/read/read-only-file", test_read_only_file);
  ADD("/store/crash/recovered", test_hot_journal);
  ADD("/store/crash/read-only", test_hot_journal_read_only);
  ADD("/store/migrate", test_migrate);
  ADD("/store/migrate/fails", test_migrate_fails);
  ADD("/store/migrate/as-it-was", test_migrate_leaves_as_it_was);
  ADD("/store/migrate/read-only", test_migrate_read_only);
  return g_test_run();
}

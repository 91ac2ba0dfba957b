/* The file replaced, removed, overwritten, made read-only while it is open; journals that are of
 * another file. */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/store/changeset.h"
#include "core/store/db_private.h"
#include "core/store/snapshot.h"
#include "tests/core/store/support.h"

#define NOTE(text) "UPDATE task SET note = '" text "' WHERE id = 1"

static char *bytes(const char *path, gsize *size) {
  char *data;
  g_assert_true(g_file_get_contents(path, &data, size, NULL));
  return data;
}

/* As cp does: into another file, or over the same one. */
static void copy(const char *from, const char *to) {
  gsize size;
  g_autofree char *data = bytes(from, &size);
  int file = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0660);
  g_assert_cmpint(write(file, data, size), ==, (gssize)size);
  close(file);
}

static void assert_place(Db *db, StoreError code, const char *part) {
  GError *error = NULL;
  g_assert_false(db_check_place(db, &error));
  g_assert_true(is_error(&error, code, part));
}

/* Nothing is read, in whatever way. */
static void assert_unread(Db *db, StoreError code, const char *part) {
  GError *error = NULL;
  Query *query = query_new(db, "SELECT count(*) FROM task");
  g_assert_false(query_next(query));
  g_assert_false(query_finish(query, &error));
  g_assert_true(is_error(&error, code, part));
  g_assert_cmpint(db_data_version(db), ==, 0);
  gsize size;
  g_assert_null(changeset_load(db, 1, &size, &error));
  g_assert_true(is_error(&error, code, part));
  g_assert_false(db_exec(db, "BEGIN EXCLUSIVE", &error));
  g_assert_true(is_error(&error, code, part));
}

static void assert_good(Db *db) {
  GError *error = NULL;
  g_assert_true(db_check_place(db, &error));
  g_assert_no_error(error);
}

static void reopen(Db *db) {
  GError *error = NULL;
  g_assert_true(db_reopen(db, &error));
  g_assert_no_error(error);
  assert_good(db);
}

/* A copy as it was before the last deed, beside the file. */
static char *make_older_copy(Fixture *fixture) {
  char *older = fixture_file(fixture, "旧.db");
  make_tasks(fixture->db, "zhang");
  copy(fixture->path, older);
  deed_one(fixture->db, "zhang", 1, NOTE("后来"));
  assert_good(fixture->db);
  return older;
}

static void test_removed(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *away = fixture_file(fixture, "别处.db");
  make_tasks(fixture->db, "zhang");
  g_assert_cmpint(g_rename(fixture->path, away), ==, 0);
  assert_place(fixture->db, STORE_ERROR_MOVED, "已被删除或移走");
  gsize before, after;
  g_autofree char *old = bytes(away, &before);
  deed_fails(fixture->db, NOTE("没了"), STORE_ERROR_MOVED);
  g_autofree char *new = bytes(away, &after);
  g_assert_cmpmem(old, before, new, after);
  GError *error = NULL;
  g_assert_false(db_reopen(fixture->db, &error)); /* and the old handle goes on */
  g_assert_true(is_error(&error, STORE_ERROR_MISSING, "不存在"));
  assert_unread(fixture->db, STORE_ERROR_MOVED, "已被删除或移走");
  g_assert_cmpint(g_rename(away, fixture->path), ==, 0);
  assert_good(fixture->db); /* the same file is back */
  deed_one(fixture->db, "zhang", 1, NOTE("又有了"));
}

static void test_replaced(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *older = make_older_copy(fixture);
  g_autofree char *away = fixture_file(fixture, "原来.db");
  g_assert_cmpint(link(fixture->path, away), ==, 0);
  g_assert_cmpint(g_rename(older, fixture->path), ==, 0);
  assert_place(fixture->db, STORE_ERROR_MOVED, "已被换成另一个文件");
  gsize before, after;
  g_autofree char *old = bytes(away, &before);
  deed_fails(fixture->db, NOTE("写到哪里"), STORE_ERROR_MOVED);
  g_autofree char *new = bytes(away, &after);
  g_assert_cmpmem(old, before, new, after);
  reopen(fixture->db);
  g_assert_null(text(fixture->db, "SELECT note FROM task WHERE id = 1"));
  deed_one(fixture->db, "zhang", 1, NOTE("写在新的里"));
  g_autoptr(Db) other = open_ok(fixture->path, DB_READ);
  g_autofree char *note = text(other, "SELECT note FROM task WHERE id = 1");
  g_assert_cmpstr(note, ==, "写在新的里");
}

static sqlite3 *raw_open(const char *path, const char *sql) {
  sqlite3 *raw;
  g_assert_cmpint(sqlite3_open(path, &raw), ==, SQLITE_OK);
  g_assert_cmpint(sqlite3_exec(raw, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  return raw;
}

#define SPILLED                                                                                    \
  "PRAGMA journal_mode = TRUNCATE; PRAGMA cache_size = 2; PRAGMA cache_spill = 1; BEGIN IMMEDIATE"

static off_t size_of(const char *path) {
  struct stat info;
  g_assert_cmpint(stat(path, &info), ==, 0);
  return info.st_size;
}

/* Somebody is at work on the file that came, and has written a part of it: the journal beside it is
 * theirs, though the handle on the file that went finds no lock on its own. */
static void test_others_journal(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *older = make_older_copy(fixture);
  g_autofree char *away = fixture_file(fixture, "原来.db");
  g_autofree char *journal = g_strconcat(fixture->path, "-journal", NULL);
  g_assert_cmpint(number(fixture->db, "SELECT count(*) FROM task"), ==, 3);
  g_assert_cmpint(link(fixture->path, away), ==, 0);
  g_assert_cmpint(g_rename(older, fixture->path), ==, 0);
  gsize before, after;
  g_autofree char *old = bytes(away, &before);
  sqlite3 *raw = raw_open(fixture->path, SPILLED);
  g_assert_cmpint(sqlite3_exec(raw, NOTE("一半"), NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint(sqlite3_db_cacheflush(raw), ==, SQLITE_OK);
  off_t size = size_of(journal);
  g_assert_cmpint(size, >, 0);
  assert_unread(fixture->db, STORE_ERROR_MOVED, "已被换成另一个文件");
  deed_fails(fixture->db, NOTE("写到哪里"), STORE_ERROR_MOVED);
  assert_place(fixture->db, STORE_ERROR_MOVED, "已被换成另一个文件");
  g_autofree char *copied = fixture_file(fixture, "备份.db");
  g_assert_true(g_file_set_contents(copied, "", 0, NULL));
  GError *error = NULL;
  g_assert_false(snapshot_copy(fixture->db, copied, &error));
  g_assert_true(is_error(&error, STORE_ERROR_MOVED, "已被换成另一个文件"));
  g_assert_cmpint(size_of(journal), ==, size);
  g_autofree char *new = bytes(away, &after);
  g_assert_cmpmem(old, before, new, after);
  g_assert_cmpint(sqlite3_exec(raw, "ROLLBACK", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close(raw);
  g_autoptr(Db) other = open_ok(fixture->path, DB_READ);
  g_autofree char *sound = text(other, "PRAGMA integrity_check");
  g_assert_cmpstr(sound, ==, "ok");
  g_assert_null(text(other, "SELECT note FROM task WHERE id = 1"));
}

/* The same inode with last week's bytes. */
static void test_overwritten(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *older = make_older_copy(fixture);
  copy(older, fixture->path);
  gint64 entries = number(fixture->db, "SELECT count(*) FROM journal");
  deed_fails(fixture->db, NOTE("盖住了"), STORE_ERROR_MOVED);
  assert_place(fixture->db, STORE_ERROR_MOVED, "内容已被换成另一份");
  g_assert_cmpint(number(fixture->db, "SELECT count(*) FROM journal"), ==, entries);
  reopen(fixture->db);
  deed_one(fixture->db, "zhang", 1, NOTE("好了"));
}

/* Others' deeds are no reason for anything. */
static void test_others(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_tasks(fixture->db, "zhang");
  assert_good(fixture->db);
  g_autoptr(Db) other = open_ok(fixture->path, DB_WRITE);
  for (int i = 0; i < 3; i++) {
    deed_one(other, "li", 1, i % 2 == 0 ? NOTE("一") : NOTE("二"));
    if (i == 1)
      assert_good(fixture->db);
    deed_one(fixture->db, "zhang", 2,
             i % 2 == 0 ? "UPDATE task SET note = '甲' WHERE id = 2"
                        : "UPDATE task SET note = '乙' WHERE id = 2");
  }
  assert_good(fixture->db);
  assert_good(other);
}

/* A writer during whose deed the file is replaced. */
static gboolean replace_meanwhile(Db *db, gpointer data, GError **error) {
  const char *const *paths = data;
  Query *query = query_new(db, NOTE("半路"));
  if (!query_run(query, error))
    return FALSE;
  return g_rename(paths[0], paths[1]) == 0;
}

static void test_replaced_meanwhile(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *older = make_older_copy(fixture);
  const char *paths[] = {older, fixture->path};
  Actor actor = actor_of("zhang");
  Deed deed = {.verb = "task.edit", .summary = "改", .task = 1};
  GError *error = NULL;
  g_assert_false(
      store_write(fixture->db, &actor, &deed, replace_meanwhile, (gpointer)paths, NULL, &error));
  g_assert_true(is_error(&error, STORE_ERROR_MOVED, "在保存的那一刻"));
  reopen(fixture->db);
  g_assert_null(text(fixture->db, "SELECT note FROM task WHERE id = 1"));
}

/* Runs as an ordinary user, in a process of its own: root may write anything. */
static void as_nobody(void (*run)(Fixture *), Fixture *fixture) {
  if (geteuid() != 0) {
    run(fixture);
    return;
  }
  pid_t child = fork();
  if (child == 0) {
    if (setresgid(65534, 65534, 65534) != 0 || setresuid(65534, 65534, 65534) != 0)
      _exit(2);
    run(fixture);
    _exit(0);
  }
  int status;
  g_assert_cmpint(waitpid(child, &status, 0), ==, child);
  g_assert_cmpint(status, ==, 0);
}

static void made_read_only(Fixture *fixture) {
  g_autoptr(Db) db = open_ok(fixture->path, DB_WRITE);
  deed_one(db, "zhang", 1, NOTE("还能"));
  assert_good(db);
  g_assert_cmpint(g_chmod(fixture->path, 0440), ==, 0);
  assert_place(db, STORE_ERROR_READ_ONLY, "变成了只读");
  deed_fails(db, NOTE("不能了"), STORE_ERROR_READ_ONLY);
  g_assert_cmpint(g_chmod(fixture->path, 0660), ==, 0);
  assert_good(db);
  deed_one(db, "zhang", 1, NOTE("又能了"));
}

static void test_read_only(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_tasks(fixture->db, "zhang");
  fixture_close(fixture);
  if (geteuid() == 0) {
    g_autofree char *journal = g_strconcat(fixture->path, "-journal", NULL);
    g_assert_cmpint(chown(fixture->directory, 65534, 65534), ==, 0);
    g_assert_cmpint(chown(fixture->path, 65534, 65534), ==, 0);
    g_assert_cmpint(chown(journal, 65534, 65534), ==, 0);
  }
  as_nobody(made_read_only, fixture);
}

/* ---- journals --------------------------------------------------------------------------- */

/* Leaves the file as a crash in the middle of a deed does: half of it written, its journal hot. */
static void crash(Fixture *fixture, const char *sql) {
  g_autofree char *journal = g_strconcat(fixture->path, "-journal", NULL);
  g_autofree char *file = fixture_file(fixture, "坏.db"), *hot = fixture_file(fixture, "坏.db-j");
  sqlite3 *raw = raw_open(fixture->path, SPILLED);
  g_assert_cmpint(sqlite3_exec(raw, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  /* As a commit does, which puts the first page into the journal before it writes anything. */
  g_assert_cmpint(sqlite3_exec(raw, "PRAGMA user_version = 6", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint(sqlite3_db_cacheflush(raw), ==, SQLITE_OK);
  copy(fixture->path, file);
  copy(journal, hot);
  sqlite3_close(raw);
  copy(file, fixture->path);
  copy(hot, journal);
}

static void test_own_journal(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_tasks(fixture->db, "zhang");
  fixture_close(fixture);
  crash(fixture, NOTE("一半"));
  g_autoptr(Db) db = open_ok(fixture->path, DB_READ); /* which rolls back */
  g_assert_null(text(db, "SELECT note FROM task WHERE id = 1"));
}

static void test_other_journal(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *older = make_older_copy(fixture);
  g_autofree char *journal = g_strconcat(fixture->path, "-journal", NULL);
  for (int i = 0; i < 3; i++)
    deed_one(fixture->db, "zhang", 1, i == 1 ? NOTE("一") : NOTE("二"));
  fixture_close(fixture);
  crash(fixture, NOTE("一半"));
  copy(older, fixture->path); /* last week's, and the journal of today's crash */
  gsize size, after;
  g_autofree char *before = bytes(fixture->path, &size);
  for (int mode = DB_READ; mode <= DB_LOOK; mode++) {
    GError *error = NULL;
    g_assert_null(db_open(fixture->path, (DbMode)mode, &error));
    g_assert_true(is_error(&error, STORE_ERROR_FOREIGN, "不是它的"));
  }
  g_autofree char *now = bytes(fixture->path, &after);
  g_assert_cmpmem(before, size, now, after);
  g_assert_cmpint(g_unlink(journal), ==, 0);
  g_autoptr(Db) db = open_ok(fixture->path, DB_WRITE);
  deed_one(db, "zhang", 1, NOTE("好"));
}

/* The same, and somebody has the file open meanwhile. */
static void test_other_journal_meanwhile(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *older = make_older_copy(fixture);
  g_autofree char *journal = g_strconcat(fixture->path, "-journal", NULL);
  for (int i = 0; i < 3; i++)
    deed_one(fixture->db, "zhang", 1, i == 1 ? NOTE("一") : NOTE("二"));
  crash(fixture, NOTE("一半"));
  copy(older, fixture->path);
  gsize size, after, hot_size, hot_after;
  g_autofree char *before = bytes(fixture->path, &size), *hot = bytes(journal, &hot_size);
  assert_unread(fixture->db, STORE_ERROR_FOREIGN, "不是它的");
  deed_fails(fixture->db, NOTE("不写"), STORE_ERROR_FOREIGN);
  assert_place(fixture->db, STORE_ERROR_FOREIGN, "不是它的");
  g_autofree char *now = bytes(fixture->path, &after), *left = bytes(journal, &hot_after);
  g_assert_cmpmem(before, size, now, after);
  g_assert_cmpmem(hot, hot_size, left, hot_after);
  g_assert_cmpint(g_unlink(journal), ==, 0);
  assert_place(fixture->db, STORE_ERROR_MOVED, "内容已被换成另一份");
  reopen(fixture->db);
  deed_one(fixture->db, "zhang", 1, NOTE("好"));
}

/* An own one is rolled back also by who has the file open. */
static void test_own_journal_meanwhile(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_tasks(fixture->db, "zhang");
  crash(fixture, NOTE("一半"));
  g_assert_null(text(fixture->db, "SELECT note FROM task WHERE id = 1"));
  assert_good(fixture->db);
}

/* What would hang, or be written through. */
static void test_odd_journal(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *journal = g_strconcat(fixture->path, "-journal", NULL);
  g_autofree char *victim = fixture_file(fixture, "别人的");
  g_assert_true(g_file_set_contents(victim, "别动", -1, NULL));
  make_tasks(fixture->db, "zhang");
  for (int kind = 0; kind < 4; kind++) {
    g_unlink(journal);
    g_assert_cmpint(kind == 0   ? mkfifo(journal, 0660)
                    : kind == 1 ? symlink(victim, journal)
                    : kind == 2 ? g_mkdir(journal, 0770)
                                : symlink("/dev/full", journal),
                    ==, 0);
    for (int mode = DB_READ; mode <= DB_LOOK; mode++) {
      GError *error = NULL;
      g_assert_null(db_open(fixture->path, (DbMode)mode, &error));
      g_assert_true(is_error(&error, STORE_ERROR_FOREIGN, "不是普通文件"));
    }
    assert_place(fixture->db, STORE_ERROR_FOREIGN, "不是普通文件");
    deed_fails(fixture->db, NOTE("不写"), STORE_ERROR_FOREIGN);
    g_remove(journal);
  }
  g_autofree char *kept = NULL;
  g_assert_true(g_file_get_contents(victim, &kept, NULL, NULL));
  g_assert_cmpstr(kept, ==, "别动");
  deed_one(fixture->db, "zhang", 1, NOTE("好"));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/place/removed", test_removed);
  ADD("/place/replaced", test_replaced);
  ADD("/place/overwritten", test_overwritten);
  ADD("/place/others", test_others);
  ADD("/place/others-journal", test_others_journal);
  ADD("/place/replaced-meanwhile", test_replaced_meanwhile);
  ADD("/place/read-only", test_read_only);
  ADD("/place/own-journal", test_own_journal);
  ADD("/place/other-journal", test_other_journal);
  ADD("/place/own-journal-meanwhile", test_own_journal_meanwhile);
  ADD("/place/other-journal-meanwhile", test_other_journal_meanwhile);
  ADD("/place/odd-journal", test_odd_journal);
  return g_test_run();
}

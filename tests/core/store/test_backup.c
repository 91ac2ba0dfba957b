/* Copies of the ledger file: what they hold, their names, what is kept, what fails. */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utime.h>

#include "core/store/backup_private.h"
#include "core/store/db_private.h"
#include "core/store/migrate.h"
#include "core/store/redact.h"
#include "core/store/restore.h"
#include "tests/core/store/support.h"

/* ---- rotation ---------------------------------------------------------------------------- */

static void test_rotation_table(void) {
  static const struct {
    const char *day;
    int minute;
    gboolean kept;
  } ROWS[] = {
      {"2026-11-28", 630, TRUE},  {"2026-11-28", 629, TRUE},  {"2026-11-28", 5, TRUE},
      {"2026-11-27", 631, TRUE},  /* 23:59 before the newest */
      {"2026-11-27", 630, FALSE}, /* 24:00 */
      {"2026-11-27", 1, TRUE},    /* the oldest of the day before */
      {"2026-11-26", 1, TRUE},    {"2026-11-24", 1, TRUE},    {"2026-11-23", 1, TRUE},
      {"2026-11-20", 900, TRUE},  {"2026-11-20", 600, FALSE}, {"2026-11-19", 1, TRUE},
      {"2026-11-18", 1, FALSE}, /* the eighth day; its week has a newer one */
      {"2026-11-13", 1, TRUE},    {"2026-11-12", 1, FALSE}, /* the third week */
      {"2026-11-06", 1, TRUE},                              /* the fourth */
      {"2026-10-30", 1, TRUE},                              /* October */
      {"2026-10-29", 1, FALSE},   {"2026-03-02", 1, TRUE},  /* months without one are passed over */
      {"2025-01-31", 1, TRUE},
  };
  RotationMoment moments[G_N_ELEMENTS(ROWS)];
  gboolean keep[G_N_ELEMENTS(ROWS)];
  for (gsize i = 0; i < G_N_ELEMENTS(ROWS); i++)
    moments[i] = (RotationMoment){day_from_iso(ROWS[i].day), ROWS[i].minute, 0};
  rotation_choose(moments, G_N_ELEMENTS(ROWS), keep);
  for (gsize i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    if (keep[i] != ROWS[i].kept)
      g_error("%s %d", ROWS[i].day, ROWS[i].minute);
  }
  rotation_choose(moments, 0, keep);
}

/* However many are made in a day: the first of it and the newest ones stay. */
static void test_rotation_many(void) {
  enum { COUNT = 200, DAYS = 3 };
  RotationMoment moments[COUNT * DAYS];
  gboolean keep[COUNT * DAYS];
  Day first = day_from_iso("2026-11-26");
  for (int i = 0; i < COUNT * DAYS; i++)
    moments[i] = (RotationMoment){first + (Day)(i / COUNT), i % COUNT, 0};
  rotation_choose(moments, COUNT * DAYS, keep);
  int kept = 0;
  for (int i = 0; i < COUNT * DAYS; i++) {
    kept += keep[i];
    gboolean in_front = i == COUNT || i == 2 * COUNT; /* of the last two days */
    gboolean last = i % COUNT == COUNT - 1 || i >= COUNT * DAYS - ROTATION_RECENT;
    if (keep[i] != (in_front || last))
      g_error("%d", i);
  }
  g_assert_cmpint(kept, <=, ROTATION_MOST);
}

/* A copy every day, with a holiday now and then, over 500 days: what stays is what the rule says of
 * the whole past, though it is applied to what the days before left. */
static void test_rotation_500_days(void) {
  g_autoptr(GArray) kept = g_array_new(FALSE, FALSE, sizeof(RotationMoment));
  Day first = day_from_iso("2025-07-01");
  for (Day day = first; day < first + 500; day++) {
    if (day % 11 == 3)
      continue;
    RotationMoment moment = {day, (int)(day % 1440), 0};
    g_array_append_val(kept, moment);
    g_autofree gboolean *keep = g_new0(gboolean, kept->len);
    rotation_choose((const RotationMoment *)(gpointer)kept->data, kept->len, keep);
    g_assert_true(keep[kept->len - 1]);
    for (guint i = kept->len; i-- > 0;) {
      if (!keep[i])
        g_array_remove_index(kept, i);
    }
    g_assert_cmpuint(kept->len, <=, ROTATION_DAYS + ROTATION_WEEKS + ROTATION_MONTHS);
  }
  const RotationMoment *all = (const RotationMoment *)(gpointer)kept->data;
  int recent = 0;
  guint months = 0, month = 0;
  for (guint i = 0; i < kept->len; i++) {
    CivilDate date = day_civil(all[i].day);
    recent += all[i].day + 8 > all[kept->len - 1].day;
    guint this = (guint)(date.year * 12 + date.month);
    months += this != month;
    month = this;
  }
  g_assert_cmpint(recent, >=, ROTATION_DAYS);
  g_assert_cmpuint(months, >=, ROTATION_MONTHS); /* one for each of the last twelve months */
  g_assert_cmpint(all[0].day, <, all[kept->len - 1].day - 300);
}

/* ---- making ------------------------------------------------------------------------------ */

#define NOON 1795406400 /* 2026-11-23 04:00 UTC */

static Actor actor_at(gint64 now) {
  Actor actor = actor_of("zhangsan");
  actor.now = now;
  return actor;
}

static int compare_names(gconstpointer a, gconstpointer b) {
  return g_strcmp0(*(char *const *)a, *(char *const *)b);
}

static char *names_in(const char *folder) {
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  GDir *dir = g_dir_open(folder, 0, NULL);
  for (const char *name; dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
    if (name[0] != '.')
      g_ptr_array_add(names, g_strdup(name));
  }
  if (dir != NULL)
    g_dir_close(dir);
  g_ptr_array_sort(names, compare_names);
  g_ptr_array_add(names, NULL);
  return g_strjoinv(" ", (char **)names->pdata);
}

static void empty_folder(const char *folder) {
  GDir *dir = g_dir_open(folder, 0, NULL);
  for (const char *name; dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_unlink(path);
  }
  if (dir != NULL)
    g_dir_close(dir);
  g_rmdir(folder);
}

static mode_t mode_of(const char *path) {
  struct stat info;
  g_assert_cmpint(stat(path, &info), ==, 0);
  return info.st_mode & 07777;
}

static void test_make(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_tasks(fixture->db, "zhangsan");
  g_autofree char *folder = backup_folder(fixture->path, NULL);
  g_assert_true(g_str_has_suffix(folder, ".backups"));
  Actor actor = actor_at(NOON);
  BackupPlan plan = {fixture->path, folder, &actor};
  g_autoptr(GError) error = NULL;
  g_assert_true(backup_is_due(&plan));
  g_autofree char *path = NULL, *again = NULL;
  mode_t mask = umask(077);
  g_assert_true(backup_make_daily(&plan, &path, &error));
  umask(mask);
  g_assert_nonnull(path);
  g_assert_cmpint(mode_of(path), ==, 0660);
  g_assert_cmpint(mode_of(folder), ==, 02770);
  g_assert_false(backup_is_due(&plan));
  g_assert_true(backup_make_daily(&plan, &again, &error)); /* the second of that day makes none */
  g_assert_null(again);

  g_auto(BackupFacts) facts;
  g_assert_true(backup_look(path, TRUE, &facts, &error));
  g_assert_true(facts.sound);
  g_assert_cmpint(facts.tasks, ==, 3);
  g_assert_cmpint(facts.entries, ==, number(fixture->db, "SELECT count(*) FROM journal"));

  /* By hand another one of the same minute: it gets a name of its own. */
  again = backup_make(&plan, &error);
  g_assert_nonnull(again);
  g_assert_cmpstr(again, !=, path);
  g_assert_true(g_file_test(path, G_FILE_TEST_EXISTS)); /* it may be from before a mistake */
  g_auto(BackupAttempt) last;
  backup_last(folder, &last);
  g_assert_cmpint(last.at, ==, NOON);
  g_assert_null(last.problem);
  empty_folder(folder);
}

static void test_only_ours_go(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_tasks(fixture->db, "zhangsan");
  g_autofree char *folder = backup_folder(fixture->path, "copies");
  g_autofree char *stem = g_path_get_basename(fixture->path);
  stem[strlen(stem) - strlen(".db")] = '\0';
  g_autoptr(GError) error = NULL;
  /* Put beside the ledger by a person, and called as one of ours by chance. */
  g_autofree char *own_name = g_strconcat(stem, "-2020-03-02-0900.db", NULL);
  g_autofree char *own = fixture_file(fixture, own_name);
  g_autofree char *own_later =
      g_strconcat(fixture->directory, "/", stem, "-2020-03-02-0901.db", NULL);
  g_assert_true(backup_write(fixture->path, own, FALSE, &error));
  g_assert_true(backup_write(fixture->path, own_later, FALSE, &error));
  Actor actor = actor_at(NOON);
  BackupPlan plan = {fixture->path, folder, &actor};
  g_autofree char *first = backup_make(&plan, &error);
  g_assert_nonnull(first);
  static const char *const OTHERS[] = {"我的笔记.txt", "other-2020-01-01-1030.db",
                                       "%s-2020-02-30-1030.db", "%s-2020-01-01-1030.db.old",
                                       "%s-pre-migration-v4.db"};
  for (gsize i = 0; i < G_N_ELEMENTS(OTHERS); i++) {
    g_auto(GStrv) parts = g_strsplit(OTHERS[i], "%s", 2);
    g_autofree char *name = g_strjoinv(stem, parts);
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_assert_true(g_file_set_contents(path, "x", 1, NULL));
  }
  for (int i = 1; i < 40; i++) {
    actor.now = NOON + i * (gint64)86400;
    g_autofree char *path = backup_make(&plan, &error);
    g_assert_nonnull(path);
  }
  g_autoptr(GPtrArray) copies = backup_list(fixture->path, folder, &error);
  guint made = 0;
  for (guint i = 0; i < copies->len; i++)
    made += ((const BackupCopy *)copies->pdata[i])->kind == BACKUP_MADE;
  g_assert_cmpuint(made, >=, 9 + 2);
  g_assert_cmpuint(made, <=, 12 + 2);
  g_assert_true(g_file_test(own, G_FILE_TEST_EXISTS));
  g_assert_true(g_file_test(own_later, G_FILE_TEST_EXISTS));
  g_autofree char *beside = backup_folder(fixture->path, "."); /* each of them once */
  g_autoptr(GPtrArray) two = backup_list(fixture->path, beside, &error);
  g_assert_cmpuint(two->len, ==, 2);
  g_autofree char *names = names_in(folder);
  for (gsize i = 0; i < G_N_ELEMENTS(OTHERS); i++) {
    g_auto(GStrv) parts = g_strsplit(OTHERS[i], "%s", 2);
    g_autofree char *name = g_strjoinv(stem, parts);
    g_assert_nonnull(strstr(names, name));
  }
  empty_folder(folder);
}

/* Processes that write one after the other without a pause, each entry told through a pipe once it
 * is acknowledged. */
static pid_t start_writer(const char *path, int out) {
  pid_t child = fork();
  g_assert_cmpint(child, >=, 0);
  if (child != 0)
    return child;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  g_autoptr(Db) db = db_open(path, DB_WRITE, NULL);
  for (int i = 0; db != NULL; i++) {
    g_autofree char *sql =
        g_strdup_printf("UPDATE task SET note = '%d %d' WHERE id = 1", (int)getpid(), i);
    const char *statements[] = {sql, NULL};
    Actor actor = actor_of("lisi");
    const Deed what = {.verb = "task.edit", .summary = "改", .task = 1};
    if (try_deed(db, &actor, &what, statements, NULL) && write(out, "x", 1) != 1)
      break;
  }
  _exit(0);
}

static void test_under_load(Fixture *fixture, gconstpointer data) {
  (void)data;
  enum { WRITERS = 4, COPIES = 3 };
  make_tasks(fixture->db, "zhangsan");
  deed_one(fixture->db, "zhangsan", 1, /* several steps of pages */
           "INSERT INTO progress (task, made_on, text, author)"
           " WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500)"
           " SELECT 1, '2026-11-23', hex(randomblob(2000)), 'zhangsan' FROM n");
  g_autofree char *folder = backup_folder(fixture->path, NULL);
  gint64 acknowledged = number(fixture->db, "SELECT max(seq) FROM journal");
  int ends[2];
  g_assert_cmpint(pipe(ends), ==, 0);
  pid_t writers[WRITERS];
  for (int i = 0; i < WRITERS; i++)
    writers[i] = start_writer(fixture->path, ends[1]);
  close(ends[1]);
  char bytes[4096];
  for (int i = 0; i < COPIES; i++) {
    ssize_t told = read(ends[0], bytes, sizeof bytes); /* waits until they are at work */
    g_assert_cmpint(told, >, 0);
    acknowledged += told;
    Actor actor = actor_at(NOON + i * (gint64)86400);
    BackupPlan plan = {fixture->path, folder, &actor};
    g_autoptr(GError) error = NULL;
    g_autofree char *path = backup_make(&plan, &error);
    g_assert_no_error(error);
    g_auto(BackupFacts) facts;
    g_assert_true(backup_look(path, TRUE, &facts, &error));
    g_assert_true(facts.sound);
    g_assert_cmpint(facts.entries, >=, acknowledged);
    g_assert_cmpint(facts.tasks, ==, 3);
  }
  for (int i = 0; i < WRITERS; i++) {
    kill(writers[i], SIGKILL);
    waitpid(writers[i], NULL, 0);
  }
  close(ends[0]);
  empty_folder(folder);
}

static void test_failures(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_tasks(fixture->db, "zhangsan");
  g_autoptr(GError) error = NULL;
  Actor actor = actor_at(NOON);
  /* No folder, but a file. */
  g_autofree char *file = fixture_file(fixture, "stone");
  g_assert_true(g_file_set_contents(file, "x", 1, NULL));
  BackupPlan stone = {fixture->path, file, &actor};
  g_assert_null(backup_make(&stone, &error));
  g_assert_true(is_error(&error, STORE_ERROR_IO, "stone"));
  g_unlink(file);
  /* The ledger is damaged: nothing is left, and what was there stays. */
  g_autofree char *folder = backup_folder(fixture->path, NULL);
  BackupPlan plan = {fixture->path, folder, &actor};
  g_autofree char *good = backup_make(&plan, &error);
  g_assert_nonnull(good);
  g_autofree char *before = names_in(folder);
  fixture_close(fixture);
  g_autofree char *bytes = NULL;
  gsize size = 0;
  g_assert_true(g_file_get_contents(fixture->path, &bytes, &size, NULL));
  memset(bytes + 4096, 0xff, size - 4096);
  g_assert_true(g_file_set_contents(fixture->path, bytes, (gssize)size, NULL));
  actor.now += 86400;
  g_assert_null(backup_make(&plan, &error));
  g_assert_true(is_error(&error, STORE_ERROR_DAMAGED, "损坏"));
  g_autofree char *after = names_in(folder);
  g_assert_cmpstr(after, ==, before);
  g_auto(BackupAttempt) last;
  backup_last(folder, &last);
  g_assert_nonnull(strstr(last.problem, "损坏"));
  g_assert_false(backup_is_due(&plan)); /* not again at every save */
  actor.now += 3600;
  g_assert_true(backup_is_due(&plan));
  empty_folder(folder);
}

/* Beside the ledger and among its copies, of makers that were killed: what somebody may still be at
 * work on stays. */
static void test_leftovers(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const struct {
    const char *name;
    int age;         /* seconds */
    gboolean others; /* another one's */
    gboolean held;
    gboolean stays;
  } ROWS[] = {
      {".taizhang.aaaaaa", 120, FALSE, FALSE, FALSE},  {".backup.bbbbbb", 120, FALSE, FALSE, FALSE},
      {".taizhang.cccccc", 10, FALSE, FALSE, TRUE},    {".taizhang.dddddd", 120, FALSE, TRUE, TRUE},
      {".taizhang.eeeeee", 7200, TRUE, FALSE, TRUE},   {".backup.ffffff", 7200, TRUE, FALSE, TRUE},
      {".taizhang.gggggg", 90000, TRUE, FALSE, FALSE}, {".taizhang.g", 90000, FALSE, FALSE, TRUE},
  };
  make_tasks(fixture->db, "zhangsan");
  g_autofree char *folder = backup_folder(fixture->path, NULL);
  Actor actor = actor_at(NOON);
  BackupPlan plan = {fixture->path, folder, &actor};
  g_autoptr(GError) error = NULL;
  g_assert_cmpint(g_mkdir(folder, 0700), ==, 0);
  const char *places[] = {folder, fixture->directory};
  int held[2] = {-1, -1};
  for (gsize i = 0; i < 2 * G_N_ELEMENTS(ROWS); i++) {
    g_autofree char *path = g_build_filename(places[i % 2], ROWS[i / 2].name, NULL);
    g_assert_true(g_file_set_contents(path, "x", 1, NULL));
    struct utimbuf time = {0};
    time.actime = time.modtime = g_get_real_time() / G_USEC_PER_SEC - ROWS[i / 2].age;
    g_assert_cmpint(utime(path, &time), ==, 0);
    if (ROWS[i / 2].others && geteuid() == 0)
      g_assert_cmpint(chown(path, 65534, 65534), ==, 0);
    if (ROWS[i / 2].held)
      held[i % 2] = open(path, O_RDONLY);
  }
  g_autofree char *copy = backup_make(&plan, &error);
  g_assert_nonnull(copy);
  for (gsize i = 0; i < 2 * G_N_ELEMENTS(ROWS); i++) {
    g_autofree char *path = g_build_filename(places[i % 2], ROWS[i / 2].name, NULL);
    gboolean stays = ROWS[i / 2].stays && (!ROWS[i / 2].others || geteuid() == 0);
    if (g_file_test(path, G_FILE_TEST_EXISTS) != stays)
      g_error("%s", path);
    g_unlink(path);
  }
  close(held[0]);
  close(held[1]);
  /* What is at work without the lock on the folder is of such a name, too. */
  g_autofree char *temporary = backup_temporary(fixture->path, fixture->directory, &error);
  g_autofree char *name = g_path_get_basename(temporary);
  g_assert_true(g_str_has_prefix(name, ".taizhang."));
  g_unlink(temporary);
  empty_folder(folder);
}

/* ---- restoring --------------------------------------------------------------------------- */

static void test_restore(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_tasks(fixture->db, "zhangsan");
  g_autofree char *folder = backup_folder(fixture->path, NULL);
  Actor actor = actor_at(NOON);
  BackupPlan plan = {fixture->path, folder, &actor};
  g_autoptr(GError) error = NULL;
  g_autofree char *copy = backup_make(&plan, &error);
  g_assert_no_error(error);
  gint64 then = number(fixture->db, "SELECT max(seq) FROM journal");
  deed_one(fixture->db, "zhangsan", 1, "UPDATE task SET note = 'a' WHERE id = 1");
  deed_one(fixture->db, "zhangsan", 2, "UPDATE task SET note = 'b' WHERE id = 2");
  g_auto(RestoreComparison) comparison;
  g_assert_true(restore_compare(fixture->path, copy, 1, &comparison, &error));
  g_assert_true(comparison.present && comparison.related);
  g_assert_cmpint(comparison.lost, ==, 2);
  g_assert_cmpint(comparison.returning, ==, 0);
  g_assert_cmpuint(comparison.entries->len, ==, 1);

  /* Who is no 管理员 changes nothing. */
  g_autofree char *kept = NULL;
  Actor other = actor_of("lisi");
  g_assert_false(restore_run(fixture->path, copy, &other, &kept, &error));
  g_assert_true(is_error(&error, STORE_ERROR_FORBIDDEN, "管理员"));
  g_assert_cmpint(number(fixture->db, "SELECT max(seq) FROM journal"), ==, then + 2);

  g_assert_true(restore_run(fixture->path, copy, &actor, &kept, &error));
  g_assert_no_error(error);
  g_autoptr(Db) restored = open_ok(fixture->path, DB_READ);
  g_assert_cmpint(number(restored, "SELECT max(seq) FROM journal"), ==, then + 1);
  g_assert_cmpint(number(restored, "SELECT count(*) FROM task WHERE note IS NOT NULL"), ==, 0);
  g_autofree char *verb = text(restored, "SELECT verb FROM journal ORDER BY seq DESC LIMIT 1");
  g_assert_cmpstr(verb, ==, "ledger.restore");
  JournalVerdict verdict;
  g_assert_true(journal_verify(restored, &verdict, &error));
  g_assert_null(verdict.problem);
  /* The file that was there has all it had; back to it, the histories part after the copy. */
  g_autoptr(Db) old = open_ok(kept, DB_READ);
  g_assert_cmpint(number(old, "SELECT max(seq) FROM journal"), ==, then + 2);
  g_auto(RestoreComparison) back;
  g_assert_true(restore_compare(fixture->path, kept, 0, &back, &error));
  g_assert_cmpint(back.common, ==, then);
  g_assert_cmpint(back.lost, ==, 1);
  g_assert_cmpint(back.returning, ==, 2);
  empty_folder(folder);
}

#define SPILLED "PRAGMA journal_mode = TRUNCATE; PRAGMA cache_size = 2; BEGIN IMMEDIATE"

static gint64 size_of(const char *path) {
  struct stat info;
  g_assert_cmpint(stat(path, &info), ==, 0);
  return info.st_size;
}

static void assert_sound(const char *path) {
  g_autoptr(Db) db = open_ok(path, DB_READ);
  g_autofree char *sound = text(db, "PRAGMA integrity_check");
  g_assert_cmpstr(sound, ==, "ok");
}

/* Who has the ledger open while it is restored keeps the very file, and is told of it. Somebody at
 * work on what came is not disturbed by their reading, and what was before is nobody's. */
static void test_restore_open(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_tasks(fixture->db, "zhangsan");
  g_autofree char *folder = backup_folder(fixture->path, NULL);
  Actor actor = actor_at(NOON);
  BackupPlan plan = {fixture->path, folder, &actor};
  g_autoptr(GError) error = NULL;
  g_autofree char *copy = backup_make(&plan, &error), *kept = NULL;
  deed_one(fixture->db, "zhangsan", 1, "UPDATE task SET note = 'a' WHERE id = 1");
  g_assert_true(db_check_place(fixture->db, &error));
  gint64 version = db_data_version(fixture->db);
  struct stat before, after, old;
  g_assert_cmpint(stat(fixture->path, &before), ==, 0);
  g_assert_true(restore_run(fixture->path, copy, &actor, &kept, &error));
  g_assert_no_error(error);
  g_assert_cmpint(stat(fixture->path, &after), ==, 0);
  g_assert_cmpint(stat(kept, &old), ==, 0);
  g_assert_cmpuint(before.st_ino, ==, after.st_ino);
  g_assert_cmpuint(before.st_mode, ==, after.st_mode);
  g_assert_cmpuint(old.st_nlink, ==, 1);
  g_assert_cmpuint(old.st_mode, ==, after.st_mode);

  sqlite3 *raw = NULL;
  g_assert_cmpint(sqlite3_open(fixture->path, &raw), ==, SQLITE_OK);
  g_assert_cmpint(sqlite3_exec(raw, SPILLED, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint(sqlite3_exec(raw, "UPDATE task SET note = 'b'", NULL, NULL, NULL), ==, SQLITE_OK);
  g_autofree char *journal = g_strconcat(fixture->path, "-journal", NULL);
  gint64 size = size_of(journal);
  g_assert_cmpint(size, >, 0);
  g_assert_cmpint(db_data_version(fixture->db), !=, version);
  g_assert_null(text(fixture->db, "SELECT note FROM task WHERE id = 1"));
  g_assert_false(db_check_place(fixture->db, &error));
  g_assert_true(is_error(&error, STORE_ERROR_MOVED, "内容已被换成另一份"));
  g_assert_cmpint(size_of(journal), ==, size);
  g_assert_cmpint(sqlite3_exec(raw, "ROLLBACK", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close(raw);
  deed_fails(fixture->db, "UPDATE task SET note = 'c' WHERE id = 1", STORE_ERROR_MOVED);
  g_assert_true(db_reopen(fixture->db, &error));
  deed_one(fixture->db, "zhangsan", 1, "UPDATE task SET note = 'c' WHERE id = 1");
  assert_sound(fixture->path);
  assert_sound(kept);
  g_autoptr(Db) then = open_ok(kept, DB_READ);
  g_autofree char *note = text(then, "SELECT note FROM task WHERE id = 1");
  g_assert_cmpstr(note, ==, "a");
  empty_folder(folder);
}

/* Checking a copy in which something was made unreadable, by itself and before restoring it. */
static void test_restore_redacted(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_tasks(fixture->db, "zhangsan");
  deed_one(fixture->db, "zhangsan", 1, "UPDATE task SET note = '身份证号' WHERE id = 1");
  g_autofree char *folder = backup_folder(fixture->path, NULL);
  Actor actor = actor_at(NOON);
  BackupPlan plan = {fixture->path, folder, &actor};
  g_autoptr(GError) error = NULL;
  const Redaction what = {.text = "身份证号"};
  g_auto(Redacted) done;
  g_assert_true(redact_run(fixture->db, &actor, &what, "误填", &done, &error));
  g_autofree char *copy = backup_make(&plan, &error), *kept = NULL;
  g_assert_no_error(error);
  g_auto(BackupFacts) facts;
  g_assert_true(backup_look(copy, TRUE, &facts, &error));
  g_assert_true(facts.sound);
  g_assert_true(restore_run(fixture->path, copy, &actor, &kept, &error));
  g_assert_no_error(error);
  empty_folder(folder);
}

/* A copy that is not sound, and a present file that is not. */
static void test_restore_damage(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_tasks(fixture->db, "zhangsan");
  g_autofree char *folder = backup_folder(fixture->path, NULL);
  Actor actor = actor_at(NOON);
  BackupPlan plan = {fixture->path, folder, &actor};
  g_autoptr(GError) error = NULL;
  g_autofree char *copy = backup_make(&plan, &error), *kept = NULL, *bytes = NULL;
  gsize size = 0;
  fixture_close(fixture);
  g_autofree char *broken = fixture_file(fixture, "broken.db");
  g_assert_true(g_file_get_contents(copy, &bytes, &size, NULL));
  memset(bytes + 4096, 0xff, size - 4096);
  g_assert_true(g_file_set_contents(broken, bytes, (gssize)size, NULL));
  g_assert_false(restore_run(fixture->path, broken, &actor, &kept, &error));
  g_assert_true(is_error(&error, STORE_ERROR_DAMAGED, "损坏"));
  g_assert_true(g_file_set_contents(fixture->path, bytes, (gssize)size, NULL));
  g_auto(RestoreComparison) comparison;
  g_assert_true(restore_compare(fixture->path, copy, 1, &comparison, &error));
  g_assert_false(comparison.present);
  g_assert_nonnull(comparison.damage);
  g_assert_true(restore_run(fixture->path, copy, &actor, &kept, &error));
  g_assert_no_error(error);
  g_autoptr(Db) restored = open_ok(fixture->path, DB_READ);
  g_assert_cmpint(number(restored, "SELECT count(*) FROM task"), ==, 3);
  g_unlink(broken);
  empty_folder(folder);
}

/* A copy that a program of an earlier version made is as good as one of today, though it is not
 * brought to the newest before it is restored. */
static void test_restore_older(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_tasks(fixture->db, "zhangsan");
  g_autoptr(GError) error = NULL;
  Actor actor = actor_of("zhangsan");
  for (int version = 1; version < migrations_newest(&ledger_migrations); version++) {
    Migrations older = {ledger_migrations.steps, version};
    g_autofree char *path = fixture_file(fixture, "旧.db");
    g_autoptr(Db) old = migrate_create(path, &older, &error);
    g_assert_no_error(error);
    make_tasks(old, "zhangsan");
    deed_one(old, "zhangsan", 2, "UPDATE task SET note = 'a' WHERE id = 2");
    g_assert_true(db_publish(old, &error));
    g_clear_pointer(&old, db_close);
    g_auto(BackupFacts) facts;
    g_assert_true(backup_look(path, TRUE, &facts, &error));
    g_assert_cmpstr(facts.problem, ==, NULL);
    g_assert_cmpint(facts.version, ==, version);
    g_autofree char *kept = NULL;
    g_assert_true(restore_run(fixture->path, path, &actor, &kept, &error));
    g_assert_no_error(error);
    g_autoptr(Db) restored = open_ok(fixture->path, DB_READ);
    g_assert_cmpint(number(restored, "SELECT count(*) FROM task WHERE note = 'a'"), ==, 1);
    g_auto(JournalVerdict) verdict = {0};
    g_assert_true(journal_verify(restored, &verdict, &error));
    g_assert_cmpstr(verdict.problem, ==, NULL);
    g_unlink(path);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_setenv("TZ", "Asia/Shanghai", TRUE);
  g_test_add_func("/rotation/table", test_rotation_table);
  g_test_add_func("/rotation/many", test_rotation_many);
  g_test_add_func("/rotation/500-days", test_rotation_500_days);
  ADD("/backup/make", test_make);
  ADD("/backup/only-ours-go", test_only_ours_go);
  ADD("/backup/under-load", test_under_load);
  ADD("/backup/failures", test_failures);
  ADD("/backup/leftovers", test_leftovers);
  ADD("/restore/run", test_restore);
  ADD("/restore/open", test_restore_open);
  ADD("/restore/redacted", test_restore_redacted);
  ADD("/restore/damage", test_restore_damage);
  ADD("/restore/older", test_restore_older);
  return g_test_run();
}

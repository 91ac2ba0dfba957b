/* The disk fails at the nth call of a save, for every n: what was told as saved is there, what was
 * not is not, and saving works again. And of a restore, for some. */
#include <glib/gstdio.h>
#include <string.h>

#include "core/store/db_private.h"
#include "core/store/restore.h"
#include "tests/faults/faults.h"
#include "tests/faults/shim.h"

static const char *const NAMES[SHIM_COUNT] = {
    [SHIM_WRITE] = "write",         [SHIM_WRITE_PART] = "write-part", [SHIM_FULL] = "full",
    [SHIM_SYNC] = "sync",           [SHIM_TRUNCATE] = "truncate",     [SHIM_READ] = "read",
    [SHIM_HALF_READ] = "half-read", [SHIM_HALF_WRITE] = "half-write", [SHIM_OPEN] = "open",
};

typedef struct {
  ShimFault fault;
  gboolean for_ever;
  gint64 step; /* of n: bytes go by in greater ones */
} Case;

/* A failure in words, and of a kind that is true. */
static void check_words(const Case *what, GError *error) {
  g_assert_nonnull(error);
  g_assert_true(error->domain == STORE_ERROR);
  g_assert_true(g_utf8_validate(error->message, -1, NULL));
  g_assert_null(strstr(error->message, "SQL"));
  if (what->fault == SHIM_FULL)
    g_assert_nonnull(strstr(error->message, "空间"));
}

/* TRUE for the one failure after which the deed is in the file, and says so. */
static gboolean is_in_doubt(const Case *what, const GError *error) {
  return error != NULL && what->fault == SHIM_SYNC && strstr(error->message, "内容已写进") != NULL;
}

/* One save with the nth failing; FALSE where so many did not come. */
static gboolean try_one(Fixture *fixture, const Case *what, GBytes *bytes, gint64 n) {
  gsize size;
  const void *data = g_bytes_get_data(bytes, &size);
  faults_put(fixture->path, data, size);
  faults_drop_journal(fixture->path);
  GError *error = NULL;
  gboolean failed, again = FALSE;
  gint64 saved = 0;
  {
    g_autoptr(Db) db = open_ok(fixture->path, DB_WRITE);
    shim_fail(what->fault, n, what->for_ever);
    gboolean told = faults_write(db, 1, &error);
    shim_end(&failed);
    saved += told || is_in_doubt(what, error);
    if (!failed || what->fault == SHIM_HALF_READ || what->fault == SHIM_HALF_WRITE)
      g_assert_no_error(error);
    if (!told)
      check_words(what, error);
    g_clear_error(&error);
    if (failed) { /* there is room again; the screen has stayed open */
      again = faults_write(db, 2, &error);
      g_assert_no_error(error);
      g_assert_true(again);
      saved++;
    }
    g_assert_cmpint(faults_count(db), ==, saved);
  }
  g_assert_cmpint(faults_check(fixture->path), ==, saved);
  return failed;
}

/* The same, and the program is gone right after the failure: what the file is without it. */
static void try_and_leave(Fixture *fixture, const Case *what, GBytes *bytes, gint64 n) {
  gsize size;
  const void *data = g_bytes_get_data(bytes, &size);
  faults_put(fixture->path, data, size);
  faults_drop_journal(fixture->path);
  gboolean told;
  {
    g_autoptr(Db) db = open_ok(fixture->path, DB_WRITE);
    shim_fail(what->fault, n, TRUE); /* nothing can be put right on the way out either */
    g_autoptr(GError) error = NULL;
    told = faults_write(db, 1, &error) || is_in_doubt(what, error);
    db_close(g_steal_pointer(&db));
    shim_end(NULL);
  }
  g_assert_cmpint(faults_check(fixture->path), ==, told ? 1 : 0);
}

static void test_save(Fixture *fixture, gconstpointer data) {
  const Case *what = data;
  g_autoptr(GBytes) bytes = NULL;
  fixture_close(fixture);
  g_remove(fixture->path);
  faults_drop_journal(fixture->path);
  faults_make(fixture->path);
  bytes = faults_bytes(fixture->path);
  int tried = 0;
  for (gint64 n = 1; try_one(fixture, what, bytes, n); n += what->step) {
    try_and_leave(fixture, what, bytes, n);
    tried++;
  }
  g_test_message("%s: %d places", NAMES[what->fault], tried);
  g_assert_cmpint(tried, >, 0);
}

/* ---- restoring -------------------------------------------------------------------------- */

enum { KEPT_PROGRESS = 2, LOST_PROGRESS = 3 };

/* How many progress entries are in a file that must be sound. */
static gint64 restored_count(const char *path) {
  g_autoptr(Db) db = open_ok(path, DB_READ);
  g_autofree char *sound = text(db, "PRAGMA integrity_check");
  g_assert_cmpstr(sound, ==, "ok");
  JournalVerdict verdict;
  g_assert_true(journal_verify(db, &verdict, NULL));
  g_assert_null(verdict.problem);
  return faults_count(db);
}

/* Beside the ledger, of what was before it; the caller frees. NULL: none. */
static char *find_kept(Fixture *fixture) {
  g_autofree char *all = fixture_names(fixture);
  g_auto(GStrv) names = g_strsplit(all, " ", -1);
  for (char **name = names; *name != NULL; name++) {
    g_assert_null(strstr(*name, ".taizhang.")); /* nothing that was begun is left */
    if (strstr(*name, "pre-restore") != NULL)
      return fixture_file(fixture, *name);
  }
  return NULL;
}

/* Restoring with the nth failing, and all after it, so that nothing can be put right: the file is
 * wholly the one or the other, and what was told is true. FALSE where so many did not come. */
static gboolean try_restore(Fixture *fixture, const Case *what, GBytes *bytes, const char *copy,
                            gint64 n) {
  gsize size;
  const void *data = g_bytes_get_data(bytes, &size);
  faults_put(fixture->path, data, size);
  faults_drop_journal(fixture->path);
  g_autoptr(GError) error = NULL;
  g_autofree char *told = NULL;
  gboolean failed;
  Actor actor = actor_of("zhang");
  shim_fail(what->fault, n, TRUE);
  gboolean done = restore_run(fixture->path, copy, &actor, &told, &error);
  shim_end(&failed);
  if (!done)
    check_words(what, error);
  gint64 count = restored_count(fixture->path);
  g_autofree char *kept = find_kept(fixture);
  g_assert_cmpint(count, ==, done ? KEPT_PROGRESS : count == KEPT_PROGRESS ? count : LOST_PROGRESS);
  if (count == KEPT_PROGRESS) { /* or it would be lost */
    g_assert_nonnull(kept);
    g_assert_cmpint(restored_count(kept), ==, LOST_PROGRESS);
  }
  if (kept != NULL) {
    g_unlink(kept);
    faults_drop_journal(kept);
  }
  return failed;
}

static void test_restore(Fixture *fixture, gconstpointer data) {
  const Case *what = data;
  fixture_close(fixture);
  g_remove(fixture->path);
  faults_drop_journal(fixture->path);
  faults_make(fixture->path);
  g_autofree char *copy = fixture_file(fixture, "copy.db");
  GError *error = NULL;
  {
    g_autoptr(Db) db = open_ok(fixture->path, DB_WRITE);
    for (int n = 1; n <= LOST_PROGRESS; n++) {
      if (n == LOST_PROGRESS)
        g_assert_true(backup_write(fixture->path, copy, FALSE, &error));
      g_assert_true(faults_write(db, n, &error));
    }
  }
  g_autoptr(GBytes) bytes = faults_bytes(fixture->path);
  int tried = 0;
  for (gint64 n = 1; try_restore(fixture, what, bytes, copy, n); n += what->step)
    tried++;
  g_test_message("%s: %d places", NAMES[what->fault], tried);
  g_assert_cmpint(tried, >, 0);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  shim_register();
  static Case cases[2 * SHIM_COUNT];
  int count = 0;
  for (int fault = SHIM_WRITE; fault < SHIM_COUNT; fault++) {
    for (int for_ever = 0; for_ever < 2; for_ever++) {
      Case *one = &cases[count++];
      *one = (Case){(ShimFault)fault, for_ever, fault == SHIM_FULL ? long_count(97, 1801) : 1};
      g_autofree char *path =
          g_strdup_printf("/faults/%s/%s", NAMES[fault], for_ever ? "for-ever" : "once");
      g_test_add(path, Fixture, one, fixture_set_up, test_save, fixture_tear_down);
    }
  }
  static const Case RESTORING[] = {
      {SHIM_WRITE, TRUE, 61},
      {SHIM_FULL, TRUE, 300001},
      {SHIM_SYNC, TRUE, 1},
      {SHIM_TRUNCATE, TRUE, 1},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(RESTORING); i++) {
    g_autofree char *path = g_strdup_printf("/faults/restore/%s", NAMES[RESTORING[i].fault]);
    g_test_add(path, Fixture, &RESTORING[i], fixture_set_up, test_restore, fixture_tear_down);
  }
  return g_test_run();
}

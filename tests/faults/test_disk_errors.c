/* The disk fails at the nth call of a save, for every n: what was told as saved is there, what was
 * not is not, and saving works again. */
#include <glib/gstdio.h>
#include <string.h>

#include "core/store/db_private.h"
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
  return g_test_run();
}

/* Taking back what needed a right; rights that are changed themselves. */
#include "tests/core/store/permits.h"

/* ---- taking back ------------------------------------------------------------------------- */

static void test_undo(Fixture *fixture, gconstpointer data) {
  (void)data;
  fill(fixture);
  Db *db = fixture->db;
  gint64 theirs = deed_one(db, "zhang", 1, "UPDATE task SET note = '张' WHERE id = 1");
  become(fixture, A);
  gint64 own = deed_one(db, "li", 3, "UPDATE task SET note = '李' WHERE id = 3");
  undo_is(fixture, own, NULL);
  undo_is(fixture, own + 1, NULL); /* again */
  undo_is(fixture, theirs, "撤销或重做别人的操作需要“督办”，您（li）是“经办”");
  become(fixture, F);
  undo_is(fixture, theirs, NULL);
  gint64 back = number(db, "SELECT max(seq) FROM journal");
  become(fixture, A);
  undo_is(fixture, back, NULL); /* what the own undo took back is one's own to do again */

  /* What needed more then needs it now: what one did as 督办 is not taken back as 经办. */
  become(fixture, F);
  static const char *const closing[] = {
      "UPDATE task SET state = 'closed' WHERE id = 4",
      "INSERT INTO step (task, name, before, after, made_on, author)"
      " VALUES (4, 'close', 'done', 'closed', '2026-09-21', 'li')",
      NULL};
  Actor actor = li();
  GError *error = NULL;
  static const char *const VERBS[] = {"task.close", "task.bulk"};
  for (gsize i = 0; i < G_N_ELEMENTS(VERBS); i++) {
    become(fixture, F);
    const Deed close = {.verb = VERBS[i], .summary = "销号", .task = 4};
    g_assert_true(try_deed(db, &actor, &close, closing, &error));
    gint64 closed = number(db, "SELECT max(seq) FROM journal");
    become(fixture, A);
    undo_is(fixture, closed, "销号需要“督办”");
    become(fixture, F);
    undo_is(fixture, closed, NULL);
    become(fixture, A);
    undo_is(fixture, closed + 1, "销号需要“督办”"); /* nor done again */
  }

  /* What went with a task comes back with it: its steps were decided before. */
  become(fixture, F);
  g_assert_true(
      try_deed(db, &actor, &(Deed){.verb = "task.bulk", .summary = "销号"}, closing, &error));
  become(fixture, A);
  gint64 gone = deed_one(db, "li", 0, "DELETE FROM task WHERE id = 4");
  undo_is(fixture, gone, NULL);
  g_assert_cmpint(number(db, "SELECT count(*) FROM step WHERE task = 4"), ==, 1);
  undo_is(fixture, gone + 1, NULL);

  /* Rights: given and taken back by a 管理员 alone. */
  become(fixture, H);
  g_assert_true(try_deed(
      db, &actor, &(Deed){.verb = "access.edit", .summary = "授权"},
      (const char *const[]){"INSERT INTO access (login, level) VALUES ('sun', 'clerk')", NULL},
      &error));
  gint64 given = number(db, "SELECT max(seq) FROM journal");
  raw_exec(fixture->path, "UPDATE access SET level = 'supervisor' WHERE login = 'li'");
  undo_is(fixture, given, "改动权限需要“管理员”");
  raw_exec(fixture->path,
           "UPDATE access SET level = 'admin' WHERE login = 'li' AND ledger IS NULL");
  undo_is(fixture, given, NULL);
}

/* ---- the last one ------------------------------------------------------------------------ */

static gboolean change_access(Fixture *fixture, const char *sql) {
  Actor actor = actor_of("zhang");
  GError *error = NULL;
  const char *const statements[] = {sql, NULL};
  const Deed what = {.verb = "access.edit", .summary = "改权限"};
  gboolean done = try_deed(fixture->db, &actor, &what, statements, &error);
  g_assert_true(done || is_error(&error, STORE_ERROR_REFUSED, "没有管理员"));
  return done;
}

static void test_last_admin(Fixture *fixture, gconstpointer data) {
  (void)data;
  fill(fixture);
  static const char *const AWAY[] = {
      "DELETE FROM access WHERE login = 'zhang'",
      "UPDATE access SET level = 'supervisor' WHERE login = 'zhang'",
      "UPDATE access SET login = NULL, unix_group = 'fgc' WHERE login = 'zhang'",
      "UPDATE access SET ledger = 1 WHERE login = 'zhang'",
  };
  raw_exec(fixture->path, "INSERT INTO access (unix_group, level) VALUES ('bgs', 'admin')");
  raw_exec(fixture->path, "INSERT INTO access (login, ledger, level) VALUES ('sun', 1, 'admin')");
  for (gsize i = 0; i < G_N_ELEMENTS(AWAY); i++)
    g_assert_false(change_access(fixture, AWAY[i]));
  g_assert_true(change_access(fixture, "INSERT INTO access (login, level) VALUES ('li', 'admin')"));
  gint64 given = number(fixture->db, "SELECT max(seq) FROM journal");
  g_assert_true(change_access(fixture, AWAY[0]));
  Actor actor = li();
  GError *error = NULL;
  g_assert_false(journal_undo(fixture->db, &actor, given, NULL, &error));
  g_assert_true(is_error(&error, STORE_ERROR_REFUSED, "没有管理员"));
  g_assert_true(journal_undo(fixture->db, &actor, given + 1, NULL, &error));

  /* Where there was none by name, one of a group may mend that. */
  const AccessRow rows[] = {{"@fgc", 0, "admin", 0}};
  put_rows(fixture, rows, 1);
  static const char *const mend[] = {"INSERT INTO access (login, ledger, level) "
                                     "VALUES ('sun', 1, 'clerk')",
                                     NULL};
  const Deed what = {.verb = "access.edit", .summary = "改权限"};
  g_assert_true(try_deed(fixture->db, &actor, &what, mend, &error));
}

/* A unit that goes into another takes what is limited to it along, whoever merges them; nobody
 * moves it otherwise. */
static void test_merged_units(Fixture *fixture, gconstpointer data) {
  (void)data;
  fill(fixture);
  become(fixture, A);
  raw_exec(fixture->path, "INSERT INTO access (login, level, unit) VALUES ('sun', 'clerk', 1)");
  static const char *const merging[] = {
      "UPDATE access SET unit = 2 WHERE unit = 1",
      "UPDATE unit SET successor = 2, ended_on = '2026-09-21', ended_by = 'merged' WHERE id = 1",
      NULL};
  static const char *const raising[] = {
      "UPDATE access SET unit = 2, level = 'supervisor' WHERE unit = 1",
      "UPDATE unit SET successor = 2, ended_on = '2026-09-21', ended_by = 'merged' WHERE id = 1",
      NULL};
  static const char *const moving[] = {"UPDATE access SET unit = 2 WHERE unit = 1", NULL};
  Actor actor = li();
  GError *error = NULL;
  const Deed what = {.verb = "unit.merge", .summary = "合并"};
  g_assert_false(try_deed(fixture->db, &actor, &what, raising, &error));
  g_assert_true(is_error(&error, STORE_ERROR_FORBIDDEN, "改动权限需要“管理员”"));
  g_assert_false(try_deed(fixture->db, &actor, &what, moving, &error));
  g_assert_true(is_error(&error, STORE_ERROR_FORBIDDEN, "改动权限需要“管理员”"));
  g_assert_true(try_deed(fixture->db, &actor, &what, merging, &error));
  undo_is(fixture, number(fixture->db, "SELECT max(seq) FROM journal"), NULL);
  g_assert_cmpint(number(fixture->db, "SELECT unit FROM access WHERE login = 'sun'"), ==, 1);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/permit/undo", test_undo);
  ADD("/permit/last-admin", test_last_admin);
  ADD("/permit/merged-units", test_merged_units);
  return g_test_run();
}

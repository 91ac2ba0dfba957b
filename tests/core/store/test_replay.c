/* What was changed in the file past the program is found, with its record and field. */
#include <string.h>

#include "tests/core/store/support.h"

static void fill(Db *db) {
  make_tasks(db, "zhang");
  deed_one(db, "li", 1, "UPDATE task SET note = '甲', percent = 10 WHERE id = 1");
  deed_one(db, "zhang", 1, "INSERT INTO task_unit VALUES (1, 1, 'lead', 1)");
  deed_one(db, "zhang", 1, "UPDATE task SET note = '乙' WHERE id = 1");
  deed_one(db, "zhang", 0, "UPDATE indicator SET points = 5 WHERE id = 1");
  deed_one(db, "zhang", 2, "DELETE FROM task WHERE id = 2");
  deed_one(db, "zhang", 3, "INSERT INTO task_tag VALUES (3, '重点')");
}

/* task/1 note: 乙 → 丙 @4<0, one for each, joined by "; ". */
static char *differences_of(Db *db, const char *table) {
  GError *error = NULL;
  guint count = 0;
  g_autoptr(GPtrArray) found = journal_differences(db, table, 20, &count, &error);
  g_assert_no_error(error);
  GString *text_ = g_string_new(NULL);
  for (guint i = 0; i < found->len; i++) {
    const JournalDifference *one = found->pdata[i];
    g_string_append_printf(
        text_, "%s%s/%s %s: %s → %s @%d<%d", i > 0 ? "; " : "", one->table, one->key,
        one->field != NULL ? one->field : "*", one->expected != NULL ? one->expected : "-",
        one->found != NULL ? one->found : "-", (int)one->entry, (int)one->before);
  }
  g_assert_cmpuint(count, ==, found->len);
  return g_string_free(text_, FALSE);
}

/* Of one table come those of all that are of it. */
static void check_one(Db *db, const char *table, const char *all) {
  g_autoptr(GString) expected = g_string_new(NULL);
  g_auto(GStrv) parts = g_strsplit(all, "; ", -1);
  g_autofree char *prefix = g_strconcat(table, "/", NULL);
  for (gsize i = 0; parts[i] != NULL; i++)
    if (g_str_has_prefix(parts[i], prefix))
      g_string_append_printf(expected, "%s%s", expected->len > 0 ? "; " : "", parts[i]);
  g_autofree char *found = differences_of(db, table);
  g_assert_cmpstr(found, ==, expected->str);
}

static char *differences(Db *db) {
  char *all = differences_of(db, NULL);
  check_one(db, "access", all);
  check_one(db, "task", all);
  return all;
}

static const struct {
  const char *sql;
  const char *found;
} cases[] = {
    {"SELECT 1", ""},
    {"UPDATE task SET note = '丙' WHERE id = 1", "task/1 note: 乙 → 丙 @4<0"},
    {"UPDATE task SET note = NULL WHERE id = 1", "task/1 note: 乙 → - @4<0"},
    {"UPDATE task SET goal = '别的' WHERE id = 1", "task/1 goal: 完善制度 → 别的 @1<0"},
    {"UPDATE task SET percent = 11 WHERE id = 1", "task/1 percent: 10 → 11 @2<0"},
    {"UPDATE task SET done_on = '2026-01-01' WHERE id = 3", "task/3 done_on: - → 2026-01-01 @1<0"},
    {"UPDATE indicator SET points = 6 WHERE id = 1", "indicator/1 points: 5.0 → 6.0 @5<0"},
    {"DELETE FROM task WHERE id = 3", "task_tag/3/重点 *: 有 → - @7<0; task/3 *: 有 → - @1<0"},
    {"DELETE FROM task_unit", "task_unit/1/1/lead *: 有 → - @3<0"},
    {"INSERT INTO task_unit VALUES (3, 1, 'lead', 1)", "task_unit/3/1/lead *: - → 有 @0<0"},
    {"UPDATE task_unit SET position = 2", "task_unit/1/1/lead position: 1 → 2 @3<0"},
    {"INSERT INTO task (id, ledger, indicator, number, kind, goal, state) VALUES (2, 1, 1, 2,"
     " 'task', '开展培训', 'new')",
     "task/2 *: - → 有 @6<0"},
    {"INSERT INTO access (login, level) VALUES ('mallory', 'admin')", "access/3 *: - → 有 @0<0"},
    {"UPDATE access SET level = 'admin' WHERE id = 1",
     "access/其他人 *: 有 → - @0<0; access/1 *: - → 有 @0<0; access/2 *: - → 有 @0<0"},
    {"UPDATE access SET login = 'mallory' WHERE id = 2",
     "access/zhang *: 有 → - @0<0; access/2 *: - → 有 @0<0"},
    {"DELETE FROM access WHERE id = 2", "access/zhang *: 有 → - @0<0"},
    {"INSERT INTO access (id, login, level) VALUES (-5, 'mallory', 'admin')",
     "access/-5 *: - → 有 @0<0"},
    {"INSERT INTO access (id, login, level) VALUES (0, 'mallory', 'clerk')",
     "access/0 *: - → 有 @0<0"},
    {"INSERT INTO user VALUES ('li2', '李四')", "user/li2 *: - → 有 @0<0"},
    {"INSERT INTO redaction VALUES (3, zeroblob(32))", "redaction/3 *: - → 有 @0<0"},
    {"INSERT INTO step (task, name, before, after, made_on, author) VALUES (1, 'finish', 'active',"
     " 'done', '2026-01-01', 'li')",
     "step/1 *: - → 有 @0<0"},
};

static void test_tampered(Fixture *fixture, gconstpointer data) {
  (void)data;
  fill(fixture->db);
  fixture_close(fixture);
  g_autofree char *whole = NULL;
  gsize size = 0;
  g_assert_true(g_file_get_contents(fixture->path, &whole, &size, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_test_message("%s", cases[i].sql);
    g_assert_true(g_file_set_contents(fixture->path, whole, (gssize)size, NULL));
    g_autofree char *sql = g_strconcat("PRAGMA foreign_keys = ON; ", cases[i].sql, NULL);
    raw_exec(fixture->path, sql);
    g_autoptr(Db) db = open_ok(fixture->path, DB_READ);
    g_autofree char *found = differences(db);
    g_assert_cmpstr(found, ==, cases[i].found);
  }
}

/* A change that the program went on from: what it met is in the journal. */
static void test_in_between(Fixture *fixture, gconstpointer data) {
  (void)data;
  fill(fixture->db);
  raw_exec(fixture->path, "UPDATE task SET note = '伪' WHERE id = 1");
  deed_one(fixture->db, "zhang", 1, "UPDATE task SET note = '丁' WHERE id = 1");
  g_autofree char *found = differences(fixture->db);
  g_assert_cmpstr(found, ==, "task/1 note: 乙 → 伪 @4<8");
}

/* What is undone, deleted and put back comes to the same. */
static void test_undone(Fixture *fixture, gconstpointer data) {
  (void)data;
  fill(fixture->db);
  Actor actor = actor_of("zhang");
  for (gint64 seq = 7; seq >= 3; seq--)
    g_assert_true(journal_undo(fixture->db, &actor, seq, NULL, NULL));
  g_assert_true(journal_undo(fixture->db, &actor, 8, NULL, NULL));
  deed_one(fixture->db, "zhang", 0, "DELETE FROM ledger");
  g_autofree char *found = differences(fixture->db);
  g_assert_cmpstr(found, ==, "");
}

/* More than are listed are counted. */
static void test_counted(Fixture *fixture, gconstpointer data) {
  (void)data;
  fill(fixture->db);
  raw_exec(fixture->path, "UPDATE task SET note = '伪', goal = '伪'");
  guint count = 0;
  g_autoptr(GPtrArray) found = journal_differences(fixture->db, NULL, 2, &count, NULL);
  g_assert_cmpuint(found->len, ==, 2);
  g_assert_cmpuint(count, ==, 4);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/replay/tampered", test_tampered);
  ADD("/replay/in-between", test_in_between);
  ADD("/replay/undone", test_undone);
  ADD("/replay/counted", test_counted);
  return g_test_run();
}

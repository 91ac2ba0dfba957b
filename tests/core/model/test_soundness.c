/* check: each planted fault is found, under its rule; a sound file has none. */
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>

#include "core/model/soundness.h"
#include "tests/core/fixture.h"

static gboolean has(const GPtrArray *findings, const char *rule) {
  for (guint i = 0; i < findings->len; i++) {
    const SoundnessFinding *finding = findings->pdata[i];
    g_assert_true(*finding->where != '\0' && *finding->what != '\0' && *finding->advice != '\0');
    if (g_str_equal(finding->rule, rule))
      return TRUE;
  }
  return FALSE;
}

static void test_sound(Fixture *fixture, gconstpointer data) {
  (void)data;
  raw_write(fixture, "DELETE FROM task WHERE number = 3"); /* a gap is nobody's fault */
  g_autoptr(GPtrArray) findings = soundness_check(fixture->db);
  g_assert_cmpuint(findings->len, ==, 0);
}

#define STEP(name, before, after)                                                                  \
  "INSERT INTO step (task, name, before, after, made_on, author) SELECT id, '" name "', '" before  \
  "', '" after "', '2026-11-21', 'x' FROM task WHERE number = 5"

#define PART(number, weight, state)                                                                \
  "UPDATE task SET parent = (SELECT id FROM task WHERE number = 1), weight = " weight              \
  ", state = '" state "' WHERE number = " number

/* What one that is 作废 had is given to the others, or is not. */
static void test_weights(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const struct {
    const char *sql;
    gboolean found;
  } STEPS[] = {
      {PART("2", "100", "new"), FALSE}, {PART("3", "40", "void"), FALSE},
      {PART("2", "60", "new"), FALSE},  {PART("3", "50", "void"), TRUE},
      {PART("3", "40", "new"), FALSE},  {PART("3", "50", "new"), TRUE},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(STEPS); i++) {
    raw_write(fixture, STEPS[i].sql);
    g_autoptr(GPtrArray) findings = soundness_check(fixture->db);
    g_assert_cmpint(has(findings, "weights"), ==, STEPS[i].found);
  }
}

/* A task that comes as done, from a table that has no day for it, is nobody's fault; one that the
 * program has finished has a day. */
static void test_brought_in(Fixture *fixture, gconstpointer data) {
  (void)data;
  raw_write(fixture, "UPDATE task SET state = 'done', done_on = NULL WHERE number = 5");
  raw_write(fixture, STEP("finish", "new", "done"));
  g_autoptr(GPtrArray) findings = soundness_check(fixture->db);
  g_assert_cmpuint(findings->len, ==, 0);
  raw_write(fixture, STEP("return", "done", "active"));
  raw_write(fixture, STEP("finish", "active", "done"));
  g_autoptr(GPtrArray) again = soundness_check(fixture->db);
  g_assert_true(has(again, "done-day"));
}

static void test_planted(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const struct {
    const char *rule;
    const char *sql;
  } PLANTS[] = {
      {"numbers", "UPDATE task SET number = 0 WHERE number = 69"},
      {"weights", "UPDATE task SET parent = (SELECT id FROM task WHERE number = 1), weight = 40"
                  " WHERE number = 2"},
      {"tree-indicator", "UPDATE indicator SET parent = id WHERE id = 3"},
      {"tree-unit", "UPDATE unit SET parent = id WHERE id = 1"},
      {"position-indicator",
       "UPDATE indicator SET position = 1 WHERE parent IS NULL AND position = 2"},
      {"done-day", "UPDATE task SET state = 'done', done_on = NULL WHERE number = 5"},
      {"dates", "UPDATE task SET due = '2026-02-30' WHERE number = 6"},
      {"steps", "INSERT INTO step (task, name, before, after, made_on, author) SELECT id, 'pause',"
                " 'new', 'paused', '2026-11-21', 'x' FROM task WHERE number = 7"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(PLANTS); i++) {
    raw_write(fixture, PLANTS[i].sql);
    g_autoptr(GPtrArray) findings = soundness_check(fixture->db);
    if (!has(findings, PLANTS[i].rule))
      g_error("%s is not found", PLANTS[i].rule);
  }
  g_assert_cmpint(chmod(db_path(fixture->db), 0664), ==, 0);
  g_autoptr(GPtrArray) findings = soundness_check(fixture->db);
  g_assert_true(has(findings, "mode"));
}

/* Rights are given by deeds: one that no entry tells of, or that is otherwise, is found. */
static void test_rights(Fixture *fixture, gconstpointer data) {
  (void)data;
  raw_write(fixture, "INSERT INTO access (login, level) VALUES ('wang', 'clerk')");
  g_autoptr(GPtrArray) sound = soundness_check(fixture->db);
  g_assert_cmpuint(sound->len, ==, 0);
  sqlite3 *raw = NULL;
  g_assert_cmpint(sqlite3_open(db_path(fixture->db), &raw), ==, SQLITE_OK);
  g_assert_cmpint(sqlite3_exec(raw,
                               "INSERT INTO access (login, level) VALUES ('mallory', 'admin');"
                               "UPDATE access SET level = 'admin' WHERE login = 'wang'",
                               NULL, NULL, NULL),
                  ==, SQLITE_OK);
  sqlite3_close(raw);
  g_autoptr(GPtrArray) findings = soundness_check(fixture->db);
  g_assert_cmpuint(findings->len, ==, 2);
  g_assert_true(has(findings, "rights"));
  const SoundnessFinding *changed = findings->pdata[0], *added = findings->pdata[1];
  g_assert_nonnull(strstr(changed->what, "日志里是“经办”"));
  g_assert_nonnull(strstr(changed->what, "文件里是“管理员”"));
  g_assert_nonnull(strstr(added->what, "没有它的来历"));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/soundness/sound", test_sound);
  ADD("/soundness/weights", test_weights);
  ADD("/soundness/brought-in", test_brought_in);
  ADD("/soundness/planted", test_planted);
  ADD("/soundness/rights", test_rights);
  return g_test_run();
}

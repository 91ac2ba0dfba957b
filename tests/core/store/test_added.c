/* What was not there yet on a day, the first day there was, and the newest hash. */
#include <time.h>

#include "tests/core/store/support.h"

#define NOON_21 1795233600 /* 2026-11-21 12:00 in China, where these tests are */
#define HOURS 3600

/* One statement as a deed at a moment. */
static gint64 deed_at(Db *db, gint64 now, const char *statement) {
  Actor actor = actor_of("zhang");
  actor.now = now;
  Deed what = {.verb = "test", .summary = "测试"};
  const char *const statements[] = {statement, NULL};
  GError *error = NULL;
  try_deed(db, &actor, &what, statements, &error);
  g_assert_no_error(error);
  return number(db, "SELECT max(seq) FROM journal");
}

static void add_task_at(Db *db, gint64 now, int task) {
  g_autofree char *sql =
      g_strdup_printf("INSERT INTO task (id, ledger, indicator, number, kind, goal, state) "
                      "VALUES (%d, 1, 1, %d, 'task', '目标', 'new')",
                      task, task);
  deed_at(db, now, sql);
}

/* The ids added since the day, in order: "4 5". */
static void assert_added(Db *db, int day, const char *expected) {
  GError *error = NULL;
  g_autoptr(IdSet) ids = journal_added_since(db, "task", day_from_ymd(2026, 11, day), &error);
  g_assert_no_error(error);
  g_autoptr(GString) text_ = g_string_new(NULL);
  for (int id = 0; id < 10; id++) {
    if (id_set_has(ids, id))
      g_string_append_printf(text_, "%s%d", text_->len == 0 ? "" : " ", id);
  }
  g_assert_cmpstr(text_->str, ==, expected);
}

/* Tasks 1 to 3, made at NOON_21 less a day. */
static void make_before(Db *db) {
  deed_at(db, NOON_21 - 24 * HOURS,
          "INSERT INTO ledger (id, title, year, source_year) VALUES (1, '台账', 2026, 2026)");
  deed_at(db, NOON_21 - 24 * HOURS,
          "INSERT INTO indicator (id, ledger, position, title) VALUES (1, 1, 1, '一、')");
  for (int task = 1; task <= 3; task++)
    add_task_at(db, NOON_21 - 24 * HOURS, task);
}

static void test_days(Fixture *fixture, gconstpointer data) {
  (void)data;
  Db *db = fixture->db;
  make_before(db);
  assert_added(db, 19, "1 2 3");
  assert_added(db, 20, "");
  /* The last second of the 21st, and the first of the 22nd, as they are counted in China. */
  add_task_at(db, NOON_21 + 12 * HOURS - 1, 4);
  add_task_at(db, NOON_21 + 12 * HOURS, 5);
  assert_added(db, 19, "1 2 3 4 5");
  assert_added(db, 20, "4 5");
  assert_added(db, 21, "5");
  assert_added(db, 22, "");
  /* What changes is not new; other tables do not count. */
  deed_at(db, NOON_21 + 48 * HOURS, "UPDATE task SET note = '改' WHERE id = 1");
  deed_at(db, NOON_21 + 48 * HOURS, "INSERT INTO unit (id, name, kind) VALUES (9, '处', 'office')");
  assert_added(db, 22, "");
}

/* One clock that is wrong does not put what others did before it into another day. */
static void test_wrong_clock(Fixture *fixture, gconstpointer data) {
  (void)data;
  Db *db = fixture->db;
  make_before(db);
  add_task_at(db, NOON_21 + 240 * HOURS, 4);
  add_task_at(db, NOON_21 + 1, 5);
  add_task_at(db, NOON_21 + 24 * HOURS, 6);
  assert_added(db, 20, "4 5 6");
  assert_added(db, 21, "6");
}

static void undo(Db *db, gint64 now) {
  Actor actor = actor_of("zhang");
  actor.now = now;
  GError *error = NULL;
  journal_undo(db, &actor, number(db, "SELECT max(seq) FROM journal"), NULL, &error);
  g_assert_no_error(error);
}

/* Put in, taken back, done again; and removed, and put back. */
static void test_undone(Fixture *fixture, gconstpointer data) {
  (void)data;
  Db *db = fixture->db;
  make_before(db);
  add_task_at(db, NOON_21 - 24 * HOURS, 4);
  undo(db, NOON_21);
  assert_added(db, 20, "");
  undo(db, NOON_21 + 24 * HOURS);
  assert_added(db, 21, "4"); /* it was not there that day */
  assert_added(db, 20, "");  /* but on the one before */
  deed_at(db, NOON_21 + 48 * HOURS, "DELETE FROM task WHERE id = 2");
  assert_added(db, 22, "");
  undo(db, NOON_21 + 72 * HOURS);
  assert_added(db, 22, "");
  assert_added(db, 23, "2");
}

static void test_ends(Fixture *fixture, gconstpointer data) {
  (void)data;
  Db *db = fixture->db;
  GError *error = NULL;
  Day day = 1;
  char head[JOURNAL_HEAD_SIZE] = "?";
  journal_begun(db, &day, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(day, ==, DAY_NONE);
  journal_head(db, head, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(head, ==, "");
  assert_added(db, 21, "");
  make_before(db);
  journal_begun(db, &day, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(day, ==, day_from_ymd(2026, 11, 20));
  journal_head(db, head, &error);
  g_assert_no_error(error);
  JournalVerdict verdict;
  journal_verify(db, &verdict, &error);
  g_assert_no_error(error);
  g_assert_null(verdict.problem);
  g_assert_cmpstr(head, ==, verdict.head);
}

int main(int argc, char **argv) {
  g_setenv("TZ", "CST-8", TRUE);
  tzset();
  g_test_init(&argc, &argv, NULL);
  ADD("/added/days", test_days);
  ADD("/added/wrong-clock", test_wrong_clock);
  ADD("/added/undone", test_undone);
  ADD("/added/ends", test_ends);
  return g_test_run();
}

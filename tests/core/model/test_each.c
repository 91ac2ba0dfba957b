/* One thing done to several tasks: all or none, one deed. */
#include "core/model/each.h"

#include "core/model/extension.h"
#include "core/model/supervision.h"
#include "core/model/task.h"
#include "tests/core/fixture.h"

/* The ids of tasks by their 序号, up to 0. Unref it. */
static GArray *tasks_of(Fixture *fixture, const int *numbers) {
  GArray *ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  for (gsize i = 0; numbers[i] != 0; i++) {
    gint64 id = task_id(fixture, numbers[i]);
    g_array_append_val(ids, id);
  }
  return ids;
}

static void assert_one_deed(Fixture *fixture, gint64 before, const char *verb,
                            const char *summary) {
  g_assert_cmpint(journal_entries(fixture->db), ==, before + 1);
  assert_text("SELECT verb FROM journal ORDER BY seq DESC LIMIT 1", verb);
  g_autofree char *told = sql_text(fixture->db, "SELECT substr(summary, instr(summary, '”') + 1) "
                                                "FROM journal ORDER BY seq DESC LIMIT 1");
  g_assert_cmpstr(told, ==, summary);
}

static void test_done(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, 7);
  g_autoptr(GArray) three = tasks_of(fixture, (const int[]){1, 2, 4, 0});
  g_autoptr(GArray) refused = tasks_of(fixture, (const int[]){5, 33, 0}); /* 33: 排名指标 */
  g_autofree char *untouched = fixture_dump(fixture);
  gint64 before = journal_entries(fixture->db);
  ProgressInput input = {
      .percent = PERCENT_NONE, .made_on = DAY_NONE, .done = TRUE, .text = "已印发"};
  g_assert_false(each_progress(fixture->db, &fixture->actor, &input, refused, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "第33项“");
  g_assert_false(each_step(fixture->db, &fixture->actor, reckoning, refused, STEP_FINISH, DAY_NONE,
                           NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "第33项“");
  g_autofree char *still = fixture_dump(fixture);
  g_assert_cmpstr(still, ==, untouched);
  g_assert_true(each_progress(fixture->db, &fixture->actor, &input, three, &error));
  g_assert_no_error(error);
  assert_one_deed(fixture, before, "task.done", "等3项 办结");
  assert_int("SELECT count(*) FROM task WHERE state = 'done' AND percent = 100", 3);
  assert_int("SELECT count(*) FROM progress WHERE text = '已印发'", 3);
}

static void test_step(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, 7);
  g_autoptr(GArray) one = tasks_of(fixture, (const int[]){1, 0});
  g_autoptr(GArray) two = tasks_of(fixture, (const int[]){2, 4, 0});
  gint64 before = journal_entries(fixture->db);
  g_assert_true(each_step(fixture->db, &fixture->actor, reckoning, two, STEP_PAUSE, DAY_NONE,
                          "等待", &error));
  g_assert_no_error(error);
  assert_one_deed(fixture, before, "task.pause", "等2项 暂停");
  assert_text("SELECT reason FROM journal ORDER BY seq DESC LIMIT 1", "等待");
  /* Of one it is what it was. */
  g_assert_true(
      each_step(fixture->db, &fixture->actor, reckoning, one, STEP_ASSIGN, DAY_NONE, NULL, &error));
  g_assert_no_error(error);
  assert_one_deed(fixture, before + 1, "task.assign", " 交办");
  g_assert_false(
      each_step(fixture->db, &fixture->actor, reckoning, one, STEP_PAUSE, DAY_NONE, " ", &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "理由");
}

static void test_extension_and_notice(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, 7);
  g_autoptr(GArray) two = tasks_of(fixture, (const int[]){1, 2, 0});
  g_autoptr(GArray) late = tasks_of(fixture, (const int[]){1, 4, 0}); /* 4 was due in April */
  g_autoptr(GArray) ids = NULL, notices = NULL;
  gint64 before = journal_entries(fixture->db);
  g_assert_false(each_extension(fixture->db, &fixture->actor, reckoning, late, "2027年1月31日",
                                "等待", NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "已到期");
  assert_int("SELECT count(*) FROM extension", 0);
  g_assert_true(each_extension(fixture->db, &fixture->actor, reckoning, two, "2027年1月31日",
                               "等待", &ids, &error));
  g_assert_no_error(error);
  assert_one_deed(fixture, before, "extension.ask", "等2项 申请延期到2027年1月31日");
  g_autoptr(Extension) second = extension_load(fixture->db, g_array_index(ids, gint64, 1), &error);
  g_assert_cmpint(second->task, ==, task_id(fixture, 2));
  g_assert_true(each_notice(fixture->db, &fixture->actor, two, 2, LIST("甲", "乙"),
                            fixture->actor.today + 5, &notices, &error));
  g_assert_no_error(error);
  assert_one_deed(fixture, before + 1, "notice.issue", "等2项 签发督办单");
  assert_text("SELECT group_concat(number || text) FROM notice", "1甲,2乙");
  g_assert_cmpuint(notices->len, ==, 2);
  g_assert_false(each_notice(fixture->db, &fixture->actor, two, 9, LIST("甲", "乙"),
                             fixture->actor.today + 5, NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "没有 9 级");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/each/done", test_done);
  ADD("/each/step", test_step);
  ADD("/each/extension-and-notice", test_extension_and_notice);
  return g_test_run();
}

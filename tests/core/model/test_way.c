#include "core/model/way.h"

#include <string.h>

#include "core/model/task.h"
#include "tests/core/fixture.h"

static Day day(int month, int day) {
  return day_from_ymd(2026, month, day);
}

static gboolean take_as(Fixture *fixture, const char *who, int number, Step step, Day made_on,
                        const char *reason, GError **error) {
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  Actor actor = fixture->actor;
  actor.who = who;
  return way_take(fixture->db, &actor, reckoning, task_id(fixture, number), step, made_on, reason,
                  error);
}

static void take(Fixture *fixture, int number, Step step, Day made_on, const char *reason) {
  GError *error = NULL;
  take_as(fixture, "zhangsan", number, step, made_on, reason, &error);
  g_assert_no_error(error);
}

/* A refusal stores nothing at all. */
static void refuse_as(Fixture *fixture, const char *who, int number, Step step, Day made_on,
                      const char *reason, const char *part) {
  GError *error = NULL;
  gint64 entries = journal_entries(fixture->db);
  gint64 steps = sql_int(fixture->db, "SELECT count(*) FROM step");
  g_assert_false(take_as(fixture, who, number, step, made_on, reason, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, part);
  g_assert_cmpint(journal_entries(fixture->db), ==, entries);
  assert_int("SELECT count(*) FROM step", steps);
}

static void refuse(Fixture *fixture, int number, Step step, const char *reason, const char *part) {
  refuse_as(fixture, "zhangsan", number, step, DAY_NONE, reason, part);
}

static void check_task(Fixture *fixture, int number, TaskState state, int percent, Day done_on) {
  GError *error = NULL;
  g_autoptr(Task) task = task_load(fixture->db, NULL, task_id(fixture, number), &error);
  g_assert_no_error(error);
  g_assert_cmpint(task->state, ==, state);
  g_assert_cmpint(task->percent, ==, percent);
  g_assert_cmpint(task->done_on, ==, done_on);
}

static void record(Fixture *fixture, int number, const char *text, int percent, gboolean done,
                   Day made_on) {
  GError *error = NULL;
  ProgressInput input = {.task = task_id(fixture, number),
                         .text = text,
                         .percent = percent,
                         .done = done,
                         .made_on = made_on};
  progress_record(fixture->db, &fixture->actor, &input, NULL, &error);
  g_assert_no_error(error);
}

/* "assign new→assigned 2026-11-21 zhangsan reason", a line a step. */
static void check_steps(Fixture *fixture, int number, const char *expected) {
  GError *error = NULL;
  g_autoptr(GPtrArray) steps = way_list(fixture->db, task_id(fixture, number), &error);
  g_assert_no_error(error);
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < steps->len; i++) {
    const WayStep *step = steps->pdata[i];
    char made_on[DAY_TEXT_SIZE];
    g_assert_cmpint(step->task, ==, task_id(fixture, number));
    g_string_append_printf(text, "%s %s→%s %s %s %s\n", step_code(step->step),
                           task_state_code(step->before), task_state_code(step->after),
                           day_to_iso(step->made_on, made_on), step->author,
                           step->reason != NULL ? step->reason : "-");
  }
  g_assert_cmpstr(text->str, ==, expected);
}

static void undo_last(Fixture *fixture) {
  GError *error = NULL;
  gint64 seq = 0;
  journal_undoable(fixture->db, fixture->actor.who, &seq, &error);
  g_assert_no_error(error);
  journal_undo(fixture->db, &fixture->actor, seq, NULL, &error);
  g_assert_no_error(error);
}

/* ---- taking ----------------------------------------------------------------------------- */

static void test_whole_way(Fixture *fixture, gconstpointer data) {
  (void)data;
  fixture_permit(fixture, "lisi", "supervisor");
  GError *error = NULL;
  take(fixture, 4, STEP_ASSIGN, day(3, 1), NULL);
  check_task(fixture, 4, TASK_STATE_ASSIGNED, PERCENT_NONE, DAY_NONE);
  take(fixture, 4, STEP_SIGN, day(3, 2), "  ");
  record(fixture, 4, "起草", 40, FALSE, day(3, 9));
  check_task(fixture, 4, TASK_STATE_ACTIVE, 40, DAY_NONE);
  record(fixture, 4, "再起草", 50, FALSE, day(3, 10)); /* under way already */
  take(fixture, 4, STEP_FINISH, day(4, 20), NULL);
  check_task(fixture, 4, TASK_STATE_DONE, 100, day(4, 20));
  g_assert_true(take_as(fixture, "lisi", 4, STEP_RETURN, day(4, 22), " 缺少附件\n", &error));
  check_task(fixture, 4, TASK_STATE_ACTIVE, 50, DAY_NONE); /* what was reported last */
  record(fixture, 4, NULL, PERCENT_NONE, TRUE, day(4, 25));
  check_task(fixture, 4, TASK_STATE_DONE, 100, day(4, 25));
  g_assert_true(take_as(fixture, "lisi", 4, STEP_CLOSE, day(4, 26), "齐全", &error));
  check_task(fixture, 4, TASK_STATE_CLOSED, 100, day(4, 25));
  g_assert_no_error(error);
  check_steps(fixture, 4,
              "assign new→assigned 2026-03-01 zhangsan -\n"
              "sign assigned→signed 2026-03-02 zhangsan -\n"
              "start signed→active 2026-03-09 zhangsan -\n"
              "finish active→done 2026-04-20 zhangsan -\n"
              "return done→active 2026-04-22 lisi 缺少附件\n"
              "finish active→done 2026-04-25 zhangsan -\n"
              "close done→closed 2026-04-26 lisi 齐全\n");
  take(fixture, 4, STEP_REOPEN, DAY_NONE, "查出问题");
  check_task(fixture, 4, TASK_STATE_ACTIVE, 50, DAY_NONE);
  check_steps(fixture, 5, "");
}

/* 暂停 and 作废 lead back to where the task was. */
static void test_back(Fixture *fixture, gconstpointer data) {
  (void)data;
  take(fixture, 1, STEP_ASSIGN, DAY_NONE, NULL);
  take(fixture, 1, STEP_PAUSE, DAY_NONE, "等上级文件");
  take(fixture, 1, STEP_VOID, DAY_NONE, "文件废止");
  take(fixture, 1, STEP_REOPEN, DAY_NONE, "文件恢复");
  check_task(fixture, 1, TASK_STATE_PAUSED, PERCENT_NONE, DAY_NONE);
  take(fixture, 1, STEP_RESUME, DAY_NONE, NULL);
  check_task(fixture, 1, TASK_STATE_ASSIGNED, PERCENT_NONE, DAY_NONE);
  take(fixture, 1, STEP_RETURN, DAY_NONE, "不是本处职责");
  check_task(fixture, 1, TASK_STATE_NEW, PERCENT_NONE, DAY_NONE);

  record(fixture, 2, "做完", 80, FALSE, day(5, 1));
  take(fixture, 2, STEP_FINISH, day(5, 2), NULL);
  take(fixture, 2, STEP_VOID, DAY_NONE, "重复");
  take(fixture, 2, STEP_REOPEN, DAY_NONE, "不重复");
  check_task(fixture, 2, TASK_STATE_DONE, 100, day(5, 2)); /* it stays finished */

  /* Nothing is known of the state before. */
  g_autofree char *sql =
      g_strdup_printf("UPDATE task SET state = 'paused' WHERE id = %d", (int)task_id(fixture, 3));
  raw_write(fixture, sql);
  take(fixture, 3, STEP_RESUME, DAY_NONE, NULL);
  check_task(fixture, 3, TASK_STATE_ACTIVE, PERCENT_NONE, DAY_NONE);
}

static void test_refused(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  refuse(fixture, 1, STEP_CLOSE, NULL, "该项未启动，不能销号：办结以后才能销号");
  refuse(fixture, 1, STEP_PAUSE, NULL, "暂停要写明理由");
  refuse(fixture, 1, STEP_VOID, " \n", "作废要写明理由");
  refuse(fixture, 32, STEP_FINISH, NULL, "排名指标");
  refuse_as(fixture, "zhangsan", 1, STEP_ASSIGN, fixture->actor.today + 1, NULL,
            "交办日期不能晚于今天");
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  g_assert_false(
      way_take(fixture->db, &fixture->actor, reckoning, 9999, STEP_ASSIGN, DAY_NONE, NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "9999");
}

/* 办结 and 销号 by two people, whoever finished last. */
static void test_two_people(Fixture *fixture, gconstpointer data) {
  (void)data;
  fixture_permit(fixture, "lisi", "supervisor");
  GError *error = NULL;
  take(fixture, 1, STEP_FINISH, day(11, 10), NULL);
  refuse(fixture, 1, STEP_CLOSE, NULL, "该项由 zhangsan 办结，不能由同一人销号；请由另一人审核");
  refuse_as(fixture, "lisi", 1, STEP_CLOSE, day(11, 9), NULL, "2026-11-10 办结，销号日期不能早于");
  take_as(fixture, "lisi", 1, STEP_RETURN, DAY_NONE, "缺附件", &error);
  take_as(fixture, "lisi", 1, STEP_FINISH, DAY_NONE, NULL, &error);
  g_assert_no_error(error);
  refuse_as(fixture, "lisi", 1, STEP_CLOSE, DAY_NONE, NULL, "由 lisi 办结");
  take(fixture, 1, STEP_CLOSE, DAY_NONE, NULL);

  take(fixture, 2, STEP_FINISH, day(11, 10), NULL);
  PolicyInput policy = POLICY_INPUT_NONE;
  policy.closing = 1;
  policy_store(fixture->db, &fixture->actor, fixture->ledger, &policy, &error);
  g_assert_no_error(error);
  take(fixture, 2, STEP_CLOSE, day(11, 10), NULL);
  check_task(fixture, 2, TASK_STATE_CLOSED, 100, day(11, 10));
}

/* ---- the journal ------------------------------------------------------------------------ */

static void test_journal(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  take(fixture, 4, STEP_PAUSE, DAY_NONE, "等上级文件");
  g_autoptr(GPtrArray) entries = journal_list(fixture->db, task_id(fixture, 4), 1, &error);
  g_assert_no_error(error);
  const JournalEntry *entry = entries->pdata[0];
  g_assert_cmpstr(entry->verb, ==, "task.pause");
  g_assert_cmpstr(entry->reason, ==, "等上级文件");
  g_assert_cmpint(entry->task, ==, task_id(fixture, 4));
  g_assert_true(g_str_has_prefix(entry->summary, "第4项“"));
  g_assert_true(g_str_has_suffix(entry->summary, "” 暂停"));
}

static void test_undo(Fixture *fixture, gconstpointer data) {
  (void)data;
  record(fixture, 4, "起草", 60, FALSE, DAY_NONE);
  take(fixture, 4, STEP_FINISH, DAY_NONE, NULL);
  undo_last(fixture);
  check_task(fixture, 4, TASK_STATE_ACTIVE, 60, DAY_NONE);
  assert_int("SELECT count(*) FROM step", 1);
  undo_last(fixture);
  check_task(fixture, 4, TASK_STATE_NEW, PERCENT_NONE, DAY_NONE);
  assert_int("SELECT count(*) FROM step", 0);
  assert_int("SELECT count(*) FROM progress", 0);
}

/* ---- progress --------------------------------------------------------------------------- */

/* From every state before it, the first progress is a step; a second one is none. */
static void test_progress_starts(Fixture *fixture, gconstpointer data) {
  (void)data;
  record(fixture, 1, "一", 10, FALSE, day(11, 3));
  record(fixture, 1, "二", 20, FALSE, day(11, 4));
  check_steps(fixture, 1, "start new→active 2026-11-03 zhangsan -\n");
  take(fixture, 2, STEP_ASSIGN, day(11, 1), NULL);
  record(fixture, 2, "一", PERCENT_NONE, TRUE, day(11, 3));
  record(fixture, 2, "补充", PERCENT_NONE, FALSE, day(11, 5));
  check_steps(fixture, 2,
              "assign new→assigned 2026-11-01 zhangsan -\n"
              "finish assigned→done 2026-11-03 zhangsan -\n");
  check_task(fixture, 2, TASK_STATE_DONE, 100, day(11, 3));
}

/* ---- past days -------------------------------------------------------------------------- */

typedef struct {
  gint64 task;
  int state;    /* -1: no step was told of */
  Day finished; /* DAY_NONE: never */
} Told;

static void take_step(gint64 task, Step step, TaskState after, Day made_on, gpointer data) {
  Told *told = data;
  if (task != told->task)
    return;
  told->state = (int)after;
  if (step == STEP_FINISH)
    told->finished = made_on;
}

static Told told_on(Fixture *fixture, int number, Day on) {
  GError *error = NULL;
  Told told = {.task = task_id(fixture, number), .state = -1, .finished = DAY_NONE};
  way_follow(fixture->db, on, take_step, &told, &error);
  g_assert_no_error(error);
  return told;
}

static int state_on(Fixture *fixture, int number, Day on) {
  return told_on(fixture, number, on).state;
}

static void test_states_on(Fixture *fixture, gconstpointer data) {
  (void)data;
  take(fixture, 4, STEP_ASSIGN, day(3, 1), NULL);
  take(fixture, 4, STEP_RETURN, day(3, 5), "拒签");
  record(fixture, 4, "起草", 60, FALSE, day(4, 1));
  take(fixture, 4, STEP_FINISH, day(5, 1), NULL);
  /* Told later of an earlier day: what was recorded last is what led on. */
  take(fixture, 5, STEP_ASSIGN, day(6, 10), NULL);
  record(fixture, 5, "早已开始", 60, FALSE, day(6, 1));
  g_assert_cmpint(state_on(fixture, 4, day(2, 28)), ==, -1);
  g_assert_cmpint(state_on(fixture, 4, day(3, 1)), ==, TASK_STATE_ASSIGNED);
  g_assert_cmpint(state_on(fixture, 4, day(3, 5)), ==, TASK_STATE_NEW);
  g_assert_cmpint(state_on(fixture, 4, day(4, 30)), ==, TASK_STATE_ACTIVE);
  g_assert_cmpint(state_on(fixture, 4, day(12, 31)), ==, TASK_STATE_DONE);
  g_assert_cmpint(told_on(fixture, 4, day(4, 30)).finished, ==, DAY_NONE);
  g_assert_cmpint(told_on(fixture, 4, day(12, 31)).finished, ==, day(5, 1));
  g_assert_cmpint(state_on(fixture, 5, day(6, 5)), ==, TASK_STATE_ACTIVE);
  g_assert_cmpint(state_on(fixture, 5, day(6, 30)), ==, TASK_STATE_ACTIVE);
  g_assert_cmpint(state_on(fixture, 6, day(12, 31)), ==, -1);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/way/whole-way", test_whole_way);
  ADD("/way/back", test_back);
  ADD("/way/refused", test_refused);
  ADD("/way/two-people", test_two_people);
  ADD("/way/journal", test_journal);
  ADD("/way/undo", test_undo);
  ADD("/way/progress-starts", test_progress_starts);
  ADD("/way/states-on", test_states_on);
  return g_test_run();
}

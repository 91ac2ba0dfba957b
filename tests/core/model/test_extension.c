#include "core/model/extension.h"

#include "core/model/task.h"
#include "core/model/way.h"
#include "tests/core/fixture.h"

/* Task 54 is due on 2026-10-31, a Saturday, and task 1 on 2026-12-31. Today
 * is 2026-11-21; tests that need another day say so. */

static Day day(int month, int day) {
  return day_from_ymd(2026, month, day);
}

static Actor person(Fixture *fixture, const char *who, Day today) {
  Actor actor = fixture->actor;
  actor.who = who;
  actor.today = today;
  return actor;
}

static gint64 ask(Fixture *fixture, int number, Day on, const char *until) {
  GError *error = NULL;
  gint64 id = 0;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, on, LEAD_DAYS_DEFAULT);
  Actor actor = person(fixture, "zhangsan", on);
  extension_ask(fixture->db, &actor, reckoning, task_id(fixture, number), until, " 等上级文件\n",
                &id, &error);
  g_assert_no_error(error);
  g_assert_cmpint(id, >, 0);
  return id;
}

static void refuse_ask(Fixture *fixture, int number, Day on, const char *until, const char *reason,
                       const char *words) {
  GError *error = NULL;
  gint64 entries = journal_entries(fixture->db);
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, on, LEAD_DAYS_DEFAULT);
  Actor actor = person(fixture, "zhangsan", on);
  g_assert_false(extension_ask(fixture->db, &actor, reckoning, task_id(fixture, number), until,
                               reason, NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, words);
  g_assert_cmpint(journal_entries(fixture->db), ==, entries);
}

static gboolean decide_as(Fixture *fixture, const char *who, gint64 id, gboolean approve,
                          const char *decision, GError **error) {
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  Actor actor = person(fixture, who, fixture->actor.today);
  return extension_decide(fixture->db, &actor, reckoning, id, approve, decision, error);
}

static void decide(Fixture *fixture, gint64 id, gboolean approve, const char *decision) {
  GError *error = NULL;
  fixture_permit(fixture, "lisi", "supervisor");
  decide_as(fixture, "lisi", id, approve, decision, &error);
  g_assert_no_error(error);
}

static void refuse_decision(Fixture *fixture, const char *who, gint64 id, gboolean approve,
                            const char *decision, const char *words) {
  GError *error = NULL;
  gint64 entries = journal_entries(fixture->db);
  g_assert_false(decide_as(fixture, who, id, approve, decision, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, words);
  g_assert_cmpint(journal_entries(fixture->db), ==, entries);
}

static Task *load(Fixture *fixture, int number, Day today) {
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, today, LEAD_DAYS_DEFAULT);
  Task *task = task_load(fixture->db, reckoning, task_id(fixture, number), &error);
  g_assert_no_error(error);
  return task;
}

static void finish(Fixture *fixture, int number, Day on) {
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  way_take(fixture->db, &fixture->actor, reckoning, task_id(fixture, number), STEP_FINISH, on, NULL,
           &error);
  g_assert_no_error(error);
}

static Day original(Fixture *fixture, int number) {
  GError *error = NULL;
  Day due = 1;
  extension_original(fixture->db, task_id(fixture, number), &due, &error);
  g_assert_no_error(error);
  return due;
}

static void undo_last(Fixture *fixture, const char *who) {
  GError *error = NULL;
  gint64 seq = 0;
  Actor actor = person(fixture, who, fixture->actor.today);
  journal_undoable(fixture->db, who, &seq, &error);
  journal_undo(fixture->db, &actor, seq, NULL, &error);
  g_assert_no_error(error);
}

/* ---- asking ----------------------------------------------------------------------------- */

static void test_ask(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  gint64 id = ask(fixture, 1, day(12, 31), " 2027年3月 ");
  g_autoptr(GPtrArray) list = extension_list(fixture->db, 0, TRUE, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(list->len, ==, 1);
  const Extension *extension = list->pdata[0];
  g_assert_cmpint(extension->id, ==, id);
  g_assert_cmpint(extension->task, ==, task_id(fixture, 1));
  g_assert_cmpint(extension->asked_on, ==, day(12, 31));
  g_assert_cmpstr(extension->asked_by, ==, "zhangsan");
  g_assert_cmpstr(extension->reason, ==, "等上级文件");
  g_assert_cmpstr(extension->old_deadline, ==, "2026年12月");
  g_assert_cmpint(extension->old_due, ==, day(12, 31));
  g_assert_cmpstr(extension->new_deadline, ==, "2027年3月");
  g_assert_cmpint(extension->new_due, ==, day_from_ymd(2027, 3, 31));
  g_assert_cmpint(extension->state, ==, EXTENSION_ASKED);
  g_assert_cmpint(extension->decided_on, ==, DAY_NONE);
  g_assert_null(extension->decided_by);
  g_assert_null(extension->decision);
  g_autoptr(Task) task = load(fixture, 1, day(12, 31)); /* nothing moves yet */
  g_assert_cmpint(task->due, ==, day(12, 31));
  g_assert_cmpint(original(fixture, 1), ==, DAY_NONE);
  assert_text("SELECT verb FROM journal ORDER BY seq DESC LIMIT 1", "extension.ask");
  assert_text("SELECT reason FROM journal ORDER BY seq DESC LIMIT 1", "等上级文件");
}

static void test_ask_refused(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  Day today = fixture->actor.today;
  refuse_ask(fixture, 1, today, "2027年3月", " \n", "要写明理由");
  refuse_ask(fixture, 1, today, " ", "理由", "写明延到哪一天");
  refuse_ask(fixture, 1, today, "尽快", "理由", "从“尽快”读不出日期");
  refuse_ask(fixture, 1, today, "2026年2月30日", "理由", "没有“2026年2月30日”这一天");
  refuse_ask(fixture, 1, today, "2026年12月31日", "理由", "应晚于现在的期限 2026-12-31");
  refuse_ask(fixture, 4, today, "2026年12月31日", "理由", "2026-04-30 已到期");
  ask(fixture, 1, today, "2027年3月");
  refuse_ask(fixture, 1, today, "2027年4月", "理由", "还在等待审批");
  finish(fixture, 2, DAY_NONE);
  refuse_ask(fixture, 2, today, "2027年4月", "理由", "该项已办结，不必申请延期");
  raw_write(fixture, "UPDATE task SET deadline = NULL, due = NULL WHERE number = 3");
  refuse_ask(fixture, 3, today, "2027年4月", "理由", "没有办理期限");
  raw_write(fixture, "UPDATE task SET kind = 'deduction' WHERE number = 5");
  refuse_ask(fixture, 5, today, "2027年4月", "理由", "该项是扣分项，没有逾期");
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, today, LEAD_DAYS_DEFAULT);
  g_assert_false(extension_ask(fixture->db, &fixture->actor, reckoning, 9999, "2027年4月", "理由",
                               NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "9999");
}

/* 31 October 2026 is a Saturday: where due days roll on, Monday is still in time. */
static void test_ask_rolled(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  refuse_ask(fixture, 54, day(11, 2), "2026年12月", "理由", "2026-10-31 已到期");
  PolicyInput policy = POLICY_INPUT_NONE;
  policy.roll = ROLL_AFTER;
  policy_store(fixture->db, &fixture->actor, fixture->ledger, &policy, &error);
  g_assert_no_error(error);
  refuse_ask(fixture, 54, day(11, 3), "2026年12月", "理由", "2026-11-02 已到期");
  ask(fixture, 54, day(11, 2), "2026年12月");
}

/* ---- deciding --------------------------------------------------------------------------- */

static void test_approve(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  gint64 id = ask(fixture, 54, day(10, 31), "2026年11月30日");
  decide(fixture, id, TRUE, " 同意 ");
  g_autoptr(Task) task = load(fixture, 54, fixture->actor.today);
  g_assert_cmpstr(task->deadline, ==, "2026年11月30日");
  g_assert_cmpstr(task->deadline_printed, ==, "2020年10月");
  g_assert_cmpint(task->due, ==, day(11, 30));
  g_assert_cmpint(original(fixture, 54), ==, day(10, 31));
  g_autoptr(Extension) extension = extension_load(fixture->db, id, &error);
  g_assert_no_error(error);
  g_assert_cmpint(extension->state, ==, EXTENSION_APPROVED);
  g_assert_cmpint(extension->decided_on, ==, fixture->actor.today);
  g_assert_cmpstr(extension->decided_by, ==, "lisi");
  g_assert_cmpstr(extension->decision, ==, "同意");
  /* A second one goes on from there; the original stays. */
  gint64 second = ask(fixture, 54, day(11, 29), "2026年12月");
  decide(fixture, second, TRUE, NULL);
  g_assert_cmpint(original(fixture, 54), ==, day(10, 31));
  g_autoptr(GPtrArray) both = extension_list(fixture->db, task_id(fixture, 54), FALSE, &error);
  g_assert_cmpuint(both->len, ==, 2);
  g_autoptr(GPtrArray) other = extension_list(fixture->db, task_id(fixture, 1), FALSE, &error);
  g_assert_cmpuint(other->len, ==, 0);
  g_autoptr(GPtrArray) waiting = extension_list(fixture->db, 0, TRUE, &error);
  g_assert_cmpuint(waiting->len, ==, 0);
  undo_last(fixture, "lisi");
  g_autoptr(Task) back = load(fixture, 54, fixture->actor.today);
  g_assert_cmpint(back->due, ==, day(11, 30));
}

static void test_decide_refused(Fixture *fixture, gconstpointer data) {
  (void)data;
  fixture_permit(fixture, "lisi", "supervisor");
  GError *error = NULL;
  Day today = fixture->actor.today;
  gint64 id = ask(fixture, 1, today, "2027年3月");
  refuse_decision(fixture, "zhangsan", id, TRUE, NULL, "由 zhangsan 提出，不能由同一人审批");
  refuse_decision(fixture, "zhangsan", id, FALSE, "不妥", "由 zhangsan 提出");
  refuse_decision(fixture, "lisi", id, FALSE, "  ", "不同意延期要写明意见");
  decide(fixture, id, FALSE, "理由不充分");
  refuse_decision(fixture, "lisi", id, TRUE, NULL, "不同意（lisi），不能再改");
  g_autoptr(Task) task = load(fixture, 1, today);
  g_assert_cmpint(task->due, ==, day(12, 31));
  g_assert_cmpint(original(fixture, 1), ==, DAY_NONE);

  /* The date was changed meanwhile. */
  gint64 stale = ask(fixture, 2, today, "2027年3月");
  raw_write(fixture, "UPDATE task SET due = '2026-12-15' WHERE number = 2");
  refuse_decision(fixture, "lisi", stale, TRUE, NULL, "期限已改为 2026-12-15");
  decide(fixture, stale, FALSE, "请重新申请");
  gint64 void_ = ask(fixture, 3, today, "2027年3月");
  raw_write(fixture, "UPDATE task SET state = 'void' WHERE number = 3");
  refuse_decision(fixture, "lisi", void_, TRUE, NULL, "该项作废，不能再批准延期");
  g_assert_false(decide_as(fixture, "lisi", 99, TRUE, NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "第 99 号延期申请");

  PolicyInput policy = POLICY_INPUT_NONE;
  policy.closing = 1;
  policy_store(fixture->db, &fixture->actor, fixture->ledger, &policy, &error);
  gint64 own = ask(fixture, 5, today, "2027年3月");
  g_assert_true(decide_as(fixture, "zhangsan", own, TRUE, NULL, &error));
  g_assert_no_error(error);
}

static void test_withdraw(Fixture *fixture, gconstpointer data) {
  (void)data;
  fixture_permit(fixture, "lisi", "supervisor");
  GError *error = NULL;
  gint64 id = ask(fixture, 1, fixture->actor.today, "2027年3月");
  Actor other = person(fixture, "lisi", fixture->actor.today);
  g_assert_false(extension_withdraw(fixture->db, &other, id, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "只能由本人撤回");
  g_assert_true(extension_withdraw(fixture->db, &fixture->actor, id, &error));
  g_assert_no_error(error);
  g_assert_false(extension_withdraw(fixture->db, &fixture->actor, id, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "已撤回，不能再改");
  refuse_decision(fixture, "lisi", id, TRUE, NULL, "已撤回");
  ask(fixture, 1, fixture->actor.today, "2027年4月"); /* another may be asked for now */
}

/* A part has no more time than its task. */
static void test_part(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *sql = g_strdup_printf(
      "UPDATE task SET parent = %d, weight = 50, due = '2026-12-01' WHERE number = 5",
      (int)task_id(fixture, 1));
  raw_write(fixture, sql);
  refuse_ask(fixture, 5, fixture->actor.today, "2027年1月", "理由", "所属任务 2026-12-31 到期");
  ask(fixture, 5, fixture->actor.today, "2026年12月31日");
}

/* ---- lateness --------------------------------------------------------------------------- */

typedef enum { NONE, REFUSED, APPROVED, WAITING } Asked;

/* Judged by the date in force, not by the original one, and not by one that was only asked for. */
static void test_lateness(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const struct {
    int number; /* all are made due on 2026-11-10, and asked to be put off to the 20th */
    Asked asked;
    int done; /* a day of November; 0: open, looked at on the 21st */
    int late;
    Light light;
  } cases[] = {
      {1, NONE, 10, 0, LIGHT_GREEN},      {2, NONE, 15, 5, LIGHT_GREEN},
      {3, NONE, 0, 11, LIGHT_RED},        {5, REFUSED, 10, 0, LIGHT_GREEN},
      {6, REFUSED, 15, 5, LIGHT_GREEN},   {7, REFUSED, 0, 11, LIGHT_RED},
      {8, APPROVED, 15, 0, LIGHT_GREEN},  {9, APPROVED, 20, 0, LIGHT_GREEN},
      {10, APPROVED, 21, 1, LIGHT_GREEN}, {11, APPROVED, 0, 1, LIGHT_RED},
      {12, WAITING, 15, 5, LIGHT_GREEN},  {13, WAITING, 0, 11, LIGHT_RED},
  };
  raw_write(fixture, "UPDATE task SET deadline = '2026年11月10日', due = '2026-11-10', "
                     "kind = 'task' WHERE number < 14");
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    int number = cases[i].number;
    if (cases[i].asked != NONE) {
      gint64 id = ask(fixture, number, day(11, 5), "2026年11月20日");
      if (cases[i].asked != WAITING)
        decide(fixture, id, cases[i].asked == APPROVED, "意见");
    }
    if (cases[i].done != 0)
      finish(fixture, number, day(11, cases[i].done));
    g_autoptr(Task) task = load(fixture, number, day(11, 21));
    g_assert_cmpint(task->standing.overdue, ==, cases[i].late);
    g_assert_cmpint(task->standing.light, ==, cases[i].light);
  }
}

static void test_words(void) {
  ExtensionState state = EXTENSION_STATE_COUNT;
  static const char *const words[][2] = {
      {"asked", "待审批"}, {"approved", "已批准"}, {"refused", "不同意"}, {"withdrawn", "已撤回"}};
  for (int i = 0; i < EXTENSION_STATE_COUNT; i++) {
    g_assert_cmpstr(extension_state_code((ExtensionState)i), ==, words[i][0]);
    g_assert_cmpstr(extension_state_name((ExtensionState)i), ==, words[i][1]);
    for (int k = 0; k < 2; k++) {
      g_assert_true(extension_state_parse(words[i][k], &state));
      g_assert_cmpint(state, ==, i);
    }
  }
  g_assert_false(extension_state_parse(NULL, &state));
  g_assert_false(extension_state_parse("已", &state));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/extension/words", test_words);
  ADD("/extension/ask", test_ask);
  ADD("/extension/ask-refused", test_ask_refused);
  ADD("/extension/ask-rolled", test_ask_rolled);
  ADD("/extension/approve", test_approve);
  ADD("/extension/decide-refused", test_decide_refused);
  ADD("/extension/withdraw", test_withdraw);
  ADD("/extension/part", test_part);
  ADD("/extension/lateness", test_lateness);
  return g_test_run();
}

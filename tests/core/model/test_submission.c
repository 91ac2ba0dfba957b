#include "core/model/submission.h"

#include "tests/core/model/recurring.h"

static gint64 submit(Fixture *fixture, SubmissionInput input, const char *today, GError **error) {
  gint64 id = 0;
  fixture->actor.today = day_of(today);
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  if (input.schedule == 0)
    input.schedule = schedule_of(fixture, 50);
  if (input.text == NULL)
    input.text = "公示案例一件";
  submission_record(fixture->db, &fixture->actor, reckoning, &input, &id, error);
  return id;
}

static gint64 submit_ok(Fixture *fixture, SubmissionInput input, const char *today) {
  GError *error = NULL;
  gint64 id = submit(fixture, input, today, &error);
  g_assert_no_error(error);
  g_assert_cmpint(id, >, 0);
  return id;
}

static void remove_one(Fixture *fixture, gint64 id, const char *reason, GError **error) {
  submission_remove(fixture->db, &fixture->actor, id, reason, error);
}

static void check_refused(Fixture *fixture, SubmissionInput input, const char *today, int code,
                          const char *part) {
  GError *error = NULL;
  gint64 entries = journal_entries(fixture->db);
  submit(fixture, input, today, &error);
  assert_refused(&error, STORE_ERROR, code, part);
  g_assert_cmpint(journal_entries(fixture->db), ==, entries);
}

/* ---- recording -------------------------------------------------------------------------- */

static void test_record(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  gint64 id =
      submit_ok(fixture, (SubmissionInput){.text = " 案例 ", .unit = " 厅建管处 "}, "2020-05-01");
  check_obligations(fixture, of_task(fixture, 50), "2020-05-01", "2020Q1 0/2 red,2020Q2 1/2 green");
  assert_text("SELECT verb || ' ' || task FROM journal ORDER BY seq DESC LIMIT 1",
              "submission.add 50");
  assert_text("SELECT state FROM task WHERE number = 50", "active");
  assert_text("SELECT name || before || after || made_on FROM step", "startnewactive2020-05-01");
  g_autoptr(GPtrArray) list = submission_list(fixture->db, task_id(fixture, 50), 0, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(list->len, ==, 1);
  const Submission *one = list->pdata[0];
  g_assert_cmpint(one->id, ==, id);
  g_assert_cmpint(one->task, ==, task_id(fixture, 50));
  g_assert_cmpstr(one->unit_name, ==, "厅建管处");
  g_assert_cmpint(one->made_on, ==, day_of("2020-05-01"));
  g_assert_cmpstr(one->text, ==, "案例");
  g_assert_cmpstr(one->author, ==, "zhangsan");

  submit_ok(fixture, (SubmissionInput){.made_on = day_of("2020-04-02")}, "2020-05-02");
  check_obligations(fixture, of_task(fixture, 50), "2020-06-30", "2020Q1 0/2 red,2020Q2 2/2 green");
  assert_int("SELECT count(*) FROM step", 1); /* it had begun */
  assert_int("SELECT count(*) FROM period", 1);
  g_autoptr(GPtrArray) both = submission_list(fixture->db, 0, one->period, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(both->len, ==, 2);
  g_assert_cmpint(((const Submission *)both->pdata[0])->made_on, ==, day_of("2020-04-02"));
  g_assert_null(((const Submission *)both->pdata[0])->unit_name);
}

static void test_starts(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const char *const states[] = {"assigned", "signed"};
  for (gsize i = 0; i < G_N_ELEMENTS(states); i++) {
    g_autofree char *state = g_strdup_printf("state = '%s'", states[i]);
    set_task(fixture, 50, state);
    submit_ok(fixture, (SubmissionInput){0}, "2020-05-01");
    assert_text("SELECT state FROM task WHERE number = 50", "active");
  }
  set_task(fixture, 50, "state = 'done', done_on = '2020-05-01'");
  submit_ok(fixture, (SubmissionInput){0}, "2020-05-01");
  assert_text("SELECT state FROM task WHERE number = 50", "done");
}

/* What comes late is on record for its period, and counts unless the rule says no. */
static void test_late(Fixture *fixture, gconstpointer data) {
  (void)data;
  submit_ok(fixture, (SubmissionInput){.key = "2020Q1"}, "2020-04-01");
  submit_ok(fixture, (SubmissionInput){.key = "2020Q1", .made_on = day_of("2020-03-31")},
            "2020-04-01");
  ObligationFilter filter = of_task(fixture, 50);
  check_obligations(fixture, filter, "2020-04-01", "2020Q1 2/2 green,2020Q2 0/2 green");
  g_autoptr(GPtrArray) list = obligations(fixture, &filter, "2020-04-01");
  g_assert_cmpint(((const Obligation *)list->pdata[0])->late, ==, 1);
  set_rule(fixture, 50, "no_makeup = 1");
  check_obligations(fixture, filter, "2020-04-01", "2020Q1 1/2 red,2020Q2 0/2 green");
}

static void test_refused(Fixture *fixture, gconstpointer data) {
  (void)data;
  check_refused(fixture, (SubmissionInput){.text = " "}, "2020-05-01", STORE_ERROR_REFUSED,
                "不能为空");
  check_refused(fixture, (SubmissionInput){.made_on = day_of("2020-05-02")}, "2020-05-01",
                STORE_ERROR_REFUSED, "不能晚于今天");
  check_refused(fixture, (SubmissionInput){.made_on = day_of("2020-03-31"), .key = "2020Q2"},
                "2020-05-01", STORE_ERROR_REFUSED, "2020-04-01 才开始");
  check_refused(fixture, (SubmissionInput){.made_on = day_of("2019-12-31")}, "2020-05-01",
                STORE_ERROR_NOT_FOUND, "没有要报的期次");
  check_refused(fixture, (SubmissionInput){.key = "2020Q3"}, "2020-05-01", STORE_ERROR_NOT_FOUND,
                "“2020Q3”");
  check_refused(fixture, (SubmissionInput){.unit = "建管处"}, "2020-05-01", STORE_ERROR_NOT_FOUND,
                "厅建管处");
  check_refused(fixture, (SubmissionInput){.schedule = 99}, "2020-05-01", STORE_ERROR_NOT_FOUND,
                "99");
  static const char *const states[][2] = {
      {"closed", "已销号"}, {"paused", "暂停"}, {"void", "作废"}};
  for (gsize i = 0; i < G_N_ELEMENTS(states); i++) {
    g_autofree char *state = g_strdup_printf("state = '%s'", states[i][0]);
    set_task(fixture, 50, state);
    check_refused(fixture, (SubmissionInput){0}, "2020-05-01", STORE_ERROR_REFUSED, states[i][1]);
  }
  assert_int("SELECT count(*) FROM period", 0);
}

/* A rule that counts from a day nobody has set has no period to hand in for, and says why. */
static void test_unset(Fixture *fixture, gconstpointer data) {
  (void)data;
  set_rule(fixture, 50, "every = 'workdays', step = 14, basis = 'anchor', anchor = NULL");
  check_refused(fixture, (SubmissionInput){0}, "2020-05-01", STORE_ERROR_NOT_FOUND,
                "还没有设定起算日");
}

/* 最长间隔不超过一个月: each submission starts the next. */
static void test_gap(Fixture *fixture, gconstpointer data) {
  (void)data;
  ObligationFilter filter = of_task(fixture, 50);
  set_rule(fixture, 50, "every = 'month', basis = 'submission', quota = 1, since = '2020-03-11'");
  submit_ok(fixture, (SubmissionInput){0}, "2020-03-11");
  check_obligations(fixture, filter, "2020-03-12", "自2020-03-10 1/1 green,自2020-03-11 0/1 green");
  submit_ok(fixture, (SubmissionInput){0}, "2020-04-20"); /* nine days late */
  check_obligations(fixture, filter, "2020-04-21",
                    "自2020-03-10 1/1 green,自2020-03-11 1/1 green,自2020-04-20 0/1 green");
  g_autoptr(GPtrArray) list = obligations(fixture, &filter, "2020-04-21");
  g_assert_cmpint(((const Obligation *)list->pdata[1])->late, ==, 1);
  submit_ok(fixture, (SubmissionInput){0}, "2020-04-20"); /* the same day once more */
  check_obligations(fixture, filter, "2020-04-21",
                    "自2020-03-10 1/1 green,自2020-03-11 2/1 green,自2020-04-20 0/1 green");
}

/* Taken off, the one after is counted from the one before. */
static void test_gap_removed(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  ObligationFilter filter = of_task(fixture, 50);
  set_rule(fixture, 50, "every = 'month', basis = 'submission', quota = 1, since = '2020-03-11'");
  submit_ok(fixture, (SubmissionInput){0}, "2020-03-20");
  gint64 second = submit_ok(fixture, (SubmissionInput){0}, "2020-04-01");
  submit_ok(fixture, (SubmissionInput){0}, "2020-04-25");
  remove_one(fixture, second, "记错了", &error);
  g_assert_no_error(error);
  check_obligations(fixture, filter, "2020-04-26",
                    "自2020-03-10 1/1 green,自2020-03-20 1/1 green,自2020-04-25 0/1 green");
  g_autoptr(GPtrArray) list = obligations(fixture, &filter, "2020-04-26");
  g_assert_cmpint(((const Obligation *)list->pdata[1])->late, ==, 1); /* due on 04-20 */
}

/* An event's own day counts; the earliest that waits takes what names no period. */
static void test_events(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  ObligationFilter filter = of_task(fixture, 50);
  set_rule(fixture, 50, "every = 'workdays', step = 7, basis = 'event', quota = 1");
  check_refused(fixture, (SubmissionInput){0}, "2020-03-10", STORE_ERROR_NOT_FOUND, "没有要报");
  fixture->actor.today = day_of("2020-03-12");
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  static const char *const days[] = {"2020-03-10", "2020-03-12"};
  for (gsize i = 0; i < G_N_ELEMENTS(days); i++) {
    obligation_event(fixture->db, &fixture->actor, reckoning, schedule_of(fixture, 50),
                     day_of(days[i]), "决定", NULL, &error);
    g_assert_no_error(error);
  }
  submit_ok(fixture, (SubmissionInput){0}, "2020-03-12");
  submit_ok(fixture, (SubmissionInput){0}, "2020-03-12");
  check_obligations(fixture, filter, "2020-03-13", "自2020-03-10 1/1 green,自2020-03-12 1/1 green");
}

/* ---- taking off ------------------------------------------------------------------------- */

static void test_remove(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  gint64 id = submit_ok(fixture, (SubmissionInput){0}, "2020-05-01");
  remove_one(fixture, id, " ", &error);
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "理由");
  remove_one(fixture, 99, "记错了", &error);
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "99");
  remove_one(fixture, id, "记错了", &error);
  g_assert_no_error(error);
  assert_text("SELECT verb || ' ' || reason || ' ' || task FROM journal ORDER BY seq DESC LIMIT 1",
              "submission.remove 记错了 50");
  assert_int("SELECT count(*) FROM submission", 0);
  assert_int("SELECT count(*) FROM period", 0); /* nothing needs it any more */
  journal_undo(fixture->db, &fixture->actor, journal_entries(fixture->db), NULL, &error);
  g_assert_no_error(error);
  check_obligations(fixture, of_task(fixture, 50), "2020-05-01", "2020Q1 0/2 red,2020Q2 1/2 green");
}

/* The row of a past period stays, as it keeps its dates. */
static void test_remove_past(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  gint64 id = submit_ok(fixture, (SubmissionInput){.key = "2020Q1"}, "2020-05-01");
  remove_one(fixture, id, "记错了", &error);
  g_assert_no_error(error);
  assert_int("SELECT count(*) FROM period", 1);
}

/* What a colleague handed in since is not lost by undoing the first one. */
static void test_undo(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  submit_ok(fixture, (SubmissionInput){0}, "2020-05-01");
  gint64 first = journal_entries(fixture->db);
  submit_ok(fixture, (SubmissionInput){0}, "2020-05-02");
  journal_undo(fixture->db, &fixture->actor, first, NULL, &error);
  assert_refused(&error, STORE_ERROR, STORE_ERROR_CONFLICT, "报送");
  assert_int("SELECT count(*) FROM submission", 2);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD_2020("/submission/record", test_record);
  ADD_2020("/submission/starts", test_starts);
  ADD_2020("/submission/late", test_late);
  ADD_2020("/submission/refused", test_refused);
  ADD_2020("/submission/unset", test_unset);
  ADD_2020("/submission/gap", test_gap);
  ADD_2020("/submission/gap-removed", test_gap_removed);
  ADD_2020("/submission/events", test_events);
  ADD_2020("/submission/remove", test_remove);
  ADD_2020("/submission/remove-past", test_remove_past);
  ADD_2020("/submission/undo", test_undo);
  return g_test_run();
}

/* What a bulletin says was missed (欠报): as it stood on the day, whatever came after. */
#include "core/model/bulletin.h"

#include <time.h>

#include "core/model/submission.h"
#include "core/model/way.h"
#include "tests/core/model/recurring.h"

/* From now on it is that day of 2026, at noon. */
static void on(Fixture *fixture, int month, int day) {
  fixture->actor.today = day_from_ymd(2026, month, day);
  fixture->actor.now =
      ((gint64)fixture->actor.today - day_from_ymd(1970, 1, 1)) * 86400 + 12 * 3600;
}

/* One task of one unit, to be reported on every month. 31 January is a Saturday. */
static void set_up_monthly(Fixture *fixture, gconstpointer data) {
  fixture_set_up_empty(fixture, data);
  on(fixture, 1, 1);
  raw_write(fixture, "INSERT INTO ledger (id, title, year, source_year) "
                     "VALUES (1, '台账', 2026, 2026)");
  raw_write(fixture, "INSERT INTO indicator (id, ledger, position, title) VALUES (1, 1, 1, '一')");
  raw_write(fixture, "INSERT INTO unit (id, name, kind) VALUES (1, '甲', 'office'), "
                     "(2, '乙', 'office')");
  raw_write(fixture, "INSERT INTO task (id, ledger, indicator, number, kind, goal, due, state) "
                     "VALUES (1, 1, 1, 1, 'task', '目标', '2026-12-31', 'new')");
  raw_write(fixture, "INSERT INTO task_unit (task, unit, role, position) "
                     "VALUES (1, 1, 'responsible', 1)");
  raw_write(fixture, "INSERT INTO schedule (id, task, phrase, every, since) "
                     "VALUES (1, 1, '每月至少1次', 'month', '2026-01-01')");
  fixture->ledger = 1;
}
#define ADD_MONTHLY(path, test)                                                                    \
  g_test_add(path, Fixture, NULL, set_up_monthly, test, fixture_tear_down)

/* Something is handed in for the period on that day, which it is from now on. */
static void submit(Fixture *fixture, int month, int day, const char *key) {
  on(fixture, month, day);
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  SubmissionInput input = {.schedule = 1, .key = key, .text = "已报"};
  GError *error = NULL;
  submission_record(fixture->db, &fixture->actor, reckoning, &input, NULL, &error);
  g_assert_no_error(error);
}

static void step(Fixture *fixture, int month, int day, Step taken) {
  on(fixture, month, day);
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  GError *error = NULL;
  way_take(fixture->db, &fixture->actor, reckoning, 1, taken, DAY_NONE, "理由", &error);
  g_assert_no_error(error);
}

static Bulletin *compute(Fixture *fixture, int month) {
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  GError *error = NULL;
  Bulletin *bulletin = bulletin_compute(fixture->db, reckoning, 0, 2026, month, &error);
  g_assert_no_error(error);
  return bulletin;
}

static guint missed(Fixture *fixture, int month) {
  g_autoptr(Bulletin) bulletin = compute(fixture, month);
  guint all = bulletin_count(bulletin->all, FIGURE_MISSED), units = 0, indicators = 0;
  for (guint i = 0; i < bulletin->units->len; i++)
    units += bulletin_count(bulletin->units->pdata[i], FIGURE_MISSED);
  for (guint i = 0; i < bulletin->indicators->len; i++)
    indicators += bulletin_count(bulletin->indicators->pdata[i], FIGURE_MISSED);
  g_assert_cmpuint(units, ==, all); /* every task here is one unit's */
  g_assert_cmpuint(indicators, ==, all);
  return all;
}

static void test_nothing_handed_in(Fixture *fixture, gconstpointer data) {
  (void)data;
  on(fixture, 1, 31);
  g_assert_cmpuint(missed(fixture, 1), ==, 0); /* the due day itself is not past */
  on(fixture, 2, 1);
  g_assert_cmpuint(missed(fixture, 1), ==, 0);
  g_assert_cmpuint(missed(fixture, 2), ==, 1);
  on(fixture, 6, 10);
  g_assert_cmpuint(missed(fixture, 6), ==, 1); /* a task, however many periods */
  g_autoptr(Bulletin) june = compute(fixture, 6);
  g_assert_cmpuint(bulletin_count(june->all, FIGURE_OVERDUE), ==, 0);
}

/* What is handed in later does not undo what a past month said. */
static void test_handed_in_later(Fixture *fixture, gconstpointer data) {
  (void)data;
  submit(fixture, 2, 20, "2026-02");
  submit(fixture, 3, 3, "2026-01");
  on(fixture, 4, 10);
  g_assert_cmpuint(missed(fixture, 2), ==, 1); /* January's */
  g_assert_cmpuint(missed(fixture, 3), ==, 0);
  g_assert_cmpuint(missed(fixture, 4), ==, 1); /* March's */
}

static void test_quota(Fixture *fixture, gconstpointer data) {
  (void)data;
  set_rule(fixture, 1, "quota = 2");
  submit(fixture, 1, 10, "2026-01");
  submit(fixture, 3, 3, "2026-01");
  submit(fixture, 3, 3, "2026-02");
  submit(fixture, 3, 3, "2026-02");
  g_assert_cmpuint(missed(fixture, 2), ==, 1);
  on(fixture, 3, 31);
  g_assert_cmpuint(missed(fixture, 3), ==, 0);
}

static void test_no_makeup(Fixture *fixture, gconstpointer data) {
  (void)data;
  submit(fixture, 2, 3, "2026-01");
  on(fixture, 2, 28);
  g_assert_cmpuint(missed(fixture, 2), ==, 0);
  set_rule(fixture, 1, "no_makeup = 1");
  g_assert_cmpuint(missed(fixture, 2), ==, 1);
}

static void test_roll(Fixture *fixture, gconstpointer data) {
  (void)data;
  on(fixture, 2, 2);
  g_assert_cmpuint(missed(fixture, 2), ==, 1);
  raw_write(fixture, "INSERT INTO policy (ledger, roll) VALUES (1, 'after')");
  g_assert_cmpuint(missed(fixture, 2), ==, 0); /* due on Monday */
  on(fixture, 2, 3);
  g_assert_cmpuint(missed(fixture, 2), ==, 1);
}

/* As the task stood on the day: what is paused or done now was not then. */
static void test_states(Fixture *fixture, gconstpointer data) {
  (void)data;
  step(fixture, 3, 10, STEP_PAUSE);
  on(fixture, 3, 31);
  g_assert_cmpuint(missed(fixture, 2), ==, 1);
  g_assert_cmpuint(missed(fixture, 3), ==, 0);
  step(fixture, 4, 5, STEP_RESUME);
  step(fixture, 5, 8, STEP_FINISH);
  on(fixture, 6, 1);
  g_assert_cmpuint(missed(fixture, 3), ==, 0);
  g_assert_cmpuint(missed(fixture, 4), ==, 1);
  g_assert_cmpuint(missed(fixture, 5), ==, 0);
}

/* A later 延期 asks for nothing before it was approved, and a rule that ended later asked till
 * then.
 */
static void test_later_dates(Fixture *fixture, gconstpointer data) {
  (void)data;
  set_rule(fixture, 1, "due_day = 10");
  submit(fixture, 1, 5, "2026-01");
  submit(fixture, 2, 5, "2026-02");
  raw_write(fixture,
            "INSERT INTO extension (task, asked_on, asked_by, reason, old_due, new_deadline, "
            "new_due, state, decided_on) VALUES (1, '2026-04-02', '-', '-', '2026-02-28', "
            "'2026年12月', '2026-12-31', 'approved', '2026-04-05')");
  on(fixture, 5, 20);
  g_assert_cmpuint(missed(fixture, 3), ==, 0);
  g_assert_cmpuint(missed(fixture, 4), ==, 1);
  raw_write(fixture, "UPDATE extension SET state = 'refused'");
  g_assert_cmpuint(missed(fixture, 3), ==, 1);
  set_rule(fixture, 1, "ended = '2026-03-15'");
  g_assert_cmpuint(missed(fixture, 3), ==, 0); /* no period was over by then that is missed */
  set_rule(fixture, 1, "due_day = 28, ended = '2026-03-30'");
  on(fixture, 3, 29);
  g_assert_cmpuint(missed(fixture, 3), ==, 1);
}

/* Counted from the last submission: on 28 February the one of 15 March had not been made. */
static void test_from_submission(Fixture *fixture, gconstpointer data) {
  (void)data;
  set_rule(fixture, 1, "basis = 'submission'");
  submit(fixture, 1, 20, NULL);
  submit(fixture, 3, 15, NULL);
  on(fixture, 4, 10);
  g_assert_cmpuint(missed(fixture, 1), ==, 0);
  g_assert_cmpuint(missed(fixture, 2), ==, 1);
  g_assert_cmpuint(missed(fixture, 3), ==, 0);
  g_assert_cmpuint(missed(fixture, 4), ==, 0);
  on(fixture, 4, 16);
  g_assert_cmpuint(missed(fixture, 4), ==, 1);
}

/* The duties of what is split stay its own: it stands there for them, and for nothing else. */
static void test_split(Fixture *fixture, gconstpointer data) {
  (void)data;
  raw_write(fixture, "INSERT INTO task (id, ledger, indicator, number, kind, goal, due, state, "
                     "parent, weight) VALUES (2, 1, 1, 2, 'task', '目标', '2026-12-31', 'new', 1, "
                     "100)");
  raw_write(fixture, "INSERT INTO task_unit (task, unit, role, position) "
                     "VALUES (2, 2, 'responsible', 1)");
  raw_write(fixture, "INSERT INTO progress (task, made_on, text, percent, author) "
                     "VALUES (1, '2026-01-02', '进展', 50, 'zhangsan')");
  on(fixture, 2, 10);
  g_autoptr(Bulletin) bulletin = compute(fixture, 2);
  g_autoptr(GArray) ids = bulletin_tasks(bulletin, bulletin->all, FIGURE_MISSED);
  g_assert_cmpuint(ids->len, ==, 1);
  g_assert_cmpint(g_array_index(ids, gint64, 0), ==, 1);
  g_assert_cmpuint(bulletin_count(bulletin->all, FIGURE_TASKS), ==, 1);
  g_assert_cmpuint(bulletin_count(bulletin->all, FIGURE_NOT_REPORTED), ==, 1);
  g_assert_cmpfloat(bulletin->all->mean, ==, 0);
  g_assert_cmpuint(bulletin->units->len, ==, 2);
  g_assert_cmpuint(missed(fixture, 2), ==, 1);
  submit(fixture, 2, 11, "2026-01");
  g_autoptr(Bulletin) after = compute(fixture, 2);
  g_assert_cmpuint(after->units->len, ==, 1);
}

/* Today's are those that the lists of today call 欠报. */
static void test_as_lists(Fixture *fixture, gconstpointer data) {
  (void)data;
  on(fixture, 3, 5);
  fixture_apply(fixture, "ningxia-2020", 2026);
  on(fixture, 11, 21);
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  TaskFilter filter = TASK_FILTER_ALL;
  GError *error = NULL;
  g_autoptr(GArray) refs = task_list(fixture->db, reckoning, &filter, &error);
  g_assert_no_error(error);
  g_autoptr(Bulletin) bulletin = compute(fixture, 11);
  g_autoptr(GArray) ids = bulletin_tasks(bulletin, bulletin->all, FIGURE_MISSED);
  guint count = 0;
  for (guint i = 0; i < refs->len; i++) {
    const TaskRef *ref = &g_array_index(refs, TaskRef, i);
    if (ref->missed > 0)
      g_assert_cmpint(g_array_index(ids, gint64, count++), ==, ref->id);
  }
  g_assert_cmpuint(count, ==, ids->len);
  g_assert_cmpuint(count, >, 1);
}

/* Of two that are otherwise equal the one that missed nothing is first. */
static void test_rank(Fixture *fixture, gconstpointer data) {
  (void)data;
  raw_write(fixture, "INSERT INTO task (id, ledger, indicator, number, kind, goal, due, state) "
                     "VALUES (2, 1, 1, 2, 'task', '目标', '2026-12-31', 'new')");
  raw_write(fixture, "INSERT INTO task_unit (task, unit, role, position) "
                     "VALUES (2, 2, 'responsible', 1)");
  on(fixture, 1, 20);
  g_autoptr(Bulletin) january = compute(fixture, 1);
  const BulletinLine *first = january->units->pdata[0], *second = january->units->pdata[1];
  g_assert_cmpint(first->rank, ==, 1);
  g_assert_cmpint(second->rank, ==, 1);
  on(fixture, 2, 20);
  g_autoptr(Bulletin) february = compute(fixture, 2);
  first = february->units->pdata[0];
  second = february->units->pdata[1];
  g_assert_cmpstr(first->name, ==, "乙");
  g_assert_cmpint(second->rank, ==, 2);
}

static void test_gap(Fixture *fixture, gconstpointer data) {
  (void)data;
  on(fixture, 2, 20);
  g_autoptr(Bulletin) january = compute(fixture, 1);
  g_assert_null(bulletin_gap_text(january));
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  g_autoptr(Bulletin) none = bulletin_compute(fixture->db, reckoning, 0, 2025, 12, NULL);
  g_autofree char *text = bulletin_gap_text(none);
  g_assert_cmpstr(text, ==, "本台账文件的记录自2026年1月1日开始，此前的情况没有记录。");
}

int main(int argc, char **argv) {
  g_setenv("TZ", "CST-8", TRUE);
  tzset();
  g_test_init(&argc, &argv, NULL);
  ADD_MONTHLY("/bulletin/missed/nothing-handed-in", test_nothing_handed_in);
  ADD_MONTHLY("/bulletin/missed/handed-in-later", test_handed_in_later);
  ADD_MONTHLY("/bulletin/missed/quota", test_quota);
  ADD_MONTHLY("/bulletin/missed/no-makeup", test_no_makeup);
  ADD_MONTHLY("/bulletin/missed/roll", test_roll);
  ADD_MONTHLY("/bulletin/missed/states", test_states);
  ADD_MONTHLY("/bulletin/missed/later-dates", test_later_dates);
  ADD_MONTHLY("/bulletin/missed/from-submission", test_from_submission);
  ADD_MONTHLY("/bulletin/missed/split", test_split);
  ADD_EMPTY("/bulletin/missed/as-lists", test_as_lists);
  ADD_MONTHLY("/bulletin/missed/rank", test_rank);
  ADD_MONTHLY("/bulletin/gap", test_gap);
  return g_test_run();
}

#include "core/model/task.h"
#include "core/model/unit.h"
#include "tests/core/model/recurring.h"

/* ---- what a rule asks for --------------------------------------------------------------- */

/* FACTS 2.5. */
static void test_ningxia_2020(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const struct {
    int number;
    guint periods;
    int quota;
  } expected[] = {{1, 4, 1},   {2, 4, 1},   {5, 12, 1}, {26, 12, 1},
                  {28, 53, 1}, {44, 12, 1}, {50, 4, 2}};
  for (gsize i = 0; i < G_N_ELEMENTS(expected); i++) {
    ObligationFilter filter = of_task(fixture, expected[i].number);
    g_autoptr(GPtrArray) list = obligations(fixture, &filter, "2026-11-21");
    g_assert_cmpuint(list->len, ==, expected[i].periods);
    for (guint k = 0; k < list->len; k++) {
      const Obligation *one = list->pdata[k];
      g_assert_cmpint(one->quota, ==, expected[i].quota);
      g_assert_cmpint(one->count, ==, 0);
      g_assert_cmpint(one->light, ==, LIGHT_RED);
      g_assert_cmpint(one->period, ==, 0);
      g_assert_cmpint(one->schedule, ==, schedule_of(fixture, expected[i].number));
      g_assert_cmpint(one->ledger, ==, fixture->ledger);
    }
  }
  ObligationFilter all = {.ledger = fixture->ledger};
  g_autoptr(GPtrArray) list = obligations(fixture, &all, "2026-11-21");
  g_assert_cmpuint(list->len, ==, 3 * 4 + 3 * 12 + 53);
}

static void test_weeks(Fixture *fixture, gconstpointer data) {
  (void)data;
  ObligationFilter filter = of_task(fixture, 28);
  g_autoptr(GPtrArray) list = obligations(fixture, &filter, "2026-11-21");
  const Obligation *first = list->pdata[0], *last = list->pdata[list->len - 1];
  g_assert_cmpstr(first->span.key, ==, "2020-W01");
  g_assert_cmpint(first->span.first, ==, day_of("2019-12-30"));
  g_assert_cmpstr(last->span.key, ==, "2020-W53");
  g_assert_cmpint(last->span.last, ==, day_of("2021-01-03"));
  g_assert_cmpint(last->due, ==, day_of("2021-01-03"));
}

/* Up to the one that runs; what it is due for is amber in its last lead days. */
static void test_running(Fixture *fixture, gconstpointer data) {
  (void)data;
  ObligationFilter filter = of_task(fixture, 50);
  check_obligations(fixture, filter, "2020-05-01", "2020Q1 0/2 red,2020Q2 0/2 green");
  check_obligations(fixture, filter, "2020-06-22", "2020Q1 0/2 red,2020Q2 0/2 green");
  check_obligations(fixture, filter, "2020-06-23", "2020Q1 0/2 red,2020Q2 0/2 amber");
  check_obligations(fixture, filter, "2020-06-30", "2020Q1 0/2 red,2020Q2 0/2 amber");
  check_obligations(fixture, filter, "2020-07-01",
                    "2020Q1 0/2 red,2020Q2 0/2 red,2020Q3 0/2 green");
  check_obligations(fixture, filter, "2019-12-31", "");
}

static void test_window(Fixture *fixture, gconstpointer data) {
  (void)data;
  ObligationFilter filter = of_task(fixture, 50);
  filter.first = day_of("2020-06-30");
  filter.last = day_of("2020-07-01");
  check_obligations(fixture, filter, "2020-05-01", "2020Q2 0/2 green,2020Q3 0/2 grey");
  filter.first = filter.last = day_of("2021-06-01"); /* past the task's due date */
  check_obligations(fixture, filter, "2020-05-01", "");
  /* Due on a day of the window, though its own days were before. */
  set_rule(fixture, 50, "due_day = 8, due_month = 1");
  filter.first = filter.last = day_of("2020-07-08");
  check_obligations(fixture, filter, "2020-05-01", "2020Q2 0/2 green,2020Q3 0/2 grey");
  filter.first = filter.last = day_of("2020-07-09");
  check_obligations(fixture, filter, "2020-05-01", "2020Q3 0/2 grey");
}

/* What was due before the rule began to ask is not asked for, though it was not over: nothing is
 * missed before anybody could know. */
static void test_due_before_since(Fixture *fixture, gconstpointer data) {
  (void)data;
  ObligationFilter filter = of_task(fixture, 26);
  set_rule(fixture, 26, "due_day = 15, since = '2020-05-15'");
  check_obligations(fixture, filter, "2020-06-01", "2020-05 0/1 red,2020-06 0/1 green");
  set_rule(fixture, 26, "since = '2020-05-16'");
  check_obligations(fixture, filter, "2020-05-20", "");
  check_obligations(fixture, filter, "2020-06-01", "2020-06 0/1 green");
  set_rule(fixture, 26, "due_month = 1"); /* 次月15日 */
  check_obligations(fixture, filter, "2020-06-01", "2020-05 0/1 green,2020-06 0/1 green");
  /* What is on record stays. */
  set_rule(fixture, 26, "due_month = 0");
  keep_period(fixture, 26, "2020-05", "2020-05-01", "2020-05-31", 1, "2020-05-10");
  check_obligations(fixture, filter, "2020-06-01", "2020-05 1/1 green,2020-06 0/1 green");
}

/* since, the task's due date, and a rule taken off. */
static void test_span(Fixture *fixture, gconstpointer data) {
  (void)data;
  ObligationFilter filter = of_task(fixture, 50);
  set_rule(fixture, 50, "since = '2020-03-31'");
  set_task(fixture, 50, "due = '2020-07-01'");
  check_obligations(fixture, filter, "2021-01-01", "2020Q1 0/2 red,2020Q2 0/2 red,2020Q3 0/2 red");
  set_rule(fixture, 50, "since = '2020-04-01'");
  set_task(fixture, 50, "due = '2020-06-30'");
  check_obligations(fixture, filter, "2021-01-01", "2020Q2 0/2 red");
  set_task(fixture, 50, "due = NULL"); /* then it goes on */
  check_obligations(fixture, filter, "2020-10-01",
                    "2020Q2 0/2 red,2020Q3 0/2 red,2020Q4 0/2 green");
  set_rule(fixture, 50, "ended = '2020-11-15'"); /* Q4 was not over by then */
  check_obligations(fixture, filter, "2021-01-01", "2020Q2 0/2 red,2020Q3 0/2 red");
}

static void test_other_kinds(Fixture *fixture, gconstpointer data) {
  (void)data;
  set_task(fixture, 50, "kind = 'bonus'");
  check_obligations(fixture, of_task(fixture, 50), "2020-05-01", "");
}

static void test_by_unit(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_autoptr(Unit) office = unit_find(fixture->db, "厅法规处", &error);
  g_assert_no_error(error);
  ObligationFilter filter = {.unit = office->id};
  g_autoptr(GPtrArray) list = obligations(fixture, &filter, "2020-12-31");
  g_assert_cmpuint(list->len, ==, 4 + 4 + 12 + 53 + 12); /* not 26 and 50 */
  /* A city is asked as a member of 各市、县（区）交通运输局. */
  g_autoptr(Unit) city = unit_find(fixture->db, "永宁县交通运输局", &error);
  g_assert_no_error(error);
  filter.unit = city->id;
  g_autoptr(GPtrArray) of_city = obligations(fixture, &filter, "2020-12-31");
  g_assert_cmpuint(of_city->len, ==, 12 + 12 + 4); /* 26, 44, 50 */
  /* Who only supports does not answer, where somebody leads. */
  g_autofree char *lead =
      g_strdup_printf("INSERT INTO task_unit (task, unit, role, position) VALUES (%" G_GINT64_FORMAT
                      ", %" G_GINT64_FORMAT ", 'lead', 9)",
                      task_id(fixture, 1), city->id);
  raw_write(fixture, lead);
  filter.unit = office->id;
  g_autoptr(GPtrArray) led = obligations(fixture, &filter, "2020-12-31");
  g_assert_cmpuint(led->len, ==, 4 + 12 + 53 + 12);
}

/* The due day as the ledger's policy rolls it: 2020-05-31 is a Sunday. */
static void test_rolled(Fixture *fixture, gconstpointer data) {
  (void)data;
  ObligationFilter filter = of_task(fixture, 5);
  filter.first = filter.last = day_of("2020-05-15");
  PolicyInput input = POLICY_INPUT_NONE;
  input.roll = ROLL_AFTER;
  GError *error = NULL;
  policy_store(fixture->db, &fixture->actor, fixture->ledger, &input, &error);
  g_assert_no_error(error);
  g_autoptr(GPtrArray) list = obligations(fixture, &filter, "2020-06-01");
  const Obligation *may = list->pdata[0];
  g_assert_cmpint(may->span.due, ==, day_of("2020-05-31"));
  g_assert_cmpint(may->due, ==, day_of("2020-06-01"));
  check_obligations(fixture, filter, "2020-06-01", "2020-05 0/1 amber");
  check_obligations(fixture, filter, "2020-06-02", "2020-05 0/1 red");
}

/* ---- rows that are kept ----------------------------------------------------------------- */

static void test_kept(Fixture *fixture, gconstpointer data) {
  (void)data;
  keep_period(fixture, 50, "2020Q2", "2020-04-01", "2020-06-20", 3,
              "2020-04-02 2020-06-20 2020-06-21");
  ObligationFilter filter = of_task(fixture, 50);
  check_obligations(fixture, filter, "2020-07-01",
                    "2020Q1 0/2 red,2020Q2 3/3 green,2020Q3 0/2 green");
  g_autoptr(GPtrArray) list = obligations(fixture, &filter, "2020-07-01");
  const Obligation *second = list->pdata[1];
  g_assert_cmpint(second->due, ==, day_of("2020-06-20"));
  g_assert_cmpint(second->late, ==, 1);
  g_assert_cmpint(second->period, >, 0);
  set_rule(fixture, 50, "no_makeup = 1");
  check_obligations(fixture, filter, "2020-07-01",
                    "2020Q1 0/2 red,2020Q2 2/3 red,2020Q3 0/2 green");
  g_autoptr(GPtrArray) strict = obligations(fixture, &filter, "2020-07-01");
  g_assert_cmpint(((const Obligation *)strict->pdata[1])->late, ==, 0);
}

/* A key that the rule no longer gives stays, and the rule's own periods lie beside it. */
static void test_orphan(Fixture *fixture, gconstpointer data) {
  (void)data;
  keep_period(fixture, 50, "2020-04", "2020-04-01", "2020-04-30", 1, "");
  set_rule(fixture, 50, "since = '2020-05-01'");
  ObligationFilter filter = of_task(fixture, 50);
  check_obligations(fixture, filter, "2020-07-01",
                    "2020-04 0/1 red,2020Q2 0/2 red,2020Q3 0/2 green");
  g_autoptr(GPtrArray) list = obligations(fixture, &filter, "2020-07-01");
  const Obligation *second = list->pdata[1];
  g_assert_cmpint(second->span.first, ==, day_of("2020-05-01"));
  g_assert_cmpint(second->span.last, ==, day_of("2020-06-30"));
  keep_period(fixture, 50, "2020下", "2020-05-01", "2020-07-31", 1, ""); /* nothing of Q2 is left */
  check_obligations(fixture, filter, "2020-08-01",
                    "2020-04 0/1 red,2020下 0/1 red,2020Q3 0/2 green");
}

/* ---- working days, submissions, events -------------------------------------------------- */

static void test_anchor(Fixture *fixture, gconstpointer data) {
  (void)data;
  ObligationFilter filter = of_task(fixture, 50);
  set_rule(fixture, 50, "every = 'workdays', step = 14, basis = 'anchor', quota = 1");
  check_obligations(fixture, filter, "2020-03-01", "");                 /* no anchor is set */
  set_rule(fixture, 50, "anchor = '2020-03-01', since = '2020-03-20'"); /* 第1期 was over by then */
  check_obligations(fixture, filter, "2020-03-19", "");
  check_obligations(fixture, filter, "2020-04-10", "第2期 0/1 red,第3期 0/1 green");
  g_autoptr(GPtrArray) list = obligations(fixture, &filter, "2020-04-10");
  const Obligation *second = list->pdata[0], *third = list->pdata[1];
  g_assert_cmpint(second->span.first, ==, day_of("2020-03-20"));
  g_assert_cmpint(second->span.last, ==, day_of("2020-04-09")); /* 清明 on 04-04 to 04-06 */
  g_assert_cmpint(third->span.first, ==, day_of("2020-04-10"));
  /* Kept with days as another calendar had them: the next one begins right after. */
  keep_period(fixture, 50, "第2期", "2020-03-20", "2020-04-07", 1, "");
  g_autoptr(GPtrArray) moved = obligations(fixture, &filter, "2020-04-10");
  third = moved->pdata[1];
  g_assert_cmpstr(third->span.key, ==, "第3期");
  g_assert_cmpint(third->span.first, ==, day_of("2020-04-08"));
}

/* 最长间隔不超过一个月. */
static void test_gap(Fixture *fixture, gconstpointer data) {
  (void)data;
  ObligationFilter filter = of_task(fixture, 50);
  set_rule(fixture, 50, "every = 'month', basis = 'submission', quota = 1, since = '2020-03-11'");
  check_obligations(fixture, filter, "2020-03-11", "自2020-03-10 0/1 green");
  check_obligations(fixture, filter, "2020-04-05", "自2020-03-10 0/1 amber");
  check_obligations(fixture, filter, "2020-06-30", "自2020-03-10 0/1 red"); /* one, not three */
  set_rule(fixture, 50, "anchor = '2020-03-01'");
  check_obligations(fixture, filter, "2020-03-11", "自2020-03-01 0/1 green");
  set_rule(fixture, 50, "anchor = '2020-01-01'"); /* its month was over */
  check_obligations(fixture, filter, "2020-03-11", "自2020-03-10 0/1 green");
  keep_period(fixture, 50, "自2020-03-10", "2020-03-11", "2020-04-10", 1, "2020-04-02");
  check_obligations(fixture, filter, "2020-04-01", "自2020-03-10 1/1 green");
  check_obligations(fixture, filter, "2020-05-02", "自2020-03-10 1/1 green,自2020-04-02 0/1 amber");
  check_obligations(fixture, filter, "2020-05-03", "自2020-03-10 1/1 green,自2020-04-02 0/1 red");
}

static void test_events(Fixture *fixture, gconstpointer data) {
  (void)data;
  ObligationFilter filter = of_task(fixture, 50);
  set_rule(fixture, 50, "every = 'workdays', step = 7, basis = 'event', quota = 1");
  check_obligations(fixture, filter, "2020-06-30", "");
  keep_period(fixture, 50, "自2020-03-10", "2020-03-11", "2020-03-19", 1, "2020-03-12");
  check_obligations(fixture, filter, "2020-06-30", "自2020-03-10 1/1 green");
}

/* ---- what has stopped ------------------------------------------------------------------- */

static void test_done(Fixture *fixture, gconstpointer data) {
  (void)data;
  ObligationFilter filter = of_task(fixture, 50);
  set_task(fixture, 50, "state = 'done', done_on = '2020-05-10'");
  keep_period(fixture, 50, "2020Q3", "2020-07-01", "2020-09-30", 2, "2020-07-02 2020-07-03");
  check_obligations(fixture, filter, "2020-12-31",
                    "2020Q1 0/2 red,2020Q2 0/2 grey,2020Q3 2/2 green,2020Q4 0/2 grey");
  set_task(fixture, 50, "done_on = NULL"); /* nobody knows what was still asked */
  check_obligations(fixture, filter, "2020-05-11", "2020Q1 0/2 grey,2020Q2 0/2 grey");
  set_task(fixture, 50, "state = 'paused'");
  check_obligations(fixture, filter, "2020-05-11", "2020Q1 0/2 grey,2020Q2 0/2 grey");
  set_task(fixture, 50, "state = 'void'");
  check_obligations(fixture, filter, "2020-05-11", "2020Q1 0/2 grey,2020Q2 0/2 grey");
}

/* ---- how tasks stand -------------------------------------------------------------------- */

static void check_task(Fixture *fixture, int number, const char *today, Light light, int missed,
                       const char *asked) {
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, day_of(today), LEAD_DAYS_DEFAULT);
  gint64 id = task_id(fixture, number);
  g_autoptr(Task) task = task_load(fixture->db, reckoning, id, &error);
  g_assert_no_error(error);
  g_assert_cmpint(task->standing.light, ==, light);
  g_assert_cmpint(task->standing.missed, ==, missed);
  g_assert_cmpint(task->standing.asked, ==, asked != NULL ? day_of(asked) : DAY_NONE);
  TaskFilter filter = TASK_FILTER_ALL;
  g_autoptr(GArray) refs = task_list(fixture->db, reckoning, &filter, &error);
  g_assert_no_error(error);
  for (guint i = 0; i < refs->len; i++) {
    const TaskRef *ref = &g_array_index(refs, TaskRef, i);
    if (ref->id != id)
      continue;
    g_assert_cmpint(ref->light, ==, light);
    g_assert_cmpint(ref->missed, ==, missed);
    return;
  }
  g_assert_not_reached();
}

/* What was due while the task was 暂停 is not asked for afterwards; what was due before or after
 * is. */
static void test_paused(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *sql = g_strdup_printf(
      "INSERT INTO step (task, name, before, after, made_on, author) VALUES "
      "(%" G_GINT64_FORMAT ", 'pause', 'active', 'paused', '2020-02-15', 'zhangsan'), "
      "(%" G_GINT64_FORMAT ", 'resume', 'paused', 'active', '2020-04-30', 'zhangsan')",
      task_id(fixture, 5), task_id(fixture, 5));
  raw_write(fixture, sql);
  check_obligations(
      fixture, of_task(fixture, 5), "2020-05-10",
      "2020-01 0/1 red,2020-02 0/1 grey,2020-03 0/1 grey,2020-04 0/1 red,2020-05 0/1 green");
}

static void test_standing(Fixture *fixture, gconstpointer data) {
  (void)data;
  check_task(fixture, 50, "2020-02-01", LIGHT_GREEN, 0, "2020-03-31");
  check_task(fixture, 50, "2020-03-25", LIGHT_AMBER, 0, "2020-03-31");
  check_task(fixture, 50, "2020-08-01", LIGHT_RED, 2, "2020-09-30");
  check_task(fixture, 50, "2021-08-01", LIGHT_RED, 4, NULL);
  keep_period(fixture, 50, "2020Q1", "2020-01-01", "2020-03-31", 2, "2020-03-02 2020-03-03");
  check_task(fixture, 50, "2020-03-25", LIGHT_GREEN, 0, NULL);
  check_task(fixture, 50, "2020-04-25", LIGHT_GREEN, 0, "2020-06-30");
  check_task(fixture, 50, "2020-07-25", LIGHT_RED, 1, "2020-09-30");
  set_task(fixture, 50, "state = 'closed', done_on = '2020-07-25'");
  check_task(fixture, 50, "2020-12-25", LIGHT_GREEN, 1, NULL); /* it still tells of Q2 */
  set_task(fixture, 50, "state = 'paused', done_on = NULL");
  check_task(fixture, 50, "2020-12-25", LIGHT_GREY, 0, NULL);
  check_task(fixture, 49, "2020-12-01", LIGHT_GREEN, 0, NULL); /* no rule */
}

/* A task without a date has a light from its periods, also when the running one is met. */
static void test_undated(Fixture *fixture, gconstpointer data) {
  (void)data;
  set_task(fixture, 50, "due = NULL");
  check_task(fixture, 50, "2020-02-01", LIGHT_GREEN, 0, "2020-03-31");
  keep_period(fixture, 50, "2020Q1", "2020-01-01", "2020-03-31", 2, "2020-03-02 2020-03-03");
  check_task(fixture, 50, "2020-03-25", LIGHT_GREEN, 0, NULL);
  check_task(fixture, 50, "2019-03-25", LIGHT_GREY, 0, NULL);
  check_task(fixture, 50, "2030-01-01", LIGHT_RED, 39, "2030-03-31");
}

/* The nearest of the running periods of several rules. */
static void test_two_rules(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *sql =
      g_strdup_printf("INSERT INTO schedule (task, phrase, every, since) VALUES (%" G_GINT64_FORMAT
                      ", '每月1次', 'month', '2020-02-01')",
                      task_id(fixture, 50));
  raw_write(fixture, sql);
  check_task(fixture, 50, "2020-03-01", LIGHT_RED, 1, "2020-03-31");
  check_task(fixture, 50, "2020-05-01", LIGHT_RED, 1 + 3, "2020-05-31");
  ObligationFilter second = {.schedule = schedule_of(fixture, 50)};
  check_obligations(fixture, second, "2020-03-01", "2020-02 0/1 red,2020-03 0/1 green");
  check_obligations(fixture, of_task(fixture, 50), "2020-03-01",
                    "2020Q1 0/2 green,2020-02 0/1 red,2020-03 0/1 green");
}

/* The lists of what is late and what comes due hold tasks for their periods, too. */
static void test_due_lists(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, day_of("2020-04-01"), LEAD_DAYS_DEFAULT);
  TaskFilter filter = TASK_FILTER_ALL;
  filter.light = LIGHT_RED;
  g_autoptr(GArray) red = task_list(fixture->db, reckoning, &filter, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(red->len, ==, 7);
  filter.due_until = day_of("2020-03-31");
  g_autoptr(GArray) late = task_list(fixture->db, reckoning, &filter, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(late->len, ==, 7);
  filter.due_until = day_of("2020-01-05"); /* by then only a week was over */
  g_autoptr(GArray) first = task_list(fixture->db, reckoning, &filter, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(first->len, ==, 1);
  g_assert_cmpint(g_array_index(first, TaskRef, 0).id, ==, task_id(fixture, 28));
  set_task(fixture, 28, "due = '2020-01-02'"); /* for both reasons, and once */
  filter.light = -1;
  g_autoptr(GArray) both = task_list(fixture->db, reckoning, &filter, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(both->len, ==, 1);
}

static void test_nothing_written(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 entries = journal_entries(fixture->db);
  ObligationFilter filter = {0};
  g_autoptr(GPtrArray) list = obligations(fixture, &filter, "2026-11-21");
  g_assert_cmpuint(list->len, >, 0);
  g_assert_cmpint(journal_entries(fixture->db), ==, entries);
  assert_int("SELECT count(*) FROM period", 0);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD_2020("/obligation/ningxia-2020", test_ningxia_2020);
  ADD_2020("/obligation/weeks", test_weeks);
  ADD_2020("/obligation/running", test_running);
  ADD_2020("/obligation/window", test_window);
  ADD_2020("/obligation/span", test_span);
  ADD_2020("/obligation/due_before_since", test_due_before_since);
  ADD_2020("/obligation/other-kinds", test_other_kinds);
  ADD_2020("/obligation/by-unit", test_by_unit);
  ADD_2020("/obligation/rolled", test_rolled);
  ADD_2020("/obligation/kept", test_kept);
  ADD_2020("/obligation/orphan", test_orphan);
  ADD_2020("/obligation/anchor", test_anchor);
  ADD_2020("/obligation/gap", test_gap);
  ADD_2020("/obligation/events", test_events);
  ADD_2020("/obligation/done", test_done);
  ADD_2020("/obligation/paused", test_paused);
  ADD_2020("/obligation/standing", test_standing);
  ADD_2020("/obligation/undated", test_undated);
  ADD_2020("/obligation/two-rules", test_two_rules);
  ADD_2020("/obligation/due-lists", test_due_lists);
  ADD_2020("/obligation/nothing-written", test_nothing_written);
  return g_test_run();
}

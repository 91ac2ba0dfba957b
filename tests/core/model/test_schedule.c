#include <string.h>

#include "core/model/history.h"
#include "core/model/submission.h"
#include "core/model/unit.h"
#include "tests/core/model/recurring.h"

static const Recurrence MONTHLY = {.every = EVERY_MONTH, .step = 1, .quota = 1};
static const Recurrence QUARTERLY = {.every = EVERY_QUARTER, .step = 1, .quota = 2};
static const Recurrence WORKDAYS = {
    .every = EVERY_WORKDAYS, .step = 14, .quota = 1, .basis = BASIS_ANCHOR};

static gint64 set_on(Fixture *fixture, ScheduleInput input, const char *today, GError **error) {
  gint64 id = 0;
  fixture->actor.today = day_of(today);
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  if (input.phrase == NULL)
    input.phrase = "新的要求";
  schedule_set(fixture->db, &fixture->actor, reckoning, &input, &id, error);
  return id;
}

/* Changes the rule of task 50. */
static gint64 change_to(Fixture *fixture, Recurrence rule, const char *today) {
  GError *error = NULL;
  gint64 id =
      set_on(fixture, (ScheduleInput){.id = schedule_of(fixture, 50), .rule = rule}, today, &error);
  g_assert_no_error(error);
  return id;
}

static void end_on(Fixture *fixture, const char *reason, const char *today, GError **error) {
  fixture->actor.today = day_of(today);
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  schedule_end(fixture->db, &fixture->actor, reckoning, schedule_of(fixture, 50), reason, error);
}

static void submit_on(Fixture *fixture, const char *key, const char *day) {
  GError *error = NULL;
  fixture->actor.today = day_of(day);
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  SubmissionInput input = {.schedule = schedule_of(fixture, 50), .key = key, .text = "案例"};
  submission_record(fixture->db, &fixture->actor, reckoning, &input, NULL, &error);
  g_assert_no_error(error);
}

static void check_50(Fixture *fixture, const char *today, const char *expected) {
  check_obligations(fixture, of_task(fixture, 50), today, expected);
}

/* The days of the obligation of that key: "2020-05-01 2020-06-30". */
static void check_days(Fixture *fixture, const char *today, const char *key, const char *expected) {
  ObligationFilter filter = of_task(fixture, 50);
  g_autoptr(GPtrArray) list = obligations(fixture, &filter, today);
  for (guint i = 0; i < list->len; i++) {
    const Obligation *one = list->pdata[i];
    if (!g_str_equal(one->span.key, key))
      continue;
    char first[DAY_TEXT_SIZE], last[DAY_TEXT_SIZE];
    g_autofree char *days = g_strdup_printf("%s %s", day_to_iso(one->span.first, first),
                                            day_to_iso(one->span.last, last));
    g_assert_cmpstr(days, ==, expected);
    return;
  }
  g_error("no %s", key);
}

/* ---- new rules -------------------------------------------------------------------------- */

static void test_new(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  gint64 id = set_on(fixture,
                     (ScheduleInput){.task = task_id(fixture, 49),
                                     .phrase = " 每月至少1次 ",
                                     .rule = {.every = EVERY_MONTH,
                                              .step = 1,
                                              .quota = 1,
                                              .due_day = 8,
                                              .due_month = 1,
                                              .no_makeup = TRUE}},
                     "2020-05-15", &error);
  g_assert_no_error(error);
  g_assert_cmpint(id, ==, schedule_of(fixture, 49));
  g_autoptr(GPtrArray) list = schedule_list(fixture->db, task_id(fixture, 49), &error);
  g_assert_no_error(error);
  const Schedule *schedule = list->pdata[0];
  g_assert_cmpstr(schedule->phrase, ==, "每月至少1次");
  g_assert_cmpint(schedule->rule.due_day, ==, 8);
  g_assert_cmpint(schedule->rule.due_month, ==, 1);
  g_assert_true(schedule->rule.no_makeup);
  g_assert_cmpint(schedule->since, ==, day_of("2020-05-15"));
  g_assert_cmpint(schedule->ended, ==, DAY_NONE);
  assert_text("SELECT verb || ' ' || task FROM journal ORDER BY seq DESC LIMIT 1",
              "schedule.set 49");
  g_autofree char *summary =
      sql_text(fixture->db, "SELECT summary FROM journal ORDER BY seq DESC LIMIT 1");
  g_assert_true(g_str_has_prefix(summary, "第49项“"));
  g_assert_true(g_str_has_suffix(summary, "增加周期要求：每月至少1次，次月8日前，不允许补报"));
  check_obligations(fixture, of_task(fixture, 49), "2020-06-09",
                    "2020-05 0/1 red,2020-06 0/1 green");

  set_on(fixture,
         (ScheduleInput){
             .task = task_id(fixture, 48 + 1), .rule = MONTHLY, .since = day_of("2020-03-01")},
         "2020-05-15", &error);
  g_assert_no_error(error);
  assert_text("SELECT since FROM schedule ORDER BY id DESC LIMIT 1", "2020-03-01");
}

static void test_refused(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  gint64 entries = journal_entries(fixture->db);
  gint64 task = task_id(fixture, 50), id = schedule_of(fixture, 50);
  set_on(fixture, (ScheduleInput){.task = task, .phrase = " ", .rule = MONTHLY}, "2020-05-15",
         &error);
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "原文");
  set_on(fixture, (ScheduleInput){.task = task, .rule = {.step = 0, .quota = 1}}, "2020-05-15",
         &error);
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "周期的倍数");
  set_on(fixture, (ScheduleInput){.task = 99, .rule = MONTHLY}, "2020-05-15", &error);
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "99");
  set_on(fixture, (ScheduleInput){.id = 99, .rule = MONTHLY}, "2020-05-15", &error);
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "99");
  set_on(fixture, (ScheduleInput){.task = task_id(fixture, 32), .rule = MONTHLY}, "2020-05-15",
         &error);
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "排名指标");
  g_assert_cmpint(journal_entries(fixture->db), ==, entries);
  set_task(fixture, 50, "state = 'closed'");
  set_on(fixture, (ScheduleInput){.task = task, .rule = MONTHLY}, "2020-05-15", &error);
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "已销号");
  set_on(fixture, (ScheduleInput){.id = id, .rule = MONTHLY}, "2020-05-15", &error);
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "已销号");
  end_on(fixture, "不再报送", "2020-05-15", &error);
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "已销号");
}

/* ---- changing --------------------------------------------------------------------------- */

/* Past quarters keep their dates and quota; months follow without a day between or twice. */
static void test_shorter(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 id = schedule_of(fixture, 50);
  g_assert_cmpint(change_to(fixture, MONTHLY, "2020-05-15"), ==, id);
  g_autofree char *summary =
      sql_text(fixture->db, "SELECT summary FROM journal ORDER BY seq DESC LIMIT 1");
  g_assert_true(
      g_str_has_suffix(summary, "修改周期要求：每季度至少2次，季度末前 → 每月至少1次，月末前"));
  /* April, which the second quarter stood for, would be missed before anybody could know. */
  assert_text("SELECT since FROM schedule WHERE task = 50", "2020-05-01");
  check_50(fixture, "2020-05-15", "2020Q1 0/2 red,2020-05 0/1 green");
  check_50(fixture, "2020-07-01",
           "2020Q1 0/2 red,2020-05 0/1 red,2020-06 0/1 red,2020-07 0/1 green");
}

/* What the history says of it, in words. */
static void test_history(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  Recurrence rule = MONTHLY;
  rule.no_makeup = TRUE;
  change_to(fixture, rule, "2020-05-15");
  gint64 seq = journal_entries(fixture->db);
  g_autoptr(GPtrArray) changes = journal_changes(fixture->db, seq, 0, &error);
  g_assert_no_error(error);
  g_autoptr(GPtrArray) units = unit_list(fixture->db, &error);
  g_assert_no_error(error);
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < changes->len; i++) {
    g_autofree char *line = history_change_text(changes->pdata[i], units);
    if (line != NULL)
      g_string_append_printf(text, "%s\n", line);
  }
  g_assert_nonnull(strstr(text->str, "周期要求 周期：季度 → 月\n"));
  g_assert_nonnull(strstr(text->str, "周期要求 不允许补报：否 → 是\n"));
  g_assert_nonnull(strstr(text->str, "期 期次：（空） → 2020Q1\n"));
  g_assert_null(strstr(text->str, "quarter"));
}

static void test_longer(Fixture *fixture, gconstpointer data) {
  (void)data;
  set_rule(fixture, 50, "every = 'month', quota = 1");
  change_to(fixture, QUARTERLY, "2020-05-15");
  check_50(fixture, "2020-05-15",
           "2020-01 0/1 red,2020-02 0/1 red,2020-03 0/1 red,2020-04 0/1 red,2020Q2 0/2 green");
  check_days(fixture, "2020-05-15", "2020Q2", "2020-05-01 2020-06-30");
  check_days(fixture, "2020-07-15", "2020Q3", "2020-07-01 2020-09-30");
}

/* Every day from the first to the last lies in one period, whatever follows whatever. */
static void test_tiles(Fixture *fixture, gconstpointer data) {
  (void)data;
  const Recurrence rules[] = {
      MONTHLY,
      {.every = EVERY_WEEK, .step = 2, .quota = 1},
      QUARTERLY,
      {.every = EVERY_FORTNIGHT, .step = 1, .quota = 1},
      {.every = EVERY_MONTH, .step = 2, .quota = 1, .due_day = 8, .due_month = 1},
      {.every = EVERY_WEEK, .step = 1, .quota = 1},
  };
  set_task(fixture, 50, "due = NULL");
  char today[DAY_TEXT_SIZE];
  Day day = day_of("2020-02-20");
  for (gsize i = 0; i < G_N_ELEMENTS(rules); i++, day += 67) {
    change_to(fixture, rules[i], day_to_iso(day, today));
    ObligationFilter filter = of_task(fixture, 50);
    filter.last = day + 200;
    g_autoptr(GPtrArray) list = obligations(fixture, &filter, today);
    Day next = day_of("2020-01-01");
    for (guint k = 0; k < list->len; k++) {
      const Obligation *one = list->pdata[k];
      /* What was passed over lies before the change, and nothing lies twice. */
      g_assert_cmpint(one->span.first, >=, next);
      if (one->span.first > day)
        g_assert_cmpint(one->span.first, ==, next);
      next = one->span.last + 1;
    }
    g_assert_cmpint(next, >, day + 200);
  }
}

/* An open row with submissions takes the quota of the new rule, another length leaves it. */
static void test_open_row(Fixture *fixture, gconstpointer data) {
  (void)data;
  submit_on(fixture, NULL, "2020-05-04");
  Recurrence more = QUARTERLY;
  more.quota = 3;
  more.due_day = 8;
  more.due_month = 1;
  change_to(fixture, more, "2020-05-15");
  check_50(fixture, "2020-05-15", "2020Q1 0/2 red,2020Q2 1/3 green");
  assert_text("SELECT due FROM period WHERE key = '2020Q2'", "2020-07-08");
  change_to(fixture, MONTHLY, "2020-05-16");
  check_50(fixture, "2020-08-16",
           "2020Q1 0/2 red,2020Q2 1/3 red,2020-07 0/1 red,2020-08 0/1 green");
}

static void test_empty_row_goes(Fixture *fixture, gconstpointer data) {
  (void)data;
  keep_period(fixture, 50, "2020Q2", "2020-04-01", "2020-06-30", 2, "");
  change_to(fixture, MONTHLY, "2020-05-15");
  check_50(fixture, "2020-05-15", "2020Q1 0/2 red,2020-05 0/1 green");
}

static void test_same_again(Fixture *fixture, gconstpointer data) {
  (void)data;
  change_to(fixture, MONTHLY, "2020-05-15");
  gint64 entries = journal_entries(fixture->db);
  change_to(fixture, MONTHLY, "2020-05-15");
  g_assert_cmpint(journal_entries(fixture->db), ==, entries);
  GError *error = NULL;
  set_on(fixture,
         (ScheduleInput){.id = schedule_of(fixture, 50), .rule = MONTHLY, .phrase = "月月报"},
         "2020-07-15", &error);
  g_assert_no_error(error);
  assert_text("SELECT phrase || since FROM schedule WHERE task = 50", "月月报2020-05-01");
  assert_int("SELECT count(*) FROM period", 1); /* nothing was kept for a phrase */
}

static void test_since(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  ScheduleInput input = {
      .id = schedule_of(fixture, 50), .rule = MONTHLY, .since = day_of("2020-07-01")};
  set_on(fixture, input, "2020-05-15", &error);
  g_assert_no_error(error);
  check_50(fixture, "2020-07-15", "2020Q1 0/2 red,2020-07 0/1 green");
  input.since = day_of("2020-02-01"); /* also what is past; but not over what is kept */
  set_on(fixture, input, "2020-05-15", &error);
  g_assert_no_error(error);
  check_50(fixture, "2020-05-15", "2020Q1 0/2 red,2020-04 0/1 red,2020-05 0/1 green");
}

static void test_undo(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  change_to(fixture, MONTHLY, "2020-05-15");
  journal_undo(fixture->db, &fixture->actor, journal_entries(fixture->db), NULL, &error);
  g_assert_no_error(error);
  assert_int("SELECT count(*) FROM period", 0);
  check_50(fixture, "2020-05-15", "2020Q1 0/2 red,2020Q2 0/2 green");
}

/* ---- numbered periods ------------------------------------------------------------------- */

static void test_anchor_set(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 id = change_to(fixture, WORKDAYS, "2020-05-15");
  check_50(fixture, "2020-05-20", "2020Q1 0/2 red"); /* no anchor yet */
  Recurrence rule = WORKDAYS;
  rule.anchor = day_of("2020-05-17");
  g_assert_cmpint(change_to(fixture, rule, "2020-05-20"), ==, id);
  check_50(fixture, "2020-05-20", "2020Q1 0/2 red,第1期 0/1 green");
}

/* Another length: numbers begin anew, in a rule of its own, right after what is kept. */
static void test_numbers_anew(Fixture *fixture, gconstpointer data) {
  (void)data;
  Recurrence rule = WORKDAYS;
  rule.anchor = day_of("2020-03-01");
  set_rule(fixture, 50,
           "every = 'workdays', step = 14, basis = 'anchor', quota = 1, "
           "anchor = '2020-03-01', since = '2020-03-02'");
  gint64 old = schedule_of(fixture, 50);
  rule.quota = 2; /* the quota alone does not count anew */
  g_assert_cmpint(change_to(fixture, rule, "2020-03-25"), ==, old);
  check_50(fixture, "2020-03-25", "第1期 0/1 red,第2期 0/2 green");
  rule.step = 5;
  gint64 new_ = change_to(fixture, rule, "2020-03-25");
  g_assert_cmpint(new_, !=, old);
  assert_text("SELECT group_concat(ifnull(ended, '-') || ' ' || since || ' ' || anchor, ',') "
              "FROM schedule WHERE task = 50",
              "2020-03-19 2020-03-20 2020-03-01,- 2020-03-20 2020-03-19");
  ObligationFilter filter = of_task(fixture, 50);
  g_autoptr(GPtrArray) list = obligations(fixture, &filter, "2020-03-26");
  g_assert_cmpuint(list->len, ==, 2);
  const Obligation *past = list->pdata[0], *running = list->pdata[1];
  g_assert_cmpint(past->schedule, ==, old);
  g_assert_cmpint(past->span.last, ==, day_of("2020-03-19"));
  g_assert_cmpint(running->schedule, ==, new_);
  g_assert_cmpstr(running->span.key, ==, "第1期");
  g_assert_cmpint(running->span.first, ==, day_of("2020-03-20"));

  GError *error = NULL;
  change_to(fixture, WORKDAYS, "2020-03-26"); /* 第1期 of the new one was kept by nobody */
  rule.anchor = day_of("2020-03-10");
  set_on(fixture, (ScheduleInput){.id = old, .rule = rule}, "2020-04-26", &error);
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "已于 2020-03-19 停止");
}

static void test_early_anchor(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  Recurrence rule = WORKDAYS;
  rule.anchor = day_of("2020-03-10");
  set_rule(fixture, 50,
           "every = 'workdays', step = 14, basis = 'anchor', quota = 1, "
           "anchor = '2020-03-01', since = '2020-03-02'");
  set_on(fixture, (ScheduleInput){.id = schedule_of(fixture, 50), .rule = rule}, "2020-03-25",
         &error);
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "2020-03-19");
  assert_int("SELECT count(*) FROM period", 0); /* nothing is half written */
}

/* ---- taking off ------------------------------------------------------------------------- */

static void test_end(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  end_on(fixture, " ", "2020-05-15", &error);
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "理由");
  end_on(fixture, "机构改革", "2020-05-15", &error);
  g_assert_no_error(error);
  assert_text("SELECT verb || ' ' || reason FROM journal ORDER BY seq DESC LIMIT 1",
              "schedule.end 机构改革");
  assert_text("SELECT ended FROM schedule WHERE task = 50", "2020-05-15");
  check_50(fixture, "2020-12-31", "2020Q1 0/2 red"); /* the running one is not asked for */
  end_on(fixture, "机构改革", "2020-05-15", &error);
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "已于 2020-05-15 停止");
}

/* Over, but not due yet: it still is owed. */
static void test_end_owed(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  set_rule(fixture, 50, "since = '2020-03-31', due_day = 8, due_month = 1");
  end_on(fixture, "机构改革", "2020-04-05", &error);
  g_assert_no_error(error);
  check_50(fixture, "2020-04-09", "2020Q1 0/2 red");
}

static void test_end_submitted(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  set_rule(fixture, 50, "since = '2020-04-01'");
  submit_on(fixture, NULL, "2020-05-04");
  end_on(fixture, "机构改革", "2020-05-15", &error);
  g_assert_no_error(error);
  check_50(fixture, "2020-05-15", "2020Q2 1/2 green");
}

static void test_end_unused(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  set_rule(fixture, 50, "since = '2020-04-01'");
  end_on(fixture, "记错了", "2020-05-15", &error);
  g_assert_no_error(error);
  assert_int("SELECT count(*) FROM schedule WHERE task = 50", 0);
  journal_undo(fixture->db, &fixture->actor, journal_entries(fixture->db), NULL, &error);
  g_assert_no_error(error);
  check_50(fixture, "2020-05-15", "2020Q2 0/2 green");
}

/* The rules of a year's ledgers, one that has ended left out. */
static void test_in_force(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_autoptr(GPtrArray) before = schedule_in_force(fixture->db, 2020, &error);
  g_assert_no_error(error);
  assert_int("SELECT count(*) FROM schedule", before->len);
  g_assert_cmpint(before->len, >, 1);
  for (guint i = 1; i < before->len; i++) /* tasks were stored by 序号 */
    g_assert_cmpint(((const Schedule *)before->pdata[i - 1])->task, <=,
                    ((const Schedule *)before->pdata[i])->task);
  end_on(fixture, "机构改革", "2020-05-15", &error);
  g_assert_no_error(error);
  g_autoptr(GPtrArray) after = schedule_in_force(fixture->db, 2020, &error);
  g_assert_no_error(error);
  g_assert_cmpint(after->len, ==, before->len - 1);
  g_autoptr(GPtrArray) other = schedule_in_force(fixture->db, 2021, &error);
  g_assert_no_error(error);
  g_assert_cmpint(other->len, ==, 0);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD_2020("/schedule/new", test_new);
  ADD_2020("/schedule/in-force", test_in_force);
  ADD_2020("/schedule/refused", test_refused);
  ADD_2020("/schedule/shorter", test_shorter);
  ADD_2020("/schedule/history", test_history);
  ADD_2020("/schedule/longer", test_longer);
  ADD_2020("/schedule/tiles", test_tiles);
  ADD_2020("/schedule/open-row", test_open_row);
  ADD_2020("/schedule/empty-row-goes", test_empty_row_goes);
  ADD_2020("/schedule/same-again", test_same_again);
  ADD_2020("/schedule/since", test_since);
  ADD_2020("/schedule/undo", test_undo);
  ADD_2020("/schedule/anchor-set", test_anchor_set);
  ADD_2020("/schedule/numbers-anew", test_numbers_anew);
  ADD_2020("/schedule/early-anchor", test_early_anchor);
  ADD_2020("/schedule/end", test_end);
  ADD_2020("/schedule/end-owed", test_end_owed);
  ADD_2020("/schedule/end-submitted", test_end_submitted);
  ADD_2020("/schedule/end-unused", test_end_unused);
  return g_test_run();
}

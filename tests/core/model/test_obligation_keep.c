#include "tests/core/model/recurring.h"

typedef struct {
  const Reckoning *reckoning;
  gint64 schedule;
  const char *key; /* NULL: keep what is past */
  gint64 id;
} Keeping;

static gboolean write_keeping(Db *db, gpointer data, GError **error) {
  Keeping *keeping = data;
  if (keeping->key == NULL)
    return obligation_keep_past(db, keeping->reckoning, 0, keeping->schedule, error);
  return obligation_ensure(db, keeping->reckoning, keeping->schedule, keeping->key, &keeping->id,
                           error);
}

/* The journal entry's number; 0 where nothing changed. */
static gint64 run(Fixture *fixture, Keeping *keeping, const char *today, GError **error) {
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, day_of(today), LEAD_DAYS_DEFAULT);
  keeping->reckoning = reckoning;
  Deed deed = {.verb = "test", .summary = "test"};
  gint64 seq = 0;
  store_write(fixture->db, &fixture->actor, &deed, write_keeping, keeping, &seq, error);
  return seq;
}

static gint64 keep_past(Fixture *fixture, gint64 schedule, const char *today) {
  GError *error = NULL;
  Keeping keeping = {.schedule = schedule};
  gint64 seq = run(fixture, &keeping, today, &error);
  g_assert_no_error(error);
  return seq;
}

#define SQL_ROWS                                                                                   \
  "SELECT group_concat(id || key || first || last || due || quota) FROM "                          \
  "(SELECT * FROM period ORDER BY id)"

/* Making periods again changes nothing. */
static void test_twice(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 quarters = schedule_of(fixture, 50);
  g_assert_cmpint(keep_past(fixture, quarters, "2020-07-01"), >, 0);
  assert_text("SELECT group_concat(key || ' ' || first || ' ' || due || ' ' || quota) FROM period",
              "2020Q1 2020-01-01 2020-03-31 2,2020Q2 2020-04-01 2020-06-30 2");
  g_autofree char *rows = sql_text(fixture->db, SQL_ROWS);
  gint64 entries = journal_entries(fixture->db);
  g_assert_cmpint(keep_past(fixture, quarters, "2020-07-01"), ==, 0);
  g_assert_cmpint(keep_past(fixture, quarters, "2020-09-30"), ==, 0); /* Q3 is due today */
  g_assert_cmpint(journal_entries(fixture->db), ==, entries);
  assert_text(SQL_ROWS, rows);
  check_obligations(fixture, of_task(fixture, 50), "2020-07-01",
                    "2020Q1 0/2 red,2020Q2 0/2 red,2020Q3 0/2 green");
}

static void test_all_rules(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_assert_cmpint(keep_past(fixture, 0, "2026-11-21"), >, 0);
  assert_int("SELECT count(*) FROM period", 3 * 4 + 3 * 12 + 53);
  assert_int("SELECT count(*) FROM period p JOIN schedule s ON s.id = p.schedule "
             "WHERE s.task <> p.task",
             0);
  g_assert_cmpint(keep_past(fixture, 0, "2026-11-21"), ==, 0);
}

/* What is past keeps its days under another calendar; what is not follows it. */
static void test_new_calendar(Fixture *fixture, gconstpointer data) {
  (void)data;
  set_rule(fixture, 50,
           "every = 'workdays', step = 10, basis = 'anchor', quota = 1, anchor = '2020-03-01'");
  keep_past(fixture, 0, "2020-03-14");
  raw_write(fixture, "INSERT INTO calendar_notice (year) VALUES (2020)");
  raw_write(fixture, "INSERT INTO calendar_day (day, notice, name) VALUES "
                     "('2020-03-02', 2020, '假'), ('2020-03-16', 2020, '假')");
  ObligationFilter filter = of_task(fixture, 50);
  g_autoptr(GPtrArray) list = obligations(fixture, &filter, "2020-03-16");
  g_assert_cmpuint(list->len, ==, 2);
  const Obligation *first = list->pdata[0], *second = list->pdata[1];
  g_assert_cmpint(first->due, ==, day_of("2020-03-13"));
  g_assert_cmpstr(second->span.key, ==, "第2期");
  g_assert_cmpint(second->span.first, ==, day_of("2020-03-14")); /* no day between them */
  g_assert_cmpint(second->due, ==, day_of("2020-03-31"));
}

static void test_missed_gap(Fixture *fixture, gconstpointer data) {
  (void)data;
  set_rule(fixture, 50, "every = 'month', basis = 'submission', quota = 1, since = '2020-03-11'");
  keep_past(fixture, 0, "2020-06-01");
  check_obligations(fixture, of_task(fixture, 50), "2020-06-01", "自2020-03-10 0/1 red");
}

/* ---- one row ---------------------------------------------------------------------------- */

static void test_ensure(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  Keeping keeping = {.schedule = schedule_of(fixture, 50), .key = "2020Q2"};
  g_assert_cmpint(run(fixture, &keeping, "2020-05-01", &error), >, 0);
  g_assert_no_error(error);
  gint64 id = keeping.id;
  g_assert_cmpint(id, ==, sql_int(fixture->db, "SELECT id FROM period WHERE key = '2020Q2'"));
  keeping.id = 0;
  g_assert_cmpint(run(fixture, &keeping, "2020-05-01", &error), ==, 0);
  g_assert_no_error(error);
  g_assert_cmpint(keeping.id, ==, id);
  static const char *const none[] = {"2020Q3", "2019Q4", "2020-05", ""};
  for (gsize i = 0; i < G_N_ELEMENTS(none); i++) {
    keeping.key = none[i];
    run(fixture, &keeping, "2020-05-01", &error);
    assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "这一期");
  }
  keeping.schedule = 99;
  run(fixture, &keeping, "2020-05-01", &error);
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "99");
}

/* ---- events ----------------------------------------------------------------------------- */

static void add_event(Fixture *fixture, const char *day, const char *text, char *key,
                      GError **error) {
  fixture->actor.today = day_of("2020-03-20");
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  obligation_event(fixture->db, &fixture->actor, reckoning, schedule_of(fixture, 50), day_of(day),
                   text, key, error);
}

static void test_event(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  char key[PERIOD_KEY_SIZE];
  set_rule(fixture, 50, "every = 'workdays', step = 7, basis = 'event', quota = 1");
  add_event(fixture, "2020-03-10", " 作出处罚决定 ", key, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(key, ==, "自2020-03-10");
  assert_text("SELECT first || ' ' || due || ' ' || event FROM period",
              "2020-03-11 2020-03-19 作出处罚决定");
  assert_text("SELECT verb || ' ' || task FROM journal ORDER BY seq DESC LIMIT 1", "event.add 50");
  check_obligations(fixture, of_task(fixture, 50), "2020-03-20", "自2020-03-10 0/1 red");
  ObligationFilter filter = of_task(fixture, 50);
  g_autoptr(GPtrArray) list = obligations(fixture, &filter, "2020-03-20");
  g_assert_cmpstr(((const Obligation *)list->pdata[0])->event, ==, "作出处罚决定");
}

static void test_event_refused(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  add_event(fixture, "2020-03-10", "作出处罚决定", NULL, &error);
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "不是事件发生后");
  set_rule(fixture, 50, "every = 'workdays', step = 7, basis = 'event', quota = 1");
  add_event(fixture, "2020-03-21", "作出处罚决定", NULL, &error);
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "不能晚于今天");
  add_event(fixture, "2020-03-10", " \n", NULL, &error);
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "什么事件");
  add_event(fixture, "2020-03-10", "作出处罚决定", NULL, &error);
  g_assert_no_error(error);
  add_event(fixture, "2020-03-10", "又一件", NULL, &error);
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "“作出处罚决定”");
  set_task(fixture, 50, "state = 'closed'");
  add_event(fixture, "2020-03-11", "作出处罚决定", NULL, &error);
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "已销号");
  assert_int("SELECT count(*) FROM period", 1);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD_2020("/obligation-keep/twice", test_twice);
  ADD_2020("/obligation-keep/all-rules", test_all_rules);
  ADD_2020("/obligation-keep/new-calendar", test_new_calendar);
  ADD_2020("/obligation-keep/missed-gap", test_missed_gap);
  ADD_2020("/obligation-keep/ensure", test_ensure);
  ADD_2020("/obligation-keep/event", test_event);
  ADD_2020("/obligation-keep/event-refused", test_event_refused);
  return g_test_run();
}

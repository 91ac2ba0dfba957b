#include "core/model/reminder.h"

#include "core/model/unit.h"
#include "tests/core/fixture.h"

static Reminder *collect_on(Fixture *fixture, gint64 unit, Day today, int days) {
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, today, LEAD_DAYS_DEFAULT);
  Reminder *reminder =
      reminder_collect(fixture->db, reckoning, fixture->ledger, unit, days, &error);
  g_assert_no_error(error);
  g_assert_cmpint(reminder->as_of, ==, today);
  g_assert_cmpint(reminder->days, ==, days);
  return reminder;
}

static Reminder *collect(Fixture *fixture, int days) {
  return collect_on(fixture, 0, fixture->actor.today, days);
}

static gint64 unit_id(Fixture *fixture, const char *name) {
  GError *error = NULL;
  g_autoptr(Unit) unit = unit_find(fixture->db, name, &error);
  g_assert_no_error(error);
  return unit->id;
}

static void check_ref(Fixture *fixture, GArray *refs, guint index, int number, int overdue) {
  g_assert_cmpuint(index, <, refs->len);
  const TaskRef *ref = &g_array_index(refs, TaskRef, index);
  g_assert_cmpint(ref->id, ==, task_id(fixture, number));
  g_assert_cmpint(ref->overdue, ==, overdue);
}

static void test_week(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Reminder) reminder = collect(fixture, 7);
  g_assert_cmpuint(reminder->overdue->len, ==, 2);
  check_ref(fixture, reminder->overdue, 0, 4, 205);
  check_ref(fixture, reminder->overdue, 1, 54, 21);
  g_assert_cmpuint(reminder->soon->len, ==, 1);
  check_ref(fixture, reminder->soon, 0, 28, 0); /* its week ends tomorrow */
  g_assert_nonnull(reminder->topic);
  g_assert_cmpstr(reminder->topic->title, ==, "诚信文化");
  g_assert_cmpint(reminder->topic->due, ==, day_from_ymd(2026, 11, 15));
  g_assert_cmpint(reminder->topic->cases, ==, 0);
}

/* 60 days take in the year's end: every open task of kind task but the two late ones. */
static void test_sixty_days(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Reminder) reminder = collect(fixture, 60);
  g_assert_cmpuint(reminder->overdue->len, ==, 2);
  g_assert_cmpuint(reminder->soon->len, ==, 58 - 2);
  for (guint i = 0; i < reminder->soon->len; i++)
    g_assert_cmpint(g_array_index(reminder->soon, TaskRef, i).light, !=, LIGHT_RED);
  g_autoptr(Reminder) exact = collect(fixture, 40); /* 12-31 is the fortieth day */
  g_assert_cmpuint(exact->soon->len, ==, 56);
  g_autoptr(Reminder) less = collect(fixture, 39);
  g_assert_cmpuint(less->soon->len, ==, 4);         /* the week and the months that run */
  static const int endless[] = {3000000, G_MAXINT}; /* past the year 9999 */
  for (gsize i = 0; i < G_N_ELEMENTS(endless); i++) {
    g_autoptr(Reminder) all = collect(fixture, endless[i]);
    g_assert_cmpuint(all->overdue->len, ==, 2);
    g_assert_cmpuint(all->soon->len, ==, 56);
  }
}

static void test_around_due(Fixture *fixture, gconstpointer data) {
  (void)data;
  Day due = day_from_ymd(2026, 4, 30);
  g_autoptr(Reminder) before = collect_on(fixture, 0, due - 1, 7);
  g_assert_cmpuint(before->overdue->len, ==, 0);
  check_ref(fixture, before->soon, 0, 4, 0);
  g_autoptr(Reminder) on = collect_on(fixture, 0, due, 0);
  g_assert_cmpuint(on->overdue->len, ==, 0);
  check_ref(fixture, on->soon, 0, 4, 0);
  g_autoptr(Reminder) after = collect_on(fixture, 0, due + 1, 0);
  check_ref(fixture, after->overdue, 0, 4, 1);
  g_assert_cmpuint(after->soon->len, ==, 0);
}

static void test_order(Fixture *fixture, gconstpointer data) {
  (void)data;
  raw_write(fixture, "UPDATE task SET due = '2026-11-25' WHERE number = 60");
  raw_write(fixture, "UPDATE task SET due = '2026-11-23' WHERE number = 61");
  raw_write(fixture,
            "UPDATE task SET due = '2026-01-23' WHERE number = 69"); /* 扣分项: never late */
  g_autoptr(Reminder) reminder = collect(fixture, 7);
  g_assert_cmpuint(reminder->soon->len, ==, 3);
  check_ref(fixture, reminder->soon, 0, 61, 0);
  check_ref(fixture, reminder->soon, 1, 60, 0);
  check_ref(fixture, reminder->soon, 2, 28, 0); /* for its week; it is due later */
  g_assert_cmpuint(reminder->overdue->len, ==, 2);
}

static void test_done(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  ProgressInput input = {.task = task_id(fixture, 4), .percent = PERCENT_NONE, .done = TRUE};
  progress_record(fixture->db, &fixture->actor, &input, NULL, &error);
  g_assert_no_error(error);
  g_autoptr(Reminder) reminder = collect(fixture, 7);
  g_assert_cmpuint(reminder->overdue->len, ==, 1);
  check_ref(fixture, reminder->overdue, 0, 54, 21);
}

static void test_unit(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Reminder) office =
      collect_on(fixture, unit_id(fixture, "厅法规处"), fixture->actor.today, 7);
  g_assert_cmpuint(office->overdue->len, ==, 1);
  check_ref(fixture, office->overdue, 0, 4, 205);
  g_autoptr(Reminder) county =
      collect_on(fixture, unit_id(fixture, "平罗县交通运输局"), fixture->actor.today, 7);
  g_assert_cmpuint(county->overdue->len, ==, 1);
  check_ref(fixture, county->overdue, 0, 54, 21);
  g_autoptr(Reminder) none =
      collect_on(fixture, unit_id(fixture, "厅财审处"), fixture->actor.today, 7);
  g_assert_cmpuint(none->overdue->len, ==, 0);
  g_assert_nonnull(none->topic); /* for everyone */
}

static void test_ledgers(Fixture *fixture, gconstpointer data) {
  (void)data;
  fixture_apply(fixture, "ningxia-2020", 2020);
  g_autoptr(Reminder) one = collect(fixture, 7);
  g_assert_cmpuint(one->overdue->len, ==, 2);
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  g_autoptr(Reminder) both = reminder_collect(fixture->db, reckoning, 0, 0, 7, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(both->overdue->len, ==, 60);
}

static void test_no_plan(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Reminder) reminder = collect_on(fixture, 0, day_from_ymd(2027, 1, 1), 7);
  g_assert_null(reminder->topic);
  g_assert_cmpuint(reminder->overdue->len, ==, 58);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/reminder/week", test_week);
  ADD("/reminder/sixty-days", test_sixty_days);
  ADD("/reminder/around-due", test_around_due);
  ADD("/reminder/order", test_order);
  ADD("/reminder/done", test_done);
  ADD("/reminder/unit", test_unit);
  ADD("/reminder/ledgers", test_ledgers);
  ADD("/reminder/no-plan", test_no_plan);
  return g_test_run();
}

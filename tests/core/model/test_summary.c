#include "core/model/summary.h"

#include <math.h>
#include <sqlite3.h>

#include "tests/core/fixture.h"

static Summary *compute(Fixture *fixture) {
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  return summary_on(fixture, reckoning, fixture->ledger);
}

static const SummaryBar *bar_of(GPtrArray *bars, const char *name) {
  for (guint i = 0; i < bars->len; i++) {
    const SummaryBar *bar = bars->pdata[i];
    if (g_str_equal(bar->name, name))
      return bar;
  }
  return NULL;
}

static void check_bar(const SummaryBar *bar, int tasks, int done, int red, double share) {
  g_assert_nonnull(bar);
  g_assert_cmpint(bar->tasks, ==, tasks);
  g_assert_cmpint(bar->done, ==, done);
  g_assert_cmpint(bar->red, ==, red);
  g_assert_cmpfloat_with_epsilon(bar->share, share, 0.001);
}

static void record(Fixture *fixture, int number, int percent, gboolean done) {
  ProgressInput input = {.task = task_id(fixture, number),
                         .text = done ? NULL : "进展",
                         .percent = percent,
                         .done = done};
  GError *error = NULL;
  progress_record(fixture->db, &fixture->actor, &input, NULL, &error);
  g_assert_no_error(error);
}

static void set(Fixture *fixture, int number, const char *assignments) {
  g_autofree char *sql = g_strdup_printf("UPDATE task SET %s WHERE id = %" G_GINT64_FORMAT,
                                         assignments, task_id(fixture, number));
  raw_write(fixture, sql);
}

static void test_untouched(Fixture *fixture, gconstpointer data) {
  (void)data;
  /* Tasks of kind task in each 一级; 加分项 and 扣分项 have none, and so no bar. */
  static const struct {
    const char *start;
    int tasks, red;
  } expected[] = {{"一、", 9, 1}, {"二、", 8, 0},  {"三、", 12, 0}, {"四、", 5, 0},
                  {"五、", 6, 0}, {"六、", 10, 0}, {"七、", 8, 1}};
  g_autoptr(Summary) summary = compute(fixture);
  g_assert_cmpint(summary->tasks, ==, 69);
  g_assert_cmpint(summary->done, ==, 0);
  g_assert_cmpint(summary->late_done, ==, 0);
  g_assert_cmpint(summary->lights[LIGHT_RED], ==, 2);
  g_assert_cmpint(summary->lights[LIGHT_AMBER], ==, 1); /* 28, whose week ends tomorrow */
  g_assert_cmpint(summary->lights[LIGHT_GREEN], ==, 55);
  g_assert_cmpint(summary->lights[LIGHT_GREY], ==, 11);
  g_assert_cmpuint(summary->indicators->len, ==, G_N_ELEMENTS(expected));
  for (guint i = 0; i < summary->indicators->len; i++) {
    const SummaryBar *bar = summary->indicators->pdata[i];
    g_assert_true(g_str_has_prefix(bar->name, expected[i].start));
    check_bar(bar, expected[i].tasks, 0, expected[i].red, 0);
  }
}

/* What is split is red here where it is overdue: not where a part stands for it. */
static void test_wholes(Fixture *fixture, gconstpointer data) {
  (void)data;
  set(fixture, 5, "parent = (SELECT id FROM task WHERE number = 4), weight = 100");
  g_autoptr(Summary) alone = compute(fixture); /* due in April, its part in December */
  g_assert_cmpint(alone->tasks, ==, 68);
  g_assert_cmpint(alone->wholes, ==, 1);
  g_assert_cmpint(alone->lights[LIGHT_RED], ==, 2);
  check_bar(alone->indicators->pdata[0], 8, 0, 1, 0);
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  GError *error = NULL;
  g_autoptr(GArray) tasks =
      summary_indicator_tasks(fixture->db, reckoning, fixture->ledger,
                              ((const SummaryBar *)alone->indicators->pdata[0])->id, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(tasks->len, ==, 9);
  set(fixture, 5, "due = '2026-03-31'");
  g_autoptr(Summary) both = compute(fixture);
  g_assert_cmpint(both->wholes, ==, 0);
  g_assert_cmpint(both->lights[LIGHT_RED], ==, 2);
  check_bar(both->indicators->pdata[0], 8, 0, 1, 0);
}

static void test_share(Fixture *fixture, gconstpointer data) {
  (void)data;
  record(fixture, 4, 50, FALSE);
  g_autoptr(Summary) half = compute(fixture);
  check_bar(half->indicators->pdata[0], 9, 0, 1, 50.0 / 9);
  record(fixture, 4, PERCENT_NONE, TRUE);
  g_autoptr(Summary) done = compute(fixture);
  check_bar(done->indicators->pdata[0], 9, 1, 0, 100.0 / 9);
  g_assert_cmpint(done->done, ==, 1);
  g_assert_cmpint(done->late_done, ==, 1); /* due on 04-30 */
  g_assert_cmpint(done->lights[LIGHT_RED], ==, 1);
  g_assert_cmpint(done->lights[LIGHT_GREEN], ==, 56);
  record(fixture, 1, PERCENT_NONE, TRUE);
  g_autoptr(Summary) in_time = compute(fixture);
  g_assert_cmpint(in_time->done, ==, 2);
  g_assert_cmpint(in_time->late_done, ==, 1);
  check_bar(in_time->indicators->pdata[0], 9, 2, 0, 200.0 / 9);
}

/* Measures are no part of a bar, whatever is said of them; what is void no longer is. */
static void test_not_counted(Fixture *fixture, gconstpointer data) {
  (void)data;
  record(fixture, 32, 80, FALSE);
  g_autoptr(Summary) measured = compute(fixture);
  check_bar(measured->indicators->pdata[3], 5, 0, 0, 0);
  set(fixture, 30, "state = 'void'");
  record(fixture, 31, 100, FALSE);
  g_autoptr(Summary) voided = compute(fixture);
  check_bar(voided->indicators->pdata[3], 4, 0, 0, 25);
  record(fixture, 62, PERCENT_NONE, TRUE);
  g_autoptr(Summary) bonus = compute(fixture);
  g_assert_cmpint(bonus->done, ==, 1); /* but it is done */
  g_assert_cmpuint(bonus->indicators->len, ==, 7);
}

/* Every task of an indicator gone: no bar, and no division by nothing. */
static void test_empty_bar(Fixture *fixture, gconstpointer data) {
  (void)data;
  raw_write(fixture, "UPDATE task SET state = 'void' WHERE number BETWEEN 1 AND 9");
  g_autoptr(Summary) summary = compute(fixture);
  g_assert_cmpuint(summary->indicators->len, ==, 6);
  g_assert_true(g_str_has_prefix(((SummaryBar *)summary->indicators->pdata[0])->name, "二、"));
  for (guint i = 0; i < summary->units->len; i++)
    g_assert_true(isfinite(((SummaryBar *)summary->units->pdata[i])->share));
}

/* The tasks of a bar are those it counts. */
static void test_bar_tasks(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  set(fixture, 30, "state = 'void'");
  g_autoptr(Summary) summary = compute(fixture);
  for (guint i = 0; i < summary->indicators->len; i++) {
    const SummaryBar *bar = summary->indicators->pdata[i];
    g_autoptr(GArray) ids =
        summary_indicator_tasks(fixture->db, reckoning, fixture->ledger, bar->id, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(ids->len, ==, bar->tasks);
    if (i == 0)
      g_assert_cmpint(g_array_index(ids, gint64, 3), ==, task_id(fixture, 4));
  }
  for (guint i = 0; i < summary->units->len; i++) {
    const SummaryBar *bar = summary->units->pdata[i];
    g_autoptr(GArray) ids =
        summary_unit_tasks(fixture->db, reckoning, fixture->ledger, bar->id, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(ids->len, ==, bar->tasks);
  }
  g_autoptr(GArray) none =
      summary_unit_tasks(fixture->db, reckoning, fixture->ledger, G_MAXINT64, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(none->len, ==, 0);
}

static void test_units(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Summary) summary = compute(fixture);
  /* All that have a task of kind task: 有关市交通运输局 has only a 扣分项. */
  g_assert_cmpuint(summary->units->len, ==, 17);
  g_assert_null(bar_of(summary->units, "有关市交通运输局"));
  check_bar(bar_of(summary->units, "厅法规处"), 34, 0, 1, 0); /* 36, two of them 加分项 */
  check_bar(bar_of(summary->units, "厅审批处"), 8, 0, 0, 0);  /* 10, two of them measures */
  /* Most red first, then by share, then by tasks. */
  g_assert_cmpstr(((SummaryBar *)summary->units->pdata[0])->name, ==, "厅法规处");
  g_assert_cmpstr(((SummaryBar *)summary->units->pdata[1])->name, ==, "各市、县（区）交通运输局");
  g_assert_cmpstr(((SummaryBar *)summary->units->pdata[2])->name, ==,
                  "厅信用体系建设领导小组各成员单位");
  g_assert_cmpstr(((SummaryBar *)summary->units->pdata[3])->name, ==, "厅运输处");

  /* Two red outweigh; among the others the least share comes first. */
  set(fixture, 8, "due = '2026-01-01'");
  record(fixture, 22, 100, FALSE);
  g_autoptr(Summary) moved = compute(fixture);
  check_bar(bar_of(moved->units, "厅财审处"), 1, 0, 1, 0);
  check_bar(bar_of(moved->units, "厅运输处"), 26, 0, 0, 100.0 / 26);
  for (guint i = 1; i < moved->units->len; i++) {
    const SummaryBar *above = moved->units->pdata[i - 1], *below = moved->units->pdata[i];
    g_assert_true(above->red > below->red ||
                  (above->red == below->red && above->share <= below->share));
  }
}

/* Units are read before what they answer for, and somebody else may add one in between, which here
 * is not there yet. */
static void test_unit_added(Fixture *fixture, gconstpointer data) {
  (void)data;
  sqlite3 *file;
  g_autoptr(Summary) before = compute(fixture);
  g_assert_cmpint(sqlite3_open(db_path(fixture->db), &file), ==, SQLITE_OK);
  g_assert_cmpint(sqlite3_exec(file,
                               "DELETE FROM unit WHERE id IN (SELECT max(unit) FROM task_unit"
                               " UNION SELECT min(unit) FROM task_unit)",
                               NULL, NULL, NULL),
                  ==, SQLITE_OK);
  sqlite3_close(file);
  g_autoptr(Summary) summary = compute(fixture);
  g_assert_cmpuint(summary->units->len, <, before->units->len);
  g_assert_cmpuint(summary->units->len, >, 1);
  for (guint i = 0; i < summary->units->len; i++) {
    const SummaryBar *bar = summary->units->pdata[i];
    g_assert_cmpint(bar_of(before->units, bar->name)->tasks, ==, bar->tasks);
  }
}

/* A unit that leads counts alone; those that support it do not. */
static void test_lead(Fixture *fixture, gconstpointer data) {
  (void)data;
  raw_write(fixture, "UPDATE task_unit SET role = 'lead' WHERE task = (SELECT id FROM task WHERE "
                     "number = 7) AND unit = (SELECT id FROM unit WHERE name = '厅办公室')");
  g_autoptr(Summary) summary = compute(fixture);
  check_bar(bar_of(summary->units, "厅办公室"), 1, 0, 0, 0);
  check_bar(bar_of(summary->units, "厅法规处"), 33, 0, 1, 0);
  raw_write(fixture,
            "UPDATE task_unit SET role = 'support' WHERE task = (SELECT id FROM task WHERE "
            "number = 8)");
  g_autoptr(Summary) supported = compute(fixture);
  g_assert_null(bar_of(supported->units, "厅财审处"));
}

static void test_ledgers(Fixture *fixture, gconstpointer data) {
  (void)data;
  fixture_apply(fixture, "ningxia-2020", 2020);
  g_autoptr(Summary) one = compute(fixture);
  g_assert_cmpint(one->tasks, ==, 69);
  check_bar(bar_of(one->units, "厅法规处"), 34, 0, 1, 0);
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  g_autoptr(Summary) both = summary_on(fixture, reckoning, 0);
  g_assert_cmpint(both->tasks, ==, 138);
  g_assert_cmpuint(both->indicators->len, ==, 14);
  check_bar(bar_of(both->units, "厅法规处"), 68, 0, 35, 0);
  g_assert_cmpint(both->lights[LIGHT_RED], ==, 2 + 58);
}

static void test_empty(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Summary) summary = compute(fixture);
  g_assert_cmpint(summary->tasks, ==, 0);
  g_assert_cmpuint(summary->indicators->len, ==, 0);
  g_assert_cmpuint(summary->units->len, ==, 0);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/summary/untouched", test_untouched);
  ADD("/summary/wholes", test_wholes);
  ADD("/summary/share", test_share);
  ADD("/summary/not-counted", test_not_counted);
  ADD("/summary/empty-bar", test_empty_bar);
  ADD("/summary/bar-tasks", test_bar_tasks);
  ADD("/summary/units", test_units);
  ADD("/summary/unit-added", test_unit_added);
  ADD("/summary/lead", test_lead);
  ADD("/summary/ledgers", test_ledgers);
  ADD_EMPTY("/summary/empty", test_empty);
  return g_test_run();
}

/* Bulletins of the Ningxia ledger: months, words, ranks, the late by name. Random histories are in
 * test_bulletin_random.c. */
#include "core/model/bulletin.h"

#include <time.h>

#include "core/model/way.h"
#include "tests/core/fixture.h"

/* From now on it is that day of 2026, at noon. */
static void on(Fixture *fixture, int month, int day) {
  fixture->actor.today = day_from_ymd(2026, month, day);
  fixture->actor.now =
      ((gint64)fixture->actor.today - day_from_ymd(1970, 1, 1)) * 86400 + 12 * 3600;
}

/* The ledger is put in on 5 March. */
static void set_up(Fixture *fixture) {
  on(fixture, 3, 5);
  fixture_apply(fixture, "ningxia-2020", 2026);
  fixture->ledger = sql_int(fixture->db, "SELECT id FROM ledger");
}

static Bulletin *compute(Fixture *fixture, gint64 ledger, int month) {
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  Bulletin *bulletin = bulletin_compute(fixture->db, reckoning, ledger, 2026, month, &error);
  g_assert_no_error(error);
  return bulletin;
}

static void record(Fixture *fixture, int number, int percent, gboolean done) {
  ProgressInput input = {.task = task_id(fixture, number),
                         .text = done ? NULL : "已起草初稿",
                         .percent = percent,
                         .done = done};
  GError *error = NULL;
  progress_record(fixture->db, &fixture->actor, &input, NULL, &error);
  g_assert_no_error(error);
}

/* tasks, done, on time, late done, overdue, missed, not reported. */
static void assert_line(const BulletinLine *line, const char *expected) {
  g_autoptr(GString) counts = g_string_new(NULL);
  for (int i = 0; i < FIGURE_COUNT; i++)
    g_string_append_printf(counts, "%s%u", i > 0 ? " " : "", bulletin_count(line, (FigureKind)i));
  g_assert_cmpstr(counts->str, ==, expected);
}

static const BulletinLine *line_of(GPtrArray *lines, const char *name) {
  for (guint i = 0; i < lines->len; i++) {
    const BulletinLine *line = lines->pdata[i];
    if (g_str_equal(line->name, name))
      return line;
  }
  g_error("no line “%s”", name);
}

static void test_words(void) {
  FigureKind kind = FIGURE_DONE;
  for (int i = 0; i < FIGURE_COUNT; i++) {
    g_assert_true(figure_parse(figure_name((FigureKind)i), &kind));
    g_assert_cmpint(kind, ==, i);
    g_assert_true(figure_parse(figure_code((FigureKind)i), &kind));
    g_assert_cmpint(kind, ==, i);
  }
  g_assert_true(figure_parse("总数", &kind));
  g_assert_cmpint(kind, ==, FIGURE_TASKS);
  g_assert_true(figure_parse("未报进展", &kind));
  g_assert_cmpint(kind, ==, FIGURE_NOT_REPORTED);
  g_assert_false(figure_parse("逾期", &kind));
  g_assert_cmpint(kind, ==, FIGURE_NOT_REPORTED);
}

/* 58 of the 69 are of kind task; the 4th is due on 30 April, the 54th on 31 October. */
static void test_months(Fixture *fixture, gconstpointer data) {
  (void)data;
  set_up(fixture);
  record(fixture, 1, 40, FALSE);
  on(fixture, 5, 8);
  record(fixture, 4, PERCENT_NONE, TRUE);
  record(fixture, 2, PERCENT_NONE, TRUE);
  record(fixture, 1, 60, FALSE);
  on(fixture, 11, 21);

  g_autoptr(Bulletin) march = compute(fixture, fixture->ledger, 3);
  g_assert_cmpuint(march->as_of, ==, day_from_ymd(2026, 3, 31));
  assert_line(march->all, "58 0 0 0 0 1 57");
  g_assert_cmpfloat_with_epsilon(march->all->mean, 40.0 / 58, 1e-9);
  g_assert_cmpuint(march->change->tasks, ==, 0);
  g_assert_cmpuint(march->change->added.tasks->len, ==, 58);
  g_autoptr(Bulletin) april = compute(fixture, fixture->ledger, 4);
  assert_line(april->all, "58 0 0 0 0 7 58"); /* the due day itself is not late */
  g_autoptr(Bulletin) may = compute(fixture, fixture->ledger, 5);
  assert_line(may->all, "58 2 1 1 0 6 55");
  g_assert_cmpuint(may->change->as_of, ==, day_from_ymd(2026, 4, 30));
  g_assert_cmpuint(may->change->done.tasks->len, ==, 2);
  g_assert_cmpfloat_with_epsilon(may->change->share, 200.0 / 58, 1e-9);
  g_autoptr(Bulletin) now = compute(fixture, 0, 11);
  g_assert_cmpuint(now->as_of, ==, day_from_ymd(2026, 11, 21));
  assert_line(now->all, "58 2 1 1 1 6 56");
  g_assert_cmpfloat_with_epsilon(now->all->mean, 260.0 / 58, 1e-9);
  g_assert_cmpuint(now->change->overdue.tasks->len, ==, 1);
  g_assert_cmpuint(now->change->done.tasks->len, ==, 0);
  g_assert_cmpstr(now->title, ==, "全部台账");
  assert_text("SELECT title FROM ledger", march->title);
}

/* What is 封存 counts until that day, and after it only where its own ledger is asked for. */
static void test_frozen(Fixture *fixture, gconstpointer data) {
  (void)data;
  set_up(fixture);
  on(fixture, 11, 21);
  raw_write(fixture, "UPDATE ledger SET frozen_on = '2026-11-10'");
  g_autoptr(Bulletin) october = compute(fixture, 0, 10);
  g_assert_cmpuint(bulletin_count(october->all, FIGURE_TASKS), ==, 58);
  g_autoptr(Bulletin) november = compute(fixture, 0, 11);
  g_assert_cmpuint(bulletin_count(november->all, FIGURE_TASKS), ==, 0);
  g_assert_cmpuint(november->change->tasks, ==, 0); /* both days are compared by one measure */
  g_autoptr(Bulletin) own = compute(fixture, fixture->ledger, 11);
  g_assert_cmpuint(bulletin_count(own->all, FIGURE_TASKS), ==, 58);
}

/* A 完成率 that came with the task, as an imported table has it, is in no entry: it counts as long
 * as no entry says another. */
static void test_came_with(Fixture *fixture, gconstpointer data) {
  (void)data;
  set_up(fixture);
  raw_write(fixture, "UPDATE task SET percent = 80 WHERE number IN (1, 2, 4)");
  on(fixture, 5, 8);
  record(fixture, 1, 60, FALSE);
  record(fixture, 2, PERCENT_NONE, FALSE);
  on(fixture, 5, 9);
  g_autoptr(Bulletin) may = compute(fixture, fixture->ledger, 5);
  g_assert_cmpfloat_with_epsilon(may->all->mean, (60.0 + 80 + 80) / 58, 1e-9);
  /* What the first said before is not on record. */
  g_autoptr(Bulletin) april = compute(fixture, fixture->ledger, 4);
  g_assert_cmpfloat_with_epsilon(april->all->mean, (80.0 + 80) / 58, 1e-9);
  record(fixture, 4, PERCENT_NONE, TRUE);
  g_autoptr(Bulletin) finished = compute(fixture, fixture->ledger, 5);
  g_assert_cmpfloat_with_epsilon(finished->all->mean, (60.0 + 80 + 100) / 58, 1e-9);
}

/* Before there was anything; and months that cannot be reported on. */
static void test_no_month(Fixture *fixture, gconstpointer data) {
  (void)data;
  set_up(fixture);
  g_autoptr(Bulletin) before = compute(fixture, fixture->ledger, 2);
  assert_line(before->all, "0 0 0 0 0 0 0");
  g_assert_cmpfloat(before->all->share, ==, 0);
  g_assert_cmpfloat(before->all->mean, ==, 0);
  g_assert_cmpuint(before->units->len + before->indicators->len + before->late->len, ==, 0);
  g_assert_cmpuint(before->since, ==, day_from_ymd(2026, 3, 5));
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  GError *error = NULL;
  g_assert_null(bulletin_compute(fixture->db, reckoning, 0, 2026, 4, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "2026年4月还没有到");
  g_assert_null(bulletin_compute(fixture->db, reckoning, 0, 2026, 13, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "没有2026年13月");
  g_assert_null(bulletin_compute(fixture->db, reckoning, 0, 1, 1, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "没有1年1月");
  g_assert_null(bulletin_compute(fixture->db, reckoning, 99, 2026, 3, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "没有这本台账");
}

static void test_empty(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Bulletin) bulletin = compute(fixture, 0, 11);
  assert_line(bulletin->all, "0 0 0 0 0 0 0");
  g_assert_cmpuint(bulletin->since, ==, DAY_NONE);
  g_assert_cmpstr(bulletin->head, ==, "");
}

/* Equal ones share a rank, and the next one counts them. */
static void test_ranks(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const struct {
    const char *unit;
    int rank, overdue;
  } expected[] = {{"甲", 1, 0}, {"乙", 2, 0}, {"丙", 2, 0}, {"丁", 4, 0}, {"戊", 5, 1}};
  on(fixture, 3, 5);
  raw_write(fixture, "INSERT INTO ledger (id, title, year, source_year) "
                     "VALUES (1, '台账', 2026, 2026)");
  raw_write(fixture, "INSERT INTO indicator (id, ledger, position, title) VALUES (1, 1, 1, '一')");
  raw_write(fixture, "INSERT INTO unit (id, name, kind) VALUES (1, '戊', 'office'), "
                     "(2, '丁', 'office'), (3, '乙', 'office'), (4, '丙', 'office'), "
                     "(5, '甲', 'office')");
  raw_write(fixture, "INSERT INTO task (id, ledger, indicator, number, kind, goal, due, state) "
                     "VALUES (1, 1, 1, 1, 'task', '目标', '2026-03-01', 'new'), "
                     "(2, 1, 1, 2, 'task', '目标', '2026-12-31', 'new'), "
                     "(3, 1, 1, 3, 'task', '目标', '2026-12-31', 'new'), "
                     "(4, 1, 1, 4, 'task', '目标', '2026-12-31', 'new'), "
                     "(5, 1, 1, 5, 'task', '目标', '2026-12-31', 'new')");
  raw_write(fixture, "INSERT INTO task_unit (task, unit, role, position) "
                     "SELECT id, id, 'responsible', 1 FROM task");
  fixture->ledger = 1;
  record(fixture, 5, PERCENT_NONE, TRUE);
  record(fixture, 3, 30, FALSE);
  record(fixture, 4, 30, FALSE);
  g_autoptr(Bulletin) bulletin = compute(fixture, 1, 3);
  g_assert_cmpuint(bulletin->units->len, ==, G_N_ELEMENTS(expected));
  for (guint i = 0; i < bulletin->units->len; i++) {
    const BulletinLine *line = bulletin->units->pdata[i];
    g_assert_cmpstr(line->name, ==, expected[i].unit);
    g_assert_cmpint(line->rank, ==, expected[i].rank);
    g_assert_cmpuint(bulletin_count(line, FIGURE_OVERDUE), ==, expected[i].overdue);
  }
  /* What two answer for counts for each; what one only supports does not. */
  raw_write(fixture, "INSERT INTO task_unit (task, unit, role, position) "
                     "VALUES (5, 1, 'responsible', 2), (4, 1, 'support', 2)");
  g_autoptr(Bulletin) shared = compute(fixture, 1, 3);
  assert_line(line_of(shared->units, "戊"), "2 1 1 0 1 0 1");
  assert_line(line_of(shared->units, "甲"), "1 1 1 0 0 0 0");
  assert_line(shared->all, "5 1 1 0 1 0 2");
}

/* An extension counts from the day it was approved. */
static void test_extension(Fixture *fixture, gconstpointer data) {
  (void)data;
  set_up(fixture);
  on(fixture, 6, 10);
  raw_write(fixture,
            "INSERT INTO extension (task, asked_on, asked_by, reason, old_due, new_deadline, "
            "new_due, state, decided_on) SELECT id, '2026-04-20', '-', '-', due, '2026年8月', "
            "'2026-08-31', 'approved', '2026-06-10' FROM task WHERE number = 4");
  raw_write(fixture, "UPDATE task SET due = '2026-08-31' WHERE number = 4");
  on(fixture, 9, 2);
  g_autoptr(Bulletin) may = compute(fixture, 0, 5);
  g_assert_cmpuint(may->late->len, ==, 1);
  const BulletinLate *late = may->late->pdata[0];
  g_assert_cmpuint(late->due, ==, day_from_ymd(2026, 4, 30));
  g_assert_cmpint(late->days, ==, 31);
  g_autoptr(Bulletin) june = compute(fixture, 0, 6);
  g_assert_cmpuint(june->late->len, ==, 0);
  g_assert_cmpuint(june->change->cleared.tasks->len, ==, 1);
  g_autoptr(Bulletin) september = compute(fixture, 0, 9);
  g_assert_cmpuint(september->late->len, ==, 1);
  late = september->late->pdata[0];
  g_assert_cmpuint(late->due, ==, day_from_ymd(2026, 8, 31));
  g_assert_cmpint(late->days, ==, 2);
}

static void test_late(Fixture *fixture, gconstpointer data) {
  (void)data;
  set_up(fixture);
  on(fixture, 11, 10);
  record(fixture, 54, 20, FALSE);
  on(fixture, 12, 3);
  record(fixture, 54, 30, FALSE);
  g_autoptr(Bulletin) bulletin = compute(fixture, 0, 11);
  g_assert_cmpuint(bulletin->late->len, ==, 2);
  g_assert_null(((BulletinLate *)bulletin->late->pdata[1])->goal);
  g_assert_true(bulletin_fill_late(fixture->db, bulletin, 0, 1, NULL));
  g_assert_nonnull(((BulletinLate *)bulletin->late->pdata[0])->goal);
  g_assert_null(((BulletinLate *)bulletin->late->pdata[1])->goal);
  g_assert_true(bulletin_fill_late(fixture->db, bulletin, 1, G_MAXUINT, NULL));
  g_assert_true(bulletin_fill_late(fixture->db, bulletin, 2, 1, NULL)); /* nothing to read */
  const BulletinLate *first = bulletin->late->pdata[0], *second = bulletin->late->pdata[1];
  g_assert_cmpint(first->number, ==, 4);
  g_assert_cmpint(first->days, ==, 214);
  g_assert_cmpstr(first->units, ==, "厅法规处");
  g_assert_true(g_str_has_prefix(first->goal, "落实国家发展改革委"));
  g_assert_null(first->last_progress);
  g_assert_cmpuint(first->last_on, ==, DAY_NONE);
  g_assert_cmpint(second->number, ==, 54);
  g_assert_cmpint(second->task, ==, task_id(fixture, 54));
  g_assert_cmpint(second->days, ==, 30);
  g_assert_cmpstr(second->last_progress, ==, "已起草初稿");
  g_assert_cmpuint(second->last_on, ==, day_from_ymd(2026, 11, 10)); /* not December's */
}

/* The parts stand for what is split once it is; what is paused is neither late nor asked. */
static void test_parts_and_pause(Fixture *fixture, gconstpointer data) {
  (void)data;
  set_up(fixture);
  on(fixture, 5, 20);
  raw_write(fixture, "INSERT INTO task (ledger, indicator, number, kind, goal, due, state, parent, "
                     "weight) SELECT ledger, indicator, 69 + n.i, 'task', goal, due, 'new', id, 50 "
                     "FROM task, (SELECT 1 AS i UNION SELECT 2) n WHERE number = 4");
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  way_take(fixture->db, &fixture->actor, reckoning, task_id(fixture, 70), STEP_PAUSE, DAY_NONE,
           "等上级", &error);
  g_assert_no_error(error);
  on(fixture, 6, 1);
  g_autoptr(Bulletin) april = compute(fixture, 0, 4);
  assert_line(april->all, "58 0 0 0 0 7 58");
  g_autoptr(Bulletin) may = compute(fixture, 0, 5);
  assert_line(may->all, "59 0 0 0 1 7 58");
  g_assert_cmpuint(may->change->added.tasks->len, ==, 2);
  g_assert_cmpuint(may->change->dropped.tasks->len, ==, 1);
  g_assert_cmpint(g_array_index(may->change->dropped.tasks, gint64, 0), ==, task_id(fixture, 4));
  g_autoptr(GArray) overdue = bulletin_tasks(may, may->all, FIGURE_OVERDUE);
  g_assert_cmpint(g_array_index(overdue, gint64, 0), ==, task_id(fixture, 71));
  /* In the order of lists: the parts stand where the whole stood, after three others. */
  g_autoptr(GArray) tasks = bulletin_tasks(may, may->all, FIGURE_TASKS);
  g_assert_cmpint(g_array_index(tasks, gint64, 3), ==, task_id(fixture, 70));
  g_assert_cmpint(g_array_index(tasks, gint64, 5), ==, task_id(fixture, 5));
  /* None is worked on any more: what is late is the whole, which is not counted otherwise. */
  on(fixture, 6, 2);
  way_take(fixture->db, &fixture->actor, reckoning, task_id(fixture, 71), STEP_FINISH, DAY_NONE,
           NULL, &error);
  g_assert_no_error(error);
  on(fixture, 7, 1);
  g_autoptr(Bulletin) june = compute(fixture, 0, 6);
  g_assert_cmpuint(bulletin_count(june->all, FIGURE_TASKS), ==, 59);
  g_assert_cmpuint(bulletin_count(june->all, FIGURE_DONE), ==, 1);
  g_autoptr(GArray) left = bulletin_tasks(june, june->all, FIGURE_OVERDUE);
  g_assert_cmpuint(left->len, ==, 1);
  g_assert_cmpint(g_array_index(left, gint64, 0), ==, task_id(fixture, 4));
  g_assert_cmpuint(june->late->len, ==, 1);
}

static void test_head(Fixture *fixture, gconstpointer data) {
  (void)data;
  set_up(fixture);
  JournalVerdict verdict;
  GError *error = NULL;
  journal_verify(fixture->db, &verdict, &error);
  g_assert_no_error(error);
  g_autoptr(Bulletin) bulletin = compute(fixture, 0, 3);
  g_assert_cmpstr(bulletin->head, ==, verdict.head);
}

int main(int argc, char **argv) {
  g_setenv("TZ", "CST-8", TRUE);
  tzset();
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/bulletin/words", test_words);
  ADD_EMPTY("/bulletin/months", test_months);
  ADD_EMPTY("/bulletin/frozen", test_frozen);
  ADD_EMPTY("/bulletin/came-with", test_came_with);
  ADD_EMPTY("/bulletin/no-month", test_no_month);
  ADD_EMPTY("/bulletin/empty", test_empty);
  ADD_EMPTY("/bulletin/ranks", test_ranks);
  ADD_EMPTY("/bulletin/extension", test_extension);
  ADD_EMPTY("/bulletin/late", test_late);
  ADD_EMPTY("/bulletin/parts-and-pause", test_parts_and_pause);
  ADD_EMPTY("/bulletin/head", test_head);
  return g_test_run();
}

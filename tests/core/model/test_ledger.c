/* Ledgers of several years in one file: 封存 and 启封, and what lists over all of them leave out.
 * The Ningxia ledger of 2026 was 封存 on 12 January 2027, with task 4 (due in April) open. */
#include "core/model/bulletin.h"
#include "core/model/calendar_import.h"
#include "core/model/ledger.h"
#include "core/model/matrix.h"
#include "core/model/reminder.h"
#include "core/model/task.h"
#include "tests/core/fixture.h"

#define FROZEN_ON day_from_ymd(2027, 1, 12)
#define LATER day_from_ymd(2027, 3, 1)

static gboolean freeze(Fixture *fixture, Day day, GError **error) {
  fixture->actor.now += (gint64)(day - fixture->actor.today) * 24 * 60 * 60;
  fixture->actor.today = day;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, day, LEAD_DAYS_DEFAULT);
  return ledger_freeze(fixture->db, &fixture->actor, reckoning, fixture->ledger, error);
}

/* 2026 is 封存; 2027 is there and in use. */
static void set_up_two(Fixture *fixture, gconstpointer data) {
  fixture_set_up(fixture, data);
  GError *error = NULL;
  freeze(fixture, FROZEN_ON, &error);
  g_assert_no_error(error);
  fixture_apply(fixture, "ningxia-2020", 2027);
  fixture->actor.today = LATER;
}
#define ADD_TWO(path, test) g_test_add(path, Fixture, NULL, set_up_two, test, fixture_tear_down)

static Reckoning *later(Fixture *fixture) {
  return reckoning_on(fixture, LATER, LEAD_DAYS_DEFAULT);
}

static GArray *list(Fixture *fixture, const Reckoning *reckoning, const TaskFilter *filter) {
  GError *error = NULL;
  GArray *refs = task_list(fixture->db, reckoning, filter, &error);
  g_assert_no_error(error);
  return refs;
}

static guint count(Fixture *fixture, const TaskFilter *filter) {
  g_autoptr(Reckoning) reckoning = later(fixture);
  g_autoptr(GArray) refs = list(fixture, reckoning, filter);
  return refs->len;
}

/* ---- 封存 and 启封 ---------------------------------------------------------------------- */

static void test_freezing(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_autoptr(Ledger) before = ledger_load(fixture->db, fixture->ledger, &error);
  g_assert_no_error(error);
  g_assert_cmpint(before->frozen_on, ==, DAY_NONE);
  g_assert_null(ledger_refusal(before));
  freeze(fixture, FROZEN_ON, &error);
  g_assert_no_error(error);
  g_autoptr(Ledger) after = ledger_load(fixture->db, fixture->ledger, &error);
  g_assert_cmpint(after->frozen_on, ==, FROZEN_ON);
  g_autofree char *refusal = ledger_refusal(after);
  ProgressInput input = {.task = task_id(fixture, 4), .text = "补记", .percent = PERCENT_NONE};
  g_assert_false(progress_record(fixture->db, &fixture->actor, &input, NULL, &error));
  g_assert_cmpstr(error->message, ==, refusal);
  g_clear_error(&error);
  g_assert_false(freeze(fixture, LATER, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "已于2027-01-12封存，不必再封存");

  g_assert_false(ledger_thaw(fixture->db, &fixture->actor, fixture->ledger, "  ", &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "请写明启封的理由");
  ledger_thaw(fixture->db, &fixture->actor, fixture->ledger, " 补登进展 ", &error);
  g_assert_no_error(error);
  assert_text("SELECT verb || reason FROM journal ORDER BY seq DESC LIMIT 1",
              "ledger.thaw补登进展");
  g_assert_false(ledger_thaw(fixture->db, &fixture->actor, fixture->ledger, "再启封", &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "没有封存，不必启封");
  progress_record(fixture->db, &fixture->actor, &input, NULL, &error);
  g_assert_no_error(error);
  g_assert_false(ledger_thaw(fixture->db, &fixture->actor, 99, "理由", &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "没有这本台账");
}

/* What was past stays as it was, whatever calendar comes later. */
static void test_past_periods_are_kept(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  freeze(fixture, FROZEN_ON, &error);
  g_assert_no_error(error);
  gint64 kept = sql_int(fixture->db, "SELECT count(*) FROM period");
  g_assert_cmpint(kept, >, 0);
  fixture_apply(fixture, "ningxia-2020", 2027);
  g_autoptr(Reckoning) reckoning = later(fixture);
  g_autoptr(CalendarNotice) notice = calendar_notice_new(2027);
  fixture->actor.today = LATER;
  g_autoptr(GPtrArray) moves = NULL;
  gboolean stored = FALSE;
  calendar_import(fixture->db, &fixture->actor, reckoning, notice, &moves, &stored, &error);
  g_assert_no_error(error);
  g_assert_true(stored);
  assert_int("SELECT count(*) FROM period p JOIN task t ON t.id = p.task WHERE t.ledger = 1", kept);
}

/* ---- lists ------------------------------------------------------------------------------ */

static void test_lists_leave_it_out(Fixture *fixture, gconstpointer data) {
  (void)data;
  TaskFilter filter = TASK_FILTER_ALL;
  g_assert_cmpuint(count(fixture, &filter), ==, 69);
  filter.frozen = TRUE;
  g_assert_cmpuint(count(fixture, &filter), ==, 138);
  filter.frozen = FALSE;
  filter.ledger = fixture->ledger;
  g_assert_cmpuint(count(fixture, &filter), ==, 69);
  filter.ledger = 0;
  filter.query = "第4项";
  g_assert_cmpuint(count(fixture, &filter), ==, 1);
  g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  gint64 four = task_id(fixture, 4);
  g_array_append_val(ids, four);
  filter.query = NULL;
  filter.ids = ids;
  g_assert_cmpuint(count(fixture, &filter), ==, 1);
}

/* On a day before, it was in use. */
static void test_in_use_before(Fixture *fixture, gconstpointer data) {
  (void)data;
  TaskFilter filter = TASK_FILTER_ALL;
  g_autoptr(Reckoning) before = reckoning_on(fixture, FROZEN_ON - 1, LEAD_DAYS_DEFAULT);
  g_autoptr(GArray) then = list(fixture, before, &filter);
  g_assert_cmpuint(then->len, ==, 138);
  g_autoptr(Reckoning) same = reckoning_on(fixture, FROZEN_ON, LEAD_DAYS_DEFAULT);
  g_autoptr(GArray) now = list(fixture, same, &filter);
  g_assert_cmpuint(now->len, ==, 69);
}

static void test_lights_as_of(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = later(fixture);
  g_assert_cmpint(reckoning_day(reckoning, 1), ==, FROZEN_ON);
  g_assert_cmpint(reckoning_day(reckoning, 2), ==, LATER);
  g_assert_cmpint(reckoning_day(reckoning, 0), ==, LATER);
  g_autoptr(CalendarNotice) notice = calendar_notice_new(2028);
  g_autoptr(Reckoning) with = reckoning_with(reckoning, notice);
  g_assert_cmpint(reckoning_day(with, 1), ==, FROZEN_ON);

  g_autoptr(Task) four = task_load(fixture->db, reckoning, task_id(fixture, 4), &error);
  g_assert_no_error(error);
  g_assert_cmpint(four->standing.overdue, ==, FROZEN_ON - day_from_ymd(2026, 4, 30));
  /* Both ways of reading say the same, periods included. */
  g_autoptr(Reckoning) then = reckoning_on(fixture, FROZEN_ON, LEAD_DAYS_DEFAULT);
  TaskFilter filter = TASK_FILTER_ALL;
  filter.ledger = fixture->ledger;
  g_autoptr(GArray) now = list(fixture, reckoning, &filter);
  g_autoptr(GArray) was = list(fixture, then, &filter);
  g_assert_cmpuint(now->len, ==, was->len);
  for (guint i = 0; i < now->len; i++) {
    const TaskRef *a = &g_array_index(now, TaskRef, i), *b = &g_array_index(was, TaskRef, i);
    g_assert_cmpint(a->light, ==, b->light);
    g_assert_cmpint(a->overdue, ==, b->overdue);
    g_assert_cmpint(a->missed, ==, b->missed);
  }
}

static void test_summary_and_reminder(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = later(fixture);
  g_autoptr(Summary) all = summary_on(fixture, reckoning, 0);
  g_assert_cmpint(all->tasks, ==, 69);
  g_autoptr(Summary) new_ = summary_on(fixture, reckoning, 2);
  g_autoptr(Summary) old = summary_on(fixture, reckoning, 1);
  g_assert_cmpint(all->lights[LIGHT_RED], ==, new_->lights[LIGHT_RED]);
  g_assert_cmpint(old->lights[LIGHT_RED], >, new_->lights[LIGHT_RED]);

  ReminderFilter filter = {.days = 7};
  g_autoptr(Reminder) reminder = reminder_collect(fixture->db, reckoning, &filter, &error);
  g_assert_no_error(error);
  for (guint i = 0; i < reminder->items->len; i++) {
    const ReminderItem *item = reminder->items->pdata[i];
    g_assert_true(item->task == 0 || item->task > 69);
  }
  filter.ledger = 1;
  g_autoptr(Reminder) named = reminder_collect(fixture->db, reckoning, &filter, &error);
  g_assert_no_error(error);
  gboolean found = FALSE;
  for (guint i = 0; i < named->items->len; i++) {
    const ReminderItem *item = named->items->pdata[i];
    if (item->kind == ITEM_TASK && item->task == task_id(fixture, 4)) {
      g_assert_cmpint(item->late, ==, FROZEN_ON - day_from_ymd(2026, 4, 30));
      found = TRUE;
    }
  }
  g_assert_true(found);
}

static void test_obligations_and_grid(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = later(fixture);
  ObligationFilter filter = {0};
  g_autoptr(GPtrArray) all = obligation_list(fixture->db, reckoning, &filter, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(all->len, >, 0);
  for (guint i = 0; i < all->len; i++)
    g_assert_cmpint(((Obligation *)all->pdata[i])->ledger, ==, 2);
  filter.frozen = TRUE;
  g_autoptr(GPtrArray) both = obligation_list(fixture->db, reckoning, &filter, &error);
  g_assert_cmpuint(both->len, >, all->len);
  /* The year's table has the rules of one ledger, not of both. */
  g_autoptr(Matrix) matrix =
      matrix_compute(fixture->db, reckoning, 0, 2027, MATRIX_MONTHS, FALSE, &error);
  g_assert_no_error(error);
  g_autoptr(Matrix) own =
      matrix_compute(fixture->db, reckoning, 2, 2027, MATRIX_MONTHS, FALSE, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(matrix->rows->len, ==, own->rows->len);
  g_assert_cmpint(matrix->total.quota, ==, own->total.quota);
}

/* A month that was over before 封存 is reported as it was; one after leaves the ledger out. */
static void test_bulletin(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = later(fixture);
  g_autoptr(Bulletin) december = bulletin_compute(fixture->db, reckoning, 0, 2026, 12, &error);
  g_assert_no_error(error);
  g_autoptr(Bulletin) named = bulletin_compute(fixture->db, reckoning, 1, 2026, 12, &error);
  g_assert_no_error(error);
  g_assert_cmpint(bulletin_count(december->all, FIGURE_TASKS), ==,
                  bulletin_count(named->all, FIGURE_TASKS));
  g_assert_cmpint(bulletin_count(december->all, FIGURE_OVERDUE), ==,
                  bulletin_count(named->all, FIGURE_OVERDUE));
  g_assert_cmpint(bulletin_count(december->all, FIGURE_OVERDUE), >, 0);
  g_autoptr(Bulletin) march = bulletin_compute(fixture->db, reckoning, 0, 2027, 3, &error);
  g_assert_no_error(error);
  g_autoptr(Bulletin) own = bulletin_compute(fixture->db, reckoning, 2, 2027, 3, &error);
  g_assert_no_error(error);
  g_assert_cmpint(bulletin_count(march->all, FIGURE_TASKS), ==,
                  bulletin_count(own->all, FIGURE_TASKS));
  g_assert_cmpint(bulletin_count(march->all, FIGURE_OVERDUE), ==,
                  bulletin_count(own->all, FIGURE_OVERDUE));
  /* What is closed was not cleared: it is in neither of the months that are compared. */
  g_autoptr(Bulletin) january = bulletin_compute(fixture->db, reckoning, 0, 2027, 1, &error);
  g_assert_no_error(error);
  g_assert_cmpint((gint64)january->change->cleared.tasks->len, ==, 0);
}

static void test_count(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  int tasks = 0;
  g_assert_true(ledger_count_tasks(fixture->db, fixture->ledger, &tasks, &error));
  g_assert_cmpint(tasks, ==, 69);
}

/* An empty one goes again by undo; with it comes an indicator to add tasks under; its like is
 * refused. */
static void test_create(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  LedgerInput input = {.title = " 重点任务台账 ", .year = 2026, .indicator = "重点任务"};
  gint64 id = 0, seq = 0;
  g_assert_true(ledger_create(fixture->db, &fixture->actor, &input, &id, &error));
  g_assert_no_error(error);
  g_assert_true(journal_undoable(fixture->db, fixture->actor.who, &seq, &error));
  g_assert_true(journal_undo(fixture->db, &fixture->actor, seq, NULL, &error));
  g_assert_no_error(error);
  g_assert_null(ledger_load(fixture->db, id, NULL));
  g_assert_true(ledger_create(fixture->db, &fixture->actor, &input, &id, &error));
  g_assert_no_error(error);
  g_autoptr(Ledger) ledger = ledger_load(fixture->db, id, &error);
  g_assert_cmpstr(ledger->title, ==, "重点任务台账");
  g_assert_cmpint(ledger->year, ==, 2026);
  g_assert_null(ledger->template_name);
  g_autoptr(GPtrArray) tree = indicator_list(fixture->db, id, &error);
  g_assert_cmpuint(tree->len, ==, 1);
  g_assert_cmpstr(((Indicator *)tree->pdata[0])->title, ==, "重点任务");
  TaskInput task = {.ledger = id,
                    .indicator = ((Indicator *)tree->pdata[0])->id,
                    .kind = TASK_KIND_TASK,
                    .goal = "印发要点",
                    .units = "",
                    .deadline = "2026年12月",
                    .note = ""};
  g_assert_true(task_create(fixture->db, &fixture->actor, &task, NULL, NULL, &error));
  g_assert_false(ledger_create(fixture->db, &fixture->actor, &input, &id, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_REFUSED);
  g_assert_nonnull(strstr(error->message, "《重点任务台账》已经有了"));
  g_clear_error(&error);
  input.title = "　";
  g_assert_false(ledger_create(fixture->db, &fixture->actor, &input, &id, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_REFUSED);
  g_clear_error(&error);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/ledger/freezing", test_freezing);
  ADD("/ledger/past-periods-are-kept", test_past_periods_are_kept);
  ADD_TWO("/ledger/lists-leave-it-out", test_lists_leave_it_out);
  ADD_TWO("/ledger/in-use-before", test_in_use_before);
  ADD_TWO("/ledger/lights-as-of", test_lights_as_of);
  ADD_TWO("/ledger/summary-and-reminder", test_summary_and_reminder);
  ADD_TWO("/ledger/obligations-and-matrix", test_obligations_and_grid);
  ADD_TWO("/ledger/bulletin", test_bulletin);
  ADD("/ledger/count", test_count);
  ADD("/ledger/create", test_create);
  return g_test_run();
}

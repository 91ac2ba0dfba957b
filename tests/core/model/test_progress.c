#include "core/model/progress.h"

#include "core/model/task.h"
#include "tests/core/fixture.h"

static const ProgressInput NOTHING = {.percent = PERCENT_NONE};

static Day day(int month, int day) {
  return day_from_ymd(2026, month, day);
}

static gint64 record(Fixture *fixture, int number, ProgressInput input) {
  GError *error = NULL;
  gint64 id = -1;
  input.task = task_id(fixture, number);
  progress_record(fixture->db, &fixture->actor, &input, &id, &error);
  g_assert_no_error(error);
  return id;
}

/* A refusal stores nothing at all. */
static void refuse(Fixture *fixture, int number, ProgressInput input, const char *part) {
  GError *error = NULL;
  input.task = task_id(fixture, number);
  gint64 entries = journal_entries(fixture->db);
  gint64 progress = sql_int(fixture->db, "SELECT count(*) FROM progress");
  gint64 evidence = sql_int(fixture->db, "SELECT count(*) FROM evidence");
  g_assert_false(progress_record(fixture->db, &fixture->actor, &input, NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, part);
  g_assert_cmpint(journal_entries(fixture->db), ==, entries);
  assert_int("SELECT count(*) FROM progress", progress);
  assert_int("SELECT count(*) FROM evidence", evidence);
}

static Task *load(Fixture *fixture, int number) {
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  Task *task = task_load(fixture->db, reckoning, task_id(fixture, number), &error);
  g_assert_no_error(error);
  return task;
}

static void check_task(Fixture *fixture, int number, TaskState state, int percent, Day done_on) {
  g_autoptr(Task) task = load(fixture, number);
  g_assert_cmpint(task->state, ==, state);
  g_assert_cmpint(task->percent, ==, percent);
  g_assert_cmpint(task->done_on, ==, done_on);
}

static Light light(Fixture *fixture, int number) {
  g_autoptr(Task) task = load(fixture, number);
  return task->standing.light;
}

static void set_state(Fixture *fixture, int number, const char *state) {
  g_autofree char *sql = g_strdup_printf(
      "UPDATE task SET state = '%s' WHERE id = %" G_GINT64_FORMAT, state, task_id(fixture, number));
  raw_write(fixture, sql);
}

/* ---- recording -------------------------------------------------------------------------- */

static void test_first(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const char *const evidence[] = {"宁交办发〔2026〕8号", " ", " 方案.docx\n", NULL};
  gint64 id = record(
      fixture, 1,
      (ProgressInput){.text = " 学习了一次\n印发了纪要 ", .percent = 25, .evidence = evidence});
  check_task(fixture, 1, TASK_STATE_ACTIVE, 25, DAY_NONE);
  g_autoptr(Task) task = load(fixture, 1);
  const Progress *last = task->last_progress;
  g_assert_nonnull(last);
  g_assert_cmpint(last->id, ==, id);
  g_assert_cmpint(last->task, ==, task->id);
  g_assert_cmpint(last->made_on, ==, fixture->actor.today);
  g_assert_cmpstr(last->text, ==, "学习了一次\n印发了纪要");
  g_assert_cmpint(last->percent, ==, 25);
  g_assert_cmpstr(last->author, ==, "zhangsan");
  g_assert_cmpuint(last->evidence->len, ==, 2); /* the blank one is none */
  g_assert_cmpstr(last->evidence->pdata[0], ==, "宁交办发〔2026〕8号");
  g_assert_cmpstr(last->evidence->pdata[1], ==, "方案.docx");
}

static void test_percent(Fixture *fixture, gconstpointer data) {
  (void)data;
  record(fixture, 1, (ProgressInput){.text = "一", .percent = 30, .made_on = day(11, 10)});
  check_task(fixture, 1, TASK_STATE_ACTIVE, 30, DAY_NONE);
  /* Told later of an earlier day: the newer figure stands. */
  record(fixture, 1, (ProgressInput){.text = "二", .percent = 90, .made_on = day(11, 9)});
  check_task(fixture, 1, TASK_STATE_ACTIVE, 30, DAY_NONE);
  /* Of the same day: what was said last. */
  record(fixture, 1, (ProgressInput){.text = "三", .percent = 20, .made_on = day(11, 10)});
  check_task(fixture, 1, TASK_STATE_ACTIVE, 20, DAY_NONE);
  /* No figure leaves the figure. */
  record(fixture, 1, (ProgressInput){.text = "四", .percent = PERCENT_NONE});
  check_task(fixture, 1, TASK_STATE_ACTIVE, 20, DAY_NONE);
  record(fixture, 1, (ProgressInput){.text = "五", .percent = 0});
  check_task(fixture, 1, TASK_STATE_ACTIVE, 0, DAY_NONE);
}

static void test_list(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 old =
      record(fixture, 1, (ProgressInput){.text = "旧", .percent = 1, .made_on = day(3, 1)});
  gint64 first =
      record(fixture, 1, (ProgressInput){.text = "先", .percent = 2, .made_on = day(9, 1)});
  gint64 second =
      record(fixture, 1, (ProgressInput){.text = "后", .percent = 3, .made_on = day(9, 1)});
  record(fixture, 2, (ProgressInput){.text = "别的任务", .percent = 4});
  GError *error = NULL;
  g_autoptr(GPtrArray) entries = progress_list(fixture->db, task_id(fixture, 1), 0, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(entries->len, ==, 3);
  g_assert_cmpint(((Progress *)entries->pdata[0])->id, ==, second);
  g_assert_cmpint(((Progress *)entries->pdata[1])->id, ==, first);
  g_assert_cmpint(((Progress *)entries->pdata[2])->id, ==, old);
  g_autoptr(GPtrArray) two = progress_list(fixture->db, task_id(fixture, 1), 2, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(two->len, ==, 2);
  g_autoptr(GPtrArray) none = progress_list(fixture->db, task_id(fixture, 3), 0, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(none->len, ==, 0);
}

/* ---- done ------------------------------------------------------------------------------- */

static void test_done(Fixture *fixture, gconstpointer data) {
  (void)data;
  ProgressInput done = NOTHING;
  done.done = TRUE;
  g_assert_cmpint(light(fixture, 4), ==, LIGHT_RED);
  g_assert_cmpint(record(fixture, 4, done), ==, 0);
  check_task(fixture, 4, TASK_STATE_DONE, 100, fixture->actor.today);
  g_assert_cmpint(light(fixture, 4), ==, LIGHT_GREEN);
  assert_int("SELECT count(*) FROM progress", 0);

  done.text = "印发要点";
  done.made_on = day(10, 30);
  done.percent = 100;
  g_assert_cmpint(record(fixture, 54, done), >, 0);
  check_task(fixture, 54, TASK_STATE_DONE, 100, day(10, 30));
  assert_int("SELECT percent FROM progress", 100);

  /* 加分项 can be achieved. */
  done.text = "  ";
  g_assert_cmpint(record(fixture, 62, done), ==, 0);
  check_task(fixture, 62, TASK_STATE_DONE, 100, day(10, 30));
}

/* What comes in after 办结 is recorded, and does not make it less done. */
static void test_after_done(Fixture *fixture, gconstpointer data) {
  (void)data;
  ProgressInput done = {.percent = PERCENT_NONE, .done = TRUE, .made_on = day(11, 1)};
  record(fixture, 1, done);
  record(fixture, 1, (ProgressInput){.text = "补充材料", .percent = PERCENT_NONE});
  check_task(fixture, 1, TASK_STATE_DONE, 100, day(11, 1));
  record(fixture, 1, (ProgressInput){.text = "再补充", .percent = 100});
  check_task(fixture, 1, TASK_STATE_DONE, 100, day(11, 1));
  refuse(fixture, 1, (ProgressInput){.text = "其实没做完", .percent = 30}, "已经办结");
}

/* Evidence is never dropped, also where nothing was said. */
static void test_done_with_evidence(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const char *const evidence[] = {"宁交办发〔2026〕8号", NULL};
  static const char *const blank[] = {" ", "", NULL};
  ProgressInput done = {.percent = PERCENT_NONE, .done = TRUE, .evidence = evidence};
  g_assert_cmpint(record(fixture, 1, done), >, 0);
  assert_text("SELECT p.text || e.reference FROM progress p JOIN evidence e ON e.progress = p.id",
              "办结宁交办发〔2026〕8号");
  done.evidence = blank;
  g_assert_cmpint(record(fixture, 2, done), ==, 0);
  assert_int("SELECT count(*) FROM progress", 1);
}

/* ---- refusals --------------------------------------------------------------------------- */

static void test_refused(Fixture *fixture, gconstpointer data) {
  (void)data;
  ProgressInput input = NOTHING;
  refuse(fixture, 1, input, "不能为空");
  input.text = " \n\t ";
  refuse(fixture, 1, input, "不能为空");
  input.text = "做了";
  input.made_on = fixture->actor.today + 1;
  refuse(fixture, 1, input, "不能晚于今天");
  input.made_on = DAY_NONE;
  input.percent = 101;
  refuse(fixture, 1, input, "0 到 100");
  input.percent = -2;
  refuse(fixture, 1, input, "0 到 100");
  input.percent = 99;
  input.done = TRUE;
  refuse(fixture, 1, input, "应为 100");
  check_task(fixture, 1, TASK_STATE_NEW, PERCENT_NONE, DAY_NONE);
}

static void test_refused_done(Fixture *fixture, gconstpointer data) {
  (void)data;
  ProgressInput done = {.text = "完成", .percent = PERCENT_NONE, .done = TRUE};
  refuse(fixture, 32, done, "排名指标");
  refuse(fixture, 65, done, "扣分项");
  record(fixture, 1, done);
  refuse(fixture, 1, done, "已经办结");
  done.done = FALSE; /* what happened may be recorded */
  record(fixture, 32, done);
  record(fixture, 65, done);
  check_task(fixture, 65, TASK_STATE_ACTIVE, PERCENT_NONE, DAY_NONE);
}

static void test_refused_state(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const struct {
    const char *code, *name;
  } states[] = {{"closed", "已销号"}, {"paused", "暂停"}, {"void", "作废"}};
  for (gsize i = 0; i < G_N_ELEMENTS(states); i++) {
    set_state(fixture, 1, states[i].code);
    ProgressInput input = {.text = "做了", .percent = 10};
    refuse(fixture, 1, input, states[i].name);
    input.done = TRUE;
    input.percent = PERCENT_NONE;
    refuse(fixture, 1, input, states[i].name);
    g_autofree char *sql =
        g_strdup_printf("SELECT state FROM task WHERE id = %" G_GINT64_FORMAT, task_id(fixture, 1));
    assert_text(sql, states[i].code);
  }
}

static void test_no_task(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  ProgressInput input = {.task = 9999, .text = "做了", .percent = 10};
  g_assert_false(progress_record(fixture->db, &fixture->actor, &input, NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "9999");
}

/* ---- the journal ------------------------------------------------------------------------ */

static const JournalEntry *entry(GPtrArray *entries, guint index) {
  g_assert_cmpuint(index, <, entries->len);
  return entries->pdata[index];
}

static void test_journal(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 first = task_id(fixture, 1);
  record(fixture, 1, (ProgressInput){.text = "学习", .percent = 25});
  record(fixture, 1, (ProgressInput){.text = "又学习", .percent = PERCENT_NONE});
  record(fixture, 2, (ProgressInput){.text = "研究", .percent = 100, .done = TRUE});
  record(fixture, 1, (ProgressInput){.percent = PERCENT_NONE, .done = TRUE});
  static const struct {
    const char *verb, *summary;
  } expected[] = {
      {"task.done", "第1项“深入学习贯彻习近平总书记关于社会…” 办结"},
      {"progress.add", "第1项“深入学习贯彻习近平总书记关于社会…” 记录进展"},
      {"progress.add", "第1项“深入学习贯彻习近平总书记关于社会…” 记录进展 25%"},
      {"init", NULL},
  };
  GError *error = NULL;
  g_autoptr(GPtrArray) history = journal_list(fixture->db, first, 0, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(history->len, ==, G_N_ELEMENTS(expected)); /* without task 2's, with the init */
  for (guint i = 0; i < history->len; i++) {
    g_assert_cmpstr(entry(history, i)->verb, ==, expected[i].verb);
    g_assert_cmpstr(entry(history, i)->who, ==, "zhangsan");
    if (expected[i].summary == NULL)
      continue;
    g_assert_cmpint(entry(history, i)->task, ==, first);
    g_assert_cmpstr(entry(history, i)->summary, ==, expected[i].summary);
  }
  g_autoptr(GPtrArray) second = journal_list(fixture->db, task_id(fixture, 2), 1, &error);
  g_assert_no_error(error);
  g_assert_true(g_str_has_suffix(entry(second, 0)->summary, "” 记录进展 100%，办结"));
}

static void undo_last(Fixture *fixture) {
  GError *error = NULL;
  gint64 seq = 0;
  journal_undoable(fixture->db, fixture->actor.who, &seq, &error);
  g_assert_no_error(error);
  g_assert_cmpint(seq, >, 0);
  journal_undo(fixture->db, &fixture->actor, seq, NULL, &error);
  g_assert_no_error(error);
}

static void test_undo(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const char *const evidence[] = {"文号", NULL};
  record(fixture, 4, (ProgressInput){.text = "起草", .percent = 60});
  record(fixture, 4,
         (ProgressInput){.text = "印发", .percent = 100, .done = TRUE, .evidence = evidence});
  g_assert_cmpint(light(fixture, 4), ==, LIGHT_GREEN);
  undo_last(fixture);
  g_assert_cmpint(light(fixture, 4), ==, LIGHT_RED);
  check_task(fixture, 4, TASK_STATE_ACTIVE, 60, DAY_NONE);
  assert_int("SELECT count(*) FROM progress", 1);
  assert_int("SELECT count(*) FROM evidence", 0);
  undo_last(fixture);
  check_task(fixture, 4, TASK_STATE_NEW, PERCENT_NONE, DAY_NONE);
  assert_int("SELECT count(*) FROM progress", 0);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/progress/first", test_first);
  ADD("/progress/percent", test_percent);
  ADD("/progress/list", test_list);
  ADD("/progress/done", test_done);
  ADD("/progress/after-done", test_after_done);
  ADD("/progress/done-with-evidence", test_done_with_evidence);
  ADD("/progress/refused", test_refused);
  ADD("/progress/refused-done", test_refused_done);
  ADD("/progress/refused-state", test_refused_state);
  ADD("/progress/no-task", test_no_task);
  ADD("/progress/journal", test_journal);
  ADD("/progress/undo", test_undo);
  return g_test_run();
}

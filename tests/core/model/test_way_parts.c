#include "core/model/task.h"
#include "core/model/way.h"
#include "tests/core/fixture.h"

/* Task 54 is due on 2026-10-31, task 4 on 2026-04-30. */
static const PartInput THREE[] = {
    {.goal = " 起草要点 ", .units = "厅法规处", .deadline = "2026年3月底", .weight = 50},
    {.goal = "征求意见", .units = "", .deadline = "", .weight = 30},
    {.goal = "印发", .units = NULL, .deadline = NULL, .weight = 20},
};

static gint64 split(Fixture *fixture, int number) {
  GError *error = NULL;
  gint64 first = sql_int(fixture->db, "SELECT max(number) + 1 FROM task");
  int part = 7;
  way_split(fixture->db, &fixture->actor, task_id(fixture, number), THREE, G_N_ELEMENTS(THREE),
            &part, &error);
  g_assert_no_error(error);
  g_assert_cmpint(part, ==, -1);
  return first;
}

static void refuse_split(Fixture *fixture, int number, const PartInput *parts, gsize count,
                         int blamed, int code, const char *words) {
  GError *error = NULL;
  gint64 entries = journal_entries(fixture->db);
  gint64 tasks = sql_int(fixture->db, "SELECT count(*) FROM task");
  int part = 7;
  g_assert_false(way_split(fixture->db, &fixture->actor, task_id(fixture, number), parts, count,
                           &part, &error));
  assert_refused(&error, STORE_ERROR, code, words);
  g_assert_cmpint(part, ==, blamed);
  g_assert_cmpint(journal_entries(fixture->db), ==, entries);
  assert_int("SELECT count(*) FROM task", tasks);
}

static gboolean take(Fixture *fixture, int number, Step step, const char *reason, GError **error) {
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  return way_take(fixture->db, &fixture->actor, reckoning, task_id(fixture, number), step, DAY_NONE,
                  reason, error);
}

static void step(Fixture *fixture, int number, Step step, const char *reason) {
  GError *error = NULL;
  take(fixture, number, step, reason, &error);
  g_assert_no_error(error);
}

static void refuse_step(Fixture *fixture, int number, Step step, const char *words) {
  GError *error = NULL;
  g_assert_false(take(fixture, number, step, "理由", &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, words);
}

static void report(Fixture *fixture, int number, int percent, gboolean done) {
  GError *error = NULL;
  ProgressInput input = {
      .task = task_id(fixture, number), .text = "做了", .percent = percent, .done = done};
  progress_record(fixture->db, &fixture->actor, &input, NULL, &error);
  g_assert_no_error(error);
}

static Task *load(Fixture *fixture, int number) {
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  Task *task = task_load(fixture->db, reckoning, task_id(fixture, number), &error);
  g_assert_no_error(error);
  return task;
}

/* What the page and the list say of a task's 完成率 and parts. */
static void check_percent(Fixture *fixture, int number, int percent, int parts) {
  GError *error = NULL;
  g_autoptr(Task) task = load(fixture, number);
  g_assert_cmpint(task->percent, ==, percent);
  g_assert_cmpint(task->parts, ==, parts);
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  TaskFilter filter = TASK_FILTER_ALL;
  g_autoptr(GArray) refs = task_list(fixture->db, reckoning, &filter, &error);
  g_assert_no_error(error);
  gboolean found = FALSE;
  for (guint i = 0; i < refs->len; i++) {
    const TaskRef *ref = &g_array_index(refs, TaskRef, i);
    if (ref->id != task->id)
      continue;
    found = TRUE;
    g_assert_cmpint(task_ref_share(ref), ==, MAX(percent, 0));
    g_assert_cmpint(ref->parts, ==, parts);
  }
  g_assert_true(found);
}

/* ---- splitting -------------------------------------------------------------------------- */

static void test_split(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  int first = (int)split(fixture, 4);
  g_assert_cmpint(first, ==, 70);
  g_autoptr(Task) whole = load(fixture, 4);
  g_autoptr(Task) part = load(fixture, first);
  g_assert_cmpstr(part->goal, ==, "起草要点");
  g_assert_cmpint(part->parent, ==, whole->id);
  g_assert_cmpint(part->weight, ==, 50);
  g_assert_cmpint(part->indicator, ==, whole->indicator);
  g_assert_cmpint(part->state, ==, TASK_STATE_NEW);
  g_assert_cmpint(part->kind, ==, TASK_KIND_TASK);
  g_assert_cmpint(part->due, ==, day_from_ymd(2026, 3, 31));
  g_assert_null(part->deadline_printed);
  g_autofree char *units = task_units_text(part);
  g_assert_cmpstr(units, ==, "厅法规处");
  g_autoptr(Task) last = load(fixture, first + 2);
  g_assert_cmpstr(last->goal, ==, "印发");
  g_assert_cmpstr(last->deadline, ==, whole->deadline);
  g_assert_cmpint(last->due, ==, whole->due);
  g_autofree char *inherited = task_units_text(last);
  g_autofree char *own = task_units_text(whole);
  g_assert_cmpstr(inherited, ==, own);
  g_assert_cmpstr(inherited, !=, "");
  g_autoptr(GArray) parts = way_parts(fixture->db, whole->id, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(parts->len, ==, 3);
  g_assert_cmpint(g_array_index(parts, gint64, 0), ==, part->id);
  g_assert_cmpint(g_array_index(parts, gint64, 2), ==, last->id);
  g_autoptr(GArray) none = way_parts(fixture->db, part->id, &error);
  g_assert_cmpuint(none->len, ==, 0);
}

static void test_split_refused(Fixture *fixture, gconstpointer data) {
  (void)data;
  PartInput parts[2] = {{.goal = "甲", .weight = 60}, {.goal = "乙", .weight = 40}};
  refuse_split(fixture, 4, parts, 1, -1, STORE_ERROR_REFUSED, "至少要有两部分");
  parts[1].weight = 41;
  refuse_split(fixture, 4, parts, 2, -1, STORE_ERROR_REFUSED, "合计应为 100，现在是 101");
  parts[0].weight = 100;
  parts[1].weight = 0;
  refuse_split(fixture, 4, parts, 2, 1, STORE_ERROR_REFUSED, "第2部分：权重 0 不对");
  parts[0].weight = 101;
  refuse_split(fixture, 4, parts, 2, 0, STORE_ERROR_REFUSED, "第1部分：权重 101 不对");
  parts[0].weight = 60;
  parts[1] = (PartInput){.goal = " 　", .weight = 40};
  refuse_split(fixture, 4, parts, 2, 1, STORE_ERROR_REFUSED, "第2部分：内容不能为空");
  parts[1] = (PartInput){.goal = "乙", .units = "没有的处", .weight = 40};
  refuse_split(fixture, 4, parts, 2, 1, STORE_ERROR_NOT_FOUND, "没有的处");
  parts[1] = (PartInput){.goal = "乙", .deadline = "2026年5月1日", .weight = 40};
  refuse_split(fixture, 4, parts, 2, 1, STORE_ERROR_REFUSED, "不能晚于这一天");
  parts[1].deadline = "2026年2月30日";
  refuse_split(fixture, 4, parts, 2, 1, STORE_ERROR_REFUSED, "没有“2026年2月30日”这一天");
  parts[1].deadline = "尽快";
  refuse_split(fixture, 4, parts, 2, 1, STORE_ERROR_REFUSED, "读得出日期");
}

static void test_split_refused_task(Fixture *fixture, gconstpointer data) {
  (void)data;
  refuse_split(fixture, 32, THREE, 3, -1, STORE_ERROR_REFUSED, "排名指标，只有任务可以分解");
  refuse_split(fixture, 62, THREE, 3, -1, STORE_ERROR_REFUSED, "加分项");
  int first = (int)split(fixture, 4);
  refuse_split(fixture, 4, THREE, 3, -1, STORE_ERROR_REFUSED, "已分解为3部分");
  refuse_split(fixture, first, THREE, 3, -1, STORE_ERROR_REFUSED, "不能再分解");
  step(fixture, 54, STEP_PAUSE, "等文件");
  refuse_split(fixture, 54, THREE, 3, -1, STORE_ERROR_REFUSED, "暂停，不能分解；请先恢复");
  step(fixture, 54, STEP_RESUME, NULL);
  step(fixture, 54, STEP_FINISH, NULL);
  refuse_split(fixture, 54, THREE, 3, -1, STORE_ERROR_REFUSED, "已办结，不能分解");
}

/* It is in the history of the task and of each part, and taken back as a whole. */
static void test_split_journal(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  int first = (int)split(fixture, 4);
  for (int i = 0; i < 2; i++) {
    gint64 id = task_id(fixture, i == 0 ? 4 : first);
    g_autoptr(GPtrArray) entries = journal_list(fixture->db, id, 1, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(entries->len, ==, 1);
    const JournalEntry *entry = entries->pdata[0];
    g_assert_cmpstr(entry->verb, ==, "task.split");
    g_assert_true(g_str_has_suffix(entry->summary, "” 分解为3部分"));
  }
  gint64 seq = 0;
  journal_undoable(fixture->db, "zhangsan", &seq, &error);
  journal_undo(fixture->db, &fixture->actor, seq, NULL, &error);
  g_assert_no_error(error);
  assert_int("SELECT count(*) FROM task WHERE parent IS NOT NULL", 0);
  check_percent(fixture, 4, PERCENT_NONE, 0);
}

/* ---- 完成率 ------------------------------------------------------------------------------- */

static void test_percent(Fixture *fixture, gconstpointer data) {
  (void)data;
  report(fixture, 4, 70, FALSE); /* before it was split; no longer of use */
  int first = (int)split(fixture, 4);
  check_percent(fixture, 4, 0, 3);
  report(fixture, first, 50, FALSE);
  check_percent(fixture, 4, 25, 3);
  report(fixture, first + 1, PERCENT_NONE, TRUE);
  check_percent(fixture, 4, 55, 3);
  report(fixture, first + 2, 99, FALSE);
  check_percent(fixture, 4, 74, 3);                            /* 25 + 30 + 19.8, rounded down */
  assert_int("SELECT percent FROM task WHERE number = 4", 70); /* never stored */
  /* Until weighed anew, the rest counts for the whole: (30 × 100 + 20 × 99) / 50. */
  step(fixture, first, STEP_VOID, "并入第二部分");
  check_percent(fixture, 4, 99, 2);
  step(fixture, first + 1, STEP_VOID, "并入");
  step(fixture, first + 2, STEP_VOID, "并入");
  check_percent(fixture, 4, 70, 0);
  split(fixture, 4);
  check_percent(fixture, 4, 0, 3);
}

static void test_percent_refused(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  split(fixture, 4);
  ProgressInput input = {.task = task_id(fixture, 4), .text = "做了", .percent = 50};
  g_assert_false(progress_record(fixture->db, &fixture->actor, &input, NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "该项已分解，完成率由各部分算出");
  report(fixture, 4, PERCENT_NONE, FALSE);
  check_percent(fixture, 4, 0, 3);
}

/* The parts stand for the task in what is counted. */
static void test_counted(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  g_autoptr(Summary) before = summary_on(fixture, reckoning, fixture->ledger);
  int first = (int)split(fixture, 4);
  g_autoptr(Summary) after = summary_on(fixture, reckoning, fixture->ledger);
  g_assert_cmpint(after->tasks, ==, before->tasks + 2);
  for (int i = 0; i < 3; i++)
    step(fixture, first + i, STEP_VOID, "不分了");
  g_autoptr(Summary) back = summary_on(fixture, reckoning, fixture->ledger);
  /* The task itself again, and three that are void. */
  g_assert_cmpint(back->tasks, ==, before->tasks + 3);
  g_assert_cmpint(back->lights[LIGHT_RED], ==, before->lights[LIGHT_RED]);
}

/* ---- steps ------------------------------------------------------------------------------ */

static void test_finish(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  int first = (int)split(fixture, 4);
  refuse_step(fixture, 4, STEP_FINISH, "其中第70项“起草要点”还没有办结，不能办结");
  step(fixture, first, STEP_FINISH, NULL);
  refuse_step(fixture, 4, STEP_FINISH, "第71项“征求意见”");
  refuse_step(fixture, 4, STEP_VOID, "第71项");
  refuse_step(fixture, 4, STEP_PAUSE, "第71项");
  ProgressInput done = {.task = task_id(fixture, 4), .percent = PERCENT_NONE, .done = TRUE};
  g_assert_false(progress_record(fixture->db, &fixture->actor, &done, NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "第71项");
  step(fixture, first + 1, STEP_FINISH, NULL);
  step(fixture, first + 2, STEP_VOID, "不必印发");
  step(fixture, 4, STEP_FINISH, NULL);
  check_percent(fixture, 4, 100, 2);
  refuse_step(fixture, first, STEP_RETURN, "该项是第4项“落实");
  refuse_step(fixture, first + 2, STEP_REOPEN, "已经办结，不能重新打开");
  step(fixture, 4, STEP_RETURN, "缺附件");
  step(fixture, first, STEP_RETURN, "缺附件");
}

/* ---- weights ---------------------------------------------------------------------------- */

static void refuse_weights(Fixture *fixture, const gint64 *ids, const int *weights, gsize count,
                           const char *words) {
  GError *error = NULL;
  gint64 entries = journal_entries(fixture->db);
  g_assert_false(
      way_weigh(fixture->db, &fixture->actor, task_id(fixture, 4), ids, weights, count, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, words);
  g_assert_cmpint(journal_entries(fixture->db), ==, entries);
}

static void test_weigh(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  int first = (int)split(fixture, 4);
  step(fixture, first, STEP_VOID, "并入第二部分");
  gint64 ids[] = {task_id(fixture, first + 2), task_id(fixture, first + 1)};
  gint64 twice[] = {ids[0], ids[0]};
  gint64 wrong[] = {ids[0], task_id(fixture, first)};
  int weights[] = {25, 75}, less[] = {25, 74}, bad[] = {0, 100};
  refuse_weights(fixture, ids, less, 2, "现在是 99");
  refuse_weights(fixture, ids, bad, 2, "权重 0 不对");
  refuse_weights(fixture, twice, weights, 2, "写了两次");
  refuse_weights(fixture, wrong, weights, 2, "或已作废");
  refuse_weights(fixture, ids, (int[]){100}, 1, "该项有2个没有作废的部分");
  g_assert_true(
      way_weigh(fixture->db, &fixture->actor, task_id(fixture, 4), ids, weights, 2, &error));
  g_assert_no_error(error);
  assert_int("SELECT weight FROM task WHERE number = 72", 25);
  assert_int("SELECT weight FROM task WHERE number = 71", 75);
  assert_int("SELECT weight FROM task WHERE number = 70", 50);
  assert_text("SELECT verb FROM journal ORDER BY seq DESC LIMIT 1", "task.weigh");
  report(fixture, first + 2, 50, FALSE);
  check_percent(fixture, 4, 12, 2);
  /* It is in the task's own history, though only parts were changed. */
  g_autoptr(GPtrArray) entries = journal_list(fixture->db, task_id(fixture, 4), 1, &error);
  g_assert_cmpstr(((JournalEntry *)entries->pdata[0])->verb, ==, "task.weigh");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/way-parts/split", test_split);
  ADD("/way-parts/split-refused", test_split_refused);
  ADD("/way-parts/split-refused-task", test_split_refused_task);
  ADD("/way-parts/split-journal", test_split_journal);
  ADD("/way-parts/percent", test_percent);
  ADD("/way-parts/percent-refused", test_percent_refused);
  ADD("/way-parts/counted", test_counted);
  ADD("/way-parts/finish", test_finish);
  ADD("/way-parts/weigh", test_weigh);
  return g_test_run();
}

/* Bringing in how far tasks have come, and their parts. */
#include <string.h>

#include "core/model/way.h"
#include "tests/core/exchange/import/contents.h"
#include "tests/core/exchange/import/plans.h"

/* ---- how far it has come --------------------------------------------------------------------- */

static void add_progress(ContentTask *task, const char *text, const char *evidence) {
  ContentProgress *entry = content_progress_new(text);
  if (evidence != NULL)
    g_ptr_array_add(entry->evidence, g_strdup(evidence));
  g_ptr_array_insert(task->progress, 0, entry);
}

static void test_progress(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *before = fixture_dump(fixture);
  Content *incoming = foreign(fixture);
  add_progress(task_numbered(incoming, 4), "已起草", "宁交发〔2026〕3号");
  task_numbered(incoming, 4)->percent = 40;
  task_numbered(incoming, 4)->state = TASK_STATE_ACTIVE;
  task_numbered(incoming, 5)->percent = 50; /* without a word */
  task_numbered(incoming, 6)->state = TASK_STATE_DONE;
  task_numbered(incoming, 6)->percent = 100;
  task_numbered(incoming, 6)->done_on = day_from_ymd(2026, 11, 10);
  add_progress(task_numbered(incoming, 6), "全部完成", NULL);
  task_numbered(incoming, 7)->state = TASK_STATE_PAUSED;
  task_numbered(incoming, 8)->state = TASK_STATE_CLOSED;
  task_numbered(incoming, 9)->done_on = day_from_ymd(2026, 12, 1);
  g_autoptr(ImportPlan) plan = plan_into(fixture, incoming, fixture->ledger);
  assert_counts(plan, 63, 0, 6, 0);
  assert_field(plan, 4, CONTENT_PROGRESS, "", "已起草");
  assert_field(plan, 4, CONTENT_EVIDENCE, "", "宁交发〔2026〕3号");
  assert_field(plan, 4, CONTENT_STATE, "未启动", "办理中");
  assert_field(plan, 6, CONTENT_DONE_ON, "", "2026-11-10");
  assert_refusal(plan, 8, CONTENT_STATE, "不能一步改为已销号");
  assert_refusal(plan, 9, CONTENT_DONE_ON, "不能晚于今天");
  ImportResult result = run_plan(fixture, plan);
  g_assert_cmpuint(result.changed, ==, 4);
  assert_text("SELECT group_concat(p.text || p.percent || p.made_on || p.author) FROM progress p "
              "JOIN task t ON t.id = p.task WHERE t.number = 4",
              "已起草402026-11-21zhangsan");
  assert_int("SELECT count(*) FROM evidence WHERE reference = '宁交发〔2026〕3号'", 1);
  assert_text("SELECT p.text || p.percent FROM progress p JOIN task t ON t.id = p.task "
              "WHERE t.number = 5",
              "完成率 50%50");
  assert_text("SELECT state || done_on || percent FROM task WHERE number = 6", "done2026-11-10100");
  assert_text("SELECT group_concat(name || ifnull(reason, '')) FROM step s JOIN task t "
              "ON t.id = s.task WHERE t.number = 7",
              "pause按导入的《台账.xlsx》");
  /* the same again: only what was refused is left */
  Content *same = content_new();
  content_free(same);
  g_autoptr(ImportPlan) again =
      plan_into(fixture, g_steal_pointer(&plan->incoming), fixture->ledger);
  g_assert_cmpuint(again->counts[IMPORT_CHANGED], ==, 3);
  g_assert_cmpint(item_numbered(again, 4)->change, ==, IMPORT_SAME);
  g_assert_cmpint(item_numbered(again, 6)->change, ==, IMPORT_SAME);
  g_assert_cmpint(item_numbered(again, 7)->change, ==, IMPORT_SAME);
  assert_refusal(again, 5, CONTENT_STATE, "不能一步改为未启动"); /* the entry has begun it */
  undo_last(fixture);
  g_autofree char *after = fixture_dump(fixture);
  g_assert_cmpstr(before, ==, after);
}

/* An older file than what is on record brings nothing, a later repetition of the same words does.
 */
static void test_progress_on_record(Fixture *fixture, gconstpointer data) {
  (void)data;
  use_ledger(fixture);
  Content *incoming = foreign(fixture);
  ContentTask *task = task_numbered(incoming, 4);
  g_assert_cmpuint(task->progress->len, ==, 3);
  g_ptr_array_remove_range(task->progress, 0, 2); /* the newest two came later */
  task->percent = PERCENT_NONE;
  g_autoptr(ImportPlan) plan = plan_into(fixture, incoming, fixture->ledger);
  g_assert_cmpint(item_numbered(plan, 4)->change, ==, IMPORT_SAME);
  Content *later = foreign(fixture);
  add_progress(task_numbered(later, 4), "已起草年度要点，正在征求意见。", NULL);
  ((ContentProgress *)task_numbered(later, 4)->progress->pdata[0])->made_on = fixture->actor.today;
  g_autoptr(ImportPlan) second = plan_into(fixture, later, fixture->ledger);
  assert_field(second, 4, CONTENT_PROGRESS, "同一天的又一条", "已起草年度要点，正在征求意见。");
  run_plan(fixture, second);
  g_autoptr(ImportPlan) again =
      plan_into(fixture, g_steal_pointer(&second->incoming), fixture->ledger);
  g_assert_cmpint(item_numbered(again, 4)->change, ==, IMPORT_SAME);
}

static void test_states(Fixture *fixture, gconstpointer data) {
  (void)data;
  use_ledger(fixture);
  Content *incoming = foreign(fixture);
  task_numbered(incoming, 4)->state = TASK_STATE_NEW;     /* 办理中 */
  task_numbered(incoming, 7)->state = TASK_STATE_ACTIVE;  /* 已办结: 退回 */
  task_numbered(incoming, 8)->state = TASK_STATE_DONE;    /* 已销号 */
  task_numbered(incoming, 10)->state = TASK_STATE_ACTIVE; /* 暂停, of what was 未启动 */
  task_numbered(incoming, 12)->state = TASK_STATE_NEW;    /* 已交办: no table says 拒签 */
  task_numbered(incoming, 15)->state = TASK_STATE_DONE;   /* split, parts open */
  task_numbered(incoming, 15)->percent = 100;
  g_autoptr(ImportPlan) plan = plan_into(fixture, incoming, fixture->ledger);
  assert_refusal(plan, 4, CONTENT_STATE, "不能一步改为未启动");
  assert_touched(plan, 7, CONTENT_STATE, "已办结", "办理中");
  g_assert_cmpint(item_numbered(plan, 8)->change, ==, IMPORT_SAME);
  assert_refusal(plan, 10, CONTENT_STATE, "不能一步改为办理中");
  assert_refusal(plan, 12, CONTENT_STATE, "不能一步改为未启动");
  assert_refusal(plan, 15, CONTENT_STATE, "还没有办结");
  /* closing is a second person's, unless the ledger lets one do both */
  Content *closing = foreign(fixture);
  task_numbered(closing, 7)->state = TASK_STATE_CLOSED;
  g_autoptr(ImportPlan) closed = plan_into(fixture, closing, fixture->ledger);
  assert_refusal(closed, 7, CONTENT_STATE, "由另一人审核");
}

/* A task that is split ends where its parts end with it. */
static void test_parts(Fixture *fixture, gconstpointer data) {
  (void)data;
  use_ledger(fixture);
  Content *incoming = load_ledger(fixture, fixture->ledger);
  ContentTask *whole = task_numbered(incoming, 15);
  whole->state = TASK_STATE_DONE;
  guint parts = 0;
  for (guint i = 0; i < incoming->tasks->len; i++) {
    ContentTask *task = content_task(incoming, i);
    if (task->parent < 0 || content_task(incoming, (guint)task->parent) != whole)
      continue;
    task->state = TASK_STATE_DONE;
    parts++;
  }
  g_assert_cmpuint(parts, ==, 2);
  g_autoptr(ImportPlan) plan = plan_into(fixture, incoming, fixture->ledger);
  assert_field(plan, 15, CONTENT_STATE, "未启动", "已办结");
  g_assert_cmpuint(plan->counts[IMPORT_CHANGED], ==, 3);
  run_plan(fixture, plan);
  assert_int("SELECT count(*) FROM task WHERE number = 15 AND state = 'done'", 1);
  assert_int("SELECT count(*) FROM task p JOIN task t ON t.id = p.parent WHERE t.number = 15 "
             "AND p.state = 'done'",
             2);
}

static void assert_part_refused(Fixture *fixture, int whole, Day due, const char *words) {
  Content *incoming = load_ledger(fixture, fixture->ledger);
  insert_part(incoming, whole, due);
  g_autoptr(ImportPlan) plan = plan_into(fixture, incoming, fixture->ledger);
  const ImportItem *item = item_of(plan, "后来加的一部分");
  g_assert_cmpint(item->change, ==, IMPORT_ADDED);
  if (words == NULL) {
    g_assert_null(item->refusal);
    return;
  }
  g_assert_nonnull(item->refusal);
  g_assert_nonnull(strstr(item->refusal, words));
  g_assert_false(item->chosen);
}

/* A part that is added stands to its whole as one that a person splits off. */
static void test_parts_added(Fixture *fixture, gconstpointer data) {
  (void)data;
  use_ledger(fixture);
  Day end = day_from_ymd(2026, 12, 31);
  assert_part_refused(fixture, 15, end, NULL);
  assert_part_refused(fixture, 15, end + 1, "各部分的时限不能晚于这一天");
  assert_part_refused(fixture, 70, end, "本身是分解出来的一部分");
  assert_part_refused(fixture, 65, end, "只有任务可以分解"); /* 扣分项 */
  raw_write(fixture, "UPDATE task SET state = 'done', done_on = '2026-11-02' WHERE number = 15");
  assert_part_refused(fixture, 15, end, "已办结");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/import/progress", test_progress);
  ADD("/import/progress-on-record", test_progress_on_record);
  ADD("/import/states", test_states);
  ADD("/import/parts", test_parts);
  ADD("/import/parts-added", test_parts_added);
  return g_test_run();
}

/* What units return, taken in: row by row, and whole files. */
#include "core/exchange/collect/collect.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "core/exchange/collect/send.h"
#include "core/model/ledger.h"
#include "core/model/progress.h"
#include "core/model/submission.h"
#include "core/model/way.h"
#include "tests/core/fixture.h"

/* Makes the ledger file the one that the kept files in tests/data/returned/ were sent out from:
 * what is its own is the hash of its first entry. */
static void fix_origin(Fixture *fixture) {
  sqlite3 *file = NULL;
  g_assert_cmpint(sqlite3_open(db_path(fixture->db), &file), ==, SQLITE_OK);
  g_assert_cmpint(sqlite3_exec(file,
                               "DROP TRIGGER journal_keep;"
                               "UPDATE journal SET hash = zeroblob(32) WHERE seq = 1",
                               NULL, NULL, NULL),
                  ==, SQLITE_OK);
  sqlite3_close(file);
}

/* 甲处 (1) and 乙处 (2) with five tasks, on 2026-11-21; sent out to both: tables 1 and 2. Rows of
 * table 1: 1 to 5 the tasks, 6 the period 2026-10 of the first. Row 7 is 乙处's task 1. */
static void set_up_sent(Fixture *fixture, gconstpointer data) {
  fixture_set_up_empty(fixture, data);
  static const char *const statements[] = {
      "INSERT INTO ledger (id, title, year, source_year) VALUES (1, '台账', 2026, 2026)",
      "INSERT INTO indicator (id, ledger, position, title) VALUES (1, 1, 1, '一')",
      "INSERT INTO unit (id, name, kind) VALUES (1, '甲处', 'office'), (2, '乙处', 'office')",
      "INSERT INTO task (id, ledger, indicator, number, kind, goal, deadline, due, state, percent) "
      "VALUES "
      "(1, 1, 1, 1, 'task', '归集数据', '2026年12月', '2026-12-31', 'active', 40), "
      "(2, 1, 1, 2, 'task', '制定办法', '2026年12月', '2026-12-31', 'new', NULL), "
      "(3, 1, 1, 3, 'task', '开展培训', '2026年12月', '2026-12-31', 'active', NULL), "
      "(4, 1, 1, 4, 'measure', '比例排名', NULL, NULL, 'new', NULL), "
      "(5, 1, 1, 5, 'task', '公示名单', '2026年12月', '2026-12-31', 'new', NULL)",
      "INSERT INTO task_unit (task, unit, role, position) VALUES (1, 1, 'responsible', 1), "
      "(1, 2, 'responsible', 2), (2, 1, 'lead', 1), (3, 1, 'responsible', 1), "
      "(4, 1, 'responsible', 1), (5, 1, 'responsible', 1)",
      "INSERT INTO schedule (id, task, phrase, every, quota, due_day, due_month, since) "
      "VALUES (1, 1, '次月25日前', 'month', 1, 25, 1, '2026-01-01')",
      "INSERT INTO progress (task, made_on, text, percent, author) VALUES "
      "(1, '2026-10-09', '开了会', 40, 'zhangsan')",
  };
  for (gsize i = 0; i < G_N_ELEMENTS(statements); i++)
    raw_write(fixture, statements[i]);
  fix_origin(fixture);
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, 7);
  SendoutInput input = {.year = 2026, .month = 11};
  GError *error = NULL;
  g_autoptr(SendoutPlan) plan = sendout_plan(fixture->db, reckoning, &input, &error);
  g_assert_no_error(error);
  g_autofree char *folder = g_build_filename(fixture->folder, "下发", NULL);
  send_run(fixture->db, &fixture->actor, plan, folder, FALSE, NULL, &error);
  g_assert_no_error(error);
}

/* What was sent is in the folder too. */
static void tear_down_sent(Fixture *fixture, gconstpointer data) {
  g_autofree char *folder = g_build_filename(fixture->folder, "下发", NULL);
  g_autoptr(GDir) directory = g_dir_open(folder, 0, NULL);
  const char *name;
  while ((name = g_dir_read_name(directory)) != NULL) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_unlink(path);
  }
  g_rmdir(folder);
  fixture_tear_down(fixture, data);
}
#define ADD_SENT(path, test) g_test_add(path, Fixture, NULL, set_up_sent, test, tear_down_sent)

/* ---- a returned file -------------------------------------------------------------------- */

/* A table as csv: rows are "行|进展|完成率|问题|佐证|状态", the row by its id as sent. */
static char *make_file(Fixture *fixture, const char *name, const char *const *rows) {
  JournalSpan span;
  GError *error = NULL;
  g_assert_true(journal_span(fixture->db, &span, &error));
  g_autofree char *mark = sheet_mark(span.origin);
  g_autoptr(GString) text =
      g_string_new("编号,目标任务,进展情况,完成率,存在问题,佐证材料,状态\r\n");
  for (gsize i = 0; rows[i] != NULL; i++) {
    g_auto(GStrv) cells = g_strsplit(rows[i], "|", -1);
    g_string_append_printf(text, "%s-%s,,", mark, cells[0]);
    g_autofree char *rest = g_strjoinv(",", cells + 1);
    g_string_append_printf(text, "%s\r\n", rest);
  }
  return folder_write(fixture->folder, name, text->str);
}

static CollectPlan *read_file(Fixture *fixture, const char *path, GError **error) {
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, 7);
  CollectInput input = {.path = path};
  return collect_read(fixture->db, reckoning, &input, NULL, error);
}

static CollectPlan *read_ok(Fixture *fixture, const char *path) {
  GError *error = NULL;
  CollectPlan *plan = read_file(fixture, path, &error);
  g_assert_no_error(error);
  return plan;
}

static CollectPlan *read_rows(Fixture *fixture, const char *const *rows) {
  g_autofree char *path = make_file(fixture, "甲.csv", rows);
  return read_ok(fixture, path);
}

static CollectResult run_ok(Fixture *fixture, const CollectPlan *plan) {
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, 7);
  GError *error = NULL;
  CollectResult result = {0};
  collect_run(fixture->db, &fixture->actor, reckoning, plan, &result, &error);
  g_assert_no_error(error);
  return result;
}

/* new: 1 text 办了 | percent 40%→60% !50%; note */
static char *item_text(const CollectItem *item) {
  g_autoptr(GString) text = g_string_new(collect_status_code(item->status));
  for (guint i = 0; i < item->values->len; i++) {
    const CollectValue *value = item->values->pdata[i];
    g_string_append_printf(text, " %s:%s>%s%s%s", collect_field_code(value->field), value->sent,
                           value->returned, value->conflict ? "!" : "",
                           value->conflict ? value->now : "");
    if (value->refusal != NULL)
      g_string_append_printf(text, "(%s)", value->refusal);
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static const CollectItem *item_at(const CollectPlan *plan, guint index) {
  g_assert_cmpuint(index, <, plan->items->len);
  return plan->items->pdata[index];
}

static void assert_item(const CollectPlan *plan, guint index, const char *expected) {
  g_autofree char *found = item_text(item_at(plan, index));
  g_assert_cmpstr(found, ==, expected);
}

static void assert_note(const CollectPlan *plan, guint index, const char *part) {
  const char *note = item_at(plan, index)->note;
  if (note == NULL || g_strstr_len(note, -1, part) == NULL)
    g_assert_cmpstr(note, ==, part); /* says both */
}

/* ---- rows ------------------------------------------------------------------------------- */

static void test_new(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(CollectPlan) plan =
      read_rows(fixture, LIST("6|报了数据||||", "1|归集了一半|60%||文号1|办理中", "2|||||未启动",
                              "3|做完了||缺经费||已办结", "5|||||办理中"));
  g_assert_cmpint(plan->sent->id, ==, 1);
  g_assert_cmpstr(plan->sent->unit_name, ==, "甲处");
  g_assert_cmpuint(plan->items->len, ==, 6);
  assert_item(plan, 0, "new text:>归集了一半 percent:40%>60% evidence:>文号1");
  assert_item(plan, 1, "same");
  assert_item(plan, 2, "new text:>做完了 problem:>缺经费 state:办理中>已办结");
  assert_item(plan, 3, "missing");
  assert_item(plan, 4, "new state:未启动>办理中");
  assert_item(plan, 5, "new text:>报了数据");
  g_assert_cmpuint(plan->counts[COLLECT_NEW], ==, 4);
  g_assert_cmpstr(item_at(plan, 0)->where, ==, "表“甲”第3行");
  gint64 entries = journal_entries(fixture->db);
  CollectResult result = run_ok(fixture, plan);
  g_assert_cmpuint(result.progress, ==, 3);
  g_assert_cmpuint(result.submissions, ==, 1);
  g_assert_cmpuint(result.kept, ==, 0);
  g_assert_cmpint(journal_entries(fixture->db), ==, entries + 1);
  assert_text("SELECT verb || ' ' || summary FROM journal ORDER BY seq DESC",
              "collect.run 回收“甲处”2026-11的填报表，采纳4行");
  assert_text("SELECT group_concat(task || text || ifnull(percent, '-') || made_on || unit, ' ') "
              "FROM progress WHERE id > 1",
              "1归集了一半602026-11-211 3做完了\n存在问题：缺经费-2026-11-211 "
              "5（未写进展情况）-2026-11-211");
  assert_text("SELECT group_concat(state || ifnull(percent, '-'), ' ') FROM task",
              "active60 new- done100 new- active-");
  assert_text("SELECT b.text || b.unit || b.made_on || p.key FROM submission b "
              "JOIN period p ON p.id = b.period",
              "报了数据12026-11-212026-10");
  g_autofree char *path = g_build_filename(fixture->folder, "甲.csv", NULL);
  g_autofree char *evidence =
      sql_text(fixture->db, "SELECT group_concat(reference, ' ') FROM evidence WHERE progress = 2");
  g_autofree char *expected = g_strconcat(path, " 文号1", NULL);
  g_assert_cmpstr(evidence, ==, expected);
  assert_int("SELECT count(*) FROM evidence WHERE submission IS NOT NULL", 1);
  assert_text("SELECT taken || ' ' || kept || ' ' || length(digest) FROM collected", "4 0 64");
  assert_text("SELECT group_concat(\"row\" || outcome || ifnull(percent, '-'), ' ') "
              "FROM collected_row",
              "1taken60% 3taken- 5taken- 6taken-");
  /* One undo takes back all. */
  gint64 seq = 0;
  GError *error = NULL;
  journal_undoable(fixture->db, "zhangsan", &seq, &error);
  journal_undo(fixture->db, &fixture->actor, seq, NULL, &error);
  g_assert_no_error(error);
  assert_int("SELECT count(*) FROM progress", 1);
  assert_int("SELECT (SELECT count(*) FROM submission) + (SELECT count(*) FROM collected) + "
             "(SELECT count(*) FROM evidence)",
             0);
  assert_text("SELECT state || percent FROM task WHERE id = 1", "active40");
}

static void test_wrong(Fixture *fixture, gconstpointer data) {
  (void)data;
  raw_write(fixture, "UPDATE task SET state = 'closed' WHERE id = 5");
  g_autoptr(CollectPlan) plan =
      read_rows(fixture, LIST("1||150|||", "2|办了||||已销号", "3|办了|60%|||已办结",
                              "4|||||已办结", "5|还在办||||", "6|||有困难||", "1|又一次||||",
                              "99|不认识||||", "7|别家的||||"));
  g_assert_cmpuint(plan->counts[COLLECT_WRONG], ==, 9);
  assert_note(plan, 0, "完成率“150”看不懂，应为 0 到 100 的整数");
  assert_note(plan, 1, "状态“已销号”不能由单位填报");
  assert_note(plan, 2, "状态填了已办结，完成率却是 60%");
  assert_note(plan, 3, "没有“办结”");
  assert_note(plan, 4, "该项现在是“已销号”，不能记进展；确要采纳，请先重新打开");
  assert_note(plan, 5, "不算报送");
  assert_note(plan, 6, "出现了两次");
  assert_note(plan, 7, "已没有这一行");
  assert_note(plan, 8, "另一份填报表");
  g_assert_cmpuint(item_at(plan, 6)->line, ==, 8);
  /* What could not be read is told as it came, beside what could, and is on record so. */
  assert_item(plan, 0, "wrong percent:40%>150");
  assert_item(plan, 1, "wrong text:>办了 state:未启动>已销号");
  assert_item(plan, 2, "wrong text:>办了 percent:>60% state:办理中>已办结");
  assert_item(plan, 3, "wrong state:未启动>已办结");
  CollectResult result = run_ok(fixture, plan);
  g_assert_cmpuint(result.progress + result.submissions, ==, 0);
  g_assert_cmpuint(result.kept, ==, 6);
  assert_text("SELECT group_concat(\"row\" || outcome || ifnull(text, '-') || "
              "ifnull(percent, '-') || ifnull(state, '-'), ' ') FROM collected_row",
              "1refused-150- 2refused办了-已销号 3refused办了60%已办结 4refused--已办结 "
              "5refused还在办-- 6refused---");
  assert_int("SELECT count(*) FROM progress", 1);
}

/* What the ledger says of its own since then stays, unless it is decided otherwise. */
/* What the office has sent back since is not 已办结 again because an older table says so. */
static void test_returned(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, 7);
  way_take(fixture->db, &fixture->actor, reckoning, 3, STEP_FINISH, DAY_NONE, NULL, &error);
  g_assert_no_error(error);
  way_take(fixture->db, &fixture->actor, reckoning, 3, STEP_RETURN, DAY_NONE, "材料不全", &error);
  g_assert_no_error(error);
  g_autoptr(CollectPlan) plan = read_rows(fixture, LIST("3|||||已办结"));
  assert_item(plan, 2, "conflict state:办理中>已办结!办理中");
  assert_note(plan, 2, "退回过");
  g_assert_false(collect_is_taken(item_at(plan, 2)));
  collect_decide(plan->items->pdata[2], TRUE);
  run_ok(fixture, plan);
  assert_text("SELECT state FROM task WHERE id = 3", "done");
}

/* What belongs to a ledger that was 封存 meanwhile stays out, and holds nothing else up. */
static void test_frozen(Fixture *fixture, gconstpointer data) {
  (void)data;
  raw_write(fixture, "INSERT INTO ledger (id, title, year, source_year) "
                     "VALUES (2, '旧台账', 2025, 2025)");
  raw_write(fixture, "INSERT INTO indicator (id, ledger, position, title) VALUES (2, 2, 1, '一')");
  raw_write(fixture, "UPDATE task SET ledger = 2, indicator = 2 WHERE id = 3");
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, 7);
  GError *error = NULL;
  ledger_freeze(fixture->db, &fixture->actor, reckoning, 2, &error);
  g_assert_no_error(error);
  g_autoptr(CollectPlan) plan =
      read_rows(fixture, LIST("1|归集了一半|60%|||", "3|做完了||缺经费||已办结"));
  assert_item(plan, 0, "new text:>归集了一半 percent:40%>60%");
  g_assert_cmpint(item_at(plan, 2)->status, ==, COLLECT_WRONG);
  assert_note(plan, 2, "封存");
  run_ok(fixture, plan);
  assert_text("SELECT text FROM progress WHERE id > 1", "归集了一半");
  assert_text("SELECT group_concat(\"row\" || outcome) FROM collected_row", "1taken");
  assert_text("SELECT taken || ' ' || kept FROM collected", "1 0");
  ledger_thaw(fixture->db, &fixture->actor, 2, "补记", &error);
  g_assert_no_error(error);
  g_autoptr(CollectPlan) again =
      read_rows(fixture, LIST("1|归集了一半|60%|||", "3|做完了||缺经费||已办结"));
  assert_item(again, 2, "new text:>做完了 problem:>缺经费 state:办理中>已办结");
  collect_decide(again->items->pdata[2], TRUE);
  run_ok(fixture, again);
  assert_text("SELECT group_concat(\"row\" || outcome) FROM collected_row", "1taken,3taken");
  assert_text("SELECT taken || ' ' || kept FROM collected", "2 0");
}

static void test_conflict(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  ProgressInput own = {.task = 1, .text = "电话问过", .percent = 50};
  g_assert_true(progress_record(fixture->db, &fixture->actor, &own, NULL, &error));
  raw_write(fixture, "INSERT INTO progress (task, made_on, text, author, unit) VALUES "
                     "(3, '2026-11-21', '乙处的', 'zhangsan', 2)");
  g_autofree char *path =
      make_file(fixture, "甲.csv", LIST("1|归集了一半|60||文号|", "3|培训了||||"));
  g_autoptr(CollectPlan) plan = read_ok(fixture, path);
  assert_item(plan, 0, "conflict text:>归集了一半!电话问过 percent:40%>60%!50% evidence:>文号");
  assert_item(plan, 2, "new text:>培训了"); /* another unit's word is no conflict */
  g_assert_false(collect_is_taken(item_at(plan, 0)));
  CollectResult result = run_ok(fixture, plan);
  g_assert_cmpuint(result.progress, ==, 1);
  g_assert_cmpuint(result.kept, ==, 1);
  assert_int("SELECT percent FROM task WHERE id = 1", 50);
  assert_text("SELECT outcome FROM collected_row WHERE \"row\" = 1", "kept");
  /* Once more the same file: nothing; decided now, what was left out. */
  gint64 entries = journal_entries(fixture->db);
  g_autoptr(CollectPlan) again = read_ok(fixture, path);
  g_assert_nonnull(again->before);
  g_assert_cmpuint(again->remarks->len, >, 0);
  assert_item(again, 2, "again text:>培训了!培训了");
  run_ok(fixture, again);
  g_assert_cmpint(journal_entries(fixture->db), ==, entries);
  collect_decide(again->items->pdata[0], TRUE);
  result = run_ok(fixture, again);
  g_assert_cmpuint(result.progress, ==, 1);
  assert_text("SELECT state || percent FROM task WHERE id = 1", "active60");
  assert_text("SELECT group_concat(outcome, ' ') FROM collected_row", "taken taken");
  assert_text("SELECT taken || ' ' || kept FROM collected", "2 0");
  assert_int("SELECT count(*) FROM progress WHERE unit = 1", 2);
}

/* Of what conflicts, only what is wanted. */
static void test_decided(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  ProgressInput own = {.task = 1, .text = "电话问过", .percent = 50};
  g_assert_true(progress_record(fixture->db, &fixture->actor, &own, NULL, &error));
  g_autoptr(CollectPlan) plan = read_rows(fixture, LIST("1|归集了一半|60|缺人||"));
  CollectItem *item = plan->items->pdata[0];
  collect_decide(item, FALSE);
  g_assert_true(collect_is_taken(item));
  run_ok(fixture, plan);
  assert_text("SELECT text || ifnull(percent, '-') FROM progress WHERE unit = 1",
              "存在问题：缺人-");
  assert_int("SELECT percent FROM task WHERE id = 1", 50);
  assert_text("SELECT outcome || note FROM collected_row", "taken未采纳：进展情况、完成率");
}

/* A corrected file: what was taken is not taken twice, what differs conflicts. */
static void test_second_return(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *first = make_file(
      fixture, "一.csv", LIST("1|归集了一半|60||", "2|起草了||||办理中", "6|报了数据||||"));
  g_autoptr(CollectPlan) plan = read_ok(fixture, first);
  run_ok(fixture, plan);
  g_autofree char *second = make_file(
      fixture, "二.csv",
      LIST("1|归集了一半|60||", "2|起草完了||||办理中", "3|培训了||||", "6|报了数据||||"));
  g_autoptr(CollectPlan) again = read_ok(fixture, second);
  g_assert_null(again->before);
  assert_item(again, 0, "again text:>归集了一半!归集了一半");
  assert_item(again, 1, "conflict text:>起草完了!起草了");
  assert_item(again, 2, "new text:>培训了");
  assert_item(again, 5, "again text:>报了数据!报了数据");
  CollectResult result = run_ok(fixture, again);
  g_assert_cmpuint(result.progress, ==, 1);
  g_assert_cmpuint(result.kept, ==, 1);
  /* The older one after the newer: known, nothing new. */
  g_autoptr(CollectPlan) old = read_ok(fixture, first);
  g_assert_nonnull(old->before);
  result = run_ok(fixture, old);
  g_assert_cmpuint(result.progress + result.submissions, ==, 0);
  assert_int("SELECT count(*) FROM collected", 2);
}

/* Somebody else was faster. */
static void test_changed_meanwhile(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(CollectPlan) plan = read_rows(fixture, LIST("1|归集了一半|60||", "2|起草了||||"));
  GError *error = NULL;
  ProgressInput own = {.task = 1, .text = "电话问过", .percent = 50};
  g_assert_true(progress_record(fixture->db, &fixture->actor, &own, NULL, &error));
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, 7);
  g_assert_false(collect_run(fixture->db, &fixture->actor, reckoning, plan, NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_CONFLICT, "第1项）刚被别人改过");
  assert_int("SELECT count(*) FROM progress WHERE unit IS NOT NULL", 0);
  assert_int("SELECT count(*) FROM collected", 0);
}

/* Two units answer for one task: each has its word; its 完成率 is one. */
static void test_two_units(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *first = make_file(fixture, "甲.csv", LIST("1|甲办了|60||"));
  g_autoptr(CollectPlan) plan = read_ok(fixture, first);
  run_ok(fixture, plan);
  g_autofree char *second = make_file(fixture, "乙.csv", LIST("7|乙办了|70||"));
  g_autoptr(CollectPlan) other = read_ok(fixture, second);
  g_assert_cmpstr(other->sent->unit_name, ==, "乙处");
  assert_item(other, 0, "conflict text:>乙办了 percent:40%>70%!60%");
}

/* ---- files ------------------------------------------------------------------------------ */

static void test_by_goal(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *path = folder_write(
      fixture->folder, "无编号.csv",
      "目标任务,进展情况,完成率\r\n制定办法,起草了,\r\n没有的任务,办了,\r\n备注,,\r\n");
  GError *error = NULL;
  g_assert_null(read_file(fixture, path, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "请写明是哪个单位的");
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, 7);
  CollectInput input = {.path = path, .unit = 1};
  g_autoptr(CollectPlan) plan = collect_read(fixture->db, reckoning, &input, NULL, &error);
  g_assert_no_error(error);
  assert_item(plan, 1, "new text:>起草了");
  assert_note(plan, 1, "编号列丢失，按目标任务的文字对上");
  g_assert_cmpuint(plan->items->len, ==, 7);
  assert_note(plan, 6, "对不上");
}

static void test_refused(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_autofree char *alien =
      folder_write(fixture->folder, "外.csv", "编号,进展情况\r\n01234567-1,办了\r\n");
  g_assert_null(read_file(fixture, alien, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "不是从这个台账文件下发的");
  g_autofree char *foreign = folder_write(fixture->folder, "表.csv", "姓名,职务\r\n甲,乙\r\n");
  g_assert_null(read_file(fixture, foreign, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "不是下发的填报表");
  g_autofree char *path = make_file(fixture, "甲.csv", LIST("1|办了|||"));
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, 7);
  CollectInput input = {.path = path, .unit = 2};
  g_assert_null(collect_read(fixture->db, reckoning, &input, NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "是发给“甲处”的填报表，不是“乙处”的");
  input.unit = 0;
  input.made_on = fixture->actor.today + 1;
  g_assert_null(collect_read(fixture->db, reckoning, &input, NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "不能晚于今天");
  input.made_on = fixture->actor.today - 1;
  g_assert_null(collect_read(fixture->db, reckoning, &input, NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "早于下发日期");
  raw_write(fixture, "UPDATE ledger SET frozen_on = '2026-11-21' WHERE id = 1");
  input.made_on = DAY_NONE;
  g_autoptr(CollectPlan) plan = collect_read(fixture->db, reckoning, &input, NULL, &error);
  g_assert_no_error(error);
  g_assert_false(collect_run(fixture->db, &fixture->actor, reckoning, plan, NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "台账已封存");
}

/* Filled in and saved by other programs: as it is; sorted, a row deleted, a column put in. */
static void test_other_programs(Fixture *fixture, gconstpointer data) {
  (void)data;
  const char *sent_to = g_getenv("TAIZHANG_SENT_TO"); /* see make.py */
  if (sent_to != NULL) {
    g_autofree char *copy =
        g_strdup_printf("sh -c \"mkdir -p '%s' && cp '%s/下发/甲处_2026-11.xlsx' '%s'\"", sent_to,
                        fixture->folder, sent_to);
    g_assert_true(g_spawn_command_line_sync(copy, NULL, NULL, NULL, NULL));
  }
  static const char *const NAMES[] = {"libreoffice.xlsx", "openpyxl.xlsx"};
  for (gsize i = 0; i < G_N_ELEMENTS(NAMES); i++) {
    g_autofree char *name = g_build_filename("tests/data/returned", NAMES[i], NULL);
    g_autofree char *path = source_path(name);
    g_test_message("%s", path);
    g_autoptr(CollectPlan) plan = read_ok(fixture, path);
    g_assert_cmpuint(plan->remarks->len, ==, 0);
    g_assert_cmpuint(plan->items->len, ==, 6);
    assert_item(plan, 0,
                "new text:>归集了一半\n共三万条 percent:40%>60% evidence:>甲处〔2026〕3号");
    assert_item(plan, 1, i == 0 ? "same" : "missing");
    assert_item(plan, 2, "new text:>=培训了两期 problem:>缺经费 state:办理中>已办结");
    assert_item(plan, 3, "same");
    assert_item(plan, 5, "new text:>报了数据");
    if (i == 0)
      continue;
    CollectResult result = run_ok(fixture, plan);
    g_assert_cmpuint(result.progress, ==, 2);
    g_assert_cmpuint(result.submissions, ==, 1);
  }
}

/* Nothing is left where a file is in the way. */
static void test_send_refused(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, 7);
  SendoutInput input = {.year = 2026, .month = 11};
  GError *error = NULL;
  g_autoptr(SendoutPlan) plan = sendout_plan(fixture->db, reckoning, &input, &error);
  g_autofree char *folder = g_build_filename(fixture->folder, "下发", NULL);
  g_autofree char *first = g_build_filename(folder, "甲处_2026-11.xlsx", NULL);
  g_assert_cmpint(g_unlink(first), ==, 0);
  gint64 entries = journal_entries(fixture->db);
  g_assert_false(send_run(fixture->db, &fixture->actor, plan, folder, FALSE, NULL, &error));
  g_assert_nonnull(error);
  g_assert_nonnull(g_strstr_len(error->message, -1, "乙处_2026-11.xlsx"));
  g_clear_error(&error);
  g_assert_false(g_file_test(first, G_FILE_TEST_EXISTS));
  g_assert_cmpint(journal_entries(fixture->db), ==, entries);
  assert_int("SELECT count(*) FROM sendout", 1);
  g_assert_true(send_run(fixture->db, &fixture->actor, plan, folder, TRUE, NULL, &error));
  g_assert_no_error(error);
  assert_int("SELECT count(*) FROM sendout_unit", 4);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD_SENT("/collect/new", test_new);
  ADD_SENT("/collect/wrong", test_wrong);
  ADD_SENT("/collect/returned", test_returned);
  ADD_SENT("/collect/frozen", test_frozen);
  ADD_SENT("/collect/conflict", test_conflict);
  ADD_SENT("/collect/decided", test_decided);
  ADD_SENT("/collect/second-return", test_second_return);
  ADD_SENT("/collect/changed-meanwhile", test_changed_meanwhile);
  ADD_SENT("/collect/two-units", test_two_units);
  ADD_SENT("/collect/by-goal", test_by_goal);
  ADD_SENT("/collect/refused", test_refused);
  ADD_SENT("/collect/other-programs", test_other_programs);
  ADD_SENT("/collect/send-refused", test_send_refused);
  return g_test_run();
}

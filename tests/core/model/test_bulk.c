/* What is done to many tasks in one go: what the plan says, what is done, what undo takes back. */
#include "core/model/bulk.h"

#include <string.h>

#include "core/model/tag.h"
#include "core/model/task_order.h"
#include "core/model/trash.h"
#include "core/model/way.h"
#include "tests/core/fixture.h"

/* The ids of tasks by 序号, ending in 0. */
static GArray *ids_of(Fixture *fixture, const int *numbers) {
  GArray *ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  for (; *numbers != 0; numbers++) {
    gint64 id = task_id(fixture, *numbers);
    g_array_append_val(ids, id);
  }
  return ids;
}
#define IDS(...) ids_of(fixture, (const int[]){__VA_ARGS__, 0})

static Bulk *one(const char *reason, BulkChange change) {
  Bulk *bulk = bulk_new(reason);
  bulk_add(bulk, &change);
  return bulk;
}
#define ONE(reason, ...) one(reason, (BulkChange){__VA_ARGS__})

/* What becomes of each task, a line a task; frees plan. */
static char *lines(BulkPlan *plan) {
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < plan->rows->len; i++) {
    const BulkRow *row = plan->rows->pdata[i];
    g_assert_true((row->change == NULL) != (row->refusal == NULL));
    const char *end = strstr(row->label, "项");
    g_assert_nonnull(end);
    g_string_append_len(text, row->label, end - row->label + (gssize)strlen("项"));
    g_string_append_printf(text, row->change != NULL ? " %s\n" : " ✗%s\n",
                           row->change != NULL ? row->change : row->refusal);
  }
  bulk_plan_free(plan);
  return g_string_free(text, FALSE);
}

/* Plans, checks that this changed nothing, does it, and checks that the same came of it. The caller
 * frees what came of it; takes bulk and ids. */
static char *run(Fixture *fixture, Bulk *bulk, GArray *ids) {
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  g_autofree char *before = fixture_dump(fixture);
  gint64 entries = journal_entries(fixture->db);
  g_autoptr(BulkPlan) plan = bulk_plan(fixture->db, &fixture->actor, reckoning, bulk, ids, &error);
  g_assert_no_error(error);
  g_autofree char *after = fixture_dump(fixture);
  g_assert_cmpstr(before, ==, after);
  g_assert_cmpint(journal_entries(fixture->db), ==, entries);
  BulkPlan *done = bulk_run(fixture->db, &fixture->actor, reckoning, bulk, ids, plan, &error);
  g_assert_no_error(error);
  g_assert_cmpint(journal_entries(fixture->db), ==, entries + (plan->changing > 0 ? 1 : 0));
  g_assert_cmpint(done->changing + done->refused, ==, (int)ids->len);
  char *text = lines(done);
  g_autofree char *planned = lines(g_steal_pointer(&plan));
  g_assert_cmpstr(text, ==, planned);
  bulk_free(bulk);
  g_array_unref(ids);
  return text;
}

/* The same, which has to come out as expected, and is taken back again in one step. */
static void check(Fixture *fixture, Bulk *bulk, GArray *ids, const char *expected) {
  GError *error = NULL;
  g_autofree char *before = fixture_dump(fixture);
  g_autofree char *text = run(fixture, bulk, ids);
  g_assert_cmpstr(text, ==, expected);
  gint64 seq = 0;
  g_assert_true(journal_undoable(fixture->db, fixture->actor.who, &seq, &error));
  g_assert_true(journal_undo(fixture->db, &fixture->actor, seq, NULL, &error));
  g_assert_no_error(error);
  g_autofree char *after = fixture_dump(fixture);
  g_assert_cmpstr(before, ==, after);
}

static void refuse_all(Fixture *fixture, Bulk *bulk, const char *part) {
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  g_autoptr(GArray) ids = IDS(1);
  g_assert_null(bulk_plan(fixture->db, &fixture->actor, reckoning, bulk, ids, &error));
  assert_refused(&error, STORE_ERROR, (int)error->code, part);
  bulk_free(bulk);
}

static void test_steps(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *first =
      run(fixture, ONE(NULL, .kind = BULK_STEP, .step = STEP_ASSIGN), IDS(1, 2));
  g_assert_cmpstr(first, ==, "第1项 状态：未启动 → 已交办\n第2项 状态：未启动 → 已交办\n");
  assert_text("SELECT verb || summary || ifnull(task, '-') FROM journal ORDER BY seq DESC LIMIT 1",
              "task.assign批量交办：2项-");
  check(fixture, ONE(NULL, .kind = BULK_STEP, .step = STEP_ASSIGN), IDS(1, 3),
        "第1项 ✗该项已交办，等待签收，不必再次交办；现在可以：签收、办理、办结、退回、暂停、作废\n"
        "第3项 状态：未启动 → 已交办\n");
  check(fixture, ONE(" 资金未到 ", .kind = BULK_STEP, .step = STEP_PAUSE), IDS(2),
        "第2项 状态：已交办 → 暂停\n");
  refuse_all(fixture, ONE("  ", .kind = BULK_STEP, .step = STEP_VOID), "作废要写明理由");
  refuse_all(fixture, bulk_new(NULL), "没有说明要改什么");
}

/* Who did the 办结 may not 销号, and a closed ledger stays as it is. */
static void test_rules(Fixture *fixture, gconstpointer data) {
  (void)data;
  raw_write(fixture, "UPDATE task SET state = 'done', done_on = '2026-11-20' WHERE number = 5");
  raw_write(fixture,
            "INSERT INTO step (task, name, before, after, made_on, author) SELECT id, "
            "'finish', 'new', 'done', '2026-11-20', 'zhangsan' FROM task WHERE number = 5");
  g_autofree char *own = run(fixture, ONE(NULL, .kind = BULK_STEP, .step = STEP_CLOSE), IDS(5));
  g_assert_nonnull(strstr(own, "✗该项由 zhangsan 办结，不能由同一人销号"));
  raw_write(fixture, "UPDATE ledger SET frozen_on = '2026-11-20'");
  g_autofree char *frozen = run(fixture, ONE(NULL, .kind = BULK_TAG, .text = "重点"), IDS(1));
  g_assert_nonnull(strstr(frozen, "✗该台账已于2026-11-20封存"));
  assert_int("SELECT count(*) FROM task_tag", 0);
}

static void test_units(Fixture *fixture, gconstpointer data) {
  (void)data;
  raw_write(fixture, "DELETE FROM task_unit WHERE task = (SELECT id FROM task WHERE number = 1)");
  g_autofree char *set = run(
      fixture, ONE(NULL, .kind = BULK_UNITS, .text = "厅法规处（牵头）、厅建管处（配合）"), IDS(1));
  g_assert_cmpstr(set, ==, "第1项 责任单位：（空） → 厅法规处（牵头）、厅建管处（配合）\n");
  check(fixture, ONE(NULL, .kind = BULK_UNITS_ADD, .text = "厅运输处（配合）、厅法规处（牵头）"),
        IDS(1),
        "第1项 责任单位：厅法规处（牵头）、厅建管处（配合） → "
        "厅法规处（牵头）、厅建管处（配合）、厅运输处（配合）\n");
  check(fixture, ONE(NULL, .kind = BULK_UNITS_REMOVE, .text = "厅建管处"), IDS(1),
        "第1项 责任单位：厅法规处（牵头）、厅建管处（配合） → 厅法规处（牵头）\n");
  check(fixture, ONE(NULL, .kind = BULK_ROLE, .text = "厅建管处（督促）"), IDS(1),
        "第1项 责任单位：厅法规处（牵头）、厅建管处（配合） → "
        "厅法规处（牵头）、厅建管处（督促）\n");
  g_autofree char *same =
      run(fixture, ONE(NULL, .kind = BULK_UNITS_REMOVE, .text = "厅建管处（牵头）"), IDS(1));
  g_assert_cmpstr(same, ==, "第1项 ✗已经是这样，不用改\n");
  refuse_all(fixture, ONE(NULL, .kind = BULK_UNITS, .text = "厅没有处"), "厅没有处");
  refuse_all(fixture, ONE(NULL, .kind = BULK_UNITS_ADD, .text = " "), "请写明单位");
}

static void set_deadline(Fixture *fixture, const char *deadline, const char *due) {
  g_autofree char *sql = g_strdup_printf(
      "UPDATE task SET deadline = '%s', due = %s%s%s, state = 'new' WHERE number = 1", deadline,
      due != NULL ? "'" : "", due != NULL ? due : "NULL", due != NULL ? "'" : "");
  raw_write(fixture, sql);
}

static void test_deadlines(Fixture *fixture, gconstpointer data) {
  (void)data;
  set_deadline(fixture, "2026年9月", "2026-09-30");
#define TO(text_, expected)                                                                        \
  check(fixture, ONE(NULL, .kind = BULK_DEADLINE, .text = text_), IDS(1),                          \
        "第1项 完成时限：2026年9月 → " expected "\n")
  TO("2026年12月", "2026年12月");
  TO("＋１个月", "2026年10月");
  TO("+5个月", "2027年2月");
  TO("+ 10 天", "2026年10月10日");
  TO("-1周", "2026年9月23日");
  TO("+1个工作日", "2026年10月8日"); /* behind the holidays */
  TO("-1个工作日", "2026年9月29日");
  TO("+1年", "2027年9月");
  TO("", "（空）");
#undef TO
  set_deadline(fixture, "2026年1月31日", "2026-01-31");
  check(fixture, ONE(NULL, .kind = BULK_DEADLINE, .text = "+1月"), IDS(1),
        "第1项 完成时限：2026年1月31日 → 2026年2月28日\n");
  set_deadline(fixture, "及时", NULL);
  g_autofree char *none = run(fixture, ONE(NULL, .kind = BULK_DEADLINE, .text = "+1天"), IDS(1));
  g_assert_nonnull(strstr(none, "✗该项没有读得出日期的完成时限"));
  set_deadline(fixture, "2026年9月", "2026-09-30");
  refuse_all(fixture, ONE(NULL, .kind = BULK_DEADLINE, .text = "＋4000 天"), "看不懂“＋4000 天”");
  refuse_all(fixture, ONE(NULL, .kind = BULK_DEADLINE, .text = "-1季度"), "看不懂“-1季度”");
  set_deadline(fixture, "2026年12月", "2026-12-31");
  raw_write(fixture, "UPDATE task SET state = 'active' WHERE number = 1");
  g_autofree char *later = run(fixture, ONE(NULL, .kind = BULK_DEADLINE, .text = "+1天"), IDS(1));
  g_assert_nonnull(strstr(later, "请申请延期"));
}

static void test_texts(Fixture *fixture, gconstpointer data) {
  (void)data;
  raw_write(fixture, "UPDATE task SET goal = '印发方案，落实方案', note = '甲' WHERE number = 1");
  raw_write(fixture, "UPDATE task SET goal = '别的' WHERE number = 2");
  check(fixture,
        ONE(NULL, .kind = BULK_REPLACE, .field = BULK_GOAL, .text = "方案", .with = "办法"),
        IDS(1, 2),
        "第1项 目标任务：印发方案，落实方案 → 印发办法，落实办法\n第2项 ✗目标任务里没有“方案”\n");
  g_autofree char *empty =
      run(fixture, ONE(NULL, .kind = BULK_REPLACE, .field = BULK_GOAL, .text = "别的"), IDS(2));
  g_assert_cmpstr(empty, ==, "第2项 ✗目标任务不能为空\n");
  check(fixture, ONE(NULL, .kind = BULK_NOTE, .text = "乙\x1b"), IDS(1),
        "第1项 备注：甲 → 乙\xEF\xBF\xBD\n");
  refuse_all(fixture, ONE(NULL, .kind = BULK_REPLACE, .text = ""), "请写明要查找的文字");

  /* Hits are counted; of a long text only what is around them is shown. */
  raw_write(fixture, "UPDATE task SET goal = printf('%s旧词%s', "
                     "'一二三四五六七八九十一二三四五六七八九十', "
                     "'一二三四五六七八九十一二三四五六七八九十旧词') WHERE number = 1");
  GError *error = NULL;
  g_autoptr(Bulk) bulk =
      ONE(NULL, .kind = BULK_REPLACE, .field = BULK_GOAL, .text = "旧词", .with = "新词");
  g_autoptr(GArray) ids = IDS(1);
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  g_autoptr(BulkPlan) plan = bulk_plan(fixture->db, &fixture->actor, reckoning, bulk, ids, &error);
  g_assert_no_error(error);
  g_assert_cmpint(plan->hits, ==, 2);
  const BulkRow *row = plan->rows->pdata[0];
  g_assert_true(g_str_has_prefix(
      row->change, "目标任务：…五六七八九十旧词一二三四五六… → …五六七八九十新词一二三四五六…；…"));

  /* Somebody changes it before it is done: then it is not. */
  raw_write(fixture, "UPDATE task SET goal = '旧词' WHERE number = 1");
  g_autoptr(BulkPlan) done =
      bulk_run(fixture->db, &fixture->actor, reckoning, bulk, ids, plan, &error);
  g_assert_no_error(error);
  g_assert_cmpint(done->changing, ==, 0);
  row = done->rows->pdata[0];
  g_assert_nonnull(strstr(row->refusal, "刚被别人改过"));
  assert_text("SELECT goal FROM task WHERE number = 1", "旧词");
}

/* What somebody has added to a text behind all that the plan showed is not lost. */
static void test_seen(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_autofree char *note = g_strnfill(200, 'x');
  g_autofree char *sql = g_strdup_printf("UPDATE task SET note = '%s' WHERE number = 1", note);
  raw_write(fixture, sql);
  g_autoptr(Bulk) bulk = ONE(NULL, .kind = BULK_NOTE, .text = "新");
  g_autoptr(GArray) ids = IDS(1, 2);
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  g_autoptr(BulkPlan) plan = bulk_plan(fixture->db, &fixture->actor, reckoning, bulk, ids, &error);
  g_assert_no_error(error);
  raw_write(fixture, "UPDATE task SET note = note || '补记' WHERE number = 1");
  g_autoptr(BulkPlan) done =
      bulk_run(fixture->db, &fixture->actor, reckoning, bulk, ids, plan, &error);
  g_assert_no_error(error);
  g_assert_cmpint(done->changing, ==, 1);
  const BulkRow *row = done->rows->pdata[0];
  g_assert_nonnull(strstr(row->refusal, "刚被别人改过"));
  assert_text("SELECT substr(note, -2) FROM task WHERE number = 1", "补记");
}

static void test_tags(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_autofree char *set =
      run(fixture, ONE(NULL, .kind = BULK_TAG, .text = "#营商环境、重点 重点"), IDS(1, 2));
  g_assert_cmpstr(set, ==,
                  "第1项 标签：（空） → 营商环境、重点\n第2项 标签：（空） → 营商环境、重点\n");
  check(fixture, ONE(NULL, .kind = BULK_UNTAG, .text = "重点"), IDS(1, 3),
        "第1项 标签：营商环境、重点 → 营商环境\n第3项 ✗已经是这样，不用改\n");
  g_autoptr(GPtrArray) counts = tag_counts(fixture->db, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(counts->len, ==, 2);
  g_assert_cmpint(((const TagCount *)counts->pdata[0])->tasks, ==, 2);
  refuse_all(fixture, ONE(NULL, .kind = BULK_TAG, .text = " 、"), "请写明标签");
  refuse_all(fixture,
             ONE(NULL, .kind = BULK_TAG, .text = "一二三四五六七八九十一二三四五六七八九十一"),
             "最多20个字");
}

/* Several changes of a task are made together or not at all. */
static void test_several(Fixture *fixture, gconstpointer data) {
  (void)data;
  Bulk *bulk = ONE(NULL, .kind = BULK_STEP, .step = STEP_ASSIGN);
  bulk_add(bulk, &(BulkChange){.kind = BULK_TAG, .text = "重点"});
  raw_write(fixture, "UPDATE task SET state = 'void' WHERE number = 2");
  g_autofree char *text = run(fixture, bulk, IDS(1, 2));
  g_assert_nonnull(strstr(text, "第1项 状态：未启动 → 已交办；标签：（空） → 重点\n第2项 ✗"));
  assert_int("SELECT count(*) FROM task_tag", 1);
  assert_text("SELECT verb || substr(summary, -12) || task FROM journal ORDER BY seq DESC LIMIT 1",
              "task.bulk” 交办；加标签“重点”1");
}

/* ---- where tasks stand ------------------------------------------------------------------ */

/* The 序号 of the tasks under the indicator of a task, by id of the tasks: 1=3 2=1. */
static char *order(Fixture *fixture, const char *where) {
  g_autofree char *sql = g_strdup_printf(
      "SELECT group_concat(id || '=' || number, ' ') FROM (SELECT id, number FROM task WHERE %s "
      "ORDER BY id)",
      where);
  return sql_text(fixture->db, sql);
}

static void check_order(Fixture *fixture, const char *where, const char *expected) {
  g_autofree char *text = order(fixture, where);
  g_assert_cmpstr(text, ==, expected);
}

static gint64 insert(Fixture *fixture, const char *sql) {
  raw_write(fixture, sql);
  return sql_int(fixture->db, "SELECT max(id) FROM task");
}

/* Two ledgers: in the first A (1, 2, 3) and B (4, 5), the last of which is split (6, 7). */
static void small(Fixture *fixture) {
  raw_write(fixture, "INSERT INTO ledger (title, year, source_year) VALUES ('甲', 2026, 2026)");
  raw_write(fixture, "INSERT INTO ledger (title, year, source_year) VALUES ('乙', 2026, 2026)");
  raw_write(fixture, "INSERT INTO indicator (ledger, position, title) VALUES (1, 1, 'A'), "
                     "(1, 2, 'B'), (2, 1, 'C'), (2, 2, 'D')");
  fixture->ledger = 1;
  raw_write(fixture, "INSERT INTO task (ledger, indicator, number, kind, goal, state) VALUES "
                     "(1, 1, 1, 'task', '一', 'new'), (1, 1, 2, 'task', '二', 'new'), "
                     "(1, 1, 3, 'task', '三', 'new'), (1, 2, 4, 'task', '四', 'new'), "
                     "(1, 2, 5, 'task', '五', 'new')");
  raw_write(fixture, "INSERT INTO task (ledger, indicator, number, kind, goal, state, parent, "
                     "weight) VALUES (1, 2, 6, 'task', '甲', 'new', 5, 50), "
                     "(1, 2, 7, 'task', '乙', 'new', 5, 50)");
  raw_write(fixture, "INSERT INTO task (ledger, indicator, number, kind, goal, state) VALUES "
                     "(2, 3, 1, 'task', '八', 'new'), (2, 4, 2, 'task', '九', 'new')");
}

static void shift(Fixture *fixture, gint64 task, int delta, const char *refusal) {
  GError *error = NULL;
  gboolean good = task_shift(fixture->db, &fixture->actor, task, delta, &error);
  if (refusal == NULL)
    g_assert_no_error(error);
  else
    assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, refusal);
  g_assert_true(good == (refusal == NULL));
}

static void test_shift(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  small(fixture);
  g_autofree char *before = fixture_dump(fixture);
  shift(fixture, 2, -1, NULL);
  check_order(fixture, "indicator = 1", "1=2 2=1 3=3");
  shift(fixture, 1, 1, NULL);
  check_order(fixture, "indicator = 1", "1=3 2=1 3=2");
  shift(fixture, 2, -1, "已是该指标下的第一项");
  shift(fixture, 1, 1, "已是该指标下的最后一项");
  shift(fixture, 7, -1, NULL); /* a part, among the parts */
  check_order(fixture, "indicator = 2", "4=4 5=5 6=7 7=6");
  shift(fixture, 7, -1, "已是所属任务的第一项");
  for (int i = 0; i < 3; i++) {
    gint64 seq = 0;
    g_assert_true(journal_undoable(fixture->db, fixture->actor.who, &seq, &error));
    g_assert_true(journal_undo(fixture->db, &fixture->actor, seq, NULL, &error));
    g_assert_no_error(error);
  }
  g_autofree char *after = fixture_dump(fixture);
  g_assert_cmpstr(before, ==, after);
}

static void test_move(Fixture *fixture, gconstpointer data) {
  (void)data;
  small(fixture);
  check(fixture, ONE(NULL, .kind = BULK_MOVE, .indicator = 2), IDS(1, 4),
        "第1项 指标：A → B；序号：第1项 → 第5项\n第4项 ✗该项已在这个指标下\n");
  /* Several go in the order given, and each is told where it stands in the end. */
  check(fixture, ONE(NULL, .kind = BULK_MOVE, .indicator = 2), IDS(3, 1),
        "第3项 指标：A → B；序号：第3项 → 第4项\n第1项 指标：A → B；序号：第1项 → 第5项\n");
  g_autofree char *text = run(fixture, ONE(NULL, .kind = BULK_MOVE, .indicator = 2), IDS(1));
  g_assert_nonnull(text);
  check_order(fixture, "ledger = 1", "1=5 2=1 3=2 4=3 5=4 6=6 7=7");
  /* With its parts, into another ledger, in whose order it gets a number. */
  g_autofree char *across = run(fixture, ONE(NULL, .kind = BULK_MOVE, .indicator = 3), IDS(4));
  g_assert_nonnull(strstr(across, "台账：《甲》"));
  check_order(fixture, "ledger = 2", "5=2 6=4 7=5 8=1 9=3");
  assert_int("SELECT count(*) FROM task WHERE parent = 5 AND indicator = 3", 2);
  refuse_all(fixture, ONE(NULL, .kind = BULK_UNITS_ADD, .text = ""), "请写明单位");
  /* Said before it is done, and to each. */
  raw_write(fixture, "UPDATE ledger SET frozen_on = '2026-11-01' WHERE id = 2");
  g_autofree char *shut = run(fixture, ONE(NULL, .kind = BULK_MOVE, .indicator = 3), IDS(1, 2));
  g_assert_nonnull(strstr(shut, "第1项 ✗该台账已于2026-11-01封存"));
}

static void test_copy(Fixture *fixture, gconstpointer data) {
  (void)data;
  small(fixture);
  raw_write(fixture, "INSERT INTO task_tag (task, tag) VALUES (1, '重点')");
  raw_write(fixture, "INSERT INTO unit (name, kind) VALUES ('厅', 'office')");
  raw_write(fixture, "INSERT INTO task_unit (task, unit, role, position) VALUES (1, 1, 'lead', 1)");
  raw_write(fixture, "INSERT INTO schedule (task, phrase, every, since) VALUES (1, '每月1次', "
                     "'month', '2026-01-01')");
  raw_write(fixture, "UPDATE task SET state = 'active', percent = 30 WHERE id = 1");
  check(fixture, ONE(NULL, .kind = BULK_COPY), IDS(1, 6),
        "第1项 在第1项下面添加第2项\n"
        "第6项 ✗该项是分解出来的一部分，各部分权重合计100，不能复制；请复制所属的任务\n");
  g_autofree char *text = run(fixture, ONE(NULL, .kind = BULK_COPY), IDS(1));
  g_assert_nonnull(text);
  gint64 copy = sql_int(fixture->db, "SELECT max(id) FROM task");
  g_assert_cmpint(copy, >, 9);
  assert_text("SELECT number || goal || state || ifnull(percent, '-') FROM task ORDER BY id DESC "
              "LIMIT 1",
              "2一new-");
  assert_text("SELECT group_concat(task, ' ') FROM (SELECT task FROM task_tag ORDER BY task)",
              "1 11");
  assert_int("SELECT count(*) FROM task_unit", 2);
  assert_text("SELECT since FROM schedule ORDER BY id DESC LIMIT 1", "2026-11-21");
  check_order(fixture, "indicator = 1", "1=1 2=3 3=4 11=2");
  /* In whichever order, each stands below its own, and is told where it does in the end. */
  check(fixture, ONE(NULL, .kind = BULK_COPY), IDS(3, 1, 6),
        "第3项 在第4项下面添加第5项\n第1项 在第1项下面添加第2项\n第6项 在第8项下面添加第9项\n");
}

/* ---- 回收站 ------------------------------------------------------------------------------ */

/* What lies there, found by going from each deletion through all that undoes it. */
#define SQL_IN_FORCE                                                                               \
  "WITH RECURSIVE chain (seq, depth) AS (SELECT seq, 0 FROM journal WHERE verb = 'task.delete' "   \
  "UNION ALL SELECT j.seq, depth + 1 FROM chain JOIN journal j ON j.undoes = chain.seq) "          \
  "SELECT ifnull(group_concat(seq, ' '), '') FROM (SELECT seq FROM chain WHERE depth % 2 = 0 "     \
  "AND NOT EXISTS (SELECT 1 FROM journal u WHERE u.undoes = chain.seq) ORDER BY seq DESC)"

static void check_trash(Fixture *fixture) {
  GError *error = NULL;
  g_autoptr(GPtrArray) entries = trash_list(fixture->db, &error);
  g_assert_no_error(error);
  g_autoptr(GString) found = g_string_new(NULL);
  for (guint i = 0; i < entries->len; i++)
    g_string_append_printf(found, "%s%d", i > 0 ? " " : "",
                           (int)((const TrashEntry *)entries->pdata[i])->seq);
  assert_text(SQL_IN_FORCE, found->str);
}

/* Deletions, taken back and done again in any order. */
static void test_trash_random(Fixture *fixture, gconstpointer data) {
  (void)data;
  small(fixture);
  for (int i = 0; i < 3; i++)
    g_free(run(fixture, ONE("重复", .kind = BULK_DELETE), IDS(2 + i)));
  for (int i = 0; i < 24; i++) {
    check_trash(fixture);
    gint64 last = sql_int(fixture->db, "SELECT max(seq) FROM journal");
    GError *error = NULL;
    gint64 seq = g_test_rand_int_range(1, (gint32)last + 1);
    journal_undo(fixture->db, &fixture->actor, seq, NULL, &error);
    g_clear_error(&error); /* of what was taken back already */
  }
  check_trash(fixture);
}

static void test_trash(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  small(fixture);
  raw_write(fixture, "INSERT INTO progress (task, made_on, text, author) VALUES "
                     "(6, '2026-11-01', '开了会', 'lisi'), (2, '2026-11-02', '又开了会', 'lisi')");
  raw_write(fixture, "INSERT INTO task_tag (task, tag) VALUES (5, '重点')");
  raw_write(fixture, "INSERT INTO schedule (task, phrase, every, since, ended) VALUES"
                     " (2, '每月', 'month', '2026-01-01', '2026-05-31'),"
                     " (2, '每季度', 'quarter', '2026-06-01', NULL)");
  raw_write(fixture, "INSERT INTO notice (task, year, number, level, text, issued_on, answer_by, "
                     "author) VALUES (4, 2026, 3, 2, '文', '2026-11-01', '2026-11-10', 'lisi')");
  Actor self = fixture->actor, other = self;
  other.who = fixture->actor.who = "lisi"; /* known from here on */
  raw_write(fixture, "UPDATE task SET state = 'closed' WHERE id = 1");
  fixture->actor = self;
  g_autofree char *whole = fixture_dump(fixture);
  refuse_all(fixture, ONE(NULL, .kind = BULK_DELETE), "删除要写明理由");
  g_autofree char *text = run(fixture, ONE("重复", .kind = BULK_DELETE), IDS(1, 2, 4, 5, 6));
  g_assert_cmpstr(text, ==,
                  "第1项 ✗该项已销号，要留档，不能删除；确需删除，请先重新打开\n"
                  "第2项 删除，连同进展1条、周期要求1条\n"
                  "第4项 ✗已发过督办单（督办〔2026〕3号），文号要留档，不能删除；可以作废\n"
                  "第5项 删除，连同分解的各部分2项、进展1条、标签1个\n"
                  "第6项 ✗已不在台账中，或随所属任务一起删除\n");
  g_autoptr(GPtrArray) entries = trash_list(fixture->db, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(entries->len, ==, 1);
  const TrashEntry *entry = entries->pdata[0];
  g_assert_cmpstr(entry->who, ==, "zhangsan");
  g_assert_cmpstr(entry->reason, ==, "重复");
  g_assert_cmpstr(entry->along, ==, "分解的各部分2项、进展2条、周期要求1条、标签1个");
  g_assert_cmpuint(entry->tasks->len, ==, 2);
  const TrashTask *task = entry->tasks->pdata[1];
  g_assert_cmpint(task->id, ==, 5);
  g_assert_cmpint(task->number, ==, 5);
  g_assert_cmpstr(task->goal, ==, "五");

  /* Somebody takes a number meanwhile; what comes back gets its own, and that one goes on by one.
   */
  insert(fixture, "INSERT INTO task (ledger, indicator, number, kind, goal, state) VALUES "
                  "(1, 1, 5, 'task', '新', 'new')");
  int tasks = 0;
  g_assert_true(trash_restore(fixture->db, &other, entry->seq, &tasks, &error));
  g_assert_no_error(error);
  g_assert_cmpint(tasks, ==, 4);
  check_order(fixture, "ledger = 1", "1=1 2=2 3=3 4=4 5=5 6=6 7=7 10=8");
  g_autoptr(GPtrArray) none = trash_list(fixture->db, &error);
  g_assert_cmpuint(none->len, ==, 0);
  g_assert_false(trash_restore(fixture->db, &other, entry->seq, NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "回收站里没有第");
  raw_write(fixture, "DELETE FROM task WHERE id = 10");
  g_autofree char *again = fixture_dump(fixture);
  g_assert_cmpstr(whole, ==, again);

  /* Restoring is taken back like anything else: then it lies there again. */
  gint64 redo = 0;
  g_assert_true(journal_redoable(fixture->db, "lisi", &redo, &error));
  g_assert_cmpint(redo, >, 0);
}

/* The deletion that was put back is deleted again by redo, and lies in the 回收站 again. */
static void test_trash_again(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  small(fixture);
  g_autofree char *text = run(fixture, ONE("重复", .kind = BULK_DELETE), IDS(2));
  g_assert_nonnull(text);
  gint64 seq = 0, redo = 0;
  g_assert_true(journal_undoable(fixture->db, "zhangsan", &seq, &error));
  g_assert_true(trash_restore(fixture->db, &fixture->actor, seq, NULL, &error));
  g_assert_true(journal_redoable(fixture->db, "zhangsan", &redo, &error));
  g_assert_true(journal_undo(fixture->db, &fixture->actor, redo, NULL, &error));
  g_assert_no_error(error);
  g_autoptr(GPtrArray) entries = trash_list(fixture->db, &error);
  g_assert_cmpuint(entries->len, ==, 1);
  const TrashEntry *entry = entries->pdata[0];
  g_assert_cmpint(entry->seq, ==, redo + 1);
  g_assert_cmpstr(entry->reason, ==, "重复");
  raw_write(fixture, "UPDATE ledger SET frozen_on = '2026-11-20' WHERE id = 1");
  g_assert_false(trash_restore(fixture->db, &fixture->actor, entry->seq, NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "封存");
}

/* What came back where another task had taken its 序号, and was deleted again, can be had back. */
static void test_trash_room(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  small(fixture);
  g_free(run(fixture, ONE("重复", .kind = BULK_DELETE), IDS(2)));
  gint64 seq = sql_int(fixture->db, "SELECT max(seq) FROM journal"), redo = 0;
  g_free(run(fixture, ONE(NULL, .kind = BULK_COPY), IDS(1)));
  g_assert_true(trash_restore(fixture->db, &fixture->actor, seq, NULL, &error));
  g_autofree char *back = fixture_dump(fixture);
  g_assert_true(journal_redoable(fixture->db, "zhangsan", &redo, &error));
  g_assert_true(journal_undo(fixture->db, &fixture->actor, redo, NULL, &error));
  g_assert_true(trash_restore(fixture->db, &fixture->actor, redo + 1, NULL, &error));
  g_assert_no_error(error);
  g_autofree char *again = fixture_dump(fixture);
  g_assert_cmpstr(again, ==, back);
}

/* Tasks of two ledgers, the numbers of both of which are taken meanwhile. */
static void test_trash_ledgers(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  int tasks = 0;
  small(fixture);
  GArray *ids = IDS(2);
  gint64 other = sql_int(fixture->db, "SELECT id FROM task WHERE ledger = 2 AND number = 1");
  g_array_append_val(ids, other);
  g_free(run(fixture, ONE("重复", .kind = BULK_DELETE), ids));
  gint64 seq = sql_int(fixture->db, "SELECT max(seq) FROM journal");
  insert(fixture, "INSERT INTO task (ledger, indicator, number, kind, goal, state) VALUES "
                  "(1, 1, 2, 'task', '新', 'new'), (2, 3, 1, 'task', '新', 'new')");
  g_assert_true(trash_restore(fixture->db, &fixture->actor, seq, &tasks, &error));
  g_assert_no_error(error);
  g_assert_cmpint(tasks, ==, 2);
  check_order(fixture, "ledger = 1", "1=1 2=2 3=4 4=5 5=6 6=7 7=8 10=3");
  check_order(fixture, "ledger = 2", "8=1 9=3 11=2");
}

/* A unit of it that is gone since is in the way, and that is said. */
static void test_trash_unit(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  small(fixture);
  raw_write(fixture, "INSERT INTO unit (name, kind) VALUES ('厅', 'office')");
  raw_write(fixture, "INSERT INTO task_unit (task, unit, role, position) VALUES (2, 1, 'lead', 1)");
  g_free(run(fixture, ONE("重复", .kind = BULK_DELETE), IDS(2)));
  gint64 seq = sql_int(fixture->db, "SELECT max(seq) FROM journal");
  raw_write(fixture, "DELETE FROM unit");
  g_assert_false(trash_restore(fixture->db, &fixture->actor, seq, NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "单位、指标等已被删除");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/bulk/steps", test_steps);
  ADD("/bulk/rules", test_rules);
  ADD("/bulk/units", test_units);
  ADD("/bulk/deadlines", test_deadlines);
  ADD("/bulk/texts", test_texts);
  ADD("/bulk/seen", test_seen);
  ADD("/bulk/tags", test_tags);
  ADD("/bulk/several", test_several);
  ADD_EMPTY("/bulk/shift", test_shift);
  ADD_EMPTY("/bulk/move", test_move);
  ADD_EMPTY("/bulk/copy", test_copy);
  ADD_EMPTY("/bulk/trash", test_trash);
  ADD_EMPTY("/bulk/trash-again", test_trash_again);
  ADD_EMPTY("/bulk/trash-random", test_trash_random);
  ADD_EMPTY("/bulk/trash-room", test_trash_room);
  ADD_EMPTY("/bulk/trash-ledgers", test_trash_ledgers);
  ADD_EMPTY("/bulk/trash-unit", test_trash_unit);
  return g_test_run();
}

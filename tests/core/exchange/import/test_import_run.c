/* What bringing a ledger in would change, and doing it. */
#include <string.h>

#include "core/model/ledger.h"
#include "tests/core/exchange/import/contents.h"
#include "tests/core/exchange/import/plans.h"

/* ---- what is the same ----------------------------------------------------------------------- */

/* The content of a ledger changes nothing of it, exported or as any other file. */
static void test_shipped(Fixture *fixture, gconstpointer data) {
  (void)data;
  for (gsize i = 0; CONTENT_TEMPLATES[i] != NULL; i++) {
    fixture_apply(fixture, CONTENT_TEMPLATES[i], 2026);
    fixture->ledger = sql_int(fixture->db, "SELECT max(id) FROM ledger");
    g_autoptr(ImportPlan) own =
        plan_into(fixture, load_ledger(fixture, fixture->ledger), fixture->ledger);
    assert_counts(own, own->incoming->tasks->len, 0, 0, 0);
    g_assert_cmpuint(own->incoming->tasks->len, >, 0);
    g_autoptr(ImportPlan) other = plan_into(fixture, foreign(fixture), fixture->ledger);
    assert_counts(other, other->incoming->tasks->len, 0, 0, 0);
    gint64 entries = journal_entries(fixture->db);
    ImportResult result = run_plan(fixture, other);
    g_assert_cmpuint(result.added + result.changed + result.voided, ==, 0);
    g_assert_cmpint(journal_entries(fixture->db), ==, entries);
  }
}

static void test_in_use(Fixture *fixture, gconstpointer data) {
  (void)data;
  use_ledger(fixture);
  g_autoptr(ImportPlan) own =
      plan_into(fixture, load_ledger(fixture, fixture->ledger), fixture->ledger);
  assert_counts(own, own->incoming->tasks->len, 0, 0, 0);
  g_autoptr(ImportPlan) other = plan_into(fixture, foreign(fixture), fixture->ledger);
  assert_counts(other, other->incoming->tasks->len, 0, 0, 0);
}

/* As it leaves as JSON and as YAML, the way everything leaves. */
static void test_exported(Fixture *fixture, gconstpointer data) {
  (void)data;
  use_ledger(fixture);
  for (int form = 0; form < 2; form++) {
    GError *error = NULL;
    gint64 ledger;
    g_autoptr(Content) content = load_ledger(fixture, fixture->ledger);
    g_autofree char *text = form == 0 ? content_to_json(content) : content_to_yaml(content);
    Content *incoming = content_parse("台账", text, strlen(text), 0, &error);
    g_assert_no_error(error);
    import_ledger_for(fixture->db, incoming, &ledger, &error);
    g_assert_no_error(error);
    g_assert_cmpint(ledger, ==, fixture->ledger);
    g_autoptr(ImportPlan) plan = plan_into(fixture, incoming, ledger);
    assert_counts(plan, content->tasks->len, 0, 0, 0);
    g_assert_cmpuint(plan->units->len, ==, 0);
  }
}

/* The document of 2020 says of the ledger of 2026 nothing new: only the years were moved. */
static void test_document(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(ImportPlan) plan = plan_into(fixture, content_ningxia(), fixture->ledger);
  assert_counts(plan, 69, 0, 0, 0);
  use_ledger(fixture); /* splits one into parts and makes another void, which are not missed */
  g_autoptr(ImportPlan) again = plan_into(fixture, content_ningxia(), fixture->ledger);
  g_assert_cmpuint(again->counts[IMPORT_ADDED], ==, 0);
  g_assert_cmpuint(again->counts[IMPORT_GONE], ==, 0);
}

static void test_for(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  gint64 ledger;
  g_autoptr(Content) own = load_ledger(fixture, fixture->ledger);
  set_text(&own->title, "改了标题");
  g_assert_true(import_ledger_for(fixture->db, own, &ledger, &error));
  g_assert_cmpint(ledger, ==, fixture->ledger);
  g_autoptr(Content) document = content_ningxia();
  import_ledger_for(fixture->db, document, &ledger, &error);
  g_assert_cmpint(ledger, ==, 0); /* of 2020 */
  document->year = 2026;
  import_ledger_for(fixture->db, document, &ledger, &error);
  g_assert_cmpint(ledger, ==, fixture->ledger);
  set_text(&document->title, " 宁夏回族自治区“信用交通省”建设\n指标体系任务分工台账");
  document->year = 0;
  import_ledger_for(fixture->db, document, &ledger, &error);
  g_assert_cmpint(ledger, ==, fixture->ledger);
  set_text(&own->origin, "another");
  import_ledger_for(fixture->db, own, &ledger, &error);
  g_assert_cmpint(ledger, ==, 0);
  g_assert_no_error(error);
}

/* ---- what is otherwise ---------------------------------------------------------------------- */

static void test_edit(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *before = fixture_dump(fixture);
  Content *incoming = foreign(fixture);
  const ContentTask *third = task_numbered(incoming, 3);
  content_reword(task_numbered(incoming, 4),
                 "落实国家发展改革委、交通运输部、自治区党委和政府本年度"
                 "发布的有关信用文件要求，制定年度信用工作要点并公开。");
  set_text(&task_numbered(incoming, 5)->deadline, "每月20日前");
  set_text(&task_numbered(incoming, 6)->note, "已与成员单位沟通");
  g_ptr_array_set_size(task_numbered(incoming, 7)->units, 0);
  g_ptr_array_add(task_numbered(incoming, 7)->units, content_unit_new("厅办公室", ROLE_LEAD));
  task_numbered(incoming, 8)->kind = TASK_KIND_BONUS;
  task_numbered(incoming, 9)->indicator = content_indicator(
      incoming, content_indicator(incoming, -1, "十、新增一级"), "（一）新增二级");
  g_assert_cmpint(third->number, ==, 3);
  g_autoptr(ImportPlan) plan = plan_into(fixture, incoming, fixture->ledger);
  assert_counts(plan, 63, 0, 6, 0);
  g_assert_cmpint(item_numbered(plan, 4)->change, ==, IMPORT_CHANGED);
  assert_field(plan, 5, CONTENT_DEADLINE, "2026年12月", "每月20日前");
  assert_field(plan, 6, CONTENT_NOTE, "", "已与成员单位沟通");
  assert_field(plan, 7, CONTENT_UNITS, "厅法规处、厅办公室、五市交通运输局", "厅办公室（牵头）");
  assert_field(plan, 8, CONTENT_KIND, "任务", "加分项");
  assert_field(plan, 9, CONTENT_LEVEL_2, "（二）加快推进落实", "（一）新增二级");
  ImportResult result = run_plan(fixture, plan);
  g_assert_cmpuint(result.changed, ==, 6);
  assert_text("SELECT summary FROM journal ORDER BY seq DESC LIMIT 1", "导入“台账.xlsx”：修改6项");
  assert_text("SELECT verb FROM journal ORDER BY seq DESC LIMIT 1", "import.run");
  assert_text("SELECT deadline || ' ' || deadline_printed || ifnull(due, '-') FROM task "
              "WHERE number = 5",
              "每月20日前 2020年12月-");
  assert_int("SELECT count(*) FROM schedule s JOIN task t ON t.id = s.task WHERE t.number = 5 "
             "AND s.phrase = '每月20日前' AND s.due_day = 20",
             1);
  assert_text("SELECT i.title || up.title FROM task t JOIN indicator i ON i.id = t.indicator "
              "JOIN indicator up ON up.id = i.parent WHERE t.number = 9",
              "（一）新增二级十、新增一级");
  assert_int("SELECT count(*) FROM task_unit u JOIN task t ON t.id = u.task WHERE t.number = 7", 1);
  g_autoptr(ImportPlan) again = plan_into(fixture, foreign(fixture), fixture->ledger);
  assert_counts(again, 69, 0, 0, 0);
  undo_last(fixture);
  g_autofree char *after = fixture_dump(fixture);
  g_assert_cmpstr(before, ==, after);
}

/* Only what the file has a column for is compared, and only what is chosen is done. */
/* Two rows, each alone below its 二级指标, change places: neither indicator is empty in the end. */
static void test_swapped_places(Fixture *fixture, gconstpointer data) {
  (void)data;
  Content *incoming = foreign(fixture);
  ContentTask *one = task_numbered(incoming, 50), *other = task_numbered(incoming, 58);
  int place = one->indicator;
  one->indicator = other->indicator;
  other->indicator = place;
  g_autoptr(ImportPlan) plan = plan_into(fixture, incoming, fixture->ledger);
  run_plan(fixture, plan);
  assert_text("SELECT i.title FROM task t JOIN indicator i ON i.id = t.indicator "
              "WHERE t.number = 50",
              "（二十二）加强行业诚信文明建设");
  assert_text("SELECT i.title FROM task t JOIN indicator i ON i.id = t.indicator "
              "WHERE t.number = 58",
              "（十九）公示联合奖惩案例");
  assert_int("SELECT count(*) FROM indicator WHERE parent IS NOT NULL", 23);
}

static void test_columns(Fixture *fixture, gconstpointer data) {
  (void)data;
  Content *incoming = foreign(fixture);
  set_text(&task_numbered(incoming, 4)->note, "一");
  set_text(&task_numbered(incoming, 5)->note, "二");
  set_text(&task_numbered(incoming, 5)->deadline, "2026年11月");
  set_text(&task_numbered(incoming, 6)->deadline, NULL); /* a blank cell */
  incoming->fields = CONTENT_BIT(CONTENT_GOAL) | CONTENT_BIT(CONTENT_DEADLINE);
  g_autoptr(ImportPlan) plan = plan_into(fixture, incoming, fixture->ledger);
  assert_counts(plan, 67, 0, 2, 0);
  assert_field(plan, 5, CONTENT_DEADLINE, "2026年12月", "2026年11月");
  const ImportField *blank = field_of(plan, 6, CONTENT_DEADLINE);
  g_assert_false(blank->chosen);
  g_assert_null(blank->refusal);
  g_assert_false(item_numbered(plan, 6)->chosen);
  field_of(plan, 5, CONTENT_DEADLINE)->chosen = FALSE;
  gint64 entries = journal_entries(fixture->db);
  run_plan(fixture, plan);
  g_assert_cmpint(journal_entries(fixture->db), ==, entries);
  field_of(plan, 5, CONTENT_DEADLINE)->chosen = TRUE;
  run_plan(fixture, plan);
  assert_text("SELECT deadline || due FROM task WHERE number = 5", "2026年11月2026-11-30");
  assert_text("SELECT deadline FROM task WHERE number = 6", "2026年12月");
  assert_int("SELECT count(*) FROM task WHERE note IS NOT NULL", 0);
}

static void test_deadline_rules(Fixture *fixture, gconstpointer data) {
  (void)data;
  use_ledger(fixture);
  raw_write(fixture, "UPDATE task SET state = 'active' WHERE number = 7");
  fixture_permit(fixture, "chen", "clerk");
  for (int i = 0; i < 2; i++) {
    const char *admin = fixture->actor.who;
    Content *incoming = foreign(fixture);
    set_text(&task_numbered(incoming, 4)->deadline, "2027年3月"); /* it has passed */
    set_text(&task_numbered(incoming, 5)->deadline, "2026年2月30日");
    set_text(&task_numbered(incoming, 7)->deadline,
             "2027年3月"); /* 办理中: more time is asked for */
    fixture->actor.who = i == 0 ? "chen" : admin;
    g_autoptr(ImportPlan) plan = plan_into(fixture, incoming, fixture->ledger);
    fixture->actor.who = admin;
    assert_counts(plan, plan->incoming->tasks->len - 3, 0, 3, 0);
    if (i == 0)
      assert_refusal(plan, 4, CONTENT_DEADLINE, "请督办或管理员更正");
    else
      g_assert_null(field_of(plan, 4, CONTENT_DEADLINE)->refusal);
    assert_refusal(plan, 5, CONTENT_DEADLINE, "没有“2026年2月30日”这一天");
    assert_refusal(plan, 7, CONTENT_DEADLINE, "请申请延期");
    g_assert_cmpint(item_numbered(plan, 4)->chosen, ==, i == 1);
  }
}

static void test_rules(Fixture *fixture, gconstpointer data) {
  (void)data;
  Content *incoming = foreign(fixture);
  ContentTask *task = task_numbered(incoming, 28);
  g_assert_cmpuint(task->rules->len, ==, 1); /* 每周至少1次 */
  ContentRule *old = task->rules->pdata[0];
  ContentRule *rule = g_memdup2(old, sizeof *old);
  rule->phrase = g_strdup("每两周至少1次");
  rule->material = g_strdup("信用信息公开情况");
  rule->rule.every = EVERY_FORTNIGHT;
  rule->since = DAY_NONE;
  g_ptr_array_add(task->rules, rule);
  g_ptr_array_remove_index(task->rules, 0);
  g_autoptr(ImportPlan) plan = plan_into(fixture, incoming, fixture->ledger);
  assert_counts(plan, 68, 0, 1, 0);
  run_plan(fixture, plan);
  assert_text("SELECT group_concat(phrase || every || material) FROM schedule s JOIN task t "
              "ON t.id = s.task WHERE t.number = 28 AND s.ended IS NULL",
              "每两周至少1次fortnight信用信息公开情况");
  g_autoptr(ImportPlan) again = plan_into(fixture, foreign(fixture), fixture->ledger);
  assert_counts(again, 69, 0, 0, 0);
}

/* ---- meanwhile ------------------------------------------------------------------------------- */

static void test_conflict(Fixture *fixture, gconstpointer data) {
  (void)data;
  Content *incoming = foreign(fixture);
  set_text(&task_numbered(incoming, 4)->note, "一");
  content_add(incoming, "十、其他", "完成交办的其他事项");
  g_autoptr(ImportPlan) plan = plan_into(fixture, incoming, fixture->ledger);
  raw_write(fixture, "UPDATE task SET note = '另一人写的' WHERE number = 9"); /* another row */
  raw_write(fixture, "UPDATE task SET deadline = '2026年10月' WHERE number = 4");
  refuse_run(fixture, plan, STORE_ERROR_CONFLICT,
             "第4项“落实国家发展改革委、交通运输部、…”的完成时限刚被别人改为“2026年10月”");
  raw_write(fixture, "UPDATE task SET deadline = '2026年4月' WHERE number = 4");
  raw_write(fixture, "INSERT INTO task (ledger, indicator, number, kind, goal, state) "
                     "VALUES (1, 1, 80, 'task', '完成交办的其他事项', 'new')");
  refuse_run(fixture, plan, STORE_ERROR_CONFLICT, "刚被别人添加");
  raw_write(fixture, "DELETE FROM task WHERE number = 80");
  ImportResult result = run_plan(fixture, plan);
  g_assert_cmpuint(result.changed, ==, 1);
  assert_text("SELECT note FROM task WHERE number = 9", "另一人写的");
}

/* What no column shows is seen too: an entry of an earlier day; the end of what gets a part. */
static void test_conflict_unseen(Fixture *fixture, gconstpointer data) {
  (void)data;
  use_ledger(fixture);
  Content *incoming = load_ledger(fixture, fixture->ledger);
  set_text(&task_numbered(incoming, 4)->note, "一");
  insert_part(incoming, 15, day_from_ymd(2026, 12, 1));
  g_autoptr(ImportPlan) plan = plan_into(fixture, incoming, fixture->ledger);
  raw_write(fixture, "INSERT INTO progress (task, made_on, text, author) "
                     "SELECT id, '2026-01-05', '补记', 'lisi' FROM task WHERE number = 4");
  refuse_run(fixture, plan, STORE_ERROR_CONFLICT, "刚被别人记了进展");
  raw_write(fixture, "DELETE FROM progress WHERE text = '补记'");
  raw_write(fixture, "UPDATE task SET state = 'done', done_on = '2026-11-02' WHERE number = 15");
  refuse_run(fixture, plan, STORE_ERROR_CONFLICT, "第15项");
}

static void test_frozen(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  Content *incoming = foreign(fixture);
  g_autoptr(Reckoning) reckoning = reckoning_of(fixture);
  ledger_freeze(fixture->db, &fixture->actor, reckoning, fixture->ledger, &error);
  g_assert_no_error(error);
  refuse_plan(fixture, incoming, fixture->ledger, "封存");
}

/* Notes a task as a person does. */
static void note_task(Fixture *fixture, int number, const char *note) {
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = reckoning_of(fixture);
  gint64 id;
  task_of_number(fixture->db, number, &id, &error);
  g_assert_no_error(error);
  g_autoptr(Task) task = task_load(fixture->db, reckoning, id, &error);
  g_assert_no_error(error);
  g_autofree char *units = task_units_text(task);
  const TaskInput input = {.indicator = task->indicator,
                           .kind = task->kind,
                           .goal = task->goal,
                           .units = units,
                           .deadline = task->deadline,
                           .note = note};
  task_edit(fixture->db, &fixture->actor, reckoning, task, &input, NULL, &error);
  g_assert_no_error(error);
}

/* What people changed is not put back by a file that may be older, unless somebody says so. */
static void test_touched(Fixture *fixture, gconstpointer data) {
  (void)data;
  Content *first = foreign(fixture);
  set_text(&task_numbered(first, 4)->note, "文件一");
  set_text(&task_numbered(first, 5)->note, "文件一");
  Content *second = foreign(fixture);
  set_text(&task_numbered(second, 4)->note, "文件一");
  g_autoptr(ImportPlan) plan = plan_into(fixture, first, fixture->ledger);
  assert_field(plan, 4, CONTENT_NOTE, "", "文件一");
  run_plan(fixture, plan);
  note_task(fixture, 4, "经办人写的");
  set_text(&task_numbered(second, 5)->note, "文件二");
  g_autoptr(ImportPlan) again = plan_into(fixture, second, fixture->ledger);
  assert_counts(again, 67, 0, 2, 0);
  g_assert_cmpuint(again->touched, ==, 1);
  assert_touched(again, 4, CONTENT_NOTE, "经办人写的", "文件一");
  g_assert_false(item_numbered(again, 4)->chosen);
  assert_field(again, 5, CONTENT_NOTE, "文件一", "文件二"); /* a file said the first, too */
  g_assert_cmpuint(run_plan(fixture, again).changed, ==, 1);

  Content *third = foreign(fixture);
  set_text(&task_numbered(third, 4)->note, "文件三");
  g_autoptr(ImportPlan) chosen = plan_into(fixture, third, fixture->ledger);
  take_touched(chosen, 4, CONTENT_NOTE);
  g_assert_cmpuint(run_plan(fixture, chosen).changed, ==, 1);
  Content *fourth = foreign(fixture);
  set_text(&task_numbered(fourth, 4)->note, "文件四");
  g_autoptr(ImportPlan) newer = plan_into(fixture, fourth, fixture->ledger);
  assert_field(newer, 4, CONTENT_NOTE, "文件三", "文件四");

  note_task(fixture, 6, "写错了");
  undo_last(fixture);
  Content *fifth = foreign(fixture);
  set_text(&task_numbered(fifth, 6)->note, "文件五");
  g_autoptr(ImportPlan) undone = plan_into(fixture, fifth, fixture->ledger);
  g_assert_cmpuint(undone->touched, ==, 0);
  assert_field(undone, 6, CONTENT_NOTE, "", "文件五");
}

static gboolean stop_at_writing(gpointer data, const char *doing, gint64 done, gint64 total) {
  (void)data, (void)done, (void)total;
  return !g_str_equal(doing, "正在写入台账");
}

static void test_stopped(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  Content *incoming = foreign(fixture);
  set_text(&task_numbered(incoming, 4)->note, "一");
  g_autoptr(ImportPlan) plan = plan_into(fixture, incoming, fixture->ledger);
  g_autoptr(Reckoning) reckoning = reckoning_of(fixture);
  const Watch watch = {.tell = stop_at_writing};
  g_autofree char *before = fixture_dump(fixture);
  g_assert_false(
      import_run(fixture->db, &fixture->actor, reckoning, plan, "台账.xlsx", &watch, NULL, &error));
  assert_refused(&error, WATCH_ERROR, WATCH_ERROR_STOPPED, "已取消");
  g_autofree char *after = fixture_dump(fixture);
  g_assert_cmpstr(before, ==, after);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD_EMPTY("/import/shipped", test_shipped);
  ADD("/import/in-use", test_in_use);
  ADD("/import/exported", test_exported);
  ADD("/import/document", test_document);
  ADD("/import/for", test_for);
  ADD("/import/edit", test_edit);
  ADD("/import/swapped-places", test_swapped_places);
  ADD("/import/columns", test_columns);
  ADD("/import/deadline-rules", test_deadline_rules);
  ADD("/import/rules", test_rules);
  ADD("/import/conflict", test_conflict);
  ADD("/import/conflict-unseen", test_conflict_unseen);
  ADD("/import/frozen", test_frozen);
  ADD("/import/touched", test_touched);
  ADD("/import/stopped", test_stopped);
  return g_test_run();
}

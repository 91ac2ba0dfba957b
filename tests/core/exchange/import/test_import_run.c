/* What bringing a ledger in would change, and doing it. */
#include "core/exchange/import/import.h"

#include <string.h>

#include "core/model/extension.h"
#include "core/model/ledger.h"
#include "core/model/way.h"
#include "core/store/journal.h"
#include "tests/core/exchange/content/contents.h"
#include "tests/core/exchange/import/contents.h"

/* ---- short words ---------------------------------------------------------------------------- */

static Reckoning *reckoning_of(Fixture *fixture) {
  return reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
}

static ImportPlan *plan_into(Fixture *fixture, Content *incoming, gint64 ledger) {
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = reckoning_of(fixture);
  ImportPlan *plan = import_plan(fixture->db, reckoning, incoming, ledger, NULL, &error);
  g_assert_no_error(error);
  return plan;
}

static void refuse_plan(Fixture *fixture, Content *incoming, gint64 ledger, const char *words) {
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = reckoning_of(fixture);
  g_assert_null(import_plan(fixture->db, reckoning, incoming, ledger, NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, words);
}

static gboolean try_run(Fixture *fixture, const ImportPlan *plan, ImportResult *result,
                        GError **error) {
  g_autoptr(Reckoning) reckoning = reckoning_of(fixture);
  return import_run(fixture->db, &fixture->actor, reckoning, plan, "台账.xlsx", NULL, result,
                    error);
}

static ImportResult run(Fixture *fixture, const ImportPlan *plan) {
  GError *error = NULL;
  ImportResult result = {0};
  try_run(fixture, plan, &result, &error);
  g_assert_no_error(error);
  return result;
}

static void refuse_run(Fixture *fixture, const ImportPlan *plan, int code, const char *words) {
  GError *error = NULL;
  gint64 entries = journal_entries(fixture->db);
  g_autofree char *before = fixture_dump(fixture);
  g_assert_false(try_run(fixture, plan, NULL, &error));
  assert_refused(&error, STORE_ERROR, code, words);
  g_autofree char *after = fixture_dump(fixture);
  g_assert_cmpstr(before, ==, after);
  g_assert_cmpint(journal_entries(fixture->db), ==, entries);
}

static void undo(Fixture *fixture) {
  GError *error = NULL;
  gint64 seq;
  journal_undoable(fixture->db, fixture->actor.who, &seq, &error);
  g_assert_no_error(error);
  journal_undo(fixture->db, &fixture->actor, seq, NULL, &error);
  g_assert_no_error(error);
}

static void assert_counts(const ImportPlan *plan, guint same, guint added, guint changed,
                          guint gone) {
  g_assert_cmpuint(plan->counts[IMPORT_SAME], ==, same);
  g_assert_cmpuint(plan->counts[IMPORT_ADDED], ==, added);
  g_assert_cmpuint(plan->counts[IMPORT_CHANGED], ==, changed);
  g_assert_cmpuint(plan->counts[IMPORT_GONE], ==, gone);
  g_assert_cmpuint(plan->items->len, ==, same + added + changed + gone);
}

/* The item of a task of the ledger, or of a row of the file. */
static ImportItem *item_of(const ImportPlan *plan, const char *goal) {
  for (guint i = 0; i < plan->items->len; i++) {
    ImportItem *item = plan->items->pdata[i];
    const ContentTask *task = item->incoming >= 0 ? plan->incoming->tasks->pdata[item->incoming]
                                                  : plan->present->tasks->pdata[item->present];
    if (g_str_equal(task->goal, goal))
      return item;
  }
  g_error("没有“%s”", goal);
}

static ImportItem *item_numbered(const ImportPlan *plan, int number) {
  return item_of(plan, task_numbered(plan->incoming, number)->goal);
}

static ImportField *field_of(const ImportPlan *plan, int number, ContentField field) {
  ImportItem *item = item_numbered(plan, number);
  g_assert_cmpint(item->change, ==, IMPORT_CHANGED);
  for (guint i = 0; i < item->fields->len; i++) {
    ImportField *changed = item->fields->pdata[i];
    if (changed->field == field)
      return changed;
  }
  g_error("第%d项的%s没有变", number, content_field_name(field));
}

static void assert_field(const ImportPlan *plan, int number, ContentField field, const char *before,
                         const char *after) {
  const ImportField *changed = field_of(plan, number, field);
  g_assert_cmpstr(changed->before, ==, before);
  g_assert_cmpstr(changed->after, ==, after);
  g_assert_null(changed->refusal);
  g_assert_true(changed->chosen);
}

/* It can be taken, and is not, since people changed it. */
static void assert_touched(const ImportPlan *plan, int number, ContentField field,
                           const char *before, const char *after) {
  const ImportField *changed = field_of(plan, number, field);
  g_assert_cmpstr(changed->before, ==, before);
  g_assert_cmpstr(changed->after, ==, after);
  g_assert_null(changed->refusal);
  g_assert_true(changed->touched);
  g_assert_false(changed->chosen);
}

static void take_touched(const ImportPlan *plan, int number, ContentField field) {
  ImportField *changed = field_of(plan, number, field);
  g_assert_true(changed->touched);
  changed->chosen = TRUE;
  item_numbered(plan, number)->chosen = TRUE;
}

static void assert_refusal(const ImportPlan *plan, int number, ContentField field,
                           const char *words) {
  const ImportField *changed = field_of(plan, number, field);
  g_assert_nonnull(changed->refusal);
  g_assert_nonnull(strstr(changed->refusal, words));
  g_assert_false(changed->chosen);
}

static void set_text(char **field, const char *text) {
  g_free(*field);
  *field = g_strdup(text);
}

/* As another program's file has it: without ids, without where it comes from. */
static Content *foreign(Fixture *fixture) {
  Content *content = load_ledger(fixture, fixture->ledger);
  g_clear_pointer(&content->origin, g_free);
  content->ledger = 0;
  for (guint i = 0; i < content->tasks->len; i++)
    content_task(content, i)->id = 0;
  return content;
}

static void decide_all(ImportPlan *plan, ImportUnitWay way) {
  for (guint i = 0; i < plan->units->len; i++)
    ((ImportUnit *)plan->units->pdata[i])->way = way;
}

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
    ImportResult result = run(fixture, other);
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
  ImportResult result = run(fixture, plan);
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
  undo(fixture);
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
  run(fixture, plan);
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
  run(fixture, plan);
  g_assert_cmpint(journal_entries(fixture->db), ==, entries);
  field_of(plan, 5, CONTENT_DEADLINE)->chosen = TRUE;
  run(fixture, plan);
  assert_text("SELECT deadline || due FROM task WHERE number = 5", "2026年11月2026-11-30");
  assert_text("SELECT deadline FROM task WHERE number = 6", "2026年12月");
  assert_int("SELECT count(*) FROM task WHERE note IS NOT NULL", 0);
}

static void test_deadline_rules(Fixture *fixture, gconstpointer data) {
  (void)data;
  use_ledger(fixture);
  Content *incoming = foreign(fixture);
  set_text(&task_numbered(incoming, 4)->deadline, "2027年3月"); /* 办理中: more time is asked for */
  set_text(&task_numbered(incoming, 5)->deadline, "2026年2月30日");
  g_autoptr(ImportPlan) plan = plan_into(fixture, incoming, fixture->ledger);
  assert_counts(plan, plan->incoming->tasks->len - 2, 0, 2, 0);
  assert_refusal(plan, 4, CONTENT_DEADLINE, "请申请延期");
  assert_refusal(plan, 5, CONTENT_DEADLINE, "没有“2026年2月30日”这一天");
  g_assert_false(item_numbered(plan, 4)->chosen);
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
  run(fixture, plan);
  assert_text("SELECT group_concat(phrase || every || material) FROM schedule s JOIN task t "
              "ON t.id = s.task WHERE t.number = 28 AND s.ended IS NULL",
              "每两周至少1次fortnight信用信息公开情况");
  g_autoptr(ImportPlan) again = plan_into(fixture, foreign(fixture), fixture->ledger);
  assert_counts(again, 69, 0, 0, 0);
}

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
  ImportResult result = run(fixture, plan);
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
  undo(fixture);
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
  run(fixture, second);
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
  run(fixture, plan);
  assert_int("SELECT count(*) FROM task WHERE number = 15 AND state = 'done'", 1);
  assert_int("SELECT count(*) FROM task p JOIN task t ON t.id = p.parent WHERE t.number = 15 "
             "AND p.state = 'done'",
             2);
}

static ContentTask *insert_part(Content *content, int whole, Day due) {
  guint place;
  const ContentTask *above = task_numbered(content, whole);
  g_assert_true(g_ptr_array_find(content->tasks, above, &place));
  ContentTask *part = content_task_new();
  part->goal = g_strdup("后来加的一部分");
  part->indicator = above->indicator;
  part->parent = (int)place;
  part->weight = 10;
  part->due = due;
  g_ptr_array_insert(content->tasks, (int)place + 1, part);
  for (guint i = place + 2; i < content->tasks->len; i++) {
    ContentTask *task = content_task(content, i);
    task->parent += task->parent > (int)place;
  }
  return part;
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

/* ---- rows that come and go ------------------------------------------------------------------- */

static void test_added_and_gone(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *before = fixture_dump(fixture);
  Content *incoming = foreign(fixture);
  g_ptr_array_remove_index(incoming->tasks, 29); /* 第30项 */
  ContentTask *inserted = content_task_new();
  inserted->goal = g_strdup("建立春运客车凌晨停车休息制度专项检查机制");
  inserted->indicator = content_task(incoming, 9)->indicator;
  inserted->number = 11; /* taken */
  g_ptr_array_insert(incoming->tasks, 10, inserted);
  ContentTask *last = content_add(incoming, "十、其他", "完成交办的其他事项");
  last->number = 100;
  last->deadline = g_strdup("2026年12月");
  last->due = day_from_ymd(2026, 12, 31);
  g_autoptr(ImportPlan) plan = plan_into(fixture, incoming, fixture->ledger);
  assert_counts(plan, 68, 2, 0, 1);
  ImportItem *gone = item_of(plan, "依法依规制定自治区交通运输信用承诺制的政策文件。");
  g_assert_cmpint(gone->change, ==, IMPORT_GONE);
  g_assert_false(gone->chosen);
  g_assert_true(plan->items->pdata[30] == gone); /* where it stood */
  gone->chosen = TRUE;
  ImportResult result = run(fixture, plan);
  g_assert_cmpuint(result.added, ==, 2);
  g_assert_cmpuint(result.voided, ==, 1);
  g_assert_cmpuint(result.renumbered, ==, 1);
  assert_text("SELECT summary FROM journal ORDER BY seq DESC LIMIT 1",
              "导入“台账.xlsx”：新增2项，作废1项");
  assert_int("SELECT number FROM task WHERE goal LIKE '建立春运%'", 70);
  assert_text("SELECT i.title || t.number || t.due || t.state || t.deadline_printed FROM task t "
              "JOIN indicator i ON i.id = t.indicator WHERE t.goal = '完成交办的其他事项'",
              "十、其他1002026-12-31new2026年12月");
  assert_text("SELECT s.reason FROM step s JOIN task t ON t.id = s.task WHERE t.number = 30",
              "导入的《台账.xlsx》里已没有这一项");
  g_autoptr(ImportPlan) again =
      plan_into(fixture, g_steal_pointer(&plan->incoming), fixture->ledger);
  assert_counts(again, 70, 0, 0, 0);
  undo(fixture);
  g_autofree char *after = fixture_dump(fixture);
  g_assert_cmpstr(before, ==, after);
}

/* A ledger of its own from lines of 一级|目标任务, its first 一级 with 10 分. */
static gint64 store_lines(Fixture *fixture, const char *const *lines) {
  g_autoptr(Content) content = content_lines(lines);
  content->title = g_strdup("小台账");
  content->year = 2026;
  ((ContentIndicator *)content->indicators->pdata[0])->points = 10;
  return store_ledger(fixture, content);
}

#define TREE                                                                                       \
  "SELECT group_concat(title || ' ' || ifnull(points, '-') || ' ' || tasks, '; ') FROM (SELECT "   \
  "i.title, i.points, (SELECT group_concat(number, ',') FROM (SELECT number FROM task t WHERE "    \
  "t.indicator = i.id ORDER BY number)) AS tasks FROM indicator i WHERE i.ledger = 2 ORDER BY "    \
  "i.title)"

/* What a row has left may be where another one goes. */
static void test_places_swapped(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 ledger = store_lines(fixture, (const char *const[]){"甲|做好一件事", "乙|办另一项", NULL});
  g_autofree char *before = fixture_dump(fixture);
  assert_text(TREE, "乙 - 2; 甲 10.0 1");
  g_autoptr(ImportPlan) plan = plan_into(
      fixture,
      content_lines((const char *const[]){"丙|做好一件事", "甲|办另一项", "乙|第三项", NULL}),
      ledger);
  assert_counts(plan, 0, 1, 2, 0);
  run(fixture, plan);
  assert_text(TREE, "丙 - 1; 乙 - 3; 甲 10.0 2");
  undo(fixture);
  g_autofree char *after = fixture_dump(fixture);
  g_assert_cmpstr(before, ==, after);
}

/* The file says nothing of 分值, and so takes none away. */
static void test_renamed_place(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 ledger = store_lines(
      fixture, (const char *const[]){"甲|做好一件事", "甲|办另一项", "乙|再一项", NULL});
  g_autoptr(ImportPlan) one = plan_into(
      fixture,
      content_lines((const char *const[]){"一、甲|做好一件事", "甲|办另一项", "乙|再一项", NULL}),
      ledger);
  run(fixture, one);
  assert_text(TREE, "一、甲 - 1; 乙 - 3; 甲 10.0 2"); /* it is still there */
  undo(fixture);
  g_autoptr(ImportPlan) all =
      plan_into(fixture,
                content_lines((const char *const[]){"一、甲|做好一件事", "一、甲|办另一项",
                                                    "乙|再一项", NULL}),
                ledger);
  run(fixture, all);
  assert_text(TREE, "一、甲 10.0 1,2; 乙 - 3");
}

static void test_new_ledger(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *before = fixture_dump(fixture);
  Content *incoming = content_ningxia();
  for (guint i = 0; i < 69; i++)
    g_ptr_array_add(content_task(incoming, i)->units, content_unit_new("新设处", ROLE_LEAD));
  g_autoptr(ImportPlan) plan = plan_into(fixture, incoming, 0);
  assert_counts(plan, 0, 69, 0, 0);
  g_assert_null(plan->present);
  decide_all(plan, IMPORT_UNIT_OMIT);
  ((ImportItem *)plan->items->pdata[3])->chosen = FALSE;
  ImportResult result = run(fixture, plan);
  g_assert_cmpint(result.ledger, ==, fixture->ledger + 1);
  g_assert_cmpuint(result.added, ==, 68);
  assert_int("SELECT count(*) FROM task WHERE ledger = 2", 68);
  assert_int("SELECT count(*) FROM task_unit u JOIN task t ON t.id = u.task WHERE t.ledger = 2", 0);
  assert_text("SELECT summary FROM journal ORDER BY seq DESC LIMIT 1",
              "导入“台账.xlsx”：新建台账《宁夏回族自治区“信用交通省”建设指标体系任务分工台账》，"
              "新增68项");
  undo(fixture);
  g_autofree char *after = fixture_dump(fixture);
  g_assert_cmpstr(before, ==, after);
  Content *untitled = content_ningxia();
  g_clear_pointer(&untitled->title, g_free);
  refuse_plan(fixture, untitled, 0, "没有台账的标题");
  Content *undated = content_ningxia();
  undated->year = 0;
  refuse_plan(fixture, undated, 0, "没有写明年份");
  refuse_plan(fixture, content_new(), fixture->ledger, "没有任务");
}

/* ---- units ----------------------------------------------------------------------------------- */

static ImportUnit *unit_of(const ImportPlan *plan, const char *name) {
  for (guint i = 0; i < plan->units->len; i++) {
    ImportUnit *unit = plan->units->pdata[i];
    if (g_str_equal(unit->name, name))
      return unit;
  }
  g_error("没有“%s”", name);
}

static void name_unit(Content *content, int number, const char *name) {
  ContentUnit *unit = task_numbered(content, number)->units->pdata[0];
  set_text(&unit->name, name);
}

static void test_units(Fixture *fixture, gconstpointer data) {
  (void)data;
  Content *incoming = foreign(fixture);
  name_unit(incoming, 1, "法规处"); /* 厅法规处 */
  name_unit(incoming, 3, "法规处");
  name_unit(incoming, 8, "新设县交通运输局");
  name_unit(incoming, 10, "某某公司");
  g_autoptr(ImportPlan) plan = plan_into(fixture, incoming, fixture->ledger);
  assert_counts(plan, 65, 0, 4, 0);
  g_assert_cmpuint(plan->units->len, ==, 3);
  ImportUnit *law = unit_of(plan, "法规处");
  g_assert_cmpuint(law->tasks, ==, 2);
  g_assert_cmpint(law->kind, ==, UNIT_OFFICE);
  g_assert_cmpstr(((UnitName *)law->near->pdata[0])->full, ==, "厅法规处");
  g_assert_cmpuint(unit_of(plan, "某某公司")->near->len, ==, 0);
  g_assert_cmpint(unit_of(plan, "新设县交通运输局")->kind, ==, UNIT_LOCAL);
  refuse_run(fixture, plan, STORE_ERROR_REFUSED, "“法规处”、“新设县交通运输局”、“某某公司”");
  law->way = IMPORT_UNIT_ALIAS;
  law->unit = ((UnitName *)law->near->pdata[0])->unit;
  unit_of(plan, "新设县交通运输局")->way = IMPORT_UNIT_MAKE;
  unit_of(plan, "新设县交通运输局")->kind = UNIT_BODY;
  unit_of(plan, "某某公司")->way = IMPORT_UNIT_OMIT;
  ImportResult result = run(fixture, plan);
  /* the alias is the unit that was there; leaving the company out leaves nobody */
  g_assert_cmpuint(result.changed, ==, 2);
  g_assert_cmpuint(result.units, ==, 1);
  assert_text("SELECT summary FROM journal ORDER BY seq DESC LIMIT 1",
              "导入“台账.xlsx”：修改2项，新建单位1个");
  assert_text(
      "SELECT u.name FROM unit_alias a JOIN unit u ON u.id = a.unit WHERE a.name = '法规处'",
      "厅法规处");
  assert_text("SELECT kind FROM unit WHERE name = '新设县交通运输局'", "body");
  assert_int("SELECT count(*) FROM unit WHERE name IN ('法规处', '某某公司')", 0);
  /* an alias is the same unit from now on */
  Content *again = foreign(fixture);
  name_unit(again, 1, "法规处");
  g_autoptr(ImportPlan) second = plan_into(fixture, again, fixture->ledger);
  assert_counts(second, 69, 0, 0, 0);
}

static void test_near(Fixture *fixture, gconstpointer data) {
  (void)data;
  fixture_apply(fixture, "xinzhou-2023", 2026);
  Content *incoming = content_lines(LIST("一|甲", "一|乙"));
  set_text(&incoming->title, "某台账");
  incoming->year = 2026;
  g_ptr_array_add(content_task(incoming, 0)->units, content_unit_new("行政审批处", ROLE_LEAD));
  g_ptr_array_add(content_task(incoming, 1)->units, content_unit_new("建设科", ROLE_LEAD));
  g_autoptr(ImportPlan) plan = plan_into(fixture, incoming, 0);
  const ImportUnit *office = unit_of(plan, "行政审批处");
  g_assert_cmpuint(office->near->len, >, 0);
  g_assert_nonnull(strstr(((UnitName *)office->near->pdata[0])->full, "行政审批管理科"));
  g_assert_cmpstr(((UnitName *)unit_of(plan, "建设科")->near->pdata[0])->full, ==, "建设管理科");
  g_assert_cmpuint(office->near->len, <=, 5);
}

/* A document that prints no roles leaves those that the office has given. */
static void test_roles(Fixture *fixture, gconstpointer data) {
  (void)data;
  raw_write(fixture, "UPDATE task_unit SET role = 'lead' WHERE task = 7 AND position = 1");
  raw_write(fixture, "UPDATE task_unit SET role = 'support' WHERE task = 7 AND position = 2");
  Content *incoming = foreign(fixture);
  for (guint i = 0; i < incoming->tasks->len; i++) {
    ContentTask *task = content_task(incoming, i);
    for (guint k = 0; k < task->units->len; k++)
      ((ContentUnit *)task->units->pdata[k])->role = ROLE_RESPONSIBLE;
  }
  g_ptr_array_add(task_numbered(incoming, 7)->units,
                  content_unit_new("厅财审处", ROLE_RESPONSIBLE));
  g_autoptr(ImportPlan) plan = plan_into(fixture, incoming, fixture->ledger);
  assert_counts(plan, 68, 0, 1, 0);
  take_touched(plan, 7, CONTENT_UNITS);
  run(fixture, plan);
  assert_text("SELECT group_concat(role) FROM (SELECT role FROM task_unit WHERE task = 7 "
              "ORDER BY position)",
              "lead,support,responsible,responsible");
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
  ImportResult result = run(fixture, plan);
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
  run(fixture, plan);
  note_task(fixture, 4, "经办人写的");
  set_text(&task_numbered(second, 5)->note, "文件二");
  g_autoptr(ImportPlan) again = plan_into(fixture, second, fixture->ledger);
  assert_counts(again, 67, 0, 2, 0);
  g_assert_cmpuint(again->touched, ==, 1);
  assert_touched(again, 4, CONTENT_NOTE, "经办人写的", "文件一");
  g_assert_false(item_numbered(again, 4)->chosen);
  assert_field(again, 5, CONTENT_NOTE, "文件一", "文件二"); /* a file said the first, too */
  g_assert_cmpuint(run(fixture, again).changed, ==, 1);

  Content *third = foreign(fixture);
  set_text(&task_numbered(third, 4)->note, "文件三");
  g_autoptr(ImportPlan) chosen = plan_into(fixture, third, fixture->ledger);
  take_touched(chosen, 4, CONTENT_NOTE);
  g_assert_cmpuint(run(fixture, chosen).changed, ==, 1);
  Content *fourth = foreign(fixture);
  set_text(&task_numbered(fourth, 4)->note, "文件四");
  g_autoptr(ImportPlan) newer = plan_into(fixture, fourth, fixture->ledger);
  assert_field(newer, 4, CONTENT_NOTE, "文件三", "文件四");

  note_task(fixture, 6, "写错了");
  undo(fixture);
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
  ADD("/import/progress", test_progress);
  ADD("/import/progress-on-record", test_progress_on_record);
  ADD("/import/states", test_states);
  ADD("/import/parts", test_parts);
  ADD("/import/parts-added", test_parts_added);
  ADD("/import/added-and-gone", test_added_and_gone);
  ADD("/import/places-swapped", test_places_swapped);
  ADD("/import/renamed-place", test_renamed_place);
  ADD("/import/new-ledger", test_new_ledger);
  ADD("/import/units", test_units);
  ADD("/import/near", test_near);
  ADD("/import/roles", test_roles);
  ADD("/import/conflict", test_conflict);
  ADD("/import/conflict-unseen", test_conflict_unseen);
  ADD("/import/frozen", test_frozen);
  ADD("/import/touched", test_touched);
  ADD("/import/stopped", test_stopped);
  return g_test_run();
}

/* Bringing in rows that come and go, and their units. */
#include <string.h>

#include "core/model/way.h"
#include "tests/core/exchange/import/contents.h"
#include "tests/core/exchange/import/plans.h"

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
  ImportResult result = run_plan(fixture, plan);
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
  undo_last(fixture);
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
  run_plan(fixture, plan);
  assert_text(TREE, "丙 - 1; 乙 - 3; 甲 10.0 2");
  undo_last(fixture);
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
  run_plan(fixture, one);
  assert_text(TREE, "一、甲 - 1; 乙 - 3; 甲 10.0 2"); /* it is still there */
  undo_last(fixture);
  g_autoptr(ImportPlan) all =
      plan_into(fixture,
                content_lines((const char *const[]){"一、甲|做好一件事", "一、甲|办另一项",
                                                    "乙|再一项", NULL}),
                ledger);
  run_plan(fixture, all);
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
  ImportResult result = run_plan(fixture, plan);
  g_assert_cmpint(result.ledger, ==, fixture->ledger + 1);
  g_assert_cmpuint(result.added, ==, 68);
  assert_int("SELECT count(*) FROM task WHERE ledger = 2", 68);
  assert_int("SELECT count(*) FROM task_unit u JOIN task t ON t.id = u.task WHERE t.ledger = 2", 0);
  assert_text("SELECT summary FROM journal ORDER BY seq DESC LIMIT 1",
              "导入“台账.xlsx”：新建台账《宁夏回族自治区“信用交通省”建设指标体系任务分工台账》，"
              "新增68项");
  undo_last(fixture);
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
  ImportResult result = run_plan(fixture, plan);
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
  run_plan(fixture, plan);
  assert_text("SELECT group_concat(role) FROM (SELECT role FROM task_unit WHERE task = 7 "
              "ORDER BY position)",
              "lead,support,responsible,responsible");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/import/added-and-gone", test_added_and_gone);
  ADD("/import/places-swapped", test_places_swapped);
  ADD("/import/renamed-place", test_renamed_place);
  ADD("/import/new-ledger", test_new_ledger);
  ADD("/import/units", test_units);
  ADD("/import/near", test_near);
  ADD("/import/roles", test_roles);
  return g_test_run();
}

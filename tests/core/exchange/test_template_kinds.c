/* What units, systems and the newer parts of ledgers become in the file. */
#include <math.h>
#include <string.h>

#include "core/config/document.h"
#include "core/model/ledger.h"
#include "core/model/reminder.h"
#include "core/model/reporting.h"
#include "core/model/schedule.h"
#include "core/model/system.h"
#include "core/model/unit.h"
#include "tests/core/fixture.h"

/* Puts a template of that text into the file; error may be NULL, and then it has to succeed. */
static gboolean apply(Fixture *fixture, const char *text, int year, GError **error) {
  g_autofree char *path = folder_write(fixture->folder, "mine.yaml", text);
  GError *own = NULL;
  g_autoptr(GPtrArray) templates = g_ptr_array_new_with_free_func((GDestroyNotify)template_free);
  g_ptr_array_add(templates, template_load(path, &own));
  g_assert_no_error(own);
  gboolean done = template_apply(fixture->db, &fixture->actor, templates, year, &own);
  if (error == NULL)
    g_assert_no_error(own);
  else
    g_propagate_error(error, own);
  return done;
}

/* ---- units ------------------------------------------------------------------------------ */

#define UNITS_HEAD "kind: units\nname: mine\ntitle: 名录\nyear: 2023\nunits:\n"

static const char UNITS[] =
    UNITS_HEAD "  - {name: 甲县局, kind: local, parent: 市局}\n"
               "  - {name: 某市交通运输局, kind: local, aliases: [市局, 某市局]}\n"
               "  - {name: 各县, kind: group, members: [甲县局]}\n";

static void test_units(Fixture *fixture, gconstpointer data) {
  (void)data;
  apply(fixture, UNITS, 2026, NULL);
  assert_int("SELECT count(*) FROM journal", 1);
  assert_text("SELECT group_concat(name || ' ' || kind, ',') FROM (SELECT * FROM unit ORDER BY id)",
              "甲县局 local,某市交通运输局 local,各县 group");
  assert_text("SELECT p.name FROM unit u JOIN unit p ON p.id = u.parent", "某市交通运输局");
  assert_text("SELECT group_concat(name || ' ' || origin || ' ' || made_on, ',') FROM "
              "(SELECT * FROM unit_alias ORDER BY name)",
              "市局 alias 2026-11-21,某市局 alias 2026-11-21");
  assert_text("SELECT u.name FROM unit_member m JOIN unit u ON u.id = m.member", "甲县局");

  /* Once more changes nothing, also for another year: units belong to none. */
  apply(fixture, UNITS, 2027, NULL);
  assert_int("SELECT count(*) FROM journal", 1);
}

/* A name that is known as an alias, or whose alias is known as a name, is that unit. */
static void test_units_known(Fixture *fixture, gconstpointer data) {
  (void)data;
  apply(fixture,
        UNITS_HEAD
        "  - {name: 行政审批管理科（政策法规科）, kind: office, aliases: [行政审批科]}\n",
        0, NULL);
  apply(fixture, UNITS_HEAD "  - {name: 行政审批科, kind: office, aliases: [审批科]}\n", 0, NULL);
  apply(fixture, UNITS_HEAD "  - {name: 审批处, kind: office, aliases: [审批科]}\n", 0, NULL);
  assert_text("SELECT group_concat(name) FROM unit", "行政审批管理科（政策法规科）");
  GError *error = NULL;
  static const char *const NAMES[] = {"行政审批科", "审批科", "审批处"};
  for (gsize i = 0; i < G_N_ELEMENTS(NAMES); i++) {
    g_autoptr(Unit) unit = unit_find(fixture->db, NAMES[i], &error);
    g_assert_no_error(error);
    g_assert_cmpstr(unit->name, ==, "行政审批管理科（政策法规科）");
  }
}

/* Two units of the file are not made one behind a person's back. */
static void test_units_two(Fixture *fixture, gconstpointer data) {
  (void)data;
  apply(fixture, UNITS_HEAD "  - {name: 甲科, kind: office}\n  - {name: 乙科, kind: office}\n", 0,
        NULL);
  GError *error = NULL;
  g_assert_false(
      apply(fixture, UNITS_HEAD "  - {name: 甲科, kind: office, aliases: [乙科]}\n", 0, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "乙科");
  assert_int("SELECT count(*) FROM unit_alias", 0);
}

/* What a person has set stays. */
static void test_units_parent(Fixture *fixture, gconstpointer data) {
  (void)data;
  apply(fixture,
        UNITS_HEAD
        "  - {name: 甲县局, kind: local, parent: 省厅}\n  - {name: 省厅, kind: office}\n",
        0, NULL);
  apply(fixture, UNITS, 0, NULL);
  assert_text("SELECT p.name FROM unit u JOIN unit p ON p.id = u.parent", "省厅");
}

/* So do the members of a group, also those that were taken out; a group without any gets them. */
static void test_units_members(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const char *const LIST =
      UNITS_HEAD "  - {name: 甲县局, kind: local}\n  - {name: 乙县局, kind: local}\n"
                 "  - {name: 各县局, kind: group, members: [甲县局, 乙县局]}\n";
  apply(fixture, UNITS_HEAD "  - {name: 各县局, kind: group}\n", 0, NULL);
  apply(fixture, LIST, 0, NULL);
  assert_int("SELECT count(*) FROM unit_member", 2);
  raw_write(fixture, "DELETE FROM unit_member WHERE member = "
                     "(SELECT id FROM unit WHERE name = '乙县局')");
  apply(fixture, LIST, 0, NULL);
  assert_text("SELECT group_concat(u.name) FROM unit_member m JOIN unit u ON u.id = m.member",
              "甲县局");
}

#define TASK_UNITS                                                                                 \
  "SELECT group_concat(name || ' ' || role) FROM (SELECT u.name, tu.role FROM task_unit tu "       \
  "JOIN unit u ON u.id = tu.unit ORDER BY tu.position)"

/* ---- ledgers ---------------------------------------------------------------------------- */

static const char LEDGER[] =
    "kind: ledger\nname: mine\ntitle: 台账\nyear: 2023\n"
    "units:\n"
    "  - {name: 甲科, kind: office, aliases: [甲处]}\n"
    "  - {name: 乙科, kind: office}\n"
    "reporting:\n"
    "  - {text: 各类制度文件应及时反馈。, phrase: 出台后及时, materials: [制度文件]}\n"
    "  - {text: 按月反馈。, phrase: 次月8日前, materials: [信用承诺, 信用评价]}\n"
    "indicators:\n"
    "  - title: 一\n"
    "    tasks:\n"
    "      - number: 1\n"
    "        goal: 报送\n"
    "        units: [{unit: 甲处, role: lead}, {unit: 乙科, role: oversee}, {unit: 乙科, role: "
    "implement}]\n"
    "        schedules:\n"
    "          - {phrase: 次月8日前, every: month, due_day: 8, due_month: 1, material: 信用承诺}\n"
    "          - {phrase: 每14个工作日, every: workdays, step: 14, anchor: 2026-11-02, no_makeup: "
    "true}\n"
    "          - {phrase: 每月, every: month}\n";

static void test_ledger(Fixture *fixture, gconstpointer data) {
  (void)data;
  apply(fixture, LEDGER, 2026, NULL);
  assert_text(TASK_UNITS, "甲科 lead,乙科 oversee,乙科 implement");
  GError *error = NULL;
  gint64 ledger = sql_int(fixture->db, "SELECT id FROM ledger");
  g_autoptr(GPtrArray) list = reporting_list(fixture->db, ledger, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(list->len, ==, 2);
  const Reporting *second = list->pdata[1];
  g_assert_cmpint(second->position, ==, 2);
  g_assert_cmpstr(second->text, ==, "按月反馈。");
  g_assert_cmpstr(second->phrase, ==, "次月8日前");
  g_assert_cmpuint(second->materials->len, ==, 2);
  g_assert_cmpstr(second->materials->pdata[1], ==, "信用评价");

  gint64 task = sql_int(fixture->db, "SELECT id FROM task");
  g_autoptr(GPtrArray) schedules = schedule_list(fixture->db, task, &error);
  g_assert_no_error(error);
  const Schedule *first = schedules->pdata[0], *workdays = schedules->pdata[1],
                 *last = schedules->pdata[2];
  g_assert_cmpstr(first->material, ==, "信用承诺");
  g_assert_cmpint(first->rule.due_month, ==, 1);
  g_assert_cmpint(workdays->rule.basis, ==, BASIS_ANCHOR);
  g_assert_cmpint(workdays->rule.anchor, ==, day_from_ymd(2026, 11, 2));
  g_assert_true(workdays->rule.no_makeup);
  g_assert_null(workdays->material);
  g_assert_false(last->rule.no_makeup);
}

/* Two names of the file that are one unit by now stand in a role once. */
static void test_ledger_merged(Fixture *fixture, gconstpointer data) {
  (void)data;
  apply(fixture, UNITS_HEAD "  - {name: 甲科, kind: office, aliases: [乙科]}\n", 0, NULL);
  apply(fixture,
        "kind: ledger\nname: mine\ntitle: 台账\nyear: 2023\n"
        "units:\n  - {name: 甲科, kind: office}\n  - {name: 乙科, kind: office}\n"
        "indicators:\n  - title: 一\n    tasks:\n"
        "      - {number: 1, goal: 做, units: [甲科, 乙科, {unit: 乙科, role: lead}]}\n",
        2026, NULL);
  assert_text(TASK_UNITS, "甲科 responsible,甲科 lead");
}

/* The material is said where people are told of the rule, and stays when the rule changes. */
static void test_material(Fixture *fixture, gconstpointer data) {
  (void)data;
  apply(fixture, LEDGER, 2026, NULL);
  GError *error = NULL;
  g_autofree char *words = schedule_words("次月8日前", "信用承诺");
  g_assert_cmpstr(words, ==, "信用承诺，次月8日前");
  g_autofree char *alone = schedule_words("每月", NULL);
  g_assert_cmpstr(alone, ==, "每月");

  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, 7);
  g_autoptr(Reminder) reminder =
      reminder_collect(fixture->db, reckoning, &(ReminderFilter){.days = 30}, &error);
  g_assert_no_error(error);
  g_autoptr(GString) said = g_string_new(NULL);
  for (guint i = 0; i < reminder->items->len; i++) {
    g_autofree char *what = reminder_item_what(reminder->items->pdata[i]);
    g_string_append_printf(said, "%s\n", what);
  }
  g_assert_cmpstr(said->str, ==, "2026-11 0/1\n2026-11 信用承诺 0/1\n第2期 0/1\n");

  ScheduleInput input = {
      .id = sql_int(fixture->db, "SELECT id FROM schedule WHERE material IS NOT NULL"),
      .phrase = "每季度",
      .rule = {.every = EVERY_QUARTER, .step = 1, .quota = 1},
  };
  g_assert_true(schedule_set(fixture->db, &fixture->actor, reckoning, &input, NULL, &error));
  g_assert_no_error(error);
  assert_text("SELECT phrase || ' ' || material FROM schedule WHERE every = 'quarter'",
              "每季度 信用承诺");
}

/* ---- systems ---------------------------------------------------------------------------- */

static const char SYSTEM[] =
    "kind: system\nname: mine\ntitle: 体系\nissuer: 省厅\ndocument: 〔2023〕5号\n"
    "issued: 2023-01-09\nregion: 某省\nyear: 2023\nevery: year\n"
    "nodes:\n"
    "  - code: 一\n"
    "    title: 机制\n"
    "    max: 20\n"
    "    nodes:\n"
    "      - {code: '1', title: 要点, max: 4, rule: manual, deadline: 2023年5月底}\n"
    "      - code: '2'\n"
    "        title: 发布\n"
    "        nodes:\n"
    "          - code: '2.1'\n"
    "            title: 网站\n"
    "            content: |\n"
    "              每季度至少3条。\n"
    "            max: 12\n"
    "            rule: count\n"
    "            each: 1\n"
    "            spans: quarter\n"
    "            span_max: 3\n"
    "            source: submission\n"
    "            schedules:\n"
    "              - {phrase: 每季度3条, every: quarter, quota: 3, no_makeup: true, material: 信息}\n"
    "              - {phrase: 每周1次, every: week}\n"
    "          - {code: '2.2', title: 案例, max: 4, rule: count, each: 0.5, source: case, stage: "
    "province, due_day: 15, own_topic: true}\n"
    "  - code: 二\n"
    "    title: 应用\n"
    "    nodes:\n"
    "      - {code: '3', title: 覆盖, max: 2, rule: ratio, excludes: true}\n"
    "      - {code: '4', title: 合规, max: 2, rule: ratio, gate: {code: '3', share: 0.5}}\n"
    "      - {code: '5', title: 评价, rule: count, each: 1, items: [公路, 水路]}\n"
    "      - {code: '6', title: 培训, rule: count, each: 1}\n"
    "      - {code: '7', title: 网站, max: 2, rule: steps, steps: [{at: 0, points: 2, title: 无}, "
    "{at: 1.5, points: 0}]}\n"
    "      - {code: '8', title: 台账, max: 2, rule: manual, schedules: [{phrase: 每月, every: month}]}\n"
    "  - code: 扣\n"
    "    title: 扣分项\n"
    "    kind: penalty\n"
    "    nodes:\n"
    "      - {code: 扣1, title: 泄露, rule: count, each: 2.5}\n"
    "      - {code: 扣2, title: 造假, kind: fraud, rule: count, each: 1}\n";

/* A node as one line: level code title kind max rule each spans every_max source. */
static void append_node(GString *lines, const SystemNode *node) {
  g_string_append_printf(lines, "%d %s %s %s %g %s %g %d %g %s\n", node->level, node->code,
                         node->title, node_kind_code(node->kind), node->max,
                         rule_kind_code(node->rule), node->each, (int)node->spans, node->every_max,
                         rule_source_code(node->source));
}

static const SystemNode *node_of(const GPtrArray *nodes, const char *code) {
  for (guint i = 0; i < nodes->len; i++) {
    const SystemNode *node = nodes->pdata[i];
    if (g_str_equal(node->code, code))
      return node;
  }
  g_assert_not_reached();
}

static void check_nodes(Fixture *fixture, gint64 system) {
  GError *error = NULL;
  g_autoptr(GPtrArray) nodes = system_nodes(fixture->db, system, &error);
  g_assert_no_error(error);
  g_autoptr(GString) lines = g_string_new(NULL);
  for (guint i = 0; i < nodes->len; i++)
    append_node(lines, nodes->pdata[i]);
  g_assert_cmpstr(lines->str, ==,
                  "1 一 机制 item 20 sum nan 0 nan typed\n"
                  "2 1 要点 item 4 manual nan 0 nan typed\n"
                  "2 2 发布 item nan sum nan 0 nan typed\n"
                  "3 2.1 网站 item 12 count 1 2 3 submission\n"
                  "3 2.2 案例 item 4 count 0.5 0 nan case\n"
                  "1 二 应用 item nan sum nan 0 nan typed\n"
                  "2 3 覆盖 item 2 ratio nan 0 nan typed\n"
                  "2 4 合规 item 2 ratio nan 0 nan typed\n"
                  "2 5 评价 item nan count 1 0 nan typed\n"
                  "2 6 培训 item nan count 1 0 nan entry\n"
                  "2 7 网站 item 2 steps nan 0 nan typed\n"
                  "2 8 台账 item 2 manual nan 0 nan typed\n"
                  "1 扣 扣分项 penalty nan sum nan 0 nan typed\n"
                  "2 扣1 泄露 penalty nan count 2.5 0 nan entry\n"
                  "2 扣2 造假 fraud nan count 1 0 nan entry\n");
  g_assert_cmpstr(node_of(nodes, "2.1")->content, ==, "每季度至少3条。");
  const SystemNode *cases = node_of(nodes, "2.2");
  g_assert_cmpstr(cases->stage, ==, "province");
  g_assert_cmpint(cases->due_day, ==, 15);
  g_assert_true(cases->own_topic);
  g_assert_true(node_of(nodes, "3")->excludes);
  g_assert_cmpstr(node_of(nodes, "4")->gate, ==, "3");
  g_assert_cmpfloat(node_of(nodes, "4")->gate_share, ==, 0.5);
  g_assert_cmpuint(node_of(nodes, "5")->items->len, ==, 2);
  g_assert_cmpstr(node_of(nodes, "5")->items->pdata[1], ==, "水路");
  const GArray *steps = node_of(nodes, "7")->steps;
  g_assert_cmpuint(steps->len, ==, 2);
  g_assert_cmpstr(g_array_index(steps, ScoreStep, 0).title, ==, "无");
  g_assert_cmpfloat(g_array_index(steps, ScoreStep, 1).at, ==, 1.5);
  g_assert_cmpfloat(g_array_index(steps, ScoreStep, 1).points, ==, 0);
}

static void test_system(Fixture *fixture, gconstpointer data) {
  (void)data;
  apply(fixture, SYSTEM, 2026, NULL);
  assert_int("SELECT count(*) FROM journal", 1); /* the system and its ledger are one deed */
  GError *error = NULL;
  g_autoptr(System) system = system_find(fixture->db, "mine", 0, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(system->title, ==, "体系");
  g_assert_cmpstr(system->issuer, ==, "省厅");
  g_assert_cmpstr(system->document, ==, "〔2023〕5号");
  g_assert_cmpint(system->issued, ==, day_from_ymd(2023, 1, 9));
  g_assert_cmpint(system->year, ==, 2026);
  g_assert_cmpint(system->source_year, ==, 2023);
  g_assert_false(system->monthly);
  check_nodes(fixture, system->id);

  /* The ledger: what has a day or comes back, under the 一级 that have such. */
  assert_text("SELECT title || ' ' || template || ' ' || year || ' ' || source_year FROM ledger",
              "体系周期工作 mine 2026 2023");
  g_assert_cmpint(system->ledger, ==, sql_int(fixture->db, "SELECT id FROM ledger"));
  assert_text("SELECT group_concat(title) FROM indicator", "机制,应用");
  assert_text("SELECT group_concat(t.number || ' ' || t.goal || ' ' || i.title || ' ' || t.kind || "
              "' ' || ifnull(t.deadline, '-') || ' ' || ifnull(t.due, '-'), ';') FROM task t JOIN "
              "indicator i ON i.id = t.indicator",
              "1 要点 机制 task 2026年5月底 2026-05-31;2 每季度至少3条。 机制 task - -;"
              "3 台账 应用 task - -");
  assert_text("SELECT deadline_printed FROM task WHERE number = 1", "2023年5月底");
  /* Only a node that counts what is handed in is tied to the rules. */
  assert_text("SELECT group_concat(n.code || ' ' || s.phrase) FROM node_schedule x JOIN node n ON "
              "n.id = x.node JOIN schedule s ON s.id = x.schedule ORDER BY s.id",
              "2.1 每季度3条,2.1 每周1次");
  assert_text("SELECT material || no_makeup FROM schedule WHERE every = 'quarter'", "信息1");

  g_assert_false(apply(fixture, SYSTEM, 2026, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "2026年");
  apply(fixture, SYSTEM, 2027, NULL);
  g_autoptr(System) newest = system_find(fixture->db, "体系", 0, &error);
  g_assert_cmpint(newest->year, ==, 2027);
  g_autoptr(System) older = system_find(fixture->db, "体系", 2026, &error);
  g_assert_cmpint(older->id, ==, system->id);
  g_assert_null(system_find(fixture->db, "体系", 2025, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "体系（mine，2027年）");
}

/* A system that asks for nothing by a day brings no ledger. */
static void test_system_alone(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const char ALONE[] = "kind: system\nname: mine\ntitle: 体系\nyear: 2023\nevery: month\n"
                              "nodes:\n  - {code: 1, title: 甲, max: 1, rule: manual}\n";
  apply(fixture, ALONE, 2026, NULL);
  assert_int("SELECT count(*) FROM ledger", 0);
  assert_int("SELECT ledger IS NULL AND every = 'month' FROM system", 1);
  GError *error = NULL;
  g_assert_false(apply(fixture, ALONE, 2026, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED,
                 "模板“mine”2026年的测评指标体系已经有了");
}

/* ---- the page that describes the form --------------------------------------------------- */

/* Its examples, as they stand there, are good and go into one file. */
static void test_page(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const struct {
    const char *name, *summary;
  } expected[] = {
      {"example-ledger", "3 项任务，1 级 2 个指标，周期要求 1 条，单位 4 个"},
      {"example-topics", "12 个月"},
      {"example-units", "4 个单位"},
      {"example-system", "13 个计分项，2 级 12 个指标（2、10），满分 100，加分项 1 个，扣分项 2 "
                         "个，周期要求 1 条，周期工作 2 项"},
      {"example-in-use", "4 项任务，1 级 1 个指标，周期要求 1 条，单位 2 个"},
  };
  g_autofree char *path = source_path("data/TEMPLATES.zh-CN.md");
  g_autofree char *page = NULL;
  GError *error = NULL;
  g_file_get_contents(path, &page, NULL, &error);
  g_assert_no_error(error);
  g_auto(GStrv) parts = g_strsplit(page, "```yaml\n", -1);
  g_assert_cmpuint(g_strv_length(parts), ==, 1 + G_N_ELEMENTS(expected));
  for (gsize i = 0; i < G_N_ELEMENTS(expected); i++) {
    char *end = strstr(parts[i + 1], "```");
    g_assert_nonnull(end);
    *end = '\0';
    g_autofree char *file = folder_write(fixture->folder, "example.yaml", parts[i + 1]);
    g_autoptr(Template) template_ = template_load(file, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(template_name(template_), ==, expected[i].name);
    g_autofree char *summary = template_summary(template_);
    g_assert_cmpstr(summary, ==, expected[i].summary);
    apply(fixture, parts[i + 1], 2027, NULL);
  }
  assert_int("SELECT count(*) FROM ledger", 3);
  assert_text("SELECT content FROM topic WHERE month = 1", "2026年信用建设情况回顾");
  assert_text("SELECT due || deadline_printed FROM task WHERE ledger = 3 AND number = 1",
              "2027-06-202023年5月底");
  assert_int("SELECT sum(weight) FROM task WHERE ledger = 3", 100);
  assert_text("SELECT ended FROM schedule WHERE basis = 'submission'", "2027-10-31");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD_EMPTY("/template-kinds/units", test_units);
  ADD_EMPTY("/template-kinds/units/known", test_units_known);
  ADD_EMPTY("/template-kinds/units/two", test_units_two);
  ADD_EMPTY("/template-kinds/units/parent", test_units_parent);
  ADD_EMPTY("/template-kinds/units/members", test_units_members);
  ADD_EMPTY("/template-kinds/ledger", test_ledger);
  ADD_EMPTY("/template-kinds/ledger/merged", test_ledger_merged);
  ADD_EMPTY("/template-kinds/material", test_material);
  ADD_EMPTY("/template-kinds/system", test_system);
  ADD_EMPTY("/template-kinds/system/alone", test_system_alone);
  ADD_EMPTY("/template-kinds/page", test_page);
  return g_test_run();
}

#include <math.h>

#include "core/model/score.h"
#include "core/store/journal.h"
#include "tests/core/model/recurring.h"
#include "tests/core/model/scoring.h"

#define TODAY "2026-11-21"
#define SPAN "2026-11"

static gint64 add_node_of(Fixture *fixture, NodeSpec spec) {
  gint64 system = sql_int(fixture->db, "SELECT ifnull(max(id), 0) FROM system");
  return add_node(fixture, system != 0 ? system : add_system(fixture, 2026, TRUE), spec);
}

/* ---- names ------------------------------------------------------------------------------ */

static void check_names(Fixture *fixture, const char *span, NodeSpec spec, const char *expected) {
  static int made;
  g_autofree char *code = g_strdup_printf("n%d", ++made);
  spec.code = code;
  gint64 id = add_node_of(fixture, spec);
  GError *error = NULL;
  g_autoptr(GPtrArray) nodes = system_nodes(fixture->db, 1, &error);
  g_assert_no_error(error);
  for (guint i = 0; i < nodes->len; i++) {
    const SystemNode *node = nodes->pdata[i];
    if (node->id != id)
      continue;
    g_autoptr(GPtrArray) names = score_input_names(node, span);
    g_ptr_array_add(names, NULL);
    g_autofree char *text = g_strjoinv(" ", (char **)names->pdata);
    g_assert_cmpstr(text, ==, expected);
    return;
  }
  g_assert_not_reached();
}

static void test_names(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  check_names(fixture, SPAN, (NodeSpec){.rule = RULE_SUM}, "");
  check_names(fixture, SPAN, (NodeSpec){.rule = RULE_MANUAL}, "points");
  check_names(fixture, SPAN, (NodeSpec){.rule = RULE_RATIO}, "numerator denominator");
  check_names(fixture, SPAN, (NodeSpec){.rule = RULE_RATIO, .excludes = TRUE},
              "numerator denominator excluded");
  check_names(fixture, SPAN, (NodeSpec){.rule = RULE_ALL, .items = "a b"}, "item:1 item:2");
  check_names(fixture, SPAN, (NodeSpec){.rule = RULE_COUNT, .items = "a b c"},
              "item:1 item:2 item:3");
  check_names(fixture, SPAN, (NodeSpec){.rule = RULE_GROWTH}, "classes");
  check_names(fixture, SPAN, (NodeSpec){.rule = RULE_COUNT, .spans = SPANS_QUARTER}, "value");
  check_names(fixture, "2026", (NodeSpec){.rule = RULE_COUNT}, "value");
  check_names(fixture, "2026", (NodeSpec){.rule = RULE_STEPS, .spans = SPANS_QUARTER},
              "value:2026Q1 value:2026Q2 value:2026Q3 value:2026Q4");
  check_names(fixture, SPAN, (NodeSpec){.rule = RULE_COUNT, .source = SOURCE_ENTRY}, "");
  check_names(fixture, SPAN, (NodeSpec){.rule = RULE_STEPS, .source = SOURCE_CASE}, "");
}

static void test_titles(Fixture *fixture G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED) {
  static const char *const names[][2] = {
      {"points", "得分"},
      {"numerator", "分子"},
      {"denominator", "分母"},
      {"excluded", "剔除"},
      {"classes", "文书号"},
      {"value", "数量"},
      {"value:2026Q3", "数量:2026Q3"},
      {"item:12", "要点12"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *title = score_input_title(names[i][0]);
    g_autofree char *name = score_input_name(names[i][1]);
    g_autofree char *same = score_input_name(names[i][0]);
    g_assert_cmpstr(title, ==, names[i][1]);
    g_assert_cmpstr(name, ==, names[i][0]);
    g_assert_cmpstr(same, ==, names[i][0]);
  }
}

/* ---- setting ---------------------------------------------------------------------------- */

static void check_refused(Fixture *fixture, const char *code, const char *inputs,
                          const char *refused, const char *part) {
  GError *error = NULL;
  const char *name = "?";
  gint64 before = journal_entries(fixture->db);
  g_autoptr(GPtrArray) list = inputs_read(inputs);
  g_assert_false(
      score_set(fixture->db, &fixture->actor, node_of(fixture, code), SPAN, list, &name, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, part);
  g_assert_cmpstr(name, ==, refused);
  g_assert_cmpint(journal_entries(fixture->db), ==, before);
}

static void test_set_refused(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  add_node_of(fixture, (NodeSpec){.code = "m", .max = 2, .rule = RULE_MANUAL});
  add_node_of(fixture, (NodeSpec){.code = "r", .max = 2, .rule = RULE_RATIO, .excludes = TRUE});
  add_node_of(fixture, (NodeSpec){.code = "a", .max = 2, .rule = RULE_ALL, .items = "x y"});
  add_node_of(fixture, (NodeSpec){.code = "c", .max = 2, .rule = RULE_COUNT, .each = 1});
  add_node_of(fixture, (NodeSpec){.code = "e", .rule = RULE_COUNT, .source = SOURCE_ENTRY});
  add_node_of(fixture, (NodeSpec){.code = "s"});
  check_refused(fixture, "m", "points=2.01", "points", "最多2分");
  check_refused(fixture, "m", "points=-1", "points", "0 以上");
  check_refused(fixture, "m", "points=nan", "points", "0 以上");
  check_refused(fixture, "m", "points=inf", "points", "0 以上");
  check_refused(fixture, "m", "value=1", "value", "没有“数量”这一项，可以填 得分");
  check_refused(fixture, "m", "points=1 points=2", "points", "写了两次");
  check_refused(fixture, "r", "numerator=5 denominator=4", "numerator", "分子比分母大");
  check_refused(fixture, "r", "numerator=3 denominator=4 excluded=2", "numerator", "剔除后的分母");
  check_refused(fixture, "r", "numerator=0 denominator=4 excluded=5", "excluded",
                "剔除的数比分母大");
  check_refused(fixture, "r", "numerator=3", "denominator", "还要填分母");
  check_refused(fixture, "r", "denominator=3", "numerator", "还要填分子");
  check_refused(fixture, "a", "item:3=1", "item:3", "可以填 要点1、要点2");
  check_refused(fixture, "a", "item:1=2", "item:1", "1（符合）或 0（不符合）");
  check_refused(fixture, "c", "value=1.5", "value", "整数");
  check_refused(fixture, "e", "value=1", "value", "从记录中计数");
  check_refused(fixture, "s", "points=1", "points", "由下级指标相加");
}

static void test_set(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  GError *error = NULL;
  gint64 id = add_node_of(fixture, (NodeSpec){.code = "r", .max = 2, .rule = RULE_RATIO});
  set_inputs(fixture, "r", SPAN, "numerator=3 denominator=4");
  assert_text("SELECT summary FROM journal ORDER BY seq DESC LIMIT 1",
              "测评r 指标r（2026-11） 填写自评");
  gint64 entries = journal_entries(fixture->db);
  set_inputs(fixture, "r", SPAN, "numerator=3 denominator=4"); /* nothing changes */
  g_assert_cmpint(journal_entries(fixture->db), ==, entries);
  set_inputs(fixture, "r", SPAN, "numerator=0 denominator=0"); /* may not be computable */
  set_inputs(fixture, "r", "2026-10", "numerator=1 denominator=1");
  g_autoptr(GPtrArray) inputs = score_inputs(fixture->db, id, SPAN, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(inputs->len, ==, 2);
  set_inputs(fixture, "r", SPAN, "");
  assert_int("SELECT count(*) FROM score_input", 2); /* October's */
  g_autoptr(GPtrArray) none = g_ptr_array_new();
  g_assert_false(score_set(fixture->db, &fixture->actor, id, "2026", none, NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "按月测评");
  g_assert_false(score_set(fixture->db, &fixture->actor, 999, SPAN, none, NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "没有这个测评指标");
}

static void test_classes(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  GError *error = NULL;
  gint64 id = add_node_of(fixture, (NodeSpec){.code = "g", .max = 4, .rule = RULE_GROWTH});
  ScoreInput input = {.name = (char *)"classes", .value = NAN, .text = (char *)"晋交许 30"};
  g_autoptr(GPtrArray) list = g_ptr_array_new();
  const char *name;
  g_ptr_array_add(list, &input);
  g_assert_false(score_set(fixture->db, &fixture->actor, id, SPAN, list, &name, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "第1行应写");
  g_assert_cmpstr(name, ==, "classes");
  input.text = (char *)" \n ";
  g_assert_false(score_set(fixture->db, &fixture->actor, id, SPAN, list, &name, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "没有写任何一类文号");
  input.text = (char *)"晋交许 30 140 100";
  g_assert_true(score_set(fixture->db, &fixture->actor, id, SPAN, list, &name, &error));
  assert_text("SELECT text FROM score_input WHERE value IS NULL", "晋交许 30 140 100");
}

/* ---- entries ---------------------------------------------------------------------------- */

static void check_entry_refused(Fixture *fixture, const char *code, const char *day,
                                const char *text, const char *part) {
  GError *error = NULL;
  gint64 before = journal_entries(fixture->db);
  g_assert_false(score_entry_add(fixture->db, &fixture->actor, node_of(fixture, code),
                                 day_from_iso(day), text, NULL, NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, part);
  g_assert_cmpint(journal_entries(fixture->db), ==, before);
}

static void test_entries(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  GError *error = NULL;
  gint64 id;
  gint64 node =
      add_node_of(fixture, (NodeSpec){.code = "e", .rule = RULE_COUNT, .source = SOURCE_ENTRY});
  add_node_of(fixture, (NodeSpec){.code = "m", .max = 2, .rule = RULE_MANUAL});
  check_entry_refused(fixture, "e", "2026-11-22", "培训", "不能晚于今天");
  check_entry_refused(fixture, "e", "2025-12-31", "培训", "不在2026年内");
  check_entry_refused(fixture, "e", "2026-11-01", " 　", "请写明做了什么");
  check_entry_refused(fixture, "m", "2026-11-01", "培训", "不逐条登记");
  g_assert_true(
      score_entry_add(fixture->db, &fixture->actor, node, DAY_NONE, " 培训 ", " ", &id, &error));
  assert_text("SELECT made_on || text || ifnull(reference, '-') || author FROM score_entry",
              "2026-11-21培训-zhangsan");
  add_entry(fixture, "e", "2026-10-31", "文号");
  g_autoptr(GPtrArray) entries = score_entries(fixture->db, node, SPAN, &error);
  g_assert_cmpuint(entries->len, ==, 1);
  g_assert_false(score_entry_remove(fixture->db, &fixture->actor, id, " ", &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "写明理由");
  g_assert_true(score_entry_remove(fixture->db, &fixture->actor, id, "重复", &error));
  assert_text("SELECT summary FROM journal ORDER BY seq DESC LIMIT 1",
              "测评e 指标e 删除得分事项“培训”");
  g_assert_false(score_entry_remove(fixture->db, &fixture->actor, id, "重复", &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "可能已被删除");
}

/* ---- evidence and rules ----------------------------------------------------------------- */

static void check_evidence_refused(Fixture *fixture, const char *code, const char *text,
                                   const char *part) {
  GError *error = NULL;
  g_assert_false(score_evidence_add(fixture->db, &fixture->actor, node_of(fixture, code), SPAN,
                                    LIST(text), NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, part);
}

static void test_evidence(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  GError *error = NULL;
  gint64 node = add_node_of(fixture, (NodeSpec){.code = "m", .max = 2, .rule = RULE_MANUAL});
  add_node_of(fixture, (NodeSpec){.code = "s"});
  check_evidence_refused(fixture, "m", " ", "请写明佐证材料");
  check_evidence_refused(fixture, "s", "a.pdf", "加在下级指标上");
  g_assert_true(
      score_evidence_add(fixture->db, &fixture->actor, node, SPAN, LIST(" b.pdf "), NULL, &error));
  g_assert_true(
      score_evidence_add(fixture->db, &fixture->actor, node, SPAN, LIST("a.pdf"), NULL, &error));
  g_assert_true(score_evidence_add(fixture->db, &fixture->actor, node, "2026-10", LIST("a.pdf"),
                                   NULL, &error));
  check_evidence_refused(fixture, "m", "b.pdf", "已经有了");
  g_assert_false(score_evidence_add(fixture->db, &fixture->actor, node, SPAN,
                                    LIST("c.pdf", "a.pdf"), NULL, &error)); /* neither is added */
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "已经有了");
  g_autoptr(GPtrArray) list = score_evidence(fixture->db, node, SPAN, &error);
  g_assert_cmpuint(list->len, ==, 2);
  g_assert_cmpstr(((const Evidence *)list->pdata[0])->reference, ==, "b.pdf");
}

/* ---- from month to month ----------------------------------------------------------------- */

static gboolean carry(Fixture *fixture, const char *span, guint *count, GError **error) {
  return score_carry(fixture->db, &fixture->actor, sql_int(fixture->db, "SELECT id FROM system"),
                     span, count, error);
}

static void check_carry_count(Fixture *fixture, const char *span, const char *before, guint count) {
  GError *error = NULL;
  char found[SPAN_KEY_SIZE];
  guint counted = 99;
  g_assert_true(score_carry_count(fixture->db, sql_int(fixture->db, "SELECT id FROM system"), span,
                                  found, &counted, &error));
  g_assert_no_error(error);
  g_assert_cmpstr(found, ==, before);
  g_assert_cmpuint(counted, ==, count);
}

static void check_claimed(Fixture *fixture, const char *code, double claimed) {
  g_autoptr(ScoreSheet) sheet = sheet_on(fixture, SPAN, TODAY);
  g_assert_cmpfloat(find_score(sheet, code)->claimed, ==, claimed);
}

/* Judgements, ticks and named steps are taken over with their evidence, numbers of a month not. */
static void test_carry(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  GError *error = NULL;
  guint count = 0;
  add_node_of(fixture, (NodeSpec){.code = "m", .max = 2, .rule = RULE_MANUAL});
  add_node_of(fixture, (NodeSpec){.code = "r", .max = 2, .rule = RULE_RATIO});
  add_node_of(fixture, (NodeSpec){.code = "a", .max = 2, .rule = RULE_ALL, .items = "x y"});
  add_node_of(fixture, (NodeSpec){.code = "n", .max = 3, .rule = RULE_MANUAL});
  set_inputs(fixture, "m", "2026-10", "points=2");
  set_inputs(fixture, "r", "2026-10", "numerator=1 denominator=2");
  set_inputs(fixture, "a", "2026-10", "item:1=1 item:2=1");
  set_inputs(fixture, "n", "2026-10", "points=1");
  set_inputs(fixture, "n", SPAN, "points=3"); /* there already: it stays */
  g_assert_true(score_evidence_add(fixture->db, &fixture->actor, node_of(fixture, "m"), "2026-10",
                                   LIST("方案.pdf"), NULL, &error));
  gint64 before = journal_entries(fixture->db);
  check_carry_count(fixture, SPAN, "2026-10", 2);
  check_carry_count(fixture, "2026-01", "", 0);
  check_carry_count(fixture, "2026-10", "2026-09", 0);
  g_assert_true(carry(fixture, SPAN, &count, &error));
  check_carry_count(fixture, SPAN, "2026-10", 0);
  g_assert_no_error(error);
  g_assert_cmpuint(count, ==, 2);
  g_assert_cmpint(journal_entries(fixture->db), ==, before + 1);
  check_claimed(fixture, "n", 3);
  check_claimed(fixture, "m", 2);
  check_claimed(fixture, "a", 2);
  g_assert_cmpint(sql_int(fixture->db, "SELECT count(*) FROM score_input WHERE span = '" SPAN "'"),
                  ==, 4);
  g_assert_cmpint(sql_int(fixture->db, "SELECT count(*) FROM evidence WHERE span = '" SPAN "'"), ==,
                  1);
  g_assert_true(
      journal_undo(fixture->db, &fixture->actor, journal_entries(fixture->db), NULL, &error));
  g_assert_cmpint(sql_int(fixture->db, "SELECT count(*) FROM score_input WHERE span = '" SPAN "'"),
                  ==, 1);
}

static void test_carry_refused(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  GError *error = NULL;
  add_node_of(fixture, (NodeSpec){.code = "m", .max = 2, .rule = RULE_MANUAL});
  g_assert_false(carry(fixture, SPAN, NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "没有可以沿用到 2026-11 的自评");
  g_assert_false(carry(fixture, "2026-01", NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "第一个月");
  g_assert_false(carry(fixture, "2027-02", NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "2027-02");
  raw_write(fixture, "UPDATE system SET every = 'year'");
  g_assert_false(carry(fixture, "2026", NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "按年测评");
}

static void test_links(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  GError *error = NULL;
  gint64 node =
      add_node_of(fixture, (NodeSpec){.code = "p", .rule = RULE_COUNT, .source = SOURCE_MET});
  gint64 other = add_node_of(fixture, (NodeSpec){.code = "m", .rule = RULE_MANUAL});
  gint64 first = schedule_of(fixture, 1), second = schedule_of(fixture, 2), none = 9999;
  g_autoptr(GArray) links = g_array_new(FALSE, FALSE, sizeof(gint64));
  g_array_append_val(links, first);
  g_array_append_val(links, second);
  g_assert_true(score_link(fixture->db, &fixture->actor, node, links, &error));
  g_array_set_size(links, 1);
  g_assert_true(score_link(fixture->db, &fixture->actor, node, links, &error));
  g_autoptr(GArray) found = score_links(fixture->db, node, &error);
  g_assert_cmpuint(found->len, ==, 1);
  g_assert_cmpint(g_array_index(found, gint64, 0), ==, first);
  g_assert_false(score_link(fixture->db, &fixture->actor, other, links, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "不按周期要求计分");
  g_array_append_val(links, none);
  g_assert_false(score_link(fixture->db, &fixture->actor, node, links, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "");
  assert_int("SELECT count(*) FROM node_schedule", 1);
}

/* ---- confirming ------------------------------------------------------------------------- */

static gboolean confirm(Fixture *fixture, const char *code, double points, const char *note,
                        GError **error) {
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, day_of(TODAY), 7);
  return score_confirm(fixture->db, &fixture->actor, reckoning, node_of(fixture, code), SPAN,
                       points, note, error);
}

static void check_confirm_refused(Fixture *fixture, const char *code, double points,
                                  const char *note, const char *part) {
  GError *error = NULL;
  g_assert_false(confirm(fixture, code, points, note, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, part);
}

static void add_confirmable(Fixture *fixture) {
  gint64 one = add_node_of(fixture, (NodeSpec){.code = "1", .max = 3});
  add_node_of(fixture, (NodeSpec){.parent = one, .code = "1.1", .max = 2, .rule = RULE_MANUAL});
  add_node_of(fixture, (NodeSpec){.parent = one, .code = "1.2", .max = 2, .rule = RULE_RATIO});
  add_node_of(fixture, (NodeSpec){.code = "扣",
                                  .kind = NODE_PENALTY,
                                  .rule = RULE_COUNT,
                                  .each = 5,
                                  .source = SOURCE_ENTRY});
  add_node_of(
      fixture,
      (NodeSpec){
          .code = "假", .kind = NODE_FRAUD, .rule = RULE_COUNT, .each = 1, .source = SOURCE_ENTRY});
  set_inputs(fixture, "1.1", SPAN, "points=2");
  set_inputs(fixture, "1.2", SPAN, "numerator=3 denominator=4");
}

static void test_confirm_refused(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  add_confirmable(fixture);
  check_confirm_refused(fixture, "1", 2, NULL, "请核定下级指标");
  check_confirm_refused(fixture, "1.1", 2.5, "好", "最多2分");
  check_confirm_refused(fixture, "1.1", -1, "好", "0 以上");
  check_confirm_refused(fixture, "1.1", INFINITY, "好", "0 以上");
  check_confirm_refused(fixture, "1.1", 1, " ", "与自评分（2）不同，请写明理由");
  check_confirm_refused(fixture, "假", 0.5, "好", "只能核定为 1");
  assert_int("SELECT count(*) FROM score", 0);
}

static void test_confirm(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  GError *error = NULL;
  add_confirmable(fixture);
  g_autoptr(ScoreSheet) none = sheet_on(fixture, SPAN, TODAY);
  g_assert_true(isnan(none->confirmed));
  g_assert_false(find_score(none, "1")->partly);
  g_assert_true(confirm(fixture, "1.1", 0, "缺红头、文号、公章", &error));
  g_autoptr(ScoreSheet) one = sheet_on(fixture, SPAN, TODAY);
  const ScoreNode *score = find_score(one, "1.1");
  g_assert_cmpfloat(score->claimed, ==, 2);
  g_assert_cmpfloat(score->confirmed, ==, 0);
  g_assert_cmpstr(score->note, ==, "缺红头、文号、公章");
  g_assert_cmpstr(score->confirmed_by, ==, "zhangsan");
  g_assert_cmpfloat(one->confirmed, ==, 0);
  g_assert_true(find_score(one, "1")->partly);
  g_assert_true(confirm(fixture, "1.2", 1.5, NULL, &error));
  g_assert_true(confirm(fixture, "1.1", 2, NULL, &error));
  g_autoptr(ScoreSheet) both = sheet_on(fixture, SPAN, TODAY);
  g_assert_cmpfloat(find_score(both, "1")->confirmed, ==, 3); /* 3.5 under its cap */
  g_assert_false(find_score(both, "1")->partly);
  g_assert_cmpfloat(both->confirmed, ==, 3);
  g_assert_null(find_score(both, "1.1")->note);
  assert_int("SELECT count(*) FROM score", 2);
}

/* What was confirmed stands, and is marked, when the claim moves on. */
static void test_changed(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  GError *error = NULL;
  add_confirmable(fixture);
  g_assert_true(confirm(fixture, "1.2", 1.5, NULL, &error));
  set_inputs(fixture, "1.2", SPAN, "numerator=4 denominator=4");
  g_autoptr(ScoreSheet) moved = sheet_on(fixture, SPAN, TODAY);
  g_assert_true(find_score(moved, "1.2")->changed);
  g_assert_true(find_score(moved, "1")->changed);
  g_assert_cmpfloat(find_score(moved, "1.2")->confirmed, ==, 1.5);
  set_inputs(fixture, "1.2", SPAN, "numerator=0 denominator=0");
  check_confirm_refused(fixture, "1.2", 0, NULL, "与自评分（无法计算）不同");
  g_assert_true(confirm(fixture, "1.2", 0, "没有数据", &error));
  g_autoptr(ScoreSheet) without = sheet_on(fixture, SPAN, TODAY);
  g_assert_false(find_score(without, "1.2")->changed); /* not computable then and now */
  g_assert_true(confirm(fixture, "1.2", NAN, NULL, &error));
  assert_int("SELECT count(*) FROM score", 0);
  assert_text("SELECT summary FROM journal ORDER BY seq DESC LIMIT 1",
              "测评1.2 指标1.2（2026-11） 撤回核定");
}

static void test_confirmed_total(Fixture *fixture, gconstpointer data G_GNUC_UNUSED) {
  GError *error = NULL;
  add_confirmable(fixture);
  add_entry(fixture, "扣", "2026-11-01", NULL);
  add_entry(fixture, "假", "2026-11-01", NULL);
  g_assert_true(confirm(fixture, "1.1", 2, NULL, &error));
  g_assert_true(confirm(fixture, "扣", 5, NULL, &error));
  g_autoptr(ScoreSheet) taken = sheet_on(fixture, SPAN, TODAY);
  g_assert_cmpfloat(taken->total, ==, 0);
  g_assert_cmpfloat(taken->confirmed, ==, -3); /* the supervisor has not confirmed the fraud */
  g_assert_true(confirm(fixture, "假", 1, NULL, &error));
  g_autoptr(ScoreSheet) fraud = sheet_on(fixture, SPAN, TODAY);
  g_assert_cmpfloat(fraud->confirmed, ==, 0);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD_EMPTY("/score-input/names", test_names);
  ADD_EMPTY("/score-input/titles", test_titles);
  ADD_EMPTY("/score-input/set", test_set);
  ADD_EMPTY("/score-input/set/refused", test_set_refused);
  ADD_EMPTY("/score-input/classes", test_classes);
  ADD_EMPTY("/score-input/entries", test_entries);
  ADD_EMPTY("/score-input/evidence", test_evidence);
  ADD("/score-input/carry", test_carry);
  ADD("/score-input/carry-refused", test_carry_refused);
  ADD("/score-input/links", test_links);
  ADD_EMPTY("/score-input/confirm", test_confirm);
  ADD_EMPTY("/score-input/confirm/refused", test_confirm_refused);
  ADD_EMPTY("/score-input/confirm/changed", test_changed);
  ADD_EMPTY("/score-input/confirm/total", test_confirmed_total);
  return g_test_run();
}

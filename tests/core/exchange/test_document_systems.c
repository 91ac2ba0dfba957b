/* The shipped indicator systems against what was counted in their documents by hand: the points of
 * every node, the rule of every leaf. */
#include <math.h>
#include <string.h>

#include "core/model/system.h"
#include "tests/core/exchange/documents.h"

static GPtrArray *nodes_of(Fixture *fixture) {
  GError *error = NULL;
  GPtrArray *nodes = system_nodes(fixture->db, ask_int(fixture, "SELECT id FROM system"), &error);
  g_assert_no_error(error);
  return nodes;
}

static gboolean is_leaf(const SystemNode *node) {
  return node->rule != RULE_SUM;
}

/* What a leaf counts and how, in one line: "5.1 steps 2 case ministry 25 2:1 3:2". */
static char *describe(const SystemNode *node) {
  GString *text = g_string_new(node->code);
  g_string_append_printf(text, " %s", rule_kind_code(node->rule));
  if (isnan(node->max))
    g_string_append(text, " -");
  else
    g_string_append_printf(text, " %g", node->max);
  if (!isnan(node->each))
    g_string_append_printf(text, " each %g", node->each);
  if (node->source != SOURCE_TYPED)
    g_string_append_printf(text, " %s", rule_source_code(node->source));
  if (node->spans != SPANS_ONE)
    g_string_append(text, node->spans == SPANS_MONTH ? " month" : " quarter");
  if (!isnan(node->every_max))
    g_string_append_printf(text, " <=%g", node->every_max);
  if (node->stage != NULL)
    g_string_append_printf(text, " %s %d%s", node->stage, node->due_day,
                           node->own_topic ? " own" : "");
  if (node->excludes)
    g_string_append(text, " excludes");
  if (node->gate != NULL)
    g_string_append_printf(text, " %s>=%g", node->gate, node->gate_share);
  for (guint i = 0; node->steps != NULL && i < node->steps->len; i++) {
    const ScoreStep *step = &g_array_index(node->steps, ScoreStep, i);
    g_string_append_printf(text, " %g:%g", step->at, step->points);
  }
  if (node->items != NULL && node->items->len > 0)
    g_string_append_printf(text, " items %u", node->items->len);
  return g_string_free(text, FALSE);
}

static void assert_leaves(Fixture *fixture, const char *const *expected) {
  g_autoptr(GPtrArray) nodes = nodes_of(fixture);
  guint leaves = 0;
  for (guint i = 0; i < nodes->len; i++) {
    const SystemNode *node = nodes->pdata[i];
    if (!is_leaf(node))
      continue;
    g_autofree char *line = describe(node);
    g_assert_cmpstr(line, ==, expected[leaves]);
    leaves++;
  }
  g_assert_null(expected[leaves]);
}

/* The points of the nodes of a level that are neither bonus nor penalty, one after the other. */
static char *points_at(Fixture *fixture, int level) {
  g_autoptr(GPtrArray) nodes = nodes_of(fixture);
  g_autoptr(GString) points = g_string_new(NULL);
  for (guint i = 0; i < nodes->len; i++) {
    const SystemNode *node = nodes->pdata[i];
    if (node->level == level && node->kind == NODE_ITEM)
      g_string_append_printf(points, "%s%g", points->len > 0 ? "," : "", node->max);
  }
  return g_strdup(points->str);
}

static void assert_points(Fixture *fixture, int level, double sum, const char *expected) {
  g_autofree char *points = points_at(fixture, level);
  g_assert_cmpstr(points, ==, expected);
  g_auto(GStrv) numbers = g_strsplit(points, ",", -1);
  double all = 0;
  for (char **number = numbers; *number != NULL; number++)
    all += g_ascii_strtod(*number, NULL);
  g_assert_cmpfloat(all, ==, sum);
}

/* No node gives less or more than its parts, where all of them have a cap. */
static void assert_sums(Fixture *fixture) {
  g_autoptr(GPtrArray) bad = ask_texts(
      fixture,
      "SELECT p.code || ' ' || p.max || ' ' || sum(c.max) FROM node p JOIN node c ON "
      "c.parent = p.id WHERE p.max IS NOT NULL GROUP BY p.id HAVING count(*) = count(c.max) "
      "AND abs(p.max - sum(c.max)) > 1e-9");
  g_assert_cmpuint(bad->len, ==, 0);
}

static void assert_head(Fixture *fixture, const char *title, const char *issuer,
                        const char *document, const char *region, const char *every) {
  assert_answer(title, "SELECT title FROM system");
  assert_answer(issuer, "SELECT issuer FROM system");
  assert_answer(document, "SELECT document FROM system");
  assert_answer(region, "SELECT region FROM system");
  assert_answer(every, "SELECT every FROM system");
  assert_int("SELECT year FROM system", 2023);
  assert_int("SELECT count(*) FROM system WHERE issued IS NOT NULL", 0); /* none has a date */
}

/* ---- the ministry ------------------------------------------------------------------------- */

static void test_ministry(Fixture *fixture, gconstpointer data) {
  (void)data;
  assert_head(fixture, "信用交通测评指标（2023年版）", "中华人民共和国交通运输部", NULL, NULL,
              "month");
  assert_points(fixture, 1, 100, "15,17,28,28,12");
  assert_points(fixture, 2, 100, "15,1,2,3,3,4,4,4,8,4,4,3,5,6,4,4,8,6,4,8");
  assert_points(fixture, 3, 100,
                "15,1,2,3,3,2,2,4,2,2,4,2,2,4,4,3,2,2,1,2,4,4,4,4,4,2,4,2,2,4,3,1");
  assert_sums(fixture);
  assert_int("SELECT count(*) FROM node WHERE parent IS NULL", 5);
  /* 三级 of each 一级: only 1 below 制度建设, 2 to 8 below 工作机制. */
  assert_text(
      "SELECT group_concat(n) FROM (SELECT count(*) AS n FROM node n JOIN node p ON p.id = "
      "n.parent JOIN node g ON g.id = p.parent WHERE g.parent IS NULL GROUP BY g.id ORDER BY "
      "g.position)",
      "1,7,11,8,5");
  assert_int("SELECT count(*) FROM node WHERE CAST(code AS INTEGER) > 0 AND instr(code, '.') = 0",
             32);
  assert_int("SELECT count(*) FROM node WHERE kind <> 'item'", 0);
  /* It asks for nothing that a ledger would keep. */
  assert_int("SELECT (SELECT count(*) FROM ledger) + (SELECT count(*) FROM schedule)", 0);
  assert_int("SELECT count(*) FROM system WHERE ledger IS NULL", 1);
}

static void test_ministry_rules(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const char *const leaves[] = {
      "1.1 count 5 each 1 entry",
      "1.2 count 10 each 1 entry",
      "2 all 1 items 2",
      "3 all 2 items 1",
      "4 all 3 items 3",
      "5.1 steps 2 case ministry 25 2:1 3:2",
      "5.2 count 1 each 1 adopted",
      "6 all 2 items 3",
      "7 all 2 items 2",
      "8.1 ratio 2 excludes",
      "8.2 ratio 2",
      "9 ratio 2",
      "10 ratio 2 9>=0.5",
      "11 growth 4",
      "12 ratio 2",
      "13 ratio 2",
      "14 ratio 4",
      "15 steps 4 met 0:0 1:2 2:4",
      "16.1 all 2 items 1",
      "16.2 all 1 items 1",
      "17 all 2 items 7",
      "18 all 2 items 6",
      "19 all 1 items 4",
      "20 steps 2 1:1 2:2",
      "21 count 4 each 1 items 4",
      "22 count 4 each 1 items 4",
      "23 count 4 each 1 items 4",
      "24 count 4 each 1 items 4",
      "25 count 4 each 1 items 4",
      "26 all 2 items 1",
      "27 all 4 items 3",
      "28 count 2 each 2 entry",
      "29 count 2 each 2 entry",
      "30.1 all 2 items 1",
      "30.2.1 count - each 0.5 entry",
      "30.2.2 count - each 1 entry",
      "31.1 all 1 items 1",
      "31.2 count 2 each 0.5 entry",
      "32 all 1 items 1",
      NULL,
  };
  assert_leaves(fixture, leaves);
  assert_text("SELECT printf('%g', max) FROM node WHERE code = '30.2'", "2");
  assert_text(
      "SELECT group_concat(title) FROM (SELECT i.title FROM node_item i JOIN node n ON n.id = "
      "i.node WHERE n.code = '25' ORDER BY i.position)",
      "公路建设,水运工程建设,道路运输,水路运输");
}

/* ---- Shandong: counties --------------------------------------------------------------------- */

static void test_county(Fixture *fixture, gconstpointer data) {
  (void)data;
  assert_head(fixture, "山东省“信用交通县”建设指标体系（2023年版）", "山东省交通运输厅",
              "鲁交法函〔2023〕5号", "山东省", "year");
  assert_points(fixture, 1, 100, "12,6,12,25,13,6,26");
  assert_points(fixture, 2, 100, "2,4,2,4,4,1,1,8,4,2,8,8,2,5,4,2,3,2,2,1,1,2,2,10,10,4,2");
  assert_sums(fixture);
  assert_text("SELECT group_concat(n) FROM (SELECT count(*) AS n FROM node n JOIN node p ON p.id = "
              "n.parent WHERE p.parent IS NULL GROUP BY p.id ORDER BY p.position)",
              "4,3,2,5,5,4,4,4,5");
  assert_int("SELECT count(*) FROM node WHERE kind = 'item' AND rule IS NOT NULL", 32);
  assert_int("SELECT count(*) FROM node WHERE kind = 'bonus' AND rule IS NOT NULL", 4);
  assert_int("SELECT count(*) FROM node WHERE kind = 'penalty' AND rule IS NOT NULL", 4);
  assert_text("SELECT group_concat(code) FROM node WHERE kind = 'fraud'", "扣1");
}

static void test_county_rules(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const char *const leaves[] = {
      "一1 steps 2 1:1 2:2",        "一2.1 count 2 each 0.5 met",
      "一2.2 count 2 each 0.5 met", "一3 all 2 items 1",
      "一4.1 all 2 items 2",        "一4.2 all 2 items 3",
      "二1 count 4 each 1 met",     "二2 all 1 items 1",
      "二3 all 1 items 1",          "三1 count 8 each 1 submission quarter <=2",
      "三2 count 4 each 1 entry",   "四1 all 2 items 4",
      "四2 count 8 each 2 entry",   "四3 count 8 each 2 entry",
      "四4 count 2 each 0.5 entry", "四5 count 5 each 1 entry",
      "五1.1 all 2 items 1",        "五1.2 all 2 items 1",
      "五2.1 all 1 items 1",        "五2.2 count 1 each 0.5 entry",
      "五3 count 3 each 1 entry",   "五4 count 2 each 1 entry",
      "五5 count 2 each 1 entry",   "六1 all 1 items 1",
      "六2 all 1 items 1",          "六3 all 2 items 1",
      "六4 all 2 items 2",          "七1 count 10 each 5 entry",
      "七2 count 10 each 5 entry",  "七3 count 4 each 2 entry",
      "七4.1 all 1 items 1",        "七4.2 all 1 items 1",
      "加1 count - each 1 entry",   "加2 count - each 1.5 adopted",
      "加3 all 3 items 1",          "加4 all 1 items 1",
      "扣1 count - each 1 entry",   "扣2 count - each 3 entry",
      "扣3 count - each 3 entry",   "扣4 count 3 each 3 entry",
      "扣5 count - each 5 entry",   NULL,
  };
  assert_leaves(fixture, leaves);
  assert_int(
      "SELECT count(*) FROM node WHERE parent IS NULL AND kind <> 'item' AND max IS NOT NULL", 0);
}

/* The recurrence rules of the companion ledger, each with the task it belongs to and the node that
 * counts its periods: - where they only remind, since the node counts conditions or cases. */
static void assert_schedules(Fixture *fixture, const char *const *expected) {
  g_autoptr(GPtrArray) found = ask_texts(
      fixture,
      "SELECT t.number || ' ' || ifnull((SELECT n.code FROM node_schedule l JOIN node n ON n.id = "
      "l.node WHERE l.schedule = s.id), '-') || ' ' || s.phrase || ' ' || s.every || ' ' || s.step || "
      "' ' || s.quota || ' ' || ifnull(s.due_day, 0) || iif(s.no_makeup, ' no_makeup', '') || "
      "ifnull(' ' || s.material, '') FROM schedule s JOIN task t ON t.id = s.task ORDER BY s.id");
  guint i = 0;
  for (; expected[i] != NULL && i < found->len; i++)
    g_assert_cmpstr(found->pdata[i], ==, expected[i]);
  g_assert_null(expected[i]);
  g_assert_cmpuint(found->len, ==, i);
  assert_int("SELECT count(*) FROM schedule WHERE anchor IS NOT NULL", 0);
  assert_int(
      "SELECT count(*) FROM schedule s JOIN task t ON t.id = s.task JOIN system y ON y.ledger "
      "= t.ledger",
      (gint64)i);
}

static void test_county_schedules(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const char *const schedules[] = {
      "1 一2.1 每季度至少1次 quarter 1 1 0",
      "2 一2.2 每季度至少开展1次 quarter 1 1 0",
      "3 - 每月更新进展情况 month 1 1 0 月度工作记录或台账",
      "4 二1 每季度至少1次 quarter 1 1 0",
      "5 三1 每季度向“信用交通·山东”网站至少报送2条 quarter 1 2 0 no_makeup 信用信息",
      NULL,
  };
  assert_schedules(fixture, schedules);
  assert_int("SELECT count(*) FROM task", 5);
  assert_int("SELECT count(*) FROM task WHERE due IS NOT NULL", 0);
}

/* ---- Shandong: cities ----------------------------------------------------------------------- */

static void test_city(Fixture *fixture, gconstpointer data) {
  (void)data;
  assert_head(fixture, "山东省“信用交通市”测评指标体系（2023年版）", "山东省交通运输厅",
              "鲁交法函〔2023〕5号", "山东省", "year");
  assert_points(fixture, 1, 100, "22,39,29,10");
  assert_points(fixture, 2, 100, "3,2,6,8,3,15,9,3,3,3,6,5,5,5,5,5,4,5,5");
  assert_sums(fixture);
  assert_text("SELECT group_concat(n) FROM (SELECT count(*) AS n FROM node n JOIN node p ON p.id = "
              "n.parent WHERE p.parent IS NULL GROUP BY p.id ORDER BY p.position)",
              "5,6,6,2,5,5");
  assert_int("SELECT count(*) FROM node WHERE kind = 'bonus' AND rule IS NOT NULL", 5);
  assert_int("SELECT count(*) FROM node WHERE kind = 'penalty' AND rule IS NOT NULL", 5);
  assert_int("SELECT count(*) FROM node WHERE kind = 'fraud'", 0);
  /* The row whose first cell is blank belongs to 三. */
  assert_text(
      "SELECT p.title FROM node n JOIN node p ON p.id = n.parent WHERE n.title = '信用承诺'",
      "信用应用");
}

static void test_city_rules(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const char *const leaves[] = {
      "一1.1 all 1 items 1",
      "一1.2 all 2 items 2",
      "一2 all 2 items 1",
      "一3 count 6 each 2 met",
      "一4 count 8 each 2 case month <=2 province 15 own",
      "一5 all 3 items 1",
      "二1 steps 15 missed quarter 0:5 2:0",
      "二2 count 9 each 1 submission quarter <=3",
      "二3 all 3 items 2",
      "二4 all 3 items 2",
      "二5 deduct 3 each 0.5 missed",
      "二6.1 steps 2 1:1 2:2",
      "二6.2 count 3 each 0.5 entry",
      "二6.3 all 1 items 1",
      "三1 count 5 each 1 items 5",
      "三2 count 5 each 1 items 5",
      "三3 count 5 each 1 items 5",
      "三4 count 5 each 1 items 5",
      "三5 count 5 each 1 items 5",
      "三6 count 4 each 0.5 met",
      "四1 all 5 items 2",
      "四2 all 5 items 1",
      "加1 count - each 1 entry",
      "加2 count - each 2 entry",
      "加3 count - each 3 adopted",
      "加4 all 3 items 1",
      "加5 count - each 1 entry",
      "扣1 count - each 2.5 entry",
      "扣2 count - each 2.5 entry",
      "扣3 count - each 1 entry",
      "扣4 count 3 each 3 entry",
      "扣5 count - each 5 entry",
      NULL,
  };
  assert_leaves(fixture, leaves);
  assert_text(
      "SELECT group_concat(title) FROM (SELECT i.title FROM node_item i JOIN node n ON n.id = "
      "i.node WHERE n.code = '三5' ORDER BY i.position)",
      "公路建设,水运工程建设,道路运输,水路运输,安全生产");
}

static void test_city_schedules(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const char *const schedules[] = {
      "1 一3 每季度至少1次 quarter 1 1 0",
      "2 - 每月15日之前 month 1 1 15 典型案例",
      "4 二1 每14个工作日报送1次 workdays 14 1 0 no_makeup 市级行政许可数据",
      "5 二2 每季度向“信用交通·山东”网站至少报送3条 quarter 1 3 0 no_makeup 信用工作信息",
      "6 二5 每周至少登录1次 week 1 1 0 no_makeup",
      "7 三6 每月将信用信息修复情况反馈至“信用交通·山东”平台 month 1 1 0 信用信息修复情况",
      NULL,
  };
  assert_schedules(fixture, schedules);
  /* And the summary, which is asked for once. */
  assert_int("SELECT count(*) FROM task", 7);
  assert_text("SELECT due FROM task WHERE deadline = '2023年11月底前' AND number = 3",
              "2023-11-30");
  assert_int("SELECT count(*) FROM task WHERE due IS NOT NULL", 1);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD_DOCUMENT("/systems/ministry", "mot-2023", test_ministry);
  ADD_DOCUMENT("/systems/ministry/rules", "mot-2023", test_ministry_rules);
  ADD_DOCUMENT("/systems/county", "shandong-2023-county", test_county);
  ADD_DOCUMENT("/systems/county/rules", "shandong-2023-county", test_county_rules);
  ADD_DOCUMENT("/systems/county/schedules", "shandong-2023-county", test_county_schedules);
  ADD_DOCUMENT("/systems/city", "shandong-2023-city", test_city);
  ADD_DOCUMENT("/systems/city/rules", "shandong-2023-city", test_city_rules);
  ADD_DOCUMENT("/systems/city/schedules", "shandong-2023-city", test_city_schedules);
  return g_test_run();
}

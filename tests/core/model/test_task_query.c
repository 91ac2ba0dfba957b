/* The filter of a list of tasks: what it finds on the Ningxia ledger. */
#include "core/model/task_query.h"

#include <string.h>

#include "tests/core/fixture.h"

static GArray *list_of(Fixture *fixture, const char *query) {
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  TaskFilter filter = TASK_FILTER_ALL;
  filter.query = query;
  GArray *refs = task_list(fixture->db, reckoning, &filter, &error);
  g_assert_no_error(error);
  return refs;
}

static guint count_of(Fixture *fixture, const char *query) {
  g_autoptr(GArray) refs = list_of(fixture, query);
  return refs->len;
}

/* As SQL written by hand counts. */
#define assert_counts(fixture, query, sql)                                                         \
  g_assert_cmpuint(count_of(fixture, query), ==, sql_int((fixture)->db, "SELECT count(*) " sql))

#define OF_UNIT(condition)                                                                         \
  "FROM task WHERE id IN (SELECT task FROM task_unit JOIN unit ON unit.id = unit WHERE " condition \
  ")"

static void test_fields(Fixture *fixture, gconstpointer data) {
  (void)data;
  raw_write(fixture, "UPDATE task SET state = 'active', percent = 40 WHERE number IN (1, 2, 30)");
  raw_write(fixture, "UPDATE task SET note = '等批复' WHERE number = 5");
  raw_write(fixture, "INSERT INTO task_tag (task, tag) VALUES (5, '重点'), (6, '重点工程')");
  raw_write(fixture, "INSERT INTO progress (task, made_on, text, author)"
                     " VALUES (7, '2026-03-01', '已报省厅', 'zhang')");
  raw_write(fixture, "UPDATE task_unit SET role = 'lead' WHERE task = 4 AND position = 1");
  assert_counts(fixture, "责任:厅法规处", OF_UNIT("name = '厅法规处'"));
  assert_counts(fixture, "责任:tfgc", OF_UNIT("name = '厅法规处'"));
  assert_counts(fixture, "责任:厅法规处,厅人事处", OF_UNIT("name IN ('厅法规处', '厅人事处')"));
  assert_counts(
      fixture, "-责任:厅法规处",
      "FROM task WHERE id NOT IN (SELECT task FROM task_unit JOIN unit ON unit.id = unit WHERE name = '厅法规处')");
  g_assert_cmpuint(count_of(fixture, "牵头:厅法规处"), ==, 1);
  g_assert_cmpuint(count_of(fixture, "牵头:无"), ==, 68);
  assert_counts(fixture, "状态:办理中", "FROM task WHERE state = 'active'");
  g_assert_cmpuint(count_of(fixture, "-状态:wqd"), ==, 3);
  g_assert_cmpuint(count_of(fixture, "完成率:>=40"), ==, 3);
  g_assert_cmpuint(count_of(fixture, "完成率:<40"), ==, 0);
  g_assert_cmpuint(count_of(fixture, "完成率:无"), ==, 66);
  assert_counts(fixture, "时限:2026年12月",
                "FROM task WHERE due BETWEEN '2026-12-01' AND '2026-12-31'");
  assert_counts(fixture, "时限:<2026-12-01", "FROM task WHERE due < '2026-12-01'");
  assert_counts(fixture, "时限:无", "FROM task WHERE due IS NULL");
  g_assert_cmpuint(count_of(fixture, "标签:重点"), ==, 2);
  g_assert_cmpuint(count_of(fixture, "标签:=重点"), ==, 1);
  g_assert_cmpuint(count_of(fixture, "-标签:无"), ==, 2);
  g_assert_cmpuint(count_of(fixture, "重点工程"), ==, 1);
  g_assert_cmpuint(count_of(fixture, "备注:批复"), ==, 1);
  g_assert_cmpuint(count_of(fixture, "-备注:无"), ==, 1);
  g_assert_cmpuint(count_of(fixture, "进展:省厅"), ==, 1);
  g_assert_cmpuint(count_of(fixture, "-进展:无"), ==, 1);
  g_assert_cmpuint(count_of(fixture, "序号:1..10 -序号:5"), ==, 9);
  g_assert_cmpuint(count_of(fixture, "台账:2026"), ==, 69);
  g_assert_cmpuint(count_of(fixture, "台账:2025"), ==, 0);
  assert_counts(fixture, "类别:任务", "FROM task WHERE kind = 'task'");
  g_assert_cmpuint(count_of(fixture, "灯:紫 颜色:红"), ==, 69); /* not understood: left out */
}

/* What stands under a node is of it, by any way of naming it. */
static void test_indicators(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *title =
      sql_text(fixture->db, "SELECT title FROM indicator WHERE parent IS NULL AND position = 3");
  g_autofree char *quoted = filter_quote(title);
  g_autofree char *whole = g_strconcat("指标:", quoted, NULL);
  guint under = (guint)sql_int(
      fixture->db,
      "WITH RECURSIVE below(id) AS (SELECT id FROM indicator WHERE parent IS NULL AND"
      " position = 3 UNION SELECT i.id FROM indicator i JOIN below b ON i.parent = b.id)"
      " SELECT count(*) FROM task WHERE indicator IN (SELECT id FROM below)");
  g_assert_cmpuint(under, >, 0);
  g_assert_cmpuint(count_of(fixture, whole), ==, under);
  g_assert_cmpuint(count_of(fixture, "指标:加大信用信息"), ==, under);
  g_assert_cmpuint(count_of(fixture, "指标:jdxyxx"), ==, under);
  g_assert_cmpuint(count_of(fixture, "jdxyxx"), ==, under);
}

static void test_lights(Fixture *fixture, gconstpointer data) {
  (void)data;
  raw_write(fixture, "UPDATE task SET due = '2026-09-01' WHERE number <= 3");
  raw_write(fixture, "UPDATE task SET due = '2026-09-20' WHERE number = 4");
  g_autoptr(GArray) all = list_of(fixture, "序号:1..4");
  int worst = g_array_index(all, TaskRef, 0).overdue;
  g_assert_cmpint(worst, >, 0);
  g_autofree char *late = g_strdup_printf("逾期:>=%d", worst);
  g_assert_cmpuint(count_of(fixture, late), ==, 3);
  g_assert_cmpuint(count_of(fixture, "序号:1..4 灯:红"), ==, 4);
  g_assert_cmpuint(count_of(fixture, "序号:1..4 -灯:红"), ==, 0);
  g_assert_cmpuint(count_of(fixture, "逾期:无 序号:1..4"), ==, 0);
  g_assert_cmpuint(count_of(fixture, "逾期:0 序号:1..4"), ==, 0);
  g_assert_cmpuint(count_of(fixture, "逾期:0 序号:1..9"), ==, 5);
  g_assert_cmpuint(count_of(fixture, "逾期:<99999 序号:1..9"), ==, 4); /* what is late at all */
}

/* A unit is asked for with the groups it is in, unless it is meant by itself. */
static void test_groups(Fixture *fixture, gconstpointer data) {
  (void)data;
  raw_write(fixture, "INSERT INTO unit (id, name, kind) VALUES (900, '各成员', 'group')");
  raw_write(fixture, "INSERT INTO unit (id, name, kind) VALUES (901, '某某科', 'office')");
  raw_write(fixture, "INSERT INTO unit_member (unit, member) VALUES (900, 901)");
  raw_write(fixture,
            "INSERT INTO task_unit (task, unit, role, position) VALUES (8, 900, 'lead', 9)");
  raw_write(fixture,
            "INSERT INTO task_unit (task, unit, role, position) VALUES (9, 901, 'lead', 9)");
  g_assert_cmpuint(count_of(fixture, "责任:某某科"), ==, 2);
  g_assert_cmpuint(count_of(fixture, "责任:=某某科"), ==, 1);
}

static char *problems_of(Fixture *fixture, const char *text) {
  GError *error = NULL;
  char *problems = NULL;
  g_assert_true(task_query_problems(fixture->db, text, fixture->actor.today, &problems, &error));
  g_assert_no_error(error);
  return problems;
}

static void test_problems(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *told = problems_of(fixture, "灯:紫 责任:xyz 指标:没有的");
  g_assert_nonnull(strstr(told, "没有“紫”这种灯"));
  g_assert_nonnull(strstr(told, "；没有名称含“xyz”的单位；没有名称含“没有的”的指标"));
  g_assert_null(problems_of(fixture, "责任:tfgc 整改"));
}

static char *offers_of(Fixture *fixture, const char *text) {
  GError *error = NULL;
  g_auto(TaskQueryOffers) offers = {0};
  g_assert_true(task_query_offer(fixture->db, text, 4, &offers, &error));
  g_assert_no_error(error);
  g_ptr_array_add(offers.texts, NULL);
  char *joined = g_strjoinv(" ", (char **)offers.texts->pdata);
  return joined;
}

#define assert_offers(fixture, text, expected)                                                     \
  G_STMT_START {                                                                                   \
    g_autofree char *offered_ = offers_of(fixture, text);                                          \
    g_assert_cmpstr(offered_, ==, expected);                                                       \
  }                                                                                                \
  G_STMT_END

static void test_offers(Fixture *fixture, gconstpointer data) {
  (void)data;
  raw_write(fixture, "INSERT INTO task_tag (task, tag) VALUES (5, '重 点')");
  assert_offers(fixture, "", "");
  assert_offers(fixture, "整改 ", "");
  assert_offers(fixture, "zt", "状态:");
  assert_offers(fixture, "时", "时限:");
  assert_offers(fixture, "状态:办", "办理中 已交办 已办结");
  assert_offers(fixture, "灯:", "红 黄 绿 灰");
  assert_offers(fixture, "责任:tfg", "厅法规处");
  assert_offers(fixture, "tfg", "责任:厅法规处");
  assert_offers(fixture, "标签:zd", "\"重 点\"");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/query/fields", test_fields);
  ADD("/query/indicators", test_indicators);
  ADD("/query/lights", test_lights);
  ADD("/query/groups", test_groups);
  ADD("/query/problems", test_problems);
  ADD("/query/offers", test_offers);
  return g_test_run();
}

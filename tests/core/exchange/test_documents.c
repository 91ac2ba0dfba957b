/* The shipped ledgers, plan and units against what was counted in their documents by hand. */
#include <string.h>

#include "core/model/ledger.h"
#include "core/model/schedule.h"
#include "core/model/unit.h"
#include "tests/core/exchange/documents.h"

#define LAW "行政审批管理科（政策法规科）"
#define COUNTIES "各县（市、区）交通运输局"
#define BOTH LAW "、" COUNTIES
#define TEAM "市交通运输综合行政执法队"
#define CENTRE "市运输事业发展中心"
#define DATA "市交通运输数据中心"
#define SEVEN TEAM "、" CENTRE "、" DATA "、机关办公室、建设管理科、运输管理科、安全监督科"

/* The units of a task that stand to it so, in the order printed; "" for none. */
static char *units_of(Fixture *fixture, int number, const char *role) {
  return ask_text(
      fixture,
      "SELECT ifnull(group_concat(name, '、'), '') FROM (SELECT u.name FROM task t JOIN "
      "task_unit tu ON tu.task = t.id JOIN unit u ON u.id = tu.unit WHERE t.number = %d "
      "AND tu.role = '%s' ORDER BY tu.position)",
      number, role);
}

static void assert_units(Fixture *fixture, int number, const char *role, const char *expected) {
  g_autofree char *units = units_of(fixture, number, role);
  if (!g_str_equal(units, expected))
    g_error("第%d项 %s：“%s”，应为“%s”", number, role, units, expected);
}

/* Tasks a unit stands to in a role: their numbers. */
static char *tasks_of(Fixture *fixture, const char *unit, const char *role) {
  return ask_text(fixture,
                  "SELECT group_concat(number) FROM (SELECT t.number FROM task t JOIN task_unit tu "
                  "ON tu.task = t.id JOIN unit u ON u.id = tu.unit WHERE u.name = '%s' AND tu.role "
                  "= '%s' ORDER BY t.number)",
                  unit, role);
}

#define assert_tasks(unit, role, expected)                                                         \
  G_STMT_START {                                                                                   \
    g_autofree char *assert_tasks_ = tasks_of(fixture, unit, role);                                \
    g_assert_cmpstr(assert_tasks_, ==, expected);                                                  \
  }                                                                                                \
  G_STMT_END

static void assert_sections(Fixture *fixture, const char *expected) {
  assert_answer(expected, "SELECT group_concat(n) FROM (SELECT count(*) AS n FROM task GROUP BY "
                          "indicator ORDER BY min(number))");
  assert_int("SELECT count(*) FROM indicator WHERE parent IS NOT NULL", 0);
  assert_int("SELECT max(number) - count(*) FROM task", 0); /* numbered without a gap */
  assert_int("SELECT count(*) FROM task WHERE kind <> 'task'", 0);
}

static void assert_head(Fixture *fixture, const char *title, const char *issuer,
                        const char *document, const char *issued, const char *region) {
  assert_answer(title, "SELECT title FROM ledger");
  assert_answer(issuer, "SELECT issuer FROM ledger");
  assert_answer(document, "SELECT document FROM ledger");
  assert_answer(issued, "SELECT issued FROM ledger");
  assert_answer(region, "SELECT region FROM ledger");
}

/* ---- 忻州 2023 ---------------------------------------------------------------------------- */

static void test_xinzhou_2023(Fixture *fixture, gconstpointer data) {
  (void)data;
  assert_head(fixture, "忻州市交通运输局信用交通建设实施方案", "忻州市交通运输局",
              "忻交发〔2023〕81号", "2023-05-29", "山西省忻州市");
  assert_int("SELECT count(*) FROM task", 18);
  assert_sections(fixture, "6,3,3,4,2");

  assert_text("SELECT deadline FROM task WHERE number = 3", "贯穿全年");
  assert_int("SELECT count(*) FROM task WHERE deadline = '2023年5月底' AND due = '2023-05-31' AND "
             "number IN (1, 2)",
             2);
  assert_int("SELECT count(*) FROM task WHERE deadline IS NULL AND due IS NULL", 15);
  assert_text("SELECT due FROM task WHERE number = 3", "2023-12-31");
}

static const struct {
  const char *lead, *support, *responsible, *implement, *oversee;
} ROLES_2023[] = {
    {LAW, "", "", "", ""},
    {LAW, "", "", "", ""},
    {BOTH, "", "", "", ""},
    {BOTH, "相关单位及科室", "", "", ""},
    {LAW, "", "", DATA, ""},
    {BOTH, SEVEN, "", "", ""},
    {BOTH, "", "", SEVEN, ""},
    {BOTH, "", TEAM, "", ""},
    {BOTH, "", "相关科室、" DATA, "", ""},
    {"", "", "", "相关单位（科室）", DATA},
    {"", "", "", "相关单位（科室）", DATA},
    {"", "", "", "相关单位（科室）", DATA},
    {BOTH, "", "建设管理科、运输管理科、安全监督科、" TEAM "、" CENTRE, "", ""},
    {BOTH, "", "建设管理科、运输管理科、安全监督科、" TEAM, "", ""},
    {BOTH, "", SEVEN, "", ""},
    {BOTH, "", SEVEN, "", ""},
    {BOTH, SEVEN, "", "", ""},
    {BOTH, SEVEN, "", "", ""},
};

static void test_xinzhou_2023_roles(Fixture *fixture, gconstpointer data) {
  (void)data;
  for (gsize i = 0; i < G_N_ELEMENTS(ROLES_2023); i++) {
    int number = (int)i + 1;
    assert_units(fixture, number, "lead", ROLES_2023[i].lead);
    assert_units(fixture, number, "support", ROLES_2023[i].support);
    assert_units(fixture, number, "responsible", ROLES_2023[i].responsible);
    assert_units(fixture, number, "implement", ROLES_2023[i].implement);
    assert_units(fixture, number, "oversee", ROLES_2023[i].oversee);
  }
  assert_tasks(LAW, "lead", "1,2,3,4,5,6,7,8,9,13,14,15,16,17,18");
  assert_tasks(COUNTIES, "lead", "3,4,6,7,8,9,13,14,15,16,17,18");
  assert_tasks(DATA, "oversee", "10,11,12");
  assert_int("SELECT count(*) FROM task_unit WHERE role = 'lead'", 15 + 12);
}

/* Each unit by its name, another name, and the group whose members the document lists. */
static void test_xinzhou_2023_units(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const char *const names[] = {"行政审批科", "行政审批科（政策法规科）", LAW};
  GError *error = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autoptr(Unit) unit = unit_find(fixture->db, names[i], &error);
    g_assert_no_error(error);
    g_assert_cmpstr(unit->name, ==, LAW);
    g_assert_cmpint(unit->kind, ==, UNIT_OFFICE);
  }
  assert_int("SELECT count(*) FROM unit WHERE kind = 'office'", 5);
  assert_int("SELECT count(*) FROM unit WHERE kind = 'body'", 3);
  assert_int("SELECT count(*) FROM unit WHERE kind = 'local'", 1);
  assert_int("SELECT count(*) FROM unit WHERE kind = 'group'", 5);
  assert_int("SELECT count(*) FROM unit_member", 9);
  assert_int("SELECT count(*) FROM unit_member m JOIN unit u ON u.id = m.unit WHERE u.name = "
             "'市局信用体系建设成员单位（科室）'",
             9);
  /* A member, an addressee, and in no task. */
  assert_int("SELECT count(*) FROM task_unit tu JOIN unit u ON u.id = tu.unit WHERE u.name LIKE "
             "'五台山%'",
             0);
}

static void test_xinzhou_2023_reporting(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const struct {
    int number;
    const char *phrase, *material;
  } expected[] = {
      {3, "当月15日前", "“信用交通县(市、区)”建设情况"},
      {4, "当月15日前", "信用建设典型案例"},
      {8, "次月8日前", "“双公示”数据"},
      {9, "当月15日前", "数据分析应用情况"},
      {10, "当月15日前", "网络安全等级保护与管理制度情况"},
      {11, "当月15日前", "数据安全技术和操作使用情况"},
      {12, "当月15日前", "个人信息和企业商业秘密信息保护情况"},
      {13, "次月8日前", "信用承诺"},
      {13, "次月8日前", "信用评价"},
      {14, "次月8日前", "信用分级分类监管"},
      {15, "次月8日前", "守信激励"},
      {15, "次月8日前", "失信惩戒"},
      {16, "次月8日前", "信用修复"},
      {17, "当月15日前", "诚信宣传活动开展情况"},
      {18, "当月15日前", "移动新媒体平台建设情况"},
      {18, "当月15日前", "信用交通网站重点栏目建设情况"},
  };
  assert_text("SELECT group_concat(phrase) FROM (SELECT * FROM reporting ORDER BY position)",
              "出台后及时,当月15日前,次月8日前");
  assert_text("SELECT group_concat(n) FROM (SELECT length(materials) - length(replace(materials, "
              "char(10), '')) + 1 AS n FROM reporting ORDER BY position)",
              "1,9,7");
  g_autoptr(GPtrArray) found =
      ask_texts(fixture, "SELECT t.number || ' ' || s.phrase || ' ' || s.material FROM schedule s "
                         "JOIN task t ON t.id = s.task ORDER BY t.number, s.id");
  g_assert_cmpuint(found->len, ==, G_N_ELEMENTS(expected));
  for (guint i = 0; i < found->len; i++) {
    g_autofree char *line =
        g_strdup_printf("%d %s %s", expected[i].number, expected[i].phrase, expected[i].material);
    g_assert_cmpstr(found->pdata[i], ==, line);
    /* Each is one of the materials the document asks for by then. */
    g_assert_cmpint(
        ask_int(fixture,
                "SELECT count(*) FROM reporting WHERE phrase = '%s' AND char(10) || "
                "materials || char(10) LIKE '%%' || char(10) || '%s' || char(10) || '%%'",
                expected[i].phrase, expected[i].material),
        ==, 1);
  }
  assert_int("SELECT count(*) FROM schedule WHERE every = 'month' AND step = 1 AND quota = 1 AND "
             "due_day = 15 AND due_month = 0",
             9);
  assert_int("SELECT count(*) FROM schedule WHERE every = 'month' AND step = 1 AND quota = 1 AND "
             "due_day = 8 AND due_month = 1",
             7);
}

/* 次月8日 of December lies in the next year. */
static void test_xinzhou_2023_december(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_autoptr(GPtrArray) schedules =
      schedule_list(fixture->db, ask_int(fixture, "SELECT id FROM task WHERE number = 8"), &error);
  g_assert_no_error(error);
  g_assert_cmpuint(schedules->len, ==, 1);
  g_autofree char *text = recurrence_text(&((const Schedule *)schedules->pdata[0])->rule);
  g_assert_cmpstr(text, ==, "每月至少1次，次月8日前");
}

/* ---- 忻州 2022 ---------------------------------------------------------------------------- */

static void test_xinzhou_2022(Fixture *fixture, gconstpointer data) {
  (void)data;
  assert_head(fixture, "2022年忻州市交通运输信用体系建设工作要点", "忻州市交通运输局",
              "忻交发〔2022〕92号", "2022-05-25", "山西省忻州市");
  assert_int("SELECT count(*) FROM task", 24);
  assert_sections(fixture, "2,6,1,7,2,6");
  assert_int("SELECT count(*) FROM task WHERE deadline IS NOT NULL OR due IS NOT NULL", 0);
  assert_int("SELECT count(*) FROM schedule", 0);

  assert_tasks("局政策法规科", "lead", "1,2,3,4,5,6,7,8,9,10,13,14,15,16,17,18,19,20,21,23,24");
  assert_tasks("局办公室", "lead", "19,22");
  assert_units(fixture, 19, "lead", "局办公室、局政策法规科");
  assert_int("SELECT count(*) FROM task_unit WHERE role = 'lead'", 20 + 2 + 1);
  assert_units(fixture, 11, "responsible", "局建设管理科、局政策法规科");
  assert_units(fixture, 11, "support", "局有关科室、各县交通运输部门");
  assert_units(fixture, 12, "responsible", "局有关科室、各县交通运输部门");
  assert_units(fixture, 12, "support", "");
  assert_int("SELECT count(*) FROM task_unit WHERE role = 'responsible'", 4);
  assert_units(fixture, 13, "support",
               "局建设管理科、局运输管理科、局安全监督科、" TEAM "、各县交通运输部门");
  assert_units(fixture, 17, "support", "局有关科室、" CENTRE "、各县交通运输部门");
  assert_tasks(TEAM, "support", "9,13,20");
  assert_tasks("局有关科室", "support", "1,2,3,4,5,6,7,8,9,10,11,14,15,16,17,18,19,21,22,23,24");
  assert_tasks("各县交通运输部门", "support", "1,2,3,4,5,6,9,10,11,13,14,15,16,17,18,19,20,23,24");

  /* Ten ways of saying who is responsible; one of them 13 times. */
  assert_int(
      "SELECT count(DISTINCT translated) FROM (SELECT replace(replace(note, '(', '（'), ')', "
      "'）') AS translated FROM task)",
      10);
  assert_int("SELECT count(*) FROM task WHERE replace(replace(note, '(', '（'), ')', '）') = "
             "'（责任部门：局政策法规科牵头，局有关科室、各县交通运输部门配合）'",
             13);
  GError *error = NULL;
  g_autoptr(Unit) centre = unit_find(fixture->db, "市事业发展中心", &error);
  g_assert_no_error(error);
  g_assert_cmpstr(centre->name, ==, CENTRE);
}

/* Both documents of Xinzhou in one file know the same bodies. */
static void test_xinzhou_both(Fixture *fixture, gconstpointer data) {
  (void)data;
  fixture_apply(fixture, "xinzhou-2022", 0);
  assert_int("SELECT count(*) FROM ledger", 2);
  assert_int("SELECT count(*) FROM task", 18 + 24);
  assert_int("SELECT count(*) FROM unit WHERE name IN ('" CENTRE "', '" TEAM "')", 2);
  assert_int("SELECT count(*) FROM unit", 14 + 9 - 2);
}

/* ---- 厦门 2022 ---------------------------------------------------------------------------- */

static void test_xiamen_2022(Fixture *fixture, gconstpointer data) {
  (void)data;
  assert_head(fixture, "2022年市交通运输信用体系建设工作要点", "厦门市交通运输局", NULL,
              "2022-05-27", "福建省厦门市");
  assert_int("SELECT count(*) FROM task", 21);
  assert_sections(fixture, "3,5,5,6,2");
  assert_int("SELECT count(*) FROM task WHERE deadline IS NOT NULL", 0);
  for (int number = 1; number <= 21; number++) {
    assert_units(fixture, number, "lead", "局法规处");
    assert_units(fixture, number, "responsible", "局机关相关处室、局属相关单位");
  }
  assert_int("SELECT count(*) FROM task_unit", 63);
  assert_int("SELECT count(DISTINCT note) FROM task", 1);
  assert_int("SELECT count(*) FROM unit WHERE kind = 'group'", 2);
}

/* ---- 山东 2023: the pilots ------------------------------------------------------------------ */

static void test_pilots(Fixture *fixture, gconstpointer data) {
  (void)data;
  assert_int("SELECT count(*) FROM unit WHERE kind = 'local' AND parent IS NULL", 16);
  assert_int("SELECT count(*) FROM unit WHERE parent IS NOT NULL", 41);
  assert_text(
      "SELECT group_concat(n) FROM (SELECT count(*) AS n FROM unit WHERE parent IS NOT NULL "
      "GROUP BY parent ORDER BY parent)",
      "1,2,3,3,2,3,3,3,2,2,3,3,3,3,3,2");
  assert_text("SELECT group_concat(name) FROM (SELECT p.name FROM unit u JOIN unit p ON p.id = "
              "u.parent GROUP BY p.id HAVING count(*) < 3 ORDER BY p.id)",
              "济南市交通运输局,青岛市交通运输局,东营市交通运输局,泰安市交通运输局,"
              "威海市交通运输局,菏泽市交通运输局");
  static const struct {
    const char *ending;
    int count;
  } kinds[] = {{"县", 15}, {"市", 12}, {"区", 13 + 1}, {"新区", 1}};
  for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++)
    g_assert_cmpint(ask_int(fixture,
                            "SELECT count(*) FROM unit WHERE parent IS NOT NULL AND name "
                            "LIKE '%%%s交通运输局'",
                            kinds[i].ending),
                    ==, kinds[i].count);
  assert_text("SELECT p.name FROM unit u JOIN unit p ON p.id = u.parent WHERE u.name = "
              "'青岛西海岸新区交通运输局'",
              "青岛市交通运输局");
  /* One group, of all of them and no others. */
  assert_text("SELECT name FROM unit WHERE kind = 'group'", "第二批“信用交通县（市、区）”试点");
  assert_int("SELECT count(*) FROM unit_member m JOIN unit u ON u.id = m.member WHERE u.parent IS "
             "NOT NULL",
             41);
  assert_int("SELECT count(*) FROM unit_member", 41);
  assert_int("SELECT (SELECT count(*) FROM ledger) + (SELECT count(*) FROM system)", 0);
  GError *error = NULL;
  g_autoptr(Unit) city = unit_find(fixture->db, "菏泽", &error);
  g_assert_no_error(error);
  g_assert_cmpstr(city->name, ==, "菏泽市交通运输局");
}

/* ---- 选题计划 ------------------------------------------------------------------------------ */

static void test_topics(Fixture *fixture, gconstpointer data) {
  (void)data;
  assert_int("SELECT count(*) FROM topic", 12);
  assert_int("SELECT due_day FROM plan", 15);
  assert_int("SELECT ministry_day FROM plan", 25);
  assert_int("SELECT target FROM plan", 3);
  assert_text("SELECT group_concat(title) FROM (SELECT * FROM topic ORDER BY month)",
              "去年回顾,信用服务,信用评价,信用奖惩,信用承诺,信用修复,信易+,诚信缺失问题专项治理,"
              "信用监管,信用与业务深度融合,诚信文化,年度小结");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD_DOCUMENT("/documents/xinzhou-2023", "xinzhou-2023", test_xinzhou_2023);
  ADD_DOCUMENT("/documents/xinzhou-2023/roles", "xinzhou-2023", test_xinzhou_2023_roles);
  ADD_DOCUMENT("/documents/xinzhou-2023/units", "xinzhou-2023", test_xinzhou_2023_units);
  ADD_DOCUMENT("/documents/xinzhou-2023/reporting", "xinzhou-2023", test_xinzhou_2023_reporting);
  ADD_DOCUMENT("/documents/xinzhou-2023/december", "xinzhou-2023", test_xinzhou_2023_december);
  ADD_DOCUMENT("/documents/xinzhou-2022", "xinzhou-2022", test_xinzhou_2022);
  ADD_DOCUMENT("/documents/xinzhou-both", "xinzhou-2023", test_xinzhou_both);
  ADD_DOCUMENT("/documents/xiamen-2022", "xiamen-2022", test_xiamen_2022);
  ADD_DOCUMENT("/documents/pilots", "shandong-2023-pilots", test_pilots);
  ADD_DOCUMENT("/documents/topics", "xinzhou-2023-topics", test_topics);
  return g_test_run();
}

/* What the shipped templates become: the counts are those of the documents, read by hand. */
#include "core/model/ledger.h"
#include "core/model/schedule.h"
#include "core/model/task.h"
#include "core/model/unit.h"
#include "tests/core/fixture.h"

static const struct {
  const char *title;
  int rows;
} PRIMARIES[] =
    {
        {"一、贯彻落实习近平总书记重要指示批示和党中央、国务院决策部署情况", 9},
        {"二、建设运维省级交通运输信用平台和网站", 8},
        {"三、加大信用信息归集共享公开力度", 12},
        {"四、创新事前信用承诺", 7},
        {"五、加强事中信用评价", 6},
        {"六、完善事后信用奖惩", 11},
        {"七、加强诚信文化建设", 8},
        {"八、加分项", 3},
        {"九、扣分项", 5},
},
  SECONDARIES[] = {
      {"（一）加强组织领导", 3},         {"（二）加快推进落实", 6},
      {"（三）建设交通运输信用系统", 2}, {"（四）运营维护交通运输信用系统", 3},
      {"（五）推进平台系统安全管理", 3}, {"（六）制定完善信用信息目录和相关制度", 4},
      {"（七）加强信用数据归集", 3},     {"（八）推进信用信息共享", 3},
      {"（九）加大信用信息公开力度", 2}, {"（十）加强信用承诺制度建设", 2},
      {"（十一）加快推进信用承诺制", 3}, {"（十二）推进信用承诺公开", 2},
      {"（十三）组织开展信用评价", 2},   {"（十四）推动信用评价结果应用", 2},
      {"（十五）推进“信易行”", 2},       {"（十六）更新完善联合奖惩清单", 2},
      {"（十七）认定红黑名单", 3},       {"（十八）落实联合奖惩工作", 2},
      {"（十九）公示联合奖惩案例", 1},   {"（二十）推动开展信用修复", 3},
      {"（二十一）组织开展诚信宣传", 4}, {"（二十二）加强行业诚信文明建设", 1},
      {"（二十三）组织信用专项培训", 3},
};

/* Which tasks each unit stands to. */
static const struct {
  const char *unit;
  const char *numbers;
} UNITS[] = {
    {"厅法规处",
     "1,2,3,4,5,7,11,13,14,18,19,20,21,28,29,31,34,37,38,39,41,42,43,44,45,46,47,52,53,55,58,59,60,61,62,63"},
    {"厅信用体系建设领导小组各成员单位", "6,9,40,54,56,57,64,66"},
    {"厅办公室", "7"},
    {"五市交通运输局", "7,20,41,42,63"},
    {"厅财审处", "8"},
    {"路网监测与应急处置中心", "10,11,12,15,16,17,41,42,65"},
    {"厅人事处", "13,58,59,60"},
    {"厅审批处", "13,30,31,32,33,34,35,36,41,42"},
    {"厅建管处",
     "13,18,22,23,24,25,26,27,37,38,39,41,42,43,44,45,46,47,48,49,50,51,52,53,59,60,65,67"},
    {"厅运输处",
     "13,18,22,23,24,25,26,27,37,38,39,41,42,43,44,45,46,47,48,49,50,51,52,53,55,59,60,67"},
    {"厅海事处", "13,18,22,23,24,25,26,27,37,38,39,43,44,45,46,47,48,49,50,51,52,53,59,60,67,68"},
    {"厅质安处",
     "13,18,22,23,24,25,26,27,37,38,39,43,44,45,46,47,48,49,50,51,52,53,59,60,65,67,69"},
    {"厅科技处", "15,16,17,65"},
    {"交通运输综合执法监督局", "18,22,23,24,25,26,27,43,44,45,46,47,48,49,50,51,52,53,59,60"},
    {"道路运输事务中心", "18,22,23,24,25,26,27,43,44,45,46,47,48,49,50,51,52,53,65"},
    {"各市、县（区）交通运输局", "22,23,24,25,26,27,31,43,44,45,46,47,48,50,51,52,53,54,66,67,69"},
    {"厅机关党委", "58"},
    {"有关市交通运输局", "68"},
};

static gint64 ledger_of_year(Db *db, int year) {
  g_autofree char *sql = g_strdup_printf("SELECT id FROM ledger WHERE year = %d", year);
  return sql_int(db, sql);
}

/* The ledger of 2020 beside the one of 2026. */
static void set_up_both(Fixture *fixture, gconstpointer data) {
  fixture_set_up(fixture, data);
  fixture_apply(fixture, "ningxia-2020", 2020);
}

static gint64 count_in(Fixture *fixture, int year, const char *what) {
  g_autofree char *sql = g_strdup_printf("SELECT count(*) FROM %s AND ledger = %" G_GINT64_FORMAT,
                                         what, ledger_of_year(fixture->db, year));
  return sql_int(fixture->db, sql);
}

static void check_counts(Fixture *fixture, int year) {
  g_assert_cmpint(count_in(fixture, year, "task WHERE 1"), ==, 69);
  g_assert_cmpint(count_in(fixture, year, "indicator WHERE parent IS NULL"), ==, 9);
  g_assert_cmpint(count_in(fixture, year, "indicator WHERE parent IS NOT NULL"), ==, 23);
  g_assert_cmpint(count_in(fixture, year, "task WHERE kind = 'task'"), ==, 58);
  g_assert_cmpint(count_in(fixture, year, "task WHERE kind = 'measure'"), ==, 3);
  g_assert_cmpint(count_in(fixture, year, "task WHERE kind = 'bonus'"), ==, 3);
  g_assert_cmpint(count_in(fixture, year, "task WHERE kind = 'deduction'"), ==, 5);
  g_assert_cmpint(count_in(fixture, year, "task_unit tu JOIN task t ON t.id = tu.task WHERE 1"), ==,
                  249);
  g_assert_cmpint(count_in(fixture, year, "task WHERE kind = 'measure' AND number IN (32, 33, 48)"),
                  ==, 3);
  g_assert_cmpint(count_in(fixture, year, "task WHERE state = 'new' AND percent IS NULL"), ==, 69);
  g_assert_cmpint(count_in(fixture, year, "task WHERE done_on IS NULL AND note IS NULL"), ==, 69);
}

static void test_counts(Fixture *fixture, gconstpointer data) {
  (void)data;
  check_counts(fixture, 2020);
  check_counts(fixture, 2026);
  assert_int("SELECT count(DISTINCT unit) FROM task_unit", 18);
  assert_int("SELECT count(*) FROM task_unit WHERE role <> 'responsible'", 0);
  assert_int("SELECT count(*) FROM unit", 18 + 27); /* and the 27 members */
  assert_int("SELECT count(*) FROM user", 1);
}

static void check_year(Fixture *fixture, int year) {
  static const struct {
    int month, day, rows;
  } deadlines[] = {{12, 31, 67}, {4, 30, 1}, {10, 31, 1}};
  for (gsize i = 0; i < G_N_ELEMENTS(deadlines); i++) {
    int month = deadlines[i].month;
    g_autofree char *what =
        g_strdup_printf("task WHERE deadline = '%d年%d月' AND due = '%d-%02d-%02d'", year, month,
                        year, month, deadlines[i].day);
    g_assert_cmpint(count_in(fixture, year, what), ==, deadlines[i].rows);
  }
  g_assert_cmpint(count_in(fixture, year, "task WHERE deadline_printed = '2020年12月'"), ==, 67);
  g_assert_cmpint(
      count_in(fixture, year, "task WHERE deadline_printed = '2020年4月' AND number = 4"), ==, 1);
  g_assert_cmpint(
      count_in(fixture, year, "task WHERE deadline_printed = '2020年10月' AND number = 54"), ==, 1);
}

static void test_deadlines(Fixture *fixture, gconstpointer data) {
  (void)data;
  check_year(fixture, 2020);
  check_year(fixture, 2026);
}

/* Rows below the 一级 (level 1) or the 二级 (level 2) of that title. */
static gint64 rows_below(Fixture *fixture, const char *title) {
  g_autofree char *sql = g_strdup_printf(
      "SELECT count(*) FROM task t JOIN indicator i ON i.id = t.indicator LEFT JOIN indicator p ON "
      "p.id = i.parent WHERE t.ledger = %" G_GINT64_FORMAT " AND '%s' IN (i.title, p.title)",
      fixture->ledger, title);
  return sql_int(fixture->db, sql);
}

static void test_tree(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_autoptr(GPtrArray) tree = indicator_list(fixture->db, fixture->ledger, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(tree->len, ==, 32);
  guint primary = 0, secondary = 0;
  gint64 parent = 0;
  for (guint i = 0; i < tree->len; i++) {
    const Indicator *node = tree->pdata[i];
    g_assert_cmpint(node->ledger, ==, fixture->ledger);
    g_assert_cmpint(node->parent, ==, node->level == 1 ? 0 : parent);
    if (node->level == 1) {
      g_assert_cmpint(node->position, ==, primary + 1);
      g_assert_cmpstr(node->title, ==, PRIMARIES[primary].title);
      g_assert_cmpint(rows_below(fixture, node->title), ==, PRIMARIES[primary].rows);
      parent = node->id;
      primary++;
    } else {
      g_assert_cmpint(node->level, ==, 2);
      g_assert_cmpstr(node->title, ==, SECONDARIES[secondary].title);
      g_assert_cmpint(rows_below(fixture, node->title), ==, SECONDARIES[secondary].rows);
      secondary++;
    }
  }
  g_assert_cmpuint(primary, ==, G_N_ELEMENTS(PRIMARIES));
  g_assert_cmpuint(secondary, ==, G_N_ELEMENTS(SECONDARIES));
  assert_text("SELECT title FROM indicator i JOIN task t ON t.indicator = i.id WHERE t.number = 65",
              "九、扣分项");
}

static void test_units(Fixture *fixture, gconstpointer data) {
  (void)data;
  for (gsize i = 0; i < G_N_ELEMENTS(UNITS); i++) {
    g_autofree char *sql = g_strdup_printf(
        "SELECT group_concat(number) FROM (SELECT t.number FROM task t JOIN task_unit tu ON tu.task "
        "= t.id JOIN unit u ON u.id = tu.unit WHERE t.ledger = %" G_GINT64_FORMAT
        " AND u.name = '%s' ORDER BY t.number)",
        fixture->ledger, UNITS[i].unit);
    assert_text(sql, UNITS[i].numbers);
  }
}

static void test_members(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const struct {
    const char *group;
    guint members;
  } groups[] = {{"五市交通运输局", 5},
                {"各市、县（区）交通运输局", 27},
                {"厅信用体系建设领导小组各成员单位", 0},
                {"有关市交通运输局", 0}};
  GError *error = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS(groups); i++) {
    g_autoptr(Unit) group = unit_find(fixture->db, groups[i].group, &error);
    g_assert_no_error(error);
    g_assert_cmpint(group->kind, ==, UNIT_GROUP);
    g_autoptr(GPtrArray) members = unit_members(fixture->db, group->id, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(members->len, ==, groups[i].members);
    for (guint k = 0; k < members->len; k++)
      g_assert_cmpint(((Unit *)members->pdata[k])->kind, ==, UNIT_LOCAL);
  }
  assert_int("SELECT count(*) FROM unit_member", 32);
  assert_int("SELECT count(*) FROM unit WHERE kind = 'office'", 11);
  assert_int("SELECT count(*) FROM unit WHERE kind = 'body'", 3);
}

static void test_schedules(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const struct {
    int number;
    const char *phrase;
    Every every;
    int quota;
  } expected[] = {
      {1, "每季度至少开展1次", EVERY_QUARTER, 1},  {2, "每季度至少1次", EVERY_QUARTER, 1},
      {5, "每月更新进展情况", EVERY_MONTH, 1},     {26, "每月同步增量信息", EVERY_MONTH, 1},
      {28, "每周至少1次", EVERY_WEEK, 1},          {44, "每月", EVERY_MONTH, 1},
      {50, "每季度公示2个以上", EVERY_QUARTER, 2},
  };
  GError *error = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS(expected); i++) {
    g_autoptr(GPtrArray) schedules =
        schedule_list(fixture->db, task_id(fixture, expected[i].number), &error);
    g_assert_no_error(error);
    g_assert_cmpuint(schedules->len, ==, 1);
    const Schedule *schedule = schedules->pdata[0];
    g_assert_true(g_str_has_prefix(schedule->phrase, expected[i].phrase));
    g_assert_cmpint(schedule->rule.every, ==, expected[i].every);
    g_assert_cmpint(schedule->rule.step, ==, 1);
    g_assert_cmpint(schedule->rule.quota, ==, expected[i].quota);
    g_assert_cmpint(schedule->rule.due_day, ==, 0);
    g_assert_cmpint(schedule->rule.due_month, ==, 0);
  }
  assert_int("SELECT count(*) FROM schedule", 7);
}

static void test_ledger(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_autoptr(GPtrArray) ledgers = ledger_list(fixture->db, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(ledgers->len, ==, 2);
  const Ledger *newest = ledgers->pdata[0], *oldest = ledgers->pdata[1];
  g_assert_cmpint(newest->year, ==, 2026);
  g_assert_cmpint(oldest->year, ==, 2020);
  g_assert_cmpint(newest->source_year, ==, 2020);
  g_assert_cmpstr(newest->title, ==, "宁夏回族自治区“信用交通省”建设指标体系任务分工台账");
  g_assert_cmpstr(newest->template_name, ==, "ningxia-2020");
  g_assert_cmpstr(newest->region, ==, "宁夏回族自治区");
  g_assert_null(newest->issuer); /* the document does not say */
  g_assert_null(newest->document);
  g_assert_cmpint(newest->issued, ==, DAY_NONE);

  g_autoptr(Ledger) by_name = ledger_find(fixture->db, "ningxia-2020", &error);
  g_assert_no_error(error);
  g_assert_cmpint(by_name->id, ==, newest->id);
  g_autoptr(Ledger) by_title = ledger_find(fixture->db, newest->title, &error);
  g_assert_no_error(error);
  g_assert_cmpint(by_title->id, ==, newest->id);
  g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, oldest->id);
  g_autoptr(Ledger) by_id = ledger_find(fixture->db, id, &error);
  g_assert_no_error(error);
  g_assert_cmpint(by_id->year, ==, 2020);
  g_assert_null(ledger_find(fixture->db, "ningxia", &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "任务分工台账（2020年）");
}

/* ---- applying again --------------------------------------------------------------------- */

static void refuse_again(Fixture *fixture, const char *name, const char *part) {
  g_autoptr(GPtrArray) templates = g_ptr_array_new_with_free_func((GDestroyNotify)template_free);
  g_ptr_array_add(templates, shipped_template(name));
  gint64 entries = journal_entries(fixture->db);
  GError *error = NULL;
  g_assert_false(template_apply(fixture->db, &fixture->actor, templates, 2026, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, part);
  g_assert_cmpint(journal_entries(fixture->db), ==, entries);
  assert_int("SELECT count(*) FROM task", 69);
  assert_int("SELECT count(*) FROM topic", 12);
  assert_int("SELECT count(*) FROM indicator", 32);
}

static void test_second(Fixture *fixture, gconstpointer data) {
  (void)data;
  refuse_again(fixture, "ningxia-2020", "2026年的台账已经有了");
  refuse_again(fixture, "xinzhou-2023-topics", "2026年已有选题计划");
}

/* The second of a list is refused: the first is not stored either. */
static void test_all_or_none(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(GPtrArray) templates = g_ptr_array_new_with_free_func((GDestroyNotify)template_free);
  g_ptr_array_add(templates, shipped_template("ningxia-2020"));
  g_ptr_array_add(templates, shipped_template("xinzhou-2023-topics"));
  g_ptr_array_add(templates, shipped_template("xinzhou-2023-topics"));
  GError *error = NULL;
  g_assert_false(template_apply(fixture->db, &fixture->actor, templates, 2026, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "选题计划");
  assert_int("SELECT (SELECT count(*) FROM ledger) + (SELECT count(*) FROM task) + "
             "(SELECT count(*) FROM unit) + (SELECT count(*) FROM plan) + "
             "(SELECT count(*) FROM topic) + (SELECT count(*) FROM journal)",
             0);

  g_ptr_array_remove_index(templates, 2);
  g_assert_true(template_apply(fixture->db, &fixture->actor, templates, 2026, &error));
  g_assert_no_error(error);
  assert_int("SELECT count(*) FROM journal", 1);
  assert_text("SELECT verb FROM journal", "init");
  assert_text("SELECT summary FROM journal",
              "添加模板 ningxia-2020（2026年）、xinzhou-2023-topics（2026年）");
}

/* An entry that adds a template is not what an undo key takes back. */
static void test_not_undoable(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  gint64 seq = -1;
  g_assert_true(journal_undoable(fixture->db, fixture->actor.who, &seq, &error));
  g_assert_no_error(error);
  g_assert_cmpint(seq, ==, 0);
}

/* ---- finding ---------------------------------------------------------------------------- */

static void test_list(void) {
  static const struct {
    const char *name;
    TemplateKind kind;
    int year, rows;
  } expected[] = {
      {"mot-2023", TEMPLATE_SYSTEM, 2023, 39},
      {"ningxia-2020", TEMPLATE_LEDGER, 2020, 69},
      {"shandong-2023-city", TEMPLATE_SYSTEM, 2023, 32},
      {"shandong-2023-county", TEMPLATE_SYSTEM, 2023, 41},
      {"shandong-2023-pilots", TEMPLATE_UNITS, 2023, 58},
      {"xiamen-2022", TEMPLATE_LEDGER, 2022, 21},
      {"xinzhou-2022", TEMPLATE_LEDGER, 2022, 24},
      {"xinzhou-2023", TEMPLATE_LEDGER, 2023, 18},
      {"xinzhou-2023-topics", TEMPLATE_PLAN, 2023, 12},
  };
  g_autofree char *ledgers = source_path("data/ledgers");
  g_autofree char *plans = source_path("data/plans");
  g_autofree char *systems = source_path("data/systems");
  g_autofree char *units = source_path("data/units");
  const char *const folders[] = {plans, ledgers, units, systems, NULL};
  GError *error = NULL;
  g_autoptr(GPtrArray) templates = template_list(folders, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(templates->len, ==, G_N_ELEMENTS(expected));
  for (guint i = 0; i < templates->len; i++) {
    const Template *template_ = templates->pdata[i];
    g_assert_cmpstr(template_name(template_), ==, expected[i].name);
    g_assert_cmpint(template_kind(template_), ==, expected[i].kind);
    g_assert_cmpint(template_year(template_), ==, expected[i].year);
    g_assert_cmpint(template_rows(template_), ==, expected[i].rows);
  }
  g_assert_cmpstr(template_title(templates->pdata[8]), ==, "典型案例报送主题计划");
  g_assert_cmpstr(template_kind_name(TEMPLATE_PLAN), ==, "选题计划");
  g_assert_cmpstr(template_kind_code(TEMPLATE_SYSTEM), ==, "system");
}

static void test_unknown_name(void) {
  g_autofree char *ledgers = source_path("data/ledgers");
  g_autofree char *plans = source_path("data/plans");
  const char *const folders[] = {ledgers, plans, NULL};
  GError *error = NULL;
  g_assert_null(template_find("ningxia", folders, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                 "ningxia-2020、xiamen-2022、xinzhou-2022、xinzhou-2023、xinzhou-2023-topics");
  const char *const missing[] = {"/nonexistent/templates", NULL};
  g_assert_null(template_find("ningxia-2020", missing, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_MISSING, "/nonexistent/templates");
  g_assert_null(template_list(missing, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_MISSING, "/nonexistent/templates");
}

#define SMALL(title)                                                                               \
  "kind: ledger\nname: mine\ntitle: " title "\nyear: 2026\nunits: []\nindicators: []\n"

/* An office's own folder goes before the shipped one, whatever they are called. */
static void test_folder_order(void) {
  char *folder = folder_make();
  g_autofree char *first = g_build_filename(folder, "z", NULL);
  g_autofree char *second = g_build_filename(folder, "a", NULL);
  g_assert_cmpint(g_mkdir_with_parents(first, 0700), ==, 0);
  g_assert_cmpint(g_mkdir_with_parents(second, 0700), ==, 0);
  g_free(folder_write(first, "mine.yaml", SMALL("本单位")));
  g_autofree char *shipped = folder_write(second, "mine.yaml", SMALL("随程序"));
  const char *const folders[] = {first, second, NULL};
  GError *error = NULL;
  g_autoptr(Template) by_name = template_find("mine", folders, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(template_title(by_name), ==, "本单位");
  g_autoptr(Template) by_path = template_find(shipped, folders, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(template_title(by_path), ==, "随程序");
  folder_remove(folder);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add("/template/counts", Fixture, NULL, set_up_both, test_counts, fixture_tear_down);
  g_test_add("/template/deadlines", Fixture, NULL, set_up_both, test_deadlines, fixture_tear_down);
  g_test_add("/template/ledger", Fixture, NULL, set_up_both, test_ledger, fixture_tear_down);
  ADD("/template/tree", test_tree);
  ADD("/template/units", test_units);
  ADD("/template/members", test_members);
  ADD("/template/schedules", test_schedules);
  ADD("/template/second", test_second);
  ADD_EMPTY("/template/all-or-none", test_all_or_none);
  ADD("/template/not-undoable", test_not_undoable);
  g_test_add_func("/template/list", test_list);
  g_test_add_func("/template/unknown-name", test_unknown_name);
  g_test_add_func("/template/folder-order", test_folder_order);
  return g_test_run();
}

#include "tests/core/model/filing.h"

static Plan *plan_of(Fixture *fixture, int year) {
  GError *error = NULL;
  Plan *plan = plan_load(fixture->db, year, &error);
  g_assert_no_error(error);
  return plan;
}

/* ---- from another year -------------------------------------------------------------------- */

static void test_copy(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  raw_write(fixture, "UPDATE plan SET title = '2026年选题计划', due_day = 14, ministry_day = NULL");
  raw_write(fixture, "INSERT INTO plan_unit (plan, unit) SELECT plan.id, unit.id FROM plan, unit"
                     " WHERE name = '厅运输处'");
  gint64 before = add_ministry_system(fixture);
  raw_write(fixture, "INSERT INTO system (id, template, title, year, source_year, every)"
                     " VALUES (77, 'mot-2023', '新', 2027, 2023, 'month')");
  plan_set_system(fixture->db, &fixture->actor, 2026, before, &error);
  g_assert_no_error(error);
  plan_copy(fixture->db, &fixture->actor, 2026, 2027, &error);
  g_assert_no_error(error);
  g_autoptr(Plan) plan = plan_of(fixture, 2027);
  g_assert_cmpstr(plan->title, ==, "2027年选题计划");
  g_assert_cmpint(plan->due_day, ==, 14);
  g_assert_cmpint(plan->ministry_day, ==, 0);
  g_assert_cmpint(plan->target, ==, 3);
  g_assert_cmpint(plan->source_year, ==, 2023);
  g_assert_cmpint(plan->system, ==, 77); /* that of the new year */
  g_autoptr(GPtrArray) topics = topic_list(fixture->db, 2027, 0, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(topics->len, ==, 12);
  const Topic *january = topics->pdata[0], *december = topics->pdata[11];
  g_assert_cmpstr(january->content, ==, "统计分析 2026 年案例报送情况");
  g_assert_cmpstr(january->content_printed, ==, "统计分析 2022 年案例报送情况");
  g_assert_cmpstr(december->content, ==, "回顾 2027 年创新举措、重要突破和建设成效");
  g_assert_cmpint(december->due, ==, day_from_ymd(2027, 12, 14));
  g_autoptr(GPtrArray) units = plan_units(fixture->db, plan->id, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(units->len, ==, 1);
  g_autoptr(GPtrArray) old = topic_list(fixture->db, 2026, 1, &error);
  g_assert_cmpstr(((const Topic *)old->pdata[0])->content, ==, "统计分析 2025 年案例报送情况");
}

/* Where the new year has no such system, none is chosen. */
static void test_copy_without_system(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  gint64 before = add_ministry_system(fixture);
  plan_set_system(fixture->db, &fixture->actor, 2026, before, &error);
  g_assert_no_error(error);
  plan_copy(fixture->db, &fixture->actor, 2026, 2027, &error);
  g_assert_no_error(error);
  g_autoptr(Plan) plan = plan_of(fixture, 2027);
  g_assert_cmpint(plan->system, ==, 0);
}

static void test_copy_refused(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  gint64 entries = journal_entries(fixture->db);
  g_assert_false(plan_copy(fixture->db, &fixture->actor, 2025, 2027, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "没有2025年的选题计划");
  g_assert_false(plan_copy(fixture->db, &fixture->actor, 2026, 2026, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "2026年已有选题计划");
  g_assert_cmpint(journal_entries(fixture->db), ==, entries);
  g_assert_null(plan_of(fixture, 2027));
}

/* ---- editing ------------------------------------------------------------------------------ */

static void refuse_edit(Fixture *fixture, PlanInput input, PlanField expected, const char *part,
                        int code) {
  GError *error = NULL;
  PlanField field = PLAN_FIELD_NONE;
  g_assert_false(plan_edit(fixture->db, &fixture->actor, 2026, &input, &field, &error));
  assert_refused(&error, STORE_ERROR, code, part);
  g_assert_cmpint(field, ==, expected);
}

static void test_edit(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  const PlanInput good = {.title = " 计划 ", .due_day = 31, .ministry_day = 1, .target = 0};
  plan_edit(fixture->db, &fixture->actor, 2026, &good, NULL, &error);
  g_assert_no_error(error);
  g_autoptr(Plan) plan = plan_of(fixture, 2026);
  g_assert_cmpstr(plan->title, ==, "计划");
  g_assert_cmpint(plan->due_day, ==, 31);
  g_assert_cmpint(plan->ministry_day, ==, 1);
  g_assert_cmpint(plan->target, ==, 0);
  g_autoptr(Topic) february = topic_of(fixture, 2);
  g_assert_cmpint(february->due, ==, day_from_ymd(2026, 2, 28));
  PlanInput input = good;
  input.title = " ";
  refuse_edit(fixture, input, PLAN_FIELD_TITLE, "标题不能为空", STORE_ERROR_REFUSED);
  input = good;
  input.due_day = 0;
  refuse_edit(fixture, input, PLAN_FIELD_DUE_DAY, "1 到 31", STORE_ERROR_REFUSED);
  input.due_day = 32;
  refuse_edit(fixture, input, PLAN_FIELD_DUE_DAY, "1 到 31", STORE_ERROR_REFUSED);
  input = good;
  input.ministry_day = 32;
  refuse_edit(fixture, input, PLAN_FIELD_MINISTRY_DAY, "1 到 31", STORE_ERROR_REFUSED);
  input = good;
  input.target = -1;
  refuse_edit(fixture, input, PLAN_FIELD_TARGET, "不能小于 0", STORE_ERROR_REFUSED);
  g_assert_false(plan_edit(fixture->db, &fixture->actor, 2030, &good, NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "没有2030年的选题计划");
}

static void test_topic(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Topic) march = topic_of(fixture, 3);
  GError *error = NULL;
  topic_edit(fixture->db, &fixture->actor, march->id, " 信用评价应用 ", "新的内容", NULL, &error);
  g_assert_no_error(error);
  g_autoptr(Topic) edited = topic_of(fixture, 3);
  g_assert_cmpstr(edited->title, ==, "信用评价应用");
  g_assert_cmpstr(edited->content, ==, "新的内容");
  g_assert_cmpstr(edited->content_printed, ==, march->content_printed);
  assert_text("SELECT summary FROM journal ORDER BY seq DESC", "修改2026年3月主题“信用评价应用”");
  gboolean title = FALSE;
  g_assert_false(topic_edit(fixture->db, &fixture->actor, march->id, " ", "内容", &title, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "主题不能为空");
  g_assert_true(title);
  g_assert_false(topic_edit(fixture->db, &fixture->actor, march->id, "主题", NULL, &title, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "主要内容不能为空");
  g_assert_false(title);
  g_assert_false(topic_edit(fixture->db, &fixture->actor, 999, "主题", "内容", NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "没有这个月的主题");
}

static void refuse_system(Fixture *fixture, int year, gint64 system, StoreError code,
                          const char *part) {
  GError *error = NULL;
  g_assert_false(plan_set_system(fixture->db, &fixture->actor, year, system, &error));
  assert_refused(&error, STORE_ERROR, (int)code, part);
}

static void test_system(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  gint64 system = add_city_system(fixture);
  plan_set_system(fixture->db, &fixture->actor, 2026, system, &error);
  g_assert_no_error(error);
  assert_int("SELECT system FROM plan", system);
  plan_set_system(fixture->db, &fixture->actor, 2026, 0, &error);
  g_assert_no_error(error);
  assert_int("SELECT system IS NULL FROM plan", 1);
  raw_write(fixture, "INSERT INTO system (id, title, year, source_year, every)"
                     " VALUES (77, '别的', 2026, 2026, 'year'), (78, '旧的', 2025, 2025, 'year')");
  refuse_system(fixture, 2026, 77, STORE_ERROR_REFUSED, "“别的”没有关于案例的计分办法");
  refuse_system(fixture, 2026, 78, STORE_ERROR_REFUSED, "“旧的”是2025年的指标体系");
  refuse_system(fixture, 2026, 99, STORE_ERROR_NOT_FOUND, "没有这个指标体系");
  refuse_system(fixture, 2030, system, STORE_ERROR_NOT_FOUND, "没有2030年的选题计划");
}

static void test_units(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  const char *const both[] = {"厅运输处", " 厅法规处", "厅运输处", NULL};
  plan_set_units(fixture->db, &fixture->actor, 2026, both, &error);
  g_assert_no_error(error);
  assert_int("SELECT count(*) FROM plan_unit", 2);
  const char *const unknown[] = {"厅法规处", "法规处", NULL};
  g_assert_false(plan_set_units(fixture->db, &fixture->actor, 2026, unknown, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "相近的有：厅法规处");
  assert_int("SELECT count(*) FROM plan_unit", 2);
  gint64 entries = journal_entries(fixture->db);
  plan_set_units(fixture->db, &fixture->actor, 2026, both, &error);
  g_assert_no_error(error);
  g_assert_cmpint(journal_entries(fixture->db), ==, entries); /* the same again */
  const char *const none[] = {NULL};
  plan_set_units(fixture->db, &fixture->actor, 2026, none, &error);
  g_assert_no_error(error);
  assert_int("SELECT count(*) FROM plan_unit", 0);
}

/* Everything at once is one entry; a part that is refused leaves all as it was. */
static void test_whole(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  gint64 system = add_city_system(fixture), unknown = 99;
  const char *const units[] = {"厅运输处", "厅法规处", NULL}, *const strange[] = {"法规处", NULL};
  const PlanInput good = {.title = "计划",
                          .due_day = 10,
                          .ministry_day = 20,
                          .target = 4,
                          .system = &system,
                          .units = units};
  gint64 entries = journal_entries(fixture->db);
  PlanInput input = good;
  input.units = strange;
  refuse_edit(fixture, input, PLAN_FIELD_UNITS, "相近的有：厅法规处", STORE_ERROR_NOT_FOUND);
  input = good;
  input.system = &unknown;
  refuse_edit(fixture, input, PLAN_FIELD_SYSTEM, "没有这个指标体系", STORE_ERROR_NOT_FOUND);
  g_assert_cmpint(journal_entries(fixture->db), ==, entries);
  assert_int("SELECT count(*) FROM plan_unit", 0);
  plan_edit(fixture->db, &fixture->actor, 2026, &good, NULL, &error);
  g_assert_no_error(error);
  g_assert_cmpint(journal_entries(fixture->db), ==, entries + 1);
  assert_int("SELECT system FROM plan", system);
  assert_int("SELECT due_day FROM plan", 10);
  assert_int("SELECT count(*) FROM plan_unit", 2);
  input = good;
  input.system = NULL;
  input.units = NULL;
  input.target = 5;
  plan_edit(fixture->db, &fixture->actor, 2026, &input, NULL, &error);
  g_assert_no_error(error);
  assert_int("SELECT system FROM plan", system);
  assert_int("SELECT count(*) FROM plan_unit", 2);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/plan-edit/copy", test_copy);
  ADD("/plan-edit/copy-without-system", test_copy_without_system);
  ADD("/plan-edit/copy-refused", test_copy_refused);
  ADD("/plan-edit/edit", test_edit);
  ADD("/plan-edit/topic", test_topic);
  ADD("/plan-edit/system", test_system);
  ADD("/plan-edit/units", test_units);
  ADD("/plan-edit/whole", test_whole);
  return g_test_run();
}

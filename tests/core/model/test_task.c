#include "core/model/task.h"
#include "tests/core/fixture.h"

static Task *load(Fixture *fixture, int number) {
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  Task *task = task_load(fixture->db, reckoning, task_id(fixture, number), &error);
  g_assert_no_error(error);
  return task;
}

static void test_load(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Task) task = load(fixture, 7);
  g_assert_cmpint(task->id, ==, task_id(fixture, 7));
  g_assert_cmpint(task->ledger, ==, fixture->ledger);
  g_assert_cmpint(task->number, ==, 7);
  g_assert_cmpint(task->kind, ==, TASK_KIND_TASK);
  g_assert_cmpstr(
      task->goal, ==,
      "形成定期督促检查机制，及时了解掌握市、县（区）交通运输部门进展和成效，推动市县交通运"
      "输部门加强信用建设，确保各项任务扎实落地。");
  g_assert_cmpstr(task->deadline, ==, "2026年12月");
  g_assert_cmpstr(task->deadline_printed, ==, "2020年12月");
  g_assert_cmpint(task->due, ==, day_from_ymd(2026, 12, 31));
  g_assert_cmpint(task->state, ==, TASK_STATE_NEW);
  g_assert_cmpint(task->percent, ==, PERCENT_NONE);
  g_assert_cmpint(task->done_on, ==, DAY_NONE);
  g_assert_null(task->note);
  g_assert_cmpstr(task->ledger_title, ==, "宁夏回族自治区“信用交通省”建设指标体系任务分工台账");
  g_assert_cmpstr(task->primary, ==,
                  "一、贯彻落实习近平总书记重要指示批示和党中央、国务院决策部署情况");
  g_assert_cmpstr(task->secondary, ==, "（二）加快推进落实");
  g_assert_cmpuint(task->units->len, ==, 3);
  const TaskUnit *second = task->units->pdata[1];
  g_assert_cmpstr(second->name, ==, "厅办公室");
  g_assert_cmpint(second->role, ==, ROLE_RESPONSIBLE);
  g_assert_null(task->last_progress);

  g_autofree char *units = task_units_text(task);
  g_assert_cmpstr(units, ==, "厅法规处、厅办公室、五市交通运输局");
  g_assert_cmpint(task->standing.light, ==, LIGHT_GREEN);
}

/* 加分项 and 扣分项 stand right under 一级. */
static void test_load_without_secondary(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Task) task = load(fixture, 68);
  g_assert_cmpint(task->kind, ==, TASK_KIND_DEDUCTION);
  g_assert_cmpstr(task->primary, ==, "九、扣分项");
  g_assert_null(task->secondary);
}

static void test_load_filled(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *sql = g_strdup_printf(
      "UPDATE task SET state = 'done', percent = 100, done_on = '2026-05-03', note = '备注', "
      "deadline = NULL, due = NULL WHERE id = %" G_GINT64_FORMAT,
      task_id(fixture, 4));
  raw_write(fixture, sql);
  g_autoptr(Task) task = load(fixture, 4);
  g_assert_cmpint(task->state, ==, TASK_STATE_DONE);
  g_assert_cmpint(task->percent, ==, 100);
  g_assert_cmpint(task->done_on, ==, day_from_ymd(2026, 5, 3));
  g_assert_cmpstr(task->note, ==, "备注");
  g_assert_null(task->deadline);
  g_assert_cmpint(task->due, ==, DAY_NONE);
}

static void test_unknown(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_assert_null(task_load(fixture->db, NULL, 9999, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "9999");
  g_assert_null(task_label(fixture->db, 9999, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "9999");
}

static void test_label(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const struct {
    int number;
    const char *goal; /* NULL: as in the document */
    const char *label;
  } cases[] = {
      {4, NULL, "第4项“落实国家发展改革委、交通运输部、…”"},
      {27, NULL, "第27项“共享信用记录数据内容完整。”"}, /* 13 characters */
      {5, "一二三四五六七八九十一二三四五六", "第5项“一二三四五六七八九十一二三四五六”"},
      {6, "一二三四五六七八九十一二三四五六七", "第6项“一二三四五六七八九十一二三四五六…”"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    gint64 id = task_id(fixture, cases[i].number);
    g_autofree char *sql = g_strdup_printf(
        "UPDATE task SET goal = '%s' WHERE id = %" G_GINT64_FORMAT, cases[i].goal, id);
    if (cases[i].goal != NULL)
      raw_write(fixture, sql);
    GError *error = NULL;
    g_autofree char *label = task_label(fixture->db, id, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(label, ==, cases[i].label);
  }
}

static void test_units_text(void) {
  g_autoptr(GPtrArray) units = g_ptr_array_new_with_free_func((GDestroyNotify)task_unit_free);
  Task task = {.units = units};
  g_autofree char *none = task_units_text(&task);
  g_assert_cmpstr(none, ==, "");
  g_ptr_array_add(units, task_unit_new(1, "甲科", ROLE_LEAD));
  g_ptr_array_add(units, task_unit_new(2, "乙队", ROLE_RESPONSIBLE));
  g_ptr_array_add(units, task_unit_new(3, "丙中心", ROLE_SUPPORT));
  g_autofree char *text = task_units_text(&task);
  g_assert_cmpstr(text, ==, "甲科（牵头）、乙队、丙中心（配合）");
}

/* How a task stands, in words. */
static void test_standing_text(void) {
  static const struct {
    Standing standing;
    TaskState state;
    const char *text;
  } cases[] = {
      {{.light = LIGHT_RED, .overdue = 3}, TASK_STATE_ACTIVE, "! 红，逾期3天"},
      {{.light = LIGHT_RED, .missed = 2}, TASK_STATE_NEW, "! 红，2期未报"},
      {{.light = LIGHT_RED, .overdue = 1, .missed = 2}, TASK_STATE_NEW, "! 红，逾期1天，2期未报"},
      {{.light = LIGHT_GREEN, .overdue = 3}, TASK_STATE_DONE, "+ 绿，逾期办结3天"},
      {{.light = LIGHT_GREEN, .blue = TRUE}, TASK_STATE_ACTIVE, "+ 蓝"},
      {{.light = LIGHT_AMBER, .blue = TRUE}, TASK_STATE_ACTIVE, "~ 黄"},
      {{.light = LIGHT_GREY}, TASK_STATE_VOID, "- 灰"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *text = standing_text(&cases[i].standing, cases[i].state);
    g_assert_cmpstr(text, ==, cases[i].text);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/task/standing-text", test_standing_text);
  ADD("/task/load", test_load);
  ADD("/task/load-without-secondary", test_load_without_secondary);
  ADD("/task/load-filled", test_load_filled);
  ADD("/task/unknown", test_unknown);
  ADD("/task/label", test_label);
  g_test_add_func("/task/units-text", test_units_text);
  return g_test_run();
}

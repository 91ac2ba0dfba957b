#include "core/model/letter_values.h"

#include "tests/core/fixture.h"

/* The values of a task of that 序号 on a day. */
static void read_values(Fixture *fixture, int number, Day today, LetterValues *values) {
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, today, LEAD_DAYS_DEFAULT);
  g_autoptr(Task) task = task_load(fixture->db, reckoning, task_id(fixture, number), &error);
  g_assert_no_error(error);
  letter_values_of_task(fixture->db, reckoning, task, "zhangsan", values, &error);
  g_assert_no_error(error);
}

static void test_task(Fixture *fixture, gconstpointer data) {
  (void)data;
  raw_write(fixture, "UPDATE task SET due = '2026-11-06', deadline = '2026年11月6日', "
                     "goal = '甲' || char(10) || '乙' WHERE number = 4");
  g_auto(LetterValues) values = {0};
  read_values(fixture, 4, fixture->actor.today, &values);
  g_autofree char *title = sql_text(fixture->db, "SELECT title FROM ledger");
  const char *const expected[LETTER_BLANK_COUNT] = {
      [BLANK_GOAL] = "甲 乙",        [BLANK_NUMBER] = "4",
      [BLANK_UNITS] = "厅法规处",    [BLANK_DEADLINE] = "2026年11月6日",
      [BLANK_DUE] = "2026年11月6日", [BLANK_LATE_DAYS] = "15",
      [BLANK_LATE] = "已逾期15天",   [BLANK_PROGRESS] = "尚未报送进展。",
      [BLANK_LEDGER] = title,        [BLANK_TODAY] = "2026年11月21日",
      [BLANK_SIGNER] = "zhangsan",
  };
  for (int i = 0; i < LETTER_BLANK_COUNT; i++)
    g_assert_cmpstr(values.texts[i], ==, expected[i]);
  letter_values_of_notice(&values, 3, day_from_ymd(2026, 11, 27));
  g_assert_cmpstr(values.texts[BLANK_LEVEL], ==, "重点督办单");
  g_assert_cmpstr(values.texts[BLANK_ANSWER_BY], ==, "2026年11月27日");
  g_assert_null(values.texts[BLANK_DOCUMENT]);
}

static void test_late(Fixture *fixture, gconstpointer data) {
  (void)data;
  raw_write(fixture, "UPDATE task SET due = '2026-11-20' WHERE number = 4"); /* a Friday */
  static const struct {
    int day;
    const char *late;
  } DAYS[] = {{17, "离办理期限还有3天"}, {20, "今天到期"}, {21, "已逾期1天"}};
  for (guint i = 0; i < G_N_ELEMENTS(DAYS); i++) {
    g_auto(LetterValues) values = {0};
    read_values(fixture, 4, day_from_ymd(2026, 11, DAYS[i].day), &values);
    g_assert_cmpstr(values.texts[BLANK_LATE], ==, DAYS[i].late);
  }
  raw_write(fixture, "UPDATE task SET due = NULL, deadline = NULL WHERE number = 4");
  g_auto(LetterValues) values = {0};
  read_values(fixture, 4, fixture->actor.today, &values);
  g_assert_cmpstr(values.texts[BLANK_LATE], ==, "尚未办结");
  g_assert_cmpstr(values.texts[BLANK_DUE], ==, "未定");
  g_assert_cmpstr(values.texts[BLANK_DEADLINE], ==, "未定");
  g_assert_cmpstr(values.texts[BLANK_LATE_DAYS], ==, "0");
}

/* A period that was missed is named beside the days. */
static void test_missed(Fixture *fixture, gconstpointer data) {
  (void)data;
  int number = (int)sql_int(fixture->db, "SELECT t.number FROM task t JOIN schedule s ON s.task = "
                                         "t.id WHERE s.every = 'quarter' ORDER BY t.number");
  g_auto(LetterValues) before = {0}, after = {0};
  read_values(fixture, number, day_from_ymd(2026, 12, 30), &before);
  g_assert_cmpstr(before.texts[BLANK_LATE], ==, "离办理期限还有1天");
  read_values(fixture, number, day_from_ymd(2027, 1, 15), &after);
  g_assert_cmpstr(after.texts[BLANK_LATE], ==, "已逾期15天，有1期未按要求报送");
}

static void test_people(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  gint64 task = task_id(fixture, 4);
  ProgressInput input = {
      .task = task, .text = "已印发\n要点", .percent = 30, .made_on = day_from_ymd(2026, 11, 3)};
  g_assert_true(progress_record(fixture->db, &fixture->actor, &input, NULL, &error));
  raw_write(fixture, "UPDATE user SET name = '张三' WHERE login = 'zhangsan'");
  raw_write(fixture,
            "INSERT INTO task_unit (task, unit, role, position) SELECT t.id, u.id, 'lead', "
            "8 FROM task t, unit u WHERE t.number = 4 AND u.name = '厅运输处'");
  g_auto(LetterValues) values = {0};
  read_values(fixture, 4, fixture->actor.today, &values);
  g_assert_cmpstr(values.texts[BLANK_UNITS], ==, "厅运输处"); /* the lead answers for it */
  g_assert_cmpstr(values.texts[BLANK_PROGRESS], ==, "2026年11月3日，已印发 要点");
  g_assert_cmpstr(values.texts[BLANK_SIGNER], ==, "张三");
  raw_write(fixture, "UPDATE task_unit SET role = 'support' WHERE task IN "
                     "(SELECT id FROM task WHERE number = 4)");
  read_values(fixture, 4, fixture->actor.today, &values);
  g_assert_cmpstr(values.texts[BLANK_UNITS], ==, "厅法规处、厅运输处");
  raw_write(fixture, "DELETE FROM task_unit WHERE task IN (SELECT id FROM task WHERE number = 4)");
  read_values(fixture, 4, fixture->actor.today, &values);
  g_assert_cmpstr(values.texts[BLANK_UNITS], ==, "各有关单位");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/letter-values/task", test_task);
  ADD("/letter-values/late", test_late);
  ADD("/letter-values/missed", test_missed);
  ADD("/letter-values/people", test_people);
  return g_test_run();
}

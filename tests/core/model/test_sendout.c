#include "core/model/sendout.h"

#include "core/model/unit.h"
#include "tests/core/fixture.h"

/* 甲处 (1) and 各市局 (2: 东市局 (3), 西市局 (4)) with six tasks, on 2026-11-05. */
static void set_up(Fixture *fixture, gconstpointer data) {
  fixture_set_up_empty(fixture, data);
  static const char *const statements[] = {
      "INSERT INTO ledger (id, title, year, source_year) VALUES (1, '台账', 2026, 2026)",
      "INSERT INTO indicator (id, ledger, position, title) VALUES (1, 1, 1, '一')",
      "INSERT INTO unit (id, name, kind) VALUES (1, '甲处', 'office'), (2, '各市局', 'group'), "
      "(3, '东市局', 'local'), (4, '西/市局', 'local'), (5, '有关市局', 'group')",
      "INSERT INTO unit_member (unit, member) VALUES (2, 3), (2, 4)",
      "INSERT INTO task (id, ledger, indicator, number, kind, goal, deadline, due, state, percent) "
      "VALUES "
      "(1, 1, 1, 1, 'task', '逾期的', '2026年10月', '2026-10-31', 'active', 40), "
      "(2, 1, 1, 2, 'task', '快到的', '2026年11月8日', '2026-11-08', 'new', NULL), "
      "(3, 1, 1, 3, 'task', '办结的', '2026年12月', '2026-12-31', 'done', 100), "
      "(4, 1, 1, 4, 'task', '各市的', '2026年12月', '2026-12-31', 'new', NULL), "
      "(5, 1, 1, 5, 'deduction', '扣分的', NULL, NULL, 'new', NULL), "
      "(6, 1, 1, 6, 'task', '有关市的', NULL, NULL, 'new', NULL)",
      "INSERT INTO task_unit (task, unit, role, position) VALUES (1, 1, 'responsible', 1), "
      "(2, 1, 'lead', 1), (2, 3, 'support', 2), (3, 1, 'responsible', 1), "
      "(4, 1, 'responsible', 1), (4, 2, 'responsible', 2), (5, 1, 'responsible', 1), "
      "(6, 5, 'responsible', 1)",
      "INSERT INTO schedule (id, task, phrase, every, quota, due_day, due_month, since, material) "
      "VALUES (1, 4, '次月15日前', 'month', 1, 15, 1, '2026-01-01', '信用承诺'), "
      "(2, 4, '每季度2次', 'quarter', 2, NULL, 0, '2026-01-01', NULL)",
      "INSERT INTO progress (task, made_on, text, percent, author, unit) VALUES "
      "(1, '2026-10-09', '开了会', 40, 'zhangsan', 1)",
  };
  for (gsize i = 0; i < G_N_ELEMENTS(statements); i++)
    raw_write(fixture, statements[i]);
  fixture->actor.today = day_from_iso("2026-11-05");
}
#define ADD_SENDOUT(path, test) g_test_add(path, Fixture, NULL, set_up, test, fixture_tear_down)

static SendoutPlan *plan(Fixture *fixture, const SendoutInput *input) {
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, 7);
  GError *error = NULL;
  SendoutPlan *made = sendout_plan(fixture->db, reckoning, input, &error);
  g_assert_no_error(error);
  return made;
}

/* A table in one line: 甲处 2026-11-08 甲处_2026-11.xlsx: 1! 2~ 4 4@2026-10 */
static char *describe(const SendoutTable *table) {
  char day[DAY_TEXT_SIZE];
  g_autoptr(GString) text = g_string_new(NULL);
  g_string_append_printf(text, "%s %s %s:", table->name, day_to_iso(table->answer_by, day),
                         table->file);
  for (guint i = 0; i < table->items->len; i++) {
    const SendoutItem *item = table->items->pdata[i];
    g_string_append_printf(text, " %d%s%s%s%s", (int)item->task, item->late ? "!" : "",
                           item->near ? "~" : "", item->key != NULL ? "@" : "",
                           item->key != NULL ? item->key : "");
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static void assert_table(const SendoutPlan *plan, guint index, const char *expected) {
  g_assert_cmpuint(index, <, plan->tables->len);
  g_autofree char *found = describe(plan->tables->pdata[index]);
  g_assert_cmpstr(found, ==, expected);
}

static void test_plan(Fixture *fixture, gconstpointer data) {
  (void)data;
  SendoutInput input = {.year = 2026, .month = 11};
  g_autoptr(SendoutPlan) made = plan(fixture, &input);
  g_assert_cmpuint(made->tables->len, ==, 4);
  assert_table(made, 0, "甲处 2026-11-08 甲处_2026-11.xlsx: 1! 2~ 4 4@2026-10");
  assert_table(made, 1, "东市局 2026-11-15 东市局_2026-11.xlsx: 4 4@2026-10");
  assert_table(made, 2, "西/市局 2026-11-15 西_市局_2026-11.xlsx: 4 4@2026-10");
  assert_table(made, 3, "有关市局 2026-11-30 有关市局_2026-11.xlsx: 6");
  const SendoutTable *table = made->tables->pdata[0];
  const SendoutItem *first = table->items->pdata[0], *period = table->items->pdata[3];
  g_assert_cmpstr(first->last, ==, "2026-10-09 40% 开了会（甲处）");
  g_assert_cmpint(first->percent, ==, 40);
  g_assert_cmpint(first->newest, ==, 1);
  g_assert_cmpstr(first->asked, ==, "2026年10月");
  g_assert_cmpstr(period->asked, ==, "信用承诺，次月15日前");
  g_assert_cmpint(period->quota, ==, 1);
}

/* What is due each week sets no day for a table of a month. */
static void test_often(Fixture *fixture, gconstpointer data) {
  (void)data;
  raw_write(fixture, "INSERT INTO schedule (id, task, phrase, every, since) "
                     "VALUES (3, 6, '每周', 'week', '2026-11-09')");
  SendoutInput input = {.year = 2026, .month = 11};
  g_autoptr(SendoutPlan) made = plan(fixture, &input);
  assert_table(made, 3,
               "有关市局 2026-11-30 有关市局_2026-11.xlsx: 6 6@2026-W46 6@2026-W47 6@2026-W48");
}

/* Of a group its members; the day of one's own; a month with a quarter's end in it. */
static void test_chosen(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(GArray) units = g_array_new(FALSE, FALSE, sizeof(gint64));
  gint64 group = 2;
  g_array_append_val(units, group);
  SendoutInput input = {
      .year = 2026, .month = 12, .units = units, .answer_by = day_from_iso("2026-12-03")};
  g_autoptr(SendoutPlan) made = plan(fixture, &input);
  g_assert_cmpuint(made->tables->len, ==, 2);
  assert_table(made, 0, "东市局 2026-12-03 东市局_2026-12.xlsx: 4 4@2026-11 4@2026Q4");
}

static void test_refused(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, 7);
  GError *error = NULL;
  SendoutInput input = {.year = 2026, .month = 13};
  g_assert_null(sendout_plan(fixture->db, reckoning, &input, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "没有2026年13月");
  input.month = 11;
  input.answer_by = day_from_iso("2026-11-04");
  g_assert_null(sendout_plan(fixture->db, reckoning, &input, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "不能早于今天");
  input.answer_by = DAY_NONE;
  raw_write(fixture, "INSERT INTO unit (id, name, kind) VALUES (9, '闲处', 'office')");
  g_autoptr(GArray) units = g_array_new(FALSE, FALSE, sizeof(gint64));
  gint64 idle = 9;
  g_array_append_val(units, idle);
  input.units = units;
  g_assert_null(sendout_plan(fixture->db, reckoning, &input, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "“闲处”2026年11月没有要填报的任务");
  input.units = NULL;
  input.ledger = 1;
  raw_write(fixture, "UPDATE ledger SET unit = 3");
  g_assert_null(sendout_plan(fixture->db, reckoning, &input, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "《台账》是东市局的台账");
  input.ledger = 0; /* nor is it asked for among all */
  g_assert_null(sendout_plan(fixture->db, reckoning, &input, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "没有要填报的任务");
}

/* ---- on record -------------------------------------------------------------------------- */

typedef struct {
  const Actor *actor;
  SendoutPlan *plan;
} Sending;

static gboolean store(Db *db, gpointer data, GError **error) {
  const Sending *sending = data;
  return sendout_store(db, sending->actor, sending->plan, error);
}

static void send(Fixture *fixture, SendoutPlan *made) {
  GError *error = NULL;
  Sending sending = {&fixture->actor, made};
  Deed deed = {.verb = "sendout.add", .summary = "下发"};
  store_write(fixture->db, &fixture->actor, &deed, store, &sending, NULL, &error);
  g_assert_no_error(error);
}

static char *standing(Fixture *fixture, const char *period, const char *today) {
  GError *error = NULL;
  g_autoptr(GPtrArray) list = sendout_list(fixture->db, period, day_from_iso(today), &error);
  g_assert_no_error(error);
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < list->len; i++) {
    const SendoutUnit *sent = list->pdata[i];
    g_string_append_printf(text, "%s%s %s%d/%d", i > 0 ? " " : "", sent->unit_name,
                           sendout_state_name(sent->state), sent->overdue, sent->taken);
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static void assert_standing(Fixture *fixture, const char *period, const char *today,
                            const char *expected) {
  g_autofree char *found = standing(fixture, period, today);
  g_assert_cmpstr(found, ==, expected);
}

static void test_standing(Fixture *fixture, gconstpointer data) {
  (void)data;
  assert_standing(fixture, NULL, "2026-11-05", "");
  SendoutInput input = {.year = 2026, .month = 11};
  g_autoptr(SendoutPlan) made = plan(fixture, &input);
  send(fixture, made);
  const SendoutTable *table = made->tables->pdata[1];
  g_assert_cmpint(made->sendout, ==, 1);
  g_assert_cmpint(((const SendoutItem *)table->items->pdata[0])->row, ==, 5);
  assert_text("SELECT group_concat(task || ifnull(key, '-') || state || ifnull(percent, '-') || "
              "newest, ' ') FROM sendout_row WHERE sent = 1",
              "1-active401 2-new-0 4-new-0 42026-10new-0");
  assert_standing(fixture, NULL, "2026-11-08",
                  "甲处 未回收0/0 东市局 未回收0/0 西/市局 未回收0/0 有关市局 未回收0/0");
  raw_write(fixture, "INSERT INTO collected (sent, made_on, digest, file, taken, kept, author) "
                     "VALUES (2, '2026-11-17', 'a', '东.xlsx', 1, 1, 'zhangsan'), "
                     "(2, '2026-11-18', 'b', '东2.xlsx', 1, 0, 'zhangsan')");
  assert_standing(fixture, "2026-11", "2026-11-20",
                  "甲处 逾期12/0 西/市局 逾期5/0 有关市局 未回收0/0 东市局 已回收2/2");
  assert_standing(fixture, "2026-10", "2026-11-20", "");
  /* Sent once more: what came back of the first counts. */
  g_autoptr(SendoutPlan) again = plan(fixture, &input);
  send(fixture, again);
  assert_standing(fixture, NULL, "2026-11-10",
                  "甲处 逾期2/0 西/市局 未回收0/0 有关市局 未回收0/0 东市局 已回收2/2");
  GError *error = NULL;
  g_autoptr(GArray) open = sendout_open_tasks(fixture->db, 1, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(open->len, ==, 3);
  g_assert_cmpint(g_array_index(open, gint64, 0), ==, 1);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD_SENDOUT("/sendout/plan", test_plan);
  ADD_SENDOUT("/sendout/chosen", test_chosen);
  ADD_SENDOUT("/sendout/often", test_often);
  ADD_SENDOUT("/sendout/refused", test_refused);
  ADD_SENDOUT("/sendout/standing", test_standing);
  return g_test_run();
}

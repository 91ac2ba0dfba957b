/* 结转: next year's ledger made from this year's, the Ningxia one of 2026. Task 4 is due in April,
 * task 54 in October; most others at the end of the year. */
#include <string.h>

#include "core/model/extension.h"
#include "core/model/rollover.h"
#include "core/model/way.h"
#include "tests/core/fixture.h"

#define JANUARY day_from_ymd(2027, 1, 12)

/* Everything that a row of the ledger says, units and rules included; ids left out. */
#define DUMP                                                                                       \
  "SELECT group_concat(line, char(10)) FROM (SELECT t.number || '|' || t.kind || '|' || t.goal "   \
  "|| '|' || ifnull(t.deadline, '-') || '|' || ifnull(t.deadline_printed, '-') || '|' || "         \
  "ifnull(t.due, '-') || '|' || t.state || '|' || ifnull(t.percent, '-') || '|' || "               \
  "ifnull(t.note, '-') || '|' || i.title || '|' || ifnull(up.title, '-') || '|' || ifnull("        \
  "(SELECT group_concat(u.name || x.role || x.position, '、') FROM (SELECT * FROM task_unit "     \
  "WHERE task = t.id ORDER BY position, unit) x JOIN unit u ON u.id = x.unit), '-') || '|' || "    \
  "ifnull((SELECT group_concat(phrase || every || step || quota || ifnull(due_day, '-') || "       \
  "due_month || basis, '、') FROM (SELECT * FROM schedule WHERE task = t.id ORDER BY id)), '-') " \
  "AS line FROM task t JOIN ledger l ON l.id = t.ledger JOIN indicator i ON i.id = t.indicator "   \
  "LEFT JOIN indicator up ON up.id = i.parent WHERE l.year = 2027 ORDER BY t.number)"

static Reckoning *in_january(Fixture *fixture) {
  fixture->actor.today = JANUARY;
  return reckoning_on(fixture, JANUARY, LEAD_DAYS_DEFAULT);
}

static Rollover *try_rollover(Fixture *fixture, const RolloverInput *input, GError **error) {
  g_autoptr(Reckoning) reckoning = in_january(fixture);
  return rollover_run(fixture->db, &fixture->actor, reckoning, input, error);
}

static Rollover *roll_over(Fixture *fixture, const RolloverInput *input) {
  GError *error = NULL;
  Rollover *rollover = try_rollover(fixture, input, &error);
  g_assert_no_error(error);
  return rollover;
}

static void refuse(Fixture *fixture, const RolloverInput *input, const char *words) {
  GError *error = NULL;
  gint64 entries = journal_entries(fixture->db);
  g_assert_null(try_rollover(fixture, input, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, words);
  g_assert_cmpint(journal_entries(fixture->db), ==, entries);
  assert_int("SELECT count(*) FROM ledger WHERE frozen_on IS NOT NULL", 0);
}

static GArray *numbers(const char *text) {
  GError *error = NULL;
  GArray *array = rollover_read_numbers(text, &error);
  g_assert_no_error(error);
  return array;
}

static void report(Fixture *fixture, int number, const char *text, int percent, gboolean done) {
  GError *error = NULL;
  ProgressInput input = {
      .task = task_id(fixture, number), .text = text, .percent = percent, .done = done};
  progress_record(fixture->db, &fixture->actor, &input, NULL, &error);
  g_assert_no_error(error);
}

/* ---- row by row ------------------------------------------------------------------------- */

static void test_rows_are_the_documents(Fixture *fixture, gconstpointer data) {
  /* What 2026 saw must leave no trace in 2027. */
  report(fixture, 4, "要点已起草", 60, FALSE);
  report(fixture, 7, "已办", 100, TRUE);
  raw_write(fixture, "UPDATE task SET state = 'paused' WHERE number = 9");
  RolloverInput input = {.ledger = fixture->ledger, .year = 2027};
  g_autoptr(Rollover) rollover = roll_over(fixture, &input);
  g_assert_cmpint(rollover->tasks, ==, 69);
  g_assert_cmpint(rollover->voided + rollover->without, ==, 0);
  g_assert_cmpint(rollover->waiting, ==, 1);

  /* The template itself, used for 2027, in a file of its own. */
  Fixture fresh = {0};
  fixture_set_up_empty(&fresh, data);
  fixture_apply(&fresh, "ningxia-2020", 2027);
  g_autofree char *expected = sql_text(fresh.db, DUMP);
  g_autofree char *rolled = sql_text(fixture->db, DUMP);
  g_auto(GStrv) expected_rows = g_strsplit(expected, "\n", -1);
  g_auto(GStrv) rows = g_strsplit(rolled, "\n", -1);
  g_assert_cmpuint(g_strv_length(rows), ==, g_strv_length(expected_rows));
  for (gsize i = 0; rows[i] != NULL; i++)
    g_assert_cmpstr(rows[i], ==, expected_rows[i]);
  fixture_tear_down(&fresh, data);

  assert_text("SELECT deadline FROM task t JOIN ledger l ON l.id = t.ledger"
              " WHERE l.year = 2027 AND number = 4",
              "2027年4月");
  assert_text("SELECT deadline_printed FROM task t JOIN ledger l ON l.id = t.ledger"
              " WHERE l.year = 2027 AND number = 4",
              "2020年4月");
  assert_text("SELECT due FROM task t JOIN ledger l ON l.id = t.ledger"
              " WHERE l.year = 2027 AND number = 4",
              "2027-04-30");
  assert_int("SELECT count(*) FROM schedule s JOIN task t ON t.id = s.task"
             " JOIN ledger l ON l.id = t.ledger WHERE l.year = 2027 AND s.since <> '2027-01-12'",
             0);
}

static void test_ledger_itself(Fixture *fixture, gconstpointer data) {
  (void)data;
  raw_write(fixture, "UPDATE indicator SET points = 2.5 WHERE position = 1 AND parent IS NULL");
  raw_write(fixture, "INSERT INTO policy (ledger, lead_days, roll) VALUES (1, 5, 'before')");
  raw_write(fixture, "INSERT INTO reporting (ledger, position, text, phrase, materials)"
                     " VALUES (1, 1, '每月15日前报送', '当月15日前', '工作进展')");
  RolloverInput input = {.ledger = fixture->ledger, .year = 2027};
  g_autoptr(Rollover) rollover = roll_over(fixture, &input);
  assert_int("SELECT id FROM ledger WHERE year = 2027", rollover->ledger);
  assert_int("SELECT rolled_from FROM ledger WHERE year = 2027", fixture->ledger);
  assert_int("SELECT source_year FROM ledger WHERE year = 2027", 2020);
  assert_text("SELECT frozen_on FROM ledger WHERE year = 2026", "2027-01-12");
  assert_int("SELECT count(*) FROM ledger WHERE year = 2027 AND frozen_on IS NULL", 1);
  assert_int("SELECT count(*) FROM ledger a JOIN ledger b ON b.title = a.title"
             " AND b.template = a.template AND b.issuer IS a.issuer AND b.issued IS a.issued"
             " AND b.document IS a.document AND b.region IS a.region WHERE b.rolled_from = a.id",
             1);
  assert_text("SELECT lead_days || roll FROM policy WHERE ledger = 2", "5before");
  assert_text("SELECT text || phrase || materials FROM reporting WHERE ledger = 2",
              "每月15日前报送当月15日前工作进展");
  assert_int("SELECT count(*) FROM indicator a JOIN indicator b ON b.title = a.title"
             " AND b.position = a.position AND b.points IS a.points"
             " AND (a.parent IS NULL) = (b.parent IS NULL) AND b.ledger = 2 WHERE a.ledger = 1",
             sql_int(fixture->db, "SELECT count(*) FROM indicator WHERE ledger = 1"));
  /* Twelve months are kept of the rules that ran. */
  g_assert_cmpint(sql_int(fixture->db, "SELECT count(*) FROM period"), >, 0);
  assert_int("SELECT count(*) FROM period p JOIN task t ON t.id = p.task WHERE t.ledger <> 1", 0);
}

/* ---- deadlines -------------------------------------------------------------------------- */

static void test_extended_deadline(Fixture *fixture, gconstpointer data) {
  (void)data;
  raw_write(fixture, "INSERT INTO extension (task, asked_on, asked_by, reason, old_deadline,"
                     " old_due, new_deadline, new_due, state) SELECT id, '2026-10-01', 'a', '雨',"
                     " '2026年10月', '2026-10-31', '2026年12月', '2026-12-31', 'approved'"
                     " FROM task WHERE number = 54");
  raw_write(fixture, "INSERT INTO extension (task, asked_on, asked_by, reason, old_deadline,"
                     " old_due, new_deadline, new_due, state) SELECT id, '2026-12-01', 'a', '雪',"
                     " '2026年12月', '2026-12-31', '2027年3月', '2027-03-31', 'approved'"
                     " FROM task WHERE number = 54");
  raw_write(fixture,
            "UPDATE task SET deadline = '2027年3月', due = '2027-03-31' WHERE number = 54");
  /* One that was refused moved nothing. */
  raw_write(fixture, "INSERT INTO extension (task, asked_on, asked_by, reason, old_deadline,"
                     " old_due, new_deadline, new_due, state) SELECT id, '2026-04-01', 'a', '雨',"
                     " '2026年1月', '2026-01-31', '2026年12月', '2026-12-31', 'refused'"
                     " FROM task WHERE number = 4");
  RolloverInput input = {.ledger = fixture->ledger, .year = 2027};
  rollover_free(roll_over(fixture, &input));
  assert_text("SELECT deadline || due FROM task WHERE number = 54 AND ledger = 2",
              "2027年10月2027-10-31");
  assert_text("SELECT deadline || due FROM task WHERE number = 4 AND ledger = 2",
              "2027年4月2027-04-30");
}

static void test_leap_day(Fixture *fixture, gconstpointer data) {
  (void)data;
  raw_write(fixture, "UPDATE ledger SET year = 2028");
  raw_write(fixture, "UPDATE task SET deadline = '2028年2月29日前', due = '2028-02-29'"
                     " WHERE number = 4");
  raw_write(fixture, "UPDATE task SET deadline = '2月底', due = '2028-02-29' WHERE number = 5");
  raw_write(fixture, "UPDATE task SET deadline = '及时', due = NULL WHERE number = 6");
  raw_write(fixture, "UPDATE task SET deadline = NULL, due = NULL WHERE number = 7");
  RolloverInput input = {.ledger = fixture->ledger, .year = 2029};
  g_autoptr(Rollover) first = roll_over(fixture, &input);
  assert_text("SELECT deadline || due FROM task WHERE number = 4 AND ledger = 2",
              "2029年2月29日前2029-02-28");
  assert_text("SELECT deadline || due FROM task WHERE number = 5 AND ledger = 2",
              "2月底2029-02-28");
  assert_text("SELECT deadline FROM task WHERE number = 6 AND ledger = 2 AND due IS NULL", "及时");
  assert_int("SELECT count(*) FROM task WHERE number = 7 AND ledger = 2 AND due IS NULL"
             " AND deadline IS NULL",
             1);
  /* Its text names the day still, also through a year without. */
  RolloverInput next = {.ledger = first->ledger, .year = 2030};
  g_autoptr(Rollover) second = roll_over(fixture, &next);
  assert_text("SELECT deadline || due FROM task WHERE number = 4 AND ledger = 3",
              "2030年2月29日前2030-02-28");
  RolloverInput leap = {.ledger = second->ledger, .year = 2032};
  rollover_free(roll_over(fixture, &leap));
  assert_text("SELECT deadline || due FROM task WHERE number = 4 AND ledger = 4",
              "2032年2月29日前2032-02-29");
}

/* ---- rules ------------------------------------------------------------------------------ */

static void test_rules(Fixture *fixture, gconstpointer data) {
  (void)data;
  raw_write(fixture, "DELETE FROM schedule");
  raw_write(fixture,
            "INSERT INTO schedule (id, task, phrase, every, step, basis, anchor, no_makeup,"
            " since, material) SELECT 100, id, '每14个工作日', 'workdays', 14, 'anchor',"
            " '2026-01-05', 1, '2026-01-01', '数据' FROM task WHERE number = 1");
  raw_write(fixture, "INSERT INTO schedule (id, task, phrase, every, step, basis, since, ended)"
                     " SELECT 101, id, '每月', 'month', 1, 'calendar', '2026-01-01', '2026-06-30'"
                     " FROM task WHERE number = 2");
  raw_write(fixture, "INSERT INTO schedule (id, task, phrase, every, step, basis, since)"
                     " SELECT 102, id, '每14个工作日', 'workdays', 14, 'submission', '2026-01-01'"
                     " FROM task WHERE number = 3");
  raw_write(fixture,
            "INSERT INTO period (id, task, schedule, key, first, last, due, quota)"
            " SELECT 1, task, id, '自2026-12-01', '2026-12-02', '2026-12-21', '2026-12-21',"
            " 1 FROM schedule WHERE id = 102");
  raw_write(fixture, "INSERT INTO submission (task, period, made_on, text, author)"
                     " SELECT task, id, '2026-12-18', '报', 'a' FROM period");
  RolloverInput input = {.ledger = fixture->ledger, .year = 2027};
  rollover_free(roll_over(fixture, &input));
  assert_int("SELECT count(*) FROM schedule s JOIN task t ON t.id = s.task WHERE t.ledger = 2", 2);
  assert_text("SELECT anchor || s.no_makeup || material || since FROM schedule s"
              " JOIN task t ON t.id = s.task WHERE t.ledger = 2 AND number = 1",
              "2026-01-051数据2027-01-12");
  assert_text("SELECT anchor FROM schedule s JOIN task t ON t.id = s.task"
              " WHERE t.ledger = 2 AND number = 3",
              "2026-12-18");
}

/* ---- what is open ----------------------------------------------------------------------- */

static const RolloverItem *item_of(const Rollover *rollover, int number) {
  for (guint i = 0; i < rollover->open->len; i++) {
    const RolloverItem *item = rollover->open->pdata[i];
    if (item->number == number)
      return item;
  }
  return NULL;
}

static void test_open_items(Fixture *fixture, gconstpointer data) {
  (void)data;
  report(fixture, 4, "要点已起草", 60, FALSE);
  report(fixture, 7, "已办", 100, TRUE);
  raw_write(fixture, "UPDATE task SET state = 'void' WHERE number = 8");
  gint64 entries = journal_entries(fixture->db);
  g_autoptr(Reckoning) reckoning = in_january(fixture);
  g_autoptr(GArray) carry = numbers("4、54");
  RolloverInput input = {.ledger = fixture->ledger, .year = 2027, .carry = carry};
  GError *error = NULL;
  g_autoptr(Rollover) plan = rollover_plan(fixture->db, reckoning, &input, &error);
  g_assert_no_error(error);
  /* A dry run says it and writes nothing. */
  g_assert_cmpint(journal_entries(fixture->db), ==, entries);
  assert_int("SELECT count(*) FROM ledger", 1);
  g_assert_cmpint(plan->ledger, ==, 0);
  g_assert_cmpint(plan->tasks, ==, 68);
  g_assert_cmpint(plan->voided, ==, 1);
  assert_int("SELECT count(*) FROM task WHERE kind = 'task'", plan->open->len + 2);
  g_assert_null(item_of(plan, 7));
  g_assert_null(item_of(plan, 8));
  const RolloverItem *four = item_of(plan, 4);
  g_assert_cmpint(four->state, ==, TASK_STATE_ACTIVE);
  g_assert_cmpint(four->light, ==, LIGHT_RED);
  g_assert_cmpint(four->overdue, ==, JANUARY - day_from_ymd(2026, 4, 30));
  g_assert_true(four->carried);
  g_assert_true(item_of(plan, 54)->carried);
  g_assert_false(item_of(plan, 5)->carried);
}

static void test_carried(Fixture *fixture, gconstpointer data) {
  (void)data;
  report(fixture, 4, "要点已起草，\n正在征求意见", 60, FALSE);
  raw_write(fixture, "UPDATE task SET note = '与办公室会签' || char(10) ||"
                     " '结转自2025年第4项：办理中。' WHERE number IN (4, 5)");
  g_autoptr(GArray) carry = numbers("4");
  RolloverInput input = {.ledger = fixture->ledger, .year = 2027, .carry = carry};
  rollover_free(roll_over(fixture, &input));
  assert_text("SELECT note FROM task WHERE number = 4 AND ledger = 2",
              "与办公室会签\n结转自2026年第4项：办理中，逾期257天，完成率60%。"
              "最近进展（2026-11-21）：要点已起草， 正在征求意见");
  assert_text("SELECT note FROM task WHERE number = 5 AND ledger = 2", "与办公室会签");
  assert_text("SELECT state || ifnull(percent, '-') || ifnull(done_on, '-') FROM task"
              " WHERE number = 4 AND ledger = 2",
              "new--");
  assert_int("SELECT count(*) FROM progress p JOIN task t ON t.id = p.task WHERE t.ledger = 2", 0);
  assert_int("SELECT count(*) FROM task WHERE ledger = 2 AND note LIKE '结转自%'", 0);
}

static void test_carry_all_open(Fixture *fixture, gconstpointer data) {
  (void)data;
  report(fixture, 7, "已办", 100, TRUE);
  RolloverInput input = {.ledger = fixture->ledger, .year = 2027, .carry_open = TRUE};
  g_autoptr(Rollover) rollover = roll_over(fixture, &input);
  assert_int("SELECT count(*) FROM task WHERE ledger = 2 AND note LIKE '%结转自2026年第%项：%'",
             rollover->open->len);
  assert_int("SELECT count(*) FROM task WHERE ledger = 2 AND number = 7 AND note IS NULL", 1);
}

/* ---- parts, and what stays behind ------------------------------------------------------- */

static void test_parts(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const PartInput parts[] = {
      {.goal = "起草", .units = "厅法规处", .deadline = "2026年3月底", .weight = 60},
      {.goal = "印发", .units = "", .deadline = "", .weight = 40},
  };
  GError *error = NULL;
  way_split(fixture->db, &fixture->actor, task_id(fixture, 4), parts, 2, NULL, &error);
  g_assert_no_error(error);
  way_split(fixture->db, &fixture->actor, task_id(fixture, 54), parts, 2, NULL, &error);
  g_assert_no_error(error);
  g_autoptr(GArray) without = numbers("54");
  g_autoptr(GArray) carry = numbers("70");
  RolloverInput input = {
      .ledger = fixture->ledger, .year = 2027, .without = without, .carry = carry};
  g_autoptr(Rollover) rollover = roll_over(fixture, &input);
  g_assert_cmpint(rollover->tasks, ==, 70);
  g_assert_cmpint(rollover->without, ==, 3); /* with its parts */
  assert_text("SELECT group_concat(p.number || p.goal || p.weight || p.deadline, '、') FROM task p"
              " JOIN task t ON t.id = p.parent WHERE t.number = 4 AND p.ledger = 2"
              " AND t.ledger = 2",
              "70起草602027年3月底、71印发402027年4月");
  assert_text("SELECT note FROM task WHERE number = 70 AND ledger = 2",
              "结转自2026年第70项：未启动，逾期287天。");
  assert_int("SELECT count(*) FROM task WHERE ledger = 2 AND number IN (54, 72, 73)", 0);
}

static void test_undo(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const char *const counts[] = {"ledger",   "indicator", "task",   "task_unit",
                                       "schedule", "policy",    "period", "reporting"};
  gint64 before[G_N_ELEMENTS(counts)];
  for (gsize i = 0; i < G_N_ELEMENTS(counts); i++) {
    g_autofree char *sql = g_strdup_printf("SELECT count(*) FROM %s", counts[i]);
    before[i] = sql_int(fixture->db, sql);
  }
  gint64 entries = journal_entries(fixture->db);
  RolloverInput input = {.ledger = fixture->ledger, .year = 2027};
  rollover_free(roll_over(fixture, &input));
  g_assert_cmpint(journal_entries(fixture->db), ==, entries + 1);
  GError *error = NULL;
  g_autofree char *summary = NULL;
  journal_undo(fixture->db, &fixture->actor, entries + 1, &summary, &error);
  g_assert_no_error(error);
  g_assert_nonnull(strstr(summary, "2026年 → 2027年，共69项"));
  for (gsize i = 0; i < G_N_ELEMENTS(counts); i++) {
    g_autofree char *sql = g_strdup_printf("SELECT count(*) FROM %s", counts[i]);
    g_assert_cmpint(sql_int(fixture->db, sql), ==, before[i]);
  }
  assert_int("SELECT count(*) FROM ledger WHERE frozen_on IS NULL", 1);
  report(fixture, 4, "可以再记", 10, FALSE);
  /* And it can be done again. */
  g_autoptr(Rollover) again = roll_over(fixture, &input);
  g_assert_cmpint(again->tasks, ==, 69);
}

/* ---- refusals --------------------------------------------------------------------------- */

static void test_refused(Fixture *fixture, gconstpointer data) {
  (void)data;
  RolloverInput input = {.ledger = fixture->ledger, .year = 2026};
  refuse(fixture, &input, "只能结转到之后的年度（2027年至2100年），不能结转到2026年");
  input.year = 2101;
  refuse(fixture, &input, "不能结转到2101年");
  input.year = 2027;
  g_autoptr(GArray) seven = numbers("7，99");
  report(fixture, 7, "已办", 100, TRUE);
  input.carry = seven;
  refuse(fixture, &input, "第7项没有未办结的事项（已办结");
  g_array_remove_index(seven, 0);
  refuse(fixture, &input, "这本台账没有第99项");
  input.carry = NULL;
  input.without = seven;
  refuse(fixture, &input, "这本台账没有第99项");
  g_autoptr(GArray) four = numbers(" 4 ");
  input.carry = input.without = four;
  refuse(fixture, &input, "第4项既要结转未办结事项，又不再列入");
  input.carry = input.without = NULL;
  fixture_apply(fixture, "ningxia-2020", 2028);
  input.year = 2028;
  refuse(fixture, &input, "已经有了（编号 2）");
  raw_write(fixture, "INSERT INTO system (title, year, source_year, every, ledger)"
                     " VALUES ('2023年指标', 2026, 2023, 'year', 1)");
  input.year = 2027;
  refuse(fixture, &input, "测评指标体系“2023年指标”");
}

static void test_twice(Fixture *fixture, gconstpointer data) {
  (void)data;
  raw_write(fixture, "UPDATE ledger SET template = NULL"); /* made by hand */
  RolloverInput input = {.ledger = fixture->ledger, .year = 2027};
  rollover_free(roll_over(fixture, &input));
  GError *error = NULL;
  g_assert_null(try_rollover(fixture, &input, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "已经有了（编号 2）");
  /* 封存 is no hindrance for another year, and keeps its day. */
  fixture->actor.today = day_from_ymd(2027, 6, 1);
  input.year = 2028;
  g_autoptr(Rollover) other = roll_over(fixture, &input);
  g_assert_cmpint(other->tasks, ==, 69);
  assert_text("SELECT frozen_on FROM ledger WHERE id = 1", "2027-01-12");
}

static void test_numbers(void) {
  GError *error = NULL;
  g_autoptr(GArray) three = numbers("4, 第54项（红）、7 ;");
  g_assert_cmpuint(three->len, ==, 3);
  g_assert_cmpint(g_array_index(three, int, 1), ==, 54);
  g_autoptr(GArray) none = numbers(NULL);
  g_assert_cmpuint(none->len, ==, 0);
  g_assert_null(rollover_read_numbers("4，第五项", &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "“第五项”不是序号");
  g_assert_null(rollover_read_numbers("0", &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "“0”不是序号");
}

/* Ten thousand rows: nothing in it may go row against row. */
static void test_many(Fixture *fixture, gconstpointer data) {
  (void)data;
  raw_write(fixture,
            "INSERT INTO task (ledger, indicator, number, kind, goal, deadline, due, state)"
            " WITH RECURSIVE n(i) AS (SELECT 70 UNION ALL SELECT i + 1 FROM n WHERE i < 10069)"
            " SELECT 1, (SELECT max(id) FROM indicator), i, 'task', '第' || i, '2026年12月',"
            " '2026-12-31', 'active' FROM n");
  RolloverInput input = {.ledger = fixture->ledger, .year = 2027, .carry_open = TRUE};
  g_autoptr(Rollover) rollover = roll_over(fixture, &input);
  g_assert_cmpint(rollover->tasks, ==, 10069);
  assert_int("SELECT count(*) FROM task WHERE ledger = 2 AND due = '2027-12-31' AND number >= 70",
             10000);
  gint64 seq = journal_entries(fixture->db);
  GError *error = NULL;
  journal_undo(fixture->db, &fixture->actor, seq, NULL, &error);
  g_assert_no_error(error);
  assert_int("SELECT count(*) FROM task", 10069);
}

/* What people are for a ledger they are for the next year's too, whoever of 督办 makes it. */
static void test_rights(Fixture *fixture, gconstpointer data) {
  (void)data;
  raw_write(fixture, "INSERT INTO access (login, level) VALUES ('sun', 'supervisor')");
  raw_write(fixture, "INSERT INTO access (login, ledger, level) VALUES ('li', 1, 'reader')");
  raw_write(fixture, "INSERT INTO access (unix_group, ledger, level, unit)"
                     " VALUES ('office', 1, 'clerk', 1)");
  fixture->actor.who = "sun";
  RolloverInput input = {.ledger = fixture->ledger, .year = 2027};
  rollover_free(roll_over(fixture, &input));
  assert_int("SELECT count(*) FROM access n JOIN access o ON o.ledger = 1 AND n.ledger = 2"
             " AND o.login IS n.login AND o.unix_group IS n.unix_group AND o.level = n.level"
             " AND o.unit IS n.unit",
             2);
  GError *error = NULL;
  gint64 seq = journal_entries(fixture->db);
  journal_undo(fixture->db, &fixture->actor, seq, NULL, &error);
  g_assert_no_error(error);
  assert_int("SELECT count(*) FROM access WHERE ledger IS NOT NULL", 2);
  journal_undo(fixture->db, &fixture->actor, seq + 1, NULL, &error);
  g_assert_no_error(error);
  assert_int("SELECT count(*) FROM access WHERE ledger IS NOT NULL", 4);
  fixture->actor.who = "li"; /* who may read ledger 1, and is 经办 elsewhere */
  g_assert_null(try_rollover(fixture, &(RolloverInput){.ledger = 1, .year = 2028}, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_FORBIDDEN, "结转需要“督办”");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/rollover/rows-are-the-documents", test_rows_are_the_documents);
  ADD("/rollover/ledger-itself", test_ledger_itself);
  ADD("/rollover/extended-deadline", test_extended_deadline);
  ADD("/rollover/leap-day", test_leap_day);
  ADD("/rollover/rules", test_rules);
  ADD("/rollover/open-items", test_open_items);
  ADD("/rollover/carried", test_carried);
  ADD("/rollover/carry-all-open", test_carry_all_open);
  ADD("/rollover/parts", test_parts);
  ADD("/rollover/undo", test_undo);
  ADD("/rollover/rights", test_rights);
  ADD("/rollover/refused", test_refused);
  ADD("/rollover/twice", test_twice);
  g_test_add_func("/rollover/numbers", test_numbers);
  ADD("/rollover/many", test_many);
  return g_test_run();
}

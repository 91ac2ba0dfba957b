/* A task as it was on a day, against a model that keeps every day's state; and looking for entries.
 */
#include "core/store/past.h"

#include <time.h>

#include "core/store/db_private.h"
#include "core/store/journal_private.h"
#include "core/store/migrate.h"
#include "tests/core/store/support.h"

#define FIRST 1795233600 /* 2026-11-21 12:00 in China, where these tests are */
#define DAY_SECONDS 86400
#define DAYS 30
#define TASKS 6

static Day day_of(int index) {
  return day_from_ymd(2026, 11, 21) + index;
}

/* One statement as a deed at noon of a day. */
static void deed_on(Db *db, const char *who, int index, gint64 task, const char *statement) {
  Actor actor = actor_of(who);
  actor.now = FIRST + (gint64)index * DAY_SECONDS;
  g_autofree char *summary = g_strdup_printf("第%d天", index);
  Deed what = {.verb = index % 2 ? "task.edit" : "progress.add", .summary = summary, .task = task};
  const char *const statements[] = {statement, NULL};
  GError *error = NULL;
  try_deed(db, &actor, &what, statements, &error);
  g_assert_no_error(error);
}

/* ---- the model: what SQL says that day ------------------------------------------------------ */

static char *state_now(Db *db, int task) {
  g_autofree char *sql = g_strdup_printf(
      "SELECT group_concat(line, char(10)) FROM (SELECT line FROM ("
      "SELECT 0 AS place, id AS k, 'task|' || id || '|' || goal || '|' || ifnull(note, '-') || '|' "
      "|| ifnull(percent, '-') || '|' || state AS line FROM task WHERE id = %d UNION ALL "
      "SELECT 1, unit, 'unit|' || unit || '|' || role FROM task_unit WHERE task = %d UNION ALL "
      "SELECT 2, id, 'progress|' || id || '|' || text FROM progress WHERE task = %d)"
      " ORDER BY place, k)",
      task, task, task);
  char *state = text(db, sql);
  return state != NULL ? state : g_strdup("");
}

static const char *or_dash(const PastRow *row, const char *column) {
  const char *value = past_text(row, column);
  return value != NULL ? value : "-";
}

static char *state_then(Db *db, int task, Day day, PastState *state) {
  GError *error = NULL;
  g_auto(Past) past = {0};
  past_read(db, task, day, &past, &error);
  g_assert_no_error(error);
  *state = past.state;
  GString *lines = g_string_new(NULL);
  for (guint i = 0; i < past.rows->len; i++) {
    const PastRow *row = past.rows->pdata[i];
    g_string_append(lines, i > 0 ? "\n" : "");
    if (g_str_equal(row->table, "task"))
      g_string_append_printf(lines, "task|%s|%s|%s|%s|%s", row->key, past_text(row, "goal"),
                             or_dash(row, "note"), or_dash(row, "percent"),
                             past_text(row, "state"));
    else if (g_str_equal(row->table, "task_unit"))
      g_string_append_printf(lines, "unit|%s|%s", past_text(row, "unit"), past_text(row, "role"));
    else
      g_string_append_printf(lines, "progress|%s|%s", row->key, past_text(row, "text"));
  }
  return g_string_free(lines, FALSE);
}

/* ---- random edits -----------------------------------------------------------------------------
 */

static char *random_edit(GRand *random, Db *db, int task) {
  g_autofree char *exists = g_strdup_printf("SELECT count(*) FROM task WHERE id = %d", task);
  if (number(db, exists) == 0)
    return g_strdup_printf("INSERT INTO task (id, ledger, indicator, number, kind, goal, state)"
                           " VALUES (%d, 1, 1, %d, 'task', '目标%d', 'new')",
                           task, task, g_rand_int_range(random, 0, 99));
  switch (g_rand_int_range(random, 0, 9)) {
  case 0:
    return g_strdup_printf("DELETE FROM task WHERE id = %d", task);
  case 1:
    return g_strdup_printf("UPDATE task SET note = nullif('备注%d', '备注0') WHERE id = %d",
                           g_rand_int_range(random, 0, 3), task);
  case 2:
    return g_strdup_printf("UPDATE task SET percent = %d, state = 'active' WHERE id = %d",
                           g_rand_int_range(random, 0, 100), task);
  case 3:
    return g_strdup_printf("INSERT OR IGNORE INTO task_unit VALUES (%d, %d, 'lead', 1)", task,
                           g_rand_int_range(random, 1, 4));
  case 4:
    return g_strdup_printf("DELETE FROM task_unit WHERE task = %d AND unit = %d", task,
                           g_rand_int_range(random, 1, 4));
  case 5:
    return g_strdup_printf("DELETE FROM progress WHERE id = (SELECT min(id) FROM progress"
                           " WHERE task = %d)",
                           task);
  case 6:
    return g_strdup_printf("UPDATE progress SET text = '更正%d' WHERE id = (SELECT max(id) FROM"
                           " progress WHERE task = %d)",
                           g_rand_int_range(random, 0, 999), task);
  default:
    return g_strdup_printf("INSERT INTO progress (task, made_on, text, author)"
                           " VALUES (%d, '2026-11-21', '进展%d', 'zhang')",
                           task, g_rand_int_range(random, 0, 999));
  }
}

static void make_base(Db *db) {
  deed_on(db, "zhang", 0, 0,
          "INSERT INTO ledger (id, title, year, source_year) VALUES (1, '台账', 2026, 2026)");
  deed_on(db, "zhang", 0, 0,
          "INSERT INTO indicator (id, ledger, position, title) VALUES (1, 1, 1, '一、')");
  deed_on(db, "zhang", 0, 0,
          "INSERT INTO unit (name, kind) VALUES ('甲', 'office'), ('乙', 'office'), ('丙', "
          "'office')");
}

/* What past_read() says of each day is what was there at its end. */
static void test_random(Fixture *fixture, gconstpointer data) {
  (void)data;
  Db *db = fixture->db;
  guint32 seed = g_test_rand_int_range(0, G_MAXINT32);
  g_autoptr(GRand) random = g_rand_new_with_seed(seed);
  char *states[DAYS + 1][TASKS + 1] = {0};
  gboolean made[TASKS + 1] = {FALSE};
  make_base(db);
  for (int day = 1; day <= DAYS; day++) {
    for (int i = 0; i < 6; i++) {
      int task = g_rand_int_range(random, 1, TASKS + 1);
      g_autofree char *sql = random_edit(random, db, task);
      made[task] = TRUE;
      deed_on(db, i % 2 ? "zhang" : "li", day, i % 3 ? task : 0, sql);
    }
    for (int task = 1; task <= TASKS; task++)
      states[day][task] = state_now(db, task);
  }
  for (int task = 1; task <= TASKS; task++) {
    gboolean was = FALSE;
    for (int day = 1; made[task] && day <= DAYS; day++) {
      PastState state;
      g_autofree char *then = state_then(db, task, day_of(day), &state);
      g_assert_cmpstr(then, ==, states[day][task]);
      was = was || *then != '\0';
      g_assert_cmpint(state, ==, *then != '\0' ? PAST_THERE : was ? PAST_GONE : state);
    }
  }
  for (int day = 1; day <= DAYS; day++)
    for (int task = 1; task <= TASKS; task++)
      g_free(states[day][task]);
}

static void test_states(Fixture *fixture, gconstpointer data) {
  (void)data;
  Db *db = fixture->db;
  make_base(db);
  deed_on(db, "li", 2, 1,
          "INSERT INTO task (id, ledger, indicator, number, kind, goal, state)"
          " VALUES (1, 1, 1, 1, 'task', '目标', 'new')");
  deed_on(db, "zhang", 4, 1, "UPDATE task SET note = '甲' WHERE id = 1");
  deed_on(db, "zhang", 6, 1, "DELETE FROM task WHERE id = 1");
  Actor actor = actor_of("zhang");
  actor.now = FIRST + 8 * DAY_SECONDS;
  g_assert_true(journal_undo(db, &actor, 6, NULL, NULL));
  static const struct {
    int day;
    PastState state;
    gint64 entry;
    const char *who;
  } CASES[] = {{1, PAST_NOT_YET, 4, "li"},  {2, PAST_THERE, 4, "li"},    {3, PAST_THERE, 4, "li"},
               {5, PAST_THERE, 5, "zhang"}, {6, PAST_GONE, 6, "zhang"},  {7, PAST_GONE, 6, "zhang"},
               {8, PAST_THERE, 7, "zhang"}, {99, PAST_THERE, 7, "zhang"}};
  for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_auto(Past) past = {0};
    g_test_message("day %d", CASES[i].day);
    g_assert_true(past_read(db, 1, day_of(CASES[i].day), &past, NULL));
    g_assert_cmpint(past.state, ==, CASES[i].state);
    g_assert_cmpint(past.entry, ==, CASES[i].entry);
    g_assert_cmpstr(past.who, ==, CASES[i].who);
  }
  Day before, after;
  g_assert_true(past_neighbours(db, 1, day_of(5), &before, &after, NULL));
  g_assert_cmpint(before, ==, day_of(4));
  g_assert_cmpint(after, ==, day_of(6));
  GError *error = NULL;
  g_auto(Past) past = {0};
  g_assert_false(past_read(db, 77, day_of(3), &past, &error));
  g_assert_true(is_error(&error, STORE_ERROR_NOT_FOUND, "没有编号为 77"));
}

/* A task deleted under version 1 of the file comes back with what that version knew. */
static void test_old_version(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  Migrations first = {ledger_migrations.steps, 1};
  g_autofree char *path = fixture_file(fixture, "旧.db");
  g_autoptr(Db) old = migrate_create(path, &first, &error);
  g_assert_no_error(error);
  make_base(old);
  deed_on(old, "zhang", 1, 1,
          "INSERT INTO task (id, ledger, indicator, number, kind, goal, state, note)"
          " VALUES (1, 1, 1, 1, 'task', '目标', 'new', '甲')");
  deed_on(old, "zhang", 3, 1, "DELETE FROM task WHERE id = 1");
  g_assert_true(db_publish(old, &error));
  g_clear_pointer(&old, db_close);
  g_autoptr(Db) db = open_ok(path, DB_WRITE);
  g_auto(Past) past = {0};
  g_assert_true(past_read(db, 1, day_of(2), &past, &error));
  g_assert_cmpint(past.state, ==, PAST_THERE);
  g_assert_cmpstr(past_text(past.rows->pdata[0], "note"), ==, "甲");
  g_assert_cmpstr(past_text(past.rows->pdata[0], "weight"), ==, NULL);
}

/* ---- looking for entries ----------------------------------------------------------------------
 */

/* "7 5": the numbers that a filter keeps. */
static char *found(Db *db, const JournalFilter *filter, int limit) {
  GError *error = NULL;
  g_autoptr(GArray) seqs = journal_find(db, filter, limit, &error);
  g_assert_no_error(error);
  GString *text_ = g_string_new(NULL);
  for (guint i = 0; i < seqs->len; i++)
    g_string_append_printf(text_, "%s%d", i > 0 ? " " : "", (int)g_array_index(seqs, gint64, i));
  return g_string_free(text_, FALSE);
}

static void test_find(Fixture *fixture, gconstpointer data) {
  (void)data;
  Db *db = fixture->db;
  make_tasks(db, "zhang");
  deed_on(db, "zhang", 0, 0, "UPDATE user SET name = '张三' WHERE login = 'zhang'");
  deed_on(db, "li", 1, 1, "UPDATE task SET due = '2026-12-31', note = '甲' WHERE id = 1");
  deed_on(db, "zhang", 1, 0, "UPDATE task SET due = '2027-01-01' WHERE id IN (1, 2)");
  deed_on(db, "li", 2, 2, "INSERT INTO task_unit VALUES (2, 1, 'lead', 1)");
  deed_on(db, "zhang", 3, 1,
          "INSERT INTO progress (task, made_on, text, author) VALUES (1, '2026-11-24', '会', 'z')");
  deed_on(db, "li", 4, 0, "UPDATE unit SET name = '法规处' WHERE id = 1");
  const gint64 units[] = {1};
  const struct {
    JournalFilter filter;
    int limit;
    const char *seqs;
  } CASES[] = {
      {{0}, 0, "7 6 5 4 3 2 1"},
      {{0}, 2, "7 6"},
      {{.before = 3}, 0, "2 1"},
      {{.who = "li"}, 0, "7 5 3"},
      {{.who = "张"}, 0, "6 4 2 1"},
      {{.who = "wang"}, 0, ""},
      {{.task = 1}, 0, "6 4 3 1"},
      {{.task = 2}, 0, "5 4 1"},
      {{.field = "期限"}, 0, "4 3"},
      {{.field = "due"}, 1, "4"},
      {{.field = "办理期限", .who = "li"}, 0, "3"},
      {{.field = "期限", .task = 2}, 0, "4"},
      {{.field = "备注"}, 0, "3"},
      {{.field = "责任单位"}, 0, "5"},
      {{.field = "单位 名称"}, 0, "7 1"},
      {{.field = "进展"}, 0, "6"},
      {{.field = "progress.text"}, 0, "6"},
      {{.field = "目标任务"}, 0, "1"},
      {{.since = day_of(2)}, 0, "7 6 5"},
      {{.until = day_of(1), .before = 99}, 0, "4 3 2 1"},
      {{.since = day_of(1), .until = day_of(1)}, 0, "4 3"},
      {{.verb = "progress.add"}, 0, "7 5 2"},
      {{.verb = "progress"}, 0, "7 5 2"},
      {{.verb = "prog"}, 0, ""},
      {{.text = "第3"}, 0, "6"},
      {{.units = units, .unit_count = 1}, 0, "7 1"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_test_message("%u", (guint)i);
    JournalFilter filter = CASES[i].filter;
    filter.since = filter.since != 0 ? filter.since : DAY_NONE;
    filter.until = filter.until != 0 ? filter.until : DAY_NONE;
    g_autofree char *seqs = found(db, &filter, CASES[i].limit);
    g_assert_cmpstr(seqs, ==, CASES[i].seqs);
  }
}

/* What version 1 of the file wrote says nothing of columns that came later. */
static void test_find_old(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  Migrations first = {ledger_migrations.steps, 1};
  g_autofree char *path = fixture_file(fixture, "旧.db");
  g_autoptr(Db) old = migrate_create(path, &first, &error);
  g_assert_no_error(error);
  make_base(old);
  deed_on(
      old, "zhang", 1, 0,
      "INSERT INTO task (id, ledger, indicator, number, kind, goal, state, note)"
      " VALUES (1, 1, 1, 1, 'task', '目标', 'new', '甲'), (2, 1, 1, 2, 'task', '乙', 'new', '')");
  deed_on(old, "zhang", 3, 0, "DELETE FROM task WHERE id = 2");
  deed_on(old, "zhang", 4, 0, "UPDATE task SET note = '丙' WHERE id = 1");
  g_assert_true(db_publish(old, &error));
  g_clear_pointer(&old, db_close);
  g_autoptr(Db) db = open_ok(path, DB_WRITE);
  deed_on(db, "zhang", 5, 0,
          "INSERT INTO task (id, ledger, indicator, number, kind, goal, state, parent, weight)"
          " VALUES (3, 1, 1, 3, 'task', '丁', 'new', 1, 100)");
  const struct {
    const char *field;
    gint64 task;
    const char *seqs;
  } CASES[] = {
      {"权重", 0, "7"},     {"权重", 3, "7"},       {"权重", 2, ""},
      {"备注", 0, "6 5 4"}, {"目标任务", 2, "5 4"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
    JournalFilter filter = {
        .field = CASES[i].field, .task = CASES[i].task, .since = DAY_NONE, .until = DAY_NONE};
    g_autofree char *seqs = found(db, &filter, 0);
    g_assert_cmpstr(seqs, ==, CASES[i].seqs);
  }
}

int main(int argc, char **argv) {
  g_setenv("TZ", "CST-8", TRUE);
  tzset();
  g_test_init(&argc, &argv, NULL);
  ADD("/past/random", test_random);
  ADD("/past/states", test_states);
  ADD("/past/old-version", test_old_version);
  ADD("/journal/find", test_find);
  ADD("/journal/find-old", test_find_old);
  return g_test_run();
}

#include "core/model/task_sort.h"

#include "core/model/task_values.h"
#include "tests/core/fixture.h"

static GArray *all_refs(Fixture *fixture, const Reckoning *reckoning) {
  GError *error = NULL;
  TaskFilter filter = TASK_FILTER_ALL;
  filter.ledger = fixture->ledger;
  GArray *refs = task_list(fixture->db, reckoning, &filter, &error);
  g_assert_no_error(error);
  return refs;
}

/* The 序号 of the first few of a list. */
static char *numbers(Fixture *fixture, const GArray *refs, guint count) {
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < MIN(refs->len, count); i++) {
    g_autofree char *sql = g_strdup_printf("SELECT number FROM task WHERE id = %" G_GINT64_FORMAT,
                                           g_array_index(refs, TaskRef, i).id);
    g_string_append_printf(text, "%s%d", i > 0 ? "," : "", (int)sql_int(fixture->db, sql));
  }
  return g_string_free(text, FALSE);
}

static void check_order(Fixture *fixture, const TaskSort *sorts, gsize count,
                        const char *expected) {
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, 7);
  g_autoptr(GArray) refs = all_refs(fixture, reckoning);
  GError *error = NULL;
  g_assert_true(task_sort(fixture->db, reckoning, refs, sorts, count, &error));
  g_assert_no_error(error);
  g_assert_cmpuint(refs->len, ==, 69);
  g_autofree char *text = numbers(fixture, refs, 5);
  g_assert_cmpstr(text, ==, expected);
}

static void set(Fixture *fixture, int number, const char *assignments) {
  g_autofree char *sql = g_strdup_printf("UPDATE task SET %s WHERE id = %" G_GINT64_FORMAT,
                                         assignments, task_id(fixture, number));
  raw_write(fixture, sql);
}

/* Equal ones stay as they were; what has nothing comes last either way. */
static void test_order(Fixture *fixture, gconstpointer data) {
  (void)data;
  check_order(fixture, NULL, 0, "1,2,3,4,5");
  const TaskSort left[] = {{TASK_COLUMN_LEFT, FALSE}};
  check_order(fixture, left, 1, "4,54,1,2,3"); /* the most days late first */
  const TaskSort number[] = {{TASK_COLUMN_NUMBER, TRUE}};
  check_order(fixture, number, 1, "69,68,67,66,65");
  set(fixture, 20, "note = 'b'");
  set(fixture, 30, "note = 'a'");
  set(fixture, 40, "note = 'b'");
  const TaskSort note[] = {{TASK_COLUMN_NOTE, FALSE}};
  check_order(fixture, note, 1, "30,20,40,1,2");
  const TaskSort turned[] = {{TASK_COLUMN_NOTE, TRUE}};
  check_order(fixture, turned, 1, "20,40,30,1,2");
  const TaskSort both[] = {{TASK_COLUMN_NOTE, TRUE}, {TASK_COLUMN_NUMBER, TRUE}};
  check_order(fixture, both, 2, "40,20,30,69,68");
  set(fixture, 9, "percent = 80");
  const TaskSort percent[] = {{TASK_COLUMN_PERCENT, TRUE}};
  check_order(fixture, percent, 1, "9,1,2,3,4");
}

/* Every column puts all tasks into an order; units by their pinyin. */
static void test_every_column(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, 7);
  for (int i = 0; i < TASK_COLUMN_COUNT; i++) {
    g_autoptr(GArray) refs = all_refs(fixture, reckoning);
    GError *error = NULL;
    const TaskSort sort = {(TaskColumn)i, i % 2 == 0};
    task_sort(fixture->db, reckoning, refs, &sort, 1, &error);
    g_assert_no_error(error);
    g_autoptr(GHashTable) seen = g_hash_table_new(g_int64_hash, g_int64_equal);
    for (guint k = 0; k < refs->len; k++)
      g_assert_true(g_hash_table_add(seen, &g_array_index(refs, TaskRef, k).id));
    g_assert_cmpuint(refs->len, ==, 69);
  }
  /* The first unit that a task names, by pinyin: 路网… before 厅财审处 before 厅法规处. */
  const TaskSort units[] = {{TASK_COLUMN_UNITS, FALSE}};
  check_order(fixture, units, 1, "10,12,8,1,2");
}

/* ---- against SQL's own order ------------------------------------------------------------- */

/* Texts that begin alike, are equal, end early, or are not there. */
static void set_texts(Fixture *fixture, GRand *rand, int round) {
  static const char *const parts[] = {"", "a", "b", "整改", "整治", "整改整改整改甲", "~"};
  for (int number = 1; number <= 69; number++) {
    const char *first = parts[g_rand_int_range(rand, 0, G_N_ELEMENTS(parts))];
    const char *second = parts[g_rand_int_range(rand, 0, G_N_ELEMENTS(parts))];
    g_autofree char *note = g_strdup_printf("'%s%s'", first, second);
    g_autofree char *sql = g_strdup_printf("goal = '%d%s%s', note = %s", round, second, first,
                                           g_rand_int_range(rand, 0, 4) == 0 ? "NULL" : note);
    set(fixture, number, sql);
  }
}

/* Of every so many tasks. order is that of sorts as SQL has it. */
static void check_like_sql(Fixture *fixture, const TaskSort *sorts, gsize count, const char *order,
                           int every) {
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, 7);
  g_autoptr(GArray) refs = all_refs(fixture, reckoning);
  for (guint i = refs->len; i-- > 0;) {
    if (g_array_index(refs, TaskRef, i).number % every != 0)
      g_array_remove_index(refs, i);
  }
  GError *error = NULL;
  g_assert_true(task_sort(fixture->db, reckoning, refs, sorts, count, &error));
  g_assert_no_error(error);
  g_autofree char *sql = g_strdup_printf(
      "SELECT group_concat(number) FROM (SELECT number FROM task WHERE number %% %d = 0 "
      "ORDER BY %s, number)",
      every, order);
  g_autofree char *expected = sql_text(fixture->db, sql);
  g_autofree char *sorted = numbers(fixture, refs, G_MAXUINT);
  g_assert_cmpstr(sorted, ==, expected);
}

static void test_like_sql(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(GRand) rand = g_rand_new_with_seed(20261121);
  for (int every = 1; every <= 16; every += 3) { /* all, and so few that they are looked up */
    set_texts(fixture, rand, every);
    const TaskSort goal[] = {{TASK_COLUMN_GOAL, FALSE}};
    check_like_sql(fixture, goal, 1, "goal", every);
    const TaskSort note[] = {{TASK_COLUMN_NOTE, FALSE}};
    check_like_sql(fixture, note, 1, "note IS NULL, note", every);
    const TaskSort both[] = {{TASK_COLUMN_NOTE, TRUE}, {TASK_COLUMN_GOAL, FALSE}};
    check_like_sql(fixture, both, 2, "note IS NULL, note DESC, goal", every);
  }
}

/* The first unit counts, whatever number its place has. */
static void test_units(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, 7);
  GError *error = NULL;
  g_autofree char *before = NULL;
  for (int round = 0; round < 3; round++) {
    g_autoptr(GArray) refs = all_refs(fixture, reckoning);
    const TaskSort units[] = {{TASK_COLUMN_UNITS, FALSE}};
    g_assert_true(task_sort(fixture->db, reckoning, refs, units, 1, &error));
    g_autofree char *sorted = numbers(fixture, refs, G_MAXUINT);
    if (round == 0)
      before = g_steal_pointer(&sorted);
    else if (round == 1)
      g_assert_cmpstr(sorted, ==, before);
    else
      g_assert_true(g_str_has_suffix(sorted, ",10,20,30,40,50,60"));
    raw_write(fixture, "UPDATE task_unit SET position = position + 3 WHERE task % 2 = 0");
    if (round == 1)
      raw_write(fixture, "DELETE FROM task_unit WHERE task IN"
                         " (SELECT id FROM task WHERE number % 10 = 0)");
  }
}

/* ---- values ----------------------------------------------------------------------------- */

static GPtrArray *values_of(Fixture *fixture, const GArray *refs, const Reckoning *reckoning,
                            TaskColumn column) {
  GError *error = NULL;
  GPtrArray *values = task_values(fixture->db, reckoning, refs, column, NULL, &error);
  g_assert_no_error(error);
  return values;
}

/* "红 2, 绿 67": the values of a column, at most three, with their words. */
static void check_values(Fixture *fixture, TaskColumn column, const char *expected) {
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, 7);
  g_autoptr(GArray) refs = all_refs(fixture, reckoning);
  g_autoptr(GPtrArray) values = values_of(fixture, refs, reckoning, column);
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < MIN(values->len, 3); i++) {
    const TaskValue *value = values->pdata[i];
    g_string_append_printf(text, "%s%s %u %s", i > 0 ? ", " : "", value->name, value->places->len,
                           value->word != NULL ? value->word : "-");
  }
  g_assert_cmpstr(text->str, ==, expected);
}

static void test_values(Fixture *fixture, gconstpointer data) {
  (void)data;
  check_values(fixture, TASK_COLUMN_LIGHT, "红 2 灯:红, 黄 1 灯:黄, 绿 55 灯:绿");
  check_values(fixture, TASK_COLUMN_STATE, "未启动 69 状态:未启动");
  check_values(fixture, TASK_COLUMN_TAGS, "（没有标签） 69 标签:无");
  check_values(fixture, TASK_COLUMN_PROGRESS_DAY, "（还没有进展） 69 进展:无");
  check_values(fixture, TASK_COLUMN_DUE,
               "2026年4月 1 时限:2026-04-01..2026-04-30, 2026年10月 1 "
               "时限:2026-10-01..2026-10-31, 2026年12月 67 时限:2026-12-01..2026-12-31");
  g_autofree char *tag =
      g_strdup_printf("INSERT INTO task_tag (task, tag) VALUES "
                      "(%d, '信用'), (%d, '信用'), (%d, '营商 环境')",
                      (int)task_id(fixture, 1), (int)task_id(fixture, 2), (int)task_id(fixture, 2));
  raw_write(fixture, tag);
  check_values(fixture, TASK_COLUMN_TAGS,
               "信用 2 标签:=信用, 营商 环境 1 标签:=\"营商 环境\", （没有标签） 67 标签:无");
  GError *error = NULL;
  g_autofree char *text = task_tags_text(fixture->db, task_id(fixture, 2), &error);
  g_assert_cmpstr(text, ==, "信用、营商 环境");
  g_autofree char *none = task_tags_text(fixture->db, task_id(fixture, 3), &error);
  g_assert_cmpstr(none, ==, "");
}

/* Each task is under one value at least, of one that has one value under one alone. */
static void test_every_value(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, 7);
  g_autoptr(GArray) refs = all_refs(fixture, reckoning);
  for (int i = 0; i < TASK_COLUMN_COUNT; i++) {
    if (!task_column_groups((TaskColumn)i))
      continue;
    g_autoptr(GPtrArray) values = values_of(fixture, refs, reckoning, (TaskColumn)i);
    g_autofree guint *times = g_new0(guint, refs->len);
    for (guint k = 0; k < values->len; k++) {
      const GArray *places = ((const TaskValue *)values->pdata[k])->places;
      for (guint m = 0; m < places->len; m++) {
        times[g_array_index(places, guint, m)]++;
        g_assert_true(m == 0 ||
                      g_array_index(places, guint, m - 1) < g_array_index(places, guint, m));
      }
    }
    for (guint k = 0; k < refs->len; k++)
      g_assert_true(i == TASK_COLUMN_UNITS ? times[k] >= 1 : times[k] == 1);
  }
}

/* What a value's filter finds is what the value has, in whatever state tasks are. */
static void test_filters(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const char *const states[] = {"new", "active", "done", "closed", "paused", "void"};
  static const char *const dues[] = {"NULL",         "'2026-11-20'", "'2026-11-21'", "'2026-11-28'",
                                     "'2026-11-29'", "'2026-12-21'", "'2026-12-22'"};
  for (int i = 1; i <= 69; i++) {
    g_autofree char *assignments =
        g_strdup_printf("state = '%s', due = %s, deadline = %s, percent = %d, done_on = %s",
                        states[i % 6], dues[i % 7], i % 7 == 0 ? "NULL" : "'x'", i % 4 * 33,
                        i % 6 == 2 || i % 6 == 3 ? "'2026-11-20'" : "NULL");
    set(fixture, i, assignments);
  }
  g_autofree char *more =
      g_strdup_printf("INSERT INTO task_tag (task, tag) VALUES (%d, '营商 \"环境\"'), (%d, '信用')",
                      (int)task_id(fixture, 1), (int)task_id(fixture, 2));
  raw_write(fixture, more);
  g_autofree char *progress =
      g_strdup_printf("INSERT INTO progress (task, made_on, text, author) VALUES "
                      "(%d, '2026-11-01', '已经发文', 'a')",
                      (int)task_id(fixture, 3));
  raw_write(fixture, progress);
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, 7);
  g_autoptr(GArray) refs = all_refs(fixture, reckoning);
  guint checked = 0;
  for (int i = 0; i < TASK_COLUMN_COUNT; i++) {
    if (!task_column_groups((TaskColumn)i))
      continue;
    g_autoptr(GPtrArray) values = values_of(fixture, refs, reckoning, (TaskColumn)i);
    for (guint k = 0; k < values->len; k++) {
      const TaskValue *value = values->pdata[k];
      if (value->word == NULL)
        continue;
      GError *error = NULL;
      TaskFilter filter = {
          .state = -1, .light = -1, .ledger = fixture->ledger, .query = value->word};
      g_autoptr(GArray) found = task_list(fixture->db, reckoning, &filter, &error);
      g_assert_no_error(error);
      if (found->len != value->places->len)
        g_error("%s %s: “%s” finds %u, and not %u", task_column_code((TaskColumn)i), value->name,
                value->word, found->len, value->places->len);
      checked++;
    }
  }
  g_assert_cmpuint(checked, >, 60);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/task-sort/order", test_order);
  ADD("/task-sort/every-column", test_every_column);
  ADD("/task-sort/like-sql", test_like_sql);
  ADD("/task-sort/units", test_units);
  ADD("/task-values/values", test_values);
  ADD("/task-values/every-column", test_every_value);
  ADD("/task-values/filters", test_filters);
  return g_test_run();
}

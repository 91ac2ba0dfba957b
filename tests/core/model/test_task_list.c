#include "core/model/task.h"
#include "core/model/unit.h"
#include "tests/core/fixture.h"

/* The 序号 of the tasks that filter takes, in order: "4,54". */
static char *list_on(Fixture *fixture, const TaskFilter *filter, Day today, int lead_days) {
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, today, lead_days);
  g_autoptr(GArray) refs = task_list(fixture->db, reckoning, filter, &error);
  g_assert_no_error(error);
  GString *numbers = g_string_new(NULL);
  for (guint i = 0; i < refs->len; i++) {
    g_autoptr(Task) task = task_load(fixture->db, NULL, g_array_index(refs, TaskRef, i).id, &error);
    g_assert_no_error(error);
    g_string_append_printf(numbers, "%s%d", i > 0 ? "," : "", task->number);
  }
  return g_string_free(numbers, FALSE);
}

static void check_on(Fixture *fixture, const TaskFilter *filter, Day today, int lead_days,
                     const char *expected) {
  g_autofree char *numbers = list_on(fixture, filter, today, lead_days);
  g_assert_cmpstr(numbers, ==, expected);
}

static void check(Fixture *fixture, TaskFilter filter, const char *expected) {
  check_on(fixture, &filter, fixture->actor.today, LEAD_DAYS_DEFAULT, expected);
}

static guint count(Fixture *fixture, TaskFilter filter) {
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  g_autoptr(GArray) refs = task_list(fixture->db, reckoning, &filter, &error);
  g_assert_no_error(error);
  return refs->len;
}

static TaskFilter all(void) {
  return (TaskFilter)TASK_FILTER_ALL;
}

static TaskFilter with_query(const char *query) {
  TaskFilter filter = TASK_FILTER_ALL;
  filter.query = query;
  return filter;
}

static TaskFilter with_unit(Fixture *fixture, const char *name) {
  TaskFilter filter = TASK_FILTER_ALL;
  GError *error = NULL;
  g_autoptr(Unit) unit = unit_find(fixture->db, name, &error);
  g_assert_no_error(error);
  filter.unit = unit->id;
  return filter;
}

static void set(Fixture *fixture, int number, const char *assignments) {
  g_autofree char *sql = g_strdup_printf("UPDATE task SET %s WHERE id = %" G_GINT64_FORMAT,
                                         assignments, task_id(fixture, number));
  raw_write(fixture, sql);
}

/* ---- filters ---------------------------------------------------------------------------- */

static void test_ledger(Fixture *fixture, gconstpointer data) {
  (void)data;
  fixture_apply(fixture, "ningxia-2020", 2020);
  g_assert_cmpuint(count(fixture, all()), ==, 138);
  TaskFilter filter = all();
  filter.ledger = fixture->ledger;
  g_assert_cmpuint(count(fixture, filter), ==, 69);
  filter.ledger = 9999;
  g_assert_cmpuint(count(fixture, filter), ==, 0);

  /* The newest year first, and by number in each. */
  GError *error = NULL;
  filter = all();
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  g_autoptr(GArray) refs = task_list(fixture->db, reckoning, &filter, &error);
  g_assert_no_error(error);
  g_assert_cmpint(g_array_index(refs, TaskRef, 0).id, ==, task_id(fixture, 1));
  g_assert_cmpint(g_array_index(refs, TaskRef, 68).id, ==, task_id(fixture, 69));
  g_assert_cmpint(g_array_index(refs, TaskRef, 69).ledger, !=, fixture->ledger);
}

static void test_ref(Fixture *fixture, gconstpointer data) {
  (void)data;
  set(fixture, 54, "state = 'active', percent = 40");
  set(fixture, 4, "state = 'done', percent = 40, done_on = '2026-05-02'");
  GError *error = NULL;
  TaskFilter filter = all();
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  g_autoptr(GArray) refs = task_list(fixture->db, reckoning, &filter, &error);
  g_assert_no_error(error);
  const TaskRef *late = &g_array_index(refs, TaskRef, 53);
  g_assert_cmpint(late->id, ==, task_id(fixture, 54));
  g_assert_cmpint(late->ledger, ==, fixture->ledger);
  g_assert_cmpint(late->kind, ==, TASK_KIND_TASK);
  g_assert_cmpint(late->state, ==, TASK_STATE_ACTIVE);
  g_assert_cmpint(late->light, ==, LIGHT_RED);
  g_assert_cmpint(late->overdue, ==, 21);
  g_assert_cmpint(task_ref_share(late), ==, 40);
  g_autoptr(Task) task = task_load(fixture->db, NULL, late->id, &error);
  g_assert_no_error(error);
  g_assert_cmpint(late->indicator, ==, task->indicator);
  const TaskRef *done = &g_array_index(refs, TaskRef, 3);
  g_assert_cmpint(done->light, ==, LIGHT_GREEN);
  g_assert_cmpint(done->overdue, ==, 2); /* 逾期办结 */
  g_assert_cmpint(task_ref_share(done), ==, 100);
  g_assert_cmpint(task_ref_share(&g_array_index(refs, TaskRef, 0)), ==, 0);
  g_assert_cmpint(g_array_index(refs, TaskRef, 31).kind, ==, TASK_KIND_MEASURE);
  g_assert_cmpint(g_array_index(refs, TaskRef, 31).light, ==, LIGHT_GREY);
}

/* A row is packed: the largest that may stand in a file fits, and what does not is refused. */
static void test_ref_extremes(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  set(fixture, 54, "state = 'active', percent = 100, due = '0001-01-01'");
  set(fixture, 55,
      "due = '9999-12-31', state = 'done', done_on = '9999-12-31', number = 2147483647");
  Day last = day_from_ymd(9999, 12, 31);
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, last, LEAD_DAYS_DEFAULT);
  TaskFilter filter = all();
  g_autoptr(GArray) refs = task_list(fixture->db, reckoning, &filter, &error);
  g_assert_no_error(error);
  const TaskRef *late = &g_array_index(refs, TaskRef, 53);
  g_assert_cmpint(late->overdue, ==, last - day_from_ymd(1, 1, 1));
  g_assert_cmpint(late->percent, ==, 100);
  g_assert_cmpint(g_array_index(refs, TaskRef, 0).percent, ==, PERCENT_NONE);
  const TaskRef *end = &g_array_index(refs, TaskRef, refs->len - 1);
  g_assert_cmpint(end->number, ==, G_MAXINT32);
  g_assert_cmpint(end->due, ==, last);
  g_assert_cmpint(end->done_on, ==, last);

  raw_write(fixture, "INSERT INTO indicator (id, ledger, position, title) "
                     "SELECT 4294967295, id, 99, '十' FROM ledger");
  set(fixture, 54, "indicator = 4294967295");
  g_autoptr(GArray) far = task_list(fixture->db, reckoning, &filter, &error);
  g_assert_no_error(error);
  g_assert_cmpint(g_array_index(far, TaskRef, 53).indicator, ==, 4294967295);
  raw_write(fixture, "INSERT INTO indicator (id, ledger, position, title) "
                     "SELECT 4294967296, id, 100, '十一' FROM ledger");
  g_assert_null(task_list(fixture->db, reckoning, &filter, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_REFUSED);
  g_assert_nonnull(strstr(error->message, "编号大于 4294967295"));
  g_clear_error(&error);
}

static void test_unit(Fixture *fixture, gconstpointer data) {
  (void)data;
  check(fixture, with_unit(fixture, "厅科技处"), "15,16,17,65");
  check(fixture, with_unit(fixture, "厅机关党委"), "58");
  /* Only as a member: of the 22 counties' group, and of the five cities' too. */
  check(fixture, with_unit(fixture, "永宁县交通运输局"),
        "22,23,24,25,26,27,31,43,44,45,46,47,48,50,51,52,53,54,66,67,69");
  check(fixture, with_unit(fixture, "银川市交通运输局"),
        "7,20,22,23,24,25,26,27,31,41,42,43,44,45,46,47,48,50,51,52,53,54,63,66,67,69");
  check(fixture, with_unit(fixture, "五市交通运输局"), "7,20,41,42,63");
}

/* A group in a group: what is asked of the outer one is asked of the inner one's members. */
static void test_unit_of_nested_group(Fixture *fixture, gconstpointer data) {
  (void)data;
  raw_write(fixture, "INSERT INTO unit_member (unit, member) SELECT o.id, i.id FROM unit o, unit i "
                     "WHERE o.name = '有关市交通运输局' AND i.name = '五市交通运输局'");
  /* And in a circle, which must not run for ever. */
  raw_write(fixture, "INSERT INTO unit_member (unit, member) SELECT o.id, i.id FROM unit o, unit i "
                     "WHERE i.name = '有关市交通运输局' AND o.name = '五市交通运输局'");
  TaskFilter filter = with_unit(fixture, "中卫市交通运输局");
  filter.query = "68";
  check(fixture, filter, "68");
}

static void test_state_light_due(Fixture *fixture, gconstpointer data) {
  (void)data;
  set(fixture, 1, "state = 'active'");
  set(fixture, 2, "state = 'paused'");
  TaskFilter filter = all();
  filter.state = TASK_STATE_ACTIVE;
  check(fixture, filter, "1");
  filter.state = TASK_STATE_PAUSED;
  check(fixture, filter, "2");
  filter.state = TASK_STATE_NEW;
  g_assert_cmpuint(count(fixture, filter), ==, 67);

  filter = all();
  filter.light = LIGHT_RED;
  check(fixture, filter, "4,54");
  filter.light = LIGHT_GREY;
  check(fixture, filter, "2,32,33,48,62,63,64,65,66,67,68,69");
  filter.light = LIGHT_AMBER;
  check(fixture, filter, "28"); /* its week ends tomorrow */
  filter.light = LIGHT_GREEN;
  g_assert_cmpuint(count(fixture, filter), ==, 69 - 2 - 12 - 1);

  filter = all();
  filter.due_until = day_from_ymd(2026, 10, 31);
  check(fixture, filter, "4,54");
  filter.due_until--;
  check(fixture, filter, "4");
}

static void test_combined(Fixture *fixture, gconstpointer data) {
  (void)data;
  TaskFilter filter = with_unit(fixture, "永宁县交通运输局");
  filter.ledger = fixture->ledger;
  filter.light = LIGHT_RED;
  filter.query = "宣传月";
  filter.state = TASK_STATE_NEW;
  filter.due_until = fixture->actor.today;
  check(fixture, filter, "54");
  filter.state = TASK_STATE_ACTIVE;
  check(fixture, filter, "");
}

static void test_order(Fixture *fixture, gconstpointer data) {
  (void)data;
  set(fixture, 1, "due = NULL");
  set(fixture, 60, "due = '2026-01-02'");
  TaskFilter filter = all();
  filter.order = TASK_ORDER_DUE;
  g_autofree char *numbers = list_on(fixture, &filter, fixture->actor.today, 7);
  g_assert_true(g_str_has_prefix(numbers, "60,4,54,2,3,5,"));
  g_assert_true(g_str_has_suffix(numbers, ",68,69,1"));
}

/* ---- words ------------------------------------------------------------------------------ */

static void test_words(Fixture *fixture, gconstpointer data) {
  (void)data;
  check(fixture, with_query("红黑名单"), "12,13,45,46,47"); /* 45-47 by 二级 too */
  check(fixture, with_query("红黑名单 告知"), "47");
  check(fixture, with_query("告知　红黑名单"), "47"); /* a full-width blank */
  check(fixture, with_query("  告知 \t　 红黑名单　"), "47");
  check(fixture, with_query("2026年4月"), "4");           /* the deadline in force … */
  check(fixture, with_query("2020年4月"), "");            /* … not the printed one */
  check(fixture, with_query("机关党委"), "58");           /* a unit */
  check(fixture, with_query("诚信文明"), "58");           /* 二级 */
  check(fixture, with_query("扣分项"), "65,66,67,68,69"); /* 一级 without 二级 */
  check(fixture, with_query("七、加强 宣传"), "54,55,56,57");
  check(fixture, with_query("7"), "7"); /* the number as a whole, not 17 or 27 */
  check(fixture, with_query("没有这样的词"), "");
  g_assert_cmpuint(count(fixture, with_query("")), ==, 69);
  g_assert_cmpuint(count(fixture, with_query(" 　")), ==, 69);
  g_assert_cmpuint(count(fixture, with_query("四、创新事前信用承诺")), ==, 7);
  set(fixture, 9, "note = '等省里文件'");
  check(fixture, with_query("省里文件"), "9");
}

static void test_many_words(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(GString) query = g_string_new(NULL);
  for (int i = 0; i < 40; i++)
    g_string_append(query, "信用 ");
  g_assert_cmpuint(count(fixture, with_query(query->str)), ==, count(fixture, with_query("信用")));
  g_string_append(query, "没有这样的词");
  check(fixture, with_query(query->str), "");
  for (int i = 0; i < 60; i++)
    g_string_append(query, " 信用");
  TaskFilter filter = with_query(query->str);
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  g_assert_null(task_list(fixture->db, reckoning, &filter, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "101");
}

/* 20,000 bytes, doubled where each is escaped, are what SQLite can look for. */
static void test_long_word(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *most = g_strnfill(20000, '%');
  check(fixture, with_query(most), "");
  g_autofree char *more = g_strnfill(20001, '%');
  TaskFilter filter = with_query(more);
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  g_assert_null(task_list(fixture->db, reckoning, &filter, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "20001");
}

/* The signs LIKE knows stand for themselves. */
static void test_wildcards(Fixture *fixture, gconstpointer data) {
  (void)data;
  check(fixture, with_query("%"), "");
  check(fixture, with_query("_"), "");
  check(fixture, with_query("\\"), "");
  set(fixture, 1, "goal = '完成100%'");
  set(fixture, 2, "goal = 'a_b'");
  set(fixture, 3, "goal = 'C:\\temp'");
  set(fixture, 5, "goal = '它''s'");
  check(fixture, with_query("%"), "1");
  check(fixture, with_query("0%"), "1");
  check(fixture, with_query("_"), "2");
  check(fixture, with_query("\\"), "3");
  check(fixture, with_query("A_B"), "2"); /* letters of either case */
  check(fixture, with_query("它's"), "5");
}

/* ---- lights by date --------------------------------------------------------------------- */

static void test_lights(Fixture *fixture, gconstpointer data) {
  (void)data;
  Day due = day_from_ymd(2026, 4, 30);
  static const struct {
    int offset, lead;
    Light light;
  } cases[] = {
      {-8, 7, LIGHT_GREEN},   {-7, 7, LIGHT_AMBER},   {-1, 7, LIGHT_AMBER}, {0, 7, LIGHT_AMBER},
      {1, 7, LIGHT_RED},      {-1, 0, LIGHT_GREEN},   {0, 0, LIGHT_AMBER},  {1, 0, LIGHT_RED},
      {-30, 30, LIGHT_AMBER}, {-31, 30, LIGHT_GREEN},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    TaskFilter filter = with_query("4");
    Day today = due + (Day)cases[i].offset;
    GError *error = NULL;
    g_autoptr(Reckoning) reckoning = reckoning_on(fixture, today, cases[i].lead);
    g_autoptr(GArray) refs = task_list(fixture->db, reckoning, &filter, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(refs->len, ==, 1);
    g_assert_cmpint(g_array_index(refs, TaskRef, 0).light, ==, cases[i].light);
    g_assert_cmpint(g_array_index(refs, TaskRef, 0).overdue, ==, MAX(cases[i].offset, 0));
    filter.light = (int)cases[i].light;
    check_on(fixture, &filter, today, cases[i].lead, "4");
    filter.light = cases[i].light == LIGHT_RED ? LIGHT_GREEN : LIGHT_RED;
    check_on(fixture, &filter, today, cases[i].lead, "");
  }
}

/* Reading changes nothing: no entry, and not a byte that another connection would see. */
static void test_reads_only(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 entries = journal_entries(fixture->db);
  g_autoptr(GError) error = NULL;
  g_autoptr(Db) reader = db_open(db_path(fixture->db), DB_READ, &error);
  g_assert_no_error(error);
  gint64 version = db_data_version(reader);
  check(fixture, with_query("4"), "4");
  g_assert_cmpint(db_data_version(reader), ==, version);
  g_assert_cmpint(journal_entries(fixture->db), ==, entries);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/task-list/ledger", test_ledger);
  ADD("/task-list/ref", test_ref);
  ADD("/task-list/ref-extremes", test_ref_extremes);
  ADD("/task-list/unit", test_unit);
  ADD("/task-list/unit-of-nested-group", test_unit_of_nested_group);
  ADD("/task-list/state-light-due", test_state_light_due);
  ADD("/task-list/combined", test_combined);
  ADD("/task-list/order", test_order);
  ADD("/task-list/words", test_words);
  ADD("/task-list/many-words", test_many_words);
  ADD("/task-list/long-word", test_long_word);
  ADD("/task-list/wildcards", test_wildcards);
  ADD("/task-list/lights", test_lights);
  ADD("/task-list/reads-only", test_reads_only);
  return g_test_run();
}

/* What lists take from the stock, against reading each of them from the file, and words against
 * plain SQL. */
#include "core/model/task_stock.h"

#include <string.h>

#include "core/rules/filter.h"
#include "tests/core/fixture.h"

static char *ids_text(const GArray *refs) {
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < refs->len; i++)
    g_string_append_printf(text, "%" G_GINT64_FORMAT " ", g_array_index(refs, TaskRef, i).id);
  return g_string_free(text, FALSE);
}

static void assert_same_ref(const TaskRef *one, const TaskRef *other) {
  g_assert_cmpint(one->id, ==, other->id);
  g_assert_cmpint(one->number, ==, other->number);
  g_assert_cmpint(one->light, ==, other->light);
  g_assert_cmpint(one->percent, ==, other->percent);
  g_assert_cmpint(one->parts, ==, other->parts);
  g_assert_cmpint(one->under, ==, other->under);
}

/* The stock's list is the file's, row for row. Returns how many there are. */
static guint check_same(TaskStock *stock, Fixture *fixture, const Reckoning *reckoning,
                        const TaskFilter *filter) {
  GError *error = NULL;
  g_autoptr(GArray) kept = task_stock_list(stock, reckoning, filter, &error);
  g_assert_no_error(error);
  g_autoptr(GArray) read = task_list(fixture->db, reckoning, filter, &error);
  g_assert_no_error(error);
  g_autofree char *one = ids_text(kept), *other = ids_text(read);
  g_assert_cmpstr(one, ==, other);
  for (guint i = 0; i < kept->len; i++)
    assert_same_ref(&g_array_index(kept, TaskRef, i), &g_array_index(read, TaskRef, i));
  return kept->len;
}

/* ---- words, against LIKE -------------------------------------------------------------------- */

static const char *const PIECES[] = {"整", "改", "整改", "数", "a",  "A", "b",  "%", "_",
                                     "\\", "'",  "1",    "4",  "Ａ", "é", "，", ",", "信用"};

static char *random_text(int most) {
  GString *text = g_string_new(NULL);
  for (int i = g_test_rand_int_range(1, most); i > 0; i--)
    g_string_append(text, PIECES[g_test_rand_int_range(0, G_N_ELEMENTS(PIECES))]);
  return g_string_free(text, FALSE);
}

static char *quoted(const char *text) {
  g_auto(GStrv) pieces = g_strsplit(text, "'", -1);
  g_autofree char *doubled = g_strjoinv("''", pieces);
  return g_strdup_printf("'%s'", doubled);
}

static char *like_pattern(const char *word) {
  g_autoptr(GString) pattern = g_string_new("%");
  for (const char *p = word; *p != '\0'; p++) {
    if (strchr("%_\\", *p) != NULL)
      g_string_append_c(pattern, '\\');
    g_string_append_c(pattern, *p);
  }
  g_string_append_c(pattern, '%');
  return quoted(pattern->str);
}

/* The condition by which task t has the word somewhere, written out. */
static char *plain_condition(const char *word) {
  g_autofree char *like = like_pattern(word), *whole = quoted(word);
  GString *sql = g_string_new(
      "(t.goal LIKE @like ESCAPE '\\' OR ifnull(t.deadline LIKE @like ESCAPE '\\', 0)"
      " OR ifnull(t.note LIKE @like ESCAPE '\\', 0) OR CAST(t.number AS TEXT) = @whole"
      " OR t.id IN (SELECT tu.task FROM task_unit tu WHERE tu.unit IN"
      " (SELECT id FROM unit WHERE name LIKE @like ESCAPE '\\' UNION"
      " SELECT successor FROM unit WHERE name LIKE @like ESCAPE '\\' UNION"
      " SELECT unit FROM unit_alias WHERE name LIKE @like ESCAPE '\\'))"
      " OR t.indicator IN (WITH RECURSIVE hit(id) AS"
      " (SELECT id FROM indicator WHERE title LIKE @like ESCAPE '\\'"
      " UNION SELECT i.id FROM indicator i JOIN hit ON i.parent = hit.id) SELECT id FROM hit)"
      " OR t.id IN (SELECT task FROM task_tag WHERE tag LIKE @like ESCAPE '\\'))");
  g_string_replace(sql, "@like", like, 0);
  g_string_replace(sql, "@whole", whole, 0);
  return g_string_free(sql, FALSE);
}

/* The ids that all words of a filter of plain words take. */
static char *plain_ids(Fixture *fixture, const char *text) {
  g_autoptr(Filter) filter = filter_parse(text, fixture->actor.today);
  g_autoptr(GString) sql = g_string_new("SELECT t.id FROM task t WHERE 1");
  for (guint i = 0; i < filter->terms->len; i++) {
    const FilterTerm *term = filter->terms->pdata[i];
    const FilterValue *value = term->values->pdata[0];
    g_assert_cmpint(term->field, ==, FILTER_WORD);
    g_autofree char *one = plain_condition(value->text), *other = plain_condition(value->typed);
    g_string_append_printf(sql, " AND %s (%s OR %s)", term->not_ ? "NOT" : "", one, other);
  }
  g_string_append(sql, " ORDER BY t.number");
  GError *error = NULL;
  GString *ids = g_string_new(NULL);
  Query *query = query_new(fixture->db, sql->str);
  while (query_next(query))
    g_string_append_printf(ids, "%" G_GINT64_FORMAT " ", query_int(query, 0));
  g_assert_true(query_finish(query, &error));
  return g_string_free(ids, FALSE);
}

static void scatter_texts(Fixture *fixture) {
  g_autoptr(GString) texts = g_string_new("WITH texts(number, goal, note) AS (VALUES");
  g_autoptr(GString) tags = g_string_new("INSERT INTO task_tag (task, tag) VALUES");
  for (int number = 1; number <= 69; number++) {
    g_autofree char *goal = random_text(12), *note = random_text(8), *tag = random_text(4);
    g_autofree char *goal_sql = quoted(goal), *note_sql = quoted(note), *tag_sql = quoted(tag);
    const char *between = number > 1 ? "," : "";
    g_string_append_printf(texts, "%s (%d, %s, %s)", between, number, goal_sql,
                           g_test_rand_bit() ? note_sql : "NULL");
    if (number % 5 == 1)
      g_string_append_printf(tags, "%s (%d, %s)", between, (int)task_id(fixture, number), tag_sql);
  }
  g_string_append(texts, ") UPDATE task SET (goal, note) ="
                         " (SELECT goal, note FROM texts WHERE texts.number = task.number)");
  raw_write(fixture, texts->str);
  raw_write(fixture, tags->str);
  raw_write(fixture, "UPDATE unit SET name = name || '整A%' WHERE id % 9 = 0");
  raw_write(fixture, "INSERT INTO unit_alias (name, unit, origin, made_on)"
                     " SELECT '数_' || id, id, 'alias', '2026-01-01' FROM unit WHERE id % 7 = 0");
  raw_write(fixture, "UPDATE indicator SET title = title || '改\\' WHERE id % 6 = 0");
}

static gboolean is_plain(const char *text, Day today) {
  g_autoptr(Filter) filter = filter_parse(text, today);
  for (guint i = 0; i < filter->terms->len; i++) {
    const FilterTerm *term = filter->terms->pdata[i];
    const FilterValue *value = term->values->pdata[0];
    /* pinyin finds more than LIKE */
    if (term->field != FILTER_WORD || strspn(value->text, "abAB14") == strlen(value->text))
      return FALSE;
  }
  return filter->problems->len == 0;
}

/* Each text is typed character by character, as a person does, on one stock. */
static void test_words(Fixture *fixture, gconstpointer data) {
  (void)data;
  scatter_texts(fixture);
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  g_autoptr(TaskStock) stock = task_stock_new(fixture->db);
  guint some = 0, plain = 0;
  for (int i = 0; i < 30; i++) {
    g_autofree char *one = random_text(4), *other = random_text(4);
    g_autofree char *text = g_strdup_printf("%s%s%s", one, i % 3 == 0 ? " -" : " ", other);
    for (const char *end = g_utf8_next_char(text);; end = g_utf8_next_char(end)) {
      g_autofree char *typed = g_strndup(text, (gsize)(end - text));
      TaskFilter filter = TASK_FILTER_ALL;
      filter.query = typed;
      guint count = check_same(stock, fixture, reckoning, &filter);
      some += count > 0 && count < 69;
      if (is_plain(typed, fixture->actor.today)) {
        g_autoptr(GArray) refs = task_stock_list(stock, reckoning, &filter, &error);
        g_autofree char *found = ids_text(refs), *expected = plain_ids(fixture, typed);
        g_assert_cmpstr(found, ==, expected);
        plain++;
      }
      if (*end == '\0')
        break;
    }
  }
  g_assert_cmpuint(some, >, 50);
  g_assert_cmpuint(plain, >, 50);
}

/* ---- everything else ------------------------------------------------------------------------ */

static void make_varied(Fixture *fixture) {
  fixture_apply(fixture, "ningxia-2020", 2020);
  raw_write(fixture, "UPDATE task SET state = 'done', done_on = '2026-05-02' WHERE id % 7 = 0");
  raw_write(fixture, "UPDATE task SET state = 'active', percent = id % 100 WHERE id % 5 = 0");
  raw_write(fixture, "UPDATE task SET due = date('2026-10-20', (id % 60) || ' days')");
  raw_write(fixture, "UPDATE task SET due = NULL WHERE id % 11 = 0");
  raw_write(fixture,
            "INSERT INTO task_tag (task, tag) SELECT id, '重点' FROM task WHERE id % 3 = 0");
  /* Parts, of which one is void, numbered behind all others. */
  raw_write(fixture, "INSERT INTO task (ledger, indicator, number, kind, goal, state, percent,"
                     " parent, weight) SELECT ledger, indicator, number + 100, kind, '部分', 'new',"
                     " 30, id, 50 FROM task WHERE number IN (3, 8)");
  raw_write(fixture,
            "INSERT INTO task (ledger, indicator, number, kind, goal, state, percent,"
            " parent, weight) SELECT ledger, indicator, number + 200, kind, '部分', 'void',"
            " 30, id, 50 FROM task WHERE number IN (3, 5)");
  raw_write(fixture, "UPDATE ledger SET frozen_on = '2026-01-01' WHERE year = 2020");
}

/* Words are typed on while what else is asked for stays as it is, or not. */
static void test_typed_on(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_varied(fixture);
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  g_autoptr(TaskStock) stock = task_stock_new(fixture->db);
  for (int i = 0; i < 64; i++) { /* each of these may be one thing first and another then */
    TaskFilter filter = TASK_FILTER_ALL;
    filter.query = "重"; /* also of tasks that are split */
    filter.late = (i & 1) != 0;
    filter.whole = (i & 2) != 0;
    filter.due_until = (i & 4) != 0 ? fixture->actor.today - 10 : DAY_NONE;
    check_same(stock, fixture, reckoning, &filter);
    filter.query = "重点";
    filter.late = filter.late != ((i & 8) != 0);
    filter.whole = filter.whole != ((i & 16) != 0);
    filter.due_until = (i & 32) == 0 ? filter.due_until : fixture->actor.today;
    check_same(stock, fixture, reckoning, &filter);
  }
}

static void test_filters(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const char *const QUERIES[] = {
      NULL,          "",          "信用",     "灯:红",
      "-灯:红 信用", "逾期:>3",   "逾期:0",   "状态:办理中 标签:重点",
      "标签:无",     "责任:tfgc", "牵头:无",  "指标:jdxyxx",
      "完成率:30",   "序号:1..9", "编号:>40", "时限:<2026-11-01",
      "时限:无",     "进展:无",   "部分",     "类别:任务,加分项"};
  make_varied(fixture);
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  g_autoptr(TaskStock) stock = task_stock_new(fixture->db);
  g_autoptr(TaskStock) fresh = task_stock_new(fixture->db); /* is asked for what is late alone */
  for (int i = 0; i < 160; i++) {
    TaskFilter filter = TASK_FILTER_ALL;
    filter.query = QUERIES[i % (int)G_N_ELEMENTS(QUERIES)];
    filter.frozen = g_test_rand_int_range(0, 4) == 0;
    filter.ledger = g_test_rand_int_range(0, 3) == 0 ? fixture->ledger : 0;
    filter.whole = g_test_rand_bit();
    filter.order = g_test_rand_bit() ? TASK_ORDER_DUE : TASK_ORDER_NUMBER;
    if (g_test_rand_int_range(0, 3) == 0)
      filter.light = g_test_rand_int_range(0, LIGHT_COUNT);
    if (g_test_rand_int_range(0, 4) == 0)
      filter.state = g_test_rand_int_range(0, TASK_STATE_COUNT);
    if (g_test_rand_int_range(0, 3) == 0)
      filter.due_until = fixture->actor.today - 10 + (Day)g_test_rand_int_range(0, 20);
    check_same(stock, fixture, reckoning, &filter);
    filter.light = LIGHT_RED;
    filter.due_until = fixture->actor.today;
    check_same(fresh, fixture, reckoning, &filter);
  }
  /* Parts stand right after what they are parts of; what is void is none. */
  g_autoptr(GError) error = NULL;
  TaskFilter all = TASK_FILTER_ALL;
  g_autoptr(GArray) refs = task_stock_list(stock, reckoning, &all, &error);
  g_assert_no_error(error);
  const TaskRef *third = &g_array_index(refs, TaskRef, 2);
  g_assert_cmpint(third->parts, ==, 1);
  g_assert_cmpint(third->percent, ==, 30);
  g_assert_cmpint(g_array_index(refs, TaskRef, 3).number, ==, 103);
  g_assert_cmpint(g_array_index(refs, TaskRef, 4).number, ==, 203);
  g_assert_cmpint(g_array_index(refs, TaskRef, 5).number, ==, 4);
}

/* ---- while others write ---------------------------------------------------------------------- */

static guint count_of(TaskStock *stock, const Reckoning *reckoning, const char *query) {
  GError *error = NULL;
  TaskFilter filter = TASK_FILTER_ALL;
  filter.query = query;
  g_autoptr(GArray) refs = task_stock_list(stock, reckoning, &filter, &error);
  g_assert_no_error(error);
  return refs->len;
}

static void test_changes(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  g_autoptr(Reckoning) later = reckoning_on(fixture, fixture->actor.today + 400, LEAD_DAYS_DEFAULT);
  g_autoptr(Db) reader = db_open(db_path(fixture->db), DB_READ, &error);
  g_assert_no_error(error);
  g_autoptr(TaskStock) own = task_stock_new(fixture->db);
  g_autoptr(TaskStock) other = task_stock_new(reader);
  g_assert_cmpuint(count_of(own, reckoning, ""), ==, 69);
  g_assert_cmpuint(count_of(own, reckoning, "没有的"), ==, 0);
  g_assert_cmpuint(count_of(other, reckoning, "没有的"), ==, 0);
  raw_write(fixture, "UPDATE task SET goal = '没有的词' WHERE number = 3");
  g_assert_cmpuint(count_of(own, reckoning, "没有的词"), ==, 1);
  g_assert_cmpuint(count_of(other, reckoning, "没有的词"), ==, 1);

  /* One list stays what it was, but for how its tasks stand, however often another is read. */
  TaskFilter all = TASK_FILTER_ALL;
  g_autoptr(GArray) refs = task_stock_list(own, reckoning, &all, &error);
  g_autoptr(GArray) again = task_stock_list(own, reckoning, &all, &error);
  g_assert_true(refs == again); /* nothing is read twice */
  g_assert_cmpint(g_array_index(refs, TaskRef, 2).state, ==, TASK_STATE_NEW);
  raw_write(fixture, "UPDATE task SET state = 'done' WHERE number = 3");
  g_assert_cmpuint(count_of(own, reckoning, "状态:已办结"), ==, 1);
  g_assert_cmpint(g_array_index(refs, TaskRef, 2).state, ==, TASK_STATE_DONE);
  raw_write(fixture, "UPDATE task SET number = 900 WHERE number = 3");
  g_assert_cmpuint(count_of(own, reckoning, "状态:已办结"), ==, 1);
  g_assert_cmpint(g_array_index(refs, TaskRef, 2).number, ==, 3);

  guint red = count_of(own, reckoning, "灯:红");
  g_assert_cmpuint(count_of(own, later, "灯:红"), >, red);
  task_stock_forget(own);
  g_assert_cmpuint(count_of(own, reckoning, "灯:红"), ==, red);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/task-stock/words", test_words);
  ADD("/task-stock/filters", test_filters);
  ADD("/task-stock/typed-on", test_typed_on);
  ADD("/task-stock/changes", test_changes);
  return g_test_run();
}

/* Lists read piece by piece, against reading them whole. */
#include "core/model/task_pages.h"

#include "tests/core/fixture.h"

#define TODAY (fixture->actor.today)

/* Some two thousand tasks in three ledgers, many due on one day; periods that are due belong to
 * tasks with a date of any kind. */
static void make_many(Fixture *fixture) {
  fixture_apply(fixture, "ningxia-2020", 2020);
  fixture_apply(fixture, "ningxia-2020", 2025);
  raw_write(fixture, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9) "
                     "INSERT INTO task (ledger, indicator, number, kind, goal, state) "
                     "SELECT ledger, indicator, number + 69 * i, kind, goal, state FROM task, n");
  g_autofree char *due =
      g_strdup_printf("UPDATE task SET due = date('2026-11-25', (-id * id %% %d) || ' days')",
                      g_test_rand_int_range(20, 80));
  raw_write(fixture, due);
  raw_write(fixture, "UPDATE task SET state = 'done', done_on = '2026-11-02' WHERE id % 7 = 0");
  raw_write(fixture, "UPDATE task SET state = 'paused' WHERE id % 9 = 0");
  raw_write(fixture, "UPDATE schedule SET since = '2026-01-01'");
  raw_write(fixture, "UPDATE task SET due = NULL WHERE id % 11 = 0 OR id IN"
                     " (SELECT task FROM schedule WHERE id % 3 = 0)");
  raw_write(fixture, "UPDATE task SET due = '2027-05-01' WHERE id % 13 = 0 OR id IN"
                     " (SELECT task FROM schedule WHERE id % 3 = 1)");
  raw_write(fixture, "UPDATE ledger SET frozen_on = '2026-01-01' WHERE year = 2020");
}

static TaskFilter late(Fixture *fixture) {
  TaskFilter filter = TASK_FILTER_ALL;
  filter.light = LIGHT_RED;
  filter.due_until = TODAY - 1;
  filter.order = TASK_ORDER_DUE;
  return filter;
}

static void add_ids(GString *text, const GArray *refs) {
  for (guint i = 0; i < refs->len; i++) {
    const TaskRef *ref = &g_array_index(refs, TaskRef, i);
    g_string_append_printf(text, "%" G_GINT64_FORMAT ":%d:%d ", ref->id, ref->overdue, ref->missed);
  }
}

/* Returns how many pieces there were. */
static guint check_same(Fixture *fixture, const Reckoning *reckoning, const TaskFilter *filter) {
  GError *error = NULL;
  g_autoptr(GArray) whole = task_list(fixture->db, reckoning, filter, &error);
  g_assert_no_error(error);
  g_autoptr(TaskPages) pages = task_pages_new(fixture->db, reckoning, filter);
  g_autoptr(GString) expected = g_string_new(NULL), found = g_string_new(NULL);
  add_ids(expected, whole);
  guint pieces = 0;
  for (;;) {
    g_autoptr(GArray) refs = task_pages_next(pages, &error);
    g_assert_no_error(error);
    if (refs->len == 0)
      break;
    add_ids(found, refs);
    pieces++;
  }
  g_assert_cmpstr(found->str, ==, expected->str);
  return pieces;
}

static void test_pieces(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_many(fixture);
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, TODAY, LEAD_DAYS_DEFAULT);
  TaskFilter filter = late(fixture);
  g_assert_cmpuint(check_same(fixture, reckoning, &filter), >, 1);
  GError *error = NULL;
  g_autoptr(GArray) refs = task_list(fixture->db, reckoning, &filter, &error);
  const TaskRef *last = &g_array_index(refs, TaskRef, refs->len - 1);
  g_assert_cmpint(last->due, ==, DAY_NONE); /* there for its periods alone */
  g_assert_cmpint(last->missed, >, 0);
  gint64 unit = sql_int(fixture->db, "SELECT unit FROM task_unit GROUP BY unit"
                                     " ORDER BY count(*) DESC");
  for (int i = 0; i < 30; i++) {
    filter = late(fixture);
    filter.due_until = TODAY - 60 + (Day)g_test_rand_int_range(0, 70);
    filter.ledger = g_test_rand_int_range(0, 4);
    filter.frozen = g_test_rand_bit();
    filter.whole = g_test_rand_bit();
    filter.late = g_test_rand_bit();
    filter.light = g_test_rand_int_range(0, 5) == 0 ? -1 : LIGHT_RED;
    filter.unit = g_test_rand_int_range(0, 5) == 0 ? unit : 0;
    filter.query = g_test_rand_int_range(0, 5) == 0 ? "信用" : NULL;
    filter.state = g_test_rand_int_range(0, 5) == 0 ? TASK_STATE_NEW : -1;
    filter.order = g_test_rand_int_range(0, 5) == 0 ? TASK_ORDER_NUMBER : TASK_ORDER_DUE;
    check_same(fixture, reckoning, &filter);
  }
  filter = late(fixture);
  filter.due_until = TODAY - 9000;
  g_assert_cmpuint(check_same(fixture, reckoning, &filter), ==, 0);
}

/* What moves while the list is read comes once, and what is late all the time is not missed. */
static void test_writing(Fixture *fixture, gconstpointer data) {
  (void)data;
  make_many(fixture);
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, TODAY, LEAD_DAYS_DEFAULT);
  g_autoptr(Db) reader = db_open(db_path(fixture->db), DB_READ, &error);
  g_assert_no_error(error);
  TaskFilter filter = late(fixture);
  g_autoptr(GArray) before = task_list(reader, reckoning, &filter, &error);
  g_autoptr(GHashTable) found = g_hash_table_new(g_direct_hash, g_direct_equal);
  g_autoptr(TaskPages) pages = task_pages_new(reader, reckoning, &filter);
  for (guint piece = 0;; piece++) {
    g_autoptr(GArray) refs = task_pages_next(pages, &error);
    g_assert_no_error(error);
    if (refs->len == 0)
      break;
    for (guint i = 0; i < refs->len; i++)
      g_assert_true(
          g_hash_table_add(found, GINT_TO_POINTER((int)g_array_index(refs, TaskRef, i).id)));
    if (piece == 0) /* half of those read move behind, half of those to come before them */
      raw_write(fixture, "UPDATE task SET due = CASE WHEN due < '2026-11-01' THEN '2026-11-19'"
                         " ELSE '2025-12-01' END WHERE due <= '2026-11-20' AND id % 2"
                         " AND ledger IN (SELECT id FROM ledger WHERE frozen_on IS NULL)");
  }
  for (guint i = 0; i < before->len; i++) {
    gint64 id = g_array_index(before, TaskRef, i).id;
    g_assert_true(g_hash_table_contains(found, GINT_TO_POINTER((int)id)));
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/task-pages/pieces", test_pieces);
  ADD("/task-pages/writing", test_writing);
  return g_test_run();
}

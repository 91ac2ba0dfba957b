/* Numbers given to many tasks at once, and units stored anew, held against doing it one by one. */
#include "core/model/task_number.h"

#include "core/model/task.h"
#include "tests/core/fixture.h"

#define TASKS 69
#define NUMBER_MOST 120
#define ROUNDS 40

/* The numbers of the tasks of a ledger, in the order of their ids. */
static GArray *read_numbers(Fixture *fixture) {
  GArray *numbers = g_array_new(FALSE, FALSE, sizeof(gint64));
  Query *query = query_new(fixture->db, "SELECT number FROM task WHERE ledger = ?1 ORDER BY id");
  query_bind_int(query, 1, fixture->ledger);
  while (query_next(query)) {
    gint64 number = query_int(query, 0);
    g_array_append_val(numbers, number);
  }
  g_assert_true(query_finish(query, NULL));
  g_assert_cmpuint(numbers->len, ==, TASKS);
  return numbers;
}

static void assert_numbers(Fixture *fixture, const GArray *expected) {
  g_autoptr(GArray) found = read_numbers(fixture);
  for (guint i = 0; i < TASKS; i++)
    g_assert_cmpint(g_array_index(found, gint64, i), ==, g_array_index(expected, gint64, i));
}

static gint by_value(gconstpointer a, gconstpointer b) {
  gint64 left = *(const gint64 *)a, right = *(const gint64 *)b;
  return left < right ? -1 : left > right;
}

/* So many numbers of 1 to NUMBER_MOST, none twice, in any order. */
static GArray *draw(guint count) {
  GArray *all = g_array_new(FALSE, FALSE, sizeof(gint64));
  for (gint64 i = 1; i <= NUMBER_MOST; i++)
    g_array_append_val(all, i);
  for (guint i = 0; i < count; i++) {
    gint32 other = g_test_rand_int_range((gint32)i, NUMBER_MOST);
    gint64 kept = g_array_index(all, gint64, i);
    g_array_index(all, gint64, i) = g_array_index(all, gint64, other);
    g_array_index(all, gint64, other) = kept;
  }
  g_array_set_size(all, count);
  return all;
}

/* Any numbers for all; or, every other time, the same order with gaps, so that there are runs. */
static void store_any(Fixture *fixture, gboolean in_order) {
  g_autoptr(GArray) before = read_numbers(fixture);
  g_autoptr(GArray) after = draw(TASKS);
  g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(TaskNumber));
  if (in_order)
    g_array_sort(after, by_value);
  for (guint i = 0; i < TASKS; i++) {
    TaskNumber number = {g_array_index(before, gint64, i), g_array_index(after, gint64, i)};
    g_array_append_val(numbers, number);
  }
  GError *error = NULL;
  g_assert_true(task_numbers_store(fixture->db, fixture->ledger, numbers, &error));
  g_assert_no_error(error);
  assert_numbers(fixture, after);
}

static gint64 *holder(GArray *numbers, gint64 number) {
  for (guint i = 0; i < TASKS; i++) {
    if (g_array_index(numbers, gint64, i) == number)
      return &g_array_index(numbers, gint64, i);
  }
  return NULL;
}

/* What has number goes up by one, and before it what has the next one. */
static void push_up(GArray *numbers, gint64 number) {
  gint64 *task = holder(numbers, number);
  if (task == NULL)
    return;
  push_up(numbers, number + 1);
  *task = number + 1;
}

static void make_free(Fixture *fixture) {
  g_autoptr(GArray) expected = read_numbers(fixture);
  g_autoptr(GArray) wanted = draw((guint)g_test_rand_int_range(0, 30));
  g_array_sort(wanted, by_value);
  for (guint i = 0; i < wanted->len; i++)
    push_up(expected, g_array_index(wanted, gint64, i));
  GError *error = NULL;
  g_assert_true(task_numbers_make_free(fixture->db, fixture->ledger, wanted, &error));
  g_assert_no_error(error);
  assert_numbers(fixture, expected);
  for (guint i = 0; i < wanted->len; i++)
    g_assert_null(holder(expected, g_array_index(wanted, gint64, i)));
}

static gboolean number_at_random(Db *db, gpointer data, GError **error) {
  (void)error;
  Fixture *fixture = data;
  int next;
  for (int i = 0; i < ROUNDS; i++) {
    store_any(fixture, i % 2 == 0);
    make_free(fixture);
  }
  g_assert_true(task_number_next(db, fixture->ledger, &next, NULL));
  g_assert_cmpint(next, ==, sql_int(db, "SELECT max(number) + 1 FROM task"));
  return TRUE;
}

static void test_numbers(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_assert_true(
      store_try(fixture->db, &fixture->actor, "task.move", number_at_random, fixture, &error));
  g_assert_no_error(error);
}

/* ---- units ------------------------------------------------------------------------------ */

#define SQL_UNITS                                                                                  \
  "SELECT ifnull(group_concat(unit || ' ' || role || ' ' || position, ', '), '') FROM "            \
  "(SELECT unit, role, position FROM task_unit WHERE task = 1 ORDER BY position)"

static gboolean units_at_random(Db *db, gpointer data, GError **error) {
  (void)data;
  for (int i = 0; i < ROUNDS; i++) {
    g_autoptr(GPtrArray) units = g_ptr_array_new_with_free_func((GDestroyNotify)task_unit_free);
    g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GString) expected = g_string_new(NULL);
    int count = g_test_rand_int_range(0, 6);
    for (int k = 1; k <= count; k++) {
      gint64 unit = g_test_rand_int_range(1, 5);
      Role role = g_test_rand_int_range(0, 2) == 0 ? ROLE_LEAD : ROLE_SUPPORT;
      g_ptr_array_add(units, task_unit_new(unit, "", role));
      char *row = g_strdup_printf("%d %s", (int)unit, role_code(role));
      if (!g_hash_table_contains(known, row))
        g_string_append_printf(expected, "%s%s %d", expected->len > 0 ? ", " : "", row, k);
      g_hash_table_add(known, row);
    }
    g_assert_true(task_store_units(db, 1, units, error));
    g_autofree char *found = sql_text(db, SQL_UNITS);
    g_assert_cmpstr(found, ==, expected->str);
  }
  return TRUE;
}

static void test_units(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_assert_true(
      store_try(fixture->db, &fixture->actor, "task.edit", units_at_random, NULL, &error));
  g_assert_no_error(error);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/task_number/numbers", test_numbers);
  ADD("/task_number/units", test_units);
  return g_test_run();
}

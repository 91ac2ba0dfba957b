#include "core/model/matrix.h"
#include "tests/core/fixture.h"

/* The Ningxia ledger of 2020, with rules that ask since the year began. */
static void set_up_2020(Fixture *fixture, gconstpointer data) {
  fixture_set_up_empty(fixture, data);
  fixture_apply(fixture, "ningxia-2020", 2020);
  fixture->ledger = sql_int(fixture->db, "SELECT id FROM ledger");
}

#define ADD_2020(path, test) g_test_add(path, Fixture, NULL, set_up_2020, test, fixture_tear_down)

static Matrix *compute(Fixture *fixture, int year, MatrixColumns columns, gboolean by_unit) {
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning =
      reckoning_on(fixture, day_from_ymd(2021, 1, 10), LEAD_DAYS_DEFAULT);
  Matrix *matrix = matrix_compute(fixture->db, reckoning, 0, year, columns, by_unit, &error);
  g_assert_no_error(error);
  return matrix;
}

/* Cells add up to the row's total; rows, where each task has one, to the column's. */
static void check_sums(const Matrix *matrix, gboolean by_unit) {
  int quota = 0, periods = 0;
  for (guint i = 0; i < matrix->rows->len; i++) {
    const MatrixRow *row = matrix->rows->pdata[i];
    int row_quota = 0, row_periods = 0;
    for (guint k = 0; k < matrix->columns->len; k++) {
      row_quota += row->cells[k].quota;
      row_periods += row->cells[k].periods;
    }
    g_assert_cmpint(row_quota, ==, row->total.quota);
    g_assert_cmpint(row_periods, ==, row->total.periods);
    quota += row_quota;
    periods += row_periods;
  }
  int total = 0;
  for (guint k = 0; k < matrix->columns->len; k++)
    total += matrix->totals[k].quota;
  g_assert_cmpint(total, ==, matrix->total.quota);
  if (!by_unit) {
    g_assert_cmpint(quota, ==, matrix->total.quota);
    g_assert_cmpint(periods, ==, matrix->total.periods);
  }
}

/* FACTS 2.5: quarterly 4 (twice once, once two cases), monthly 12 (three), weekly 53. */
static void test_sums(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const guint columns[MATRIX_COLUMNS_COUNT] = {12, 4, 53};
  for (int i = 0; i < MATRIX_COLUMNS_COUNT; i++) {
    for (int by_unit = 0; by_unit <= 1; by_unit++) {
      g_autoptr(Matrix) matrix = compute(fixture, 2020, (MatrixColumns)i, by_unit);
      g_assert_cmpuint(matrix->columns->len, ==, columns[i]);
      g_assert_cmpint(matrix->total.periods, ==, 3 * 4 + 3 * 12 + 53);
      g_assert_cmpint(matrix->total.quota, ==, 4 + 4 + 8 + 36 + 53);
      g_assert_cmpint(matrix->total.count, ==, 0);
      g_assert_cmpint(matrix->total.light, ==, LIGHT_RED);
      check_sums(matrix, by_unit);
    }
  }
}

static const MatrixRow *row_named(const Matrix *matrix, const char *prefix) {
  for (guint i = 0; i < matrix->rows->len; i++) {
    const MatrixRow *row = matrix->rows->pdata[i];
    if (g_str_has_prefix(row->name, prefix))
      return row;
  }
  g_assert_not_reached();
}

/* Of some tasks: their rows, and totals that count nothing else. */
static void test_some(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  gint64 task = task_id(fixture, 50);
  g_autoptr(GHashTable) tasks = g_hash_table_new(g_int64_hash, g_int64_equal);
  g_hash_table_add(tasks, &task);
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  for (int by_unit = 0; by_unit <= 1; by_unit++) {
    g_autoptr(Matrix) matrix =
        matrix_compute_of(fixture->db, reckoning, tasks, 0, 2020, MATRIX_MONTHS, by_unit, &error);
    g_assert_no_error(error);
    g_assert_cmpint(matrix->total.quota, ==, 8);
    g_assert_cmpint(matrix->total.periods, ==, 4);
    check_sums(matrix, by_unit);
    const MatrixRow *row = matrix->rows->pdata[0];
    if (!by_unit)
      g_assert_cmpuint(matrix->rows->len, ==, 1);
    g_assert_cmpint(row->task, ==, by_unit ? 0 : task);
    g_assert_cmpint(row->total.quota, ==, 8);
  }
}

static void test_rows(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Matrix) rules = compute(fixture, 2020, MATRIX_MONTHS, FALSE);
  g_assert_cmpuint(rules->rows->len, ==, 7);
  const MatrixRow *quarterly = row_named(rules, "第50项 每季度公示2个以上");
  g_assert_cmpint(quarterly->task, ==, task_id(fixture, 50));
  for (int month = 0; month < 12; month++)
    g_assert_cmpint(quarterly->cells[month].quota, ==, month % 3 == 2 ? 2 : 0);
  g_assert_cmpstr(quarterly->cells[2].key, ==, "2020Q1");
  /* January 2020 has five Thursdays, February four. */
  const MatrixRow *weekly = row_named(rules, "第28项");
  g_assert_cmpint(weekly->cells[0].periods, ==, 5);
  g_assert_cmpint(weekly->cells[1].periods, ==, 4);
  g_autoptr(Matrix) units = compute(fixture, 2020, MATRIX_MONTHS, TRUE);
  g_assert_cmpint(row_named(units, "厅法规处")->total.quota, ==, 4 + 4 + 12 + 53 + 12);
  g_assert_cmpint(row_named(units, "厅法规处")->schedule, ==, 0);
}

/* What one task has of its quota counts in its cell, and once in the totals of units. */
static void test_counts(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *sql = g_strdup_printf(
      "INSERT INTO period (task, schedule, key, first, last, due, quota) SELECT task, id, '2020Q1', "
      "'2020-01-01', '2020-03-31', '2020-03-31', 2 FROM schedule WHERE task = %" G_GINT64_FORMAT,
      task_id(fixture, 50));
  raw_write(fixture, sql);
  raw_write(fixture,
            "INSERT INTO submission (task, period, made_on, text, author) SELECT task, id, "
            "'2020-03-01', '两个案例', 'zhangsan' FROM period");
  for (int by_unit = 0; by_unit <= 1; by_unit++) {
    g_autoptr(Matrix) matrix = compute(fixture, 2020, MATRIX_QUARTERS, by_unit);
    g_assert_cmpint(matrix->total.count, ==, 1);
    g_assert_cmpint(matrix->totals[0].count, ==, 1);
    check_sums(matrix, by_unit);
  }
  g_autoptr(Matrix) rules = compute(fixture, 2020, MATRIX_QUARTERS, FALSE);
  const MatrixCell *cell = &row_named(rules, "第50项")->cells[0];
  g_assert_cmpint(cell->count, ==, 1);
  g_assert_cmpint(cell->quota, ==, 2);
  g_assert_cmpint(cell->light, ==, LIGHT_RED);
}

/* A year in which nothing is asked for has its columns and no rows. */
static void test_other_year(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Matrix) matrix = compute(fixture, 2023, MATRIX_MONTHS, FALSE);
  g_assert_cmpuint(matrix->columns->len, ==, 12);
  g_assert_cmpuint(matrix->rows->len, ==, 0);
  g_assert_cmpint(matrix->total.periods, ==, 0);
  g_autoptr(Matrix) weeks = compute(fixture, 2026, MATRIX_WEEKS, TRUE);
  g_assert_cmpuint(weeks->columns->len, ==, 53);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD_2020("/matrix/sums", test_sums);
  ADD_2020("/matrix/some", test_some);
  ADD_2020("/matrix/rows", test_rows);
  ADD_2020("/matrix/counts", test_counts);
  ADD_2020("/matrix/other-year", test_other_year);
  return g_test_run();
}

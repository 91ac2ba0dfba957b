#include "core/model/grid.h"
#include "tests/core/fixture.h"

/* The Ningxia ledger of 2020, with rules that ask since the year began. */
static void set_up_2020(Fixture *fixture, gconstpointer data) {
  fixture_set_up_empty(fixture, data);
  fixture_apply(fixture, "ningxia-2020", 2020);
  fixture->ledger = sql_int(fixture->db, "SELECT id FROM ledger");
}

#define ADD_2020(path, test) g_test_add(path, Fixture, NULL, set_up_2020, test, fixture_tear_down)

static Grid *compute(Fixture *fixture, int year, GridColumns columns, gboolean by_unit) {
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning =
      reckoning_on(fixture, day_from_ymd(2021, 1, 10), LEAD_DAYS_DEFAULT);
  Grid *grid = grid_compute(fixture->db, reckoning, 0, year, columns, by_unit, &error);
  g_assert_no_error(error);
  return grid;
}

/* Cells add up to the row's total; rows, where each task has one, to the column's. */
static void check_sums(const Grid *grid, gboolean by_unit) {
  int quota = 0, periods = 0;
  for (guint i = 0; i < grid->rows->len; i++) {
    const GridRow *row = grid->rows->pdata[i];
    int row_quota = 0, row_periods = 0;
    for (guint k = 0; k < grid->columns->len; k++) {
      row_quota += row->cells[k].quota;
      row_periods += row->cells[k].periods;
    }
    g_assert_cmpint(row_quota, ==, row->total.quota);
    g_assert_cmpint(row_periods, ==, row->total.periods);
    quota += row_quota;
    periods += row_periods;
  }
  int total = 0;
  for (guint k = 0; k < grid->columns->len; k++)
    total += grid->totals[k].quota;
  g_assert_cmpint(total, ==, grid->total.quota);
  if (!by_unit) {
    g_assert_cmpint(quota, ==, grid->total.quota);
    g_assert_cmpint(periods, ==, grid->total.periods);
  }
}

/* FACTS 2.5: quarterly 4 (twice once, once two cases), monthly 12 (three), weekly 53. */
static void test_sums(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const guint columns[GRID_COLUMNS_COUNT] = {12, 4, 53};
  for (int i = 0; i < GRID_COLUMNS_COUNT; i++) {
    for (int by_unit = 0; by_unit <= 1; by_unit++) {
      g_autoptr(Grid) grid = compute(fixture, 2020, (GridColumns)i, by_unit);
      g_assert_cmpuint(grid->columns->len, ==, columns[i]);
      g_assert_cmpint(grid->total.periods, ==, 3 * 4 + 3 * 12 + 53);
      g_assert_cmpint(grid->total.quota, ==, 4 + 4 + 8 + 36 + 53);
      g_assert_cmpint(grid->total.count, ==, 0);
      g_assert_cmpint(grid->total.light, ==, LIGHT_RED);
      check_sums(grid, by_unit);
    }
  }
}

static const GridRow *row_named(const Grid *grid, const char *prefix) {
  for (guint i = 0; i < grid->rows->len; i++) {
    const GridRow *row = grid->rows->pdata[i];
    if (g_str_has_prefix(row->name, prefix))
      return row;
  }
  g_assert_not_reached();
}

static void test_rows(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Grid) rules = compute(fixture, 2020, GRID_MONTHS, FALSE);
  g_assert_cmpuint(rules->rows->len, ==, 7);
  const GridRow *quarterly = row_named(rules, "第50项 每季度公示2个以上");
  g_assert_cmpint(quarterly->task, ==, task_id(fixture, 50));
  for (int month = 0; month < 12; month++)
    g_assert_cmpint(quarterly->cells[month].quota, ==, month % 3 == 2 ? 2 : 0);
  g_assert_cmpstr(quarterly->cells[2].key, ==, "2020Q1");
  /* January 2020 has five Thursdays, February four. */
  const GridRow *weekly = row_named(rules, "第28项");
  g_assert_cmpint(weekly->cells[0].periods, ==, 5);
  g_assert_cmpint(weekly->cells[1].periods, ==, 4);
  g_autoptr(Grid) units = compute(fixture, 2020, GRID_MONTHS, TRUE);
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
    g_autoptr(Grid) grid = compute(fixture, 2020, GRID_QUARTERS, by_unit);
    g_assert_cmpint(grid->total.count, ==, 1);
    g_assert_cmpint(grid->totals[0].count, ==, 1);
    check_sums(grid, by_unit);
  }
  g_autoptr(Grid) rules = compute(fixture, 2020, GRID_QUARTERS, FALSE);
  const GridCell *cell = &row_named(rules, "第50项")->cells[0];
  g_assert_cmpint(cell->count, ==, 1);
  g_assert_cmpint(cell->quota, ==, 2);
  g_assert_cmpint(cell->light, ==, LIGHT_RED);
}

/* A year in which nothing is asked for has its columns and no rows. */
static void test_other_year(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Grid) grid = compute(fixture, 2023, GRID_MONTHS, FALSE);
  g_assert_cmpuint(grid->columns->len, ==, 12);
  g_assert_cmpuint(grid->rows->len, ==, 0);
  g_assert_cmpint(grid->total.periods, ==, 0);
  g_autoptr(Grid) weeks = compute(fixture, 2026, GRID_WEEKS, TRUE);
  g_assert_cmpuint(weeks->columns->len, ==, 53);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD_2020("/grid/sums", test_sums);
  ADD_2020("/grid/rows", test_rows);
  ADD_2020("/grid/counts", test_counts);
  ADD_2020("/grid/other-year", test_other_year);
  return g_test_run();
}

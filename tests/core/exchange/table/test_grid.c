/* A table of cells: what is put is what is there, clean, and merged cells hide what they cover. */
#include "core/exchange/table/grid.h"

#include <string.h>

static void put(Grid *grid, guint row, guint column, const char *text) {
  grid_put(grid, row, column, CELL_TEXT, text, 0, DAY_NONE);
}

static void test_cells(void) {
  g_autoptr(Grid) grid = grid_new("台\033账");
  g_assert_cmpstr(grid_name(grid), ==, "台\xef\xbf\xbd账");
  g_assert_cmpuint(grid_rows(grid), ==, 0);
  put(grid, 2, 3, "  两行\r\n字\t ");
  g_assert_cmpuint(grid_rows(grid), ==, 3);
  g_assert_cmpuint(grid_columns(grid), ==, 4);
  const Cell *cell = grid_cell(grid, 2, 3);
  g_assert_cmpstr(cell->text, ==, "两行\n字");
  g_assert_cmpint(cell->kind, ==, CELL_TEXT);
  g_assert_cmpint(grid_cell(grid, 0, 0)->kind, ==, CELL_EMPTY);
  g_assert_cmpint(grid_cell(grid, 9, 9)->kind, ==, CELL_EMPTY);
  g_assert_cmpstr(grid_cell(grid, 9, 9)->text, ==, "");

  put(grid, 2, 3, " \xe3\x80\x80\n");
  g_assert_cmpint(grid_cell(grid, 2, 3)->kind, ==, CELL_EMPTY);
  put(grid, 2, 3, "\xe3\x80\x80\xe3\x80\x80缩进\xe3\x80\x80");
  g_assert_cmpstr(grid_cell(grid, 2, 3)->text, ==, "\xe3\x80\x80\xe3\x80\x80缩进");
  put(grid, 0, 0, "不断空格\xc2\xa0");
  g_assert_cmpstr(grid_cell(grid, 0, 0)->text, ==, "不断空格");
  put(grid, 0, 0, "坏\xff字节");
  g_assert_cmpstr(grid_cell(grid, 0, 0)->text, ==, "坏\xef\xbf\xbd字节");
}

static void test_kinds(void) {
  g_autoptr(Grid) grid = grid_new("a");
  Day day = day_from_ymd(2020, 12, 31);
  grid_put(grid, 0, 0, CELL_NUMBER, "60%", 0.6, DAY_NONE);
  grid_put(grid, 0, 1, CELL_TEXT, "60%", 0, DAY_NONE);
  grid_put(grid, 0, 2, CELL_DATE, "2020-12-31", 44196, day);
  grid_put(grid, 0, 3, CELL_NUMBER, "60%", 0.601, day);
  g_assert_cmpint(grid_cell(grid, 0, 0)->kind, ==, CELL_NUMBER);
  g_assert_cmpfloat(grid_cell(grid, 0, 0)->number, ==, 0.6);
  g_assert_cmpint(grid_cell(grid, 0, 1)->kind, ==, CELL_TEXT);
  g_assert_cmpuint(grid_cell(grid, 0, 2)->day, ==, day);
  g_assert_cmpfloat(grid_cell(grid, 0, 3)->number, ==, 0.601);
  g_assert_cmpuint(grid_cell(grid, 0, 3)->day, ==, DAY_NONE);
}

/* More cells than a block keeps, each its own; and equal ones, which are one. */
static void test_many(void) {
  g_autoptr(Grid) grid = grid_new("a");
  for (guint row = 0; row < 3000; row++) {
    g_autofree char *text = g_strdup_printf("第%u行", row);
    put(grid, row, 0, text);
    put(grid, row, 1, "厅法规处");
  }
  for (guint row = 0; row < 3000; row++) {
    g_autofree char *text = g_strdup_printf("第%u行", row);
    g_assert_cmpstr(grid_cell(grid, row, 0)->text, ==, text);
    g_assert_true(grid_cell(grid, row, 1) == grid_cell(grid, 0, 1));
  }
}

static void test_merges(void) {
  g_autoptr(Grid) grid = grid_new("a");
  for (guint row = 0; row < 4; row++)
    for (guint column = 0; column < 3; column++)
      put(grid, row, column, "x");
  grid_merge(grid, 1, 0, 2, 2);
  g_assert_false(grid_cell(grid, 1, 0)->covered);
  g_assert_cmpstr(grid_cell(grid, 1, 0)->text, ==, "x");
  g_assert_true(grid_cell(grid, 2, 1)->covered);
  g_assert_cmpstr(grid_cell(grid, 2, 1)->text, ==, "");
  for (guint row = 1; row < 3; row++) {
    for (guint column = 0; column < 2; column++) {
      const GridMerge *merge = grid_merge_at(grid, row, column);
      g_assert_nonnull(merge);
      g_assert_cmpuint(merge->row, ==, 1);
      g_assert_cmpuint(merge->column, ==, 0);
      g_assert_cmpuint(merge->rows, ==, 2);
      g_assert_cmpuint(merge->columns, ==, 2);
    }
  }
  g_assert_null(grid_merge_at(grid, 0, 0));
  g_assert_null(grid_merge_at(grid, 1, 2));
  g_assert_null(grid_merge_at(grid, 50, 50));

  put(grid, 1, 0, "y"); /* what is put later stays merged */
  put(grid, 2, 1, "z");
  g_assert_cmpstr(grid_cell(grid, 1, 0)->text, ==, "y");
  g_assert_nonnull(grid_merge_at(grid, 1, 0));
  g_assert_true(grid_cell(grid, 2, 1)->covered);

  grid_merge(grid, 0, 0, 1, 1); /* one cell is none */
  g_assert_null(grid_merge_at(grid, 0, 0));
  grid_merge(grid, 2, 1, 2, 2); /* over another: left out */
  g_assert_null(grid_merge_at(grid, 3, 2));
  g_assert_cmpstr(grid_cell(grid, 3, 2)->text, ==, "x");
  grid_merge(grid, 3, 1, 3, 1); /* further than the table */
  g_assert_cmpuint(grid_rows(grid), ==, 6);
  g_assert_true(grid_cell(grid, 5, 1)->covered);
}

static void test_lines(void) {
  g_autoptr(Grid) grid = grid_new("a");
  grid_set_line(grid, 1, 4);
  g_assert_cmpuint(grid_line(grid, 0), ==, 1);
  g_assert_cmpuint(grid_line(grid, 1), ==, 4);
  g_assert_null(grid_caption(grid));
  grid_set_caption(grid, "附件\n标\033题");
  g_assert_cmpstr(grid_caption(grid), ==, "附件\n标\xef\xbf\xbd题");
  g_assert_false(grid_is_hidden(grid));
  grid_set_hidden(grid, TRUE);
  g_assert_true(grid_is_hidden(grid));
}

static void test_column_names(void) {
  static const struct {
    guint column;
    const char *name;
  } NAMES[] = {{0, "A"}, {25, "Z"}, {26, "AA"}, {701, "ZZ"}, {702, "AAA"}, {16383, "XFD"}};
  for (gsize i = 0; i < G_N_ELEMENTS(NAMES); i++) {
    g_autofree char *name = grid_column_name(NAMES[i].column);
    g_assert_cmpstr(name, ==, NAMES[i].name);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/grid/cells", test_cells);
  g_test_add_func("/grid/kinds", test_kinds);
  g_test_add_func("/grid/many", test_many);
  g_test_add_func("/grid/merges", test_merges);
  g_test_add_func("/grid/lines", test_lines);
  g_test_add_func("/grid/column-names", test_column_names);
  return g_test_run();
}

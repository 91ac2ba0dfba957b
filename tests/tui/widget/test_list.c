#include "fake_term.h"
#include "tui/widget/list.h"

#include <locale.h>

static void test_move(void) {
  List list = {0};
  list_resize(&list, 10);
  list_layout(&list, 4);
  list_move(&list, 3);
  g_assert_cmpuint(list.current, ==, 3);
  g_assert_cmpuint(list.top, ==, 0);
  list_move(&list, 1);
  g_assert_cmpuint(list.top, ==, 1);
  list_page(&list, 1);
  g_assert_cmpuint(list.current, ==, 8);
  g_assert_cmpuint(list.top, ==, 5);
  list_move(&list, G_MAXINT64);
  g_assert_cmpuint(list.current, ==, 9);
  g_assert_cmpuint(list.top, ==, 6);
  list_move(&list, G_MININT64);
  g_assert_cmpuint(list.current, ==, 0);
  g_assert_cmpuint(list.top, ==, 0);
  list_choose(&list, 99);
  g_assert_cmpuint(list.current, ==, 9);
}

static void test_empty(void) {
  List list = {0};
  list_layout(&list, 4);
  list_move(&list, 1);
  list_page(&list, 1);
  list_scroll(&list, 3);
  list_choose(&list, 3);
  g_assert_cmpuint(list.current, ==, 0);
  gsize row;
  g_assert_false(list_row_at(&list, (Area){0, 0, 4, 10}, 0, &row));
}

/* Before the first paint there is no height; the choice must be in sight after it. */
static void test_before_paint(void) {
  List list = {0};
  list_resize(&list, 100);
  list_choose(&list, 50);
  list_layout(&list, 10);
  g_assert_cmpuint(list.current, ==, 50);
  g_assert_cmpuint(list.top, <=, 50);
  g_assert_cmpuint(list.top, >, 40);
}

static void test_shrink(void) {
  List list = {0};
  list_resize(&list, 100);
  list_layout(&list, 10);
  list_choose(&list, 95);
  list_resize(&list, 5);
  g_assert_cmpuint(list.current, ==, 4);
  g_assert_cmpuint(list.top, ==, 0);
  list_resize(&list, 100);
  list_choose(&list, 99);
  list_layout(&list, 40); /* a larger window: no empty rows below the last */
  g_assert_cmpuint(list.top, ==, 60);
}

static void test_scroll(void) {
  List list = {0};
  list_resize(&list, 20);
  list_layout(&list, 5);
  list_choose(&list, 2);
  list_scroll(&list, 2);
  g_assert_cmpuint(list.top, ==, 2);
  g_assert_cmpuint(list.current, ==, 2);
  list_scroll(&list, 3);
  g_assert_cmpuint(list.top, ==, 5);
  g_assert_cmpuint(list.current, ==, 5);
  list_scroll(&list, 100);
  g_assert_cmpuint(list.top, ==, 15);
  list_choose(&list, 19);
  list_scroll(&list, -10);
  g_assert_cmpuint(list.top, ==, 5);
  g_assert_cmpuint(list.current, ==, 9);
}

static void test_row_at(void) {
  List list = {0};
  Area area = {3, 0, 5, 20};
  gsize row = 0;
  list_resize(&list, 8);
  list_layout(&list, 5);
  list_scroll(&list, 2);
  g_assert_true(list_row_at(&list, area, 3, &row));
  g_assert_cmpuint(row, ==, 2);
  g_assert_true(list_row_at(&list, area, 7, &row));
  g_assert_cmpuint(row, ==, 6);
  g_assert_false(list_row_at(&list, area, 2, &row));
  g_assert_false(list_row_at(&list, area, 8, &row));
  list_resize(&list, 2);
  g_assert_false(list_row_at(&list, area, 6, &row));
}

static void test_position(void) {
  g_autoptr(Term) term = fake_term_new(3, 30);
  List list = {0};
  list_resize(&list, 69);
  list_layout(&list, 10);
  list_choose(&list, 11);
  list_paint_position(&list, term, 1, 10, 12);
  g_autofree char *line = fake_term_line(term, 1);
  g_assert_cmpstr(line, ==, "~~~~~~~~~~       12/69");
  g_assert_cmpint(fake_term_role(term, 1, 18), ==, THEME_TEXT);
  g_assert_cmpint(fake_term_role(term, 1, 19), ==, THEME_DIM);
  list_resize(&list, 0);
  list_paint_position(&list, term, 2, 0, 5);
  g_autofree char *none = fake_term_line(term, 2);
  g_assert_cmpstr(none, ==, "  0/0");
  list_paint_position(&list, term, 2, 0, -3);
  list_resize(&list, 100000); /* without room it is cut */
  list_paint_position(&list, term, 0, 0, 3);
  g_autofree char *cut = fake_term_line(term, 0);
  g_assert_cmpstr(cut, ==, "1/…");
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/list/move", test_move);
  g_test_add_func("/list/empty", test_empty);
  g_test_add_func("/list/before-paint", test_before_paint);
  g_test_add_func("/list/shrink", test_shrink);
  g_test_add_func("/list/scroll", test_scroll);
  g_test_add_func("/list/row-at", test_row_at);
  g_test_add_func("/list/position", test_position);
  return g_test_run();
}

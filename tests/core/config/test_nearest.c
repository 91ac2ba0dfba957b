#include "core/config/nearest.h"

static void test_nearest(void) {
  const char *const known[] = {"title", "year", "foot", "逾期", NULL};
  g_assert_cmpstr(nearest_word("fooo", known), ==, "foot");
  g_assert_cmpstr(nearest_word("titel", known), ==, "title");
  g_assert_cmpstr(nearest_word("itle", known), ==, "title");
  g_assert_cmpstr(nearest_word("yearr", known), ==, "year");
  g_assert_cmpstr(nearest_word("逾其", known), ==, "逾期");
  g_assert_null(nearest_word("qqqq", known));
  g_assert_null(nearest_word("", known));
  g_autofree char *endless = g_strnfill(1000000, 'x');
  g_assert_null(nearest_word(endless, known));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/nearest", test_nearest);
  return g_test_run();
}

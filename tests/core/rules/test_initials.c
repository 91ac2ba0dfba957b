/* Names by the initials of their pinyin. */
#include "core/rules/initials.h"

static void test_of(void) {
  static const struct {
    const char *text, *initials;
  } cases[] = {
      {"厅法规处", "tfgc"},
      {"逾期", "yq"},
      {"各市、县（区）交通运输局", "gsxqjtysj"},
      {"（一）A类“信用交通”２０26", "yalxyjt2026"},
      {"女儿欧阳", "neoy"}, /* ü is n's, vowels lose their tone */
      {"㐀", "q"},          /* the first of the table */
      {"龥", "y"},
      {"…—", ""},
      {"", ""},
      {NULL, ""},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *initials = initials_of(cases[i].text);
    g_assert_cmpstr(initials, ==, cases[i].initials);
  }
}

/* Every character of the common ones has a reading. */
static void test_common(void) {
  guint without = 0;
  for (gunichar c = 0x4E00; c <= 0x9FA5; c++) {
    char text[8] = {0};
    g_unichar_to_utf8(c, text);
    g_autofree char *initials = initials_of(text);
    without += *initials == '\0' ? 1 : 0;
  }
  g_assert_cmpuint(without, <, 60); /* of 20902: rare ones that nobody reads */
}

static void test_match(void) {
  g_assert_true(initials_match("厅法规处", "fgc"));
  g_assert_true(initials_match("厅法规处", "FGC"));
  g_assert_true(initials_match("厅法规处", "ｔｆ"));
  g_assert_false(initials_match("厅法规处", "fc"));
  g_assert_false(initials_match("厅法规处", "法"));
  g_assert_false(initials_match("厅法规处", ""));
  g_assert_false(initials_match("厅法规处", "f g"));
  g_assert_false(initials_match("2026年", "2026")); /* a number is no reading */
  g_assert_true(initials_match("2026年", "2026n"));
  g_assert_false(initials_match(NULL, "a"));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/initials/of", test_of);
  g_test_add_func("/initials/common", test_common);
  g_test_add_func("/initials/match", test_match);
  return g_test_run();
}

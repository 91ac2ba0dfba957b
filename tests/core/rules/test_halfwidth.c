#include "core/rules/halfwidth.h"

static void test_key(void) {
  static const char *const pairs[] = {"：:", "／/", "？?", "、/", "，,", "。.", "；;", "【[",
                                      "】]", "《<", "》>", "！!", "（(", "）)", "“\"", "”\"",
                                      "‘'",  "’'",  "「{", "」}", "—_",  "…^",  "￥$", "ｊj",
                                      "ＧG", "１1", "　 ", "jj",  "汉汉"};
  for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++) {
    gunichar given = g_utf8_get_char(pairs[i]);
    g_assert_cmpuint(halfwidth_key(given), ==, g_utf8_get_char(g_utf8_next_char(pairs[i])));
  }
}

/* Text keeps the marks of Chinese: only width is taken away there. */
static void test_fold(void) {
  g_autofree char *folded = halfwidth_fold("ＦＧｃ、法规处【厅】");
  g_assert_cmpstr(folded, ==, "fgc、法规处【厅】");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/halfwidth/key", test_key);
  g_test_add_func("/halfwidth/fold", test_fold);
  return g_test_run();
}

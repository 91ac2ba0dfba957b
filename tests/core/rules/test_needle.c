/* A word in a text, against the plain way of looking for it. */
#include "core/rules/needle.h"

#include <string.h>

static gboolean is_in_plainly(const char *text, const char *word) {
  gsize length = strlen(word);
  for (const char *p = text; strlen(p) >= length; p++) {
    if (g_ascii_strncasecmp(p, word, length) == 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean is_in(const char *text, const char *word) {
  Needle needle = needle_of(word, strlen(word));
  return needle_is_in(&needle, text, strlen(text));
}

static void test_cases(void) {
  static const struct {
    const char *text, *word;
    gboolean in;
  } cases[] = {
      {"落实整改要求", "整改", TRUE},
      {"落实整改要求", "整治", FALSE},
      {"整", "整改", FALSE},
      {"整改", "整改", TRUE},
      {"", "整", FALSE},
      {"完成100%", "0%", TRUE},
      {"a_b", "A_B", TRUE},
      {"aXb", "a_b", FALSE},
      {"推进WTO合规", "wto", TRUE},
      {"推进wto合规", "WTO合", TRUE},
      {"推进Ｗto合规", "wto", FALSE}, /* full width is another letter */
      {"C:\\temp", "\\T", TRUE},
      {"第12项", "12项", TRUE},
      {"[k]", "{K", FALSE}, /* 0x20 apart, and no letters */
      {"ÀB", "àb", FALSE},  /* only letters of the keyboard */
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
    g_assert_cmpint(is_in(cases[i].text, cases[i].word), ==, cases[i].in);
  Needle needle = needle_of("x", 1);
  g_assert_false(needle_is_in(&needle, NULL, 0));
}

static char *random_text(guint most) {
  static const char *const pieces[] = {"整", "改", "数", "敉", "a",  "A", "b",
                                       "%",  "_",  "\\", "1",  "Ａ", "é"};
  GString *text = g_string_new(NULL);
  for (int i = g_test_rand_int_range(1, (gint32)most); i > 0; i--)
    g_string_append(text, pieces[g_test_rand_int_range(0, G_N_ELEMENTS(pieces))]);
  return g_string_free(text, FALSE);
}

static void test_random(void) {
  int found = 0;
  for (int i = 0; i < 20000; i++) {
    g_autofree char *text = random_text(24), *word = random_text(4);
    gboolean in = is_in_plainly(text, word);
    g_assert_cmpint(is_in(text, word), ==, in);
    found += in;
  }
  g_assert_cmpint(found, >, 1000);
  g_assert_cmpint(found, <, 19000);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/needle/cases", test_cases);
  g_test_add_func("/needle/random", test_random);
  return g_test_run();
}

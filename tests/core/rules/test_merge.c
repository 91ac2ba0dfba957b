/* One field that two people have written. */
#include "core/rules/merge.h"

static void test_field(void) {
  static const struct {
    const char *base, *mine, *theirs;
    Merge merge;
  } cases[] = {
      {"甲", "甲", "甲", MERGE_NOTHING},       {"甲", "乙", "甲", MERGE_MINE},
      {"甲", "甲", "丙", MERGE_THEIRS},        {"甲", "乙", "丙", MERGE_CONFLICT},
      {"甲", "乙", "乙", MERGE_NOTHING},       {"", "乙", "", MERGE_MINE},
      {NULL, "", "丙", MERGE_THEIRS},          {"甲", "", "丙", MERGE_CONFLICT},
      {"甲 ", "甲", "丙", MERGE_THEIRS},       {"甲", "甲\n", "甲", MERGE_NOTHING},
      {"甲", "甲乙", "甲 乙", MERGE_CONFLICT},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_test_message("%" G_GSIZE_FORMAT, i);
    g_assert_cmpint(merge_field(cases[i].base, cases[i].mine, cases[i].theirs), ==, cases[i].merge);
  }
}

/* Whoever writes second, nothing that only one has written is lost. */
static void test_random(void) {
  static const char *const texts[] = {"", "甲", "乙", "甲\n乙", " 甲"};
  for (int i = 0; i < 2000; i++) {
    const char *base = texts[g_test_rand_int_range(0, G_N_ELEMENTS(texts))];
    const char *mine = texts[g_test_rand_int_range(0, G_N_ELEMENTS(texts))];
    const char *theirs = texts[g_test_rand_int_range(0, G_N_ELEMENTS(texts))];
    Merge merge = merge_field(base, mine, theirs);
    Merge mirrored = merge_field(base, theirs, mine);
    g_assert_cmpint(merge_field(base, mine, mine), ==, MERGE_NOTHING);
    g_assert_cmpint(mirrored, ==,
                    merge == MERGE_MINE     ? MERGE_THEIRS
                    : merge == MERGE_THEIRS ? MERGE_MINE
                                            : merge);
  }
}

static void test_join(void) {
  static const char *const cases[][3] = {
      {"乙", "甲", "甲\n乙"}, {"甲乙", "甲", "甲乙"}, {"甲", "甲乙", "甲乙"}, {"", "甲", "甲"}};
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *both = merge_join(cases[i][0], cases[i][1]);
    g_assert_cmpstr(both, ==, cases[i][2]);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/merge/field", test_field);
  g_test_add_func("/merge/random", test_random);
  g_test_add_func("/merge/join", test_join);
  return g_test_run();
}

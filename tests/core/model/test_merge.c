/* Two edits of one record: what becomes of a field. */
#include <string.h>

#include "core/model/settle.h"

static void test_table(void) {
  static const struct {
    const char *base, *mine, *theirs;
    Merge merge;
  } cases[] = {
      {"甲", "甲", "甲", MERGE_NOTHING}, {"甲", "乙", "甲", MERGE_MINE},
      {"甲", "甲", "乙", MERGE_THEIRS},  {"甲", "乙", "乙", MERGE_NOTHING},
      {"甲", "乙", "丙", MERGE_BOTH},    {NULL, "", NULL, MERGE_NOTHING},
      {NULL, "乙", "", MERGE_MINE},      {"甲", "", "乙", MERGE_BOTH},
      {"甲 ", "乙", "甲", MERGE_MINE},   {"甲", " 甲", "乙", MERGE_THEIRS},
      {"甲", NULL, "甲", MERGE_MINE},    {"甲", "甲", NULL, MERGE_THEIRS},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
    g_assert_cmpint(merge_text(cases[i].base, cases[i].mine, cases[i].theirs), ==, cases[i].merge);
  g_assert_cmpint(merge_number(1, 1, 2), ==, MERGE_THEIRS);
  g_assert_cmpint(merge_number(1, 2, 2), ==, MERGE_NOTHING);
  g_assert_cmpint(merge_number(1, 2, 3), ==, MERGE_BOTH);
}

/* Whoever saves first: nothing that somebody wrote is gone unless it was chosen so, and who asked
 * for nothing changes nothing. */
static void test_random(void) {
  static const char *const texts[] = {"", "甲", "乙", "甲\n乙", "丙"};
  for (int i = 0; i < 2000; i++) {
    const char *base = texts[g_test_rand_int_range(0, G_N_ELEMENTS(texts))];
    const char *mine = texts[g_test_rand_int_range(0, G_N_ELEMENTS(texts))];
    const char *theirs = texts[g_test_rand_int_range(0, G_N_ELEMENTS(texts))];
    Merge merge = merge_text(base, mine, theirs), other = merge_text(base, theirs, mine);
    const char *saved = merge == MERGE_MINE ? mine : theirs;
    if (merge == MERGE_BOTH) {
      g_assert_cmpint(other, ==, MERGE_BOTH); /* it does not depend on who was first */
      g_assert_cmpstr(mine, !=, theirs);
      g_autofree char *joined = merge_joined(theirs, mine, "\n");
      g_assert_nonnull(strstr(joined, mine));
      g_assert_nonnull(strstr(joined, theirs));
      continue;
    }
    const char *wanted = g_str_equal(mine, base) ? theirs : mine;
    g_assert_cmpstr(saved, ==, wanted);
    g_assert_cmpint(other, ==,
                    merge == MERGE_MINE     ? MERGE_THEIRS
                    : merge == MERGE_THEIRS ? MERGE_MINE
                                            : MERGE_NOTHING);
  }
}

static void test_joined(void) {
  g_autofree char *two = merge_joined("甲", "乙", "\n");
  g_autofree char *part = merge_joined("甲、乙", "乙", "、");
  g_autofree char *none = merge_joined(NULL, "乙", "、");
  g_assert_cmpstr(two, ==, "甲\n乙");
  g_assert_cmpstr(part, ==, "甲、乙");
  g_assert_cmpstr(none, ==, "乙");
}

static void test_refused(void) {
  g_autoptr(GError) error = NULL;
  g_assert_true(settle_text("备注", "甲", "乙", "甲", &error));
  g_assert_true(settle_number("类别", 1, 1, 2, "加分项", &error));
  g_assert_false(settle_text("备注", "甲", "乙", "丙", &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_CONFLICT);
  g_assert_nonnull(strstr(error->message, "“备注”刚被别人改为“丙”"));
  g_clear_error(&error);
  g_assert_false(settle_text("备注", "甲", "乙", NULL, &error));
  g_assert_nonnull(strstr(error->message, "（空）"));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/merge/table", test_table);
  g_test_add_func("/merge/random", test_random);
  g_test_add_func("/merge/joined", test_joined);
  g_test_add_func("/merge/refused", test_refused);
  return g_test_run();
}

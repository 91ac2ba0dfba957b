#include "core/rules/access.h"

static void test_levels(void) {
  static const char *const CODES[] = {"reader", "clerk", "supervisor", "admin"};
  static const char *const NAMES[] = {"只读", "经办", "督办", "管理员"};
  for (int i = 0; i < ACCESS_COUNT; i++) {
    Access level = ACCESS_COUNT;
    g_assert_cmpstr(access_code((Access)i), ==, CODES[i]);
    g_assert_cmpstr(access_name((Access)i), ==, NAMES[i]);
    g_assert_true(access_parse(CODES[i], &level));
    g_assert_cmpint(level, ==, i);
    level = ACCESS_COUNT;
    g_assert_true(access_parse(NAMES[i], &level));
    g_assert_cmpint(level, ==, i);
  }
  static const char *const WRONG[] = {NULL, "", "Admin", "管理", "经办 "};
  for (gsize i = 0; i < G_N_ELEMENTS(WRONG); i++) {
    Access level = ACCESS_SUPERVISOR;
    g_assert_false(access_parse(WRONG[i], &level));
    g_assert_cmpint(level, ==, ACCESS_SUPERVISOR);
  }
}

static void test_verbs(void) {
  static const struct {
    const char *verb;
    Access access;
    const char *name;
    gboolean beyond;
  } VERBS[] = {
      {"progress.add", ACCESS_CLERK, "改动台账", FALSE},
      {"task.close", ACCESS_SUPERVISOR, "销号", FALSE},
      {"task.closed", ACCESS_CLERK, "改动台账", FALSE}, /* nothing but the whole verb */
      {"ledger.thaw", ACCESS_ADMIN, "启封台账", TRUE},
      {"ledger", ACCESS_CLERK, "改动台账", FALSE},
      {"unit.merge", ACCESS_CLERK, "改动台账", TRUE},
      {"task.delete", ACCESS_CLERK, "改动台账", TRUE},
      {"access.edit", ACCESS_ADMIN, "改动权限", TRUE},
      {"user.edit", ACCESS_CLERK, "改动台账", FALSE},
      {"", ACCESS_CLERK, "改动台账", FALSE},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(VERBS); i++) {
    g_assert_cmpint(access_for_verb(VERBS[i].verb), ==, VERBS[i].access);
    g_assert_cmpstr(access_verb_name(VERBS[i].verb), ==, VERBS[i].name);
    g_assert_cmpint(access_is_beyond_unit(VERBS[i].verb), ==, VERBS[i].beyond);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/access/levels", test_levels);
  g_test_add_func("/access/verbs", test_verbs);
  return g_test_run();
}

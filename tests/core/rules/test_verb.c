#include "core/rules/verb.h"

#include "core/rules/step.h"

static void test_names(void) {
  g_assert_cmpstr(verb_name("access.edit"), ==, "改动权限");
  g_assert_cmpstr(verb_name("task.finish"), ==, "办结");
  g_assert_cmpstr(verb_name("of.tomorrow"), ==, "of.tomorrow");
  for (int step = 0; step < STEP_COUNT; step++) {
    g_autofree char *verb = g_strconcat("task.", step_code((Step)step), NULL);
    g_assert_cmpstr(verb_name(verb), ==, step_name((Step)step));
  }
}

static void test_read(void) {
  static const struct {
    const char *text, *verbs;
  } cases[] = {
      {"办结", "task.done,task.finish"},
      {"改动权限", "access.edit"},
      {"task.edit", "task.edit"},
      {"task", "task"},
      {"score.entry", "score.entry"},
      {"undo", "undo"},
      {"办", NULL},
      {"tas", NULL},
      {"", NULL},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *verbs = verb_read(cases[i].text);
    g_assert_cmpstr(verbs, ==, cases[i].verbs);
  }
  g_autofree const char **names = verb_names();
  g_assert_true(g_strv_contains(names, "签收"));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/verb/names", test_names);
  g_test_add_func("/verb/read", test_read);
  return g_test_run();
}

#include "tests/fuzz/fuzz.h"
#include "tui/action/action.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  g_autofree const char **contexts = context_names();
  g_autofree const char **actions = action_names();
  const char *path = fuzz_file(data, size);
  GError *error = NULL;
  g_autoptr(Keymap) keymap = keymap_load(path, contexts, actions, &error);
  if (keymap == NULL) {
    fuzz_check_error(error);
    return 0;
  }
  GPtrArray *problems = NULL;
  g_assert_true(keymap_overlay(keymap, path, &problems, NULL));
  fuzz_check_problems(problems);
  return 0;
}

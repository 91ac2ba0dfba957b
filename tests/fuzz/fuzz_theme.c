#include "core/config/theme.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  GError *error = NULL;
  g_autoptr(Theme) theme = theme_load(fuzz_file(data, size), &error);
  if (theme == NULL) {
    fuzz_check_error(error);
    return 0;
  }
  for (int role = 0; role < THEME_ROLE_COUNT; role++)
    for (int depth = 0; depth <= THEME_DEPTH_TRUE; depth++)
      theme_style(theme, (ThemeRole)role, (ThemeDepth)depth);
  return 0;
}

#include "core/config/places.h"
#include "core/config/settings.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  g_autofree char *shipped = places_shipped("data/settings.yaml");
  GPtrArray *problems = NULL;
  GError *error = NULL;
  g_autoptr(Settings) settings = settings_load(shipped, fuzz_file(data, size), &problems, &error);
  g_assert_nonnull(settings);
  g_assert_no_error(error); /* whatever is in the person's file, there are settings */
  fuzz_check_problems(problems);
  return 0;
}

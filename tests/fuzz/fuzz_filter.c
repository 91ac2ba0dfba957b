#include <string.h>

#include "core/rules/filter.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  g_autofree char *text = g_utf8_make_valid((const char *)data, (gssize)size);
  g_autoptr(Filter) filter = filter_parse(text, day_from_ymd(2026, 11, 21));
  g_autofree char *problems = filter_problems_text(filter);
  fuzz_check_text(problems);
  for (const char *p = text;; p = g_utf8_next_char(p)) {
    g_auto(FilterTyped) typed = {0};
    filter_typed(text, (gsize)(p - text), &typed);
    fuzz_check_text(typed.typed);
    if (*p == '\0' || p - text > 200)
      break;
  }
  return 0;
}

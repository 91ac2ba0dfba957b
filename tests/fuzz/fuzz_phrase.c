#include <string.h>

#include "core/rules/deadline.h"
#include "core/rules/phrase.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  g_autofree char *text = g_utf8_make_valid((const char *)data, (gssize)size);
  g_auto(Phrase) phrase = {0};
  phrase_read(text, 2026, &phrase);
  g_autofree char *explained = phrase_explain(&phrase);
  g_assert_nonnull(explained);
  fuzz_check_text(explained);
  if (phrase.kind == PHRASE_RULE)
    g_assert_null(recurrence_problem(&phrase.recurrence));
  phrase_due_moved(text, 2027, day_from_ymd(2026, 2, 28), 1);
  return 0;
}

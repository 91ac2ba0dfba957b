#include "core/exchange/calendar_notice_file.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  GError *error = NULL;
  g_autoptr(CalendarNotice) notice = NULL;
  if (!calendar_notice_read(fuzz_file(data, size), 2026, &notice, &error))
    fuzz_check_error(error);
  return 0;
}

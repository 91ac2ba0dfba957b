#include "core/exchange/table/workbook.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  g_autofree char *text = g_utf8_make_valid((const char *)data, (gssize)size);
  GError *error = NULL;
  g_autoptr(Workbook) workbook = workbook_read_text(text, &error);
  if (workbook == NULL)
    fuzz_check_error(error);
  return 0;
}

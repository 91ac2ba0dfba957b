#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/tables.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  tables_feed(fuzz_file(data, size), WORKBOOK_CSV);
  return 0;
}

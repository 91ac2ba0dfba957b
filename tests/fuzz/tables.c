#include "tests/fuzz/tables.h"

#include <string.h>

#include "core/exchange/import/recognise.h"
#include "core/exchange/table/package.h"
#include "tests/fuzz/fuzz.h"

static void remark_free(gpointer remark) {
  recognise_remark_free(remark);
}

static void recognise(const Workbook *workbook, const Recognised *table) {
  g_autoptr(GPtrArray) remarks = g_ptr_array_new_with_free_func(remark_free);
  const RecogniseOptions options = {.this_year = 2026};
  GError *error = NULL;
  g_autoptr(Content) content = recognise_read(workbook, table, &options, remarks, NULL, &error);
  if (content == NULL)
    fuzz_check_error(error);
  for (guint i = 0; i < remarks->len; i++) {
    g_autofree char *place = recognise_place(workbook, table, remarks->pdata[i]);
    fuzz_check_text(place);
  }
}

void tables_feed(const char *path, WorkbookKind wanted) {
  GError *error = NULL;
  g_autoptr(Workbook) workbook = workbook_read(path, NULL, &error);
  if (workbook == NULL) {
    fuzz_check_error(error);
    return;
  }
  if (workbook->kind != wanted)
    return;
  recognise_is_sent(workbook);
  g_autoptr(GPtrArray) tables = recognise_tables(workbook, NULL, &error);
  if (tables == NULL) {
    fuzz_check_error(error);
    return;
  }
  for (guint i = 0; i < tables->len; i++)
    recognise(workbook, tables->pdata[i]);
}

static void pack(const char *path, const uint8_t *data, size_t size, const TablesPart *parts,
                 guint count) {
  g_autoptr(Package) package = package_new(path);
  for (guint i = 0; i < count; i++) {
    gboolean chosen = i == data[0] % count;
    package_add(package, parts[i].name, chosen ? (const void *)(data + 1) : parts[i].text,
                chosen ? size - 1 : strlen(parts[i].text));
  }
  g_assert_true(package_close(g_steal_pointer(&package), NULL));
}

void tables_feed_office(const uint8_t *data, size_t size, const TablesPart *parts, guint count,
                        WorkbookKind wanted) {
  if (size == 0 || data[0] == 'P') {
    tables_feed(fuzz_file(data, size), wanted);
    return;
  }
  const char *path = fuzz_file(NULL, 0);
  pack(path, data, size, parts, count);
  tables_feed(path, wanted);
}

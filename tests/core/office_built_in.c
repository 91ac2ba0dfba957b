/* office_built_in.c: the module of office files as part of a test: what table/office.c loads. */
#include "core/exchange/collect/sheet.h"
#include "core/exchange/export/export_docx.h"
#include "core/exchange/export/export_xlsx.h"
#include "core/exchange/export/listing_private.h"
#include "core/exchange/report/report_private.h"
#include "core/exchange/table/office.h"
#include "core/exchange/table/workbook_private.h"

static const struct {
  const char *name;
  OfficeFunction function;
} FUNCTIONS[] = {
    {"office_read", (OfficeFunction)office_read},
    {"export_xlsx", (OfficeFunction)export_xlsx},
    {"export_docx", (OfficeFunction)export_docx},
    {"export_notice", (OfficeFunction)export_notice},
    {"listing_office", (OfficeFunction)listing_office},
    {"sheet_write", (OfficeFunction)sheet_write},
    {"report_office", (OfficeFunction)report_office},
};

G_DEFINE_QUARK(office_error, office_error)

OfficeFunction office_function(const char *name, GError **error) {
  for (gsize i = 0; i < G_N_ELEMENTS(FUNCTIONS); i++) {
    if (g_str_equal(FUNCTIONS[i].name, name))
      return FUNCTIONS[i].function;
  }
  g_set_error(error, OFFICE_ERROR, OFFICE_ERROR_MISSING, "没有 %s", name);
  return NULL;
}

#include "core/exchange/report/report.h"

#include "core/exchange/report/report_private.h"
#include "core/exchange/table/office.h"

char *report_name(int year, int month) {
  return g_strdup_printf("通报%d年%d月", year, month);
}

gboolean report_write(Db *db, const Reckoning *reckoning, const ReportInput *input, OutFile *file,
                      const Watch *watch, GError **error) {
  __typeof__(&report_office) write = OFFICE(report_office, error);
  return write != NULL && write(db, reckoning, input, file, watch, error);
}

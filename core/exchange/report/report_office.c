/* report_office.c: the report as a whole. In the module (table/office.h). */
#include "core/exchange/report/report.h"

#include "core/exchange/content/content_file.h"
#include "core/exchange/export/export_xlsx.h"
#include "core/exchange/report/report_private.h"
#include "core/model/case.h"
#include "core/model/ledger.h"

#define READING "正在统计"
#define WRITING "正在写文件"

static void report_clear(Report *report) {
  GPtrArray **lists[] = {&report->contents, &report->indicators, &report->late,
                         &report->topics,   &report->cases,      &report->scores};
  g_clear_pointer(&report->bulletin, bulletin_free);
  g_clear_pointer(&report->months, g_array_unref);
  g_clear_pointer(&report->matrix, matrix_free);
  g_clear_pointer(&report->board, case_board_free);
  for (guint i = 0; i < G_N_ELEMENTS(lists); i++)
    g_clear_pointer(lists[i], g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Report, report_clear)

/* ---- reading ---------------------------------------------------------------------------- */

/* The ledger, or those that were in use on the day of the bulletin, in the order of ledger_list().
 */
static GPtrArray *read_contents(const Report *report, Db *db, const Reckoning *reckoning,
                                gint64 ledger, const Watch *watch, GError **error) {
  g_autoptr(GPtrArray) ledgers = ledger_list(db, error);
  if (ledgers == NULL)
    return NULL;
  g_autoptr(GPtrArray) contents = g_ptr_array_new_with_free_func((GDestroyNotify)content_free);
  for (guint i = 0; i < ledgers->len; i++) {
    const Ledger *one = ledgers->pdata[i];
    if (ledger != 0 ? one->id != ledger : !ledger_in_use(one, report->bulletin->as_of))
      continue;
    Content *content = content_load(db, reckoning, one->id, NULL, watch, error);
    if (content == NULL)
      return NULL;
    g_ptr_array_add(contents, content);
  }
  return g_steal_pointer(&contents);
}

static GPtrArray *read_scores(const Report *report, Db *db, const Reckoning *reckoning,
                              GError **error) {
  g_autoptr(GPtrArray) systems = system_list(db, error);
  if (systems == NULL)
    return NULL;
  g_autoptr(GPtrArray) scores = g_ptr_array_new_with_free_func((GDestroyNotify)score_sheet_free);
  for (guint i = 0; i < systems->len; i++) {
    const System *system = systems->pdata[i];
    char span[SPAN_KEY_SIZE];
    if (system->year != report->year)
      continue;
    score_span(system, report->bulletin->as_of, span);
    ScoreSheet *sheet = score_compute(db, reckoning, system->id, span, error);
    if (sheet == NULL)
      return NULL;
    g_ptr_array_add(scores, sheet);
  }
  return g_steal_pointer(&scores);
}

static gboolean read_all(Report *report, Db *db, const Reckoning *reckoning, gint64 ledger,
                         const Watch *watch, GError **error) {
  const CaseFilter cases = {.year = report->year, .stage = CASE_STAGE_ANY};
  return (report->bulletin = bulletin_compute(db, reckoning, ledger, report->year, report->month,
                                              error)) != NULL &&
         watch_goes_on(watch, READING, 0, 0, error) &&
         (report->months =
              bulletin_year(db, reckoning, ledger, report->year, report->month, error)) != NULL &&
         watch_goes_on(watch, READING, 0, 0, error) &&
         bulletin_fill_late(db, report->bulletin, 0, G_MAXUINT, error) &&
         (report->late = report_late_read(db, report->bulletin, watch, error)) != NULL &&
         (report->contents = read_contents(report, db, reckoning, ledger, watch, error)) != NULL &&
         (report->indicators = indicator_list(db, ledger, error)) != NULL &&
         watch_goes_on(watch, READING, 0, 0, error) &&
         (report->matrix = matrix_compute(db, reckoning, ledger, report->year, MATRIX_MONTHS, FALSE,
                                          error)) != NULL &&
         (report->topics = topic_list(db, report->year, 0, error)) != NULL &&
         (report->cases = case_list(db, &cases, error)) != NULL &&
         (report->board = case_board_load(db, report->year, report->month, error)) != NULL &&
         (report->scores = read_scores(report, db, reckoning, error)) != NULL &&
         watch_goes_on(watch, READING, 0, 0, error);
}

static gboolean read_at_once(Report *report, Db *db, const Reckoning *reckoning, gint64 ledger,
                             const Watch *watch, GError **error) {
  Query *hold = query_hold(db);
  gboolean read = read_all(report, db, reckoning, ledger, watch, error);
  query_free(hold);
  return read;
}

/* ---- writing ---------------------------------------------------------------------------- */

static gboolean put_ledgers(Book *book, const Report *report, const Reckoning *reckoning,
                            const Watch *watch, GError **error) {
  for (guint i = 0; i < report->contents->len; i++) {
    if (!export_xlsx_sheet(book, "台账", report->contents->pdata[i], reckoning, watch, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean put_sheets(Book *book, const Report *report, const Reckoning *reckoning,
                           const Watch *watch, GError **error) {
  report_put_bulletin(book, report);
  if (!put_ledgers(book, report, reckoning, watch, error))
    return FALSE;
  report_put_late(book, report);
  report_put_periods(book, report);
  report_put_cases(book, report);
  report_put_scores(book, report);
  return watch_goes_on(watch, WRITING, 0, 0, error);
}

gboolean report_office(Db *db, const Reckoning *reckoning, const ReportInput *input, OutFile *file,
                       const Watch *watch, GError **error) {
  g_auto(Report) report = {.year = input->year, .month = input->month};
  if (!read_at_once(&report, db, reckoning, input->ledger, watch, error))
    return FALSE;
  g_autofree char *title =
      g_strdup_printf("%s%d年%d月通报", report.bulletin->title, input->year, input->month);
  g_autoptr(Book) book = book_new(outfile_temporary(file), title, input->now);
  return put_sheets(book, &report, reckoning, watch, error) &&
         book_close(g_steal_pointer(&book), error);
}

/* report_late.c: the sheet 逾期清单: what is late, with why, what was last told and how it was
 * asked after. */
#include "core/exchange/report/report_private.h"
#include "core/model/extension.h"
#include "core/model/supervision.h"
#include "core/model/way.h"

#include <math.h>

/* ---- reading ---------------------------------------------------------------------------- */

static void late_free(gpointer data) {
  ReportLate *late = data;
  g_free(late->reason);
  g_free(late->notices);
  g_free(late);
}

/* 申请延期至2026-10-31（不同意：须按期完成）：上位法修订中. */
static void append_extension(GString *reason, const Extension *extension) {
  char day[DAY_TEXT_SIZE];
  g_string_append_printf(reason, "申请延期至%s（%s%s%s）：%s", day_to_iso(extension->new_due, day),
                         extension_state_name(extension->state),
                         extension->decision != NULL ? "：" : "",
                         extension->decision != NULL ? extension->decision : "", extension->reason);
}

/* Of the day: what was asked for later is not there yet. */
static gboolean read_extension(Db *db, gint64 task, Day as_of, GString *reason, GError **error) {
  g_autoptr(GPtrArray) extensions = extension_list(db, task, FALSE, error);
  if (extensions == NULL)
    return FALSE;
  const Extension *last = NULL;
  for (guint i = 0; i < extensions->len; i++) {
    const Extension *extension = extensions->pdata[i];
    if (extension->asked_on <= as_of && extension->state != EXTENSION_WITHDRAWN)
      last = extension;
  }
  if (last != NULL)
    append_extension(reason, last);
  return TRUE;
}

/* That it was sent back is the last that happened to it. */
static gboolean read_return(Db *db, gint64 task, Day as_of, GString *reason, GError **error) {
  g_autoptr(GPtrArray) steps = way_list(db, task, error);
  if (steps == NULL)
    return FALSE;
  const WayStep *last = NULL;
  for (guint i = 0; i < steps->len; i++) {
    const WayStep *step = steps->pdata[i];
    if (step->made_on <= as_of)
      last = step;
  }
  if (last != NULL && last->step == STEP_RETURN)
    g_string_append_printf(reason, "%s退回：%s", reason->len > 0 ? "；" : "",
                           last->reason != NULL ? last->reason : "");
  return TRUE;
}

static gboolean read_nudges(Db *db, gint64 task, Day as_of, ReportLate *late, GError **error) {
  g_autoptr(GPtrArray) nudges = nudge_list(db, task, error);
  for (guint i = 0; nudges != NULL && i < nudges->len; i++)
    late->nudges += ((const Nudge *)nudges->pdata[i])->made_on <= as_of ? 1 : 0;
  return nudges != NULL;
}

static gboolean read_notices(Db *db, gint64 task, Day as_of, ReportLate *late, GError **error) {
  g_autoptr(GPtrArray) notices = notice_list(db, task, FALSE, error);
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; notices != NULL && i < notices->len; i++) {
    const Notice *notice = notices->pdata[i];
    if (notice->issued_on > as_of)
      continue;
    Day answered = notice_answered_on(notice);
    g_autofree char *number = notice_number_text(notice->year, notice->number);
    g_string_append_printf(text, "%s%s%s", text->len > 0 ? "\n" : "", number,
                           answered == DAY_NONE || answered > as_of ? "（未答复）" : "");
  }
  if (text->len > 0)
    late->notices = g_string_free(g_steal_pointer(&text), FALSE);
  return notices != NULL;
}

static ReportLate *read_late(Db *db, gint64 task, Day as_of, GError **error) {
  ReportLate *late = g_new0(ReportLate, 1);
  g_autoptr(GString) reason = g_string_new(NULL);
  if (!read_extension(db, task, as_of, reason, error) ||
      !read_return(db, task, as_of, reason, error) || !read_nudges(db, task, as_of, late, error) ||
      !read_notices(db, task, as_of, late, error)) {
    late_free(late);
    return NULL;
  }
  late->reason = g_strdup(reason->len > 0 ? reason->str : "没有申请延期，未说明原因");
  return late;
}

GPtrArray *report_late_read(Db *db, const Bulletin *bulletin, const Watch *watch, GError **error) {
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func(late_free);
  for (guint i = 0; i < bulletin->late->len; i++) {
    const BulletinLate *of = bulletin->late->pdata[i];
    if (i % 100 == 0 && !watch_goes_on(watch, "正在统计", i, bulletin->late->len, error))
      return NULL;
    ReportLate *late = read_late(db, of->task, bulletin->as_of, error);
    if (late == NULL)
      return NULL;
    g_ptr_array_add(list, late);
  }
  return g_steal_pointer(&list);
}

/* ---- writing ---------------------------------------------------------------------------- */

enum {
  COLUMN_ORDER,
  COLUMN_NUMBER,
  COLUMN_GOAL,
  COLUMN_UNITS,
  COLUMN_DUE,
  COLUMN_DAYS,
  COLUMN_REASON,
  COLUMN_PROGRESS,
  COLUMN_ON,
  COLUMN_NUDGES,
  COLUMN_NOTICES,
  COLUMN_LEDGER, /* only where there are several */
};

static void put_row(ReportSheet *sheet, const BulletinLate *of, const ReportLate *late, guint order,
                    const char *ledger) {
  BookSheet *to = sheet->sheet;
  guint row = sheet->row++;
  book_number(to, row, COLUMN_ORDER, BOOK_NUMBER, order);
  book_number(to, row, COLUMN_NUMBER, BOOK_NUMBER, of->number);
  book_text(to, row, COLUMN_GOAL, BOOK_TEXT, of->goal);
  book_text(to, row, COLUMN_UNITS, BOOK_TEXT, of->units);
  book_day(to, row, COLUMN_DUE, BOOK_DATE_RED, of->due);
  book_number(to, row, COLUMN_DAYS, BOOK_NUMBER, of->days);
  book_text(to, row, COLUMN_REASON, BOOK_TEXT, late->reason);
  book_text(to, row, COLUMN_PROGRESS, BOOK_TEXT,
            of->last_progress != NULL ? of->last_progress : "尚未报告进展");
  book_day(to, row, COLUMN_ON, BOOK_DATE, of->last_on);
  book_number(to, row, COLUMN_NUDGES, BOOK_NUMBER, late->nudges);
  book_text(to, row, COLUMN_NOTICES, BOOK_SHORT, late->notices);
  if (ledger != NULL)
    book_text(to, row, COLUMN_LEDGER, BOOK_TEXT, ledger);
}

/* The title of each task's ledger: gint64* → char*, both borrowed from the contents. */
static GHashTable *ledgers_of(const GPtrArray *contents) {
  GHashTable *titles = g_hash_table_new(g_int64_hash, g_int64_equal);
  for (guint i = 0; i < contents->len; i++) {
    const Content *content = contents->pdata[i];
    for (guint j = 0; j < content->tasks->len; j++)
      g_hash_table_insert(titles, &((ContentTask *)content->tasks->pdata[j])->id, content->title);
  }
  return titles;
}

/* How many tasks, how often all of them were asked after. */
static void put_total(ReportSheet *sheet, guint first, guint count, guint nudges) {
  guint last = sheet->row - 1;
  g_autofree char *range = report_range(COLUMN_NUMBER, first, last);
  g_autofree char *formula = g_strdup_printf("=COUNT(%s)", range);
  for (guint i = 0; i < sheet->columns; i++)
    book_text(sheet->sheet, sheet->row, i, BOOK_TOTAL_TEXT, NULL);
  book_text(sheet->sheet, sheet->row, COLUMN_ORDER, BOOK_TOTAL_TEXT, "合计");
  book_formula(sheet->sheet, sheet->row, COLUMN_NUMBER, BOOK_TOTAL_NUMBER, formula, count);
  report_sum(sheet, COLUMN_NUDGES, BOOK_TOTAL_NUMBER, first, last, nudges);
  sheet->row++;
}

static void put_rows(ReportSheet *sheet, const Report *report, gboolean several) {
  const GPtrArray *list = report->bulletin->late;
  guint head = sheet->row, nudges = 0;
  report_heads(sheet, (const char *const[]){"序号", "任务", "目标任务", "责任单位", "办理期限",
                                            "逾期天数", "原因", "最近进展", "进展日期", "催办次数",
                                            "督办单", several ? "台账" : NULL, NULL});
  book_freeze(sheet->sheet, head);
  book_repeat(sheet->sheet, head, head);
  g_autoptr(GHashTable) ledgers = ledgers_of(report->contents);
  for (guint i = 0; i < list->len; i++) {
    const ReportLate *late = report->late->pdata[i];
    const BulletinLate *of = list->pdata[i];
    put_row(sheet, of, late, i + 1, several ? g_hash_table_lookup(ledgers, &of->task) : NULL);
    nudges += late->nudges;
  }
  book_filter(sheet->sheet, head, sheet->row - 1, 0, sheet->columns - 1);
  put_total(sheet, head + 1, list->len, nudges);
}

void report_put_late(Book *book, const Report *report) {
  static const double widths[] = {5, 6, 34, 19, 11, 9, 24, 24, 11, 9, 15, 18, 0};
  double used[G_N_ELEMENTS(widths)];
  gboolean several = report->contents->len > 1;
  memcpy(used, widths, sizeof widths);
  if (!several)
    used[COLUMN_LEDGER] = 0;
  CivilDate date = day_civil(report->bulletin->as_of);
  g_autofree char *subtitle =
      g_strdup_printf("截至%d年%d月%d日，按逾期天数排列", date.year, date.month, date.day);
  ReportSheet sheet =
      report_sheet_begin(book, "逾期清单", TRUE, used, "逾期未办结任务清单", subtitle);
  if (report->bulletin->late->len > 0)
    put_rows(&sheet, report, several);
  else
    report_sentence(&sheet, "没有逾期未办结的任务。");
}

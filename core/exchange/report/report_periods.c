/* report_periods.c: the sheet 周期义务: what each rule asks for in a month, and what came. */
#include "core/exchange/report/report_private.h"

enum { COLUMN_NAME, COLUMN_WHAT, COLUMN_MONTHS };
#define MONTHS 12
#define COLUMN_SUM (COLUMN_MONTHS + MONTHS)

/* The two rows of a rule, by what stands in COLUMN_WHAT. */
#define ASKED "应报"
#define HANDED_IN "已报"

static BookStyle style_of(const MatrixCell *cell) {
  switch (cell->light) {
  case LIGHT_RED:
    return BOOK_SHORT_RED;
  case LIGHT_AMBER:
    return BOOK_SHORT_AMBER;
  case LIGHT_GREEN:
    return cell->blue ? BOOK_SHORT_BLUE : BOOK_SHORT_GREEN;
  default:
    return BOOK_SHORT_GREY;
  }
}

static void put_cell(ReportSheet *sheet, guint column, const MatrixCell *cell) {
  if (cell->periods == 0) {
    book_text(sheet->sheet, sheet->row, column, BOOK_SHORT, NULL);
    book_text(sheet->sheet, sheet->row + 1, column, BOOK_SHORT, NULL);
    return;
  }
  book_number(sheet->sheet, sheet->row, column, BOOK_NUMBER, cell->quota);
  book_number(sheet->sheet, sheet->row + 1, column, style_of(cell), cell->count);
}

/* The sum of a row, to its right. */
static void put_across(ReportSheet *sheet, guint row, BookStyle style, double value) {
  g_autofree char *from = report_cell(COLUMN_MONTHS, row);
  g_autofree char *to = report_cell(COLUMN_SUM - 1, row);
  g_autofree char *formula = g_strdup_printf("=SUM(%s:%s)", from, to);
  book_formula(sheet->sheet, row, COLUMN_SUM, style, formula, value);
}

static void put_rule(ReportSheet *sheet, const MatrixRow *row) {
  g_autofree char *name =
      row->unset ? g_strconcat(row->name, "（未设起算日）", NULL) : g_strdup(row->name);
  book_merge(sheet->sheet, sheet->row, COLUMN_NAME, 2, 1, BOOK_TEXT, name);
  book_text(sheet->sheet, sheet->row, COLUMN_WHAT, BOOK_SHORT, ASKED);
  book_text(sheet->sheet, sheet->row + 1, COLUMN_WHAT, BOOK_SHORT, HANDED_IN);
  for (guint month = 0; month < MONTHS; month++)
    put_cell(sheet, COLUMN_MONTHS + month, &row->cells[month]);
  put_across(sheet, sheet->row, BOOK_TOTAL_NUMBER, row->total.quota);
  put_across(sheet, sheet->row + 1, BOOK_TOTAL_NUMBER, row->total.count);
  sheet->row += 2;
}

/* Of all rows of one kind. */
static void put_total_cell(ReportSheet *sheet, guint column, const char *what, guint first,
                           guint last, double value) {
  g_autofree char *kinds = report_range(COLUMN_WHAT, first, last);
  g_autofree char *figures = report_range(column, first, last);
  g_autofree char *formula = g_strdup_printf("=SUMIF(%s,\"%s\",%s)", kinds, what, figures);
  book_formula(sheet->sheet, sheet->row, column, BOOK_TOTAL_NUMBER, formula, value);
}

static void put_totals(ReportSheet *sheet, const Matrix *matrix, guint first) {
  guint last = sheet->row - 1;
  static const char *const whats[] = {ASKED, HANDED_IN};
  book_merge(sheet->sheet, sheet->row, COLUMN_NAME, 2, 1, BOOK_TOTAL_TEXT, "合计");
  for (guint i = 0; i < G_N_ELEMENTS(whats); i++) {
    book_text(sheet->sheet, sheet->row, COLUMN_WHAT, BOOK_TOTAL_TEXT, whats[i]);
    for (guint month = 0; month < MONTHS; month++)
      put_total_cell(sheet, COLUMN_MONTHS + month, whats[i], first, last,
                     i == 0 ? matrix->totals[month].quota : matrix->totals[month].count);
    put_total_cell(sheet, COLUMN_SUM, whats[i], first, last,
                   i == 0 ? matrix->total.quota : matrix->total.count);
    sheet->row++;
  }
}

static void put_matrix(ReportSheet *sheet, const Matrix *matrix) {
  guint head = sheet->row;
  report_heads(sheet,
               (const char *const[]){"周期要求", "", "1月", "2月", "3月", "4月", "5月", "6月",
                                     "7月", "8月", "9月", "10月", "11月", "12月", "合计", NULL});
  book_freeze(sheet->sheet, head);
  book_repeat(sheet->sheet, head, head);
  for (guint i = 0; i < matrix->rows->len; i++)
    put_rule(sheet, matrix->rows->pdata[i]);
  put_totals(sheet, matrix, head + 1);
  report_sentence(sheet, "一期记在它最后一天所在的月份，一周记在它的周四。底色：红 过期没有报齐，"
                         "黄 将到期还没有报齐，绿（蓝）已报齐或未到期，灰 还没有开始或不要求。");
}

void report_put_periods(Book *book, const Report *report) {
  static const double widths[] = {44,  6,   5.5, 5.5, 5.5, 5.5, 5.5, 5.5,
                                  5.5, 5.5, 5.5, 5.5, 5.5, 5.5, 7,   0};
  g_autofree char *title = g_strdup_printf("%d年周期义务报送情况", report->year);
  ReportSheet sheet =
      report_sheet_begin(book, "周期义务", TRUE, widths, title, "单位：次（应报、已报）");
  if (report->matrix->rows->len > 0)
    put_matrix(&sheet, report->matrix);
  else
    report_sentence(&sheet, "这一年没有要求按周期报送的任务。");
}

/* report_bulletin.c: the sheet 通报: figures, units by rank, 一级指标, the year by month, charts.
 */
#include "core/exchange/report/report_private.h"

#include <math.h>

enum { COLUMN_RANK, COLUMN_NAME, COLUMN_FIGURES };
#define COLUMN_SHARE (COLUMN_FIGURES + FIGURE_COUNT)
#define COLUMN_MEAN (COLUMN_SHARE + 1)
#define HEADS "任务", "办结", "按时", "超时", "逾期", "欠报", "未报", "办结率"

static const double WIDTHS[] = {6, 33, 7, 7, 7, 7, 7, 7, 7, 9, 9, 0};

static guint figure_column(FigureKind kind) {
  return COLUMN_FIGURES + (guint)kind;
}

/* ---- the whole -------------------------------------------------------------------------- */

/* A row and the row of the total below that it repeats. */
typedef struct {
  guint row, total;
} Repeat;

static void refer(ReportSheet *sheet, const Repeat *repeat, guint column, BookStyle style,
                  double value) {
  g_autofree char *cell = report_cell(column, repeat->total);
  g_autofree char *formula = g_strconcat("=", cell, NULL);
  book_formula(sheet->sheet, repeat->row, column, style, formula, value);
}

/* The row of all: what the table of 一级指标 comes to. */
static void put_all(ReportSheet *sheet, const Repeat *repeat, const BulletinLine *all) {
  book_merge(sheet->sheet, repeat->row, COLUMN_RANK, 1, 2, BOOK_TOTAL_TEXT, "本月");
  for (int i = 0; i < FIGURE_COUNT; i++)
    refer(sheet, repeat, figure_column((FigureKind)i), BOOK_TOTAL_NUMBER,
          bulletin_count(all, (FigureKind)i));
  refer(sheet, repeat, COLUMN_SHARE, BOOK_TOTAL_RATE, all->share / 100);
  refer(sheet, repeat, COLUMN_MEAN, BOOK_TOTAL_RATE, all->mean / 100);
}

static const BulletinMonth *month_before(const Report *report) {
  const BulletinMonth *before =
      report->month > 1 ? &g_array_index(report->months, BulletinMonth, (guint)report->month - 2)
                        : NULL;
  return before != NULL && before->counts[FIGURE_TASKS] > 0 ? before : NULL;
}

/* The month before, and what is otherwise, below the row of this one. */
static void put_before(ReportSheet *sheet, const BulletinMonth *before, const BulletinLine *all) {
  guint now = sheet->row - 1;
  book_merge(sheet->sheet, sheet->row, COLUMN_RANK, 1, 2, BOOK_SHORT, "上月末");
  book_merge(sheet->sheet, sheet->row + 1, COLUMN_RANK, 1, 2, BOOK_SHORT, "增减");
  for (guint column = COLUMN_FIGURES; column <= COLUMN_SHARE; column++) {
    gboolean share = column == COLUMN_SHARE;
    double value = share ? before->share / 100 : before->counts[column - COLUMN_FIGURES];
    double today =
        share ? all->share / 100 : bulletin_count(all, (FigureKind)(column - COLUMN_FIGURES));
    g_autofree char *above = report_cell(column, now);
    g_autofree char *below = report_cell(column, sheet->row);
    g_autofree char *formula = g_strdup_printf("=%s-%s", above, below);
    book_number(sheet->sheet, sheet->row, column, share ? BOOK_RATE : BOOK_NUMBER, value);
    book_formula(sheet->sheet, sheet->row + 1, column, share ? BOOK_RATE : BOOK_NUMBER, formula,
                 today - value);
  }
  book_text(sheet->sheet, sheet->row, COLUMN_MEAN, BOOK_SHORT, NULL);
  book_text(sheet->sheet, sheet->row + 1, COLUMN_MEAN, BOOK_SHORT, NULL);
  sheet->row += 2;
}

static void put_change(ReportSheet *sheet, const BulletinChange *change) {
  CivilDate then = day_civil(change->as_of);
  g_autofree char *text =
      change->tasks == 0
          ? g_strdup_printf("%d年%d月末台账中没有列入统计的任务，不作比较。", then.year, then.month)
          : g_strdup_printf("与%d年%d月末相比：新办结%u项，新增逾期%u项，不再逾期%u项，任务增加%u项"
                            "、减少%u项，办结率%+.1f个百分点。",
                            then.year, then.month, change->done.tasks->len,
                            change->overdue.tasks->len, change->cleared.tasks->len,
                            change->added.tasks->len, change->dropped.tasks->len, change->share);
  report_sentence(sheet, text);
}

/* ---- tables ----------------------------------------------------------------------------- */

/* order 0: none. */
static void put_line(ReportSheet *sheet, const BulletinLine *line, int order) {
  book_number(sheet->sheet, sheet->row, COLUMN_RANK, BOOK_NUMBER, order > 0 ? order : NAN);
  book_text(sheet->sheet, sheet->row, COLUMN_NAME, BOOK_TEXT, line->name);
  for (int i = 0; i < FIGURE_COUNT; i++)
    book_number(sheet->sheet, sheet->row, figure_column((FigureKind)i), BOOK_NUMBER,
                bulletin_count(line, (FigureKind)i));
  book_number(sheet->sheet, sheet->row, COLUMN_SHARE, BOOK_RATE, line->share / 100);
  book_number(sheet->sheet, sheet->row, COLUMN_MEAN, BOOK_RATE, line->mean / 100);
  sheet->row++;
}

/* The mean is that of the tasks, and not of the lines. */
static void put_mean(ReportSheet *sheet, guint first, guint last, double value) {
  g_autofree char *tasks = report_range(COLUMN_FIGURES, first, last);
  g_autofree char *means = report_range(COLUMN_MEAN, first, last);
  g_autofree char *total = report_cell(COLUMN_FIGURES, sheet->row);
  g_autofree char *formula =
      g_strdup_printf("=IF(%s=0,0,SUMPRODUCT(%s,%s)/%s)", total, tasks, means, total);
  book_formula(sheet->sheet, sheet->row, COLUMN_MEAN, BOOK_TOTAL_RATE, formula, value);
}

/* The total of rows first to the one before this. */
static void put_total(ReportSheet *sheet, const BulletinLine *all, guint first) {
  guint last = sheet->row - 1;
  book_merge(sheet->sheet, sheet->row, COLUMN_RANK, 1, 2, BOOK_TOTAL_TEXT, "合计");
  for (int i = 0; i < FIGURE_COUNT; i++)
    report_sum(sheet, figure_column((FigureKind)i), BOOK_TOTAL_NUMBER, first, last,
               bulletin_count(all, (FigureKind)i));
  report_ratio(sheet, COLUMN_SHARE, BOOK_TOTAL_RATE, figure_column(FIGURE_DONE),
               figure_column(FIGURE_TASKS), sheet->row, all->share / 100);
  put_mean(sheet, first, last, all->mean / 100);
  sheet->row++;
}

static void put_units(ReportSheet *sheet, const GPtrArray *units, ReportSeries *series) {
  report_section(sheet, "二、各单位办理情况");
  if (units->len == 0) {
    report_sentence(sheet, "没有单位有列入统计的任务。");
    return;
  }
  report_heads(sheet, (const char *const[]){"名次", "单位", HEADS, "完成率", NULL});
  series->first = sheet->row;
  for (guint i = 0; i < units->len; i++) {
    const BulletinLine *line = units->pdata[i];
    put_line(sheet, line, line->rank);
  }
  series->last = sheet->row - 1;
  g_autofree char *note = g_strdup_printf(
      "按办结率、平均完成率、逾期项数、欠报项数排名。%s，因此各单位相加不等于总数。",
      BULLETIN_UNITS_NOTE);
  report_sentence(sheet, note);
}

/* The ledger's title over the rows of its 一级指标, which other ledgers number alike. */
static void put_ledger(ReportSheet *sheet, const Report *report, gint64 ledger) {
  for (guint i = 0; i < report->contents->len; i++) {
    const Content *content = report->contents->pdata[i];
    if (content->ledger == ledger)
      book_merge(sheet->sheet, sheet->row++, COLUMN_RANK, 1, sheet->columns, BOOK_TEXT,
                 content->title);
  }
}

static gint64 ledger_of(const Report *report, const BulletinLine *line) {
  for (guint i = 0; i < report->indicators->len; i++) {
    const Indicator *indicator = report->indicators->pdata[i];
    if (indicator->id == line->id)
      return indicator->ledger;
  }
  return 0;
}

/* Returns the row of its total. */
static guint put_indicators(ReportSheet *sheet, const Report *report) {
  const GPtrArray *lines = report->bulletin->indicators;
  report_section(sheet, "三、各一级指标办理情况");
  report_heads(sheet, (const char *const[]){"序号", "一级指标", HEADS, "完成率", NULL});
  guint first = sheet->row;
  gint64 before = 0;
  for (guint i = 0; i < lines->len; i++) {
    const BulletinLine *line = lines->pdata[i];
    gint64 ledger = report->contents->len > 1 ? ledger_of(report, line) : 0;
    if (ledger != before)
      put_ledger(sheet, report, ledger);
    before = ledger;
    put_line(sheet, line, line->number);
  }
  put_total(sheet, report->bulletin->all, first);
  return sheet->row - 1;
}

/* ---- the year --------------------------------------------------------------------------- */

static void put_month(ReportSheet *sheet, const BulletinMonth *month) {
  gboolean told = month->counts[FIGURE_TASKS] > 0;
  g_autofree char *name = g_strdup_printf("%d月", month->month);
  book_text(sheet->sheet, sheet->row, COLUMN_RANK, BOOK_SHORT, name);
  book_day(sheet->sheet, sheet->row, COLUMN_NAME, BOOK_DATE, month->as_of);
  for (int i = 0; i < FIGURE_COUNT; i++)
    book_number(sheet->sheet, sheet->row, figure_column((FigureKind)i), BOOK_NUMBER,
                told ? month->counts[i] : NAN);
  book_number(sheet->sheet, sheet->row, COLUMN_SHARE, BOOK_RATE, told ? month->share / 100 : NAN);
  book_number(sheet->sheet, sheet->row, COLUMN_MEAN, BOOK_NUMBER,
              month->as_of != DAY_NONE ? month->submissions : NAN);
  sheet->row++;
}

static void put_year(ReportSheet *sheet, const Report *report, ReportSeries *series) {
  report_section(sheet, "四、全年各月情况");
  report_heads(sheet, (const char *const[]){"月份", "截至", HEADS, "报送", NULL});
  series->first = sheet->row;
  guint submissions = 0;
  for (guint i = 0; i < report->months->len; i++) {
    const BulletinMonth *month = &g_array_index(report->months, BulletinMonth, i);
    put_month(sheet, month);
    submissions += month->submissions;
  }
  series->last = sheet->row - 1;
  book_merge(sheet->sheet, sheet->row, COLUMN_RANK, 1, COLUMN_MEAN, BOOK_TOTAL_TEXT,
             "全年报送合计（其余各列为月末累计数，不相加）");
  report_sum(sheet, COLUMN_MEAN, BOOK_TOTAL_NUMBER, series->first, series->last, submissions);
  sheet->row++;
}

/* ---- all of it -------------------------------------------------------------------------- */

static void put_end(ReportSheet *sheet, const Bulletin *bulletin) {
  g_autofree char *words = g_strdup_printf(
      "“超时”为逾期后办结，“逾期”为逾期未办结，%s，“未报”为本月未报进展。"
      "本表和“逾期清单”为截至日的情况；台账、周期义务、选题与案例为本文件生成时的情况。",
      BULLETIN_MISSED_NOTE);
  report_sentence(sheet, words);
  g_autofree char *head = g_strdup_printf("核验码：%s", bulletin->head);
  report_sentence(sheet, head);
}

/* 《…台账》  截至2026年11月24日  单位：项. The caller frees. */
static char *subtitle(const Report *report) {
  CivilDate date = day_civil(report->bulletin->as_of);
  const Content *only = report->contents->len == 1 ? report->contents->pdata[0] : NULL;
  g_autofree char *of =
      only != NULL ? g_strdup_printf("《%s》", only->title) : g_strdup(report->bulletin->title);
  return g_strdup_printf("%s    截至%d年%d月%d日    单位：项", of, date.year, date.month, date.day);
}

/* Rows of units and 一级指标 with which all tables stand on the first page. */
#define ROWS_OF_A_PAGE 26

/* What is cut by the end of a page is no chart: where the tables fill the first page, both charts
 * are on the second; where they fill more, the year with its chart is on one and the units' chart
 * on the next. */
static void put_year_and_charts(ReportSheet *sheet, const Report *report,
                                const ReportSeries *units) {
  const Bulletin *bulletin = report->bulletin;
  ReportSeries year = {.names = COLUMN_RANK,
                       .values = {figure_column(FIGURE_DONE), figure_column(FIGURE_OVERDUE)},
                       .titles = {figure_name(FIGURE_DONE), figure_name(FIGURE_OVERDUE)}};
  gboolean fits = bulletin->units->len + bulletin->indicators->len <= ROWS_OF_A_PAGE;
  if (!fits)
    book_break(sheet->sheet, sheet->row);
  put_year(sheet, report, &year);
  if (fits)
    book_break(sheet->sheet, sheet->row);
  report_chart_year(sheet, &year);
  if (!fits)
    book_break(sheet->sheet, sheet->row);
  if (bulletin->units->len > 0)
    report_chart_units(sheet, units);
}

static void put_figures(ReportSheet *sheet, const Report *report) {
  const Bulletin *bulletin = report->bulletin;
  const BulletinMonth *before = month_before(report);
  ReportSeries units = {.names = COLUMN_NAME, .values = {COLUMN_SHARE}, .titles = {"办结率"}};
  report_section(sheet, "一、总体情况");
  book_merge(sheet->sheet, sheet->row, COLUMN_RANK, 1, 2, BOOK_HEAD, "");
  static const char *const heads[] = {HEADS, "完成率"};
  for (guint i = 0; i < G_N_ELEMENTS(heads); i++)
    book_text(sheet->sheet, sheet->row, COLUMN_FIGURES + i, BOOK_HEAD, heads[i]);
  Repeat repeat = {.row = ++sheet->row};
  sheet->row++;
  if (before != NULL)
    put_before(sheet, before, bulletin->all);
  put_change(sheet, bulletin->change);
  g_autofree char *rest = bulletin_rest_text(bulletin);
  if (rest != NULL)
    report_sentence(sheet, rest);
  put_units(sheet, bulletin->units, &units);
  repeat.total = put_indicators(sheet, report);
  put_all(sheet, &repeat, bulletin->all);
  put_year_and_charts(sheet, report, &units);
}

void report_put_bulletin(Book *book, const Report *report) {
  const Bulletin *bulletin = report->bulletin;
  g_autofree char *title = g_strdup_printf("%d年%d月通报", report->year, report->month);
  g_autofree char *of = subtitle(report);
  ReportSheet sheet = report_sheet_begin(book, "通报", FALSE, WIDTHS, title, of);
  g_autofree char *gap = bulletin_gap_text(bulletin);
  if (bulletin_count(bulletin->all, FIGURE_TASKS) > 0)
    put_figures(&sheet, report);
  else
    report_sentence(&sheet, gap != NULL ? gap : "没有列入统计的任务。");
  put_end(&sheet, bulletin);
}

/* report_cases.c: the sheet 选题与案例: topics, cases, stages, units by months. */
#include "core/exchange/report/report_private.h"
#include "core/model/case.h"

#include <math.h>

enum { COLUMN_FIRST, COLUMN_NAME, COLUMN_MONTHS };
#define MONTHS 12
#define COLUMN_SUM (COLUMN_MONTHS + MONTHS)
#define COLUMN_ADOPTED (COLUMN_SUM + 1)
#define COLUMNS (COLUMN_ADOPTED + 1)

static void put_label(ReportSheet *sheet, guint column, guint columns, BookStyle style,
                      const char *text) {
  book_merge(sheet->sheet, sheet->row, column, 1, columns, style, text);
}

/* ---- topics ----------------------------------------------------------------------------- */

/* Where the fields of a topic stand: the months' columns are too narrow for texts. */
enum {
  TOPIC_CONTENT = COLUMN_MONTHS,
  TOPIC_DUE = COLUMN_MONTHS + 8,
  TOPIC_NUMBERS = TOPIC_DUE + 2
};
enum { NUMBER_TARGET, NUMBER_FILED, NUMBER_MINISTRY, NUMBER_ADOPTED, NUMBER_COUNT };

static void topic_numbers(const Topic *topic, int numbers[NUMBER_COUNT]) {
  numbers[NUMBER_TARGET] = topic->target;
  numbers[NUMBER_FILED] = topic->cases;
  numbers[NUMBER_MINISTRY] = topic->ministry;
  numbers[NUMBER_ADOPTED] = topic->adopted;
}

static void put_topic_heads(ReportSheet *sheet) {
  static const char *const names[NUMBER_COUNT] = {"应报", "已报", "报部", "采纳"};
  put_label(sheet, COLUMN_FIRST, 1, BOOK_HEAD, "月份");
  put_label(sheet, COLUMN_NAME, 1, BOOK_HEAD, "主题");
  put_label(sheet, TOPIC_CONTENT, TOPIC_DUE - TOPIC_CONTENT, BOOK_HEAD, "主要内容");
  put_label(sheet, TOPIC_DUE, TOPIC_NUMBERS - TOPIC_DUE, BOOK_HEAD, "截止");
  for (guint i = 0; i < NUMBER_COUNT; i++)
    put_label(sheet, TOPIC_NUMBERS + i, 1, BOOK_HEAD, names[i]);
  sheet->row++;
}

static void put_topic(ReportSheet *sheet, const Topic *topic, int sums[NUMBER_COUNT]) {
  int numbers[NUMBER_COUNT];
  topic_numbers(topic, numbers);
  g_autofree char *month = g_strdup_printf("%d月", topic->month);
  put_label(sheet, COLUMN_FIRST, 1, BOOK_SHORT, month);
  put_label(sheet, COLUMN_NAME, 1, BOOK_TEXT, topic->title);
  put_label(sheet, TOPIC_CONTENT, TOPIC_DUE - TOPIC_CONTENT, BOOK_TEXT, topic->content);
  put_label(sheet, TOPIC_DUE, TOPIC_NUMBERS - TOPIC_DUE, BOOK_DATE, NULL);
  book_day(sheet->sheet, sheet->row, TOPIC_DUE, BOOK_DATE, topic->due);
  for (guint i = 0; i < NUMBER_COUNT; i++) {
    book_number(sheet->sheet, sheet->row, TOPIC_NUMBERS + i, BOOK_NUMBER, numbers[i]);
    sums[i] += numbers[i];
  }
  sheet->row++;
}

static void put_topics(ReportSheet *sheet, const GPtrArray *topics) {
  report_section(sheet, "一、选题计划");
  if (topics->len == 0) {
    report_sentence(sheet, "这一年没有选题计划。");
    return;
  }
  put_topic_heads(sheet);
  guint first = sheet->row;
  int sums[NUMBER_COUNT] = {0};
  for (guint i = 0; i < topics->len; i++)
    put_topic(sheet, topics->pdata[i], sums);
  put_label(sheet, COLUMN_FIRST, TOPIC_NUMBERS, BOOK_TOTAL_TEXT, "合计（篇）");
  for (guint i = 0; i < NUMBER_COUNT; i++)
    report_sum(sheet, TOPIC_NUMBERS + i, BOOK_TOTAL_NUMBER, first, sheet->row - 1, sums[i]);
  sheet->row++;
}

/* ---- units by months -------------------------------------------------------------------- */

static void put_unit(ReportSheet *sheet, const CaseBoardRow *row) {
  put_label(sheet, COLUMN_FIRST, 2, BOOK_TEXT, row->name);
  for (guint month = 1; month <= MONTHS; month++)
    book_number(sheet->sheet, sheet->row, COLUMN_MONTHS + month - 1, BOOK_NUMBER,
                row->filed[month] > 0 || row->expected ? row->filed[month] : NAN);
  g_autofree char *from = report_cell(COLUMN_MONTHS, sheet->row);
  g_autofree char *to = report_cell(COLUMN_SUM - 1, sheet->row);
  g_autofree char *formula = g_strdup_printf("=SUM(%s:%s)", from, to);
  book_formula(sheet->sheet, sheet->row, COLUMN_SUM, BOOK_TOTAL_NUMBER, formula, row->filed[0]);
  book_number(sheet->sheet, sheet->row, COLUMN_ADOPTED, BOOK_NUMBER, row->adopted);
  sheet->row++;
}

static void put_board_heads(ReportSheet *sheet) {
  put_label(sheet, COLUMN_FIRST, 2, BOOK_HEAD, "单位");
  for (guint month = 1; month <= MONTHS; month++) {
    g_autofree char *name = g_strdup_printf("%u月", month);
    put_label(sheet, COLUMN_MONTHS + month - 1, 1, BOOK_HEAD, name);
  }
  put_label(sheet, COLUMN_SUM, 1, BOOK_HEAD, "合计");
  put_label(sheet, COLUMN_ADOPTED, 1, BOOK_HEAD, "采纳");
  sheet->row++;
}

static void put_board(ReportSheet *sheet, const CaseBoard *board) {
  report_section(sheet, "二、各单位每月报送情况（已报出的，篇）");
  if (board->rows->len == 0) {
    report_sentence(sheet, "没有设定报送单位，也没有单位报送案例。");
    return;
  }
  put_board_heads(sheet);
  guint first = sheet->row;
  for (guint i = 0; i < board->rows->len; i++)
    put_unit(sheet, board->rows->pdata[i]);
  put_label(sheet, COLUMN_FIRST, 2, BOOK_TOTAL_TEXT, "合计");
  for (guint month = 1; month <= MONTHS; month++)
    report_sum(sheet, COLUMN_MONTHS + month - 1, BOOK_TOTAL_NUMBER, first, sheet->row - 1,
               board->filed[month]);
  report_sum(sheet, COLUMN_SUM, BOOK_TOTAL_NUMBER, first, sheet->row - 1, board->filed[0]);
  report_sum(sheet, COLUMN_ADOPTED, BOOK_TOTAL_NUMBER, first, sheet->row - 1, board->adopted);
  sheet->row++;
  if (case_board_remark(board) != NULL)
    report_sentence(sheet, case_board_remark(board));
}

/* ---- cases ------------------------------------------------------------------------------ */

enum {
  CASE_TITLE = COLUMN_NAME,
  CASE_UNIT = COLUMN_MONTHS,
  CASE_TOPIC = CASE_UNIT + 4,
  CASE_STAGE = CASE_TOPIC + 4,
  CASE_ON = CASE_STAGE + 2,
  CASE_REMARK = CASE_ON + 2,
  CASE_END = COLUMNS,
};

static void put_case_row(ReportSheet *sheet, BookStyle style, BookStyle short_style,
                         const char *const texts[6]) {
  put_label(sheet, COLUMN_FIRST, 1, short_style, texts[0]);
  put_label(sheet, CASE_TITLE, CASE_UNIT - CASE_TITLE, style, texts[1]);
  put_label(sheet, CASE_UNIT, CASE_TOPIC - CASE_UNIT, style, texts[2]);
  put_label(sheet, CASE_TOPIC, CASE_STAGE - CASE_TOPIC, style, texts[3]);
  put_label(sheet, CASE_STAGE, CASE_ON - CASE_STAGE, short_style, texts[4]);
  put_label(sheet, CASE_ON, CASE_REMARK - CASE_ON, short_style, NULL);
  put_label(sheet, CASE_REMARK, CASE_END - CASE_REMARK, style, texts[5]);
}

static void put_case(ReportSheet *sheet, const Case *file) {
  g_autofree char *month = g_strdup_printf("%d月", day_civil(file->month).month);
  g_autofree char *across = case_across_text(file);
  g_autofree char *late = case_late_text(file);
  g_autofree char *remark = g_strjoin(across != NULL && late != NULL ? "，" : "",
                                      across != NULL ? across : "", late != NULL ? late : "", NULL);
  put_case_row(sheet, BOOK_TEXT, BOOK_SHORT,
               (const char *const[6]){month, file->title,
                                      file->unit != NULL ? file->unit : "未注明单位",
                                      file->topic_title, case_stage_name(file->stage), remark});
  book_day(sheet->sheet, sheet->row, CASE_ON, BOOK_DATE, file->stage_on);
  sheet->row++;
}

#define STAGES_ROWS (CASE_STAGE_COUNT + 4) /* with its heading, head and total */

/* Counts the stages in the list, each by its name. */
static void put_stages(ReportSheet *sheet, const GPtrArray *cases, guint first, guint last) {
  g_autofree char *stages = report_range(CASE_STAGE, first, last);
  report_section(sheet, "三、各阶段篇数");
  guint from = sheet->row + 1;
  put_label(sheet, COLUMN_FIRST, 2, BOOK_HEAD, "阶段");
  put_label(sheet, COLUMN_MONTHS, 2, BOOK_HEAD, "篇数");
  for (int stage = 0; stage < CASE_STAGE_COUNT; stage++) {
    const char *name = case_stage_name((CaseStage)stage);
    g_autofree char *formula = g_strdup_printf("=COUNTIF(%s,\"%s\")", stages, name);
    guint count = 0;
    for (guint i = 0; i < cases->len; i++)
      count += (int)((const Case *)cases->pdata[i])->stage == stage ? 1 : 0;
    sheet->row++;
    put_label(sheet, COLUMN_FIRST, 2, BOOK_SHORT, name);
    put_label(sheet, COLUMN_MONTHS, 2, BOOK_NUMBER, NULL);
    book_formula(sheet->sheet, sheet->row, COLUMN_MONTHS, BOOK_NUMBER, formula, count);
  }
  sheet->row++;
  put_label(sheet, COLUMN_FIRST, 2, BOOK_TOTAL_TEXT, "合计");
  put_label(sheet, COLUMN_MONTHS, 2, BOOK_TOTAL_NUMBER, NULL);
  report_sum(sheet, COLUMN_MONTHS, BOOK_TOTAL_NUMBER, from, sheet->row - 1, cases->len);
  sheet->row++;
}

/* Returns the row of the first case. */
static guint put_list(ReportSheet *sheet, const GPtrArray *cases) {
  report_section(sheet, "四、案例清单");
  put_case_row(sheet, BOOK_HEAD, BOOK_HEAD,
               (const char *const[6]){"月份", "标题", "单位", "主题", "阶段", "备注"});
  put_label(sheet, CASE_ON, CASE_REMARK - CASE_ON, BOOK_HEAD, "日期");
  guint first = ++sheet->row;
  for (guint i = 0; i < cases->len; i++)
    put_case(sheet, cases->pdata[i]);
  return first;
}

/* The stages stand above the list that they count. */
static void put_cases(ReportSheet *sheet, const GPtrArray *cases) {
  if (cases->len == 0) {
    report_section(sheet, "三、案例清单");
    report_sentence(sheet, "这一年还没有登记案例。");
    return;
  }
  guint stages = sheet->row;
  sheet->row += STAGES_ROWS;
  guint first = put_list(sheet, cases), end = sheet->row;
  sheet->row = stages;
  put_stages(sheet, cases, first, end - 1);
  sheet->row = end;
}

void report_put_cases(Book *book, const Report *report) {
  static const double widths[] = {6, 27, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 6, 6, 0};
  g_autofree char *title = g_strdup_printf("%d年选题与典型案例报送情况", report->year);
  const Plan *plan = report->board->plan;
  ReportSheet sheet =
      report_sheet_begin(book, "选题与案例", FALSE, widths, title, plan != NULL ? plan->title : "");
  put_topics(&sheet, report->topics);
  put_board(&sheet, report->board);
  put_cases(&sheet, report->cases);
}

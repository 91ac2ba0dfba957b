/* What the cells of a row become: dates, rules, states, points, numbers. */
#include <math.h>
#include <string.h>

#include "tests/core/exchange/import/tables.h"

static const ContentTask *task_at(const Read *read, guint index) {
  return read->content->tasks->pdata[index];
}

/* ---- deadlines -------------------------------------------------------------------------- */

static void test_deadlines(void) {
  static const char *const rows[] = {"2026年3月5日前", "5月底",      "第二季度末", "长期",
                                     "2026-11-03",     "三月\n底前", "及时",       "2026年2月30日",
                                     "春节前",         "贯穿全年",   "46023"};
  static const char *const dues[] = {"2026-03-05", "2026-05-31", "2026-06-30", "",
                                     "2026-11-03", "2026-03-31", "",           "",
                                     "",           "2026-12-31", "2026-01-01"};
  Workbook *workbook = tables_new(WORKBOOK_CSV);
  Grid *grid = tables_add(workbook, "甲", "目标任务|完成时限");
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    grid_put(grid, i + 1, 0, CELL_TEXT, "制定办法", 0, DAY_NONE);
    grid_put(grid, i + 1, 1, CELL_TEXT, rows[i], 0, DAY_NONE);
  }
  g_auto(Read) read = tables_read(workbook);
  g_assert_cmpint(read.content->year, ==, 2026);
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    const ContentTask *task = task_at(&read, i);
    char due[DAY_TEXT_SIZE];
    g_assert_cmpstr(day_to_iso(task->due, due), ==, dues[i]);
    g_assert_null(strchr(task->deadline, '\n'));
    g_assert_null(task->deadline_printed);
  }
  g_assert_cmpstr(task_at(&read, 0)->deadline, ==, "2026年3月5日前");
  g_assert_cmpstr(task_at(&read, 5)->deadline, ==, "三月底前");
  g_assert_cmpstr(task_at(&read, 10)->deadline, ==, "2026年1月1日");
  assert_remarks(workbook, &read,
                 "表“甲”第9行B列（完成时限）：没有“2026年2月30日”这一天，照原文保留，不计算期限\n"
                 "表“甲”第10行B列（完成时限）：时限“春节前”读不懂，照原文保留，不计算期限\n"
                 "表“甲”第12行B列（完成时限）：数“46023”按日期的序列值读作2026年1月1日\n");
  tables_free(workbook);
}

/* Cells with dates, and blanks that mean one. */
static void test_date_cells(void) {
  Workbook *workbook = tables_new(WORKBOOK_XLSX);
  Grid *grid = tables_add(workbook, "甲", "目标任务|完成时限|办结日期", "甲||", "乙||", "丙||",
                          "丁||", "戊|2026-03-05|");
  Day day = day_from_ymd(2027, 3, 5);
  grid_put(grid, 1, 1, CELL_DATE, "2027-03-05", 46451, day);
  grid_put(grid, 3, 1, CELL_NUMBER, "46451", 46451, DAY_NONE);
  grid_put(grid, 1, 2, CELL_DATE, "2027-03-04", 46450, day - 1);
  grid_put(grid, 2, 2, CELL_TEXT, "3月6日", 0, DAY_NONE);
  grid_put(grid, 3, 2, CELL_TEXT, "很快", 0, DAY_NONE);
  g_auto(Read) read = tables_read(workbook);
  g_assert_cmpint(read.content->year, ==, 2027);
  for (guint i = 0; i < 4; i++) {
    g_assert_cmpstr(task_at(&read, i)->deadline, ==, "2027年3月5日");
    g_assert_cmpuint(task_at(&read, i)->due, ==, day);
  }
  g_assert_cmpstr(task_at(&read, 4)->deadline, ==, "2026-03-05"); /* as it is written */
  g_assert_cmpuint(task_at(&read, 1)->filled, ==, CONTENT_BIT(CONTENT_DEADLINE));
  g_assert_cmpuint(task_at(&read, 0)->done_on, ==, day - 1);
  g_assert_cmpuint(task_at(&read, 1)->done_on, ==, day + 1);
  g_assert_cmpuint(task_at(&read, 2)->done_on, ==, DAY_NONE);
  assert_remarks(workbook, &read,
                 "表“甲”第4行B列（完成时限）：数“46451”按日期的序列值读作2027年3月5日\n"
                 "表“甲”第4行C列（办结日期）：办结日期“很快”读不出日期，没有导入\n");
  tables_free(workbook);
}

/* Days that are digits alone, and what may be one but is not clear. */
static void test_digits(void) {
  static const struct {
    const char *text;
    CellKind kind;
    const char *deadline, *due;
  } CASES[] = {
      {"2026-12", CELL_TEXT, "2026年12月", "2026-12-31"},
      {"2026.2", CELL_TEXT, "2026年2月", "2026-02-28"},
      {"2026/02", CELL_TEXT, "2026年2月", "2026-02-28"},
      {"20261130", CELL_TEXT, "2026年11月30日", "2026-11-30"},
      {"20261130", CELL_NUMBER, "2026年11月30日", "2026-11-30"},
      {"2026.1", CELL_NUMBER, "2026.1", ""},
      {"20261131", CELL_NUMBER, "20261131", ""},
      {"2026-13", CELL_TEXT, "2026-13", ""},
      {"12.31", CELL_TEXT, "12.31", ""},
  };
  Workbook *workbook = tables_new(WORKBOOK_XLSX);
  Grid *grid = tables_add(workbook, "甲", "目标任务|完成时限");
  for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
    grid_put(grid, i + 1, 0, CELL_TEXT, "制定办法", 0, DAY_NONE);
    grid_put(grid, i + 1, 1, CASES[i].kind, CASES[i].text, g_ascii_strtod(CASES[i].text, NULL),
             DAY_NONE);
  }
  g_auto(Read) read = tables_read(workbook);
  for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
    char due[DAY_TEXT_SIZE];
    g_assert_cmpstr(task_at(&read, i)->deadline, ==, CASES[i].deadline);
    g_assert_cmpstr(day_to_iso(task_at(&read, i)->due, due), ==, CASES[i].due);
  }
  g_assert_cmpuint(read.remarks->len, ==, G_N_ELEMENTS(CASES)); /* each is told */
  tables_free(workbook);
}

/* What may be meant for a date is told; what says that there is none is not. */
static void test_unread(void) {
  Workbook *workbook = tables_new(WORKBOOK_CSV);
  tables_add(workbook, "甲", "目标任务|完成时限", "一事|2O26-12-01", "二事|2026-12-1O",
             "三事|明年春天", "四事|31.12.2026", "五事|长期坚持", "六事|年底前", "七事|全年",
             "八事|出台后及时", "九事|无");
  g_auto(Read) read = tables_read(workbook);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpuint(task_at(&read, i)->due, ==, DAY_NONE);
  assert_remarks(
      workbook, &read,
      "表“甲”第2行B列（完成时限）：时限“2O26-12-01”读不懂，照原文保留，不计算期限\n"
      "表“甲”第3行B列（完成时限）：时限“2026-12-1O”读不懂，照原文保留，不计算期限\n"
      "表“甲”第4行B列（完成时限）：时限“明年春天”没有读出日期，照原文保留，不计算期限\n"
      "表“甲”第5行B列（完成时限）：时限“31.12.2026”没有读出日期，照原文保留，不计算期限\n");
  tables_free(workbook);
}

static int year_of(const char *title, const char *deadline, int chosen) {
  Workbook *workbook = tables_new(WORKBOOK_CSV);
  g_autofree char *row = g_strdup_printf("制定办法|%s", deadline);
  tables_add(workbook, "甲", title, "目标任务|完成时限", row, row, "修订目录|2024年5月",
             "开展宣传|5月底");
  const RecogniseOptions options = {.year = chosen, .this_year = 2031};
  g_auto(Read) read = tables_read_with(workbook, &options);
  int year = read.content->year;
  g_assert_cmpuint(task_at(&read, 3)->due, ==, day_from_ymd(year, 5, 31));
  tables_free(workbook);
  return year;
}

static void test_year(void) {
  g_assert_cmpint(year_of("任务表", "2025年3月", 0), ==, 2025);
  g_assert_cmpint(year_of("2026年任务表", "2025年3月", 0), ==, 2026);
  g_assert_cmpint(year_of("二〇二八年任务表", "2025年3月", 0), ==, 2028);
  g_assert_cmpint(year_of("2026年任务表", "2025年3月", 2027), ==, 2027);
  g_assert_cmpint(year_of("任务表", "3月", 0), ==, 2024);
}

/* ---- rules ------------------------------------------------------------------------------ */

static void test_rules(void) {
  Workbook *workbook = tables_new(WORKBOOK_CSV);
  tables_add(workbook, "甲", "类别|目标任务|完成时限|周期要求", "任务|甲|每月15日前|",
             "任务|乙|每季度至少1次，2026年12月|",
             "任务|丙|2026年12月|信用承诺，次月8日前；信用评价，每季度至少1次",
             "任务|丁|2026年12月|每半年一次；不得补报", "任务|戊|2026年12月|不定期",
             "加分项|己|每月15日前|", "任务|庚|每月15日前|每季度至少1次");
  g_auto(Read) read = tables_read(workbook);
  assert_columns(read.table, "kind goal deadline rules");
  static const struct {
    const char *rules;
    const char *due;
  } rows[] = {
      {"每月15日前", ""},
      {"每季度至少1次", "2026-12-31"},
      {"信用承诺，次月8日前；信用评价，每季度至少1次", "2026-12-31"},
      {"每半年一次；不得补报", "2026-12-31"},
      {"", "2026-12-31"},
      {"", ""},
      {"每季度至少1次", ""},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    char due[DAY_TEXT_SIZE];
    assert_task(&read, i, rows[i].rules, CONTENT_RULES);
    g_assert_cmpstr(day_to_iso(task_at(&read, i)->due, due), ==, rows[i].due);
  }
  const ContentRule *month = task_at(&read, 0)->rules->pdata[0];
  g_assert_cmpint(month->rule.every, ==, EVERY_MONTH);
  g_assert_cmpint(month->rule.due_day, ==, 15);
  g_assert_cmpuint(month->since, ==, DAY_NONE);
  const ContentRule *promise = task_at(&read, 2)->rules->pdata[0];
  g_assert_cmpstr(promise->material, ==, "信用承诺");
  g_assert_cmpstr(promise->phrase, ==, "次月8日前");
  g_assert_cmpint(promise->rule.due_month, ==, 1);
  g_assert_cmpint(promise->rule.due_day, ==, 8);
  assert_remarks(workbook, &read, "表“甲”第6行D列（周期要求）：周期要求“不定期”读不懂，没有导入\n");
  tables_free(workbook);
}

/* ---- states and progress ---------------------------------------------------------------- */

static void test_states(void) {
  static const struct {
    const char *text;
    TaskState state;
  } rows[] = {
      {"已完成", TASK_STATE_DONE},
      {"完成", TASK_STATE_DONE},
      {"已办结", TASK_STATE_DONE},
      {"进行中", TASK_STATE_ACTIVE},
      {"正在办理", TASK_STATE_ACTIVE},
      {"推进中。", TASK_STATE_ACTIVE},
      {"未开始", TASK_STATE_NEW},
      {"未启动", TASK_STATE_NEW},
      {"已销号", TASK_STATE_CLOSED},
      {"暂停", TASK_STATE_PAUSED},
      {"作废", TASK_STATE_VOID},
      {"已签收", TASK_STATE_SIGNED},
      {"", TASK_STATE_NEW},
      {"长期坚持", TASK_STATE_ACTIVE},
      {"等批复", TASK_STATE_NEW},
  };
  Workbook *workbook = tables_new(WORKBOOK_CSV);
  Grid *grid = tables_add(workbook, "甲", "目标任务|办理状态");
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    grid_put(grid, i + 1, 0, CELL_TEXT, "制定办法", 0, DAY_NONE);
    grid_put(grid, i + 1, 1, CELL_TEXT, rows[i].text, 0, DAY_NONE);
  }
  g_auto(Read) read = tables_read(workbook);
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
    g_assert_cmpint(task_at(&read, i)->state, ==, rows[i].state);
  assert_remarks(workbook, &read,
                 "表“甲”第15行B列（办理状态）：状态“长期坚持”记为办理中\n"
                 "表“甲”第16行B列（办理状态）：状态“等批复”不认识，记为未启动\n");
  tables_free(workbook);
}

static void test_light_is_not_read(void) {
  Workbook *workbook = tables_new(WORKBOOK_CSV);
  tables_add(workbook, "甲", "目标任务|责任单位|红黄绿灯", "制定办法|厅法规处|红");
  g_auto(Read) read = tables_read(workbook);
  assert_columns(read.table, "goal units -");
  assert_remarks(workbook, &read,
                 "表“甲”第1行C列（红黄绿灯）：这一列没有导入：红黄绿灯由程序计算\n");
  tables_free(workbook);
}

/* remarks: how many things are told of it. */
static void check_percent(CellKind kind, const char *text, double number, int expected,
                          guint remarks) {
  Workbook *workbook = tables_new(WORKBOOK_XLSX);
  Grid *grid = tables_add(workbook, "甲", "目标任务|责任单位|完成率", "制定办法|厅法规处|");
  grid_put(grid, 1, 2, kind, text, number, DAY_NONE);
  g_auto(Read) read = tables_read(workbook);
  g_assert_cmpint(task_at(&read, 0)->percent, ==, expected);
  g_assert_cmpuint(read.remarks->len, ==, remarks);
  tables_free(workbook);
}

static void test_percent(void) {
  check_percent(CELL_NUMBER, "60%", 0.6, 60, 0);
  check_percent(CELL_NUMBER, "0.6", 0.6, 60, 1);
  check_percent(CELL_NUMBER, "60", 60, 60, 0);
  check_percent(CELL_NUMBER, "1", 1, 100, 1);
  check_percent(CELL_NUMBER, "0", 0, 0, 0);
  check_percent(CELL_TEXT, "60％", 0, 60, 0);
  check_percent(CELL_TEXT, "６０ %", 0, 60, 0);
  check_percent(CELL_TEXT, "66.7%", 0, 67, 1);
  check_percent(CELL_TEXT, "0.5%", 0, 1, 1);
  check_percent(CELL_NUMBER, "0.29", 0.29, 29, 1);
  check_percent(CELL_NUMBER, "0.67", 2 / 3.0, 67, 2);
  check_percent(CELL_TEXT, "0.25", 0, 25, 1);
  check_percent(CELL_TEXT, "100%", 0, 100, 0);
  check_percent(CELL_TEXT, "120%", 0, PERCENT_NONE, 1);
  check_percent(CELL_TEXT, "-5%", 0, PERCENT_NONE, 1);
  check_percent(CELL_TEXT, "50%（在办）", 0, 50, 1);
  check_percent(CELL_TEXT, "80 ％ 左右", 0, 80, 1);
  check_percent(CELL_TEXT, "120%以上", 0, PERCENT_NONE, 1);
  check_percent(CELL_TEXT, "50%至80%", 0, 50, 1);
  check_percent(CELL_TEXT, "50（在办）", 0, PERCENT_NONE, 1);
  check_percent(CELL_TEXT, "约50%", 0, PERCENT_NONE, 1);
  check_percent(CELL_TEXT, "过半", 0, PERCENT_NONE, 1);
  check_percent(CELL_TEXT, "nan", 0, PERCENT_NONE, 1);
  check_percent(CELL_TEXT, "0x10", 0, PERCENT_NONE, 1);
  check_percent(CELL_TEXT, "%", 0, PERCENT_NONE, 1);
  check_percent(CELL_EMPTY, "", 0, PERCENT_NONE, 0);
}

/* What a number says must not rest on other rows without a word. */
static void test_percents(void) {
  static const struct {
    const char *first, *second;
    int percents[2];
    const char *remarks;
  } CASES[] = {
      {"0.5",
       "100",
       {PERCENT_NONE, 100},
       "表“甲”第2行C列（完成率）：完成率“0.5”看不出是0.5%还是50%，没有导入\n"},
      {"1",
       "0.5",
       {100, 50},
       "表“甲”第1行C列（完成率）：没有百分号的都在0到1之间，按小数读：1就是100%\n"},
      {"0.5",
       "50%",
       {50, 50},
       "表“甲”第1行C列（完成率）：没有百分号的都在0到1之间，按小数读：1就是100%\n"},
      {"1", "60", {1, 60}, ""},
      {"0", "100%", {0, 100}, ""},
      {"50%（在办）", "60", {50, 60}, "表“甲”第2行C列（完成率）：完成率“50%（在办）”记为50%\n"},
      {"33.3", "60", {33, 60}, "表“甲”第2行C列（完成率）：完成率“33.3”记为33%\n"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
    Workbook *workbook = tables_new(WORKBOOK_CSV);
    g_autofree char *first = g_strdup_printf("制定办法|厅法规处|%s", CASES[i].first);
    g_autofree char *second = g_strdup_printf("修订目录|厅法规处|%s", CASES[i].second);
    tables_add(workbook, "甲", "目标任务|责任单位|完成率", first, second);
    g_auto(Read) read = tables_read(workbook);
    for (guint k = 0; k < 2; k++)
      g_assert_cmpint(task_at(&read, k)->percent, ==, CASES[i].percents[k]);
    assert_remarks(workbook, &read, CASES[i].remarks);
    tables_free(workbook);
  }
}

static void test_number_progress(void) {
  Workbook *workbook = tables_new(WORKBOOK_CSV);
  tables_add(workbook, "甲", "目标任务|责任单位|进展", "甲|厅办|50%", "乙|厅办|-5",
             "丙|厅办|已办5件", "丁|厅办|正在起草", "戊|厅办|已征求意见", "己|厅办|50%（在办）");
  g_auto(Read) read = tables_read(workbook);
  assert_task(&read, 0, "50%", CONTENT_PROGRESS);
  assert_remarks(workbook, &read,
                 "表“甲”第2行C列（进展）：进展“50%”只有数字，是不是完成率？照原样记为一条进展\n"
                 "表“甲”第3行C列（进展）：进展“-5”只有数字，是不是完成率？照原样记为一条进展\n");
  tables_free(workbook);
}

static void test_progress(void) {
  Workbook *workbook = tables_new(WORKBOOK_CSV);
  tables_add(workbook, "甲", "目标任务|进展情况|进展日期|佐证材料",
             "甲|已起草/待审|2026-05-06|办法.docx；宁交办发〔2026〕3号", "乙|已印发||",
             "丙|||照片.jpg", "丁|||");
  g_auto(Read) read = tables_read(workbook);
  const ContentTask *first = task_at(&read, 0);
  g_assert_cmpuint(first->progress->len, ==, 1);
  const ContentProgress *progress = first->progress->pdata[0];
  g_assert_cmpstr(progress->text, ==, "已起草\n待审");
  g_assert_cmpuint(progress->made_on, ==, day_from_ymd(2026, 5, 6));
  g_assert_cmpuint(progress->evidence->len, ==, 2);
  assert_task(&read, 0, "办法.docx；宁交办发〔2026〕3号", CONTENT_EVIDENCE);
  assert_task(&read, 1, "已印发||", CONTENT_PROGRESS, CONTENT_PROGRESS_ON, CONTENT_EVIDENCE);
  assert_task(&read, 2, "见佐证材料|照片.jpg", CONTENT_PROGRESS, CONTENT_EVIDENCE);
  g_assert_cmpuint(task_at(&read, 3)->progress->len, ==, 0);
  assert_remarks(
      workbook, &read,
      "表“甲”第4行D列（佐证材料）：佐证材料“照片.jpg”旁边没有进展情况，进展记为“见佐证材料”\n");
  tables_free(workbook);
}

/* ---- numbers, points, kinds ------------------------------------------------------------- */

static void check_numbers(const char *const *numbers, const char *expected, const char *remarks,
                          gboolean said) {
  Workbook *workbook = tables_new(WORKBOOK_CSV);
  Grid *grid = tables_add(workbook, "甲", "序号|目标任务|责任单位");
  for (guint i = 0; numbers[i] != NULL; i++) {
    grid_put(grid, i + 1, 0, CELL_TEXT, numbers[i], 0, DAY_NONE);
    grid_put(grid, i + 1, 1, CELL_TEXT, "制定办法", 0, DAY_NONE);
    grid_put(grid, i + 1, 2, CELL_TEXT, "厅法规处", 0, DAY_NONE);
  }
  g_auto(Read) read = tables_read(workbook);
  g_autoptr(GString) all = g_string_new(NULL);
  for (guint i = 0; i < read.content->tasks->len; i++)
    g_string_append_printf(all, "%s%d", i > 0 ? " " : "", task_at(&read, i)->number);
  g_assert_cmpstr(all->str, ==, expected);
  assert_remarks(workbook, &read, remarks);
  g_assert_cmpint((read.content->fields & CONTENT_BIT(CONTENT_NUMBER)) != 0, ==, said);
  tables_free(workbook);
}

static void test_numbers(void) {
  check_numbers((const char *const[]){"1", "2", "3", NULL}, "1 2 3", "", TRUE);
  check_numbers((const char *const[]){"9999", "10000", "123456", NULL}, "9999 10000 123456", "",
                TRUE);
  check_numbers((const char *const[]){"（一）", "（二）", "十二", NULL}, "1 2 12", "", TRUE);
  check_numbers((const char *const[]){"1.", "3", "3", "4", NULL}, "1 3 0 4",
                "表“甲”第4行A列（序号）：序号3另一行已经有了，另行编号\n", TRUE);
  check_numbers((const char *const[]){"1", "2", "1", "2", NULL}, "0 0 0 0",
                "表“甲”第1行A列（序号）：序号在各部分重新开始，按先后顺序编号\n", FALSE);
  check_numbers((const char *const[]){"1", "", "2", NULL}, "0 0 0",
                "表“甲”第1行A列（序号）：有的任务没有序号，按先后顺序编号\n", FALSE);
}

/* A 分值 belongs to the level over which it stands. */
static void test_points(void) {
  Workbook *workbook = tables_new(WORKBOOK_XLSX);
  Grid *grid = tables_add(workbook, "甲", "一级指标|二级指标|目标任务|责任单位|分值",
                          "一、制度（15分）|（一）规范|甲|厅法规处|5", "||乙|厅法规处|",
                          "|（二）目录|丙|厅法规处|10", "二、宣传|（三）活动|丁|厅法规处|12分",
                          "|（四）典型|戊|厅法规处|", "三、监管|（五）评价|己|厅法规处|2",
                          "||庚|厅法规处|3", "||辛|厅法规处|若干");
  grid_merge(grid, 1, 4, 2, 1);
  grid_merge(grid, 4, 4, 2, 1);
  g_auto(Read) read = tables_read(workbook);
  static const struct {
    const char *title;
    double points;
  } indicators[] = {
      {"一、制度（15分）", NAN}, {"（一）规范", 5},   {"（二）目录", 10}, {"二、宣传", 12},
      {"（三）活动", NAN},       {"（四）典型", NAN}, {"三、监管", NAN},  {"（五）评价", 5},
  };
  g_assert_cmpuint(read.content->indicators->len, ==, G_N_ELEMENTS(indicators));
  for (guint i = 0; i < G_N_ELEMENTS(indicators); i++) {
    const ContentIndicator *indicator = read.content->indicators->pdata[i];
    g_assert_cmpstr(indicator->title, ==, indicators[i].title);
    if (isnan(indicators[i].points))
      g_assert_true(isnan(indicator->points));
    else
      g_assert_cmpfloat(indicator->points, ==, indicators[i].points);
  }
  assert_remarks(workbook, &read,
                 "表“甲”第9行E列（分值）：分值“若干”不是数，没有导入\n"
                 "表“甲”第1行E列（分值）：同一指标下有几个分值，指标的分值取它们的和\n");
  tables_free(workbook);
}

static void test_kinds(void) {
  Workbook *workbook = tables_new(WORKBOOK_CSV);
  tables_add(workbook, "甲", "一级指标|目标任务|责任单位", "一、制度|制定办法|厅法规处",
             "|容缺受理事项比例排名。|厅审批处", "八、加分项|推广经验|厅法规处",
             "九、扣分项|泄露数据|厅科技处",
             "十、减少各类加分项申报过程中出现的问题和差错|核对|厅法规处");
  g_auto(Read) read = tables_read(workbook);
  static const TaskKind kinds[] = {TASK_KIND_TASK, TASK_KIND_MEASURE, TASK_KIND_BONUS,
                                   TASK_KIND_DEDUCTION, TASK_KIND_TASK};
  for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
    g_assert_cmpint(task_at(&read, i)->kind, ==, kinds[i]);
  /* What only follows from other cells is nothing that the file says. */
  g_assert_cmpuint(read.content->fields, ==,
                   CONTENT_BIT(CONTENT_LEVEL_1) | CONTENT_BIT(CONTENT_GOAL) |
                       CONTENT_BIT(CONTENT_UNITS));
  tables_free(workbook);
}

/* Units from single columns get their role, unless the cell says another. */
static void test_unit_columns(void) {
  Workbook *workbook = tables_new(WORKBOOK_CSV);
  tables_add(workbook, "甲", "目标任务|牵头单位|责任单位|配合单位|督促单位",
             "甲|厅法规处|厅建管处、运输处|五市交通运输局|厅办公室", "乙|厅法规处|无|—|",
             "丙||厅法规处牵头，建管处配合||");
  g_auto(Read) read = tables_read(workbook);
  assert_task(
      &read, 0,
      "厅法规处（牵头）、厅建管处（责任）、厅运输处（责任）、五市交通运输局（配合）、厅办公室（督促）",
      CONTENT_UNITS);
  assert_task(&read, 1, "厅法规处（牵头）", CONTENT_UNITS);
  assert_task(&read, 2, "厅法规处（牵头）、建管处（配合）", CONTENT_UNITS);
  tables_free(workbook);
}

/* What formulas could not compute is left out, and is no blank. */
static void test_errors(void) {
  Workbook *workbook = tables_new(WORKBOOK_XLSX);
  Grid *grid = tables_add(workbook, "甲", "目标任务|责任单位|完成时限", "甲|厅法规处|5月底", "乙||",
                          "丙|厅办公室|6月底", "丁||");
  grid_put(grid, 2, 1, CELL_ERROR, "#REF!", 0, DAY_NONE);
  grid_put(grid, 3, 0, CELL_ERROR, "#N/A", 0, DAY_NONE);
  g_auto(Read) read = tables_read(workbook);
  g_assert_cmpuint(read.content->tasks->len, ==, 3);
  assert_task(&read, 1, "乙||5月底", CONTENT_GOAL, CONTENT_UNITS, CONTENT_DEADLINE);
  assert_task(&read, 2, "丁||5月底", CONTENT_GOAL, CONTENT_UNITS, CONTENT_DEADLINE);
  assert_remarks(workbook, &read,
                 "表“甲”第3行B列（责任单位）：公式没有算出结果（#REF!），没有导入\n"
                 "表“甲”第4行A列（目标任务）：公式没有算出结果（#N/A），没有导入\n");
  tables_free(workbook);
}

/* ---- our own csv ------------------------------------------------------------------------ */

/* A csv of all fields says every row itself: no blank is filled, and what is written comes back. */
static void test_our_csv(void) {
  static const char *const rows[][CONTENT_FIELD_COUNT - 1] = {
      {"11",
       "1",
       "一、制度",
       "（一）规范",
       "",
       "",
       "任务",
       "制定办法",
       "厅法规处（牵头）、建管处（配合）",
       "厅法规处",
       "建管处",
       "",
       "",
       "每月15日前",
       "2025年每月15日前",
       "信用承诺，每月15日前",
       "5",
       "办理中",
       "60%",
       "",
       "已起草\n待审",
       "2026-05-06",
       "办法.docx；照片.jpg",
       "留意"},
      {"12", "2", "一、制度", "（一）规范", "",  "",       "排名指标", "修订目录", "", "", "", "",
       "",   "",  "",         "",           "5", "未启动", "",         "",         "", "", "", ""},
      {"14", "4", "一、制度",      "", "", "", "任务",   "开展排名", "厅法规处、建管处", "", "",
       "",   "",  "每季度至少1次", "", "", "", "已办结", "100%",     "2026-06-01",       "", "",
       "",   ""},
  };
  Workbook *workbook = tables_new(WORKBOOK_CSV);
  Grid *grid = tables_add(workbook, "甲", "");
  for (int field = 1; field < CONTENT_FIELD_COUNT; field++) {
    guint column = (guint)field - 1;
    grid_put(grid, 0, column, CELL_TEXT, content_field_name((ContentField)field), 0, DAY_NONE);
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
      grid_put(grid, i + 1, column, CELL_TEXT, rows[i][column], 0, DAY_NONE);
  }
  g_auto(Read) read = tables_read(workbook);
  g_assert_false(read.table->ours); /* it has nothing that is hidden */
  g_assert_cmpuint(read.content->tasks->len, ==, G_N_ELEMENTS(rows));
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    for (int field = 1; field < CONTENT_FIELD_COUNT; field++) {
      g_autofree char *text =
          content_text(read.content, read.content->tasks->pdata[i], (ContentField)field);
      g_assert_cmpstr(text, ==, rows[i][field - 1]);
    }
    g_assert_cmpuint(task_at(&read, i)->filled, ==, 0);
  }
  assert_remarks(workbook, &read, "");
  tables_free(workbook);
}

/* 责任单位 says all roles; a column of one role that says otherwise is not followed, but said. */
static void test_our_csv_disagrees(void) {
  Workbook *workbook = tables_new(WORKBOOK_CSV);
  tables_add(workbook, "甲", "编号|序号|一级指标|目标任务|责任单位|牵头单位|完成时限|状态",
             "7|1|一、制度|制定办法|厅法规处（牵头）、厅建管处（配合）|厅办公室|5月底|办理中");
  g_auto(Read) read = tables_read(workbook);
  assert_task(&read, 0, "7|厅法规处（牵头）、厅建管处（配合）", CONTENT_ID, CONTENT_UNITS);
  assert_remarks(workbook, &read,
                 "表“甲”第2行F列（牵头单位）：“厅办公室”与责任单位一列不一致，以那一列为准\n");
  tables_free(workbook);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/recognise-fields/deadlines", test_deadlines);
  g_test_add_func("/recognise-fields/date-cells", test_date_cells);
  g_test_add_func("/recognise-fields/digits", test_digits);
  g_test_add_func("/recognise-fields/unread", test_unread);
  g_test_add_func("/recognise-fields/year", test_year);
  g_test_add_func("/recognise-fields/rules", test_rules);
  g_test_add_func("/recognise-fields/states", test_states);
  g_test_add_func("/recognise-fields/light", test_light_is_not_read);
  g_test_add_func("/recognise-fields/percent", test_percent);
  g_test_add_func("/recognise-fields/percents", test_percents);
  g_test_add_func("/recognise-fields/number-progress", test_number_progress);
  g_test_add_func("/recognise-fields/progress", test_progress);
  g_test_add_func("/recognise-fields/numbers", test_numbers);
  g_test_add_func("/recognise-fields/points", test_points);
  g_test_add_func("/recognise-fields/kinds", test_kinds);
  g_test_add_func("/recognise-fields/unit-columns", test_unit_columns);
  g_test_add_func("/recognise-fields/errors", test_errors);
  g_test_add_func("/recognise-fields/our-csv", test_our_csv);
  g_test_add_func("/recognise-fields/our-csv-disagrees", test_our_csv_disagrees);
  return g_test_run();
}

/* Finding ledgers in files, and what their columns and rows are. */
#include <string.h>

#include "tests/core/exchange/import/tables.h"

/* ---- heads ------------------------------------------------------------------------------ */

static void check_heads(const char *heads, const char *row, const char *columns) {
  Workbook *workbook = tables_new(WORKBOOK_CSV);
  tables_add(workbook, "表", heads, row, row);
  g_autoptr(GPtrArray) tables = recognise_tables(workbook, NULL, NULL);
  g_assert_cmpuint(tables->len, ==, 1);
  assert_columns(tables->pdata[0], columns);
  tables_free(workbook);
}

static void test_heads(void) {
  check_heads("序号|指标类别|二级指标|目标任务|责任处室（单位）|完成时限|分值|备注",
              "1|甲|乙|制定办法|厅法规处|2026年5月|5|无",
              "number level1 level2 goal units deadline points note");
  check_heads("序 号|一级/指标|主要任务|牵头部门|配 合 单 位|时限",
              "1|甲|制定办法|厅法规处|厅建管处|5月底", "number level1 goal lead support deadline");
  check_heads("编号|工作类别|工作内容|责任科室|办结时限|工作进展|佐证材料",
              "1|甲|制定办法|局办公室|5月底|已印发|发文",
              "number level1 goal units deadline progress evidence");
  check_heads("ＮＯ.|项目|重点任务（2026年）|承办单位|落实单位|督促单位|完成时间",
              "1|甲|制定办法|厅法规处|厅建管处|厅办公室|5月底",
              "number level1 goal units implement oversee deadline");
  check_heads("序号|2026年重点工作任务|任务牵头单位|整改完成时限|工作落实情况|说明",
              "1|制定办法|厅法规处|5月底|已印发|无", "number goal lead deadline progress note");
  check_heads("序号|任务名称|责任单位及责任人|完成时间|完成率|状态|办结日期|报送频次",
              "1|制定办法|厅法规处|5月底|60%|办理中|2026-05-06|每月",
              "number goal units deadline percent state done_on rules");
}

/* What a head leaves open, the cells decide. */
static void test_heads_by_content(void) {
  check_heads("序号|目标任务|责任单位|完成情况", "1|制定办法|厅法规处|已完成",
              "number goal units state");
  check_heads("序号|目标任务|责任单位|完成情况", "1|制定办法|厅法规处|办法已于5月印发各市",
              "number goal units progress");
  check_heads("序号|目标任务|责任单位|进度", "1|制定办法|厅法规处|60%",
              "number goal units percent");
  check_heads("类别|目标任务|责任单位", "加分项|制定办法|厅法规处", "kind goal units");
  check_heads("类别|目标任务|责任单位", "制度建设|制定办法|厅法规处", "level1 goal units");
  check_heads("序号|目标任务|责任单位|状态", "1|制定办法|厅法规处|红灯", "number goal units -");
  check_heads("序号|一级指标|二级指标|三级指标|分值", "1|制度|规范|文件出台情况|15",
              "number level1 level2 goal points");
  check_heads("序号|项目|责任单位|时限", "1|制定办法|厅法规处|5月底", "number goal units deadline");
}

/* 办结时间 is when it was done, beside a deadline or a state; else it is the deadline. */
static void test_heads_finish(void) {
  check_heads("序号|目标任务|牵头部门|办结时间", "1|制定办法|厅法规处|5月底",
              "number goal lead deadline");
  check_heads("序号|目标任务|办结时间|完成时限", "1|制定办法|2026-05-06|5月底",
              "number goal done_on deadline");
  check_heads("序号|目标任务|完成日期|办结日期", "1|制定办法|5月底|2026-05-06",
              "number goal deadline done_on");
  check_heads("序号|目标任务|完成日期|状态", "1|制定办法|2026-05-06|已办结",
              "number goal done_on state");
  check_heads("序号|目标任务|办结时间|完成情况", "1|制定办法|2026-05-06|已完成",
              "number goal done_on state");
  check_heads("序号|目标任务|办结时间|目前进度情况", "1|制定办法|5月底|办法已于5月印发各市",
              "number goal deadline progress");
  check_heads("序号|目标任务|实际完成时间", "1|制定办法|2026-05-06", "number goal done_on");
  Workbook *workbook = tables_new(WORKBOOK_CSV);
  tables_add(workbook, "甲", "目标任务|办结时间", "制定办法|2026年5月底");
  g_auto(Read) read = tables_read(workbook);
  g_assert_cmpuint(((const ContentTask *)read.content->tasks->pdata[0])->due, ==,
                   day_from_ymd(2026, 5, 31));
  g_assert_cmpuint(((const ContentTask *)read.content->tasks->pdata[0])->done_on, ==, DAY_NONE);
  assert_remarks(workbook, &read,
                 "表“甲”第1行B列（办结时间）：没有别的时限，读作完成时限；"
                 "若是实际办结的日期，请把这一列指明为办结日期\n");
  tables_free(workbook);
}

static void test_two_goals(void) {
  Workbook *workbook = tables_new(WORKBOOK_CSV);
  tables_add(workbook, "表", "重点任务|工作举措|责任单位", "制度建设|制定办法|厅法规处",
             "|修订目录|厅法规处");
  g_auto(Read) read = tables_read(workbook);
  assert_columns(read.table, "level1 goal units");
  assert_task(&read, 1, "制度建设|修订目录", CONTENT_LEVEL_1, CONTENT_GOAL);
  tables_free(workbook);
}

/* 责任单位 over 牵头 and 配合: by merged cells, and by blanks as csv has them. */
static void test_two_rows(void) {
  Workbook *workbook = tables_new(WORKBOOK_XLSX);
  Grid *grid =
      tables_add(workbook, "甲", "序号|指标||任务|责任单位||时限", "|一级|二级||牵头|配合|",
                 "1|一、制度|（一）规范|制定办法|厅法规处|厅建管处|5月底");
  grid_merge(grid, 0, 0, 2, 1);
  grid_merge(grid, 0, 1, 1, 2);
  grid_merge(grid, 0, 3, 2, 1);
  grid_merge(grid, 0, 4, 1, 2);
  grid_merge(grid, 0, 6, 2, 1);
  tables_add(workbook, "乙", "序号|指标||任务|责任单位||时限", "|一级|二级||牵头|配合|",
             "1|一、制度|（一）规范|制定办法|厅法规处|厅建管处|5月底",
             "2|||修订目录|厅法规处||6月底");
  g_autoptr(GPtrArray) tables = recognise_tables(workbook, NULL, NULL);
  g_assert_cmpuint(tables->len, ==, 2);
  for (guint i = 0; i < 2; i++) {
    const Recognised *table = tables->pdata[i];
    g_assert_cmpuint(table->header_rows, ==, 2);
    g_assert_cmpuint(table->rows, ==, i + 1);
    assert_columns(table, "number level1 level2 goal lead support deadline");
    const RecognisedColumn *support = table->columns->pdata[5];
    g_assert_cmpstr(support->head, ==, "责任单位/配合");
  }
  tables_free(workbook);
}

/* Without a head, by what stands in the columns; it counts for less than a table with one. */
static void test_no_head(void) {
  Workbook *workbook = tables_new(WORKBOOK_XLSX);
  tables_add(workbook, "甲", "任务表", "1|制定信用交通建设实施方案并印发|厅法规处|2026年5月底",
             "2|修订完善交通运输信用信息目录|厅法规处、建管处|2026年6月");
  tables_add(workbook, "乙", "序号|目标任务|责任单位|完成时限", "1|制定办法|厅法规处|5月底");
  g_auto(Read) read = tables_read(workbook);
  g_assert_cmpuint(read.tables->len, ==, 2);
  g_assert_cmpuint(read.table->header_rows, ==, 1);
  const Recognised *guessed = read.tables->pdata[1];
  g_assert_cmpuint(guessed->header_rows, ==, 0);
  g_assert_cmpuint(guessed->header, ==, 1);
  g_assert_cmpuint(guessed->rows, ==, 2);
  g_assert_cmpstr(guessed->title, ==, "任务表");
  assert_columns(guessed, "number goal units deadline");
  const RecogniseOptions options = {.this_year = 2026};
  g_autoptr(Content) content = recognise_read(workbook, guessed, &options, NULL, NULL, NULL);
  g_assert_cmpuint(content->tasks->len, ==, 2);
  g_assert_cmpstr(((ContentTask *)content->tasks->pdata[0])->goal, ==,
                  "制定信用交通建设实施方案并印发");
  tables_free(workbook);
}

/* ---- what is around a table ------------------------------------------------------------- */

static void test_around(void) {
  Workbook *workbook = tables_new(WORKBOOK_XLSX);
  Grid *grid =
      tables_add(workbook, "Sheet1", "|附件1", "|忻州市交通运输局",
                 "|2 0 2 6 年 重 点 任 务 分 解 表", "|忻交发〔2026〕9号",
                 "|填报单位：办公室|||填报日期：2026年3月", "|序号|目标任务|责任单位|完成时限",
                 "|1|制定办法|局办公室|5月底", "|2|修订目录|局办公室|6月底", "|合计|||2项",
                 "|注：时限包括当日。", "|填报人：某某||审核人：某某|");
  grid_merge(grid, 2, 1, 1, 4);
  grid_merge(grid, 9, 1, 1, 4);
  g_auto(Read) read = tables_read(workbook);
  g_assert_cmpstr(read.content->title, ==, "忻州市交通运输局2026年重点任务分解表");
  g_assert_cmpstr(read.content->document, ==, "忻交发〔2026〕9号");
  g_assert_cmpstr(read.content->issuer, ==, "忻州市交通运输局");
  g_assert_cmpint(read.content->year, ==, 2026);
  assert_columns(read.table, "- number goal units deadline");
  g_assert_cmpuint(read.content->tasks->len, ==, 2);
  g_assert_cmpuint(read.table->rows, ==, 2);
  const ContentTask *second = read.content->tasks->pdata[1];
  g_assert_cmpuint(second->row, ==, 8);
  assert_remarks(workbook, &read,
                 "表“Sheet1”第9行B列（序号）：不是任务，没有导入：合计\n"
                 "表“Sheet1”第10行B列（序号）：不是任务，没有导入：注：时限包括当日。\n"
                 "表“Sheet1”第11行B列（序号）：不是任务，没有导入：填报人：某某\n");
  tables_free(workbook);
}

static void check_title(const char *caption, const char *title, int year, const char *document) {
  Workbook *workbook = tables_new(WORKBOOK_DOCX);
  Grid *grid = tables_add(workbook, "表1", "目标任务|责任单位", "制定办法|厅法规处");
  grid_set_caption(grid, caption);
  const RecogniseOptions options = {.this_year = 2031};
  g_auto(Read) read = tables_read_with(workbook, &options);
  g_assert_cmpstr(read.content->title, ==, title);
  g_assert_cmpstr(read.table->title, ==, title);
  g_assert_cmpint(read.content->year, ==, year);
  g_assert_cmpstr(read.content->document, ==, document);
  tables_free(workbook);
}

static void test_caption(void) {
  check_title(NULL, NULL, 2031, NULL);
  check_title("附件2\n2026年信用交通建设任务台账", "2026年信用交通建设任务台账", 2026, NULL);
  check_title(
      "各单位：\n现将任务印发，请认真落实。\n附件\n信用交通建设\n任务分工台账\n（2027年度）",
      "信用交通建设任务分工台账", 2027, NULL);
  check_title("宁交办发〔2025〕12号\n任务清单", "任务清单", 2025, "宁交办发〔2025〕12号");
  check_title("信用交通省建设指标体系\n任务分工台账", "信用交通省建设指标体系任务分工台账", 2031,
              NULL);
  check_title("单位：万元", NULL, 2031, NULL);
}

/* ---- several tables --------------------------------------------------------------------- */

static void test_several(void) {
  Workbook *workbook = tables_new(WORKBOOK_XLSX);
  tables_add(workbook, "通讯录", "姓名|电话", "某某|略");
  Grid *two = tables_add(workbook, "两张", "2026年任务表", "序号|目标任务|责任单位",
                         "1|制定办法|厅法规处", "2|修订目录|厅法规处", "", "2027年任务表",
                         "序号|目标任务|责任单位", "1|开展宣传|厅办公室", "",
                         "序号|工作任务|牵头单位|时限", "1|组织培训|厅人事处|5月底");
  grid_merge(two, 0, 0, 1, 3);
  grid_merge(two, 5, 0, 1, 3);
  Grid *hidden = tables_add(workbook, "隐藏", "序号|目标任务|责任单位", "1|旧的|厅法规处");
  grid_set_hidden(hidden, TRUE);
  g_autoptr(GPtrArray) tables = recognise_tables(workbook, NULL, NULL);
  g_assert_cmpuint(tables->len, ==, 3);
  const char *titles[] = {NULL, "2026年任务表", "2027年任务表"};
  guint rows[] = {1, 2, 1};
  for (guint i = 0; i < 3; i++) {
    const Recognised *table = tables->pdata[i];
    g_assert_cmpstr(table->title, ==, titles[i]);
    g_assert_cmpuint(table->rows, ==, rows[i]);
    const RecogniseOptions options = {.this_year = 2026};
    g_autoptr(Content) content = recognise_read(workbook, table, &options, NULL, NULL, NULL);
    g_assert_cmpuint(content->tasks->len, ==, rows[i]);
  }
  tables_free(workbook);
}

static void test_sheet(void) {
  Workbook *workbook = tables_new(WORKBOOK_XLSX);
  tables_add(workbook, "甲", "序号|目标任务|责任单位", "1|制定办法|厅法规处");
  Grid *hidden = tables_add(workbook, "藏", "序号|目标任务|责任单位", "1|旧的|厅法规处");
  grid_set_hidden(hidden, TRUE);
  tables_add(workbook, "乙", "序号|目标任务|责任单位", "1|修订目录|厅法规处");
  tables_add(workbook, "空", "姓名|电话");
  static const struct {
    const char *sheet;
    guint grid;
  } known[] = {{"甲", 0}, {"乙", 2}, {"2", 2}, {"藏", 1}};
  for (gsize i = 0; i < G_N_ELEMENTS(known); i++) {
    g_autoptr(GPtrArray) tables = recognise_tables(workbook, known[i].sheet, NULL);
    g_assert_cmpuint(tables->len, ==, 1);
    const Recognised *table = tables->pdata[0];
    g_assert_cmpuint(g_array_index(table->grids, guint, 0), ==, known[i].grid);
  }
  g_autoptr(GPtrArray) none = recognise_tables(workbook, "空", NULL);
  g_assert_cmpuint(none->len, ==, 0);
  GError *error = NULL;
  g_assert_null(recognise_tables(workbook, "丙\033[31m", &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
  g_assert_cmpstr(error->message, ==,
                  "文件里没有表“丙\xef\xbf\xbd[31m”；有“甲”、“乙”、“空”，也可以写从1起的序号");
  g_clear_error(&error);
  g_assert_null(recognise_tables(workbook, "4", &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
  g_clear_error(&error);
  tables_free(workbook);
}

/* A head that is printed on every page, with the title or without, and in the middle of what blanks
 * mean. */
static void test_repeated_head(void) {
  Workbook *workbook = tables_new(WORKBOOK_XLSX);
  Grid *grid = tables_add(workbook, "甲", "任务表", "一级指标|目标任务|责任单位",
                          "一、制度|制定办法|厅法规处", "|修订目录|", "一级指标|目标任务|责任单位",
                          "|开展宣传|", "任务表", "一级 指标|目标任务|责任单位",
                          "二、宣传|组织培训|厅人事处");
  grid_merge(grid, 0, 0, 1, 3);
  grid_merge(grid, 6, 0, 1, 3);
  g_auto(Read) read = tables_read(workbook);
  g_assert_cmpuint(read.tables->len, ==, 1);
  g_assert_cmpuint(read.content->tasks->len, ==, 4);
  assert_task(&read, 2, "一、制度|开展宣传|厅法规处", CONTENT_LEVEL_1, CONTENT_GOAL, CONTENT_UNITS);
  assert_task(&read, 3, "二、宣传|组织培训|厅人事处", CONTENT_LEVEL_1, CONTENT_GOAL, CONTENT_UNITS);
  assert_remarks(workbook, &read, "");
  tables_free(workbook);
}

/* Pages of a docx are one table; tables of another title, and sheets, are not. */
static void test_pages(void) {
  Workbook *workbook = tables_new(WORKBOOK_DOCX);
  tables_add(workbook, "表1", "目标任务|责任单位", "制定办法|厅法规处");
  tables_add(workbook, "表2", "目标任务|责任单位", "修订目录|厅法规处");
  tables_add(workbook, "表3", "开展宣传|厅办公室", "组织培训|");
  Grid *other = tables_add(workbook, "表4", "目标任务|责任单位", "另一张表|厅法规处");
  grid_set_caption(other, "另一张任务表");
  g_auto(Read) read = tables_read(workbook);
  g_assert_cmpuint(read.tables->len, ==, 2);
  g_assert_cmpuint(read.table->grids->len, ==, 3);
  g_assert_cmpuint(read.table->rows, ==, 4);
  g_assert_cmpuint(read.content->tasks->len, ==, 4);
  assert_task(&read, 3, "组织培训|厅办公室", CONTENT_GOAL, CONTENT_UNITS);
  const ContentTask *last = read.content->tasks->pdata[3];
  g_assert_cmpuint(last->table, ==, 2);
  g_assert_cmpuint(last->row, ==, 2);
  tables_free(workbook);

  workbook = tables_new(WORKBOOK_XLSX);
  tables_add(workbook, "2025", "目标任务|责任单位", "制定办法|厅法规处");
  tables_add(workbook, "2026", "目标任务|责任单位", "修订目录|厅法规处");
  tables_add(workbook, "Table 1", "目标任务|责任单位", "制定办法|厅法规处");
  tables_add(workbook, "Table 2", "目标任务|责任单位", "修订目录|厅法规处");
  g_autoptr(GPtrArray) tables = recognise_tables(workbook, NULL, NULL);
  g_assert_cmpuint(tables->len, ==, 3);
  tables_free(workbook);
}

/* ---- rows ------------------------------------------------------------------------------- */

static void test_sections(void) {
  Workbook *workbook = tables_new(WORKBOOK_XLSX);
  Grid *grid =
      tables_add(workbook, "甲", "序号|目标任务|责任单位|时限", "一、制度建设", "（一）规范",
                 "1|制定办法|厅法规处|5月底", "（二）目录", "2|修订目录|厅法规处|6月底",
                 "二、宣传引导", "3|开展宣传||7月底", "三、空的");
  for (guint row = 1; row < grid_rows(grid); row++) {
    if (*grid_cell(grid, row, 1)->text == '\0')
      grid_merge(grid, row, 0, 1, 4);
  }
  g_auto(Read) read = tables_read(workbook);
  g_assert_cmpuint(read.content->tasks->len, ==, 3);
  assert_task(&read, 0, "一、制度建设|（一）规范|制定办法", CONTENT_LEVEL_1, CONTENT_LEVEL_2,
              CONTENT_GOAL);
  assert_task(&read, 1, "一、制度建设|（二）目录|修订目录", CONTENT_LEVEL_1, CONTENT_LEVEL_2,
              CONTENT_GOAL);
  /* What stands above a new 一级 means nothing below it. */
  assert_task(&read, 2, "二、宣传引导||开展宣传|", CONTENT_LEVEL_1, CONTENT_LEVEL_2, CONTENT_GOAL,
              CONTENT_UNITS);
  assert_remarks(workbook, &read, "表“甲”第9行：“三、空的”下面没有任务，没有导入\n");
  tables_free(workbook);
}

/* Rows that span the table over a column of 一级: what they say holds it, 加分项 is beside it. */
static void test_sections_over_levels(void) {
  Workbook *workbook = tables_new(WORKBOOK_XLSX);
  Grid *grid = tables_add(workbook, "甲", "任务类别|三级任务及分值|责任单位|时限", "一、夯实基础",
                          "健全制度|修订办法|厅法规处|5月底", "|开展评估|厅法规处|6月底",
                          "培训|举办培训|厅人事处|7月底", "八、加分项", "|形成经验|厅法规处|8月底",
                          "二、强化应用|分级监管|厅运输处|9月底");
  grid_merge(grid, 1, 0, 1, 4);
  grid_merge(grid, 5, 0, 1, 4);
  g_auto(Read) read = tables_read(workbook);
  g_assert_cmpuint(read.content->tasks->len, ==, 5);
  static const char *const expected[] = {
      "一、夯实基础|健全制度|修订办法", "一、夯实基础|健全制度|开展评估",
      "一、夯实基础|培训|举办培训", "八、加分项||形成经验", "二、强化应用||分级监管"};
  for (guint i = 0; i < G_N_ELEMENTS(expected); i++)
    assert_task(&read, i, expected[i], CONTENT_LEVEL_1, CONTENT_LEVEL_2, CONTENT_GOAL);
  tables_free(workbook);
}

/* 同上 as people write it: also below a new 一级, beside a cell that is printed, and without
 * filling. */
static void test_same(void) {
  Workbook *workbook = tables_new(WORKBOOK_XLSX);
  tables_add(workbook, "甲", "一级指标|目标任务|牵头单位|配合单位|时限",
             "一、制度|制定办法|厅法规处|厅建管处|5月底", "同上|修订目录|〃|厅人事处|同上",
             "二、宣传|开展宣传|厅办公室|同上|〃", "|编写手册|同上||");
  for (int no_fill = 0; no_fill < 2; no_fill++) {
    const RecogniseOptions options = {.this_year = 2026, .no_fill = no_fill == 1};
    g_auto(Read) read = tables_read_with(workbook, &options);
    g_assert_cmpuint(read.content->tasks->len, ==, 4);
    static const char *const expected[] = {"一、制度|制定办法|厅法规处|厅建管处|5月底",
                                           "一、制度|修订目录|厅法规处|厅人事处|5月底",
                                           "二、宣传|开展宣传|厅办公室|厅人事处|5月底"};
    for (guint i = 0; i < G_N_ELEMENTS(expected); i++)
      assert_task(&read, i, expected[i], CONTENT_LEVEL_1, CONTENT_GOAL, CONTENT_LEAD,
                  CONTENT_SUPPORT, CONTENT_DEADLINE);
    assert_task(&read, 3, "编写手册|厅办公室", CONTENT_GOAL, CONTENT_LEAD);
    g_assert_cmpuint(read.remarks->len, ==, 0);
  }
  Workbook *first = tables_new(WORKBOOK_XLSX);
  tables_add(first, "甲", "目标任务|责任单位|时限", "制定办法|同上|5月底");
  g_auto(Read) read = tables_read(first);
  assert_remarks(first, &read, "表“甲”第2行B列（责任单位）：“同上”的上面没有内容，没有导入\n");
  tables_free(first);
  tables_free(workbook);
}

static void test_numbered_sections(void) {
  Workbook *workbook = tables_new(WORKBOOK_CSV);
  tables_add(workbook, "甲", "序号|目标任务|责任单位|时限", "一|制度建设",
             "1|制定办法|厅法规处|5月底", "2|修订目录||", "（二）|宣传引导",
             "3|开展宣传|厅办公室|");
  g_auto(Read) read = tables_read(workbook);
  g_assert_cmpuint(read.content->tasks->len, ==, 3);
  assert_task(&read, 1, "一、制度建设|2|修订目录|厅法规处|5月底", CONTENT_LEVEL_1, CONTENT_NUMBER,
              CONTENT_GOAL, CONTENT_UNITS, CONTENT_DEADLINE);
  assert_task(&read, 2, "3|开展宣传|厅办公室|", CONTENT_NUMBER, CONTENT_GOAL, CONTENT_UNITS,
              CONTENT_DEADLINE);
  tables_free(workbook);
}

/* 一级 and 二级 in one merged cell, and rows that csv gives one cell fewer. */
static void test_one_cell_fewer(void) {
  Workbook *workbook = tables_new(WORKBOOK_XLSX);
  Grid *grid = tables_add(workbook, "甲", "一级指标|二级指标|目标任务|责任单位|完成时限",
                          "一、制度|（一）规范|制定办法|厅法规处|5月底",
                          "八、加分项||推广经验|厅法规处|2026年12月", "||承担试点||",
                          "九、扣分项||泄露数据|厅科技处|2026年12月");
  grid_merge(grid, 2, 0, 2, 2);
  grid_merge(grid, 4, 0, 1, 2);
  tables_add(workbook, "乙", "一级指标|二级指标|目标任务|责任单位|完成时限",
             "一、制度|（一）规范|制定办法|厅法规处|5月底",
             "八、加分项|推广经验|厅法规处|2026年12月", "|承担试点",
             "九、扣分项|泄露数据|厅科技处|2026年12月");
  g_autoptr(GPtrArray) tables = recognise_tables(workbook, NULL, NULL);
  g_assert_cmpuint(tables->len, ==, 2);
  for (guint i = 0; i < 2; i++) {
    const RecogniseOptions options = {.this_year = 2026};
    Read read = {.content = recognise_read(workbook, tables->pdata[i], &options, NULL, NULL, NULL)};
    assert_task(&read, 1, "八、加分项||加分项|推广经验|厅法规处|2026年12月", CONTENT_LEVEL_1,
                CONTENT_LEVEL_2, CONTENT_KIND, CONTENT_GOAL, CONTENT_UNITS, CONTENT_DEADLINE);
    assert_task(&read, 2, "八、加分项||加分项|承担试点|厅法规处|2026年12月", CONTENT_LEVEL_1,
                CONTENT_LEVEL_2, CONTENT_KIND, CONTENT_GOAL, CONTENT_UNITS, CONTENT_DEADLINE);
    assert_task(&read, 3, "九、扣分项||扣分项|泄露数据|厅科技处", CONTENT_LEVEL_1, CONTENT_LEVEL_2,
                CONTENT_KIND, CONTENT_GOAL, CONTENT_UNITS);
    content_free(read.content);
  }
  tables_free(workbook);
}

/* What a blank means, by its column and what else the row says. */
static void test_fill(void) {
  Workbook *workbook = tables_new(WORKBOOK_XLSX);
  tables_add(workbook, "甲", "一级指标|目标任务|牵头单位|配合单位|完成时限|备注",
             "一、制度|甲|厅法规处|厅建管处|5月底|留", "|乙||||", "|丙|厅办公室|||", "|丁||||",
             "二、宣传|戊||||", "|己|厅人事处||6月底|");

  g_auto(Read) read = tables_read(workbook);
  static const struct {
    const char *text;
    guint32 filled;
  } rows[] = {
      {"一、制度|厅法规处（牵头）、厅建管处（配合）|5月底|留", 0},
      {"一、制度|厅法规处（牵头）、厅建管处（配合）|5月底|",
       CONTENT_BIT(CONTENT_LEVEL_1) | CONTENT_BIT(CONTENT_LEAD) | CONTENT_BIT(CONTENT_SUPPORT) |
           CONTENT_BIT(CONTENT_DEADLINE)},
      {"一、制度|厅办公室（牵头）|5月底|",
       CONTENT_BIT(CONTENT_LEVEL_1) | CONTENT_BIT(CONTENT_DEADLINE)},
      {"一、制度|厅办公室（牵头）|5月底|",
       CONTENT_BIT(CONTENT_LEVEL_1) | CONTENT_BIT(CONTENT_LEAD) | CONTENT_BIT(CONTENT_DEADLINE)},
      {"二、宣传|||", 0},
      {"二、宣传|厅人事处（牵头）|6月底|", CONTENT_BIT(CONTENT_LEVEL_1)},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    assert_task(&read, i, rows[i].text, CONTENT_LEVEL_1, CONTENT_UNITS, CONTENT_DEADLINE,
                CONTENT_NOTE);
    g_assert_cmpuint(((ContentTask *)read.content->tasks->pdata[i])->filled, ==, rows[i].filled);
  }
  tables_free(workbook);
}

/* What a merged cell says of the rows it covers is known as such, and no blank that is filled. */
static void test_merged(void) {
  Workbook *workbook = tables_new(WORKBOOK_XLSX);
  Grid *grid = tables_add(workbook, "甲", "一级指标|目标任务|责任单位|完成时限",
                          "一、制度|甲|厅法规处|5月底", "|乙||6月底", "|丙|厅办公室|");
  grid_merge(grid, 1, 0, 3, 1);
  grid_merge(grid, 1, 2, 2, 1);
  g_auto(Read) read = tables_read(workbook);
  const guint32 merged[] = {0, CONTENT_BIT(CONTENT_LEVEL_1) | CONTENT_BIT(CONTENT_UNITS),
                            CONTENT_BIT(CONTENT_LEVEL_1)};
  for (guint i = 0; i < G_N_ELEMENTS(merged); i++) {
    const ContentTask *task = read.content->tasks->pdata[i];
    g_assert_cmpuint(task->merged, ==, merged[i]);
    g_assert_cmpuint(task->filled, ==, i == 2 ? CONTENT_BIT(CONTENT_DEADLINE) : 0);
  }
  tables_free(workbook);
}

/* A task over several rows, as where each unit has a row of its own. */
static void test_several_rows(void) {
  Workbook *workbook = tables_new(WORKBOOK_XLSX);
  Grid *grid = tables_add(workbook, "甲", "序号|目标任务|责任单位|完成时限",
                          "1|制定办法/并印发|厅法规处|5月底", "||厅建管处|6月底",
                          "2|修订目录|厅办公室|7月底");
  grid_merge(grid, 1, 0, 2, 1);
  grid_merge(grid, 1, 1, 2, 1);
  g_auto(Read) read = tables_read(workbook);
  g_assert_cmpuint(read.content->tasks->len, ==, 2);
  assert_task(&read, 0, "制定办法\n并印发|厅法规处、厅建管处|5月底", CONTENT_GOAL, CONTENT_UNITS,
              CONTENT_DEADLINE);
  assert_remarks(workbook, &read,
                 "表“甲”第3行：没有目标任务，责任单位、进展和备注并入上一项，其余没有导入\n"
                 "表“甲”第3行D列（完成时限）：上一项已有时限，没有导入：6月底\n");
  tables_free(workbook);
}

/* A row that counts as one more is none of the task above, though it says no goal; what has the
 * same 序号 once more is. */
static void test_goalless_row(void) {
  Workbook *workbook = tables_new(WORKBOOK_CSV);
  tables_add(workbook, "甲", "序号|目标任务|责任单位|完成时限|进展情况",
             "1|制定办法|厅法规处|5月底|已起草", "1||厅建管处||", "2||厅运输处|6月底|-5",
             "||厅质安处||", "3|修订目录|厅办公室|7月底|");
  g_auto(Read) read = tables_read(workbook);
  g_assert_cmpuint(read.content->tasks->len, ==, 2);
  assert_task(&read, 0, "制定办法|厅法规处、厅建管处|5月底|已起草", CONTENT_GOAL, CONTENT_UNITS,
              CONTENT_DEADLINE, CONTENT_PROGRESS);
  assert_task(&read, 1, "修订目录|厅办公室|7月底|", CONTENT_GOAL, CONTENT_UNITS, CONTENT_DEADLINE,
              CONTENT_PROGRESS);
  assert_remarks(workbook, &read,
                 "表“甲”第3行：没有目标任务，责任单位、进展和备注并入上一项，其余没有导入\n"
                 "表“甲”第4行：没有目标任务，没有导入；下面的空白仍按同上理解\n"
                 "表“甲”第5行：没有目标任务，没有导入；下面的空白仍按同上理解\n");
  tables_free(workbook);
}

/* A row of a 一级 alone says who answers for what is below it. */
static void test_level_row(void) {
  Workbook *workbook = tables_new(WORKBOOK_CSV);
  tables_add(workbook, "甲", "工作类别|目标任务|责任单位|完成时限", "一、制度||厅法规处|5月底",
             "|制定办法||", "|修订目录||6月底", "二、宣传||厅办公室|", "|开展宣传||");
  g_auto(Read) read = tables_read(workbook);
  g_assert_cmpuint(read.content->tasks->len, ==, 3);
  assert_task(&read, 1, "一、制度|修订目录|厅法规处|6月底", CONTENT_LEVEL_1, CONTENT_GOAL,
              CONTENT_UNITS, CONTENT_DEADLINE);
  assert_task(&read, 2, "二、宣传|开展宣传|厅办公室|", CONTENT_LEVEL_1, CONTENT_GOAL, CONTENT_UNITS,
              CONTENT_DEADLINE);
  assert_remarks(workbook, &read,
                 "表“甲”第2行：没有目标任务，没有导入；下面的空白仍按同上理解\n"
                 "表“甲”第5行：没有目标任务，没有导入；下面的空白仍按同上理解\n");
  tables_free(workbook);
}

/* ---- columns by hand -------------------------------------------------------------------- */

static void test_map(void) {
  Workbook *workbook = tables_new(WORKBOOK_XLSX);
  tables_add(workbook, "甲", "序号|目标任务|责任单位|存在问题|上报",
             "1|制定办法|厅法规处|缺人|5月底", "2|修订目录|||");
  g_auto(Read) read = tables_read(workbook);
  assert_columns(read.table, "number goal units - -");
  assert_remarks(workbook, &read,
                 "表“甲”第1行D列（存在问题）：这一列没有导入\n"
                 "表“甲”第1行E列（上报）：这一列没有导入\n");
  GError *error = NULL;
  g_assert_true(recognise_map(read.table, "存在问题", CONTENT_NOTE, &error));
  g_assert_true(recognise_map(read.table, "e", CONTENT_DEADLINE, &error));
  g_assert_true(recognise_map(read.table, "1", CONTENT_NONE, &error));
  g_assert_no_error(error);
  assert_columns(read.table, "- goal units note deadline");
  const RecogniseOptions options = {.this_year = 2026};
  content_free(read.content);
  read.content = recognise_read(workbook, read.table, &options, NULL, NULL, &error);
  g_assert_no_error(error);
  assert_task(&read, 0, "|缺人|5月底", CONTENT_NUMBER, CONTENT_NOTE, CONTENT_DEADLINE);
  assert_task(&read, 1, "||5月底", CONTENT_NUMBER, CONTENT_NOTE, CONTENT_DEADLINE);

  g_assert_false(recognise_map(read.table, "A", CONTENT_NOTE, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_REFUSED);
  g_assert_cmpstr(error->message, ==,
                  "A列（序号）和D列（存在问题）不能都是备注，请先把其中一列定为不导入");
  g_clear_error(&error);
  g_assert_false(recognise_map(read.table, "F", CONTENT_STATE, &error));
  g_assert_cmpstr(error->message, ==,
                  "没有列“F”；这张表有：A 序号、B 目标任务、C 责任单位、D 存在问题、E 上报");
  g_clear_error(&error);
  assert_columns(read.table, "- goal units note deadline");
  g_assert_true(recognise_map(read.table, "目标任务", CONTENT_NONE, &error));
  g_assert_null(recognise_read(workbook, read.table, &options, NULL, NULL, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_REFUSED);
  g_assert_cmpstr(error->message, ==, "表“甲”第1行的表头里，没有哪一列是目标任务；请指明是哪一列");
  g_clear_error(&error);
  tables_free(workbook);
}

static void test_nothing(void) {
  Workbook *workbook = tables_new(WORKBOOK_DOCX);
  g_autoptr(GPtrArray) empty = recognise_tables(workbook, NULL, NULL);
  g_assert_cmpuint(empty->len, ==, 0);
  tables_add(workbook, "甲", "月度|主题|主要内容", "一月|去年回顾|统计分析案例报送情况",
             "二月|信用服务|信用承诺、信用修复助力复工复产");
  tables_add(workbook, "乙", "");
  tables_add(workbook, "丙", "目标任务|责任单位"); /* a head and nothing else */
  g_autoptr(GPtrArray) none = recognise_tables(workbook, NULL, NULL);
  g_assert_cmpuint(none->len, ==, 0);
  tables_free(workbook);
}

static gboolean stop(gpointer data, const char *doing, gint64 done, gint64 total) {
  (void)doing;
  (void)total;
  *(gint64 *)data = done;
  return FALSE;
}

static void test_stop(void) {
  Workbook *workbook = tables_new(WORKBOOK_CSV);
  Grid *grid = tables_add(workbook, "甲", "目标任务|责任单位");
  for (guint i = 1; i < 2000; i++)
    grid_put(grid, i, 0, CELL_TEXT, "制定办法", 0, DAY_NONE);
  gint64 done = 0;
  const Watch watch = {stop, &done};
  const RecogniseOptions options = {.this_year = 2026};
  g_autoptr(GPtrArray) tables = recognise_tables(workbook, NULL, NULL);
  GError *error = NULL;
  g_assert_null(recognise_read(workbook, tables->pdata[0], &options, NULL, &watch, &error));
  g_assert_error(error, WATCH_ERROR, WATCH_ERROR_STOPPED);
  g_assert_cmpint(done, >, 0);
  g_assert_cmpint(done, <, 1000);
  g_clear_error(&error);
  tables_free(workbook);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/recognise-layouts/heads", test_heads);
  g_test_add_func("/recognise-layouts/heads-by-content", test_heads_by_content);
  g_test_add_func("/recognise-layouts/heads-finish", test_heads_finish);
  g_test_add_func("/recognise-layouts/two-goals", test_two_goals);
  g_test_add_func("/recognise-layouts/two-rows", test_two_rows);
  g_test_add_func("/recognise-layouts/no-head", test_no_head);
  g_test_add_func("/recognise-layouts/around", test_around);
  g_test_add_func("/recognise-layouts/caption", test_caption);
  g_test_add_func("/recognise-layouts/several", test_several);
  g_test_add_func("/recognise-layouts/sheet", test_sheet);
  g_test_add_func("/recognise-layouts/repeated-head", test_repeated_head);
  g_test_add_func("/recognise-layouts/pages", test_pages);
  g_test_add_func("/recognise-layouts/sections", test_sections);
  g_test_add_func("/recognise-layouts/sections-over-levels", test_sections_over_levels);
  g_test_add_func("/recognise-layouts/same", test_same);
  g_test_add_func("/recognise-layouts/numbered-sections", test_numbered_sections);
  g_test_add_func("/recognise-layouts/one-cell-fewer", test_one_cell_fewer);
  g_test_add_func("/recognise-layouts/fill", test_fill);
  g_test_add_func("/recognise-layouts/merged", test_merged);
  g_test_add_func("/recognise-layouts/several-rows", test_several_rows);
  g_test_add_func("/recognise-layouts/goalless-row", test_goalless_row);
  g_test_add_func("/recognise-layouts/level-row", test_level_row);
  g_test_add_func("/recognise-layouts/map", test_map);
  g_test_add_func("/recognise-layouts/nothing", test_nothing);
  g_test_add_func("/recognise-layouts/stop", test_stop);
  return g_test_run();
}

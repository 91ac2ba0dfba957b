/* Excel files as openpyxl and LibreOffice write them, and what else the form allows. */
#include <string.h>

#include "tests/core/exchange/table/tables.h"

/* ---- layouts of offices ----------------------------------------------------------------- */

static void test_ningxia(void) {
  g_autoptr(Workbook) workbook = tables_load("ningxia.xlsx");
  g_assert_cmpint(workbook->kind, ==, WORKBOOK_XLSX);
  g_assert_cmpuint(workbook->grids->len, ==, 1);
  const Grid *grid = tables_grid(workbook, 0);
  g_assert_cmpstr(grid_name(grid), ==, "台账");
  g_assert_cmpuint(grid_rows(grid), ==, 71);
  g_assert_cmpuint(grid_columns(grid), ==, 5);
  assert_row(grid, 0, "宁夏回族自治区“信用交通省”建设指标体系任务分工台账|^|^|^|^");
  assert_row(grid, 1, "一级指标|二级指标|目标任务|责任处室（单位）|完成时限");
  g_autoptr(GPtrArray) rows = tables_ningxia();
  for (guint row = 0; row < rows->len; row++) {
    char **texts = rows->pdata[row];
    for (guint column = 0; column < 5; column++) {
      /* 加分项 and 扣分项 lie in 一级 and 二级 at once. */
      const char *expected = row >= 61 && column == 1 ? texts[0] : texts[column];
      g_assert_cmpstr(tables_seen(grid, row + 2, column), ==, expected);
    }
  }
  const GridMerge *first = grid_merge_at(grid, 10, 0);
  g_assert_cmpuint(first->row, ==, 2);
  g_assert_cmpuint(first->rows, ==, 9);
  const GridMerge *bonus = grid_merge_at(grid, 65, 1);
  g_assert_cmpuint(bonus->row, ==, 63);
  g_assert_cmpuint(bonus->column, ==, 0);
  g_assert_cmpuint(bonus->rows, ==, 3);
  g_assert_cmpuint(bonus->columns, ==, 2);
}

/* The same cells and merges, by two programs: the one has texts in the cells, the other beside
 * them. */
static void test_office(void) {
  g_autoptr(Workbook) one = tables_load("ningxia.xlsx");
  g_autoptr(Workbook) other = tables_load("office.xlsx");
  g_autofree char *text = tables_text(tables_grid(one, 0));
  assert_table(tables_grid(other, 0), text);
}

static void test_blanks(void) {
  g_autoptr(Workbook) workbook = tables_load("blanks.xlsx");
  const Grid *grid = tables_grid(workbook, 0);
  g_assert_cmpuint(grid_rows(grid), ==, 13);
  g_assert_true(g_str_has_prefix(tables_cell(grid, 2, 2), "发挥自治区"));
  g_assert_cmpstr(tables_cell(grid, 2, 0), ==, "");
  g_assert_cmpstr(tables_cell(grid, 2, 3), ==, "");
  g_assert_null(grid_merge_at(grid, 2, 0));
}

static void test_notes(void) {
  g_autoptr(Workbook) workbook = tables_load("notes.xlsx");
  const Grid *grid = tables_grid(workbook, 0);
  g_assert_cmpuint(grid_rows(grid), ==, 14);
  assert_row(grid, 0, "|附件1");
  assert_row(grid, 1, "|宁夏回族自治区“信用交通省”建设指标体系任务分工台账|^|^|^|^|^");
  assert_row(grid, 2, "|填报单位：厅法规处||||填报日期：2020年3月");
  assert_row(grid, 3, "");
  assert_row(grid, 4, "|序号|一级指标|二级指标|目标任务|责任处室（单位）|完成时限");
  g_assert_cmpint(grid_cell(grid, 5, 1)->kind, ==, CELL_NUMBER);
  g_assert_cmpfloat(grid_cell(grid, 10, 1)->number, ==, 6);
  assert_row(grid, 11, "");
  assert_row(grid, 12, "|注：1. 本台账由厅法规处负责解释。|^|^|^|^|^");
  assert_row(grid, 13, "|2. 每月25日之前更新进展情况。");
}

static void test_heads(void) {
  g_autoptr(Workbook) workbook = tables_load("heads.xlsx");
  const Grid *grid = tables_grid(workbook, 0);
  assert_row(grid, 0, "序号|工作任务|^|责任分工|^|完成时间|备注");
  assert_row(grid, 1, "^|任务类别|工作内容|牵头单位|配合单位|^|^");
  g_assert_cmpstr(tables_cell(grid, 2, 3), ==, "厅法规处、办公室");
  g_assert_cmpstr(tables_cell(grid, 2, 4), ==, "五市交通运输局");
}

static void test_sheets(void) {
  static const struct {
    const char *name;
    gboolean hidden;
  } SHEETS[] = {{"填表说明", FALSE},
                {"2020年", FALSE},
                {"2021年", FALSE},
                {"底稿", TRUE},
                {"taizhang", TRUE}};
  g_autoptr(Workbook) workbook = tables_load("sheets.xlsx");
  g_assert_cmpuint(workbook->grids->len, ==, G_N_ELEMENTS(SHEETS)); /* the chart is none */
  for (guint i = 0; i < G_N_ELEMENTS(SHEETS); i++) {
    g_assert_cmpstr(grid_name(tables_grid(workbook, i)), ==, SHEETS[i].name);
    g_assert_true(grid_is_hidden(tables_grid(workbook, i)) == SHEETS[i].hidden);
  }
  const Grid *second = tables_grid(workbook, 2);
  g_assert_cmpstr(tables_cell(second, 1, 3), ==, "2021年12月");
  g_assert_cmpstr(tables_cell(second, 1, 6), ==, "厅法规处");
  assert_table(tables_grid(workbook, 4), "{\"a\": \"\n=1\"}\n");
}

static void test_dates(void) {
  static const char START[] = "目标任务|完成时限\n第1种写法|@2020-12-31\n第2种写法|@2020-12-31\n"
                              "第3种写法|@2020-12-31\n第4种写法|@2020-12-31\n"
                              "第5种写法|@2020-12-31\n第6种写法|@2020-12-31\n"
                              "第7种写法|2020年12月\n第8种写法|2020年12月\n"
                              "第9种写法|@2020-04-30\n第10种写法|@2020-12-31\n"
                              "第11种写法|@2020-12-31\n文字|2020年12月\n文字|2020.12.31\n"
                              "文字|12月底前\n文字|2020-12-31\n";
  static const char END[] = "不是日期|#44196\n时刻|14:30\n";
  g_autofree char *by_1900 = g_strconcat(
      START,
      "天数|1900-01-00\n天数|@1900-01-01\n天数|@1900-02-28\n天数|1900-02-29\n"
      "天数|@1900-03-01\n天数|@2020-12-31\n天数|@9999-12-31\n天数|!#####\n天数|!#####\n",
      END, NULL);
  g_autofree char *by_1904 =
      g_strconcat(START,
                  "天数|@1904-01-01\n天数|@1904-01-02\n天数|@1904-02-29\n天数|@1904-03-01\n"
                  "天数|@1904-03-02\n天数|@2025-01-01\n天数|!#####\n天数|!#####\n天数|!#####\n",
                  END, NULL);
  g_autoptr(Workbook) usual = tables_load("dates.xlsx");
  assert_table(tables_grid(usual, 0), by_1900);
  g_autoptr(Workbook) mac = tables_load("dates1904.xlsx");
  assert_table(tables_grid(mac, 0), by_1904);
  g_assert_cmpuint(grid_cell(tables_grid(mac, 0), 1, 1)->day, ==, day_from_ymd(2020, 12, 31));
  g_assert_cmpfloat(grid_cell(tables_grid(usual, 0), 1, 1)->number, ==, 44196);
}

static void test_points(void) {
  g_autoptr(Workbook) workbook = tables_load("points.xlsx");
  const Grid *grid = tables_grid(workbook, 0);
  assert_row(grid, 0, "序号|目标任务|分值|完成率|进展情况|完成|备注");
  g_assert_cmpfloat(grid_cell(grid, 1, 3)->number, ==, 0.6);
  g_assert_cmpstr(tables_cell(grid, 1, 3), ==, "60%");
  g_assert_cmpstr(tables_cell(grid, 1, 4), ==, "已开展2次专题学习。\n第3次定于9月。");
  g_assert_cmpstr(tables_cell(grid, 1, 5), ==, "TRUE");
  g_assert_cmpstr(tables_cell(grid, 2, 4), ==, "=1+1");
  g_assert_cmpint(grid_cell(grid, 2, 4)->kind, ==, CELL_TEXT);
  g_assert_cmpstr(tables_cell(grid, 2, 5), ==, "FALSE");
  g_assert_cmpint(grid_cell(grid, 2, 6)->kind, ==, CELL_ERROR); /* a formula never computed */
  g_assert_cmpstr(tables_cell(grid, 2, 6), ==, "（公式未计算）");
  g_assert_cmpint(grid_cell(grid, 3, 2)->kind, ==, CELL_TEXT);
  g_assert_cmpstr(tables_cell(grid, 3, 6), ==, "#N/A");
  g_assert_cmpint(grid_cell(grid, 3, 6)->kind, ==, CELL_ERROR);
  assert_table(tables_grid(workbook, 1),
               "#3\n#0.5\n#0.3\n#1E+20\n#3\n#60%\n#29%\n#12.35%\n#1,234,567.89\n#05\n#2.5分\n"
               "#(3)\n#—\n#1.01\n#12\n#1.5\n#123456\n#7\n#0\n#¥1,235\n#7\n#合格\n#不合格\n");
}

static void test_roles(void) {
  g_autoptr(Workbook) workbook = tables_load("roles.xlsx");
  g_assert_cmpstr(tables_cell(tables_grid(workbook, 0), 2, 2), ==,
                  "局政策法规科牵头，局有关科室、各县交通运输部门配合");
  g_assert_true(g_str_has_suffix(tables_cell(tables_grid(workbook, 1), 1, 1),
                                 "（牵头单位：局法规处，责任单位：局机关相关处室、局属相关单位）"));
}

static void test_rich(void) {
  g_autoptr(Workbook) workbook = tables_load("rich.xlsx");
  assert_table(tables_grid(workbook, 0),
               "目标任务\n完善宁夏“信用交通”网站（网页）。\n第一行/ 第二行\n前后有空格\n"
               "　　缩进两格\n回车/换行 _x0041_ 😀 _x12_\n'=1+1\n任务\n");
}

/* ---- what the form allows --------------------------------------------------------------- */

typedef struct {
  const char *sheet, *strings, *expected;
} Written;

static void test_cells(void) {
  static const Written WRITTEN[] = {
      /* without places: one after the other */
      {"<sheetData><row><c><v>1</v></c><c/><c><v>2</v></c></row><row><c><v>3</v></c></row>"
       "</sheetData>",
       NULL, "#1||#2\n#3\n"},
      /* rows and cells in any order, and cells that say another row */
      {"<sheetData><row r='3'><c r='B3'><v>3</v></c><c r='A3'><v>2</v></c></row>"
       "<row r='1'><c r='A1'><v>1</v></c><c r='A2'><v>7</v></c></row></sheetData>",
       NULL, "#1\n#7\n#2|#3\n"},
      {"<sheetData><row r='2'><c><v>1</v></c></row><row><c><v>2</v></c></row></sheetData>", NULL,
       "\n#1\n#2\n"},
      /* kinds of values */
      {"<sheetData><row><c t='s'><v>1</v></c><c t='str'><f>A1</f><v>文</v></c>"
       "<c t='str'><f>A9</f><v></v></c><c t='d'><v>2020-12-31T08:00:00</v></c>"
       "<c t='d'><v>明天</v></c><c t='e'><v>#REF!</v></c><c t='b'><v>1</v></c>"
       "<c t='n'><v> </v></c></row></sheetData>",
       "<si><t>零</t></si><si><r><t>一</t></r><r><t>一</t></r></si>", NULL},
      {"<sheetData><row><c t='s'><v>1</v></c><c t='str'><f>A1</f><v>文</v></c>"
       "<c t='str'><f>A9</f><v></v></c><c t='d'><v>2020-12-31T08:00:00</v></c>"
       "<c t='d'><v>明天</v></c><c t='e'><v>#REF!</v></c><c t='b'><v>1</v></c>"
       "<c s='99'><v>44196</v></c></row></sheetData>",
       "<si><t>零</t></si><si><r><t>一</t></r><r><t>一</t></r></si>",
       "一一|文||@2020-12-31|明天|!#REF!|TRUE|#44196\n"},
      {"<sheetData><row><c t='inlineStr'><is><r><t>甲</t></r><rPh><t>JIA</t></rPh><r><t>乙</t></r>"
       "</is></c></row></sheetData>",
       NULL, "甲乙\n"},
      {"<sheetData><row><c t='inlineStr'><is><t>&lt;甲&gt; &amp; &#20057;<![CDATA[<丙>]]></t></is>"
       "</c></row></sheetData>",
       NULL, "<甲> & 乙<丙>\n"},
      /* what is blank is not there, however far away */
      {"<sheetData><row r='1'><c r='A1'><v>1</v></c><c r='XFD1' s='1'/></row>"
       "<row r='1048576'><c r='A1048576' t='inlineStr'><is><t> </t></is></c></row></sheetData>",
       NULL, "#1\n"},
      /* a merge that goes beyond the table is as large as the table */
      {"<sheetData><row r='1'><c r='A1'><v>1</v></c><c r='B1'><v>2</v></c></row>"
       "<row r='2'><c r='B2'><v>3</v></c></row></sheetData>"
       "<mergeCells><mergeCell ref='A1:A900'/><mergeCell ref='B7:B9'/><mergeCell ref='B2'/>"
       "</mergeCells>",
       NULL, "#1|#2\n^|#3\n"},
      {"", NULL, ""},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(WRITTEN); i++) {
    char *folder = folder_make();
    g_autofree char *path = tables_xlsx(folder, WRITTEN[i].sheet, WRITTEN[i].strings);
    if (WRITTEN[i].expected != NULL) {
      g_autoptr(Workbook) workbook = tables_read(path);
      assert_table(tables_grid(workbook, 0), WRITTEN[i].expected);
    } else {
      tables_refused(path, WORKBOOK_ERROR_DAMAGED, "工作表“表”，第1行H列：内容应为数字");
    }
    folder_remove(folder);
  }
}

#define ROW(cell) "<sheetData><row r='2'>" cell "</row></sheetData>"

static void test_faults(void) {
  static const struct {
    const char *sheet;
    WorkbookError code;
    const char *part;
  } FAULTS[] = {
      {ROW("<c r='B2' t='s'><v>7</v></c>"), WORKBOOK_ERROR_DAMAGED,
       "工作表“表”，第2行B列：所指的文字（第 7 条）不在文件里"},
      {ROW("<c r='B2' t='s'><v>-1</v></c>"), WORKBOOK_ERROR_DAMAGED, "第2行B列：所指的文字"},
      {ROW("<c r='B2' t='s'><v>99999999999</v></c>"), WORKBOOK_ERROR_DAMAGED, "第2行B列"},
      {ROW("<c r='B2'><v>abc</v></c>"), WORKBOOK_ERROR_DAMAGED, "第2行B列：内容应为数字"},
      {ROW("<c r='B2'><v>inf</v></c>"), WORKBOOK_ERROR_DAMAGED, "第2行B列：内容应为数字"},
      {ROW("<c r='ZZZZZZ2'><v>1</v></c>"), WORKBOOK_ERROR_DAMAGED,
       "单元格“ZZZZZZ2”不是表格里的位置"},
      {ROW("<c r='XFE2'><v>1</v></c>"), WORKBOOK_ERROR_DAMAGED, "单元格“XFE2”"},
      {ROW("<c r='A4294967297'><v>1</v></c>"), WORKBOOK_ERROR_DAMAGED, "单元格"},
      {ROW("<c r='2'><v>1</v></c>"), WORKBOOK_ERROR_DAMAGED, "单元格“2”"},
      {ROW("<c r=''><v>1</v></c>"), WORKBOOK_ERROR_DAMAGED, "单元格“”"},
      {ROW("<c r='SS2'><v>1</v></c>"), WORKBOOK_ERROR_LIMIT,
       "第2行SS列：这里有内容，超过了 512 列"},
      {"<sheetData><row r='4000000000'><c><v>1</v></c></row></sheetData>", WORKBOOK_ERROR_DAMAGED,
       "行号“4000000000”"},
      {"<sheetData><row r='0'><c><v>1</v></c></row></sheetData>", WORKBOOK_ERROR_DAMAGED,
       "行号“0”"},
      {"<sheetData><row r='200001'><c><v>1</v></c></row></sheetData>", WORKBOOK_ERROR_LIMIT,
       "第200001行A列：这里有内容，超过了 200000 行"},
      {ROW("<c r='A2'><v>1</v></c>") "<mergeCells><mergeCell ref='A1:x'/></mergeCells>",
       WORKBOOK_ERROR_DAMAGED, "合并单元格“A1:x”"},
      {ROW("<c r='A2'><v>1</v></c>") "<mergeCells><mergeCell ref='B2:A1'/></mergeCells>",
       WORKBOOK_ERROR_DAMAGED, "合并单元格“B2:A1”"},
      {ROW("<c r='A2'><v>1</v></d>"), WORKBOOK_ERROR_DAMAGED,
       "工作表“表”，部件 xl/sheet.xml 不是完整"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(FAULTS); i++) {
    char *folder = folder_make();
    g_autofree char *path = tables_xlsx(folder, FAULTS[i].sheet, "<si><t>零</t></si>");
    tables_refused(path, FAULTS[i].code, FAULTS[i].part);
    folder_remove(folder);
  }
}

/* 32,767 characters are as many as Excel takes; one more is refused by its place. */
static void test_long_cell(void) {
  for (guint extra = 0; extra < 2; extra++) {
    char *folder = folder_make();
    GString *sheet = g_string_new("<sheetData><row><c t='inlineStr'><is><t>");
    for (guint i = 0; i < 32767 + extra; i++)
      g_string_append(sheet, "字");
    g_string_append(sheet, "</t></is></c></row></sheetData>");
    g_autofree char *path = tables_xlsx(folder, sheet->str, NULL);
    if (extra == 0) {
      g_autoptr(Workbook) workbook = tables_read(path);
      g_assert_cmpuint(strlen(tables_cell(tables_grid(workbook, 0), 0, 0)), ==, 32767 * 3);
    } else {
      tables_refused(path, WORKBOOK_ERROR_LIMIT, "第1行A列：一格里有 32768 个字");
    }
    g_string_free(sheet, TRUE);
    folder_remove(folder);
  }
}

#define STRICT "http://purl.oclc.org/ooxml/officeDocument/relationships/"
#define STRICT_MAIN "http://purl.oclc.org/ooxml/spreadsheetml/main"

/* The strict form, with prefixes, parts elsewhere, letters of any size, and UTF-16. */
static void test_strict(void) {
  static const char CELLS[] = "<x:worksheet xmlns:x='" STRICT_MAIN "'><x:sheetData><x:row r='1'>"
                              "<x:c r='a1' t='s'><x:v>0</x:v></x:c></x:row></x:sheetData>"
                              "</x:worksheet>";
  gsize size;
  g_autofree char *wide =
      g_convert(CELLS, -1, "UTF-16", "UTF-8", NULL, &size, NULL); /* with its mark */
  const Packed parts[] = {
      {"[Content_Types].xml", "<Types/>"},
      {"_rels/.rels", "<Relationships><Relationship Id='r' Type='" STRICT "officeDocument'"
                      " Target='/xl/Books/Main.xml'/></Relationships>"},
      {"xl/books/main.xml",
       "<x:workbook xmlns:x='" STRICT_MAIN "' xmlns:q='" STRICT "'><x:sheets>"
       "<x:sheet name='A&amp;B' sheetId='1' q:id='s'/></x:sheets></x:workbook>"},
      {"xl/books/_rels/main.xml.rels",
       "<Relationships><Relationship Id='s' Type='" STRICT "worksheet' Target='../s/1.xml'/>"
       "<Relationship Id='t' Type='" STRICT "sharedStrings' Target='../texts.xml'/>"
       "<Relationship Id='u' Type='" STRICT "hyperlink' Target='http://a/' TargetMode='External'/>"
       "</Relationships>"},
      {"xl/s/1.xml", wide, size},
      {"xl/texts.xml", "<x:sst xmlns:x='" STRICT_MAIN "'><x:si><x:t>严格</x:t></x:si></x:sst>"},
  };
  char *folder = folder_make();
  g_autofree char *path = tables_pack(folder, "strict.xlsx", parts, G_N_ELEMENTS(parts));
  g_autoptr(Workbook) workbook = tables_read(path);
  g_assert_cmpstr(grid_name(tables_grid(workbook, 0)), ==, "A&B");
  assert_table(tables_grid(workbook, 0), "严格\n");
  folder_remove(folder);
}

/* ---- telling ---------------------------------------------------------------------------- */

typedef struct {
  guint times, last, stop_at;
} Told;

static gboolean tell(gpointer data, const char *doing, gint64 done, gint64 total) {
  Told *told = data;
  g_assert_cmpstr(doing, ==, "正在读取");
  g_assert_cmpint(done, >, told->last);
  g_assert_cmpint(total, ==, 1600);
  told->last = (guint)done;
  return ++told->times != told->stop_at;
}

static void test_watch(void) {
  GString *sheet = g_string_new("<dimension ref='A1:B1600'/><sheetData>");
  for (guint row = 0; row < 1600; row++)
    g_string_append(sheet, "<row><c><v>1</v></c></row>");
  g_string_append(sheet, "</sheetData>");
  char *folder = folder_make();
  g_autofree char *path = tables_xlsx(folder, sheet->str, NULL);
  g_string_free(sheet, TRUE);

  Told told = {0};
  Watch watch = {.tell = tell, .data = &told};
  g_autoptr(Workbook) workbook = workbook_read(path, &watch, NULL);
  g_assert_nonnull(workbook);
  g_assert_cmpuint(told.times, ==, 3);

  told = (Told){.stop_at = 2};
  GError *error = NULL;
  g_assert_null(workbook_read(path, &watch, &error));
  g_assert_error(error, WATCH_ERROR, WATCH_ERROR_STOPPED);
  g_assert_true(g_str_has_prefix(error->message, "已取消"));
  g_assert_cmpuint(told.times, ==, 2);
  g_error_free(error);
  folder_remove(folder);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/xlsx/ningxia", test_ningxia);
  g_test_add_func("/xlsx/office", test_office);
  g_test_add_func("/xlsx/blanks", test_blanks);
  g_test_add_func("/xlsx/notes", test_notes);
  g_test_add_func("/xlsx/heads", test_heads);
  g_test_add_func("/xlsx/sheets", test_sheets);
  g_test_add_func("/xlsx/dates", test_dates);
  g_test_add_func("/xlsx/points", test_points);
  g_test_add_func("/xlsx/roles", test_roles);
  g_test_add_func("/xlsx/rich", test_rich);
  g_test_add_func("/xlsx/cells", test_cells);
  g_test_add_func("/xlsx/faults", test_faults);
  g_test_add_func("/xlsx/long-cell", test_long_cell);
  g_test_add_func("/xlsx/strict", test_strict);
  g_test_add_func("/xlsx/watch", test_watch);
  return g_test_run();
}

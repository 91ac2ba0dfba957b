/* Word files as python-docx and LibreOffice write them, and what else the form allows. */
#include <string.h>

#include "tests/core/exchange/table/tables.h"

/* ---- layouts of offices ----------------------------------------------------------------- */

static void test_ningxia(void) {
  g_autoptr(Workbook) workbook = tables_load("ningxia.docx");
  g_assert_cmpint(workbook->kind, ==, WORKBOOK_DOCX);
  g_assert_null(workbook->data);
  g_assert_cmpuint(workbook->grids->len, ==, 1);
  const Grid *grid = tables_grid(workbook, 0);
  g_assert_cmpstr(grid_name(grid), ==, "表1");
  g_assert_cmpstr(grid_caption(grid), ==,
                  "附件\n宁夏回族自治区“信用交通省”建设指标体系任务分工台账");
  g_assert_cmpuint(grid_rows(grid), ==, 70);
  g_assert_cmpuint(grid_columns(grid), ==, 5);
  assert_row(grid, 0, "一级指标|二级指标|目标任务|责任处室（单位）|完成时限");
  g_autoptr(GPtrArray) rows = tables_ningxia();
  for (guint row = 0; row < rows->len; row++) {
    char **texts = rows->pdata[row];
    for (guint column = 0; column < 5; column++) {
      const char *expected = row >= 61 && column == 1 ? texts[0] : texts[column];
      g_assert_cmpstr(tables_seen(grid, row + 1, column), ==, expected);
    }
  }
  const GridMerge *bonus = grid_merge_at(grid, 64, 1);
  g_assert_cmpuint(bonus->row, ==, 62);
  g_assert_cmpuint(bonus->rows, ==, 3);
  g_assert_cmpuint(bonus->columns, ==, 2);
  g_assert_true(grid_cell(grid, 64, 0)->covered);
  g_assert_false(grid_cell(grid, 64, 2)->covered);
}

/* The same cells and merges as LibreOffice writes them. */
static void test_office(void) {
  g_autoptr(Workbook) one = tables_load("ningxia.docx");
  g_autoptr(Workbook) other = tables_load("office.docx");
  g_autofree char *text = tables_text(tables_grid(one, 0));
  assert_table(tables_grid(other, 0), text);
  g_assert_cmpstr(grid_caption(tables_grid(one, 0)), ==, grid_caption(tables_grid(other, 0)));
}

static void test_pages(void) {
  g_autoptr(Workbook) workbook = tables_load("pages.docx");
  g_assert_cmpuint(workbook->grids->len, ==, 3);
  for (guint i = 0; i < 3; i++) {
    const Grid *grid = tables_grid(workbook, i);
    g_autofree char *name = g_strdup_printf("表%u", i + 1);
    g_assert_cmpstr(grid_name(grid), ==, name);
    g_assert_cmpuint(grid_rows(grid), ==, 5);
    assert_row(grid, 0, "一级指标|二级指标|目标任务|责任处室（单位）|完成时限");
  }
  g_assert_cmpstr(grid_caption(tables_grid(workbook, 0)), ==,
                  "宁夏回族自治区“信用交通省”建设指标体系任务分工台账");
  g_assert_null(grid_caption(tables_grid(workbook, 1)));
  assert_row(tables_grid(workbook, 2), 2,
             "八、加分项||在交通运输领域推进信用建设，形成典型经验成果，向全国推广应用。|厅法规处"
             "|2020年12月");
}

static void test_several(void) {
  g_autoptr(Workbook) workbook = tables_load("several.docx");
  g_assert_cmpuint(workbook->grids->len, ==, 3);
  /* At most five paragraphs, and none that is blank. */
  g_assert_cmpstr(grid_caption(tables_grid(workbook, 0)), ==,
                  "二\n三\n四\n五\n典型案例报送主题计划");
  assert_table(tables_grid(workbook, 0), "月度|主题\n一月|去年回顾\n二月|信用服务\n");
  g_assert_cmpstr(grid_caption(tables_grid(workbook, 1)), ==,
                  "附件2\n宁夏回族自治区“信用交通省”建设指标体系任务分工台账");
  g_assert_null(grid_caption(tables_grid(workbook, 2)));
  assert_table(tables_grid(workbook, 2), "签发|校对\n");
}

static void test_short(void) {
  g_autoptr(Workbook) workbook = tables_load("short.docx");
  const Grid *grid = tables_grid(workbook, 0);
  assert_row(grid, 2,
             "八、加分项|^|在交通运输领域推进信用建设，形成典型经验成果，向全国推广应用。"
             "|厅法规处|2020年12月");
  assert_row(grid, 3,
             "^|^|推进“信用交通”城市建设，取得典型经验。|厅法规处，五市交通运输局|2020年12月");
  assert_row(grid, 4, "||只有目标|厅法规处");
  assert_row(grid, 5, "左|^|后");
  assert_row(grid, 6, "只有一格");
  g_assert_cmpuint(grid_merge_at(grid, 3, 1)->rows, ==, 2);
}

static void test_changes(void) {
  g_autoptr(Workbook) workbook = tables_load("changes.docx");
  g_assert_cmpuint(workbook->grids->len, ==, 1);
  g_assert_cmpstr(grid_caption(tables_grid(workbook, 0)), ==, "任务表");
  assert_table(tables_grid(workbook, 0), "目标任务|完成时限|备注\n"
                                         "保留新增|2020年12月|第一段/第二段\n"
                                         "接着写|☑是 12-3月/下一行|一次\n"
                                         "外/内一/内二|拼|第1页\n");
}

/* ---- what the form allows --------------------------------------------------------------- */

#define P(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"
#define TC(text) "<w:tc>" P(text) "</w:tc>"
#define TCP(properties, text) "<w:tc><w:tcPr>" properties "</w:tcPr>" P(text) "</w:tc>"
#define DOWN "<w:vMerge w:val='restart'/>"
#define ON "<w:vMerge/>"
#define ON_WORD "<w:vMerge w:val='continue'/>"
#define TWO "<w:gridSpan w:val='2'/>"

static void test_cells(void) {
  static const struct {
    const char *rows, *expected;
  } WRITTEN[] = {
      {"<w:tr>" TCP(DOWN, "甲") TC("1") "</w:tr><w:tr>" TCP(ON, "看不见")
           TC("2") "</w:tr>"
                   "<w:tr>" TCP(ON_WORD, "") TC("3") "</w:tr><w:tr>" TCP(DOWN, "乙")
                       TC("4") "</w:tr>"
                               "<w:tr>" TCP(ON, "") TC("5") "</w:tr>",
       "甲|1\n^|2\n^|3\n乙|4\n^|5\n"},
      /* going on with nothing, or with one of another width, is a cell of its own */
      {"<w:tr>" TCP(ON, "头") TC("1") "</w:tr>", "头|1\n"},
      {"<w:tr>" TCP(DOWN TWO, "宽") TC("1") "</w:tr><w:tr>" TCP(ON, "窄") TC("2") TC("3") "</w:tr>",
       "宽|^|1\n窄|2|3\n"},
      /* a row between ends it */
      {"<w:tr>" TCP(DOWN, "甲") TC("1") "</w:tr><w:tr>" TC("乙") TC("2") "</w:tr>"
                                                                         "<w:tr>" TCP(ON, "丙")
                                                                             TC("3") "</w:tr>",
       "甲|1\n乙|2\n丙|3\n"},
      /* both ways at once */
      {"<w:tr>" TCP(DOWN TWO, "方") TC("1") "</w:tr><w:tr>" TCP(ON TWO, "") TC("2") "</w:tr>",
       "方|^|1\n^|^|2\n"},
      {"<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>" TC("右") "</w:tr><w:tr>" TC("左")
           TC("右") "</w:tr>",
       "|右\n左|右\n"},
      /* a table within, and after it the same cell goes on */
      {"<w:tr><w:tc>" P("前") "<w:tbl><w:tr>" TCP(DOWN, "内") TC("里") "</w:tr><w:tr>" TCP(ON, "下")
           TC("面") "</w:tr></w:tbl>" P("后") "</w:tc>" TC("旁") "</w:tr>",
       "前/内/里/下/面/后|旁\n"},
      {"<w:tr><w:tc><w:p><w:pPr><w:numPr><w:ilvl w:val='0'/></w:numPr></w:pPr><w:r>"
       "<w:t>无编号</w:t></w:r></w:p></w:tc></w:tr>",
       "无编号\n"},
      {"<w:tr><w:tc><w:p><w:r><w:sym w:font='Wingdings' w:char='F0A8'/>"
       "<w:sym w:font='Wingdings' w:char='F021'/><w:sym w:char='4E2D'/><w:sym w:char='D800'/>"
       "<w:sym w:char='不是'/></w:r></w:p></w:tc></w:tr>",
       "□\xef\xbf\xbd中\xef\xbf\xbd\xef\xbf\xbd\n"},
      {"<w:tr><w:tc><w:p><w:r><w:t>两\n行</w:t><w:br/><w:t>字</w:t></w:r></w:p></w:tc></w:tr>",
       "两 行/字\n"},
      {"<w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r><w:moveFrom><w:r><w:t>走</w:t></w:r></w:moveFrom>"
       "<w:moveTo><w:r><w:t>来</w:t></w:r></w:moveTo></w:p></w:tc></w:tr>",
       "a来\n"},
      {"", ""},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(WRITTEN); i++) {
    char *folder = folder_make();
    g_autofree char *body = g_strdup_printf("<w:tbl>%s</w:tbl>", WRITTEN[i].rows);
    g_autofree char *path = tables_docx(folder, body);
    g_autoptr(Workbook) workbook = tables_read(path);
    assert_table(tables_grid(workbook, 0), WRITTEN[i].expected);
    folder_remove(folder);
  }
}

/* No table is no mistake; what to say of it is for whoever looks for one. */
static void test_no_table(void) {
  char *folder = folder_make();
  g_autofree char *path = tables_docx(folder, P("通知"));
  g_autoptr(Workbook) workbook = tables_read(path);
  g_assert_cmpuint(workbook->grids->len, ==, 0);
  folder_remove(folder);
}

static void test_data(void) {
  static const char DOCUMENT[] = "<w:document xmlns:w='w'><w:body><w:tbl/></w:body></w:document>";
  const Packed parts[] = {{"word/document.xml", DOCUMENT},
                          {"customXml/taizhang.json", "{\"标题\": \"台账\"}"}};
  char *folder = folder_make();
  g_autofree char *path = tables_pack(folder, "data.docx", parts, G_N_ELEMENTS(parts));
  g_autoptr(Workbook) workbook = tables_read(path);
  g_assert_cmpstr(workbook->data, ==, "{\"标题\": \"台账\"}");
  const Packed spoilt[] = {{"word/document.xml", DOCUMENT}, {"customXml/taizhang.json", "\xff"}};
  g_autofree char *bad = tables_pack(folder, "bad.docx", spoilt, G_N_ELEMENTS(spoilt));
  tables_refused(bad, WORKBOOK_ERROR_DAMAGED, "customXml/taizhang.json 已损坏");
  folder_remove(folder);
}

static void test_faults(void) {
  static const struct {
    const char *rows;
    WorkbookError code;
    const char *part;
  } FAULTS[] = {
      {"<w:tr>" TC("1") TCP("<w:gridSpan w:val='4000000000'/>", "2") "</w:tr>",
       WORKBOOK_ERROR_LIMIT, "表1，第1行第2列：表格超过 512 列"},
      {"<w:tr><w:trPr><w:gridBefore w:val='99999999999999999999'/></w:trPr>" TC("1") "</w:tr>",
       WORKBOOK_ERROR_LIMIT, "表1，第1行第514列"},
      {"<w:tr><w:tc></w:tr>", WORKBOOK_ERROR_DAMAGED, "表1，部件 word/document.xml 不是完整的 XML"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(FAULTS); i++) {
    char *folder = folder_make();
    g_autofree char *body = g_strdup_printf("<w:tbl>%s</w:tbl>", FAULTS[i].rows);
    g_autofree char *path = tables_docx(folder, body);
    tables_refused(path, FAULTS[i].code, FAULTS[i].part);
    folder_remove(folder);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/docx/ningxia", test_ningxia);
  g_test_add_func("/docx/office", test_office);
  g_test_add_func("/docx/pages", test_pages);
  g_test_add_func("/docx/several", test_several);
  g_test_add_func("/docx/short", test_short);
  g_test_add_func("/docx/changes", test_changes);
  g_test_add_func("/docx/cells", test_cells);
  g_test_add_func("/docx/no-table", test_no_table);
  g_test_add_func("/docx/data", test_data);
  g_test_add_func("/docx/faults", test_faults);
  return g_test_run();
}

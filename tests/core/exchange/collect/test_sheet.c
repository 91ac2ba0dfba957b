/* The form that units fill in, as it is written, and as it is found again. */
#include "core/exchange/collect/sheet.h"

#include <glib/gstdio.h>

#include "tests/core/exchange/export/parts.h"
#include "tests/core/fixture.h"

#define ORIGIN "0123456789abcdef"

/* ---- writing ---------------------------------------------------------------------------- */

/* 厅法规处's table, its rows numbered as if they were on record. */
static SendoutPlan *make_plan(Fixture *fixture) {
  raw_write(fixture, "INSERT INTO progress (task, made_on, text, percent, author) "
                     "VALUES (1, '2026-10-09', '=开了会', 40, 'zhangsan')");
  raw_write(fixture, "UPDATE task SET state = 'active', percent = 40 WHERE id = 1");
  g_autoptr(GArray) units = g_array_new(FALSE, FALSE, sizeof(gint64));
  gint64 unit = sql_int(fixture->db, "SELECT id FROM unit WHERE name = '厅法规处'");
  g_array_append_val(units, unit);
  SendoutInput input = {.year = 2026, .month = 12, .units = units};
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, 7);
  GError *error = NULL;
  SendoutPlan *plan = sendout_plan(fixture->db, reckoning, &input, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(plan->tables->len, ==, 1);
  const SendoutTable *table = plan->tables->pdata[0];
  for (guint i = 0; i < table->items->len; i++)
    ((SendoutItem *)table->items->pdata[i])->row = i + 1;
  return plan;
}

static void assert_cell(const char *path, const char *cell, const char *expected) {
  g_autofree char *found = part_cell(path, 1, cell);
  g_assert_cmpstr(found, ==, expected);
}

static void test_write(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(SendoutPlan) plan = make_plan(fixture);
  const SendoutTable *table = plan->tables->pdata[0];
  g_assert_cmpuint(table->items->len, >, 36);   /* its tasks, and periods */
  const char *keep = g_getenv("TAIZHANG_KEEP"); /* to look at it */
  g_autofree char *path = g_build_filename(keep != NULL ? keep : fixture->folder, "表.xlsx", NULL);
  GError *error = NULL;
  g_assert_true(sheet_write(path, plan, table, ORIGIN, fixture->actor.today, 1795262400, &error));
  g_assert_no_error(error);
  assert_cell(path, "A1", "任务进展填报表（2026年12月）");
  assert_cell(path, "B4", "目标任务");
  assert_cell(path, "A5", "第1项");
  assert_cell(path, "E5", "2026-10-09 40% =开了会");
  assert_cell(path, "G5", "0.4");
  assert_cell(path, "J5", "办理中");
  assert_cell(path, "K5", "01234567-1");
  assert_cell(path, "J6", "未启动");
  g_autofree char *sheet = part_text(path, "xl/worksheets/sheet1.xml");
  g_autofree char *locked = part_xpath(sheet, "count(//sheetProtection)");
  g_assert_cmpstr(locked, ==, "1");
  g_autofree char *hidden = part_xpath(sheet, "string(//col[@min=11]/@hidden)");
  g_assert_cmpstr(hidden, ==, "1");
  g_autofree char *choices = part_xpath(sheet, "string(//dataValidation[@sqref='J6']/formula1)");
  g_assert_cmpstr(choices, ==, "\"未启动,办理中,已办结\"");
  g_autofree char *note = part_cell(path, 1, "A3");
  g_assert_nonnull(g_strstr_len(note, -1, "；12月31日前：第1项、第2项、"));
  g_assert_nonnull(g_strstr_len(note, -1, "行。"));
  g_assert_nonnull(g_strstr_len(note, -1, "12月6日前：第28项 2026-W49；"));
}

/* ---- reading ---------------------------------------------------------------------------- */

/* Cells of a sheet, row by row, NULL after each row and at the end. */
static Grid *make_grid(const char *name, const char *const *cells) {
  Grid *grid = grid_new(name);
  guint row = 0, column = 0;
  for (gsize i = 0; cells[i] != NULL || (i > 0 && cells[i - 1] != NULL); i++) {
    if (cells[i] == NULL) {
      row++;
      column = 0;
      continue;
    }
    gboolean share = g_str_has_suffix(cells[i], "%");
    grid_put(grid, row, column++, share ? CELL_NUMBER : CELL_TEXT, cells[i],
             share ? g_ascii_strtod(cells[i], NULL) / 100 : 0, DAY_NONE);
  }
  return grid;
}

static Workbook *make_workbook(void) {
  Workbook *workbook = g_new0(Workbook, 1);
  workbook->path = g_strdup("表.xlsx");
  workbook->grids = g_ptr_array_new_with_free_func((GDestroyNotify)grid_free);
  return workbook;
}

static void free_workbook(Workbook *workbook) {
  g_free(workbook->path);
  g_ptr_array_unref(workbook->grids);
  g_free(workbook);
}

static char *row_text(const SheetRow *row) {
  g_autoptr(GString) text = g_string_new(NULL);
  g_string_append_printf(text, "%d %s", (int)row->row, row->where);
  for (int i = 0; i < COLLECT_FIELD_COUNT; i++)
    g_string_append_printf(text, "|%s", row->values[i]);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static void assert_row(const Sheet *sheet, guint index, const char *expected) {
  g_assert_cmpuint(index, <, sheet->rows->len);
  g_autofree char *found = row_text(sheet->rows->pdata[index]);
  g_assert_cmpstr(found, ==, expected);
}

/* Columns moved and one put in between, rows in another order and on a second sheet, heads broken
 * by a line end. */
static void test_read(void) {
  Workbook *workbook = make_workbook();
  g_ptr_array_add(
      workbook->grids,
      make_grid("填报表", (const char *const[]){
                              "标题",       NULL,     "编号",     "序号",     "进展\n情况", "审核",
                              "状态",       "完成率", "目标任务", "佐证材料", "存在问题",   NULL,
                              "01234567-2", "第2项",  "办了",     "好",       "已办结",     "57%",
                              "乙",         "",       "缺人",     NULL,       "",           NULL,
                              "01234567-1", "第1项",  "—",        "",         "",           "60",
                              "甲",         "文号",   NULL,       NULL}));
  g_ptr_array_add(workbook->grids,
                  make_grid("抄来的", (const char *const[]){"目标任务", "进展情况", NULL, "丙",
                                                            "也办了", NULL, NULL}));
  g_ptr_array_add(
      workbook->grids,
      make_grid("Taizhang",
                (const char *const[]){
                    "{\"taizhang\":\"sendout\",\"version\":1,\"origin\":\"" ORIGIN
                    "\",\"table\":7,\"unit\":\"甲处\",\"period\":\"2026-11\",\"rows\":[{\"row\":3,",
                    NULL,
                    "\"goal\":\"丙\"},{\"row\":4,\"goal\":\"丁\"},{\"row\":5,\"goal\":\"丁\"}]}",
                    NULL, NULL}));
  GError *error = NULL;
  g_autoptr(Sheet) sheet = sheet_read(workbook, &error);
  g_assert_no_error(error);
  g_assert_true(sheet->known);
  g_assert_cmpstr(sheet->origin, ==, ORIGIN);
  g_assert_cmpint(sheet->sent, ==, 7);
  g_assert_cmpstr(sheet->unit, ==, "甲处");
  g_assert_cmpuint(sheet->rows->len, ==, 3);
  assert_row(sheet, 0, "2 表“填报表”第3行|办了|57|缺人||已办结");
  assert_row(sheet, 1, "1 表“填报表”第5行||60||文号|");
  assert_row(sheet, 2, "0 表“抄来的”第2行|也办了||||");
  g_assert_cmpint(*(const gint64 *)g_hash_table_lookup(sheet->goals, "丙"), ==, 3);
  g_assert_cmpint(*(const gint64 *)g_hash_table_lookup(sheet->goals, "丁"), ==, 0);
  free_workbook(workbook);
}

static void test_damaged_data(void) {
  Workbook *workbook = make_workbook();
  g_ptr_array_add(workbook->grids,
                  make_grid("taizhang", (const char *const[]){"{\"taizhang\":", NULL, NULL}));
  g_ptr_array_add(workbook->grids,
                  make_grid("表", (const char *const[]){"编号", "进展情况", NULL, "01234567-9",
                                                        "办了", NULL, "0123-9", "x", NULL, NULL}));
  GError *error = NULL;
  g_autoptr(Sheet) sheet = sheet_read(workbook, &error);
  g_assert_no_error(error);
  g_assert_false(sheet->known);
  g_assert_null(sheet->origin);
  assert_row(sheet, 0, "9 表“表”第2行|办了||||");
  assert_row(sheet, 1, "0 表“表”第3行|x||||");
  free_workbook(workbook);
}

static char *percent_of(const char *text, CellKind kind, double number) {
  Workbook *workbook = make_workbook();
  Grid *grid = make_grid("表", (const char *const[]){"编号", "进展情况", "完成率", NULL, NULL});
  grid_put(grid, 1, 0, CELL_TEXT, "01234567-9", 0, DAY_NONE);
  grid_put(grid, 1, 2, kind, text, number, DAY_NONE);
  g_ptr_array_add(workbook->grids, grid);
  GError *error = NULL;
  g_autoptr(Sheet) sheet = sheet_read(workbook, &error);
  g_assert_no_error(error);
  free_workbook(workbook);
  return g_strdup(((const SheetRow *)sheet->rows->pdata[0])->values[COLLECT_PERCENT]);
}

/* No value, and no blank either. */
static void test_broken(void) {
  Workbook *workbook = make_workbook();
  Grid *grid = make_grid("表", (const char *const[]){"编号", "进展情况", "存在问题", NULL, NULL});
  grid_put(grid, 1, 0, CELL_TEXT, "01234567-9", 0, DAY_NONE);
  grid_put(grid, 1, 1, CELL_TEXT, "办了", 0, DAY_NONE);
  grid_put(grid, 1, 2, CELL_ERROR, "#REF!", 0, DAY_NONE);
  g_ptr_array_add(workbook->grids, grid);
  GError *error = NULL;
  g_autoptr(Sheet) sheet = sheet_read(workbook, &error);
  g_assert_no_error(error);
  const SheetRow *row = sheet->rows->pdata[0];
  g_assert_cmpstr(row->values[COLLECT_TEXT], ==, "办了");
  g_assert_cmpstr(row->values[COLLECT_PROBLEM], ==, "");
  g_assert_cmpstr(row->broken, ==, "存在问题");
  free_workbook(workbook);
}

/* As it is shown, as it is where the cell lost its look, as it is typed. */
static void test_percent(void) {
  static const struct {
    const char *text;
    CellKind kind;
    double number;
    const char *expected;
  } CASES[] = {
      {"57%", CELL_NUMBER, 0.57, "57"},      {"100%", CELL_NUMBER, 1, "100"},
      {"0.57", CELL_NUMBER, 0.57, "57"},     {"57", CELL_NUMBER, 57, "57"},
      {"1", CELL_NUMBER, 1, SHEET_ONE},      {"0", CELL_NUMBER, 0, "0"},
      {"57 %", CELL_TEXT, 0, "57"},          {"大半", CELL_TEXT, 0, "大半"},
      {"12.5%", CELL_NUMBER, 0.125, "12.5"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autofree char *found = percent_of(CASES[i].text, CASES[i].kind, CASES[i].number);
    g_assert_cmpstr(found, ==, CASES[i].expected);
  }
}

static void test_foreign(void) {
  Workbook *workbook = make_workbook();
  g_ptr_array_add(workbook->grids, make_grid("表", (const char *const[]){"姓名", "职务", NULL, "甲",
                                                                         "乙", NULL, NULL}));
  GError *error = NULL;
  g_assert_null(sheet_read(workbook, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "表.xlsx 不是下发的填报表");
  free_workbook(workbook);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/sheet/write", test_write);
  g_test_add_func("/sheet/read", test_read);
  g_test_add_func("/sheet/read/damaged", test_damaged_data);
  g_test_add_func("/sheet/read/percent", test_percent);
  g_test_add_func("/sheet/read/broken", test_broken);
  g_test_add_func("/sheet/read/foreign", test_foreign);
  return g_test_run();
}

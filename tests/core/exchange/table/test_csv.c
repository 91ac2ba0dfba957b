/* Text files of cells, and cells that were pasted. */
#include "core/exchange/table/csv.h"

#include <string.h>

#include "tests/core/exchange/table/tables.h"

/* ---- files ------------------------------------------------------------------------------ */

/* Six rows in five encodings and with three separators are the same six rows. */
static void test_encodings(void) {
  static const char *const FILES[] = {"bom.csv", "gb18030.csv", "semicolons.csv", "tabs.tsv",
                                      "wide.txt"};
  g_autoptr(GPtrArray) rows = tables_ningxia();
  for (gsize i = 0; i < G_N_ELEMENTS(FILES); i++) {
    g_autoptr(Workbook) workbook = tables_load(FILES[i]);
    g_assert_cmpint(workbook->kind, ==, WORKBOOK_CSV);
    g_assert_cmpuint(workbook->grids->len, ==, 1);
    const Grid *grid = tables_grid(workbook, 0);
    g_autofree char *name = g_strndup(FILES[i], strcspn(FILES[i], "."));
    g_assert_cmpstr(grid_name(grid), ==, name);
    g_assert_cmpuint(grid_rows(grid), ==, 7);
    g_assert_cmpuint(grid_columns(grid), ==, 5);
    assert_row(grid, 0, "一级指标|二级指标|目标任务|责任处室（单位）|完成时限");
    for (guint row = 0; row < 6; row++) {
      char **texts = rows->pdata[row];
      for (guint column = 0; column < 5; column++)
        g_assert_cmpstr(tables_cell(grid, row + 1, column), ==, texts[column]);
    }
  }
}

static void test_office(void) {
  g_autoptr(Workbook) sheet = tables_load("blanks.xlsx");
  g_autoptr(Workbook) workbook = tables_load("office.csv");
  g_autofree char *text = tables_text(tables_grid(sheet, 0));
  assert_table(tables_grid(workbook, 0), text);
}

static void test_lines(void) {
  g_autoptr(Workbook) workbook = tables_load("lines.csv");
  const Grid *grid = tables_grid(workbook, 0);
  assert_table(grid, "目标任务|进展情况|备注\n第一行/第二行|说\"好\"了|a,b\n下一项|=1+1|'-x\n");
  g_assert_cmpuint(grid_line(grid, 0), ==, 1);
  g_assert_cmpuint(grid_line(grid, 1), ==, 2);
  g_assert_cmpuint(grid_line(grid, 2), ==, 4);
}

/* ---- what the form allows --------------------------------------------------------------- */

/* Reads bytes as a file. */
static Workbook *read_bytes(const char *bytes, gsize size) {
  char *folder = folder_make();
  g_autofree char *path = g_build_filename(folder, "a.csv", NULL);
  g_assert_true(g_file_set_contents(path, bytes, (gssize)size, NULL));
  Workbook *workbook = tables_read(path);
  folder_remove(folder);
  return workbook;
}

static void test_cells(void) {
  static const struct {
    const char *bytes, *expected;
  } WRITTEN[] = {
      {"a,b\nc,d\n", "a|b\nc|d\n"},
      {"a,b\r\nc,d", "a|b\nc|d\n"},
      {"a,b\rc,d\r", "a|b\nc|d\n"},
      {"a,b\n\r\nc,d\n\n\n", "a|b\n\nc|d\n"},
      {"a,,\n,,b\n,,\n", "a\n||b\n"},
      {"\"a\"\"b\",\"c,d\",\"\"\ne,f,g\n", "a\"b|c,d\ne|f|g\n"},
      {"\"x\r\ny\",\"p\rq\"\n", "x/y|p/q\n"},
      {"\"a\"b,c\"d,e\"\"f\n", "ab|c\"d|e\"\"f\n"},
      {"标题\n甲;乙;丙\n1,5;2;3\n1,6;2;3\n", "标题\n甲|乙|丙\n1,5|2|3\n1,6|2|3\n"},
      {"甲\t乙,丙\n丁\t戊,己\n庚\t辛\n", "甲|乙,丙\n丁|戊,己\n庚|辛\n"},
      {"\"甲;乙;丙\",1\n\"丁;戊;己\",2\n", "甲;乙;丙|1\n丁;戊;己|2\n"},
      {"sep=|\n甲|乙\n", "甲|乙\n"},
      {"sep=;\r\n甲;乙,丙\n", "甲|乙,丙\n"},
      {"只有一列\n第二行\n", "只有一列\n第二行\n"},
      {"1,60%,2020-12-31,=A1\n", "1|60%|2020-12-31|=A1\n"},
      {"'=1,''-2,'+3,'@4,'x,',''\n", "=1|'-2|+3|@4|'x|'|''\n"},
      {"\n\n", ""},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(WRITTEN); i++) {
    g_autoptr(Workbook) workbook = read_bytes(WRITTEN[i].bytes, strlen(WRITTEN[i].bytes));
    g_autofree char *text = tables_text(tables_grid(workbook, 0));
    /* What separates cells in the expected text stands in one of them here. */
    g_assert_cmpstr(text, ==, WRITTEN[i].expected);
  }
}

static void test_places(void) {
  static const char BYTES[] = "a,b\n\"1\n2\n3\",c\nd,\"e\r\nf\"\ng\n";
  g_autoptr(Workbook) workbook = read_bytes(BYTES, strlen(BYTES));
  const Grid *grid = tables_grid(workbook, 0);
  static const guint LINES[] = {1, 2, 5, 7};
  for (guint row = 0; row < G_N_ELEMENTS(LINES); row++)
    g_assert_cmpuint(grid_line(grid, row), ==, LINES[row]);
}

/* Any text comes back from a csv as it was. */
static void test_guard(void) {
  static const char *const TEXTS[] = {"=1", "+1", "-1",   "@a",  "'=1", "''=1", "'''-1",
                                      "'",  "''", "'a",   "a=",  "a",   "'a=",  "' =1",
                                      "=",  "'+", "\"=1", "'\"", "，",  "'，"};
  GString *line = g_string_new(NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
    g_auto(GStrv) parts = g_strsplit(TEXTS[i], "\"", -1);
    g_autofree char *doubled = g_strjoinv("\"\"", parts);
    g_string_append_printf(line, "\"%s%s\",", csv_is_formula(TEXTS[i]) ? "'" : "", doubled);
  }
  g_string_append_c(line, '\n');
  g_autoptr(Workbook) workbook = read_bytes(line->str, line->len);
  for (guint i = 0; i < G_N_ELEMENTS(TEXTS); i++)
    g_assert_cmpstr(tables_cell(tables_grid(workbook, 0), 0, i), ==, TEXTS[i]);
  g_string_free(line, TRUE);
  g_assert_true(csv_is_formula("\t1"));
  g_assert_true(csv_is_formula("'\r"));
  g_assert_false(csv_is_formula(""));
  g_assert_false(csv_is_formula(NULL));
}

static void refused(const char *bytes, gsize size, WorkbookError code, const char *part) {
  char *folder = folder_make();
  g_autofree char *path = g_build_filename(folder, "a.csv", NULL);
  g_assert_true(g_file_set_contents(path, bytes, (gssize)size, NULL));
  tables_refused(path, code, part);
  folder_remove(folder);
}

static void test_faults(void) {
  static const struct {
    const char *bytes;
    gsize size; /* 0: up to the NUL */
    WorkbookError code;
    const char *part;
  } FAULTS[] = {
      {"a,b\nc,\"d\ne,f\n", 0, WORKBOOK_ERROR_DAMAGED,
       "第2行第2列：从文件第 2 行开始的引号没有结束"},
      {"a,b\n\"x\ny\",\"d\ne,f\n", 0, WORKBOOK_ERROR_DAMAGED, "从文件第 3 行开始的引号"},
      {"\"", 0, WORKBOOK_ERROR_DAMAGED, "第1行第1列：从文件第 1 行开始的引号"},
      {"a\r\nb\r\n\xff\xff,c\n", 0, WORKBOOK_ERROR_DAMAGED, "第3行：有既不是 UTF-8 也不是 GB18030"},
      {"甲\n\xb5\n", 0, WORKBOOK_ERROR_DAMAGED, "第2行：有既不是 UTF-8 也不是 GB18030"},
      {"\xb5\xb1\xb5", 0, WORKBOOK_ERROR_DAMAGED, "第1行：有既不是 UTF-8"},
      {"\xef\xbb\xbf"
       "甲\n乙\xff\n",
       0, WORKBOOK_ERROR_DAMAGED, "第2行：有不是 UTF-8 的字节"},
      {"a\nb\0c\n", 6, WORKBOOK_ERROR_KIND, "第2行：不是文本"},
      {"\xff\xfe"
       "a",
       3, WORKBOOK_ERROR_DAMAGED, "UTF-16"},
      {"\xff\xfe"
       "\0\0",
       4, WORKBOOK_ERROR_DAMAGED, "UTF-16"},
      {"\xfe\xff\xd8\x00", 4, WORKBOOK_ERROR_DAMAGED, "UTF-16"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(FAULTS); i++)
    refused(FAULTS[i].bytes, FAULTS[i].size > 0 ? FAULTS[i].size : strlen(FAULTS[i].bytes),
            FAULTS[i].code, FAULTS[i].part);
}

/* The last that is read and the first that is not, of rows, columns and letters. */
static void test_limits(void) {
  GString *text = g_string_new(NULL);
  for (guint row = 0; row < 200000; row++)
    g_string_append(text, "x\n");
  g_string_append(text, "\n\n ,\n"); /* blank ones do not count */
  g_autoptr(Workbook) rows = read_bytes(text->str, text->len);
  g_assert_cmpuint(grid_rows(tables_grid(rows, 0)), ==, 200000);
  g_string_append(text, "y\n");
  refused(text->str, text->len, WORKBOOK_ERROR_LIMIT,
          "第200004行第1列：这里有内容，超过了 200000 行");

  g_string_truncate(text, 0);
  for (guint column = 0; column < 512; column++)
    g_string_append(text, "x,");
  g_string_append(text, ",,\n");
  g_autoptr(Workbook) columns = read_bytes(text->str, text->len);
  g_assert_cmpuint(grid_columns(tables_grid(columns, 0)), ==, 512);
  g_string_insert(text, 1024, "y");
  refused(text->str, text->len, WORKBOOK_ERROR_LIMIT, "第1行第513列：这里有内容，超过了 512 列");

  g_string_truncate(text, 0);
  for (guint i = 0; i < 32767; i++)
    g_string_append(text, "字");
  g_autoptr(Workbook) letters = read_bytes(text->str, text->len);
  g_assert_cmpuint(strlen(tables_cell(tables_grid(letters, 0), 0, 0)), ==, 32767 * 3);
  g_string_append(text, "字");
  refused(text->str, text->len, WORKBOOK_ERROR_LIMIT, "第1行第1列：一格里有 32768 个字");
  g_string_free(text, TRUE);
}

/* ---- the clipboard ---------------------------------------------------------------------- */

static void test_pasted(void) {
  static const struct {
    const char *text, *expected;
  } PASTED[] = {
      {"甲\t乙\r\n丙\t丁\r\n", "甲|乙\n丙|丁\n"},
      {"甲,乙;丙\t丁", "甲,乙;丙|丁\n"},
      {"\"两行\n字\"\t\"制\t表\"\t后\n", "两行/字|制 表|后\n"},
      {"\"说\"\"好\"\"\n了\"\n", "说\"好\"/了\n"},
      {"\"双公示\"工作\t乙\n", "\"双公示\"工作|乙\n"}, /* quotes that are letters */
      {"\"没有结束\t乙\n丙\t丁\n", "\"没有结束|乙\n丙|丁\n"},
      {"a\"b\t\"\t\"\n", "a\"b\n"},
      {"'=1\t=1\t''-\n", "'=1|=1|''-\n"}, /* nothing is guarded there */
      {"坏\xff\033[31m\n", "坏\xef\xbf\xbd\xef\xbf\xbd[31m\n"},
      {"", ""},
      {"\t\n", ""},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(PASTED); i++) {
    GError *error = NULL;
    g_autoptr(Workbook) workbook = workbook_read_text(PASTED[i].text, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(workbook->path, ==, "粘贴的内容");
    g_assert_cmpint(workbook->kind, ==, WORKBOOK_CSV);
    assert_table(tables_grid(workbook, 0), PASTED[i].expected);
  }
}

static void test_pasted_too_long(void) {
  GString *text = g_string_new("a\t");
  for (guint i = 0; i < 32768; i++)
    g_string_append_c(text, 'x');
  GError *error = NULL;
  g_assert_null(workbook_read_text(text->str, &error));
  g_assert_error(error, WORKBOOK_ERROR, WORKBOOK_ERROR_LIMIT);
  g_assert_true(g_str_has_prefix(error->message, "粘贴的内容：第1行第2列：一格里有"));
  g_error_free(error);
  g_string_free(text, TRUE);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/csv/encodings", test_encodings);
  g_test_add_func("/csv/office", test_office);
  g_test_add_func("/csv/lines", test_lines);
  g_test_add_func("/csv/cells", test_cells);
  g_test_add_func("/csv/places", test_places);
  g_test_add_func("/csv/guard", test_guard);
  g_test_add_func("/csv/faults", test_faults);
  g_test_add_func("/csv/limits", test_limits);
  g_test_add_func("/csv/pasted", test_pasted);
  g_test_add_func("/csv/pasted-too-long", test_pasted_too_long);
  return g_test_run();
}

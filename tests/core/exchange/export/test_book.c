/* The layer over libxlsxwriter, read back part by part. */
#include "core/exchange/table/book.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "core/exchange/table/book_private.h"
#include "core/exchange/table/package.h"

#include "parts.h"

#define CREATED 1795226400 /* 2026-11-21 02:00 UTC */

typedef struct {
  char *folder;
  char *path;
  Book *book;
  BookSheet *sheet;
} Fixture;

static void begin(Fixture *fixture, gconstpointer data) {
  (void)data;
  fixture->folder = g_dir_make_tmp("taizhang-book-XXXXXX", NULL);
  fixture->path = g_build_filename(fixture->folder, "a.xlsx", NULL);
  fixture->book = book_new(fixture->path, "任务分工台账", CREATED);
  fixture->sheet = book_sheet(fixture->book, "台账", TRUE);
}

static void finish(Fixture *fixture, gconstpointer data) {
  (void)data;
  book_free(fixture->book);
  g_remove(fixture->path);
  g_rmdir(fixture->folder);
  g_free(fixture->path);
  g_free(fixture->folder);
}

static void close_book(Fixture *fixture) {
  g_autoptr(GError) error = NULL;
  g_assert_true(book_close(g_steal_pointer(&fixture->book), &error));
  g_assert_no_error(error);
}

static void refused(Fixture *fixture, const char *message) {
  g_autoptr(GError) error = NULL;
  g_assert_false(book_close(g_steal_pointer(&fixture->book), &error));
  g_assert_error(error, BOOK_ERROR, BOOK_ERROR_LIMIT);
  if (strstr(error->message, message) == NULL)
    g_error("“%s” is not in: %s", message, error->message);
  g_assert_false(g_file_test(fixture->path, G_FILE_TEST_EXISTS));
}

static void cell_is(const Fixture *fixture, const char *reference, const char *text) {
  g_autofree char *cell = part_cell(fixture->path, 1, reference);
  g_assert_cmpstr(cell, ==, text);
}

static void sheet_has(const Fixture *fixture, const char *xpath, const char *value) {
  g_autofree char *xml = part_text(fixture->path, "xl/worksheets/sheet1.xml");
  g_autofree char *found = part_xpath(xml, xpath);
  g_assert_cmpstr(found, ==, value);
}

/* ---- texts ------------------------------------------------------------------------------ */

static const char *const TEXTS[] = {
    "=1+1",
    "+5",
    "-3",
    "@SUM(A1)",
    "\tA",
    "2026",
    "60%",
    "http://example.org/a",
    "mailto:a",
    "'=1",
    "　全角空格开头",
    "两\n行",
    "_x000D_",
    "a_x0041_b",
    "𠮷😀",
    "<&>\"'",
};

static void test_texts(Fixture *fixture, gconstpointer data) {
  (void)data;
  for (guint i = 0; i < G_N_ELEMENTS(TEXTS); i++)
    book_text(fixture->sheet, i, 0, BOOK_TEXT, TEXTS[i]);
  book_text(fixture->sheet, G_N_ELEMENTS(TEXTS), 0, BOOK_TEXT, NULL);
  close_book(fixture);
  for (guint i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
    g_autofree char *reference = g_strdup_printf("A%u", i + 1);
    g_autofree char *kind = g_strdup_printf("//c[@r='%s']/@t", reference);
    sheet_has(fixture, kind, "s");
    gboolean escaped = strstr(TEXTS[i], "_x") != NULL;
    g_autofree char *expected = NULL;
    if (escaped) {
      g_auto(GStrv) halves = g_strsplit(TEXTS[i], "_x", 2);
      expected = g_strjoinv("_x005F_x", halves);
    }
    cell_is(fixture, reference, escaped ? expected : TEXTS[i]);
  }
  sheet_has(fixture, "count(//f)", "0");
  sheet_has(fixture, "count(//hyperlink)", "0");
  sheet_has(fixture, "count(//c[@r='A17']/v)", "0");
}

/* A cell that holds what looks like a formula is of the format for text, so that it stays text also
 * for who edits it. */
static void test_guarded(Fixture *fixture, gconstpointer data) {
  (void)data;
  book_text(fixture->sheet, 0, 0, BOOK_TEXT, "=1+1");
  book_text(fixture->sheet, 1, 0, BOOK_TEXT, "一");
  close_book(fixture);
  g_autofree char *xml = part_text(fixture->path, "xl/worksheets/sheet1.xml");
  g_autofree char *styles = part_text(fixture->path, "xl/styles.xml");
  const char *const expected[] = {"49", "0"};
  for (int i = 0; i < 2; i++) {
    g_autofree char *style_path = g_strdup_printf("string(//c[@r='A%d']/@s)", i + 1);
    g_autofree char *style = part_xpath(xml, style_path);
    g_autofree char *format_path = g_strdup_printf("string(//cellXfs/xf[%s + 1]/@numFmtId)", style);
    g_autofree char *format = part_xpath(styles, format_path);
    g_assert_cmpstr(format, ==, expected[i]);
  }
}

static void test_too_long(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *most = g_strnfill(BOOK_CELL_MAX, 'a');
  g_autoptr(GString) pairs = g_string_new("a"); /* 1 + 2 × 16384 units */
  for (int i = 0; i < 16384; i++)
    g_string_append(pairs, "𠮷");
  book_text(fixture->sheet, 0, 1, BOOK_HEAD, "进展情况");
  book_text(fixture->sheet, 1, 1, BOOK_TEXT, most);
  book_text(fixture->sheet, 2, 1, BOOK_TEXT, pairs->str);
  refused(fixture, "表“台账”第3行B列（进展情况）：文字超过");
}

static void test_too_many_rows(Fixture *fixture, gconstpointer data) {
  (void)data;
  book_text(fixture->sheet, 1048576, 0, BOOK_TEXT, "一");
  refused(fixture, "表“台账”第1048577行A列：超过");
}

/* ---- numbers, dates, formulas ----------------------------------------------------------- */

static void test_values(Fixture *fixture, gconstpointer data) {
  (void)data;
  book_number(fixture->sheet, 0, 0, BOOK_SHARE, 0.6);
  book_day(fixture->sheet, 1, 0, BOOK_DATE, day_from_ymd(2026, 11, 21));
  book_day(fixture->sheet, 2, 0, BOOK_DATE, DAY_NONE);
  book_day(fixture->sheet, 3, 0, BOOK_DATE, day_from_ymd(1900, 2, 28));
  book_formula(fixture->sheet, 4, 0, BOOK_NUMBER, "=SUM(A1:A2)", 7);
  book_formula_text(fixture->sheet, 5, 0, BOOK_SHORT, "=IF(A1>1,\"红\",\"绿\")", "绿");
  close_book(fixture);
  cell_is(fixture, "A1", "0.6");
  cell_is(fixture, "A2", "46347");
  cell_is(fixture, "A3", "");
  cell_is(fixture, "A4", "1900-02-28");
  cell_is(fixture, "A5", "7");
  cell_is(fixture, "A6", "绿");
  sheet_has(fixture, "string(//c[@r='A6']/f)", "IF(A1>1,\"红\",\"绿\")");
}

/* ---- sheets ----------------------------------------------------------------------------- */

static void test_page(Fixture *fixture, gconstpointer data) {
  (void)data;
  book_width(fixture->sheet, 0, 0, 40);
  book_width(fixture->sheet, 1, 1, 0);
  book_text(fixture->sheet, 1, 0, BOOK_HEAD, "目标任务");
  book_freeze(fixture->sheet, 1);
  book_repeat(fixture->sheet, 1, 1);
  book_filter(fixture->sheet, 1, 9, 0, 1);
  close_book(fixture);
  sheet_has(fixture, "string(//pageSetup/@paperSize)", "9");
  sheet_has(fixture, "string(//pageSetup/@orientation)", "landscape");
  sheet_has(fixture, "string(//pageSetup/@fitToHeight)", "0");
  sheet_has(fixture, "string(//sheetPr/pageSetUpPr/@fitToPage)", "1");
  sheet_has(fixture, "string(//oddFooter)", "&C&9第 &P 页 共 &N 页");
  sheet_has(fixture, "string(//pane/@ySplit)", "2");
  sheet_has(fixture, "string(//autoFilter/@ref)", "A2:B10");
  sheet_has(fixture, "string(//col[2]/@hidden)", "1");
  g_autofree char *workbook = part_text(fixture->path, "xl/workbook.xml");
  g_autofree char *titles =
      part_xpath(workbook, "string(//definedName[@name='_xlnm.Print_Titles'])");
  g_assert_cmpstr(titles, ==, "'台账'!$2:$2");
}

static void test_names(Fixture *fixture, gconstpointer data) {
  (void)data;
  const char *const wanted[] = {"台账",
                                "a/b:c",
                                "",
                                "宁夏回族自治区“信用交通省”建设指标体系任务分工台账（含加分项）",
                                "宁夏回族自治区“信用交通省”建设指标体系任务分工台账（含加分项）",
                                "Taizhang"};
  const char *const given[] = {
      "台账（2）",
      "a b c",
      "表",
      "宁夏回族自治区“信用交通省”建设指标体系任务分工台账（含加分项",
      "宁夏回族自治区“信用交通省”建设指标体系任务分工台账（含（2）",
      "Taizhang（2）",
  };
  for (guint i = 0; i < G_N_ELEMENTS(wanted); i++) {
    g_autofree char *reference = book_sheet_reference(book_sheet(fixture->book, wanted[i], TRUE));
    g_autofree char *expected = g_strdup_printf("'%s'", given[i]);
    g_assert_cmpstr(reference, ==, expected);
  }
  close_book(fixture);
}

/* A row is as high as its longest text needs, and a merged cell stretches its rows. */
static void test_heights(Fixture *fixture, gconstpointer data) {
  (void)data;
  book_width(fixture->sheet, 0, 1, 20);
  book_text(fixture->sheet, 0, 0, BOOK_TEXT, "一");
  book_text(fixture->sheet, 1, 0, BOOK_TEXT, "一二三四五六七八九十一二三四五六七八九十");
  g_autofree char *ten_lines = g_strdup("一\n二\n三\n四\n五\n六\n七\n八\n九\n十");
  book_merge(fixture->sheet, 2, 0, 2, 1, BOOK_TEXT, ten_lines);
  book_text(fixture->sheet, 2, 1, BOOK_TEXT, "一");
  g_autofree char *long_text = g_strnfill(20000, 'a');
  book_text(fixture->sheet, 4, 0, BOOK_TEXT, long_text);
  close_book(fixture);
  sheet_has(fixture, "string(//row[2]/@ht >= 33 and //row[2]/@ht <= 36)", "true");
  sheet_has(fixture, "string(//row[3]/@ht + //row[4]/@ht >= 149)", "true");
  sheet_has(fixture, "string(//row[4]/@ht > 60)", "true");
  sheet_has(fixture, "string(//row[5]/@ht)", "409");
  sheet_has(fixture, "string(//mergeCell/@ref)", "A3:A4");
}

static void test_rules(Fixture *fixture, gconstpointer data) {
  (void)data;
  const char *const words[] = {"办理中", "已办结", NULL};
  book_text(fixture->sheet, 0, 0, BOOK_OPEN_SHORT, "办理中");
  book_text(fixture->sheet, 0, 1, BOOK_TEXT, "锁定");
  book_choices(fixture->sheet, 0, 9, 0, words, "请从列表中选择。");
  book_shares(fixture->sheet, 0, 9, 1);
  book_days(fixture->sheet, 0, 9, 2);
  book_colour_when(fixture->sheet, 0, 9, 0, 2, "=$A1=\"已办结\"", BOOK_GREEN);
  book_protect(fixture->sheet);
  close_book(fixture);
  sheet_has(fixture, "string(//dataValidation[1]/formula1)", "\"办理中,已办结\"");
  sheet_has(fixture, "string(//dataValidation[2]/@sqref)", "B1:B10");
  sheet_has(fixture, "string(//dataValidation[2]/@type)", "decimal");
  sheet_has(fixture, "string(//dataValidation[3]/@type)", "date");
  sheet_has(fixture, "string(//conditionalFormatting/@sqref)", "A1:C10");
  sheet_has(fixture, "string(//cfRule/formula)", "$A1=\"已办结\"");
  sheet_has(fixture, "string(//sheetProtection/@sheet)", "1");
  g_autofree char *xml = part_text(fixture->path, "xl/worksheets/sheet1.xml");
  g_autofree char *styles = part_text(fixture->path, "xl/styles.xml");
  const char *const locked[] = {"0", ""}; /* "": as usual, locked */
  for (int i = 0; i < 2; i++) {
    g_autofree char *style_path = g_strdup_printf("string(//c[%d]/@s)", i + 1);
    g_autofree char *style = part_xpath(xml, style_path);
    g_autofree char *lock_path =
        g_strdup_printf("string(//cellXfs/xf[%s + 1]/protection/@locked)", style);
    g_autofree char *lock = part_xpath(styles, lock_path);
    g_assert_cmpstr(lock, ==, locked[i]);
  }
}

/* ---- data ------------------------------------------------------------------------------- */

static void test_data(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(GString) json = g_string_new("{\"a\":\"");
  for (int i = 0; i < 20000; i++)
    g_string_append(json, i % 7 == 0 ? " 𠮷" : i % 5 == 0 ? "ab" : "信 ");
  g_string_append(json, "\"}");
  book_data(fixture->book, json->str);
  book_data(fixture->book, "{\"b\":2}");
  close_book(fixture);
  g_autofree char *workbook = part_text(fixture->path, "xl/workbook.xml");
  g_autofree char *state = part_xpath(workbook, "string(//sheet[@name='taizhang']/@state)");
  g_assert_cmpstr(state, ==, "hidden");
  g_autofree char *first = part_cell(fixture->path, 2, "A1");
  g_autofree char *second = part_cell(fixture->path, 2, "A2");
  g_autofree char *stripped = g_strstrip(g_strdup(second));
  g_assert_cmpuint(strlen(stripped), ==, strlen(second));
  g_autofree char *whole = g_strconcat(first, second, NULL);
  g_assert_cmpstr(whole, ==, json->str);
  g_autofree char *other = part_cell(fixture->path, 2, "B1");
  g_assert_cmpstr(other, ==, "{\"b\":2}");
}

/* Bits that end within characters, and are longer and shorter than a piece, are cut as the whole
 * is.
 */
static void test_data_by_bits(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const gsize sizes[] = {1001, 3 * BOOK_DATA_PIECE + 1};
  g_autoptr(GString) json = g_string_new("{");
  for (int i = 0; i < 60000; i++)
    g_string_append(json, i % 7 == 0 ? " 𠮷" : i % 5 == 0 ? "ab" : "信 ");
  book_data(fixture->book, json->str);
  for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++) {
    Sink sink = book_data_sink(fixture->book);
    for (gsize at = 0; at < json->len; at += sizes[i])
      sink_put(&sink, json->str + at, MIN(sizes[i], json->len - at), NULL);
    book_data_end(fixture->book);
  }
  close_book(fixture);
  g_autoptr(GString) whole = g_string_new(NULL);
  for (int row = 1; whole->len < json->len; row++) {
    char *texts[3];
    for (int column = 0; column < 3; column++) {
      g_autofree char *name = g_strdup_printf("%c%d", 'A' + column, row);
      texts[column] = part_cell(fixture->path, 2, name);
      g_assert_cmpstr(texts[column], ==, texts[0]);
    }
    g_string_append(whole, texts[0]);
    for (int column = 0; column < 3; column++)
      g_free(texts[column]);
  }
  g_assert_cmpstr(whole->str, ==, json->str);
}

static void write_example(const char *path) {
  Book *book = book_new(path, "台账", CREATED);
  BookSheet *sheet = book_sheet(book, "台账", FALSE);
  book_text(sheet, 0, 0, BOOK_TITLE, "台账");
  book_data(book, "{}");
  g_assert_true(book_close(book, NULL));
}

static void test_same_bytes(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *other = g_build_filename(fixture->folder, "b.xlsx", NULL);
  close_book(fixture);
  write_example(fixture->path);
  write_example(other);
  g_autofree char *first = NULL, *second = NULL;
  gsize first_size, second_size;
  g_assert_true(g_file_get_contents(fixture->path, &first, &first_size, NULL));
  g_assert_true(g_file_get_contents(other, &second, &second_size, NULL));
  g_assert_cmpmem(first, first_size, second, second_size);
  g_autofree char *core = part_text(other, "docProps/core.xml");
  g_autofree char *title = part_xpath(core, "string(//title)");
  g_autofree char *author = part_xpath(core, "string(//creator)");
  g_autofree char *created = part_xpath(core, "string(//created)");
  g_assert_cmpstr(title, ==, "台账");
  g_assert_cmpstr(author, ==, "");
  g_assert_cmpstr(created, ==, "2026-11-21T02:00:00Z");
  g_remove(other);
}

/* ---- what can go wrong on the disk ------------------------------------------------------ */

static void test_no_folder(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *path = g_build_filename(fixture->folder, "none", "a.xlsx", NULL);
  g_autoptr(Book) book = book_new(path, "台账", CREATED);
  book_sheet(book, "台账", TRUE);
  g_autoptr(GError) error = NULL;
  g_assert_false(book_close(g_steal_pointer(&book), &error));
  g_assert_error(error, BOOK_ERROR, BOOK_ERROR_WRITE);
  g_assert_cmpstr(error->message, ==, "没有写成 Excel 文件：没有这个文件夹");
}

/* A part that ends in its middle is noticed, wherever it ends. */
static void test_whole(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const struct {
    const char *part;
    gboolean whole;
  } GIVEN[] = {
      {"<?xml version=\"1.0\"?>\n<sst count=\"1\"><si/></sst>\n", TRUE},
      {"<?xml version=\"1.0\"?>\n<sst count=\"1\"/>", TRUE},
      {"<?xml version=\"1.0\"?>\n<sst count=\"1\"><si/>", FALSE},
      {"<?xml version=\"1.0\"?>\n<sst count=\"1\"><si/></s", FALSE},
      {"<?xml version=\"1.0\"?>\n<sst><ss></ss>", FALSE},
      {"", FALSE},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(GIVEN); i++) {
    Package *package = package_new(fixture->path);
    package_add(package, "xl/a.xml", GIVEN[i].part, strlen(GIVEN[i].part));
    g_assert_true(package_close(package, NULL));
    int fd = g_open(fixture->path, O_RDONLY | O_CLOEXEC, 0);
    g_assert_cmpint(book_is_whole(fd), ==, GIVEN[i].whole);
    close(fd);
  }
  g_assert_true(g_file_set_contents(fixture->path, "PK", 2, NULL));
  int fd = g_open(fixture->path, O_RDONLY | O_CLOEXEC, 0);
  g_assert_false(book_is_whole(fd));
  close(fd);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
#define CASE(name, function) g_test_add("/book/" name, Fixture, NULL, begin, function, finish)
  CASE("texts", test_texts);
  CASE("guarded", test_guarded);
  CASE("too-long", test_too_long);
  CASE("too-many-rows", test_too_many_rows);
  CASE("values", test_values);
  CASE("page", test_page);
  CASE("names", test_names);
  CASE("heights", test_heights);
  CASE("rules", test_rules);
  CASE("data", test_data);
  CASE("data-by-bits", test_data_by_bits);
  CASE("same-bytes", test_same_bytes);
  CASE("no-folder", test_no_folder);
  CASE("whole", test_whole);
  return g_test_run();
}

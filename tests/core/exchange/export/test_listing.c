/* Lists as files, read back. */
#include "core/exchange/export/listing.h"

#include <glib/gstdio.h>
#include <jansson.h>
#include <string.h>

#include "core/exchange/table/workbook.h"
#include "parts.h"
#include "tests/core/fixture.h"

typedef struct {
  char *folder;
  char *path;
  Listing *listing;
} Given;

static void begin(Given *given, gconstpointer data) {
  (void)data;
  given->folder = folder_make();
  given->path = g_build_filename(given->folder, "a", NULL);
  Listing *listing = listing_new("逾期任务", "2026年11月，截至2026-11-21");
  listing_column(listing, "灯", LISTING_LIGHT, 4);
  listing_column(listing, "序号", LISTING_NUMBER, 4);
  listing_column(listing, "任务", LISTING_TEXT, 40);
  listing_column(listing, "期限", LISTING_DATE, 12);
  listing_column(listing, "完成率", LISTING_SHARE, 6);
  listing_column(listing, "状态", LISTING_SHORT, 8);
  listing_row(listing, LIST("! 红", "4", "=制定\n要点", "2026-04-30", "60%", "办理中"));
  listing_row(listing, LIST("绿", "未编", "'=引用,\"甲\"", "未定", "86.5%", "未启动"));
  const char *const empty[] = {"灰", "", NULL, "", "", ""};
  listing_row(listing, empty);
  given->listing = listing;
}

static void finish(Given *given, gconstpointer data) {
  (void)data;
  listing_free(given->listing);
  folder_remove(given->folder);
  g_free(given->path);
}

static void write_as(const Given *given, ListingFormat format) {
  g_autoptr(GError) error = NULL;
  g_autoptr(OutFile) file = outfile_begin(given->path, FALSE, &error);
  g_assert_no_error(error);
  g_assert_true(listing_write(given->listing, format, file, NULL, &error));
  g_assert_true(outfile_publish(file, &error));
  g_assert_no_error(error);
}

static void cell_is(const Given *given, const char *reference, const char *text) {
  g_autofree char *cell = part_cell(given->path, 1, reference);
  if (!g_str_equal(cell, text))
    g_error("%s is “%s”, not “%s”", reference, cell, text);
}

static void part_has(const Given *given, const char *part, const char *xpath, const char *value) {
  g_autofree char *xml = part_text(given->path, part);
  g_autofree char *found = part_xpath(xml, xpath);
  if (!g_str_equal(found, value))
    g_error("%s is “%s”, not “%s”", xpath, found, value);
}

#define SHEET "xl/worksheets/sheet1.xml"

static void test_xlsx(Given *given, gconstpointer data) {
  (void)data;
  write_as(given, LISTING_XLSX);
  cell_is(given, "A1", "逾期任务");
  cell_is(given, "A2", "2026年11月，截至2026-11-21");
  cell_is(given, "C3", "任务");
  cell_is(given, "A4", "! 红");
  cell_is(given, "B4", "4");
  part_has(given, SHEET, "string(//c[@r='B4']/@t)", ""); /* a number */
  cell_is(given, "C4", "=制定\n要点");
  cell_is(given, "D4", "46142"); /* 2026-04-30 */
  cell_is(given, "E4", "0.6");
  cell_is(given, "B5", "未编");
  cell_is(given, "D5", "未定");
  cell_is(given, "E5", "0.865");
  cell_is(given, "C6", "");
  part_has(given, SHEET, "string(//mergeCell[1]/@ref)", "A1:F1");
  part_has(given, SHEET, "string(//autoFilter/@ref)", "A3:F6");
  part_has(given, SHEET, "string(//pageSetup/@orientation)", "portrait");
  part_has(given, SHEET, "count(//f)", "0");
}

static void test_docx(Given *given, gconstpointer data) {
  (void)data;
  write_as(given, LISTING_DOCX);
  part_has(given, "word/document.xml", "string(//p[1])", "逾期任务");
  part_has(given, "word/document.xml", "count(//tr)", "4");
  part_has(given, "word/document.xml", "string(//tr[2]/tc[3])", "=制定要点");
  part_has(given, "word/document.xml", "string(//tr[2]/tc[1]/tcPr/shd/@fill)", "FFC7CE");
  part_has(given, "word/document.xml", "count(//tr[1]/trPr/tblHeader)", "1");
}

static void test_csv(Given *given, gconstpointer data) {
  (void)data;
  write_as(given, LISTING_CSV);
  g_autofree char *text = NULL;
  g_assert_true(g_file_get_contents(given->path, &text, NULL, NULL));
  g_assert_cmpstr(text, ==,
                  "\xef\xbb\xbf灯,序号,任务,期限,完成率,状态\r\n"
                  "! 红,4,\"'=制定\n要点\",2026-04-30,60%,办理中\r\n"
                  "绿,未编,\"''=引用,\"\"甲\"\"\",未定,86.5%,未启动\r\n"
                  "灰,,,,,\r\n");
}

/* Every text comes back from csv as it was. */
static void test_csv_read_back(Given *given, gconstpointer data) {
  (void)data;
  static const char *const TEXTS[] = {"=1+1", "+1",  "-1",   "@a",      "'",          "''",
                                      "'=1",  "''-", "'a",   "a'=",     "\"甲\",乙",  "两\n行",
                                      "𠮷😀",  "1,2", "2026", "_x0041_", "=甲\n\"乙\""};
  g_autoptr(Listing) listing = listing_new("清单", NULL);
  listing_column(listing, "甲", LISTING_TEXT, 10);
  listing_column(listing, "乙", LISTING_TEXT, 10);
  for (guint i = 0; i < G_N_ELEMENTS(TEXTS); i++)
    listing_row(listing, LIST(TEXTS[i], "乙"));
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_strconcat(given->path, ".csv", NULL);
  g_autoptr(OutFile) file = outfile_begin(path, FALSE, &error);
  g_assert_true(listing_write(listing, LISTING_CSV, file, NULL, &error));
  g_assert_true(outfile_publish(file, &error));
  g_autoptr(Workbook) workbook = workbook_read(path, NULL, &error);
  g_assert_no_error(error);
  const Grid *grid = workbook->grids->pdata[0];
  for (guint i = 0; i < G_N_ELEMENTS(TEXTS); i++)
    g_assert_cmpstr(grid_cell(grid, i + 1, 0)->text, ==, TEXTS[i]);
}

static void test_json(Given *given, gconstpointer data) {
  (void)data;
  write_as(given, LISTING_JSON);
  json_t *whole = json_load_file(given->path, 0, NULL);
  g_assert_nonnull(whole);
  const json_t *rows = json_object_get(whole, "rows");
  const json_t *first = json_array_get(rows, 0), *second = json_array_get(rows, 1);
  g_assert_cmpstr(json_string_value(json_object_get(whole, "title")), ==, "逾期任务");
  g_assert_cmpuint(json_array_size(rows), ==, 3);
  g_assert_cmpint(json_integer_value(json_object_get(first, "序号")), ==, 4);
  g_assert_cmpstr(json_string_value(json_object_get(first, "任务")), ==, "=制定\n要点");
  g_assert_cmpstr(json_string_value(json_object_get(second, "序号")), ==, "未编");
  g_assert_true(json_is_null(json_object_get(json_array_get(rows, 2), "任务")));
  json_decref(whole);
}

static gboolean stop(gpointer data, const char *doing, gint64 done, gint64 total) {
  (void)data;
  (void)doing;
  (void)done;
  (void)total;
  return FALSE;
}

/* Stopped in any form, nothing is left. */
static void test_stopped(Given *given, gconstpointer data) {
  (void)data;
  for (int format = LISTING_XLSX; format <= LISTING_DOCX; format++) {
    g_autoptr(GError) error = NULL;
    OutFile *file = outfile_begin(given->path, FALSE, NULL);
    Watch watch = {.tell = stop};
    g_assert_false(listing_write(given->listing, (ListingFormat)format, file, &watch, &error));
    g_assert_error(error, WATCH_ERROR, WATCH_ERROR_STOPPED);
    outfile_free(file);
    g_autoptr(GDir) folder = g_dir_open(given->folder, 0, NULL);
    g_assert_null(g_dir_read_name(folder));
  }
}

static void test_empty(Given *given, gconstpointer data) {
  (void)data;
  g_ptr_array_set_size(given->listing->rows, 0);
  write_as(given, LISTING_XLSX);
  cell_is(given, "A3", "灯");
  g_remove(given->path);
  write_as(given, LISTING_DOCX);
  part_has(given, "word/document.xml", "count(//tr)", "1");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
#define CASE(name, function) g_test_add("/listing/" name, Given, NULL, begin, function, finish)
  CASE("xlsx", test_xlsx);
  CASE("docx", test_docx);
  CASE("csv", test_csv);
  CASE("csv-read-back", test_csv_read_back);
  CASE("json", test_json);
  CASE("stopped", test_stopped);
  CASE("empty", test_empty);
  return g_test_run();
}

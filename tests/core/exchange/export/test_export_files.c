/* Ledgers of the file as Excel and Word files: what is kept beside the table is the whole ledger.
 */
#include "core/exchange/export/export_docx.h"

#include <string.h>

#include "core/exchange/export/export_xlsx.h"
#include "core/exchange/table/workbook.h"
#include "tests/core/exchange/content/contents.h"

#define NOW 1795226400 /* 2026-11-21 02:00 UTC */
#define TODAY day_from_ymd(2026, 11, 21)

typedef gboolean (*Export)(const GPtrArray *ledgers, const Reckoning *reckoning, gint64 now,
                           OutFile *file, const Watch *watch, GError **error);

static Content *load(Fixture *fixture, const Reckoning *reckoning, gint64 ledger) {
  g_autoptr(GError) error = NULL;
  Content *content = content_load(fixture->db, reckoning, ledger, NULL, NULL, &error);
  g_assert_no_error(error);
  return content;
}

/* Writes ledgers and reads the file. */
static Workbook *write_and_read(Fixture *fixture, GPtrArray *ledgers, const Reckoning *reckoning,
                                Export export, const char *name) {
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename(fixture->folder, name, NULL);
  g_autoptr(OutFile) file = outfile_begin(path, TRUE, &error);
  g_assert_true(export(ledgers, reckoning, NOW, file, NULL, &error));
  g_assert_true(outfile_publish(file, &error));
  Workbook *workbook = workbook_read(path, NULL, &error);
  g_assert_no_error(error);
  return workbook;
}

static GPtrArray *one(Content *content) {
  GPtrArray *ledgers = g_ptr_array_new_with_free_func((GDestroyNotify)content_free);
  g_ptr_array_add(ledgers, content);
  return ledgers;
}

/* A column of the hidden sheet, joined. */
static char *hidden_data(const Workbook *workbook, guint column) {
  const Grid *grid = workbook->grids->pdata[workbook->grids->len - 1];
  g_assert_cmpstr(grid_name(grid), ==, BOOK_DATA_SHEET);
  g_assert_true(grid_is_hidden(grid));
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint row = 0; row < grid_rows(grid); row++)
    g_string_append(text, grid_cell(grid, row, column)->text);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

/* The text is that of the content, and says all of it. */
static void assert_kept(const char *json, const Content *content) {
  g_autofree char *expected = content_to_json(content);
  g_autofree char *stripped = g_strstrip(g_strdup(expected));
  g_autofree char *kept = g_strstrip(g_strdup(json));
  g_assert_cmpstr(kept, ==, stripped);
  g_autoptr(GError) error = NULL;
  g_autoptr(Content) again = content_parse("a", json, strlen(json), 0, &error);
  g_assert_no_error(error);
  g_autofree char *written = content_to_json(again);
  g_assert_cmpstr(written, ==, expected);
}

static void check(Fixture *fixture, gint64 ledger) {
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, TODAY, 7);
  g_autoptr(GPtrArray) ledgers = one(load(fixture, reckoning, ledger));
  g_autoptr(Workbook) xlsx = write_and_read(fixture, ledgers, reckoning, export_xlsx, "a.xlsx");
  g_autofree char *json = hidden_data(xlsx, 0);
  assert_kept(json, ledgers->pdata[0]);
  g_autoptr(Workbook) docx = write_and_read(fixture, ledgers, reckoning, export_docx, "a.docx");
  assert_kept(docx->data, ledgers->pdata[0]);
}

static void test_shipped(Fixture *fixture, gconstpointer data) {
  (void)data;
  for (gsize i = 0; CONTENT_TEMPLATES[i] != NULL; i++) {
    if (!g_str_equal(CONTENT_TEMPLATES[i], "ningxia-2020"))
      fixture_apply(fixture, CONTENT_TEMPLATES[i], 2026);
  }
  gint64 ledgers = sql_int(fixture->db, "SELECT max(id) FROM ledger");
  g_assert_cmpint(ledgers, >=, 6);
  for (gint64 id = 1; id <= ledgers; id++)
    check(fixture, id);
}

static void test_used(Fixture *fixture, gconstpointer data) {
  (void)data;
  use_ledger(fixture);
  check(fixture, fixture->ledger);
}

/* The lights of the sheet are those of every list. */
static void test_lights(Fixture *fixture, gconstpointer data) {
  (void)data;
  use_ledger(fixture);
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, TODAY, 7);
  g_autoptr(GPtrArray) ledgers = one(load(fixture, reckoning, fixture->ledger));
  const Content *content = ledgers->pdata[0];
  g_autoptr(Workbook) workbook = write_and_read(fixture, ledgers, reckoning, export_xlsx, "a.xlsx");
  const Grid *grid = workbook->grids->pdata[0];
  guint column = 0, seen = 0;
  while (!g_str_equal(grid_cell(grid, 2, column)->text, "灯"))
    g_assert_cmpuint(column++, <, grid_columns(grid));
  for (guint i = 0; i < content->tasks->len; i++) {
    const ContentTask *task = content->tasks->pdata[i];
    g_assert_cmpstr(grid_cell(grid, i + 3, column)->text, ==, standing_light_name(&task->standing));
    seen |= 1u << task->standing.light;
  }
  g_assert_cmpuint(seen, ==, (1u << LIGHT_COUNT) - 1);
}

/* Several ledgers: a sheet each, and a column each of what is kept beside them; a Word file has
 * their tables alone. */
static void test_several(Fixture *fixture, gconstpointer data) {
  (void)data;
  fixture_apply(fixture, "xinzhou-2023", 2026);
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, TODAY, 7);
  g_autoptr(GPtrArray) ledgers = one(load(fixture, reckoning, fixture->ledger));
  gint64 other = sql_int(fixture->db, "SELECT max(id) FROM ledger");
  g_ptr_array_add(ledgers, load(fixture, reckoning, other));
  g_autoptr(Workbook) xlsx = write_and_read(fixture, ledgers, reckoning, export_xlsx, "a.xlsx");
  g_assert_cmpuint(xlsx->grids->len, ==, 3);
  for (guint i = 0; i < 2; i++) {
    g_autofree char *json = hidden_data(xlsx, i);
    assert_kept(json, ledgers->pdata[i]);
  }
  g_autoptr(Workbook) docx = write_and_read(fixture, ledgers, reckoning, export_docx, "a.docx");
  g_assert_cmpuint(docx->grids->len, ==, 2);
  g_assert_null(docx->data);
}

/* The same ledger gives the same bytes. */
static void test_same_bytes(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, TODAY, 7);
  g_autoptr(GPtrArray) ledgers = one(load(fixture, reckoning, fixture->ledger));
  static const Export EXPORTS[] = {export_xlsx, export_docx};
  for (gsize i = 0; i < G_N_ELEMENTS(EXPORTS); i++) {
    char *bytes[2];
    gsize sizes[2];
    for (int turn = 0; turn < 2; turn++) {
      g_autofree char *path = g_build_filename(fixture->folder, "a", NULL);
      workbook_free(write_and_read(fixture, ledgers, reckoning, EXPORTS[i], "a"));
      g_assert_true(g_file_get_contents(path, &bytes[turn], &sizes[turn], NULL));
    }
    g_assert_cmpmem(bytes[0], sizes[0], bytes[1], sizes[1]);
    g_free(bytes[0]);
    g_free(bytes[1]);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/export_files/shipped", test_shipped);
  ADD("/export_files/used", test_used);
  ADD("/export_files/lights", test_lights);
  ADD("/export_files/several", test_several);
  ADD("/export_files/same-bytes", test_same_bytes);
  return g_test_run();
}

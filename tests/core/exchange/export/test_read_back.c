/* What was written as xlsx and docx, read again by our own readers: the tables alone, as when a
 * foreign program has dropped what is kept beside them. */
#include "core/exchange/export/export_docx.h"
#include "core/exchange/export/export_xlsx.h"
#include "core/exchange/import/recognise.h"
#include "ledgers.h"
#include "tests/core/fixture.h"

#define CREATED 1795226400 /* 2026-11-21 02:00 UTC */

static char *write_xlsx(Fixture *fixture, const Content *content, const Reckoning *reckoning) {
  char *path = g_build_filename(fixture->folder, "a.xlsx", NULL);
  g_autoptr(Book) book = book_new(path, content->title, CREATED);
  g_autoptr(GError) error = NULL;
  export_xlsx_sheet(book, "台账", content, reckoning, NULL, &error);
  g_assert_true(book_close(g_steal_pointer(&book), &error));
  return path;
}

static char *write_docx(Fixture *fixture, const Content *content, const Reckoning *reckoning) {
  char *path = g_build_filename(fixture->folder, "a.docx", NULL);
  g_autoptr(Word) word = word_new(content->title, TRUE, CREATED);
  g_autoptr(GError) error = NULL;
  export_docx_table(word, content, reckoning != NULL, NULL, &error);
  g_assert_true(word_write(word, path, &error));
  return path;
}

static Content *read_back(const char *path, int year) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Workbook) workbook = workbook_read(path, NULL, &error);
  g_assert_no_error(error);
  g_autoptr(GPtrArray) tables = recognise_tables(workbook, NULL, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(tables->len, >=, 1);
  g_autoptr(GPtrArray) remarks =
      g_ptr_array_new_with_free_func((GDestroyNotify)recognise_remark_free);
  RecogniseOptions options = {.year = year, .this_year = year};
  Content *content = recognise_read(workbook, tables->pdata[0], &options, remarks, NULL, &error);
  g_assert_no_error(error);
  return content;
}

static void same_text(const Content *before, const Content *after, ContentField field) {
  for (guint i = 0; i < before->tasks->len; i++) {
    g_autofree char *written = content_text(before, before->tasks->pdata[i], field);
    g_autofree char *read = content_text(after, after->tasks->pdata[i], field);
    if (!g_str_equal(written, read))
      g_error("%s of row %u is “%s”, not “%s”", content_field_name(field), i + 1, read, written);
  }
}

static void same(const Content *before, const Content *after) {
  static const ContentField FIELDS[] = {
      CONTENT_NUMBER,  CONTENT_LEVEL_1,  CONTENT_LEVEL_2, CONTENT_GOAL,
      CONTENT_UNITS,   CONTENT_RULES,    CONTENT_STATE,   CONTENT_DEADLINE,
      CONTENT_PERCENT, CONTENT_PROGRESS, CONTENT_NOTE,    CONTENT_DONE_ON,
  };
  g_assert_cmpstr(after->title, ==, before->title);
  g_assert_cmpuint(after->tasks->len, ==, before->tasks->len);
  for (guint i = 0; i < G_N_ELEMENTS(FIELDS); i++)
    same_text(before, after, FIELDS[i]);
}

typedef char *(*Writer)(Fixture *fixture, const Content *content, const Reckoning *reckoning);

static void check(Fixture *fixture, Content *content, int year, Writer write) {
  g_autoptr(Content) before = content;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, day_from_ymd(2026, 11, 21), 7);
  content_reckon(before, reckoning);
  g_autofree char *path = write(fixture, before, reckoning);
  g_autoptr(Content) after = read_back(path, year);
  same(before, after);
}

static void test_ningxia_xlsx(Fixture *fixture, gconstpointer data) {
  (void)data;
  check(fixture, content_ningxia(), 2020, write_xlsx);
}

static void test_ningxia_docx(Fixture *fixture, gconstpointer data) {
  (void)data;
  check(fixture, content_ningxia(), 2020, write_docx);
}

static void test_in_use_xlsx(Fixture *fixture, gconstpointer data) {
  (void)data;
  check(fixture, content_in_use(), 2026, write_xlsx);
}

static void test_in_use_docx(Fixture *fixture, gconstpointer data) {
  (void)data;
  check(fixture, content_in_use(), 2026, write_docx);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/read_back/ningxia-xlsx", test_ningxia_xlsx);
  ADD("/read_back/ningxia-docx", test_ningxia_docx);
  ADD("/read_back/in-use-xlsx", test_in_use_xlsx);
  ADD("/read_back/in-use-docx", test_in_use_docx);
  return g_test_run();
}

/* A ledger leaves as a file, comes into an empty ledger file, and leaves again: the same. */
#include <math.h>
#include <string.h>

#include "core/exchange/export/export.h"
#include "core/exchange/import/recognise.h"
#include "core/exchange/table/outfile.h"
#include "core/exchange/table/workbook.h"
#include "tests/core/exchange/content/contents.h"

static const ExportFormat FORMATS[] = {EXPORT_YAML, EXPORT_JSON, EXPORT_CSV, EXPORT_XLSX,
                                       EXPORT_DOCX};

/* ---- there ------------------------------------------------------------------------------ */

static GArray *all_tasks(const Content *content) {
  GArray *ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  for (guint i = 0; i < content->tasks->len; i++)
    g_array_append_val(ids, ((const ContentTask *)content->tasks->pdata[i])->id);
  return ids;
}

/* Exports a whole ledger; the path of the file, which the caller frees. */
static char *export_ledger(Fixture *fixture, gint64 ledger, ExportFormat format, const char *name) {
  GError *error = NULL;
  g_autoptr(Content) content = load_ledger(fixture, ledger);
  g_autoptr(GArray) tasks = all_tasks(content);
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  g_autofree char *file_name = g_strdup_printf("%s.%s", name, export_format_code(format));
  char *path = g_build_filename(fixture->folder, file_name, NULL);
  ExportInput input = {.format = format, .tasks = tasks, .now = fixture->actor.now};
  ExportResult result;
  g_autoptr(OutFile) file = outfile_begin(path, TRUE, &error);
  g_assert_no_error(error);
  export_tasks(fixture->db, reckoning, &input, file, NULL, &result, &error);
  g_assert_no_error(error);
  outfile_publish(file, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(result.tasks, ==, content->tasks->len);
  g_assert_cmpuint(result.ledgers, ==, 1);
  return path;
}

/* ---- back ------------------------------------------------------------------------------- */

static Workbook *read_tables(const char *path) {
  GError *error = NULL;
  Workbook *workbook = workbook_read(path, NULL, &error);
  g_assert_no_error(error);
  return workbook;
}

static Content *read_table(const char *path) {
  GError *error = NULL;
  g_autoptr(Workbook) workbook = read_tables(path);
  g_autoptr(GPtrArray) tables = recognise_tables(workbook, NULL, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(tables->len, >, 0);
  g_autoptr(GPtrArray) remarks =
      g_ptr_array_new_with_free_func((GDestroyNotify)recognise_remark_free);
  RecogniseOptions options = {.year = 2026, .this_year = 2026};
  Content *content = recognise_read(workbook, tables->pdata[0], &options, remarks, NULL, &error);
  g_assert_no_error(error);
  for (guint i = 0; i < remarks->len; i++)
    g_test_message("%s", ((const RecogniseRemark *)remarks->pdata[i])->text);
  return content;
}

/* A csv says neither title nor year: who imports it does. */
static Content *read_back(const char *path, ExportFormat format, const Content *original) {
  GError *error = NULL;
  if (format == EXPORT_YAML || format == EXPORT_JSON) {
    Content *content = content_read(path, 0, NULL, &error);
    g_assert_no_error(error);
    return content;
  }
  Content *content = read_table(path);
  if (format == EXPORT_CSV) {
    g_free(content->title);
    content->title = g_strdup(original->title);
    content->year = original->year;
  }
  return content;
}

/* ---- the same --------------------------------------------------------------------------- */

/* To the last byte; told by line where not. */
static void assert_same_files(const char *a, const char *b) {
  g_autofree char *first = NULL, *second = NULL;
  g_assert_true(g_file_get_contents(a, &first, NULL, NULL));
  g_assert_true(g_file_get_contents(b, &second, NULL, NULL));
  g_auto(GStrv) lines = g_strsplit(first, "\n", -1);
  g_auto(GStrv) others = g_strsplit(second, "\n", -1);
  for (gsize i = 0; lines[i] != NULL && others[i] != NULL; i++)
    g_assert_cmpstr(lines[i], ==, others[i]);
  g_assert_cmpstr(first, ==, second);
}

/* Every cell that is seen. */
static void assert_same_tables(const char *a, const char *b) {
  g_autoptr(Workbook) first = read_tables(a);
  g_autoptr(Workbook) second = read_tables(b);
  g_assert_cmpuint(first->grids->len, ==, second->grids->len);
  for (guint i = 0; i < first->grids->len; i++) {
    const Grid *x = first->grids->pdata[i], *y = second->grids->pdata[i];
    g_assert_cmpint(grid_is_hidden(x), ==, grid_is_hidden(y));
    if (grid_is_hidden(x))
      continue;
    g_assert_cmpstr(grid_name(x), ==, grid_name(y));
    g_assert_cmpuint(grid_rows(x), ==, grid_rows(y));
    g_assert_cmpuint(grid_columns(x), ==, grid_columns(y));
    for (guint row = 0; row < grid_rows(x); row++) {
      for (guint column = 0; column < grid_columns(x); column++) {
        const Cell *cell = grid_cell(x, row, column), *other = grid_cell(y, row, column);
        g_assert_cmpstr(cell->text, ==, other->text);
        g_assert_cmpint(cell->kind, ==, other->kind);
      }
    }
  }
}

/* The origin of a ledger file is the one thing that no two have in common. */
static void set_origin(const char *path, const char *origin, const char *other) {
  g_autofree char *text = NULL;
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_autoptr(GString) changed = g_string_new(text);
  g_string_replace(changed, other, origin, 0);
  g_assert_true(g_file_set_contents(path, changed->str, (gssize)changed->len, NULL));
}

static void assert_comes_back(Fixture *fixture, gint64 ledger, ExportFormat format) {
  g_autoptr(Content) original = load_ledger(fixture, ledger);
  g_autofree char *there = export_ledger(fixture, ledger, format, "去");
  g_autoptr(Content) read = read_back(there, format, original);
  Fixture other = {0};
  fixture_set_up_empty(&other, NULL);
  gint64 stored = store_ledger(&other, read);
  g_autoptr(Content) again = load_ledger(&other, stored);
  g_autofree char *back = export_ledger(&other, stored, format, "回");
  g_test_message("%s %s", original->title, export_format_code(format));
  if (format != EXPORT_CSV) /* which has no more than its columns */
    assert_same_content(original, again);
  if (format == EXPORT_YAML || format == EXPORT_JSON)
    set_origin(back, original->origin, again->origin);
  if (format == EXPORT_XLSX || format == EXPORT_DOCX)
    assert_same_tables(there, back);
  else
    assert_same_files(there, back);
  fixture_tear_down(&other, NULL);
}

/* Ids are given in the order of rows: a ledger that was made at once, alone in its file, has the
 * same in any other. */
static void test_shipped(gconstpointer data) {
  const char *name = data;
  Fixture fixture = {0};
  fixture_set_up_empty(&fixture, NULL);
  fixture_apply(&fixture, name, 2026);
  for (gsize i = 0; i < G_N_ELEMENTS(FORMATS); i++)
    assert_comes_back(&fixture, 1, FORMATS[i]);
  fixture_tear_down(&fixture, NULL);
}

/* A csv cannot say what is a part of what. */
static void drop_parts(Content *content) {
  for (guint i = content->tasks->len; i > 0; i--) {
    if (((const ContentTask *)content->tasks->pdata[i - 1])->parent >= 0)
      g_ptr_array_remove_index(content->tasks, i - 1);
  }
}

/* Puts a ledger that is in use into a file of its own, so that its ids are in order. */
static void test_used(Fixture *fixture, gconstpointer data) {
  (void)data;
  use_ledger(fixture);
  g_autoptr(Content) used = load_ledger(fixture, fixture->ledger);
  for (gsize i = 0; i < G_N_ELEMENTS(FORMATS); i++) {
    Fixture alone = {0};
    fixture_set_up_empty(&alone, NULL);
    if (FORMATS[i] == EXPORT_CSV) {
      g_autoptr(Content) whole = load_ledger(fixture, fixture->ledger);
      drop_parts(whole);
      assert_comes_back(&alone, store_ledger(&alone, whole), FORMATS[i]);
    } else {
      assert_comes_back(&alone, store_ledger(&alone, used), FORMATS[i]);
    }
    fixture_tear_down(&alone, NULL);
  }
}

/* ---- texts ------------------------------------------------------------------------------ */

static void add_task(Content *content, const char *text) {
  ContentTask *task = content_task_new();
  task->number = (int)content->tasks->len + 1;
  task->indicator = content_indicator(content, -1, "一、健全工作机制");
  task->goal = g_strdup(text);
  task->note = g_strdup(text);
  task->state = TASK_STATE_ACTIVE;
  ContentProgress *progress = content_progress_new(text);
  progress->made_on = day_from_ymd(2026, 11, 3);
  g_ptr_array_add(task->progress, progress);
  g_ptr_array_add(task->units, content_unit_new("厅法规处", ROLE_RESPONSIBLE));
  g_ptr_array_add(content->tasks, task);
}

static void test_texts(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Content) content = content_new();
  content->title = g_strdup("某市台账");
  content->year = 2026;
  for (gsize i = 0; CONTENT_TEXTS[i] != NULL; i++)
    add_task(content, CONTENT_TEXTS[i]);
  g_autoptr(GString) long_ = g_string_new(NULL);
  while (long_->len < 60 * 1000)
    g_string_append(long_, "信用交通建设，");
  add_task(content, long_->str);
  gint64 ledger = store_ledger(fixture, content);
  for (gsize i = 0; i < G_N_ELEMENTS(FORMATS); i++)
    assert_comes_back(fixture, ledger, FORMATS[i]);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  for (gsize i = 0; CONTENT_TEMPLATES[i] != NULL; i++) {
    g_autofree char *path = g_strconcat("/round-trip/shipped/", CONTENT_TEMPLATES[i], NULL);
    g_test_add_data_func(path, CONTENT_TEMPLATES[i], test_shipped);
  }
  ADD("/round-trip/used", test_used);
  ADD_EMPTY("/round-trip/texts", test_texts);
  return g_test_run();
}

#include "tests/core/exchange/import/tables.h"

#include <string.h>

Workbook *tables_new(WorkbookKind kind) {
  Workbook *workbook = g_new0(Workbook, 1);
  workbook->kind = kind;
  workbook->path = g_strdup("测试");
  workbook->grids = g_ptr_array_new_with_free_func((GDestroyNotify)grid_free);
  return workbook;
}

void tables_free(Workbook *workbook) {
  g_free(workbook->path);
  g_free(workbook->data);
  g_ptr_array_unref(workbook->grids);
  g_free(workbook);
}

Grid *tables_add_lines(Workbook *workbook, const char *name, const char *const *lines) {
  Grid *grid = grid_new(name);
  for (guint row = 0; lines[row] != NULL; row++) {
    g_auto(GStrv) cells = g_strsplit(lines[row], "|", -1);
    for (guint column = 0; cells[column] != NULL; column++) {
      g_strdelimit(cells[column], "/", '\n');
      grid_put(grid, row, column, CELL_TEXT, cells[column], 0, DAY_NONE);
    }
  }
  g_ptr_array_add(workbook->grids, grid);
  return grid;
}

void read_clear(Read *read) {
  content_free(read->content);
  g_ptr_array_unref(read->tables);
  g_ptr_array_unref(read->remarks);
}

Read tables_read_with(const Workbook *workbook, const RecogniseOptions *options) {
  GError *error = NULL;
  Read read = {.tables = recognise_tables(workbook, NULL, &error)};
  g_assert_no_error(error);
  g_assert_cmpuint(read.tables->len, >, 0);
  read.table = read.tables->pdata[0];
  read.remarks = g_ptr_array_new_with_free_func((GDestroyNotify)recognise_remark_free);
  read.content = recognise_read(workbook, read.table, options, read.remarks, NULL, &error);
  g_assert_no_error(error);
  return read;
}

Read tables_read(const Workbook *workbook) {
  const RecogniseOptions options = {.this_year = 2026};
  return tables_read_with(workbook, &options);
}

char *tables_task(const Read *read, guint index, const ContentField *fields, guint count) {
  g_assert_cmpuint(index, <, read->content->tasks->len);
  g_autoptr(GString) all = g_string_new(NULL);
  for (guint i = 0; i < count; i++) {
    g_autofree char *text =
        content_text(read->content, read->content->tasks->pdata[index], fields[i]);
    g_string_append_printf(all, "%s%s", i > 0 ? "|" : "", text);
  }
  return g_string_free(g_steal_pointer(&all), FALSE);
}

char *tables_columns(const Recognised *table) {
  g_autoptr(GString) all = g_string_new(NULL);
  for (guint i = 0; i < table->columns->len; i++) {
    ContentField field = ((const RecognisedColumn *)table->columns->pdata[i])->field;
    g_string_append_printf(all, "%s%s", i > 0 ? " " : "",
                           field != CONTENT_NONE ? content_field_code(field) : "-");
  }
  return g_string_free(g_steal_pointer(&all), FALSE);
}

char *tables_remarks(const Workbook *workbook, const Read *read) {
  g_autoptr(GString) all = g_string_new(NULL);
  for (guint i = 0; i < read->remarks->len; i++) {
    const RecogniseRemark *remark = read->remarks->pdata[i];
    g_autofree char *place = recognise_place(workbook, read->table, remark);
    g_string_append_printf(all, "%s：%s\n", place, remark->text);
  }
  return g_string_free(g_steal_pointer(&all), FALSE);
}

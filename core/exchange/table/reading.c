#include <string.h>

#include "core/exchange/table/workbook_private.h"

void reading_fail_at(const Reading *reading, const Grid *grid, guint row, guint column,
                     WorkbookError code, GError **error, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *message = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  g_autofree char *letters = grid_column_name(column);
  g_autofree char *number = g_strdup_printf("第%u", column + 1);
  g_set_error(error, WORKBOOK_ERROR, code, "第%u行%s列：%s", grid_line(grid, row),
              reading->workbook->kind == WORKBOOK_XLSX ? letters : number, message);
}

void reading_prefix(GError **error, const char *format, ...) {
  if (error == NULL || g_error_matches(*error, WATCH_ERROR, WATCH_ERROR_STOPPED))
    return;
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *prefix = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  g_prefix_error(error, "%s", prefix);
}

gboolean reading_keep(const Reading *reading, Grid *grid, guint row, guint column, Cell cell,
                      guint32 *kept, GError **error) {
  if (strlen(cell.text) > WORKBOOK_CHARACTERS_MAX) {
    glong characters = g_utf8_strlen(cell.text, -1);
    if (characters > WORKBOOK_CHARACTERS_MAX) {
      reading_fail_at(reading, grid, row, column, WORKBOOK_ERROR_LIMIT, error,
                      "一格里有 %ld 个字，超过 %u 个；请把它分开", characters,
                      WORKBOOK_CHARACTERS_MAX);
      return FALSE;
    }
  }
  *kept = grid_keep(grid, cell.kind, cell.text, cell.number, cell.day);
  return TRUE;
}

gboolean reading_put(const Reading *reading, Grid *grid, guint row, guint column, guint32 kept,
                     GError **error) {
  if (kept == 0)
    return TRUE;
  if (column >= WORKBOOK_COLUMNS_MAX) {
    reading_fail_at(reading, grid, row, column, WORKBOOK_ERROR_LIMIT, error,
                    "这里有内容，超过了 %u 列；请删去多余的列，或分成几个文件",
                    WORKBOOK_COLUMNS_MAX);
    return FALSE;
  }
  if (row >= WORKBOOK_ROWS_MAX - reading->rows) {
    reading_fail_at(reading, grid, row, column, WORKBOOK_ERROR_LIMIT, error,
                    "这里有内容，超过了 %u 行（各表合计）；请删去多余的内容，或分成几个文件",
                    WORKBOOK_ROWS_MAX);
    return FALSE;
  }
  grid_put_kept(grid, row, column, kept);
  return TRUE;
}

gboolean reading_put_cell(const Reading *reading, Grid *grid, guint row, guint column, Cell cell,
                          GError **error) {
  guint32 kept;
  return reading_keep(reading, grid, row, column, cell, &kept, error) &&
         reading_put(reading, grid, row, column, kept, error);
}

gboolean reading_merge(Reading *reading, Grid *grid, GridMerge merge, GError **error) {
  if (merge.row >= grid_rows(grid) || merge.column >= grid_columns(grid))
    return TRUE;
  guint rows = MIN(merge.rows, grid_rows(grid) - merge.row);
  guint columns = MIN(merge.columns, grid_columns(grid) - merge.column);
  if (rows * columns > WORKBOOK_MERGED_MAX - reading->merged) {
    g_set_error_literal(error, WORKBOOK_ERROR, WORKBOOK_ERROR_LIMIT,
                        "合并的单元格过多，不像正常的表格；请取消不用的合并后另存一份");
    return FALSE;
  }
  reading->merged += rows * columns;
  grid_merge(grid, merge.row, merge.column, rows, columns);
  return TRUE;
}

void reading_add(Reading *reading, Grid *grid) {
  reading->rows += grid_rows(grid);
  g_ptr_array_add(reading->workbook->grids, grid);
}

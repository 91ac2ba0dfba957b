#include "core/exchange/report/report_sheet.h"

#include "core/exchange/table/grid.h"

ReportSheet report_sheet_begin(Book *book, const char *name, gboolean landscape,
                               const double *widths, const char *title, const char *subtitle) {
  ReportSheet sheet = {.book = book, .sheet = book_sheet(book, name, landscape)};
  for (; widths[sheet.columns] > 0; sheet.columns++) {
    book_width(sheet.sheet, sheet.columns, sheet.columns, widths[sheet.columns]);
    sheet.width += widths[sheet.columns];
  }
  book_merge(sheet.sheet, sheet.row++, 0, 1, sheet.columns, BOOK_TITLE, title);
  book_merge(sheet.sheet, sheet.row++, 0, 1, sheet.columns, BOOK_SUBTITLE, subtitle);
  return sheet;
}

void report_section(ReportSheet *sheet, const char *text) {
  sheet->row++;
  book_merge(sheet->sheet, sheet->row++, 0, 1, sheet->columns, BOOK_SECTION, text);
}

void report_sentence(ReportSheet *sheet, const char *text) {
  book_merge(sheet->sheet, sheet->row++, 0, 1, sheet->columns, BOOK_NOTE, text);
}

void report_heads(ReportSheet *sheet, const char *const *heads) {
  for (guint i = 0; heads[i] != NULL; i++)
    book_text(sheet->sheet, sheet->row, i, BOOK_HEAD, heads[i]);
  sheet->row++;
}

char *report_cell(guint column, guint row) {
  g_autofree char *letter = grid_column_name(column);
  return g_strdup_printf("%s%u", letter, row + 1);
}

char *report_range(guint column, guint first, guint last) {
  g_autofree char *from = report_cell(column, first);
  g_autofree char *to = report_cell(column, last);
  return g_strdup_printf("%s:%s", from, to);
}

void report_sum(ReportSheet *sheet, guint column, BookStyle style, guint first, guint last,
                double value) {
  g_autofree char *range = report_range(column, first, last);
  g_autofree char *formula = g_strdup_printf("=SUM(%s)", range);
  book_formula(sheet->sheet, sheet->row, column, style, formula, value);
}

void report_ratio(ReportSheet *sheet, guint column, BookStyle style, guint part, guint whole,
                  guint row, double value) {
  g_autofree char *above = report_cell(part, row);
  g_autofree char *below = report_cell(whole, row);
  g_autofree char *formula = g_strdup_printf("=IF(%s=0,0,%s/%s)", below, above, below);
  book_formula(sheet->sheet, row, column, style, formula, value);
}

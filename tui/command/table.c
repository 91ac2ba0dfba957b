#include "tui/command/table.h"

#include "core/rules/text.h"

#define MEASURED_ROWS 200
#define GAP 2
#define LAST_LEAST 16 /* columns of the last column, however narrow the terminal */

struct Table {
  Output *output;
  const TableColumn *columns;
  guint count;
  int *widths;     /* of each column; settled once rows is NULL */
  int screen;      /* columns of the terminal; 0: not one, nothing is cut */
  GPtrArray *rows; /* char **: rows that wait for the widths; NULL: none any more */
};

Table *table_new(Output *output, const TableColumn *columns, guint count) {
  Table *table = g_new0(Table, 1);
  table->output = output;
  table->columns = columns;
  table->count = count;
  table->widths = g_new0(int, count);
  table->screen = output_columns();
  table->rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
  return table;
}

static void append_blanks(GString *line, int count) {
  for (int i = 0; i < count; i++)
    g_string_append_c(line, ' ');
}

static void append_cell(const Table *table, GString *line, const char *cell, guint column) {
  int width = table->widths[column];
  g_autofree char *cut = table->screen > 0 ? text_ellipsize(cell, width) : g_strdup(cell);
  int blanks = width - text_width(cut);
  gboolean last = column + 1 == table->count;
  if (table->columns[column].right)
    append_blanks(line, blanks);
  g_string_append(line, cut);
  if (last)
    return;
  if (!table->columns[column].right)
    append_blanks(line, blanks);
  append_blanks(line, GAP);
}

static void write_row(Table *table, const char *const *cells) {
  g_autoptr(GString) line = g_string_new(NULL);
  for (guint i = 0; i < table->count; i++)
    append_cell(table, line, cells[i], i);
  while (line->len > 0 && line->str[line->len - 1] == ' ')
    g_string_truncate(line, line->len - 1);
  g_string_append_c(line, '\n');
  output_text(table->output, line->str);
}

static void measure(Table *table, guint column, const char *cell) {
  int widest = table->columns[column].widest;
  int width = text_width(cell);
  if (widest > 0)
    width = MIN(width, widest);
  table->widths[column] = MAX(table->widths[column], width);
}

void table_settle(Table *table, const int *least) {
  if (table->rows == NULL || table->rows->len == 0)
    return;
  g_autoptr(GPtrArray) rows = g_steal_pointer(&table->rows);
  g_autofree const char **titles = g_new0(const char *, table->count);
  int used = 0;
  for (guint column = 0; column < table->count; column++) {
    titles[column] = table->columns[column].title;
    table->widths[column] = MAX(text_width(titles[column]), least != NULL ? least[column] : 0);
    for (guint row = 0; row < rows->len; row++)
      measure(table, column, ((char **)rows->pdata[row])[column]);
    if (column + 1 < table->count)
      used += table->widths[column] + GAP;
  }
  if (table->screen > 0)
    table->widths[table->count - 1] = MAX(table->screen - used, LAST_LEAST);
  write_row(table, titles);
  for (guint row = 0; row < rows->len; row++)
    write_row(table, (const char *const *)rows->pdata[row]);
}

void table_row(Table *table, const char *const *cells) {
  char **row = g_new0(char *, table->count + 1);
  for (guint i = 0; i < table->count; i++)
    row[i] = text_clean(cells[i], FALSE);
  if (table->rows == NULL) {
    write_row(table, (const char *const *)row);
    g_strfreev(row);
    return;
  }
  g_ptr_array_add(table->rows, row);
  if (table->rows->len >= MEASURED_ROWS)
    table_settle(table, NULL);
}

void table_end(Table *table) {
  table_settle(table, NULL);
  g_clear_pointer(&table->rows, g_ptr_array_unref);
  g_free(table->widths);
  g_free(table);
}

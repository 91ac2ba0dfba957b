#include "tui/command/sql_rows.h"

#include <math.h>

#include "tui/command/data.h"
#include "tui/command/table.h"

#define TEXT_WIDEST 40 /* columns of a text on a terminal, but for the last */

/* A cell as text; NULL for NULL. The caller frees. */
static char *cell_text(const Cell *cell) {
  switch (cell->type) {
  case CELL_INTEGER:
    return g_strdup_printf("%" G_GINT64_FORMAT, cell->integer);
  case CELL_REAL:
    return g_strdup_printf("%.15g", cell->real);
  case CELL_TEXT:
    return g_strdup(cell->text);
  case CELL_BLOB:
    return g_strdup_printf("（%" G_GINT64_FORMAT " 字节）", cell->integer);
  default:
    return NULL;
  }
}

/* The cells of a row. Unref it. */
static GPtrArray *row_texts(const Inquiry *inquiry, guint row) {
  GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < inquiry->columns; i++)
    g_ptr_array_add(texts, cell_text(inquiry_cell(inquiry, row, i)));
  return texts;
}

static gboolean is_number(const Inquiry *inquiry, guint column) {
  for (guint i = 0; i < inquiry_rows(inquiry); i++) {
    CellType type = inquiry_cell(inquiry, i, column)->type;
    if (type != CELL_NULL)
      return type == CELL_INTEGER || type == CELL_REAL;
  }
  return FALSE;
}

static void write_table(Output *output, const Inquiry *inquiry) {
  gboolean cuts = output_columns() > 0;
  g_autofree TableColumn *columns = g_new0(TableColumn, inquiry->columns);
  for (guint i = 0; i < inquiry->columns; i++)
    columns[i] = (TableColumn){inquiry->names[i], cuts ? TEXT_WIDEST : 0, is_number(inquiry, i)};
  Table *table = table_new(output, columns, inquiry->columns);
  for (guint i = 0; i < inquiry_rows(inquiry) && !output_failed(output); i++) {
    g_autoptr(GPtrArray) texts = row_texts(inquiry, i);
    table_row(table, (const char *const *)texts->pdata);
  }
  table_end(table);
  output_line(output, "共%u行", inquiry_rows(inquiry));
}

static json_t *cell_json(const Cell *cell) {
  if (cell->type == CELL_INTEGER)
    return json_integer(cell->integer);
  if (cell->type == CELL_REAL)
    return isfinite(cell->real) ? json_real(cell->real) : json_null();
  g_autofree char *text = cell_text(cell);
  return data_text(text);
}

/* Two columns of one name would be one field: the second is called name_2. */
static char **json_keys(const Inquiry *inquiry) {
  g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
  char **keys = g_new0(char *, inquiry->columns + 1);
  for (guint i = 0; i < inquiry->columns; i++) {
    keys[i] = g_strdup(inquiry->names[i]);
    for (guint k = 2; g_hash_table_contains(known, keys[i]); k++) {
      g_free(keys[i]);
      keys[i] = g_strdup_printf("%s_%u", inquiry->names[i], k);
    }
    g_hash_table_add(known, keys[i]);
  }
  return keys;
}

static void write_json(Output *output, const Inquiry *inquiry) {
  g_auto(GStrv) keys = json_keys(inquiry);
  DataArray array = data_array_begin(output);
  for (guint i = 0; i < inquiry_rows(inquiry) && !output_failed(output); i++) {
    json_t *object = json_object();
    for (guint k = 0; k < inquiry->columns; k++)
      json_object_set_new(object, keys[k], cell_json(inquiry_cell(inquiry, i, k)));
    data_array_item(&array, object);
  }
  data_array_end(&array);
  output_data(output, "\n");
}

static void write_csv(Output *output, const Inquiry *inquiry, gboolean first) {
  const char *const *heads = (const char *const *)inquiry->names;
  if (first)
    data_csv_begin(output, heads);
  else
    data_csv_row(output, heads, inquiry->columns);
  for (guint i = 0; i < inquiry_rows(inquiry) && !output_failed(output); i++) {
    g_autoptr(GPtrArray) texts = row_texts(inquiry, i);
    data_csv_row(output, (const char *const *)texts->pdata, inquiry->columns);
  }
}

void sql_rows_write(Output *output, Format format, const Inquiry *inquiry, gboolean first) {
  if (inquiry->columns == 0)
    return;
  if (format == FORMAT_JSON)
    write_json(output, inquiry);
  else if (format == FORMAT_CSV)
    write_csv(output, inquiry, first);
  else
    write_table(output, inquiry);
}

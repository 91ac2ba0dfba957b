#include "core/exchange/table/docx_private.h"

#include <string.h>

/* A cell, which may go on downwards and across. */
typedef struct {
  guint row, rows, columns;
  gboolean down; /* said to go on */
} Span;

typedef enum { MERGE_NONE, MERGE_RESTART, MERGE_CONTINUE } Merge;

struct DocxTable {
  Reading *reading;
  Grid *grid;
  GString *text;
  GArray *spans;  /* Span by the column it begins in; rows 0: none */
  GArray *merges; /* GridMerge, made when all cells are there */
  guint row, column;
  guint columns; /* of the cell in hand */
  Merge down, across;
  gboolean row_properties;
  gboolean struck; /* the row has been struck out */
};

DocxTable *docx_table_new(Reading *reading, Grid *grid) {
  DocxTable *table = g_new0(DocxTable, 1);
  table->reading = reading;
  table->grid = grid;
  table->text = g_string_new(NULL);
  table->spans = g_array_new(FALSE, TRUE, sizeof(Span));
  table->merges = g_array_new(FALSE, FALSE, sizeof(GridMerge));
  g_array_set_size(table->spans, WORKBOOK_COLUMNS_MAX);
  return table;
}

void docx_table_free(DocxTable *table) {
  if (table == NULL)
    return;
  grid_free(table->grid);
  g_string_free(table->text, TRUE);
  g_array_unref(table->spans);
  g_array_unref(table->merges);
  g_free(table);
}

GString *docx_table_text(DocxTable *table) {
  return table->text;
}

gboolean docx_table_knows(const char *name) {
  static const char *const NAMES[] = {"tr",       "tc",     "trPr",   "gridBefore", "gridAfter",
                                      "gridSpan", "vMerge", "hMerge", "tcPr"};
  for (gsize i = 0; i < G_N_ELEMENTS(NAMES); i++) {
    if (strcmp(NAMES[i], name) == 0)
      return TRUE;
  }
  return FALSE;
}

void docx_table_strike(DocxTable *table) {
  table->struck |= table->row_properties;
}

/* ---- merges ----------------------------------------------------------------------------- */

static Span *span_at(DocxTable *table, guint column) {
  return &g_array_index(table->spans, Span, column);
}

static void end_span(DocxTable *table, guint column) {
  Span *span = span_at(table, column);
  if (span->rows > 1 || (span->rows == 1 && span->columns > 1)) {
    GridMerge merge = {
        .row = span->row, .column = column, .rows = span->rows, .columns = span->columns};
    g_array_append_val(table->merges, merge);
  }
  *span = (Span){0};
}

/* TRUE where the cell in hand goes on with one above it. */
static gboolean goes_on(DocxTable *table) {
  Span *span = span_at(table, table->column);
  if (table->down != MERGE_CONTINUE || !span->down || span->columns != table->columns ||
      span->row + span->rows != table->row)
    return FALSE;
  span->rows++;
  return TRUE;
}

/* TRUE where the cell in hand goes on with the one to its left. */
static gboolean goes_on_across(DocxTable *table) {
  if (table->across != MERGE_CONTINUE)
    return FALSE;
  for (guint column = table->column; column-- > 0;) {
    Span *span = span_at(table, column);
    if (span->rows == 0 || span->row + span->rows - 1 != table->row)
      continue;
    if (column + span->columns != table->column)
      return FALSE;
    span->columns += table->columns;
    return TRUE;
  }
  return FALSE;
}

/* ---- cells ------------------------------------------------------------------------------ */

static gboolean put_cell(DocxTable *table, GError **error) {
  if (table->column + table->columns > WORKBOOK_COLUMNS_MAX) {
    reading_fail_at(table->reading, table->grid, table->row, table->column, WORKBOOK_ERROR_LIMIT,
                    error, "表格超过 %u 列；请拆成几个表格", WORKBOOK_COLUMNS_MAX);
    return FALSE;
  }
  if (!goes_on(table) && !goes_on_across(table)) {
    end_span(table, table->column);
    *span_at(table, table->column) = (Span){
        .row = table->row, .rows = 1, .columns = table->columns, .down = table->down != MERGE_NONE};
    if (!reading_put_cell(table->reading, table->grid, table->row, table->column,
                          (Cell){.kind = CELL_TEXT, .text = table->text->str}, error))
      return FALSE;
  }
  table->column += table->columns;
  return TRUE;
}

static guint bounded(const MarkupAttributes *attributes, guint least) {
  guint number = markup_number(attributes, "val", least);
  /* One more than there may be shows that there are too many. */
  return CLAMP(number, least, WORKBOOK_COLUMNS_MAX + 1);
}

static Merge merge_kind(const MarkupAttributes *attributes) {
  return markup_says(attributes, "val", "restart") ? MERGE_RESTART : MERGE_CONTINUE;
}

gboolean docx_table_start(DocxTable *table, const char *name, const MarkupAttributes *attributes,
                          GError **error) {
  (void)error;
  if (strcmp(name, "tr") == 0) {
    table->column = 0;
    table->struck = FALSE;
  } else if (strcmp(name, "trPr") == 0) {
    table->row_properties = TRUE;
  } else if (strcmp(name, "gridBefore") == 0) {
    table->column = bounded(attributes, 0);
  } else if (strcmp(name, "tc") == 0) {
    table->columns = 1;
    table->down = table->across = MERGE_NONE;
    g_string_truncate(table->text, 0);
  } else if (strcmp(name, "gridSpan") == 0) {
    table->columns = bounded(attributes, 1);
  } else if (strcmp(name, "vMerge") == 0) {
    table->down = merge_kind(attributes);
  } else if (strcmp(name, "hMerge") == 0) {
    table->across = merge_kind(attributes);
  }
  return TRUE;
}

gboolean docx_table_finish(DocxTable *table, const char *name, GError **error) {
  if (strcmp(name, "trPr") == 0)
    table->row_properties = FALSE;
  if (table->struck)
    return TRUE;
  if (strcmp(name, "tc") == 0)
    return put_cell(table, error);
  if (strcmp(name, "tr") != 0)
    return TRUE;
  table->row++;
  return table->row % WORKBOOK_TELL_ROWS != 0 ||
         watch_goes_on(table->reading->watch, WORKBOOK_DOING, table->row, 0, error);
}

gboolean docx_table_end(DocxTable *table, GError **error) {
  for (guint column = 0; column < WORKBOOK_COLUMNS_MAX; column++)
    end_span(table, column);
  for (guint i = 0; i < table->merges->len; i++) {
    if (!reading_merge(table->reading, table->grid, g_array_index(table->merges, GridMerge, i),
                       error))
      return FALSE;
  }
  reading_add(table->reading, g_steal_pointer(&table->grid));
  return TRUE;
}

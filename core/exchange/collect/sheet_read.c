/* sheet_read.c: finding the rows of the form again. */
#include <jansson.h>
#include <string.h>

#include "core/exchange/collect/sheet_private.h"
#include "core/exchange/table/book.h"
#include "core/rules/text.h"

#define NOT_THERE G_MAXUINT

void sheet_free(Sheet *sheet) {
  if (sheet == NULL)
    return;
  g_free(sheet->origin);
  g_free(sheet->unit);
  g_free(sheet->period);
  g_ptr_array_unref(sheet->rows);
  g_hash_table_unref(sheet->goals);
  g_free(sheet);
}

static void row_free(SheetRow *row) {
  g_free(row->mark);
  g_free(row->goal);
  g_free(row->where);
  for (int i = 0; i < COLLECT_FIELD_COUNT; i++)
    g_free(row->values[i]);
  g_free(row);
}

/* ---- what the file says of itself --------------------------------------------------------- */

/* A goal that two rows have says nothing of either: it stands for 0. */
static void keep_goal(Sheet *sheet, const char *goal, gint64 row) {
  gint64 *known = g_hash_table_lookup(sheet->goals, goal);
  if (known != NULL)
    *known = 0;
  else
    g_hash_table_insert(sheet->goals, g_strdup(goal), g_memdup2(&row, sizeof row));
}

static void read_description(Sheet *sheet, const json_t *all) {
  const char *kind = json_string_value(json_object_get(all, "taizhang"));
  if (g_strcmp0(kind, "sendout") != 0)
    return;
  sheet->known = TRUE;
  sheet->version = (int)json_integer_value(json_object_get(all, "version"));
  sheet->origin = g_strdup(json_string_value(json_object_get(all, "origin")));
  sheet->sent = json_integer_value(json_object_get(all, "table"));
  sheet->unit = text_clean(json_string_value(json_object_get(all, "unit")), FALSE);
  sheet->period = text_clean(json_string_value(json_object_get(all, "period")), FALSE);
  const json_t *rows = json_object_get(all, "rows");
  for (size_t i = 0; i < json_array_size(rows); i++) {
    const json_t *row = json_array_get(rows, i);
    const char *goal = json_string_value(json_object_get(row, "goal"));
    if (goal != NULL && !json_is_string(json_object_get(row, "period")))
      keep_goal(sheet, goal, json_integer_value(json_object_get(row, "row")));
  }
}

static gboolean is_data(const Grid *grid) {
  return g_ascii_strcasecmp(grid_name(grid), BOOK_DATA_SHEET) == 0;
}

/* A hidden sheet that somebody damaged is as one that is gone. */
static void read_data(Sheet *sheet, const Workbook *workbook) {
  for (guint i = 0; i < workbook->grids->len; i++) {
    const Grid *grid = workbook->grids->pdata[i];
    if (!is_data(grid))
      continue;
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint row = 0; row < grid_rows(grid); row++)
      g_string_append(text, grid_cell(grid, row, 0)->text);
    json_t *all = json_loads(text->str, 0, NULL);
    read_description(sheet, all);
    json_decref(all);
  }
}

/* ---- heads -------------------------------------------------------------------------------- */

typedef struct {
  const Grid *grid;
  guint head;                        /* the row of the heads */
  guint columns[SHEET_COLUMN_COUNT]; /* NOT_THERE: it has none */
} Table;

/* The head as printed, without the blanks and line ends that a narrow column makes people put in.
 */
static char *head_text(const Cell *cell) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (const char *p = cell->text; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (!g_unichar_isspace(c))
      g_string_append_unichar(text, c);
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static gboolean read_heads(Table *table, guint row) {
  for (guint i = 0; i < SHEET_COLUMN_COUNT; i++)
    table->columns[i] = NOT_THERE;
  for (guint column = 0; column < grid_columns(table->grid); column++) {
    g_autofree char *text = head_text(grid_cell(table->grid, row, column));
    for (guint i = 0; i < SHEET_COLUMN_COUNT; i++) {
      if (table->columns[i] == NOT_THERE && g_str_equal(text, sheet_head((SheetColumn)i)))
        table->columns[i] = column;
    }
  }
  table->head = row;
  /* 目标任务 may be gone where the id is there; what is filled in may not. */
  return table->columns[SHEET_TEXT] != NOT_THERE &&
         (table->columns[SHEET_ID] != NOT_THERE || table->columns[SHEET_GOAL] != NOT_THERE);
}

static gboolean find_table(const Grid *grid, Table *table) {
  *table = (Table){.grid = grid};
  for (guint row = 0; row < grid_rows(grid); row++) {
    if (read_heads(table, row))
      return TRUE;
  }
  return FALSE;
}

/* ---- rows --------------------------------------------------------------------------------- */

static const Cell *cell_at(const Table *table, guint row, SheetColumn column) {
  return table->columns[column] != NOT_THERE ? grid_cell(table->grid, row, table->columns[column])
                                             : NULL;
}

/* 3fa9c2d1-118 */
static void parse_id(const char *text, char **mark, gint64 *row) {
  const char *dash = strchr(text, '-');
  if (dash == NULL || dash - text != SHEET_MARK_SIZE ||
      strspn(text, "0123456789abcdef") != SHEET_MARK_SIZE)
    return;
  guint64 number;
  if (!g_ascii_string_to_unsigned(dash + 1, 10, 1, G_MAXINT64, &number, NULL))
    return;
  *mark = g_strndup(text, SHEET_MARK_SIZE);
  *row = (gint64)number;
}

/* 60% as 60, whether it was typed so or is shown so; also 0.6, which a cell that lost its look
 * shows and which is no whole percent. What else stands there stays as it is. */
static char *percent_text(const Cell *cell) {
  gsize length = strlen(cell->text);
  gboolean share = length > 1 && cell->text[length - 1] == '%';
  gboolean bare = cell->number > 0 && cell->number < 1;
  if (cell->kind == CELL_NUMBER && (share || bare)) {
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    /* As many digits as a share of a hundred has: 0.57 is 56.99999999999999. */
    return g_strdup(g_ascii_formatd(number, sizeof number, "%.10g", cell->number * 100));
  }
  g_autofree char *text = share ? g_strndup(cell->text, length - 1) : g_strdup(cell->text);
  g_autofree char *plain = text_strip(text);
  /* Of a cell that lost its look, or a typed 1%: only who filled it in knows. */
  return cell->kind == CELL_NUMBER && cell->number == 1 ? g_strdup(SHEET_ONE)
                                                        : g_steal_pointer(&plain);
}

static char *value_text(const Cell *cell, CollectField field) {
  if (cell == NULL || cell->kind == CELL_EMPTY || cell->kind == CELL_ERROR ||
      g_str_equal(cell->text, SHEET_NOTHING))
    return g_strdup("");
  return field == COLLECT_PERCENT ? percent_text(cell) : g_strdup(cell->text);
}

static gboolean is_blank(const Table *table, guint row) {
  for (guint column = 0; column < grid_columns(table->grid); column++) {
    if (grid_cell(table->grid, row, column)->kind != CELL_EMPTY)
      return FALSE;
  }
  return TRUE;
}

static void read_row(Sheet *sheet, const Table *table, guint index) {
  const Cell *id = cell_at(table, index, SHEET_ID), *goal = cell_at(table, index, SHEET_GOAL);
  SheetRow *row = g_new0(SheetRow, 1);
  if (id != NULL)
    parse_id(id->text, &row->mark, &row->row);
  row->goal = g_strdup(goal != NULL ? goal->text : "");
  row->line = grid_line(table->grid, index);
  row->where = g_strdup_printf("表“%s”第%u行", grid_name(table->grid), row->line);
  for (int i = 0; i < COLLECT_FIELD_COUNT; i++) {
    SheetColumn column = sheet_column((CollectField)i);
    const Cell *cell = cell_at(table, index, column);
    row->values[i] = value_text(cell, (CollectField)i);
    if (cell != NULL && cell->kind == CELL_ERROR && row->broken == NULL)
      row->broken = sheet_head(column);
  }
  g_ptr_array_add(sheet->rows, row);
}

static void read_rows(Sheet *sheet, const Table *table) {
  for (guint row = table->head + 1; row < grid_rows(table->grid); row++) {
    Table again = *table;
    if (!is_blank(table, row) && !read_heads(&again, row)) /* heads again: of another page */
      read_row(sheet, table, row);
  }
}

Sheet *sheet_read(const Workbook *workbook, GError **error) {
  g_autoptr(Sheet) sheet = g_new0(Sheet, 1);
  sheet->rows = g_ptr_array_new_with_free_func((GDestroyNotify)row_free);
  sheet->goals = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  read_data(sheet, workbook);
  gboolean any = FALSE;
  for (guint i = 0; i < workbook->grids->len; i++) {
    const Grid *grid = workbook->grids->pdata[i];
    Table table;
    if (is_data(grid) || !find_table(grid, &table))
      continue;
    any = TRUE;
    read_rows(sheet, &table);
  }
  if (any)
    return g_steal_pointer(&sheet);
  g_autofree char *file = g_filename_display_name(workbook->path);
  g_set_error(
      error, STORE_ERROR, STORE_ERROR_REFUSED,
      "%s 不是下发的填报表：没有“进展情况”和“目标任务”两列的表头。请让单位在下发的表上填写；"
      "表头如果改过，请改回原来的名称",
      file);
  return NULL;
}

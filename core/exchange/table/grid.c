#include "core/exchange/table/grid.h"

#include <string.h>

#include "core/rules/text.h"

struct Grid {
  char *name;
  char *caption;
  gboolean hidden;
  guint columns;
  GPtrArray *rows;     /* GArray* of Cell; NULL: an empty row */
  GHashTable *lines;   /* row → line, where it is not row + 1 */
  GArray *merges;      /* GridMerge */
  GHashTable *covered; /* row << 32 | column → index of the merge + 1 */
  GStringChunk *texts;
};

static const Cell EMPTY = {.text = "", .day = DAY_NONE, .kind = CELL_EMPTY};

static void row_free(gpointer row) {
  if (row != NULL)
    g_array_unref(row);
}

Grid *grid_new(const char *name) {
  Grid *grid = g_new0(Grid, 1);
  grid->name = text_clean(name, FALSE);
  grid->rows = g_ptr_array_new_with_free_func(row_free);
  grid->lines = g_hash_table_new(NULL, NULL);
  grid->merges = g_array_new(FALSE, FALSE, sizeof(GridMerge));
  grid->covered = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  grid->texts = g_string_chunk_new(4096);
  return grid;
}

void grid_free(Grid *grid) {
  if (grid == NULL)
    return;
  g_free(grid->name);
  g_free(grid->caption);
  g_ptr_array_unref(grid->rows);
  g_hash_table_unref(grid->lines);
  g_array_unref(grid->merges);
  g_hash_table_unref(grid->covered);
  g_string_chunk_free(grid->texts);
  g_free(grid);
}

/* ---- cells ------------------------------------------------------------------------------ */

static Cell *cell_at(Grid *grid, guint row, guint column) {
  if (row >= grid->rows->len)
    g_ptr_array_set_size(grid->rows, (int)row + 1);
  GArray *cells = grid->rows->pdata[row];
  if (cells == NULL)
    grid->rows->pdata[row] = cells = g_array_new(FALSE, TRUE, sizeof(Cell));
  while (cells->len <= column)
    g_array_append_val(cells, EMPTY);
  grid->columns = MAX(grid->columns, column + 1);
  return &g_array_index(cells, Cell, column);
}

/* Most cells are clean already, and many are the same. */
static const char *keep_text(Grid *grid, const char *text) {
  if (text == NULL)
    return "";
  if (text_is_clean(text, TRUE)) {
    g_autofree char *stripped = text_strip_lines(text);
    return *stripped != '\0' ? g_string_chunk_insert_const(grid->texts, stripped) : "";
  }
  g_autofree char *clean = text_clean(text, TRUE);
  g_autofree char *stripped = text_strip_lines(clean);
  return *stripped != '\0' ? g_string_chunk_insert_const(grid->texts, stripped) : "";
}

void grid_put(Grid *grid, guint row, guint column, CellKind kind, const char *text, double number,
              Day day) {
  Cell *cell = cell_at(grid, row, column);
  cell->text = keep_text(grid, text);
  cell->kind = *cell->text != '\0' ? kind : CELL_EMPTY;
  cell->number = number;
  cell->day = kind == CELL_DATE ? day : DAY_NONE;
}

const Cell *grid_cell(const Grid *grid, guint row, guint column) {
  const GArray *cells = row < grid->rows->len ? grid->rows->pdata[row] : NULL;
  return cells != NULL && column < cells->len ? &g_array_index(cells, Cell, column) : &EMPTY;
}

guint grid_rows(const Grid *grid) {
  return grid->rows->len;
}

guint grid_columns(const Grid *grid) {
  return grid->columns;
}

/* ---- merged cells ----------------------------------------------------------------------- */

static gint64 place_key(guint row, guint column) {
  return (gint64)row << 32 | column;
}

void grid_merge(Grid *grid, guint row, guint column, guint rows, guint columns) {
  if (rows * columns < 2)
    return;
  GridMerge merge = {.row = row, .column = column, .rows = rows, .columns = columns};
  g_array_append_val(grid->merges, merge);
  for (guint y = row; y < row + rows; y++) {
    for (guint x = column; x < column + columns; x++) {
      Cell *cell = cell_at(grid, y, x);
      if (y != row || x != column) {
        *cell = EMPTY;
        cell->covered = TRUE;
      }
      gint64 key = place_key(y, x);
      g_hash_table_insert(grid->covered, g_memdup2(&key, sizeof key),
                          GUINT_TO_POINTER(grid->merges->len));
    }
  }
}

const GridMerge *grid_merge_at(const Grid *grid, guint row, guint column) {
  gint64 key = place_key(row, column);
  guint index = GPOINTER_TO_UINT(g_hash_table_lookup(grid->covered, &key));
  return index > 0 ? &g_array_index(grid->merges, GridMerge, index - 1) : NULL;
}

/* ---- what else a table has -------------------------------------------------------------- */

void grid_set_line(Grid *grid, guint row, guint line) {
  g_hash_table_insert(grid->lines, GUINT_TO_POINTER(row), GUINT_TO_POINTER(line));
}

guint grid_line(const Grid *grid, guint row) {
  gpointer line;
  return g_hash_table_lookup_extended(grid->lines, GUINT_TO_POINTER(row), NULL, &line)
             ? GPOINTER_TO_UINT(line)
             : row + 1;
}

const char *grid_name(const Grid *grid) {
  return grid->name;
}

const char *grid_caption(const Grid *grid) {
  return grid->caption;
}

void grid_set_caption(Grid *grid, const char *caption) {
  g_free(grid->caption);
  grid->caption = caption != NULL ? text_clean(caption, TRUE) : NULL;
}

gboolean grid_is_hidden(const Grid *grid) {
  return grid->hidden;
}

void grid_set_hidden(Grid *grid, gboolean hidden) {
  grid->hidden = hidden;
}

char *grid_column_name(guint column) {
  g_autoptr(GString) name = g_string_new(NULL);
  for (gint64 rest = column; rest >= 0; rest = rest / 26 - 1)
    g_string_prepend_c(name, (char)('A' + rest % 26));
  return g_string_free(g_steal_pointer(&name), FALSE);
}

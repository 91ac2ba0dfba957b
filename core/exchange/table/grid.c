#include "core/exchange/table/grid_private.h"

#include <string.h>

#include "core/rules/text.h"

/* Most cells of a ledger say what another one says, so that equal cells are kept once, in blocks
 * that never move, and a row is numbers of them. */
#define BLOCK_CELLS 1024u
#define COVERED_BIT 0x80000000u /* the rest of the number is the merge's */
#define CORNER_BIT 0x40000000u  /* the first cell of a merge */

typedef struct {
  guint32 *cells;
  guint count;
  guint room;
} Row;

struct Grid {
  char *name;
  char *caption;
  gboolean hidden;
  guint columns;
  GArray *rows;        /* Row */
  GHashTable *lines;   /* row → line, where it is not row + 1 */
  GArray *merges;      /* GridMerge */
  GHashTable *corners; /* place of a merge's first cell → its index */
  GPtrArray *blocks;   /* Cell[BLOCK_CELLS] */
  guint32 kept;        /* cells in them; the first is the empty one */
  GHashTable *numbers; /* Cell* → its number */
  GStringChunk *texts;
};

static const Cell EMPTY = {.text = "", .day = DAY_NONE, .kind = CELL_EMPTY};
static const Cell COVERED = {.text = "", .day = DAY_NONE, .kind = CELL_EMPTY, .covered = TRUE};

static void row_clear(gpointer data) {
  g_free(((Row *)data)->cells);
}

static guint cell_hash(gconstpointer data) {
  const Cell *cell = data;
  return text_hash(cell->text) ^ cell->kind;
}

static gboolean cell_equal(gconstpointer a, gconstpointer b) {
  const Cell *one = a, *other = b;
  return one->kind == other->kind && one->day == other->day &&
         memcmp(&one->number, &other->number, sizeof one->number) == 0 &&
         strcmp(one->text, other->text) == 0;
}

Grid *grid_new(const char *name) {
  Grid *grid = g_new0(Grid, 1);
  grid->name = text_clean(name, FALSE);
  grid->rows = g_array_new(FALSE, TRUE, sizeof(Row));
  g_array_set_clear_func(grid->rows, row_clear);
  grid->lines = g_hash_table_new(NULL, NULL);
  grid->merges = g_array_new(FALSE, FALSE, sizeof(GridMerge));
  grid->corners = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  grid->blocks = g_ptr_array_new_with_free_func(g_free);
  grid->kept = 1;
  grid->numbers = g_hash_table_new(cell_hash, cell_equal);
  grid->texts = g_string_chunk_new(4096);
  return grid;
}

void grid_free(Grid *grid) {
  if (grid == NULL)
    return;
  g_free(grid->name);
  g_free(grid->caption);
  g_array_unref(grid->rows);
  g_hash_table_unref(grid->lines);
  g_array_unref(grid->merges);
  g_hash_table_unref(grid->corners);
  g_hash_table_unref(grid->numbers);
  g_ptr_array_unref(grid->blocks);
  g_string_chunk_free(grid->texts);
  g_free(grid);
}

/* ---- what cells say --------------------------------------------------------------------- */

static const Cell *kept_cell(const Grid *grid, guint32 number) {
  if (number == 0)
    return &EMPTY;
  const Cell *block = grid->blocks->pdata[number / BLOCK_CELLS];
  return &block[number % BLOCK_CELLS];
}

static guint32 keep_new(Grid *grid, Cell cell) {
  if (grid->kept / BLOCK_CELLS >= grid->blocks->len)
    g_ptr_array_add(grid->blocks, g_new(Cell, BLOCK_CELLS));
  guint32 number = grid->kept++;
  Cell *place = &((Cell *)grid->blocks->pdata[number / BLOCK_CELLS])[number % BLOCK_CELLS];
  *place = cell;
  place->text = g_string_chunk_insert(grid->texts, cell.text);
  g_hash_table_insert(grid->numbers, place, GUINT_TO_POINTER(number));
  return number;
}

static guint32 find_kept(const Grid *grid, const Cell *cell) {
  return GPOINTER_TO_UINT(g_hash_table_lookup(grid->numbers, cell));
}

/* TRUE where text, which is not empty, is as it is to be kept. */
static gboolean is_ready(const char *text) {
  return text_is_clean(text, TRUE) && !g_unichar_isspace(g_utf8_get_char(text)) &&
         !g_unichar_isspace(g_utf8_get_char(g_utf8_prev_char(text + strlen(text))));
}

guint32 grid_keep(Grid *grid, CellKind kind, const char *text, double number, Day day) {
  if (text == NULL || *text == '\0')
    return 0;
  Cell cell = {
      .text = text, .number = number, .day = kind == CELL_DATE ? day : DAY_NONE, .kind = kind};
  /* What is kept is clean and stripped, so what equals it is so, too. */
  guint32 known = find_kept(grid, &cell);
  if (known != 0)
    return known;
  if (is_ready(text))
    return keep_new(grid, cell);
  g_autofree char *clean = text_clean(text, TRUE);
  g_autofree char *stripped = text_strip_lines(clean);
  if (*stripped == '\0')
    return 0;
  cell.text = stripped;
  known = find_kept(grid, &cell);
  return known != 0 ? known : keep_new(grid, cell);
}

/* ---- cells ------------------------------------------------------------------------------ */

static guint32 *place_at(Grid *grid, guint row, guint column) {
  if (row >= grid->rows->len)
    g_array_set_size(grid->rows, row + 1);
  Row *cells = &g_array_index(grid->rows, Row, row);
  if (column >= cells->room) {
    /* The row before tells how many there will be. */
    guint before = row > 0 ? g_array_index(grid->rows, Row, row - 1).count : 0;
    cells->room = MAX(column < before ? before : column + 1, cells->room + cells->room / 2);
    cells->cells = g_renew(guint32, cells->cells, cells->room);
  }
  while (cells->count <= column)
    cells->cells[cells->count++] = 0;
  grid->columns = MAX(grid->columns, column + 1);
  return &cells->cells[column];
}

static guint32 number_at(const Grid *grid, guint row, guint column) {
  if (row >= grid->rows->len)
    return 0;
  const Row *cells = &g_array_index(grid->rows, Row, row);
  return column < cells->count ? cells->cells[column] : 0;
}

void grid_put_kept(Grid *grid, guint row, guint column, guint32 kept) {
  guint32 *place = place_at(grid, row, column);
  if ((*place & COVERED_BIT) == 0)
    *place = kept | (*place & CORNER_BIT);
}

void grid_put(Grid *grid, guint row, guint column, CellKind kind, const char *text, double number,
              Day day) {
  grid_put_kept(grid, row, column, grid_keep(grid, kind, text, number, day));
}

const Cell *grid_cell(const Grid *grid, guint row, guint column) {
  guint32 number = number_at(grid, row, column);
  return (number & COVERED_BIT) != 0 ? &COVERED : kept_cell(grid, number & ~CORNER_BIT);
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
  if (rows == 0 || columns == 0 || (rows == 1 && columns == 1))
    return;
  for (guint y = row; y < row + rows; y++) {
    for (guint x = column; x < column + columns; x++) {
      if (grid_merge_at(grid, y, x) != NULL)
        return;
    }
  }
  GridMerge merge = {.row = row, .column = column, .rows = rows, .columns = columns};
  guint32 covered = COVERED_BIT | grid->merges->len;
  g_array_append_val(grid->merges, merge);
  for (guint y = row; y < row + rows; y++) {
    for (guint x = column; x < column + columns; x++) {
      guint32 *place = place_at(grid, y, x);
      *place = y == row && x == column ? *place | CORNER_BIT : covered;
    }
  }
  gint64 key = place_key(row, column);
  g_hash_table_insert(grid->corners, g_memdup2(&key, sizeof key),
                      GUINT_TO_POINTER(grid->merges->len - 1));
}

const GridMerge *grid_merge_at(const Grid *grid, guint row, guint column) {
  guint32 number = number_at(grid, row, column);
  if ((number & COVERED_BIT) != 0)
    return &g_array_index(grid->merges, GridMerge, number & ~COVERED_BIT);
  if ((number & CORNER_BIT) == 0)
    return NULL;
  gint64 key = place_key(row, column);
  guint index = GPOINTER_TO_UINT(g_hash_table_lookup(grid->corners, &key));
  return &g_array_index(grid->merges, GridMerge, index);
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

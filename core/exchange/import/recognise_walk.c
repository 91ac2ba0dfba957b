#include "core/exchange/import/recognise_private.h"

#include <string.h>

#define HEAD_BYTES_MAX 100 /* what is longer is no head, and need not be looked up */
#define HEAD_ROWS_MAX 3
#define TITLE_ROWS_MAX 12 /* between two tables of one sheet */

/* ---- heads by text ---------------------------------------------------------------------- */

void heads_init(Heads *heads) {
  heads->known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
}

void heads_clear(Heads *heads) {
  g_clear_pointer(&heads->known, g_hash_table_unref);
}

const Head *heads_of(Heads *heads, const char *text) {
  Head *head = g_hash_table_lookup(heads->known, text);
  if (head != NULL)
    return head;
  Head read = recognise_head(text);
  head = g_memdup2(&read, sizeof read);
  g_hash_table_insert(heads->known, g_strdup(text), head);
  return head;
}

/* ---- rows ------------------------------------------------------------------------------- */

guint recognise_printed(const Grid *grid, guint row, guint most, guint *first) {
  guint count = 0;
  for (guint column = 0; column < grid_columns(grid) && count < most; column++) {
    if (*grid_cell(grid, row, column)->text == '\0')
      continue;
    if (count++ == 0 && first != NULL)
      *first = column;
  }
  return count;
}

static gboolean is_central(const Head *head) {
  return head->kind == HEAD_GOAL || head->kind == HEAD_LEVEL ||
         (head->kind == HEAD_FIELD &&
          ((head->field >= CONTENT_LEVEL_1 && head->field <= CONTENT_LEVEL_4) ||
           (head->field >= CONTENT_GOAL && head->field <= CONTENT_OVERSEE)));
}

/* How many cells of a row hold something; 0 where one of them is too long for a head. */
static guint short_cells(const Grid *grid, guint row) {
  guint printed = 0;
  for (guint column = 0; column < grid_columns(grid); column++) {
    const char *text = grid_cell(grid, row, column)->text;
    if (strlen(text) > HEAD_BYTES_MAX)
      return 0;
    printed += *text != '\0';
  }
  return printed;
}

/* TRUE where enough cells of a row are known heads, and one says what is to be done or by whom.
 * Asked of every row, so that it gives up early. */
static gboolean has_heads(Heads *heads, const Grid *grid, guint row) {
  guint printed = short_cells(grid, row), known = 0, other = 0;
  gboolean central = FALSE;
  for (guint column = 0; column < grid_columns(grid) && other * 2 <= printed && printed > 1;
       column++) {
    const Cell *cell = grid_cell(grid, row, column);
    if (*cell->text == '\0')
      continue;
    const Head *head = cell->kind == CELL_TEXT && !g_ascii_isdigit(*cell->text)
                           ? heads_of(heads, cell->text)
                           : NULL;
    gboolean is_known = head != NULL && head->kind != HEAD_UNKNOWN;
    known += is_known;
    other += !is_known;
    central = central || (is_known && is_central(head));
  }
  return central && known >= 2 && known * 2 >= printed;
}

/* TRUE where a cell of the row below a head says more of it: nothing stands over it, or something
 * that spans it. */
static gboolean is_under(const Grid *grid, guint row, guint column) {
  const Cell *over = grid_cell(grid, row, column);
  if (*over->text == '\0')
    return TRUE;
  const GridMerge *merge = grid_merge_at(grid, row, column);
  if (merge != NULL)
    return merge->rows == 1 && merge->columns > 1;
  return *grid_cell(grid, row, column + 1)->text == '\0' &&
         *grid_cell(grid, row + 1, column + 1)->text != '\0';
}

/* TRUE where the row after row is the lower part of its head. */
static gboolean has_lower(Heads *heads, const Grid *grid, guint row) {
  guint printed = 0, known = 0;
  gboolean spans = FALSE;
  for (guint column = 0; column < grid_columns(grid); column++) {
    const char *text = grid_cell(grid, row + 1, column)->text;
    if (*text == '\0')
      continue;
    if (strlen(text) > HEAD_BYTES_MAX || !is_under(grid, row, column))
      return FALSE;
    printed++;
    const Head *head = heads_of(heads, text);
    known += head->kind != HEAD_UNKNOWN;
    spans = spans || *grid_cell(grid, row, column)->text != '\0';
  }
  return spans && known > 0 && known * 2 >= printed;
}

guint recognise_head_rows(Heads *heads, const Grid *grid, guint row) {
  if (!has_heads(heads, grid, row))
    return 0;
  guint rows = 1;
  for (guint column = 0; column < grid_columns(grid); column++) {
    const GridMerge *merge =
        *grid_cell(grid, row, column)->text != '\0' ? grid_merge_at(grid, row, column) : NULL;
    if (merge != NULL && merge->row == row && merge->rows <= HEAD_ROWS_MAX)
      rows = MAX(rows, merge->rows);
  }
  return rows == 1 && has_lower(heads, grid, row) ? 2 : rows;
}

/* The head over a column in one row, also of one that spans several columns: by a merged cell, or
 * (in csv) by nothing right of it but something below. */
static const char *spanning(const Grid *grid, guint row, guint rows, guint line, guint column) {
  const Cell *cell = grid_cell(grid, row + line, column);
  if (*cell->text != '\0')
    return cell->text;
  const GridMerge *merge = cell->covered ? grid_merge_at(grid, row + line, column) : NULL;
  if (merge != NULL)
    return merge->row == row + line ? grid_cell(grid, merge->row, merge->column)->text : "";
  if (line + 1 >= rows || *grid_cell(grid, row + line + 1, column)->text == '\0')
    return "";
  for (guint left = column; left > 0; left--) {
    const char *text = grid_cell(grid, row + line, left - 1)->text;
    if (*text != '\0')
      return *grid_cell(grid, row + line + 1, left - 1)->text != '\0' ? text : "";
  }
  return "";
}

char *recognise_head_text(const Grid *grid, guint row, guint rows, guint column) {
  g_autoptr(GString) head = g_string_new(NULL);
  for (guint line = 0; line < rows; line++) {
    const char *text = spanning(grid, row, rows, line, column);
    if (*text == '\0')
      continue;
    g_autofree char *one = recognise_line(text);
    g_string_append_printf(head, "%s%s", head->len > 0 ? "/" : "", one);
  }
  return g_string_free(g_steal_pointer(&head), FALSE);
}

char *recognise_signature(const Grid *grid, guint row, guint rows) {
  g_autoptr(GString) all = g_string_new(NULL);
  for (guint column = 0; column < grid_columns(grid); column++) {
    g_autofree char *text = recognise_head_text(grid, row, rows, column);
    g_autofree char *bare = recognise_bare(text);
    g_string_append_printf(all, "%s|", bare);
  }
  while (g_str_has_suffix(all->str, "||")) /* columns in which nothing stands */
    g_string_truncate(all, all->len - 1);
  return g_string_free(g_steal_pointer(&all), FALSE);
}

/* ---- walking ---------------------------------------------------------------------------- */

static const Grid *grid_at(const Walk *walk) {
  guint index = g_array_index(walk->table->grids, guint, walk->position);
  return walk->workbook->grids->pdata[index];
}

void walk_init(Walk *walk, const Workbook *workbook, const Recognised *table) {
  *walk = (Walk){.workbook = workbook, .table = table, .next = table->header + table->header_rows};
  heads_init(&walk->heads);
  if (table->header_rows == 0)
    return;
  walk->signature = recognise_signature(grid_at(walk), table->header, table->header_rows);
  recognise_printed(grid_at(walk), table->header, 1, &walk->first);
}

void walk_clear(Walk *walk) {
  heads_clear(&walk->heads);
  g_clear_pointer(&walk->signature, g_free);
}

/* TRUE where what a row holds stands in the title already, as when it is printed on every page. */
static gboolean is_in_title(const Walk *walk, const Grid *grid, guint row) {
  guint first = 0;
  if (walk->table->title == NULL || recognise_printed(grid, row, 2, &first) != 1)
    return FALSE;
  g_autofree char *bare = recognise_bare(grid_cell(grid, row, first)->text);
  g_autofree char *title = recognise_bare(walk->table->title);
  return *bare != '\0' && strstr(title, bare) != NULL;
}

/* TRUE where the one cell of a row may be a title: it begins with the table or spans columns. A
 * note is none, but may stand between a title and its table. */
static gboolean may_be_title(const Walk *walk, const Grid *grid, guint row, guint column,
                             gboolean top) {
  const char *text = grid_cell(grid, row, column)->text;
  const GridMerge *merge = grid_merge_at(grid, row, column);
  if (column > walk->first && (merge == NULL || merge->columns == 1))
    return FALSE;
  return recognise_ordinal(text) == 0 && !(top && recognise_is_note(text));
}

/* What begins at the row next: of rows that stand alone, above a head. */
typedef enum { AHEAD_NOTHING, AHEAD_SAME, AHEAD_OTHER } Ahead;

/* Whether a head stands at row, perhaps below a title, and whether it is that of the table once
 * more. *after receives the row after it. */
static Ahead look_ahead(Walk *walk, const Grid *grid, guint row, guint *after) {
  gboolean titled = FALSE;
  for (guint i = 0; i < TITLE_ROWS_MAX && row + i < grid_rows(grid); i++) {
    guint rows = recognise_head_rows(&walk->heads, grid, row + i);
    if (rows > 0) {
      g_autofree char *signature = recognise_signature(grid, row + i, rows);
      *after = row + i + rows;
      return !titled && g_strcmp0(signature, walk->signature) == 0 ? AHEAD_SAME : AHEAD_OTHER;
    }
    guint first = 0;
    guint printed = recognise_printed(grid, row + i, 2, &first);
    if (printed > 1 || (printed == 1 && !may_be_title(walk, grid, row + i, first, i == 0)))
      return AHEAD_NOTHING;
    titled = titled || (printed == 1 && !is_in_title(walk, grid, row + i));
  }
  return AHEAD_NOTHING;
}

/* Looks ahead only where something may begin: at a head, or where a row stands alone. */
static Ahead ahead(Walk *walk, const Grid *grid, guint row, guint *after) {
  if (walk->signature == NULL)
    return AHEAD_NOTHING;
  return recognise_printed(grid, row, 2, NULL) < 2 || has_heads(&walk->heads, grid, row)
             ? look_ahead(walk, grid, row, after)
             : AHEAD_NOTHING;
}

gboolean walk_next(Walk *walk, guint *grid, guint *row) {
  while (walk->position < walk->table->grids->len) {
    const Grid *now = grid_at(walk);
    guint after = 0;
    while (walk->next < grid_rows(now)) {
      guint here = walk->next;
      Ahead what = ahead(walk, now, here, &after);
      if (what == AHEAD_OTHER)
        return FALSE;
      walk->next = what == AHEAD_SAME ? after : here + 1;
      if (what == AHEAD_SAME || recognise_printed(now, here, 1, NULL) == 0)
        continue;
      *grid = g_array_index(walk->table->grids, guint, walk->position);
      *row = here;
      return TRUE;
    }
    walk->position++;
    walk->next = 0;
  }
  return FALSE;
}

/* grid.h: a table of cells as some file has it: a sheet of an xlsx, a table of a docx, a csv. It
 * knows nothing of ledgers.
 *
 * Rows and columns count from 0. A merged cell has its text in its first cell; the others of it are
 * covered and empty.
 */
#pragma once

#include "core/rules/day.h"

typedef enum {
  CELL_EMPTY,
  CELL_TEXT,
  CELL_NUMBER, /* text is the number as it is shown: 60%, 3 */
  CELL_DATE,   /* text is YYYY-MM-DD */
  CELL_ERROR,  /* what a formula could not compute: #REF! */
} CellKind;

typedef struct {
  const char *text; /* clean (text_clean(), line ends kept), without blanks around it; never NULL */
  double number;    /* CELL_NUMBER: the value, 0.6 for 60%; CELL_DATE: the serial number, if any */
  Day day;          /* CELL_DATE; else DAY_NONE */
  CellKind kind;
  gboolean covered; /* lies in a merged cell, and is not its first */
} Cell;

/* A merged cell. */
typedef struct {
  guint row, column;
  guint rows, columns;
} GridMerge;

typedef struct Grid Grid;

/* An empty grid; name is the sheet's, or 表1 for the first table of a docx. */
Grid *grid_new(const char *name);
void grid_free(Grid *grid);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Grid, grid_free)

/* Puts a cell; the grid grows to hold it. text is copied (equal texts once), cleaned and stripped;
 * NULL or blank text is CELL_EMPTY. number and day as in Cell. */
void grid_put(Grid *grid, guint row, guint column, CellKind kind, const char *text, double number,
              Day day);

/* Merges cells that were put before; what the covered ones hold is dropped. */
void grid_merge(Grid *grid, guint row, guint column, guint rows, guint columns);

/* The place of a row in its file as people count it: the sheet's row number, the line a csv record
 * begins on. Set for a row whose number is not its index + 1. */
void grid_set_line(Grid *grid, guint row, guint line);
guint grid_line(const Grid *grid, guint row);

/* Names of sheet, and what stands above the table (the paragraphs before it in a docx, joined by
 * '\n'; NULL: nothing). Borrowed. */
const char *grid_name(const Grid *grid);
const char *grid_caption(const Grid *grid);
void grid_set_caption(Grid *grid, const char *caption);

/* TRUE for a hidden sheet. */
gboolean grid_is_hidden(const Grid *grid);
void grid_set_hidden(Grid *grid, gboolean hidden);

guint grid_rows(const Grid *grid);
guint grid_columns(const Grid *grid);

/* A cell; outside the grid an empty one. Borrowed, until the grid changes. */
const Cell *grid_cell(const Grid *grid, guint row, guint column);

/* The merged cell in which a cell lies; NULL: in none. Borrowed. */
const GridMerge *grid_merge_at(const Grid *grid, guint row, guint column);

/* A column as spreadsheets name it: A, Z, AA. The caller frees. */
char *grid_column_name(guint column);

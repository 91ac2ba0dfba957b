/* list.h: where one stands in a list of rows: how many, which is chosen, which is the first shown.
 *
 * Rows are drawn by the screen that owns them; this keeps the chosen one in sight.
 */
#pragma once

#include "tui/term/term.h"

typedef struct {
  gsize count;   /* rows there are */
  gsize current; /* the chosen one; 0 in an empty list */
  gsize top;     /* the first one shown */
  gsize height;  /* rows shown */
} List;

/* Takes a new count and keeps current and top within it. */
void list_resize(List *list, gsize count);

/* Takes the height of the area it is painted in. */
void list_layout(List *list, int rows);

/* Moves the choice by delta rows, stopping at the ends. */
void list_move(List *list, gint64 delta);

/* Moves by whole pages (-1, 1). */
void list_page(List *list, int pages);

/* Chooses a row; past the end the last one. */
void list_choose(List *list, gsize row);

/* Scrolls by delta rows, the chosen row moving only when it would leave the area (mouse wheel). */
void list_scroll(List *list, int delta);

/* The row shown at a screen row of an area the list was painted in; FALSE where there is none. */
gboolean list_row_at(const List *list, Area area, int screen_row, gsize *row);

/* Paints "12/69" (chosen/count) right-aligned to end at column + width. */
void list_paint_position(const List *list, Term *term, int row, int column, int width);

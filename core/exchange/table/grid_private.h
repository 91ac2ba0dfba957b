/* grid_private.h: for readers, which put the same text into many cells. */
#pragma once

#include "core/exchange/table/grid.h"

/* What grid_put() would put there, kept by a number: 0 where it is empty. */
guint32 grid_keep(Grid *grid, CellKind kind, const char *text, double number, Day day);

/* Puts what was kept. */
void grid_put_kept(Grid *grid, guint row, guint column, guint32 kept);

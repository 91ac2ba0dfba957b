/* formulas.h: the formulas of an xlsx worked out anew, from the cells that it shows. */
#pragma once

#include "core/exchange/table/grid.h"

typedef struct {
  char *cell;    /* B5 */
  char *formula; /* without =, as Excel has it */
  double value;  /* what the file says it comes to */
} Formula;

/* The formulas of a sheet (1: the first) whose value is a number, row by row. An array of Formula*
 * that frees them. */
GPtrArray *formulas_read(const char *path, int sheet);

/* What a formula comes to: SUM, COUNT, MIN, IF, SUMIF, COUNTIF, SUMPRODUCT, + - * / and
 * comparisons over cells of the grid. Fails the test for anything else. */
double formula_value(const Grid *grid, const char *formula);

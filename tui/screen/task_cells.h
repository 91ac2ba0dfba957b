/* task_cells.h: the cells of a list of tasks: which columns there is room for, how wide each is,
 * and what stands in it.
 */
#pragma once

#include "core/rules/view.h"
#include "tui/screen/task_rows.h"

/* A column of a screen as it is by itself. */
typedef struct {
  TaskColumn column;
  int width; /* as in ViewColumn */
  int from;  /* screens narrower than that leave it out */
} TableColumn;

typedef struct {
  TaskColumn column;
  int index; /* its place among the columns that are asked for */
  int at;    /* where it begins */
  int width; /* with the blank behind it, but for the last */
} TaskCell;

typedef struct {
  TaskCell cells[TASK_COLUMN_COUNT];
  guint count;
  gboolean late;        /* of a list of what is late: what is left is told as days late, in red */
  gboolean several;     /* a 序号 alone does not say which task is meant */
  gboolean whole_dates; /* there is room for a 完成时限 with its day */
} TaskCells;

#define TASK_CELLS_MARK 2 /* columns before the first cell, for the mark */

/* Lays columns (ViewColumn) out in a screen of that width, so that the one at chosen (-1: none) is
 * among those there is room for. */
void task_cells_lay_out(TaskCells *cells, const GArray *columns, int width, int chosen);

/* The cell at a column of the screen; NULL where there is none. */
const TaskCell *task_cells_at(const TaskCells *cells, int column);

/* Whether it takes what tags a task has to paint them. */
gboolean task_cells_have(const TaskCells *cells, TaskColumn column);

/* The heads, with signs of the order (TaskSort) behind their names; that of chosen (a TaskColumn;
 * -1: none) is shown as chosen. */
void task_cells_paint_head(const TaskCells *cells, Term *term, int row, int width,
                           const GArray *sorts, int chosen);

/* One row; 逾期办结 stands for the state where it was handed in late. task may be NULL (a blank
 * row); tags likewise. */
void task_cells_paint(const TaskCells *cells, App *app, Term *term, int row, int width,
                      const Task *task, const char *tags, gboolean marked, gboolean selected);

/* grid.h: a year's obligations as a table: tasks' rules or units down, periods across, with totals.
 */
#pragma once

#include "core/model/obligation.h"

typedef enum { GRID_MONTHS, GRID_QUARTERS, GRID_WEEKS } GridColumns;
#define GRID_COLUMNS_COUNT 3

/* What stands where a row and a column meet, or a total. */
typedef struct {
  int periods; /* how many it sums up; 0: nothing is asked for */
  int quota;
  int count;     /* submissions that count; of one period no more than it asks for are shown as
                    count/quota   by whoever draws it: the sum is as it is */
  Light light;   /* the worst of its periods: red, amber, green, grey */
  gboolean blue; /* 红黄蓝: green is shown 蓝 */
  char key[PERIOD_KEY_SIZE]; /* of its first period */
} GridCell;

typedef struct {
  gint64 schedule; /* 0: a unit's row */
  gint64 unit;     /* 0: a rule's row */
  gint64 task;     /* of a rule; 0: a unit's row */
  Basis basis;     /* of a rule */
  gboolean unset;  /* of a rule of that year's ledgers: it counts from a day nobody has set, so its
                      cells are empty */
  char *name;      /* 第1项 每季度至少1次…, as task_number_text(); the unit's name */
  GridCell *cells; /* one for each column */
  GridCell total;
} GridRow;

typedef struct {
  Day first, last; /* the days of the column */
  char *name;      /* 1月, 1季, W01 */
} GridColumn;

typedef struct {
  int year;
  GArray *columns;  /* GridColumn */
  GPtrArray *rows;  /* GridRow* */
  GridCell *totals; /* one for each column: of tasks, each once, also where units are down */
  GridCell total;
} Grid;

void grid_free(Grid *grid);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Grid, grid_free)

/* The column under which a period is filed: by its last day; a week by its Thursday, as ISO 8601
 * gives weeks to years. */
Day grid_home(const Period *span);

/* The table of a year: rules of tasks down in the order of 序号, or, with by_unit, the units that
 * answer for them, in the order of unit_list(). ledger 0: all that are in use. NULL and error. */
Grid *grid_compute(Db *db, const Reckoning *reckoning, gint64 ledger, int year, GridColumns columns,
                   gboolean by_unit, GError **error);

/* matrix.h: a year's obligations as a table: tasks' rules or units down, periods across, with
 * totals.
 */
#pragma once

#include "core/model/obligation.h"

typedef enum { MATRIX_MONTHS, MATRIX_QUARTERS, MATRIX_WEEKS } MatrixColumns;
#define MATRIX_COLUMNS_COUNT 3

/* What stands where a row and a column meet, or a total. */
typedef struct {
  int periods; /* how many it sums up; 0: nothing is asked for */
  int quota;
  int count;     /* submissions that count; of one period no more than it asks for are shown as
                    count/quota   by whoever draws it: the sum is as it is */
  Light light;   /* the worst of its periods: red, amber, green, grey */
  gboolean blue; /* 红黄蓝: green is shown 蓝 */
  char key[PERIOD_KEY_SIZE]; /* of its first period */
} MatrixCell;

typedef struct {
  gint64 schedule; /* 0: a unit's row */
  gint64 unit;     /* 0: a rule's row */
  gint64 task;     /* of a rule; 0: a unit's row */
  Basis basis;     /* of a rule */
  gboolean unset;  /* of a rule of that year's ledgers: it counts from a day nobody has set, so its
                      cells are empty */
  char *name;      /* 第1项 每季度至少1次…, as task_number_text(); the unit's name */
  MatrixCell *cells; /* one for each column */
  MatrixCell total;
} MatrixRow;

typedef struct {
  Day first, last; /* the days of the column */
  char *name;      /* 1月, 1季, W01 */
} MatrixColumn;

typedef struct {
  int year;
  GArray *columns;    /* MatrixColumn */
  GPtrArray *rows;    /* MatrixRow* */
  MatrixCell *totals; /* one for each column: of tasks, each once, also where units are down */
  MatrixCell total;
} Matrix;

void matrix_free(Matrix *matrix);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Matrix, matrix_free)

/* The column under which a period is filed: by its last day; a week by its Thursday, as ISO 8601
 * gives weeks to years. */
Day matrix_home(const Period *span);

/* The table of a year: rules of tasks down in the order of 序号, or, with by_unit, the units that
 * answer for them, in the order of unit_list(). ledger 0: all that are in use. NULL and error. */
Matrix *matrix_compute(Db *db, const Reckoning *reckoning, gint64 ledger, int year,
                       MatrixColumns columns, gboolean by_unit, GError **error);

/* The same of some tasks alone: those whose ids (gint64*, a set) are in tasks; NULL: of all. */
Matrix *matrix_compute_of(Db *db, const Reckoning *reckoning, GHashTable *tasks, gint64 ledger,
                          int year, MatrixColumns columns, gboolean by_unit, GError **error);

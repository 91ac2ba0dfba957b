#include "core/model/matrix.h"

#include "core/model/answer.h"
#include "core/model/ledger.h"
#include "core/model/task.h"
#include "core/model/unit.h"

#define SQL_RULES                                                                                     \
  "SELECT s.id, s.task, t.number, s.phrase, s.basis, s.material, "                                    \
  "s.basis = 'anchor' AND s.anchor IS NULL AND s.ended IS NULL AND l.year = ?3, " SQL_SEVERAL_LEDGERS \
  " FROM schedule s JOIN task t ON t.id = s.task JOIN ledger l ON l.id = t.ledger "                   \
  "WHERE t.ledger = ?1 OR ?1 = 0 AND t.ledger NOT IN " SQL_LEDGERS_FROZEN(                            \
      "?2") " ORDER BY t.ledger, t.number, s.id"

static void row_free(gpointer data) {
  MatrixRow *row = data;
  g_free(row->name);
  g_free(row->cells);
  g_free(row);
}

static void column_clear(gpointer data) {
  g_free(((MatrixColumn *)data)->name);
}

void matrix_free(Matrix *matrix) {
  if (matrix == NULL)
    return;
  g_array_unref(matrix->columns);
  g_ptr_array_unref(matrix->rows);
  g_free(matrix->totals);
  g_free(matrix);
}

/* ---- columns ---------------------------------------------------------------------------- */

#define WEEK_DAYS 7
#define THURSDAY 3 /* days after Monday */

Day matrix_home(const Period *span) {
  return span->last - span->first == WEEK_DAYS - 1 ? span->first + THURSDAY : span->last;
}

static void add_column(Matrix *matrix, Day first, Day last, char *name) {
  MatrixColumn column = {.first = first, .last = last, .name = name};
  g_array_append_val(matrix->columns, column);
}

static void add_spans(Matrix *matrix, int months, const char *format) {
  for (int month = 1; month <= 12; month += months)
    add_column(matrix, day_from_ymd(matrix->year, month, 1),
               day_month_end(matrix->year, month + months - 1),
               g_strdup_printf("%d%s", (month - 1) / months + 1, format));
}

/* The weeks whose Thursday lies in the year. */
static void add_weeks(Matrix *matrix) {
  Day first = day_from_ymd(matrix->year, 1, 1), last = day_month_end(matrix->year, 12);
  Day monday = first - (Day)(day_weekday(first) - 1);
  if (monday + THURSDAY < first)
    monday += WEEK_DAYS;
  for (int week = 1; monday + THURSDAY <= last; week++, monday += WEEK_DAYS)
    add_column(matrix, monday, monday + WEEK_DAYS - 1, g_strdup_printf("W%02d", week));
}

static void add_columns(Matrix *matrix, MatrixColumns columns) {
  if (columns == MATRIX_MONTHS)
    add_spans(matrix, 1, "月");
  else if (columns == MATRIX_QUARTERS)
    add_spans(matrix, 3, "季");
  else
    add_weeks(matrix);
}

/* The place of the column that a period is filed under; -1 where it belongs to another year. */
static int column_of(const Matrix *matrix, const Obligation *obligation) {
  Day home = matrix_home(&obligation->span);
  for (guint i = 0; i < matrix->columns->len; i++) {
    const MatrixColumn *column = &g_array_index(matrix->columns, MatrixColumn, i);
    if (home >= column->first && home <= column->last)
      return (int)i;
  }
  return -1;
}

/* ---- cells ------------------------------------------------------------------------------ */

static int gravity(Light light) {
  static const int gravities[LIGHT_COUNT] = {
      [LIGHT_RED] = 3, [LIGHT_AMBER] = 2, [LIGHT_GREEN] = 1, [LIGHT_GREY] = 0};
  return gravities[light];
}

static void cell_add(MatrixCell *cell, const Obligation *obligation) {
  if (cell->periods == 0 || gravity(obligation->light) > gravity(cell->light))
    cell->light = obligation->light;
  cell->blue = obligation->blue;
  if (cell->periods == 0)
    g_strlcpy(cell->key, obligation->span.key, sizeof cell->key);
  cell->periods++;
  cell->quota += obligation->quota;
  cell->count += obligation->count;
}

static void row_add(MatrixRow *row, int column, const Obligation *obligation) {
  cell_add(&row->cells[column], obligation);
  cell_add(&row->total, obligation);
}

static MatrixRow *add_row(Matrix *matrix, char *name) {
  MatrixRow *row = g_new0(MatrixRow, 1);
  row->name = name;
  row->cells = g_new0(MatrixCell, matrix->columns->len);
  g_ptr_array_add(matrix->rows, row);
  return row;
}

/* ---- rules down ------------------------------------------------------------------------- */

static gboolean add_rules(Db *db, Matrix *matrix, GHashTable *tasks, gint64 ledger, Day today,
                          GError **error) {
  Query *query = query_new(db, SQL_RULES);
  query_bind_int(query, 1, ledger);
  query_bind_day(query, 2, today);
  query_bind_int(query, 3, matrix->year);
  while (query_next(query)) {
    gint64 task = query_int(query, 1);
    if (tasks != NULL && !g_hash_table_contains(tasks, &task))
      continue;
    g_autofree char *words = schedule_words(query_text(query, 3), query_text(query, 5));
    g_autofree char *number =
        task_number_text((int)query_int(query, 2), task, query_int(query, 7) != 0);
    MatrixRow *row = add_row(matrix, g_strdup_printf("%s %s", number, words));
    row->schedule = query_int(query, 0);
    row->task = task;
    basis_parse(query_text(query, 4), &row->basis);
    row->unset = query_int(query, 6) != 0;
  }
  return query_finish(query, error);
}

static void fill_rules(Matrix *matrix, const GPtrArray *obligations) {
  g_autoptr(GHashTable) by_schedule = g_hash_table_new(g_int64_hash, g_int64_equal);
  for (guint i = 0; i < matrix->rows->len; i++) {
    MatrixRow *row = matrix->rows->pdata[i];
    g_hash_table_insert(by_schedule, &row->schedule, row);
  }
  for (guint i = 0; i < obligations->len; i++) {
    const Obligation *obligation = obligations->pdata[i];
    MatrixRow *row = g_hash_table_lookup(by_schedule, &obligation->schedule);
    int column = column_of(matrix, obligation);
    if (row != NULL && column >= 0)
      row_add(row, column, obligation);
  }
}

/* ---- units down ------------------------------------------------------------------------- */

static GHashTable *by_task(const GPtrArray *obligations) {
  GHashTable *table =
      g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
  for (guint i = 0; i < obligations->len; i++) {
    Obligation *obligation = obligations->pdata[i];
    GPtrArray *list = g_hash_table_lookup(table, &obligation->task);
    if (list == NULL) {
      list = g_ptr_array_new();
      g_hash_table_insert(table, &obligation->task, list);
    }
    g_ptr_array_add(list, obligation);
  }
  return table;
}

static const char *unit_name(const GPtrArray *units, gint64 id) {
  for (guint i = 0; i < units->len; i++) {
    if (((const Unit *)units->pdata[i])->id == id)
      return ((const Unit *)units->pdata[i])->name;
  }
  return "";
}

static gboolean fill_units(Db *db, Matrix *matrix, const GPtrArray *obligations, GError **error) {
  g_autoptr(GHashTable) tasks = by_task(obligations);
  g_autoptr(GArray) answers = answer_list(db, error);
  g_autoptr(GPtrArray) units = answers != NULL ? unit_list(db, error) : NULL;
  if (units == NULL)
    return FALSE;
  MatrixRow *row = NULL;
  for (guint i = 0; i < answers->len; i++) {
    const Answer *answer = &g_array_index(answers, Answer, i);
    const GPtrArray *list = g_hash_table_lookup(tasks, &answer->task);
    for (guint k = 0; list != NULL && k < list->len; k++) {
      int column = column_of(matrix, list->pdata[k]);
      if (column < 0)
        continue;
      if (row == NULL || row->unit != answer->unit) {
        row = add_row(matrix, g_strdup(unit_name(units, answer->unit)));
        row->unit = answer->unit;
      }
      row_add(row, column, list->pdata[k]);
    }
  }
  return TRUE;
}

/* ---- all -------------------------------------------------------------------------------- */

/* Those of some tasks, in the same order, borrowed. Unref it. */
static GPtrArray *of_tasks(const GPtrArray *obligations, GHashTable *tasks) {
  GPtrArray *some = g_ptr_array_sized_new(obligations->len);
  for (guint i = 0; i < obligations->len; i++) {
    Obligation *obligation = obligations->pdata[i];
    if (tasks == NULL || g_hash_table_contains(tasks, &obligation->task))
      g_ptr_array_add(some, obligation);
  }
  return some;
}

static void drop_empty(Matrix *matrix) {
  for (guint i = matrix->rows->len; i-- > 0;) {
    const MatrixRow *row = matrix->rows->pdata[i];
    if (row->total.periods == 0 && !row->unset)
      g_ptr_array_remove_index(matrix->rows, i);
  }
}

Matrix *matrix_compute(Db *db, const Reckoning *reckoning, gint64 ledger, int year,
                       MatrixColumns columns, gboolean by_unit, GError **error) {
  return matrix_compute_of(db, reckoning, NULL, ledger, year, columns, by_unit, error);
}

Matrix *matrix_compute_of(Db *db, const Reckoning *reckoning, GHashTable *tasks, gint64 ledger,
                          int year, MatrixColumns columns, gboolean by_unit, GError **error) {
  g_autoptr(Matrix) matrix = g_new0(Matrix, 1);
  matrix->year = year;
  matrix->columns = g_array_new(FALSE, FALSE, sizeof(MatrixColumn));
  g_array_set_clear_func(matrix->columns, column_clear);
  matrix->rows = g_ptr_array_new_with_free_func(row_free);
  add_columns(matrix, columns);
  matrix->totals = g_new0(MatrixCell, matrix->columns->len);
  ObligationFilter filter = {
      .ledger = ledger,
      .first = g_array_index(matrix->columns, MatrixColumn, 0).first,
      .last = g_array_index(matrix->columns, MatrixColumn, matrix->columns->len - 1).last,
  };
  g_autoptr(GPtrArray) all = obligation_list(db, reckoning, &filter, error);
  if (all == NULL)
    return NULL;
  g_autoptr(GPtrArray) obligations = of_tasks(all, tasks);
  for (guint i = 0; i < obligations->len; i++) {
    int column = column_of(matrix, obligations->pdata[i]);
    if (column < 0)
      continue;
    cell_add(&matrix->totals[column], obligations->pdata[i]);
    cell_add(&matrix->total, obligations->pdata[i]);
  }
  if (by_unit) {
    if (!fill_units(db, matrix, obligations, error))
      return NULL;
  } else {
    if (!add_rules(db, matrix, tasks, ledger, reckoning_today(reckoning), error))
      return NULL;
    fill_rules(matrix, obligations);
    drop_empty(matrix);
  }
  return g_steal_pointer(&matrix);
}

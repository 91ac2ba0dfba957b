#include "core/model/grid.h"

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
  GridRow *row = data;
  g_free(row->name);
  g_free(row->cells);
  g_free(row);
}

static void column_clear(gpointer data) {
  g_free(((GridColumn *)data)->name);
}

void grid_free(Grid *grid) {
  if (grid == NULL)
    return;
  g_array_unref(grid->columns);
  g_ptr_array_unref(grid->rows);
  g_free(grid->totals);
  g_free(grid);
}

/* ---- columns ---------------------------------------------------------------------------- */

#define WEEK_DAYS 7
#define THURSDAY 3 /* days after Monday */

Day grid_home(const Period *span) {
  return span->last - span->first == WEEK_DAYS - 1 ? span->first + THURSDAY : span->last;
}

static void add_column(Grid *grid, Day first, Day last, char *name) {
  GridColumn column = {.first = first, .last = last, .name = name};
  g_array_append_val(grid->columns, column);
}

static void add_spans(Grid *grid, int months, const char *format) {
  for (int month = 1; month <= 12; month += months)
    add_column(grid, day_from_ymd(grid->year, month, 1),
               day_month_end(grid->year, month + months - 1),
               g_strdup_printf("%d%s", (month - 1) / months + 1, format));
}

/* The weeks whose Thursday lies in the year. */
static void add_weeks(Grid *grid) {
  Day first = day_from_ymd(grid->year, 1, 1), last = day_month_end(grid->year, 12);
  Day monday = first - (Day)(day_weekday(first) - 1);
  if (monday + THURSDAY < first)
    monday += WEEK_DAYS;
  for (int week = 1; monday + THURSDAY <= last; week++, monday += WEEK_DAYS)
    add_column(grid, monday, monday + WEEK_DAYS - 1, g_strdup_printf("W%02d", week));
}

static void add_columns(Grid *grid, GridColumns columns) {
  if (columns == GRID_MONTHS)
    add_spans(grid, 1, "月");
  else if (columns == GRID_QUARTERS)
    add_spans(grid, 3, "季");
  else
    add_weeks(grid);
}

/* The place of the column that a period is filed under; -1 where it belongs to another year. */
static int column_of(const Grid *grid, const Obligation *obligation) {
  Day home = grid_home(&obligation->span);
  for (guint i = 0; i < grid->columns->len; i++) {
    const GridColumn *column = &g_array_index(grid->columns, GridColumn, i);
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

static void cell_add(GridCell *cell, const Obligation *obligation) {
  if (cell->periods == 0 || gravity(obligation->light) > gravity(cell->light))
    cell->light = obligation->light;
  cell->blue = obligation->blue;
  if (cell->periods == 0)
    g_strlcpy(cell->key, obligation->span.key, sizeof cell->key);
  cell->periods++;
  cell->quota += obligation->quota;
  cell->count += obligation->count;
}

static void row_add(GridRow *row, int column, const Obligation *obligation) {
  cell_add(&row->cells[column], obligation);
  cell_add(&row->total, obligation);
}

static GridRow *add_row(Grid *grid, char *name) {
  GridRow *row = g_new0(GridRow, 1);
  row->name = name;
  row->cells = g_new0(GridCell, grid->columns->len);
  g_ptr_array_add(grid->rows, row);
  return row;
}

/* ---- rules down ------------------------------------------------------------------------- */

static gboolean add_rules(Db *db, Grid *grid, gint64 ledger, Day today, GError **error) {
  Query *query = query_new(db, SQL_RULES);
  query_bind_int(query, 1, ledger);
  query_bind_day(query, 2, today);
  query_bind_int(query, 3, grid->year);
  while (query_next(query)) {
    g_autofree char *words = schedule_words(query_text(query, 3), query_text(query, 5));
    gint64 task = query_int(query, 1);
    g_autofree char *number =
        task_number_text((int)query_int(query, 2), task, query_int(query, 7) != 0);
    GridRow *row = add_row(grid, g_strdup_printf("%s %s", number, words));
    row->schedule = query_int(query, 0);
    row->task = task;
    basis_parse(query_text(query, 4), &row->basis);
    row->unset = query_int(query, 6) != 0;
  }
  return query_finish(query, error);
}

static void fill_rules(Grid *grid, const GPtrArray *obligations) {
  g_autoptr(GHashTable) by_schedule = g_hash_table_new(g_int64_hash, g_int64_equal);
  for (guint i = 0; i < grid->rows->len; i++) {
    GridRow *row = grid->rows->pdata[i];
    g_hash_table_insert(by_schedule, &row->schedule, row);
  }
  for (guint i = 0; i < obligations->len; i++) {
    const Obligation *obligation = obligations->pdata[i];
    GridRow *row = g_hash_table_lookup(by_schedule, &obligation->schedule);
    int column = column_of(grid, obligation);
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

static gboolean fill_units(Db *db, Grid *grid, const GPtrArray *obligations, GError **error) {
  g_autoptr(GHashTable) tasks = by_task(obligations);
  g_autoptr(GArray) answers = answer_list(db, error);
  g_autoptr(GPtrArray) units = answers != NULL ? unit_list(db, error) : NULL;
  if (units == NULL)
    return FALSE;
  GridRow *row = NULL;
  for (guint i = 0; i < answers->len; i++) {
    const Answer *answer = &g_array_index(answers, Answer, i);
    const GPtrArray *list = g_hash_table_lookup(tasks, &answer->task);
    for (guint k = 0; list != NULL && k < list->len; k++) {
      int column = column_of(grid, list->pdata[k]);
      if (column < 0)
        continue;
      if (row == NULL || row->unit != answer->unit) {
        row = add_row(grid, g_strdup(unit_name(units, answer->unit)));
        row->unit = answer->unit;
      }
      row_add(row, column, list->pdata[k]);
    }
  }
  return TRUE;
}

/* ---- all -------------------------------------------------------------------------------- */

static void drop_empty(Grid *grid) {
  for (guint i = grid->rows->len; i-- > 0;) {
    const GridRow *row = grid->rows->pdata[i];
    if (row->total.periods == 0 && !row->unset)
      g_ptr_array_remove_index(grid->rows, i);
  }
}

Grid *grid_compute(Db *db, const Reckoning *reckoning, gint64 ledger, int year, GridColumns columns,
                   gboolean by_unit, GError **error) {
  g_autoptr(Grid) grid = g_new0(Grid, 1);
  grid->year = year;
  grid->columns = g_array_new(FALSE, FALSE, sizeof(GridColumn));
  g_array_set_clear_func(grid->columns, column_clear);
  grid->rows = g_ptr_array_new_with_free_func(row_free);
  add_columns(grid, columns);
  grid->totals = g_new0(GridCell, grid->columns->len);
  ObligationFilter filter = {
      .ledger = ledger,
      .first = g_array_index(grid->columns, GridColumn, 0).first,
      .last = g_array_index(grid->columns, GridColumn, grid->columns->len - 1).last,
  };
  g_autoptr(GPtrArray) obligations = obligation_list(db, reckoning, &filter, error);
  if (obligations == NULL)
    return NULL;
  for (guint i = 0; i < obligations->len; i++) {
    int column = column_of(grid, obligations->pdata[i]);
    if (column < 0)
      continue;
    cell_add(&grid->totals[column], obligations->pdata[i]);
    cell_add(&grid->total, obligations->pdata[i]);
  }
  if (by_unit) {
    if (!fill_units(db, grid, obligations, error))
      return NULL;
  } else {
    if (!add_rules(db, grid, ledger, reckoning_today(reckoning), error))
      return NULL;
    fill_rules(grid, obligations);
    drop_empty(grid);
  }
  return g_steal_pointer(&grid);
}

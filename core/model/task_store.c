/* task_store.c: a new task, and the units of one. */
#include "core/model/task.h"

#define SQL_TASK_INSERT                                                                            \
  "INSERT INTO task (ledger, indicator, number, kind, goal, deadline, deadline_printed, due, "     \
  "state, percent, done_on, note, parent, weight) "                                                \
  "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)"
#define SQL_TASK_UNIT_ROWS "SELECT unit, role, position FROM task_unit WHERE task = ?1"
#define SQL_TASK_UNIT_DELETE "DELETE FROM task_unit WHERE task = ?1 AND unit = ?2 AND role = ?3"
#define SQL_TASK_UNIT_PUT                                                                          \
  "INSERT INTO task_unit (task, unit, role, position) VALUES (?1, ?2, ?3, ?4) "                    \
  "ON CONFLICT (task, unit, role) DO UPDATE SET position = excluded.position"

/* A row of task_unit. */
typedef struct {
  gint64 unit;
  Role role;
  gint64 position; /* 0: it is wanted no more */
} UnitRow;

static gboolean put_unit(Db *db, gint64 task, const UnitRow *row, GError **error) {
  Query *query = query_new(db, row->position > 0 ? SQL_TASK_UNIT_PUT : SQL_TASK_UNIT_DELETE);
  query_bind_int(query, 1, task);
  query_bind_int(query, 2, row->unit);
  query_bind_text(query, 3, role_code(row->role));
  if (row->position > 0)
    query_bind_int(query, 4, row->position);
  return query_run(query, error);
}

static UnitRow *find_row(const GArray *rows, gint64 unit, Role role) {
  for (guint i = 0; i < rows->len; i++) {
    UnitRow *row = &g_array_index(rows, UnitRow, i);
    if (row->unit == unit && row->role == role)
      return row;
  }
  return NULL;
}

static GArray *read_rows(Db *db, gint64 task, GError **error) {
  g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(UnitRow));
  Query *query = query_new(db, SQL_TASK_UNIT_ROWS);
  query_bind_int(query, 1, task);
  while (query_next(query)) {
    UnitRow row = {query_int(query, 0), ROLE_RESPONSIBLE, query_int(query, 2)};
    role_parse(query_text(query, 1), &row.role); /* the schema admits no other code */
    g_array_append_val(rows, row);
  }
  return query_finish(query, error) ? g_steal_pointer(&rows) : NULL;
}

/* The rows that units make: the first counts of what stands there twice. */
static GArray *wanted_rows(const GPtrArray *units) {
  GArray *rows = g_array_new(FALSE, FALSE, sizeof(UnitRow));
  for (guint i = 0; i < units->len; i++) {
    const TaskUnit *unit = units->pdata[i];
    UnitRow row = {unit->unit, unit->role, i + 1};
    if (find_row(rows, row.unit, row.role) == NULL)
      g_array_append_val(rows, row);
  }
  return rows;
}

/* Writes only what is not there as it should be. */
static gboolean store_rows(Db *db, gint64 task, const GArray *there, const GArray *wanted,
                           GError **error) {
  for (guint i = 0; i < there->len; i++) {
    UnitRow row = g_array_index(there, UnitRow, i);
    row.position = 0;
    if (find_row(wanted, row.unit, row.role) == NULL && !put_unit(db, task, &row, error))
      return FALSE;
  }
  for (guint i = 0; i < wanted->len; i++) {
    const UnitRow *row = &g_array_index(wanted, UnitRow, i);
    const UnitRow *now = find_row(there, row->unit, row->role);
    if ((now == NULL || now->position != row->position) && !put_unit(db, task, row, error))
      return FALSE;
  }
  return TRUE;
}

gboolean task_store_units(Db *db, gint64 task, const GPtrArray *units, GError **error) {
  g_autoptr(GArray) there = read_rows(db, task, error);
  g_autoptr(GArray) wanted = wanted_rows(units);
  return there != NULL && store_rows(db, task, there, wanted, error);
}

static gboolean insert_units(Db *db, gint64 task, const GPtrArray *units, GError **error) {
  g_autoptr(GArray) none = g_array_new(FALSE, FALSE, sizeof(UnitRow));
  g_autoptr(GArray) wanted = wanted_rows(units);
  return store_rows(db, task, none, wanted, error);
}

gboolean task_insert(Db *db, Task *task, GError **error) {
  Query *query = query_new(db, SQL_TASK_INSERT);
  query_bind_int(query, 1, task->ledger);
  query_bind_int(query, 2, task->indicator);
  query_bind_int(query, 3, task->number);
  query_bind_text(query, 4, task_kind_code(task->kind));
  query_bind_text(query, 5, task->goal);
  query_bind_text(query, 6, task->deadline);
  query_bind_text(query, 7, task->deadline_printed);
  query_bind_day(query, 8, task->due);
  query_bind_text(query, 9, task_state_code(task->state));
  if (task->percent != PERCENT_NONE)
    query_bind_int(query, 10, task->percent);
  query_bind_day(query, 11, task->done_on);
  query_bind_text(query, 12, task->note);
  if (task->parent != 0) {
    query_bind_int(query, 13, task->parent);
    query_bind_int(query, 14, task->weight);
  }
  if (!query_run(query, error))
    return FALSE;
  task->id = db_last_id(db);
  return insert_units(db, task->id, task->units, error);
}

/* task_store.c: a new task, and the units of one. */
#include "core/model/task.h"

#define SQL_LAST_ID                                                                                \
  "SELECT max(ifnull((SELECT seq FROM sqlite_sequence WHERE name = 'task'), 0),"                   \
  " ifnull((SELECT max(id) FROM task), 0))"
#define SQL_TASK_INTO                                                                              \
  "INSERT INTO task (id, ledger, indicator, number, kind, goal, deadline, deadline_printed, due, " \
  "state, percent, done_on, note, parent, weight)"
#define SQL_TASK_UNIT_INTO "INSERT INTO task_unit (task, unit, role, position)"
#define SQL_TASK_UNIT_ONCE " ON CONFLICT (task, unit, role) DO NOTHING"
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

/* ---- new tasks --------------------------------------------------------------------------- */

enum { TASK_COLUMNS = 15, TASK_UNIT_COLUMNS = 4 };

static Insert *unit_rows_new(Db *db) {
  return insert_new(db, SQL_TASK_UNIT_INTO, TASK_UNIT_COLUMNS, SQL_TASK_UNIT_ONCE);
}

static void add_units(Insert *rows, gint64 task, const GPtrArray *units) {
  for (guint i = 0; i < units->len; i++) {
    const TaskUnit *unit = units->pdata[i];
    insert_int(rows, task);
    insert_int(rows, unit->unit);
    insert_text(rows, role_code(unit->role));
    insert_int(rows, i + 1);
  }
}

void task_rows_init(TaskRows *rows, Db *db) {
  *rows = (TaskRows){
      .db = db,
      .tasks = insert_new(db, SQL_TASK_INTO, TASK_COLUMNS, ""),
      .units = unit_rows_new(db),
  };
}

void task_rows_clear(TaskRows *rows) {
  g_clear_pointer(&rows->tasks, insert_free);
  g_clear_pointer(&rows->units, insert_free);
}

/* What SQLite would give it: those that are to be put in are not there to be counted. */
static gboolean take_id(TaskRows *rows, gint64 *id, GError **error) {
  if (rows->waiting == 0) {
    Query *query = query_new(rows->db, SQL_LAST_ID);
    rows->last = query_next(query) ? query_int(query, 0) : 0;
    if (!query_finish(query, error))
      return FALSE;
  }
  if (rows->last == G_MAXINT64)
    return store_refuse(error, "任务的编号用完了，不能再添加");
  *id = ++rows->last;
  rows->waiting++;
  return TRUE;
}

gboolean task_rows_add(TaskRows *rows, Task *task, GError **error) {
  if (!take_id(rows, &task->id, error))
    return FALSE;
  Insert *to = rows->tasks;
  insert_int(to, task->id);
  insert_int(to, task->ledger);
  insert_int(to, task->indicator);
  insert_int(to, task->number);
  insert_text(to, task_kind_code(task->kind));
  insert_text(to, task->goal);
  insert_text(to, task->deadline);
  insert_text(to, task->deadline_printed);
  insert_day(to, task->due);
  insert_text(to, task_state_code(task->state));
  if (task->percent != PERCENT_NONE)
    insert_int(to, task->percent);
  else
    insert_null(to);
  insert_day(to, task->done_on);
  insert_text(to, task->note);
  if (task->parent != 0) {
    insert_int(to, task->parent);
    insert_int(to, task->weight);
  } else {
    insert_null(to);
    insert_null(to);
  }
  add_units(rows->units, task->id, task->units);
  return TRUE;
}

gboolean task_rows_put(TaskRows *rows, GError **error) {
  rows->waiting = 0;
  return insert_put(rows->tasks, error) && insert_put(rows->units, error);
}

gboolean task_insert(Db *db, Task *task, GError **error) {
  g_auto(TaskRows) rows;
  task_rows_init(&rows, db);
  return task_rows_add(&rows, task, error) && task_rows_put(&rows, error);
}

#include "core/store/shape.h"

#include "core/store/raw.h"
#include "core/store/words.h"

typedef struct {
  int order;
  GPtrArray *columns; /* names */
  int task_column;    /* the column that names the task it belongs to; -1 where there is none */
  char *task_sql;     /* finds the task of a row by its id; NULL where it has no task column */
  int ledger_column;  /* the column that names the ledger it goes with; -1 where there is none */
  GHashTable *owners; /* gint64* id → gint64* task, of rows that are there; NULL: not remembered */
  char *ledger_sql;   /* finds the ledger of a row by its id; NULL where it has no such column */
} Shape;

struct Shapes {
  Db *db;
  gboolean remembers;
  GHashTable *by_name; /* table → Shape */
};

static void shape_free(gpointer data) {
  Shape *shape = data;
  g_ptr_array_unref(shape->columns);
  g_free(shape->task_sql);
  g_free(shape->ledger_sql);
  g_clear_pointer(&shape->owners, g_hash_table_unref);
  g_free(shape);
}

Shapes *shapes_new(Db *db) {
  Shapes *shapes = g_new0(Shapes, 1);
  shapes->db = db;
  shapes->by_name = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, shape_free);
  return shapes;
}

void shapes_free(Shapes *shapes) {
  if (shapes == NULL)
    return;
  g_hash_table_unref(shapes->by_name);
  g_free(shapes);
}

/* The column of table that refers to a ledger ON DELETE CASCADE. NULL: none does. */
static char *find_ledger_column(Db *db, const char *table) {
  Query *query = query_new(db, "SELECT f.\"from\" FROM pragma_foreign_key_list(?1) f"
                               " WHERE f.\"table\" = 'ledger' AND f.on_delete = 'CASCADE'");
  query_bind_text(query, 1, table);
  char *column = query_next(query) ? g_strdup(query_text(query, 0)) : NULL;
  query_free(query);
  return column;
}

/* What cannot be read is left empty: then names are missing, and nothing else goes wrong. */
static Shape *load(Db *db, const char *table) {
  /* A part belongs to the task it is a part of. */
  const char *owner = g_strcmp0(table, "task") == 0 ? "parent" : "task";
  Shape *shape = g_new0(Shape, 1);
  shape->order = words_place(table);
  shape->columns = g_ptr_array_new_with_free_func(g_free);
  shape->task_column = -1;
  shape->ledger_column = -1;
  g_autofree char *ledger = find_ledger_column(db, table);
  Query *query = query_new(db, "SELECT c.cid, c.name FROM sqlite_schema s"
                               " JOIN pragma_table_info(s.name) c"
                               " WHERE s.type = 'table' AND s.name = ?1 ORDER BY c.cid");
  query_bind_text(query, 1, table);
  while (query_next(query)) {
    if (g_strcmp0(query_text(query, 1), owner) == 0)
      shape->task_column = (int)query_int(query, 0);
    if (g_strcmp0(query_text(query, 1), ledger) == 0)
      shape->ledger_column = (int)query_int(query, 0);
    g_ptr_array_add(shape->columns, g_strdup(query_text(query, 1)));
  }
  query_free(query);
  if (shape->task_column >= 0)
    shape->task_sql = g_strdup_printf("SELECT %s FROM \"%s\" WHERE id = ?1", owner, table);
  if (shape->ledger_column >= 0)
    shape->ledger_sql = g_strdup_printf("SELECT %s FROM \"%s\" WHERE id = ?1", ledger, table);
  return shape;
}

static Shape *find(Shapes *shapes, const char *table) {
  Shape *shape = g_hash_table_lookup(shapes->by_name, table);
  if (shape == NULL) {
    shape = load(shapes->db, table);
    g_hash_table_insert(shapes->by_name, g_strdup(table), shape);
  }
  return shape;
}

int shapes_order(Shapes *shapes, const char *table) {
  return find(shapes, table)->order;
}

const char *shapes_column(Shapes *shapes, const char *table, int column) {
  const Shape *shape = find(shapes, table);
  return column < (int)shape->columns->len ? g_ptr_array_index(shape->columns, (guint)column) : "";
}

static gboolean is_task(sqlite3_value *value, gint64 task) {
  return value != NULL && sqlite3_value_type(value) == SQLITE_INTEGER &&
         sqlite3_value_int64(value) == task;
}

/* The task of the row with that id; FALSE where it is gone. */
static gboolean read_owner(Shapes *shapes, const Shape *shape, gint64 id, gint64 *owner) {
  Query *query = query_new(shapes->db, shape->task_sql);
  query_bind_int(query, 1, id);
  gboolean found = query_next(query);
  *owner = found ? query_int(query, 0) : 0;
  query_free(query);
  return found;
}

#define GONE (-1) /* for the task of a row that is gone */

/* An UPDATE that leaves the task column alone does not carry it. */
static gboolean owner_is(Shapes *shapes, Shape *shape, gint64 id, gint64 task, gboolean fallback) {
  gint64 owner = 0;
  if (!shapes->remembers)
    return read_owner(shapes, shape, id, &owner) ? owner == task : fallback;
  if (shape->owners == NULL)
    shape->owners = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
  const gint64 *known = g_hash_table_lookup(shape->owners, &id);
  if (known == NULL) {
    gint64 *kept = g_new(gint64, 1);
    *kept = read_owner(shapes, shape, id, &owner) ? owner : GONE;
    g_hash_table_insert(shape->owners, g_memdup2(&id, sizeof id), kept);
    known = kept;
  }
  return *known == GONE ? fallback : *known == task;
}

void shapes_remember(Shapes *shapes) {
  shapes->remembers = TRUE;
}

/* TRUE when the row names task as the one it belongs to. */
static gboolean belongs(Shapes *shapes, const ChangedRow *row, gint64 task, gboolean fallback) {
  Shape *shape = find(shapes, row->table);
  if (shape->task_column < 0 || shape->task_column >= row->columns)
    return FALSE;
  sqlite3_value *old = changeset_old(row, shape->task_column);
  sqlite3_value *new_ = changeset_new(row, shape->task_column);
  if (old == NULL && new_ == NULL)
    return owner_is(shapes, shape, changeset_id(row), task, fallback);
  return is_task(old, task) || is_task(new_, task);
}

gboolean shapes_touches(Shapes *shapes, const ChangedRow *row, gint64 task, gboolean fallback) {
  if (g_strcmp0(row->table, "task") == 0)
    return changeset_id(row) == task;
  return belongs(shapes, row, task, fallback);
}

gboolean shapes_may_touch(Shapes *shapes, const RawRow *row, gint64 task) {
  if (g_str_equal(row->table, "task"))
    return raw_id(row) == task;
  int owner = find(shapes, row->table)->task_column;
  if (owner < 0 || (gsize)owner >= row->columns)
    return FALSE;
  gint64 before, after;
  gboolean was = raw_old_integer(row, (gsize)owner, &before);
  gboolean is = raw_new_integer(row, (gsize)owner, &after);
  if (!was && !is)
    return row->operation == SQLITE_UPDATE;
  return (was && before == task) || (is && after == task);
}

int shapes_task_column(Shapes *shapes, const char *table) {
  return find(shapes, table)->task_column;
}

gboolean shapes_owner(Shapes *shapes, const char *table, gint64 id, gint64 *task) {
  const Shape *shape = find(shapes, table);
  *task = 0;
  return shape->task_sql != NULL && read_owner(shapes, shape, id, task);
}

/* ---- units ------------------------------------------------------------------------------ */

guint64 shapes_unit_columns(Shapes *shapes, const char *table) {
  static const char *const TABLES[] = {"unit", "unit_alias", "unit_member", NULL};
  static const char *const COLUMNS[] = {"id", "unit", "member", "successor", NULL};
  guint64 columns = 0;
  if (!g_strv_contains(TABLES, table))
    return 0;
  const GPtrArray *names = find(shapes, table)->columns;
  for (guint i = 0; i < MIN(names->len, RAW_COLUMNS); i++)
    if (g_strv_contains(COLUMNS, names->pdata[i]))
      columns |= G_GUINT64_CONSTANT(1) << i;
  return columns;
}

/* ---- ledgers ---------------------------------------------------------------------------- */

static gint64 look_up(Shapes *shapes, const char *sql, gint64 id) {
  Query *query = query_new(shapes->db, sql);
  query_bind_int(query, 1, id);
  gint64 found = query_next(query) ? query_int(query, 0) : 0;
  query_free(query);
  return found;
}

static gint64 value_id(sqlite3_value *value) {
  return sqlite3_value_type(value) == SQLITE_INTEGER ? sqlite3_value_int64(value) : 0;
}

/* What column held and holds; one that an UPDATE leaves alone is not in the change. */
static void read_reference(Shapes *shapes, const ChangedRow *row, int column, const char *sql,
                           gint64 *before, gint64 *after) {
  sqlite3_value *old = changeset_old(row, column), *new_ = changeset_new(row, column);
  if (old == NULL && new_ == NULL) {
    *before = *after = look_up(shapes, sql, changeset_id(row));
    return;
  }
  *before = value_id(old != NULL ? old : new_);
  *after = value_id(new_ != NULL ? new_ : old);
}

static gint64 ledger_of_task(Shapes *shapes, gint64 task) {
  return task != 0 ? look_up(shapes, "SELECT ledger FROM task WHERE id = ?1", task) : 0;
}

void shapes_ledgers(Shapes *shapes, const ChangedRow *row, gint64 *before, gint64 *after) {
  const Shape *shape = find(shapes, row->table);
  *before = *after = 0;
  if (g_strcmp0(row->table, "ledger") == 0) {
    *before = *after = changeset_id(row);
  } else if (shape->ledger_column >= 0 && shape->ledger_column < row->columns) {
    read_reference(shapes, row, shape->ledger_column, shape->ledger_sql, before, after);
  } else if (shape->task_column >= 0 && shape->task_column < row->columns) {
    gint64 then, now;
    read_reference(shapes, row, shape->task_column, shape->task_sql, &then, &now);
    *before = ledger_of_task(shapes, then);
    *after = now == then ? *before : ledger_of_task(shapes, now);
  }
}

/* ---- tasks ------------------------------------------------------------------------------ */

void shapes_tasks(Shapes *shapes, const ChangedRow *row, gint64 *before, gint64 *after) {
  const Shape *shape = find(shapes, row->table);
  *before = *after = 0;
  if (g_strcmp0(row->table, "task") == 0)
    *before = *after = changeset_id(row);
  else if (shape->task_column >= 0 && shape->task_column < row->columns)
    read_reference(shapes, row, shape->task_column, shape->task_sql, before, after);
}

int shapes_index(Shapes *shapes, const ChangedRow *row, const char *column) {
  const Shape *shape = find(shapes, row->table);
  for (guint i = 0; i < shape->columns->len && (int)i < row->columns; i++) {
    if (g_str_equal(shape->columns->pdata[i], column))
      return (int)i;
  }
  return -1;
}

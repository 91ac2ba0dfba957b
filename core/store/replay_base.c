/* replay_base.c: what may be in a file though no entry put it there. */
#include "core/store/replay_private.h"

enum {
  FIRST_TASK_COLUMNS = 13, /* as in widen.c: what version 1 of the file knew of a task … */
  FIRST_CASE_COLUMNS = 8,  /* … and versions 1 and 2 of a case */
};

void replay_note_insert(Replay *replay, const Met *met, const ChangedRow *row) {
  if (g_strcmp0(row->table, "task") == 0 && row->columns == FIRST_TASK_COLUMNS)
    g_hash_table_add(replay->narrow, (gpointer)(gintptr)met->id);
  if (g_strcmp0(row->table, "case") == 0 && row->columns == FIRST_CASE_COLUMNS)
    g_hash_table_add(replay->narrow, (gpointer)(gintptr)-met->id);
}

gboolean replay_read_first(Replay *replay, GError **error) {
  Query *query = query_new(replay->db, "SELECT who FROM journal ORDER BY seq LIMIT 1");
  if (query_next(query))
    replay->first_who = g_strdup(query_text(query, 0));
  return query_finish(query, error);
}

/* ---- fields --------------------------------------------------------------------------------- */

sqlite3_value *replay_base_value(const Base *base, int column) {
  const Cell *cell = base->row != NULL ? &base->row->cells[column] : NULL;
  if (cell != NULL && cell->state == CELL_KEPT)
    return cell->value;
  if (base->statement == NULL || (cell != NULL && cell->state == CELL_UNKNOWN))
    return NULL;
  return sqlite3_column_value(base->statement, column);
}

static sqlite3_value *value_of(const Base *base, const char *column) {
  for (guint i = 0; i < base->table->names->len; i++) {
    if (g_strcmp0(base->table->names->pdata[i], column) == 0)
      return replay_base_value(base, (int)i);
  }
  return NULL;
}

static gboolean is_empty(const Base *base, const char *column) {
  sqlite3_value *value = value_of(base, column);
  return value == NULL || sqlite3_value_type(value) == SQLITE_NULL;
}

static gint64 integer_of(const Base *base, const char *column) {
  sqlite3_value *value = value_of(base, column);
  return value != NULL ? sqlite3_value_int64(value) : 0;
}

static gboolean text_is(const Base *base, const char *column, const char *text) {
  sqlite3_value *value = value_of(base, column);
  const char *found = value != NULL ? (const char *)sqlite3_value_text(value) : NULL;
  return g_strcmp0(found, text) == 0;
}

/* ---- tables --------------------------------------------------------------------------------- */

static gboolean is_everybody(const Base *base) {
  return is_empty(base, "login") && is_empty(base, "unix_group") && is_empty(base, "ledger") &&
         text_is(base, "level", "clerk");
}

void replay_note_base(Replay *replay, const Base *base) {
  gint64 id = integer_of(base, "id");
  if (is_everybody(base) && (replay->everybody == 0 || id < replay->everybody))
    replay->everybody = id;
  if (replay->first_who != NULL && text_is(base, "login", replay->first_who) &&
      is_empty(base, "ledger"))
    replay->first_stands = TRUE;
}

/* Making the table puts in a row for each person of a file of an older version, then the one for
 * everybody else; in a new file who writes first comes next. */
static gboolean is_own_access(const Replay *replay, const Base *base) {
  if (!is_empty(base, "ledger") || !is_empty(base, "unit") || !is_empty(base, "unix_group"))
    return FALSE;
  gint64 id = integer_of(base, "id");
  if (id == replay->everybody)
    return is_everybody(base);
  gboolean first = text_is(base, "login", replay->first_who);
  if (is_empty(base, "login") || !text_is(base, "level", first ? "admin" : "clerk"))
    return FALSE;
  return id >= 1 && (id < replay->everybody || (replay->everybody == 1 && id == 2 && first));
}

static gboolean is_narrow(const Replay *replay, gint64 id) {
  return g_hash_table_contains(replay->narrow, (gpointer)(gintptr)id);
}

/* The two steps that an upgrade knows of the way of a task: its first 进展, and its 办结. */
static gboolean is_own_step(const Replay *replay, const Base *base) {
  gboolean start = text_is(base, "name", "start") && text_is(base, "before", "new") &&
                   text_is(base, "after", "active");
  gboolean finish = text_is(base, "name", "finish") && text_is(base, "before", "active") &&
                    text_is(base, "after", "done");
  return (start || finish) && is_narrow(replay, integer_of(base, "task"));
}

static gboolean is_own_stage(const Replay *replay, const Base *base) {
  return (text_is(base, "stage", "city") || text_is(base, "stage", "adopted")) &&
         is_narrow(replay, -integer_of(base, "case"));
}

gboolean replay_is_own(const Replay *replay, const Base *base) {
  const char *name = base->table->name;
  if (g_str_equal(name, "user"))
    return is_empty(base, "name");
  if (g_str_equal(name, "access"))
    return is_own_access(replay, base);
  if (g_str_equal(name, "step"))
    return is_own_step(replay, base);
  if (g_str_equal(name, "case_stage"))
    return is_own_stage(replay, base);
  return FALSE;
}

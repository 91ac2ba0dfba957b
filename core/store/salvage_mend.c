/* salvage_mend.c: what refers to rows that are lost; numbers given out. */
#include "core/store/salvage_private.h"

/* A row in the place of a lost one that others hang on: people's words on a task are not to go with
 * the task. ?1 is its id. */
typedef struct {
  const char *table;
  const char *sql;
  const char *name;
} Stand;

static const Stand STANDS[] = {
    {"task",
     "INSERT INTO task (id, ledger, indicator, number, kind, goal, state)"
     " SELECT ?1, l.id, (SELECT min(id) FROM indicator WHERE ledger = l.id),"
     " (SELECT ifnull(max(number), 0) + 1 FROM task WHERE ledger = l.id),"
     " 'task', '（原文读不出，原编号 ' || ?1 || '）', 'new'"
     " FROM ledger l WHERE EXISTS (SELECT 1 FROM indicator WHERE ledger = l.id)"
     " ORDER BY l.id LIMIT 1",
     "任务"},
    {"indicator",
     "INSERT INTO indicator (id, ledger, position, title)"
     " SELECT ?1, id, (SELECT ifnull(max(position), 0) + 1 FROM indicator WHERE ledger = ledger.id"
     " AND parent IS NULL), '（读不出的指标 ' || ?1 || '）' FROM ledger ORDER BY id LIMIT 1",
     "指标"},
    {"ledger",
     "INSERT INTO ledger (id, title, year, source_year) SELECT ?1, '（读不出的台账 ' || ?1 || '）',"
     " y, y FROM (SELECT ifnull((SELECT max(year) FROM ledger),"
     " ifnull((SELECT CAST(strftime('%Y', max(at), 'unixepoch') AS INTEGER) FROM journal), 2000))"
     " AS y)",
     "台账"},
    {"unit",
     "INSERT INTO unit (id, name, kind) SELECT ?1, '（读不出的单位 ' || ?1 || '）', 'office'",
     "单位"},
};

/* One reference: child.column → parent.id. */
typedef struct {
  char *child;
  char *column;
  char *parent;
  char *key;
} Reference;

static void reference_free(gpointer data) {
  Reference *reference = data;
  g_free(reference->child);
  g_free(reference->column);
  g_free(reference->parent);
  g_free(reference->key);
  g_free(reference);
}

static char *column_text(sqlite3_stmt *statement, int i) {
  return g_strdup((const char *)sqlite3_column_text(statement, i));
}

static int change(Db *to, const char *sql, const gint64 *id) {
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2(to->handle, sql, -1, &statement, NULL);
  if (code == SQLITE_OK && id != NULL)
    sqlite3_bind_int64(statement, 1, *id);
  if (code == SQLITE_OK)
    code = sqlite3_step(statement);
  sqlite3_finalize(statement);
  return code == SQLITE_DONE ? SQLITE_OK : code;
}

/* What journal entries refer to stays: it is in their hash. */
static GPtrArray *read_references(Db *to) {
  GPtrArray *references = g_ptr_array_new_with_free_func(reference_free);
  sqlite3_stmt *statement = NULL;
  sqlite3_prepare_v2(to->handle,
                     "SELECT t.name, f.\"from\", f.\"table\", ifnull(f.\"to\", 'id')"
                     " FROM sqlite_schema t, pragma_foreign_key_list(t.name) f"
                     " WHERE t.type = 'table' AND t.name <> 'journal' ORDER BY 1, f.id",
                     -1, &statement, NULL);
  while (statement != NULL && sqlite3_step(statement) == SQLITE_ROW) {
    Reference *reference = g_new0(Reference, 1);
    reference->child = column_text(statement, 0);
    reference->column = column_text(statement, 1);
    reference->parent = column_text(statement, 2);
    reference->key = column_text(statement, 3);
    g_ptr_array_add(references, reference);
  }
  sqlite3_finalize(statement);
  return references;
}

/* " WHERE …": the rows of a reference that lead nowhere. */
static char *dangling(const Reference *r) {
  return g_strdup_printf(" WHERE \"%s\" IS NOT NULL AND NOT EXISTS"
                         " (SELECT 1 FROM \"%s\" p WHERE p.\"%s\" = \"%s\".\"%s\")",
                         r->column, r->parent, r->key, r->child, r->column);
}

static const Stand *stand_for(const Reference *reference) {
  for (gsize i = 0; i < G_N_ELEMENTS(STANDS); i++)
    if (g_str_equal(STANDS[i].table, reference->parent))
      return &STANDS[i];
  return NULL;
}

static void read_lost(Db *to, const Reference *reference, GArray *ids) {
  g_autofree char *where = dangling(reference);
  g_autofree char *sql = g_strdup_printf("SELECT DISTINCT \"%s\" FROM \"%s\"%s ORDER BY 1",
                                         reference->column, reference->child, where);
  sqlite3_stmt *statement = NULL;
  sqlite3_prepare_v2(to->handle, sql, -1, &statement, NULL);
  while (statement != NULL && sqlite3_step(statement) == SQLITE_ROW) {
    gint64 id = sqlite3_column_int64(statement, 0);
    if (id > 0)
      g_array_append_val(ids, id);
  }
  sqlite3_finalize(statement);
}

/* A task needs an indicator and that a ledger: they come before it is put. */
static gboolean put_ground(Db *to, const Stand *stand, GError **error) {
  static const gint64 FIRST = 1;
  int code = SQLITE_OK;
  if (g_str_equal(stand->table, "task") || g_str_equal(stand->table, "indicator"))
    if (salvage_number(to->handle, "SELECT count(*) FROM ledger", NULL, 0) == 0)
      code = change(to, STANDS[2].sql, &FIRST);
  if (code == SQLITE_OK && g_str_equal(stand->table, "task") &&
      salvage_number(to->handle,
                     "SELECT count(*) FROM indicator WHERE ledger IN (SELECT id FROM"
                     " ledger)",
                     NULL, 0) == 0) {
    gint64 id = salvage_number(to->handle, "SELECT max(id) FROM indicator", NULL, 0) + 1;
    code = change(to, STANDS[1].sql, &id);
  }
  if (code == SQLITE_OK)
    return TRUE;
  db_fail(to, code, error);
  return FALSE;
}

static gboolean put_stands(Db *to, const Reference *reference, GPtrArray *notes, GError **error) {
  const Stand *stand = stand_for(reference);
  g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  if (stand == NULL)
    return TRUE;
  read_lost(to, reference, ids);
  gint64 put = 0;
  for (guint i = 0; i < ids->len; i++) {
    if (!put_ground(to, stand, error))
      return FALSE;
    int code = change(to, stand->sql, &g_array_index(ids, gint64, i));
    put += code == SQLITE_OK ? 1 : 0;
    if (code != SQLITE_OK && (code & 0xff) != SQLITE_CONSTRAINT) {
      db_fail(to, code, error);
      return FALSE;
    }
  }
  if (put > 0)
    salvage_note(notes,
                 "有%" G_GINT64_FORMAT "个%s读不出，而别的记录属于它，已用“读不出”的占位代替", put,
                 stand->name);
  return TRUE;
}

/* What still leads nowhere leads to nothing; a row that must lead somewhere goes. */
static gboolean cut(Db *to, const Reference *reference, GPtrArray *notes, gint64 *gone,
                    GError **error) {
  g_autofree char *where = dangling(reference);
  g_autofree char *clear = g_strdup_printf("UPDATE OR IGNORE \"%s\" SET \"%s\" = NULL%s",
                                           reference->child, reference->column, where);
  g_autofree char *remove = g_strdup_printf("DELETE FROM \"%s\"%s", reference->child, where);
  int code = change(to, clear, NULL);
  int cleared = code == SQLITE_OK ? sqlite3_changes(to->handle) : 0;
  if (code == SQLITE_OK || (code & 0xff) == SQLITE_CONSTRAINT)
    code = change(to, remove, NULL);
  if (code != SQLITE_OK) {
    db_fail(to, code, error);
    return FALSE;
  }
  int removed = sqlite3_changes(to->handle);
  *gone += removed;
  if (cleared > 0)
    salvage_note(notes, "%s 有%d条的 %s 指向读不出的记录，已留空", reference->child, cleared,
                 reference->column);
  if (removed > 0)
    salvage_note(notes, "%s 有%d条属于读不出的记录（%s），没有留下", reference->child, removed,
                 reference->parent);
  return TRUE;
}

static gboolean mend_references(Db *to, GPtrArray *notes, GError **error) {
  enum { TURNS = 8 }; /* as deep as tables hang on one another */
  g_autoptr(GPtrArray) references = read_references(to);
  for (int turn = 0; turn < TURNS; turn++) {
    gint64 gone = 0;
    /* Tasks first, then what the ones put may need: STANDS' order. */
    for (guint i = 0; i < references->len; i++)
      if (!put_stands(to, references->pdata[i], notes, error))
        return FALSE;
    for (guint i = 0; i < references->len; i++)
      if (!cut(to, references->pdata[i], notes, &gone, error))
        return FALSE;
    if (gone == 0)
      return TRUE;
  }
  return TRUE;
}

/* ---- numbers ----------------------------------------------------------------------------- */

/* Ids are never given out twice, also not those of lost rows; what is far beyond those that are
 * there is damage. */
static gboolean mend_sequences(DamagedFile *from, Db *to, GError **error) {
  enum { FAR = 1000000 };
  sqlite3_stmt *read = NULL, *write = NULL;
  from->steps = 1000;
  sqlite3_prepare_v2(from->handle, "SELECT name, seq FROM sqlite_sequence", -1, &read, NULL);
  int code = sqlite3_prepare_v2(to->handle,
                                "UPDATE sqlite_sequence SET seq = ?2 WHERE name = ?1 AND seq < ?2"
                                " AND ?2 <= seq + ?3",
                                -1, &write, NULL);
  while (code == SQLITE_OK && read != NULL && sqlite3_step(read) == SQLITE_ROW) {
    sqlite3_bind_value(write, 1, sqlite3_column_value(read, 0));
    sqlite3_bind_int64(write, 2, sqlite3_column_int64(read, 1));
    sqlite3_bind_int64(write, 3, FAR);
    code = sqlite3_step(write) == SQLITE_DONE ? SQLITE_OK : sqlite3_errcode(to->handle);
    sqlite3_reset(write);
  }
  sqlite3_finalize(read);
  sqlite3_finalize(write);
  if (code == SQLITE_OK)
    return TRUE;
  db_fail(to, code, error);
  return FALSE;
}

gboolean salvage_mend(DamagedFile *from, Db *to, GPtrArray *notes, GError **error) {
  return mend_references(to, notes, error) && mend_sequences(from, to, error);
}

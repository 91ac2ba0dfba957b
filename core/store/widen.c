#include "core/store/widen.h"

#include <string.h>

#define FIRST_TASK_COLUMNS 13 /* of table task in version 1 of the file, which knew no steps */
#define FIRST_CASE_COLUMNS 8  /* of table case until version 2, which knew no stages */

/* A table as it is now. */
typedef struct {
  char *name;
  gsize then;       /* how many columns the entry knows */
  GPtrArray *added; /* Added*: those it does not */
  char *key;        /* the name of its first column */
} Table;

typedef struct {
  char *name;
  gboolean needed; /* must hold something */
} Added;

static void added_free(gpointer data) {
  Added *added = data;
  g_free(added->name);
  g_free(added);
}

static void table_clear(Table *table) {
  g_clear_pointer(&table->name, g_free);
  g_clear_pointer(&table->key, g_free);
  g_clear_pointer(&table->added, g_ptr_array_unref);
}

typedef struct {
  Db *db;
  const guint8 *at;
  const guint8 *end;
  GByteArray *out;
  Table table;
} Widening;

static gboolean refuse(GError **error, const char *why) {
  return store_refuse(error, "它是台账文件升级之前做的%s。请手工修改", why);
}

/* ---- copying: data is sound (changeset_is_sound()) ----------------------------------------- */

static void copy(Widening *w, gsize size) {
  g_byte_array_append(w->out, w->at, (guint)size);
  w->at += size;
}

static void copy_value(Widening *w) {
  copy(w, changeset_value_size(w->at));
}

static void add_byte(GByteArray *out, guint8 byte) {
  g_byte_array_append(out, &byte, 1);
}

static void add_integer(GByteArray *out, gint64 value) {
  gint64 big = GINT64_TO_BE(value);
  g_byte_array_append(out, (const guint8 *)&big, sizeof big);
}

static void add_value(GByteArray *out, sqlite3_value *value) {
  int type = sqlite3_value_type(value);
  add_byte(out, (guint8)type);
  if (type == SQLITE_INTEGER) {
    add_integer(out, sqlite3_value_int64(value));
  } else if (type == SQLITE_FLOAT) {
    double real = sqlite3_value_double(value);
    gint64 bits;
    memcpy(&bits, &real, sizeof bits);
    add_integer(out, bits);
  } else if (type == SQLITE_TEXT || type == SQLITE_BLOB) {
    const guint8 *data = sqlite3_value_blob(value);
    guint size = (guint)sqlite3_value_bytes(value);
    changeset_put_length(out, size);
    g_byte_array_append(out, data, size);
  }
}

/* ---- what is there now --------------------------------------------------------------------- */

static gboolean read_table(Widening *w, GError **error) {
  Table *table = &w->table;
  table->added = g_ptr_array_new_with_free_func(added_free);
  Query *query = query_new(w->db, "SELECT c.name, c.\"notnull\" FROM sqlite_schema s"
                                  " JOIN pragma_table_info(s.name) c"
                                  " WHERE s.type = 'table' AND s.name = ?1 ORDER BY c.cid");
  query_bind_text(query, 1, table->name);
  for (gsize i = 0; query_next(query); i++) {
    if (i == 0)
      table->key = g_strdup(query_text(query, 0));
    if (i < table->then)
      continue;
    Added *added = g_new0(Added, 1);
    added->name = g_strdup(query_text(query, 0));
    added->needed = query_int(query, 1) != 0;
    g_ptr_array_add(table->added, added);
  }
  return query_finish(query, error);
}

/* Binds a value as the changeset holds it: what a row is found by. */
static void bind_key(sqlite3_stmt *statement, const guint8 *at) {
  const guint8 *data = at + 1;
  if (*at == SQLITE_INTEGER) {
    gint64 big;
    memcpy(&big, data, sizeof big);
    sqlite3_bind_int64(statement, 1, GINT64_FROM_BE(big));
  } else if (*at == SQLITE_TEXT) {
    int size = (int)changeset_take_length(&data);
    sqlite3_bind_text(statement, 1, (const char *)data, size, SQLITE_STATIC);
  }
}

/* What stands in an added column of the row that begins at first; NULL where it is gone. */
static void add_current(Widening *w, const Added *added, const guint8 *first) {
  g_autofree char *sql = g_strdup_printf("SELECT \"%s\" FROM \"%s\" WHERE \"%s\" = ?1", added->name,
                                         w->table.name, w->table.key);
  sqlite3_stmt *statement = NULL;
  if (sqlite3_prepare_v2(w->db->handle, sql, -1, &statement, NULL) == SQLITE_OK) {
    bind_key(statement, first);
    if (sqlite3_step(statement) == SQLITE_ROW) {
      add_value(w->out, sqlite3_column_value(statement, 0));
      sqlite3_finalize(statement);
      return;
    }
  }
  sqlite3_finalize(statement);
  add_byte(w->out, SQLITE_NULL);
}

/* ---- the parts of a changeset -------------------------------------------------------------- */

static gboolean widen_table(Widening *w, GError **error) {
  const guint8 *at = w->at + 1;
  gsize columns = changeset_take_length(&at);
  const char *name = (const char *)at + columns;
  table_clear(&w->table);
  w->table = (Table){.name = g_strdup(name), .then = columns};
  if (columns == FIRST_CASE_COLUMNS && g_str_equal(name, "case"))
    return refuse(error, "，升级时已为典型案例补记了报送的经过");
  if (!read_table(w, error))
    return FALSE;
  add_byte(w->out, 'T');
  changeset_put_length(w->out, columns + w->table.added->len);
  g_byte_array_append(w->out, at, (guint)columns);
  for (guint i = 0; i < w->table.added->len; i++)
    add_byte(w->out, 0);
  g_byte_array_append(w->out, (const guint8 *)name, (guint)strlen(name) + 1);
  w->at = (const guint8 *)name + strlen(name) + 1;
  return TRUE;
}

static gboolean widen_row(Widening *w, guint8 operation, GError **error) {
  const guint8 *first = w->at;
  for (gsize i = 0; i < w->table.then; i++)
    copy_value(w);
  for (guint i = 0; i < w->table.added->len; i++) {
    const Added *added = w->table.added->pdata[i];
    if (operation == SQLITE_UPDATE)
      add_byte(w->out, 0);
    else if (operation == SQLITE_INSERT && added->needed)
      add_current(w, added, first);
    else if (operation == SQLITE_DELETE && added->needed)
      return refuse(error, "，那时还没有后来必填的内容");
    else
      add_byte(w->out, SQLITE_NULL);
  }
  return TRUE;
}

/* The place of the state among the columns of a task is the same in every version. */
static gboolean changes_state(const Widening *w, guint start) {
  const guint8 *saved = w->out->data + start;
  enum { STATE_COLUMN = 9 };
  for (int i = 0; i < STATE_COLUMN; i++) {
    const guint8 *at = saved + 1;
    if (*saved == SQLITE_INTEGER || *saved == SQLITE_FLOAT)
      at += 8;
    else if (*saved == SQLITE_TEXT || *saved == SQLITE_BLOB) {
      gsize size = changeset_take_length(&at);
      at += size;
    }
    saved = at;
  }
  return *saved != 0;
}

static gboolean widen_change(Widening *w, GError **error) {
  guint8 operation = *w->at;
  copy(w, 2);
  guint start = w->out->len;
  if (!widen_row(w, operation, error))
    return FALSE;
  if (operation != SQLITE_UPDATE)
    return TRUE;
  if (w->table.then == FIRST_TASK_COLUMNS && g_str_equal(w->table.name, "task") &&
      changes_state(w, start))
    return refuse(error, "，升级时已为那次状态变化补记了办理步骤");
  return widen_row(w, operation, error);
}

gboolean changeset_widen(Db *db, const void *data, gsize size, GByteArray **wide, GError **error) {
  Widening w = {
      .db = db,
      .at = data,
      .end = (const guint8 *)data + size,
      .out = g_byte_array_sized_new((guint)size),
  };
  gboolean good = TRUE;
  while (good && w.at < w.end)
    good = *w.at == 'T' ? widen_table(&w, error) : widen_change(&w, error);
  table_clear(&w.table);
  if (good)
    *wide = w.out;
  else
    g_byte_array_unref(w.out);
  return good;
}

/* salvage_read.c: the rows of one table, around what cannot be read. */
#include <string.h>

#include "core/store/salvage_private.h"

enum {
  ONE_BY_ONE =
      512, /* so many numbers are tried one by one after a bad place; then in bigger steps */
  MOST_GAPS = 200, /* told of one table */
  MOST_TASKS = 2000,
};

#define MOST_ROWID (G_GINT64_CONSTANT(1) << 48) /* no file has counted so far */

typedef struct {
  DamagedFile *from;
  SalvageTable *table;
  sqlite3_stmt *read; /* ?1: the key after which to go on; its value is column 0 */
  sqlite3_stmt *write;
  int columns;   /* of write; they are those of read from 1 */
  gint64 after;  /* the last key read */
  gboolean same; /* several rows have one key */
  gboolean textual;
  gint64 bytes;  /* read so far: more than the file has is reading in a circle */
  gint64 mended; /* texts that were no text */
} Reading;

static void reading_clear(Reading *reading) {
  sqlite3_finalize(reading->read);
  sqlite3_finalize(reading->write);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Reading, reading_clear)

/* ---- writing a row ----------------------------------------------------------------------- */

static int bind_column(Reading *reading, int i) {
  sqlite3_stmt *read = reading->read;
  int type = sqlite3_column_type(read, i + 1);
  const char *text = type == SQLITE_TEXT ? (const char *)sqlite3_column_text(read, i + 1) : NULL;
  int size = sqlite3_column_bytes(read, i + 1);
  reading->bytes += size;
  if (text == NULL || g_utf8_validate_len(text, (gsize)size, NULL))
    return sqlite3_bind_value(reading->write, i + 1, sqlite3_column_value(read, i + 1));
  g_autofree char *valid = g_utf8_make_valid(text, size);
  reading->mended++;
  return sqlite3_bind_text(reading->write, i + 1, valid, -1, SQLITE_TRANSIENT);
}

/* FALSE where the new file cannot be written; a row it may not hold is counted. */
static gboolean take_row(Reading *reading, Db *to, GError **error) {
  int code = SQLITE_OK;
  for (int i = 0; code == SQLITE_OK && i < reading->columns; i++)
    code = bind_column(reading, i);
  if (code == SQLITE_OK)
    code = sqlite3_step(reading->write);
  sqlite3_reset(reading->write);
  switch (code & 0xff) {
  case SQLITE_DONE:
    reading->table->taken++;
    return TRUE;
  case SQLITE_CONSTRAINT:
  case SQLITE_MISMATCH:
  case SQLITE_TOOBIG:
    reading->table->refused++;
    return TRUE;
  default:
    db_fail(to, code, error);
    return FALSE;
  }
}

/* ---- finding a way around ---------------------------------------------------------------- */

static void go_on_after(Reading *reading, gint64 key) {
  sqlite3_reset(reading->read);
  sqlite3_bind_int64(reading->read, 1, key);
}

/* SQLITE_ROW, SQLITE_DONE, or what is wrong. Keys that do not rise are damage, too. */
static int next_row(Reading *reading, gint64 after) {
  int code = sqlite3_step(reading->read);
  if (code != SQLITE_ROW)
    return code;
  gint64 key = sqlite3_column_int64(reading->read, 0);
  gboolean rises = sqlite3_column_type(reading->read, 0) == SQLITE_INTEGER && key <= MOST_ROWID &&
                   (reading->same ? key >= after : key > after);
  return rises && reading->bytes <= reading->from->size ? SQLITE_ROW : SQLITE_CORRUPT;
}

static gboolean can_go_on(Reading *reading, gint64 after) {
  go_on_after(reading, after);
  int code = next_row(reading, after);
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

/* The least key after which can be read again, above the bad one; 0: none. */
static gint64 find_way(Reading *reading, gint64 bad) {
  gint64 at = bad;
  for (int i = 0; i < ONE_BY_ONE && reading->from->probes > 0; i++, at++) {
    reading->from->probes--;
    if (can_go_on(reading, at))
      return at;
  }
  gint64 low = at, high = 0;
  for (gint64 step = 1; high == 0 && at + step <= MOST_ROWID; step *= 2) {
    if (can_go_on(reading, at + step))
      high = at + step;
    else
      low = at + step;
  }
  while (high != 0 && low < high - 1) {
    gint64 middle = low + (high - low) / 2;
    if (can_go_on(reading, middle))
      high = middle;
    else
      low = middle;
  }
  return high;
}

static void add_gap(SalvageTable *table, gint64 first, gint64 last) {
  table->whole = FALSE;
  if (table->gaps->len > MOST_GAPS)
    return;
  if (table->gaps->len == MOST_GAPS)
    salvage_note(table->gaps, "……");
  else if (last == 0)
    salvage_note(table->gaps, "编号 %" G_GINT64_FORMAT " 起", first);
  else if (first == last)
    salvage_note(table->gaps, "编号 %" G_GINT64_FORMAT, first);
  else
    salvage_note(table->gaps, "编号 %" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, first, last);
}

/* TRUE where reading goes on at another place. */
static gboolean go_around(Reading *reading) {
  gint64 bad = reading->same ? reading->after : reading->after + 1;
  gint64 way = reading->bytes <= reading->from->size ? find_way(reading, bad) : 0;
  if (way == 0) {
    add_gap(reading->table, bad, 0);
    return FALSE;
  }
  go_on_after(reading, way);
  int code = next_row(reading, way);
  /* What comes next says where the bad place ended. */
  add_gap(reading->table, bad,
          code == SQLITE_ROW ? sqlite3_column_int64(reading->read, 0) - (reading->same ? 0 : 1)
                             : 0);
  reading->after = way;
  go_on_after(reading, way);
  return code == SQLITE_ROW;
}

static gboolean read_rows(Reading *reading, Db *to, GError **error) {
  go_on_after(reading, 0);
  for (;;) {
    int code = next_row(reading, reading->after);
    if (code == SQLITE_DONE)
      return TRUE;
    if (code == SQLITE_ROW) {
      reading->after = sqlite3_column_int64(reading->read, 0);
      if (!take_row(reading, to, error))
        return FALSE;
    } else if (code == SQLITE_INTERRUPT || !go_around(reading)) {
      reading->table->whole = FALSE;
      return TRUE;
    }
  }
}

/* From the other end comes what is behind a bad place that no way was found around: behind a key
 * that is text, or one that was damaged into a great number. What was read already is refused by
 * its key, which is no loss. */
static gboolean read_back(Reading *reading, Db *to, const char *backwards, GError **error) {
  gint64 refused = reading->table->refused;
  gboolean good = TRUE;
  sqlite3_finalize(reading->read);
  reading->read = NULL;
  reading->bytes = 0;
  sqlite3_prepare_v2(reading->from->handle, backwards, -1, &reading->read, NULL);
  while (good && reading->read != NULL && reading->bytes <= reading->from->size &&
         sqlite3_step(reading->read) == SQLITE_ROW) {
    gint64 key = sqlite3_column_int64(reading->read, 0);
    if (reading->textual || (key > 0 && key <= MOST_ROWID))
      good = take_row(reading, to, error);
  }
  reading->table->refused = refused;
  return good;
}

static gboolean read_by_text(Reading *reading, Db *to, GError **error) {
  int code;
  while ((code = sqlite3_step(reading->read)) == SQLITE_ROW &&
         reading->bytes <= reading->from->size)
    if (!take_row(reading, to, error))
      return FALSE;
  reading->table->whole = code == SQLITE_DONE;
  if (code != SQLITE_DONE)
    salvage_note(reading->table->gaps, "中间一段");
  return TRUE;
}

/* ---- the table --------------------------------------------------------------------------- */

GPtrArray *salvage_columns(sqlite3 *handle, const char *table) {
  GPtrArray *columns = g_ptr_array_new_with_free_func(g_free);
  sqlite3_stmt *statement = NULL;
  sqlite3_prepare_v2(handle, "SELECT name FROM pragma_table_info(?1) ORDER BY cid", -1, &statement,
                     NULL);
  sqlite3_bind_text(statement, 1, table, -1, SQLITE_STATIC);
  while (statement != NULL && sqlite3_step(statement) == SQLITE_ROW)
    g_ptr_array_add(columns, g_strdup((const char *)sqlite3_column_text(statement, 0)));
  sqlite3_finalize(statement);
  return columns;
}

gint64 salvage_number(sqlite3 *handle, const char *sql, const char *text, gint64 fallback) {
  sqlite3_stmt *statement = NULL;
  gint64 value = fallback;
  sqlite3_prepare_v2(handle, sql, -1, &statement, NULL);
  if (statement != NULL && text != NULL && sqlite3_bind_parameter_count(statement) > 0)
    sqlite3_bind_text(statement, 1, text, -1, SQLITE_STATIC);
  if (statement != NULL && sqlite3_step(statement) == SQLITE_ROW &&
      sqlite3_column_type(statement, 0) != SQLITE_NULL)
    value = sqlite3_column_int64(statement, 0);
  sqlite3_finalize(statement);
  return value;
}

typedef enum { KEY_ROWID, KEY_NUMBER, KEY_TEXT } Key;

/* As our own schema says. */
static Key key_of(Db *to, const char *table, char **name) {
  g_autofree char *rowid = g_strdup_printf("SELECT rowid FROM \"%s\" LIMIT 1", table);
  sqlite3_stmt *statement = NULL;
  gboolean has = sqlite3_prepare_v2(to->handle, rowid, -1, &statement, NULL) == SQLITE_OK;
  sqlite3_finalize(statement);
  *name = g_strdup("rowid");
  if (has)
    return KEY_ROWID;
  Key key = KEY_TEXT;
  statement = NULL;
  sqlite3_prepare_v2(to->handle, "SELECT name, type FROM pragma_table_info(?1) WHERE pk = 1", -1,
                     &statement, NULL);
  sqlite3_bind_text(statement, 1, table, -1, SQLITE_STATIC);
  if (statement != NULL && sqlite3_step(statement) == SQLITE_ROW) {
    g_free(*name);
    *name = g_strdup((const char *)sqlite3_column_text(statement, 0));
    if (g_strcmp0((const char *)sqlite3_column_text(statement, 1), "INTEGER") == 0)
      key = KEY_NUMBER;
  }
  sqlite3_finalize(statement);
  return key;
}

static gboolean holds(const GPtrArray *names, const char *name) {
  return g_ptr_array_find_with_equal_func((GPtrArray *)names, name, g_str_equal, NULL);
}

/* A table whose rows have a number that is no column keeps it, too: their order is in it. */
static gboolean has_number(Db *to, const char *table) {
  return salvage_number(to->handle,
                        "SELECT count(*) FROM pragma_table_info(?1) WHERE pk > 0 AND"
                        " type = 'INTEGER' AND (SELECT max(pk) FROM pragma_table_info(?1)) = 1",
                        table, 0) > 0;
}

static int prepare(Reading *reading, Db *to, const GPtrArray *columns, Key key, const char *name,
                   char **backwards) {
  const char *table = reading->table->table;
  gboolean number = key == KEY_ROWID && !has_number(to, table);
  g_autoptr(GString) names = g_string_new(number ? "rowid" : NULL);
  g_autoptr(GString) marks = g_string_new(number ? "?1" : NULL);
  g_autoptr(GPtrArray) ours = salvage_columns(to->handle, table);
  int count = number ? 1 : 0;
  for (guint i = 0; i < ours->len; i++) {
    if (!holds(columns, ours->pdata[i]))
      continue;
    count++;
    g_string_append_printf(names, "%s\"%s\"", names->len > 0 ? ", " : "", (char *)ours->pdata[i]);
    g_string_append_printf(marks, "%s?%d", marks->len > 0 ? ", " : "", count);
  }
  reading->columns = count;
  reading->same = key == KEY_NUMBER;
  reading->textual = key == KEY_TEXT;
  const char *hint = key == KEY_ROWID ? "NOT INDEXED" : "";
  g_autofree char *read =
      key == KEY_TEXT
          ? g_strdup_printf("SELECT \"%s\", %s FROM \"%s\" ORDER BY 1", name, names->str, table)
          : g_strdup_printf("SELECT %s, %s FROM \"%s\" %s WHERE %s > ?1 ORDER BY 1", name,
                            names->str, table, hint, name);
  g_autofree char *write =
      g_strdup_printf("INSERT INTO \"%s\" (%s) VALUES (%s)", table, names->str, marks->str);
  const char *quote = key == KEY_ROWID ? "" : "\"";
  *backwards = g_strdup_printf("SELECT %s%s%s, %s FROM \"%s\" %s ORDER BY 1 DESC", quote, name,
                               quote, names->str, table, hint);
  int code = sqlite3_prepare_v2(to->handle, write, -1, &reading->write, NULL);
  return code == SQLITE_OK
             ? sqlite3_prepare_v2(reading->from->handle, read, -1, &reading->read, NULL)
             : code;
}

gboolean salvage_read_table(DamagedFile *from, Db *to, SalvageTable *table, GPtrArray *notes,
                            GError **error) {
  from->steps = 1000 + from->size / 500; /* of a thousand instructions of SQLite each */
  g_auto(Reading) reading = {.from = from, .table = table};
  g_autofree char *name = NULL, *backwards = NULL;
  Key key = key_of(to, table->table, &name);
  g_autoptr(GPtrArray) columns = salvage_columns(from->handle, table->table);
  gint64 tables = salvage_number(
      from->handle, "SELECT count(*) FROM sqlite_schema WHERE name = ?1 AND type = 'table'",
      table->table, 0);
  table->whole = TRUE;
  if (columns->len == 0 || tables != 1 ||
      prepare(&reading, to, columns, key, name, &backwards) != SQLITE_OK) {
    table->whole = FALSE;
    salvage_note(table->gaps, "%s", SALVAGE_ALL);
    return TRUE;
  }
  if (!(key == KEY_TEXT ? read_by_text(&reading, to, error) : read_rows(&reading, to, error)) ||
      (!table->whole && !read_back(&reading, to, backwards, error)))
    return FALSE;
  if (reading.mended > 0)
    salvage_note(notes, "%s 里有%" G_GINT64_FORMAT "处文字已坏，坏字写成了 �", table->table,
                 reading.mended);
  return TRUE;
}

/* ---- what is missing --------------------------------------------------------------------- */

static gboolean is_there(sqlite3_stmt *find, gint64 rowid) {
  sqlite3_bind_int64(find, 1, rowid);
  gboolean there = sqlite3_step(find) == SQLITE_ROW;
  sqlite3_reset(find);
  return there;
}

/* The index from which most can be read says most: each row is in it once. */
static gint64 count_by(DamagedFile *from, sqlite3_stmt *find, const char *table, const char *index,
                       GHashTable *seen) {
  g_autofree char *sql =
      g_strdup_printf("SELECT rowid FROM \"%s\" INDEXED BY \"%s\"", table, index);
  sqlite3_stmt *statement = NULL;
  sqlite3_prepare_v2(from->handle, sql, -1, &statement, NULL);
  for (gint64 i = 0; statement != NULL && i < from->size && sqlite3_step(statement) == SQLITE_ROW;
       i++) {
    gint64 rowid = sqlite3_column_int64(statement, 0);
    if (rowid > 0 && rowid <= MOST_ROWID && !is_there(find, rowid)) {
      gint64 *key = g_new(gint64, 1);
      *key = rowid;
      g_hash_table_add(seen, key);
    }
  }
  sqlite3_finalize(statement);
  return g_hash_table_size(seen);
}

/* 序号 and 编号 of lost tasks are in the index that keeps numbers apart. */
static void name_tasks(DamagedFile *from, sqlite3_stmt *find, GPtrArray *tasks) {
  sqlite3_stmt *statement = NULL;
  sqlite3_prepare_v2(from->handle,
                     "SELECT ledger, number, rowid FROM task INDEXED BY sqlite_autoindex_task_1"
                     " ORDER BY ledger, number",
                     -1, &statement, NULL);
  while (statement != NULL && tasks->len <= MOST_TASKS && sqlite3_step(statement) == SQLITE_ROW) {
    gint64 rowid = sqlite3_column_int64(statement, 2);
    if (is_there(find, rowid))
      continue;
    if (tasks->len == MOST_TASKS)
      salvage_note(tasks, "……");
    else
      salvage_note(
          tasks, "台账 %" G_GINT64_FORMAT " 第%" G_GINT64_FORMAT "项（编号 %" G_GINT64_FORMAT "）",
          (gint64)sqlite3_column_int64(statement, 0), (gint64)sqlite3_column_int64(statement, 1),
          rowid);
  }
  sqlite3_finalize(statement);
}

void salvage_count_missing(DamagedFile *from, Db *to, SalvageTable *table, GPtrArray *tasks) {
  from->steps = 1000 + from->size / 500;
  g_autofree char *sql = g_strdup_printf("SELECT 1 FROM \"%s\" WHERE rowid = ?1", table->table);
  sqlite3_stmt *find = NULL, *indexes = NULL;
  if (sqlite3_prepare_v2(to->handle, sql, -1, &find, NULL) != SQLITE_OK)
    return; /* a table by key: it has no numbers */
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  sqlite3_prepare_v2(from->handle, "SELECT name FROM pragma_index_list(?1) WHERE NOT partial", -1,
                     &indexes, NULL);
  sqlite3_bind_text(indexes, 1, table->table, -1, SQLITE_STATIC);
  while (indexes != NULL && sqlite3_step(indexes) == SQLITE_ROW) {
    const char *index = (const char *)sqlite3_column_text(indexes, 0);
    if (index != NULL && strchr(index, '"') == NULL)
      table->missing = count_by(from, find, table->table, index, seen);
  }
  sqlite3_finalize(indexes);
  if (tasks != NULL && g_str_equal(table->table, "task"))
    name_tasks(from, find, tasks);
  sqlite3_finalize(find);
}

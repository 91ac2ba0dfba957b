/* redact.c: finding every place of a text, and making it unreadable in one deed. */
#include "core/store/redact.h"

#include <string.h>

#include "core/store/journal.h"
#include "core/store/journal_private.h"
#include "core/store/place.h"
#include "core/store/redact_private.h"
#include "core/store/words.h"

#define SQL_TABLES                                                                                 \
  "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'journal'"                      \
  " AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name"
#define SQL_COLUMNS "SELECT name, pk FROM pragma_table_info(?1) ORDER BY cid"
#define SQL_ENTRIES "SELECT seq, task, summary, reason, changeset FROM journal ORDER BY seq"
#define SQL_ENTRY "SELECT seq, task, summary, reason, changeset FROM journal WHERE seq = ?1"
#define SQL_CHANGE "UPDATE journal SET summary = ?2, reason = ?3, changeset = ?4 WHERE seq = ?1"
#define SQL_STORED "SELECT " ENTRY_STORED " FROM journal WHERE seq = ?1"
#define SQL_VOUCH                                                                                  \
  "INSERT INTO redaction (entry, digest) VALUES (?1, ?2)"                                          \
  " ON CONFLICT (entry) DO UPDATE SET digest = excluded.digest"
#define SQL_KEEP "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = 'journal_keep'"

static void place_free(gpointer data) {
  RedactPlace *place = data;
  g_free(place->table);
  g_free(place->key);
  g_free(place->field);
  g_free(place);
}

void redacted_clear(Redacted *redacted) {
  g_clear_pointer(&redacted->places, g_ptr_array_unref);
  *redacted = (Redacted){0};
}

static void redacting_clear(Redacting *redacting) {
  shapes_free(redacting->shapes);
  g_clear_pointer(&redacting->rows, g_hash_table_unref);
  g_clear_pointer(&redacting->needles, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Redacting, redacting_clear)

/* ---- tables --------------------------------------------------------------------------------- */

/* A table, as far as it is about one. */
typedef struct {
  char *name;
  GPtrArray *columns; /* char* */
  GPtrArray *keys;    /* char*, borrowed from columns, as they stand in a row */
} Table;

static void table_free(gpointer data) {
  Table *table = data;
  g_free(table->name);
  g_ptr_array_unref(table->columns);
  g_ptr_array_unref(table->keys);
  g_free(table);
}

static gboolean read_columns(Db *db, Table *table, GError **error) {
  Query *query = query_new(db, SQL_COLUMNS);
  query_bind_text(query, 1, table->name);
  while (query_next(query)) {
    g_ptr_array_add(table->columns, g_strdup(query_text(query, 0)));
    if (query_int(query, 1) > 0)
      g_ptr_array_add(table->keys, table->columns->pdata[table->columns->len - 1]);
  }
  return query_finish(query, error);
}

/* Table*; NULL and error. */
static GPtrArray *read_tables(Db *db, GError **error) {
  g_autoptr(GPtrArray) tables = g_ptr_array_new_with_free_func(table_free);
  Query *query = query_new(db, SQL_TABLES);
  while (query_next(query)) {
    Table *table = g_new0(Table, 1);
    table->name = g_strdup(query_text(query, 0));
    table->columns = g_ptr_array_new_with_free_func(g_free);
    table->keys = g_ptr_array_new();
    g_ptr_array_add(tables, table);
  }
  if (!query_finish(query, error))
    return NULL;
  for (guint i = 0; i < tables->len; i++)
    if (!read_columns(db, tables->pdata[i], error))
      return NULL;
  return g_steal_pointer(&tables);
}

static gboolean has_column(const Table *table, const char *name) {
  for (guint i = 0; i < table->columns->len; i++)
    if (g_str_equal(table->columns->pdata[i], name))
      return TRUE;
  return FALSE;
}

/* "a", "b" */
static char *quoted_keys(const Table *table) {
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < table->keys->len; i++)
    g_string_append_printf(text, "%s\"%s\"", i > 0 ? ", " : "",
                           (const char *)table->keys->pdata[i]);
  return g_string_free(text, FALSE);
}

/* The key of the row in the first columns of a query, as changeset_key() writes it. */
static char *read_key(Query *query, const Table *table) {
  GString *key = g_string_new(NULL);
  for (guint i = 0; i < table->keys->len; i++) {
    const char *part = query_text(query, (int)i);
    g_string_append_printf(key, "%s%s", i > 0 ? "/" : "", part != NULL ? part : "");
  }
  return g_string_free(key, FALSE);
}

/* ---- which records it is about --------------------------------------------------------------- */

/* Those that an entry changed: with task, only what belongs to it. */
static gboolean add_changed(Redacting *redacting, const void *changeset, gsize size, gint64 task,
                            GError **error) {
  ChangesetIter *iter = changeset_start(redacting->db, changeset, size, error);
  if (iter == NULL)
    return FALSE;
  ChangedRow row;
  while (changeset_next(iter, &row)) {
    if (task != 0 && !shapes_touches(redacting->shapes, &row, task, FALSE))
      continue;
    g_autofree char *key = changeset_key(&row);
    g_hash_table_add(redacting->rows, redact_key(row.table, key));
  }
  return changeset_end(redacting->db, iter, error);
}

static gboolean add_of_entries(Redacting *redacting, GError **error) {
  gint64 entry = redacting->what->entry, task = redacting->what->task;
  gboolean met = FALSE;
  Query *query = query_new(redacting->db, entry != 0 ? SQL_ENTRY : SQL_ENTRIES);
  if (entry != 0)
    query_bind_int(query, 1, entry);
  while (query_next(query)) {
    gsize size = 0;
    const void *changeset = query_blob(query, 4, &size);
    met = TRUE;
    if (!add_changed(redacting, changeset, size, task, error)) {
      query_free(query);
      return FALSE;
    }
  }
  if (!query_finish(query, error))
    return FALSE;
  if (met || entry == 0)
    return TRUE;
  g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "日志里没有第 %" G_GINT64_FORMAT " 条",
              entry);
  return FALSE;
}

/* What belongs to the task now, also what no entry made. */
static gboolean add_of_task(Redacting *redacting, const Table *table, GError **error) {
  gboolean is_task = g_str_equal(table->name, "task");
  if (table->keys->len == 0 || (!is_task && !has_column(table, "task")))
    return TRUE;
  g_autofree char *keys = quoted_keys(table);
  g_autofree char *sql = g_strdup_printf("SELECT %s FROM \"%s\" WHERE %s = ?1", keys, table->name,
                                         is_task ? "id" : "task");
  Query *query = query_new(redacting->db, sql);
  query_bind_int(query, 1, redacting->what->task);
  while (query_next(query)) {
    g_autofree char *key = read_key(query, table);
    g_hash_table_add(redacting->rows, redact_key(table->name, key));
  }
  return query_finish(query, error);
}

static gboolean find_rows(Redacting *redacting, const GPtrArray *tables, GError **error) {
  const Redaction *what = redacting->what;
  if (what->task == 0 && what->entry == 0)
    return TRUE;
  redacting->rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  if (!add_of_entries(redacting, error))
    return FALSE;
  for (guint i = 0; what->entry == 0 && i < tables->len; i++)
    if (!add_of_task(redacting, tables->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* ---- records as they are now ------------------------------------------------------------------
 */

/* A cell that will be replaced. */
typedef struct {
  const Table *table;
  const char *column;
  GPtrArray *keys; /* sqlite3_value* */
  char *text;      /* what it becomes */
} Target;

static void target_free(gpointer data) {
  Target *target = data;
  g_ptr_array_unref(target->keys);
  g_free(target->text);
  g_free(target);
}

static void add_needle(Redacting *redacting, const char *text) {
  gboolean is_new = redacting->what->text == NULL && g_utf8_strlen(text, -1) >= REDACT_LEAST &&
                    !g_str_equal(text, REDACT_MARK) &&
                    !g_ptr_array_find_with_equal_func(redacting->needles, text, g_str_equal, NULL);
  if (is_new)
    g_ptr_array_add(redacting->needles, g_strdup(text));
}

static Target *target_new(const Table *table, const char *column, sqlite3_stmt *statement,
                          char *text) {
  Target *target = g_new0(Target, 1);
  target->table = table;
  target->column = column;
  target->keys = g_ptr_array_new_with_free_func((GDestroyNotify)sqlite3_value_free);
  for (guint i = 0; i < table->keys->len; i++)
    g_ptr_array_add(target->keys, sqlite3_value_dup(sqlite3_column_value(statement, (int)i)));
  target->text = text;
  return target;
}

static char *statement_key(sqlite3_stmt *statement, const Table *table) {
  GString *key = g_string_new(NULL);
  for (guint i = 0; i < table->keys->len; i++) {
    g_autofree char *part = changeset_text(sqlite3_column_value(statement, (int)i));
    g_string_append_printf(key, "%s%s", i > 0 ? "/" : "", part != NULL ? part : "");
  }
  return g_string_free(key, FALSE);
}

static void take_cell(Redacting *redacting, const Table *table, const char *column,
                      sqlite3_stmt *statement, GPtrArray *targets) {
  int at = (int)table->keys->len;
  const char *text = (const char *)sqlite3_column_text(statement, at);
  gsize size = (gsize)sqlite3_column_bytes(statement, at);
  g_autofree char *key = statement_key(statement, table);
  char *becomes = text != NULL && redact_has_row(redacting, table->name, key)
                      ? redact_value(redacting, text, size)
                      : NULL;
  if (becomes == NULL)
    return;
  add_needle(redacting, text);
  redact_add_place(redacting, 0, table->name, key, column);
  g_ptr_array_add(targets, target_new(table, column, statement, becomes));
}

static gboolean find_in_column(Redacting *redacting, const Table *table, const char *column,
                               GPtrArray *targets, GError **error) {
  g_autofree char *keys = quoted_keys(table);
  g_autofree char *sql = g_strdup_printf("SELECT %s, \"%s\" FROM \"%s\" WHERE \"%s\" IS NOT NULL"
                                         " AND (?1 IS NULL OR instr(\"%s\", ?1) > 0)",
                                         keys, column, table->name, column, column);
  sqlite3_stmt *statement = NULL;
  if (!place_check_read(redacting->db, error))
    return FALSE;
  int code = sqlite3_prepare_v2(redacting->db->handle, sql, -1, &statement, NULL);
  if (code == SQLITE_OK && redacting->what->text != NULL)
    code = sqlite3_bind_text(statement, 1, redacting->what->text, -1, SQLITE_TRANSIENT);
  while (code == SQLITE_OK && (code = sqlite3_step(statement)) == SQLITE_ROW) {
    take_cell(redacting, table, column, statement, targets);
    code = SQLITE_OK;
  }
  sqlite3_finalize(statement);
  if (code == SQLITE_DONE)
    return TRUE;
  db_fail(redacting->db, code, error);
  return FALSE;
}

static gboolean find_in_records(Redacting *redacting, const GPtrArray *tables, GPtrArray *targets,
                                GError **error) {
  for (guint i = 0; i < tables->len; i++) {
    const Table *table = tables->pdata[i];
    for (guint k = 0; table->keys->len > 0 && k < table->columns->len; k++) {
      const char *column = table->columns->pdata[k];
      if (redact_has_column(redacting, table->name, column) &&
          !find_in_column(redacting, table, column, targets, error))
        return FALSE;
    }
  }
  redacting->result->cells = redacting->result->places->len;
  return TRUE;
}

static gboolean replace_target(Db *db, const Target *target, GError **error) {
  g_autoptr(GString) sql = g_string_new(NULL);
  g_string_printf(sql, "UPDATE \"%s\" SET \"%s\" = ?1 WHERE ", target->table->name, target->column);
  for (guint i = 0; i < target->keys->len; i++)
    g_string_append_printf(sql, "%s\"%s\" IS ?%u", i > 0 ? " AND " : "",
                           (const char *)target->table->keys->pdata[i], i + 2);
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2(db->handle, sql->str, -1, &statement, NULL);
  if (code == SQLITE_OK)
    code = sqlite3_bind_text(statement, 1, target->text, -1, SQLITE_TRANSIENT);
  for (guint i = 0; code == SQLITE_OK && i < target->keys->len; i++)
    code = sqlite3_bind_value(statement, (int)i + 2, target->keys->pdata[i]);
  if (code == SQLITE_OK)
    code = sqlite3_step(statement);
  sqlite3_finalize(statement);
  if (code == SQLITE_DONE)
    return TRUE;
  db_fail(db, code, error);
  return FALSE;
}

/* ---- what a field was -------------------------------------------------------------------------
 */

/* Adds the values that a changeset has in the columns it is about. */
static gboolean collect_values(Redacting *redacting, const void *changeset, gsize size,
                               GError **error) {
  ChangesetIter *iter = changeset_start(redacting->db, changeset, size, error);
  if (iter == NULL)
    return FALSE;
  ChangedRow row;
  while (changeset_next(iter, &row)) {
    g_autofree char *key = changeset_key(&row);
    for (int i = 0; redact_has_row(redacting, row.table, key) && i < row.columns; i++) {
      const char *column = shapes_column(redacting->shapes, row.table, i);
      if (!redact_has_column(redacting, row.table, column))
        continue;
      g_autofree char *old = changeset_text(changeset_old(&row, i));
      g_autofree char *new_ = changeset_text(changeset_new(&row, i));
      if (old != NULL)
        add_needle(redacting, old);
      if (new_ != NULL)
        add_needle(redacting, new_);
    }
  }
  return changeset_end(redacting->db, iter, error);
}

static gint compare_lengths(gconstpointer a, gconstpointer b) {
  gsize left = strlen(*(char *const *)a), right = strlen(*(char *const *)b);
  return left < right ? 1 : left > right ? -1 : 0;
}

static gboolean collect_needles(Redacting *redacting, GError **error) {
  if (redacting->what->text != NULL) {
    g_ptr_array_add(redacting->needles, g_strdup(redacting->what->text));
    return TRUE;
  }
  Query *query = query_new(redacting->db, SQL_ENTRIES);
  while (query_next(query)) {
    gsize size = 0;
    const void *changeset = query_blob(query, 4, &size);
    if (!collect_values(redacting, changeset, size, error)) {
      query_free(query);
      return FALSE;
    }
  }
  g_ptr_array_sort(redacting->needles, compare_lengths);
  return query_finish(query, error);
}

/* ---- entries -------------------------------------------------------------------------------- */

/* What an entry becomes; what is NULL stays. */
typedef struct {
  gint64 seq;
  char *summary;
  char *reason;
  GByteArray *changeset;
} Becoming;

static void becoming_clear(Becoming *becoming) {
  g_free(becoming->summary);
  g_free(becoming->reason);
  g_clear_pointer(&becoming->changeset, g_byte_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Becoming, becoming_clear)

/* The query stands on the entry. */
static gboolean becoming_read(Redacting *redacting, Query *query, gboolean notes,
                              Becoming *becoming, GError **error) {
  const Redaction *what = redacting->what;
  becoming->seq = query_int(query, 0);
  gsize size = 0;
  const void *changeset = query_blob(query, 4, &size);
  gboolean touches = FALSE;
  GError *failure = NULL;
  becoming->changeset =
      redact_changeset(redacting, becoming->seq, changeset, size, notes, &touches, &failure);
  if (failure != NULL) {
    g_propagate_error(error, failure);
    return FALSE;
  }
  gboolean about =
      redacting->rows == NULL || (what->entry != 0 ? becoming->seq == what->entry
                                                   : touches || query_int(query, 1) == what->task);
  if (!about)
    return TRUE;
  becoming->summary = redact_words(redacting, query_text(query, 2));
  becoming->reason = redact_words(redacting, query_text(query, 3));
  g_autofree char *key = g_strdup_printf("%" G_GINT64_FORMAT, becoming->seq);
  if (notes && becoming->summary != NULL)
    redact_add_place(redacting, becoming->seq, "journal", key, "summary");
  if (notes && becoming->reason != NULL)
    redact_add_place(redacting, becoming->seq, "journal", key, "reason");
  return TRUE;
}

static gboolean is_changed(const Becoming *becoming) {
  return becoming->summary != NULL || becoming->reason != NULL || becoming->changeset != NULL;
}

/* Adds the numbers of the entries that have one to seqs. */
static gboolean find_in_entries(Redacting *redacting, GArray *seqs, GError **error) {
  Query *query = query_new(redacting->db, SQL_ENTRIES);
  while (query_next(query)) {
    g_auto(Becoming) becoming = {0};
    if (!becoming_read(redacting, query, TRUE, &becoming, error)) {
      query_free(query);
      return FALSE;
    }
    if (is_changed(&becoming))
      g_array_append_val(seqs, becoming.seq);
  }
  redacting->result->entries = seqs->len;
  return query_finish(query, error);
}

static gboolean store_becoming(Db *db, Query *entry, const Becoming *becoming, GError **error) {
  gsize size = 0;
  const void *changeset = query_blob(entry, 4, &size);
  Query *query = query_new(db, SQL_CHANGE);
  query_bind_int(query, 1, becoming->seq);
  query_bind_text(query, 2, becoming->summary != NULL ? becoming->summary : query_text(entry, 2));
  query_bind_text(query, 3, becoming->reason != NULL ? becoming->reason : query_text(entry, 3));
  if (becoming->changeset != NULL)
    query_bind_blob(query, 4, becoming->changeset->data, becoming->changeset->len);
  else
    query_bind_blob(query, 4, changeset, size);
  return query_run(query, error);
}

static gboolean replace_entry(Redacting *redacting, gint64 seq, GError **error) {
  g_auto(Becoming) becoming = {0};
  Query *query = query_new(redacting->db, SQL_ENTRY);
  query_bind_int(query, 1, seq);
  gboolean good = query_next(query) && becoming_read(redacting, query, FALSE, &becoming, error) &&
                  store_becoming(redacting->db, query, &becoming, error);
  if (good)
    return query_finish(query, error);
  query_free(query);
  return FALSE;
}

static gboolean vouch_for(Db *db, gint64 seq, GError **error) {
  guint8 digest[HASH_SIZE];
  Query *query = query_new(db, SQL_STORED);
  query_bind_int(query, 1, seq);
  if (query_next(query)) {
    HashField fields[ENTRY_FIELDS];
    journal_stored_fields(query, fields);
    journal_hash(NULL, fields, ENTRY_FIELDS, digest);
  }
  if (!query_finish(query, error))
    return FALSE;
  query = query_new(db, SQL_VOUCH);
  query_bind_int(query, 1, seq);
  query_bind_blob(query, 2, digest, sizeof digest);
  return query_run(query, error);
}

/* ---- the whole ------------------------------------------------------------------------------ */

static gboolean check_field(const Redaction *what, const GPtrArray *tables, GError **error) {
  if (what->field == NULL)
    return TRUE;
  for (guint i = 0; i < tables->len; i++) {
    const Table *table = tables->pdata[i];
    for (guint k = 0; k < table->columns->len; k++)
      if (redact_is_free(table->name, table->columns->pdata[k]) &&
          words_mean(what->field, table->name, table->columns->pdata[k]))
        return TRUE;
  }
  return store_refuse(error,
                      words_mean_any(what->field)
                          ? "“%s”不是文字内容（是日期、数字、代码或登录名），不能隐去"
                          : "没有叫“%s”的字段。可写 备注、目标任务、进展情况 等",
                      what->field);
}

static gboolean check_what(const Redaction *what, GError **error) {
  if (what->text == NULL && what->field == NULL)
    return store_refuse(error, "请写明要隐去什么：一段文字，或者一个字段");
  if (what->text == NULL && what->task == 0 && what->entry == 0)
    return store_refuse(error, "只写字段时，要写明是哪一项任务或哪一条日志的");
  if (what->text != NULL && g_utf8_strlen(what->text, -1) < REDACT_LEAST)
    return store_refuse(error, "要隐去的文字太短，至少要 %d 个字", REDACT_LEAST);
  if (what->text != NULL && strstr(REDACT_MARK, what->text) != NULL)
    return store_refuse(error, "“%s”是隐去后留下的字样，不能再隐去", what->text);
  return TRUE;
}

/* Finds all; targets and seqs say what is to be replaced, of tables. */
static gboolean find_all(Redacting *redacting, const GPtrArray *tables, GPtrArray *targets,
                         GArray *seqs, GError **error) {
  redacting->shapes = shapes_new(redacting->db);
  redacting->needles = g_ptr_array_new_with_free_func(g_free);
  redacting->result->places = g_ptr_array_new_with_free_func(place_free);
  return check_field(redacting->what, tables, error) && find_rows(redacting, tables, error) &&
         find_in_records(redacting, tables, targets, error) && collect_needles(redacting, error) &&
         find_in_entries(redacting, seqs, error);
}

gboolean redact_find(Db *db, const Redaction *what, Redacted *found, GError **error) {
  *found = (Redacted){0};
  if (!check_what(what, error))
    return FALSE;
  g_autoptr(GPtrArray) tables = read_tables(db, error);
  g_autoptr(GPtrArray) targets = g_ptr_array_new_with_free_func(target_free);
  g_autoptr(GArray) seqs = g_array_new(FALSE, FALSE, sizeof(gint64));
  g_auto(Redacting) redacting = {.db = db, .what = what, .result = found};
  return tables != NULL && find_all(&redacting, tables, targets, seqs, error);
}

/* The one place where entries are changed. The triggers were looked at before. */
static gboolean replace_all(Redacting *redacting, const GPtrArray *targets, const GArray *seqs,
                            GError **error) {
  Db *db = redacting->db;
  g_autofree char *keep = NULL;
  Query *query = query_new(db, SQL_KEEP);
  if (query_next(query))
    keep = g_strdup(query_text(query, 0));
  if (!query_finish(query, error) || !db_exec(db, "DROP TRIGGER journal_keep", error))
    return FALSE;
  write_listen(db, FALSE);
  gboolean good = TRUE;
  for (guint i = 0; good && i < targets->len; i++)
    good = replace_target(db, targets->pdata[i], error);
  for (guint i = 0; good && i < seqs->len; i++)
    good = replace_entry(redacting, g_array_index(seqs, gint64, i), error);
  write_listen(db, TRUE);
  for (guint i = 0; good && i < seqs->len; i++)
    good = vouch_for(db, g_array_index(seqs, gint64, i), error);
  return good && db_exec(db, keep, error);
}

typedef struct {
  const Redaction *what;
  Redacted *done;
  char summary[128];
} Doing;

static gboolean check_guards(Db *db, GError **error) {
  g_autofree char *problem = NULL;
  if (!journal_guarded(db, &problem, error))
    return FALSE;
  return problem == NULL || store_refuse(error, "%s。请先找管理员弄清，没有隐去任何内容", problem);
}

static gboolean redact(Db *db, gpointer data, GError **error) {
  Doing *doing = data;
  g_autoptr(GPtrArray) tables = read_tables(db, error);
  g_autoptr(GPtrArray) targets = g_ptr_array_new_with_free_func(target_free);
  g_autoptr(GArray) seqs = g_array_new(FALSE, FALSE, sizeof(gint64));
  g_auto(Redacting) redacting = {.db = db, .what = doing->what, .result = doing->done};
  if (tables == NULL || !check_guards(db, error) ||
      !find_all(&redacting, tables, targets, seqs, error))
    return FALSE;
  if (doing->done->places->len == 0) {
    g_set_error_literal(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                        "没有找到要隐去的内容，没有改动任何内容");
    return FALSE;
  }
  g_snprintf(doing->summary, sizeof doing->summary, "隐去：台账%u处，日志%u条", doing->done->cells,
             doing->done->entries);
  return replace_all(&redacting, targets, seqs, error);
}

gboolean redact_run(Db *db, const Actor *actor, const Redaction *what, const char *reason,
                    Redacted *done, GError **error) {
  *done = (Redacted){0};
  if (!check_what(what, error))
    return FALSE;
  if (what->text != NULL && strstr(reason, what->text) != NULL)
    return store_refuse(error, "理由里写着要隐去的内容，请换个写法");
  if (!db_exec(db, "PRAGMA secure_delete = ON", error))
    return FALSE;
  Doing doing = {.what = what, .done = done};
  const Deed deed = {
      .verb = JOURNAL_REDACT, .summary = doing.summary, .reason = reason, .task = what->task};
  return store_write(db, actor, &deed, redact, &doing, &done->seq, error);
}

gboolean redact_pack(Db *db, GError **error) {
  return db_exec(db, "VACUUM", error);
}

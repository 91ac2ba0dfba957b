#include "core/store/inquiry.h"

#include <string.h>

#include "core/store/db_private.h"
#include "core/store/open.h"
#include "core/store/place.h"

#define STEPS_BETWEEN 20000            /* of SQLite's machine, between two looks at the watch */
#define VALUE_BYTES_MAX (16 << 20)     /* one text or blob */
#define HEAP_BYTES_MAX (512LL << 20)   /* what sorting and the like may take */
#define CELL_BYTES (gsize)sizeof(Cell) /* what a cell costs beside its text */

/* ---- what is let through ---------------------------------------------------------------- */

/* PRAGMAs that only tell something. */
static const char *const TELLING[] = {
    "data_version",      "user_version",    "schema_version", "application_id",  "page_count",
    "page_size",         "freelist_count",  "encoding",       "table_info",      "table_xinfo",
    "table_list",        "index_list",      "index_info",     "index_xinfo",     "foreign_key_list",
    "database_list",     "function_list",   "collation_list", "compile_options", "module_list",
    "foreign_key_check", "integrity_check", "quick_check",    "pragma_list",     NULL};

/* With a value these would be set. */
static const char *const SETTABLE[] = {"user_version", "schema_version", "application_id",
                                       "page_size",    "encoding",       NULL};

static gboolean one_of(const char *word, const char *const *words) {
  for (gsize i = 0; words[i] != NULL; i++) {
    if (g_ascii_strcasecmp(words[i], word) == 0)
      return TRUE;
  }
  return FALSE;
}

static int authorize(void *data, int action, const char *first, const char *second,
                     const char *database, const char *trigger) {
  (void)data;
  (void)database;
  (void)trigger;
  switch (action) {
  case SQLITE_SELECT:
  case SQLITE_READ:
  case SQLITE_RECURSIVE:
    return SQLITE_OK;
  case SQLITE_UPDATE:
    /* What a table-valued function such as json_each asks for when it is first met, which tasks are
     * listed with. The schema cannot be changed for all that: it is not writable, nor is the file.
     */
    return g_strcmp0(first, "sqlite_master") == 0 ? SQLITE_OK : SQLITE_DENY;
  case SQLITE_FUNCTION:
    return g_ascii_strcasecmp(second, "load_extension") == 0 ? SQLITE_DENY : SQLITE_OK;
  case SQLITE_PRAGMA:
    return one_of(first, TELLING) && (second == NULL || !one_of(first, SETTABLE)) ? SQLITE_OK
                                                                                  : SQLITE_DENY;
  default:
    return SQLITE_DENY;
  }
}

void inquiry_limit_memory(void) {
  open_limited(HEAP_BYTES_MAX);
}

gboolean inquiry_begin(Db *db, const char *views, GError **error) {
  /* Temporary views are written to memory, which query_only forbids as well; the file itself is
   * open read-only. */
  if (!db_exec(db, "PRAGMA query_only = OFF", error) || !db_exec(db, views, error) ||
      !db_exec(db, "PRAGMA query_only = ON", error))
    return FALSE;
  sqlite3_limit(db->handle, SQLITE_LIMIT_LENGTH, VALUE_BYTES_MAX);
  sqlite3_limit(db->handle, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_set_authorizer(db->handle, authorize, NULL);
  return TRUE;
}

/* ---- results ---------------------------------------------------------------------------- */

static void cell_clear(gpointer data) {
  g_free(((Cell *)data)->text);
}

static Inquiry *inquiry_new(sqlite3_stmt *statement) {
  Inquiry *inquiry = g_new0(Inquiry, 1);
  inquiry->columns = (guint)sqlite3_column_count(statement);
  inquiry->names = g_new0(char *, inquiry->columns + 1);
  for (guint i = 0; i < inquiry->columns; i++)
    inquiry->names[i] = g_utf8_make_valid(sqlite3_column_name(statement, (int)i), -1);
  inquiry->cells = g_array_new(FALSE, FALSE, sizeof(Cell));
  g_array_set_clear_func(inquiry->cells, cell_clear);
  return inquiry;
}

void inquiry_free(Inquiry *inquiry) {
  if (inquiry == NULL)
    return;
  g_strfreev(inquiry->names);
  g_array_unref(inquiry->cells);
  g_free(inquiry);
}

guint inquiry_rows(const Inquiry *inquiry) {
  return inquiry->columns > 0 ? inquiry->cells->len / inquiry->columns : 0;
}

const Cell *inquiry_cell(const Inquiry *inquiry, guint row, guint column) {
  return &g_array_index(inquiry->cells, Cell, row * inquiry->columns + column);
}

/* Returns the bytes it takes. */
static gsize add_cell(Inquiry *inquiry, sqlite3_stmt *statement, int column) {
  Cell cell = {CELL_NULL, 0, 0, NULL};
  const char *text; /* NULL where there is no memory for it, which the next step says */
  gsize bytes = 0;
  switch (sqlite3_column_type(statement, column)) {
  case SQLITE_INTEGER:
    cell.type = CELL_INTEGER;
    cell.integer = sqlite3_column_int64(statement, column);
    break;
  case SQLITE_FLOAT:
    cell.type = CELL_REAL;
    cell.real = sqlite3_column_double(statement, column);
    break;
  case SQLITE_TEXT:
    cell.type = CELL_TEXT;
    text = (const char *)sqlite3_column_text(statement, column);
    bytes = (gsize)sqlite3_column_bytes(statement, column);
    cell.text = g_utf8_make_valid(text != NULL ? text : "", text != NULL ? (gssize)bytes : 0);
    break;
  case SQLITE_BLOB:
    cell.type = CELL_BLOB;
    cell.integer = sqlite3_column_bytes(statement, column);
    break;
  default:
    break;
  }
  g_array_append_val(inquiry->cells, cell);
  return bytes + CELL_BYTES;
}

/* ---- running ---------------------------------------------------------------------------- */

typedef struct {
  const Watch *watch;
  gint64 looks;
  GError *stopped;
} Looking;

static int look(void *data) {
  Looking *looking = data;
  looking->looks++;
  return !watch_goes_on(looking->watch, "正在查询", looking->looks, 0, &looking->stopped);
}

/* What SQLite said, which is English but names the place. */
static void fail(Db *db, int code, GError **error) {
  const char *message = sqlite3_errmsg(db->handle);
  int kind = code & 0xff;
  if (kind == SQLITE_AUTH || kind == SQLITE_READONLY)
    store_refuse(error, "这里只能查询，不能改动，也不能打开别的文件或改变设置");
  else if (kind == SQLITE_NOMEM || kind == SQLITE_TOOBIG)
    store_refuse(error, "这句查询要用的内存太多，没有做完；请缩小范围，例如加上 WHERE 或 LIMIT");
  else if (kind == SQLITE_ERROR)
    store_refuse(error, "这句 SQL 不对：%s", message);
  else
    db_fail(db, code, error);
}

static gboolean read_rows(Db *db, sqlite3_stmt *statement, Inquiry *inquiry, GError **error) {
  gsize bytes = 0;
  int code;
  while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
    for (guint i = 0; i < inquiry->columns; i++)
      bytes += add_cell(inquiry, statement, (int)i);
    if (bytes > INQUIRY_BYTES_MAX)
      return store_refuse(error, "结果超过 128 MB，没有列出；请缩小范围，例如加上 WHERE 或 LIMIT");
  }
  if (code != SQLITE_DONE)
    fail(db, code, error);
  return code == SQLITE_DONE;
}

gboolean inquiry_run(Db *db, const char **sql, const Watch *watch, Inquiry **inquiry,
                     GError **error) {
  *inquiry = NULL;
  sqlite3_stmt *statement = NULL;
  const char *tail = NULL;
  if (!place_check_read(db, error))
    return FALSE;
  int code = sqlite3_prepare_v2(db->handle, *sql, -1, &statement, &tail);
  if (code != SQLITE_OK) {
    fail(db, code, error);
    return FALSE;
  }
  if (statement == NULL) {
    *sql += strlen(*sql);
    return TRUE;
  }
  g_autoptr(Inquiry) result = inquiry_new(statement);
  Looking looking = {.watch = watch};
  GError *failure = NULL;
  sqlite3_progress_handler(db->handle, STEPS_BETWEEN, look, &looking);
  gboolean good = sqlite3_stmt_readonly(statement)
                      ? read_rows(db, statement, result, &failure)
                      : store_refuse(&failure, "这里只能查询，不能改动");
  sqlite3_progress_handler(db->handle, 0, NULL, NULL);
  sqlite3_finalize(statement);
  if (looking.stopped != NULL) {
    g_clear_error(&failure);
    failure = looking.stopped;
    good = FALSE;
  }
  if (!good) {
    g_propagate_error(error, failure);
    return FALSE;
  }
  *sql = tail;
  *inquiry = g_steal_pointer(&result);
  return TRUE;
}

gboolean inquiry_is_whole(const char *sql) {
  return sqlite3_complete(sql) != 0;
}

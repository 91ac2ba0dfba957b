#include "core/store/define.h"

#include "core/store/db_private.h"

struct DbCall {
  sqlite3_context *context;
  sqlite3_value **values;
};

typedef struct {
  DbFunction function;
  gpointer data;
} Defined;

static void run(sqlite3_context *context, int count, sqlite3_value **values) {
  (void)count; /* SQLite has checked it */
  const Defined *defined = sqlite3_user_data(context);
  DbCall call = {context, values};
  defined->function(&call, defined->data);
}

gboolean db_define(Db *db, const char *name, int arguments, DbFunction function, gpointer data,
                   GError **error) {
  Defined *defined = g_new(Defined, 1);
  *defined = (Defined){function, data};
  /* Innocuous: views may call it though the file's schema is not trusted. */
  int code = sqlite3_create_function_v2(db->handle, name, arguments, SQLITE_UTF8 | SQLITE_INNOCUOUS,
                                        defined, run, NULL, NULL, g_free);
  if (code != SQLITE_OK)
    db_fail(db, code, error);
  return code == SQLITE_OK;
}

gint64 call_int(const DbCall *call, int index) {
  return sqlite3_value_int64(call->values[index]);
}

const char *call_text(const DbCall *call, int index) {
  return (const char *)sqlite3_value_text(call->values[index]);
}

void call_give_int(DbCall *call, gint64 value) {
  sqlite3_result_int64(call->context, value);
}

void call_give_text(DbCall *call, const char *value) {
  sqlite3_result_text(call->context, value, -1, SQLITE_TRANSIENT);
}

void call_fail(DbCall *call, const char *message) {
  sqlite3_result_error(call->context, message, -1);
}

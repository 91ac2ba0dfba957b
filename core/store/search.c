/* search.c: what SQL may call to look through many rows at once, quicker than it could itself:
 *
 *   holds(word, text …)  whether one of the texts has the word, as LIKE '%word%' would find it
 *   in_set(?1, id)       whether an IdSet that query_bind_set() bound has the id
 */
#include "core/rules/needle.h"
#include "core/store/db_private.h"
#include "core/store/id_set.h"
#include "core/store/open.h"

static void holds(sqlite3_context *context, int count, sqlite3_value **values) {
  const char *word = (const char *)sqlite3_value_text(values[0]);
  int length = sqlite3_value_bytes(values[0]);
  gboolean found = FALSE;
  if (word == NULL || length == 0)
    return;
  Needle needle = needle_of(word, (gsize)length);
  for (int i = 1; i < count && !found; i++) {
    const char *text = (const char *)sqlite3_value_text(values[i]);
    found = text != NULL && needle_is_in(&needle, text, (gsize)sqlite3_value_bytes(values[i]));
  }
  sqlite3_result_int(context, found ? 1 : 0);
}

static void in_set(sqlite3_context *context, int count, sqlite3_value **values) {
  (void)count;
  const IdSet *set = sqlite3_value_pointer(values[0], ID_SET_TYPE);
  gboolean has = set != NULL && sqlite3_value_type(values[1]) == SQLITE_INTEGER &&
                 id_set_has(set, sqlite3_value_int64(values[1]));
  sqlite3_result_int(context, has ? 1 : 0);
}

gboolean search_define(Db *db, GError **error) {
  const int how = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
  int code =
      sqlite3_create_function_v2(db->handle, "holds", -1, how, NULL, holds, NULL, NULL, NULL);
  if (code == SQLITE_OK)
    code = sqlite3_create_function_v2(db->handle, "in_set", 2, how, NULL, in_set, NULL, NULL, NULL);
  if (code != SQLITE_OK)
    db_fail(db, code, error);
  return code == SQLITE_OK;
}

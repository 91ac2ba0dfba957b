#include "core/store/changeset.h"

#include <string.h>

#include "core/store/place.h"

/* ---- is it one at all ---------------------------------------------------------------------- */

/* What is still to be read; data is NULL once something did not fit. */
typedef struct {
  const guint8 *data;
  gsize size;
} Rest;

static const guint8 *take(Rest *rest, gsize size) {
  const guint8 *start = rest->data;
  if (start == NULL || size > rest->size) {
    *rest = (Rest){0};
    return NULL;
  }
  rest->data += size;
  rest->size -= size;
  return start;
}

static guint8 take_byte(Rest *rest) {
  const guint8 *byte = take(rest, 1);
  return byte != NULL ? *byte : 0;
}

/* Seven bits a byte, the highest first; sessions write lengths of 32 bits. */
static gsize take_number(Rest *rest) {
  gsize value = 0;
  for (int i = 0; i < 5; i++) {
    guint8 byte = take_byte(rest);
    value = value << 7 | (byte & 0x7f);
    if ((byte & 0x80) == 0)
      return value;
  }
  *rest = (Rest){0};
  return 0;
}

/* FALSE for a column the record leaves out. */
static gboolean take_value(Rest *rest) {
  switch (take_byte(rest)) {
  case 0:
    return FALSE;
  case SQLITE_INTEGER:
  case SQLITE_FLOAT:
    take(rest, 8);
    break;
  case SQLITE_TEXT:
  case SQLITE_BLOB:
    take(rest, take_number(rest));
    break;
  case SQLITE_NULL:
    break;
  default:
    *rest = (Rest){0};
  }
  return TRUE;
}

/* A record of every column, or (partial) of those of the key and some others; key may be NULL. */
static void take_record(Rest *rest, const guint8 *key, gsize columns, gboolean partial) {
  for (gsize i = 0; i < columns && rest->data != NULL; i++)
    if (!take_value(rest) && (!partial || (key != NULL && key[i] != 0)))
      *rest = (Rest){0};
}

static void take_change(Rest *rest, guint8 operation, const guint8 *key, gsize columns) {
  take_byte(rest); /* whether it was made by a trigger or cascade */
  if (operation == SQLITE_UPDATE) {
    take_record(rest, key, columns, TRUE);
    take_record(rest, NULL, columns, TRUE);
  } else if (operation == SQLITE_INSERT || operation == SQLITE_DELETE) {
    take_record(rest, NULL, columns, FALSE);
  } else {
    *rest = (Rest){0};
  }
}

static const guint8 *take_table(Rest *rest, gsize *columns) {
  *columns = take_number(rest);
  const guint8 *key = take(rest, *columns);
  const guint8 *end = rest->data != NULL ? memchr(rest->data, '\0', rest->size) : NULL;
  gboolean good = key != NULL && *columns > 0 && memchr(key, 1, *columns) != NULL && end != NULL;
  take(rest, good ? (gsize)(end - rest->data) + 1 : G_MAXSIZE);
  return key;
}

gboolean changeset_is_sound(const void *data, gsize size) {
  Rest rest = {data, size};
  const guint8 *key = NULL;
  gsize columns = 0;
  while (rest.data != NULL && rest.size > 0) {
    guint8 operation = take_byte(&rest);
    if (operation == 'T')
      key = take_table(&rest, &columns);
    else if (key != NULL)
      take_change(&rest, operation, key, columns);
    else
      return FALSE;
  }
  return (rest.data != NULL || size == 0) && size <= G_MAXINT;
}

/* ---- copying it ---------------------------------------------------------------------------- */

gsize changeset_take_length(const guint8 **at) {
  gsize value = 0;
  guint8 byte;
  do {
    byte = *(*at)++;
    value = value << 7 | (byte & 0x7f);
  } while ((byte & 0x80) != 0);
  return value;
}

void changeset_put_length(GByteArray *out, gsize length) {
  guint8 bytes[5];
  guint count = 0;
  do {
    bytes[4 - count] = (guint8)((length & 0x7f) | (count > 0 ? 0x80 : 0));
    count++;
    length >>= 7;
  } while (length > 0);
  g_byte_array_append(out, bytes + 5 - count, count);
}

gsize changeset_value_size(const guint8 *at) {
  const guint8 *data = at + 1;
  switch (*at) {
  case SQLITE_INTEGER:
  case SQLITE_FLOAT:
    return 9;
  case SQLITE_TEXT:
  case SQLITE_BLOB: {
    gsize size = changeset_take_length(&data);
    return (gsize)(data - at) + size;
  }
  default: /* NULL, or left out */
    return 1;
  }
}

/* ---- reading it ---------------------------------------------------------------------------- */

gboolean changeset_fail(const Db *db, int code, GError **error) {
  g_autofree char *file = g_filename_display_name(db->path);
  g_set_error(error, STORE_ERROR, STORE_ERROR_DAMAGED,
              "台账文件 %s 的日志中有一条读不出来（%s）。请运行核验，并改用最近的备份", file,
              sqlite3_errstr(code));
  return FALSE;
}

ChangesetIter *changeset_start(Db *db, const void *data, gsize size, GError **error) {
  ChangesetIter *iter = NULL;
  int code = changeset_is_sound(data, size)
                 ? sqlite3changeset_start(&iter, (int)size, (void *)(guintptr)data)
                 : SQLITE_CORRUPT;
  if (code == SQLITE_OK)
    return iter;
  changeset_fail(db, code, error);
  return NULL;
}

void *changeset_load(Db *db, gint64 seq, gsize *size, GError **error) {
  sqlite3_blob *blob = NULL;
  if (!place_check_read(db, error))
    return NULL;
  int code = sqlite3_blob_open(db->handle, "main", "journal", "changeset", seq, 0, &blob);
  *size = code == SQLITE_OK ? (gsize)sqlite3_blob_bytes(blob) : 0;
  g_autofree void *data = g_malloc(*size + 1);
  if (code == SQLITE_OK)
    code = sqlite3_blob_read(blob, data, (int)*size, 0);
  if (code != SQLITE_OK)
    db_fail(db, code, error);
  sqlite3_blob_close(blob);
  return code == SQLITE_OK ? g_steal_pointer(&data) : NULL;
}

void changeset_stand(ChangesetIter *iter, ChangedRow *row) {
  unsigned char *key = NULL;
  *row = (ChangedRow){.iter = iter};
  sqlite3changeset_op(iter, &row->table, &row->columns, &row->operation, NULL);
  sqlite3changeset_pk(iter, &key, NULL);
  row->key = key;
}

gboolean changeset_next(ChangesetIter *iter, ChangedRow *row) {
  if (sqlite3changeset_next(iter) != SQLITE_ROW)
    return FALSE;
  changeset_stand(iter, row);
  return TRUE;
}

gboolean changeset_end(Db *db, ChangesetIter *iter, GError **error) {
  int code = sqlite3changeset_finalize(iter);
  return code == SQLITE_OK || changeset_fail(db, code, error);
}

sqlite3_value *changeset_old(const ChangedRow *row, int column) {
  sqlite3_value *value = NULL;
  if (row->operation != SQLITE_INSERT)
    sqlite3changeset_old(row->iter, column, &value);
  return value;
}

sqlite3_value *changeset_new(const ChangedRow *row, int column) {
  sqlite3_value *value = NULL;
  if (row->operation != SQLITE_DELETE)
    sqlite3changeset_new(row->iter, column, &value);
  return value;
}

static sqlite3_value *key_value(const ChangedRow *row, int column) {
  return row->operation == SQLITE_INSERT ? changeset_new(row, column) : changeset_old(row, column);
}

char *changeset_key(const ChangedRow *row) {
  GString *text = g_string_new(NULL);
  for (int i = 0; i < row->columns; i++) {
    if (!row->key[i])
      continue;
    g_autofree char *part = changeset_text(key_value(row, i));
    g_string_append_printf(text, "%s%s", text->len > 0 ? "/" : "", part != NULL ? part : "");
  }
  return g_string_free(text, FALSE);
}

gint64 changeset_id(const ChangedRow *row) {
  for (int i = 0; i < row->columns; i++) {
    if (!row->key[i])
      continue;
    sqlite3_value *value = key_value(row, i);
    return value != NULL && sqlite3_value_type(value) == SQLITE_INTEGER ? sqlite3_value_int64(value)
                                                                        : 0;
  }
  return 0;
}

static char *hex(const guint8 *data, int size) {
  GString *text = g_string_sized_new((gsize)size * 2);
  for (int i = 0; i < size; i++)
    g_string_append_printf(text, "%02x", data[i]);
  return g_string_free(text, FALSE);
}

char *changeset_text(sqlite3_value *value) {
  if (value == NULL || sqlite3_value_type(value) == SQLITE_NULL)
    return NULL;
  if (sqlite3_value_type(value) == SQLITE_BLOB)
    return hex(sqlite3_value_blob(value), sqlite3_value_bytes(value));
  const char *text = (const char *)sqlite3_value_text(value);
  return text != NULL ? g_utf8_make_valid(text, -1) : NULL;
}

gboolean changeset_equal(sqlite3_value *a, sqlite3_value *b) {
  if (a == NULL || b == NULL)
    return a == b;
  int type = sqlite3_value_type(a);
  if (sqlite3_value_type(b) != type)
    return FALSE;
  switch (type) {
  case SQLITE_NULL:
    return TRUE;
  case SQLITE_INTEGER:
    return sqlite3_value_int64(a) == sqlite3_value_int64(b);
  case SQLITE_FLOAT:
    return sqlite3_value_double(a) == sqlite3_value_double(b);
  default:
    break;
  }
  const void *left = sqlite3_value_blob(a), *right = sqlite3_value_blob(b);
  int size = sqlite3_value_bytes(a);
  return size == sqlite3_value_bytes(b) && (size == 0 || memcmp(left, right, (gsize)size) == 0);
}

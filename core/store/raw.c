#include "core/store/raw.h"

#include <string.h>

void raw_start(RawRow *row, const void *data, gsize size) {
  row->at = data;
  row->end = row->at != NULL ? row->at + size : NULL;
  row->table = NULL;
  row->columns = 0;
}

static void take_table(RawRow *row) {
  row->head = row->at++;
  row->columns = changeset_take_length(&row->at);
  row->key = row->at;
  row->table = (const char *)row->at + row->columns;
  row->at += row->columns + strlen(row->table) + 1;
  row->head_size = (gsize)(row->at - row->head);
}

static void take_record(RawRow *row, const guint8 *values[RAW_COLUMNS]) {
  for (gsize i = 0; i < row->columns; i++) {
    if (i < RAW_COLUMNS)
      values[i] = row->at;
    row->at += changeset_value_size(row->at);
  }
}

gboolean raw_next(RawRow *row) {
  while (row->at < row->end && *row->at == 'T')
    take_table(row);
  if (row->at >= row->end)
    return FALSE;
  row->begin = row->at;
  row->operation = *row->at;
  row->at += 2; /* the second says whether a trigger or cascade did it */
  if (row->operation != SQLITE_INSERT)
    take_record(row, row->old);
  if (row->operation != SQLITE_DELETE)
    take_record(row, row->new_);
  return TRUE;
}

static gboolean is_told(const RawRow *row, gsize column) {
  return column < row->columns && column < RAW_COLUMNS;
}

static gboolean read_integer(const guint8 *at, gint64 *value) {
  if (*at != SQLITE_INTEGER)
    return FALSE;
  guint64 bits;
  memcpy(&bits, at + 1, sizeof bits);
  *value = (gint64)GUINT64_FROM_BE(bits);
  return TRUE;
}

gboolean raw_old_integer(const RawRow *row, gsize column, gint64 *value) {
  return row->operation != SQLITE_INSERT && is_told(row, column) &&
         read_integer(row->old[column], value);
}

gboolean raw_new_integer(const RawRow *row, gsize column, gint64 *value) {
  return row->operation != SQLITE_DELETE && is_told(row, column) &&
         read_integer(row->new_[column], value);
}

gboolean raw_is_new(const RawRow *row, gsize column) {
  return row->operation != SQLITE_DELETE && is_told(row, column) && *row->new_[column] != 0;
}

gint64 raw_id(const RawRow *row) {
  gint64 id = 0;
  for (gsize i = 0; i < row->columns; i++) {
    if (row->key[i] == 0)
      continue;
    if (!raw_old_integer(row, i, &id))
      raw_new_integer(row, i, &id);
    break;
  }
  return id;
}

GByteArray *raw_narrow(const void *data, gsize size, RawKeep keep, gpointer keep_data) {
  GByteArray *kept = g_byte_array_new();
  const guint8 *head = NULL; /* of the table that kept ends with */
  RawRow row;
  raw_start(&row, data, size);
  while (raw_next(&row)) {
    if (!keep(&row, keep_data))
      continue;
    if (head != row.head)
      g_byte_array_append(kept, row.head, (guint)row.head_size);
    head = row.head;
    g_byte_array_append(kept, row.begin, (guint)(row.at - row.begin));
  }
  return kept;
}

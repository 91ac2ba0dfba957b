/* changes.c: what one entry changed, field by field. */
#include "core/store/changeset.h"
#include "core/store/journal.h"
#include "core/store/shape.h"

void journal_change_free(JournalChange *change) {
  if (change == NULL)
    return;
  g_ref_string_release(change->key);
  g_free(change->old);
  g_free(change->new_);
  g_free(change);
}

/* The changes of one row, with what they are sorted by. */
typedef struct {
  int order;
  gint64 id;
  GRefString *key;
  guint first, count; /* among all changes, as they are read */
} RowChanges;

static void row_changes_clear(gpointer data) {
  g_ref_string_release(((RowChanges *)data)->key);
}

static gint compare_rows(gconstpointer a, gconstpointer b) {
  const RowChanges *left = a, *right = b;
  if (left->order != right->order)
    return left->order < right->order ? -1 : 1;
  if (left->id != right->id)
    return left->id < right->id ? -1 : 1;
  return g_strcmp0(left->key, right->key);
}

/* An id says nothing that JournalChange.id does not; the parts of a link do. */
static gboolean is_plain_id(const ChangedRow *row, int column) {
  int parts = 0;
  for (int i = 0; i < row->columns; i++)
    parts += row->key[i] != 0;
  return row->key[column] && parts == 1 && changeset_id(row) != 0;
}

static void add_field(GPtrArray *fields, const ChangedRow *row, int column, const char *name,
                      GRefString *key) {
  gboolean is_update = row->operation == SQLITE_UPDATE;
  if (is_plain_id(row, column) || (is_update && row->key[column]))
    return;
  sqlite3_value *old = changeset_old(row, column), *new_ = changeset_new(row, column);
  if (old == NULL && new_ == NULL)
    return;
  g_autofree char *old_text = changeset_text(old);
  g_autofree char *new_text = changeset_text(new_);
  if (!is_update && old_text == NULL && new_text == NULL)
    return;
  JournalChange *change = g_new0(JournalChange, 1);
  change->table = g_intern_string(row->table);
  change->id = changeset_id(row);
  change->key = g_ref_string_acquire(key);
  change->field = g_intern_string(name);
  change->old = g_steal_pointer(&old_text);
  change->new_ = g_steal_pointer(&new_text);
  change->whole = !is_update;
  g_ptr_array_add(fields, change);
}

static void read_row(GArray *rows, GPtrArray *fields, const ChangedRow *row, Shapes *shapes) {
  g_autofree char *key = changeset_key(row);
  RowChanges changes = {.order = shapes_order(shapes, row->table),
                        .id = changeset_id(row),
                        .key = g_ref_string_new(key),
                        .first = fields->len};
  for (int i = 0; i < row->columns; i++)
    add_field(fields, row, i, shapes_column(shapes, row->table, i), changes.key);
  changes.count = fields->len - changes.first;
  g_array_append_val(rows, changes);
}

/* Takes fields. */
static GPtrArray *in_order(GArray *rows, GPtrArray *fields) {
  GPtrArray *all = g_ptr_array_new_full(fields->len, (GDestroyNotify)journal_change_free);
  g_array_sort(rows, compare_rows);
  for (guint i = 0; i < rows->len; i++) {
    const RowChanges *row = &g_array_index(rows, RowChanges, i);
    for (guint j = 0; j < row->count; j++)
      g_ptr_array_add(all, fields->pdata[row->first + j]);
  }
  g_ptr_array_unref(fields);
  return all;
}

static GPtrArray *read_changes(Db *db, const void *changeset, gsize size, gint64 task,
                               gboolean fallback, GError **error) {
  ChangesetIter *iter = changeset_start(db, changeset, size, error);
  if (iter == NULL)
    return NULL;
  g_autoptr(Shapes) shapes = shapes_new(db);
  g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(RowChanges));
  g_array_set_clear_func(rows, row_changes_clear);
  GPtrArray *fields = g_ptr_array_new();
  ChangedRow row;
  while (changeset_next(iter, &row))
    if (task == 0 || shapes_touches(shapes, &row, task, fallback))
      read_row(rows, fields, &row, shapes);
  g_autoptr(GPtrArray) all = in_order(rows, fields);
  return changeset_end(db, iter, error) ? g_steal_pointer(&all) : NULL;
}

gsize journal_changes_size(Db *db, gint64 seq) {
  Query *query = query_new(db, "SELECT length(changeset) FROM journal WHERE seq = ?1");
  query_bind_int(query, 1, seq);
  gsize size = query_next(query) ? (gsize)query_int(query, 0) : 0;
  query_free(query);
  return size;
}

GPtrArray *journal_changes(Db *db, gint64 seq, gint64 task, GError **error) {
  gint64 of = 0;
  gboolean found = FALSE;
  gsize size;
  Query *query = query_new(db, "SELECT task FROM journal WHERE seq = ?1");
  query_bind_int(query, 1, seq);
  if (query_next(query)) {
    found = TRUE;
    of = query_int(query, 0);
  }
  if (!query_finish(query, error))
    return NULL;
  if (!found) {
    g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                "日志中没有第 %" G_GINT64_FORMAT " 条。请刷新后再看", seq);
    return NULL;
  }
  g_autofree void *changeset = changeset_load(db, seq, &size, error);
  return changeset != NULL ? read_changes(db, changeset, size, task, of == task, error) : NULL;
}

/* ---- what an entry removed -------------------------------------------------------------- */

gboolean journal_gone(Db *db, gint64 seq, JournalGoneSeen seen, gpointer data, GError **error) {
  gsize size;
  g_autofree void *changeset = changeset_load(db, seq, &size, error);
  ChangesetIter *iter = changeset != NULL ? changeset_start(db, changeset, size, error) : NULL;
  if (iter == NULL)
    return FALSE;
  g_autoptr(Shapes) shapes = shapes_new(db);
  ChangedRow row;
  while (changeset_next(iter, &row)) {
    if (row.operation == SQLITE_DELETE)
      seen(&(JournalGone){row.table, changeset_id(&row), &row, shapes}, data);
  }
  return changeset_end(db, iter, error);
}

char *journal_gone_text(const JournalGone *gone, const char *column) {
  int index = shapes_index(gone->shapes, gone->row, column);
  return index >= 0 ? changeset_text(changeset_old(gone->row, index)) : NULL;
}

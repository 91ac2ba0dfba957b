/* changes.c: what one entry changed, field by field. */
#include "core/store/changeset.h"
#include "core/store/journal.h"
#include "core/store/shape.h"

void journal_change_free(JournalChange *change) {
  if (change == NULL)
    return;
  g_free(change->table);
  g_free(change->key);
  g_free(change->field);
  g_free(change->old);
  g_free(change->new_);
  g_free(change);
}

/* A field that was changed. Texts are the entry's. */
typedef struct {
  const char *name, *old, *new_;
} Field;

/* The changes of one row, with what they are sorted by. */
typedef struct {
  int order;
  gboolean whole;
  gint64 id;
  const char *table, *key;
  guint first, count; /* of the entry's fields */
} RowChanges;

/* What an entry changed. A whole ledger may be in it: nothing has a block of memory of its own. */
typedef struct {
  GStringChunk *texts;
  GArray *fields; /* Field */
  GArray *rows;   /* RowChanges */
} EntryChanges;

#define CHUNK_BYTES 4096

static EntryChanges *entry_changes_new(void) {
  EntryChanges *changes = g_new(EntryChanges, 1);
  changes->texts = g_string_chunk_new(CHUNK_BYTES);
  changes->fields = g_array_new(FALSE, FALSE, sizeof(Field));
  changes->rows = g_array_new(FALSE, FALSE, sizeof(RowChanges));
  return changes;
}

static void entry_changes_free(EntryChanges *changes) {
  g_string_chunk_free(changes->texts);
  g_array_unref(changes->fields);
  g_array_unref(changes->rows);
  g_free(changes);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EntryChanges, entry_changes_free)

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

/* text may be NULL. */
static const char *keep(EntryChanges *changes, const char *text) {
  return text != NULL ? g_string_chunk_insert(changes->texts, text) : NULL;
}

static void add_field(EntryChanges *changes, const ChangedRow *row, int column, const char *name) {
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
  Field field = {g_string_chunk_insert_const(changes->texts, name), keep(changes, old_text),
                 keep(changes, new_text)};
  g_array_append_val(changes->fields, field);
}

static void add_row(EntryChanges *changes, const ChangedRow *row, Shapes *shapes) {
  g_autofree char *key = changeset_key(row);
  RowChanges added = {
      .order = shapes_order(shapes, row->table),
      .whole = row->operation != SQLITE_UPDATE,
      .id = changeset_id(row),
      .table = g_string_chunk_insert_const(changes->texts, row->table),
      .key = keep(changes, key),
      .first = changes->fields->len,
  };
  for (int i = 0; i < row->columns; i++)
    add_field(changes, row, i, shapes_column(shapes, row->table, i));
  added.count = changes->fields->len - added.first;
  g_array_append_val(changes->rows, added);
}

typedef struct {
  Shapes *shapes;
  gint64 task;
} TaskRows;

static gboolean may_touch(const RawRow *row, gpointer data) {
  const TaskRows *of = data;
  return shapes_may_touch(of->shapes, row, of->task);
}

/* In their order; NULL and error. */
static EntryChanges *read_changes(Db *db, const void *changeset, gsize size, gint64 task,
                                  gboolean fallback, GError **error) {
  g_autoptr(Shapes) shapes = shapes_new(db);
  TaskRows of = {shapes, task};
  g_autoptr(GByteArray) narrow = task != 0 && changeset_is_sound(changeset, size)
                                     ? raw_narrow(changeset, size, may_touch, &of)
                                     : NULL;
  ChangesetIter *iter = narrow != NULL ? changeset_start(db, narrow->data, narrow->len, error)
                                       : changeset_start(db, changeset, size, error);
  if (iter == NULL)
    return NULL;
  g_autoptr(EntryChanges) changes = entry_changes_new();
  ChangedRow row;
  while (changeset_next(iter, &row))
    if (task == 0 || shapes_touches(shapes, &row, task, fallback))
      add_row(changes, &row, shapes);
  g_array_sort(changes->rows, compare_rows);
  return changeset_end(db, iter, error) ? g_steal_pointer(&changes) : NULL;
}

static gboolean tell_row(const EntryChanges *changes, const RowChanges *row, JournalChangeSeen seen,
                         gpointer data) {
  for (guint i = 0; i < row->count; i++) {
    const Field *field = &g_array_index(changes->fields, Field, row->first + i);
    const JournalChange change = {
        .table = (char *)row->table,
        .id = row->id,
        .key = (char *)row->key,
        .field = (char *)field->name,
        .old = (char *)field->old,
        .new_ = (char *)field->new_,
        .whole = row->whole,
    };
    if (!seen(&change, data))
      return FALSE;
  }
  return TRUE;
}

gsize journal_changes_size(Db *db, gint64 seq) {
  Query *query = query_new(db, "SELECT length(changeset) FROM journal WHERE seq = ?1");
  query_bind_int(query, 1, seq);
  gsize size = query_next(query) ? (gsize)query_int(query, 0) : 0;
  query_free(query);
  return size;
}

/* What an entry changed; NULL and error. */
static EntryChanges *load_changes(Db *db, gint64 seq, gint64 task, GError **error) {
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

gboolean journal_each_change(Db *db, gint64 seq, gint64 task, JournalChangeSeen seen, gpointer data,
                             GError **error) {
  g_autoptr(EntryChanges) changes = load_changes(db, seq, task, error);
  for (guint i = 0; changes != NULL && i < changes->rows->len; i++) {
    if (!tell_row(changes, &g_array_index(changes->rows, RowChanges, i), seen, data))
      break;
  }
  return changes != NULL;
}

static gboolean add_copy(const JournalChange *change, gpointer data) {
  JournalChange *copy = g_new(JournalChange, 1);
  *copy = (JournalChange){
      .table = g_strdup(change->table),
      .id = change->id,
      .key = g_strdup(change->key),
      .field = g_strdup(change->field),
      .old = g_strdup(change->old),
      .new_ = g_strdup(change->new_),
      .whole = change->whole,
  };
  g_ptr_array_add(data, copy);
  return TRUE;
}

GPtrArray *journal_changes(Db *db, gint64 seq, gint64 task, GError **error) {
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify)journal_change_free);
  return journal_each_change(db, seq, task, add_copy, all, error) ? g_steal_pointer(&all) : NULL;
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

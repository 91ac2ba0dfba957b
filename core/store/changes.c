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

/* What a part of an entry changed: nothing has a block of memory of its own. */
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

/* In their order; NULL and error. */
static EntryChanges *read_changes(Db *db, Shapes *shapes, const GByteArray *changeset, gint64 task,
                                  gboolean fallback, GError **error) {
  ChangesetIter *iter = changeset_start(db, changeset->data, changeset->len, error);
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

/* ---- one part of an entry after the other ------------------------------------------------ */

/* A row where it stands in the changeset, with what is first of that by which rows are ordered. */
typedef struct {
  gint64 id;
  const guint8 *begin, *head;
  guint32 size, head_size;
  int order;
} RowPlace;

static gint compare_places(gconstpointer a, gconstpointer b) {
  const RowPlace *left = a, *right = b;
  if (left->order != right->order)
    return left->order < right->order ? -1 : 1;
  return left->id < right->id ? -1 : left->id > right->id;
}

/* The rows that may be of a task (0: all) of a sound changeset: RowPlace, in order. */
static GArray *find_places(Shapes *shapes, const void *changeset, gsize size, gint64 task) {
  GArray *places = g_array_new(FALSE, FALSE, sizeof(RowPlace));
  const guint8 *head = NULL;
  int order = 0;
  RawRow row;
  raw_start(&row, changeset, size);
  while (raw_next(&row)) {
    if (row.head != head)
      order = shapes_order(shapes, row.table);
    head = row.head;
    if (task != 0 && !shapes_may_touch(shapes, &row, task))
      continue;
    const RowPlace place = {.id = raw_id(&row),
                            .begin = row.begin,
                            .head = row.head,
                            .size = (guint32)(row.at - row.begin),
                            .head_size = (guint32)row.head_size,
                            .order = order};
    g_array_append_val(places, place);
  }
  g_array_sort(places, compare_places);
  return places;
}

#define PART_ROWS 256

/* Takes a few rows from *next on, which goes on behind them, as a changeset of their own. Those of
 * one id stay together: what they are ordered by further is not known yet. */
static GByteArray *take_part(const GArray *places, guint *next) {
  GByteArray *part = g_byte_array_new();
  const guint8 *head = NULL;
  guint first = *next;
  for (; *next < places->len; (*next)++) {
    const RowPlace *place = &g_array_index(places, RowPlace, *next);
    if (*next - first >= PART_ROWS && compare_places(place - 1, place) != 0)
      break;
    if (place->head != head)
      g_byte_array_append(part, place->head, place->head_size);
    head = place->head;
    g_byte_array_append(part, place->begin, place->size);
  }
  return part;
}

/* Which task the entry is said to be about. FALSE and error where there is no such entry. */
static gboolean read_about(Db *db, gint64 seq, gint64 *about, GError **error) {
  Query *query = query_new(db, "SELECT task FROM journal WHERE seq = ?1");
  query_bind_int(query, 1, seq);
  gboolean found = query_next(query);
  *about = query_int(query, 0);
  if (!query_finish(query, error))
    return FALSE;
  if (!found)
    g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                "日志中没有第 %" G_GINT64_FORMAT " 条。请刷新后再看", seq);
  return found;
}

gboolean journal_each_change(Db *db, gint64 seq, gint64 task, JournalChangeSeen seen, gpointer data,
                             GError **error) {
  gint64 about;
  gsize size;
  g_autofree void *changeset =
      read_about(db, seq, &about, error) ? changeset_load(db, seq, &size, error) : NULL;
  if (changeset == NULL)
    return FALSE;
  if (!changeset_is_sound(changeset, size))
    return changeset_fail(db, SQLITE_CORRUPT, error);
  g_autoptr(Shapes) shapes = shapes_new(db);
  g_autoptr(GArray) places = find_places(shapes, changeset, size, task);
  gboolean goes_on = TRUE;
  for (guint next = 0; goes_on && next < places->len;) {
    g_autoptr(GByteArray) part = take_part(places, &next);
    g_autoptr(EntryChanges) changes = read_changes(db, shapes, part, task, about == task, error);
    if (changes == NULL)
      return FALSE;
    for (guint i = 0; goes_on && i < changes->rows->len; i++)
      goes_on = tell_row(changes, &g_array_index(changes->rows, RowChanges, i), seen, data);
  }
  return TRUE;
}

typedef struct {
  GPtrArray *changes;
  guint most;
  gboolean whole;
} Copying;

JournalChange *journal_change_copy(const JournalChange *change) {
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
  return copy;
}

static gboolean add_copy(const JournalChange *change, gpointer data) {
  Copying *copying = data;
  copying->whole = copying->changes->len < copying->most;
  if (copying->whole)
    g_ptr_array_add(copying->changes, journal_change_copy(change));
  return copying->whole;
}

GPtrArray *journal_first_changes(Db *db, gint64 seq, gint64 task, guint most, gboolean *whole,
                                 GError **error) {
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify)journal_change_free);
  Copying copying = {all, most, TRUE};
  if (!journal_each_change(db, seq, task, add_copy, &copying, error))
    return NULL;
  *whole = copying.whole;
  return g_steal_pointer(&all);
}

GPtrArray *journal_changes(Db *db, gint64 seq, gint64 task, GError **error) {
  gboolean whole;
  return journal_first_changes(db, seq, task, G_MAXUINT, &whole, error);
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

/* redact_text.c: replacing texts in changesets, and which columns hold texts. */
#include <string.h>

#include "core/store/redact_private.h"
#include "core/store/words.h"

/* ---- columns -------------------------------------------------------------------------------- */

gboolean redact_is_free(const char *table, const char *column) {
  static const struct {
    const char *table;
    const char *columns[8];
  } FREE[] = {
      {"user", {"name"}},
      {"ledger", {"title", "issuer", "document", "region"}},
      {"reporting", {"text", "phrase", "materials"}},
      {"indicator", {"title"}},
      {"unit", {"name", "phone", "mail"}},
      {"unit_alias", {"name"}},
      {"view", {"name", "definition"}},
      {"task", {"goal", "deadline", "deadline_printed", "note"}},
      {"task_tag", {"tag"}},
      {"schedule", {"phrase", "material"}},
      {"period", {"event"}},
      {"submission", {"text"}},
      {"step", {"reason"}},
      {"extension", {"reason", "old_deadline", "new_deadline", "decision"}},
      {"nudge", {"recipient", "text"}},
      {"notice", {"text"}},
      {"notice_answer", {"text"}},
      {"calendar_notice", {"document"}},
      {"calendar_day", {"name"}},
      {"progress", {"text"}},
      {"evidence", {"reference"}},
      {"sendout_unit", {"file"}},
      {"collected", {"file"}},
      {"collected_row", {"state", "percent", "text", "problem", "reference", "note"}},
      {"plan", {"title", "issuer", "document"}},
      {"topic", {"title", "content", "content_printed"}},
      {"case", {"title", "summary", "domain", "subdomain"}},
      {"case_stage", {"note"}},
      {"system", {"title", "issuer", "document", "region"}},
      {"node", {"title", "content"}},
      {"node_step", {"title"}},
      {"node_item", {"title"}},
      {"score_input", {"text"}},
      {"score_entry", {"text", "reference"}},
      {"score", {"note"}},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(FREE); i++) {
    if (g_str_equal(FREE[i].table, table))
      return g_strv_contains(FREE[i].columns, column);
  }
  return FALSE;
}

gboolean redact_has_column(const Redacting *redacting, const char *table, const char *column) {
  const char *field = redacting->what->field;
  return redact_is_free(table, column) && (field == NULL || words_mean(field, table, column));
}

/* ---- records -------------------------------------------------------------------------------- */

char *redact_key(const char *table, const char *key) {
  return g_strconcat(table, "\n", key, NULL);
}

gboolean redact_has_row(const Redacting *redacting, const char *table, const char *key) {
  if (redacting->rows == NULL)
    return TRUE;
  g_autofree char *whole = redact_key(table, key);
  return g_hash_table_contains(redacting->rows, whole);
}

void redact_add_place(Redacting *redacting, gint64 entry, const char *table, const char *key,
                      const char *field) {
  RedactPlace *place = g_new0(RedactPlace, 1);
  place->entry = entry;
  place->table = g_strdup(table);
  place->key = g_strdup(key);
  place->field = g_strdup(field);
  g_ptr_array_add(redacting->result->places, place);
}

/* ---- texts ---------------------------------------------------------------------------------- */

static char *replace(const char *text, gsize size, const char *needle, const char *mark) {
  gsize length = strlen(needle);
  const char *end = text + size, *found = memmem(text, size, needle, length);
  if (found == NULL)
    return NULL;
  GString *out = g_string_new(NULL);
  for (; found != NULL; found = memmem(text, (gsize)(end - text), needle, length)) {
    g_string_append_len(out, text, found - text);
    g_string_append(out, mark);
    text = found + length;
  }
  g_string_append_len(out, text, end - text);
  return g_string_free(out, FALSE);
}

gboolean redact_is_mark(const char *text, gsize size) {
  gsize begin = strlen(REDACT_MARK_BEGIN), end = strlen("〕");
  return size >= begin + end && memcmp(text, REDACT_MARK_BEGIN, begin) == 0 &&
         memmem(text, size, "〕", end) == text + size - end;
}

/* Columns whose values must differ, of those that hold texts. */
static gboolean must_differ(const char *table, const char *column) {
  static const char *const COLUMNS[][2] = {
      {"task_tag", "tag"}, {"unit", "name"}, {"unit_alias", "name"}, {"view", "name"}};
  for (gsize i = 0; i < G_N_ELEMENTS(COLUMNS); i++) {
    if (g_str_equal(COLUMNS[i][0], table) && g_str_equal(COLUMNS[i][1], column))
      return TRUE;
  }
  return FALSE;
}

/* The same value has the same mark wherever it stands. */
static char *mark_of(const Redacting *redacting, const char *table, const char *column,
                     const char *text, gsize size) {
  if (!must_differ(table, column))
    return g_strdup(REDACT_MARK);
  if (redacting->what->text != NULL)
    return g_strdup_printf(REDACT_MARK_BEGIN "%" G_GINT64_FORMAT "〕", redacting->number);
  g_autofree char *value = g_strndup(text, size);
  gpointer place = g_hash_table_lookup(redacting->values, value);
  if (place == NULL) {
    place = GUINT_TO_POINTER(g_hash_table_size(redacting->values) + 1);
    g_hash_table_insert(redacting->values, g_steal_pointer(&value), place);
  }
  return g_strdup_printf(REDACT_MARK_BEGIN "%" G_GINT64_FORMAT "-%u〕", redacting->number,
                         GPOINTER_TO_UINT(place));
}

char *redact_value(const Redacting *redacting, const char *table, const char *column,
                   const char *text, gsize size) {
  const char *needle = redacting->what->text;
  if (size == 0 || (needle == NULL && redact_is_mark(text, size)))
    return NULL;
  g_autofree char *mark = mark_of(redacting, table, column, text, size);
  return needle != NULL ? replace(text, size, needle, mark) : g_steal_pointer(&mark);
}

char *redact_words(const Redacting *redacting, const char *text) {
  char *words = NULL;
  for (guint i = 0; text != NULL && i < redacting->needles->len; i++) {
    const char *now = words != NULL ? words : text;
    char *next = replace(now, strlen(now), redacting->needles->pdata[i], REDACT_MARK);
    if (next == NULL)
      continue;
    g_free(words);
    words = next;
  }
  return words;
}

/* ---- changesets -------------------------------------------------------------------------------
 */

#define MOST_COLUMNS 64

/* The copy that is being made. */
typedef struct {
  Redacting *redacting;
  const guint8 *at;
  const guint8 *end;
  GByteArray *out;
  gsize columns;     /* of the table reached */
  guint64 wanted;    /* bits of those it is about */
  gboolean replaced; /* something is not as it was */
  gint64 entry;
  gboolean notes;
} Copying;

static void copy(Copying *copying, gsize size) {
  g_byte_array_append(copying->out, copying->at, (guint)size);
  copying->at += size;
}

static void copy_table(Copying *copying) {
  const guint8 *at = copying->at + 1;
  copying->columns = changeset_take_length(&at);
  const char *name = (const char *)at + copying->columns;
  copying->wanted = 0;
  for (gsize i = 0; i < MIN(copying->columns, MOST_COLUMNS); i++) {
    const char *column = shapes_column(copying->redacting->shapes, name, (int)i);
    if (redact_has_column(copying->redacting, name, column))
      copying->wanted |= G_GUINT64_CONSTANT(1) << i;
  }
  copy(copying, (gsize)((const guint8 *)name - copying->at) + strlen(name) + 1);
}

static void note(Copying *copying, const ChangedRow *row, gsize column) {
  if (!copying->notes)
    return;
  g_autofree char *key = changeset_key(row);
  redact_add_place(copying->redacting, copying->entry, row->table, key,
                   shapes_column(copying->redacting->shapes, row->table, (int)column));
}

static void copy_cell(Copying *copying, const ChangedRow *row, gsize column, gboolean wanted) {
  gsize size = changeset_value_size(copying->at);
  const guint8 *data = copying->at + 1;
  g_autofree char *text = NULL;
  if (wanted && *copying->at == SQLITE_TEXT) {
    gsize length = changeset_take_length(&data);
    const char *name = shapes_column(copying->redacting->shapes, row->table, (int)column);
    text = redact_value(copying->redacting, row->table, name, (const char *)data, length);
  }
  if (text == NULL) {
    copy(copying, size);
    return;
  }
  guint8 type = SQLITE_TEXT;
  g_byte_array_append(copying->out, &type, 1);
  changeset_put_length(copying->out, strlen(text));
  g_byte_array_append(copying->out, (const guint8 *)text, (guint)strlen(text));
  copying->at += size;
  copying->replaced = TRUE;
  note(copying, row, column);
}

static void copy_change(Copying *copying, const ChangedRow *row, gboolean *touches) {
  gboolean ours = FALSE;
  if (copying->redacting->rows != NULL || copying->wanted != 0) {
    g_autofree char *key = changeset_key(row);
    ours = redact_has_row(copying->redacting, row->table, key);
  }
  *touches = *touches || ours;
  int records = row->operation == SQLITE_UPDATE ? 2 : 1;
  copy(copying, 2);
  for (int i = 0; i < records; i++)
    for (gsize k = 0; k < copying->columns; k++) {
      gboolean wanted = k < MOST_COLUMNS && (copying->wanted >> k & 1) != 0;
      copy_cell(copying, row, k, ours && wanted);
    }
}

GByteArray *redact_changeset(Redacting *redacting, gint64 entry, const void *data, gsize size,
                             gboolean notes, gboolean *touches, GError **error) {
  *touches = FALSE;
  ChangesetIter *iter = changeset_start(redacting->db, data, size, error);
  if (iter == NULL)
    return NULL;
  Copying copying = {.redacting = redacting,
                     .at = data,
                     .end = (const guint8 *)data + size,
                     .out = g_byte_array_sized_new((guint)size),
                     .entry = entry,
                     .notes = notes};
  ChangedRow row;
  gboolean good = TRUE;
  while (good && copying.at < copying.end) {
    if (*copying.at == 'T')
      copy_table(&copying);
    else if ((good = changeset_next(iter, &row)))
      copy_change(&copying, &row, touches);
  }
  good = changeset_end(redacting->db, iter, error) && good;
  if (good && copying.replaced)
    return copying.out;
  g_byte_array_unref(copying.out);
  return NULL;
}

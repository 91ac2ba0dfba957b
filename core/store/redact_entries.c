/* redact_entries.c: the text in entries of the journal, in what they changed and in what they say
 * of it. */
#include <string.h>

#include "core/store/journal_private.h"
#include "core/store/redact_private.h"

#define SQL_CHANGE "UPDATE journal SET summary = ?2, reason = ?3, changeset = ?4 WHERE seq = ?1"
#define SQL_STORED "SELECT " ENTRY_STORED " FROM journal WHERE seq = ?1"
#define SQL_VOUCH                                                                                  \
  "INSERT INTO redaction (entry, digest) VALUES (?1, ?2)"                                          \
  " ON CONFLICT (entry) DO UPDATE SET digest = excluded.digest"

/* ---- what a field was -------------------------------------------------------------------------
 */

void redact_add_needle(Redacting *redacting, const char *text) {
  gboolean is_new = redacting->what->text == NULL && g_utf8_strlen(text, -1) >= REDACT_LEAST &&
                    !redact_is_mark(text, strlen(text)) &&
                    !g_ptr_array_find_with_equal_func(redacting->needles, text, g_str_equal, NULL);
  if (is_new)
    g_ptr_array_add(redacting->needles, g_strdup(text));
}

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
        redact_add_needle(redacting, old);
      if (new_ != NULL)
        redact_add_needle(redacting, new_);
    }
  }
  return changeset_end(redacting->db, iter, error);
}

static gint compare_lengths(gconstpointer a, gconstpointer b) {
  gsize left = strlen(*(char *const *)a), right = strlen(*(char *const *)b);
  return left < right ? 1 : left > right ? -1 : 0;
}

gboolean redact_find_needles(Redacting *redacting, GError **error) {
  if (redacting->what->text != NULL) {
    g_ptr_array_add(redacting->needles, g_strdup(redacting->what->text));
    return TRUE;
  }
  Query *query = query_new(redacting->db, REDACT_ENTRIES);
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
gboolean redact_find_entries(Redacting *redacting, GArray *seqs, GError **error) {
  Query *query = query_new(redacting->db, REDACT_ENTRIES);
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

gboolean redact_replace_entry(Redacting *redacting, gint64 seq, GError **error) {
  g_auto(Becoming) becoming = {0};
  Query *query = query_new(redacting->db, REDACT_ENTRY);
  query_bind_int(query, 1, seq);
  gboolean good = query_next(query) && becoming_read(redacting, query, FALSE, &becoming, error) &&
                  store_becoming(redacting->db, query, &becoming, error);
  if (good)
    return query_finish(query, error);
  query_free(query);
  return FALSE;
}

gboolean redact_vouch(Db *db, gint64 seq, GError **error) {
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

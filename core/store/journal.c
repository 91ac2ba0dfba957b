/* journal.c: what was done: the entries. Looking for them is in find.c, what each changed in
 * changes.c, taking back in undo.c, proving in verify.c. */
#include "core/store/journal.h"

#include "core/store/db_private.h"
#include "core/store/journal_private.h"

void journal_entry_free(JournalEntry *entry) {
  if (entry == NULL)
    return;
  g_free(entry->who);
  g_free(entry->verb);
  g_free(entry->summary);
  g_free(entry->reason);
  g_free(entry);
}

/* ---- listing ------------------------------------------------------------------------------- */

JournalEntry *journal_read_entry(Query *query) {
  JournalEntry *entry = g_new0(JournalEntry, 1);
  entry->seq = query_int(query, 0);
  entry->at = query_int(query, 1);
  entry->who = g_strdup(query_text(query, 2));
  entry->verb = g_strdup(query_text(query, 3));
  entry->summary = g_strdup(query_text(query, 4));
  entry->reason = g_strdup(query_text(query, 5));
  entry->task = query_int(query, 6);
  entry->undoes = query_int(query, 7);
  entry->undone_by = query_int(query, 8);
  return entry;
}

JournalEntry *journal_get(Db *db, gint64 seq, GError **error) {
  Query *query = query_new(db, "SELECT " ENTRY_COLUMNS " FROM " ENTRY_TABLES " WHERE j.seq = ?1");
  query_bind_int(query, 1, seq);
  g_autoptr(JournalEntry) entry = query_next(query) ? journal_read_entry(query) : NULL;
  if (!query_finish(query, error))
    return NULL;
  if (entry == NULL)
    g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "日志里没有第 %" G_GINT64_FORMAT " 条",
                seq);
  return g_steal_pointer(&entry);
}

gboolean journal_span(Db *db, JournalSpan *span, GError **error) {
  *span = (JournalSpan){0};
  Query *query = query_new(db, "SELECT (SELECT hash FROM journal ORDER BY seq LIMIT 1), seq, at "
                               "FROM journal ORDER BY seq DESC LIMIT 1");
  if (query_next(query)) {
    gsize size = 0;
    const guint8 *hash = query_blob(query, 0, &size);
    for (gsize i = 0; i < size && i < HASH_SIZE; i++)
      g_snprintf(span->origin + 2 * i, 3, "%02x", hash[i]);
    span->seq = query_int(query, 1);
    span->at = query_int(query, 2);
  }
  return query_finish(query, error);
}

/* ---- what undo and redo would take --------------------------------------------------------- */

gboolean journal_root(Db *db, gint64 seq, JournalRoot *root, GError **error) {
  *root = (JournalRoot){0};
  Query *query = query_new(db, "WITH RECURSIVE chain (seq, undoes, depth) AS ("
                               " SELECT seq, undoes, 0 FROM journal WHERE seq = ?1"
                               " UNION ALL SELECT j.seq, j.undoes, depth + 1"
                               " FROM journal j JOIN chain ON j.seq = chain.undoes)"
                               " SELECT j.seq, chain.depth, j.verb, j.summary FROM chain"
                               " JOIN journal j USING (seq) ORDER BY chain.depth DESC LIMIT 1");
  query_bind_int(query, 1, seq);
  if (query_next(query)) {
    const char *verb = query_text(query, 2);
    root->seq = query_int(query, 0);
    root->depth = (int)query_int(query, 1);
    root->is_redaction = g_strcmp0(verb, JOURNAL_REDACT) == 0;
    root->is_init = g_strcmp0(verb, "init") == 0 || g_str_has_prefix(verb, "init.") ||
                    root->is_redaction ||
                    g_strcmp0(verb, "ledger.restore") == 0; /* it changed nothing in the file */
    root->verb = g_strdup(verb);
    root->summary = g_strdup(query_text(query, 3));
  }
  return query_finish(query, error);
}

char *journal_root_summary(Db *db, gint64 seq, GError **error) {
  g_auto(JournalRoot) root = {0};
  if (!journal_root(db, seq, &root, error))
    return NULL;
  if (root.summary == NULL)
    g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "日志里没有第 %" G_GINT64_FORMAT " 条",
                seq);
  return g_steal_pointer(&root.summary);
}

void journal_root_clear(JournalRoot *root) {
  g_clear_pointer(&root->verb, g_free);
  g_clear_pointer(&root->summary, g_free);
}

/* Entries of one person, newest first, and whether each was taken back. */
static const char own_sql[] =
    "SELECT j.seq, j.undoes, u.seq FROM " ENTRY_TABLES " WHERE j.who = ?1 ORDER BY j.seq DESC";

/* Whether the entry in the current row is the one looked for; *stop where none older can be. */
typedef gboolean (*Wanted)(Query *query, const JournalRoot *root, gboolean *stop);

/* JournalEntry*, at most limit of them (0: all): their summaries are those of the deeds. NULL and
 * error. */
static GPtrArray *list_own(Db *db, const char *who, Wanted wanted, guint limit, GError **error) {
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func((GDestroyNotify)journal_entry_free);
  gboolean stop = FALSE, good = TRUE;
  Query *query = query_new(db, own_sql);
  query_bind_text(query, 1, who);
  while (good && !stop && (limit == 0 || entries->len < limit) && query_next(query)) {
    g_auto(JournalRoot) root = {0};
    good = journal_root(db, query_int(query, 0), &root, error);
    if (!good || !wanted(query, &root, &stop))
      continue;
    JournalEntry *entry = journal_get(db, query_int(query, 0), error);
    good = entry != NULL;
    if (!good)
      continue;
    g_free(entry->summary);
    entry->summary = g_steal_pointer(&root.summary);
    g_ptr_array_add(entries, entry);
  }
  if (good)
    return query_finish(query, error) ? g_steal_pointer(&entries) : NULL;
  query_free(query);
  return NULL;
}

static gboolean find_own(Db *db, const char *who, Wanted wanted, gint64 *seq, GError **error) {
  g_autoptr(GPtrArray) entries = list_own(db, who, wanted, 1, error);
  *seq = entries != NULL && entries->len > 0 ? ((JournalEntry *)entries->pdata[0])->seq : 0;
  return entries != NULL;
}

static gboolean is_in_force(Query *query) {
  return query_is_null(query, 2);
}

/* An entry at an odd depth is an undo; at an even one a deed, or a redo of one. */
static gboolean can_be_undone(Query *query, const JournalRoot *root, gboolean *stop) {
  (void)stop;
  return is_in_force(query) && root->depth % 2 == 0 && !root->is_init;
}

static gboolean can_be_redone(Query *query, const JournalRoot *root, gboolean *stop) {
  *stop = root->depth == 0;
  return is_in_force(query) && root->depth % 2 == 1;
}

gboolean journal_undoable(Db *db, const char *who, gint64 *seq, GError **error) {
  return find_own(db, who, can_be_undone, seq, error);
}

gboolean journal_redoable(Db *db, const char *who, gint64 *seq, GError **error) {
  return find_own(db, who, can_be_redone, seq, error);
}

GPtrArray *journal_undo_list(Db *db, const char *who, gboolean redo, guint limit, GError **error) {
  return list_own(db, who, redo ? can_be_redone : can_be_undone, limit, error);
}

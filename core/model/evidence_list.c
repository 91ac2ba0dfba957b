/* evidence_list.c: all evidence of a ledger file, with what it belongs to. */
#include "core/model/evidence.h"

#define SQL_LIST                                                                                   \
  "SELECT e.id, e.reference, e.size, e.digest, ifnull(e.task, 0), ifnull(t.number, 0), "           \
  "ifnull(e.\"case\", 0), coalesce(t.goal, c.title, n.title || '（' || e.span || '）', '') "     \
  "FROM evidence e LEFT JOIN task t ON t.id = e.task LEFT JOIN \"case\" c ON c.id = e.\"case\" "   \
  "LEFT JOIN node n ON n.id = e.node "                                                             \
  "WHERE (?1 = 0 OR e.task = ?1) AND (?2 = 0 OR t.ledger = ?2) ORDER BY e.id"

static void row_free(gpointer data) {
  EvidenceRow *row = data;
  evidence_free(row->evidence);
  g_free(row->owner);
  g_free(row);
}

Evidence *evidence_from(Query *query, int column) {
  Evidence *evidence = g_new0(Evidence, 1);
  evidence->reference = g_strdup(query_text(query, column));
  evidence->kind = evidence_kind(evidence->reference);
  evidence->size =
      query_is_null(query, column + 1) ? EVIDENCE_NO_SIZE : query_int(query, column + 1);
  evidence->digest =
      query_is_null(query, column + 2) ? NULL : g_strdup(query_text(query, column + 2));
  if (evidence->digest != NULL) /* it was one then, wherever the person stands now */
    evidence->kind = EVIDENCE_FILE;
  return evidence;
}

GPtrArray *evidence_list(Db *db, gint64 task, gint64 ledger, GError **error) {
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(row_free);
  Query *query = query_new(db, SQL_LIST);
  query_bind_int(query, 1, task);
  query_bind_int(query, 2, ledger);
  while (query_next(query)) {
    EvidenceRow *row = g_new0(EvidenceRow, 1);
    row->id = query_int(query, 0);
    row->evidence = evidence_from(query, 1);
    row->task = query_int(query, 4);
    row->number = query_int(query, 5);
    row->file = query_int(query, 6);
    row->owner = g_strdup(query_text(query, 7));
    g_ptr_array_add(rows, row);
  }
  return query_finish(query, error) ? g_steal_pointer(&rows) : NULL;
}

/* collected.c: what came back of a 下发. */
#include "core/model/sendout.h"

#define SQL_COLLECTED_ROWS                                                                         \
  "SELECT c.id, c.collected, c.\"row\", c.task, f.made_on, t.number, "                             \
  "(SELECT count(*) > 1 FROM ledger), t.goal, r.key, c.outcome, c.text, c.percent, c.problem, "    \
  "c.reference, c.state, c.note FROM collected_row c JOIN collected f ON f.id = c.collected "      \
  "JOIN sendout_row r ON r.id = c.\"row\" JOIN task t ON t.id = c.task "                           \
  "WHERE "
#define SQL_OF_TABLE "f.sent = ?1 ORDER BY f.id DESC, r.position"
#define SQL_LAST_TAKEN "c.\"row\" = ?1 AND c.outcome = 'taken' ORDER BY c.id DESC LIMIT 1"
#define SQL_COLLECTED                                                                              \
  "SELECT id, sent, made_on, digest, file, taken, kept, author FROM collected WHERE digest = ?1"
#define SQL_COLLECTED_INSERT                                                                       \
  "INSERT INTO collected (sent, made_on, digest, file, taken, kept, author) "                      \
  "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
#define SQL_ROW_INSERT                                                                             \
  "INSERT INTO collected_row (task, collected, \"row\", outcome, text, percent, problem, "         \
  "reference, state, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
#define SQL_ROW_KNOWN "SELECT 1 FROM collected_row WHERE collected = ?1 AND \"row\" = ?2"
#define SQL_ROW_TAKE                                                                               \
  "UPDATE collected_row SET outcome = 'taken', note = NULL "                                       \
  "WHERE collected = ?1 AND \"row\" = ?2 AND outcome <> 'taken'"
#define SQL_COUNT_TAKEN                                                                            \
  "UPDATE collected SET taken = taken + 1, kept = max(0, kept - 1) WHERE id = ?1"

void collected_row_free(CollectedRow *row) {
  if (row == NULL)
    return;
  g_free(row->number);
  g_free(row->goal);
  g_free(row->key);
  for (int i = 0; i < COLLECT_FIELD_COUNT; i++)
    g_free(row->values[i]);
  g_free(row->note);
  g_free(row);
}

/* The column of collected_row in which a field lies, in order. */
#define FIRST_VALUE 10

static CollectedRow *row_from(Query *query) {
  CollectedRow *row = g_new0(CollectedRow, 1);
  row->id = query_int(query, 0);
  row->collected = query_int(query, 1);
  row->row = query_int(query, 2);
  row->task = query_int(query, 3);
  row->made_on = query_day(query, 4);
  row->number = task_number_text((int)query_int(query, 5), row->task, query_int(query, 6) != 0);
  row->goal = g_strdup(query_text(query, 7));
  row->key = g_strdup(query_text(query, 8));
  collect_outcome_parse(query_text(query, 9), &row->outcome); /* the schema admits no other code */
  for (int i = 0; i < COLLECT_FIELD_COUNT; i++)
    row->values[i] = g_strdup(query_text(query, FIRST_VALUE + i));
  row->note = g_strdup(query_text(query, FIRST_VALUE + COLLECT_FIELD_COUNT));
  return row;
}

GPtrArray *collected_rows(Db *db, gint64 sent, GError **error) {
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)collected_row_free);
  Query *query = query_new(db, SQL_COLLECTED_ROWS SQL_OF_TABLE);
  query_bind_int(query, 1, sent);
  while (query_next(query))
    g_ptr_array_add(rows, row_from(query));
  if (!query_finish(query, error))
    return NULL;
  return g_steal_pointer(&rows);
}

gboolean collected_last(Db *db, gint64 row, CollectedRow **taken, GError **error) {
  Query *query = query_new(db, SQL_COLLECTED_ROWS SQL_LAST_TAKEN);
  query_bind_int(query, 1, row);
  *taken = query_next(query) ? row_from(query) : NULL;
  if (query_finish(query, error))
    return TRUE;
  g_clear_pointer(taken, collected_row_free);
  return FALSE;
}

void collected_free(Collected *collected) {
  if (collected == NULL)
    return;
  g_free(collected->digest);
  g_free(collected->file);
  g_free(collected->author);
  g_free(collected);
}

gboolean collected_find(Db *db, const char *digest, Collected **collected, GError **error) {
  *collected = NULL;
  Query *query = query_new(db, SQL_COLLECTED);
  query_bind_text(query, 1, digest);
  g_autoptr(Collected) found = NULL;
  if (query_next(query)) {
    found = g_new0(Collected, 1);
    found->id = query_int(query, 0);
    found->sent = query_int(query, 1);
    found->made_on = query_day(query, 2);
    found->digest = g_strdup(query_text(query, 3));
    found->file = g_strdup(query_text(query, 4));
    found->taken = (int)query_int(query, 5);
    found->kept = (int)query_int(query, 6);
    found->author = g_strdup(query_text(query, 7));
  }
  if (!query_finish(query, error))
    return FALSE;
  *collected = g_steal_pointer(&found);
  return TRUE;
}

gboolean collected_insert(Db *db, const Actor *actor, Collected *collected, GError **error) {
  Query *query = query_new(db, SQL_COLLECTED_INSERT);
  query_bind_int(query, 1, collected->sent);
  query_bind_day(query, 2, collected->made_on);
  query_bind_text(query, 3, collected->digest);
  query_bind_text(query, 4, collected->file);
  query_bind_int(query, 5, collected->taken);
  query_bind_int(query, 6, collected->kept);
  query_bind_text(query, 7, actor->who);
  if (!query_run(query, error))
    return FALSE;
  collected->id = db_last_id(db);
  return TRUE;
}

gboolean collected_row_insert(Db *db, CollectedRow *row, GError **error) {
  Query *query = query_new(db, SQL_ROW_INSERT);
  query_bind_int(query, 1, row->task);
  query_bind_int(query, 2, row->collected);
  query_bind_int(query, 3, row->row);
  query_bind_text(query, 4, collect_outcome_code(row->outcome));
  for (int i = 0; i < COLLECT_FIELD_COUNT; i++)
    query_bind_text(query, 5 + i, row->values[i]);
  query_bind_text(query, 5 + COLLECT_FIELD_COUNT, row->note);
  if (!query_run(query, error))
    return FALSE;
  row->id = db_last_id(db);
  return TRUE;
}

gboolean collected_row_take(Db *db, gint64 collected, gint64 row, gboolean *known, GError **error) {
  Query *query = query_new(db, SQL_ROW_KNOWN);
  query_bind_int(query, 1, collected);
  query_bind_int(query, 2, row);
  *known = query_next(query);
  if (!query_finish(query, error))
    return FALSE;
  query = query_new(db, SQL_ROW_TAKE);
  query_bind_int(query, 1, collected);
  query_bind_int(query, 2, row);
  if (!query_run(query, error))
    return FALSE;
  query = query_new(db, SQL_COUNT_TAKEN);
  query_bind_int(query, 1, collected);
  return query_run(query, error);
}

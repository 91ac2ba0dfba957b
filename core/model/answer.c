#include "core/model/answer.h"

#define SQL_ANSWERS                                                                                \
  "SELECT tu.task, tu.unit FROM task_unit tu "                                                     \
  "WHERE (tu.role = 'lead' OR tu.role = 'responsible' AND NOT EXISTS "                             \
  "(SELECT 1 FROM task_unit o WHERE o.task = tu.task AND o.role = 'lead'))"
#define SQL_ORDERED " ORDER BY tu.unit"
#define SQL_OF " AND tu.task IN (SELECT value FROM json_each(?1))"

Query *answer_query(Db *db) {
  return query_new(db, SQL_ANSWERS SQL_ORDERED);
}

gboolean answer_next(Query *query, Answer *answer) {
  if (!query_next(query))
    return FALSE;
  *answer = (Answer){.task = query_int(query, 0), .unit = query_int(query, 1)};
  return TRUE;
}

static GArray *read_answers(Query *query, GError **error) {
  g_autoptr(GArray) answers = g_array_new(FALSE, FALSE, sizeof(Answer));
  Answer answer;
  while (answer_next(query, &answer))
    g_array_append_val(answers, answer);
  return query_finish(query, error) ? g_steal_pointer(&answers) : NULL;
}

GArray *answer_list(Db *db, GError **error) {
  return read_answers(answer_query(db), error);
}

GArray *answer_list_of(Db *db, const GArray *tasks, GError **error) {
  Query *query = query_new(db, SQL_ANSWERS SQL_OF);
  query_bind_ids(query, 1, tasks);
  return read_answers(query, error);
}

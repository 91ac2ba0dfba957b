#include "core/model/answer.h"

#define SQL_ANSWERS                                                                                \
  "SELECT tu.task, tu.unit FROM task_unit tu "                                                     \
  "WHERE (tu.role = 'lead' OR tu.role = 'responsible' AND NOT EXISTS "                             \
  "(SELECT 1 FROM task_unit o WHERE o.task = tu.task AND o.role = 'lead')) "                       \
  "ORDER BY tu.unit"

GArray *answer_list(Db *db, GError **error) {
  g_autoptr(GArray) answers = g_array_new(FALSE, FALSE, sizeof(Answer));
  Query *query = query_new(db, SQL_ANSWERS);
  while (query_next(query)) {
    Answer answer = {.task = query_int(query, 0), .unit = query_int(query, 1)};
    g_array_append_val(answers, answer);
  }
  if (!query_finish(query, error))
    return NULL;
  return g_steal_pointer(&answers);
}

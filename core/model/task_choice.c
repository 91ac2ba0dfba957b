#include "core/model/task_choice.h"

#define SQL_CHOICES                                                                                \
  "SELECT t.id, t.number, t.state, t.goal FROM task t JOIN ledger l ON l.id = t.ledger "           \
  "WHERE l.frozen_on IS NULL AND substr(t.id, 1, length(?1)) = ?1 ORDER BY t.id LIMIT ?2"

static void choice_free(TaskChoice *choice) {
  g_free(choice->goal);
  g_free(choice);
}

GPtrArray *task_choice_list(Db *db, const char *digits, int limit, GError **error) {
  g_autoptr(GPtrArray) choices = g_ptr_array_new_with_free_func((GDestroyNotify)choice_free);
  Query *query = query_new(db, SQL_CHOICES);
  query_bind_text(query, 1, digits);
  query_bind_int(query, 2, limit);
  while (query_next(query)) {
    TaskChoice *choice = g_new0(TaskChoice, 1);
    choice->id = query_int(query, 0);
    choice->number = (int)query_int(query, 1);
    task_state_parse(query_text(query, 2), &choice->state); /* the schema admits no other code */
    choice->goal = g_strdup(query_text(query, 3));
    g_ptr_array_add(choices, choice);
  }
  return query_finish(query, error) ? g_steal_pointer(&choices) : NULL;
}

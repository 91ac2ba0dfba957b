#include "core/model/task_number.h"

#define SQL_NEXT "SELECT ifnull(max(number), 0) + 1 FROM task WHERE ledger = ?1"
#define SQL_FROM "SELECT number FROM task WHERE ledger = ?1 AND number >= ?2 ORDER BY number"
/* Numbers are unique, so those that change first step aside, below 0. */
#define SQL_ASIDE                                                                                  \
  "UPDATE task SET number = -(number + ?3) WHERE ledger = ?1 AND number BETWEEN ?2 AND ?4"
#define SQL_ASIDE_ONE "UPDATE task SET number = -(number + ?3) WHERE ledger = ?1 AND number = ?2"
#define SQL_LAND "UPDATE task SET number = -number WHERE ledger = ?1 AND number < 0"

gboolean task_number_next(Db *db, gint64 ledger, int *number, GError **error) {
  Query *query = query_new(db, SQL_NEXT);
  query_bind_int(query, 1, ledger);
  *number = query_next(query) ? (int)query_int(query, 0) : 0;
  return query_finish(query, error);
}

/* ---- storing ---------------------------------------------------------------------------- */

static gint by_from(gconstpointer a, gconstpointer b) {
  const TaskNumber *left = a, *right = b;
  return left->from < right->from ? -1 : left->from > right->from;
}

static gboolean step_aside(Db *db, gint64 ledger, const TaskNumber *first, const TaskNumber *last,
                           GError **error) {
  Query *query = query_new(db, first == last ? SQL_ASIDE_ONE : SQL_ASIDE);
  query_bind_int(query, 1, ledger);
  query_bind_int(query, 2, first->from);
  query_bind_int(query, 3, first->to - first->from);
  if (first != last)
    query_bind_int(query, 4, last->from);
  return query_run(query, error);
}

static gboolean land(Db *db, gint64 ledger, GError **error) {
  Query *query = query_new(db, SQL_LAND);
  query_bind_int(query, 1, ledger);
  return query_run(query, error);
}

gboolean task_numbers_store(Db *db, gint64 ledger, const GArray *numbers, GError **error) {
  g_autoptr(GArray) sorted = g_array_copy((GArray *)numbers);
  g_array_sort(sorted, by_from);
  const TaskNumber *all = (const TaskNumber *)(void *)sorted->data;
  gboolean any = FALSE;
  guint end;
  /* Those that stand one after the other mostly move by the same. */
  for (guint i = 0; i < sorted->len; i = end) {
    for (end = i + 1; end < sorted->len && all[end].from == all[end - 1].from + 1 &&
                      all[end].to == all[end - 1].to + 1;)
      end++;
    if (all[i].to == all[i].from)
      continue;
    if (!step_aside(db, ledger, &all[i], &all[end - 1], error))
      return FALSE;
    any = TRUE;
  }
  return !any || land(db, ledger, error);
}

/* ---- room ------------------------------------------------------------------------------- */

/* The first number from number on that is none of those from *next on, which goes on to the first
 * behind it. */
static gint64 pass(const GArray *numbers, guint *next, gint64 number) {
  for (; *next < numbers->len && g_array_index(numbers, gint64, *next) <= number; (*next)++)
    number += g_array_index(numbers, gint64, *next) == number;
  return number;
}

gboolean task_numbers_make_free(Db *db, gint64 ledger, const GArray *numbers, GError **error) {
  if (numbers->len == 0)
    return TRUE;
  g_autoptr(GArray) moved = g_array_new(FALSE, FALSE, sizeof(TaskNumber));
  guint next = 0;
  gint64 free_from = G_MININT64;
  gboolean still = FALSE; /* nothing behind goes up any more */
  Query *query = query_new(db, SQL_FROM);
  query_bind_int(query, 1, ledger);
  query_bind_int(query, 2, g_array_index(numbers, gint64, 0));
  while (!still && query_next(query)) {
    gint64 from = query_int(query, 0);
    TaskNumber number = {from, pass(numbers, &next, MAX(from, free_from))};
    free_from = number.to + 1;
    still = number.to == from && next == numbers->len;
    if (number.to != from)
      g_array_append_val(moved, number);
  }
  return query_finish(query, error) && task_numbers_store(db, ledger, moved, error);
}

/* reminder_begin.c: the beginning of a reminder, where the whole takes its time. */
#include "core/model/reminder_private.h"

/* Of a file with more tasks than this, the beginning is read by itself: so many tasks, about. */
#define REMINDER_FEW 2000
#define REMINDER_BEGIN 200

#define SQL_REMINDER_MANY "SELECT 1 FROM task LIMIT 1 OFFSET ?1"
/* The condition is the index's (task_open_due), word for word. */
#define SQL_REMINDER_BEGIN                                                                         \
  "SELECT due FROM task WHERE state NOT IN ('done', 'closed', 'void') AND due IS NOT NULL "        \
  "ORDER BY due LIMIT 1 OFFSET ?1"
#define SQL_REMINDER_OTHERS                                                                        \
  "SELECT 1 WHERE EXISTS (SELECT 1 FROM schedule) OR EXISTS (SELECT 1 FROM notice n "              \
  "WHERE n.answer_by < ?1 AND NOT EXISTS (SELECT 1 FROM notice_answer a WHERE a.notice = n.id))"

/* What SQL says of a day: the first column of its only row; DAY_NONE where it has no row. */
static gboolean read_day(Query *query, Day *day, GError **error) {
  *day = query_next(query) ? query_day(query, 0) : DAY_NONE;
  return query_finish(query, error);
}

/* The day before which the tasks due first of all are fewer than REMINDER_BEGIN: one of them or
 * another, whatever else is asked of it. */
static gboolean read_begin_due(Db *db, Day today, Day *due, GError **error) {
  Query *query = query_new(db, SQL_REMINDER_BEGIN);
  query_bind_int(query, 1, REMINDER_BEGIN);
  if (!read_day(query, due, error))
    return FALSE;
  *due = *due == DAY_NONE ? today - 1 : MIN(*due, today - 1);
  return TRUE;
}

/* TRUE where something else than tasks may be late, which would have to be found among them. */
static gboolean has_others(Db *db, Day today, gboolean *others, GError **error) {
  Query *query = query_new(db, SQL_REMINDER_OTHERS);
  query_bind_day(query, 1, today);
  *others = query_next(query);
  return query_finish(query, error);
}

static gboolean collect_begin(Db *db, const Reckoning *reckoning, gint64 ledger, Reminder *begin,
                              GError **error) {
  Day due;
  if (!read_begin_due(db, begin->as_of, &due, error))
    return FALSE;
  TaskFilter filter = TASK_FILTER_ALL;
  filter.ledger = ledger;
  filter.light = LIGHT_RED;
  filter.due_until = due;
  g_autoptr(GArray) refs = task_list(db, reckoning, &filter, error);
  if (refs == NULL)
    return FALSE;
  g_auto(Gathering) gathering = {0};
  g_autoptr(TaskRefs) tasks = task_refs_new(refs);
  /* Nothing that is stated later, and was not read, is due before the last day. */
  gathering_begin(&gathering, db, reckoning, tasks, 1,
                  reckoning_due_earliest(reckoning, due + 1) - 1);
  gathering_add_tasks(&gathering);
  if (!gathering_add_topics(&gathering, error))
    return FALSE;
  reminder_sort(gathering.items, gathering.last);
  begin->items = g_steal_pointer(&gathering.items);
  return TRUE;
}

gboolean reminder_begin(Db *db, const Reckoning *reckoning, gint64 ledger, Reminder **begin,
                        GError **error) {
  *begin = NULL;
  Query *query = query_new(db, SQL_REMINDER_MANY);
  query_bind_int(query, 1, REMINDER_FEW);
  gboolean many = query_next(query), others;
  if (!query_finish(query, error) || !has_others(db, reckoning_today(reckoning), &others, error))
    return FALSE;
  if (!many)
    return TRUE;
  g_autoptr(Reminder) reminder = g_new0(Reminder, 1);
  reminder->as_of = reckoning_today(reckoning);
  reminder->items = g_ptr_array_new();
  if (!others) {
    g_ptr_array_unref(g_steal_pointer(&reminder->items));
    if (!collect_begin(db, reckoning, ledger, reminder, error))
      return FALSE;
  }
  if (!reminder_read_topic(db, reminder, error))
    return FALSE;
  *begin = g_steal_pointer(&reminder);
  return TRUE;
}

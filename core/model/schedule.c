#include "core/model/schedule.h"

#define SQL_SCHEDULES                                                                              \
  "SELECT id, task, phrase, every, step, quota, ifnull(due_day, 0), due_month FROM schedule "      \
  "WHERE task = ?1 ORDER BY id"
#define SQL_SCHEDULE_INSERT                                                                        \
  "INSERT INTO schedule (task, phrase, every, step, quota, due_day, due_month) "                   \
  "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"

void schedule_free(Schedule *schedule) {
  if (schedule == NULL)
    return;
  g_free(schedule->phrase);
  g_free(schedule);
}

GPtrArray *schedule_list(Db *db, gint64 task, GError **error) {
  g_autoptr(GPtrArray) schedules = g_ptr_array_new_with_free_func((GDestroyNotify)schedule_free);
  Query *query = query_new(db, SQL_SCHEDULES);
  query_bind_int(query, 1, task);
  while (query_next(query)) {
    Schedule *schedule = g_new0(Schedule, 1);
    schedule->id = query_int(query, 0);
    schedule->task = query_int(query, 1);
    schedule->phrase = g_strdup(query_text(query, 2));
    every_parse(query_text(query, 3), &schedule->every); /* the schema admits no other code */
    schedule->step = (int)query_int(query, 4);
    schedule->quota = (int)query_int(query, 5);
    schedule->due_day = (int)query_int(query, 6);
    schedule->due_month = (int)query_int(query, 7);
    g_ptr_array_add(schedules, schedule);
  }
  if (!query_finish(query, error))
    return NULL;
  return g_steal_pointer(&schedules);
}

gboolean schedule_insert(Db *db, Schedule *schedule, GError **error) {
  Query *query = query_new(db, SQL_SCHEDULE_INSERT);
  query_bind_int(query, 1, schedule->task);
  query_bind_text(query, 2, schedule->phrase);
  query_bind_text(query, 3, every_code(schedule->every));
  query_bind_int(query, 4, schedule->step);
  query_bind_int(query, 5, schedule->quota);
  if (schedule->due_day != 0)
    query_bind_int(query, 6, schedule->due_day);
  query_bind_int(query, 7, schedule->due_month);
  if (!query_run(query, error))
    return FALSE;
  schedule->id = db_last_id(db);
  return TRUE;
}

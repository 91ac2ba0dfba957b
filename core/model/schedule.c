#include "core/model/schedule.h"

#define SQL_SCHEDULES "SELECT " SCHEDULE_COLUMNS " FROM schedule s WHERE s.task = ?1 ORDER BY s.id"
#define SQL_IN_FORCE                                                                               \
  "SELECT " SCHEDULE_COLUMNS " FROM schedule s JOIN task t ON t.id = s.task "                      \
  "JOIN ledger l ON l.id = t.ledger WHERE l.year = ?1 AND s.ended IS NULL "                        \
  "ORDER BY t.ledger, t.number, s.id"
#define SQL_SCHEDULE "SELECT " SCHEDULE_COLUMNS " FROM schedule s WHERE s.id = ?1"
#define SQL_SCHEDULE_INSERT                                                                        \
  "INSERT INTO schedule (task, phrase, every, step, quota, due_day, due_month, basis, anchor, "    \
  "no_makeup, since, ended, material) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, "      \
  "?12, ?13)"

void schedule_free(Schedule *schedule) {
  if (schedule == NULL)
    return;
  g_free(schedule->phrase);
  g_free(schedule->material);
  g_free(schedule);
}

char *schedule_words(const char *phrase, const char *material) {
  return material != NULL ? g_strconcat(material, "，", phrase, NULL) : g_strdup(phrase);
}

gboolean schedule_lacks_anchor(const Schedule *schedule) {
  return schedule->ended == DAY_NONE && schedule->rule.basis == BASIS_ANCHOR &&
         schedule->rule.anchor == DAY_NONE;
}

Schedule *schedule_from_row(Query *query) {
  Schedule *schedule = g_new0(Schedule, 1);
  schedule->id = query_int(query, 0);
  schedule->task = query_int(query, 1);
  schedule->phrase = g_strdup(query_text(query, 2));
  every_parse(query_text(query, 3), &schedule->rule.every); /* the schema admits no other code */
  schedule->rule.step = (int)query_int(query, 4);
  schedule->rule.quota = (int)query_int(query, 5);
  schedule->rule.due_day = (int)query_int(query, 6);
  schedule->rule.due_month = (int)query_int(query, 7);
  basis_parse(query_text(query, 8), &schedule->rule.basis); /* nor here */
  schedule->rule.anchor = query_day(query, 9);
  schedule->rule.no_makeup = query_int(query, 10) != 0;
  schedule->since = query_day(query, 11);
  schedule->ended = query_day(query, 12);
  schedule->material = g_strdup(query_text(query, 13));
  return schedule;
}

/* The rules that query, which takes one number, finds. */
static GPtrArray *read_schedules(Db *db, const char *sql, gint64 number, GError **error) {
  g_autoptr(GPtrArray) schedules = g_ptr_array_new_with_free_func((GDestroyNotify)schedule_free);
  Query *query = query_new(db, sql);
  query_bind_int(query, 1, number);
  while (query_next(query))
    g_ptr_array_add(schedules, schedule_from_row(query));
  if (!query_finish(query, error))
    return NULL;
  return g_steal_pointer(&schedules);
}

GPtrArray *schedule_list(Db *db, gint64 task, GError **error) {
  return read_schedules(db, SQL_SCHEDULES, task, error);
}

GPtrArray *schedule_in_force(Db *db, int year, GError **error) {
  return read_schedules(db, SQL_IN_FORCE, year, error);
}

Schedule *schedule_load(Db *db, gint64 id, GError **error) {
  Query *query = query_new(db, SQL_SCHEDULE);
  query_bind_int(query, 1, id);
  g_autoptr(Schedule) schedule = query_next(query) ? schedule_from_row(query) : NULL;
  if (!query_finish(query, error))
    return NULL;
  if (schedule == NULL)
    g_set_error_literal(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                        "没有这条周期要求，可能已被撤销；请刷新后再试");
  return g_steal_pointer(&schedule);
}

Day schedule_since(int year, Day today) {
  return day_civil(today).year == year ? today : day_from_ymd(year, 1, 1);
}

gboolean schedule_insert(Db *db, Schedule *schedule, GError **error) {
  Query *query = query_new(db, SQL_SCHEDULE_INSERT);
  query_bind_int(query, 1, schedule->task);
  query_bind_text(query, 2, schedule->phrase);
  query_bind_text(query, 3, every_code(schedule->rule.every));
  query_bind_int(query, 4, schedule->rule.step);
  query_bind_int(query, 5, schedule->rule.quota);
  if (schedule->rule.due_day != 0)
    query_bind_int(query, 6, schedule->rule.due_day);
  query_bind_int(query, 7, schedule->rule.due_month);
  query_bind_text(query, 8, basis_code(schedule->rule.basis));
  query_bind_day(query, 9, schedule->rule.anchor);
  query_bind_int(query, 10, schedule->rule.no_makeup ? 1 : 0);
  query_bind_day(query, 11, schedule->since);
  query_bind_day(query, 12, schedule->ended);
  query_bind_text(query, 13, schedule->material);
  if (!query_run(query, error))
    return FALSE;
  schedule->id = db_last_id(db);
  return TRUE;
}

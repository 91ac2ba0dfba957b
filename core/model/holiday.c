#include "core/model/holiday.h"

#define SQL_NOTICES                                                                                \
  "SELECT n.year, n.document, n.issued, d.day, d.name FROM calendar_notice n "                     \
  "LEFT JOIN calendar_day d ON d.notice = n.year ORDER BY n.year, d.day"
#define SQL_NOTICE_STORE                                                                           \
  "INSERT INTO calendar_notice (year, document, issued) VALUES (?1, ?2, ?3) "                      \
  "ON CONFLICT (year) DO UPDATE SET document = ?2, issued = ?3"
#define SQL_DAYS_CLEAR "DELETE FROM calendar_day WHERE notice = ?1"
#define SQL_DAY_STORE "INSERT INTO calendar_day (notice, day, name) VALUES (?1, ?2, ?3)"

GPtrArray *holiday_list(Db *db, GError **error) {
  g_autoptr(GPtrArray) notices =
      g_ptr_array_new_with_free_func((GDestroyNotify)calendar_notice_free);
  CalendarNotice *notice = NULL;
  Query *query = query_new(db, SQL_NOTICES);
  while (query_next(query)) {
    int year = (int)query_int(query, 0);
    if (notice == NULL || notice->year != year) {
      notice = calendar_notice_new(year);
      notice->document = g_strdup(query_text(query, 1));
      notice->issued = query_day(query, 2);
      g_ptr_array_add(notices, notice);
    }
    NoticeDay named = {.day = query_day(query, 3), .name = g_strdup(query_text(query, 4))};
    if (named.day != DAY_NONE)
      g_array_append_val(notice->days, named);
  }
  if (!query_finish(query, error))
    return NULL;
  return g_steal_pointer(&notices);
}

static gboolean store_day(Db *db, int year, const NoticeDay *named, GError **error) {
  Query *query = query_new(db, SQL_DAY_STORE);
  query_bind_int(query, 1, year);
  query_bind_day(query, 2, named->day);
  query_bind_text(query, 3, named->name);
  return query_run(query, error);
}

gboolean holiday_store(Db *db, const CalendarNotice *notice, GError **error) {
  Query *query = query_new(db, SQL_NOTICE_STORE);
  query_bind_int(query, 1, notice->year);
  query_bind_text(query, 2, notice->document);
  query_bind_day(query, 3, notice->issued);
  if (!query_run(query, error))
    return FALSE;
  query = query_new(db, SQL_DAYS_CLEAR);
  query_bind_int(query, 1, notice->year);
  if (!query_run(query, error))
    return FALSE;
  for (guint i = 0; i < notice->days->len; i++) {
    if (!store_day(db, notice->year, &g_array_index(notice->days, NoticeDay, i), error))
      return FALSE;
  }
  return TRUE;
}

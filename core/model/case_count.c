#include "core/model/case_count.h"

#include "core/rules/case_way.h"

/* The first day on which a case reached a stage of rank ?2 or higher, after it was 退回 for the
 * last time: ranks are those of case_way.h. min() of nothing is NULL, which is not before any day.
 */
#define SQL_RANK                                                                                   \
  "CASE s.stage WHEN 'city' THEN 1 WHEN 'province' THEN 2 WHEN 'ministry' THEN 3 "                 \
  "WHEN 'adopted' THEN 4 ELSE 0 END"
#define SQL_REACHED_ON                                                                             \
  "(SELECT min(s.made_on) FROM case_stage s WHERE s.\"case\" = c.id AND " SQL_RANK " >= ?2 "       \
  "AND s.id > ifnull((SELECT max(r.id) FROM case_stage r "                                         \
  "WHERE r.\"case\" = c.id AND r.stage = 'returned'), 0))"
#define SQL_MONTH_END "date(c.month, '+1 month', '-1 day')"
/* ?3 = 0: whenever, and every day there is is before '~'. */
#define SQL_LAST_DAY                                                                               \
  "iif(?3 = 0, '~', min(date(c.month, printf('+%d days', ?3 - 1)), " SQL_MONTH_END "))"
#define SQL_REACHED                                                                                \
  "SELECT CAST(substr(c.month, 6, 2) AS INTEGER), count(*) FROM \"case\" c "                       \
  "JOIN topic t ON t.id = c.topic JOIN plan p ON p.id = t.plan "                                   \
  "WHERE substr(c.month, 1, 4) = printf('%04d', ?1) "                                              \
  "AND (?4 = 0 OR c.month = printf('%04d-%02d-01', p.year, t.month)) "                             \
  "AND " SQL_REACHED_ON " <= " SQL_LAST_DAY " GROUP BY c.month"
#define SQL_ADOPTED                                                                                \
  "SELECT CAST(substr(adopted_on, 6, 2) AS INTEGER), count(*) FROM \"case\" "                      \
  "WHERE substr(adopted_on, 1, 4) = printf('%04d', ?1) GROUP BY substr(adopted_on, 6, 2)"

static gboolean read_counts(Query *query, int counts[CASE_MONTHS], GError **error) {
  for (int i = 0; i < CASE_MONTHS; i++)
    counts[i] = 0;
  while (query_next(query)) {
    gint64 month = query_int(query, 0);
    if (month >= 1 && month < CASE_MONTHS)
      counts[month] = (int)query_int(query, 1);
  }
  return query_finish(query, error);
}

gboolean case_reached(Db *db, int year, const char *stage, int due_day, gboolean own_topic,
                      int counts[CASE_MONTHS], GError **error) {
  CaseStage asked;
  if (!case_stage_parse(stage, &asked) || !case_stage_is_filed(asked))
    return store_refuse(error, "案例没有“%s”这个报送阶段", stage != NULL ? stage : "");
  Query *query = query_new(db, SQL_REACHED);
  query_bind_int(query, 1, year);
  query_bind_int(query, 2, asked);
  query_bind_int(query, 3, due_day);
  query_bind_int(query, 4, own_topic ? 1 : 0);
  return read_counts(query, counts, error);
}

gboolean case_adopted_in(Db *db, int year, int counts[CASE_MONTHS], GError **error) {
  Query *query = query_new(db, SQL_ADOPTED);
  query_bind_int(query, 1, year);
  return read_counts(query, counts, error);
}

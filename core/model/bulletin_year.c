#include "core/model/bulletin_year.h"

#include "core/model/bulletin_day.h"
#include "core/model/ledger.h"

#define SQL_SUBMISSIONS                                                                            \
  "SELECT count(*) FROM submission s JOIN task t ON t.id = s.task "                                \
  "WHERE s.made_on BETWEEN ?3 AND ?4 "                                                             \
  "AND (t.ledger = ?1 OR ?1 = 0 AND t.ledger NOT IN " SQL_LEDGERS_FROZEN("?2") ")"
/* As long as one statement is open, others' commits wait, and all that is read fits together. */
#define SQL_HOLD "SELECT count(*) FROM ledger"

static gboolean count_submissions(Db *db, gint64 ledger, Day first, BulletinMonth *month,
                                  GError **error) {
  Query *query = query_new(db, SQL_SUBMISSIONS);
  query_bind_int(query, 1, ledger);
  query_bind_day(query, 2, month->as_of);
  query_bind_day(query, 3, first);
  query_bind_day(query, 4, month->as_of);
  if (query_next(query))
    month->submissions = (guint)query_int(query, 0);
  return query_finish(query, error);
}

static gboolean count_tasks(Db *db, const Reckoning *reckoning, gint64 ledger, Day first,
                            BulletinMonth *month, GError **error) {
  g_autoptr(GArray) tasks =
      bulletin_day_read(db, reckoning, ledger, month->as_of, first, month->as_of, error);
  if (tasks == NULL)
    return FALSE;
  for (guint i = 0; i < tasks->len; i++) {
    for (int kind = 0; kind < FIGURE_COUNT; kind++)
      month->counts[kind] +=
          bulletin_day_counts((FigureKind)kind, &g_array_index(tasks, DayTask, i)) ? 1 : 0;
  }
  if (month->counts[FIGURE_TASKS] > 0)
    month->share = 100.0 * month->counts[FIGURE_DONE] / month->counts[FIGURE_TASKS];
  return TRUE;
}

/* begun is the day the file's record begins. A month that was over by then has no task: reading the
 * whole journal would say no more. */
static gboolean count_month(Db *db, const Reckoning *reckoning, gint64 ledger, int year, Day begun,
                            BulletinMonth *month, GError **error) {
  Day today = reckoning_today(reckoning);
  month->as_of = bulletin_last_day(year, month->month, today, error);
  if (month->as_of == DAY_NONE)
    return FALSE;
  Day first = day_from_ymd(year, month->month, 1);
  return ((month->as_of < begun && month->as_of != today) ||
          count_tasks(db, reckoning, ledger, first, month, error)) &&
         count_submissions(db, ledger, first, month, error);
}

static gboolean count_months(Db *db, const Reckoning *reckoning, gint64 ledger, int year, int last,
                             GArray *months, GError **error) {
  Day begun;
  if (!journal_begun(db, &begun, error))
    return FALSE;
  for (int i = 0; i < last; i++) {
    if (day_from_ymd(year, i + 1, 1) > reckoning_today(reckoning))
      return TRUE;
    BulletinMonth *month = &g_array_index(months, BulletinMonth, i);
    if (!count_month(db, reckoning, ledger, year, begun, month, error))
      return FALSE;
  }
  return TRUE;
}

GArray *bulletin_year(Db *db, const Reckoning *reckoning, gint64 ledger, int year, int last,
                      GError **error) {
  g_autoptr(GArray) months = g_array_new(FALSE, TRUE, sizeof(BulletinMonth));
  g_array_set_size(months, BULLETIN_MONTHS);
  for (int i = 0; i < BULLETIN_MONTHS; i++)
    g_array_index(months, BulletinMonth, i).month = i + 1;
  Query *hold = query_new(db, SQL_HOLD);
  query_next(hold);
  if (!count_months(db, reckoning, ledger, year, last, months, error)) {
    query_free(hold);
    return NULL;
  }
  if (!query_finish(hold, error))
    return NULL;
  return g_steal_pointer(&months);
}

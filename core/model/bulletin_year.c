#include "core/model/bulletin_year.h"

#include "core/model/bulletin_day.h"
#include "core/model/ledger.h"

#define SQL_SUBMISSIONS                                                                            \
  "SELECT count(*) FROM submission s JOIN task t ON t.id = s.task "                                \
  "WHERE s.made_on BETWEEN ?3 AND ?4 "                                                             \
  "AND (t.ledger = ?1 OR ?1 = 0 AND t.ledger NOT IN " SQL_LEDGERS_FROZEN("?2") ")"

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

static gboolean count_tasks(BulletinDays *days, Day first, BulletinMonth *month, GError **error) {
  g_autoptr(GArray) tasks =
      bulletin_days_read(days, month->as_of, first, month->as_of, NULL, error);
  if (tasks == NULL)
    return FALSE;
  for (guint i = 0; i < tasks->len; i++) {
    const DayTask *task = &g_array_index(tasks, DayTask, i);
    for (int kind = 0; kind < FIGURE_COUNT; kind++)
      month->counts[kind] += bulletin_day_counts((FigureKind)kind, task) ? 1 : 0;
  }
  if (month->counts[FIGURE_TASKS] > 0)
    month->share = 100.0 * month->counts[FIGURE_DONE] / month->counts[FIGURE_TASKS];
  return TRUE;
}

/* The latest first, as the days of a bulletin are read. What is after today is not told; what was
 * over before the file's record begins has no tasks, and going through the whole journal would say
 * no more. */
static gboolean count_months(Db *db, BulletinDays *days, gint64 ledger, int year, int last,
                             Day today, GArray *months, GError **error) {
  Day begun;
  if (!journal_begun(db, &begun, error))
    return FALSE;
  for (int i = last - 1; i >= 0; i--) {
    BulletinMonth *month = &g_array_index(months, BulletinMonth, i);
    Day first = day_from_ymd(year, i + 1, 1);
    if (first > today)
      continue;
    month->as_of = bulletin_last_day(year, i + 1, today, error);
    if (month->as_of == DAY_NONE)
      return FALSE;
    gboolean empty = month->as_of < begun && month->as_of != today;
    if ((!empty && !count_tasks(days, first, month, error)) ||
        !count_submissions(db, ledger, first, month, error))
      return FALSE;
  }
  return TRUE;
}

static GArray *read_year(Db *db, const Reckoning *reckoning, gint64 ledger, int year, int last,
                         gboolean periods, GError **error) {
  g_autoptr(BulletinDays) days = bulletin_days_new(db, reckoning, ledger, periods, error);
  if (days == NULL)
    return NULL;
  g_autoptr(GArray) months = g_array_new(FALSE, TRUE, sizeof(BulletinMonth));
  g_array_set_size(months, BULLETIN_MONTHS);
  for (int i = 0; i < BULLETIN_MONTHS; i++)
    g_array_index(months, BulletinMonth, i).month = i + 1;
  if (!count_months(db, days, ledger, year, last, reckoning_today(reckoning), months, error))
    return NULL;
  return g_steal_pointer(&months);
}

GArray *bulletin_year(Db *db, const Reckoning *reckoning, gint64 ledger, int year, int last,
                      GError **error) {
  return read_year(db, reckoning, ledger, year, last, TRUE, error);
}

GArray *bulletin_year_line(Db *db, const Reckoning *reckoning, gint64 ledger, int year, int last,
                           GError **error) {
  return read_year(db, reckoning, ledger, year, last, FALSE, error);
}

#include "core/model/calendar_import.h"

#include "core/model/holiday.h"
#include "core/model/period.h"

typedef struct {
  const Reckoning *reckoning;
  const CalendarNotice *notice;
  GPtrArray *moves;
} Import;

/* The rows of open periods under quota get the dates that calendar gives them. */
static gboolean recount_rule(Db *db, const PeriodRule *rule, const Calendar *calendar, Day today,
                             GError **error) {
  for (guint i = 0; i < rule->kept->len; i++) {
    const KeptPeriod *kept = rule->kept->pdata[i];
    PeriodTurn turn = {.span = kept->span, .quota = kept->quota, .kept = kept};
    int late;
    if (period_due(rule, &turn) < today || period_count(rule, &turn, &late) >= kept->quota)
      continue;
    Period span = kept->span;
    recurrence_recount(&rule->schedule->rule, calendar, &span);
    gboolean same = span.last == kept->span.last && span.due == kept->span.due &&
                    span.estimated == kept->span.estimated;
    if (!same && !period_update(db, kept, &span, kept->quota, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean recount_open(Db *db, const Import *import, GError **error) {
  ObligationFilter all = {0};
  g_autoptr(GPtrArray) rules = period_rules(db, import->reckoning, &all, error);
  if (rules == NULL)
    return FALSE;
  g_autoptr(Reckoning) after = reckoning_with(import->reckoning, import->notice);
  for (guint i = 0; i < rules->len; i++) {
    if (!recount_rule(db, rules->pdata[i], reckoning_calendar(after),
                      reckoning_today(import->reckoning), error))
      return FALSE;
  }
  return TRUE;
}

static gboolean write_import(Db *db, gpointer data, GError **error) {
  Import *import = data;
  import->moves = calendar_import_moves(db, import->reckoning, import->notice, error);
  return import->moves != NULL && obligation_keep_past(db, import->reckoning, 0, 0, error) &&
         recount_open(db, import, error) && holiday_store(db, import->notice, error);
}

gboolean calendar_import(Db *db, const Actor *actor, const Reckoning *reckoning,
                         const CalendarNotice *notice, GPtrArray **moves, gboolean *stored,
                         GError **error) {
  g_autofree char *paper =
      notice->document != NULL ? g_strdup_printf("（%s）", notice->document) : g_strdup("");
  g_autofree char *summary = g_strdup_printf("导入%d年节假日安排%s", notice->year, paper);
  Import import = {.reckoning = reckoning, .notice = notice};
  Deed deed = {.verb = "calendar.import", .summary = summary};
  gint64 seq = 0;
  gboolean good = store_write(db, actor, &deed, write_import, &import, &seq, error);
  g_autoptr(GPtrArray) moved = import.moves;
  if (!good)
    return FALSE;
  *stored = seq != 0;
  if (moves != NULL)
    *moves = g_steal_pointer(&moved);
  return TRUE;
}

#include "core/model/obligation.h"

#include "core/model/period.h"

void obligation_free(Obligation *obligation) {
  if (obligation == NULL)
    return;
  g_free(obligation->material);
  g_free(obligation->event);
  g_free(obligation);
}

/* ---- lists ------------------------------------------------------------------------------ */

static Obligation *obligation_new(const PeriodRule *rule, const PeriodTurn *turn, Day today) {
  Obligation *obligation = g_new0(Obligation, 1);
  obligation->task = rule->schedule->task;
  obligation->ledger = rule->ledger;
  obligation->schedule = rule->schedule->id;
  obligation->period = turn->kept != NULL ? turn->kept->id : 0;
  obligation->span = turn->span;
  obligation->due = period_due(rule, turn);
  obligation->quota = turn->quota;
  obligation->count = period_count(rule, turn, &obligation->late);
  obligation->light = period_light(rule, turn, today);
  obligation->blue = rule->blue;
  obligation->material = g_strdup(rule->schedule->material);
  obligation->event = turn->kept != NULL ? g_strdup(turn->kept->event) : NULL;
  return obligation;
}

/* TRUE where a period that opens then covers a day from first to last, or is due on one; first may
 * be DAY_NONE. */
static gboolean is_within(const Obligation *obligation, Day opens, Day first, Day last) {
  return (opens <= last && obligation->span.last >= first) ||
         (obligation->due <= last && obligation->due >= first);
}

GPtrArray *obligation_list(Db *db, const Reckoning *reckoning, const ObligationFilter *filter,
                           GError **error) {
  g_autoptr(GPtrArray) rules = period_rules(db, reckoning, filter, error);
  if (rules == NULL)
    return NULL;
  Day today = reckoning_today(reckoning);
  Day last = filter->last != DAY_NONE ? filter->last : today;
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)obligation_free);
  for (guint i = 0; i < rules->len; i++) {
    const PeriodRule *rule = rules->pdata[i];
    g_autoptr(GArray) turns = period_turns(rule, reckoning_calendar(reckoning), last);
    for (guint k = 0; k < turns->len; k++) {
      const PeriodTurn *turn = &g_array_index(turns, PeriodTurn, k);
      g_autoptr(Obligation) obligation = obligation_new(rule, turn, today);
      if (is_within(obligation, period_opens(turn), filter->first, last))
        g_ptr_array_add(list, g_steal_pointer(&obligation));
    }
  }
  return g_steal_pointer(&list);
}

/* ---- standings -------------------------------------------------------------------------- */

static void count_turn(ObligationStanding *standing, const PeriodRule *rule, const PeriodTurn *turn,
                       Day today) {
  Light light = period_light(rule, turn, today);
  if (light == LIGHT_GREY)
    return;
  standing->recurs = TRUE;
  Day due = period_due(rule, turn);
  int late;
  if (light == LIGHT_RED) {
    standing->missed_count++;
    if (standing->missed == DAY_NONE || due < standing->missed)
      standing->missed = due;
  } else if (period_count(rule, turn, &late) < turn->quota &&
             (standing->asked == DAY_NONE || due < standing->asked)) {
    standing->asked = due;
  }
}

GHashTable *obligation_standings(Db *db, const Reckoning *reckoning, gint64 task, GError **error) {
  ObligationFilter filter = {.task = task};
  g_autoptr(GPtrArray) rules = period_rules(db, reckoning, &filter, error);
  if (rules == NULL)
    return NULL;
  Day today = reckoning_today(reckoning);
  g_autoptr(GHashTable) standings =
      g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, g_free);
  for (guint i = 0; i < rules->len; i++) {
    const PeriodRule *rule = rules->pdata[i];
    ObligationStanding *standing = g_hash_table_lookup(standings, &rule->schedule->task);
    if (standing == NULL) {
      standing = g_new0(ObligationStanding, 1);
      standing->task = rule->schedule->task;
      g_hash_table_insert(standings, &standing->task, standing);
    }
    g_autoptr(GArray) turns = period_turns(rule, reckoning_calendar(reckoning), today);
    for (guint k = 0; k < turns->len; k++)
      count_turn(standing, rule, &g_array_index(turns, PeriodTurn, k), today);
  }
  return g_steal_pointer(&standings);
}

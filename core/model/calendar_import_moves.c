/* calendar_import_moves.c: the due dates that a notice moves. */
#include "core/model/calendar_import.h"
#include "core/model/ledger.h"
#include "core/model/period.h"

/* In the order of period_rules(); is_open() says the same of a state. */
#define SQL_OPEN                                                                                   \
  "SELECT t.id, t.number, l.title, t.goal, t.due, t.ledger "                                       \
  "FROM task t JOIN ledger l ON l.id = t.ledger "                                                  \
  "WHERE t.kind = 'task' AND t.state NOT IN ('done', 'closed', 'void') "                           \
  "AND t.ledger NOT IN " SQL_LEDGERS_FROZEN("?1") " "                                              \
                                                  "ORDER BY l.year DESC, l.id, t.number"

void due_move_free(DueMove *move) {
  if (move == NULL)
    return;
  g_free(move->ledger);
  g_free(move->goal);
  g_free(move);
}

static gboolean is_open(TaskState state) {
  return !task_state_is_done(state) && state != TASK_STATE_VOID;
}

typedef struct {
  const Reckoning *before, *after;
  Day until; /* periods that begin later are not looked at */
  GPtrArray *moves;
} Comparison;

/* task stands in its row. */
static void add_move(Comparison *comparison, Query *task, gint64 schedule, const char *key,
                     Day before, Day after) {
  if (before == after)
    return;
  DueMove *move = g_new0(DueMove, 1);
  move->task = query_int(task, 0);
  move->number = (int)query_int(task, 1);
  move->ledger = g_strdup(query_text(task, 2));
  move->goal = g_strdup(query_text(task, 3));
  move->schedule = schedule;
  g_strlcpy(move->key, key, PERIOD_KEY_SIZE);
  move->before = before;
  move->after = after;
  g_ptr_array_add(comparison->moves, move);
}

static const LightRule *how(const Reckoning *reckoning, gint64 ledger) {
  return &reckoning_policy(reckoning, ledger)->light;
}

/* By when turn has to be there afterwards; DAY_NONE: it is not asked for any more. */
static Day due_after(const Comparison *comparison, const PeriodRule *rule, const PeriodTurn *turn) {
  Period span = turn->span;
  if (period_due(rule, turn) >= reckoning_today(comparison->before)) /* what is past is kept */
    recurrence_recount(&rule->schedule->rule, reckoning_calendar(comparison->after), &span);
  if (turn->kept == NULL && rule->due != DAY_NONE && span.first > rule->due)
    return DAY_NONE;
  return light_due(span.due, how(comparison->after, rule->ledger));
}

static void compare_rule(Comparison *comparison, Query *task, const PeriodRule *rule) {
  g_autoptr(GArray) turns =
      period_turns(rule, reckoning_calendar(comparison->before), comparison->until);
  for (guint i = 0; i < turns->len; i++) {
    const PeriodTurn *turn = &g_array_index(turns, PeriodTurn, i);
    int late;
    if (period_count(rule, turn, &late) < turn->quota)
      add_move(comparison, task, rule->schedule->id, turn->span.key, period_due(rule, turn),
               due_after(comparison, rule, turn));
  }
}

static void compare_own(Comparison *comparison, Query *task) {
  Day due = query_day(task, 4);
  gint64 ledger = query_int(task, 5);
  add_move(comparison, task, 0, "", light_due(due, how(comparison->before, ledger)),
           light_due(due, how(comparison->after, ledger)));
}

static gboolean compare(Db *db, Comparison *comparison, GError **error) {
  ObligationFilter all = {0};
  g_autoptr(GPtrArray) rules = period_rules(db, comparison->before, &all, error);
  if (rules == NULL)
    return FALSE;
  guint next = 0;
  Query *task = query_new(db, SQL_OPEN);
  query_bind_day(task, 1, reckoning_today(comparison->before));
  while (query_next(task)) {
    compare_own(comparison, task);
    for (; next < rules->len; next++) {
      const PeriodRule *rule = rules->pdata[next];
      if (!is_open(rule->state))
        continue;
      if (rule->schedule->task != query_int(task, 0))
        break;
      compare_rule(comparison, task, rule);
    }
  }
  return query_finish(task, error);
}

GPtrArray *calendar_import_moves(Db *db, const Reckoning *reckoning, const CalendarNotice *notice,
                                 GError **error) {
  g_autoptr(Reckoning) after = reckoning_with(reckoning, notice);
  g_autoptr(GPtrArray) moves = g_ptr_array_new_with_free_func((GDestroyNotify)due_move_free);
  Comparison comparison = {
      .before = reckoning,
      .after = after,
      .until = MAX(day_from_ymd(notice->year, 12, 31), reckoning_today(reckoning)),
      .moves = moves,
  };
  if (!compare(db, &comparison, error))
    return NULL;
  return g_steal_pointer(&moves);
}

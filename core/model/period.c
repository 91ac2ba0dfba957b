#include "core/model/period.h"

#include <string.h>

#include "core/model/ledger.h"

/* In this order, which CROSS keeps: tasks are many more than rules. */
#define SQL_RULES                                                                                  \
  "SELECT " SCHEDULE_COLUMNS ", t.ledger, t.state, t.due, t.done_on FROM schedule s "              \
  "CROSS JOIN task t ON t.id = s.task CROSS JOIN ledger l ON l.id = t.ledger WHERE t.kind = 'task'"
#define SQL_RULES_LEDGER " AND t.ledger = ?1"
#define SQL_RULES_TASK " AND s.task = ?2"
#define SQL_RULES_TASKS " AND s.task IN (SELECT value FROM json_each(?6))"
#define SQL_RULES_ID " AND s.id = ?3"
/* Whose tasks is as in task_list.c; who answers, as in answer.c. */
#define SQL_RULES_UNIT                                                                             \
  " AND t.id IN (WITH RECURSIVE asked(id) AS (SELECT ?4 UNION"                                     \
  " SELECT m.unit FROM unit_member m JOIN asked ON m.member = asked.id UNION"                      \
  " SELECT e.id FROM unit e JOIN asked ON e.successor = asked.id)"                                 \
  " SELECT tu.task FROM task_unit tu JOIN asked ON tu.unit = asked.id WHERE tu.role = 'lead' OR"   \
  " tu.role = 'responsible' AND NOT EXISTS"                                                        \
  " (SELECT 1 FROM task_unit o WHERE o.task = tu.task AND o.role = 'lead'))"
#define SQL_RULES_IN_USE " AND t.ledger NOT IN " SQL_LEDGERS_FROZEN("?5")
#define SQL_RULES_ORDER " ORDER BY l.year DESC, l.id, t.number, s.id"
/* A row for each submission, one for a period without. */
#define SQL_KEPT                                                                                   \
  "SELECT p.schedule, p.id, p.key, p.first, p.last, p.due, p.quota, p.estimated, p.event, "        \
  "b.made_on FROM period p LEFT JOIN submission b ON b.period = p.id WHERE 1"
#define SQL_KEPT_TASK " AND p.task = ?2"
#define SQL_KEPT_TASKS " AND p.task IN (SELECT value FROM json_each(?6))"
#define SQL_KEPT_RULE " AND p.schedule = ?3"
#define SQL_INSERT                                                                                 \
  "INSERT INTO period (task, schedule, key, first, last, due, quota, estimated, event) "           \
  "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
#define SQL_UPDATE "UPDATE period SET last = ?2, due = ?3, quota = ?4, estimated = ?5 WHERE id = ?1"
#define SQL_KEPT_ORDER " ORDER BY p.schedule, p.first, p.id, b.made_on"

/* The condition is the index's (step_pause), word for word. */
#define SQL_PAUSES                                                                                  \
  "SELECT task, made_on, after = 'paused' FROM step WHERE (before = 'paused' OR after = 'paused') " \
  "AND (?1 = 0 OR task = ?1) "                                                                      \
  "AND (?2 IS NULL OR task IN (SELECT value FROM json_each(?2))) ORDER BY task, id"

static void kept_period_free(KeptPeriod *kept) {
  g_free(kept->event);
  g_array_unref(kept->days);
  g_free(kept);
}

void period_rule_free(PeriodRule *rule) {
  if (rule == NULL)
    return;
  schedule_free(rule->schedule);
  g_ptr_array_unref(rule->kept);
  g_array_unref(rule->pauses);
  g_free(rule);
}

/* ---- reading ---------------------------------------------------------------------------- */

static PeriodRule *rule_from_row(Query *query, const Reckoning *reckoning) {
  PeriodRule *rule = g_new0(PeriodRule, 1);
  rule->schedule = schedule_from_row(query);
  rule->ledger = query_int(query, SCHEDULE_COLUMN_COUNT);
  task_state_parse(query_text(query, SCHEDULE_COLUMN_COUNT + 1), &rule->state);
  rule->due = query_day(query, SCHEDULE_COLUMN_COUNT + 2);
  rule->done_on = query_day(query, SCHEDULE_COLUMN_COUNT + 3);
  const Policy *policy = reckoning_policy(reckoning, rule->ledger);
  rule->how = &policy->light;
  rule->blue = policy->blue;
  rule->kept = g_ptr_array_new_with_free_func((GDestroyNotify)kept_period_free);
  rule->pauses = g_array_new(FALSE, FALSE, sizeof(Pause));
  return rule;
}

static KeptPeriod *kept_from_row(Query *query) {
  KeptPeriod *kept = g_new0(KeptPeriod, 1);
  kept->id = query_int(query, 1);
  g_strlcpy(kept->span.key, query_text(query, 2), PERIOD_KEY_SIZE);
  kept->span.first = query_day(query, 3);
  kept->span.last = query_day(query, 4);
  kept->span.due = query_day(query, 5);
  kept->quota = (int)query_int(query, 6);
  kept->span.estimated = query_int(query, 7) != 0;
  kept->event = g_strdup(query_text(query, 8));
  kept->days = g_array_new(FALSE, FALSE, sizeof(Day));
  return kept;
}

static gboolean takes_only_in_use(const ObligationFilter *filter) {
  return filter->ledger == 0 && filter->task == 0 && filter->tasks == NULL &&
         filter->schedule == 0 && !filter->frozen;
}

static char *rules_sql(const ObligationFilter *filter) {
  return g_strconcat(
      SQL_RULES, filter->ledger != 0 ? SQL_RULES_LEDGER : "",
      filter->task != 0 ? SQL_RULES_TASK : "", filter->tasks != NULL ? SQL_RULES_TASKS : "",
      filter->schedule != 0 ? SQL_RULES_ID : "", filter->unit != 0 ? SQL_RULES_UNIT : "",
      takes_only_in_use(filter) ? SQL_RULES_IN_USE : "", SQL_RULES_ORDER, NULL);
}

/* Rows of rules that filter does not take are left out here: they are few. */
static gboolean read_kept(Db *db, const ObligationFilter *filter, GPtrArray *rules,
                          GError **error) {
  g_autoptr(GHashTable) by_id = g_hash_table_new(g_int64_hash, g_int64_equal);
  for (guint i = 0; i < rules->len; i++) {
    PeriodRule *rule = rules->pdata[i];
    g_hash_table_insert(by_id, &rule->schedule->id, rule);
  }
  g_autofree char *sql = g_strconcat(
      SQL_KEPT, filter->task != 0 ? SQL_KEPT_TASK : "", filter->tasks != NULL ? SQL_KEPT_TASKS : "",
      filter->schedule != 0 ? SQL_KEPT_RULE : "", SQL_KEPT_ORDER, NULL);
  Query *query = query_new(db, sql);
  if (filter->task != 0)
    query_bind_int(query, 2, filter->task);
  if (filter->tasks != NULL)
    query_bind_ids(query, 6, filter->tasks);
  if (filter->schedule != 0)
    query_bind_int(query, 3, filter->schedule);
  KeptPeriod *kept = NULL;
  while (query_next(query)) {
    gint64 schedule = query_int(query, 0);
    PeriodRule *rule = g_hash_table_lookup(by_id, &schedule);
    if (rule == NULL)
      continue;
    if (kept == NULL || kept->id != query_int(query, 1)) {
      kept = kept_from_row(query);
      g_ptr_array_add(rule->kept, kept);
    }
    Day day = query_day(query, 9);
    if (day != DAY_NONE)
      g_array_append_val(kept->days, day);
  }
  return query_finish(query, error);
}

static void add_pause(PeriodRule *rule, Day day, gboolean begins) {
  if (begins) {
    Pause pause = {.first = day};
    g_array_append_val(rule->pauses, pause);
  } else if (rule->pauses->len > 0) {
    g_array_index(rule->pauses, Pause, rule->pauses->len - 1).last = day - 1;
  }
}

/* Pauses are few, and so are the rules of a task. */
static gboolean read_pauses(Db *db, const ObligationFilter *filter, GPtrArray *rules,
                            GError **error) {
  Query *query = query_new(db, SQL_PAUSES);
  query_bind_int(query, 1, filter->task);
  if (filter->tasks != NULL)
    query_bind_ids(query, 2, filter->tasks);
  while (query_next(query)) {
    for (guint i = 0; i < rules->len; i++) {
      PeriodRule *rule = rules->pdata[i];
      if (rule->schedule->task == query_int(query, 0))
        add_pause(rule, query_day(query, 1), query_int(query, 2) != 0);
    }
  }
  return query_finish(query, error);
}

GPtrArray *period_rules(Db *db, const Reckoning *reckoning, const ObligationFilter *filter,
                        GError **error) {
  g_autoptr(GPtrArray) rules = g_ptr_array_new_with_free_func((GDestroyNotify)period_rule_free);
  g_autofree char *sql = rules_sql(filter);
  Query *query = query_new(db, sql);
  if (filter->ledger != 0)
    query_bind_int(query, 1, filter->ledger);
  if (filter->task != 0)
    query_bind_int(query, 2, filter->task);
  if (filter->tasks != NULL)
    query_bind_ids(query, 6, filter->tasks);
  if (filter->schedule != 0)
    query_bind_int(query, 3, filter->schedule);
  if (filter->unit != 0)
    query_bind_int(query, 4, filter->unit);
  if (takes_only_in_use(filter))
    query_bind_day(query, 5, reckoning_today(reckoning));
  while (query_next(query))
    g_ptr_array_add(rules, rule_from_row(query, reckoning));
  if (!query_finish(query, error) || (rules->len > 0 && (!read_kept(db, filter, rules, error) ||
                                                         !read_pauses(db, filter, rules, error))))
    return NULL;
  return g_steal_pointer(&rules);
}

PeriodRule *period_rule(Db *db, const Reckoning *reckoning, gint64 schedule, GError **error) {
  ObligationFilter filter = {.schedule = schedule};
  g_autoptr(GPtrArray) rules =
      schedule != 0 ? period_rules(db, reckoning, &filter, error) : g_ptr_array_new();
  if (rules == NULL)
    return NULL;
  if (rules->len > 0)
    return g_ptr_array_steal_index(rules, 0);
  g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
              "没有编号为 %" G_GINT64_FORMAT " 的周期要求，或者它所属的不是任务；请刷新后再试",
              schedule);
  return NULL;
}

void period_rule_on(PeriodRule *rule, Day day, TaskState state, Day due) {
  rule->state = state;
  rule->due = due;
  rule->done_on = DAY_NONE;
  if (rule->schedule->ended > day)
    rule->schedule->ended = DAY_NONE;
  for (guint i = 0; i < rule->kept->len; i++) {
    GArray *days = ((KeptPeriod *)rule->kept->pdata[i])->days;
    while (days->len > 0 && g_array_index(days, Day, days->len - 1) > day)
      g_array_set_size(days, days->len - 1);
  }
}

/* ---- the periods of a rule -------------------------------------------------------------- */

/* What is known while the periods of one rule are gathered. */
typedef struct {
  const PeriodRule *rule;
  const Calendar *calendar;
  Day until;
  GHashTable *by_key; /* key → KeptPeriod*, those not gathered yet */
  guint passed;       /* how many kept ones begin before the end of the period looked at … */
  Day covered;        /* … and the last day they cover; DAY_NONE: none */
  gboolean follows;   /* the period before stands in a row */
  GArray *turns;
} Gathering;

static void add_kept(GArray *turns, const KeptPeriod *kept) {
  PeriodTurn turn = {.span = kept->span, .quota = kept->quota, .kept = kept};
  g_array_append_val(turns, turn);
}

/* Puts the first day of a computed period after what is kept: behind its last day there may be
 * nothing left of it. */
static void lay_beside(Gathering *gathering, Period *period) {
  const GPtrArray *rows = gathering->rule->kept;
  for (; gathering->passed < rows->len; gathering->passed++) {
    const KeptPeriod *row = rows->pdata[gathering->passed];
    if (row->span.first > period->last)
      break;
    gathering->covered = MAX(gathering->covered, row->span.last);
  }
  /* Working days only: a calendar's periods tile, but a new calendar moves these. */
  gboolean moved = gathering->follows && gathering->rule->schedule->rule.every == EVERY_WORKDAYS;
  if (gathering->covered != DAY_NONE && (moved || gathering->covered >= period->first))
    period->first = gathering->covered + 1;
}

/* TRUE where the rule still asks for a computed period that begins and ends so. */
static gboolean is_asked(const Gathering *gathering, const Period *period) {
  const PeriodRule *rule = gathering->rule;
  return period->first <= gathering->until &&
         (rule->due == DAY_NONE || period->first <= rule->due) &&
         (rule->schedule->ended == DAY_NONE || period->last <= rule->schedule->ended);
}

/* Adds a computed period, or the row that is kept of it; FALSE where no more are asked for. */
static gboolean add_turn(Gathering *gathering, Period *period) {
  const KeptPeriod *kept = g_hash_table_lookup(gathering->by_key, period->key);
  if (kept == NULL)
    lay_beside(gathering, period);
  if (!is_asked(gathering, period))
    return FALSE;
  gathering->follows = kept != NULL;
  if (kept != NULL) {
    add_kept(gathering->turns, kept);
    g_hash_table_remove(gathering->by_key, period->key);
  } else if (period->first <= period->last) {
    PeriodTurn turn = {.span = *period, .quota = gathering->rule->schedule->rule.quota};
    g_array_append_val(gathering->turns, turn);
  }
  return TRUE;
}

/* TRUE where a computed period was due before the rule began to ask, though it was not over: a rule
 * of 每月15日前 that comes into the file on the 21st asks for the next month. */
static gboolean was_due_before(const Gathering *gathering, const Period *period) {
  const PeriodRule *rule = gathering->rule;
  return light_due(period->due, rule->how) < rule->schedule->since &&
         !g_hash_table_contains(gathering->by_key, period->key);
}

static void gather_computed(Gathering *gathering) {
  const Schedule *schedule = gathering->rule->schedule;
  const Recurrence *rule = &schedule->rule;
  Period period;
  gint64 index = recurrence_index(rule, gathering->calendar, schedule->since);
  if (rule->basis == BASIS_ANCHOR)
    index = MAX(index, 1);
  while (recurrence_period(rule, gathering->calendar, index, &period) &&
         was_due_before(gathering, &period))
    index++;
  while (recurrence_period(rule, gathering->calendar, index, &period) &&
         add_turn(gathering, &period))
    index++;
}

/* The row begun last that the last submission, and no event, began. */
static const KeptPeriod *last_from_submission(const PeriodRule *rule) {
  for (guint i = rule->kept->len; i > 0; i--) {
    const KeptPeriod *kept = rule->kept->pdata[i - 1];
    if (kept->event == NULL && g_str_has_prefix(kept->span.key, PERIOD_KEY_FROM))
      return kept;
  }
  return NULL;
}

/* The day that the running period is counted from. While there is no submission: the anchor, where
 * its period was not over before since; else the day before since, so that since is its first. */
static Day start_of_running(const PeriodRule *rule, const Calendar *calendar) {
  const Schedule *schedule = rule->schedule;
  const KeptPeriod *last = last_from_submission(rule);
  if (last != NULL)
    return g_array_index(last->days, Day, last->days->len - 1);
  Period period;
  if (schedule->rule.anchor != DAY_NONE &&
      recurrence_from(&schedule->rule, calendar, schedule->rule.anchor, &period) &&
      period.last >= schedule->since)
    return schedule->rule.anchor;
  return schedule->since > 1 ? schedule->since - 1 : schedule->since;
}

/* One period runs: from the last submission that filled the one before. */
static void gather_running(Gathering *gathering) {
  const PeriodRule *rule = gathering->rule;
  const KeptPeriod *last = last_from_submission(rule);
  if (last != NULL && (int)last->days->len < last->quota)
    return; /* it runs still, or was missed and waits */
  Period period;
  Day start = start_of_running(rule, gathering->calendar);
  if (!recurrence_from(&rule->schedule->rule, gathering->calendar, start, &period) ||
      !is_asked(gathering, &period))
    return;
  PeriodTurn turn = {.span = period, .quota = rule->schedule->rule.quota};
  if (!g_hash_table_contains(gathering->by_key, period.key))
    g_array_append_val(gathering->turns, turn);
}

static gint compare_turns(gconstpointer a, gconstpointer b) {
  const PeriodTurn *left = a, *right = b;
  if (left->span.first != right->span.first)
    return left->span.first < right->span.first ? -1 : 1;
  return strcmp(left->span.key, right->span.key);
}

GArray *period_turns(const PeriodRule *rule, const Calendar *calendar, Day until) {
  g_autoptr(GHashTable) by_key = g_hash_table_new(g_str_hash, g_str_equal);
  Gathering gathering = {.rule = rule,
                         .calendar = calendar,
                         .until = until,
                         .by_key = by_key,
                         .turns = g_array_new(FALSE, FALSE, sizeof(PeriodTurn))};
  for (guint i = 0; i < rule->kept->len; i++) {
    KeptPeriod *kept = rule->kept->pdata[i];
    g_hash_table_insert(by_key, kept->span.key, kept);
  }
  if (rule->schedule->rule.basis == BASIS_SUBMISSION)
    gather_running(&gathering);
  else
    gather_computed(&gathering);
  for (guint i = 0; i < rule->kept->len; i++) {
    const KeptPeriod *kept = rule->kept->pdata[i];
    if (g_hash_table_contains(by_key, kept->span.key) &&
        period_opens(&(PeriodTurn){.span = kept->span, .kept = kept}) <= until)
      add_kept(gathering.turns, kept);
  }
  g_array_sort(gathering.turns, compare_turns);
  return gathering.turns;
}

/* ---- how a period stands ---------------------------------------------------------------- */

Day period_opens(const PeriodTurn *turn) {
  gboolean event = turn->kept != NULL && turn->kept->event != NULL;
  return event ? turn->span.first - 1 : turn->span.first;
}

Day period_due(const PeriodRule *rule, const PeriodTurn *turn) {
  return light_due(turn->span.due, rule->how);
}

int period_count(const PeriodRule *rule, const PeriodTurn *turn, int *late) {
  *late = 0;
  if (turn->kept == NULL)
    return 0;
  const GArray *days = turn->kept->days;
  Day due = period_due(rule, turn);
  int after = 0;
  for (guint i = 0; i < days->len; i++)
    after += g_array_index(days, Day, i) > due;
  if (rule->schedule->rule.no_makeup)
    return (int)days->len - after;
  *late = after;
  return (int)days->len;
}

/* TRUE where a period was due on a day on which the task was 暂停. */
static gboolean is_excused(const PeriodRule *rule, Day due) {
  for (guint i = 0; i < rule->pauses->len; i++) {
    const Pause *pause = &g_array_index(rule->pauses, Pause, i);
    if (due >= pause->first && pause->last != DAY_NONE && due <= pause->last)
      return TRUE;
  }
  return FALSE;
}

Light period_light(const PeriodRule *rule, const PeriodTurn *turn, Day today) {
  int late = 0;
  Day due = period_due(rule, turn);
  if (rule->state == TASK_STATE_PAUSED || rule->state == TASK_STATE_VOID)
    return LIGHT_GREY;
  if (period_count(rule, turn, &late) >= turn->quota)
    return LIGHT_GREEN;
  if (task_state_is_done(rule->state) && (rule->done_on == DAY_NONE || due >= rule->done_on))
    return LIGHT_GREY;
  if (is_excused(rule, due))
    return LIGHT_GREY;
  if (due < today)
    return LIGHT_RED;
  if (period_opens(turn) > today)
    return LIGHT_GREY;
  return light_is_near(due, today, rule->how) ? LIGHT_AMBER : LIGHT_GREEN;
}

gboolean period_insert(Db *db, const PeriodRule *rule, const PeriodTurn *turn, const char *event,
                       gint64 *id, GError **error) {
  Query *query = query_new(db, SQL_INSERT);
  query_bind_int(query, 1, rule->schedule->task);
  query_bind_int(query, 2, rule->schedule->id);
  query_bind_text(query, 3, turn->span.key);
  query_bind_day(query, 4, turn->span.first);
  query_bind_day(query, 5, turn->span.last);
  query_bind_day(query, 6, turn->span.due);
  query_bind_int(query, 7, turn->quota);
  query_bind_int(query, 8, turn->span.estimated ? 1 : 0);
  query_bind_text(query, 9, event);
  if (!query_run(query, error))
    return FALSE;
  if (id != NULL)
    *id = db_last_id(db);
  return TRUE;
}

gboolean period_update(Db *db, const KeptPeriod *kept, const Period *span, int quota,
                       GError **error) {
  Query *query = query_new(db, SQL_UPDATE);
  query_bind_int(query, 1, kept->id);
  query_bind_day(query, 2, span->last);
  query_bind_day(query, 3, span->due);
  query_bind_int(query, 4, quota);
  query_bind_int(query, 5, span->estimated ? 1 : 0);
  return query_run(query, error);
}

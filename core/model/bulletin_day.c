#include "core/model/bulletin_day.h"

#include "core/model/ledger.h"
#include "core/model/period.h"
#include "core/model/way.h"

/* In the order of task_list(): the newest year first, a part right after what it is a part of. */
#define SQL_TASKS                                                                                    \
  "SELECT t.id, t.ledger, t.indicator, ifnull(t.parent, 0), t.kind, t.due, l.frozen_on FROM task t " \
  "LEFT JOIN task up ON up.id = t.parent JOIN ledger l ON l.id = t.ledger "                          \
  "WHERE t.ledger = ?1 OR ?1 = 0 "                                                                   \
  "ORDER BY l.year DESC, l.id, ifnull(up.number, t.number), t.parent IS NOT NULL, t.number"
/* Each pairs tasks with a value; of several the last one counts. ?1 is the day. */
#define SQL_FINISHED                                                                               \
  "SELECT task, made_on FROM step WHERE name = 'finish' AND made_on <= ?1 ORDER BY id"
#define SQL_DUES                                                                                   \
  "SELECT task, old_due FROM extension WHERE state = 'approved' AND decided_on > ?1 "              \
  "ORDER BY id DESC"
#define SQL_PERCENTS                                                                               \
  "SELECT task, percent FROM progress WHERE percent IS NOT NULL AND made_on <= ?1 "                \
  "ORDER BY made_on, id"
#define SQL_REPORTED                                                                               \
  "SELECT task FROM progress WHERE made_on BETWEEN ?2 AND ?1 "                                     \
  "UNION SELECT task FROM submission WHERE made_on BETWEEN ?2 AND ?1"

/* What is on record of the day, by task (gint64*). */
typedef struct {
  GHashTable *absent; /* what was put in later */
  GHashTable *states;
  GHashTable *finished; /* the day of the last 办结 */
  GHashTable *dues;     /* where a later 延期 has moved it: the one in force then */
  GHashTable *percents;
  GHashTable *reported;
} Record;

static void record_clear(Record *record) {
  GHashTable *tables[] = {record->absent, record->states,   record->finished,
                          record->dues,   record->percents, record->reported};
  for (guint i = 0; i < G_N_ELEMENTS(tables); i++)
    g_clear_pointer(&tables[i], g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Record, record_clear)

static GHashTable *table_new(void) {
  return g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
}

/* What sql pairs with the tasks: days, or numbers. NULL and error. */
static GHashTable *read_pairs(Db *db, const char *sql, Day day, gboolean days, GError **error) {
  g_autoptr(GHashTable) pairs = table_new();
  Query *query = query_new(db, sql);
  query_bind_day(query, 1, day);
  while (query_next(query)) {
    gint64 task = query_int(query, 0);
    gpointer value =
        days ? GUINT_TO_POINTER(query_day(query, 1)) : GINT_TO_POINTER((int)query_int(query, 1));
    g_hash_table_replace(pairs, g_memdup2(&task, sizeof task), value);
  }
  if (!query_finish(query, error))
    return NULL;
  return g_steal_pointer(&pairs);
}

static GHashTable *read_reported(Db *db, Day since, Day day, GError **error) {
  g_autoptr(GHashTable) reported = table_new();
  Query *query = query_new(db, SQL_REPORTED);
  query_bind_day(query, 1, day);
  query_bind_day(query, 2, since);
  while (query_next(query)) {
    gint64 task = query_int(query, 0);
    g_hash_table_add(reported, g_memdup2(&task, sizeof task));
  }
  if (!query_finish(query, error))
    return NULL;
  return g_steal_pointer(&reported);
}

/* Who works on a day that is not the clock's (--as-of) has put in by then whatever is there: the
 * journal dates by the clock. */
static GHashTable *read_absent(Db *db, const Reckoning *reckoning, Day day, GError **error) {
  if (day == reckoning_today(reckoning))
    return table_new();
  return journal_added_since(db, "task", day, error);
}

static gboolean read_record(Db *db, const Reckoning *reckoning, Day since, Day day, Record *record,
                            GError **error) {
  return (record->absent = read_absent(db, reckoning, day, error)) != NULL &&
         (record->states = way_states_on(db, day, error)) != NULL &&
         (record->finished = read_pairs(db, SQL_FINISHED, day, TRUE, error)) != NULL &&
         (record->dues = read_pairs(db, SQL_DUES, day, TRUE, error)) != NULL &&
         (record->percents = read_pairs(db, SQL_PERCENTS, day, FALSE, error)) != NULL &&
         (record->reported = read_reported(db, since, day, error)) != NULL;
}

/* ---- what days have in common ----------------------------------------------------------- */

typedef struct {
  DayTask task;
  gint64 ledger;
  gint64 parent;
  TaskKind kind;
  Day frozen; /* since when its ledger is 封存; DAY_NONE: it is in use */
} Row;

struct BulletinDays {
  Db *db;
  const Reckoning *reckoning;
  gint64 ledger;
  Query *hold;
  GArray *rows;     /* Row */
  GPtrArray *rules; /* PeriodRule*, as they were on the day read last */
};

static GArray *read_rows(Db *db, gint64 ledger, GError **error) {
  g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(Row));
  Query *query = query_new(db, SQL_TASKS);
  query_bind_int(query, 1, ledger);
  while (query_next(query)) {
    Row row = {
        .task = {.id = query_int(query, 0),
                 .indicator = query_int(query, 2),
                 .due = query_day(query, 5)},
        .ledger = query_int(query, 1),
        .parent = query_int(query, 3),
        .frozen = query_day(query, 6),
    };
    task_kind_parse(query_text(query, 4), &row.kind); /* the schema admits no other code */
    g_array_append_val(rows, row);
  }
  if (!query_finish(query, error))
    return NULL;
  return g_steal_pointer(&rows);
}

BulletinDays *bulletin_days_new(Db *db, const Reckoning *reckoning, gint64 ledger, gboolean periods,
                                GError **error) {
  g_autoptr(BulletinDays) days = g_new0(BulletinDays, 1);
  *days = (BulletinDays){.db = db, .reckoning = reckoning, .ledger = ledger};
  days->hold = query_hold(db);
  ObligationFilter filter = {.ledger = ledger, .frozen = TRUE}; /* rows are those that count */
  if ((days->rows = read_rows(db, ledger, error)) == NULL ||
      (days->rules = periods ? period_rules(db, reckoning, &filter, error) : g_ptr_array_new()) ==
          NULL)
    return NULL;
  return g_steal_pointer(&days);
}

void bulletin_days_free(BulletinDays *days) {
  if (days == NULL)
    return;
  g_clear_pointer(&days->rows, g_array_unref);
  g_clear_pointer(&days->rules, g_ptr_array_unref);
  query_free(days->hold);
  g_free(days);
}

/* ---- tasks ------------------------------------------------------------------------------ */

static DayTask stand(const Row *row, const Record *record, const LightRule *rule, Day day) {
  DayTask task = row->task;
  gpointer due;
  task.state = (TaskState)GPOINTER_TO_INT(g_hash_table_lookup(record->states, &task.id));
  if (g_hash_table_lookup_extended(record->dues, &task.id, NULL, &due))
    task.due = GPOINTER_TO_UINT(due);
  LightInput input = {
      .kind = row->kind,
      .state = task.state,
      .due = task.due,
      .done_on = GPOINTER_TO_UINT(g_hash_table_lookup(record->finished, &task.id)),
  };
  task.late = overdue_days(&input, day, rule);
  task.share = task_state_is_done(task.state)
                   ? 100
                   : GPOINTER_TO_INT(g_hash_table_lookup(record->percents, &task.id));
  task.reported = g_hash_table_contains(record->reported, &task.id);
  return task;
}

/* TRUE where a period of rule, as it was on the day, was past and under quota. */
static gboolean has_missed(PeriodRule *rule, const DayTask *task, const Calendar *calendar,
                           Day day) {
  period_rule_on(rule, day, task->state, task->due);
  g_autoptr(GArray) turns = period_turns(rule, calendar, day);
  for (guint i = 0; i < turns->len; i++) {
    if (period_light(rule, &g_array_index(turns, PeriodTurn, i), day) == LIGHT_RED)
      return TRUE;
  }
  return FALSE;
}

static void mark_missed(const BulletinDays *days, Day day, GArray *tasks) {
  g_autoptr(GHashTable) by_id = g_hash_table_new(g_int64_hash, g_int64_equal);
  for (guint i = 0; i < tasks->len && days->rules->len > 0; i++) {
    DayTask *task = &g_array_index(tasks, DayTask, i);
    if (!task_state_is_done(task->state))
      g_hash_table_insert(by_id, &task->id, task);
  }
  for (guint i = 0; i < days->rules->len; i++) {
    PeriodRule *rule = days->rules->pdata[i];
    DayTask *task = g_hash_table_lookup(by_id, &rule->schedule->task);
    Day last = MIN(day, reckoning_day(days->reckoning, rule->ledger));
    if (task != NULL && has_missed(rule, task, reckoning_calendar(days->reckoning), last))
      task->missed = TRUE;
  }
}

/* Those that were there on the day, in the ledgers in use on the day used. */
static GArray *rows_on(const BulletinDays *days, const Record *record, Day used) {
  GArray *rows = g_array_sized_new(FALSE, FALSE, sizeof(Row), days->rows->len);
  for (guint i = 0; i < days->rows->len; i++) {
    const Row *row = &g_array_index(days->rows, Row, i);
    gboolean frozen = days->ledger == 0 && row->frozen != DAY_NONE && row->frozen <= used;
    if (!frozen && !g_hash_table_contains(record->absent, &row->task.id))
      g_array_append_vals(rows, row, 1);
  }
  return rows;
}

/* How those of kind task stood that were not 作废, with what is split. */
static GArray *stand_all(const GArray *rows, const Record *record, const Reckoning *reckoning,
                         Day day) {
  g_autoptr(GHashTable) split = g_hash_table_new(g_int64_hash, g_int64_equal);
  for (guint i = 0; i < rows->len; i++) {
    Row *row = &g_array_index(rows, Row, i);
    gpointer state = g_hash_table_lookup(record->states, &row->task.id);
    if (row->parent != 0 && GPOINTER_TO_INT(state) != TASK_STATE_VOID) /* see task_parts.h */
      g_hash_table_add(split, &row->parent);
  }
  GArray *tasks = g_array_new(FALSE, FALSE, sizeof(DayTask));
  for (guint i = 0; i < rows->len; i++) {
    const Row *row = &g_array_index(rows, Row, i);
    if (row->kind != TASK_KIND_TASK)
      continue;
    const Policy *policy = reckoning_policy(reckoning, row->ledger);
    Day last = MIN(day, reckoning_day(reckoning, row->ledger));
    DayTask task = stand(row, record, &policy->light, last);
    task.whole = g_hash_table_contains(split, &task.id);
    if (task.state != TASK_STATE_VOID)
      g_array_append_val(tasks, task);
  }
  return tasks;
}

GArray *bulletin_days_read(BulletinDays *days, Day used, Day since, Day day, GError **error) {
  g_auto(Record) record = {0};
  if (!read_record(days->db, days->reckoning, since, day, &record, error))
    return NULL;
  g_autoptr(GArray) rows = rows_on(days, &record, used);
  g_autoptr(GArray) all = stand_all(rows, &record, days->reckoning, day);
  mark_missed(days, day, all);
  GArray *tasks = g_array_sized_new(FALSE, FALSE, sizeof(DayTask), all->len);
  for (guint i = 0; i < all->len; i++) {
    const DayTask *task = &g_array_index(all, DayTask, i);
    if (!task->whole || task->missed)
      g_array_append_vals(tasks, task, 1);
  }
  return tasks;
}

gboolean bulletin_day_counts(FigureKind kind, const DayTask *task) {
  gboolean done = task_state_is_done(task->state);
  if (task->whole)
    return kind == FIGURE_MISSED;
  switch (kind) {
  case FIGURE_TASKS:
    return TRUE;
  case FIGURE_DONE:
    return done;
  case FIGURE_ON_TIME:
    return done && task->late == 0;
  case FIGURE_LATE_DONE:
    return done && task->late > 0;
  case FIGURE_OVERDUE:
    return !done && task->late > 0;
  case FIGURE_MISSED:
    return task->missed;
  case FIGURE_NOT_REPORTED:
    return !done && task->state != TASK_STATE_PAUSED && !task->reported;
  }
  return FALSE;
}

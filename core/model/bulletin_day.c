#include "core/model/bulletin_day.h"

#include "core/model/id_places.h"
#include "core/model/period.h"
#include "core/model/way.h"

/* In the order of task_list(): the newest year first, as the index task_row has each ledger's.
 * Parts are put right after what they are parts of only where there are any. */
#define SQL_LEDGERS                                                                                \
  "SELECT id, frozen_on FROM ledger WHERE id = ?1 OR ?1 = 0 ORDER BY year DESC, id"
#define SQL_TASKS                                                                                  \
  "SELECT id, indicator, parent, kind, due, number, "                                              \
  "iif(state IN ('done', 'closed'), NULL, percent) FROM task WHERE ledger = ?1 ORDER BY number"
/* Each pairs tasks with a value; of several the last one counts. ?1 is the day. */
#define SQL_DUES                                                                                   \
  "SELECT task, old_due FROM extension WHERE state = 'approved' AND decided_on > ?1 "              \
  "ORDER BY id DESC"
/* What was said after the day comes first: that the figure of the task itself is not of that day.
 */
#define SQL_PERCENTS                                                                               \
  "SELECT task, iif(made_on <= ?1, percent, 0) FROM progress WHERE percent IS NOT NULL "           \
  "ORDER BY made_on <= ?1, made_on, id"
#define SQL_REPORTED                                                                               \
  "SELECT task FROM progress WHERE made_on BETWEEN ?2 AND ?1 "                                     \
  "UNION ALL SELECT task FROM submission WHERE made_on BETWEEN ?2 AND ?1"

/* How a task stood, as far as the record of a day says. */
typedef struct {
  Day finished; /* the day of the last 办结; DAY_NONE: none */
  Day due;      /* in force then; DAY_NONE: none */
  guint state : 4;
  guint percent : 7;
  guint reported : 1;
  guint absent : 1; /* it was put in later */
  guint split : 1;
  guint underway : 1; /* one of its parts was worked on */
} Stand;

typedef struct {
  gint64 id; /* first, for IdPlaces */
  gint64 indicator;
  gint64 parent; /* 0: none */
  guint32 number;
  guint32 ledger : 25; /* its place among the ledgers */
  guint32 percent : 7; /* of what is not 办结; one that came with the task is in no entry */
  Day due;
  TaskKind kind;
} Row;

typedef struct {
  gint64 id;
  Day frozen; /* since when it is 封存; DAY_NONE: it is in use */
} DayLedger;

struct BulletinDays {
  Db *db;
  const Reckoning *reckoning;
  gint64 ledger;
  Query *hold;
  GArray *ledgers;  /* DayLedger */
  GArray *rows;     /* Row */
  IdPlaces *places; /* of rows */
  GPtrArray *rules; /* PeriodRule*, as they were on the day read last */
};

static const Row *row_at(const BulletinDays *days, guint i) {
  return &g_array_index(days->rows, Row, i);
}

static gint64 ledger_of(const BulletinDays *days, const Row *row) {
  return g_array_index(days->ledgers, DayLedger, row->ledger).id;
}

/* Where in the rows, and in what stands beside them, the task is; FALSE where it is not. */
static gboolean find_row(const BulletinDays *days, gint64 task, guint *place) {
  const Row *row = id_places_find(days->places, task);
  if (row != NULL)
    *place = (guint)(row - (const Row *)(gpointer)days->rows->data);
  return row != NULL;
}

/* ---- the record of a day ---------------------------------------------------------------- */

typedef void (*PutFunc)(Stand *stand, Query *query);

static void put_due(Stand *stand, Query *query) {
  stand->due = query_day(query, 1);
}

static void put_percent(Stand *stand, Query *query) {
  stand->percent = (guint)query_int(query, 1) & 0x7f; /* the schema admits 0 to 100 */
}

static void put_reported(Stand *stand, Query *query) {
  (void)query;
  stand->reported = TRUE;
}

/* Puts what each row of the statement, which is finished, says of the task in its first column. */
static gboolean put_each(const BulletinDays *days, Query *query, PutFunc put, Stand *stands,
                         GError **error) {
  guint place;
  while (query_next(query)) {
    if (find_row(days, query_int(query, 0), &place))
      put(&stands[place], query);
  }
  return query_finish(query, error);
}

static Query *query_on(const BulletinDays *days, const char *sql, Day day) {
  Query *query = query_new(days->db, sql);
  query_bind_day(query, 1, day);
  return query;
}

static gboolean read_reported(const BulletinDays *days, Day since, Day day, Stand *stands,
                              GError **error) {
  Query *query = query_on(days, SQL_REPORTED, day);
  query_bind_day(query, 2, since);
  return put_each(days, query, put_reported, stands, error);
}

typedef struct {
  const BulletinDays *days;
  Stand *stands;
} StepReading;

static void put_step(gint64 task, Step step, TaskState after, Day made_on, gpointer data) {
  const StepReading *reading = data;
  guint place;
  if (!find_row(reading->days, task, &place))
    return;
  reading->stands[place].state = after;
  if (step == STEP_FINISH)
    reading->stands[place].finished = made_on;
}

static gboolean read_steps(const BulletinDays *days, Day day, Stand *stands, GError **error) {
  StepReading reading = {days, stands};
  return way_follow(days->db, day, put_step, &reading, error);
}

/* What was put in after the day: of a day before the file's record begins all, and going through
 * the whole journal would say no more. Who works on a day that is not the clock's (--as-of) has put
 * in by then whatever is there: the journal dates by the clock. */
static gboolean read_absent(const BulletinDays *days, Day day, Stand *stands, GError **error) {
  Day begun;
  if (day == reckoning_today(days->reckoning))
    return TRUE;
  if (!journal_begun(days->db, &begun, error))
    return FALSE;
  gboolean all = begun > day;
  g_autoptr(IdSet) absent = all ? NULL : journal_added_since(days->db, "task", day, error);
  if (!all && absent == NULL)
    return FALSE;
  for (guint i = 0; i < days->rows->len; i++)
    stands[i].absent = all || id_set_has(absent, row_at(days, i)->id);
  return TRUE;
}

/* One for each of the rows. The caller frees; NULL and error. */
static Stand *read_stands(const BulletinDays *days, Day since, Day day, GError **error) {
  g_autofree Stand *stands = g_new0(Stand, days->rows->len + 1);
  for (guint i = 0; i < days->rows->len; i++) {
    stands[i].state = TASK_STATE_NEW;
    stands[i].due = row_at(days, i)->due;
    stands[i].percent = row_at(days, i)->percent;
  }
  if (!read_absent(days, day, stands, error) || !read_steps(days, day, stands, error) ||
      !put_each(days, query_on(days, SQL_DUES, day), put_due, stands, error) ||
      !put_each(days, query_on(days, SQL_PERCENTS, day), put_percent, stands, error) ||
      !read_reported(days, since, day, stands, error))
    return NULL;
  return g_steal_pointer(&stands);
}

/* ---- what days have in common ----------------------------------------------------------- */

static gboolean read_ledgers(BulletinDays *days, GError **error) {
  Query *query = query_new(days->db, SQL_LEDGERS);
  query_bind_int(query, 1, days->ledger);
  while (query_next(query)) {
    DayLedger ledger = {.id = query_int(query, 0), .frozen = query_day(query, 1)};
    g_array_append_val(days->ledgers, ledger);
  }
  return query_finish(query, error);
}

/* *parts becomes TRUE where there are any. */
static gboolean read_rows(BulletinDays *days, guint ledger, gboolean *parts, GError **error) {
  Query *query = query_new(days->db, SQL_TASKS);
  query_bind_int(query, 1, g_array_index(days->ledgers, DayLedger, ledger).id);
  while (query_next(query)) {
    Row row = {
        .id = query_int(query, 0),
        .indicator = query_int(query, 1),
        .parent = query_int(query, 2),
        .due = query_day(query, 4),
        .number = (guint32)query_int(query, 5),
        .ledger = ledger & 0x1ffffff,
        .percent = (guint32)query_int(query, 6) & 0x7f, /* NULL: 0 */
    };
    task_kind_parse(query_text(query, 3), &row.kind); /* the schema admits no other code */
    g_array_append_val(days->rows, row);
    *parts = *parts || row.parent != 0;
  }
  return query_finish(query, error);
}

/* A part right after what it is a part of. */
static int by_whole(gconstpointer a, gconstpointer b, gpointer data) {
  const Row *left = a, *right = b;
  const Row *left_whole = left->parent != 0 ? id_places_find(data, left->parent) : NULL;
  const Row *right_whole = right->parent != 0 ? id_places_find(data, right->parent) : NULL;
  guint32 left_number = left_whole != NULL ? left_whole->number : left->number;
  guint32 right_number = right_whole != NULL ? right_whole->number : right->number;
  if (left->ledger != right->ledger)
    return left->ledger < right->ledger ? -1 : 1;
  if (left_number != right_number)
    return left_number < right_number ? -1 : 1;
  if ((left->parent != 0) != (right->parent != 0))
    return left->parent == 0 ? -1 : 1;
  return left->number < right->number ? -1 : left->number > right->number;
}

static void put_parts_behind(BulletinDays *days) {
  g_autoptr(GArray) before = days->rows;
  g_autoptr(IdPlaces) places = id_places_new(before);
  days->rows = g_array_sized_new(FALSE, FALSE, sizeof(Row), before->len);
  g_array_append_vals(days->rows, before->data, before->len);
  g_array_sort_with_data(days->rows, by_whole, places);
}

static gboolean read_tasks(BulletinDays *days, GError **error) {
  gboolean parts = FALSE;
  if (!read_ledgers(days, error))
    return FALSE;
  for (guint i = 0; i < days->ledgers->len; i++) {
    if (!read_rows(days, i, &parts, error))
      return FALSE;
  }
  if (parts)
    put_parts_behind(days);
  days->places = id_places_new(days->rows);
  return TRUE;
}

BulletinDays *bulletin_days_new(Db *db, const Reckoning *reckoning, gint64 ledger, gboolean periods,
                                GError **error) {
  g_autoptr(BulletinDays) days = g_new0(BulletinDays, 1);
  *days = (BulletinDays){.db = db, .reckoning = reckoning, .ledger = ledger};
  days->hold = query_hold(db);
  days->ledgers = g_array_new(FALSE, FALSE, sizeof(DayLedger));
  days->rows = g_array_new(FALSE, FALSE, sizeof(Row));
  ObligationFilter filter = {.ledger = ledger, .frozen = TRUE}; /* rows are those that count */
  if (!read_tasks(days, error) ||
      (days->rules = periods ? period_rules(db, reckoning, &filter, error) : g_ptr_array_new()) ==
          NULL)
    return NULL;
  return g_steal_pointer(&days);
}

void bulletin_days_free(BulletinDays *days) {
  if (days == NULL)
    return;
  g_clear_pointer(&days->places, id_places_free);
  g_clear_pointer(&days->rows, g_array_unref);
  g_clear_pointer(&days->ledgers, g_array_unref);
  g_clear_pointer(&days->rules, g_ptr_array_unref);
  query_free(days->hold);
  g_free(days);
}

/* ---- tasks ------------------------------------------------------------------------------ */

/* TRUE where a period of rule, as it was on the day, was past and under quota. */
static gboolean has_missed(PeriodRule *rule, const Stand *stand, const Calendar *calendar,
                           Day day) {
  period_rule_on(rule, day, (TaskState)stand->state, stand->due);
  g_autoptr(GArray) turns = period_turns(rule, calendar, day);
  for (guint i = 0; i < turns->len; i++) {
    if (period_light(rule, &g_array_index(turns, PeriodTurn, i), day) == LIGHT_RED)
      return TRUE;
  }
  return FALSE;
}

/* Whether the task was there, in a ledger in use on the day used. */
static gboolean was_there(const BulletinDays *days, const Row *row, const Stand *stand, Day used) {
  Day frozen = g_array_index(days->ledgers, DayLedger, row->ledger).frozen;
  return !stand->absent && (days->ledger != 0 || frozen == DAY_NONE || frozen > used);
}

static gboolean counts(const BulletinDays *days, const Row *row, const Stand *stand, Day used) {
  return row->kind == TASK_KIND_TASK && stand->state != TASK_STATE_VOID &&
         was_there(days, row, stand, used);
}

/* The places of the rows that have missed a period. */
static GHashTable *find_missed(const BulletinDays *days, const Stand *stands, Day used, Day day) {
  GHashTable *missed = g_hash_table_new(NULL, NULL);
  guint place;
  for (guint i = 0; i < days->rules->len; i++) {
    PeriodRule *rule = days->rules->pdata[i];
    Day last = MIN(day, reckoning_day(days->reckoning, rule->ledger));
    if (find_row(days, rule->schedule->task, &place) &&
        counts(days, row_at(days, place), &stands[place], used) &&
        !task_state_is_done((TaskState)stands[place].state) &&
        has_missed(rule, &stands[place], reckoning_calendar(days->reckoning), last))
      g_hash_table_add(missed, GUINT_TO_POINTER(place));
  }
  return missed;
}

/* Whether a part that is not 作废 stands for what is split: as SQL_IS_UNDERWAY has it. */
static gboolean is_underway(const Row *row, const Stand *part, const Stand *whole) {
  return row->kind == TASK_KIND_TASK && !task_state_is_done((TaskState)part->state) &&
         part->state != TASK_STATE_PAUSED &&
         (whole->due == DAY_NONE || (part->due != DAY_NONE && part->due <= whole->due));
}

/* Which had a part that was not 作废, and which one that stood for it: see task_parts.h. */
static void mark_split(const BulletinDays *days, Stand *stands, Day used) {
  guint whole;
  for (guint i = 0; i < days->rows->len; i++) {
    const Row *row = row_at(days, i);
    if (row->parent == 0 || stands[i].state == TASK_STATE_VOID ||
        !was_there(days, row, &stands[i], used) || !find_row(days, row->parent, &whole))
      continue;
    stands[whole].split = TRUE;
    if (is_underway(row, &stands[i], &stands[whole]))
      stands[whole].underway = TRUE;
  }
}

/* Whether the figure counts a task that stood so; missed: a period was past and under quota. */
static gboolean figure_counts(FigureKind kind, const Stand *stand, int late, gboolean missed) {
  gboolean done = task_state_is_done((TaskState)stand->state);
  if (stand->split && kind != FIGURE_MISSED && (kind != FIGURE_OVERDUE || stand->underway))
    return FALSE;
  switch (kind) {
  case FIGURE_TASKS:
    return TRUE;
  case FIGURE_DONE:
    return done;
  case FIGURE_ON_TIME:
    return done && late == 0;
  case FIGURE_LATE_DONE:
    return done && late > 0;
  case FIGURE_OVERDUE:
    return !done && late > 0;
  case FIGURE_MISSED:
    return missed;
  case FIGURE_NOT_REPORTED:
    return !done && stand->state != TASK_STATE_PAUSED && !stand->reported;
  }
  return FALSE;
}

static guint figures_of(const Stand *stand, int late, gboolean missed) {
  guint figures = 0;
  for (int i = 0; i < FIGURE_COUNT; i++)
    figures |= figure_counts((FigureKind)i, stand, late, missed) ? 1u << i : 0;
  return figures;
}

static DayTask day_task(const BulletinDays *days, const Row *row, const Stand *stand, Day day,
                        gboolean missed) {
  gint64 ledger = ledger_of(days, row);
  LightInput input = {.kind = row->kind,
                      .state = (TaskState)stand->state,
                      .due = stand->due,
                      .done_on = stand->finished};
  int late = overdue_days(&input, MIN(day, reckoning_day(days->reckoning, ledger)),
                          &reckoning_policy(days->reckoning, ledger)->light);
  return (DayTask){
      .id = row->id,
      .indicator = row->indicator,
      .due = input.due,
      .late = (guint)late,
      .share = task_state_is_done(input.state) ? 100 : stand->percent,
      .whole = stand->split,
      .figures = figures_of(stand, late, missed),
  };
}

/* What is split is neither: its parts are. */
static void count_rest(const BulletinDays *days, const Stand *stands, Day used,
                       BulletinRest *rest) {
  *rest = (BulletinRest){0};
  for (guint i = 0; i < days->rows->len; i++) {
    const Row *row = row_at(days, i);
    if (!was_there(days, row, &stands[i], used) || stands[i].split)
      continue;
    if (stands[i].state == TASK_STATE_VOID)
      rest->voided++;
    else if (row->kind != TASK_KIND_TASK)
      rest->kinds[row->kind]++;
    else if (stands[i].state == TASK_STATE_PAUSED)
      rest->paused++;
  }
}

GArray *bulletin_days_read(BulletinDays *days, Day used, Day since, Day day, BulletinRest *rest,
                           GError **error) {
  g_autofree Stand *stands = read_stands(days, since, day, error);
  if (stands == NULL)
    return NULL;
  mark_split(days, stands, used);
  if (rest != NULL)
    count_rest(days, stands, used, rest);
  g_autoptr(GHashTable) missed = find_missed(days, stands, used, day);
  GArray *tasks = g_array_new(FALSE, FALSE, sizeof(DayTask));
  for (guint i = 0; i < days->rows->len; i++) {
    const Row *row = row_at(days, i);
    if (!counts(days, row, &stands[i], used))
      continue;
    gboolean lacks = g_hash_table_contains(missed, GUINT_TO_POINTER(i));
    DayTask task = day_task(days, row, &stands[i], day, lacks);
    if (stands[i].split && task.figures == 0)
      continue;
    g_array_append_val(tasks, task);
  }
  return tasks;
}

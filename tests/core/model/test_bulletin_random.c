/* Bulletins of random histories against a recount from memory: on each month's last day, and again
 * at the end, when everything has gone on. */
#include <time.h>

#include "core/model/bulletin_year.h"
#include "core/model/way.h"
#include "tests/core/fixture.h"
#include "tests/long.h"

#define FILES 30 /* in a full run; else: */
#define FEWER_FILES 12
#define LEDGERS 8 /* each one a history; a bulletin of one takes as long as there are many */
#define MONTHS 4  /* from FIRST_MONTH of 2026 */
#define FIRST_MONTH 2
#define TASKS_MAX 24
#define UNITS 4
#define ROOTS 3
#define PAUSES_MAX 64

/* A task as it is remembered here. */
typedef struct {
  gint64 id;
  int ledger;
  int number;
  int root;
  TaskKind kind;
  TaskState state, before;
  Day due, done_on, reported_on;
  int percent;             /* last reported; 0: never */
  gboolean answers[UNITS]; /* who answers for it */
  gboolean split;
  int parent;              /* the place of the task it is a part of; -1: none */
  Day recurs;              /* since when it is to be reported on every month; DAY_NONE: it is not */
  gint64 periods[MONTHS];  /* the rows of these; 0: none, nothing was handed in */
  Day paused[PAUSES_MAX];  /* when it was 暂停 … */
  Day resumed[PAUSES_MAX]; /* … and went on; DAY_NONE: not yet */
  int pauses;
} Memory;

typedef struct {
  GArray *ids[FIGURE_COUNT];
  int sum; /* of what is done of each */
  BulletinRest rest;
} Count;

typedef struct {
  Fixture *fixture;
  GRand *rand;
  Day today;
  Memory tasks[LEDGERS][TASKS_MAX];
  int count[LEDGERS];
  gint64 units[UNITS];
  gint64 roots[LEDGERS][ROOTS];
  Count counts[LEDGERS][MONTHS];
  guint submitted[LEDGERS][MONTHS];
} World;

/* ---- writing, inside one deed a day ----------------------------------------------------- */

static void run(World *world, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void run(World *world, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *sql = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  GError *error = NULL;
  query_run(query_new(world->fixture->db, sql), &error);
  g_assert_no_error(error);
}

static gboolean chance(World *world, int percent) {
  return g_rand_int_range(world->rand, 0, 100) < percent;
}

/* In quotes, or NULL. */
static char *day_sql(Day day) {
  char buffer[DAY_TEXT_SIZE];
  return day == DAY_NONE ? g_strdup("NULL") : g_strdup_printf("'%s'", day_to_iso(day, buffer));
}

static void remember_pause(Memory *task, Day today, gboolean begins) {
  if (begins) {
    g_assert_cmpint(task->pauses, <, PAUSES_MAX);
    task->paused[task->pauses++] = today;
  } else {
    task->resumed[task->pauses - 1] = today;
  }
}

static void step(World *world, Memory *task, Step taken, TaskState after) {
  GError *error = NULL;
  way_insert(world->fixture->db, &world->fixture->actor, task->id, taken, task->state, after,
             world->today, "理由", &error);
  g_assert_no_error(error);
  task->before = task->state;
  task->state = after;
}

static void add_units(World *world, Memory *task) {
  gboolean led = chance(world, 30);
  int first = g_rand_int_range(world->rand, 0, UNITS);
  for (int i = 0; i < 2; i++) {
    int unit = (first + i) % UNITS;
    run(world, "INSERT INTO task_unit VALUES (%d, %d, '%s', %d)", (int)task->id,
        (int)world->units[unit],
        !led     ? "responsible"
        : i == 0 ? "lead"
                 : "support",
        i + 1);
    task->answers[unit] = !led || i == 0;
    if (chance(world, 50))
      break;
  }
}

static void add_rule(World *world, Memory *task) {
  g_autofree char *since = day_sql(world->today);
  run(world,
      "INSERT INTO schedule (id, task, phrase, every, since) VALUES (%d, %d, '每月', 'month', %s)",
      (int)task->id, (int)task->id, since);
  task->recurs = world->today;
}

static Memory *add_task(World *world, int ledger, int parent) {
  if (world->count[ledger] == TASKS_MAX)
    return NULL;
  int place = world->count[ledger]++;
  Memory *task = &world->tasks[ledger][place];
  *task = (Memory){
      .ledger = ledger,
      .number = place + 1,
      .root = g_rand_int_range(world->rand, 0, ROOTS),
      .kind = parent < 0 && chance(world, 15) ? TASK_KIND_MEASURE : TASK_KIND_TASK,
      .due = chance(world, 80)
                 ? day_from_ymd(2026, FIRST_MONTH, 1) + (Day)g_rand_int_range(world->rand, 0, 130)
                 : DAY_NONE,
      .parent = parent,
  };
  g_autofree char *due = day_sql(task->due);
  run(world,
      "INSERT INTO task (ledger, indicator, number, kind, goal, due, state, parent, weight) "
      "VALUES (%d, %d, %d, '%s', '目标', %s, 'new', (SELECT id FROM task WHERE id = %d), %s)",
      ledger + 1, (int)world->roots[ledger][task->root], task->number, task_kind_code(task->kind),
      due, parent < 0 ? 0 : (int)world->tasks[ledger][parent].id, parent < 0 ? "NULL" : "50");
  task->id = db_last_id(world->fixture->db);
  add_units(world, task);
  if (task->kind == TASK_KIND_TASK && chance(world, 40))
    add_rule(world, task);
  return task;
}

static void report(World *world, Memory *task) {
  gboolean said = chance(world, 60) && !task_state_is_done(task->state);
  int percent = g_rand_int_range(world->rand, 1, 100);
  g_autofree char *value = said ? g_strdup_printf("%d", percent) : g_strdup("NULL");
  g_autofree char *day = day_sql(world->today);
  run(world,
      "INSERT INTO progress (task, made_on, text, percent, author) VALUES (%d, %s, '进展', "
      "%s, 'zhangsan')",
      (int)task->id, day, value);
  if (task->state == TASK_STATE_NEW)
    step(world, task, STEP_START, TASK_STATE_ACTIVE);
  if (said)
    task->percent = percent;
  task->reported_on = world->today;
}

static Day first_of(int month) {
  return day_from_ymd(2026, FIRST_MONTH + month, 1);
}

/* For a month that was or is: late, or in time. */
static void submit(World *world, Memory *task) {
  int now = day_civil(world->today).month - FIRST_MONTH;
  int least = day_civil(task->recurs).month - FIRST_MONTH;
  int month = g_rand_int_range(world->rand, least, now + 1);
  g_autofree char *day = day_sql(world->today), *first = day_sql(first_of(month)),
                  *last = day_sql(first_of(month + 1) - 1);
  if (task->periods[month] == 0) {
    run(world,
        "INSERT INTO period (task, schedule, key, first, last, due, quota) "
        "VALUES (%d, %d, '2026-%02d', %s, %s, %s, 1)",
        (int)task->id, (int)task->id, FIRST_MONTH + month, first, last, last);
    task->periods[month] = db_last_id(world->fixture->db);
  }
  run(world,
      "INSERT INTO submission (task, period, made_on, text, author) VALUES (%d, %d, %s, "
      "'报送', 'zhangsan')",
      (int)task->id, (int)task->periods[month], day);
  task->reported_on = world->today;
  world->submitted[task->ledger][now]++;
}

static void extend(World *world, Memory *task) {
  Day due = task->due + (Day)g_rand_int_range(world->rand, 1, 60);
  g_autofree char *day = day_sql(world->today), *old = day_sql(task->due), *new_ = day_sql(due);
  run(world,
      "INSERT INTO extension (task, asked_on, asked_by, reason, old_due, new_deadline, new_due, "
      "state, decided_on) VALUES (%d, %s, 'zhangsan', '理由', %s, '改期', %s, '%s', %s)",
      (int)task->id, day, old, new_, chance(world, 70) ? "approved" : "refused", day);
  if (sql_int(world->fixture->db, "SELECT state = 'approved' FROM extension "
                                  "ORDER BY id DESC LIMIT 1") == 0)
    return;
  run(world, "UPDATE task SET due = %s WHERE id = %d", new_, (int)task->id);
  task->due = due;
}

/* Something that may be done with a task in its state. */
static void act(World *world, Memory *task) {
  gboolean open = task->state == TASK_STATE_NEW || task->state == TASK_STATE_ACTIVE;
  int what = g_rand_int_range(world->rand, 0, 10);
  if (task->split)
    return;
  if (what < 4 && task->state != TASK_STATE_CLOSED && task->state != TASK_STATE_PAUSED &&
      task->state != TASK_STATE_VOID) {
    if (what < 2 && task->recurs != DAY_NONE)
      submit(world, task);
    else
      report(world, task);
  } else if (what == 4 && open) {
    step(world, task, STEP_FINISH, TASK_STATE_DONE);
    task->done_on = world->today;
  } else if (what == 5 && task->state == TASK_STATE_DONE) {
    step(world, task, STEP_CLOSE, TASK_STATE_CLOSED);
  } else if (what == 6 && task_state_is_done(task->state)) {
    step(world, task, task->state == TASK_STATE_DONE ? STEP_RETURN : STEP_REOPEN,
         TASK_STATE_ACTIVE);
  } else if (what == 7 && (open || task->state == TASK_STATE_PAUSED)) {
    gboolean pauses = task->state != TASK_STATE_PAUSED;
    step(world, task, pauses ? STEP_PAUSE : STEP_RESUME, pauses ? TASK_STATE_PAUSED : task->before);
    remember_pause(task, world->today, pauses);
  } else if (what == 8 && (open || task->state == TASK_STATE_VOID)) {
    gboolean voids = task->state != TASK_STATE_VOID;
    step(world, task, voids ? STEP_VOID : STEP_REOPEN, voids ? TASK_STATE_VOID : task->before);
  } else if (what == 9 && open && task->due != DAY_NONE) {
    extend(world, task);
  }
}

static void maybe_split(World *world, int ledger) {
  int place = g_rand_int_range(world->rand, 0, world->count[ledger]);
  Memory *task = &world->tasks[ledger][place];
  if (task->split || task->parent >= 0 || task->kind != TASK_KIND_TASK ||
      task->state == TASK_STATE_VOID || task_state_is_done(task->state) ||
      world->count[ledger] + 2 > TASKS_MAX)
    return;
  task->split = TRUE;
  add_task(world, ledger, place);
  add_task(world, ledger, place);
}

static gboolean write_day(Db *db, gpointer data, GError **error) {
  (void)db;
  (void)error;
  World *world = data;
  for (int ledger = 0; ledger < LEDGERS; ledger++) {
    if (chance(world, 4))
      add_task(world, ledger, -1);
    if (chance(world, 2))
      maybe_split(world, ledger);
    for (int i = 0; i < 2; i++)
      act(world, &world->tasks[ledger][g_rand_int_range(world->rand, 0, world->count[ledger])]);
  }
  return TRUE;
}

/* ---- the beginning ---------------------------------------------------------------------- */

static void make_ledger(World *world, int ledger) {
  run(world, "INSERT INTO ledger (title, year, source_year) VALUES ('台账', %d, 2026)",
      2026 + ledger % 3);
  for (int i = 0; i < ROOTS; i++) {
    run(world, "INSERT INTO indicator (ledger, position, title) VALUES (%d, %d, '一级')",
        ledger + 1, i + 1);
    gint64 root = db_last_id(world->fixture->db);
    run(world, "INSERT INTO indicator (ledger, parent, position, title) VALUES (%d, %d, 1, '二级')",
        ledger + 1, (int)root);
    world->roots[ledger][i] = i == 0 ? db_last_id(world->fixture->db) : root;
  }
  if (chance(world, 40))
    run(world, "INSERT INTO policy (ledger, roll) VALUES (%d, '%s')", ledger + 1,
        chance(world, 50) ? "after" : "before");
  for (int i = 0; i < 5; i++)
    add_task(world, ledger, -1);
}

static gboolean write_beginning(Db *db, gpointer data, GError **error) {
  (void)error;
  World *world = data;
  for (int i = 0; i < UNITS; i++) {
    run(world, "INSERT INTO unit (name, kind) VALUES ('%d处', 'office')", i);
    world->units[i] = db_last_id(db);
  }
  for (int ledger = 0; ledger < LEDGERS; ledger++)
    make_ledger(world, ledger);
  return TRUE;
}

static void write_on(World *world, Day day, StoreWriter writer) {
  world->today = day;
  world->fixture->actor.today = day;
  world->fixture->actor.now = ((gint64)day - day_from_ymd(1970, 1, 1)) * 86400 +
                              3600 * g_rand_int_range(world->rand, 0, 23);
  Deed deed = {.verb = "test", .summary = "一天"};
  GError *error = NULL;
  store_write(world->fixture->db, &world->fixture->actor, &deed, writer, world, NULL, &error);
  g_assert_no_error(error);
}

/* ---- counting from memory --------------------------------------------------------------- */

static int late_days(const Memory *task, Day today, const LightRule *rule) {
  if (task->due == DAY_NONE || task->state == TASK_STATE_PAUSED)
    return 0;
  Day until = task_state_is_done(task->state) ? task->done_on : today;
  return MAX(0, (int)until - (int)light_due(task->due, rule));
}

static gboolean was_paused(const Memory *task, Day day) {
  for (int i = 0; i < task->pauses; i++) {
    if (day >= task->paused[i] && task->resumed[i] != DAY_NONE && day < task->resumed[i])
      return TRUE;
  }
  return FALSE;
}

/* A month that it was asked for is past, and nothing was handed in for it. The first one is passed
 * over where it was due before the task was there: rolled back from the month's end. */
static gboolean has_missed(const Memory *task, Day today, const LightRule *rule) {
  if (task->recurs == DAY_NONE || task_state_is_done(task->state) ||
      task->state == TASK_STATE_PAUSED)
    return FALSE;
  for (int month = day_civil(task->recurs).month - FIRST_MONTH; month < MONTHS; month++) {
    Day due = light_due(first_of(month + 1) - 1, rule);
    if (first_of(month) <= today && (task->due == DAY_NONE || first_of(month) <= task->due) &&
        due >= task->recurs && due < today && task->periods[month] == 0 && !was_paused(task, due))
      return TRUE;
  }
  return FALSE;
}

/* A task whose parts are all 作废 stands for itself again. */
static gboolean stands_in_parts(const World *world, int ledger, int place) {
  for (int i = 0; i < world->count[ledger]; i++) {
    const Memory *part = &world->tasks[ledger][i];
    if (part->parent == place && part->state != TASK_STATE_VOID)
      return TRUE;
  }
  return FALSE;
}

static gboolean is_underway(const World *world, int ledger, int place) {
  Day due = world->tasks[ledger][place].due;
  for (int i = 0; i < world->count[ledger]; i++) {
    const Memory *part = &world->tasks[ledger][i];
    if (part->parent == place && part->state != TASK_STATE_VOID &&
        part->state != TASK_STATE_PAUSED && !task_state_is_done(part->state) &&
        (due == DAY_NONE || (part->due != DAY_NONE && part->due <= due)))
      return TRUE;
  }
  return FALSE;
}

static void count_rest(const World *world, int ledger, BulletinRest *rest) {
  for (int i = 0; i < world->count[ledger]; i++) {
    const Memory *task = &world->tasks[ledger][i];
    gboolean split = stands_in_parts(world, ledger, i);
    gboolean voided = task->state == TASK_STATE_VOID, other = task->kind != TASK_KIND_TASK;
    rest->voided += !split && voided;
    rest->kinds[task->kind] += !split && !voided && other;
    rest->paused += !split && !other && task->state == TASK_STATE_PAUSED;
  }
}

static void count_month(World *world, int ledger, int month, const Reckoning *reckoning) {
  Count *count = &world->counts[ledger][month];
  const LightRule *rule = &reckoning_policy(reckoning, ledger + 1)->light;
  Day first = day_from_ymd(2026, FIRST_MONTH + month, 1);
  for (int i = 0; i < FIGURE_COUNT; i++)
    count->ids[i] = g_array_new(FALSE, FALSE, sizeof(gint64));
  count_rest(world, ledger, &count->rest);
  /* A whole, then its parts. */
  for (int place = 0; place < world->count[ledger]; place++) {
    for (int i = place; i < world->count[ledger]; i++) {
      const Memory *task = &world->tasks[ledger][i];
      if ((i == place ? task->parent >= 0 : task->parent != place) ||
          task->kind != TASK_KIND_TASK || task->state == TASK_STATE_VOID)
        continue;
      gboolean split = stands_in_parts(world, ledger, i);
      gboolean left = split && !is_underway(world, ledger, i);
      gboolean done = task_state_is_done(task->state);
      gboolean late = late_days(task, world->today, rule) > 0;
      gboolean in[FIGURE_COUNT] = {
          [FIGURE_TASKS] = TRUE,
          [FIGURE_DONE] = done,
          [FIGURE_ON_TIME] = done && !late,
          [FIGURE_LATE_DONE] = done && late,
          [FIGURE_OVERDUE] = !done && late,
          [FIGURE_MISSED] = has_missed(task, world->today, rule),
          [FIGURE_NOT_REPORTED] =
              !done && task->state != TASK_STATE_PAUSED && task->reported_on < first,
      };
      for (int kind = 0; kind < FIGURE_COUNT; kind++)
        if (in[kind] && (!split || kind == FIGURE_MISSED || (left && kind == FIGURE_OVERDUE)))
          g_array_append_val(count->ids[kind], task->id);
      if (!split)
        count->sum += done ? 100 : task->percent;
    }
  }
}

static const Memory *memory_of(const World *world, int ledger, gint64 id) {
  for (int i = 0; i < world->count[ledger]; i++)
    if (world->tasks[ledger][i].id == id)
      return &world->tasks[ledger][i];
  g_assert_not_reached();
}

/* ---- comparing -------------------------------------------------------------------------- */

static void assert_same(const GArray *found, const GArray *expected) {
  g_assert_cmpmem(found->data, found->len * sizeof(gint64), expected->data,
                  expected->len * sizeof(gint64));
}

/* The line counts those of the ledger's count that are its own, and no others. */
static void check_line(const World *world, int ledger, const Count *count, const Bulletin *bulletin,
                       const BulletinLine *line, int unit, int root) {
  for (int kind = 0; kind < FIGURE_COUNT; kind++) {
    g_autoptr(GArray) own = g_array_new(FALSE, FALSE, sizeof(gint64));
    for (guint i = 0; i < count->ids[kind]->len; i++) {
      gint64 id = g_array_index(count->ids[kind], gint64, i);
      const Memory *task = memory_of(world, ledger, id);
      if ((unit < 0 || task->answers[unit]) && (root < 0 || task->root == root))
        g_array_append_val(own, id);
    }
    g_autoptr(GArray) tasks = bulletin_tasks(bulletin, line, (FigureKind)kind);
    assert_same(tasks, own);
    g_assert_cmpuint(bulletin_count(line, (FigureKind)kind), ==, own->len);
  }
  guint tasks = bulletin_count(line, FIGURE_TASKS), done = bulletin_count(line, FIGURE_DONE);
  g_assert_cmpuint(done, ==,
                   bulletin_count(line, FIGURE_ON_TIME) + bulletin_count(line, FIGURE_LATE_DONE));
  g_assert_cmpfloat_with_epsilon(line->share, tasks > 0 ? 100.0 * done / tasks : 0, 1e-9);
}

static gboolean is_better(const BulletinLine *a, const BulletinLine *b) {
  if (a->share != b->share)
    return a->share > b->share;
  if (a->mean != b->mean)
    return a->mean > b->mean;
  if (bulletin_count(a, FIGURE_OVERDUE) != bulletin_count(b, FIGURE_OVERDUE))
    return bulletin_count(a, FIGURE_OVERDUE) < bulletin_count(b, FIGURE_OVERDUE);
  return bulletin_count(a, FIGURE_MISSED) < bulletin_count(b, FIGURE_MISSED);
}

static void check_units(const World *world, int ledger, const Count *count,
                        const Bulletin *bulletin) {
  gboolean seen[UNITS] = {FALSE};
  for (guint i = 0; i < bulletin->units->len; i++) {
    const BulletinLine *line = bulletin->units->pdata[i];
    int unit = 0, better = 0;
    while (world->units[unit] != line->id)
      unit++;
    g_assert_false(seen[unit]);
    seen[unit] = TRUE;
    g_assert_cmpuint(bulletin_count(line, FIGURE_TASKS) + bulletin_count(line, FIGURE_MISSED) +
                         bulletin_count(line, FIGURE_OVERDUE),
                     >, 0);
    check_line(world, ledger, count, bulletin, line, unit, -1);
    for (guint j = 0; j < bulletin->units->len; j++)
      better += is_better(bulletin->units->pdata[j], line) ? 1 : 0;
    g_assert_cmpint(line->rank, ==, better + 1);
    if (i > 0)
      g_assert_cmpint(line->rank, >=, ((BulletinLine *)bulletin->units->pdata[i - 1])->rank);
  }
  for (guint i = 0; i < count->ids[FIGURE_TASKS]->len; i++) {
    const Memory *task =
        memory_of(world, ledger, g_array_index(count->ids[FIGURE_TASKS], gint64, i));
    for (int unit = 0; unit < UNITS; unit++)
      g_assert_true(!task->answers[unit] || seen[unit]);
  }
}

static void check_indicators(const World *world, int ledger, const Count *count,
                             const Bulletin *bulletin) {
  guint sums[FIGURE_COUNT] = {0};
  int last = 0;
  for (guint i = 0; i < bulletin->indicators->len; i++) {
    const BulletinLine *line = bulletin->indicators->pdata[i];
    g_assert_cmpint(line->number, >, last);
    last = line->number;
    check_line(world, ledger, count, bulletin, line, -1, line->number - 1);
    for (int kind = 0; kind < FIGURE_COUNT; kind++)
      sums[kind] += bulletin_count(line, (FigureKind)kind);
  }
  for (int kind = 0; kind < FIGURE_COUNT; kind++)
    g_assert_cmpuint(sums[kind], ==, bulletin_count(bulletin->all, (FigureKind)kind));
}

static void check_difference(const Figure *figure, const GArray *now, const GArray *then) {
  g_autoptr(GArray) expected = g_array_new(FALSE, FALSE, sizeof(gint64));
  for (guint i = 0; i < now->len; i++) {
    gboolean there = FALSE;
    for (guint j = 0; j < then->len; j++)
      there |= g_array_index(then, gint64, j) == g_array_index(now, gint64, i);
    if (!there)
      g_array_append_val(expected, g_array_index(now, gint64, i));
  }
  assert_same(figure->tasks, expected);
}

static void check_change(const Count *then, const Count *now, const BulletinChange *change) {
  g_assert_cmpuint(change->tasks, ==, then->ids[FIGURE_TASKS]->len);
  check_difference(&change->done, now->ids[FIGURE_DONE], then->ids[FIGURE_DONE]);
  check_difference(&change->overdue, now->ids[FIGURE_OVERDUE], then->ids[FIGURE_OVERDUE]);
  check_difference(&change->cleared, then->ids[FIGURE_OVERDUE], now->ids[FIGURE_OVERDUE]);
  check_difference(&change->added, now->ids[FIGURE_TASKS], then->ids[FIGURE_TASKS]);
  check_difference(&change->dropped, then->ids[FIGURE_TASKS], now->ids[FIGURE_TASKS]);
  g_assert_cmpuint(now->ids[FIGURE_TASKS]->len, ==,
                   change->tasks + change->added.tasks->len - change->dropped.tasks->len);
}

static void check_late(const Bulletin *bulletin) {
  g_assert_cmpuint(bulletin->late->len, ==, bulletin_count(bulletin->all, FIGURE_OVERDUE));
  for (guint i = 0; i < bulletin->late->len; i++) {
    const BulletinLate *late = bulletin->late->pdata[i];
    g_assert_cmpint(late->days, >, 0);
    if (i > 0)
      g_assert_cmpint(late->days, <=, ((BulletinLate *)bulletin->late->pdata[i - 1])->days);
  }
}

static void check(World *world, int ledger, int month, const Reckoning *reckoning) {
  GError *error = NULL;
  g_autoptr(Bulletin) bulletin = bulletin_compute(world->fixture->db, reckoning, ledger + 1, 2026,
                                                  FIRST_MONTH + month, &error);
  g_assert_no_error(error);
  const Count *count = &world->counts[ledger][month];
  check_line(world, ledger, count, bulletin, bulletin->all, -1, -1);
  guint tasks = count->ids[FIGURE_TASKS]->len;
  g_assert_cmpfloat_with_epsilon(bulletin->all->mean, tasks > 0 ? (double)count->sum / tasks : 0,
                                 1e-9);
  g_assert_cmpmem(&bulletin->rest, sizeof count->rest, &count->rest, sizeof count->rest);
  check_units(world, ledger, count, bulletin);
  check_indicators(world, ledger, count, bulletin);
  check_late(bulletin);
  if (month > 0)
    check_change(&world->counts[ledger][month - 1], count, bulletin->change);
  else
    g_assert_cmpuint(bulletin->change->tasks, ==, 0);
}

/* Of all ledgers together: the sums. */
static void check_all(World *world, int month, const Reckoning *reckoning) {
  GError *error = NULL;
  g_autoptr(Bulletin) bulletin =
      bulletin_compute(world->fixture->db, reckoning, 0, 2026, FIRST_MONTH + month, &error);
  g_assert_no_error(error);
  for (int kind = 0; kind < FIGURE_COUNT; kind++) {
    guint sum = 0;
    for (int ledger = 0; ledger < LEDGERS; ledger++)
      sum += world->counts[ledger][month].ids[kind]->len;
    g_assert_cmpuint(bulletin_count(bulletin->all, (FigureKind)kind), ==, sum);
  }
}

/* ---- the year --------------------------------------------------------------------------- */

/* A month of the year has the figures of its bulletin. */
static void check_month(const World *world, int ledger, const BulletinMonth *month,
                        const Reckoning *reckoning) {
  GError *error = NULL;
  g_autoptr(Bulletin) bulletin =
      bulletin_compute(world->fixture->db, reckoning, ledger + 1, 2026, month->month, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(month->as_of, ==, bulletin->as_of);
  for (int kind = 0; kind < FIGURE_COUNT; kind++)
    g_assert_cmpuint(month->counts[kind], ==, bulletin_count(bulletin->all, (FigureKind)kind));
  g_assert_cmpfloat(month->share, ==, bulletin->all->share);
}

/* The line says the same but for what was missed. */
static void check_year_line(const World *world, int ledger, int last, const Reckoning *reckoning,
                            const GArray *months) {
  GError *error = NULL;
  g_autoptr(GArray) line =
      bulletin_year_line(world->fixture->db, reckoning, ledger + 1, 2026, last, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(line->len, ==, months->len);
  for (guint i = 0; i < line->len; i++) {
    BulletinMonth expected = g_array_index(months, BulletinMonth, i);
    const BulletinMonth *month = &g_array_index(line, BulletinMonth, i);
    expected.counts[FIGURE_MISSED] = 0;
    g_assert_cmpuint(month->as_of, ==, expected.as_of);
    for (int kind = 0; kind < FIGURE_COUNT; kind++)
      g_assert_cmpuint(month->counts[kind], ==, expected.counts[kind]);
    g_assert_cmpuint(month->submissions, ==, expected.submissions);
  }
}

/* Months after last are not told. ledger -1: all. */
static void check_year(const World *world, int ledger, int last, const Reckoning *reckoning) {
  GError *error = NULL;
  g_autoptr(GArray) months =
      bulletin_year(world->fixture->db, reckoning, ledger + 1, 2026, last, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(months->len, ==, BULLETIN_MONTHS);
  if (ledger < 0)
    check_year_line(world, ledger, last, reckoning, months);
  int now = day_civil(reckoning_today(reckoning)).month;
  for (int i = 0; i < BULLETIN_MONTHS; i++) {
    const BulletinMonth *month = &g_array_index(months, BulletinMonth, i);
    g_assert_cmpint(month->month, ==, i + 1);
    guint submitted = 0;
    for (int other = 0; other < LEDGERS && i + 1 >= FIRST_MONTH && i + 1 < FIRST_MONTH + MONTHS;
         other++)
      submitted += ledger < 0 || other == ledger ? world->submitted[other][i + 1 - FIRST_MONTH] : 0;
    if (i + 1 > MIN(last, now)) {
      g_assert_cmpuint(month->as_of, ==, DAY_NONE);
      g_assert_cmpuint(month->counts[FIGURE_TASKS] + month->submissions, ==, 0);
      continue;
    }
    check_month(world, ledger, month, reckoning);
    g_assert_cmpuint(month->submissions, ==, submitted);
  }
}

/* ---- histories -------------------------------------------------------------------------- */

static void live_month(World *world, int month) {
  Day end = day_month_end(2026, FIRST_MONTH + month);
  Day day = day_from_ymd(2026, FIRST_MONTH + month, 1);
  if (month == 0)
    write_on(world, day, write_beginning);
  for (; day <= end; day++)
    write_on(world, day, write_day);
  g_autoptr(Reckoning) reckoning = reckoning_on(world->fixture, end, LEAD_DAYS_DEFAULT);
  for (int ledger = 0; ledger < LEDGERS; ledger++) {
    count_month(world, ledger, month, reckoning);
    check(world, ledger, month, reckoning);
  }
  if (month == MONTHS - 2)
    check_year(world, 0, 12, reckoning);
}

static void test_histories(Fixture *fixture, gconstpointer data) {
  g_autofree World *world = g_new0(World, 1);
  world->fixture = fixture;
  world->rand = g_rand_new_with_seed(GPOINTER_TO_UINT(data));
  for (int month = 0; month < MONTHS; month++)
    live_month(world, month);
  g_autoptr(Reckoning) later = reckoning_on(fixture, day_from_ymd(2026, 9, 9), LEAD_DAYS_DEFAULT);
  for (int month = 0; month < MONTHS; month++) {
    for (int ledger = 0; ledger < LEDGERS; ledger++)
      check(world, ledger, month, later);
    check_all(world, month, later);
  }
  for (int ledger = -1; ledger < 8; ledger += 8)
    check_year(world, ledger, ledger < 0 ? FIRST_MONTH + MONTHS : FIRST_MONTH + 2, later);
  for (int ledger = 0; ledger < LEDGERS; ledger++)
    for (int month = 0; month < MONTHS; month++)
      for (int kind = 0; kind < FIGURE_COUNT; kind++)
        g_array_unref(world->counts[ledger][month].ids[kind]);
  g_rand_free(world->rand);
}

int main(int argc, char **argv) {
  g_setenv("TZ", "UTC0", TRUE);
  tzset();
  g_test_init(&argc, &argv, NULL);
  for (guint seed = 1; seed <= (guint)long_count(FILES, FEWER_FILES); seed++) {
    g_autofree char *path = g_strdup_printf("/bulletin/histories/%u", seed);
    g_test_add(path, Fixture, GUINT_TO_POINTER(seed), fixture_set_up_empty, test_histories,
               fixture_tear_down);
  }
  return g_test_run();
}

/* What a stock keeps while tasks are written, against what is read from the file anew: after random
 * deeds of all kinds, through its own handle and through that of somebody else. */
#include "core/model/answer.h"
#include "core/model/bulk.h"
#include "core/model/bulletin.h"
#include "core/model/holiday.h"
#include "core/model/ledger.h"
#include "core/model/obligation.h"
#include "core/model/rollover.h"
#include "core/model/submission.h"
#include "core/model/summary.h"
#include "core/model/task_order.h"
#include "core/model/task_stock.h"
#include "core/model/trash.h"
#include "core/model/unit.h"
#include "core/model/way.h"
#include "tests/core/fixture.h"

#define DEEDS 100
#define MOST_TASKS 300 /* more than these, and no deed adds any */

/* A list of all tasks as it was, and what was known then to be written of it. */
typedef struct {
  GArray *refs; /* the list; NULL: there was none yet */
  GArray *copy;
  GArray *changes;
  guint known; /* how many of these */
} Listed;

/* A handle on the file, with what its lists are taken from. */
typedef struct {
  Db *db;
  Reckoning *reckoning;
  TaskStock *stocks[3]; /* of all in use, of all, of one ledger */
  Listed listed[3];     /* of these */
  guint kept;           /* how often a list was there already */
  guint told;           /* how often all that was written was known, and was something */
} Desk;

typedef struct {
  Fixture *fixture;
  Desk desks[2]; /* the fixture's, and somebody else's */
  Db *db;        /* who does the next deed */
  Reckoning *reckoning;
} Office;

/* ---- comparing --------------------------------------------------------------------------------
 */

static void assert_same_ref(const TaskRef *one, const TaskRef *other) {
  g_assert_cmpint(one->id, ==, other->id);
  g_assert_cmpint(one->number, ==, other->number);
  g_assert_cmpint(one->ledger, ==, other->ledger);
  g_assert_cmpint(one->indicator, ==, other->indicator);
  g_assert_cmpint(one->under, ==, other->under);
  g_assert_cmpint(one->overdue, ==, other->overdue);
  g_assert_cmpint(one->missed, ==, other->missed);
  g_assert_cmpint(one->parts, ==, other->parts);
  g_assert_cmpint(one->underway, ==, other->underway);
  g_assert_cmpint(one->light, ==, other->light);
  g_assert_cmpint(one->kind, ==, other->kind);
  g_assert_cmpint(one->state, ==, other->state);
  g_assert_cmpint(one->blue, ==, other->blue);
  g_assert_cmpint(task_ref_share(one), ==, task_ref_share(other));
  g_assert_cmpint(one->percent, ==, other->percent);
  g_assert_cmpint(one->due, ==, other->due);
  g_assert_cmpint(one->done_on, ==, other->done_on);
}

static void assert_same_list(TaskStock *stock, const Desk *desk, const TaskFilter *filter) {
  GError *error = NULL;
  g_autoptr(GArray) kept = task_stock_list(stock, desk->reckoning, filter, &error);
  g_assert_no_error(error);
  g_autoptr(GArray) read = task_list(desk->db, desk->reckoning, filter, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(kept->len, ==, read->len);
  for (guint i = 0; i < kept->len; i++)
    assert_same_ref(&g_array_index(kept, TaskRef, i), &g_array_index(read, TaskRef, i));
}

/* What few tasks are taken by is kept with the list. */
static void compare_taken(Desk *desk, TaskStock *stock, const TaskFilter *all) {
  TaskFilter few = *all;
  GError *error = NULL;
  few.late = g_test_rand_bit();
  few.whole = g_test_rand_bit();
  few.state = g_test_rand_int_range(0, 4) == 0 ? TASK_STATE_DONE : TASK_STATE_PAUSED;
  few.order = g_test_rand_int_range(0, 4) == 0 ? TASK_ORDER_NUMBER : TASK_ORDER_DUE;
  for (int i = 0; i < 2; i++) {
    g_autoptr(GArray) before = task_stock_list(stock, desk->reckoning, &few, &error);
    assert_same_list(stock, desk, &few);
    g_autoptr(GArray) again = task_stock_list(stock, desk->reckoning, &few, &error);
    g_assert_no_error(error);
    desk->kept += before == again;
  }
}

static void listed_clear(Listed *listed) {
  g_clear_pointer(&listed->refs, g_array_unref);
  g_clear_pointer(&listed->copy, g_array_unref);
  g_clear_pointer(&listed->changes, g_array_unref);
}

/* A list that is kept differs from what it was by what is known to be written of it. */
static void assert_told(Listed *listed) {
  guint next = listed->known;
  for (guint i = 0; i < listed->copy->len; i++) {
    TaskRef *ref = &g_array_index(listed->copy, TaskRef, i);
    for (guint k = next; k < listed->changes->len; k++) {
      const TaskChange *change = &g_array_index(listed->changes, TaskChange, k);
      if (change->before.id != ref->id)
        continue;
      assert_same_ref(&change->before, ref);
      *ref = change->after;
    }
    assert_same_ref(ref, &g_array_index(listed->refs, TaskRef, i));
  }
}

static void compare_changes(Desk *desk, gsize place, const TaskFilter *all) {
  Listed *before = &desk->listed[place], now = {0};
  GError *error = NULL;
  now.refs = task_stock_list(desk->stocks[place], desk->reckoning, all, &error);
  g_assert_no_error(error);
  now.changes = task_stock_changes(desk->stocks[place], now.refs);
  g_assert_nonnull(now.changes);
  now.known = now.changes->len;
  now.copy = g_array_copy(now.refs);
  if (before->refs == now.refs && before->changes == now.changes) {
    desk->told += before->known < now.known;
    assert_told(before);
  }
  listed_clear(before);
  *before = now;
}

static void assert_same_standings(TaskStock *stock, const Desk *desk, gint64 ledger) {
  GError *error = NULL;
  ObligationFilter rules = {.ledger = ledger};
  g_autoptr(GHashTable) kept = task_stock_standings(stock, desk->reckoning, ledger, &error);
  g_assert_no_error(error);
  g_autoptr(GHashTable) read = obligation_standings(desk->db, desk->reckoning, &rules, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(g_hash_table_size(kept), ==, g_hash_table_size(read));
  GHashTableIter iter;
  gpointer task, value;
  g_hash_table_iter_init(&iter, read);
  while (g_hash_table_iter_next(&iter, &task, &value)) {
    const ObligationStanding *one = g_hash_table_lookup(kept, task), *other = value;
    g_assert_nonnull(one);
    g_assert_cmpint(one->task, ==, other->task);
    g_assert_cmpint(one->recurs, ==, other->recurs);
    g_assert_cmpint(one->missed_count, ==, other->missed_count);
    g_assert_cmpuint(one->missed, ==, other->missed);
    g_assert_cmpuint(one->asked, ==, other->asked);
  }
}

static gint by_task(gconstpointer a, gconstpointer b) {
  const Answer *one = a, *other = b;
  gint64 order = one->task != other->task ? one->task - other->task : one->unit - other->unit;
  return order < 0 ? -1 : order > 0;
}

/* Who answers for some of the tasks, each time for others. */
static void assert_same_answers(TaskStock *stock, const Desk *desk) {
  GError *error = NULL;
  TaskFilter some = TASK_FILTER_ALL;
  some.state = g_test_rand_int_range(-1, TASK_STATE_COUNT);
  g_autoptr(GArray) refs = task_stock_list(stock, desk->reckoning, &some, &error);
  g_assert_no_error(error);
  g_autoptr(GHashTable) wanted = g_hash_table_new(g_int64_hash, g_int64_equal);
  for (guint i = 0; i < refs->len; i++)
    g_hash_table_add(wanted, &g_array_index(refs, TaskRef, i).id);
  GArray *answers[] = {task_stock_answers(stock, refs, &error), answer_list(desk->db, &error)};
  g_assert_no_error(error);
  for (gsize i = 0; i < G_N_ELEMENTS(answers); i++) {
    GArray *found = g_array_new(FALSE, TRUE, sizeof(Answer));
    for (guint k = 0; k < answers[i]->len; k++) {
      Answer answer = g_array_index(answers[i], Answer, k);
      if (g_hash_table_contains(wanted, &answer.task))
        g_array_append_val(found, answer);
    }
    g_array_sort(found, by_task);
    g_array_unref(answers[i]);
    answers[i] = found;
  }
  g_assert_cmpmem(answers[0]->data, answers[0]->len * sizeof(Answer), answers[1]->data,
                  answers[1]->len * sizeof(Answer));
  for (gsize i = 0; i < G_N_ELEMENTS(answers); i++)
    g_array_unref(answers[i]);
}

/* What is overdue comes to the same everywhere: in the list, in the figures of today and in the
 * bulletin. ledger 0: all that are in use. *wholes grows by those of them that are split. */
static void assert_same_late(const Desk *desk, gint64 ledger, guint *wholes) {
  GError *error = NULL;
  TaskFilter late = TASK_FILTER_ALL, all = TASK_FILTER_ALL;
  late.ledger = all.ledger = ledger;
  task_filter_late(&late, desk->reckoning);
  g_autoptr(GArray) refs = task_list(desk->db, desk->reckoning, &late, &error);
  g_assert_no_error(error);
  g_autoptr(GArray) every = task_list(desk->db, desk->reckoning, &all, &error);
  g_assert_no_error(error);
  g_autoptr(TaskRefs) tasks = task_refs_new(every);
  g_autoptr(Summary) summary = summary_of_tasks(desk->db, tasks, ledger, &error);
  g_assert_no_error(error);
  g_assert_cmpint(summary->lights[LIGHT_RED], ==, refs->len);
  *wholes += (guint)summary->wholes;
  CivilDate today = day_civil(reckoning_today(desk->reckoning));
  g_autoptr(Bulletin) bulletin =
      bulletin_compute(desk->db, desk->reckoning, ledger, today.year, today.month, &error);
  g_assert_no_error(error);
  g_autoptr(GHashTable) told = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  const FigureKind kinds[] = {FIGURE_OVERDUE, FIGURE_MISSED};
  for (gsize k = 0; k < G_N_ELEMENTS(kinds); k++) {
    g_autoptr(GArray) ids = bulletin_tasks(bulletin, bulletin->all, kinds[k]);
    for (guint i = 0; i < ids->len; i++)
      g_hash_table_add(told, g_memdup2(&g_array_index(ids, gint64, i), sizeof(gint64)));
  }
  for (guint i = 0; i < refs->len; i++)
    g_assert_true(g_hash_table_contains(told, &g_array_index(refs, TaskRef, i).id));
  g_assert_cmpuint(g_hash_table_size(told), ==, refs->len);
}

static TaskFilter filter_of(const Office *office, gsize place) {
  TaskFilter filter = TASK_FILTER_ALL;
  filter.frozen = place == 1;
  filter.ledger = place == 2 ? office->fixture->ledger : 0;
  return filter;
}

/* As a program does that sees that something was written. */
static void reckon(Office *office, Desk *desk) {
  g_autoptr(Reckoning) now = reckoning_on(office->fixture, office->fixture->actor.today, 7);
  if (desk->reckoning != NULL && reckoning_is_same(desk->reckoning, now))
    return;
  for (gsize i = 0; i < G_N_ELEMENTS(desk->stocks); i++)
    task_stock_forget(desk->stocks[i]);
  reckoning_free(desk->reckoning);
  desk->reckoning = g_steal_pointer(&now);
}

static void compare(Office *office) {
  for (gsize i = 0; i < G_N_ELEMENTS(office->desks); i++) {
    Desk *desk = &office->desks[i];
    reckon(office, desk);
    for (gsize k = 0; k < G_N_ELEMENTS(desk->stocks); k++) {
      TaskFilter all = filter_of(office, k), late = all, words = all;
      late.light = LIGHT_RED;
      late.due_until = office->fixture->actor.today;
      late.order = TASK_ORDER_DUE;
      words.query = "信用";
      if (k != 1)
        assert_same_standings(desk->stocks[k], desk, all.ledger);
      if (g_test_rand_bit()) /* before all are read, the first time */
        assert_same_list(desk->stocks[k], desk, &late);
      assert_same_list(desk->stocks[k], desk, &all);
      compare_changes(desk, k, &all);
      if (g_test_rand_int_range(0, 3) == 0) /* or those that are kept are asked for again */
        compare_taken(desk, desk->stocks[k], &all);
      assert_same_list(desk->stocks[k], desk, &late);
      if (g_test_rand_bit())
        assert_same_answers(desk->stocks[k], desk);
      if (g_test_rand_int_range(0, 4) == 0)
        assert_same_list(desk->stocks[k], desk, &words);
    }
  }
}

/* ---- deeds ------------------------------------------------------------------------------------
 */

/* One of the numbers that a statement gives, by the test's own dice; 0: it gives none. */
static gint64 pick(const Office *office, const char *sql) {
  g_autofree char *count = g_strdup_printf("SELECT count(*) FROM (%s)", sql);
  int all = (int)sql_int(office->db, count);
  g_autofree char *one = g_strdup_printf("SELECT * FROM (%s) ORDER BY 1 LIMIT 1 OFFSET %d", sql,
                                         all > 0 ? g_test_rand_int_range(0, all) : 0);
  return all > 0 ? sql_int(office->db, one) : 0;
}

static gint64 any_task(const Office *office) {
  return pick(office, "SELECT id FROM task");
}

static gboolean is_full(const Office *office) {
  return sql_int(office->db, "SELECT count(*) FROM task") > MOST_TASKS;
}

static const char *any_deadline(void) {
  static const char *const TEXTS[] = {"2026-11-20", "2026-12-01", "2026-10-08",
                                      "每月15日前", "每季度末",   "长期坚持",
                                      "",           "2026年底前", "每周五下班前"};
  return TEXTS[g_test_rand_int_range(0, G_N_ELEMENTS(TEXTS))];
}

static gboolean do_bulk(Office *office, const Actor *actor, GError **error) {
  BulkChange change = {.kind = (BulkKind)g_test_rand_int_range(0, BULK_KIND_COUNT)};
  change.step = (Step)g_test_rand_int_range(0, STEP_COUNT);
  change.indicator = pick(office, "SELECT indicator FROM task");
  change.text = (char *)(change.kind == BULK_DEADLINE                           ? any_deadline()
                         : change.kind == BULK_TAG || change.kind == BULK_UNTAG ? "信用"
                         : change.kind == BULK_NOTE                             ? "信用，重点"
                         : change.kind == BULK_REPLACE                          ? "信用"
                                                                                : "厅法规处");
  change.with = "诚信";
  if (change.kind == BULK_COPY && is_full(office))
    return TRUE;
  g_autoptr(Bulk) bulk = bulk_new("需要");
  bulk_add(bulk, &change);
  g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  for (int i = g_test_rand_int_range(1, 4); i > 0; i--) {
    gint64 id = any_task(office);
    g_array_append_val(ids, id);
  }
  g_autoptr(BulkPlan) plan = bulk_run(office->db, actor, office->reckoning, bulk, ids, NULL, error);
  return plan != NULL;
}

/* What is split is due before its parts then, or after them. */
static gboolean set_whole_due(Office *office, const Actor *actor, const char *text,
                              GError **error) {
  BulkChange change = {.kind = BULK_DEADLINE, .text = (char *)text};
  gint64 task = pick(office, "SELECT parent FROM task WHERE parent IS NOT NULL");
  g_autoptr(Bulk) bulk = bulk_new("需要");
  bulk_add(bulk, &change);
  g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  g_array_append_val(ids, task);
  g_autoptr(BulkPlan) plan = bulk_run(office->db, actor, office->reckoning, bulk, ids, NULL, error);
  return plan != NULL;
}

static gboolean do_whole_due(Office *office, const Actor *actor, GError **error) {
  return set_whole_due(office, actor, any_deadline(), error);
}

static gboolean do_step(Office *office, const Actor *actor, GError **error) {
  return way_take(office->db, actor, office->reckoning, any_task(office),
                  (Step)g_test_rand_int_range(0, STEP_COUNT), DAY_NONE, "需要", error);
}

static gboolean do_progress(Office *office, const Actor *actor, GError **error) {
  ProgressInput input = {.task = any_task(office),
                         .text = "进展",
                         .percent = g_test_rand_int_range(0, 100),
                         .done = g_test_rand_int_range(0, 4) == 0};
  return progress_record(office->db, actor, &input, NULL, error);
}

static gboolean do_shift(Office *office, const Actor *actor, GError **error) {
  return task_shift(office->db, actor, any_task(office), g_test_rand_bit() ? 1 : -1, error);
}

static gboolean do_split(Office *office, const Actor *actor, GError **error) {
  const PartInput parts[] = {{"甲", "", "", 40}, {"乙", "", "2026-11-01", 60}};
  gint64 task = pick(office, "SELECT id FROM task WHERE parent IS NULL AND state IN"
                             " ('new', 'active') AND kind = 'task'");
  return is_full(office) || way_split(office->db, actor, task, parts, 2, NULL, error);
}

static gboolean do_restore(Office *office, const Actor *actor, GError **error) {
  gint64 seq = pick(office, "SELECT seq FROM journal WHERE verb LIKE '%delete%'");
  return trash_restore(office->db, actor, seq, NULL, error);
}

static gboolean do_undo(Office *office, const Actor *actor, GError **error) {
  gint64 seq = pick(office, "SELECT seq FROM journal WHERE seq > 5");
  return journal_undo(office->db, actor, seq, NULL, error);
}

static gboolean do_redo(Office *office, const Actor *actor, GError **error) {
  gint64 seq = pick(office, "SELECT seq FROM journal WHERE undoes IS NOT NULL");
  return journal_undo(office->db, actor, seq, NULL, error);
}

static gboolean do_unit(Office *office, const Actor *actor, GError **error) {
  gint64 from = pick(office, "SELECT unit FROM task_unit"),
         into = pick(office, "SELECT id FROM unit");
  return unit_merge(office->db, actor, from, into, "合并", error);
}

static gboolean do_submission(Office *office, const Actor *actor, GError **error) {
  SubmissionInput input = {.schedule = pick(office, "SELECT id FROM schedule"), .text = "已报"};
  ObligationFilter rule = {.schedule = input.schedule};
  g_autoptr(GPtrArray) list = obligation_list(office->db, office->reckoning, &rule, error);
  if (list == NULL || list->len == 0)
    return list != NULL;
  const Obligation *one = list->pdata[g_test_rand_int_range(0, (int)list->len)];
  input.key = one->span.key;
  return submission_record(office->db, actor, office->reckoning, &input, NULL, error);
}

static gboolean do_take_off(Office *office, const Actor *actor, GError **error) {
  gint64 id = pick(office, "SELECT id FROM submission");
  return submission_remove(office->db, actor, id, "报错了", error);
}

static gboolean do_policy(Office *office, const Actor *actor, GError **error) {
  PolicyInput input = POLICY_INPUT_NONE;
  input.lead_days = g_test_rand_int_range(-1, 30);
  input.colours = g_test_rand_int_range(-1, 2);
  return policy_store(office->db, actor, pick(office, "SELECT id FROM ledger"), &input, error);
}

static gboolean write_notice(Db *db, gpointer data, GError **error) {
  return holiday_store(db, data, error);
}

static gboolean do_calendar(Office *office, const Actor *actor, GError **error) {
  g_autoptr(CalendarNotice) notice = calendar_notice_new(2026);
  Day day = day_from_ymd(2026, 11, g_test_rand_int_range(1, 30));
  g_free(calendar_notice_add(notice, day, "放假"));
  Deed deed = {.verb = "calendar.import", .summary = "放假"};
  return store_write(office->db, actor, &deed, write_notice, notice, NULL, error);
}

static gboolean do_ledger(Office *office, const Actor *actor, GError **error) {
  gint64 ledger = pick(office, "SELECT id FROM ledger");
  RolloverInput next = {.ledger = ledger, .year = g_test_rand_int_range(2027, 2029)};
  if (g_test_rand_int_range(0, 4) == 0) {
    g_autoptr(Rollover) done =
        is_full(office) ? NULL : rollover_run(office->db, actor, office->reckoning, &next, error);
    return done != NULL;
  }
  return g_test_rand_int_range(0, 3) == 0
             ? ledger_freeze(office->db, actor, office->reckoning, ledger, error)
             : ledger_thaw(office->db, actor, ledger, "需要", error);
}

static gboolean run_sql(Db *db, gpointer data, GError **error) {
  return query_run(query_new(db, data), error);
}

/* What no form does, but other programs might with a table of this shape. */
static gboolean do_sql(Office *office, const Actor *actor, GError **error) {
  static const char *const TEXTS[] = {
      "UPDATE task SET number = number + 1000 WHERE id = %d",
      "DELETE FROM task WHERE id = %d",
      "UPDATE task SET state = 'done', done_on = '2026-11-02' WHERE id %% 50 = %d %% 50",
      "UPDATE task SET due = '2026-11-19' WHERE id %% 40 = %d %% 40",
      "UPDATE task SET number = number + 2000 WHERE parent IS NOT NULL AND id > %d",
      "UPDATE task SET number = 3000 + id WHERE id IN (SELECT parent FROM task) AND id <> %d",
      "UPDATE task SET parent = NULL, weight = NULL WHERE parent IS NOT NULL AND id %% 2 = %d %% 2",
      "UPDATE unit SET name = name || '甲' WHERE id = %d",
      "DELETE FROM schedule WHERE task = %d",
      "UPDATE task SET kind = 'bonus' WHERE id = %d",
      "INSERT INTO task_tag (task, tag) VALUES (%d, '重点')",
  };
  g_autofree char *sql =
      g_strdup_printf(TEXTS[g_test_rand_int_range(0, G_N_ELEMENTS(TEXTS))], (int)any_task(office));
  Deed deed = {.verb = "test", .summary = "改"};
  return store_write(office->db, actor, &deed, run_sql, sql, NULL, error);
}

/* On the parts of a task work rests, or goes on, or they are due before it, or after: their whole
 * is then asked for itself, or not. */
static gboolean do_parts(Office *office, const Actor *actor, GError **error) {
  static const char *const TEXTS[] = {
      "UPDATE task SET state = iif(state = 'paused', 'active', 'paused') WHERE parent = %d",
      "UPDATE task SET due = iif(due = '2026-01-31', '2026-12-31', '2026-01-31') WHERE parent = %d",
      "UPDATE task SET due = iif(due = '2026-01-31', '2026-12-30', '2026-01-31') WHERE id = %d",
  };
  g_autofree char *sql =
      g_strdup_printf(TEXTS[g_test_rand_int_range(0, G_N_ELEMENTS(TEXTS))],
                      (int)pick(office, "SELECT parent FROM task WHERE parent IS NOT NULL"));
  Deed deed = {.verb = "test", .summary = "改"};
  return store_write(office->db, actor, &deed, run_sql, sql, NULL, error);
}

typedef gboolean (*Do)(Office *office, const Actor *actor, GError **error);

static const Do DO[] = {
    do_bulk,    do_bulk,     do_bulk,   do_step, do_progress,   do_shift,      do_split,
    do_restore, do_undo,     do_redo,   do_unit, do_submission, do_submission, do_take_off,
    do_policy,  do_calendar, do_ledger, do_sql,  do_sql,        do_parts,      do_parts};

/* ---- tests ------------------------------------------------------------------------------------
 */

static void open_office(Office *office, Fixture *fixture) {
  GError *error = NULL;
  *office = (Office){.fixture = fixture};
  fixture_apply(fixture, "ningxia-2020", 2020);
  office->desks[0].db = fixture->db;
  office->desks[1].db = db_open(db_path(fixture->db), DB_WRITE, &error);
  g_assert_no_error(error);
  for (gsize i = 0; i < G_N_ELEMENTS(office->desks); i++) {
    for (gsize k = 0; k < G_N_ELEMENTS(office->desks[i].stocks); k++)
      office->desks[i].stocks[k] = task_stock_new(office->desks[i].db);
  }
  compare(office);
}

static void close_office(Office *office) {
  for (gsize i = 0; i < G_N_ELEMENTS(office->desks); i++) {
    for (gsize k = 0; k < G_N_ELEMENTS(office->desks[i].stocks); k++) {
      task_stock_free(office->desks[i].stocks[k]);
      listed_clear(&office->desks[i].listed[k]);
    }
    reckoning_free(office->desks[i].reckoning);
  }
  db_close(office->desks[1].db);
}

static void test_random(Fixture *fixture, gconstpointer data) {
  (void)data;
  Office office;
  guint done = 0;
  open_office(&office, fixture);
  for (int i = 0; i < DEEDS; i++) {
    g_autoptr(GError) error = NULL;
    const Desk *desk = &office.desks[g_test_rand_bit()];
    Do deed = DO[g_test_rand_int_range(0, G_N_ELEMENTS(DO))];
    office.db = desk->db;
    office.reckoning = desk->reckoning;
    gint64 before = journal_entries(fixture->db);
    deed(&office, &fixture->actor, &error);
    done += journal_entries(fixture->db) > before;
    if (g_test_rand_bit()) /* or several come together */
      compare(&office);
  }
  compare(&office);
  g_assert_cmpuint(done, >, DEEDS / 4);
  g_assert_cmpuint(office.desks[0].told, >, DEEDS / 25);
  g_assert_cmpuint(office.desks[0].kept, >, DEEDS / 25);
  close_office(&office);
}

/* The bulletin goes by what was done, step by step: not by what only other programs write. */
static void test_late(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const Do THESE[] = {do_bulk,   do_step,      do_progress, do_split,  do_restore,
                             do_undo,   do_redo,      do_unit,     do_policy, do_submission,
                             do_ledger, do_whole_due, do_whole_due};
  Office office;
  guint wholes = 0;
  open_office(&office, fixture);
  Desk *desk = &office.desks[0];
  office.db = desk->db;
  const PartInput parts[] = {{"甲", "", "", 40}, {"乙", "", "2026-11-30", 60}};
  GError *first = NULL;
  gint64 task = task_id(fixture, 5);
  g_assert_true(way_split(desk->db, &fixture->actor, task, parts, 2, NULL, &first));
  g_assert_no_error(first);
  office.reckoning = desk->reckoning;
  g_assert_true(set_whole_due(&office, &fixture->actor, "2026-10-08", NULL));
  reckon(&office, desk);
  assert_same_late(desk, 0, &wholes);
  g_assert_cmpuint(wholes, >, 0);
  for (int i = 0; i < DEEDS; i++) {
    g_autoptr(GError) error = NULL;
    office.reckoning = desk->reckoning;
    THESE[g_test_rand_int_range(0, G_N_ELEMENTS(THESE))](&office, &fixture->actor, &error);
    reckon(&office, desk);
    if (i % 4 == 0)
      assert_same_late(desk, i % 8 == 0 ? fixture->ledger : 0, &wholes);
  }
  close_office(&office);
}

/* The parts of a task that is moved stand behind it, though nothing of them is written. */
static void test_moved_whole(Fixture *fixture, gconstpointer data) {
  (void)data;
  Office office;
  GError *error = NULL;
  open_office(&office, fixture);
  const PartInput parts[] = {{"甲", "", "", 40}, {"乙", "", "2026-11-01", 60}};
  gint64 task = task_id(fixture, 5);
  g_assert_true(way_split(fixture->db, &fixture->actor, task, parts, 2, NULL, &error));
  compare(&office);
  g_assert_true(task_shift(fixture->db, &fixture->actor, task, 1, &error));
  g_assert_no_error(error);
  compare(&office);
  close_office(&office);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/task-stock/random", test_random);
  ADD("/task-stock/late", test_late);
  ADD("/task-stock/moved-whole", test_moved_whole);
  return g_test_run();
}

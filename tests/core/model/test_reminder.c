#include "core/model/reminder.h"

#include <string.h>

#include "core/model/unit.h"
#include "tests/core/fixture.h"

static Day day(const char *text) {
  Day found = day_from_iso(text);
  g_assert_cmpint(found, !=, DAY_NONE);
  return found;
}

static Reminder *collect_by(Fixture *fixture, const ReminderFilter *filter, const char *today) {
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, day(today), LEAD_DAYS_DEFAULT);
  Reminder *reminder = reminder_collect(fixture->db, reckoning, filter, &error);
  g_assert_no_error(error);
  g_assert_cmpint(reminder->as_of, ==, day(today));
  g_assert_cmpint(reminder->late + reminder->soon + reminder->waiting, ==, reminder->items->len);
  return reminder;
}

static Reminder *collect(Fixture *fixture, const char *today, int days) {
  ReminderFilter filter = {.days = days};
  return collect_by(fixture, &filter, today);
}

/* The uids of items with their lights' signs: "!task-4 ~topic-11". The caller frees. */
static char *uids_of(const GPtrArray *items) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < items->len; i++) {
    const ReminderItem *item = items->pdata[i];
    g_autofree char *uid = reminder_item_uid(item);
    g_string_append_printf(text, "%s%s%s", i > 0 ? " " : "", light_sign(item->light), uid);
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static void assert_items_at(const GPtrArray *items, const char *expected, const char *where) {
  g_autofree char *uids = uids_of(items);
  if (strcmp(uids, expected) != 0)
    g_error("%s: “%s”, not “%s”", where, uids, expected);
}
#define assert_items(items, expected) assert_items_at(items, expected, G_STRLOC)

static const ReminderItem *item_of(const GPtrArray *items, const char *uid) {
  for (guint i = 0; i < items->len; i++) {
    const ReminderItem *item = items->pdata[i];
    g_autofree char *own = reminder_item_uid(item);
    if (g_str_equal(own, uid))
      return item;
  }
  g_error("no %s", uid);
}

/* What of the task it is, and when, in one line. */
static char *said(const ReminderItem *item, Day today) {
  g_autofree char *when = reminder_item_when(item, today);
  g_autofree char *what = reminder_item_what(item);
  if (item->kind == ITEM_UNSIGNED || item->kind == ITEM_REVIEW)
    return g_strconcat(when, what, NULL);
  return *what != '\0' ? g_strconcat(what, " ", when, NULL) : g_steal_pointer(&when);
}

static void assert_said(const GPtrArray *items, const char *uid, const char *today,
                        const char *expected) {
  g_autofree char *text = said(item_of(items, uid), day(today));
  g_assert_cmpstr(text, ==, expected);
}

static gint64 unit_id(Fixture *fixture, const char *name) {
  GError *error = NULL;
  g_autoptr(Unit) unit = unit_find(fixture->db, name, &error);
  g_assert_no_error(error);
  return unit->id;
}

/* The tests of tasks and topics want no periods. */
static void without_rules(Fixture *fixture) {
  raw_write(fixture, "DELETE FROM schedule");
}

/* ---- tasks and topics ------------------------------------------------------------------- */

static void test_week(Fixture *fixture, gconstpointer data) {
  (void)data;
  without_rules(fixture);
  g_autoptr(Reminder) reminder = collect(fixture, "2026-11-21", 7);
  assert_items(reminder->items, "!task-4 !task-54 !topic-11 ~topic-11-ministry");
  g_assert_cmpint(reminder->late, ==, 3);
  g_assert_cmpint(reminder->soon, ==, 1);
  const ReminderItem *task = reminder->items->pdata[0];
  g_assert_cmpint(task->kind, ==, ITEM_TASK);
  g_assert_cmpint(task->task, ==, task_id(fixture, 4));
  g_assert_cmpint(task->late, ==, 205);
  g_assert_cmpint(task->due, ==, day("2026-04-30"));
  assert_said(reminder->items, "task-4", "2026-11-21", "逾期205天");
  const ReminderItem *topic = reminder->items->pdata[2];
  g_assert_cmpint(topic->task, ==, 0);
  g_assert_cmpint(topic->late, ==, 6);
  g_assert_cmpstr(topic->more->goal, ==, "诚信文化");
  g_assert_null(topic->more->key);
  assert_said(reminder->items, "topic-11", "2026-11-21", "2026-11 报送案例 0/3 欠报6天");
  assert_said(reminder->items, "topic-11-ministry", "2026-11-21", "2026-11 报部案例 0/3 还有4天");
  g_assert_cmpstr(item_of(reminder->items, "topic-11-ministry")->more->key, ==, "ministry");
  g_assert_cmpstr(reminder->topic->title, ==, "诚信文化");
}

/* 12-31 is the fortieth day: every open task of kind task but the two late ones; the topic of
 * December comes due too. */
static void test_far(Fixture *fixture, gconstpointer data) {
  (void)data;
  without_rules(fixture);
  g_autoptr(Reminder) less = collect(fixture, "2026-11-21", 39);
  g_assert_cmpint(less->late, ==, 3);
  g_assert_cmpint(less->soon, ==, 3);
  g_autoptr(Reminder) exact = collect(fixture, "2026-11-21", 40);
  g_assert_cmpint(exact->soon, ==, 3 + 56);
  static const int endless[] = {REMINDER_DAYS_MAX, 3000000, G_MAXINT};
  for (gsize i = 0; i < G_N_ELEMENTS(endless); i++) {
    g_autoptr(Reminder) all = collect(fixture, "2026-11-21", endless[i]);
    g_assert_cmpint(all->days, ==, REMINDER_DAYS_MAX);
    g_assert_cmpint(all->late, ==, 3);
    g_assert_cmpint(all->soon, ==, 3 + 56);
  }
  g_autoptr(Reminder) end = collect(fixture, "9999-12-31", 366); /* no day after it */
  g_assert_cmpint(end->soon, ==, 0);
}

static void test_around_due(Fixture *fixture, gconstpointer data) {
  (void)data;
  without_rules(fixture);
  raw_write(fixture, "DELETE FROM topic");
  g_autoptr(Reminder) before = collect(fixture, "2026-04-29", 7);
  assert_items(before->items, "~task-4");
  assert_said(before->items, "task-4", "2026-04-29", "还有1天");
  g_autoptr(Reminder) on = collect(fixture, "2026-04-30", 0);
  assert_items(on->items, "~task-4");
  assert_said(on->items, "task-4", "2026-04-30", "今天到期");
  g_autoptr(Reminder) after = collect(fixture, "2026-05-01", 0);
  assert_items(after->items, "!task-4");
  g_autoptr(Reminder) early = collect(fixture, "2026-04-20", 10); /* beyond the lead time */
  assert_items(early->items, "+task-4");
  g_autoptr(Reminder) none = collect(fixture, "2026-04-20", 9);
  assert_items(none->items, "");
}

/* 2026-10-31 is a Saturday. */
static void test_roll(Fixture *fixture, gconstpointer data) {
  (void)data;
  without_rules(fixture);
  raw_write(fixture, "DELETE FROM topic");
  raw_write(fixture, "UPDATE task SET due = NULL WHERE number <> 54");
  raw_write(fixture, "INSERT INTO policy (ledger, roll) SELECT id, 'before' FROM ledger");
  g_autoptr(Reminder) before = collect(fixture, "2026-10-31", 0);
  assert_items(before->items, "!task-54");
  g_assert_cmpint(item_of(before->items, "task-54")->late, ==, 1);
  g_autoptr(Reminder) early = collect(fixture, "2026-10-29", 1); /* stated for the second day */
  assert_items(early->items, "~task-54");
  raw_write(fixture, "UPDATE policy SET roll = 'after'");
  g_autoptr(Reminder) after = collect(fixture, "2026-11-01", 1);
  assert_items(after->items, "~task-54");
  g_assert_cmpint(item_of(after->items, "task-54")->due, ==, day("2026-11-02"));
}

/* What is not asked for is not reminded of: 扣分项, 暂停, 作废. */
static void test_order(Fixture *fixture, gconstpointer data) {
  (void)data;
  without_rules(fixture);
  raw_write(fixture, "UPDATE task SET due = '2026-11-25' WHERE number = 60");
  raw_write(fixture, "UPDATE task SET due = '2026-11-23' WHERE number = 61");
  raw_write(fixture, "UPDATE task SET due = '2026-01-23' WHERE number = 69");
  raw_write(fixture, "UPDATE task SET due = '2026-01-23', state = 'paused' WHERE number = 58");
  raw_write(fixture, "UPDATE task SET due = '2026-01-23', state = 'void' WHERE number = 57");
  g_autoptr(Reminder) reminder = collect(fixture, "2026-11-21", 7);
  assert_items(reminder->items, "!task-4 !task-54 !topic-11 ~task-61 ~task-60 ~topic-11-ministry");
}

static void test_unit(Fixture *fixture, gconstpointer data) {
  (void)data;
  without_rules(fixture);
  raw_write(fixture, "DELETE FROM topic WHERE month <> 11");
  gint64 units[] = {unit_id(fixture, "厅法规处"), unit_id(fixture, "平罗县交通运输局"),
                    unit_id(fixture, "厅财审处")};
  ReminderFilter filter = {.units = &units[0], .unit_count = 1};
  g_autoptr(Reminder) office = collect_by(fixture, &filter, "2026-11-21");
  assert_items(office->items, "!task-4 !topic-11");
  filter.units = &units[1];
  g_autoptr(Reminder) county = collect_by(fixture, &filter, "2026-11-21");
  assert_items(county->items, "!task-54 !topic-11");
  filter.units = &units[2];
  g_autoptr(Reminder) none = collect_by(fixture, &filter, "2026-11-21");
  assert_items(none->items, "!topic-11"); /* for everyone */
  filter = (ReminderFilter){.units = units, .unit_count = 3};
  g_autoptr(Reminder) all = collect_by(fixture, &filter, "2026-11-21");
  assert_items(all->items, "!task-4 !task-54 !topic-11");
  filter.days = 40; /* what several of them share is there once */
  g_autoptr(Reminder) far = collect_by(fixture, &filter, "2026-11-21");
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < far->items->len; i++) {
    g_assert_true(g_hash_table_add(seen, reminder_item_uid(far->items->pdata[i])));
  }
  g_assert_cmpuint(far->items->len, >, 30);
}

static void test_ledgers(Fixture *fixture, gconstpointer data) {
  (void)data;
  fixture_apply(fixture, "ningxia-2020", 2020);
  without_rules(fixture);
  ReminderFilter filter = {.ledger = fixture->ledger};
  g_autoptr(Reminder) one = collect_by(fixture, &filter, "2026-11-21");
  g_assert_cmpint(one->late, ==, 2 + 1);
  g_autoptr(Reminder) both = collect(fixture, "2026-11-21", 0);
  g_assert_cmpint(both->late, ==, 60 + 1);
}

static void test_topics(Fixture *fixture, gconstpointer data) {
  (void)data;
  without_rules(fixture);
  raw_write(fixture, "DELETE FROM task");
  g_autoptr(Reminder) none = collect(fixture, "2027-01-01", 7);
  g_assert_null(none->topic);
  assert_items(none->items, "");
  g_autoptr(Reminder) turn = collect(fixture, "2026-10-31", 15); /* October's are past */
  assert_items(turn->items, "!topic-10 !topic-10-ministry +topic-11");
  raw_write(fixture, "UPDATE plan SET target = 1");
  raw_write(fixture, "INSERT INTO \"case\" (topic, unit, title, filed_on, author, month, stage)"
                     " VALUES (11, 1, '甲', '2026-11-10', 'zhangsan', '2026-11-01', 'city')");
  g_autoptr(Reminder) enough = collect(fixture, "2026-11-21", 7);
  assert_items(enough->items, "~topic-11-ministry"); /* it is not with the ministry yet */
  assert_said(enough->items, "topic-11-ministry", "2026-11-21", "2026-11 报部案例 0/1 还有4天");
  g_assert_cmpstr(enough->topic->title, ==, "诚信文化");
  raw_write(fixture, "UPDATE \"case\" SET stage = 'ministry'");
  g_autoptr(Reminder) all = collect(fixture, "2026-11-21", 7);
  assert_items(all->items, "");
  raw_write(fixture, "UPDATE \"case\" SET stage = 'returned'");
  g_autoptr(Reminder) again = collect(fixture, "2026-11-21", 7);
  assert_items(again->items, "!topic-11 ~topic-11-ministry");
}

/* ---- periods ---------------------------------------------------------------------------- */

/* One task with one rule: the first of the quarters, since the year began. */
static void keep_quarters(Fixture *fixture) {
  raw_write(fixture, "DELETE FROM topic");
  raw_write(fixture, "DELETE FROM schedule WHERE task <> (SELECT id FROM task WHERE number = 1)");
  raw_write(fixture, "UPDATE schedule SET since = '2026-01-01'");
  raw_write(fixture, "UPDATE task SET due = '2026-12-31'");
}

static void submit(Fixture *fixture, const char *key, const char *first, const char *last,
                   const char *made_on) {
  g_autofree char *period =
      g_strdup_printf("INSERT INTO period (task, schedule, key, first, last, due, quota)"
                      " SELECT task, id, '%s', '%s', '%s', '%s', 1 FROM schedule",
                      key, first, last, last);
  raw_write(fixture, period);
  g_autofree char *submission =
      g_strdup_printf("INSERT INTO submission (task, period, made_on, text, author)"
                      " SELECT task, id, '%s', '已报', 'zhangsan' FROM period WHERE key = '%s'",
                      made_on, key);
  raw_write(fixture, submission);
}

/* A task red only for its periods comes as these, each of them. */
static void test_periods(Fixture *fixture, gconstpointer data) {
  (void)data;
  keep_quarters(fixture);
  g_autoptr(Reminder) reminder = collect(fixture, "2026-11-21", 7);
  assert_items(reminder->items, "!period-1-2026Q1 !period-1-2026Q2 !period-1-2026Q3");
  const ReminderItem *first = reminder->items->pdata[0];
  g_assert_cmpint(first->kind, ==, ITEM_PERIOD);
  g_assert_cmpint(first->task, ==, task_id(fixture, 1));
  g_assert_cmpint(first->late, ==, day("2026-11-21") - day("2026-03-31"));
  assert_said(reminder->items, "period-1-2026Q3", "2026-11-21", "2026Q3 0/1 欠报52天");
  submit(fixture, "2026Q2", "2026-04-01", "2026-06-30", "2026-06-01");
  g_autoptr(Reminder) less = collect(fixture, "2026-11-21", 7);
  assert_items(less->items, "!period-1-2026Q1 !period-1-2026Q3");
  g_autoptr(Reminder) soon = collect(fixture, "2026-12-25", 7);
  g_assert_cmpint(soon->late, ==, 2);
  assert_said(soon->items, "period-1-2026Q4", "2026-12-25", "2026Q4 0/1 还有6天");
  g_assert_cmpint(item_of(soon->items, "period-1-2026Q4")->light, ==, LIGHT_AMBER);
}

/* One that has not begun is reminded of when it is due within the days asked for. */
static void test_period_ahead(Fixture *fixture, gconstpointer data) {
  (void)data;
  keep_quarters(fixture);
  raw_write(fixture, "UPDATE task SET due = NULL");
  g_autoptr(Reminder) reminder = collect(fixture, "2026-03-01", 121); /* to 06-30 */
  assert_items(reminder->items, "+period-1-2026Q1 +period-1-2026Q2");
}

static void test_period_states(Fixture *fixture, gconstpointer data) {
  (void)data;
  keep_quarters(fixture);
  static const char *const states[] = {"paused", "void", "closed"};
  for (gsize i = 0; i < G_N_ELEMENTS(states); i++) {
    g_autofree char *sql = g_strdup_printf("UPDATE task SET state = '%s', done_on = '2026-11-01'"
                                           " WHERE number = 1",
                                           states[i]);
    raw_write(fixture, sql);
    g_autoptr(Reminder) reminder = collect(fixture, "2026-11-21", 7);
    assert_items(reminder->items, "");
  }
}

/* ---- what waits ------------------------------------------------------------------------- */

static void set_state(Fixture *fixture, int number, const char *state) {
  g_autofree char *sql =
      g_strdup_printf("UPDATE task SET state = '%s' WHERE number = %d", state, number);
  raw_write(fixture, sql);
}

static void test_waiting(Fixture *fixture, gconstpointer data) {
  (void)data;
  without_rules(fixture);
  raw_write(fixture, "DELETE FROM topic");
  raw_write(fixture, "UPDATE task SET due = '2026-12-31'");
  set_state(fixture, 7, "assigned");
  set_state(fixture, 14, "assigned"); /* nobody knows since when */
  set_state(fixture, 15, "assigned");
  raw_write(fixture, "INSERT INTO step (task, name, before, after, made_on, author) VALUES"
                     " (7, 'assign', 'new', 'assigned', '2026-11-10', 'lisi'),"
                     " (7, 'return', 'assigned', 'new', '2026-11-12', 'lisi'),"
                     " (15, 'assign', 'new', 'assigned', '2026-11-20', 'lisi'),"
                     " (7, 'assign', 'new', 'assigned', '2026-11-18', 'lisi')");
  set_state(fixture, 9, "done");
  raw_write(fixture, "UPDATE task SET done_on = '2026-11-19' WHERE number = 9");
  set_state(fixture, 10, "done"); /* nobody knows since when */
  raw_write(fixture, "INSERT INTO extension (task, asked_on, asked_by, reason, old_due,"
                     " new_deadline, new_due, state) VALUES"
                     " (11, '2026-11-21', 'lisi', '等批复', '2026-12-31', '2027年3月',"
                     " '2027-03-31', 'asked'),"
                     " (12, '2026-11-01', 'lisi', '等批复', '2026-12-31', '2027年3月',"
                     " '2027-03-31', 'refused')");
  raw_write(fixture, "INSERT INTO notice (task, year, number, level, text, issued_on, answer_by,"
                     " author) VALUES"
                     " (13, 2026, 1, 2, '请报', '2026-11-01', '2026-11-20', 'lisi'),"
                     " (13, 2026, 2, 2, '请报', '2026-11-02', '2026-11-25', 'lisi'),"
                     " (13, 2026, 3, 2, '请报', '2026-11-20', '2026-12-20', 'lisi')");
  g_autoptr(Reminder) reminder = collect(fixture, "2026-11-21", 7);
  assert_items(reminder->items, "!notice-1 ~notice-2 -unsigned-7 -review-9 -unsigned-15 +notice-3"
                                " -extension-1 -review-10 -unsigned-14");
  g_assert_cmpint(reminder->late, ==, 1);
  g_assert_cmpint(reminder->soon, ==, 1);
  g_assert_cmpint(reminder->waiting, ==, 7);
  assert_said(reminder->items, "unsigned-7", "2026-11-21", "已交办3天未签收");
  assert_said(reminder->items, "review-9", "2026-11-21", "已办结2天待审核");
  assert_said(reminder->items, "review-10", "2026-11-21", "已办结待审核");
  assert_said(reminder->items, "extension-1", "2026-11-21", "延期待批（至2027-03-31） 今天申请");
  assert_said(reminder->items, "notice-1", "2026-11-21", "督办〔2026〕1号 待复 逾期1天");
  assert_said(reminder->items, "notice-2", "2026-11-21", "督办〔2026〕2号 待复 还有4天");
}

/* Parts that are worked on stand for a split task, but for what is on record of it alone. */
static void test_parts(Fixture *fixture, gconstpointer data) {
  (void)data;
  keep_quarters(fixture);
  raw_write(fixture, "UPDATE task SET due = '2026-10-01' WHERE number IN (1, 9)");
  raw_write(fixture, "UPDATE task SET parent = 1, weight = 50 WHERE number IN (9, 10)");
  g_autoptr(Reminder) split = collect(fixture, "2026-11-21", 7);
  assert_items(split->items, "!period-1-2026Q1 !period-1-2026Q2 !period-1-2026Q3 !task-9");
  /* None is worked on any more: what is left is the whole. */
  raw_write(fixture, "UPDATE task SET state = 'done', done_on = '2026-11-01' WHERE number = 9");
  raw_write(fixture, "UPDATE task SET state = 'paused' WHERE number = 10");
  g_autoptr(Reminder) left = collect(fixture, "2026-11-21", 7);
  assert_items(left->items, "!period-1-2026Q1 !period-1-2026Q2 !period-1-2026Q3 !task-1 -review-9");
  raw_write(fixture, "UPDATE task SET state = 'done', done_on = '2026-11-01'"
                     " WHERE number IN (1, 9, 10)");
  g_autoptr(Reminder) done = collect(fixture, "2026-11-21", 7);
  assert_items(done->items, "-review-1 -review-9 -review-10");
}

/* ---- filling ---------------------------------------------------------------------------- */

static void test_fill(Fixture *fixture, gconstpointer data) {
  (void)data;
  without_rules(fixture);
  g_autoptr(Reminder) reminder = collect(fixture, "2026-11-21", 40);
  GError *error = NULL;
  g_assert_true(reminder_fill(fixture->db, reminder->items, 1, 2, &error));
  const ReminderItem *first = reminder->items->pdata[0], *second = reminder->items->pdata[1];
  g_assert_null(first->more->goal);
  g_assert_true(g_str_has_prefix(second->more->goal, "开展“信用交通宣传月”"));
  g_assert_cmpint(second->more->number, ==, 54);
  g_assert_nonnull(strstr(second->more->units, "厅信用体系建设领导小组"));
  g_assert_true(reminder_fill(fixture->db, reminder->items, 0, G_MAXUINT, &error));
  for (guint i = 0; i < reminder->items->len; i++) {
    const ReminderItem *item = reminder->items->pdata[i];
    g_assert_nonnull(item->more->goal);
    g_autofree char *number =
        g_strdup_printf("SELECT number || goal FROM task WHERE id = %" G_GINT64_FORMAT, item->task);
    g_autofree char *stored = item->task != 0 ? sql_text(fixture->db, number) : NULL;
    g_autofree char *filled = g_strdup_printf("%d%s", item->more->number, item->more->goal);
    g_assert_true(stored == NULL || g_str_equal(stored, filled));
  }
  reminder_empty(reminder->items, 1, G_MAXUINT);
  g_assert_nonnull(first->more->goal);
  g_assert_null(second->more->goal);
  g_assert_true(reminder_fill(fixture->db, reminder->items, 0, G_MAXUINT, &error));
  g_assert_cmpint(second->more->number, ==, 54);
}

/* Of a task that somebody deletes between a list and its lines, the line says so. */
static void test_fill_deleted(Fixture *fixture, gconstpointer data) {
  (void)data;
  without_rules(fixture);
  g_autoptr(Reminder) reminder = collect(fixture, "2026-11-21", 40);
  const ReminderItem *gone = reminder->items->pdata[1], *other = reminder->items->pdata[0];
  g_autofree char *sql =
      g_strdup_printf("DELETE FROM task WHERE id = %" G_GINT64_FORMAT, gone->task);
  raw_write(fixture, sql);
  GError *error = NULL;
  g_assert_true(reminder_fill(fixture->db, reminder->items, 0, G_MAXUINT, &error));
  g_assert_no_error(error);
  g_assert_cmpstr(gone->more->goal, ==, "（这项任务刚刚删除）");
  g_assert_null(gone->more->units);
  g_assert_cmpint(other->more->number, ==, 4);
  reminder_empty(reminder->items, 0, G_MAXUINT);
  g_assert_null(gone->more->goal);
}

/* ---- by days ---------------------------------------------------------------------------- */

static GPtrArray *days_of(Fixture *fixture, const char *today, const char *first,
                          const char *last) {
  GError *error = NULL;
  TaskFilter filter = TASK_FILTER_ALL;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, day(today), LEAD_DAYS_DEFAULT);
  g_autoptr(GArray) refs = task_list(fixture->db, reckoning, &filter, &error);
  g_assert_no_error(error);
  g_autoptr(TaskRefs) tasks = task_refs_new(refs);
  GPtrArray *items = reminder_days(fixture->db, reckoning, 0, tasks, day(first), day(last), &error);
  g_assert_no_error(error);
  g_assert_true(reminder_fill(fixture->db, items, 0, items->len, &error));
  g_assert_no_error(error);
  return items;
}

/* The days that come are counted one by one, and the list is the same with them as without. */
static void test_coming(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const struct {
    guint ahead;
    int red, amber, green;
  } expected[] = {{1, 0, 1, 0}, {4, 0, 1, 0}, {8, 0, 0, 1}, {9, 0, 0, 3}};
  g_autoptr(Reminder) without = collect(fixture, "2026-11-21", 7);
  ReminderFilter filter = {.days = 7, .coming = 14};
  g_autoptr(Reminder) with = collect_by(fixture, &filter, "2026-11-21");
  g_autofree char *items = uids_of(without->items);
  assert_items(with->items, items);
  g_assert_cmpint(with->soon, ==, without->soon);
  g_assert_cmpuint(without->coming->len, ==, 0);
  g_assert_cmpuint(with->coming->len, ==, 14);
  for (guint i = 0, next = 0; i < with->coming->len; i++) {
    const ReminderDay *ahead = &g_array_index(with->coming, ReminderDay, i);
    gboolean any = next < G_N_ELEMENTS(expected) && expected[next].ahead == i;
    g_assert_cmpint(ahead->lights[LIGHT_RED], ==, any ? expected[next].red : 0);
    g_assert_cmpint(ahead->lights[LIGHT_AMBER], ==, any ? expected[next].amber : 0);
    g_assert_cmpint(ahead->lights[LIGHT_GREEN], ==, any ? expected[next].green : 0);
    next += any ? 1 : 0;
  }
  /* Fewer days than the list goes: the list is not cut. */
  filter.coming = 2;
  g_autoptr(Reminder) few = collect_by(fixture, &filter, "2026-11-21");
  assert_items(few->items, items);
  g_assert_cmpuint(few->coming->len, ==, 2);
}

static void test_days(Fixture *fixture, gconstpointer data) {
  (void)data;
  without_rules(fixture);
  g_autoptr(GPtrArray) items = days_of(fixture, "2026-11-21", "2026-04-15", "2026-04-30");
  assert_items(items, "-topic-4 -topic-4-ministry !task-4");
  g_assert_true(
      g_str_has_prefix(((ReminderItem *)items->pdata[2])->more->goal, "落实国家发展改革委"));
  raw_write(fixture, "UPDATE task SET state = 'closed', done_on = '2026-05-03' WHERE number = 4");
  raw_write(fixture, "UPDATE plan SET target = 0");
  g_autoptr(GPtrArray) done = days_of(fixture, "2026-11-21", "2026-04-01", "2026-04-30");
  assert_items(done, "+topic-4 +topic-4-ministry +task-4");
  const ReminderItem *task = done->pdata[2];
  g_assert_true(task->done);
  g_assert_cmpint(task->more->done_on, ==, day("2026-05-03"));
  g_assert_cmpint(task->late, ==, 3);
  assert_said(done, "task-4", "2026-11-21", "逾期办结（迟3天）");
  assert_said(done, "topic-4", "2026-11-21", "2026-04 报送案例 0/0 已报齐");
  raw_write(fixture, "UPDATE task SET state = 'paused' WHERE number = 4");
  g_autoptr(GPtrArray) paused = days_of(fixture, "2026-11-21", "2026-04-30", "2026-04-30");
  assert_items(paused, "-task-4");
  assert_said(paused, "task-4", "2026-11-21", "暂停");
  raw_write(fixture, "UPDATE task SET state = 'void' WHERE number = 4");
  g_autoptr(GPtrArray) gone = days_of(fixture, "2026-11-21", "2026-04-30", "2026-04-30");
  assert_items(gone, "");
}

static void test_days_periods(Fixture *fixture, gconstpointer data) {
  (void)data;
  keep_quarters(fixture);
  submit(fixture, "2026Q2", "2026-04-01", "2026-06-30", "2026-06-01");
  g_autoptr(GPtrArray) items = days_of(fixture, "2026-11-21", "2026-03-31", "2026-09-29");
  assert_items(items, "!period-1-2026Q1 +period-1-2026Q2");
  g_assert_true(item_of(items, "period-1-2026Q2")->done);
  assert_said(items, "period-1-2026Q2", "2026-11-21", "2026Q2 1/1 已报齐");
  /* What was missed before it was done stays; what comes after is not asked for any more. */
  raw_write(fixture, "UPDATE task SET state = 'closed', done_on = '2026-07-15' WHERE number = 1");
  g_autoptr(GPtrArray) done = days_of(fixture, "2026-11-21", "2026-01-01", "2026-11-30");
  assert_items(done, "!period-1-2026Q1 +period-1-2026Q2");
}

static void test_days_notices(Fixture *fixture, gconstpointer data) {
  (void)data;
  without_rules(fixture);
  raw_write(fixture, "INSERT INTO notice (task, year, number, level, text, issued_on, answer_by,"
                     " author) VALUES"
                     " (13, 2026, 1, 2, '请报', '2026-05-01', '2026-05-20', 'lisi'),"
                     " (13, 2026, 2, 2, '请报', '2026-05-02', '2026-05-21', 'lisi'),"
                     " (13, 2026, 3, 2, '请报', '2026-05-02', '2026-05-22', 'lisi')");
  raw_write(fixture, "INSERT INTO notice_answer (task, notice, made_on, text, author) VALUES"
                     " (13, 1, '2026-05-23', '已办', 'zhangsan'),"
                     " (13, 1, '2026-05-24', '补充', 'zhangsan')");
  g_autoptr(GPtrArray) items = days_of(fixture, "2026-11-21", "2026-05-20", "2026-05-21");
  assert_items(items, "+notice-1 !notice-2");
  const ReminderItem *answered = items->pdata[0];
  g_assert_cmpint(answered->more->done_on, ==, day("2026-05-23"));
  g_assert_cmpint(answered->late, ==, 3);
  assert_said(items, "notice-1", "2026-11-21", "督办〔2026〕1号 督办单 已答复");
}

/* ---- the beginning ---------------------------------------------------------------------- */

/* Two ledgers, the first of which is 封存 where frozen says so, with 1,500 tasks each: due on all
 * days around 2026-11-21 and in no order, of all states, some without a day. */
static void add_many(Fixture *fixture, gboolean frozen) {
  raw_write(fixture,
            "INSERT INTO ledger (id, title, year, source_year) VALUES (1, '甲', 2025, 2025),"
            " (2, '乙', 2026, 2026)");
  raw_write(fixture, "INSERT INTO indicator (id, ledger, position, title) VALUES (1, 1, 1, '一'),"
                     " (2, 2, 1, '一')");
  raw_write(fixture,
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) "
            "INSERT INTO task (ledger, indicator, number, kind, goal, due, state, done_on) SELECT "
            "1 + i % 2, 1 + i % 2, (i + 1) / 2, iif(i % 11 = 0, 'bonus', 'task'), '目标',"
            " iif(i % 13 = 0, NULL, date('2026-11-21', (i * 7919 % 700 - 350) || ' days')),"
            " CASE i * 31 % 9 WHEN 0 THEN 'done' WHEN 1 THEN 'assigned' WHEN 2 THEN 'paused' "
            "WHEN 3 THEN 'void' WHEN 4 THEN 'closed' WHEN 5 THEN 'new' ELSE 'active' END, NULL "
            "FROM n");
  if (frozen)
    raw_write(fixture, "UPDATE ledger SET frozen_on = '2025-12-31' WHERE id = 1");
}

/* The beginning is how the whole begins; how many there are. */
static guint check_begin(Fixture *fixture, gint64 ledger) {
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, day("2026-11-21"), LEAD_DAYS_DEFAULT);
  g_autoptr(Reminder) begin = NULL;
  g_assert_true(reminder_begin(fixture->db, reckoning, ledger, &begin, &error));
  g_assert_no_error(error);
  g_assert_nonnull(begin);
  ReminderFilter filter = {.ledger = ledger, .days = LEAD_DAYS_DEFAULT};
  g_autoptr(Reminder) whole = reminder_collect(fixture->db, reckoning, &filter, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(begin->items->len, <=, whole->late);
  guint count = begin->items->len;
  g_ptr_array_set_size(whole->items, (gint)count);
  g_autofree char *begins = uids_of(begin->items), *expected = uids_of(whole->items);
  g_assert_cmpstr(begins, ==, expected);
  g_assert_true((begin->topic != NULL) == (whole->topic != NULL));
  return count;
}

static void test_begin(Fixture *fixture, gconstpointer data) {
  add_many(fixture, data != NULL);
  /* A file without rules: 200 tasks, of which some are none or 暂停, and of half of them the ledger
   * may be 封存. */
  guint few = data != NULL ? 30 : 80;
  g_assert_cmpuint(check_begin(fixture, 0), >, few);
  g_assert_cmpuint(check_begin(fixture, 2), >, 30);
  check_begin(fixture, 1);
  raw_write(fixture, "INSERT INTO policy (ledger, roll) VALUES (2, 'after')");
  g_assert_cmpuint(check_begin(fixture, 0), >, few);
  raw_write(fixture, "UPDATE policy SET roll = 'before'");
  g_assert_cmpuint(check_begin(fixture, 0), >, few);
  raw_write(fixture, "UPDATE task SET state = 'done' WHERE ledger = 2 AND due < '2026-11-18'");
  fixture_apply(fixture, "xinzhou-2023-topics", 2026); /* one is late, the next one soon is */
  check_begin(fixture, 0);
  raw_write(fixture, "UPDATE task SET state = 'active' WHERE ledger = 2 AND due < '2026-11-18'");
  /* What is late and no task would stand between them. */
  raw_write(fixture,
            "INSERT INTO schedule (task, phrase, every, since) VALUES (11, '每月', 'month',"
            " '2026-01-01')");
  g_assert_cmpuint(check_begin(fixture, 0), ==, 0);
  raw_write(fixture, "DELETE FROM schedule");
  raw_write(fixture, "INSERT INTO notice (task, year, number, level, text, issued_on, answer_by,"
                     " author) VALUES (11, 2026, 1, 1, '督办', '2026-01-01', '2026-02-01', 'a')");
  g_assert_cmpuint(check_begin(fixture, 0), ==, 0);
  raw_write(fixture, "UPDATE notice SET answer_by = '2026-11-21'");
  g_assert_cmpuint(check_begin(fixture, 0), >, few);
  if (data == NULL) /* fewer late in all than it would take */
    raw_write(fixture, "UPDATE task SET state = 'closed' WHERE due < '2026-11-16'");
  check_begin(fixture, 0);
}

static void test_begin_of_few(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, day("2026-11-21"), LEAD_DAYS_DEFAULT);
  g_autoptr(Reminder) begin = NULL;
  g_assert_true(reminder_begin(fixture->db, reckoning, 0, &begin, &error));
  g_assert_no_error(error);
  g_assert_null(begin);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/reminder/week", test_week);
  ADD("/reminder/far", test_far);
  ADD("/reminder/around-due", test_around_due);
  ADD("/reminder/roll", test_roll);
  ADD("/reminder/order", test_order);
  ADD("/reminder/unit", test_unit);
  ADD("/reminder/ledgers", test_ledgers);
  ADD("/reminder/topics", test_topics);
  ADD("/reminder/periods", test_periods);
  ADD("/reminder/period-ahead", test_period_ahead);
  ADD("/reminder/period-states", test_period_states);
  ADD("/reminder/waiting", test_waiting);
  ADD("/reminder/parts", test_parts);
  ADD("/reminder/fill", test_fill);
  ADD("/reminder/fill-deleted", test_fill_deleted);
  ADD("/reminder/coming", test_coming);
  ADD("/reminder/days", test_days);
  ADD("/reminder/days-periods", test_days_periods);
  ADD("/reminder/days-notices", test_days_notices);
  ADD_EMPTY("/reminder/begin", test_begin);
  g_test_add("/reminder/begin_frozen", Fixture, "", fixture_set_up_empty, test_begin,
             fixture_tear_down);
  ADD("/reminder/begin_of_few", test_begin_of_few);
  return g_test_run();
}

/* The recurrence rule that 完成时限 states, kept in step with it. Today is 21 November 2026. */
#include "core/model/task.h"
#include "core/model/way.h"
#include "core/store/journal.h"
#include "tests/core/fixture.h"

#define TODAY day_from_ymd(2026, 11, 21)

static Actor actor_on(Fixture *fixture, Day today) {
  Actor actor = fixture->actor;
  actor.today = today;
  return actor;
}

static gint64 create(Fixture *fixture, TaskKind kind, const char *deadline) {
  Actor actor = actor_on(fixture, TODAY);
  GError *error = NULL;
  g_autoptr(Task) beside = task_load(fixture->db, NULL, task_id(fixture, 69), &error);
  g_assert_no_error(error);
  TaskInput input = {.ledger = fixture->ledger,
                     .indicator = beside->indicator,
                     .kind = kind,
                     .goal = "新任务",
                     .deadline = deadline};
  gint64 id = 0;
  task_create(fixture->db, &actor, &input, &id, NULL, &error);
  g_assert_no_error(error);
  return id;
}

/* Changes the deadline of a task on a day. */
static void change_on(Fixture *fixture, Day today, gint64 id, const char *deadline) {
  Actor actor = actor_on(fixture, today);
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, today, LEAD_DAYS_DEFAULT);
  GError *error = NULL;
  g_autoptr(Task) before = task_load(fixture->db, NULL, id, &error);
  g_assert_no_error(error);
  g_autofree char *units = task_units_text(before);
  TaskInput input = {.ledger = before->ledger,
                     .indicator = before->indicator,
                     .kind = before->kind,
                     .goal = before->goal,
                     .units = units,
                     .deadline = deadline,
                     .note = before->note};
  task_edit(fixture->db, &actor, reckoning, before, &input, NULL, &error);
  g_assert_no_error(error);
}

/* The rules of a task, 每月至少1次，当月15日前 since 2026-11-21 to 2026-12-20, one a line. */
static char *rules_text(Fixture *fixture, gint64 task) {
  GError *error = NULL;
  g_autoptr(GPtrArray) rules = schedule_list(fixture->db, task, &error);
  g_assert_no_error(error);
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < rules->len; i++) {
    const Schedule *rule = rules->pdata[i];
    char since[DAY_TEXT_SIZE], ended[DAY_TEXT_SIZE];
    g_autofree char *words = recurrence_text(&rule->rule);
    g_string_append_printf(text, "%s%s：%s since %s", i > 0 ? "\n" : "", rule->phrase, words,
                           day_to_iso(rule->since, since));
    if (rule->ended != DAY_NONE)
      g_string_append_printf(text, " to %s", day_to_iso(rule->ended, ended));
  }
  return g_string_free(text, FALSE);
}

#define assert_rules(task, expected)                                                               \
  G_STMT_START {                                                                                   \
    g_autofree char *rules_ = rules_text(fixture, task);                                           \
    g_assert_cmpstr(rules_, ==, expected);                                                         \
  }                                                                                                \
  G_STMT_END

static void undo_last(Fixture *fixture) {
  Actor actor = actor_on(fixture, TODAY);
  GError *error = NULL;
  gint64 seq;
  journal_undoable(fixture->db, actor.who, &seq, &error);
  g_assert_no_error(error);
  journal_undo(fixture->db, &actor, seq, NULL, &error);
  g_assert_no_error(error);
}

/* ---- new tasks -------------------------------------------------------------------------- */

static void test_add(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 entries = journal_entries(fixture->db);
  gint64 monthly = create(fixture, TASK_KIND_TASK, "每月15日前");
  g_assert_cmpint(journal_entries(fixture->db), ==, entries + 1); /* in one, with the task */
  assert_rules(monthly, "每月15日前：每月至少1次，当月15日前 since 2026-11-21");
  gint64 both = create(fixture, TASK_KIND_TASK, "每季度至少1次，2026年12月");
  assert_rules(both, "每季度至少1次：每季度至少1次，季度末前 since 2026-11-21");
  g_autoptr(Task) task = task_load(fixture->db, NULL, both, NULL);
  g_assert_cmpint(task->due, ==, day_from_ymd(2026, 12, 31));
  g_assert_cmpstr(task->deadline, ==, "每季度至少1次，2026年12月");
  gint64 event = create(fixture, TASK_KIND_TASK, "决定作出之日起七个工作日内");
  g_autoptr(GPtrArray) rules = schedule_list(fixture->db, event, NULL);
  g_assert_cmpuint(rules->len, ==, 1);
  g_assert_cmpint(((const Schedule *)rules->pdata[0])->rule.basis, ==, BASIS_EVENT);
}

static void test_add_none(Fixture *fixture, gconstpointer data) {
  (void)data;
  assert_rules(create(fixture, TASK_KIND_TASK, "2026年12月"), "");
  assert_rules(create(fixture, TASK_KIND_TASK, "及时"), "");
  assert_rules(create(fixture, TASK_KIND_TASK, NULL), "");
  assert_rules(create(fixture, TASK_KIND_BONUS, "每月15日前"), "");
}

static void test_add_undone(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 rules = sql_int(fixture->db, "SELECT count(*) FROM schedule");
  create(fixture, TASK_KIND_TASK, "每月15日前");
  assert_int("SELECT count(*) FROM schedule", rules + 1);
  undo_last(fixture);
  assert_int("SELECT count(*) FROM schedule", rules);
}

/* ---- changes ---------------------------------------------------------------------------- */

static void test_change(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 id = create(fixture, TASK_KIND_TASK, "2026年12月");
  change_on(fixture, TODAY, id, "每月25日前");
  assert_rules(id, "每月25日前：每月至少1次，当月25日前 since 2026-11-21");
  change_on(fixture, TODAY, id, "每月底前");
  assert_rules(id, "每月底前：每月至少1次，月末前 since 2026-11-21");
  undo_last(fixture);
  assert_rules(id, "每月25日前：每月至少1次，当月25日前 since 2026-11-21");
  change_on(fixture, TODAY, id, "2026年12月");
  assert_rules(id, ""); /* it has asked for nothing yet */
}

/* What was asked for until then stays. */
static void test_change_later(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 id = create(fixture, TASK_KIND_TASK, "每月25日前");
  change_on(fixture, day_from_ymd(2027, 1, 10), id, "2027年12月");
  assert_rules(id, "每月25日前：每月至少1次，当月25日前 since 2026-11-21 to 2027-01-10");
  change_on(fixture, day_from_ymd(2027, 1, 11), id, "每月25日前");
  assert_rules(id, "每月25日前：每月至少1次，当月25日前 since 2026-11-21 to 2027-01-10\n"
                   "每月25日前：每月至少1次，当月25日前 since 2026-01-01");
}

/* Only the rule that the deadline states follows it. */
static void test_change_others(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 id = create(fixture, TASK_KIND_TASK, "每月25日前");
  raw_write(fixture,
            "INSERT INTO schedule (task, phrase, every, since) SELECT max(task), '每周一次', "
            "'week', '2026-11-21' FROM schedule WHERE phrase = '每月25日前'");
  change_on(fixture, TODAY, id, "每周一次");
  assert_rules(id, "每月25日前：每月至少1次，当月25日前 since 2026-11-21\n"
                   "每周一次：每周至少1次，周日前 since 2026-11-21");
  change_on(fixture, TODAY, id, "每周一次，2026年12月");
  change_on(fixture, TODAY, id, "2026年12月");
  assert_rules(id, "每月25日前：每月至少1次，当月25日前 since 2026-11-21");
}

/* ---- parts ------------------------------------------------------------------------------ */

static void test_part(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 id = create(fixture, TASK_KIND_TASK, "每月15日前");
  Actor actor = actor_on(fixture, TODAY);
  const PartInput parts[] = {{.goal = "甲", .weight = 40},
                             {.goal = "乙", .deadline = "每季度至少1次", .weight = 60}};
  GError *error = NULL;
  way_split(fixture->db, &actor, id, parts, G_N_ELEMENTS(parts), NULL, &error);
  g_assert_no_error(error);
  g_autoptr(GArray) ids = way_parts(fixture->db, id, &error);
  g_assert_no_error(error);
  assert_rules(g_array_index(ids, gint64, 0), ""); /* its task is asked */
  assert_rules(g_array_index(ids, gint64, 1),
               "每季度至少1次：每季度至少1次，季度末前 since 2026-11-21");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/task_rule/add", test_add);
  ADD("/task_rule/add_none", test_add_none);
  ADD("/task_rule/add_undone", test_add_undone);
  ADD("/task_rule/change", test_change);
  ADD("/task_rule/change_later", test_change_later);
  ADD("/task_rule/change_others", test_change_others);
  ADD("/task_rule/part", test_part);
  return g_test_run();
}

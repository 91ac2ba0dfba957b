/* Adding and changing tasks, and what is read from the text of units and deadlines. */
#include "core/model/task.h"
#include "tests/core/fixture.h"

static Task *load(Fixture *fixture, gint64 id) {
  GError *error = NULL;
  Task *task = task_load(fixture->db, NULL, id, &error);
  g_assert_no_error(error);
  return task;
}

static Task *load_number(Fixture *fixture, int number) {
  return load(fixture, task_id(fixture, number));
}

/* What a form holds that shows task and in which nothing was typed. units is freed by the caller.
 */
static TaskInput input_of(const Task *task, char **units) {
  *units = task_units_text(task);
  return (TaskInput){
      .ledger = task->ledger,
      .indicator = task->indicator,
      .kind = task->kind,
      .goal = task->goal,
      .units = *units,
      .deadline = task->deadline,
      .note = task->note,
  };
}

static TaskInput new_input(Fixture *fixture) {
  g_autoptr(Task) beside = load_number(fixture, 69);
  return (TaskInput){
      .ledger = fixture->ledger,
      .indicator = beside->indicator,
      .kind = TASK_KIND_TASK,
      .goal = "新任务",
  };
}

/* Creates a task with these units and returns how they are written. */
static char *units_read(Fixture *fixture, const char *units) {
  TaskInput input = new_input(fixture);
  input.units = units;
  GError *error = NULL;
  gint64 id = 0;
  task_create(fixture->db, &fixture->actor, &input, &id, NULL, &error);
  g_assert_no_error(error);
  g_autoptr(Task) task = load(fixture, id);
  return task_units_text(task);
}

static void refuse_create(Fixture *fixture, TaskInput input, StoreError code, TaskField expected,
                          const char *part) {
  gint64 entries = journal_entries(fixture->db);
  gint64 tasks = sql_int(fixture->db, "SELECT count(*) FROM task");
  GError *error = NULL;
  TaskField field = TASK_FIELD_NONE;
  g_assert_false(task_create(fixture->db, &fixture->actor, &input, NULL, &field, &error));
  assert_refused(&error, STORE_ERROR, (int)code, part);
  g_assert_cmpint(field, ==, expected);
  g_assert_cmpint(journal_entries(fixture->db), ==, entries);
  assert_int("SELECT count(*) FROM task", tasks);
}

/* ---- creating --------------------------------------------------------------------------- */

static void test_create(Fixture *fixture, gconstpointer data) {
  (void)data;
  TaskInput input = new_input(fixture);
  input.goal = " 制定信用交通县建设方案并且印发各县区执行 \n";
  input.units = "厅法规处（牵头）、厅办公室";
  input.deadline = " 11月底前 ";
  input.note = "  ";
  GError *error = NULL;
  gint64 id = 0;
  task_create(fixture->db, &fixture->actor, &input, &id, NULL, &error);
  g_assert_no_error(error);
  g_autoptr(Task) task = load(fixture, id);
  g_assert_cmpint(task->number, ==, 70); /* at the end */
  g_assert_cmpint(task->ledger, ==, fixture->ledger);
  g_assert_cmpint(task->indicator, ==, input.indicator);
  g_assert_cmpint(task->kind, ==, TASK_KIND_TASK);
  g_assert_cmpint(task->state, ==, TASK_STATE_NEW);
  g_assert_cmpint(task->percent, ==, PERCENT_NONE);
  g_assert_cmpstr(task->goal, ==, "制定信用交通县建设方案并且印发各县区执行");
  g_assert_cmpstr(task->deadline, ==, "11月底前");
  g_assert_cmpint(task->due, ==, day_from_ymd(2026, 11, 30));
  g_assert_null(task->note);
  g_autofree char *units = task_units_text(task);
  g_assert_cmpstr(units, ==, "厅法规处（牵头）、厅办公室");
  assert_text("SELECT verb || ' ' || summary FROM journal ORDER BY seq DESC",
              "task.add 添加任务“制定信用交通县建设方案并且印发各…”");

  g_autoptr(GPtrArray) history = journal_list(fixture->db, id, 0, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(history->len, ==, 1);
}

/* Of its ledger's year, not of today's; the ledger's own numbers. */
static void test_create_in_older(Fixture *fixture, gconstpointer data) {
  (void)data;
  fixture_apply(fixture, "ningxia-2020", 2020);
  GError *error = NULL;
  TaskInput input = {
      .ledger = sql_int(fixture->db, "SELECT id FROM ledger WHERE year = 2020"),
      .indicator = sql_int(fixture->db, "SELECT max(id) FROM indicator"),
      .goal = "旧任务",
      .deadline = "5月底",
  };
  gint64 id = 0;
  task_create(fixture->db, &fixture->actor, &input, &id, NULL, &error);
  g_assert_no_error(error);
  g_autoptr(Task) task = load(fixture, id);
  g_assert_cmpint(task->number, ==, 70);
  g_assert_cmpint(task->due, ==, day_from_ymd(2020, 5, 31));
}

static void test_deadline_without_date(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const char *const texts[] = {"及时", "未来三年", "每月15日前", "12月前", "七个工作日内"};
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    TaskInput input = new_input(fixture);
    input.deadline = texts[i];
    GError *error = NULL;
    gint64 id = 0;
    task_create(fixture->db, &fixture->actor, &input, &id, NULL, &error);
    g_assert_no_error(error);
    g_autoptr(Task) task = load(fixture, id);
    g_assert_cmpstr(task->deadline, ==, texts[i]);
    g_assert_cmpint(task->due, ==, DAY_NONE);
  }
}

/* The last day of what the words say, whether they stand alone or in a sentence. */
static void test_deadline_in_words(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const char *const texts[][2] = {{"贯穿全年", "2026-12-31"},
                                         {"11月底前报送总结", "2026-11-30"},
                                         {"每季度至少1次，2027年10月底前", "2027-10-31"}};
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    TaskInput input = new_input(fixture);
    input.deadline = texts[i][0];
    GError *error = NULL;
    gint64 id = 0;
    task_create(fixture->db, &fixture->actor, &input, &id, NULL, &error);
    g_assert_no_error(error);
    g_autoptr(Task) task = load(fixture, id);
    g_assert_cmpint(task->due, ==, day_from_iso(texts[i][1]));
  }
}

static void test_create_refused(Fixture *fixture, gconstpointer data) {
  (void)data;
  TaskInput input = new_input(fixture);
  input.goal = " \n ";
  refuse_create(fixture, input, STORE_ERROR_REFUSED, TASK_FIELD_GOAL, "不能为空");
  input = new_input(fixture);
  input.deadline = "2026年2月30日";
  refuse_create(fixture, input, STORE_ERROR_REFUSED, TASK_FIELD_DEADLINE,
                "没有“2026年2月30日”这一天");
  input = new_input(fixture);
  input.ledger = 9999;
  refuse_create(fixture, input, STORE_ERROR_NOT_FOUND, TASK_FIELD_NONE, "没有这本台账");
  input = new_input(fixture);
  input.indicator = 9999;
  refuse_create(fixture, input, STORE_ERROR_NOT_FOUND, TASK_FIELD_NONE, "指标");
  fixture_apply(fixture, "ningxia-2020", 2020);
  input.indicator = sql_int(fixture->db, "SELECT max(id) FROM indicator"); /* of the other one */
  refuse_create(fixture, input, STORE_ERROR_NOT_FOUND, TASK_FIELD_NONE, "指标");
}

/* ---- units, as text --------------------------------------------------------------------- */

static void test_units(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const struct {
    const char *text, *read;
  } cases[] = {
      {"各市、县（区）交通运输局、厅法规处（牵头）", "各市、县（区）交通运输局、厅法规处（牵头）"},
      {"各市、县（区）交通运输局（配合）", "各市、县（区）交通运输局（配合）"},
      {"厅法规处,厅办公室;厅建管处；厅运输处，厅海事处",
       "厅法规处、厅办公室、厅建管处、厅运输处、厅海事处"},
      {"厅法规处(牵头) 厅办公室(support)", "厅法规处（牵头）、厅办公室（配合）"},
      {"厅法规处 （牵头）、厅办公室", "厅法规处（牵头）、厅办公室"},
      {"　厅法规处\n厅办公室、、", "厅法规处、厅办公室"},
      {"厅法规处（责任）、厅法规处、厅法规处", "厅法规处"},
      {"厅法规处（牵头）、厅法规处", "厅法规处（牵头）、厅法规处"}, /* two roles are two */
      {"厅办公室、厅法规处", "厅办公室、厅法规处"},                 /* in the order given */
      {" 、 ", ""},
      {"", ""},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *read = units_read(fixture, cases[i].text);
    g_assert_cmpstr(read, ==, cases[i].read);
  }
  g_autofree char *none = units_read(fixture, NULL);
  g_assert_cmpstr(none, ==, "");
}

/* A name that begins with another name. */
static void test_units_longest(Fixture *fixture, gconstpointer data) {
  (void)data;
  raw_write(fixture, "INSERT INTO unit (name, kind) VALUES ('厅法规处（执法科）', 'office'), "
                     "('各市', 'group')");
  g_autofree char *longer = units_read(fixture, "厅法规处（执法科）（牵头）、厅法规处");
  g_assert_cmpstr(longer, ==, "厅法规处（执法科）（牵头）、厅法规处");
  g_autofree char *both = units_read(fixture, "各市、各市、县（区）交通运输局");
  g_assert_cmpstr(both, ==, "各市、各市、县（区）交通运输局");
}

static void test_units_unknown(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const struct {
    const char *text, *part;
  } cases[] = {
      {"厅法规科", "没有名为“厅法规科”的单位。相近的有：厅法规处"},
      {"厅办公室、法规处", "没有名为“法规处”的单位。相近的有：厅法规处"},
      {"厅法规处（负责）", "没有名为“厅法规处（负责）”的单位。相近的有：厅法规处"},
      {"厅法规处（牵头", "厅法规处"},
      {"厅法规处厅办公室", "没有名为“厅法规处厅办公室”的单位"},
      {"永宁交通局", "永宁县交通运输局"},
      {"甲", "请写单位全称"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    TaskInput input = new_input(fixture);
    input.units = cases[i].text;
    refuse_create(fixture, input, STORE_ERROR_NOT_FOUND, TASK_FIELD_UNITS, cases[i].part);
  }
}

/* ---- editing ---------------------------------------------------------------------------- */

static gboolean edit_as(Fixture *fixture, const Actor *actor, const Task *before,
                        const TaskInput *input, TaskField *field, GError **error) {
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, actor->today, LEAD_DAYS_DEFAULT);
  return task_edit(fixture->db, actor, reckoning, before, input, field, error);
}

static gboolean edit(Fixture *fixture, const char *who, const Task *before, const TaskInput *input,
                     GError **error) {
  Actor actor = fixture->actor;
  actor.who = who;
  return edit_as(fixture, &actor, before, input, NULL, error);
}

static void test_edit(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Task) before = load_number(fixture, 4);
  g_autofree char *units = NULL;
  TaskInput input = input_of(before, &units);
  input.deadline = "2026年5月底";
  input.note = "延一个月";
  GError *error = NULL;
  g_assert_true(edit(fixture, "zhangsan", before, &input, &error));
  g_assert_no_error(error);
  g_autoptr(Task) after = load_number(fixture, 4);
  g_assert_cmpstr(after->deadline, ==, "2026年5月底");
  g_assert_cmpint(after->due, ==, day_from_ymd(2026, 5, 31));
  g_assert_cmpstr(after->deadline_printed, ==, "2020年4月"); /* never changed */
  g_assert_cmpstr(after->note, ==, "延一个月");
  g_assert_cmpstr(after->goal, ==, before->goal);

  /* Only what changed is in the journal. */
  g_autoptr(GPtrArray) history = journal_list(fixture->db, before->id, 1, &error);
  g_assert_no_error(error);
  const JournalEntry *entry = history->pdata[0];
  g_assert_cmpstr(entry->verb, ==, "task.edit");
  g_assert_cmpint(entry->task, ==, before->id);
  g_assert_cmpstr(entry->summary, ==, "修改第4项“落实国家发展改革委、交通运输部、…”");
  g_autoptr(GPtrArray) changes = journal_changes(fixture->db, entry->seq, 0, &error);
  g_assert_no_error(error);
  static const char *const fields[][3] = {{"deadline", "2026年4月", "2026年5月底"},
                                          {"due", "2026-04-30", "2026-05-31"},
                                          {"note", NULL, "延一个月"}};
  g_assert_cmpuint(changes->len, ==, G_N_ELEMENTS(fields));
  for (guint i = 0; i < changes->len; i++) {
    const JournalChange *change = changes->pdata[i];
    g_assert_cmpstr(change->table, ==, "task");
    g_assert_cmpint(change->id, ==, before->id);
    g_assert_cmpstr(change->field, ==, fields[i][0]);
    g_assert_cmpstr(change->old, ==, fields[i][1]);
    g_assert_cmpstr(change->new_, ==, fields[i][2]);
  }
}

static void test_edit_nothing(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Task) before = load_number(fixture, 7);
  g_autofree char *units = NULL;
  TaskInput input = input_of(before, &units);
  gint64 entries = journal_entries(fixture->db);
  GError *error = NULL;
  g_assert_true(edit(fixture, "zhangsan", before, &input, &error));
  g_assert_no_error(error);
  g_assert_cmpint(journal_entries(fixture->db), ==, entries);
}

/* An untouched deadline keeps its due date, also where that is not what the text says (延期). */
static void test_edit_keeps_due(Fixture *fixture, gconstpointer data) {
  (void)data;
  raw_write(fixture, "UPDATE task SET due = '2026-06-15' WHERE number = 4");
  g_autoptr(Task) before = load_number(fixture, 4);
  g_autofree char *units = NULL;
  TaskInput input = input_of(before, &units);
  input.note = "已延期";
  GError *error = NULL;
  g_assert_true(edit(fixture, "zhangsan", before, &input, &error));
  g_assert_no_error(error);
  assert_text("SELECT due FROM task WHERE number = 4", "2026-06-15");
}

static void test_edit_clears(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Task) before = load_number(fixture, 4);
  g_autofree char *units = NULL;
  TaskInput input = input_of(before, &units);
  input.deadline = "";
  input.units = "";
  GError *error = NULL;
  g_assert_true(edit(fixture, "zhangsan", before, &input, &error));
  g_assert_no_error(error);
  g_autoptr(Task) after = load_number(fixture, 4);
  g_assert_null(after->deadline);
  g_assert_cmpint(after->due, ==, DAY_NONE);
  g_assert_cmpuint(after->units->len, ==, 0);
}

static void test_edit_units(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Task) before = load_number(fixture, 7);
  g_autofree char *units = NULL;
  TaskInput input = input_of(before, &units);
  input.units = "厅办公室、厅法规处（牵头）、五市交通运输局";
  GError *error = NULL;
  g_assert_true(edit(fixture, "zhangsan", before, &input, &error));
  g_assert_no_error(error);
  g_autoptr(Task) after = load_number(fixture, 7);
  g_autofree char *text = task_units_text(after);
  g_assert_cmpstr(text, ==, "厅办公室、厅法规处（牵头）、五市交通运输局");

  gint64 seq = 0;
  journal_undoable(fixture->db, "zhangsan", &seq, &error);
  g_assert_no_error(error);
  journal_undo(fixture->db, &fixture->actor, seq, NULL, &error);
  g_assert_no_error(error);
  g_autoptr(Task) undone = load_number(fixture, 7);
  g_autofree char *old = task_units_text(undone);
  g_assert_cmpstr(old, ==, units);
}

static void test_edit_refused(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Task) before = load_number(fixture, 4);
  g_autofree char *units = NULL;
  TaskInput input = input_of(before, &units);
  gint64 entries = journal_entries(fixture->db);
  TaskField field = TASK_FIELD_NONE;
  GError *error = NULL;
  input.goal = "";
  g_assert_false(edit_as(fixture, &fixture->actor, before, &input, &field, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "目标任务不能为空");
  g_assert_cmpint(field, ==, TASK_FIELD_GOAL);
  input.goal = before->goal;
  input.units = "厅法规科";
  g_assert_false(edit_as(fixture, &fixture->actor, before, &input, &field, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "厅法规处");
  g_assert_cmpint(field, ==, TASK_FIELD_UNITS);
  g_assert_cmpint(journal_entries(fixture->db), ==, entries);
}

/* Edits the deadline of a task on a day; the refusal, NULL: it was stored. */
static char *deadline_refusal(Fixture *fixture, const char *who, Day today, int number,
                              const char *deadline) {
  Actor actor = {.who = who, .today = today};
  g_autoptr(Task) before = load_number(fixture, number);
  g_autofree char *units = NULL;
  g_autoptr(GError) error = NULL;
  TaskField field = TASK_FIELD_NONE;
  TaskInput input = input_of(before, &units);
  input.deadline = deadline;
  if (edit_as(fixture, &actor, before, &input, &field, &error)) {
    g_assert_no_error(error);
    return NULL;
  }
  g_assert_cmpint(field, ==, TASK_FIELD_DEADLINE);
  g_autoptr(Task) after = load_number(fixture, number);
  g_assert_cmpstr(after->deadline, ==, before->deadline);
  g_assert_cmpint(after->due, ==, before->due);
  g_assert_true(error->code == STORE_ERROR_REFUSED);
  return g_strdup(error->message);
}

/* note: another one each time, or nothing might change. */
static void put_task(Fixture *fixture, const char *state, const char *kind, int note) {
  const char *done_on = g_str_equal(state, "done") ? "'2026-04-01'" : "NULL";
  g_autofree char *sql = g_strdup_printf(
      "UPDATE task SET deadline = '2026年4月', due = '2026-04-30', state = '%s', kind = '%s', "
      "done_on = %s, note = '%d' WHERE number = 4",
      state, kind, done_on, note);
  raw_write(fixture, sql);
}

/* Once a task has left 未启动, more time is an extension's business; once its day has passed, or it
 * is done, that of who may correct what was mistyped. */
static void test_edit_later(Fixture *fixture, gconstpointer data) {
  (void)data;
#define EXTEND "请申请延期"
#define ENDED "期限 2026-04-30 不能再改晚或去掉"
#define PASSED "该项 2026-04-30 已到期，期限不能再改晚或去掉"
  static const struct {
    const char *state, *kind, *deadline;
    const char *refusals[2][2]; /* on the last day, on the next; to a 经办, to a 督办 */
  } cases[] = {
      {"new", "task", "2026年5月1日", {{NULL, NULL}, {PASSED, NULL}}},
      {"new", "task", "", {{NULL, NULL}, {PASSED, NULL}}},
      {"new", "task", "尽快", {{NULL, NULL}, {PASSED, NULL}}},
      {"new", "task", "2026年3月", {{NULL, NULL}, {NULL, NULL}}},
      {"new", "measure", "2026年5月1日", {{NULL, NULL}, {NULL, NULL}}},
      {"assigned", "task", "2026年5月1日", {{EXTEND, EXTEND}, {PASSED, NULL}}},
      {"active", "task", "2026年5月1日", {{EXTEND, EXTEND}, {PASSED, NULL}}},
      {"active", "task", "2026年4月30日", {{NULL, NULL}, {NULL, NULL}}},
      {"active", "task", "尽快", {{EXTEND, EXTEND}, {PASSED, NULL}}},
      {"paused", "task", "2026年5月1日", {{EXTEND, EXTEND}, {PASSED, NULL}}},
      {"new", "bonus", "2026年5月1日", {{NULL, NULL}, {NULL, NULL}}},
      {"active", "bonus", "2026年5月1日", {{EXTEND, EXTEND}, {PASSED, NULL}}},
      {"active", "measure", "2026年5月1日", {{NULL, NULL}, {NULL, NULL}}},
      {"done", "task", "2026年5月1日", {{ENDED, NULL}, {ENDED, NULL}}},
  };
  Day last = day_from_ymd(2026, 4, 30);
  fixture_permit(fixture, "chen", "clerk");
  fixture_permit(fixture, "du", "supervisor");
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    for (int late = 0; late < 2; late++) {
      for (int who = 0; who < 2; who++) {
        const char *expected = cases[i].refusals[late][who];
        put_task(fixture, cases[i].state, cases[i].kind, (int)i * 4 + late * 2 + who);
        g_autofree char *refusal =
            deadline_refusal(fixture, who == 0 ? "chen" : "du", last + late, 4, cases[i].deadline);
        g_test_message("%" G_GSIZE_FORMAT " %d %d: %s", i, late, who, refusal);
        g_assert_true(expected != NULL ? refusal != NULL && strstr(refusal, expected) != NULL
                                       : refusal == NULL);
      }
    }
  }
  /* What states no date may be given one. */
  raw_write(fixture, "UPDATE task SET deadline = '及时', due = NULL, state = 'active' "
                     "WHERE number = 64");
  g_assert_null(deadline_refusal(fixture, "chen", last, 64, "2026年9月"));
#undef EXTEND
#undef ENDED
#undef PASSED
}

/* A part stays within the time of its task. */
static void test_edit_part(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_autofree char *sql = g_strdup_printf(
      "UPDATE task SET parent = %d, weight = 50 WHERE number = 5", (int)task_id(fixture, 4));
  raw_write(fixture, sql);
  g_autoptr(Task) before = load_number(fixture, 5);
  g_autofree char *units = NULL;
  TaskField field = TASK_FIELD_NONE;
  TaskInput input = input_of(before, &units);
  input.deadline = "2026年5月1日";
  g_assert_false(edit_as(fixture, &fixture->actor, before, &input, &field, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "2026-04-30 到期");
  g_assert_cmpint(field, ==, TASK_FIELD_DEADLINE);
  input.deadline = "2026年4月30日";
  g_assert_true(edit_as(fixture, &fixture->actor, before, &input, &field, &error));
  g_assert_no_error(error);
}

/* ---- two people at once ------------------------------------------------------------------ */

/* lisi changes theirs, then zhangsan, who saw the task before that, changes ours. */
typedef struct {
  const char *name;
  TaskInput theirs, ours; /* NULL or 0: as it was */
  const char *refused;    /* part of the message; NULL: both pass */
} Race;

static const Race RACES[] = {
    {"other fields", {.note = "他的"}, {.goal = "我的"}, NULL},
    {"other fields", {.units = "厅办公室"}, {.deadline = "2026年6月"}, NULL},
    {"other fields", {.deadline = "2026年6月"}, {.units = "厅办公室（牵头）"}, NULL},
    {"goal", {.goal = "他的"}, {.goal = "我的"}, "“目标任务”刚被别人改为“他的”"},
    {"deadline", {.deadline = "及时"}, {.deadline = "2026年6月"}, "“完成时限”刚被别人改为“及时”"},
    {"deadline", {.deadline = ""}, {.deadline = "2026年6月"}, "“完成时限”刚被别人改为“（空）”"},
    {"note", {.note = "他的"}, {.note = "我的"}, "“备注”刚被别人改为“他的”"},
    {"units", {.units = "厅办公室"}, {.units = "厅人事处"}, "“责任单位”刚被别人改为“厅办公室”"},
    {"kind", {.kind = TASK_KIND_BONUS}, {.kind = TASK_KIND_MEASURE}, "“类别”刚被别人改为“加分项”"},
};

static TaskInput changed(const Task *task, const TaskInput *change, char **units) {
  TaskInput input = input_of(task, units);
  input.goal = change->goal != NULL ? change->goal : input.goal;
  input.units = change->units != NULL ? change->units : input.units;
  input.deadline = change->deadline != NULL ? change->deadline : input.deadline;
  input.note = change->note != NULL ? change->note : input.note;
  input.kind = change->kind != TASK_KIND_TASK ? change->kind : input.kind;
  return input;
}

static void check_has(const Task *task, const TaskInput *change) {
  g_autofree char *units = task_units_text(task);
  if (change->goal != NULL)
    g_assert_cmpstr(task->goal, ==, change->goal);
  if (change->units != NULL)
    g_assert_cmpstr(units, ==, change->units);
  if (change->deadline != NULL)
    g_assert_cmpstr(task->deadline, ==, *change->deadline != '\0' ? change->deadline : NULL);
  if (change->note != NULL)
    g_assert_cmpstr(task->note, ==, change->note);
}

static void run_race(Fixture *fixture, const Race *race, int number) {
  g_autoptr(Task) before = load_number(fixture, number);
  g_autofree char *their_units = NULL;
  g_autofree char *our_units = NULL;
  TaskInput theirs = changed(before, &race->theirs, &their_units);
  TaskInput ours = changed(before, &race->ours, &our_units);
  GError *error = NULL;
  g_assert_true(edit(fixture, "lisi", before, &theirs, &error));
  g_assert_no_error(error);
  gint64 entries = journal_entries(fixture->db);
  if (race->refused == NULL) {
    g_assert_true(edit(fixture, "zhangsan", before, &ours, &error));
    g_assert_no_error(error);
  } else {
    g_assert_false(edit(fixture, "zhangsan", before, &ours, &error));
    assert_refused(&error, STORE_ERROR, STORE_ERROR_CONFLICT, race->refused);
    g_assert_cmpint(journal_entries(fixture->db), ==, entries);
  }
  g_autoptr(Task) after = load_number(fixture, number);
  check_has(after, &race->theirs);
  if (race->refused == NULL)
    check_has(after, &race->ours);
}

static void test_races(Fixture *fixture, gconstpointer data) {
  (void)data;
  for (gsize i = 0; i < G_N_ELEMENTS(RACES); i++)
    run_race(fixture, &RACES[i], (int)i + 1);
}

/* Where one field of several is in the way, none is stored. */
static void test_race_all_or_none(Fixture *fixture, gconstpointer data) {
  (void)data;
  Race race = {
      .theirs = {.note = "他的"}, .ours = {.note = "我的", .goal = "我的"}, .refused = "备注"};
  run_race(fixture, &race, 1);
  assert_int("SELECT count(*) FROM task WHERE goal = '我的'", 0);
}

static void test_race_indicator(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Task) before = load_number(fixture, 1);
  g_autoptr(Task) fourth = load_number(fixture, 4);
  g_autoptr(Task) tenth = load_number(fixture, 10);
  g_autofree char *units = NULL;
  TaskInput input = input_of(before, &units);
  GError *error = NULL;
  input.indicator = fourth->indicator;
  g_assert_true(edit(fixture, "lisi", before, &input, &error));
  g_assert_no_error(error);
  input.indicator = tenth->indicator;
  g_assert_false(edit(fixture, "zhangsan", before, &input, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_CONFLICT,
                 "“所属指标”刚被别人改为“（二）加快推进落实”");
  g_autoptr(Task) after = load_number(fixture, 1);
  g_assert_cmpint(after->indicator, ==, fourth->indicator);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/task-edit/create", test_create);
  ADD("/task-edit/create-in-older", test_create_in_older);
  ADD("/task-edit/deadline-without-date", test_deadline_without_date);
  ADD("/task-edit/deadline-in-words", test_deadline_in_words);
  ADD("/task-edit/create-refused", test_create_refused);
  ADD("/task-edit/units", test_units);
  ADD("/task-edit/units-longest", test_units_longest);
  ADD("/task-edit/units-unknown", test_units_unknown);
  ADD("/task-edit/edit", test_edit);
  ADD("/task-edit/nothing", test_edit_nothing);
  ADD("/task-edit/keeps-due", test_edit_keeps_due);
  ADD("/task-edit/clears", test_edit_clears);
  ADD("/task-edit/edit-units", test_edit_units);
  ADD("/task-edit/edit-refused", test_edit_refused);
  ADD("/task-edit/later", test_edit_later);
  ADD("/task-edit/part", test_edit_part);
  ADD("/task-edit/races", test_races);
  ADD("/task-edit/race-all-or-none", test_race_all_or_none);
  ADD("/task-edit/race-indicator", test_race_indicator);
  return g_test_run();
}

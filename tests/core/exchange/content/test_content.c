/* A ledger between the ledger file and a Content. */
#include <math.h>
#include <sqlite3.h>
#include <string.h>

#include "core/model/way.h"
#include "tests/core/exchange/content/contents.h"

/* ---- loading ---------------------------------------------------------------------------- */

static void test_ningxia(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Content) content = load_ledger(fixture, fixture->ledger);
  g_assert_cmpstr(content->template_name, ==, "ningxia-2020");
  g_assert_cmpint(content->year, ==, 2026);
  g_assert_cmpint(content->source_year, ==, 2020);
  g_assert_cmpint(content->ledger, ==, fixture->ledger);
  g_assert_cmpuint(strlen(content->origin), ==, 64);
  g_assert_cmpuint(content->tasks->len, ==, 69);
  g_assert_cmpint(content_levels(content), ==, 2);
  g_assert_cmpuint(content->units->len, ==, 45); /* 18 that tasks name, 27 that are members */

  const ContentTask *task = content->tasks->pdata[3];
  g_assert_cmpint(task->number, ==, 4);
  g_assert_cmpint(task->id, ==, task_id(fixture, 4));
  g_assert_cmpstr(task->deadline, ==, "2026年4月");
  g_assert_cmpstr(task->deadline_printed, ==, "2020年4月");
  g_assert_cmpint(task->due, ==, day_from_ymd(2026, 4, 30));
  g_assert_cmpuint(task->units->len, ==, 1);
  g_assert_cmpstr(((const ContentUnit *)task->units->pdata[0])->name, ==, "厅法规处");
  g_assert_cmpstr(content_level(content, task, 1), ==,
                  "一、贯彻落实习近平总书记重要指示批示和党中央、国务院决策部署情况");

  const ContentTask *weekly = task_numbered(content, 28);
  const ContentRule *rule = weekly->rules->pdata[0];
  g_assert_cmpint(rule->rule.every, ==, EVERY_WEEK);
  g_assert_cmpint(rule->since, ==, fixture->actor.today);
  g_assert_cmpint(task_numbered(content, 65)->kind, ==, TASK_KIND_DEDUCTION);
}

static void test_in_use(Fixture *fixture, gconstpointer data) {
  (void)data;
  use_ledger(fixture);
  g_autoptr(Content) content = load_ledger(fixture, fixture->ledger);
  const ContentTask *task = task_numbered(content, 4);
  g_assert_cmpint(task->state, ==, TASK_STATE_ACTIVE);
  g_assert_cmpint(task->percent, ==, 60);
  g_assert_cmpuint(task->progress->len, ==, 3);
  const ContentProgress *newest = task->progress->pdata[0], *second = task->progress->pdata[1];
  g_assert_cmpstr(newest->text, ==, "同一天的又一条");
  g_assert_cmpint(newest->percent, ==, PERCENT_NONE);
  g_assert_cmpuint(second->evidence->len, ==, 2);
  g_assert_cmpstr(second->evidence->pdata[1], ==, "b.pdf");
  g_assert_cmpstr(second->author, ==, "zhangsan");

  /* A part stands right after its whole, whose 完成率 is what the parts come to. */
  const ContentTask *whole = task_numbered(content, 15), *part = task_numbered(content, 70);
  g_assert_true(content->tasks->pdata[15] == part);
  g_assert_true(content->tasks->pdata[part->parent] == whole);
  g_assert_cmpint(part->weight, ==, 40);
  g_assert_cmpint(whole->percent, ==, 20);

  g_assert_cmpint(task_numbered(content, 8)->state, ==, TASK_STATE_CLOSED);
  g_assert_cmpint(task_numbered(content, 8)->done_on, ==, day_from_ymd(2026, 11, 3));
  g_assert_cmpint(task_numbered(content, 17)->due, ==, DAY_NONE);
  g_assert_null(task_numbered(content, 17)->deadline);
  g_assert_cmpstr(task_numbered(content, 17)->deadline_printed, ==, "2020年12月");
  g_assert_cmpfloat(((const ContentIndicator *)content->indicators->pdata[2])->points, ==, 2.5);
}

static void test_some(Fixture *fixture, gconstpointer data) {
  (void)data;
  use_ledger(fixture);
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  g_autoptr(GArray) wanted = g_array_new(FALSE, FALSE, sizeof(gint64));
  const int numbers[] = {70, 4, 28};
  for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++) {
    gint64 id = task_id(fixture, numbers[i]);
    g_array_append_val(wanted, id);
  }
  g_autoptr(Content) content =
      content_load(fixture->db, reckoning, fixture->ledger, wanted, NULL, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(content->tasks->len, ==, 3);
  const ContentTask *first = content->tasks->pdata[0], *part = content->tasks->pdata[1];
  g_assert_cmpint(first->number, ==, 4);
  g_assert_cmpuint(first->progress->len, ==, 3);
  g_assert_cmpint(first->standing.light, ==, LIGHT_RED);
  g_assert_cmpint(first->standing.overdue, ==, 205);
  /* Without its whole a part stands by itself. */
  g_assert_cmpint(part->number, ==, 70);
  g_assert_cmpint(part->parent, ==, -1);
  g_assert_cmpint(part->weight, ==, 0);
  /* Only the indicators above them come along, and only the units that they name. */
  g_assert_cmpuint(content->indicators->len, ==, 6);
  for (guint i = 0; i < content->tasks->len; i++)
    g_assert_nonnull(content_level(content, content->tasks->pdata[i], 2));
  g_assert_cmpuint(content->units->len, <, 45);
}

static void test_missing(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_assert_null(content_load(fixture->db, NULL, 99, NULL, NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "没有这本台账");
}

static gboolean stop(gpointer data, const char *doing, gint64 done, gint64 total) {
  (void)doing, (void)done, (void)total;
  ++*(int *)data;
  return FALSE;
}

static void test_stopped(Fixture *fixture, gconstpointer data) {
  (void)data;
  raw_write(fixture,
            "WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 700) "
            "INSERT INTO task (ledger, indicator, number, kind, goal, state) "
            "SELECT 1, 3, i, 'task', '任务' || i, 'new' FROM n");
  int told = 0;
  Watch watch = {.tell = stop, .data = &told};
  GError *error = NULL;
  g_assert_null(content_load(fixture->db, NULL, fixture->ledger, NULL, &watch, &error));
  g_assert_error(error, WATCH_ERROR, WATCH_ERROR_STOPPED);
  g_clear_error(&error);
  g_assert_cmpint(told, ==, 1);
  g_autoptr(Content) content = load_ledger(fixture, fixture->ledger); /* nothing stays open */
  g_assert_cmpuint(content->tasks->len, ==, 670);
}

/* Somebody else, who adds a task right before the units are read. */
typedef struct {
  sqlite3 *file;
  int code;
} Other;

static sqlite3 *opened; /* by the auto extension, which is given nothing of ours */

static int keep_opened(sqlite3 *handle, const char **message, const void *routines) {
  (void)message, (void)routines;
  opened = handle;
  return SQLITE_OK;
}

static int add_between(unsigned kind, void *data, void *statement, void *text) {
  (void)kind, (void)statement;
  Other *other = data;
  if (other->code < 0 && strstr(text, "JOIN task_unit") != NULL)
    other->code =
        sqlite3_exec(other->file,
                     "INSERT INTO task (ledger, indicator, number, kind, goal, state) "
                     "SELECT 1, indicator, 900, kind, goal, state FROM task WHERE number = 1;"
                     "INSERT INTO task_unit SELECT last_insert_rowid(), unit, role, position "
                     "FROM task_unit WHERE task = (SELECT id FROM task WHERE number = 1)",
                     NULL, NULL, NULL);
  return 0;
}

static void test_others_write(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  sqlite3_auto_extension((void (*)(void))keep_opened);
  g_autoptr(Db) db = db_open(db_path(fixture->db), DB_WRITE, &error);
  sqlite3_cancel_auto_extension((void (*)(void))keep_opened);
  g_assert_no_error(error);
  Other other = {.code = -1};
  g_assert_cmpint(sqlite3_open(db_path(fixture->db), &other.file), ==, SQLITE_OK);
  sqlite3_trace_v2(opened, SQLITE_TRACE_STMT, add_between, &other);
  g_autoptr(Content) content = content_load(db, NULL, fixture->ledger, NULL, NULL, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(content->tasks->len, ==, 69);
  g_assert_cmpint(other.code, ==, SQLITE_BUSY);
  other.code = -1;
  add_between(SQLITE_TRACE_STMT, &other, NULL, (void *)"JOIN task_unit");
  g_assert_cmpint(other.code, ==, SQLITE_OK); /* no lock is kept */
  sqlite3_close(other.file);
}

/* ---- storing ---------------------------------------------------------------------------- */

/* Stored into another file and loaded again it is the same. */
static void assert_stays(const Content *content) {
  Fixture other = {0};
  fixture_set_up_empty(&other, NULL);
  gint64 ledger = store_ledger(&other, content);
  g_autoptr(Content) again = load_ledger(&other, ledger);
  assert_same_content(content, again);
  fixture_tear_down(&other, NULL);
}

static void test_shipped(Fixture *fixture, gconstpointer data) {
  (void)data;
  for (gsize i = 0; CONTENT_TEMPLATES[i] != NULL; i++) {
    fixture_apply(fixture, CONTENT_TEMPLATES[i], 2026);
    gint64 ledger = sql_int(fixture->db, "SELECT max(id) FROM ledger");
    g_autoptr(Content) content = load_ledger(fixture, ledger);
    g_assert_cmpint(ledger, ==, i + 1);
    g_assert_cmpuint(content->tasks->len, >, 3);
    assert_stays(content);
  }
}

static void test_used(Fixture *fixture, gconstpointer data) {
  (void)data;
  use_ledger(fixture);
  g_autoptr(Content) content = load_ledger(fixture, fixture->ledger);
  assert_stays(content);
}

/* Two tasks, and the state each was in. */
typedef struct {
  gint64 tasks[2];
  TaskState states[2];
} Past;

static void take_step(gint64 task, Step step, TaskState after, Day made_on, gpointer data) {
  (void)step;
  (void)made_on;
  Past *past = data;
  for (int i = 0; i < 2; i++) {
    if (task == past->tasks[i])
      past->states[i] = after;
  }
}

/* The steps that lead to a state are put on record, or it would be 未启动 on every past day. */
static void test_way(Fixture *fixture, gconstpointer data) {
  (void)data;
  use_ledger(fixture);
  g_autoptr(Content) content = load_ledger(fixture, fixture->ledger);
  Fixture other = {0};
  fixture_set_up_empty(&other, NULL);
  other.actor.who = "wangwu";
  other.ledger = store_ledger(&other, content);
  GError *error = NULL;
  Past past = {.tasks = {task_id(&other, 4), task_id(&other, 8)}};
  way_follow(other.db, day_from_ymd(2026, 11, 10), take_step, &past, &error);
  g_assert_no_error(error);
  g_assert_cmpint(past.states[0], ==, TASK_STATE_ACTIVE);
  g_assert_cmpint(past.states[1], ==, TASK_STATE_DONE);
  g_assert_cmpint(sql_int(other.db, "SELECT count(*) FROM task t WHERE state <> 'new' AND state <> "
                                    "(SELECT after FROM step WHERE task = t.id "
                                    "ORDER BY id DESC LIMIT 1)"),
                  ==, 0);
  g_autofree char *who =
      sql_text(other.db,
               "SELECT author FROM step WHERE name = 'finish' AND reason IS NULL ORDER BY id DESC");
  g_assert_cmpstr(who, ==, "zhangsan"); /* who said so, not who brought it in */
  g_autofree char *why = sql_text(other.db, "SELECT reason FROM step WHERE name = 'pause'");
  g_assert_cmpstr(why, ==, "导入时的状态");
  fixture_tear_down(&other, NULL);
}

static Content *small_content(void) {
  Content *content = content_new();
  content->title = g_strdup("某市台账");
  content->year = 2026;
  return content;
}

static ContentTask *add_task(Content *content, int number, const char *goal) {
  ContentTask *task = content_task_new();
  task->number = number;
  task->goal = g_strdup(goal);
  g_ptr_array_add(content->tasks, task);
  return task;
}

/* What a foreign table says little of: units by name alone, no tree, no 序号. */
static void test_plain(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Content) content = small_content();
  ContentTask *task = add_task(content, 0, "建立制度");
  g_ptr_array_add(task->units, content_unit_new("厅建管处", ROLE_LEAD));
  g_ptr_array_add(task->units, content_unit_new("盐池县交通运输局", ROLE_SUPPORT));
  g_ptr_array_add(task->units, content_unit_new("盐池县交通运输局", ROLE_SUPPORT));
  g_ptr_array_add(task->progress, content_progress_new("已起草"));
  add_task(content, 5, "公开信息");
  add_task(content, 0, "总结经验");
  gint64 ledger = store_ledger(fixture, content);
  g_autoptr(Content) again = load_ledger(fixture, ledger);
  g_assert_cmpuint(again->indicators->len, ==, 1);
  const ContentTask *last = again->tasks->pdata[2];
  g_assert_cmpstr(content_level(again, last, 1), ==, "未分类");
  g_assert_cmpint(task_numbered(again, 6)->id, ==, 1);
  g_assert_cmpstr(task_numbered(again, 7)->goal, ==, "总结经验");
  const ContentTask *first = task_numbered(again, 6);
  g_assert_cmpuint(first->units->len, ==, 2);
  g_assert_cmpint(((const ContentUnitInfo *)again->units->pdata[0])->kind, ==, UNIT_OFFICE);
  g_assert_cmpint(((const ContentUnitInfo *)again->units->pdata[1])->kind, ==, UNIT_LOCAL);
  const ContentProgress *progress = first->progress->pdata[0];
  g_assert_cmpint(progress->made_on, ==, fixture->actor.today);
  g_assert_cmpstr(progress->author, ==, "zhangsan");
}

/* A unit that the file knows stays as it is there. */
static void test_known_units(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Content) content = small_content();
  ContentUnitInfo *info = content_unit_info_new("厅法规处", UNIT_BODY);
  g_ptr_array_add(info->aliases, g_strdup("法规处"));
  g_ptr_array_add(content->units, info);
  ContentTask *task = add_task(content, 1, "建立制度");
  g_ptr_array_add(task->units, content_unit_new("法规处", ROLE_LEAD));
  gint64 units = sql_int(fixture->db, "SELECT count(*) FROM unit");
  store_ledger(fixture, content);
  g_assert_cmpint(sql_int(fixture->db, "SELECT count(*) FROM unit"), ==, units);
  assert_text("SELECT kind FROM unit WHERE name = '厅法规处'", "office");
  assert_text("SELECT u.name FROM task_unit tu JOIN unit u ON u.id = tu.unit "
              "JOIN task t ON t.id = tu.task WHERE t.ledger = 2",
              "厅法规处");
}

static void assert_store_refused(Fixture *fixture, const Content *content, const char *part) {
  g_autofree char *message = store_refusal(fixture, content);
  g_test_message("%s", message);
  g_assert_nonnull(strstr(message, part));
  g_assert_cmpint(sql_int(fixture->db, "SELECT count(*) FROM ledger"), ==, 1);
}

static void test_refused(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Content) content = small_content();
  ContentTask *first = add_task(content, 3, "建立制度");
  ContentTask *second = add_task(content, 3, "公开信息");
  first->row = 5;
  second->row = 6;
  assert_store_refused(fixture, content, "第6行“公开信息”：序号 3 与第5行重复");
  second->number = 4;
  second->percent = 120;
  assert_store_refused(fixture, content, "第6行“公开信息”：完成率 120 不对");
  second->percent = PERCENT_NONE;
  second->row = 0;
  g_free(second->goal);
  second->goal = g_strdup("　 ");
  assert_store_refused(fixture, content, "第4项“　 ”：目标任务是空的");
  g_free(second->goal);
  second->goal = g_strdup("公开信息");
  g_ptr_array_add(second->units, content_unit_new("", ROLE_LEAD));
  assert_store_refused(fixture, content, "第4项“公开信息”：单位名称不能为空");
  g_ptr_array_set_size(second->units, 0);
  second->parent = 1;
  assert_store_refused(fixture, content, "各部分要写在所属的任务之后");
  second->parent = 0;
  assert_store_refused(fixture, content, "权重 0 不对");
  second->parent = -1;
  ContentRule *rule = g_new0(ContentRule, 1);
  rule->phrase = g_strdup("每周");
  rule->rule = (Recurrence){.every = EVERY_WEEK, .step = 0, .quota = 1, .anchor = DAY_NONE};
  g_ptr_array_add(second->rules, rule);
  assert_store_refused(fixture, content, "周期要求“每周”");
  g_ptr_array_set_size(second->rules, 0);
  content->year = 0;
  assert_store_refused(fixture, content, "请写明年份");
  content->year = 2026;
  content->template_name = g_strdup("ningxia-2020");
  assert_store_refused(fixture, content, "2026年的台账已经有了");
}

/* ---- kinds of units --------------------------------------------------------------------- */

static void test_kinds(void) {
  static const struct {
    const char *name;
    UnitKind kind;
  } CASES[] = {
      {"厅法规处", UNIT_OFFICE},
      {"厅机关党委", UNIT_OFFICE},
      {"局政策法规科", UNIT_OFFICE},
      {"行政审批管理科（政策法规科）", UNIT_OFFICE},
      {"各市、县（区）交通运输局", UNIT_GROUP},
      {"五市交通运输局", UNIT_GROUP},
      {"14个县（市、区）交通运输局", UNIT_GROUP},
      {"有关市交通运输局", UNIT_GROUP},
      {"厅信用体系建设领导小组各成员单位", UNIT_GROUP},
      {"盐池县交通运输局", UNIT_LOCAL},
      {"忻州市交通运输局", UNIT_LOCAL},
      {"路网监测与应急处置中心", UNIT_BODY},
      {"交通运输综合执法监督局", UNIT_BODY},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_test_message("%s", CASES[i].name);
    g_assert_cmpstr(unit_kind_code(unit_kind_guess(CASES[i].name)), ==,
                    unit_kind_code(CASES[i].kind));
  }
}

/* Of the units that shipped templates declare nearly all are guessed as they say. */
static void test_shipped_kinds(Fixture *fixture, gconstpointer data) {
  (void)data;
  for (gsize i = 0; CONTENT_TEMPLATES[i] != NULL; i++)
    fixture_apply(fixture, CONTENT_TEMPLATES[i], 2026);
  GError *error = NULL;
  g_autoptr(GPtrArray) units = unit_list(fixture->db, &error);
  g_assert_no_error(error);
  guint wrong = 0;
  for (guint i = 0; i < units->len; i++) {
    const Unit *unit = units->pdata[i];
    UnitKind guess = unit_kind_guess(unit->name);
    if (guess == unit->kind)
      continue;
    g_test_message("%s: %s, not %s", unit->name, unit_kind_code(guess), unit_kind_code(unit->kind));
    wrong++;
  }
  g_assert_cmpuint(units->len, >, 60);
  g_assert_cmpuint(wrong, <=, units->len / 20);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/content/load/ningxia", test_ningxia);
  ADD("/content/load/in-use", test_in_use);
  ADD("/content/load/some", test_some);
  ADD("/content/load/missing", test_missing);
  ADD("/content/load/stopped", test_stopped);
  ADD("/content/load/others-write", test_others_write);
  ADD_EMPTY("/content/store/shipped", test_shipped);
  ADD("/content/store/used", test_used);
  ADD("/content/store/way", test_way);
  ADD_EMPTY("/content/store/plain", test_plain);
  ADD("/content/store/known-units", test_known_units);
  ADD("/content/store/refused", test_refused);
  g_test_add_func("/content/kinds", test_kinds);
  ADD_EMPTY("/content/kinds/shipped", test_shipped_kinds);
  return g_test_run();
}

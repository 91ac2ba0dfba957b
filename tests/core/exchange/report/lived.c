#include "tests/core/exchange/report/lived.h"

#include "core/config/settings.h"
#include "core/model/case.h"
#include "core/model/extension.h"
#include "core/model/plan.h"
#include "core/model/progress.h"
#include "core/model/schedule.h"
#include "core/model/score.h"
#include "core/model/submission.h"
#include "core/model/supervision.h"
#include "core/model/way.h"

void lived_on(Fixture *fixture, int month, int day) {
  fixture->actor.today = day_from_ymd(LIVED_YEAR, month, day);
  fixture->actor.now =
      ((gint64)fixture->actor.today - day_from_ymd(1970, 1, 1)) * 86400 + 12 * 3600;
}

static Reckoning *reckoning_now(Fixture *fixture) {
  return reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
}

/* ---- tasks ------------------------------------------------------------------------------ */

static void record(Fixture *fixture, int task, const char *text, int percent, gboolean done) {
  const ProgressInput input = {
      .task = task_id(fixture, task), .text = text, .percent = percent, .done = done};
  GError *error = NULL;
  progress_record(fixture->db, &fixture->actor, &input, NULL, &error);
  g_assert_no_error(error);
}

void lived_progress(Fixture *fixture, int task, const char *text, int percent) {
  record(fixture, task, text, percent, FALSE);
}

void lived_finish(Fixture *fixture, int task) {
  record(fixture, task, "已印发文件并归档", PERCENT_NONE, TRUE);
}

static void step(Fixture *fixture, int task, Step taken, const char *reason) {
  g_autoptr(Reckoning) reckoning = reckoning_now(fixture);
  GError *error = NULL;
  way_take(fixture->db, &fixture->actor, reckoning, task_id(fixture, task), taken, DAY_NONE, reason,
           &error);
  g_assert_no_error(error);
}

static gint64 ask(Fixture *fixture, int task, const char *deadline, const char *reason) {
  g_autoptr(Reckoning) reckoning = reckoning_now(fixture);
  GError *error = NULL;
  gint64 id;
  extension_ask(fixture->db, &fixture->actor, reckoning, task_id(fixture, task), deadline, reason,
                &id, &error);
  g_assert_no_error(error);
  return id;
}

static void decide(Fixture *fixture, gint64 id, gboolean approve, const char *decision) {
  g_autoptr(Reckoning) reckoning = reckoning_now(fixture);
  GError *error = NULL;
  fixture_permit(fixture, "lisi", "supervisor");
  fixture->actor.who = "lisi";
  extension_decide(fixture->db, &fixture->actor, reckoning, id, approve, decision, &error);
  g_assert_no_error(error);
  fixture->actor.who = "zhangsan";
}

static void supervise(Fixture *fixture, int task) {
  gint64 id = task_id(fixture, task);
  const char *const texts[] = {"请于三日内报送进展。"};
  GError *error = NULL;
  nudge_record(fixture->db, &fixture->actor, &id, texts, 1, MEANS_PRINT, NULL, &error);
  g_assert_no_error(error);
  notice_issue(fixture->db, &fixture->actor, id, 2, "{文号} 请限期办结。", fixture->actor.today + 7,
               NULL, &error);
  g_assert_no_error(error);
}

static void set_deadline(Fixture *fixture, int task, const char *deadline, int month, int day) {
  char iso[DAY_TEXT_SIZE];
  g_autofree char *sql = g_strdup_printf(
      "UPDATE task SET deadline = '%s', due = '%s' WHERE id = %d", deadline,
      day_to_iso(day_from_ymd(LIVED_YEAR, month, day), iso), (int)task_id(fixture, task));
  raw_write(fixture, sql);
}

/* What is handed in for the rule of a task, each on its day. */
static void submit(Fixture *fixture, int task) {
  g_autoptr(Reckoning) reckoning = reckoning_now(fixture);
  g_autoptr(GError) error = NULL;
  g_autofree char *sql =
      g_strdup_printf("SELECT id FROM schedule WHERE task = %d", (int)task_id(fixture, task));
  const SubmissionInput input = {
      .schedule = sql_int(fixture->db, sql), .unit = "厅法规处", .text = "已报送"};
  submission_record(fixture->db, &fixture->actor, reckoning, &input, NULL, &error);
  g_assert_no_error(error);
}

/* ---- cases and scores ------------------------------------------------------------------- */

static void file_case(Fixture *fixture, int month, const char *title, const char *unit,
                      CaseStage stage) {
  GError *error = NULL;
  g_autoptr(GPtrArray) topics = topic_list(fixture->db, LIVED_YEAR, month, &error);
  g_assert_no_error(error);
  const Topic *topic = topics->pdata[0];
  const CaseInput input = {.topic = topic->id, .title = title, .unit = unit, .stage = stage};
  case_create(fixture->db, &fixture->actor, &input, NULL, NULL, &error);
  g_assert_no_error(error);
}

static void file_cases(Fixture *fixture, int month) {
  static const char *const units[] = {"厅法规处", "厅运输处", "厅建管处", NULL};
  static const CaseStage stages[] = {CASE_CITY, CASE_PROVINCE, CASE_MINISTRY, CASE_DRAFT};
  for (int i = 0; i < month % 4; i++) {
    g_autofree char *title = g_strdup_printf("信用交通典型做法%d之%d", month, i + 1);
    file_case(fixture, month, title, units[(month + i) % 4], stages[(month + i) % 4]);
  }
}

static gint64 node(Fixture *fixture, const char *code) {
  g_autofree char *sql = g_strdup_printf("SELECT id FROM node WHERE code = '%s'", code);
  return sql_int(fixture->db, sql);
}

static void score(Fixture *fixture, const char *code, const char *name, double value) {
  ScoreInput input = {.name = (char *)name, .value = value};
  g_autoptr(GPtrArray) inputs = g_ptr_array_new();
  g_ptr_array_add(inputs, &input);
  GError *error = NULL;
  score_set(fixture->db, &fixture->actor, node(fixture, code), "2026-11", inputs, NULL, &error);
  g_assert_no_error(error);
}

static void add_entry(Fixture *fixture, const char *code, const char *text) {
  GError *error = NULL;
  score_entry_add(fixture->db, &fixture->actor, node(fixture, code), DAY_NONE, text, NULL, NULL,
                  &error);
  g_assert_no_error(error);
}

static void confirm(Fixture *fixture, const char *code, double points) {
  g_autoptr(Reckoning) reckoning = reckoning_now(fixture);
  GError *error = NULL;
  score_confirm(fixture->db, &fixture->actor, reckoning, node(fixture, code), "2026-11", points,
                "材料齐全，酌情认定", &error);
  g_assert_no_error(error);
}

/* ---- the year --------------------------------------------------------------------------- */

/* Due dates through the year, so that what is late changes. */
static void spread_deadlines(Fixture *fixture) {
  for (int task = 6; task < 30; task++) {
    int month = 3 + task % 9;
    g_autofree char *deadline = g_strdup_printf("2026年%d月", month);
    set_deadline(fixture, task, deadline, month, month == 11 ? 30 : 28);
  }
  set_deadline(fixture, 8, "2026年6月", 6, 30);
  set_deadline(fixture, 18, "2026年11月底", 11, 30);
}

/* Tasks that go another way, or on for the whole year. */
static gboolean stays_open(int task) {
  static const int open[] = {5, 8, 14, 17, 18, 21};
  for (gsize i = 0; i < G_N_ELEMENTS(open); i++) {
    if (open[i] == task)
      return TRUE;
  }
  return FALSE;
}

static void live_month(Fixture *fixture, int month) {
  lived_on(fixture, month, 6);
  submit(fixture, 5);
  if (month % 3 != 0)
    submit(fixture, 26);
  lived_on(fixture, month, 12);
  file_cases(fixture, month);
  lived_on(fixture, month, 20);
  for (int task = month * 2 + 1; task <= month * 2 + 2; task++) {
    lived_progress(fixture, task + 28, "正在起草，已征求各处室意见", 10 + month * 5);
    if (!stays_open(task))
      lived_finish(fixture, task);
  }
}

static void live_rest(Fixture *fixture) {
  lived_on(fixture, 11, 21);
  lived_progress(fixture, 8, "=2+3 项经费已列入预算\n等待人代会批复", 60);
  decide(fixture, ask(fixture, 18, "2026年12月20日", "部级目录尚未印发"), TRUE, NULL);
  supervise(fixture, 8);
  step(fixture, 51, STEP_PAUSE, "机构改革，待明确职责");
  step(fixture, 52, STEP_VOID, "并入第51项");
  lived_on(fixture, LIVED_MONTH, LIVED_DAY);
  supervise(fixture, 14);
  score(fixture, "3", "item:1", 1);
  score(fixture, "4", "item:2", 1);
  add_entry(fixture, "1.1", "省级信用承诺管理办法");
  add_entry(fixture, "1.2", "道路运输信用评价细则");
  confirm(fixture, "1.1", 0.5);
  confirm(fixture, "3", 2);
}

static void live(Fixture *fixture) {
  lived_on(fixture, 1, 5);
  fixture_apply(fixture, "ningxia-2020", LIVED_YEAR);
  fixture_apply(fixture, "xinzhou-2023-topics", LIVED_YEAR);
  fixture_apply(fixture, "mot-2023", LIVED_YEAR);
  fixture->ledger = sql_int(fixture->db, "SELECT id FROM ledger");
  spread_deadlines(fixture);
  for (int month = 1; month <= LIVED_MONTH; month++) {
    live_month(fixture, month);
    if (month == 4) { /* before it is due at the end of the month */
      gint64 id = ask(fixture, 21, "2026年10月底", "上位法修订中");
      decide(fixture, id, TRUE, "同意，仅此一次");
    }
    if (month == 5)
      decide(fixture, ask(fixture, 8, "2026年11月底", "预算未批复"), FALSE, "须按期完成");
  }
  live_rest(fixture);
}

static char *file_path(const Fixture *fixture) {
  return g_build_filename(fixture->folder, "taizhang.db", NULL);
}

/* Living it takes hundreds of commits: it is done once, and its file copied for each test. */
static const GBytes *lived_file(void) {
  static GBytes *bytes;
  if (bytes != NULL)
    return bytes;
  Fixture fixture = {0};
  fixture_set_up_empty(&fixture, NULL);
  live(&fixture);
  g_autofree char *path = file_path(&fixture);
  char *text;
  gsize size;
  GError *error = NULL;
  g_file_get_contents(path, &text, &size, &error);
  g_assert_no_error(error);
  bytes = g_bytes_new_take(text, size);
  fixture_tear_down(&fixture, NULL);
  return bytes;
}

void lived_set_up(Fixture *fixture, gconstpointer data) {
  const GBytes *bytes = lived_file();
  fixture_set_up_empty(fixture, data);
  db_close(fixture->db);
  g_autofree char *path = file_path(fixture);
  gsize size;
  const char *text = g_bytes_get_data((GBytes *)bytes, &size);
  GError *error = NULL;
  g_file_set_contents(path, text, (gssize)size, &error);
  g_assert_no_error(error);
  fixture->db = db_open(path, DB_WRITE, &error);
  g_assert_no_error(error);
  lived_on(fixture, LIVED_MONTH, LIVED_DAY);
  fixture->ledger = sql_int(fixture->db, "SELECT id FROM ledger");
}

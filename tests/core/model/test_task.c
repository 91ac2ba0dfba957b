#include "core/model/task.h"
#include "tests/core/fixture.h"

static Task *load(Fixture *fixture, int number) {
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  Task *task = task_load(fixture->db, reckoning, task_id(fixture, number), &error);
  g_assert_no_error(error);
  return task;
}

static void test_load(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Task) task = load(fixture, 7);
  g_assert_cmpint(task->id, ==, task_id(fixture, 7));
  g_assert_cmpint(task->ledger, ==, fixture->ledger);
  g_assert_cmpint(task->number, ==, 7);
  g_assert_cmpint(task->kind, ==, TASK_KIND_TASK);
  g_assert_cmpstr(
      task->goal, ==,
      "形成定期督促检查机制，及时了解掌握市、县（区）交通运输部门进展和成效，推动市县交通运"
      "输部门加强信用建设，确保各项任务扎实落地。");
  g_assert_cmpstr(task->deadline, ==, "2026年12月");
  g_assert_cmpstr(task->deadline_printed, ==, "2020年12月");
  g_assert_cmpint(task->due, ==, day_from_ymd(2026, 12, 31));
  g_assert_cmpint(task->state, ==, TASK_STATE_NEW);
  g_assert_cmpint(task->percent, ==, PERCENT_NONE);
  g_assert_cmpint(task->done_on, ==, DAY_NONE);
  g_assert_null(task->note);
  g_assert_cmpstr(task->ledger_title, ==, "宁夏回族自治区“信用交通省”建设指标体系任务分工台账");
  g_assert_cmpstr(task->primary, ==,
                  "一、贯彻落实习近平总书记重要指示批示和党中央、国务院决策部署情况");
  g_assert_cmpstr(task->secondary, ==, "（二）加快推进落实");
  g_assert_cmpuint(task->units->len, ==, 3);
  const TaskUnit *second = task->units->pdata[1];
  g_assert_cmpstr(second->name, ==, "厅办公室");
  g_assert_cmpint(second->role, ==, ROLE_RESPONSIBLE);
  g_assert_null(task->last_progress);

  g_autofree char *units = task_units_text(task);
  g_assert_cmpstr(units, ==, "厅法规处、厅办公室、五市交通运输局");
  g_assert_cmpint(task->standing.light, ==, LIGHT_GREEN);
}

/* 加分项 and 扣分项 stand right under 一级. */
static void test_load_without_secondary(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Task) task = load(fixture, 68);
  g_assert_cmpint(task->kind, ==, TASK_KIND_DEDUCTION);
  g_assert_cmpstr(task->primary, ==, "九、扣分项");
  g_assert_null(task->secondary);
}

static void test_load_filled(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *sql = g_strdup_printf(
      "UPDATE task SET state = 'done', percent = 100, done_on = '2026-05-03', note = '备注', "
      "deadline = NULL, due = NULL WHERE id = %" G_GINT64_FORMAT,
      task_id(fixture, 4));
  raw_write(fixture, sql);
  g_autoptr(Task) task = load(fixture, 4);
  g_assert_cmpint(task->state, ==, TASK_STATE_DONE);
  g_assert_cmpint(task->percent, ==, 100);
  g_assert_cmpint(task->done_on, ==, day_from_ymd(2026, 5, 3));
  g_assert_cmpstr(task->note, ==, "备注");
  g_assert_null(task->deadline);
  g_assert_cmpint(task->due, ==, DAY_NONE);
}

static void test_unknown(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_assert_null(task_load(fixture->db, NULL, 9999, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "9999");
  g_assert_null(task_label(fixture->db, 9999, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "9999");
}

static void test_label(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const struct {
    int number;
    const char *goal; /* NULL: as in the document */
    const char *label;
  } cases[] = {
      {4, NULL, "第4项“落实国家发展改革委、交通运输部、…”"},
      {27, NULL, "第27项“共享信用记录数据内容完整。”"}, /* 13 characters */
      {5, "一二三四五六七八九十一二三四五六", "第5项“一二三四五六七八九十一二三四五六”"},
      {6, "一二三四五六七八九十一二三四五六七", "第6项“一二三四五六七八九十一二三四五六…”"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    gint64 id = task_id(fixture, cases[i].number);
    g_autofree char *sql = g_strdup_printf(
        "UPDATE task SET goal = '%s' WHERE id = %" G_GINT64_FORMAT, cases[i].goal, id);
    if (cases[i].goal != NULL)
      raw_write(fixture, sql);
    GError *error = NULL;
    g_autofree char *label = task_label(fixture->db, id, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(label, ==, cases[i].label);
  }
}

static void test_units_text(void) {
  g_autoptr(GPtrArray) units = g_ptr_array_new_with_free_func((GDestroyNotify)task_unit_free);
  Task task = {.units = units};
  g_autofree char *none = task_units_text(&task);
  g_assert_cmpstr(none, ==, "");
  g_ptr_array_add(units, task_unit_new(1, "甲科", ROLE_LEAD));
  g_ptr_array_add(units, task_unit_new(2, "乙队", ROLE_RESPONSIBLE));
  g_ptr_array_add(units, task_unit_new(3, "丙中心", ROLE_SUPPORT));
  g_autofree char *text = task_units_text(&task);
  g_assert_cmpstr(text, ==, "甲科（牵头）、乙队、丙中心（配合）");
}

/* ---- in sets ---------------------------------------------------------------------------- */

/* Tags, entries on one day, evidence, parts, pauses and periods that are kept, here and there. */
static void scatter(Fixture *fixture) {
  static const char *const SQL[] = {
      "INSERT INTO task_tag (task, tag) SELECT t.id, v.value FROM task t, "
      "json_each('[\"重点\", \"信用\", \"督查\"]') v WHERE (t.number * 7 + length(v.value) + v.id) % 4 = 0",
      "INSERT INTO progress (task, made_on, text, percent, author, unit) SELECT t.id, "
      "date('2026-10-01', ((t.number * v.value * 13) % 3) || ' day'), '第' || v.value || '次', "
      "nullif(t.number * v.value % 100, 7), 'lisi', iif(t.number % 5 = 0, 1, NULL) "
      "FROM task t, json_each('[1, 2, 3, 4]') v WHERE t.number * v.value % 3 < 2",
      "INSERT INTO evidence (task, progress, reference) "
      "SELECT task, id, '文号' || id FROM progress WHERE id % 3 = 0",
      "INSERT INTO evidence (task, progress, reference) "
      "SELECT task, id, '文号甲' || id FROM progress WHERE id % 6 = 0",
      "UPDATE task SET parent = 2, weight = 50, percent = 30 WHERE number IN (60, 61)",
      "UPDATE task SET state = 'void' WHERE number = 61",
      "UPDATE task SET state = 'paused' WHERE number IN (1, 20)",
      "INSERT INTO step (task, name, before, after, made_on, author) SELECT id, 'pause', 'active', "
      "'paused', '2026-04-01', 'lisi' FROM task WHERE number IN (1, 20)",
      "INSERT INTO period (task, schedule, key, first, last, due, quota) SELECT task, id, "
      "'2026Q1', '2026-01-01', '2026-03-31', '2026-03-31', 2 FROM schedule WHERE id % 2 = 0",
  };
  for (gsize i = 0; i < G_N_ELEMENTS(SQL); i++)
    raw_write(fixture, SQL[i]);
}

/* All of a task in one text. The caller frees. */
static char *told(const Task *task) {
  g_autofree char *units = task_units_text(task);
  g_autofree char *standing = standing_text(&task->standing, task->state);
  g_autoptr(GString) text = g_string_new(NULL);
  g_string_append_printf(text, "%d %s|%s|%s|%s|%s|%d|%d|%s|%d|%u", task->number, task->goal,
                         task->primary, task->secondary, units, task->tags, task->parts,
                         task->percent, standing, task->standing.missed, task->standing.asked);
  const Progress *last = task->last_progress;
  if (last != NULL)
    g_string_append_printf(text, "|%u %s %d %s", last->made_on, last->text, last->percent,
                           last->unit_name);
  for (guint i = 0; last != NULL && i < last->evidence->len; i++)
    g_string_append_printf(text, " %s", (const char *)last->evidence->pdata[i]);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

#define OF_TASK " WHERE task = %" G_GINT64_FORMAT

/* What of a task is read by statements for many is what one for it alone finds. */
static void assert_plain(Fixture *fixture, const Task *task) {
  g_autofree char *tags_sql = g_strdup_printf(
      "SELECT ifnull(group_concat(tag, '、'), '') FROM (SELECT tag FROM task_tag" OF_TASK
      " ORDER BY tag)",
      task->id);
  g_autofree char *last_sql = g_strdup_printf(
      "SELECT id FROM progress" OF_TASK " ORDER BY made_on DESC, id DESC LIMIT 1", task->id);
  g_autofree char *units_sql =
      g_strdup_printf("SELECT group_concat(unit) FROM (SELECT unit FROM task_unit" OF_TASK
                      " ORDER BY position, unit)",
                      task->id);
  g_autofree char *tags = sql_text(fixture->db, tags_sql), *last = sql_text(fixture->db, last_sql);
  g_autofree char *units = sql_text(fixture->db, units_sql);
  g_autoptr(GString) read = g_string_new(NULL);
  for (guint i = 0; i < task->units->len; i++)
    g_string_append_printf(read, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "",
                           ((const TaskUnit *)task->units->pdata[i])->unit);
  g_autofree char *entry = task->last_progress != NULL
                               ? g_strdup_printf("%" G_GINT64_FORMAT, task->last_progress->id)
                               : NULL;
  g_assert_cmpstr(task->tags, ==, tags);
  g_assert_cmpstr(entry, ==, last);
  g_assert_cmpstr(read->str, ==, units != NULL ? units : "");
}

static GArray *every_id_shuffled(Fixture *fixture) {
  GArray *ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  Query *query = query_new(fixture->db, "SELECT id FROM task ORDER BY id * 31 % 71");
  while (query_next(query)) {
    gint64 id = query_int(query, 0);
    g_array_append_val(ids, id);
  }
  g_assert_true(query_finish(query, NULL));
  return ids;
}

/* Lines have all but what their page alone shows. */
static void assert_line(const Task *line, const Task *task) {
  g_autofree char *one = task_units_text(line), *other = task_units_text(task);
  g_assert_cmpint(line->id, ==, task->id);
  g_assert_cmpint(line->number, ==, task->number);
  g_assert_cmpint(line->state, ==, task->state);
  g_assert_cmpint(line->percent, ==, task->percent);
  g_assert_cmpint(line->standing.light, ==, task->standing.light);
  g_assert_cmpint(line->standing.overdue, ==, task->standing.overdue);
  g_assert_cmpstr(line->goal, ==, task->goal);
  g_assert_cmpstr(line->deadline, ==, task->deadline);
  g_assert_cmpstr(one, ==, other);
  g_assert_true(line->primary == NULL && line->tags == NULL && line->last_progress == NULL);
}

static void test_load_set(Fixture *fixture, gconstpointer data) {
  (void)data;
  scatter(fixture);
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  g_autoptr(GArray) ids = every_id_shuffled(fixture);
  const gint64 *asked = (const gint64 *)(gconstpointer)ids->data;
  g_autoptr(GPtrArray) tasks = task_load_set(fixture->db, reckoning, asked, ids->len, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(tasks->len, ==, ids->len);
  g_autoptr(GPtrArray) lines = task_load_lines(fixture->db, reckoning, asked, ids->len, &error);
  g_assert_no_error(error);
  guint evidence = 0;
  for (guint i = 0; i < ids->len; i++) {
    const Task *task = tasks->pdata[i];
    g_assert_cmpint(task->id, ==, asked[i]);
    g_autoptr(Task) alone = task_load(fixture->db, reckoning, asked[i], &error);
    g_assert_no_error(error);
    g_autofree char *one = told(alone), *of_many = told(task);
    g_assert_cmpstr(of_many, ==, one);
    assert_plain(fixture, task);
    assert_line(lines->pdata[i], task);
    evidence += task->last_progress != NULL ? task->last_progress->evidence->len : 0;
  }
  g_assert_cmpuint(evidence, >, 10);
  g_autoptr(GPtrArray) none = task_load_set(fixture->db, reckoning, asked, 0, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(none->len, ==, 0);
  const gint64 missing[] = {asked[0], 999999, asked[1]};
  g_assert_null(task_load_set(fixture->db, NULL, missing, 3, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "没有编号为 999999 的任务");
  g_autoptr(GPtrArray) there = task_load_there(fixture->db, NULL, missing, 3, &error);
  g_autoptr(GPtrArray) there_lines = task_load_lines(fixture->db, NULL, missing, 3, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(there->len, ==, 2);
  g_assert_cmpuint(there_lines->len, ==, 2);
  g_assert_cmpint(((const Task *)there->pdata[1])->id, ==, asked[1]);
  g_assert_nonnull(((const Task *)there->pdata[1])->tags);
}

/* What is 封存 is still asked for what it was late with. */
static void test_load_frozen(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  raw_write(fixture, "UPDATE schedule SET since = '2026-01-01'");
  gint64 id = sql_int(fixture->db, "SELECT task FROM schedule WHERE every = 'quarter'");
  g_autoptr(Reckoning) before = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  g_autoptr(Task) open = task_load(fixture->db, before, id, &error);
  raw_write(fixture, "UPDATE ledger SET frozen_on = '2026-11-20'");
  g_autoptr(Reckoning) after = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  g_autoptr(Task) frozen = task_load(fixture->db, after, id, &error);
  g_assert_no_error(error);
  g_assert_cmpint(open->standing.missed, >, 0);
  g_assert_cmpint(frozen->standing.missed, ==, open->standing.missed);
}

/* How a task stands, in words. */
static void test_standing_text(void) {
  static const struct {
    Standing standing;
    TaskState state;
    const char *text;
  } cases[] = {
      {{.light = LIGHT_RED, .overdue = 3}, TASK_STATE_ACTIVE, "! 红，逾期3天"},
      {{.light = LIGHT_RED, .missed = 2}, TASK_STATE_NEW, "! 红，2期未报"},
      {{.light = LIGHT_RED, .overdue = 1, .missed = 2}, TASK_STATE_NEW, "! 红，逾期1天，2期未报"},
      {{.light = LIGHT_GREEN, .overdue = 3}, TASK_STATE_DONE, "+ 绿，逾期办结3天"},
      {{.light = LIGHT_GREEN, .blue = TRUE}, TASK_STATE_ACTIVE, "+ 蓝"},
      {{.light = LIGHT_AMBER, .blue = TRUE}, TASK_STATE_ACTIVE, "~ 黄"},
      {{.light = LIGHT_GREY}, TASK_STATE_VOID, "- 灰"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *text = standing_text(&cases[i].standing, cases[i].state);
    g_assert_cmpstr(text, ==, cases[i].text);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/task/standing-text", test_standing_text);
  ADD("/task/load", test_load);
  ADD("/task/load-without-secondary", test_load_without_secondary);
  ADD("/task/load-filled", test_load_filled);
  ADD("/task/load-set", test_load_set);
  ADD("/task/load-frozen", test_load_frozen);
  ADD("/task/unknown", test_unknown);
  ADD("/task/label", test_label);
  g_test_add_func("/task/units-text", test_units_text);
  return g_test_run();
}

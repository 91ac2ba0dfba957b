#include "tests/core/exchange/content/contents.h"

#include <math.h>

#include "core/model/extension.h"
#include "core/model/progress.h"
#include "core/model/task.h"
#include "core/model/way.h"

const char *const CONTENT_TEMPLATES[] = {
    "ningxia-2020",       "xinzhou-2023",         "xinzhou-2022", "xiamen-2022",
    "shandong-2023-city", "shandong-2023-county", NULL,
};

const char *const CONTENT_TEXTS[] = {
    "=SUM(A1)",
    "+86",
    "-1",
    "@甲",
    "'引",
    "''=1",
    "\"双引号\"和“中文引号”",
    "a: b #c",
    "- 一\n- 二",
    "第一行\n\n  缩进的\n行尾有空格 \n末行",
    "𠮷野家、𠀀",
    "🚌第一行\n第二行👍",
    "null",
    "Null",
    "~",
    "true",
    "No",
    "2026",
    "2026-11-21",
    "0x1F",
    "1e5",
    ".5",
    "{a: b}",
    "[甲, 乙]",
    "甲, 乙",
    "&锚",
    "*引",
    "!类",
    "% 号",
    "|竖",
    "> 尖",
    "? 问",
    "#井",
    "：全角",
    "---",
    "...",
    "\\u4e00\\n不是换行",
    "\\uD842\\uDFB7",
    "\\",
    "　　全角缩进的第一行\n第二行",
    "a\xc2\xa0"
    "b",
    "<<",
    "=",
    "http://x.y/z?a=b&c=d#e",
    NULL,
};

Content *load_ledger(Fixture *fixture, gint64 ledger) {
  GError *error = NULL;
  Content *content = content_load(fixture->db, NULL, ledger, NULL, NULL, &error);
  g_assert_no_error(error);
  return content;
}

typedef struct {
  Fixture *fixture;
  const Content *content;
  gint64 ledger;
} Storing;

static gboolean write_content(Db *db, gpointer data, GError **error) {
  Storing *storing = data;
  const Actor *actor = &storing->fixture->actor;
  return content_store(db, actor->who, actor->today, storing->content, &storing->ledger, NULL,
                       error);
}

static gboolean store(Storing *storing, GError **error) {
  Deed deed = {.verb = "test", .summary = "test"};
  return store_write(storing->fixture->db, &storing->fixture->actor, &deed, write_content, storing,
                     NULL, error);
}

gint64 store_ledger(Fixture *fixture, const Content *content) {
  GError *error = NULL;
  Storing storing = {.fixture = fixture, .content = content};
  store(&storing, &error);
  g_assert_no_error(error);
  return storing.ledger;
}

char *store_refusal(Fixture *fixture, const Content *content) {
  GError *error = NULL;
  Storing storing = {.fixture = fixture, .content = content};
  g_assert_false(store(&storing, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_REFUSED);
  char *message = g_strdup(error->message);
  g_error_free(error);
  return message;
}

/* ---- a ledger in use -------------------------------------------------------------------- */

static void record(Fixture *fixture, int number, Day made_on, int percent, const char *text,
                   const char *const *evidence, gboolean done) {
  GError *error = NULL;
  ProgressInput input = {
      .task = task_id(fixture, number),
      .text = text,
      .percent = percent,
      .made_on = made_on,
      .evidence = evidence,
      .done = done,
  };
  progress_record(fixture->db, &fixture->actor, &input, NULL, &error);
  g_assert_no_error(error);
}

static void take(Fixture *fixture, int number, Step step, const char *reason) {
  GError *error = NULL;
  Actor supervisor = fixture->actor;
  supervisor.who = "lisi";
  fixture_permit(fixture, supervisor.who, "supervisor");
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  way_take(fixture->db, &supervisor, reckoning, task_id(fixture, number), step, DAY_NONE, reason,
           &error);
  g_assert_no_error(error);
}

static void split(Fixture *fixture, int number) {
  GError *error = NULL;
  const PartInput parts[] = {
      {.goal = "第一部分", .weight = 40},
      {.goal = "第二部分", .units = "厅办公室（牵头）", .deadline = "2026年11月", .weight = 60},
  };
  way_split(fixture->db, &fixture->actor, task_id(fixture, number), parts, G_N_ELEMENTS(parts),
            NULL, &error);
  g_assert_no_error(error);
}

void use_ledger(Fixture *fixture) {
  Day first = day_from_ymd(2026, 11, 3), second = day_from_ymd(2026, 11, 20);
  record(fixture, 4, first, 30, "已起草年度要点，正在征求意见。", LIST("宁交发〔2026〕3号"), FALSE);
  record(fixture, 4, second, 60, "=1+1\n第二行：\"引号\"、𠮷、🚌", LIST("a.pdf", "b.pdf"), FALSE);
  record(fixture, 4, second, PERCENT_NONE, "同一天的又一条", NULL, FALSE);
  record(fixture, 7, second, PERCENT_NONE, NULL, NULL, TRUE);
  record(fixture, 8, first, 100, "办结", LIST("c.pdf"), TRUE);
  take(fixture, 8, STEP_CLOSE, NULL);
  take(fixture, 10, STEP_PAUSE, "等上级文件");
  take(fixture, 11, STEP_VOID, "并入第12项");
  take(fixture, 12, STEP_ASSIGN, NULL);
  take(fixture, 13, STEP_ASSIGN, NULL);
  take(fixture, 13, STEP_SIGN, NULL);
  split(fixture, 15);
  record(fixture, 70, second, 50, "过半", NULL, FALSE);
  raw_write(fixture, "UPDATE indicator SET points = 2.5 WHERE id = 3");
  raw_write(fixture, "UPDATE task SET deadline = '2027年3月底', due = '2027-03-31', note = '延期' "
                     "WHERE number = 16");
  raw_write(fixture, "UPDATE task SET deadline = NULL, due = NULL WHERE number = 17");
  raw_write(fixture, "UPDATE task SET due = '2026-12-20' WHERE number = 18");
  raw_write(fixture, "UPDATE task SET due = NULL WHERE number = 19");
  raw_write(fixture, "UPDATE schedule SET ended = '2026-11-30', material = '月报' WHERE id = 3");
  raw_write(fixture, "INSERT INTO schedule (task, phrase, every, step, basis, anchor, no_makeup, "
                     "since) VALUES (20, '每14个工作日报送1次', 'workdays', 14, 'anchor', "
                     "'2026-03-02', 1, '2026-03-02')");
  raw_write(fixture, "INSERT INTO schedule (task, phrase, every, basis, since) VALUES (21, "
                     "'最长间隔不超过一个月', 'month', 'submission', '2026-03-02')");
}

/* ---- comparing -------------------------------------------------------------------------- */

char *content_to_yaml(const Content *content) {
  GError *error = NULL;
  GString *text = g_string_new(NULL);
  Sink sink = sink_string(text);
  content_write_yaml(content, &sink, &error);
  g_assert_no_error(error);
  return g_string_free(text, FALSE);
}

ContentTask *task_numbered(const Content *content, int number) {
  for (guint i = 0; i < content->tasks->len; i++) {
    ContentTask *task = content->tasks->pdata[i];
    if (task->number == number)
      return task;
  }
  g_assert_not_reached();
}

static void assert_same_texts(const GPtrArray *a, const GPtrArray *b) {
  g_assert_cmpuint(a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++)
    g_assert_cmpstr(a->pdata[i], ==, b->pdata[i]);
}

static void assert_same_points(double a, double b) {
  g_assert_cmpint(isnan(a), ==, isnan(b));
  if (!isnan(a))
    g_assert_cmpfloat(a, ==, b);
}

static void assert_same_rule(const ContentRule *a, const ContentRule *b) {
  g_assert_cmpstr(a->phrase, ==, b->phrase);
  g_assert_cmpstr(a->material, ==, b->material);
  g_assert_cmpint(a->rule.every, ==, b->rule.every);
  g_assert_cmpint(a->rule.step, ==, b->rule.step);
  g_assert_cmpint(a->rule.quota, ==, b->rule.quota);
  g_assert_cmpint(a->rule.basis, ==, b->rule.basis);
  g_assert_cmpint(a->rule.anchor, ==, b->rule.anchor);
  g_assert_cmpint(a->rule.due_day, ==, b->rule.due_day);
  g_assert_cmpint(a->rule.due_month, ==, b->rule.due_month);
  g_assert_cmpint(a->rule.no_makeup, ==, b->rule.no_makeup);
  g_assert_cmpint(a->since, ==, b->since);
  g_assert_cmpint(a->ended, ==, b->ended);
}

static void assert_same_progress(const ContentProgress *a, const ContentProgress *b) {
  g_assert_cmpint(a->made_on, ==, b->made_on);
  g_assert_cmpstr(a->text, ==, b->text);
  g_assert_cmpint(a->percent, ==, b->percent);
  g_assert_cmpstr(a->author, ==, b->author);
  assert_same_texts(a->evidence, b->evidence);
}

static void assert_same_task(const ContentTask *a, const ContentTask *b) {
  g_assert_cmpint(a->number, ==, b->number);
  g_assert_cmpint(a->indicator, ==, b->indicator);
  g_assert_cmpint(a->parent, ==, b->parent);
  g_assert_cmpint(a->weight, ==, b->weight);
  g_assert_cmpint(a->kind, ==, b->kind);
  g_assert_cmpstr(a->goal, ==, b->goal);
  g_assert_cmpstr(a->deadline, ==, b->deadline);
  g_assert_cmpstr(a->deadline_printed, ==, b->deadline_printed);
  g_assert_cmpint(a->due, ==, b->due);
  g_assert_cmpint(a->state, ==, b->state);
  g_assert_cmpint(a->percent, ==, b->percent);
  g_assert_cmpint(a->done_on, ==, b->done_on);
  g_assert_cmpstr(a->note, ==, b->note);
  g_assert_cmpuint(a->units->len, ==, b->units->len);
  for (guint i = 0; i < a->units->len; i++) {
    const ContentUnit *x = a->units->pdata[i], *y = b->units->pdata[i];
    g_assert_cmpstr(x->name, ==, y->name);
    g_assert_cmpint(x->role, ==, y->role);
  }
  g_assert_cmpuint(a->rules->len, ==, b->rules->len);
  for (guint i = 0; i < a->rules->len; i++)
    assert_same_rule(a->rules->pdata[i], b->rules->pdata[i]);
  g_assert_cmpuint(a->progress->len, ==, b->progress->len);
  for (guint i = 0; i < a->progress->len; i++)
    assert_same_progress(a->progress->pdata[i], b->progress->pdata[i]);
}

static void assert_same_unit(const ContentUnitInfo *a, const ContentUnitInfo *b) {
  g_assert_cmpstr(a->name, ==, b->name);
  g_assert_cmpint(a->kind, ==, b->kind);
  g_assert_cmpstr(a->parent, ==, b->parent);
  assert_same_texts(a->aliases, b->aliases);
  assert_same_texts(a->members, b->members);
}

static void assert_same_reporting(const ContentReporting *a, const ContentReporting *b) {
  g_assert_cmpstr(a->text, ==, b->text);
  g_assert_cmpstr(a->phrase, ==, b->phrase);
  assert_same_texts(a->materials, b->materials);
}

static void assert_same_head(const Content *a, const Content *b) {
  g_assert_cmpstr(a->template_name, ==, b->template_name);
  g_assert_cmpstr(a->title, ==, b->title);
  g_assert_cmpstr(a->issuer, ==, b->issuer);
  g_assert_cmpstr(a->document, ==, b->document);
  g_assert_cmpint(a->issued, ==, b->issued);
  g_assert_cmpstr(a->region, ==, b->region);
  g_assert_cmpint(a->year, ==, b->year);
  g_assert_cmpint(a->source_year, ==, b->source_year);
}

void assert_same_content(const Content *a, const Content *b) {
  assert_same_head(a, b);
  g_assert_cmpuint(a->units->len, ==, b->units->len);
  for (guint i = 0; i < a->units->len; i++)
    assert_same_unit(a->units->pdata[i], b->units->pdata[i]);
  g_assert_cmpuint(a->indicators->len, ==, b->indicators->len);
  for (guint i = 0; i < a->indicators->len; i++) {
    const ContentIndicator *x = a->indicators->pdata[i], *y = b->indicators->pdata[i];
    g_assert_cmpint(x->parent, ==, y->parent);
    g_assert_cmpstr(x->title, ==, y->title);
    assert_same_points(x->points, y->points);
  }
  g_assert_cmpuint(a->tasks->len, ==, b->tasks->len);
  for (guint i = 0; i < a->tasks->len; i++)
    assert_same_task(a->tasks->pdata[i], b->tasks->pdata[i]);
  g_assert_cmpuint(a->reporting->len, ==, b->reporting->len);
  for (guint i = 0; i < a->reporting->len; i++)
    assert_same_reporting(a->reporting->pdata[i], b->reporting->pdata[i]);
}

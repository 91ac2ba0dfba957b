/* A ledger as YAML and as JSON, and back. */
#include <math.h>
#include <string.h>

#include "tests/core/exchange/content/contents.h"

static Content *parse(const char *text, int year) {
  GError *error = NULL;
  Content *content = content_parse("台账", text, strlen(text), year, &error);
  g_assert_no_error(error);
  return content;
}

/* Both ways it comes back as it was, and is written the same again. */
static void assert_comes_back(const Content *content) {
  g_autofree char *yaml = content_to_yaml(content);
  g_autofree char *json = content_to_json(content);
  g_autoptr(Content) from_yaml = parse(yaml, 0);
  g_autoptr(Content) from_json = parse(json, 0);
  assert_same_content(content, from_yaml);
  assert_same_content(content, from_json);
  g_autofree char *yaml_again = content_to_yaml(from_json);
  g_autofree char *json_again = content_to_json(from_yaml);
  g_assert_cmpstr(yaml, ==, yaml_again);
  g_assert_cmpstr(json, ==, json_again);
  g_assert_cmpint(from_yaml->ledger, ==, content->ledger);
  g_assert_cmpstr(from_yaml->origin, ==, content->origin);
  g_assert_cmpuint(from_yaml->fields, ==, content->fields);
}

static void test_shipped(Fixture *fixture, gconstpointer data) {
  (void)data;
  for (gsize i = 0; CONTENT_TEMPLATES[i] != NULL; i++) {
    fixture_apply(fixture, CONTENT_TEMPLATES[i], 2026);
    g_autoptr(Content) content = load_ledger(fixture, (gint64)i + 1);
    assert_comes_back(content);
  }
}

static void test_used(Fixture *fixture, gconstpointer data) {
  (void)data;
  use_ledger(fixture);
  g_autoptr(Content) content = load_ledger(fixture, fixture->ledger);
  assert_comes_back(content);
}

/* ---- texts ------------------------------------------------------------------------------ */

static const char *const TEXTS[] = {
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
};

static Content *one_task(const char *goal) {
  Content *content = content_new();
  content->title = g_strdup("某市台账");
  content->year = content->source_year = 2026;
  content->fields = CONTENT_BIT(CONTENT_GOAL);
  ContentTask *task = content_task_new();
  task->number = 1;
  task->goal = g_strdup(goal);
  task->note = g_strdup(goal);
  task->state = TASK_STATE_ACTIVE;
  task->indicator = content_indicator(content, -1, goal);
  ContentProgress *progress = content_progress_new(goal);
  progress->made_on = day_from_ymd(2026, 11, 3);
  g_ptr_array_add(progress->evidence, g_strdup(goal));
  g_ptr_array_add(task->progress, progress);
  ContentRule *rule = g_new0(ContentRule, 1);
  rule->rule = (Recurrence){.every = EVERY_MONTH, .step = 1, .quota = 1, .anchor = DAY_NONE};
  rule->since = rule->ended = DAY_NONE;
  rule->phrase = g_strdup(goal);
  g_ptr_array_add(task->rules, rule);
  g_ptr_array_add(content->tasks, task);
  return content;
}

static void assert_text_comes_back(const char *text) {
  g_autoptr(Content) content = one_task(text);
  g_autofree char *yaml = content_to_yaml(content);
  g_autofree char *json = content_to_json(content);
  g_test_message("%s", yaml);
  g_autoptr(Content) from_yaml = parse(yaml, 0);
  g_autoptr(Content) from_json = parse(json, 0);
  assert_same_content(content, from_yaml);
  assert_same_content(content, from_json);
}

static void test_texts(void) {
  for (gsize i = 0; i < G_N_ELEMENTS(TEXTS); i++)
    assert_text_comes_back(TEXTS[i]);
  g_autofree char *words = g_strnfill(3001, 'x');
  for (gsize i = 7; i < 3000; i += 8)
    words[i] = ' ';
  g_autofree char *long_ = g_strconcat("很长：", words, "\n又一行：", words, NULL);
  assert_text_comes_back(long_);
  g_autoptr(GString) chinese = g_string_new(NULL);
  for (int i = 0; i < 5000; i++)
    g_string_append(chinese, i % 40 == 39 ? "，" : "信");
  assert_text_comes_back(chinese->str);
}

/* ---- what it looks like ------------------------------------------------------------------ */

static void test_readable(Fixture *fixture, gconstpointer data) {
  (void)data;
  use_ledger(fixture);
  g_autoptr(Content) content = load_ledger(fixture, fixture->ledger);
  g_autofree char *yaml = content_to_yaml(content);
  g_assert_true(g_str_has_prefix(yaml, "kind: ledger\nname: ningxia-2020\ntitle: 宁夏回族自治区"));
  g_assert_nonnull(strstr(yaml, "\nyear: 2026\nsource_year: 2020\norigin: "));
  g_assert_nonnull(strstr(yaml, "- {name: 厅法规处, kind: office}\n"));
  g_assert_nonnull(strstr(yaml, "deadline: 2026年4月\n"));
  g_assert_nonnull(strstr(yaml, "printed: 2020年4月\n"));
  g_assert_nonnull(strstr(yaml, "- on: 2026-11-03\n"));
  g_assert_nonnull(strstr(yaml, "evidence: [a.pdf, b.pdf]\n"));
  g_assert_nonnull(strstr(yaml, "due: 2026-12-20\n")); /* 2026年12月 says the 31st */
  g_assert_nonnull(strstr(yaml, "due: none\n"));
  /* Only where it is not what the deadline says. */
  g_assert_null(strstr(yaml, "due: 2026-12-31"));
  g_assert_null(strstr(yaml, "due: 2027-03-31"));
  g_autofree char *json = content_to_json(content);
  g_assert_true(g_str_has_prefix(json, "{\n  \"kind\": \"ledger\",\n  \"name\": "));
  g_assert_nonnull(strstr(json, "{\"name\": \"厅法规处\", \"kind\": \"office\"},\n"));
  g_assert_nonnull(strstr(json, "𠮷、🚌"));
}

static void test_names(void) {
  g_autoptr(Content) content = one_task("甲");
  g_autofree char *yaml = content_to_yaml(content);
  g_assert_nonnull(strstr(yaml, "\nname: ledger-2026-"));
  g_autoptr(Content) back = parse(yaml, 0);
  g_assert_null(back->template_name); /* a made name is no template's */
  content->template_name = g_strdup("mine-2026");
  g_autofree char *named = content_to_yaml(content);
  g_autoptr(Content) again = parse(named, 0);
  g_assert_cmpstr(again->template_name, ==, "mine-2026");
}

/* A table that says neither 序号 nor where a task belongs is written nevertheless. */
static void test_plain(void) {
  g_autoptr(Content) content = one_task("甲");
  ContentTask *task = content_task_new();
  task->goal = g_strdup("乙");
  g_ptr_array_add(task->units, content_unit_new("厅办公室", ROLE_LEAD));
  g_ptr_array_add(content->tasks, task);
  g_autofree char *yaml = content_to_yaml(content);
  g_autoptr(Content) back = parse(yaml, 0);
  const ContentTask *second = back->tasks->pdata[1];
  g_assert_cmpint(second->number, ==, 2);
  g_assert_cmpstr(content_level(back, second, 1), ==, "未分类");
  g_assert_cmpint(((const ContentUnitInfo *)back->units->pdata[0])->kind, ==, UNIT_OFFICE);
}

/* ---- reading what others wrote ----------------------------------------------------------- */

#define HEAD "kind: ledger\nname: mine\ntitle: 某市台账\nyear: 2026\nunits: []\n"

static void test_json_of_others(void) {
  static const char JSON[] =
      "{\"kind\":\"ledger\",\"name\":\"mine\",\"title\":\"\\uD842\\uDFB7\\u91ce\",\"year\":2026,\n"
      "\t\"units\":[],\n\t\"indicators\":[{\"title\":\"\\\\uD842\\\\uDFB7\",\"tasks\":[\n"
      "\t{\"number\":1,\"goal\":\"a\\/b\\n\\ud83d\\ude8c\",\"schedules\":[]}]}]}\n";
  g_autoptr(Content) content = parse(JSON, 0);
  g_assert_cmpstr(content->title, ==, "𠮷野");
  const ContentTask *task = content->tasks->pdata[0];
  g_assert_cmpstr(task->goal, ==, "a/b\n🚌");
  /* An escaped backslash escapes nothing more. */
  g_assert_cmpstr(content_level(content, task, 1), ==, "\\uD842\\uDFB7");
}

static void test_order(void) {
  g_autoptr(Content) content =
      parse(HEAD "indicators:\n- title: 一\n  tasks:\n"
                 "  - {number: 9, goal: 九的一部分, parent: 2, weight: 60}\n"
                 "  - {number: 5, goal: 五, progress: [{text: 早, on: 2026-01-05}, {text: 今天}, "
                 "{text: 晚, on: 2026-03-05}]}\n"
                 "- title: 二\n  tasks:\n  - {number: 2, goal: 二}\n"
                 "  - {number: 8, goal: 八的一部分, parent: 2, weight: 40}\n",
            0);
  const int numbers[] = {2, 8, 9, 5};
  for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++)
    g_assert_cmpint(((const ContentTask *)content->tasks->pdata[i])->number, ==, numbers[i]);
  const ContentTask *part = content->tasks->pdata[2];
  g_assert_cmpint(part->parent, ==, 0);
  g_assert_cmpint(part->weight, ==, 60);
  g_assert_cmpstr(content_level(content, part, 1), ==, "一");
  const ContentTask *last = content->tasks->pdata[3];
  const char *const texts[] = {"今天", "晚", "早"};
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
    g_assert_cmpstr(((const ContentProgress *)last->progress->pdata[i])->text, ==, texts[i]);
}

static void test_fields(void) {
  g_autoptr(Content) plain =
      parse(HEAD "indicators: [{title: 一, tasks: [{number: 1, goal: 甲}]}]\n", 0);
  g_assert_cmpuint(plain->fields & CONTENT_BIT(CONTENT_GOAL), !=, 0);
  g_assert_cmpuint(plain->fields & CONTENT_BIT(CONTENT_STATE), ==, 0);
  g_assert_cmpuint(plain->fields & CONTENT_BIT(CONTENT_ID), ==, 0);
  g_autoptr(Content) used = parse(
      HEAD "indicators: [{title: 一, points: 2.5, tasks: [{number: 1, goal: 甲, state: done}]}]\n",
      0);
  g_assert_cmpuint(used->fields & CONTENT_BIT(CONTENT_STATE), !=, 0);
  g_assert_cmpuint(used->fields & CONTENT_BIT(CONTENT_POINTS), !=, 0);
  g_assert_cmpuint(used->fields & CONTENT_BIT(CONTENT_PROGRESS), ==, 0);
}

/* For another year the tasks begin anew. */
static void test_moved(Fixture *fixture, gconstpointer data) {
  (void)data;
  use_ledger(fixture);
  g_autoptr(Content) content = load_ledger(fixture, fixture->ledger);
  g_autofree char *yaml = content_to_yaml(content);
  g_autoptr(Content) next = parse(yaml, 2027);
  g_assert_cmpint(next->year, ==, 2027);
  g_assert_cmpint(next->source_year, ==, 2020);
  g_assert_null(next->origin);
  g_assert_cmpuint(next->tasks->len, ==, content->tasks->len - 1); /* what is 作废 stays behind */
  const ContentTask *task = task_numbered(next, 4);
  g_assert_cmpint(task->state, ==, TASK_STATE_NEW);
  g_assert_cmpint(task->percent, ==, PERCENT_NONE);
  g_assert_cmpuint(task->progress->len, ==, 0);
  g_assert_cmpint(task->id, ==, 0);
  g_assert_cmpstr(task->deadline, ==, "2027年4月");
  g_assert_cmpstr(task->deadline_printed, ==, "2020年4月");
  g_assert_cmpint(task->due, ==, day_from_ymd(2027, 4, 30));
  g_assert_cmpint(task_numbered(next, 18)->due, ==, day_from_ymd(2027, 12, 20));
  g_assert_cmpint(task_numbered(next, 19)->due, ==, DAY_NONE);
  g_assert_cmpint(task_numbered(next, 70)->weight, ==, 40);
  const ContentRule *rule = task_numbered(next, 28)->rules->pdata[0];
  g_assert_cmpint(rule->since, ==, DAY_NONE);
  for (guint i = 0; i < next->tasks->len; i++) {
    const GPtrArray *rules = ((const ContentTask *)next->tasks->pdata[i])->rules;
    for (guint k = 0; k < rules->len; k++)
      g_assert_cmpint(((const ContentRule *)rules->pdata[k])->ended, ==, DAY_NONE);
  }
}

/* ---- mistakes --------------------------------------------------------------------------- */

static void assert_mistakes(const char *text, const char *const *expected) {
  char *folder = folder_make();
  g_autofree char *path = folder_write(folder, "mine.yaml", text);
  g_autoptr(GPtrArray) mistakes = document_mistakes_new();
  g_assert_null(template_read(path, mistakes));
  folder_remove(folder);
  for (guint i = 0; i < mistakes->len; i++) {
    const GError *mistake = mistakes->pdata[i];
    g_autofree char *line =
        g_strdup_printf("%d %s", (int)document_error_line(mistake), document_error_text(mistake));
    g_assert_cmpstr(line, ==, expected[i]);
  }
  g_assert_null(expected[mistakes->len]);
}

static void test_mistakes(void) {
  assert_mistakes(
      HEAD "source_year: 20\nledger: 0\nindicators:\n"
           "- title: 一\n  points: 两分\n  tasks:\n"
           "  - {number: 1, goal: 甲, id: 7, state: 完了, percent: 101, due: 明天, done_on: 今天}\n"
           "  - {number: 2, goal: 乙, id: 7, parent: 1, weight: 0}\n"
           "  - {number: 3, goal: 丙, parent: 2, weight: 50}\n"
           "  - {number: 4, goal: 丁, parent: 4, weight: 50}\n"
           "  - {number: 5, goal: 戊, parent: 99, weight: 50}\n"
           "  - {number: 6, goal: 己, parent: 1}\n"
           "  - number: 7\n    goal: 庚\n    progress:\n"
           "    - {on: 2026-02-30, percent: 200, evidence: [[]]}\n"
           "    - {text: 办了, who: 张三}\n"
           "    schedules:\n"
           "    - {phrase: 每月, every: month, basis: 农历, since: 年初}\n"
           "    - {phrase: 每月, every: month, basis: anchor}\n",
      LIST("6 “source_year”应在 1949 到 2999 之间，实际是 20",
           "7 “ledger”应在 1 到 9223372036854775807 之间，实际是 0",
           "10 \"points\" 应为数（写法如 2 或 0.5），实际是 \"两分\"",
           "12 不认识的状态 \"完了\"，可以写的有：new、assigned、signed、active、done、closed、"
           "paused、void",
           "12 “percent”应在 0 到 100 之间，实际是 101",
           "12 “due”应为日期（写法如 2026-05-31），没有期限的写 none，实际是 \"明天\"",
           "12 \"done_on\" 应为日期（写法如 2023-05-29），实际是 \"今天\"", "13 编号 7 重复",
           "13 “weight”应在 1 到 100 之间，实际是 0",
           "14 第 2 项本身是一部分，不能再有部分；“parent”写所属任务的序号",
           "15 第 4 项本身是一部分，不能再有部分；“parent”写所属任务的序号",
           "16 没有序号为 99 的任务", "17 “parent”和“weight”要同时写：是哪一项的一部分，占多少",
           "21 缺少必填的键 \"text\"",
           "21 \"on\" 应为日期（写法如 2023-05-29），实际是 \"2026-02-30\"",
           "21 “percent”应在 0 到 100 之间，实际是 200", "21 应为文字，实际是列表",
           "22 不认识的键 \"who\"，可以写的有：on、text、percent、author、evidence",
           "24 不认识的起算方式 \"农历\"，可以写的有：calendar、anchor、submission、event",
           "24 \"since\" 应为日期（写法如 2023-05-29），实际是 \"年初\"",
           "25 固定起算日只用于按工作日计的周期"));
}

/* The first three of a file that is to be read, with the way to see all. */
static void test_refused(void) {
  char *folder = folder_make();
  GError *error = NULL;
  g_autofree char *bad =
      folder_write(folder, "坏.json",
                   "{\"kind\": \"ledger\",\n\"name\": \"甲\", \"titel\": 1,\n\"year\": \"x\"}");
  g_assert_null(content_read(bad, 0, NULL, &error));
  g_assert_error(error, DOCUMENT_ERROR, DOCUMENT_ERROR_VALUE);
  g_assert_nonnull(strstr(error->message, "坏.json 第 1 行"));
  g_assert_nonnull(
      strstr(error->message, "；第 2 行：不认识的键 \"titel\"（您是否想写 \"title\"？）"));
  g_assert_nonnull(strstr(error->message, "taizhang check-template"));
  g_clear_error(&error);
  g_autofree char *broken = folder_write(folder, "断.json", "{\"kind\": \"ledger\",\n\"name\": ");
  g_assert_null(content_read(broken, 0, NULL, &error));
  g_assert_error(error, DOCUMENT_ERROR, DOCUMENT_ERROR_SYNTAX);
  g_clear_error(&error);
  g_autofree char *half = folder_write(folder, "半.json", "{\"kind\": \"\\uD842\"}");
  g_assert_null(content_read(half, 0, NULL, &error));
  g_assert_error(error, DOCUMENT_ERROR, DOCUMENT_ERROR_SYNTAX);
  g_clear_error(&error);
  g_autofree char *plan = source_path("data/plans/xinzhou-2023-topics.yaml");
  g_assert_null(content_read(plan, 0, NULL, &error));
  assert_refused(&error, DOCUMENT_ERROR, DOCUMENT_ERROR_VALUE, "这是选题计划，不是台账");
  g_autofree char *missing = g_build_filename(folder, "没有.yaml", NULL);
  g_assert_null(content_read(missing, 0, NULL, &error));
  assert_refused(&error, DOCUMENT_ERROR, DOCUMENT_ERROR_READ, "文件不存在");
  folder_remove(folder);
}

/* More than a template may weigh. */
static void test_large(void) {
  g_autoptr(Content) content = one_task("甲");
  g_autofree char *text = g_strnfill(9 * 1024 * 1024, 'x');
  ContentTask *task = content->tasks->pdata[0];
  g_free(task->note);
  task->note = g_steal_pointer(&text);
  g_autofree char *json = content_to_json(content);
  g_autoptr(Content) back = parse(json, 0);
  g_assert_cmpuint(strlen(((const ContentTask *)back->tasks->pdata[0])->note), ==, 9 * 1024 * 1024);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD_EMPTY("/content-file/shipped", test_shipped);
  ADD("/content-file/used", test_used);
  g_test_add_func("/content-file/texts", test_texts);
  ADD("/content-file/readable", test_readable);
  g_test_add_func("/content-file/names", test_names);
  g_test_add_func("/content-file/plain", test_plain);
  g_test_add_func("/content-file/json-of-others", test_json_of_others);
  g_test_add_func("/content-file/order", test_order);
  g_test_add_func("/content-file/fields", test_fields);
  ADD("/content-file/moved", test_moved);
  g_test_add_func("/content-file/mistakes", test_mistakes);
  g_test_add_func("/content-file/refused", test_refused);
  g_test_add_func("/content-file/large", test_large);
  return g_test_run();
}

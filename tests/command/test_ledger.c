/* init, templates, list: the Ningxia ledger and the Xinzhou plan, used for a year. */
#include <string.h>

#include <glib/gstdio.h>

#include "tests/command/cli.h"

static gsize count_of(Cli *cli, const char *arguments) {
  json_t *list = cli_json(cli, arguments);
  gsize count = json_array_size(list);
  json_decref(list);
  return count;
}

static void test_templates(void) {
  g_autoptr(Cli) cli = cli_new();
  static const struct {
    const char *name, *kind;
    int year, rows;
  } expected[] = {
      {"mot-2023", "system", 2023, 39},
      {"ningxia-2020", "ledger", 2020, 69},
      {"shandong-2023-city", "system", 2023, 32},
      {"shandong-2023-county", "system", 2023, 41},
      {"shandong-2023-pilots", "units", 2023, 58},
      {"xiamen-2022", "ledger", 2022, 21},
      {"xinzhou-2022", "ledger", 2022, 24},
      {"xinzhou-2023", "ledger", 2023, 18},
      {"xinzhou-2023-topics", "plan", 2023, 12},
  };
  json_t *list = cli_json(cli, "templates --format json");
  g_assert_cmpuint(json_array_size(list), ==, G_N_ELEMENTS(expected));
  for (gsize i = 0; i < G_N_ELEMENTS(expected); i++) {
    const json_t *item = json_array_get(list, i);
    g_assert_cmpstr(json_text_of(item, "name"), ==, expected[i].name);
    g_assert_cmpstr(json_text_of(item, "kind"), ==, expected[i].kind);
    g_assert_cmpint(json_number_of(item, "year"), ==, expected[i].year);
    g_assert_cmpint(json_number_of(item, "rows"), ==, expected[i].rows);
  }
  json_decref(list);
  g_autofree char *table = cli_text(cli, "templates");
  assert_has(table, "任务分工台账");
  g_autofree char *csv = cli_text(cli, "templates --format csv");
  assert_has(csv, "\xef\xbb\xbf名称,类别,年份,条数,标题\r\n");
}

static void test_init(void) {
  g_autoptr(Cli) cli = cli_new();
  g_autofree char *text =
      cli_text(cli, "init --template ningxia-2020 --template xinzhou-2023-topics");
  assert_has(text, cli->db);
  assert_has(text, "69项任务");
  assert_has(text, "用于2026年");
  assert_has(text, "taizhang remind");
  g_assert_cmpuint(count_of(cli, "list --format json"), ==, 69);
  g_assert_cmpuint(count_of(cli, "topics --year 2026 --format json"), ==, 12);
  GStatBuf info;
  g_assert_cmpint(g_stat(cli->db, &info), ==, 0);
  g_assert_cmpuint(info.st_mode & 0777, ==, 0660);
}

/* A system says what ledger came with it; units say no year. */
static void test_init_kinds(void) {
  g_autoptr(Cli) cli = cli_new();
  g_autofree char *text =
      cli_text(cli, "init --template shandong-2023-city --template shandong-2023-pilots "
                    "--template mot-2023");
  assert_has(text,
             "（shandong-2023-city，用于2026年，32个计分项）\n"
             "并建立了任务分工台账：山东省“信用交通市”测评指标体系（2023年版）周期工作（7项任务）");
  assert_has(text, "（shandong-2023-pilots，58个单位，已有的不重复添加）\n");
  assert_has(text, "（mot-2023，用于2026年，39个计分项）\n接下来：");
  g_assert_cmpuint(count_of(cli, "list --format json"), ==, 7);
}

static void test_init_empty(void) {
  g_autoptr(Cli) cli = cli_new();
  g_autofree char *text = cli_text(cli, "init");
  assert_has(text, "taizhang templates");
  g_assert_cmpuint(count_of(cli, "list --format json"), ==, 0);
  g_autofree char *list = cli_text(cli, "list");
  g_assert_cmpstr(list, ==, "没有符合条件的任务。\n");
  g_autofree char *log = cli_text(cli, "log");
  g_assert_cmpstr(log, ==, "日志是空的。\n");
  g_free(cli_text(cli, "verify"));
  cli_refused(cli, "init", 1, "已经有了");
}

static void test_init_twice(void) {
  g_autoptr(Cli) cli = cli_new_example();
  cli_refused(cli, "init --template ningxia-2020", 1, "已经有了，没有重复添加");
  cli_refused(cli, "init --template xinzhou-2023-topics", 1, "2026年已有选题计划");
  cli_refused(cli, "init --template ningxia-2020", 1, "没有重复添加；请换一个年份\n");
  g_assert_cmpuint(count_of(cli, "list --format json"), ==, 69);
  g_free(cli_text(cli, "init --template ningxia-2020 --year 2027"));
  g_assert_cmpuint(count_of(cli, "list --format json"), ==, 138);
  g_assert_cmpuint(count_of(cli, "list --ledger 1 --format json"), ==, 69);
  /* All or none: the new one does not stay where the other is there already. */
  cli_refused(cli, "init --template xinzhou-2023-topics --template ningxia-2020 --year 2027", 1,
              "已经有了");
  g_assert_cmpuint(count_of(cli, "topics --year 2027 --format json"), ==, 0);
}

/* Nothing is left behind. */
static void test_init_fails(void) {
  g_autoptr(Cli) cli = cli_new();
  cli_refused(cli, "init --template nothing", 1, "现有的模板：ningxia-2020、xiamen-2022、");
  cli_refused(cli, "init --template ningxia-2020 --template ningxia-2020", 1, "已经有了");
  g_assert_false(g_file_test(cli->db, G_FILE_TEST_EXISTS));
  g_autofree char *folder = g_path_get_dirname(cli->db);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  if (dir != NULL)
    g_assert_null(g_dir_read_name(dir));
}

static void test_year(void) {
  g_autoptr(Cli) cli = cli_new();
  g_free(cli_text(cli, "init --template ningxia-2020 --year 2023"));
  json_t *list = cli_json(cli, "list --format json");
  const json_t *task = json_array_get(list, 3);
  g_assert_cmpint(json_number_of(task, "number"), ==, 4);
  g_assert_cmpstr(json_text_of(task, "deadline"), ==, "2023年4月");
  g_assert_cmpstr(json_text_of(task, "due"), ==, "2023-04-30");
  g_assert_cmpstr(json_text_of(task, "deadline_printed"), ==, "2020年4月");
  json_decref(list);
  list = cli_json(cli, "list --overdue --as-of 2023-05-01 --format json");
  /* Of a year that is over all is history: the seven that come back have missed periods. */
  g_assert_cmpuint(json_array_size(list), ==, 1 + 7);
  const json_t *fourth = NULL;
  for (size_t i = 0; i < json_array_size(list); i++) {
    if (json_number_of(json_array_get(list, i), "number") == 4)
      fourth = json_array_get(list, i);
  }
  g_assert_cmpint(json_number_of(fourth, "overdue_days"), ==, 1);
  json_decref(list);
}

static void test_places(void) {
  g_autoptr(Cli) cli = cli_new();
  g_autofree char *other = g_build_filename(cli->home, "other.db", NULL);
  g_autofree char *before = g_strdup_printf("--db %s init --template ningxia-2020", other);
  g_free(cli_text(cli, before));
  g_assert_false(g_file_test(cli->db, G_FILE_TEST_EXISTS));
  cli_set(cli, "TAIZHANG_DB", other);
  g_assert_cmpuint(count_of(cli, "list --format json"), ==, 69);
  cli_refused(cli, "list --db /nonexistent/x.db", 1, "/nonexistent/x.db");
}

/* ---- list ------------------------------------------------------------------------------- */

static void test_overdue(void) {
  g_autoptr(Cli) cli = cli_new_example();
  json_t *list = cli_json(cli, "list --overdue --format json");
  g_assert_cmpuint(json_array_size(list), ==, 2);
  static const int EXPECTED[][2] = {{4, 205}, {54, 21}};
  for (gsize i = 0; i < 2; i++) {
    const json_t *task = json_array_get(list, i);
    g_assert_cmpint(json_number_of(task, "id"), ==, EXPECTED[i][0]);
    g_assert_cmpint(json_number_of(task, "number"), ==, EXPECTED[i][0]);
    g_assert_cmpint(json_number_of(task, "overdue_days"), ==, EXPECTED[i][1]);
    g_assert_cmpstr(json_text_of(task, "light"), ==, "red");
  }
  json_decref(list);
  g_assert_cmpuint(count_of(cli, "--as-of 2026-04-30 list --overdue --format json"), ==, 0);
  g_assert_cmpuint(count_of(cli, "list --overdue --format json --as-of 2026-05-01"), ==, 1);
}

/* Where none of its parts is worked on any more, what is split is late itself. */
static void assert_whole_late(Cli *cli) {
  cli_make(cli, "step 70 办结 --on 2026-04-01");
  cli_make(cli, "step 71 暂停 --reason 等上级");
  g_autofree char *late = cli_text(cli, "list --overdue --format ids --as-of 2026-11-27");
  g_assert_cmpstr(late, ==, "4\n54\n");
  g_autoptr(Run) view = cli_run(cli, "sql", "--as-of", "2026-11-27", "--format", "csv",
                                "SELECT id FROM v_overdue ORDER BY id", NULL);
  assert_has(view->out, "\n4\r\n54\r\n");
  g_autofree char *nudges = cli_text(cli, "nudge --overdue --as-of 2026-11-27 --dry-run");
  assert_has(nudges, "第4项");
  g_autofree char *reminder = cli_text(cli, "remind --as-of 2026-11-27");
  assert_has(reminder, "第4项");
  g_autofree char *bulletin = cli_text(cli, "bulletin --as-of 2026-11-27");
  assert_has(bulletin, "逾期未办结2项");
}

/* What was split and is due before its parts is late before them, and they do not stand for it. */
static void assert_whole_earlier(Cli *cli) {
  cli_make(cli, "set 4 --deadline 2026年2月");
  g_autofree char *late = cli_text(cli, "list --overdue --format ids --as-of 2026-03-10");
  g_assert_cmpstr(late, ==, "4\n");
  g_autofree char *red = cli_text(cli, "list --light 红 --format ids --as-of 2026-03-10");
  g_assert_cmpstr(red, ==, late);
  g_autofree char *reminder = cli_text(cli, "remind --as-of 2026-03-10");
  assert_has(reminder, "第4项");
}

/* What is split is late as its parts are, and 提前 makes late what is stated for after today: the
 * same tasks wherever what is overdue is listed. */
static void test_overdue_alike(void) {
  g_autoptr(Cli) cli = cli_new_example();
  cli_make(cli, "split 4 --part 60:起草:厅法规处:3月底 --part 40:印发");
  cli_make(cli, "policy --roll 提前");
  cli_make(cli, "set 7 --deadline 2026-11-29");
  g_autofree char *friday = cli_text(cli, "list --overdue --format ids --as-of 2026-11-27");
  g_assert_cmpstr(friday, ==, "70\n71\n54\n");
  g_autofree char *saturday = cli_text(cli, "list --overdue --format ids --as-of 2026-11-28");
  g_assert_cmpstr(saturday, ==, "70\n71\n54\n7\n28\n"); /* 28: its week */
  g_autoptr(Run) view = cli_run(cli, "sql", "--as-of", "2026-11-28", "--format", "csv",
                                "SELECT count(*) FROM v_overdue", NULL);
  assert_has(view->out, "\n5\r\n");
  g_autofree char *nudges = cli_text(cli, "nudge --overdue --as-of 2026-11-28 --dry-run");
  assert_has(nudges, "第7项");
  assert_has(nudges, "第70项");
  g_assert_null(strstr(nudges, "第4项"));
  assert_whole_earlier(cli);
  assert_whole_late(cli);
}

static void test_filters(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_assert_cmpuint(count_of(cli, "list --unit 厅法规处 --format json"), ==, 36);
  g_assert_cmpuint(count_of(cli, "list --unit 银川市交通运输局 --format json"), ==, 26);
  g_assert_cmpuint(count_of(cli, "list --light 红 --format json"), ==, 2);
  g_assert_cmpuint(count_of(cli, "list --light red --format json"), ==, 2);
  g_assert_cmpuint(count_of(cli, "list --light 黄 --format json"), ==, 1); /* 28: its week */
  g_assert_cmpuint(count_of(cli, "list --light 黄 --as-of 2026-04-23 --format json"), ==, 1);
  g_assert_cmpuint(count_of(cli, "list --state 未启动 --format json"), ==, 69);
  g_assert_cmpuint(count_of(cli, "list --state done --format json"), ==, 0);
  g_assert_cmpuint(count_of(cli, "list --query 一把手谈信用 --format json"), ==, 1);
  g_assert_cmpuint(count_of(cli, "list --ledger ningxia-2020 --format json"), ==, 69);
  g_assert_cmpuint(count_of(cli, "list --unit 厅法规处 --overdue --format json"), ==, 1);
  cli_refused(cli, "list --unit 法规处", 1, "相近的有：厅法规处");
  cli_refused(cli, "list --ledger 别的", 1, "现有的台账：1 宁夏");
}

static void test_kinds(void) {
  g_autoptr(Cli) cli = cli_new_example();
  json_t *list = cli_json(cli, "list --format json");
  guint tasks = 0, others = 0;
  for (gsize i = 0; i < json_array_size(list); i++) {
    const json_t *task = json_array_get(list, i);
    if (g_str_equal(json_text_of(task, "kind"), "task")) {
      tasks++;
      continue;
    }
    others++;
    g_assert_cmpstr(json_text_of(task, "light"), ==, "grey");
    g_assert_cmpint(json_number_of(task, "overdue_days"), ==, 0);
  }
  g_assert_cmpuint(tasks, ==, 58);
  g_assert_cmpuint(others, ==, 11);
  json_decref(list);
}

static void test_task_json(void) {
  g_autoptr(Cli) cli = cli_new_example();
  json_t *list = cli_json(cli, "list --query 4 --overdue --format json");
  const json_t *task = json_array_get(list, 0);
  static const char *const KEYS[] = {"id",
                                     "ledger",
                                     "ledger_year",
                                     "number",
                                     "primary",
                                     "secondary",
                                     "goal",
                                     "kind",
                                     "units",
                                     "deadline",
                                     "due",
                                     "state",
                                     "light",
                                     "overdue_days",
                                     "percent",
                                     "last_progress",
                                     "deadline_printed"};
  g_assert_cmpuint(json_object_size(task), ==, G_N_ELEMENTS(KEYS));
  for (gsize i = 0; i < G_N_ELEMENTS(KEYS); i++)
    g_assert_nonnull(json_object_get(task, KEYS[i]));
  assert_has(json_text_of(task, "ledger"), "任务分工台账");
  assert_has(json_text_of(task, "primary"), "一、");
  g_assert_cmpstr(json_text_of(task, "secondary"), ==, "（二）加快推进落实");
  g_assert_cmpstr(json_text_of(task, "deadline"), ==, "2026年4月");
  g_assert_cmpstr(json_text_of(task, "due"), ==, "2026-04-30");
  g_assert_cmpstr(json_text_of(task, "state"), ==, "new");
  g_assert_true(json_is_null(json_object_get(task, "percent")));
  g_assert_true(json_is_null(json_object_get(task, "last_progress")));
  const json_t *units = json_object_get(task, "units");
  g_assert_cmpuint(json_array_size(units), ==, 1);
  g_assert_cmpstr(json_text_of(json_array_get(units, 0), "name"), ==, "厅法规处");
  g_assert_cmpstr(json_text_of(json_array_get(units, 0), "role"), ==, "responsible");
  json_decref(list);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/command/ledger/templates", test_templates);
  g_test_add_func("/command/ledger/init-kinds", test_init_kinds);
  g_test_add_func("/command/ledger/init", test_init);
  g_test_add_func("/command/ledger/init-empty", test_init_empty);
  g_test_add_func("/command/ledger/init-twice", test_init_twice);
  g_test_add_func("/command/ledger/init-fails", test_init_fails);
  g_test_add_func("/command/ledger/year", test_year);
  g_test_add_func("/command/ledger/places", test_places);
  g_test_add_func("/command/ledger/overdue", test_overdue);
  g_test_add_func("/command/ledger/overdue-alike", test_overdue_alike);
  g_test_add_func("/command/ledger/filters", test_filters);
  g_test_add_func("/command/ledger/kinds", test_kinds);
  g_test_add_func("/command/ledger/task-json", test_task_json);
  return g_test_run();
}
